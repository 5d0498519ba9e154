"""How statements are sourced: citations and what sources stand on go in; chains, roots, open ends and circles come out.

This module never judges whether that is enough, and counts nothing but the lists of `sources:`; a citation in prose adds no root.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from generator.archive import LinkedStory
from generator.claim import Claim
from generator.problem import Place, Problem
from generator.references import citation_paths
from generator.source import Citation, Source

# Chains multiply with every fork; the first of them are enough to show, and nothing is counted from the list.
MOST_CHAINS = 200


@dataclass(frozen=True, slots=True)
class Chain:
    """One way from a source that is cited down to where the knowledge enters; `open` where the last does not say what it rests on."""

    path: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What a statement rests on.

    `roots` are the last sources of its chains, `open_ends` the sources that do not say what they rest on: an open chain is
    never counted as a root. `independent` counts roots with nobody in common behind them. `through_all` are the sources that
    every chain passes.
    """

    chains: tuple[Chain, ...]
    roots: tuple[str, ...]
    open_ends: tuple[str, ...]
    unnamed_roots: tuple[str, ...]
    primary_roots: tuple[str, ...]
    party_roots: tuple[str, ...]
    independent: int
    through_all: tuple[str, ...]


def sourcing_of(story: LinkedStory, citations: Iterable[Citation], claim: Claim | None = None) -> Sourcing:
    """Follow every citation of a claim, date, quote or response; `claim` tells who would be a party to it."""
    sources = story.sources
    paths = [path for path in citation_paths(citations) if path[0] in sources]
    below = _reached({path[-1] for path in paths}, sources)
    roots = tuple(id for id in sources if id in below and not _named(sources, id) and not _is_open(sources, id))
    opened = tuple(id for id in sources if id in below and _is_open(sources, id))
    parties = _parties(story, claim)
    return Sourcing(
        chains=tuple(islice(_chains(paths, sources), MOST_CHAINS)),
        roots=roots,
        open_ends=opened,
        unnamed_roots=tuple(id for id in roots if sources[id].anonymous),
        primary_roots=tuple(id for id in roots if sources[id].primary),
        party_roots=tuple(id for id in roots if behind(story, id) & parties),
        independent=_independent(story, roots),
        through_all=tuple(id for id in sources if _all_pass(id, paths, sources)),
    )


def _named(sources: Mapping[str, Source], id: str) -> tuple[str, ...]:
    source = sources.get(id)
    return tuple(str(ref) for ref in source.relies_on if not ref.is_special) if source else ()


def _is_open(sources: Mapping[str, Source], id: str) -> bool:
    source = sources.get(id)
    return source is not None and any(ref.is_special for ref in source.relies_on)


def _reached(starts: Iterable[str], sources: Mapping[str, Source], without: str = "") -> frozenset[str]:
    """Every source that can be come to from `starts` by what sources stand on, `without` one of them."""
    seen: set[str] = set()
    waiting = [id for id in starts if id != without]
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            waiting += [other for other in _named(sources, id) if other != without]
    return frozenset(seen)


def _ends(reached: Iterable[str], sources: Mapping[str, Source]) -> bool:
    return any(not _named(sources, id) or _is_open(sources, id) for id in reached)


def _all_pass(id: str, paths: list[tuple[str, ...]], sources: Mapping[str, Source]) -> bool:
    """Whether no chain avoids this source."""
    starts = [path[-1] for path in paths if id not in path]
    return bool(paths) and not _ends(_reached(starts, sources, without=id), sources)


def _chains(paths: Iterable[tuple[str, ...]], sources: Mapping[str, Source]) -> Iterator[Chain]:
    for path in dict.fromkeys(paths):
        waiting = [path]
        while waiting:
            here = waiting.pop()
            # A source that stands on itself by a detour is an error told elsewhere; here the detour is cut.
            further = [id for id in _named(sources, here[-1]) if id not in here]
            if _is_open(sources, here[-1]):
                yield Chain(here, True)
            elif not further:
                yield Chain(here, False)
            waiting += [(*here, id) for id in reversed(further)]


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


def _independent(story: LinkedStory, roots: tuple[str, ...]) -> int:
    """Count the roots, those with somebody in common behind them once."""
    groups: list[set[str]] = []
    for id in roots:
        group = {f"source {id}", *(f"actor {one}" for one in behind(story, id))}
        apart = [other for other in groups if not other & group]
        groups = [*apart, group.union(*(other for other in groups if other & group))]
    return len(groups)


def circles(sources: Mapping[str, Source]) -> tuple[tuple[str, ...], ...]:
    """Every source that stands on itself by a detour, as the path round, once a circle, beginning where the file names it first."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in sources:
        path: list[str] = []
        waiting = [(start, iter(_named(sources, start)))] if start not in done else []
        path = [start]
        while waiting:
            id, rest = waiting[-1]
            following = next(rest, None)
            if following is None:
                waiting.pop()
                path.pop()
                done.add(id)
            elif following in path:
                found.append((*path[path.index(following) :], following))
            elif following in sources and following not in done:
                path.append(following)
                waiting.append((following, iter(_named(sources, following))))
    return tuple(found)


def circle_problem(circle: tuple[str, ...], place: Place) -> Problem:
    """The sentence for a circle of sources, which shows the way round."""
    way = " -> ".join(circle)
    return Problem(
        place,
        "source-circle",
        f"These sources stand on each other in a circle: {way}.",
        "Delete the 'relies_on' that is wrong.",
    )
