"""The date parts of a timeline go in; a date in our written form comes out, no more exact than the timeline says.

A part that no calendar has is left out and told; this module never guesses one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.dates import Moment, Precision, Qualifier, When, WhenError, parse_when, within

Say = Callable[[str], None]

_PARTS = ("year", "month", "day", "hour", "minute", "second", "millisecond")
_KNOWN = frozenset((*_PARTS, "display_date", "format"))
_LIMITS = {"month": (1, 12), "hour": (0, 23), "minute": (0, 59)}
LAST_YEAR = 9999


def date_of(raw: object, which: str, say: Say) -> str:
    """The date that a slide's `start_date` or `end_date` gives, or '' where it gives none that can be used.

    `which` is how to name it in a sentence. The year is needed; each further part counts only behind the one before it.
    A year before 1 is a year BCE in TimelineJS, and one less in our form: -44 is `-0043`.

    >>> date_of({"year": "1912", "month": 4, "day": "15"}, "start date", print)
    '1912-04-15'
    """
    if raw is None or raw == "" or raw == {}:
        return ""
    if isinstance(raw, str):
        return _from_text(raw, which, say)
    if not isinstance(raw, Mapping):
        say(f"the {which}, which has no year: {raw}")
        return ""
    for key, value in raw.items():
        if key not in _KNOWN and value not in ("", None):
            say(f"'{key}' of the {which}: {value}")
    if raw.get("format") not in ("", None):
        say(f"the form in which the {which} was shown ({raw['format']}); pages word dates by themselves")
    numbers = _numbers(raw, which, say)
    if "year" not in numbers:
        rest = ", ".join(f"{name} {raw[name]}" for name in _PARTS if raw.get(name) not in ("", None))
        if rest:
            say(f"the {which}, which has no year that can be used ({rest})")
        return ""
    return _written(numbers, which, say)


def _numbers(raw: Mapping[str, object], which: str, say: Say) -> dict[str, int]:
    out: dict[str, int] = {}
    for name in _PARTS:
        value = raw.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        text = str(value).strip().replace("\u2212", "-")
        if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.0*)?", text) or isinstance(value, bool):
            if name != "year":
                say(f"the {name} of the {which}, which is no number: {value}")
            continue
        out[name] = int(text.partition(".")[0])
    if abs(out.get("year", 0)) > LAST_YEAR:
        del out["year"]
    return out


def _written(numbers: dict[str, int], which: str, say: Say) -> str:
    year = numbers["year"]
    if year == 0:
        say(f"the year 0 of the {which}: no calendar has it; it stands for 1 BCE now")
    # TimelineJS shows -1 as 1 BCE; counting on from year 1 that is year 0.
    counted = year + 1 if year < 0 else year
    text = f"{'-' if counted < 0 else ''}{abs(counted):04}"
    for name, sign, after in (("month", "-", "year"), ("day", "-", "month")):
        if name not in numbers:
            _behind(numbers, name, which, say)
            return text
        number = numbers[name]
        longer = f"{text}{sign}{number:02}"
        if number < 0 or not _exists(longer) or (name == "month" and not 1 <= number <= 12):
            left = _left(numbers, name)
            say(f"the {left} of the {which}: no calendar has {_spelled(text, name, number)}; the {after} was kept")
            return text
        text = longer
    return _with_time(text, counted, numbers, which, say)


def _with_time(text: str, year: int, numbers: dict[str, int], which: str, say: Say) -> str:
    if "hour" not in numbers:
        _behind(numbers, "hour", which, say)
        return text
    hour, minute = numbers["hour"], numbers.get("minute", 0)
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        say(f"the time of the {which}: no clock shows {hour}:{minute:02}; the day was kept")
        return text
    if year < 1:
        say(f"the time of the {which} ({hour:02}:{minute:02}): a day before year 1 stands without one")
        return text
    if "minute" not in numbers:
        say(f"the {which} has an hour and no minute, and stands at {hour:02}:00 now")
    finer = [f"{numbers[name]} {name}s" for name in ("second", "millisecond") if numbers.get(name)]
    if finer:
        say(f"the {' and '.join(finer)} of the {which}; a date is exact to the minute")
    return f"{text}T{hour:02}:{minute:02}"


def _behind(numbers: dict[str, int], missing: str, which: str, say: Say) -> None:
    """Say what stands behind a part that is missing: a day without a month says nothing."""
    rest = [name for name in _PARTS[_PARTS.index(missing) + 1 :] if numbers.get(name)]
    if rest:
        parts = ", ".join(f"{name} {numbers[name]}" for name in rest)
        say(f"{parts} of the {which}: there is no {missing} before it")


def _left(numbers: dict[str, int], name: str) -> str:
    rest = [part for part in _PARTS[_PARTS.index(name) :] if numbers.get(part) is not None]
    return ", ".join(f"{part} {numbers[part]}" for part in rest)


def _spelled(text: str, name: str, number: int) -> str:
    return f"{text}-{number:02}" if number >= 0 else f"{name} {number}"


def _exists(text: str) -> bool:
    try:
        return bool(parse_when(text))
    except WhenError:
        return False


def _from_text(raw: str, which: str, say: Say) -> str:
    """A date typed as one text, which TimelineJS does not read; taken where it can mean only one thing."""
    when = _read(raw)
    if when is None:
        say(f"the {which}, which cannot be read: {raw}")
        return ""
    return when.text


def span_of(start: str, end: str, say: Say) -> str:
    """One date from a start and an end; an end that says nothing more is left out, one before the start is told.

    >>> span_of("1914-07-28", "1918", print)
    '1914-07-28/1918'
    """
    if not (start and end) or start == end:
        return start or end
    span = f"{start}/{end}"
    try:
        return parse_when(span).text
    except WhenError:
        say(f"the end date ({end}), which is before the start ({start})")
        return start


def as_shown(date: str, shown: str, say: Say) -> tuple[str, bool]:
    """The date, with what the words that readers of the timeline saw say about it; and whether they are dealt with.

    TimelineJS wants a day where only a year is known, and lets the maker show 'about 1900' instead. So words that say
    'about' or 'possibly' count, and so does a year alone where the parts behind it only fill up (1 January).

    >>> as_shown("1900-01-01", "c. 1900", lambda words: None)
    ('1900~', True)
    """
    typed, meant = parse_when(date), _read(shown)
    if meant is None:
        return date, False
    same_bounds = (typed.earliest, typed.latest) == (meant.earliest, meant.latest)
    if same_bounds and typed.qualifier is meant.qualifier:
        return date, True
    if not within(typed, meant) and not within(meant, typed):
        say(f"the words shown for the date ({shown}), which do not fit the date given ({date})")
        return date, True
    if meant.qualifier is not Qualifier.NONE or within(meant, typed) or _fills_up(typed, meant):
        say(f"the date given ({date}): readers were shown '{shown}', so the date is {meant.text} now")
        return meant.text, True
    say(f"the words shown for the date ({shown}); the date given is more exact ({date})")
    return date, True


def _fills_up(typed: When, meant: When) -> bool:
    """Whether the parts of a date beyond what was shown are only the first that a form accepts."""
    if typed.precision is Precision.MINUTE:
        return False
    starts: tuple[Moment | None, Moment | None] = typed.earliest, meant.earliest
    return starts[0] == starts[1] and typed.start is None


def _read(words: str) -> When | None:
    """A date in the words of people, where it can be read in one way only."""
    try:
        return parse_when(words)
    except WhenError as error:
        if error.suggestion and not re.search(r"\b(?:before|after|until|since)\b", words, re.IGNORECASE):
            return parse_when(error.suggestion)
        return None
