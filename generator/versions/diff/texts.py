"""Two texts go in; what stayed, went and came between them comes out, word by word.

This module never judges whether a change matters, never shows it, and never knows which field of a story a text stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Chinese and Japanese have no blanks between words: each character is compared for itself.
_SINGLE = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PUNCTUATION = (
    r"!-&(-,./:-@\[-`{-~\u00a1-\u00bf\u0589\u05be\u060c\u061b\u061f\u06d4\u0964\u0965\u2010-\u206f\u3000-\u3004"
    r"\u3008-\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_WORDY = rf"[^\s'’\-{_PUNCTUATION}{_SINGLE}]"
_TOKEN = re.compile(
    rf"""
      (?P<gap>[^\S\n]*\n[^\S\n]*(?:\n\s*)+ | \n[^\S\n]*(?=(?:[-*+>]|\d+[.)])[ ]) | \s+)
    | !?\[\[[^\[\]\n]*\]\]                                # a mention or an embed is one word
    | \[@[^\[\]\n]*\]                                     # so is a citation
    | https?://[^\s<>()\[\]]+
    | \d+(?:[.,:/-]\d+)*                                  # and a number, a time, a date
    | [{_SINGLE}][\ufe00-\ufe0f\U000e0100-\U000e01ef]*
    | {_WORDY}+(?:['’-]{_WORDY}+)*
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
PARAGRAPH, LINE = "\n\n", "\n"
# Pairs of equal words for each word that comparing may have to look at, and how many are always few; a text that has more is
# compared sentence by sentence.
_PATIENCE, _FEW = 60, 20_000
_SENTENCE_END = frozenset((".", "!", "?", "。", "！", "？", PARAGRAPH, LINE))


class Fate(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class WordStretch:
    """A run of words with one fate, blanks included, so that stretches can be joined."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a sign, a number, a citation, a mention or a break between lines; `gap` tells whether a blank stands before."""

    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """Neighbouring words with one fate: `out` and `came` are equal where nothing changed."""

    out: tuple[Word, ...]
    came: tuple[Word, ...]

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return [word.text for word in self.out] == [word.text for word in self.came]


def words(text: str) -> tuple[Word, ...]:
    """Cut a text into what is compared.

    >>> [word.text for word in words("He paid 40,000 [@log, p. 2].")]
    ['He', 'paid', '40,000', '[@log, p. 2]', '.']
    """
    out: list[Word] = []
    gap = False
    for match in _TOKEN.finditer(text.strip()):
        typed = match.group()
        if match.lastgroup != "gap":
            out.append(Word(typed, gap))
            gap = False
        elif typed.count("\n") > 1:
            out.append(Word(PARAGRAPH, False))
        elif "\n" in typed and not typed.isspace() or typed.startswith("\n") and _opens_line(match):
            out.append(Word(LINE, False))
        else:
            gap = True
    return tuple(out)


def _opens_line(match: re.Match[str]) -> bool:
    return bool(re.match(r"(?:[-*+>]|\d+[.)]) ", match.string[match.end() : match.end() + 12]))


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """What changed from one text to the other, in the order of the texts.

    The other way round gives the same edits, mirrored. The time is bounded for texts of any size.
    """
    if new < old:
        return tuple(Edit(edit.came, edit.out) for edit in edits(new, old))
    return tuple(_tidied(_compared(words(old), words(new))))


def compare_words(old: str, new: str) -> tuple[WordStretch, ...]:
    """The two texts as one, word by word.

    >>> [(str(one.fate), one.text) for one in compare_words("They were shut.", "They were closed.")]
    [('same', 'They were '), ('out', 'shut'), ('in', 'closed'), ('same', '.')]
    """
    return tuple(_joined(_stretches(edits(old, new))))


def _compared(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Edit]:
    """The edits between two rows of words: what they begin and end with alike first, since most of a text stays."""
    start = 0
    while start < min(len(a), len(b)) and a[start].text == b[start].text:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end].text == b[-1 - end].text:
        end += 1
    if start:
        yield Edit(tuple(a[:start]), tuple(b[:start]))
    yield from _differing(a[start : len(a) - end], b[start : len(b) - end])
    if end:
        yield Edit(tuple(a[len(a) - end :]), tuple(b[len(b) - end :]))


def _differing(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Edit]:
    if not a or not b:
        if a or b:
            yield Edit(tuple(a), tuple(b))
        return
    ours, theirs = [word.text for word in a], [word.text for word in b]
    if _is_quick(ours, theirs):
        for _, i, j, k, m in _matched(ours, theirs):
            yield Edit(tuple(a[i:j]), tuple(b[k:m]))
    else:
        yield from _by_sentence(_sentences(a), _sentences(b))


def _by_sentence(a: Sequence[Sequence[Word]], b: Sequence[Sequence[Word]]) -> Iterator[Edit]:
    texts = [[" ".join(word.text for word in sentence) for sentence in side] for side in (a, b)]
    spans = _matched(*texts) if _is_quick(*texts) else [("replace", 0, len(a), 0, len(b))]
    for tag, i, j, k, m in spans:
        left, right = ([word for sentence in side for word in sentence] for side in (a[i:j], b[k:m]))
        if tag == "replace" and _is_quick([word.text for word in left], [word.text for word in right]):
            yield from _compared(left, right)
        else:
            yield Edit(tuple(left), tuple(right))


def _matched(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())


def _is_quick(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two rows can be compared in time: what it takes grows with the pairs of equal words."""
    mine, other = Counter(a), Counter(b)
    return sum(number * other[text] for text, number in mine.items()) <= max(_FEW, _PATIENCE * (len(a) + len(b)))


def _sentences(row: Sequence[Word]) -> list[list[Word]]:
    out: list[list[Word]] = [[]]
    for word in row:
        out[-1].append(word)
        if word.text in _SENTENCE_END:
            out.append([])
    return [sentence for sentence in out if sentence]


def _tidied(found: Iterable[Edit]) -> list[Edit]:
    """Edits without crumbs: words that stayed by chance between two longer changes read better as changed with them."""
    row: list[Edit] = []
    for edit in found:
        row.append(edit)
        while len(row) > 2 and _is_crumb(*row[-3:]):
            before, here, after = row[-3:]
            row[-3:] = [Edit((*before.out, *here.out, *after.out), (*before.came, *here.came, *after.came))]
    return row


def _is_crumb(before: Edit, here: Edit, after: Edit) -> bool:
    return not before.same and here.same and not after.same and _size(here) <= min(_size(before), _size(after))


def _size(edit: Edit) -> int:
    return max(sum(len(word.text) for word in side) for side in (edit.out, edit.came))


def _stretches(found: Iterable[Edit]) -> Iterator[WordStretch]:
    for edit in found:
        if edit.same:
            # Where the words before it went or came, one of the two stands at the beginning, without a blank.
            first = Word(edit.came[0].text, edit.came[0].gap or edit.out[0].gap)
            yield WordStretch(Fate.SAME, _text((first, *edit.came[1:])))
            continue
        out, came = _text(edit.out), _text(edit.came)
        if edit.out and edit.came and edit.out[0].gap and edit.came[0].gap or not (edit.out and edit.came):
            # The blank before a change is no part of it.
            blank = " " if (edit.out or edit.came)[0].gap else ""
            yield WordStretch(Fate.SAME, blank)
            out, came = out.removeprefix(" "), came.removeprefix(" ")
        yield WordStretch(Fate.OUT, out)
        yield WordStretch(Fate.IN, came)


def _text(row: Iterable[Word]) -> str:
    return "".join(f" {word.text}" if word.gap else word.text for word in row)


def _joined(stretches: Iterable[WordStretch]) -> Iterator[WordStretch]:
    held: WordStretch | None = None
    for stretch in stretches:
        if not stretch.text:
            continue
        if held and held.fate is stretch.fate:
            held = WordStretch(held.fate, held.text + stretch.text)
            continue
        if held:
            yield held
        held = stretch
    if held:
        yield held
