"""The scale of a timeline's picture: dates go in, their stretches on one linear axis and its frame come out.

Nothing here draws, words a date, or looks at a clock: an open end ends where the story's own knowledge does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from generator.dates import Moment, Precision, Qualifier, When, WhenKind

NARROW = 256
"""The width in CSS pixels that everything must fit into: what a phone of 320 pixels leaves for the page's text."""
HOUR, DAY = 60, 24 * 60
"""In minutes."""

_EXACT = (Precision.DAY, Precision.MINUTE)
# The calendar repeats every 400 years, so that a year which `date` does not have can borrow one which it has.
_TURN = 146_097
_YEAR_2000 = date(2000, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Happening:
    """What the picture needs to know of an entry.

    `look` is what its mark will look like, any word: only what looks alike is gathered willingly. `happened` is false for
    what is planned or was cancelled.
    """

    id: str
    when: When
    last_known: When | None = None
    look: str = ""
    happened: bool = True


@dataclass(frozen=True, slots=True)
class TimeStretch:
    """Where a happening stands, in minutes: from `first` up to `last`, either end open where the date says no more.

    `exact` is a day or a minute, which is drawn as a point; `throughout` is a span that lasted the whole time, as
    opposed to some moment within. `known` is the minute up to which an open span is known to have gone on.
    """

    happening: Happening
    first: int
    last: int
    open_start: bool = False
    open_end: bool = False
    exact: bool = False
    throughout: bool = False
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The time that the picture shows, in minutes, from `first` up to `last`, which is later."""

    first: int
    last: int

    def percent(self, minute: float) -> float:
        """Where a minute stands on the axis: 0.0 at the left, 100.0 at the right, in steps of 0.1.

        >>> Frame(0, 2000).percent(500)
        25.0
        """
        return round(100 * (minute - self.first) / (self.last - self.first), 1)


def minute_of(moment: Moment) -> int:
    """A moment as a number of minutes on one even scale, years before 1 included (the calendar of ISO 8601).

    >>> minute_of((2024, 3, 1, 0, 0)) - minute_of((2024, 2, 28, 0, 0)) == 2 * 24 * 60
    True
    """
    year, month, day, hour, minute = moment
    turns, rest = divmod(year, 400)
    return (turns * _TURN + date(2000 + rest, month, day).toordinal() - _YEAR_2000) * DAY + hour * HOUR + minute


def stretches(happenings: Sequence[Happening], as_of: When | None, zone: tzinfo) -> tuple[TimeStretch, ...]:
    """Give every happening its stretch of the axis, in the order given.

    Dates know no end for `2022/..` or `not before 2024`. They are drawn up to the latest of what the story itself knows:
    the last moment an open span is known to have gone on, the latest that another entry can mean (a plan is no
    knowledge), and `as_of`, the day the page speaks for. An open start is drawn from the earliest of all entries.
    """
    local = [(h, h.when.at_zone(zone), h.last_known.at_zone(zone) if h.last_known else None) for h in happenings]
    ends = [_after(when) for h, when, _ in local if h.happened and when.latest]
    ends += [_after(known) for _, _, known in local if known and known.latest]
    ends += [_after(as_of.at_zone(zone))] if as_of and as_of.latest else []
    starts = [minute_of(when.earliest) for _, when, _ in local if when.earliest]
    end, start = max(ends, default=None), min(starts, default=None)
    return tuple(_stretch(h, when, known, start, end) for h, when, known in local)


def _stretch(happening: Happening, when: When, known: When | None, start: int | None, end: int | None) -> TimeStretch:
    """One stretch; `start` and `end` are the story's own, for the ends that its date leaves open."""
    first, last = _bounds(when)
    until = minute_of(known.earliest) if known and known.earliest else None
    if when.earliest is None and start is not None:
        first = min(first, start)
    if when.latest is None:
        last = max(last, *(minute for minute in (end, until) if minute is not None), first)
    goes_on = when.kind is WhenKind.SPAN and when.latest is None
    return TimeStretch(
        happening,
        first,
        last,
        open_start=when.earliest is None,
        open_end=when.latest is None,
        exact=when.kind is WhenKind.MOMENT and when.precision in _EXACT,
        throughout=when.kind is WhenKind.SPAN and when.qualifier is Qualifier.NONE,
        known=max(until, first) if goes_on and until is not None else None,
    )


def _bounds(when: When) -> tuple[int, int]:
    """From the first to after the last minute that a date gives; of a date with an open end, those of the end it has."""
    side = when.end if when.earliest is None else when.start if when.latest is None else when
    assert side and side.earliest and side.latest, "a date has at least one end, and that end has bounds"
    return minute_of(side.earliest), minute_of(side.latest) + 1


def _after(when: When) -> int:
    """The minute after the last one that a date with a last end can mean."""
    return _bounds(when)[1]


def frame_of(found: Sequence[TimeStretch]) -> Frame:
    """The time from the earliest start to the latest end, an hour at least; `found` holds one stretch or more."""
    first, last = min(s.first for s in found), max(s.last for s in found)
    lacking = max(0, HOUR - (last - first))
    return Frame(first - lacking // 2, last + lacking - lacking // 2)


def has_hours(found: Sequence[TimeStretch]) -> bool:
    """Whether any of the dates is finer than a day, so that hours on the axis would mean something."""
    return any(stretch.first % DAY or stretch.last % DAY for stretch in found)


def year_text(year: int) -> str:
    """A year as dates are typed: four digits, a hyphen before those before the year 0."""
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def day_text(day: int) -> str:
    """A day as dates are typed, by its number from the first day of the year 0.

    >>> day_text(minute_of((2024, 2, 29, 0, 0)) // DAY)
    '2024-02-29'
    """
    turns, rest = divmod(day, _TURN)
    found = date.fromordinal(_YEAR_2000 + rest)
    return f"{year_text(found.year - 2000 + 400 * turns)}-{found.month:02}-{found.day:02}"
