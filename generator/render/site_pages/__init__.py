"""The pages about all stories: an Archive goes in; home, lists, a page per shared actor and topic, and registers come out.

This package never reads or writes files, knows no other renderer, and shows nothing of a story that was left out or taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.archive import Archive
from generator.editions import editions_of
from generator.page import Page
from generator.register import register_of
from generator.render.site_pages import actors, claims, home, log, sources, stories, timeline, topics
from generator.render.site_pages.leaf import Leaf
from generator.words import words_for

LISTS = (
    home.render,
    stories.render,
    actors.render,
    topics.render,
    claims.render,
    timeline.render,
    sources.render,
    log.render,
)


def render(archive: Archive) -> Iterator[Page]:
    """Give every page about all stories; none where there is no story to show."""
    if not archive.stories:
        return
    editions = tuple(editions_of(archive))
    for edition in editions:
        others = tuple((one.lang, one.home) for one in editions if one is not edition)
        register = register_of(edition.archive)
        yield from _lists(
            Leaf(edition.archive, register, words_for(edition.lang), "", edition.lang, edition.home, others)
        )


def _lists(leaf: Leaf) -> Iterator[Page]:
    """Every list in one language."""
    made: set[str] = set()
    for pages in LISTS:
        for page in pages(leaf):
            made.add(page.path.removeprefix(leaf.home))
            yield page
    # The menu names every list: one that holds nothing yet says so, and no link of the menu leads nowhere.
    for folder in ("actors", "topics", "claims", "timeline", "sources"):
        empty = replace(leaf, path=f"{folder}/index.md")
        if empty.path not in made:
            titles = leaf.words.text(f"site_{folder}"), leaf.words.text(f"site_{folder}_described")
            yield empty.page(*titles, leaf.words.say("site_nothing"))
