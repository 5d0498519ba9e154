"""When: a date as exact as the source allows, with bounds and order; two of them go in, an answer about them comes out.

Nothing here reads text, words a date for readers, or looks at a clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

Moment = tuple[int, int, int, int, int]
"""Year, month, day, hour, minute; as in ISO 8601 the year 0 is 1 BCE, -43 is 44 BCE (`datetime.date` has neither)."""

_BEFORE_ALL: Moment = (-1_000_000, 1, 1, 0, 0)
_AFTER_ALL: Moment = (1_000_000, 12, 31, 23, 59)


class WhenKind(StrEnum):
    """How a date covers its time: a `moment` in it, a `span` (throughout), `within` (some moment between bounds)."""

    MOMENT = "moment"
    SPAN = "span"
    WITHIN = "within"


class Precision(StrEnum):
    """How exact a date is; of two ends the coarser counts, and an end that is not given is `open`."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    OPEN = "open"


class Qualifier(StrEnum):
    """What a `~` (about), `?` (uncertain) or `%` (both) says; of two ends both count."""

    NONE = ""
    ABOUT = "about"
    UNCERTAIN = "uncertain"
    ABOUT_UNCERTAIN = "about-uncertain"


class Certainty(StrEnum):
    """What dates that are not exact can say to a question: `certain`, `possible` or `impossible`."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"


_QUALIFIERS = tuple(Qualifier)
_PRECISIONS = tuple(Precision)


@dataclass(frozen=True, slots=True)
class When:
    """A date of a story, made by `parse_when`; hashable, equal to another of the same text.

    `text` is what the writer typed, in its one spelling (single spaces, small words, capital T, X and Z). `earliest`
    and `latest` are the first and the last minute it can mean, None where that end is open; `~`, `?` and `%` do not
    widen them. `start` and `end` are the two ends of a span or of a `within`, None where open. `zone` is the `Z` or
    offset of a time.

    A time without an offset is in the newsroom's time zone, which a date on its own does not know. So the bounds of a
    time with an offset are in UTC until `at_zone` turns them into the newsroom's clock.
    """

    text: str
    kind: WhenKind
    precision: Precision
    qualifier: Qualifier
    earliest: Moment | None
    latest: Moment | None
    start: When | None = None
    end: When | None = None
    zone: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def sort_key(self) -> tuple[Moment, bool, Moment, int]:
        """The order of a timeline: by earliest moment, an open start first; of ties the less precise (longer) first.

        `not before` a day comes after what happened on that day: it may be any time later, and a denial must not stand
        above what it denies.
        """
        some_day_after = self.kind is WhenKind.WITHIN and self.latest is None
        last = self.latest or _AFTER_ALL
        longer_first = (-last[0], -last[1], -last[2], -last[3], -last[4])
        return self.earliest or _BEFORE_ALL, some_day_after, longer_first, -_QUALIFIERS.index(self.qualifier)

    @property
    def bare(self) -> str:
        """The text without a closing `~`, `?` or `%`."""
        return self.text.rstrip("~?%")

    @property
    def clock(self) -> Moment | None:
        """The earliest moment as the typed clock shows it: for a time with an offset, the time at that offset."""
        if self.kind is WhenKind.MOMENT and self.zone:
            typed = datetime.fromisoformat(self.bare)
            return typed.year, typed.month, typed.day, typed.hour, typed.minute
        return self.earliest

    def at_zone(self, tz: tzinfo) -> When:
        """The same date by the clock of `tz`: its times that carry an offset are converted, everything else stays.

        >>> from generator.dates.forms import parse_when
        >>> from zoneinfo import ZoneInfo
        >>> str(parse_when("2024-10-25T20:30Z").at_zone(ZoneInfo("Asia/Taipei")))
        '2024-10-26T04:30+08:00'
        """
        if self.kind is WhenKind.MOMENT:
            return _time_at_zone(self, tz) if self.zone else self
        start, end = (side and side.at_zone(tz) for side in (self.start, self.end))
        if start == self.start and end == self.end:
            return self
        return joined(self.kind, start, end)


def joined(kind: WhenKind, start: When | None, end: When | None) -> When:
    """A span, or a moment within, from its two ends; None is an open end.

    >>> from generator.dates.forms import parse_when
    >>> joined(WhenKind.WITHIN, parse_when("2024"), None).text
    'not before 2024'
    """
    ends = [side for side in (start, end) if side]
    signs = {side.qualifier for side in ends} - {Qualifier.NONE}
    earliest, latest = start.earliest if start else None, end.latest if end else None
    if earliest and latest and latest < earliest:
        # Only a change of time zone at one end can do this ('2024-10-25/2024-10-25T03:00Z' seen from Honolulu).
        earliest, latest = latest, earliest
    if kind is WhenKind.SPAN:
        text = f"{start or '..'}/{end or '..'}"
    elif start and end:
        text = f"between {start} and {end}"
    else:
        text = f"not before {start}" if start else f"not after {end}"
    return When(
        text=text,
        kind=kind,
        precision=max((side.precision for side in ends), key=_PRECISIONS.index) if start and end else Precision.OPEN,
        qualifier=signs.pop() if len(signs) == 1 else Qualifier.ABOUT_UNCERTAIN if signs else Qualifier.NONE,
        earliest=earliest,
        latest=latest,
        start=start,
        end=end,
    )


def _time_at_zone(when: When, tz: tzinfo) -> When:
    try:
        utc = datetime.fromisoformat(when.bare).astimezone(UTC)
        offset = utc.astimezone(tz).utcoffset() or timedelta()
        # Local mean times of the 19th century have seconds; offsets are written in minutes, so the clock follows those.
        minutes = round(offset.total_seconds() / 60)
        local = utc.replace(tzinfo=None) + timedelta(minutes=minutes)
    except OverflowError:
        # The first and the last hours that the calendar has; no story needs them by another clock.
        return when
    zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    moment = (local.year, local.month, local.day, local.hour, local.minute)
    text = f"{local.isoformat(timespec='minutes')}{zone}{when.text[len(when.bare) :]}"
    return replace(when, text=text, zone=zone, earliest=moment, latest=moment)


def before(a: When, b: When) -> Certainty:
    """Whether `a` is over before `b` begins.

    A date is some moment in its bounds, and a span lasts from its first to its last end: '2022/2024' cannot be over
    before '2023', while '2022' can. Two equal days can still follow one another; two equal minutes count as the same
    time. Dates that carry offsets beside dates that do not want `at_zone` first.

    >>> from generator.dates.forms import parse_when
    >>> str(before(parse_when("2024-02"), parse_when("2024")))
    'possible'
    """
    a_end, b_start = _last_end(a), _first_end(b)
    if (a_end[1] or _AFTER_ALL) < (b_start[0] or _BEFORE_ALL):
        return Certainty.CERTAIN
    if (a_end[0] or _BEFORE_ALL) >= (b_start[1] or _AFTER_ALL):
        return Certainty.IMPOSSIBLE
    return Certainty.POSSIBLE


def _first_end(when: When) -> tuple[Moment | None, Moment | None]:
    """Between what moments it begins; a span begins at its first end, and never after its last."""
    if when.kind is not WhenKind.SPAN or not when.start:
        return when.earliest, when.latest
    return when.earliest, min(when.start.latest or _AFTER_ALL, when.latest or _AFTER_ALL)


def _last_end(when: When) -> tuple[Moment | None, Moment | None]:
    """Between what moments it is over; a span ends at its last end, and never before its first."""
    if when.kind is not WhenKind.SPAN or not when.end:
        return when.earliest, when.latest
    return max(when.end.earliest or _BEFORE_ALL, when.earliest or _BEFORE_ALL), when.latest


def certainly_before(a: When, b: When) -> bool:
    """Whether `a` is over before `b` begins, whatever the two mean exactly."""
    return before(a, b) is Certainty.CERTAIN


def possibly_before(a: When, b: When) -> bool:
    """Whether `a` may be over before `b` begins."""
    return before(a, b) is not Certainty.IMPOSSIBLE


def certainly_after_day(when: When, day: date) -> bool:
    """Whether `when` begins after the day `day` has passed, whatever it means exactly.

    >>> from generator.dates.forms import parse_when
    >>> certainly_after_day(parse_when("2024-11"), date(2024, 10, 31))
    True
    """
    return when.earliest is not None and when.earliest > (day.year, day.month, day.day, 23, 59)


def within(when: When, other: When) -> bool:
    """Whether `when` lies inside `other`, whatever it means exactly; a date lies inside itself."""
    return (other.earliest or _BEFORE_ALL) <= (when.earliest or _BEFORE_ALL) and (when.latest or _AFTER_ALL) <= (
        other.latest or _AFTER_ALL
    )


def overlaps(a: When, b: When) -> bool:
    """Whether the two can mean the same moment."""
    return (a.earliest or _BEFORE_ALL) <= (b.latest or _AFTER_ALL) and (b.earliest or _BEFORE_ALL) <= (
        a.latest or _AFTER_ALL
    )
