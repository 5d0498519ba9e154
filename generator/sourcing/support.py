"""How statements are sourced: citations and what sources stand on go in; roots, open ends and who stands behind them come out.

This module never judges whether that is enough, and counts nothing but the lists of `sources:`; a citation in prose adds no root.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from generator.archive import (
    Chain,
    LinkedStory,
    Support,
    carriers_of,
    chains_through_all,
    citation_paths,
    list_chains,
    support_without,
    web_of,
)
from generator.story import Citation, Claim, SourceKind

# Chains multiply with every fork; the first of them are enough to show, and nothing is counted from the list.
MOST_CHAINS = 200


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What a statement rests on.

    `chains` are listed up to `MOST_CHAINS` (`more_chains` tells of further ones); all else is worked out without listing them.
    `roots` are the last sources of chains, `open_ends` the sources that do not say what they rest on: an open chain is never
    counted as a root. `groups` are the roots, those with somebody in common behind them, or one publisher, together. `through_all` are the sources
    that every chain passes. `carriers` gives, for each root and open end, the cited sources through which it reaches us, itself where it is cited.
    `read`, `unread` and `retracted` are sources on the chains. All in the order of the story's sources.
    """

    chains: tuple[Chain, ...]
    more_chains: bool
    roots: tuple[str, ...]
    open_ends: tuple[str, ...]
    unnamed_roots: tuple[str, ...]
    primary_roots: tuple[str, ...]
    party_roots: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    through_all: tuple[str, ...]
    carriers: Mapping[str, tuple[str, ...]]
    read: tuple[str, ...]
    unread: tuple[str, ...]
    retracted: tuple[str, ...]

    @property
    def independent(self) -> int:
        """How many roots there are with nobody in common behind them, and no publisher either."""
        return len(self.groups)


def sourcing_of(
    story: LinkedStory, citations: Iterable[Citation], claim: Claim | None = None, *, without: Collection[str] = ()
) -> Sourcing:
    """Follow every citation of a claim, date, quote or response; `claim` tells who would be a party to it.

    A citation with `citing` counts by that path alone; what its last source relies on is followed. `without` leaves out the
    chains through some sources: what remains should they fall.
    """
    sources = story.sources
    web = web_of(sources).without(without)
    paths = [path for path in citation_paths(citations) if all(id in web.relies_on for id in path)]
    below = web.reached(path[-1] for path in paths)
    leading = web.leading_to_an_end(below)
    on_chains = leading.union(*(path for path in paths if path[-1] in leading))
    roots = tuple(id for id in sources if id in below & web.roots)
    parties = _parties(story, claim)
    every, carriers = chains_through_all(web, paths), carriers_of(web, paths)
    listed = tuple(islice(list_chains(web, paths), MOST_CHAINS + 1))
    return Sourcing(
        chains=listed[:MOST_CHAINS],
        more_chains=len(listed) > MOST_CHAINS,
        roots=roots,
        open_ends=tuple(id for id in sources if id in below & web.open),
        unnamed_roots=tuple(id for id in roots if is_unnamed(story, id)),
        primary_roots=tuple(id for id in roots if sources[id].primary),
        party_roots=tuple(id for id in roots if behind(story, id) & parties),
        groups=_groups(story, roots),
        through_all=tuple(id for id in sources if id in every),
        carriers={id: tuple(head for head in sources if head in carriers[id]) for id in sources if id in carriers},
        read=tuple(id for id in sources if id in on_chains and sources[id].read_on),
        unread=tuple(id for id in sources if id in on_chains and sources[id].unread),
        retracted=tuple(id for id in sources if id in on_chains and sources[id].retracted),
    )


def is_unnamed(story: LinkedStory, id: str) -> bool:
    """Whether a source is people who are not named."""
    source = story.sources[id]
    if source.anonymous or source.kind is not SourceKind.PERSON:
        return bool(source.anonymous)
    speakers = [story.actors.get(str(ref)) for ref in source.by]
    return bool(speakers) and all(actor is not None and actor.anonymous for actor in speakers)


def behind(story: LinkedStory, id: str) -> frozenset[str]:
    """Who stands behind a source: who speaks in it, wrote, filed or paid for it, and for whom they speak."""
    source = story.sources[id]
    people = {*map(str, source.by), *source.author, *source.filed_by, *source.paid_for_by}
    spoken_for = {str(story.actors[p].speaks_for) for p in people if p in story.actors and story.actors[p].speaks_for}
    return frozenset(people | spoken_for)


def _parties(story: LinkedStory, claim: Claim | None) -> frozenset[str]:
    if claim is None:
        return frozenset()
    return frozenset(str(id) for id in (*claim.by, *claim.about) if str(id) in story.actors)


def _groups(story: LinkedStory, roots: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The roots, those with somebody in common behind them together.

    A publisher counts here, though not among the parties to a claim: two articles of one house are one account, as one desk
    answers for both.
    """
    named = {actor.name.casefold(): id for id, actor in story.actors.items() if actor.name}
    first = {id: id for id in roots}

    def leader(id: str) -> str:
        while first[id] != id:
            first[id] = id = first[first[id]]
        return id

    known: dict[str, str] = {}
    for id in roots:
        publisher = (story.sources[id].publisher or "").casefold()
        for one in sorted({*behind(story, id), *([named.get(publisher, publisher)] if publisher else [])}):
            first[leader(id)] = leader(known.setdefault(one, id))
    groups: dict[str, list[str]] = {}
    for id in roots:
        groups.setdefault(leader(id), []).append(id)
    return tuple(tuple(group) for group in groups.values())


def standing_support(story: LinkedStory, citations: Iterable[Citation], gone: Collection[str] | None = None) -> Support:
    """What remains of a statement when the sources `gone` fall; without `gone`, those that the story says were retracted."""
    fallen = [id for id, source in story.sources.items() if source.retracted] if gone is None else gone
    return support_without(web_of(story.sources), citation_paths(citations), fallen)
