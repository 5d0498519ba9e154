"""The way from a page's words to what they mean: a view goes in, a line that leads to the newsroom's page of methodology comes out.

This module never leads to a page that the newsroom did not name.
"""

from __future__ import annotations

import posixpath

from generator.outputs.story.view import View
from generator.text import Md, link


def to_policy(view: View, target: str) -> str:
    """The address of a policy from this story's page: a web address as it is, a page of the site by the way there."""
    return target if ":" in target else posixpath.relpath(target, posixpath.dirname(f"stories/{view.linked.slug}.md"))


def line(view: View, words: str, part: str) -> Md:
    """A link with the interface's `words`, to the `part` of the methodology where its headings carry that id, else to its top."""
    newsroom = view.archive.newsroom
    page = newsroom.settings.policies.methodology
    if not page:
        return Md("")
    there = f"{page}#{part}" if part in newsroom.methodology_parts else page
    return Md(f"{link(view.words.say(words), to_policy(view, there))}\n{{: .ep-explained }}")
