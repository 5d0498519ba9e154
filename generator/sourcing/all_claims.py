"""The whole sourcing at a glance: linked stories go in; every claim with what it stands on, and every source with how much stands on it, come out.

This module never reads a file, and never says whether a claim is true: it only puts first what is sourced worst.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.archive import LinkedStory, Support, Web, citation_paths, support_without, web_of
from generator.sourcing.statements import Statement, StatementSort, statements
from generator.sourcing.support import Sourcing, sourcing_of
from generator.sourcing.words import Teller
from generator.story import Source, Status


class Footing(StrEnum):
    """What a claim stands on, worst first; retracted sources carry nothing. The first that fits is the claim's.

    `lost`: all its sources were retracted. `no-source`: it names none. `confirmed-on-too-little`: confirmed, though with
    neither two independent roots nor a primary document. `open`: nobody says where the knowledge comes from. `unnamed`: all
    its roots are people who are not named. `part-lost`: some of its sources were retracted. `parties`: all its roots are
    parties to it. `one`: one account. `several`: accounts that do not depend on each other. `document`: a primary document.
    """

    LOST = "lost"
    NO_SOURCE = "no-source"
    CONFIRMED_ON_TOO_LITTLE = "confirmed-on-too-little"
    OPEN = "open"
    UNNAMED = "unnamed"
    PART_LOST = "part-lost"
    PARTIES = "parties"
    ONE = "one"
    SEVERAL = "several"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class ClaimSourcing:
    """One claim: the statement, what it stands on, its sourcing as the page tells it, and that as a sentence."""

    story: LinkedStory
    statement: Statement
    footing: Footing
    support: Support
    found: Sourcing
    sentence: str


@dataclass(frozen=True, slots=True)
class SourceUse:
    """One source: how many statements stand on it in any depth, by sort, and how many claims stand on it alone.

    `slug` is empty for a source that several stories share.
    """

    id: str
    slug: str
    source: Source
    name: str
    relied_on: Mapping[StatementSort, int]
    alone: int

    @property
    def total(self) -> int:
        """How many statements stand on it."""
        return sum(self.relied_on.values())


@dataclass(frozen=True, slots=True)
class Unsourced:
    """A date, quote, response or figure that names no source."""

    story: LinkedStory
    statement: Statement


@dataclass(frozen=True, slots=True)
class Overview:
    """The sourcing of some stories: claims worst first, sources by how much stands on them, statements without any source."""

    stories: tuple[LinkedStory, ...]
    claims: tuple[ClaimSourcing, ...]
    sources: tuple[SourceUse, ...]
    unsourced: tuple[Unsourced, ...]

    def count(self, footing: Footing) -> int:
        """How many claims stand so."""
        return sum(claim.footing is footing for claim in self.claims)


def overview(stories: Iterable[LinkedStory], shared: Iterable[str] = ()) -> Overview:
    """Look at the sourcing of all these stories; `shared` are the ids of sources that mean the same in every story."""
    stories, common = tuple(stories), frozenset(shared)
    claims: list[ClaimSourcing] = []
    unsourced: list[Unsourced] = []
    uses: dict[tuple[str, str], SourceUse] = {}
    for story in stories:
        one = _StorySourcing(story, web_of(story.sources), Teller(story, "en"))
        found = tuple(statements(story))
        mine = [one.claim(statement) for statement in found if statement.sort is StatementSort.CLAIM]
        claims += mine
        # A line of a claim's history is dated and explained; that it names no source of its own is no gap.
        unsourced += (
            Unsourced(story, s)
            for s in found
            if not s.citations and s.sort not in (StatementSort.CLAIM, StatementSort.HISTORY)
        )
        for use in one.uses(found, mine):
            key = ("" if use.id in common else story.slug, use.id)
            uses[key] = _together(uses.get(key), use, key[0])
    worst = tuple(Footing)
    return Overview(
        stories,
        tuple(sorted(claims, key=lambda c: (worst.index(c.footing), _firmness(c), c.story.draft, c.story.slug))),
        tuple(sorted(uses.values(), key=lambda u: (not u.source.retracted, -u.total, -u.alone, u.slug, u.id))),
        tuple(unsourced),
    )


def _firmness(claim: ClaimSourcing) -> int:
    """What is told as most certain comes first where two stand on the same."""
    status = claim.statement.status
    return status.row.sure if status else max(one.row.sure for one in Status)


def _together(first: SourceUse | None, second: SourceUse, slug: str) -> SourceUse:
    if first is None:
        return SourceUse(second.id, slug, second.source, second.name, second.relied_on, second.alone)
    counts = {sort: first.relied_on.get(sort, 0) + second.relied_on.get(sort, 0) for sort in StatementSort}
    return SourceUse(
        first.id,
        slug,
        first.source if first.source.retracted else second.source,
        first.name,
        {sort: count for sort, count in counts.items() if count},
        first.alone + second.alone,
    )


@dataclass(frozen=True, slots=True)
class _StorySourcing:
    """One story with its web, which is made once for all its statements."""

    story: LinkedStory
    web: Web
    teller: Teller

    def claim(self, statement: Statement) -> ClaimSourcing:
        citations = statement.citations
        gone = [id for id, source in self.story.sources.items() if source.retracted]
        found = left = sourcing_of(self.story, citations, statement.claim)
        support = support_without(self.web, citation_paths(citations), gone)
        if found.retracted:
            left = sourcing_of(self.story, citations, statement.claim, without=gone)
        footing = footing_of(found, left, support, statement.status)
        return ClaimSourcing(self.story, statement, footing, support, found, self.teller.claim_sentence(found).plain())

    def uses(self, found: Iterable[Statement], claims: Iterable[ClaimSourcing]) -> Iterator[SourceUse]:
        counts: dict[str, dict[StatementSort, int]] = {id: {} for id in self.story.sources}
        for statement in found:
            for id in self._on_chains(statement):
                counts[id][statement.sort] = counts[id].get(statement.sort, 0) + 1
        alone = [claim.found.through_all for claim in claims]
        for id, source in self.story.sources.items():
            name = self.teller.name(id)
            words = "".join(part if isinstance(part, str) else part.words for part in name)
            yield SourceUse(id, "", source, words, counts[id], sum(id in ids for ids in alone))

    def _on_chains(self, statement: Statement) -> frozenset[str]:
        paths = [path for path in citation_paths(statement.citations) if all(id in self.web.relies_on for id in path)]
        leading = self.web.leading_to_an_end(self.web.reached(path[-1] for path in paths))
        return leading.union(*(path for path in paths if path[-1] in leading))


def footing_of(found: Sourcing, left: Sourcing, support: Support, status: Status | None) -> Footing:
    """What a claim stands on; `left` is its sourcing without what was retracted, `support` what remains of it."""
    if not found.chains:
        return Footing.NO_SOURCE
    if support is Support.NONE:
        return Footing.LOST
    if status is Status.CONFIRMED and left.independent < 2 and not left.primary_roots:
        return Footing.CONFIRMED_ON_TOO_LITTLE
    if not left.roots:
        return Footing.OPEN
    if left.unnamed_roots == left.roots:
        return Footing.UNNAMED
    if support is Support.PART:
        return Footing.PART_LOST
    if left.party_roots == left.roots:
        return Footing.PARTIES
    if left.primary_roots:
        return Footing.DOCUMENT
    return Footing.ONE if left.independent == 1 else Footing.SEVERAL
