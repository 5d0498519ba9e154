"""The words of the interface: a language tag goes in, its words come out, with a number's plural form and parts filled in.

This module never invents words: a language without a file speaks English throughout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.language.bidi import isolated, shown
from generator.language.locale_data import Formats, cldr
from generator.language.tag import ENGLISH, and_before, locale_tag, plural_form, table
from generator.text import Md, escape_part

_PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class Words:
    """The words of one language; `locale` is the tag that dates and plurals are made with."""

    locale: str
    table: Mapping[str, str | Mapping[str, str]]

    @property
    def facts(self) -> Formats:
        """How the language writes numbers."""
        found = cldr(self.locale)
        assert found is not None, "words are made with a tag that CLDR knows"
        return found.facts

    def text(self, key: str, **parts: str) -> str:
        """The words under `key` as plain text, `{name}` filled in from `parts`."""
        return _PART.sub(lambda match: isolated(parts[match[1]], self.locale), self._plain(key, parts))

    def say(self, key: str, **parts: str) -> Md:
        """The words under `key` as Markdown: parts that are `Md` go in as they are, other text is escaped.

        >>> english().say("by", names=Md("*Ada*"))
        'By *Ada*'
        """
        # The words themselves are ours and hold no marks (a test sees to it); only what is filled in may.
        template = self._plain(key, parts)
        return Md(_PART.sub(lambda match: self._filled(parts[match[1]], first=match.start() == 0), template))

    def _plain(self, key: str, parts: Mapping[str, str]) -> str:
        entry = self.table[key]
        if isinstance(entry, str):
            return and_before(entry, parts["last"], self.locale) if key == "and" else entry
        form = plural_form(self.locale, int(parts["n"]))
        return entry.get(form, entry["other"])

    def _filled(self, part: str, *, first: bool) -> Md:
        if isinstance(part, Md):
            return part
        return shown(part, self.locale) if isolated(part, self.locale) != part else escape_part(part, line_start=first)


@cache
def words_for(lang: str) -> Words:
    """The words of the language, or English where there is no file for it."""
    return Words(locale_tag(lang), table("page", lang))


def english() -> Words:
    """The English words, which every other language is held against."""
    return words_for(ENGLISH)
