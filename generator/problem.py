"""A writer's mistake as a value: where it stands, what was found, what to type instead; and its faces for people and machines.

Problems come in from every stage and go out as text, JSON or GitHub annotations; this module never reads files and never
decides what a mistake is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# More than anybody mends before looking again: the first mistakes of a file often are the cause of the others.
SHOWN_A_FILE = 50


class Severity(StrEnum):
    """How much a problem weighs: an `error` stops writing, a `warning` does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file that a person can jump to.

    `file` is the path as shown to people (relative to the newsroom, `/` between parts); `line` and `column` count from 1,
    columns in code points. A problem of a whole file stands at 1:1.

    >>> str(Place("stories/a.yaml", 3, 7))
    'stories/a.yaml:3:7'
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def place_at_mark(file: str, line: int, column: int) -> Place:
    """Turn a 0-based mark, as PyYAML counts, into a Place; the one spot where 1 is added.

    >>> str(place_at_mark("a.yaml", 0, 0))
    'a.yaml:1:1'
    """
    return Place(file, line + 1, column + 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: `message` says what was found, `hint` what to type instead, `code` names the rule for good.

    >>> str(Problem(Place("a.yaml", 1, 2), "unknown-key", "There is no field 'titel'.", "Did you mean 'title'?"))
    "a.yaml:1:2: error: There is no field 'titel'. Did you mean 'title'? [unknown-key]"
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        sentence = f"{self.message} {self.hint}".rstrip()
        return f"{self.place}: {self.severity}: {sentence} [{self.code}]"


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file, line and column, and drop exact repeats."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.place, p.code, p.message)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops writing."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def summary(problems: Sequence[Problem]) -> str:
    """Count in one line.

    >>> summary(())
    'No problems.'
    """
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "No problems."
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return " and ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class Rest:
    """How many more problems a file has than people are shown."""

    file: str
    number: int

    def __str__(self) -> str:
        what = "problem" if self.number == 1 else "problems"
        return f"{self.file}: and {self.number:,} more {what} in this file; explainer check --format json lists all."


def for_people(problems: Sequence[Problem]) -> tuple[tuple[Problem, ...], tuple[Rest, ...]]:
    """The first fifty problems of each file, errors before warnings, in the order given; and how many more there are.

    >>> for_people([Problem(Place("a.yaml", line), "unknown-key", "No.") for line in range(1, 53)])[1]
    (Rest(file='a.yaml', number=2),)
    """
    left: dict[str, int] = {}
    shown: set[int] = set()
    for number, problem in sorted(enumerate(problems), key=lambda pair: pair[1].severity is not Severity.ERROR):
        left[problem.place.file] = left.get(problem.place.file, SHOWN_A_FILE) - 1
        if left[problem.place.file] >= 0:
            shown.add(number)
    rest = tuple(Rest(file, -number) for file, number in sorted(left.items()) if number < 0)
    return tuple(problem for number, problem in enumerate(problems) if number in shown), rest


def as_text(problem: Problem, lines: Mapping[str, Sequence[str]]) -> str:
    """The face for people: one parsable line, then the source line with a caret below where it is known.

    `lines` holds the lines of each file by the name shown. Control characters of a source line are shown as `?`, so that a
    file cannot steer the terminal.
    """
    source = lines.get(problem.place.file, ())
    if not 1 <= problem.place.line <= len(source):
        return str(problem)
    # A very long line would bury the message; a window around the column is enough to find it.
    start = max(0, problem.place.column - 60)
    shown = "".join(c if c.isprintable() else " " if c == "\t" else "?" for c in source[problem.place.line - 1])
    window = shown[start : start + 100]
    if not window.strip():
        return str(problem)
    return f"{problem}\n    {window}\n    {' ' * (problem.place.column - 1 - start)}^"


def as_json(problems: Sequence[Problem]) -> str:
    """The face for programs: a list of objects with file, line, column, severity, code, message and hint."""
    return json.dumps(
        [
            {
                "file": p.place.file,
                "line": p.place.line,
                "column": p.place.column,
                "severity": str(p.severity),
                "code": p.code,
                "message": p.message,
                "hint": p.hint,
            }
            for p in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_github(problem: Problem | Rest) -> str:
    """The face for GitHub's log, a workflow command that shows the problem on its line of the change.

    Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    if isinstance(problem, Rest):
        return f"::notice ::{problem}"

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    where = f"file={value(problem.place.file)},line={problem.place.line},col={problem.place.column}"
    sentence = f"{problem.message} {problem.hint}".rstrip()
    return f"::{problem.severity} {where},title={value(problem.code)}::{data(sentence)}"
