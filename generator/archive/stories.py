"""The linked stories: every reference resolved, the timeline in order, the ways back known; the one type renderers and rules read.

Nothing here reads files or finds problems; `generator.archive.linking` makes these values.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.archive.headline import Headline, headline_of
from generator.archive.picture import Photo
from generator.reading import Checked
from generator.story import Actor, Citation, Claim, DateEntry, KeyPath, Newsroom, Section, Source, Story


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A date of the story in its place on the timeline: its own text and sources, or those of the claim it carries."""

    id: str
    number: int
    entry: DateEntry
    claim_id: str | None
    claim: Claim | None
    citations: tuple[Citation, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """Who takes part in it: whom it names, or whom its claim is about where it names nobody."""
        about = self.claim.about if self.claim else ()
        return tuple(dict.fromkeys(map(str, self.entry.actors or about)))


@dataclass(frozen=True, slots=True)
class StorySection:
    """A section of prose with the id that its heading carries."""

    id: str
    section: Section


@dataclass(frozen=True, slots=True)
class AsKnown:
    """That a story is shown as it was known at the end of a day; `unsure` holds (kind, id) of the entries whose dates cannot tell.

    An entry of a list goes by its number there, as text.
    """

    day: datetime.date
    unsure: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class LinkedStory:
    """One story with everything it names: shared entries merged in, ids known, backlinks gathered.

    `kinds` tells what each id names; `backlinks` maps (name of the way back, id) to the key paths it is used at;
    `known_through` gives the sources that pass a source on, or stand on it as a whole. `as_known` is set where the story
    is cut down to what was known on a day. `photos` holds the pictures by what they belong to: ('story', ''), ('actor', id),
    ('date', id).
    """

    slug: str
    file: str
    lang: str
    story: Story
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    timeline: tuple[TimelineEntry, ...]
    sections: tuple[StorySection, ...]
    kinds: Mapping[str, str]
    backlinks: Mapping[tuple[str, str], tuple[KeyPath, ...]]
    known_through: Mapping[str, tuple[str, ...]]
    draft: bool
    checked: Checked[Story]
    as_known: AsKnown | None = None
    photos: Mapping[tuple[str, str], Photo] = field(default_factory=dict)

    @cached_property
    def headline(self) -> Headline:
        """What the story is called wherever it is shown: its title, and before it how the claim stands that it says outright."""
        return headline_of(self.story, self.lang, self._called)

    def _called(self, id: str) -> str:
        actor = self.actors.get(id)
        return actor.name if actor and actor.name else id

    def back(self, way: str, id: str) -> tuple[str, ...]:
        """The ids (or list numbers, as text) of the entries that use `id` in the given way, in file order.

        `story.back("claims_about", "brandt")` gives the ids of the claims about Brandt.
        """
        return tuple(dict.fromkeys(str(path[1]) for path in self.backlinks.get((way, id), ()) if len(path) > 1))

    def date(self, id: str) -> TimelineEntry | None:
        """The timeline entry with this id."""
        return next((entry for entry in self.timeline if entry.id == id), None)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another story as a page names it: its headline in its language, and what must be said beside it."""

    slug: str
    headline: Headline
    lang: str
    fictional: bool
    draft: bool


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The stories on each shared source, by its id, and on each topic, by its slug.

    `home` is the folder of the lists that they are in (see `generator.archive.editions`); `actors` are the shared actors that have a
    page, `source_pages` holds the page of the register of sources on which a shared source stands. Paths are within `home`.
    """

    home: str
    actors: frozenset[str]
    source_pages: Mapping[str, str]
    sources: Mapping[str, tuple[Neighbour, ...]]
    topics: Mapping[str, tuple[Neighbour, ...]]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What lies around the stories in each language that has lists of its own, '' for the first; and each story's versions."""

    editions: Mapping[str, Neighbours]
    versions: Mapping[str, tuple[Neighbour, ...]]


@dataclass(frozen=True)
class Archive:
    """All stories that are to be shown, in the order of their slugs, and the newsroom they belong to.

    `headlines` holds that of every story that may be linked to, `drafts` the slugs left out; `shared_actors` and
    `shared_sources` are the entries that all stories may use, as the newsroom's own files give them. `neighbours` is there
    where the pages about all stories are made too, so that a story's page may lead to them.
    """

    newsroom: Newsroom
    stories: tuple[LinkedStory, ...]
    headlines: Mapping[str, Headline]
    drafts: tuple[str, ...] = ()
    shared_actors: Mapping[str, Actor] = field(default_factory=dict)
    shared_sources: Mapping[str, Source] = field(default_factory=dict)
    neighbours: Neighbourhood | None = None
