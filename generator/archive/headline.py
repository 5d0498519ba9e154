"""Headlines that say an unconfirmed main claim outright: a story goes in; its title, with what must stand before it, comes out.

This module never changes a title, and never judges whether a claim is true: it compares the title's words with the claim's.
Whoever shows a story by its title takes it from here, so that no list, citation or search entry can forget the standing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.language import Words, cldr, spoken, table, words_for
from generator.story import Claim, Status, Story
from generator.text import UNSPACED, Md, Mention, html_attribute, html_text, plain

# A sign of a script without blanks is a word of its own.
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_ASKED = re.compile("[?？؟]")
_AFTER_ALL = "\"'”’»›“」』)]）】 \u202f\u00a0\u2069"


@dataclass(frozen=True, slots=True)
class Headline:
    """A story's title in the story's language, and how the main claim stands that it says outright.

    `before` is the key of the words that must stand before the title, '' where it says no such claim; `standing` is the
    claim's status, None for an assessment or forecast that has none.
    """

    title: str
    lang: str
    before: str = ""
    standing: Status | None = None

    def text(self, words: Words) -> str:
        """The headline as plain text on a page with these words."""
        if not self.before:
            return self.title
        return words.text("with_colon", first=self.said(words), rest=self.title)

    def own_text(self) -> str:
        """The headline as plain text in the story's own language."""
        return self.text(words_for(self.lang))

    def md(self, words: Words, title: Md) -> Md:
        """The headline on a page with these words, the title itself as that page shows it."""
        return words.say("with_colon", first=Md(html_text(self.said(words))), rest=title) if self.before else title

    def badged(self, words: Words, title: Md) -> Md:
        """The headline of the story's own page: with the badge that its claims carry."""
        if not self.before:
            return title
        sign = f'<span class="ep-icon" aria-hidden="true">{self.standing.row.sign}</span> ' if self.standing else ""
        look = html_attribute(str(self.standing or "none"))
        return Md(f'<span class="ep-badge ep-{look}">{sign}{html_text(self.said(words))}</span> {title}')

    def said(self, words: Words) -> str:
        """The standing in words, beginning as a sentence does."""
        said = words.text(self.before)
        return said[:1].upper() + said[1:]


def headline_of(story: Story, lang: str, name: Callable[[str], str]) -> Headline:
    """The headline of a story in a language; `name` gives an actor's name for its id."""
    claim = story.claims.get(str(story.main_claim)) if story.main_claim else None
    if claim is None or claim.standing is Status.CONFIRMED:
        return Headline(story.title, lang)

    def mentioned(mention: Mention) -> str:
        return mention.words or name(mention.id)

    if not asserts(story.title, plain(claim.text.tree, mentioned), lang, _standing(claim)):
        return Headline(story.title, lang)
    return Headline(story.title, lang, _standing(claim), claim.standing)


def _standing(claim: Claim) -> str:
    return f"status_{claim.standing}" if claim.standing else f"sort_{claim.sort}"


def asserts(title: str, claim: str, lang: str, standing: str = "") -> bool:
    """Whether a title says a claim outright: its words are the claim's or hold them, and nothing there takes them back.

    Capitals, punctuation, quotation marks, articles and blanks are left aside. A question says nothing. Nor does a title that
    says the claim's standing (the key of its words), or beside the claim's words that it is untrue: 'No evidence that ...'.
    In a language that has no words here only a title that is the claim says it, since nobody could tell a denial.

    >>> asserts("“The mill poisoned the river”", "A mill poisoned the river.", "en")
    True
    >>> asserts("Did the mill poison the river?", "The mill poisoned the river.", "en")
    False
    """
    lists = table("headline", lang)
    left_out = frozenset(_words(" ".join(lists["articles"])))
    said, wanted = _found(title, left_out), [word for word, _ in _found(claim, left_out)]
    if not wanted or _is_question(title):
        return False
    words = [word for word, _ in said]
    at = _place(words, wanted)
    if at < 0:
        return False
    rest = words[:at], words[at + len(wanted) :]
    if not any(rest):
        return True
    if not _is_ours(lang) or _asked_there(title, said, at + len(wanted)):
        return False
    denials = [*lists["denials"], *([words_for(lang).text(standing)] if standing else [])]
    phrases = [[word for word in _words(phrase) if word not in left_out] for phrase in denials]
    return not any(_place(part, phrase) >= 0 for part in rest for phrase in phrases if phrase)


def _is_ours(lang: str) -> bool:
    """Whether there are words for the language itself, and not only English in their place."""
    locale = cldr(lang)
    return bool(locale and locale.language == spoken(lang).split("-")[0])


def _is_question(title: str) -> bool:
    return bool(_ASKED.match(title.rstrip(_AFTER_ALL)[-1:]))


def _asked_there(title: str, said: Sequence[tuple[str, int]], after: int) -> bool:
    """Whether the words before the one numbered `after` end in a question mark: 'The mill did it? No.'"""
    start = said[after - 1][1]
    end = said[after][1] if after < len(said) else None
    return bool(_ASKED.search(_folded(title)[start:end]))


def _place(words: Sequence[str], wanted: Sequence[str]) -> int:
    """Where these words stand one after the other; -1 where they do not. One pass (Knuth, Morris, Pratt)."""
    back = [0] * len(wanted)
    matched = 0
    for number in range(1, len(wanted)):
        while matched and wanted[number] != wanted[matched]:
            matched = back[matched - 1]
        matched += wanted[number] == wanted[matched]
        back[number] = matched
    matched = 0
    for number, word in enumerate(words):
        while matched and word != wanted[matched]:
            matched = back[matched - 1]
        matched += word == wanted[matched]
        if matched == len(wanted):
            return number - len(wanted) + 1
    return -1


def _found(text: str, left_out: frozenset[str]) -> list[tuple[str, int]]:
    """The words of a text, articles left out, each with the place where it begins in the folded text."""
    found = ((match[0], match.start()) for match in _WORD.finditer(_folded(text)))
    # The signs of scripts without blanks have their punctuation among them.
    return [(word, place) for word, place in found if word.isalnum() and word not in left_out]


def _words(text: str) -> list[str]:
    return [word for word, _ in _found(text, frozenset())]


def _folded(text: str) -> str:
    """Small letters of one form, without marks above them, stretched lines and invisible signs."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("\u0640", "")
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Mn", "Cf"))
