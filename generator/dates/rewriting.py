"""Dates in the spelling of people, rewritten in ours: a folded text goes in, what looks like a date comes out, or ''.

Each function returns '' where a text is not its business. Whether what comes out is a date is not asked here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.dates.numbers import MONTH, date_in_numbers

_EXACT = re.compile(
    r"-?\d{4}(-\d\d(-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?[~?%]?|(\d{3}X|\d\dXX)[~?%]?", re.ASCII | re.IGNORECASE
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
SEASON = "|".join(_SEASONS)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"


def rewritten(folded: str) -> str:
    """Our spelling of a text of one date or two, '' where it is not known.

    >>> rewritten("from October 2022 to 3 May 2024")
    '2022-10/2024-05-03'
    """
    for rewrite in (one_date, _bounded, _open_span, _days_of_one_month, _span, _joined_by_and):
        if spelled := rewrite(folded):
            return spelled
    return ""


# Remembered, since 'early early early ...' would otherwise be taken apart in exponentially many ways.
@lru_cache(maxsize=512)
def one_date(phrase: str) -> str:
    """One date, with what people put before or after it."""
    phrase = phrase.strip(" .,;:'\"()")
    if _EXACT.fullmatch(phrase):
        return phrase
    phrase = re.sub(
        rf"^(?:(?:in|on|at|during|dated|year|the year) )+|^{WEEKDAY}\.?,? (?=.)", "", phrase, flags=re.IGNORECASE
    )
    for rewrite in (_qualified, date_in_numbers, _season, _decade, _century, _part_of_year, _era):
        if spelled := rewrite(phrase):
            return spelled
    return phrase if _EXACT.fullmatch(phrase) else ""


_QUALIFIER = re.compile(
    r"(?P<about>(?:about|around|approximately|approx\.?|roughly|circa|ca?\.?|some ?time (?:in|around)|or so|near|~) ?)"
    r"|(?P<unsure>(?:possibly|probably|perhaps|maybe|likely|presumably|allegedly|\?) ?)",
    re.IGNORECASE,
)


def _qualified(phrase: str) -> str:
    found = _QUALIFIER.match(phrase)
    if found and found.end() < len(phrase) and not (found[0][-1].isalpha() and phrase[found.end()].isalpha()):
        sign, rest = ("~" if found["about"] else "?"), phrase[found.end() :]
    elif after := re.fullmatch(
        r"(.+?) ?(?:\((?:about|approx\.?|circa)\)?|or so|[~]\?|\?~|approx\.?|([~?%]))", phrase, re.IGNORECASE
    ):
        sign, rest = after[2] or ("%" if phrase[-2:] in ("~?", "?~") else "~"), after[1]
    else:
        return ""
    inner = one_date(rest)
    if not inner:
        return ""
    signs = {sign, inner[-1]} & {"~", "?", "%"}
    return inner.rstrip("~?%") + (sign if len(signs) == 1 else "%")


def _season(phrase: str) -> str:
    found = re.fullmatch(
        rf"(?:the )?({SEASON})(?: of)?,? (\d{{4}})(?:[/-](\d\d|\d{{4}}))?", phrase, re.IGNORECASE
    ) or re.fullmatch(rf"(\d{{4}}),? ({SEASON})", phrase, re.IGNORECASE)
    if not found:
        return ""
    name, year = (found[1], found[2]) if found[2].isdigit() else (found[2], found[1])
    return f"{year}-{_SEASONS[name.lower()]}"


def _decade(phrase: str) -> str:
    found = re.fullmatch(r"(?:the )?(?:(?:early|mid|late)[- ])?(\d{3})0'?s", phrase, re.IGNORECASE)
    if found:
        return f"{found[1]}X"
    found = re.fullmatch(r"(\d{3})x(?:-x+)*|(\d\d)xx(?:-x+)*", phrase, re.IGNORECASE)
    if found:
        return f"{found[1]}X" if found[1] else f"{found[2]}XX"
    found = re.fullmatch(
        r"(\d{4}-\d\d)-[x?u]+|(\d{4})-[x?u]+(?:-[x?u]+)?|(\d{4}-\d\d)-\d[x?u]|(\d{4})-\d[x?u]", phrase, re.IGNORECASE
    )
    return (found[1] or found[2] or found[3] or found[4]) if found else ""


def _century(phrase: str) -> str:
    found = re.fullmatch(
        r"(?:the )?(?:(?:early|mid|late)[- ])?(\d\d?)(?:st|nd|rd|th)?[- ](?:century|cent\.?|c\.?)(?: (?:ad|ce))?",
        phrase,
        re.IGNORECASE,
    )
    return f"{int(found[1]) - 1:02}XX" if found and int(found[1]) > 0 else ""


_PARTS = {
    **dict.fromkeys(("early", "start of", "beginning of"), ("01", "04")),
    **dict.fromkeys(("mid", "middle of"), ("05", "08")),
    **dict.fromkeys(("late", "end of"), ("09", "12")),
    **dict.fromkeys(("q1", "first quarter of"), ("01", "03")),
    **dict.fromkeys(("q2", "second quarter of"), ("04", "06")),
    **dict.fromkeys(("q3", "third quarter of"), ("07", "09")),
    **dict.fromkeys(("q4", "fourth quarter of", "last quarter of"), ("10", "12")),
    **dict.fromkeys(("h1", "first half of"), ("01", "06")),
    **dict.fromkeys(("h2", "second half of"), ("07", "12")),
}


def _part_of_year(phrase: str) -> str:
    found = re.fullmatch(rf"(?:the )?({'|'.join(_PARTS)})(?: in)?[- ](\d{{4}})", phrase, re.IGNORECASE) or re.fullmatch(
        r"(?P<year>\d{4})[- ]?(?P<part>[qh]\d)", phrase, re.IGNORECASE
    )
    if not found:
        # A part of a month, or of anything else, is not told: the whole of it is.
        whole = re.fullmatch(
            r"(?:the )?(?:early|mid|late|start of|beginning of|middle of|end of)(?: in)?[- ](.*[a-z].*)",
            phrase,
            re.IGNORECASE,
        )
        return one_date(whole[1]) if whole else ""
    part, year = (found[1], found[2]) if not found[1].isdigit() else (found[2], found[1])
    if part.lower() not in _PARTS:
        return ""
    first, last = _PARTS[part.lower()]
    return f"between {year}-{first} and {year}-{last}"


def _era(phrase: str) -> str:
    found = re.fullmatch(
        r"(.*?)(\d{1,4}) ?(b\.?c\.?(?:e\.?)?|a\.?d\.?|c\.?e\.?)", phrase, re.IGNORECASE
    ) or re.fullmatch(r"(?P<before>)(?P<era>a\.?d\.?) ?(?P<year>\d{1,4})", phrase, re.IGNORECASE)
    if not found:
        return re.sub(r"^(-?)(\d{3})$", r"\g<1>0\2", phrase) if re.fullmatch(r"-?\d{3}", phrase) else ""
    names = found.groupdict()
    lead, year, era = ("", names["year"], names["era"]) if names else (found[1], found[2], found[3])
    if int(year) == 0:
        return ""
    # There is no year 0 in this count: 1 BCE is 0000, 44 BCE is -0043.
    number = 1 - int(year) if era.lower().startswith("b") else int(year)
    typed = f"{'-' if number < 0 else ''}{abs(number):04}"
    if not lead.strip():
        return typed
    # A day or a month stands before the year: read it with a year of four digits, then put the right one in.
    inner = one_date(f"{lead}{int(year):04}")
    return typed + inner[4:] if re.fullmatch(r"\d{4}(-\d\d){1,2}", inner) else ""


def _both(kind: str, first: str, second: str) -> str:
    start, end = one_date(first), one_date(second)
    ends = (start, end)
    if not all(ends) or any(end.startswith("between") for end in ends):
        return ""
    return f"{start}/{end}" if kind == "span" else f"between {start} and {end}"


_NOT_AFTER = r"(?:not after|not later than|no later than|by|at the latest(?: by)?|on or before|up to and including)"
_NOT_BEFORE = r"(?:not before|not earlier than|no earlier than|no sooner than|at the earliest|on or after)"


def _bounded(phrase: str) -> str:
    for side, words in (("after", _NOT_AFTER), ("before", _NOT_BEFORE)):
        found = re.fullmatch(rf"{words} (?:the )?(.+)", phrase, re.IGNORECASE)
        inner = one_date(found[1]) if found else ""
        if inner and not inner.startswith("between"):
            return f"not {side} {inner}"
    return ""


def _open_span(phrase: str) -> str:
    ending = r"(?:now|today|present|the present|date|ongoing|the present day|\.+)"
    for pattern in (
        rf"(?:from )?(.+?) ?(?:-|/|to|until|till|through) ?{ending}",
        r"(?:ongoing |ever )?since (.+)",
        r"(?:from|starting|beginning) (.+?)(?: on| onwards?)?",
        r"(.+?) ?(?:onwards?|\+|-|/|and (?:after|later))",
    ):
        found = re.fullmatch(pattern, phrase, re.IGNORECASE)
        inner = one_date(found[1]) if found else ""
        if inner and not inner.startswith("between"):
            return f"{inner}/.."
    found = re.fullmatch(r"(?:until|till|up to|through|/) ?(?:the )?(.+)", phrase, re.IGNORECASE)
    inner = one_date(found[1]) if found else ""
    return f"../{inner}" if inner and not inner.startswith("between") else ""


def _days_of_one_month(phrase: str) -> str:
    """'10-12 October 2024', 'October 10-12, 2024', 'October-November 2024'."""
    join = r" ?(?:-|to|and|/|until|through) ?"
    found = re.fullmatch(rf"(?:from )?(\d\d?){join}(\d\d?) ({MONTH}),? (\d{{4}})", phrase, re.IGNORECASE)
    if found:
        return _both("span", f"{found[1]} {found[3]} {found[4]}", f"{found[2]} {found[3]} {found[4]}")
    found = re.fullmatch(rf"(?:from )?({MONTH}) (\d\d?){join}(\d\d?),? (\d{{4}})", phrase, re.IGNORECASE)
    if found:
        return _both("span", f"{found[2]} {found[1]} {found[4]}", f"{found[3]} {found[1]} {found[4]}")
    found = re.fullmatch(
        rf"(?:from )?((?:\d\d? )?{MONTH}){join}((?:\d\d? )?{MONTH}),? (\d{{4}})", phrase, re.IGNORECASE
    )
    return _both("span", f"{found[1]} {found[3]}", f"{found[2]} {found[3]}") if found else ""


def _span(phrase: str) -> str:
    """Two dates with 'to', a dash or a slash between them, 'from' before."""
    years = re.fullmatch(r"(\d\d)(\d\d) ?[/-] ?(\d\d)", phrase)
    if years and int(years[3]) > 12 and int(years[3]) > int(years[2]):
        return f"{years[1]}{years[2]}/{years[1]}{years[3]}"
    for join in (r" (?:to|until|till|through) ", r" ?/ ?", r" - ", r" ?-+ ?", r" ?\.\.+ ?"):
        found = re.fullmatch(rf"(?:from )?(.+?){join}(.+)", phrase, re.IGNORECASE)
        if found and (both := _both("span", found[1], found[2])):
            return both
    return ""


def _joined_by_and(phrase: str) -> str:
    for pattern in (r"between (.+?) (?:and|to|&) (.+)", r"between (.+?) ?- ?(.+)", r"(?:either )?(.+?) or (.+)"):
        found = re.fullmatch(pattern, phrase, re.IGNORECASE)
        if found and (both := _both("within", found[1], found[2])):
            return both
    return ""
