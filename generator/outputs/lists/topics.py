"""What stories are about: a leaf goes in; the index of topics and a page for each, with its stories and one timeline, come out.

A topic's address comes from its name alone; two ways to type it are one topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.outputs.lists.home import teaser
from generator.outputs.lists.list_view import Leaf
from generator.outputs.lists.rows import date_row, rows, same_dates
from generator.outputs.register import Topic
from generator.text import Md, boxed, heading, items, paragraphs
from generator.writing import Page, topic_path


def topic_pages(shelf: Leaf) -> Iterator[Page]:
    """Give `topics/index.md` and a page for each topic."""
    topics = shelf.register.topics
    if not topics:
        return
    leaf = replace(shelf, path="topics/index.md")
    lines = [
        leaf.counted(leaf.topic(topic), leaf.words.text("site_count_stories", n=str(len(topic.stories))))
        for topic in topics
    ]
    titles = leaf.words.text("site_topics"), leaf.words.text("site_topics_described")
    yield leaf.page(*titles, leaf.words.say("site_topics_lead"), boxed("ep-rows", items(lines)))
    for number, topic in enumerate(topics):
        yield _page(
            replace(shelf, path=topic_path(topic.slug)),
            topic,
            topics[number - 1 : number],
            topics[number + 1 : number + 2],
        )


def _page(leaf: Leaf, topic: Topic, before: tuple[Topic, ...], after: tuple[Topic, ...]) -> Page:
    words = leaf.words
    parts: list[Md] = []
    if topic.stories:
        parts += [
            heading(2, words.say("site_stories_on"), "stories"),
            paragraphs(teaser(leaf, s) for s in topic.stories),
        ]
    if topic.dates:
        entries = rows(leaf, (date_row(leaf, same) for same in same_dates(topic.dates)))
        parts += [heading(2, words.say("timeline"), "timeline"), entries]
    ways = [leaf.to("topics/index.md", words.say("site_topics"))]
    ways += [words.say("site_before", topic=leaf.topic(one)) for one in before]
    ways += [words.say("site_after", topic=leaf.topic(one)) for one in after]
    about = words.text("site_topic_described", name=topic.name)
    return leaf.page(
        topic.name,
        about,
        words.say("site_topic_lead", name=topic.name),
        *parts,
        Md(" · ".join(ways)),
        above=(leaf.to("topics/index.md", words.say("site_topics")),),
    )
