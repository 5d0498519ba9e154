"""Where reading stopped goes in; out comes what is wrong if a sign, a quotation mark or a tab is to blame.

Each function looks for one mistake and answers None where it is another.
"""

from __future__ import annotations

import re

from generator.reading.syntax.broken import BLOCK_SAYS, JUST_QUOTES, USE_QUOTES, Broken, Finding, advice, key_and_text


def tab(b: Broken) -> Finding | None:
    """A tab where YAML wants spaces."""
    found = re.match(r" *\t", b.row(b.at[0]))
    inside = b.after.startswith("\t")
    if "tab" in b.said.split() or inside or (found and "cannot start" in b.said):
        line, column = b.at[0], found.end() - 1 if found else b.at[1]
        return (
            line,
            column,
            "tab",
            "There is a tab here, and YAML takes only spaces.",
            "Type spaces instead of the tab.",
        )
    return None


def open_quote(b: Broken) -> Finding | None:
    """A quotation mark that is never closed."""
    if "quoted scalar" not in b.doing or not ("end of stream" in b.said or "document" in b.said):
        return None
    mark = b.row(b.began[0])[b.began[1] : b.began[1] + 1]
    hint = f"Type {mark} at the end of the text."
    if mark == "'":
        hint += " If the text only begins with an apostrophe, put all of it in double quotes."
    return *b.began, "unclosed-quote", "The quotation mark that opens here is never closed.", hint


def escape(b: Broken) -> Finding | None:
    """A backslash in double quotes that YAML does not know."""
    row, (line, column) = b.row(b.at[0]), b.at
    column = row.rfind("\\", 0, column + 1)
    if column < 0 or ("escape" not in b.said and "hexdec" not in b.said):
        return None
    typed = row[column : column + 2]
    hint = "For a backslash in the text type `\\\\`, or put the text in single quotes."
    return line, column, "backslash", f"`{typed}` in double quotes is not a character that YAML knows.", hint


def block_mark(b: Broken) -> Finding | None:
    """A text that begins with `>` or `|`, followed by words in the same line."""
    line, column = b.began
    if "block scalar" not in b.doing or line != b.at[0]:
        return None
    key, _, _ = key_and_text(b.row(line)[:column])
    text = b.row(line)[column:]
    message = f"`{text[:1]}` at the start opens a text on the lines below; nothing else may follow it here."
    hint = advice(key, text) + f" Or leave `{text[:1]}` alone in this line and indent the text below it."
    return line, column, "text-needs-quotes", message, hint


_MEANINGS = {
    "*": "a reference",
    "&": "a label",
    "!": "a tag",
    "%": "an instruction to YAML",
    "@": "a sign kept for later use",
    "`": "a sign kept for later use",
    "[": "a list",
    "{": "a group of fields",
    ",": "the end of an entry",
    "]": "the end of a list",
    "}": "the end of a group of fields",
    "?": "a key",
    "-": "an item of a list",
}


def _first_sign(b: Broken, line: int, column: int) -> Finding:
    """A text that begins with a sign which YAML keeps for itself."""
    row = b.row(line)
    key, _, _ = key_and_text(row[:column])
    text = row[column:]
    sign = next((s for s in ("![[", "[[", "[@", "**", "? ", "- ") if text.startswith(s)), text[:1]).strip()
    shown = "a backtick" if sign == "`" else f"`{sign}`"
    meaning = _MEANINGS.get(sign[:1], "a sign of its own")
    message = f"A text cannot begin with {shown} unless it is in quotes: YAML takes it for {meaning}."
    before = row[:column]
    # A text in braces that began before the sign: it stands between here and the nearest colon, comma or brace.
    start = max(before.rfind(mark) + len(mark) for mark in ("{", "[", ",", ": "))
    if before.count("{") > before.count("}") and before[start:].strip():
        message = f"Inside braces a text cannot hold {shown} unless it is in quotes: YAML takes it for {meaning}."
        hint = "Put the whole text in quotes, or type the entry over several lines, without braces."
        began = start + len(before[start:]) - len(before[start:].lstrip())
        return line, began, "text-needs-quotes", message, hint
    if b.bracket and b.bracket < (line, column):
        return line, column, "text-needs-quotes", message, JUST_QUOTES
    return line, column, "text-needs-quotes", message, advice(key, text)


def _text_start(b: Broken, line: int, column: int) -> tuple[int, int]:
    """Where the text begins that holds a sign: before the bracket, if one stands just before the sign."""
    before = b.row(line)[:column]
    start = len(before.rstrip("["))
    return (line, start) if re.search(r"(?:^|[\s:-])$", before[:start]) else (line, column)


def sign(b: Broken) -> Finding | None:
    """A text that begins with a sign which YAML keeps for itself."""
    if "anchor" in b.doing or "alias" in b.doing or ("tag" in b.doing and "directive" not in b.doing):
        return _first_sign(b, *b.began)
    if "undefined tag" in b.said:
        return _first_sign(b, *b.began)
    if "cannot start any token" in b.said and b.after:
        line, column = _text_start(b, *b.at)
        if b.after[0] in "@`" and not b.before.strip() and ":" in b.after:
            message = f"A name cannot begin with `{b.after[0]}`."
            return (
                *b.at,
                "text-needs-quotes",
                message,
                "Leave the sign out, or indent the line if it goes on the text above.",
            )
        return _first_sign(b, line, column)
    return None


def directive(b: Broken) -> Finding | None:
    """A line that begins with `%`."""
    if "directive" not in b.doing or not b.row(b.began[0]).startswith("%"):
        return None
    message = "A line that begins with `%` is an instruction to YAML."
    hint = "Take the line out; if it goes on the text above, indent it below its field."
    return b.began[0], b.began[1], "directive", message, hint


# Two or more quoted texts with commas between them: a list without its brackets.
_SEVERAL = re.compile(r"""\s*("[^"]*"|'[^']*')(?:\s*,\s*(?:"[^"]*"|'[^']*'))+\s*""")


def after_value(b: Broken) -> Finding | None:
    """More words after a closed quotation mark or bracket."""
    if not BLOCK_SAYS.search(b.said):
        return None
    line, _ = b.at
    last = b.last
    if last and last.style in ("'", '"') and last.end_line == line and not b.before[last.end_column :].strip():
        if last.line < line:
            message = (
                f"The quotation mark that opens here is closed only in line {line + 1}, and more text follows there."
            )
            return last.line, last.column, "unclosed-quote", message, f"Type {last.style} at the end of the text."
        row = b.row(line)
        key, _, _ = key_and_text(row[: last.column])
        message = "The text goes on after its closing quotation mark."
        text = row[last.column :]
        if _SEVERAL.fullmatch(text):
            several = f"Several stand in square brackets: `{key}: [{text.strip()}]`."
            return *b.at, "text-after-quote", message, several
        if last.style == "'" and re.match(r"\w", b.after):
            # An apostrophe inside single quotes: the writer meant the outer pair only.
            message = "This apostrophe closes the quotation mark at the start, and the text goes on after it."
            text = text.strip().removeprefix("'").removesuffix("'")
            return line, last.end_column - 1, "text-after-quote", message, advice(key, text)
        return *b.at, "text-after-quote", message, advice(key, text)
    stripped = b.before.rstrip()
    if stripped.endswith(("]", "}")):
        key, start, text = key_and_text(b.row(line))
        if b.after[:1] in ("]", "}"):
            return *b.at, "stray-bracket", f"There is a `{b.after[0]}` too many.", "Take it out."
        if text[:1] in ("[", "{"):
            return _first_sign(b, line, start)
        return *b.at, "text-needs-quotes", "There are more words after the closing bracket.", USE_QUOTES
    return None


def not_here(b: Broken) -> Finding | None:
    """A sign that may not stand where it does."""
    if "keys are not allowed" in b.said:
        return _first_sign(b, *b.at)
    if "sequence entries are not allowed" in b.said:
        message = "A list cannot begin in the line of its name."
        key, _, _ = key_and_text(b.before)
        return (
            *b.at,
            "list-on-next-line",
            message,
            "Begin the list in the next line. " + advice(key, b.after).replace("Put the", "If it is no list, put the"),
        )
    if "node content" in b.said:
        if b.after.startswith(("...", "---")):
            return *b.at, "several-documents", "This line ends the file before it began.", "Take it out."
        if b.after:
            return _first_sign(b, *b.at)
    return None
