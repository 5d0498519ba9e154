"""Single days, months and times as people write them ('25.10.2024', 'Oct. 25, 2024'): text in, our spelling out, or ''.

Whether such a day exists is not asked here.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_NAMES = tuple(name.lower() for name in calendar.month_name[1:])
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_NAMED = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"(?:the )?{_DAY}[ -]?(?:of )?(?P<name>{MONTH})(?: of)?[ ,-]*{_YEAR}",
        rf"(?P<name>{MONTH})[ -]?(?:the )?{_DAY},?[ -]+{_YEAR}",
        rf"(?P<name>{MONTH})(?: of)?[ ,-]*{_YEAR}",
        rf"{_YEAR}[ ,-]+(?P<name>{MONTH})(?:[ -]{_DAY})?",
    )
)
_NUMBERED = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_YEAR}([-./])(?P<month>\d\d?)(?:\2(?P<day>\d\d?))?",
        rf"(?P<day>\d\d?)([-./]) ?(?P<month>\d\d?)\2 ?{_YEAR}",
        rf"(?P<month>\d\d?)[-./]{_YEAR}",
        rf"{_YEAR}年 ?(?P<month>\d\d?)月(?: ?(?P<day>\d\d?)日)?",
        rf"{_YEAR}年",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",
    )
)
_TIMED = re.compile(
    r"(?P<date>.*?\d)(?:,? at |T|,? +)(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))?(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?"
    r" ?(?P<half>[ap]\.?m\.?)? ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)


def month_number(name: str) -> int:
    """The number of a month from its English name or the beginning of it.

    >>> month_number("Sept.")
    9
    """
    return next(n for n, month in enumerate(_NAMES, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def date_in_numbers(phrase: str) -> str:
    """Our spelling of a day, month or time in another.

    >>> date_in_numbers("Oct. 25, 2024")
    '2024-10-25'
    """
    return _day_or_month(phrase) or _week(phrase) or _time(phrase)


def _day_or_month(phrase: str) -> str:
    for pattern in _NAMED:
        if found := pattern.fullmatch(phrase):
            parts = found.groupdict()
            return _spelled(parts["year"], str(month_number(parts["name"])), parts.get("day"))
    for pattern in _NUMBERED:
        if found := pattern.fullmatch(phrase):
            parts = found.groupdict()
            month, day = parts.get("month"), parts.get("day")
            if month and day and int(month) > 12 >= int(day):
                # '10/25/2024' and '2024/25/10' leave no doubt.
                month, day = day, month
            return _spelled(parts["year"], month, day)
    return ""


def _spelled(year: str, month: str | None, day: str | None) -> str:
    return year + "".join(f"-{int(part):02}" for part in (month, day) if part)


def _week(phrase: str) -> str:
    found = re.fullmatch(r"(\d{4})-?w(\d\d?)|week (\d\d?),?(?: of)? (\d{4})", phrase, re.ASCII | re.IGNORECASE)
    if not found:
        return ""
    year, week = int(found[1] or found[4]), int(found[2] or found[3])
    try:
        monday = date.fromisocalendar(year, week, 1)
        return f"between {monday} and {monday + timedelta(days=6)}"
    except (ValueError, OverflowError):
        return ""


def _time(phrase: str) -> str:
    found = _TIMED.fullmatch(phrase)
    if not found or not (found["minute"] or found["half"]):
        return ""
    day = found["date"] if re.fullmatch(r"\d{4}-\d\d-\d\d", found["date"], re.ASCII) else _day_or_month(found["date"])
    if len(day) != 10:
        return ""
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    zone = (found["zone"] or "").upper()
    if zone in ("UTC", "GMT"):
        zone = "Z"
    elif zone and zone != "Z":
        digits = zone[1:].replace(":", "")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"
    return f"{day}T{hour:02}:{found['minute'] or '00'}{zone}"
