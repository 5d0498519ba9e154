"""What every page about all stories shares: where it lies, its words, and how it names and links stories, claims, actors and dates.

A leaf never shows a claim without its status, nor anything of a made-up story without saying that it is made up.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from generator.addresses import actor_path, story_path, topic_path
from generator.archive import Archive, LinkedStory
from generator.claim import Status
from generator.md import Md, escape, front_matter, heading, html_attribute, link
from generator.md_layout import items, paragraphs
from generator.page import Page, seal
from generator.prose_field import Block, Inline
from generator.register import ClaimThere, DateThere, Register, Topic
from generator.shown import claim_badge, entry_text, plain_text, when_md
from generator.when import When
from generator.words import Words

# From what stands firm to what does not; claims without a status come last.
ORDER: tuple[Status | None, ...] = (
    Status.CONFIRMED,
    Status.DISPUTED,
    Status.REPORTED,
    Status.UNVERIFIED,
    Status.PENDING,
    Status.REFUTED,
    Status.WITHDRAWN,
    None,
)


# One page holds so many lines at most where it can be parted; a reader's phone has to load it.
A_PAGE = 400
_NOTHING = Md("")
_TAG = re.compile("<[^>]+>")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a list under a title; `key` is its place in the address where the list is parted, and never depends on other groups."""

    key: str
    title: Md
    things: tuple[object, ...]


@dataclass(frozen=True)
class Leaf:
    """One page about all stories, at `path` under `docs/`."""

    archive: Archive
    register: Register
    words: Words
    path: str

    def page(self, title: str, description: str, *parts: Md) -> Page:
        """The finished page; title and description are plain text."""
        head = front_matter({"title": title, "description": description, "lang": self.words.locale, "kind": "list"})
        body = paragraphs([heading(1, escape(title), "top"), *parts])
        return seal(Page(self.path, f"{head}\n{body}\n", gives_way=self.path == "index.md"))

    def parted(
        self,
        folder: str,
        titles: tuple[str, str],
        groups: list[Group],
        line: Callable[[Leaf, Any], Md],
        lead: Md = _NOTHING,
    ) -> Iterator[Page]:
        """A list as `FOLDER/index.md`; where it is too long for one page, an index and a page for each group.

        `titles` are the page's title and description, `line` makes the line of a thing on the leaf it will stand on.
        """
        (title, about), index = titles, replace(self, path=f"{folder}/index.md")
        if sum(len(group.things) for group in groups) <= A_PAGE:
            parts = [
                paragraphs(
                    [
                        heading(2, group.title, f"{folder}-{anchor(group.key)}"),
                        items(line(index, one) for one in group.things),
                    ]
                )
                for group in groups
            ]
            yield index.page(title, about, lead, *parts)
            return
        ways = [Md(f"{index.to(f'{folder}/{group.key}.md', group.title)} ({len(group.things)})") for group in groups]
        yield index.page(title, about, lead, items(ways))
        for group in groups:
            part = replace(self, path=f"{folder}/{group.key}.md")
            back = part.to(f"{folder}/index.md", escape(title))
            name = f"{title}: {html.unescape(_TAG.sub('', group.title))}"
            yield part.page(name, about, items(line(part, one) for one in group.things), back)

    def to(self, target: str, text: Md, anchor: str = "") -> Md:
        """A link to another page of the site, by its path under `docs/`."""
        address = "../" * self.path.count("/") + target
        return link(text, f"{address}#{anchor}" if anchor else address)

    def plain(self, prose: Inline | Block, story: LinkedStory) -> Md:
        """A story's prose as plain words in its own language."""
        return self.in_language(escape(plain_text(prose, self.archive, story, self.words)), story)

    def in_language(self, text: Md, story: LinkedStory) -> Md:
        """Words of a story, marked where the story is in another language than this page."""
        if story.lang == self.words.locale:
            return text
        return Md(f'<span lang="{html_attribute(story.lang)}" dir="auto" markdown="span">{text}</span>')

    # -- stories and what stands in them --

    def story(self, story: LinkedStory) -> Md:
        """A story's title as a link to its page, with what must be known of it."""
        title = self.to(story_path(story.slug), escape(story.story.title))
        return Md(f"{self.in_language(title, story)}{self.marks(story)}")

    def untied(self, story: LinkedStory) -> Md:
        """A story's title without a link, for headings, with what must be known of it."""
        return Md(f"{self.in_language(escape(story.story.title), story)}{self.marks(story)}")

    def marks(self, story: LinkedStory) -> Md:
        """What must stand wherever something of a story is shown: that it is made up, a draft, or taken back."""
        kinds = [
            key
            for key, holds in (
                ("site_fictional", story.story.fictional),
                ("site_draft", story.draft),
                ("site_withdrawn", story.story.withdrawn),
            )
            if holds
        ]
        return Md("".join(f' <span class="ep-mark">{self.words.say(key)}</span>' for key in kinds))

    def claim(self, there: ClaimThere) -> Md:
        """A claim's words as a link to its entry, with its status."""
        words = escape(plain_text(there.claim.text, self.archive, there.story, self.words))
        shown = self.to(story_path(there.story.slug), words, f"claim-{there.id}")
        return Md(f"{self.in_language(shown, there.story)} {claim_badge(there.claim, self.words)}".rstrip())

    def date(self, there: DateThere) -> Md:
        """A timeline entry: when, its title as a link to it, with its status where it carries a claim."""
        entry = there.entry
        title = self.to(story_path(there.story.slug), escape(entry.entry.title), f"date-{entry.id}")
        badge = claim_badge(entry.claim, self.words) if entry.claim else Md("")
        planned = self._planned(there)
        shown = Md(f"{self.when(entry.entry.date.date)}: {self.in_language(title, there.story)}")
        return Md(" ".join(part for part in (shown, planned, badge) if part))

    def _planned(self, there: DateThere) -> Md:
        happened = there.entry.entry.happened
        if happened == "yes":
            return Md("")
        return Md(f'<span class="ep-badge ep-{happened}">{self.words.say(f"timeline_{happened}")}</span>')

    def among(self, shown: Md, story: LinkedStory) -> Md:
        """Something shown, and the story it stands in."""
        return Md(f"{shown} {self.words.say('site_in', story=self.story(story))}")

    def when(self, when: When) -> Md:
        """A date in words."""
        return when_md(when, self.words)

    # -- people and topics --

    def actor(self, id: str, story: LinkedStory) -> Md:
        """An actor's or source's name: a link to the actor's own page, or to the entry in the story."""
        name = escape(entry_text(id, self.archive, story, self.words))
        if id in self.register.actors:
            return self.to(actor_path(id), name)
        kind = "actor" if id in story.actors else "source"
        return self.to(story_path(story.slug), name, f"{kind}-{id}")

    def actors(self, ids: tuple[str, ...], story: LinkedStory) -> Md:
        """Several names, with 'and' before the last."""
        names = [self.actor(id, story) for id in ids]
        if len(names) < 2:
            return Md("".join(names))
        first = Md(self.words.text("comma").join(names[:-1]))
        return self.words.say("and", first=first, last=names[-1])

    def topic(self, topic: Topic) -> Md:
        """A topic's name as a link to its page."""
        return self.to(topic_path(topic.slug), escape(topic.name))


def anchor(slug: str) -> str:
    """A slug as a part of an HTML id: with a folder it gets eight digits of a SHA-256, so that 'a/b' and 'a-b' stay two.

    >>> anchor("gates"), anchor("2031/gates")
    ('gates', '2031-gates-19de8431')
    """
    if "/" not in slug:
        return slug
    return f"{slug.replace('/', '-')}-{hashlib.sha256(slug.encode()).hexdigest()[:8]}"
