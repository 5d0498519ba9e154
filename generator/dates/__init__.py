"""What is known of a time: what somebody typed goes in, a value with its bounds and its precision comes out.

This room never puts a date into words and never asks the clock.
"""

from generator.dates.forms import edtf, html_datetimes, parse_when
from generator.dates.grammar import WhenError
from generator.dates.value import (
    Certainty,
    Moment,
    Precision,
    Qualifier,
    When,
    WhenKind,
    before,
    certainly_after_day,
    certainly_before,
    joined,
    overlaps,
    within,
)

__all__ = [
    "Certainty",
    "WhenKind",
    "Moment",
    "Precision",
    "Qualifier",
    "When",
    "WhenError",
    "before",
    "certainly_after_day",
    "certainly_before",
    "edtf",
    "html_datetimes",
    "joined",
    "overlaps",
    "parse_when",
    "within",
]
