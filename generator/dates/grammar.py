"""The written forms of a date, exactly: a tidied text goes in; a When comes out, or a WhenError if no calendar has it.

A text in any other form is an `UnreadableError` here; nothing is guessed. The forms are a subset of EDTF (ISO 8601-2,
levels 0 and 1: https://www.loc.gov/standards/datetime/), and three in words.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta

from generator.dates.value import Moment, Precision, Qualifier, When, WhenKind, joined

SIGNS = {
    "": Qualifier.NONE,
    "~": Qualifier.ABOUT,
    "?": Qualifier.UNCERTAIN,
    "%": Qualifier.ABOUT_UNCERTAIN,
}
MONTHS = tuple(calendar.month_name)[1:]
_DATE = re.compile(
    r"(?P<year>-?[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2})"
    r"(T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?(?P<sign>[~?%]?)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?P<digits>[0-9]{3}X|[0-9]{2}XX)(?P<sign>[~?%]?)", re.IGNORECASE)
_BOUND = re.compile(r"not (?P<side>before|after) (?P<end>.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"between (?P<start>.+?) and (?P<end>.+)", re.IGNORECASE)


class WhenError(ValueError):
    """A text that is no date: `message` says why, `hint` what to type instead, `offset` where the trouble begins.

    `offset` counts code points from 0 in the text as typed. `suggestion` is the one text that can replace the whole of
    what was typed, and is always a date that can be read; it is empty where there is none, or more than one.
    """

    def __init__(self, message: str, hint: str = "", offset: int = 0, suggestion: str = "") -> None:
        super().__init__(f"{message} {hint}".rstrip())
        self.message = message
        self.hint = hint
        self.offset = offset
        self.suggestion = suggestion


class UnreadableError(Exception):
    """The part of a text, beginning at `offset`, that is in none of the forms."""

    def __init__(self, part: str, offset: int) -> None:
        super().__init__(part)
        self.part = part
        self.offset = offset


def read_exactly(text: str) -> When:
    """Read a date whose spaces are single.

    Raises `UnreadableError` for another form, `WhenError` for a date that no calendar has.
    """
    if bound := _BOUND.fullmatch(text):
        end = _read_end(text, *bound.span("end"))
        return (
            joined(WhenKind.WITHIN, end, None)
            if bound["side"].lower() == "before"
            else joined(WhenKind.WITHIN, None, end)
        )
    if between := _BETWEEN.fullmatch(text):
        return _read_ends(WhenKind.WITHIN, text, between.span("start"), between.span("end"))
    first, slash, second = text.partition("/")
    if not slash:
        return _read_one(text, 0)
    at = len(text) - len(second.lstrip())
    return _read_ends(WhenKind.SPAN, text, (0, len(first.rstrip())), (at, len(text)))


def _read_ends(kind: WhenKind, text: str, first: tuple[int, int], second: tuple[int, int]) -> When:
    start, end = (
        None if kind is WhenKind.SPAN and text[slice(*side)] == ".." else _read_end(text, *side)
        for side in (first, second)
    )
    if start is None and end is None:
        raise WhenError(
            "A span that is open at both ends says nothing.", "Leave the date out, or give one end: '2022/..'."
        )
    if start and end:
        _check_order(kind, start, end, second[0])
    return joined(kind, start, end)


def _read_end(text: str, first: int, last: int) -> When:
    """Read the date that stands from `first` to `last`; a suggestion for it gets the rest of the text around it."""
    try:
        return _read_one(text[first:last], first)
    except WhenError as error:
        whole = error.suggestion and text[:first] + error.suggestion + text[last:]
        raise WhenError(error.message, error.hint, error.offset, whole) from None


def _check_order(kind: WhenKind, start: When, end: When, at: int) -> None:
    timed = start.precision is end.precision is Precision.MINUTE
    if timed and bool(start.zone) != bool(end.zone):
        raise WhenError(
            "One of these two times has an offset and the other has none.", "Give both an offset, or neither.", at
        )
    if start.earliest and end.latest and end.latest < start.earliest:
        turned = joined(kind, end, start).text
        what = "span" if kind is WhenKind.SPAN else "period"
        raise WhenError(
            f"This {what} ends ({end}) before it begins ({start}).", f"Check both, or type '{turned}'.", at, turned
        )


def _read_one(text: str, at: int) -> When:
    if years := _YEARS.fullmatch(text):
        return _decade_or_century(years["digits"].upper(), years["sign"])
    found = _DATE.fullmatch(text)
    if not found:
        raise UnreadableError(text, at)
    year, month = int(found["year"]), int(found["month"] or 0)
    if found["year"] == "-0000":
        raise WhenError("There is no year '-0000'.", "Type '0000' for 1 BCE.", at, "0000")
    if not found["month"]:
        return _made(text, Precision.YEAR, found["sign"], (year, 1, 1, 0, 0), (year, 12, 31, 23, 59))
    if 21 <= month <= 24 and not found["day"]:
        return _season(text, year, month, found["sign"])
    _check_month(found, at)
    if not found["day"]:
        last = days_in(year, month)
        return _made(text, Precision.MONTH, found["sign"], (year, month, 1, 0, 0), (year, month, last, 23, 59))
    _check_day(found, at)
    if found["hour"]:
        return _time(found, at)
    day = int(found["day"])
    return _made(text, Precision.DAY, found["sign"], (year, month, day, 0, 0), (year, month, day, 23, 59))


def _made(text: str, precision: Precision, sign: str, earliest: Moment, latest: Moment, zone: str = "") -> When:
    return When(text.upper(), WhenKind.MOMENT, precision, SIGNS[sign], earliest, latest, zone=zone)


def _decade_or_century(digits: str, sign: str) -> When:
    first, last = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    precision = Precision.CENTURY if digits.endswith("XX") else Precision.DECADE
    return _made(digits + sign, precision, sign, (first, 1, 1, 0, 0), (last, 12, 31, 23, 59))


def _season(text: str, year: int, number: int, sign: str) -> When:
    first = 3 * (number - 20)
    # Winter is December with January and February of the next year.
    last_year, last = (year, first + 2) if first < 12 else (year + 1, 2)
    return _made(
        text, Precision.SEASON, sign, (year, first, 1, 0, 0), (last_year, last, days_in(last_year, last), 23, 59)
    )


def days_in(year: int, month: int) -> int:
    """The days of a month; the calendar of today is counted back before 1582, as ISO 8601 does.

    >>> days_in(0, 2)
    29
    """
    return 29 if month == 2 and calendar.isleap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _check_month(found: re.Match[str], at: int) -> None:
    month, year = found["month"], found["year"]
    if 1 <= int(month) <= 12:
        return
    offset = at + found.start("month")
    if month == "00":
        raise WhenError("There is no month 00.", f"Where the month is not known, leave it out: '{year}'.", offset, year)
    if found["day"]:
        turned = f"{year}-{found['day']}-{month}"
        if 1 <= int(found["day"]) <= 12 and 1 <= int(month) <= days_in(int(year), int(found["day"])):
            raise WhenError(
                f"There is no month {month}.", f"The month comes before the day: '{turned}'.", offset, turned
            )
    elif int(month) > int(year[-2:]) and year[0] != "-":
        years = f"{year}/{year[:2]}{month}"
        hint = f"Months go from 01 to 12. For the years from one to the other type '{years}'."
        raise WhenError(f"There is no month {month}.", hint, offset, years)
    hint = "Months go from 01 to 12; 21 is spring, 22 summer, 23 autumn, 24 winter."
    raise WhenError(f"There is no month {month}.", hint, offset)


def _check_day(found: re.Match[str], at: int) -> None:
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    last = days_in(year, month)
    if 1 <= day <= last:
        return
    offset, alone = at + found.start("day"), f"{found['year']}-{found['month']}"
    if day == 0:
        raise WhenError("There is no day 00.", f"Where the day is not known, leave it out: '{alone}'.", offset, alone)
    message = f"{MONTHS[month - 1]} {found['year']} has {last} days, not {day}."
    raise WhenError(message, f"Check the day, or type '{alone}' for the month alone.", offset, alone)


def _time(found: re.Match[str], at: int) -> When:
    year, month, day, hour, minute = (int(found[name]) for name in ("year", "month", "day", "hour", "minute"))
    zone = (found["zone"] or "").upper()
    alone = f"{found['year']}-{found['month']}-{found['day']}"
    hint = f"Check the time, or type '{alone}' for the day alone."
    if year < 1:
        raise WhenError("A time of day wants a year after 0.", f"Type '{alone}' for the day alone.", at, alone)
    if hour > 23:
        message = f"There is no hour {found['hour']}; midnight is 00:00 of the day that begins."
        raise WhenError(message, hint, at + found.start("hour"), alone)
    if minute > 59:
        raise WhenError(f"There is no minute {found['minute']}.", hint, at + found.start("minute"), alone)
    moment = (year, month, day, hour, minute)
    if zone and zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[4:])
        if minutes > 59 or hours * 60 + minutes > 14 * 60:
            message = f"There is no offset {zone}; they go from -14:00 to +14:00."
            raise WhenError(message, hint, at + found.start("zone"), alone)
        moment = _in_utc(moment, (-1 if zone[0] == "-" else 1) * (hours * 60 + minutes))
    return _made(found[0], Precision.MINUTE, found["sign"], moment, moment, zone)


def _in_utc(moment: Moment, minutes: int) -> Moment:
    try:
        utc = datetime(*moment, tzinfo=UTC) - timedelta(minutes=minutes)
    except OverflowError:
        # The first and the last hours of the calendar stay as typed.
        return moment
    return utc.year, utc.month, utc.day, utc.hour, utc.minute
