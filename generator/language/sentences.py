"""Sentences made of parts in which sources are named: a language's words and the parts go in, text or Markdown with links comes out.

This module never decides what is said, and never glues words together outside a language's own sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from generator.language.tag import and_before, locale_tag, plural_form, table
from generator.text import Md, escape_part

_PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Named:
    """A source inside a sentence: its id, so that a page can link it, and the words it goes by there."""

    id: str
    words: str


Sentence = tuple[str | Named, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences made of text and named sources."""

    parts: tuple[str | Named, ...]

    def plain(self) -> str:
        """The sentences as plain text."""
        return "".join(part.words if isinstance(part, Named) else part for part in self.parts)

    def md(self, link: Callable[[str, str], Md]) -> Md:
        """The sentences as Markdown; `link` makes a link of a source's id and the words it goes by."""
        shown = (
            link(part.id, part.words) if isinstance(part, Named) else escape_part(part, line_start=not number)
            for number, part in enumerate(self.parts)
        )
        return Md("".join(shown))


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language; `tag` is the language that plurals are made with."""

    tag: str
    table: Mapping[str, str | Mapping[str, str]]

    def say(self, key: str, number: int = 1, **parts: Sentence) -> Sentence:
        """The words under `key`, in the plural form of `number`, with the parts put into their gaps."""
        entry = self.table[key]
        text = entry if isinstance(entry, str) else entry.get(plural_form(self.tag, number), entry["other"])
        if key == "and":
            text = and_before(text, Sentences(parts["last"]).plain(), self.tag)
        out: list[str | Named] = []
        for place, piece in enumerate(_PART.split(text)):
            out += parts[piece] if place % 2 else [piece] if piece else []
        return tuple(out)

    def together(self, items: list[Sentence]) -> Sentence:
        """A list such as 'a, b and c'."""
        if len(items) < 2:
            return items[0] if items else ()
        first: list[str | Named] = []
        for number, item in enumerate(items[:-1]):
            first += self.say("comma") if number else ()
            first += item
        return self.say("and", first=tuple(first), last=items[-1])


@cache
def vocabulary(locale: str) -> Vocabulary:
    """The words of a language for sourcing, English where it has none."""
    return Vocabulary(locale_tag(locale), table("sourcing", locale))
