"""Old addresses: an Archive goes in, a small page for each alias comes out, which leads to where the story is now.

This renderer never shows a story's content; a static host needs no rules of its own for it to work.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from generator.archive import Archive
from generator.language import words_for
from generator.text import escape, front_matter, heading, link
from generator.writing import Page


def moved_pages(archive: Archive) -> Iterator[Page]:
    """Give a page at `stories/ALIAS.md` for every alias of every story in the archive."""
    for story in archive.stories:
        for alias in story.story.aliases:
            words = words_for(story.lang)
            here = f"stories/{alias}"
            page = posixpath.relpath(f"stories/{story.slug}.md", posixpath.dirname(here))
            # The address as a browser sees it from the old page's folder, which MkDocs makes of the page's name.
            address = posixpath.relpath(f"stories/{story.slug}", here) + "/"
            head = front_matter(
                {
                    "title": story.headline.text(words),
                    "description": words.text("moved"),
                    "lang": story.lang,
                    "moved_to": address,
                    "search": {"exclude": True},
                }
            )
            title = story.headline.md(words, escape(story.story.title))
            body = f"{heading(1, title, 'top', words.locale)}\n\n{words.say('moved_to', page=link(title, page))}"
            yield Page(f"{here}.md", f"{head}\n{body}\n", origin=story.file)
