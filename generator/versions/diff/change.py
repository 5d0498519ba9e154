"""One change between two versions of a story, as a value; what changed goes in as it was typed, plain data for programs comes out.

This module never compares anything and never words a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from generator.dates import When
from generator.story import Dated, Entry, Prose, as_typed
from generator.versions.diff.marks import marked, shortened
from generator.versions.diff.texts import WordStretch, compare_words

Plain: TypeAlias = str | bool | int | float | None | list["Plain"] | dict[str, "Plain"]
"""What JSON can hold."""


class ChangeKind(StrEnum):
    """What sort of change it is."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REWORDED = "reworded"
    RENAMED = "renamed"
    MOVED = "moved"


class Why(StrEnum):
    """Why a change is not one of substance; empty where it is one."""

    SUBSTANCE = ""
    TYPO = "a typo, as the story says"
    ORDER = "order alone"
    LAYOUT = "layout alone"
    RENAMED = "the same under another id"
    UNPUBLISHED = "never published"


@dataclass(frozen=True)
class Change:
    """One change in a story's own terms.

    `where` is the part of the story as its field is called (`claims`, `sections`), or `story` for single fields; `id` the id of
    the entry there, or the words it goes by; `what` the field inside it, with dots between steps, empty for the entry as
    a whole. `old` and `new` are plain data, None where there is nothing. `said` is the sentence without the words of a
    text that was reworded; `why` tells what makes it a change without substance. `perhaps_typo` marks small changes of
    wording that count as typos if the story says so.
    """

    where: str
    kind: ChangeKind
    id: str
    what: str
    old: Plain
    new: Plain
    said: str
    why: Why = Why.SUBSTANCE
    perhaps_typo: bool = False

    @property
    def substance(self) -> bool:
        """Whether it changes what the story tells."""
        return self.why is Why.SUBSTANCE

    @property
    def stretches(self) -> tuple[WordStretch, ...]:
        """For a text that was reworded: what stayed, went and came, word by word."""
        if self.kind is not ChangeKind.REWORDED or not (isinstance(self.old, str) and isinstance(self.new, str)):
            return ()
        return compare_words(self.old, self.new)

    @property
    def sentence(self) -> str:
        """The change on one line."""
        stretches = self.stretches
        return f"{self.said}: {marked(shortened(stretches))}" if stretches else self.said


def plain(value: object) -> Plain:
    """A value of a story as plain data: dates and prose as they were typed, entries with the fields that say something.

    >>> plain(Dated(date="2024-10"))
    '2024-10'
    """
    if isinstance(value, Dated) and not (value.as_stated or value.counted_from or value.worked_out):
        return plain(value.date)
    if isinstance(value, Entry):
        return {name: plain(inner) for name, inner in _fields(value)}
    if isinstance(value, Prose | When):
        return value.text
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Decimal):
        # As text: a float would lose digits, and `3.50` says more than `3.5`.
        return as_typed(value)
    return str(value)


def _fields(entry: Entry) -> Iterator[tuple[str, object]]:
    for name, info in type(entry).model_fields.items():
        value = getattr(entry, name, None)
        if value is not None and value != () and value != {} and (info.is_required() or value != info.default):
            yield name, value
