"""Words in a picture, where nothing breaks a line by itself: a text and the room for it go in, lines that fit come out.

This module never measures a font; it takes letters rather too wide than too narrow, as the reader's font is not known.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WIDE_LETTERS = frozenset("mwMW@%&—…©®™")
# Chinese lines may end before and after every sign but these.
_NEVER_FIRST = frozenset("，。、；：？！）」』》〉】〕・…—～%％,.;:?!)]}”’")
_NEVER_LAST = frozenset("（「『《〈【〔([{“‘$＄")
_NARROW_LETTERS = frozenset("iljtfr.,:;'’!|()[] -·")


def width_of(text: str, size: float) -> float:
    """About how wide a text is in CSS pixels in a bold sans-serif face, rather too wide than too narrow.

    >>> width_of("ill", 10) < width_of("Www", 10) <= width_of("三個字", 10)
    True
    """
    return size * sum(map(_share, text))


@lru_cache(maxsize=4096)
def _share(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF" or sign in _WIDE_LETTERS:
        return 1.0
    if sign in _NARROW_LETTERS:
        return 0.42
    return 0.76 if sign.isupper() else 0.62


def wrapped(text: str, width: float, size: float, most: int) -> tuple[tuple[str, ...], bool]:
    """A text in `most` lines at most that each fit the width, and whether it had to be cut, which an ellipsis shows.

    >>> wrapped("a former officer of the harbour", 80, 12, 2)
    (('a former', 'officer of…'), True)
    """
    text = " ".join(text.split())
    lines: list[str] = []
    while text:
        if width_of(text, size) <= width:
            return (*lines, text), False
        if len(lines) == most - 1:
            return (*lines, f"{text[: _fitting(text, width - size, size)].rstrip()}…"), True
        end = _break(text, _fitting(text, width, size))
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return tuple(lines), False


def _fitting(text: str, width: float, size: float) -> int:
    """How many of a text's signs fit, at least one; a mark that belongs to the sign before it is not parted from it."""
    room, end = width / size, 0
    while end < len(text) and (room := room - _share(text[end])) >= 0:
        end += 1
    while 0 < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    return max(1, end)


def _break(text: str, end: int) -> int:
    """Where a line that may hold `end` signs ends: at a blank, beside a Chinese sign, or, in a long word, right there.

    No line begins with a sign that closes, or ends with one that opens.
    """
    for at in range(end, 0, -1):
        before, after = text[at - 1], text[at]
        if (
            after == " "
            or (_is_wide(before) or _is_wide(after))
            and after not in _NEVER_FIRST
            and before not in _NEVER_LAST
        ):
            return at
    return end


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
