"""A pattern of CLDR and a day or a time go in; the text comes out with the names and numbers put into the pattern.

This module knows no language and never chooses a pattern.
"""

from __future__ import annotations

import re
from datetime import time

from generator.language.locale_data import Formats

_PART = re.compile(r"'(?P<text>[^']*)'|(?P<part>([a-zA-Z])\3*)")


def day_text(pattern: str, year: int, month: int, day: int, facts: Formats) -> str:
    """A day as a pattern has it; the year may be any number.

    >>> from generator.language.locale_data import cldr
    >>> day_text("d. MMMM y", 33, 5, 2, cldr("de").facts)
    '2. Mai 33'
    """
    parts = {
        "y": str(year),
        "M": str(month),
        "MM": f"{month:02}",
        "MMMM": facts.months[month - 1],
        "LLLL": facts.months_alone[month - 1],
        "d": str(day),
        "dd": f"{day:02}",
    }
    return _filled(pattern, parts)


def clock_text(pattern: str, clock: time, facts: Formats) -> str:
    """A time of day as a pattern has it.

    >>> from generator.language.locale_data import cldr
    >>> clock_text("h:mm a", time(21, 5), cldr("en").facts)
    '9:05 PM'
    """
    now = f"{clock:%H:%M}"
    period = next((word for start, word in reversed(facts.day_periods) if start <= now), "")
    hour = clock.hour % 12 or 12
    parts = {
        "h": str(hour),
        "hh": f"{hour:02}",
        "H": str(clock.hour),
        "HH": f"{clock.hour:02}",
        "mm": f"{clock.minute:02}",
        "a": period,
        "B": period,
    }
    return _filled(pattern, parts)


def _filled(pattern: str, parts: dict[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        # What stands between quotation marks is text; two of them are one.
        return parts[match["part"]] if match["part"] else match["text"] or "'"

    return _PART.sub(put, pattern)
