"""Which of our languages a page speaks: a language tag goes in, its whole set of words comes out.

This module never mixes two languages: where one lacks its words, all that is ours is English.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from generator.language.locale_data import FOLDER, cldr, likely, plural, subtags

ENGLISH = "en"
# In Spanish 'y' is 'e' before the sound i (Ada e Inés), but not before a diphthong (hierro, Ian).
_AND_BEFORE_I = {"es": ("{first} y {last}", "{first} e {last}")}
_SOUND_I = re.compile(r"h?(?:i(?![aeoáéó])|í)|y(?=[^\W\d_])(?![aeiouáéíóú])", re.IGNORECASE)
# What may stand before the first letter of a name: the start of a link, an HTML tag, a quotation mark.
_BEFORE_LETTERS = re.compile(r"(?:<[^>]*>|[^\w<])*")


@cache
def spoken(lang: str) -> str:
    """The tag of the files of words for a language tag (BCP 47), `en` where there are none.

    Another script is another language; a region or a script that goes without saying is not.

    >>> spoken("en-GB"), spoken("zh-TW"), spoken("zh-Hans"), spoken("tlh")
    ('en', 'zh-Hant', 'en', 'en')
    """
    locale = cldr(lang)
    if locale is None:
        return ENGLISH
    typed = subtags(lang)
    script = (typed.script if typed else None) or locale.script
    plain = script is None or script in likely(locale.language)
    tag = locale.language if plain else f"{locale.language}-{script}"
    return tag if (FOLDER / tag / "page.yaml").is_file() else ENGLISH


@cache
def locale_tag(lang: str) -> str:
    """The tag that numbers, dates and plurals are made with: the one given, or `en` where the page speaks English instead of it.

    >>> locale_tag("en-GB"), locale_tag("zh-TW"), locale_tag("tlh")
    ('en-GB', 'zh-TW', 'en')
    """
    locale = cldr(lang)
    known = locale is not None and (spoken(lang) != ENGLISH or locale.language == ENGLISH)
    return lang.replace("_", "-") if known else ENGLISH


@cache
def plural_form(lang: str, number: int) -> str:
    """The plural form that a number takes in a language.

    >>> plural_form("en", 1), plural_form("ru", 3), plural_form("zh-Hant", 1)
    ('one', 'few', 'other')
    """
    locale = cldr(lang)
    return plural(locale.facts.plurals, number) if locale else "other"


def and_before(words: str, last: str, lang: str) -> str:
    """The words that join a list (`{first} y {last}`) as they are before its last name, which may be a link in Markdown.

    >>> and_before("{first} y {last}", "[Inés](#actor-ines)", "es"), and_before("{first} y {last}", "Ana", "es")
    ('{first} e {last}', '{first} y {last}')
    """
    usual, before_i = _AND_BEFORE_I.get(spoken(lang), ("", ""))
    letters = _BEFORE_LETTERS.sub("", last, count=1)
    return before_i if words == usual and _SOUND_I.match(letters) else words


@cache
def table(kind: str, lang: str) -> Any:
    """What the file of words of a kind (`page`, `sourcing`, `dates`, `relative`) holds for a language, every value as text."""
    import yaml

    return yaml.load((FOLDER / spoken(lang) / f"{kind}.yaml").read_text("utf-8"), yaml.CBaseLoader)


def tags() -> tuple[str, ...]:
    """The languages that have words, by tag: every one has them for pages, dates and sourcing."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/page.yaml")))
