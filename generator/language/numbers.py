"""Numbers as readers of a language write them: an exact number goes in, a text with the same digits in that language's signs comes out.

This module never rounds and never adds a digit: CLDR gives the signs and the groups of digits, the decimals are those typed.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from generator.language.bidi import direction
from generator.language.locale_data import Formats
from generator.language.words import Words
from generator.story import SHARES, Figure

# The number in a pattern such as '#,##,##0.00 ¤', and the groups of its digits.
_NUMBER = re.compile(r"[#0,]+(?:\.[#0]+)?")
# A unit this short stays on the line of its number.
_SHORT_UNIT = 6


def number_text(value: Decimal, words: Words) -> str:
    """A number in the reader's format, with the decimals typed.

    >>> from generator.language.words import english
    >>> number_text(Decimal("-1234567.10"), english())
    '-1,234,567.10'
    """
    return _formatted(value, words.facts.number, words)


def amount_text(value: Decimal, unit: str | None, words: Words) -> str:
    """A number with its unit: percent and currencies as the reader's language writes them, other units after the number.

    >>> from generator.language.words import english
    >>> amount_text(Decimal("12.50"), "EUR", english()), amount_text(Decimal("40"), "percent", english())
    ('€12.50', '40%')
    """
    if not unit:
        return number_text(value, words)
    if unit.lower() in SHARES:
        return _formatted(value, words.facts.percent, words)
    if sign := _currency(unit, words.facts):
        return _formatted(value, words.facts.money, words).replace("¤", sign)
    return f"{number_text(value, words)}{_between(unit)}{unit}"


def _between(unit: str) -> str:
    """What parts a number from its unit: nothing before Chinese, a blank that holds them together before a short unit."""
    if unicodedata.east_asian_width(unit[0]) in "WF":
        return ""
    return "\u00a0" if len(unit) <= _SHORT_UNIT and " " not in unit else " "


def figure_text(id: str, figure: Figure, words: Words) -> str:
    """A figure as words: its value or range with its unit, and the whole that it is a part of; never its claim's status."""
    shown = _value_text(figure, words)
    if shown is None:
        return figure.label or id
    number, what = figure.whole
    if number is not None:
        unit = None if figure.is_share or what or not figure.unit else figure.unit
        whole = amount_text(number, unit, words)
        blank = " " if what and _between(what) else ""
        shown = words.text("figure_of_whole", value=shown, whole=f"{whole}{blank}{what}")
    elif what and figure.is_share:
        shown = words.text("figure_of_whole", value=shown, whole=what)
    return words.text("figure_about", value=shown) if figure.approximate else shown


def says_of(figure: Figure) -> bool:
    """Whether `figure_text` says already what the figure is a part of."""
    number, what = figure.whole
    return number is not None or (bool(what) and figure.is_share)


def range_text(low: Decimal | None, high: Decimal | None, unit: str | None, words: Words) -> str | None:
    """An estimate from its ends, of which one may be open; None where there is neither.

    >>> from generator.language.words import english
    >>> range_text(Decimal(10), None, "km", english())
    'at least 10\\xa0km'
    """
    if low is not None and high is not None:
        if unit and (unit.lower() in SHARES or _currency(unit, words.facts)):
            return words.text("figure_range", low=amount_text(low, unit, words), high=amount_text(high, unit, words))
        return words.text("figure_range", low=number_text(low, words), high=amount_text(high, unit, words))
    if low is not None:
        return words.text("figure_at_least", value=amount_text(low, unit, words))
    return words.text("figure_at_most", value=amount_text(high, unit, words)) if high is not None else None


def _value_text(figure: Figure, words: Words) -> str | None:
    number, what = figure.whole
    # '14 of 52 ferries' says the unit once.
    said_later = number is not None and not figure.is_share and (not what or figure.unit == what)
    unit = None if said_later else figure.unit
    if figure.value is not None:
        return amount_text(figure.value, unit, words)
    return range_text(figure.low, figure.high, unit, words)


def _formatted(value: Decimal, pattern: str, words: Words) -> str:
    """The number by a pattern of CLDR, with exactly the digits it has."""
    signs = words.facts.signs
    positive, _, negative = pattern.partition(";")
    form = (negative or f"-{positive}") if value.is_signed() else positive
    # Formatted, a number is never rounded, however many digits it has.
    whole, _, decimals = f"{value.copy_abs():f}".partition(".")
    found = _NUMBER.search(positive)
    assert found is not None, "every pattern of CLDR has a place for the number"
    digits = _grouped(whole, found[0].partition(".")[0], signs["group"])
    shown = digits + (signs["decimal"] + decimals if decimals else "")
    return _held(_NUMBER.sub(lambda _: shown, form.replace("'", ""), count=1), words)


def _grouped(whole: str, pattern: str, sign: str) -> str:
    """Digits in groups as '#,##0' has them; '#,##,##0' has a last group of three and the others of two."""
    sizes = [len(group) for group in pattern.split(",")[1:]]
    if not sizes:
        return whole
    groups, size = [], sizes[-1]
    while len(whole) > size:
        groups.append(whole[-size:])
        whole, size = whole[:-size], sizes[-2] if len(sizes) > 1 else sizes[-1]
    return sign.join([whole, *reversed(groups)])


def _held(text: str, words: Words) -> str:
    """Minus and percent as a language from right to left has them: with marks that hold them at their side of the number.

    The bare signs of the pattern would be read as '20-' and '%20' behind Arabic letters.
    """
    if direction(words.locale) != "rtl":
        return text
    signs = words.facts.signs
    return text.replace("-", signs["minus"]).replace("%", signs["percent"])


def _currency(unit: str, facts: Formats) -> str:
    """The sign of a currency that a unit is, '' for other units."""
    if unit in "$€£¥₩₹₽₺₴" and len(unit) == 1:
        return unit
    return facts.currencies.get(unit, "")
