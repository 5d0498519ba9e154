"""Source lines and the parser's error go in; out come the questions that finding a mistake asks of them.

Nothing here decides what the mistake is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import yaml

from generator.reading.document import Spot

Finding = tuple[int, int, str, str, str]
"""0-based line and column, code, message, hint."""

KEY_TYPED = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<key>[^\s\"'\[{#][^:]*?|\"[^\"]*\"|'[^']*'):(?:\s+|$)")
TIGHT_KEY = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?=[^\s:/])")
TIGHT_DASH = re.compile(r"\s*-(?=[^\s-])")
JUST_QUOTES = "Put the text in quotes."
USE_QUOTES = "Put the whole text in quotes, or after `>-` on a line of its own."


@dataclass(frozen=True)
class Broken:
    """What is known where reading stopped: the parser's words and marks, the source lines, and what the walk was doing.

    `last` is the text read just before; `bracket` the 0-based place of the innermost open bracket; `columns` the
    0-based columns at which open lists and groups of fields began.
    """

    error: yaml.YAMLError
    lines: tuple[str, ...]
    last: Spot | None = None
    bracket: tuple[int, int] | None = None
    columns: tuple[int, ...] = ()

    @cached_property
    def said(self) -> str:
        """What the parser found, in its own words."""
        return getattr(self.error, "problem", None) or ""

    @cached_property
    def doing(self) -> str:
        """What the parser was reading, in its own words."""
        return getattr(self.error, "context", None) or ""

    @cached_property
    def at(self) -> tuple[int, int]:
        """The 0-based line and column of the error."""
        mark = getattr(self.error, "problem_mark", None) or getattr(self.error, "context_mark", None)
        return (mark.line, mark.column) if mark else (0, 0)

    @cached_property
    def began(self) -> tuple[int, int]:
        """The 0-based line and column where the thing began that holds the error."""
        mark = getattr(self.error, "context_mark", None)
        return (mark.line, mark.column) if mark else self.at

    def row(self, line: int) -> str:
        """The source line, empty where there is none."""
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    @cached_property
    def before(self) -> str:
        """What stands in the line before the error."""
        return self.row(self.at[0])[: self.at[1]]

    @cached_property
    def after(self) -> str:
        """What stands in the line from the error on."""
        return self.row(self.at[0])[self.at[1] :]

    def open_columns(self, line: int) -> list[int]:
        """The 0-based columns at which a line may begin, as the lines above it show."""
        columns: list[int] = []
        for number in range(line - 1, -1, -1):
            row = self.row(number)
            lead = lead_of(row)
            if row.strip() and not row[lead:].startswith("#") and (not columns or lead < columns[-1]):
                columns.append(lead)
            if columns and columns[-1] == 0:
                break
        return columns

    def line_above(self, line: int) -> int:
        """The nearest line above that is not blank, or -1."""
        return next((n for n in range(min(line, len(self.lines)) - 1, -1, -1) if self.row(n).strip()), -1)


def in_quotes(text: str) -> str:
    """A text as it may be typed in YAML, in double quotes where that works.

    >>> in_quotes('"Yes", he said'), in_quotes("It's")
    ('\\'"Yes", he said\\'', '"It\\'s"')
    """
    text = text.strip()
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def advice(key: str, text: str) -> str:
    """The hint to put a text in quotes, with the line as it should stand where it is short enough to show."""
    text = text.strip()
    if not text or len(text) > 60:
        return USE_QUOTES
    return f"Put the text in quotes: `{key.strip() + ': ' if key else ''}{in_quotes(text)}`."


def key_and_text(row: str) -> tuple[str, int, str]:
    """The key of a source line, the column at which its text starts, and that text.

    >>> key_and_text("  - by: musk")
    ('by', 8, 'musk')
    """
    found = KEY_TYPED.match(row)
    if found:
        return found["key"], found.end(), row[found.end() :]
    start = len(row) - len(re.sub(r"^\s*(?:- +)*", "", row))
    return "", start, row[start:]


def lead_of(row: str) -> int:
    """How many spaces a source line begins with."""
    return len(row) - len(row.lstrip(" "))


def list_in_list(row: str, line: int, column: int) -> Finding:
    """What to say of a text that begins with `[[`, at a 0-based place in its source line."""
    key, start, text = key_and_text(row)
    hint = advice(key, text) if start == column else JUST_QUOTES
    return line, column, "brackets-in-text", "`[[` at the start is read as a list inside a list, not as text.", hint


BLOCK_SAYS = re.compile(r"expected key|'-' indicator|expected <block end>|<document start>")
