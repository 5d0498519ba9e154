"""The newsroom as it stood: linked stories and a day go in; the same stories with what was known by its end come out.

This module never changes a story that is published, and keeps no prose but an entry's own words: prose was written later.
What it gives is put together from named fields, so that a field which nobody thought of here shows nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.archive import Archive, AsKnown, LinkedStory, TimelineEntry, known_through, used_entries, uses
from generator.story import (
    Actor,
    Claim,
    Correction,
    Dated,
    DateEntry,
    Figure,
    KeyPath,
    Prose,
    Quote,
    Response,
    Source,
    Story,
    TimelineShown,
    Update,
    walk,
)
from generator.text import Mention, SourceMark
from generator.text import walk as walk_prose
from generator.versions.as_of.entries import Then, claim_in_words, without_words
from generator.versions.as_of.known import Day, SourcesThen, Told


def as_known(archive: Archive, day: datetime.date) -> Archive:
    """The archive as it stood at the end of `day`; stories of which nothing was known by then are not in it.

    An entry has been there since the earliest publication of its sources. Entries whose dates cannot tell are kept, and
    named in each story's `as_known`.
    """
    then = Day(day, archive.newsroom.settings.zone)
    stories = tuple(cut for story in archive.stories if (cut := story_as_known(story, then)))
    actors = {id: actor for story in stories for id, actor in story.actors.items()}
    sources = {id: source for story in stories for id, source in story.sources.items()}
    return Archive(
        newsroom=replace(archive.newsroom, today=day),
        stories=stories,
        headlines={story.slug: story.headline for story in stories},
        drafts=archive.drafts,
        shared_actors={id: actors[id] for id in archive.shared_actors if id in actors},
        shared_sources={id: sources[id] for id in archive.shared_sources if id in sources},
    )


@dataclass(frozen=True, slots=True)
class _KnownEntries:
    """The entries of a story that were there by then, and which of them only perhaps; the timeline in its order."""

    claims: Mapping[str, Claim]
    timeline: tuple[TimelineEntry, ...]
    quotes: Mapping[str, Quote]
    responses: tuple[Response, ...]
    figures: Mapping[str, Figure]
    corrections: tuple[Correction, ...]
    updates: tuple[Update, ...]
    unsure: frozenset[tuple[str, str]]

    @property
    def anything(self) -> bool:
        """Whether anything was known."""
        entries = (self.claims, self.timeline, self.quotes, self.responses, self.figures)
        return any(map(bool, (*entries, self.corrections, self.updates)))


def story_as_known(story: LinkedStory, day: Day) -> LinkedStory | None:
    """One story as it stood; None where nothing in it was known."""
    then = Then(day, SourcesThen.of(story.sources, day))
    kept = _in_words(story, then, _entries(story, then))
    typed = _story(story.story, kept, day)
    if not kept.anything and not typed.withdrawn:
        return None
    parts = walk(typed)
    used = tuple(uses(parts))
    there = {id: then.source(source) for id, source in story.sources.items() if then.sources.were_there([id])}
    actors, sources = used_entries(typed, {id: then.actor(a) for id, a in story.actors.items()}, there, used)
    backlinks: dict[tuple[str, str], tuple[KeyPath, ...]] = {}
    for use in used:
        backlinks[use.way, use.id] = (*backlinks.get((use.way, use.id), ()), use.path)
    names: Iterable[str] = (
        *actors,
        *sources,
        *kept.claims,
        *kept.quotes,
        *kept.figures,
        *(e.id for e in kept.timeline),
    )
    known = frozenset(names)
    sources_in_order: dict[str, Source] = {id: sources[id] for id in story.sources if id in sources}
    actors_in_order: dict[str, Actor] = {id: actors[id] for id in story.actors if id in actors}
    return replace(
        story,
        story=typed,
        actors=actors_in_order,
        sources=sources_in_order,
        timeline=kept.timeline,
        sections=(),
        kinds={id: kind for id, kind in story.kinds.items() if id in known},
        backlinks=backlinks,
        known_through=known_through(parts, sources_in_order),
        draft=False,
        as_known=AsKnown(day.date, kept.unsure),
        # A picture has no date: whether it was known then cannot be told.
        photos={},
    )


def _entries(story: LinkedStory, then: Then) -> _KnownEntries:
    """The entries that were there, with their words as they stand."""
    typed = story.story
    unsure: set[tuple[str, str]] = set()

    def mark_unsure(kind: str, id: str, told: Told) -> None:
        if told is Told.UNSURE:
            unsure.add((kind, id))

    claims: dict[str, Claim] = {}
    told_of: dict[str, Told] = {}
    for id, claim in typed.claims.items():
        if found := then.claim(claim):
            claims[id], told_of[id] = found
            mark_unsure("claim", id, found[1])
    timeline: list[TimelineEntry] = []
    for one in story.timeline:
        if one.claim_id and one.claim_id not in claims:
            continue
        if dated := then.date(one.entry, one.claim, told_of.get(one.claim_id or "", Told.THEN)):
            claim_now = claims[one.claim_id] if one.claim_id else None
            citations = dated[0].sources or (claim_now.sources if claim_now and not one.entry.sources else ())
            timeline.append(TimelineEntry(one.id, one.number, dated[0], one.claim_id, claim_now, citations))
            mark_unsure("date", one.id, dated[1])
    quotes: dict[str, Quote] = {}
    for id, quote in typed.quotes.items():
        if said := then.quote(quote):
            quotes[id] = said[0]
            mark_unsure("quote", id, said[1])
    responses: list[Response] = []
    for response in typed.responses:
        if answer := then.response(response, claims, quotes):
            mark_unsure("response", str(len(responses)), answer[1])
            responses.append(answer[0])
    figures: dict[str, Figure] = {}
    for id, figure in typed.figures.items():
        if number := then.figure(figure, claims):
            figures[id] = number[0]
            mark_unsure("figure", id, number[1])
    return _KnownEntries(
        claims,
        tuple(timeline),
        quotes,
        tuple(responses),
        figures,
        tuple(one for one in typed.corrections if then.day.told(one.date.date) is not Told.LATER),
        tuple(one for one in typed.updates if then.day.told(one.date.date) is not Told.LATER),
        frozenset(unsure),
    )


def _in_words(story: LinkedStory, then: Then, kept: _KnownEntries) -> _KnownEntries:
    """The entries without words that name what came later."""
    there = {*kept.claims, *kept.quotes, *kept.figures, *(entry.id for entry in kept.timeline), *story.actors}

    def fits(prose: Prose[Any]) -> bool:
        for node in walk_prose(prose.tree):
            if isinstance(node, SourceMark):
                if not then.sources.were_there(id for item in node.items for id in (item.source, *item.citing)):
                    return False
            elif isinstance(node, Mention) and node.story:
                if not node.words:
                    return False
            elif node.id not in there and not (node.id in story.sources and then.sources.were_there([node.id])):
                return False
        return True

    def name(id: str) -> str:
        actor = story.actors.get(id)
        return (actor.name or id) if actor else "…"

    corrections = tuple(one for one in kept.corrections if fits(one.text))
    unsure = {
        ("correction", str(number))
        for number, one in enumerate(corrections)
        if then.day.told(one.date.date) is Told.UNSURE
    }
    claims = {id: claim_in_words(claim, fits, name) for id, claim in kept.claims.items()}
    return replace(
        kept,
        claims=claims,
        timeline=tuple(
            replace(
                entry,
                number=number,
                entry=without_words(entry.entry, fits),
                claim=claims[entry.claim_id] if entry.claim_id else None,
            )
            for number, entry in _numbered(kept.timeline)
        ),
        responses=tuple(without_words(response, fits) for response in kept.responses),
        corrections=tuple(
            one.model_copy(
                update={
                    "date": then.dated(one.date),
                    "was": one.was if one.was and fits(one.was) else None,
                    "claim": one.claim if str(one.claim) in claims else None,
                }
            )
            for one in corrections
        ),
        updates=tuple(one.model_copy(update={"date": then.dated(one.date)}) for one in kept.updates if fits(one.text)),
        unsure=kept.unsure | unsure,
    )


def _numbered(timeline: tuple[TimelineEntry, ...]) -> Iterable[tuple[int, TimelineEntry]]:
    """Each entry with its place among those kept, in the order typed."""
    place = {number: place for place, number in enumerate(sorted(entry.number for entry in timeline))}
    return ((place[entry.number], entry) for entry in timeline)


def _story(typed: Story, kept: _KnownEntries, day: Day) -> Story:
    """The story put together from what was there; headline and address are those of today."""

    def by_then(dated: Dated | None) -> Dated | None:
        return dated if dated and day.told(dated.date) is not Told.LATER else None

    dates: tuple[DateEntry, ...] = tuple(one.entry for one in sorted(kept.timeline, key=lambda entry: entry.number))
    published = by_then(typed.published)
    withdrawn = typed.withdrawn if typed.withdrawn and by_then(typed.withdrawn.date) else None
    return Story.model_construct(
        title=typed.title,
        lang=typed.lang,
        main_claim=typed.main_claim if str(typed.main_claim) in kept.claims else None,
        by=typed.by if published else (),
        published=published,
        updated=by_then(typed.updated),
        reviewed=by_then(typed.reviewed),
        claims=kept.claims,
        responses=kept.responses,
        quotes=kept.quotes,
        dates=dates,
        timeline=_lanes(typed, kept.timeline),
        figures=kept.figures,
        corrections=kept.corrections,
        updates=kept.updates,
        withdrawn=withdrawn,
        fictional=typed.fictional,
    )


def _lanes(typed: Story, timeline: Iterable[TimelineEntry]) -> TimelineShown | None:
    """The lanes of those who take part in an entry that is kept: the others may have been nobody's concern by then."""
    present = {id for entry in timeline for id in entry.actors}
    lanes = tuple(lane for lane in typed.timeline.lanes if str(lane) in present) if typed.timeline else ()
    return TimelineShown.model_construct(lanes=lanes) if lanes else None
