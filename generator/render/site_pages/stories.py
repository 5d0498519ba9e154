"""The list of all stories: a leaf goes in, one page comes out with every story, its topics, dates and when it is looked at again.

It never sorts by anything but the last change, and never leaves a story out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.addresses import folded
from generator.archive import LinkedStory
from generator.md import Md, escape
from generator.md_layout import paragraphs
from generator.page import Page
from generator.render.site_pages.leaf import Leaf
from generator.stated_date import Dated


def render(shelf: Leaf) -> Iterator[Page]:
    """Give `stories/index.md`."""
    leaf = replace(shelf, path="stories/index.md")
    words = leaf.words
    heads = ("site_story", "site_topic", "site_published", "site_updated", "site_review")
    rows = [f"| {' | '.join(words.say(key) for key in heads)} |", f"|{'---|' * len(heads)}"]
    rows += [_row(leaf, story) for story in leaf.register.stories]
    yield leaf.page(
        words.text("site_stories"),
        words.text("site_stories_described"),
        words.say("site_count_stories", n=str(len(leaf.register.stories))),
        paragraphs([Md("\n".join(rows))]),
    )


def _row(leaf: Leaf, story: LinkedStory) -> str:
    typed = story.story
    topics = {folded(topic.name): topic for topic in leaf.register.topics}
    named = [leaf.topic(topics[folded(t)]) if folded(t) in topics else escape(t) for t in typed.topics]
    cells = [leaf.story(story), Md(leaf.words.text("comma").join(named))]
    cells += [_day(leaf, dated) for dated in (typed.published, typed.updated, typed.review_by)]
    return f"| {' | '.join(cells)} |"


def _day(leaf: Leaf, dated: Dated | None) -> Md:
    return leaf.when(dated.date) if dated else Md("–")
