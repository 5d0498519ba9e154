"""What CLDR knows of a language: a language tag goes in, its locale comes out, with names, months, numbers and plural rules.

Everything is read from files of ours, `locale/cldr.json` and `locale/TAG/cldr.json`, which `python -m generator.desk.reference.cldr_made` makes; no library's
release changes a page. This module never guesses: a tag that CLDR does not know has no locale.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "locale"
_TAG = re.compile(
    r"(?P<language>[a-z]+)(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?(?:-(?P<variant>\d[a-z\d]{3}|[a-z][a-z\d]{4,}))?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Subtags:
    """A language tag taken apart: `zh-Hant-TW` is a language, a script and a region."""

    language: str
    script: str | None = None
    region: str | None = None
    variant: str | None = None

    @property
    def id(self) -> str:
        """The parts as CLDR names a locale: `zh_Hant_TW`."""
        return "_".join(part for part in (self.language, self.script, self.region, self.variant) if part)


@dataclass(frozen=True)
class Formats:
    """How one locale writes dates, numbers and names; patterns are CLDR's, with whole names of months everywhere.

    `spans` has for `year`, `month` and `day` what differs first (`y`, `M`, `d`) and the pattern of each end.
    `day_periods` has the minute at which a part of the day begins, and its word. `plurals` and `ordinals` are rules.
    """

    year: str
    month: str
    month_and_day: str
    day: str
    spans: Mapping[str, Mapping[str, tuple[str, ...]]]
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    time: str
    day_periods: tuple[tuple[str, str], ...]
    day_and_time: str
    number: str
    percent: str
    money: str
    signs: Mapping[str, str]
    currencies: Mapping[str, str]
    plurals: Mapping[str, str]
    ordinals: Mapping[str, str]
    languages: Mapping[str, str]
    scripts: Mapping[str, str]
    regions: Mapping[str, str]
    variants: Mapping[str, str]


@dataclass(frozen=True)
class Locale:
    """One of CLDR's locales, with its name in its own language ('' where CLDR has none); `right_to_left` is how it is written."""

    subtags: Subtags
    own_name: str
    right_to_left: bool

    @property
    def language(self) -> str:
        """The language alone: `zh`."""
        return self.subtags.language

    @property
    def script(self) -> str | None:
        """The script, where the locale names one: `Hant`."""
        return self.subtags.script

    @cached_property
    def facts(self) -> Formats:
        """How the locale writes; only languages that have words of ours are asked."""
        return _facts(self.subtags)


def subtags(lang: str) -> Subtags | None:
    """The parts of a language tag; None for what is no such tag, or one with parts that CLDR's locales never have.

    >>> subtags("zh-hant-TW"), subtags("zh-yue")
    (Subtags(language='zh', script='Hant', region='TW', variant=None), None)
    """
    found = _TAG.fullmatch(lang.replace("_", "-"))
    if not found:
        return None
    script, region, variant = found["script"], found["region"], found["variant"]
    return Subtags(
        found["language"].lower(),
        script.title() if script else None,
        region.upper() if region else None,
        variant.upper() if variant else None,
    )


@cache
def cldr(lang: str) -> Locale | None:
    """The locale of a language tag; None for a tag that CLDR does not know.

    >>> cldr("zh-TW").subtags.id, cldr("de-1996").subtags.id, cldr("tlh")
    ('zh_Hant_TW', 'de', None)
    """
    typed = subtags(lang)
    known = _tags()
    found = next((one for one in _candidates(typed) if one.id in known["locales"]), None) if typed else None
    return Locale(found, known["locales"][found.id], found.id in known["right_to_left"]) if found else None


def language_name(lang: str, locale: str) -> str:
    """A language's name in the reader's language; the tag itself where there is none.

    >>> language_name("zh-Hant", "en"), language_name("de-LI", "fr"), language_name("he", "he"), language_name("tlh", "en")
    ('Traditional Chinese', 'allemand (Liechtenstein)', 'עברית', 'tlh')
    """
    named, reader = cldr(lang), cldr(locale)
    if named is None or reader is None:
        return lang
    if named == reader:
        return named.own_name or lang
    facts, parts = reader.facts, named.subtags
    # CLDR has names of its own for languages in a script: '繁體中文', not '中文 (繁體)'.
    if own := facts.languages.get(lang.replace("-", "_")):
        return own
    name = facts.languages.get(parts.language, "")
    details = (
        facts.scripts.get(parts.script or ""),
        facts.regions.get(parts.region or ""),
        facts.variants.get(parts.variant or ""),
    )
    shown = ", ".join(detail for detail in details if detail)
    return (f"{name} ({shown})" if name and shown else name) or lang


def likely(language: str) -> tuple[str, ...]:
    """What goes without saying for a language: `de` is written in Latin script.

    >>> likely("de")
    ('de', 'Latn', 'DE')
    """
    return tuple(str(_tags()["likely"].get(language, language)).split("_"))


def plural(rules: Mapping[str, str], number: int) -> str:
    """Which form a whole number takes by a locale's rules, `other` where none fits.

    >>> plural({"few": "v in 0 and i mod 10 in 2..4 and i mod 100 not in 12..14"}, 23)
    'few'
    """
    for form, rule in rules.items():
        if any(all(_holds(part, abs(number)) for part in way.split(" and ")) for way in rule.split(" or ")):
            return form
    return "other"


def _candidates(typed: Subtags) -> Iterator[Subtags]:
    """The locales that a tag may mean, the nearest first."""
    yield typed
    known = _tags()
    language = known["renamed"].get(typed.language, typed.language)
    region = known["renamed"].get(typed.region, typed.region)
    whole = subtags(known["likely"].get(Subtags(language, typed.script, region, typed.variant).id, ""))
    if whole:
        yield whole
        yield Subtags(whole.language, None, whole.region)
    if typed.script:
        yield Subtags(language, typed.script)
    usual = subtags(known["likely"].get(language, ""))
    if usual:
        yield Subtags(usual.language, usual.script, region, usual.variant)
        yield Subtags(usual.language, None, region)


_CONDITION = re.compile(r"(?P<what>[nivwfte])(?: mod (?P<by>\d+))? (?P<no>not )?in (?P<ranges>[\d.,]+)")


def _holds(condition: str, number: int) -> bool:
    found = _CONDITION.fullmatch(condition)
    assert found is not None, "the command that makes the files takes no other rule"
    # All but n and i speak of decimals and of short forms, which a whole number does not have.
    value = number if found["what"] in "ni" else 0
    value = value % int(found["by"]) if found["by"] else value
    ranges = (part.split("..") for part in found["ranges"].split(","))
    return any(int(ends[0]) <= value <= int(ends[-1]) for ends in ranges) is not bool(found["no"])


@cache
def _tags() -> Any:
    """All locales by id with their own names, which of them run from right to left, and what a short or old tag means."""
    return json.loads((FOLDER / "cldr.json").read_text("utf-8"))


@cache
def _facts(subtags: Subtags) -> Formats:
    scripted = FOLDER / f"{subtags.language}-{subtags.script}" / "cldr.json"
    path = scripted if subtags.script and scripted.is_file() else FOLDER / subtags.language / "cldr.json"
    table = json.loads(path.read_text("utf-8"))
    facts = table["everywhere"]
    for own in (group["facts"] for group in table["regions"] if subtags.id in group["in"]):
        facts |= {key: _merged(facts[key], value) for key, value in own.items()}
    return Formats(**facts)


def _merged(of_language: Any, of_region: Any) -> Any:
    """A fact as a region has it: only what it has otherwise is kept for it, None for what it does not have at all."""
    if not isinstance(of_region, dict):
        return of_region
    return {key: value for key, value in (of_language | of_region).items() if value is not None}
