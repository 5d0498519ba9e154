"""Whether a change of wording can be a slip of the finger: two texts, or the changes of a whole story, go in, a verdict comes out.

A typo is one only if the story says so with a new correction of kind `typo`; this module never decides that alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.versions.diff.change import Change, ChangeKind, Why
from generator.versions.diff.texts import Word, edits

# Marks whose place may slip without changing what is said; quotation marks and question marks are not among them.
_MARKS = frozenset(",;.:-'’–—")
_SHORTEST = 4
_LONG_WORD = 8
# Words that differ by a letter or two from others that say something else.
_WEIGHTY = frozenset(
    [
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nowhere",
        "cannot",
        "without",
        "hardly",
        "some",
        "most",
        "many",
        "more",
        "less",
        "least",
        "fewer",
        "only",
        "also",
        "even",
        "still",
        "three",
        "four",
        "five",
        "seven",
        "eight",
        "nine",
        "eleven",
        "twelve",
        "thirteen",
        "thirty",
        "fourteen",
        "forty",
        "fifteen",
        "fifty",
        "sixteen",
        "sixty",
        "seventeen",
        "seventy",
        "eighteen",
        "eighty",
        "nineteen",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "half",
        "double",
        "will",
        "would",
        "shall",
        "should",
        "could",
        "might",
        "must",
        "does",
        "have",
        "been",
        "were",
        "before",
        "after",
        "since",
        "until",
        "during",
    ]
)


def only_typos(old: str, new: str) -> bool:
    """Whether two texts differ only by letters or marks that can have slipped.

    Each changed word stands against one changed word; both have four letters or more, begin alike with the same small letter,
    and differ by one letter, or by two from eight letters on, two neighbours that changed places counting as one. Numbers,
    names, citations, mentions and words that weigh much (no, never, million, must) never count, nor do words that came or
    went.

    >>> only_typos("The gates were colsed.", "The gates were closed."), only_typos("He denied it.", "He denies it.")
    (True, True)
    >>> only_typos("She can do it.", "She cannot do it."), only_typos("a million", "a billion")
    (False, False)
    """
    return all(_slipped(edit.out, edit.came) for edit in edits(old, new) if not edit.same)


def _slipped(out: tuple[Word, ...], came: tuple[Word, ...]) -> bool:
    a, b = ([word.text for word in side if word.text not in _MARKS] for side in (out, came))
    return len(a) == len(b) and all(one == other or _near(one, other) for one, other in zip(a, b, strict=True))


def _near(a: str, b: str) -> bool:
    if not (a.isalpha() and b.isalpha() and a[0] == b[0] and a[0].islower()):
        return False
    shortest = min(len(a), len(b))
    if shortest < _SHORTEST or a in _WEIGHTY or b in _WEIGHTY:
        return False
    return _distance(a, b) <= (2 if shortest >= _LONG_WORD else 1)


def _distance(a: str, b: str) -> int:
    """Letters to add, drop, replace or swap with their neighbour (optimal string alignment)."""
    if abs(len(a) - len(b)) > 2:
        return 3
    rows = [list(range(len(b) + 1))]
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def settle_typos(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The same changes, with small changes of wording as typos where the story says so.

    It says so by a correction of kind `typo` that was not there before. That correction is then no substance either; one that
    comes with no such change is a public note like any other.
    """
    rows = tuple(changes)
    says_so = any(_is_typo_note(change) for change in rows)
    if not says_so or not any(change.perhaps_typo for change in rows):
        return rows
    return tuple(
        replace(change, why=Why.TYPO) if change.perhaps_typo or _is_typo_note(change) else change for change in rows
    )


def _is_typo_note(change: Change) -> bool:
    return (
        change.where == "corrections"
        and change.kind is ChangeKind.ADDED
        and isinstance(change.new, dict)
        and change.new.get("kind") == "typo"
    )
