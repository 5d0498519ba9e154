"""Which sources stand on which, as plain ids: a web and the paths of citations go in; chains, ends and what remains come out.

This module knows of a source only what it stands on, and its answers never need the chains to be listed one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.story import Source

# Steps without a chain after which listing stops. Without circles every step leads to one; with them it could go on for years.
MOST_STEPS = 100_000

CitationPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Web:
    """Which sources stand on which, as plain ids.

    `relies_on` holds what each source names, `roots` those that name nothing and leave nothing open, `open` those that do not
    say (all of) what they stand on. A chain ends at a root or an open source, nowhere else.

    >>> web = Web.of({"digest": ("courier",), "courier": ()}, open={"digest"})
    >>> sorted(web.roots), web.is_end("digest")
    (['courier'], True)
    """

    relies_on: Mapping[str, tuple[str, ...]]
    open: frozenset[str]
    roots: frozenset[str]

    @classmethod
    def of(cls, relies_on: Mapping[str, Collection[str]], open: Collection[str] = ()) -> Web:
        """The web of these sources; ids that are no key of `relies_on` name nothing and are left out."""
        known = {
            id: tuple(other for other in dict.fromkeys(below) if other in relies_on) for id, below in relies_on.items()
        }
        opened = frozenset(open)
        return cls(known, opened, frozenset(id for id, below in known.items() if not below and id not in opened))

    def is_end(self, id: str) -> bool:
        """Whether a chain may end here."""
        return id in self.roots or id in self.open

    def without(self, gone: Collection[str]) -> Web:
        """The web with some sources taken out: what stood on them alone stands on nothing, and is no root for that."""
        kept = {id: tuple(b for b in below if b not in gone) for id, below in self.relies_on.items() if id not in gone}
        return Web(kept, self.open.difference(gone), self.roots.difference(gone))

    def reached(self, starts: Iterable[str]) -> frozenset[str]:
        """Every source that can be come to from `starts`, these included."""
        seen: set[str] = set()
        waiting = [id for id in starts if id in self.relies_on]
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen.add(id)
                waiting += self.relies_on[id]
        return frozenset(seen)

    def leading_to_an_end(self, ids: frozenset[str]) -> frozenset[str]:
        """Those of `ids` (closed under `reached`) from which a chain can end: all of them, unless there are circles or gaps."""
        above: dict[str, list[str]] = {}
        for id in ids:
            for other in self.relies_on[id]:
                above.setdefault(other, []).append(id)
        leading: set[str] = set()
        waiting = [id for id in ids if self.is_end(id)]
        while waiting:
            id = waiting.pop()
            if id not in leading:
                leading.add(id)
                waiting += above.get(id, ())
        return frozenset(leading)


def web_of(sources: Mapping[str, Source]) -> Web:
    """The web of a story's sources."""
    named = {id: [str(ref) for ref in source.relies_on if not ref.is_special] for id, source in sources.items()}
    return Web.of(named, [id for id, source in sources.items() if any(ref.is_special for ref in source.relies_on)])


@dataclass(frozen=True, slots=True)
class Chain:
    """One way from a source that is cited down to where the knowledge enters; `open` where the last does not say what it rests on."""

    path: tuple[str, ...]
    open: bool


def list_chains(web: Web, paths: Iterable[CitationPath]) -> Iterator[Chain]:
    """Every chain, one by one, in the order of the citations; a source is passed once after the cited path.

    In a web with circles, which is an error told elsewhere, the list may end early; it always ends.
    """
    paths = tuple(dict.fromkeys(paths))
    leading = web.leading_to_an_end(web.reached(path[-1] for path in paths))
    for path in paths:
        if path[-1] not in leading:
            continue
        here, on_way, steps = list(path), {path[-1]}, 0
        waiting: list[Iterator[str]] = []
        while steps < MOST_STEPS:
            steps += 1
            if web.is_end(here[-1]):
                yield Chain(tuple(here), here[-1] in web.open)
                steps = 0
            waiting.append(iter(web.relies_on[here[-1]]))
            further = None
            while waiting and further is None:
                further = next((id for id in waiting[-1] if id in leading and id not in on_way), None)
                if further is None:
                    waiting.pop()
                    on_way.discard(here.pop())
            if further is None:
                break
            here.append(further)
            on_way.add(further)


def chains_through_all(web: Web, paths: Iterable[CitationPath]) -> frozenset[str]:
    """The sources that every chain passes; no chains are listed for it, so that many forks cost nothing."""
    found: frozenset[str] | None = None
    passed: dict[str, frozenset[str] | None] = {}
    for path in dict.fromkeys(paths):
        if path[-1] not in passed:
            passed[path[-1]] = _on_every_way(web, path[-1])
        below = passed[path[-1]]
        if below is not None:
            found = below.union(path) if found is None else found & below.union(path)
    return found or frozenset()


def _on_every_way(web: Web, start: str) -> frozenset[str] | None:
    """What lies on every way from `start` to an end; None where no way ends.

    Only sources on one way can lie on all, and one does unless a detour leads past it: so one way is found and walked, with
    the farthest step on it that any detour from what was walked comes back to. Each source is looked at once.
    """
    way = _a_way(web, start)
    if way is None:
        return None
    step = {id: number for number, id in enumerate(way)}
    seen, farthest, found = set(way), 0, list[str]()
    for number, id in enumerate(way):
        if farthest == number:
            found.append(id)
        waiting = [id]
        while waiting:
            here = waiting.pop()
            if web.is_end(here):
                farthest = len(way)
            for other in web.relies_on[here]:
                if other in step:
                    farthest = max(farthest, step[other])
                elif other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return frozenset(found)


def _a_way(web: Web, start: str) -> tuple[str, ...] | None:
    came_from: dict[str, str | None] = {start: None}
    for id in (waiting := [start]):  # grows while it is walked
        if web.is_end(id):
            back: list[str] = []
            step: str | None = id
            while step is not None:
                back.append(step)
                step = came_from[step]
            return tuple(reversed(back))
        for other in web.relies_on[id]:
            if other not in came_from:
                came_from[other] = id
                waiting.append(other)
    return None


def carriers_of(web: Web, paths: Iterable[CitationPath]) -> dict[str, set[str]]:
    """For each end, the sources at the head of its chains: the end itself where it is cited."""
    heads: dict[str, set[str]] = {}
    for path in paths:
        heads.setdefault(path[-1], set()).add(path[0])
    carriers: dict[str, set[str]] = {}
    for last, first in heads.items():
        for id in web.reached([last]):
            if web.is_end(id):
                carriers.setdefault(id, set()).update(first)
    return carriers


class Support(StrEnum):
    """What remains of a statement's chains when sources fall: all of them, some, or none."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


def support_without(web: Web, paths: Iterable[CitationPath], gone: Collection[str]) -> Support:
    """What remains when `gone` fall: `none` where no chain avoids them (or there never was one).

    More that falls never leaves more: from `whole` to `part` to `none`, and never back.

    >>> web = Web.of({"courier": (), "herald": (), "digest": ("courier", "herald")})
    >>> [str(support_without(web, [("digest",)], gone)) for gone in ((), ("herald",), ("digest",))]
    ['whole', 'part', 'none']
    """
    paths = [path for path in paths if all(id in web.relies_on for id in path)]
    before = web.leading_to_an_end(web.reached(path[-1] for path in paths))
    left = web.without(gone)
    kept = [path for path in paths if not any(id in gone for id in path)]
    after = left.leading_to_an_end(left.reached(path[-1] for path in kept))
    if not any(path[-1] in after for path in kept):
        return Support.NONE
    on_chains = before.union(*(path for path in paths if path[-1] in before))
    return Support.PART if on_chains.intersection(gone) else Support.WHOLE
