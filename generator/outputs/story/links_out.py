"""The ways out of a story's page: a view goes in; the path to it, its topics, who it shares them with and its actors' own pages come out.

Everything here is empty where a story's page stands alone, without a site around it, and no page is led to that is not made.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from generator.archive import Neighbour
from generator.outputs.story.view import View
from generator.sourcing import language_link
from generator.text import Md, heading, html_attribute, items, link, paragraphs
from generator.writing import actor_path, story_path, topic_path, topic_slug

# So many other stories are named in a source note; the register of sources has them all.
NAMED = 5


def crumbs(view: View) -> Md:
    """The path from the home page to this one; with the first topic, under which a reader finds more of the kind."""
    if view.neighbours is None:
        return Md("")
    ways = [
        _to(view, "index.md", view.words.say("crumb_home")),
        _to(view, "stories/index.md", view.words.say("site_stories")),
    ]
    topics = _topics(view)[:1] if not view.linked.story.withdrawn else []
    ways += [_to(view, topic_path(slug), view.typed(name)) for slug, name in topics]
    parted = Md(' <span aria-hidden="true">›</span> ').join(ways)
    label = html_attribute(view.words.text("crumbs"))
    return Md(f'<nav class="ep-crumbs" aria-label="{label}" markdown="span">{parted}</nav>')


def topics(view: View) -> Md:
    """The story's topics, each as a link to its page."""
    known = dict(_topics(view))
    names = []
    for topic in view.linked.story.topics:
        slug = topic_slug(topic)
        names.append(_to(view, topic_path(slug), view.typed(topic)) if slug in known else view.typed(topic))
    return Md(view.words.text("comma").join(names))


def _topics(view: View) -> list[tuple[str, str]]:
    """Slug and name of each topic that has a page."""
    neighbours = view.neighbours
    slugs = ((topic_slug(topic), topic) for topic in view.linked.story.topics)
    return [(slug, topic) for slug, topic in slugs if neighbours and slug in neighbours.topics]


def actor(view: View, id: str) -> Md:
    """A line that leads to all that the stories hold on an actor; empty where the actor has no page."""
    neighbours = view.neighbours
    if neighbours is None or id not in neighbours.actors:
        return Md("")
    return _to(view, actor_path(id), view.words.say("actor_everywhere", name=view.actor_text(id)))


def also_used(view: View, id: str) -> Md:
    """The other stories that rely on a shared source, each as a link to its note there, and the way to all its uses."""
    neighbours = view.neighbours
    if neighbours is None or id not in neighbours.source_pages:
        return Md("")
    page, place = neighbours.source_pages[id], f"source-{id}"
    uses = Md(f"{_to(view, page, view.words.say('note_all_uses'), place)}{view.words.text('full_stop')}")
    own = {view.linked.slug, *(one.slug for one in view.versions)}
    others = [one for one in neighbours.sources.get(id, ()) if one.slug not in own]
    if not others:
        return uses
    named = [neighbour(view, one, place) for one in others[:NAMED]]
    if len(others) > NAMED:
        named.append(_to(view, page, view.words.say("note_more_stories", n=str(len(others) - NAMED)), place))
    used = view.words.say("note_also_used", stories=Md(view.words.text("comma").join(named)))
    return Md(view.words.text("blank").join([used, uses]))


def part(view: View) -> Md:
    """For each topic that other stories have too: the story before and the one after, by when they were published."""
    neighbours = view.neighbours
    lines = []
    for slug, name in _topics(view):
        stories = neighbours.topics[slug] if neighbours else ()
        # A version in a language without lists of its own stands in none.
        if len(stories) > 1 and any(one.slug == view.linked.slug for one in stories):
            lines.append(_beside(view, _to(view, topic_path(slug), view.typed(name)), stories))
    if not lines:
        return Md("")
    return paragraphs([heading(2, view.words.say("same_topics"), "same-topics"), items(lines)])


def _beside(view: View, topic: Md, stories: Sequence[Neighbour]) -> Md:
    here = [one.slug for one in stories].index(view.linked.slug)
    parts = [topic]
    if here > 0:
        parts.append(view.words.say("topic_earlier", story=neighbour(view, stories[here - 1])))
    if here + 1 < len(stories):
        parts.append(view.words.say("topic_later", story=neighbour(view, stories[here + 1])))
    return Md(" · ".join(parts))


def neighbour(view: View, one: Neighbour, anchor: str = "") -> Md:
    """Another story's title as a link to its page, with what must be known of it."""
    typed = one.headline.title
    title = view.typed(typed) if one.lang == view.linked.lang else view.in_script(typed, one.lang)
    marks = (("site_fictional", one.fictional), ("site_draft", one.draft))
    said = "".join(f' <span class="ep-mark">{view.words.say(key)}</span>' for key, holds in marks if holds)
    return Md(f"{_link(view, story_path(one.slug), one.headline.md(view.words, title), anchor)}{said}")


def _to(view: View, path: str, text: Md, anchor: str = "") -> Md:
    """A link to a page about all stories, in the story's own language where there is one."""
    return _link(view, f"{view.neighbours.home if view.neighbours else ''}{path}", text, anchor)


def versions(view: View) -> tuple[Neighbour, ...]:
    """The same story in other languages, as far as they are published."""
    return tuple(one for one in view.versions if one.slug != view.linked.slug)


def version_link(view: View, one: Neighbour) -> Md:
    """A link to the story in another language, by that language's own name."""
    return language_link(
        one.lang, posixpath.relpath(story_path(one.slug), posixpath.dirname(story_path(view.linked.slug)))
    )


def _link(view: View, path: str, text: Md, anchor: str) -> Md:
    address = posixpath.relpath(path, posixpath.dirname(story_path(view.linked.slug)))
    return link(text, f"{address}#{anchor}" if anchor else address)
