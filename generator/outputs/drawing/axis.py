"""The ticks of a timeline's picture: a frame goes in, a few dates on its axis with room for their labels come out.

Nothing here draws or words a date: whoever calls says how a date reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.dates import When, parse_when
from generator.outputs.drawing.scale import DAY, HOUR, NARROW, Frame, day_text, minute_of, year_text

WIDE = 560
"""From this width in CSS pixels on every tick has its label; below it some are left out."""
LABEL_SIZE = 11
"""The size of a label's letters in CSS pixels, at every width."""

_MOST = 8


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled line at `at` percent; `anchor` says which part of the label stands there, `narrow` whether it has room on a phone."""

    at: float
    label: str
    anchor: str
    narrow: bool


def text_width(text: str, size: float = LABEL_SIZE) -> float:
    """About how wide a text is in CSS pixels, rather too wide than too narrow; Chinese signs are as wide as high.

    >>> text_width("2024", 10) < text_width("二〇二四", 10)
    True
    """
    return sum(size if unicodedata.east_asian_width(sign) in "WF" else size * 0.54 for sign in text)


def ticks(frame: Frame, label: Callable[[When], str], *, hours: bool = False) -> tuple[Tick, ...]:
    """The ticks of the finest step whose labels all have room at `WIDE`; `hours` allows steps shorter than a day.

    Steps are years, months, days or hours, by the scale. `label` words a date in the reader's language.
    """
    best: tuple[Tick, ...] = ()
    for dates in _candidates(frame, hours):
        found = [(frame.percent(minute_of(d.earliest)), label(d)) for d in dates if d.earliest]
        if not found or not _fit(found, WIDE):
            continue
        every = next((n for n in range(2, len(found)) if _fit(found[::n], NARROW)), len(found))
        every = 1 if _fit(found, NARROW) else every
        best = tuple(Tick(at, text, _anchor(at, text), n % every == 0) for n, (at, text) in enumerate(found))
        # One label gives no scale, so a coarser step is no better; a finer one was tried before.
        if len(best) > 1:
            return best
    return best


def _anchor(at: float, text: str) -> str:
    half = 50 * text_width(text) / NARROW
    return "start" if at < half else "end" if at > 100 - half else "middle"


def _fit(found: Sequence[tuple[float, str]], width: int) -> bool:
    """Whether the labels stand side by side at a width, with a blank between."""
    edge = float("-inf")
    for at, text in found:
        wide = text_width(text)
        left = at * width / 100 - {"start": 0.0, "middle": wide / 2, "end": wide}[_anchor(at, text)]
        if left < edge:
            return False
        edge = left + wide + LABEL_SIZE
    return True


def _candidates(frame: Frame, hours: bool) -> Iterator[tuple[When, ...]]:
    """The dates of every step that gives a few ticks in the frame, the finest step first."""
    span = frame.last - frame.first
    for step in (1, 2, 3, 6, 12) if hours else ():
        if span / (step * HOUR) <= _MOST:
            yield _in_frame(frame, _hours(frame, step))
    for step in (1, 2, 7, 14):
        if span / (step * DAY) <= _MOST:
            yield _in_frame(frame, _days(frame, step))
    for step in (1, 3, 6):
        if span / (step * 30 * DAY) <= _MOST:
            yield _in_frame(frame, _months(frame, step))
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if span / (step * 365 * DAY) <= _MOST:
            yield _in_frame(frame, _years(frame, step))


def _in_frame(frame: Frame, texts: Iterator[str]) -> tuple[When, ...]:
    # The frame may end in the minute after 9999, or begin before -9999, which no date can say.
    dates = (parse_when(text) for text in texts if re.fullmatch(r"-?\d{4}(-.+)?", text))
    return tuple(d for d in dates if d.earliest and frame.first <= minute_of(d.earliest) <= frame.last)


def _year_of(minute: int) -> int:
    return int(day_text(minute // DAY)[:-6])


def _hours(frame: Frame, step: int) -> Iterator[str]:
    for hour in range(-(-frame.first // HOUR), frame.last // HOUR + 1):
        day, of_day = divmod(hour, 24)
        # Dates have hours from the year 1 on; midnight is written as the day that begins.
        if of_day % step == 0 and (day > 365 or not of_day):
            yield day_text(day) + (f"T{of_day:02}:00" if of_day else "")


def _days(frame: Frame, step: int) -> Iterator[str]:
    yield from (day_text(day) for day in range(-(-frame.first // DAY), frame.last // DAY + 1, step))


def _months(frame: Frame, step: int) -> Iterator[str]:
    for year in range(_year_of(frame.first), _year_of(frame.last) + 1):
        yield from (f"{year_text(year)}-{month:02}" for month in range(1, 13, step))


def _years(frame: Frame, step: int) -> Iterator[str]:
    first, last = _year_of(frame.first), _year_of(frame.last)
    for year in range(first, last + 1):
        # Readers know no year 0: before it the round years are 100 BCE, 200 BCE; the year 1 stands between.
        shown = year if year > 0 else 1 - year
        if shown % step == 0 or (year == 1 and first < 1):
            yield year_text(year)
