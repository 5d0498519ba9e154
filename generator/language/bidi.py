"""Words that run against the page around them: a text and the page's language go in, the text comes out kept to itself.

This module never touches a text whose letters run the page's own way, and never turns one around.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from generator.language.locale_data import cldr
from generator.text import Md, escape, html_attribute, html_text

# The signs of the Unicode Bidirectional Algorithm (UAX 9) that begin and end a stretch of its own: in the direction of its
# first letter, left to right, right to left. They show as nothing.
_BY_FIRST_LETTER, _LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _END = "\u2068", "\u2066", "\u2067", "\u2069"
_OPENING = {"auto": _BY_FIRST_LETTER, "ltr": _LEFT_TO_RIGHT, "rtl": _RIGHT_TO_LEFT}
# The blocks that hold letters from right to left: a text without them is plain on most pages.
_MAYBE_RIGHT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


@cache
def direction(lang: str) -> str:
    """The direction that a language is written in, as HTML has it; `ltr` for one that CLDR does not know.

    >>> direction("ar"), direction("zh-Hant"), direction("tlh")
    ('rtl', 'ltr', 'ltr')
    """
    locale = cldr(lang)
    return "rtl" if locale and locale.right_to_left else "ltr"


def isolated(text: str, lang: str) -> str:
    """Plain text, between invisible signs where its neighbours on a page in this language would jumble it.

    'Ferryline Ltd.' in an Arabic sentence would have its full stop before it.

    >>> isolated("Ferryline Ltd.", "ar"), isolated("Ferryline Ltd.", "en"), isolated("العبّارات", "ar")
    ('\u2068Ferryline Ltd.\u2069', 'Ferryline Ltd.', 'العبّارات')
    """
    way = _kept_apart(text, direction(lang))
    return f"{_OPENING[way]}{text}{_END}" if way else text


def shown(text: str, lang: str, ours: str = "") -> Md:
    """The same as Markdown: escaped, and inside `<bdi>` where it runs against the page.

    `ours` is the language of our own words on the page where it is another; where they run against the page, whatever
    stands between them is kept to itself.

    >>> shown("Ferryline Ltd.", "ar"), shown("Ferryline Ltd.", "en")
    ('<bdi>Ferryline Ltd.</bdi>', 'Ferryline Ltd.')
    >>> shown("הנמל", "he", "en")
    '<bdi dir="rtl">הנמל</bdi>'
    """
    if isinstance(text, Md):
        return text
    way = _kept_apart(text, direction(lang))
    if not way and ours and direction(ours) != direction(lang):
        way = direction(lang)
    if not way:
        return escape(text)
    return Md(f"<bdi{'' if way == 'auto' else f' dir={chr(34)}{way}{chr(34)}'}>{html_text(text)}</bdi>")


def number(text: str, lang: str) -> Md:
    """A number that is a name, such as a court's for a case: its parts stand as typed, where a span of years would turn around.

    >>> number("2031-45", "ar"), number("2031-45", "en")
    ('<bdi dir="ltr">2031-45</bdi>', '2031-45')
    """
    if direction(lang) == "ltr" or any(map(_way, text)):
        return shown(text, lang)
    return Md(f'<bdi dir="ltr">{html_text(text)}</bdi>')


def plain(text: str) -> str:
    """A text without invisible signs of direction: for a search's index, which would take them for letters."""
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", text)


def lang_attributes(lang: str, around: str) -> str:
    """What HTML says of words in another language: `lang`, and `dir` where it runs against the language around it.

    >>> lang_attributes("ar", "en"), lang_attributes("zh-Hant", "en")
    (' lang="ar" dir="rtl"', ' lang="zh-Hant"')
    """
    way = direction(lang)
    turned = f' dir="{way}"' if way != direction(around) else ""
    return f' lang="{html_attribute(lang)}"{turned}'


@lru_cache(maxsize=20_000)
def _kept_apart(text: str, page: str) -> str:
    """The direction that a text must be kept in on a page of a direction; empty where the page's own serves."""
    if page == "ltr" and not _MAYBE_RIGHT.search(text):
        return ""
    ways = [_way(sign) for sign in text]
    letters = {way for way in ways if way}
    if not letters - {page}:
        return ""
    if page not in letters:
        return "auto"
    # A sentence of the page's language with a foreign name in it: only one at its edge can be torn from its sign.
    return "" if ways[0] == ways[-1] == page else page


def _way(sign: str) -> str:
    """The direction of a letter; empty for signs and digits."""
    return {"L": "ltr", "R": "rtl", "AL": "rtl"}.get(unicodedata.bidirectional(sign), "")
