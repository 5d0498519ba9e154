"""How statements are sourced: citations and what sources stand on go in; chains, roots, open ends and circles come out.

This module never judges whether that is enough, and counts nothing but the lists of `sources:`; a citation in prose adds no root.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from itertools import islice

from generator.archive import LinkedStory
from generator.claim import Claim
from generator.entry import KeyPath
from generator.problem import Place, Problem, Severity
from generator.references import citation_paths
from generator.source import Citation, Source, SourceKind

# Chains multiply with every fork; the first of them are enough to show, and nothing is counted from the list.
MOST_CHAINS = 200
# Circles are errors to be mended one by one; a web with thousands of them needs no longer list than this.
MOST_CIRCLES = 20
# Steps without a chain after which listing stops. Without circles every step leads to one; with them it could go on for years.
MOST_STEPS = 100_000
# Ids shown of one circle: enough to see where it runs.
LONGEST_WAY = 12

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


@dataclass(frozen=True, slots=True)
class Chain:
    """One way from a source that is cited down to where the knowledge enters; `open` where the last does not say what it rests on."""

    path: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What a statement rests on.

    `chains` are listed up to `MOST_CHAINS` (`more_chains` tells of further ones); all else is worked out without listing them.
    `roots` are the last sources of chains, `open_ends` the sources that do not say what they rest on: an open chain is never
    counted as a root. `groups` are the roots, those with somebody in common behind them together. `through_all` are the sources
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
        """How many roots there are with nobody in common behind them."""
        return len(self.groups)


def web_of(sources: Mapping[str, Source]) -> Web:
    """The web of a story's sources."""
    named = {id: [str(ref) for ref in source.relies_on if not ref.is_special] for id, source in sources.items()}
    return Web.of(named, [id for id, source in sources.items() if any(ref.is_special for ref in source.relies_on)])


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
    every, carriers = chains_through_all(web, paths), _carriers(web, paths)
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


def _carriers(web: Web, paths: Iterable[CitationPath]) -> dict[str, set[str]]:
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
    """The roots, those with somebody in common behind them together."""
    first = {id: id for id in roots}

    def leader(id: str) -> str:
        while first[id] != id:
            first[id] = id = first[first[id]]
        return id

    known: dict[str, str] = {}
    for id in roots:
        for person in sorted(behind(story, id)):
            first[leader(id)] = leader(known.setdefault(person, id))
    groups: dict[str, list[str]] = {}
    for id in roots:
        groups.setdefault(leader(id), []).append(id)
    return tuple(tuple(group) for group in groups.values())


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


def standing_support(story: LinkedStory, citations: Iterable[Citation], gone: Collection[str] | None = None) -> Support:
    """What remains of a statement when the sources `gone` fall; without `gone`, those that the story says were retracted."""
    fallen = [id for id, source in story.sources.items() if source.retracted] if gone is None else gone
    return support_without(web_of(story.sources), citation_paths(citations), fallen)


def circles(sources: Mapping[str, Source]) -> tuple[tuple[str, ...], ...]:
    """Sources that stand on themselves by a detour, as the path round, beginning where the file names it first.

    Every knot of circles gives at least one, up to `MOST_CIRCLES` in all; none is told where there is none.
    """
    web, found, done = web_of(sources), list[tuple[str, ...]](), set[str]()
    for start in sources:
        if start in done or len(found) >= MOST_CIRCLES:
            continue
        path, step = [start], {start: 0}
        waiting = [iter(web.relies_on[start])]
        while waiting and len(found) < MOST_CIRCLES:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                done.add(path.pop())
            elif following in step and step[following] < len(path) and path[step[following]] == following:
                found.append((*path[step[following] :], following))
            elif following not in done:
                step[following] = len(path)
                path.append(following)
                waiting.append(iter(web.relies_on[following]))
    return tuple(found)


def circle_problem(circle: tuple[str, ...], place: Place) -> Problem:
    """The sentence for a circle of sources, which shows the way round (a very long one with its middle left out)."""
    left_out = len(circle) - LONGEST_WAY
    shown = circle if left_out <= 0 else (*circle[: LONGEST_WAY - 2], f"({left_out} more)", *circle[-2:])
    return Problem(
        place,
        "source-circle",
        f"These sources stand on each other in a circle: {' -> '.join(shown)}.",
        "Delete the 'relies_on' that is wrong.",
    )


def later_problems(
    sources: Mapping[str, Source], typed: Mapping[str, Source], place: Callable[[KeyPath], Place], zone: tzinfo
) -> Iterator[Problem]:
    """`relies-on-later`: a source stands on one that was published after it; a warning where the dates leave it open.

    `typed` are the sources as one file gives them, and `place` finds a key path below its `sources`; what no line of that file
    says is told in another. Published on the same day is fine unless both give the time of day.
    """
    for id, source in sources.items():
        for number, ref in enumerate(source.relies_on):
            other = sources.get(str(ref))
            at = _said_at(typed, id, str(ref), number)
            if other is None or at is None or not source.published or not other.published or str(ref) == id:
                continue
            dates = f"'{id}' ({source.published.date.text}) relies on '{ref}' ({other.published.date.text})"
            answer = _published_after(source, other, zone)
            if answer is Severity.ERROR:
                hint = "Correct one of the dates, or take it out of 'relies_on'."
                yield Problem(place(at), "relies-on-later", f"{dates}, which was published after it.", hint)
            elif answer:
                hint = "Give both dates as exactly as they are known."
                message = f"{dates}, which may have been published after it."
                yield Problem(place(at), "relies-on-later", message, hint, Severity.WARNING)


def _said_at(typed: Mapping[str, Source], id: str, other: str, number: int) -> KeyPath | None:
    """Where a file says that one source stands on another, or at least when one of them was published."""
    if id in typed and typed[id].relies_on:
        return (id, "relies_on", number)
    return next(((one, "published") for one in (id, other) if one in typed and typed[one].published), None)


def _published_after(source: Source, other: Source, zone: tzinfo) -> Severity | None:
    from generator.when import Answer, before

    assert source.published and other.published
    one, two = source.published.date.at_zone(zone), other.published.date.at_zone(zone)
    answer = before(one, two)
    if answer is Answer.POSSIBLE:
        # Papers pass each other on within a day; which came first by the hour is seldom known and asks for nothing.
        same_day = one.earliest and two.latest and two.latest[:3] <= one.earliest[:3]
        return None if same_day else Severity.WARNING
    return Severity.ERROR if answer is Answer.CERTAIN else None
