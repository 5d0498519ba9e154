"""The list of all stories: a leaf goes in, one page comes out with every story, its topics, dates and when it is looked at again.

It never leaves a story out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.archive import LinkedStory
from generator.dates import certainly_before, parse_when
from generator.outputs.lists.home import dates
from generator.outputs.lists.list_view import Leaf
from generator.outputs.lists.rows import rows, under
from generator.outputs.register import Topic
from generator.text import Md, heading, paragraphs
from generator.writing import Page, folded


def story_lists(shelf: Leaf) -> Iterator[Page]:
    """Give `stories/index.md`: the stories by the year of their last change, the newest first."""
    leaf = replace(shelf, path="stories/index.md")
    words, stories = leaf.words, leaf.register.stories
    topics = {folded(topic.name): topic for topic in leaf.register.topics}
    years: dict[str, list[LinkedStory]] = {}
    for story in stories:
        years.setdefault(_year(story), []).append(story)
    parts = [
        paragraphs(
            [
                heading(
                    2, leaf.year(year) if year else words.say("site_any_time"), f"year{year}" if year else "any-time"
                ),
                rows(leaf, (_row(leaf, story, topics) for story in found)),
            ]
        )
        for year, found in years.items()
    ]
    waiting = sorted((story for story in stories if story.story.review_by), key=_next_look)
    if waiting:
        looks = rows(leaf, (Md(f"{leaf.story(story)}{under([_review(leaf, story)])}") for story in waiting))
        parts.append(paragraphs([heading(2, words.say("site_by_review"), "next-look"), looks]))
    topic_lead = words.say("site_stories_topics", topics=leaf.to("topics/index.md", words.say("site_topics")))
    counted = Md(f"{words.say('site_count_stories', n=str(len(stories)))}{words.text('full_stop')}")
    lead = Md(words.text("blank").join([counted, words.say("site_stories_lead"), topic_lead]))
    yield leaf.page(words.text("site_stories"), words.text("site_stories_described"), lead, *parts)


def _year(story: LinkedStory) -> str:
    dated = story.story.updated or story.story.published
    return str(dated.date.earliest[0]) if dated and dated.date.earliest else ""


def _next_look(story: LinkedStory) -> tuple[object, ...]:
    """What was to be looked through first comes first."""
    dated = story.story.review_by
    return (dated.date.sort_key if dated else (), story.slug)


def _row(leaf: Leaf, story: LinkedStory, topics: dict[str, Topic]) -> Md:
    words = leaf.words
    typed = story.story.topics
    named = [leaf.topic(topics[folded(topic)]) if folded(topic) in topics else leaf.typed(topic) for topic in typed]
    below = [words.say("topics", names=Md(words.text("comma").join(named)))] if named else []
    return Md(f"{leaf.story(story)}{under([*below, dates(leaf, story), _review(leaf, story)])}")


def _review(leaf: Leaf, story: LinkedStory) -> Md:
    """When the story is to be looked through again; that the day has passed is said."""
    dated = story.story.review_by
    if not dated:
        return Md("")
    said = leaf.words.say("site_review", date=leaf.when(dated.date))
    today = parse_when(leaf.archive.newsroom.today.isoformat())
    late = f' <span class="ep-mark">{leaf.words.say("site_overdue")}</span>'
    return Md(f"{said}{late}") if certainly_before(dated.date, today) else said
