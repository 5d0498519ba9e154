"""A timeline's JSON as text goes in; plain data with every number as typed comes out, or a sentence with line and column.

This module never knows what the data mean, and never loses a field that stands twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

# Far deeper than any timeline, and little enough for every later step.
DEEPEST = 40
_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_REASONS = (
    ("Expecting property name enclosed in double quotes", "the name of a field in double quotes is expected here"),
    ("Illegal trailing comma", "this comma has nothing behind it; take it out"),
    ("Expecting ',' delimiter", "a comma or a closing bracket is missing before this"),
    ("Expecting ':' delimiter", "a colon is missing before this"),
    ("Expecting value", "a value is expected here"),
    ("Unterminated string", "these quotation marks are never closed"),
    ("Invalid control character", "a line end or a tab stands inside quotation marks; type it as \\n or \\t"),
    ("Invalid \\", "this backslash means nothing; type two of them for one"),
    ("Extra data", "the data end before this, and more follows"),
)


class Fields(dict[str, Any]):
    """A JSON object; `repeated` holds the earlier values of names that stand twice, of which the last counts."""

    repeated: tuple[tuple[str, Any], ...] = ()


def read_json(text: str, file: str) -> tuple[Any, str]:
    """The data, or why there are none; numbers and the words NaN and Infinity stay texts, as they were typed.

    >>> read_json('{"year": 1912}', "a.json")
    ({'year': '1912'}, '')
    >>> read_json('{"year": }', "a.json")[1]
    'a.json:1:10: This is not JSON: a value is expected here.'
    """
    if deep := _too_deep(text, file):
        return None, deep
    try:
        data = json.loads(text, object_pairs_hook=_fields, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        said = next((words for begin, words in _REASONS if error.msg.startswith(begin)), error.msg)
        return None, f"{_place(text, error.pos, file)}: This is not JSON: {said}.{_hint(text)}"
    except RecursionError:
        return None, f"{file}: This file is nested too deep to be a timeline."
    return data, ""


def _fields(pairs: list[tuple[str, Any]]) -> Fields:
    out, repeated = Fields(), []
    for name, value in pairs:
        if name in out:
            repeated.append((name, out[name]))
        out[name] = value
    out.repeated = tuple(repeated)
    return out


def _too_deep(text: str, file: str) -> str:
    depth = 0
    for sign in _SIGNS.finditer(text):
        if sign[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                return f"{_place(text, sign.start(), file)}: This file is nested too deep to be a timeline."
        elif sign[0] in "]}":
            depth -= 1
    return ""


def _place(text: str, at: int, file: str) -> str:
    line = text.count("\n", 0, at) + 1
    return f"{file}:{line}:{at - text.rfind(chr(10), 0, at)}"


def _hint(text: str) -> str:
    """What programs do to JSON that makes it none."""
    if re.match(r"\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$]*\s*[=(]", text):
        return " It begins as a script does: delete what stands before the first { and behind the last }."
    return ""


def repeated(data: Any) -> Iterator[tuple[str, Any]]:
    """Every field that stands twice, with the value that does not count, wherever it lies."""
    if isinstance(data, Fields):
        yield from data.repeated
        for value in data.values():
            yield from repeated(value)
    elif isinstance(data, list):
        for value in data:
            yield from repeated(value)
