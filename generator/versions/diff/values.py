"""One value that became another: both go in with the spot where they stand, the change comes out, worded and weighed.

This module never looks inside lists or entries, and never compares what is equal.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from generator.story import Prose, Reference
from generator.versions.diff.change import Change, ChangeKind, Why, plain
from generator.versions.diff.texts import words
from generator.versions.diff.typos import only_typos
from generator.versions.diff.words import RESPONDS, ChangedPlace, ChangeWords

# What no reader ever sees.
UNPUBLISHED = ("story", "notes")
# Where a slip of the finger may be called one: our own words, never what is claimed, said, cited or corrected.
OUR_WORDS = ("story", "key_points", "sections", "questions", "unknowns", "dates", "updates")
_LONG = 40


def single(a: object, b: object, spot: ChangedPlace, shown: ChangeWords) -> Change:
    """A value that became another."""
    if isinstance(a, Prose) and isinstance(b, Prose) or _is_wording(a, b) or _spot_is(spot, "quotes", "text"):
        return reworded(a, b, spot)
    if (spot.where, spot.what) in (("dates", "id"), ("sections", "id")):
        said = f"{spot}: {shown.value(a)} -> {shown.value(b)}"
        return replace(made(ChangeKind.RENAMED, spot, a, b, said), why=Why.RENAMED)
    was, now = shown.value(a), shown.value(b)
    if _spot_is(spot, "responses", "response"):
        return made(ChangeKind.CHANGED, spot, a, b, f"{spot.owner}: {_responds(a)} -> {_responds(b)}")
    return made(ChangeKind.CHANGED, spot, a, b, f"{spot}: {was} -> {now}")


def reworded(a: object, b: object, spot: ChangedPlace) -> Change:
    """A text whose words changed."""
    change = made(
        ChangeKind.REWORDED, spot, a, b, f"{spot.owner} corrected" if _spot_is(spot, "quotes", "text") else str(spot)
    )
    was, now = str(change.old), str(change.new)
    if [w.text for w in words(was) if w.text.strip()] == [w.text for w in words(now) if w.text.strip()]:
        return replace(change, kind=ChangeKind.CHANGED, said=f"{spot}: laid out in another way", why=Why.LAYOUT)
    ours = spot.where in OUR_WORDS and not spot.what.startswith(("withdrawn", "image", "fictional"))
    prose = isinstance(a, Prose) or spot.steps[-1:] in (("title",), ("heading",))
    return replace(change, perhaps_typo=ours and prose and only_typos(was, now))


def made(kind: ChangeKind, spot: ChangedPlace, a: object, b: object, said: str) -> Change:
    """A change from `a` to `b`, of substance unless no reader ever sees the field."""
    why = Why.UNPUBLISHED if (spot.where, spot.what) == UNPUBLISHED else Why.SUBSTANCE
    return Change(spot.where, kind, spot.id, spot.what, plain(a), plain(b), said, why)


def _is_wording(a: object, b: object) -> bool:
    """Whether two values are texts long enough to be compared word by word."""
    texts = [value for value in (a, b) if isinstance(value, str) and not isinstance(value, Reference | Enum)]
    return len(texts) == 2 and len(texts[0]) + len(texts[1]) > _LONG and len(words(texts[0])) + len(words(texts[1])) > 6


def _spot_is(spot: ChangedPlace, where: str, what: str) -> bool:
    """Whether this is one particular field."""
    return (spot.where, spot.what) == (where, what)


def _responds(value: object) -> str:
    return next((said for kind, said in RESPONDS.items() if kind == value), str(value))
