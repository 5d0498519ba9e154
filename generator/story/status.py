"""The statuses of claims, one table: a status' key goes in; its sign, its group and its place in every list come out.

This module never words a status: its words stand in the language's file (`status_KEY`, `standing_KEY`), its colours in
`theme/assets/explainer.css` (`.ep-KEY`). A status without a whole row here cannot be written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Leaning(Enum):
    """What a status tells a reader to make of a claim."""

    HELD = "somebody says so, and the page goes along with it"
    OPEN = "it cannot be told yet"
    FALLEN = "it is false, or nobody holds it any more"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What goes with a status: a sign, so that it is told by shape as well as by word and colour, and its places.

    `rank` is its place in every list for readers, from what stands firm to what does not. `told` is how firmly readers were
    told such a claim, for what they must hear first when its sources fall. `sure` is how certain it sounds, that the claim is
    true or that it is false. The smallest number comes first; several statuses may share one.
    """

    sign: str
    leaning: Leaning
    rank: int
    told: int
    sure: int


class Status(StrEnum):
    """Our reading of a claim, as the methodology defines it."""

    row: StatusRow

    def __new__(cls, key: str, row: StatusRow) -> Status:
        """Nothing is a status by its key alone."""
        made = str.__new__(cls, key)
        made._value_ = key
        made.row = row
        return made

    CONFIRMED = "confirmed", StatusRow("✓", Leaning.HELD, rank=0, told=0, sure=0)
    REPORTED = "reported", StatusRow("◐", Leaning.HELD, rank=2, told=1, sure=2)
    DISPUTED = "disputed", StatusRow("≠", Leaning.OPEN, rank=1, told=2, sure=3)
    UNVERIFIED = "unverified", StatusRow("?", Leaning.OPEN, rank=3, told=4, sure=4)
    REFUTED = "refuted", StatusRow("✕", Leaning.FALLEN, rank=5, told=6, sure=1)
    WITHDRAWN = "withdrawn", StatusRow("⊘", Leaning.FALLEN, rank=6, told=5, sure=4)
    PENDING = "pending", StatusRow("…", Leaning.OPEN, rank=4, told=3, sure=4)


IN_LISTS: tuple[Status | None, ...] = (*sorted(Status, key=lambda status: status.row.rank), None)
"""Every status in the order of lists for readers; claims without one (an assessment needs none) come last."""
