"""Where reading stopped goes in; out comes what is wrong if a colon, a dash, a bracket or the indentation is to blame.

Each function looks for one mistake and answers None where it is another.
"""

from __future__ import annotations

import re

from generator.reading.document import DEEPEST, TOO_DEEP, TOO_DEEP_HINT
from generator.reading.syntax.broken import (
    BLOCK_SAYS,
    KEY_TYPED,
    TIGHT_DASH,
    TIGHT_KEY,
    USE_QUOTES,
    Broken,
    Finding,
    advice,
    key_and_text,
    lead_of,
    list_in_list,
)


def colon(b: Broken) -> Finding | None:
    """A second colon in a line, or a line further right than its field."""
    if "mapping values are not allowed" not in b.said and "unexpected ':'" not in b.said:
        return None
    line, column = b.at
    key, start, text = key_and_text(b.row(line))
    if key and start <= column:
        message = (
            "A text with a colon and a space in it wants quotes: here YAML takes the words before the colon for a name."
        )
        return line, column, "colon-in-text", message, advice(key, text)
    above = b.line_above(line)
    tight = _tight_key(b, above)
    if tight:
        return tight
    name = key or b.before.strip()
    lead, lead_above = lead_of(b.row(line)), lead_of(b.row(above))
    above_key, _, _ = key_and_text(b.row(above))
    goes_on = b.last is not None and b.last.line < above and lead > lead_of(b.row(b.last.line))
    if lead > lead_above or goes_on:
        message = f"`{name[:40]}:` stands further right than the field above it, which already has its text."
        hint = (
            "If it is a field of its own, begin it in the column of the fields it belongs with; "
            "if it belongs to the text, put the whole text in quotes."
        )
        return line, lead, "bad-indent", message, hint
    if above >= 0 and not above_key:
        return _no_colon(b, above, lead_above)
    return None


def _tight_key(b: Broken, line: int) -> Finding | None:
    found = TIGHT_KEY.match(b.row(line))
    if not found or KEY_TYPED.match(b.row(line)):
        return None
    hint = f"Type a space after the colon: `{found['key']}: {b.row(line)[found.end() :].strip()[:40]}`."
    return line, found.end() - 1, "space-after-colon", f"There is no space after `{found['key']}:`.", hint


def _tight_dash(b: Broken, line: int) -> Finding | None:
    found = TIGHT_DASH.match(b.row(line))
    if not found:
        return None
    hint = f"Type `- ` and then the text: `- {b.row(line)[found.end() :].strip()[:40]}`."
    return line, found.end() - 1, "space-after-dash", "There is no space after this dash.", hint


def _no_colon(b: Broken, line: int, column: int) -> Finding:
    words = b.row(line).strip()
    message = f"`{words[:40]}` is neither a field nor part of the text above it."
    hint = (
        "If it is a field, type a colon and a space after its name; "
        "if it goes on the text above, indent it further than the name of its field."
    )
    return line, column, "missing-colon", message, hint


def bare_key(b: Broken) -> Finding | None:
    """A line without a colon, or without the space after a colon or dash."""
    if "could not find expected ':'" not in b.said:
        return None
    line, column = b.began
    return _tight_dash(b, line) or _tight_key(b, line) or _no_colon(b, line, column)


def too_deep(b: Broken) -> Finding | None:
    """Brackets opened one inside another, at which some parsers stop before they have told of the first."""
    line, column = b.at
    text = "\n".join((*b.lines[:line], b.row(line)[: column + 1]))
    begins = len(text.rstrip("[{ \t\n"))
    opened = [begins + number for number, sign in enumerate(text[begins:]) if sign in "[{"]
    if len(opened) <= DEEPEST:
        return None
    if text.startswith("[[", opened[0]):
        line, column = _at(text, opened[0])
        return list_in_list(b.row(line), line, column)
    return *_at(text, opened[DEEPEST]), "too-deep", TOO_DEEP, TOO_DEEP_HINT


def _at(text: str, offset: int) -> tuple[int, int]:
    """The 0-based line and column of a sign."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1


def in_brackets(b: Broken) -> Finding | None:
    """A list or group in brackets that does not close, or holds a text that wants quotes."""
    # These are all that a parser misses in brackets; of anything else it says nothing that we could explain.
    if not re.search("parsing a flow", b.doing) or not re.search(r"expected ',' or|node content", b.said):
        return None
    opened = b.bracket or b.began
    sign = b.row(opened[0])[opened[1] : opened[1] + 1] or "["
    close = {"[": "]", "{": "}"}.get(sign, "]")
    if "node content" in b.said and b.after.startswith(","):
        return (
            *b.at,
            "stray-comma",
            "There is nothing before this comma.",
            "Take the comma out, or type what is missing.",
        )
    if "node content" in b.said and b.after[:1] in ("]", "}"):
        return *b.at, "unclosed-bracket", f"`{b.after[0]}` does not close `{sign}`.", f"Type `{close}` here."
    if b.at[0] != opened[0] or not b.after.strip():
        message = f"The `{sign}` that opens here is not closed where the list or group ends."
        return (
            *opened,
            "unclosed-bracket",
            message,
            f"Type `{close}` at its end. If the bracket belongs to a text, put the text in quotes.",
        )
    if (
        b.last
        and b.last.style
        and (b.last.end_line, b.last.end_column) <= b.at
        and not b.before[b.last.end_column :].strip()
    ):
        message = f"The text goes on after its closing quotation mark; only a comma or `{close}` may stand here."
        return (
            *b.at,
            "text-after-quote",
            message,
            "Put the whole text in one pair of quotes, of the other kind if it holds quotes itself.",
        )
    if b.after.startswith(":"):
        hint = "Put a text with a colon in quotes."
        return (
            *b.at,
            "colon-in-text",
            "There is a second colon in this entry, so YAML cannot tell where its text begins.",
            hint,
        )
    message = f"A comma or `{close}` is missing here."
    return (
        *b.at,
        "missing-comma",
        message,
        "Text that holds brackets, colons or commas wants quotes when it stands in brackets.",
    )


def misplaced(b: Broken) -> Finding | None:
    """A line that fits none of the lines above it."""
    if not BLOCK_SAYS.search(b.said):
        return None
    line, column = b.at
    if b.before.strip():
        return None
    above = b.line_above(line)
    row_above = b.row(above)
    if row_above.strip() == "..." or (above >= 0 and row_above.startswith("...")):
        return (
            above,
            0,
            "several-documents",
            "`...` ends the file here, but more follows.",
            "Take out the line with `...`.",
        )
    if b.after.startswith(":"):
        return (
            *b.at,
            "key-not-text",
            "There is no name before this colon.",
            "Type the name of the field before the colon.",
        )
    if row_above.lstrip().startswith("#"):
        message = "The line that begins with `#` above is a remark and ends the text, so this line hangs in the air."
        return *b.at, "comment-in-text", message, "Put the whole text in quotes, or move the remark."
    remark = re.search(r"\s(#.*)", row_above)
    if remark and b.last and not b.last.style and b.last.end_line == above and lead_of(row_above) <= column:
        message = f"`{remark[1][:40]}` is read as a remark and ends the text, so the next line hangs in the air."
        return above, remark.start(1), "comment-in-text", message, USE_QUOTES
    dash = _tight_dash(b, line)
    if dash:
        return dash
    if "block collection" in b.doing and column in b.columns and not b.after.startswith("- "):
        message = "This line stands in a list but has no dash."
        hint = "Type `- ` before an item; begin what goes on an item below its first letter."
        return *b.at, "bad-indent", message, hint
    what = "This dash" if b.after.startswith("- ") else "This line"
    columns = [str(lead + 1) for lead in b.open_columns(line) if lead != column]
    hint = "Begin it in the same column as the lines it belongs with"
    hint += f": column {' or '.join(columns)}." if 0 < len(columns) < 5 else "."
    if column in b.open_columns(line):
        return *b.at, "bad-indent", f"{what} does not fit the lines above it.", hint
    return *b.at, "bad-indent", f"{what} begins in column {column + 1}, which fits no line above it.", hint
