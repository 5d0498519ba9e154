"""Dates in words for readers: a `When` and a language go in, a phrase such as 'on or after 25 October 2024' comes out.

Numbers, months and their order come from CLDR (`locale/TAG/cldr.json`), the words around them from `locale/TAG/dates.yaml`;
nothing is read before the first date is worded, and no phrase ever mixes two languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from functools import cache, lru_cache
from types import MappingProxyType

from generator.dates import Precision, Qualifier, When, WhenKind
from generator.language.date_forms import clock_text, day_text
from generator.language.locale_data import Formats, cldr, plural
from generator.language.tag import locale_tag, table
from generator.text import is_unspaced

Words = Mapping[str, str]

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUALIFIERS = {
    Qualifier.ABOUT: "about",
    Qualifier.UNCERTAIN: "possibly",
    Qualifier.ABOUT_UNCERTAIN: "possibly-about",
}
# Where a date stands: by itself, after a preposition, or where a span ends.
_ALONE, _INSIDE, _ENDING = "", "inside", "ending"
# Years before this one get their era: 'about 79' alone reads as a number.
_PLAIN_YEARS = 1000


def word(when: When, locale: str = "en") -> str:
    """Word a date for readers of a language (a BCP 47 tag: `en`, `en-GB`, `zh-Hant`).

    A language for which there are no words gets English as a whole; `locale_tag` tells which it is.

    >>> from generator.dates.forms import parse_when
    >>> word(parse_when("not before 2024-10-25"), "en-GB")
    'on or after 25 October 2024'
    """
    return _word(when, locale_tag(locale))


@cache
def words_of(language: str) -> Words:
    """The words around dates in the language of `language`, by key; lists of forms have keys such as `number.one`."""
    words: dict[str, str] = {}
    for key, value in table("dates", language).items():
        words |= {f"{key}.{form}": word for form, word in value.items()} if isinstance(value, dict) else {key: value}
    return MappingProxyType(words)


def _facts(language: str) -> Formats:
    locale = cldr(language)
    assert locale is not None, "dates are worded with a tag that CLDR knows"
    return locale.facts


@lru_cache(maxsize=5_000)
def _word(when: When, language: str) -> str:
    if when.kind is WhenKind.SPAN:
        return _in_full(_span(when, language), language)
    if when.kind is WhenKind.WITHIN:
        return _in_full(_within(when, language), language)
    return _in_full(_moment(when, language), language)


def _in_full(phrase: str, language: str) -> str:
    """A phrase without the abbreviation for years that CLDR has in some languages: its full stop would end sentences twice."""
    words = words_of(language)
    short = words.get("short-year")
    return re.sub(rf"\s{re.escape(short)}", f" {words['full-year']}", phrase) if short else phrase


def _moment(when: When, language: str, place: str = _ALONE) -> str:
    """One date; `place` says whether it stands alone, after a preposition, or where a span ends."""
    if not when.qualifier:
        return _unqualified(when, language, place)
    around = _form(_QUALIFIERS[when.qualifier], place, language)
    if words_of(language).get("qualified") != "alone":
        # 'About' stands between a preposition and the date.
        place = _INSIDE
    return around.format(date=_unqualified(when, language, place))


def _form(key: str, place: str, language: str, plain: str = "{year}") -> str:
    """The words under `key` as they are at this place; a language has forms of its own only where it bends the words."""
    words = words_of(language)
    forms = {_ALONE: (key,), _INSIDE: (f"inside-{key}", key), _ENDING: (f"ending-{key}", f"inside-{key}", key)}
    return next((words[form] for form in forms[place] if form in words), plain)


def _unqualified(when: When, language: str, place: str) -> str:
    if when.precision is Precision.CENTURY:
        number = _ordinal(int(when.text[:2]) + 1, language)
        return _form("century", place, language).format(number=number)
    if when.precision is Precision.DECADE:
        first = int(when.text[:3]) * 10
        if first % 100 == 0:
            # '1900s' would be read as the century.
            decade = _form("first-decade", place, language)
            return decade.format(year=_year(first, language), last=_year(first + 9, language))
        return _form("decade", place, language).format(year=first)
    if when.precision is Precision.SEASON:
        return _season(when, language, place)
    if when.precision is Precision.YEAR:
        return _year(_parts(when)[0], language, _form("year", place, language))
    year, month, day, hour, minute = _parts(when)
    if when.precision in (Precision.DAY, Precision.MINUTE):
        # Some languages have an article before a day after a preposition, and none where it stands alone.
        dated = _form("day", place, language, "{date}").format(date=_day(year, month, day, language))
        if when.precision is Precision.DAY:
            return dated
        return _timed(dated, _clock(when, time(hour, minute), language), language)
    return _form("month", place, language, "{date}").format(date=_month(year, month, language, place))


def _parts(when: When) -> tuple[int, int, int, int, int]:
    clock = when.clock
    assert clock is not None, "only spans and periods have open ends"
    return clock


def _season(when: When, language: str, place: str) -> str:
    year = _parts(when)[0]
    following = _year(year + 1, language)
    # A language with a sign for years (2031年) has it on both.
    if year >= _PLAIN_YEARS and (year + 1) % 100 and following.isdigit():
        following = f"{(year + 1) % 100:02}"
    season = _form(_SEASONS[when.bare[-2:]], place, language)
    return season.format(year=_year(year, language), next=following)


def _ordinal(number: int, language: str) -> str:
    words, form = words_of(language), plural(_facts(language).ordinals, number)
    return words.get(f"number.{form}", words["number.other"]).format(n=number, roman=_roman(number))


def _roman(number: int) -> str:
    """A number up to 100 as many languages write centuries: 21 is XXI."""
    tens, ones = divmod(number, 10)
    high = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC", "C")
    return high[tens] + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _year(year: int, language: str, around: str = "{year}") -> str:
    facts = _facts(language)
    phrase = day_text(facts.year, _counted(year), 1, 1, facts)
    return _with_era(year, around.format(year=phrase), language)


def _counted(year: int) -> int:
    """The number of a year in its era: 0 is the year 1 before it."""
    return 1 - year if year < 1 else year


def _with_era(year: int, phrase: str, language: str) -> str:
    if year >= _PLAIN_YEARS:
        return phrase
    return words_of(language)["ce" if year > 0 else "bce"].format(date=phrase)


def _day(year: int, month: int, day: int, language: str) -> str:
    """A day with the month's full name."""
    return _formed(year, month, day, _facts(language).day, language)


def _month(year: int, month: int, language: str, place: str) -> str:
    pattern = _facts(language).month
    # CLDR has two forms of a month where they differ: one alone (май), one beside a day (мая), as after a preposition.
    return _formed(year, month, 1, pattern.replace("LLLL", "MMMM") if place else pattern, language)


def _formed(year: int, month: int, day: int, pattern: str, language: str) -> str:
    phrase = day_text(pattern, _counted(year), month, day, _facts(language))
    return _with_era(year, _first_of_month(phrase, day, language), language)


def _first_of_month(phrase: str, day: int, language: str) -> str:
    """A phrase with the first of a month as the language says it: French has '1er mai' and '2 mai', which CLDR leaves out."""
    first = words_of(language).get("first-of-month")
    return re.sub(r"(?<!\d)1(?!\d)", first, phrase, count=1) if first and day == 1 else phrase


def _clock(when: When, clock: time, language: str) -> str:
    facts = _facts(language)
    shown = clock_text(facts.time, clock, facts)
    if not when.zone:
        return shown
    sign, hours, minutes = ("", 0, 0) if when.zone == "Z" else (when.zone[0], int(when.zone[1:3]), int(when.zone[4:]))
    offset = f"{'−' if sign == '-' else '+'}{hours}{f':{minutes:02}' if minutes else ''}" if hours or minutes else ""
    return words_of(language)["time-with-offset"].format(time=shown, offset=offset)


def _timed(day: str, clock: str, language: str) -> str:
    # The pattern sets out day and time ('{1}, {0}'); quotation marks in it only fence off letters.
    pattern = _facts(language).day_and_time.replace("'", "")
    # Chinese has no blank between the sign for day and the words of the hour.
    if is_unspaced(day[-1]) and is_unspaced(clock[0]):
        pattern = pattern.replace("{1} {0}", "{1}{0}")
    return pattern.replace("{1}", day).replace("{0}", clock)


def _span(when: When, language: str) -> str:
    words, start, end = words_of(language), when.start, when.end
    if start and end:
        return _interval(start, end, language) or words["from-to"].format(
            start=_moment(start, language, _INSIDE), end=_moment(end, language, _ENDING)
        )
    side = start or end
    assert side is not None, "a span has an end"
    return words["since" if start else "until"].format(date=_moment(side, language, _INSIDE if start else _ENDING))


def _interval(start: When, end: When, language: str) -> str:
    """'3–25 October 2024': what two dates share, said once; '' where they are not two plain dates of one precision."""
    spans = _facts(language).spans.get(start.precision)
    if spans is None or start.precision is not end.precision or start.qualifier or end.qualifier:
        return ""
    first, last = _parts(start)[:3], _parts(end)[:3]
    if first == last:
        return _moment(start, language)
    # Chinese intervals of years lack the sign for year (2031年) that single years have.
    if first[0] < _PLAIN_YEARS or (start.precision is Precision.YEAR and not _year(first[0], language).isdigit()):
        return ""
    differs = next(field for field, a, b in zip("yMd", first, last, strict=True) if a != b)
    if own := words_of(language).get(f"from-to-{start.precision}s"):
        return own.format(start=_without_end(start, differs, language), end=_moment(end, language))
    facts, ends = _facts(language), spans.get(differs, ())
    return "".join(day_text(part, *day, facts) for day, part in zip((first, last), ends, strict=False))


def _without_end(start: When, differs: str, language: str) -> str:
    """The first of two dates without what it shares with the last: '1', '30 de mayo', 'mayo'; in full where their years differ."""
    if differs == "y":
        return _moment(start, language)
    year, month, day = _parts(start)[:3]
    facts, pattern = _facts(language), "LLLL" if differs == "M" else "d"
    if differs == "M" and start.precision is Precision.DAY:
        pattern = facts.month_and_day
    return _first_of_month(day_text(pattern, year, month, day, facts), day, language)


def _within(when: When, language: str) -> str:
    words, start, end = words_of(language), when.start, when.end
    if start and end:
        first, second = (_moment(side, language, _INSIDE) for side in (start, end))
        return words["between"].format(start=first, end=second)
    side = start or end
    assert side is not None, "a period has a bound"
    key = "not-before" if start else "not-after"
    if side.qualifier:
        key += "-qualified"
    elif side.precision in (Precision.DAY, Precision.MINUTE):
        key += f"-{side.precision}"
    return words[key].format(date=_moment(side, language, _INSIDE))
