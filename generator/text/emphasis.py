"""Emphasis: pieces of a paragraph with runs of `*` and `_` between them go in, nested nodes come out.

The pairing is CommonMark's (https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis), down to a fixed depth; this
module never looks at any other mark.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from generator.text.tree import Emphasis, Inline, Inlines, Strong, Text

# Deeper nesting says nothing to a reader and costs every later stage its stack.
DEEPEST = 8


@dataclass
class DelimiterRun:
    """A run of one mark; `length` is its length as typed, `count` what is not used up."""

    mark: str
    length: int
    count: int
    opens: bool
    closes: bool


def run_at(text: str, at: int, end: int) -> DelimiterRun:
    """The run of marks that begins at a position, with what it may do there."""
    stop, mark = at, text[at]
    while stop < end and text[stop] == mark:
        stop += 1
    before, after = text[at - 1 : at] or " ", text[stop : stop + 1] or " "
    left = not after.isspace() and (not _is_sign(after) or before.isspace() or _is_sign(before))
    right = not before.isspace() and (not _is_sign(before) or after.isspace() or _is_sign(after))
    if mark == "*":
        return DelimiterRun(mark, stop - at, stop - at, left, right)
    return DelimiterRun(
        mark, stop - at, stop - at, left and (not right or _is_sign(before)), right and (not left or _is_sign(after))
    )


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def paired(pieces: list[Inline | DelimiterRun]) -> Inlines:
    """Pair the runs; what finds no partner is text."""
    out: list[tuple[Inline | DelimiterRun, int]] = []  # each with the depth of its nesting
    openers: list[int] = []  # where in `out` the runs stand that may open
    bottoms: dict[tuple[str, bool, int], int] = {}  # below this height no opener fits such a closer
    for piece in pieces:
        if not isinstance(piece, DelimiterRun):
            out.append((piece, 0))
            continue
        if piece.closes:
            _close(piece, out, openers, bottoms)
        if piece.count:
            if piece.opens:
                openers.append(len(out))
            out.append((piece, 0))
    return _joined([piece for piece, _ in out])


def _close(
    closer: DelimiterRun,
    out: list[tuple[Inline | DelimiterRun, int]],
    openers: list[int],
    bottoms: dict[tuple[str, bool, int], int],
) -> None:
    while closer.count:
        kind = (closer.mark, closer.opens, closer.length % 3)
        height = len(openers) - 1
        bottom = bottoms.get(kind, 0)
        while height >= bottom and not _fits(_run(out, openers[height]), closer):
            height -= 1
        if height < bottom:
            bottoms[kind] = len(openers)
            return
        at = openers[height]
        opener, inner = _run(out, at), out[at + 1 :]
        depth = 1 + max((depth for _, depth in inner), default=0)
        used = 2 if opener.count >= 2 and closer.count >= 2 else 1
        if depth > DEEPEST:
            bottoms[kind] = len(openers)
            return
        del out[at + 1 :], openers[height + 1 :]
        opener.count -= used
        closer.count -= used
        if not opener.count:
            del out[at:], openers[height:]
        for key, least in bottoms.items():
            bottoms[key] = min(least, len(openers))
        children = _joined([piece for piece, _ in inner])
        out.append(((Strong if used == 2 else Emphasis)(children), depth))


def _run(out: list[tuple[Inline | DelimiterRun, int]], at: int) -> DelimiterRun:
    piece = out[at][0]
    if not isinstance(piece, DelimiterRun):
        raise TypeError("An opener is a run.")
    return piece


def _fits(opener: DelimiterRun, closer: DelimiterRun) -> bool:
    if opener.mark != closer.mark:
        return False
    # The 'rule of three': a run that can do both must not be split unevenly.
    uneven = (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0
    return not uneven or (opener.length % 3 == 0 and closer.length % 3 == 0)


def _joined(pieces: list[Inline | DelimiterRun]) -> Inlines:
    """Runs that are left become text, and texts side by side become one."""
    out: list[Inline] = []
    words: list[str] = []
    for piece in pieces:
        if isinstance(piece, DelimiterRun):
            words.append(piece.mark * piece.count)
        elif isinstance(piece, Text):
            words.append(piece.text)
        else:
            if any(words):
                out.append(Text("".join(words)))
            words = []
            out.append(piece)
    if any(words):
        out.append(Text("".join(words)))
    return tuple(out)
