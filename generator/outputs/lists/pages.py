"""The pages about all stories: an Archive goes in; home, lists, a page per shared actor and topic, and registers come out.

This package never reads or writes files, knows no other renderer, and shows nothing of a story that was left out or taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.archive import Archive, editions_of
from generator.language import words_for
from generator.outputs.lists.actors import actor_pages
from generator.outputs.lists.claims import claim_lists
from generator.outputs.lists.home import home_pages
from generator.outputs.lists.list_view import Leaf
from generator.outputs.lists.log import log_pages
from generator.outputs.lists.sources import source_lists
from generator.outputs.lists.stories import story_lists
from generator.outputs.lists.timeline import timeline_pages
from generator.outputs.lists.topics import topic_pages
from generator.outputs.register import register_of
from generator.writing import Page

LISTS = (
    home_pages,
    story_lists,
    actor_pages,
    topic_pages,
    claim_lists,
    timeline_pages,
    source_lists,
    log_pages,
)


def list_pages(archive: Archive) -> Iterator[Page]:
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
