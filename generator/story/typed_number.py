"""A number as a writer types it: text goes in, the exact number with every digit typed comes out, or a sentence on what to type instead.

This module never rounds, never guesses what a comma means, and never reads a unit into a number.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator.story.base import field_error, quoted

MOST_DIGITS = 60
"""More digits than any figure has; with more of them a page would be made of one number."""

_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"([+-]?[0-9]{1,3})((?:([,.' _\u00a0\u202f\u2009’])[0-9]{3})(?:\3[0-9]{3})+)")
_ONE_GROUP = re.compile(r"([+-]?[0-9]{1,3})[,' _\u00a0\u202f\u2009’]([0-9]{3})")
_COMMA = re.compile(r"([+-]?[0-9]+),([0-9]+)")
_PERCENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?) ?(?:%|％|per ?cent)", re.IGNORECASE)
_RANGE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?(?:-|–|—|to|bis|à) ?(-?[0-9]+(?:\.[0-9]+)?)")
_LEAST = re.compile(r"(?:at least|more than|over|above|from|>=?|≥) ?(-?[0-9]+(?:\.[0-9]+)?)", re.IGNORECASE)
_MOST = re.compile(r"(?:at most|less than|fewer than|under|below|up to|<=?|≤) ?(-?[0-9]+(?:\.[0-9]+)?)", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:about|around|roughly|nearly|almost|some|circa|ca\.?|c\.|approx\.?|approximately|~|≈) ?(-?[0-9]+(?:\.[0-9]+)?)",
    re.IGNORECASE,
)
_LARGE = re.compile(
    r"(-?[0-9]+(?:\.[0-9]+)?) ?(?:k|m|bn|million|billion|thousand|trillion|hundred|e[+-]?[0-9]+)", re.IGNORECASE
)
_PART = re.compile(r"(-?[0-9]+) ?(?:/|of|out of|in) ?([0-9]+)", re.IGNORECASE)
_MONEY = re.compile(r"([$€£¥₩₹₽]) ?(-?[0-9]+(?:\.[0-9]+)?)|(-?[0-9]+(?:\.[0-9]+)?) ?([$€£¥₩₹₽])")
_UNIT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?([^\W\d_].*)")
_HALF = re.compile(r"([+-]?)\.([0-9]+)")
_ANY_DIGITS = "Type digits with a point for decimals, such as 1200 or 3.5."


def read_number(text: str) -> Decimal:
    """Read a number: digits, a point for decimals, a minus before; every digit stays as typed, zeros at the end too.

    The error of a field's check (`not-a-number`, `number-too-long`) says what to type instead.

    >>> str(read_number("-1200.50")), str(read_number("0012"))
    ('-1200.50', '12')
    """
    # A typographic minus is what a copied text holds.
    typed = text.strip().replace("−", "-")
    if _PLAIN.fullmatch(typed):
        if sum(sign.isdigit() for sign in typed) > MOST_DIGITS:
            raise field_error(
                "number-too-long",
                f"This number has more than {MOST_DIGITS} digits.",
                "Say it in a larger unit, and name that in 'unit'.",
            )
        return Decimal(typed)
    raise field_error("not-a-number", f"{quoted(text)} is not a number.", _hint(typed))


def as_typed(value: Decimal) -> str:
    """A number as it would be typed: digits alone, where Python would write `1E-7`.

    >>> as_typed(Decimal("0.00000010"))
    '0.00000010'
    """
    return f"{value:f}"


def whole_and_words(text: str) -> tuple[Decimal | None, str]:
    """The words of `of:` in two: the number that they begin with, if they do, and the rest.

    >>> whole_and_words("1200 households"), whole_and_words("households")
    ((Decimal('1200'), 'households'), (None, 'households'))
    """
    first, _, rest = text.strip().partition(" ")
    if _PLAIN.fullmatch(first) and len(first) <= MOST_DIGITS:
        return Decimal(first), rest.strip()
    return None, text.strip()


def is_grouped(text: str) -> bool:
    """Whether a text begins with a number whose thousands are parted, which would be taken for words."""
    first = text.strip().partition(" ")[0]
    return bool(_GROUPED.fullmatch(first) or _ONE_GROUP.fullmatch(first) or _COMMA.fullmatch(first))


def _hint(typed: str) -> str:
    """What to type instead of something that is nearly a number."""
    for found in (_in_digits(typed), _in_other_fields(typed)):
        if found:
            return found
    return _ANY_DIGITS


def _in_digits(typed: str) -> str:
    """The same number in plain digits, where it is clear or there are two readings."""
    if match := _GROUPED.fullmatch(typed):
        return f"Type all digits without signs between them: {match[1]}{re.sub('[^0-9]', '', match[2])}."
    if match := _ONE_GROUP.fullmatch(typed):
        together = f"{match[1]}{match[2]}"
        if "," in typed:
            return (
                f"Type {together} if the comma parts the thousands, or {match[1]}.{match[2]} if it parts the decimals."
            )
        return f"Type all digits without signs between them: {together}."
    if match := _COMMA.fullmatch(typed):
        return f"Decimals stand after a point: type {match[1]}.{match[2]}."
    if match := _HALF.fullmatch(typed):
        return f"Type {match[1]}0.{match[2]}."
    if re.fullmatch(r"[+-]?[0-9]+\.", typed):
        return f"Type {typed[:-1]}."
    if _LARGE.fullmatch(typed):
        return "Type all the digits, such as 2500000 for two and a half million; or name a larger unit in 'unit'."
    return ""


def _in_other_fields(typed: str) -> str:
    """The number alone, and the field that takes the rest."""
    if match := _PERCENT.fullmatch(typed):
        return f"Type {match[1]} alone, and 'unit: percent' on a line of its own."
    if match := _PART.fullmatch(typed):
        return f"Type {match[1]} alone, and 'of: {match[2]}' on a line of its own."
    if match := _RANGE.fullmatch(typed):
        return f"Type 'low: {match[1]}' and 'high: {match[2]}' instead."
    if match := _LEAST.fullmatch(typed):
        return f"Type 'low: {match[1]}' instead: without 'high', it reads 'at least'."
    if match := _MOST.fullmatch(typed):
        return f"Type 'high: {match[1]}' instead: without 'low', it reads 'at most'."
    if match := _ABOUT.fullmatch(typed):
        return f"Type {match[1]} alone, and 'approximate: true' on a line of its own."
    if match := _MONEY.fullmatch(typed):
        number, sign = (match[2], match[1]) if match[2] else (match[3], match[4])
        return f"Type {number} alone, and 'unit: {sign}' on a line of its own."
    if match := _UNIT.fullmatch(typed):
        return f"Type {match[1]} alone, and 'unit: {match[2][:40]}' on a line of its own."
    return ""
