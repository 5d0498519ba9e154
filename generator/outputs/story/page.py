"""The explainer page of a story: an Archive goes in, one Markdown Page a story comes out, the answer first.

This package never reads or writes files, knows no other renderer, and has no words of its own: they come from the locale.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive import Archive, LinkedStory
from generator.language import words_for
from generator.outputs.story import (
    cards,
    cite_this_page,
    claims,
    figures,
    images,
    known_and_contested,
    links_out,
    people,
    process_and_changes,
    quotes,
    retraction_notices,
    sections,
    since,
    top,
)
from generator.outputs.story.sources import how_sourced, notes
from generator.outputs.story.timeline import entries as timeline
from generator.outputs.story.view import View
from generator.text import Md
from generator.writing import Page, seal

# The order of the page; each part gives Md, empty where the story has nothing for it.
PARTS = (
    links_out.crumbs,
    top.head,
    retraction_notices.part,
    top.answer,
    top.state,
    top.byline,
    top.corrected,
    since.part,
    images.lead,
    top.summary,
    known_and_contested.part,
    timeline.part,
    sections.part,
    claims.part,
    people.part,
    quotes.part,
    figures.part,
    sections.questions,
    how_sourced.part,
    process_and_changes.how_we_know,
    process_and_changes.changes,
    process_and_changes.policies,
    cite_this_page.part,
    process_and_changes.related,
    links_out.part,
    cards.part,
)

# A story that was taken back leaves a page that says so, and nothing that it said.
WITHDRAWN = (
    links_out.crumbs,
    top.head,
    top.byline,
    process_and_changes.changes,
    process_and_changes.policies,
    process_and_changes.related,
)


def story_pages(archive: Archive) -> Iterator[Page]:
    """Give the page of every story in the archive, at `stories/SLUG.md`."""
    for story in archive.stories:
        yield seal(Page(f"stories/{story.slug}.md", page_text(archive, story), origin=story.file))


def page_text(archive: Archive, story: LinkedStory) -> str:
    """The whole Markdown of one story's page, front matter included."""
    view = View(archive, story, words_for(story.lang))
    parts = [part(view) for part in (WITHDRAWN if story.story.withdrawn else PARTS)]
    body = Md("\n\n".join(part.strip("\n") for part in parts if part))
    return f"{top.front_matter(view)}\n{body}\n\n{notes.part(view, body)}\n"
