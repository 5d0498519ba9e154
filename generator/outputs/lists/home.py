"""The home page and the list of all stories' newest: a leaf goes in, the page that greets a reader comes out.

It gives way to a home page written by hand, and never shows a story's answer without the standing of its main claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.archive import LinkedStory
from generator.outputs.lists.list_view import Leaf, anchor
from generator.outputs.register import ClaimThere
from generator.text import Md, boxed, escape, heading, items, paragraphs
from generator.writing import Page

NEWEST, CHANGED = 10, 5


def home_pages(shelf: Leaf) -> Iterator[Page]:
    """Give `index.md`."""
    leaf = replace(shelf, path="index.md")
    words, settings = leaf.words, leaf.archive.newsroom.settings
    title = settings.name or words.text("site_home")
    # The newsroom's own words on itself are in its first language.
    about = words.text("site_stories_described") if leaf.home else settings.description or ""
    newest, changed = first(leaf.register.stories)
    yield leaf.page(
        title,
        about or title,
        escape(about),
        heading(2, words.say("site_newest"), "newest"),
        paragraphs(teaser(leaf, story) for story in newest),
        heading(2, words.say("site_changed"), "changed") if changed else Md(""),
        paragraphs(teaser(leaf, story) for story in changed),
        heading(2, words.say("site_find"), "find"),
        ways(leaf),
    )


def first(stories: tuple[LinkedStory, ...]) -> tuple[tuple[LinkedStory, ...], tuple[LinkedStory, ...]]:
    """The stories last published, and of the others those last changed; `stories` stand by their last change."""
    shown = [story for story in stories if not story.story.withdrawn]
    newest = sorted(shown, key=_published, reverse=True)[:NEWEST]
    there = {story.slug for story in newest}
    return tuple(newest), tuple(one for one in shown if one.slug not in there and one.story.updated)[:CHANGED]


def _published(story: LinkedStory) -> tuple[object, ...]:
    """A story without a day of publication is a draft, and newest."""
    published = story.story.published
    return (published is None, published.date.sort_key if published else (), story.slug)


def teaser(leaf: Leaf, story: LinkedStory) -> Md:
    """A story in a list: its title, its answer in plain words, the standing of its main claim, its dates."""
    typed = story.story
    parts: list[Md] = [heading(3, leaf.story(story), f"story-{anchor(story.slug)}")]
    if not typed.withdrawn:
        if typed.short_answer:
            parts.append(leaf.plain(typed.short_answer, story))
        claim = typed.claims.get(str(typed.main_claim)) if typed.main_claim else None
        if claim:
            lead = Md(f'<span class="ep-label">{leaf.words.say("main_claim")}</span>')
            parts.append(
                Md(f"{lead}{leaf.words.text('blank')}{leaf.claim(ClaimThere(story, str(typed.main_claim), claim))}")
            )
    parts.append(boxed("ep-byline", dates(leaf, story)))
    return boxed("ep-card ep-story", paragraphs(parts))


def dates(leaf: Leaf, story: LinkedStory) -> Md:
    """When a story was published, updated and looked through, as far as it says."""
    typed = story.story
    given = (("published", typed.published), ("updated", typed.updated), ("reviewed", typed.reviewed))
    return Md(" · ".join(leaf.words.say(key, date=leaf.when(dated.date)) for key, dated in given if dated))


def ways(leaf: Leaf) -> Md:
    """Links to every list there is something in."""
    register = leaf.register
    there = (
        ("site_stories", "stories/index.md", register.stories),
        ("site_actors", "actors/index.md", register.actors or register.own_actors),
        ("site_topics", "topics/index.md", register.topics),
        ("site_claims", "claims/index.md", register.claims),
        ("site_timeline", "timeline/index.md", register.dates),
        ("site_sources", "sources/index.md", register.sources),
        ("site_corrections", "corrections/index.md", True),
        ("site_unknowns", "unknowns/index.md", True),
    )
    return items(leaf.to(path, leaf.words.say(key)) for key, path, some in there if some)
