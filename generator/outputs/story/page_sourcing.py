"""What the page of a story stands on: the linked story and its words go in; sources' names, roots and support come out, worked out once.

This module shows nothing and counts nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.archive import (
    Archive,
    CitationPath,
    LinkedStory,
    Neighbour,
    Neighbours,
    Support,
    Web,
    edition_for,
    support_without,
    web_of,
)
from generator.language import Words
from generator.sourcing import Sourcing, Teller, source_name, sourcing_of

_LAST_LATIN = "\u036f"


@dataclass(frozen=True)
class PageSourcing:
    """A story with its words, and what its entries stand on."""

    archive: Archive
    linked: LinkedStory
    words: Words

    @cached_property
    def sourcing(self) -> Mapping[str, Sourcing]:
        """What each claim rests on."""
        return {id: sourcing_of(self.linked, claim.sources, claim) for id, claim in self.linked.story.claims.items()}

    @cached_property
    def teller(self) -> Teller:
        """Who words the sentences on sourcing."""
        return Teller(self.linked, self.words.locale)

    @cached_property
    def neighbours(self) -> Neighbours | None:
        """What lies around the story, in the lists of its language; None where its page stands alone."""
        around = self.archive.neighbours
        if around is None:
            return None
        return around.editions[edition_for(self.linked.lang, (lang for lang in around.editions if lang))]

    @cached_property
    def versions(self) -> tuple[Neighbour, ...]:
        """The story's versions in all languages, its own among them; none where there is but one."""
        return self.archive.neighbours.versions.get(self.linked.slug, ()) if self.archive.neighbours else ()

    @cached_property
    def web(self) -> Web:
        """Which source stands on which."""
        return web_of(self.linked.sources)

    @cached_property
    def retracted(self) -> frozenset[str]:
        """The sources that were taken back."""
        return frozenset(id for id, source in self.linked.sources.items() if source.retracted)

    def support(self, *paths: CitationPath) -> Support:
        """What remains of a citation or several now that some sources were taken back; the whole where none was."""
        return support_without(self.web, paths, self.retracted) if self.retracted else Support.WHOLE

    def source_text(self, id: str) -> str:
        """A source's short name."""
        return source_name(id, self.linked, self.words.locale)

    def called(self, id: str) -> str:
        """A source's name, told apart from whatever else goes by it on this page."""
        return self.teller.called(id) if id in self.linked.sources else id

    def source_lang(self, id: str, words: str) -> str:
        """The language of a source's name where it is written in another script than Latin; '' elsewhere."""
        source = None if words.isascii() else self.linked.sources.get(id)
        lang = source.lang if source else None
        other = lang and lang != self.linked.lang and any(sign.isalpha() and sign > _LAST_LATIN for sign in words)
        return str(lang) if other else ""
