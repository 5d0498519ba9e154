"""A syntax error of the YAML parser goes in; a sentence that a writer can act on comes out, at the place where to look.

The parser's own words are never shown: where no known mistake fits, a plain general sentence stands there instead.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.problem import Problem, place_at_mark
from generator.reading.syntax.broken import Broken, Finding
from generator.reading.syntax.layout import bare_key, colon, in_brackets, misplaced, too_deep
from generator.reading.syntax.signs import after_value, block_mark, directive, escape, not_here, open_quote, sign, tab

# In this order: what names its mistake surely comes first, what guesses from the indentation last.
_LOOKS: tuple[Callable[[Broken], Finding | None], ...] = (
    tab,
    too_deep,
    open_quote,
    escape,
    block_mark,
    directive,
    sign,
    colon,
    bare_key,
    in_brackets,
    after_value,
    misplaced,
    not_here,
)


def syntax_problem(file: str, broken: Broken) -> Problem:
    """Say what is wrong where reading stopped.

    >>> import yaml
    >>> error = yaml.MarkedYAMLError(problem="something new", problem_mark=yaml.Mark("", 0, 0, 3, None, None))
    >>> str(syntax_problem("a.yaml", Broken(error, ("a: b",)))).split(" Look")[0]
    'a.yaml:1:4: error: Reading stopped here: this is not written as YAML wants it.'
    """
    found = next((finding for look in _LOOKS if (finding := look(broken)) is not None), None)
    line, column, code, message, hint = found or (
        *broken.at,
        "yaml-syntax",
        "Reading stopped here: this is not written as YAML wants it.",
        "Look here and just above for a missing quotation mark, bracket or colon, or put the text in quotes.",
    )
    # At the end of the file there is nothing to point at: the end of the last line that holds something answers.
    if line >= len(broken.lines) or (line == len(broken.lines) - 1 and not broken.row(line)):
        line = max(0, broken.line_above(len(broken.lines)))
        column = len(broken.row(line))
    return Problem(place_at_mark(file, line, column), code, message, hint)
