"""What a story's page has to know of the other stories: an Archive goes in; who shares its sources and topics comes out.

This module never takes anything of a story but its title, and leaves out those that were taken back.
"""

from __future__ import annotations

from generator.archive import (
    Archive,
    Edition,
    LinkedStory,
    Neighbour,
    Neighbourhood,
    Neighbours,
    editions_of,
    versions_of,
)
from generator.outputs.register import A_PAGE
from generator.outputs.source_place import source_letter
from generator.sourcing import is_unnamed
from generator.writing import folded, topic_slug


def neighbours_of(archive: Archive) -> Neighbourhood:
    """What lies around the stories, in each language that the newsroom has lists in."""
    around = {one.lang if one.home else "": _around(one) for one in editions_of(archive)}
    versions = {slug: tuple(map(_neighbour, stories)) for slug, stories in versions_of(archive).items()}
    return Neighbourhood(around, versions)


def _around(edition: Edition) -> Neighbours:
    """Go through all stories of one language's lists once.

    The stories on a topic stand in the order in which they were published, those on a shared source with the newest first;
    one without a date of publication counts as the newest, as drafts are.
    """
    archive = edition.archive
    actors: set[str] = set()
    sources: dict[str, list[Neighbour]] = {}
    topics: dict[str, list[Neighbour]] = {}
    shown = sorted((story for story in archive.stories if not story.story.withdrawn), key=_publication)
    for story in shown:
        here = _neighbour(story)
        actors.update(id for id in story.actors if id in archive.shared_actors)
        for id in story.sources:
            if id in archive.shared_sources:
                sources.setdefault(id, []).append(here)
        typed = {folded(topic): topic for topic in reversed(story.story.topics)}
        for topic in typed.values():
            topics.setdefault(topic_slug(topic), []).append(here)
    return Neighbours(
        edition.home,
        frozenset(actors),
        _source_pages(archive, shown),
        {id: tuple(reversed(stories)) for id, stories in sources.items()},
        {slug: tuple(stories) for slug, stories in topics.items()},
    )


def _source_pages(archive: Archive, shown: list[LinkedStory]) -> dict[str, str]:
    """Where each shared source stands in the register: a long one is parted by letters (see `source_letter`)."""
    first: dict[str, LinkedStory] = {}
    own = 0
    for story in sorted(shown, key=lambda one: one.slug):
        for id in story.sources:
            if id in archive.shared_sources:
                first.setdefault(id, story)
            else:
                own += 1
    if len(first) + own <= A_PAGE:
        return dict.fromkeys(first, "sources/index.md")
    return {
        id: f"sources/{source_letter(archive.shared_sources[id], unnamed=is_unnamed(story, id))}.md"
        for id, story in first.items()
    }


def _neighbour(story: LinkedStory) -> Neighbour:
    return Neighbour(story.slug, story.headline, story.lang, bool(story.story.fictional), story.draft)


def _publication(story: LinkedStory) -> tuple[object, ...]:
    published = story.story.published
    return (published is None, published.date.sort_key if published else (), story.slug)
