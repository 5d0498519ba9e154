"""All stories seen together: an Archive goes in; who, what topic, which claims and sources stand in which stories come out.

This module never words anything and never shows a story that the archive left out; a story that was taken back gives its title alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.archive import Archive, LinkedStory, TimelineEntry
from generator.story import Actor, Claim, Correction, CorrectionKind, Quote, Response, Source, Unknown
from generator.writing import folded, topic_slug

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClaimThere:
    """A claim in the story it stands in."""

    story: LinkedStory
    id: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class ResponseThere:
    """A response in the story it stands in."""

    story: LinkedStory
    response: Response


@dataclass(frozen=True, slots=True)
class QuoteThere:
    """A quote in the story it stands in."""

    story: LinkedStory
    id: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class DateThere:
    """A timeline entry in the story it stands in."""

    story: LinkedStory
    entry: TimelineEntry


@dataclass(frozen=True, slots=True)
class CorrectionThere:
    """A correction in the story it stands in."""

    story: LinkedStory
    correction: Correction


@dataclass(frozen=True, slots=True)
class UnknownThere:
    """Something that is not known, in the story that says so."""

    story: LinkedStory
    unknown: Unknown


@dataclass(frozen=True, slots=True)
class ActorFile:
    """What all stories hold on one shared actor."""

    id: str
    actor: Actor
    stories: tuple[LinkedStory, ...]
    claims_by: tuple[ClaimThere, ...]
    claims_about: tuple[ClaimThere, ...]
    responses: tuple[ResponseThere, ...]
    quotes: tuple[QuoteThere, ...]
    dates: tuple[DateThere, ...]


@dataclass(frozen=True, slots=True)
class OwnActor:
    """An actor that a single story defines for itself."""

    story: LinkedStory
    id: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as first typed, its address, and the stories under it; `dates` are timeline entries on it, of these and other stories."""

    name: str
    slug: str
    stories: tuple[LinkedStory, ...]
    dates: tuple[DateThere, ...]


@dataclass(frozen=True, slots=True)
class RegisteredSource:
    """A source and the stories that rely on it; a story's own source has one story, a shared one may have many."""

    id: str
    source: Source
    stories: tuple[LinkedStory, ...]
    claims: tuple[ClaimThere, ...]


@dataclass(frozen=True)
class Register:
    """Every story by its last change, newest first, and what they hold together.

    Timeline entries are in time order, corrections newest first; everything else in the order of the stories' slugs and of
    their files. `shown` are the stories whose content may be shown: not those that were taken back.
    """

    stories: tuple[LinkedStory, ...]
    shown: tuple[LinkedStory, ...]
    actors: Mapping[str, ActorFile]
    own_actors: tuple[OwnActor, ...]
    topics: tuple[Topic, ...]
    claims: tuple[ClaimThere, ...]
    dates: tuple[DateThere, ...]
    sources: tuple[RegisteredSource, ...]
    corrections: tuple[CorrectionThere, ...]
    unknowns: tuple[UnknownThere, ...]


def register_of(archive: Archive) -> Register:
    """Go through all stories once, and sort what they hold."""
    shown = tuple(story for story in archive.stories if not story.story.withdrawn)
    dates = tuple(sorted((d for s in shown for d in _dates(s)), key=_moment))
    corrections = [
        CorrectionThere(s, c) for s in shown for c in s.story.corrections if c.kind is not CorrectionKind.TYPO
    ]
    corrections.sort(key=lambda one: one.correction.date.date.sort_key, reverse=True)
    return Register(
        stories=tuple(sorted(archive.stories, key=_freshness, reverse=True)),
        shown=shown,
        actors=_actor_files(archive, shown, dates),
        own_actors=tuple(_own_actors(archive, shown)),
        topics=_topics(shown, dates),
        claims=tuple(ClaimThere(s, id, claim) for s in shown for id, claim in s.story.claims.items()),
        dates=dates,
        sources=_source_uses(archive, shown),
        corrections=tuple(corrections),
        unknowns=tuple(UnknownThere(s, unknown) for s in shown for unknown in s.story.unknowns),
    )


def _dates(story: LinkedStory) -> Iterator[DateThere]:
    return (DateThere(story, entry) for entry in story.timeline)


def _moment(one: DateThere) -> tuple[object, ...]:
    return one.entry.entry.date.date.sort_key


def _freshness(story: LinkedStory) -> tuple[object, ...]:
    """A story without any date is new: it is a draft."""
    dated = story.story.updated or story.story.published
    return (dated is None, dated.date.sort_key if dated else (), story.slug)


def _actor_files(
    archive: Archive, shown: tuple[LinkedStory, ...], dates: tuple[DateThere, ...]
) -> dict[str, ActorFile]:
    stories = _by_id((id, story) for story in shown for id in story.actors)
    by = _by_id((str(id), there) for there in _claims(shown) for id in there.claim.by)
    about = _by_id((str(id), there) for there in _claims(shown) for id in there.claim.about)
    responses = _by_id((str(id), ResponseThere(s, r)) for s in shown for r in s.story.responses for id in r.by)
    quotes = _by_id(
        (str(id), QuoteThere(s, q, quote)) for s in shown for q, quote in s.story.quotes.items() for id in quote.by
    )
    taking_part = _by_id((str(id), there) for there in dates for id in there.entry.entry.actors)
    return {
        id: ActorFile(
            id,
            actor,
            tuple(stories[id]),
            tuple(by.get(id, ())),
            tuple(about.get(id, ())),
            tuple(responses.get(id, ())),
            tuple(quotes.get(id, ())),
            tuple(taking_part.get(id, ())),
        )
        for id, actor in archive.shared_actors.items()
        if id in stories
    }


def _claims(shown: tuple[LinkedStory, ...]) -> Iterator[ClaimThere]:
    return (ClaimThere(s, id, claim) for s in shown for id, claim in s.story.claims.items())


def _by_id(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for id, one in pairs:
        found.setdefault(id, []).append(one)
    return found


def _own_actors(archive: Archive, shown: tuple[LinkedStory, ...]) -> Iterator[OwnActor]:
    for story in shown:
        for id, actor in story.actors.items():
            if id not in archive.shared_actors:
                yield OwnActor(story, id, actor)


def _source_uses(archive: Archive, shown: tuple[LinkedStory, ...]) -> tuple[RegisteredSource, ...]:
    """Shared sources once, with all their stories; then the stories' own, which may have equal ids and be different things."""
    claims: dict[tuple[str, str], list[ClaimThere]] = {}
    for there in _claims(shown):
        named = {str(id) for citation in there.claim.sources for id in (citation.source, *citation.citing)}
        for id in named:
            claims.setdefault((there.story.slug, id), []).append(there)
    shared: dict[str, list[LinkedStory]] = {}
    own: list[RegisteredSource] = []
    for story in shown:
        for id, source in story.sources.items():
            if id in archive.shared_sources:
                shared.setdefault(id, []).append(story)
            else:
                own.append(RegisteredSource(id, source, (story,), tuple(claims.get((story.slug, id), ()))))
    common = [
        RegisteredSource(
            id,
            archive.shared_sources[id],
            tuple(stories),
            tuple(c for s in stories for c in claims.get((s.slug, id), ())),
        )
        for id, stories in shared.items()
    ]
    return (*common, *own)


def _topics(shown: tuple[LinkedStory, ...], dates: tuple[DateThere, ...]) -> tuple[Topic, ...]:
    names: dict[str, str] = {}
    stories: dict[str, dict[str, LinkedStory]] = {}
    for story in shown:
        for topic in story.story.topics:
            names.setdefault(folded(topic), topic)
            stories.setdefault(folded(topic), {})[story.slug] = story
    entries: dict[str, list[DateThere]] = {}
    for there in dates:
        own = {folded(topic) for topic in there.entry.entry.topics}
        for topic in there.entry.entry.topics:
            names.setdefault(folded(topic), topic)
        # An entry with topics of its own stands under those; one without stands under its story's.
        for key in own or {folded(topic) for topic in there.story.story.topics}:
            entries.setdefault(key, []).append(there)
    return tuple(
        Topic(names[key], topic_slug(names[key]), tuple(stories.get(key, {}).values()), tuple(entries.get(key, ())))
        for key in sorted(names)
    )


# A list of more lines than this is parted; a reader's phone has to load it.
A_PAGE = 400
