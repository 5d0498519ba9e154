"""Scripts that put no blanks between words: text goes in; which signs are of such a script, and text without the blanks of line ends, come out.

Korean is none of them. This module never takes away a blank that somebody typed inside a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

UNSPACED = "\u3000-\u30ff\u3400-\u9fff\uff01-\uff60"
"""Kana, Han and their full-width signs, as a class of a regular expression."""

_LINE_END = re.compile(rf"(?<=[{UNSPACED}])[ \t]*\n[ \t]*(?=[{UNSPACED}])")
_LAST = re.compile(rf"[{UNSPACED}]{{1,12}}\s*\Z")
_FIRST = re.compile(rf"\s*([{UNSPACED}]{{1,12}})")
# So near to its end a line's last signs are looked for; what stands further away is blanks.
_NEAR = 40
_BLANK = re.compile(rf"[{UNSPACED}] [{UNSPACED}]")


def is_unspaced(sign: str) -> bool:
    """Whether a sign is of such a script.

    >>> is_unspaced("港"), is_unspaced("a"), is_unspaced("")
    (True, False, False)
    """
    return bool(sign) and ("\u3000" <= sign <= "\u30ff" or "\u3400" <= sign <= "\u9fff" or "\uff01" <= sign <= "\uff60")


def without_line_ends(text: str) -> str:
    """A text in which no line end parts two such signs; others stay.

    >>> without_line_ends("the gates" + chr(10) + "港口" + chr(10) + "關閉")
    'the gates\\n港口關閉'
    """
    return _LINE_END.sub("", text)


def with_line_ends(folded: str, rows: Sequence[str]) -> str:
    """A text that YAML folded, from these rows of its source, with the line ends between two such signs as they were typed.

    YAML makes a blank of each line end, which nobody typed. The length stays the same.

    >>> with_line_ends("港口 已關 閉", ["  港口", "  已關 閉"]).split(chr(10))
    ['港口', '已關 閉']
    """
    if not _BLANK.search(folded):
        return folded
    done, kept = 0, []
    for above, below in zip(rows, rows[1:], strict=False):
        last, first = _LAST.search(above[-_NEAR:]), _FIRST.match(below)
        if last and first:
            end, start = last[0].rstrip(), first[1]
            found = folded.find(f"{end} {start}", done)
            if found >= 0:
                kept.append(folded[done : found + len(end)])
                done = found + len(end) + 1
    return "\n".join([*kept, folded[done:]])
