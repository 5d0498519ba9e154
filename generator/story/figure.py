"""Figures: what a writer types of a number or of a series goes in, one frozen Figure comes out.

This module never rounds a number, never words one for readers, and never looks at other entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.dates import edtf
from generator.story.base import Entry, Fault
from generator.story.fields import Exact, Id, Number, NumberOrGap, Text, YesNo
from generator.story.reference import ClaimRef, StoryRef
from generator.story.source import Citation, Citations
from generator.story.stated_date import StatedDate
from generator.story.typed_number import as_typed, is_grouped, whole_and_words

MOST_POINTS = 500
"""More points than a chart on a phone has pixels for."""

SHARES = frozenset({"%", "percent", "per cent", "per-cent"})
"""The words of `unit` that mean a hundredth of the whole."""


class Point(Entry):
    """One point of a series."""

    when: Exact | None = Field(None, description="When.", examples=["2030", "2030-05"])
    label: Text | None = Field(
        None, description="What it is the value of, in a series that is not one over time.", examples=["north quay"]
    )
    value: NumberOrGap = Field(description="The value; `not-stated` leaves a gap.", examples=["4100"])
    low: Number | None = Field(None, description="The lower end of an estimate.")
    high: Number | None = Field(None, description="The upper end of an estimate.")
    sources: Citations = Field((), description="Where this point comes from, if not from the sources of the figure.")

    def faults(self) -> Iterator[Fault]:
        """A point has a place in the series, and a value inside its range."""
        if self.when is None and not self.label:
            yield Fault(
                (),
                "point-without-place",
                "This point says neither when nor what it is the value of.",
                "Add 'when:' with a date, or 'label:' in a series that is not one over time.",
            )
        yield from _range_faults(self.value, self.low, self.high)


class SameAs(Entry):
    """A figure of another story that is the same one."""

    story: StoryRef = Field(description="The other story's slug.", examples=["harbour"])
    figure: Id = Field(description="The id of the figure there.", examples=["waiting"])


def _same_as(value: object) -> object:
    """`harbour#waiting` stands for the two fields."""
    if isinstance(value, str) and "#" in value:
        slug, _, id = value.strip().removeprefix("story:").partition("#")
        return {"story": slug, "figure": id}
    return value


class Figure(Entry):
    """A number with what it counts and where it comes from."""

    value: Number | None = Field(None, description="The value.", examples=["14", "3.50"])
    label: Text | None = Field(None, description="What it counts, as words.", examples=["ferries that had to wait"])
    of: Text | None = Field(
        None,
        description="What it is a part or count of; a number first makes it a part of a whole.",
        examples=["52 ferries", "ferries"],
    )
    unit: Text | None = Field(
        None,
        description="The unit. `percent`, and a currency such as `EUR`, are shown as the reader's language writes them.",
        examples=["km", "percent"],
    )
    period: StatedDate | None = Field(None, description="The time it holds for.")
    low: Number | None = Field(
        None, description="The lower end of an estimate; without `value` and `high`, it reads 'at least'."
    )
    high: Number | None = Field(
        None, description="The upper end of an estimate; without `value` and `low`, it reads 'at most'."
    )
    approximate: YesNo = Field(False, description="Whether the value is only about right; it then reads 'about'.")
    as_stated: Text | None = Field(
        None, description="The words of the source, where it says the number in another way.", examples=["two in five"]
    )
    sample: Number | None = Field(None, description="How many were asked or counted.", examples=["1200"])
    points: tuple[Point, ...] = Field((), description="A series, over time or of several things; shown as a chart.")
    sources: Citations = Field((), description="Where it comes from; taken from the claim where there is one.")
    claim: ClaimRef | None = Field(None, description="The claim it is part of; its status is then shown with it.")
    same_as: Annotated[SameAs | None, BeforeValidator(_same_as)] = Field(
        None,
        description="The same figure in another story, as `slug#id`; `check` then says when their values differ.",
        examples=["harbour#waiting"],
    )

    @property
    def whole(self) -> tuple[Decimal | None, str]:
        """`of` in two: the number it begins with, None where it is words alone; and the words."""
        return whole_and_words(self.of) if self.of else (None, "")

    @property
    def is_share(self) -> bool:
        """Whether the unit is a hundredth of the whole."""
        return bool(self.unit) and str(self.unit).lower() in SHARES

    @property
    def is_dated(self) -> bool:
        """Whether its series is one over time."""
        return bool(self.points) and all(point.when for point in self.points)

    @property
    def all_sources(self) -> tuple[Citation, ...]:
        """Its own sources and those of its points, each once."""
        return tuple(dict.fromkeys((*self.sources, *(one for point in self.points for one in point.sources))))

    def faults(self) -> Iterator[Fault]:
        """There is a number, it lies in its range, its whole can hold it, and its series can be drawn."""
        if self.value is None and self.low is None and self.high is None and not self.points:
            yield Fault(
                (),
                "figure-without-number",
                "This figure has no number.",
                "Add 'value:', or 'low:' and 'high:' for an estimate, or 'points:' for a series.",
            )
        yield from _range_faults(self.value, self.low, self.high)
        yield from self._whole_faults()
        yield from self._series_faults()
        if not (self.unit or self.of or self.label):
            yield Fault(
                (),
                "figure-without-unit",
                "Nothing says what this figure counts.",
                "Add 'unit:' (km, percent, EUR) or 'label:' with the words for it.",
                warning=True,
            )

    def _whole_faults(self) -> Iterator[Fault]:
        number, words = self.whole
        if self.of and number is None and is_grouped(self.of):
            yield Fault(
                ("of",),
                "not-a-number",
                f"'{words[:60]}' begins with a number that has signs between its digits.",
                "Type the number in digits alone, such as 1204 households.",
            )
        elif number is not None and number <= 0:
            yield Fault(
                ("of",),
                "of-nothing",
                "There is no part of nothing: the number in 'of' must be greater than 0.",
                "Correct it, or say it in words: 'of: ferries'.",
            )
        elif number is not None and not self.is_share and self.value is not None and self.value > number:
            yield Fault(
                ("of",),
                "more-than-the-whole",
                f"The value {as_typed(self.value)} is more than the {as_typed(number)} that it is said to be a part of.",
                "Look at both numbers.",
                warning=True,
            )

    def _series_faults(self) -> Iterator[Fault]:
        points = self.points
        if len(points) > MOST_POINTS:
            yield Fault(
                ("points",),
                "too-many-points",
                f"This series has {len(points)} points; a page shows {MOST_POINTS} at most.",
                "Give one for each month or year, and lead readers to the rest with a source of the kind 'dataset'.",
            )
            return
        if len(points) == 1:
            yield Fault(
                ("points",),
                "one-point",
                "A series of one point is no series.",
                "Type it as 'value:', with 'period:' for its date, or add the other points.",
                warning=True,
            )
        dated = [point.when is not None for point in points]
        if any(dated) and not all(dated):
            yield Fault(
                ("points", dated.index(False)),
                "points-of-two-sorts",
                "Some points of this series have a date, and this one has none.",
                "Give every point a 'when', or none: then each needs a 'label'.",
            )
            return
        yield from self._doubled()
        yield from self._out_of_order()

    def _doubled(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for number, point in enumerate(self.points):
            # Over time one date may hold values of several things only in series of their own.
            place = edtf(point.when) if point.when else " ".join((point.label or "").lower().split())
            if place and place in seen:
                shown = point.when.text if point.when else point.label
                yield Fault(
                    ("points", number),
                    "point-twice",
                    f"The series has two points for '{shown}'.",
                    "Keep the one that is right; for another series add another figure.",
                )
            seen.add(place)

    def _out_of_order(self) -> Iterator[Fault]:
        before = None
        for number, point in enumerate(self.points):
            if before and point.when and point.when.sort_key < before.sort_key:
                yield Fault(
                    ("points", number),
                    "points-out-of-order",
                    f"This point ({point.when.text}) stands after one of {before.text}.",
                    "Readers see them in the order of time. Look whether the date is right, and move the line.",
                    warning=True,
                )
            before = point.when


def _range_faults(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> Iterator[Fault]:
    """An estimate's ends are in order, with the value between them."""
    if low is not None and high is not None and low > high:
        yield Fault(
            ("low",),
            "range-upside-down",
            f"The lower end, {as_typed(low)}, is above the upper end, {as_typed(high)}.",
            "Exchange them, or correct the one that is wrong.",
        )
    elif value is not None and ((low is not None and value < low) or (high is not None and value > high)):
        yield Fault(
            ("value",),
            "value-outside-range",
            f"The value {as_typed(value)} does not lie between its own ends ({_end(low)} to {_end(high)}).",
            "Look at the three numbers.",
        )


def _end(value: Decimal | None) -> str:
    return "…" if value is None else as_typed(value)
