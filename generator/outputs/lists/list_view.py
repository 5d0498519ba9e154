"""What every page about all stories shares: where it lies, its words, and how it names and links stories, claims, actors and dates.

A leaf never shows a claim without its status, nor anything of a made-up story without saying that it is made up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.archive import Archive, LinkedStory
from generator.dates import When, parse_when
from generator.language import Words, direction, lang_attributes, shown
from generator.outputs.register import ClaimThere, DateThere, Register, Topic
from generator.sourcing import claim_badge, entry_text, language_link, plain_text, when_md
from generator.story import Block, Claim, Inline
from generator.text import Md, boxed, escape, front_matter, heading, html_attribute, html_text, link, paragraphs
from generator.writing import Page, actor_path, seal, story_path, topic_path, web_path


@dataclass(frozen=True)
class Leaf:
    """One page about all stories, at `path` in the folder `home` of the lists of stories in `lang`, under `docs/`.

    `others` are the languages that the same lists are made in, with their folders.
    """

    archive: Archive
    register: Register
    words: Words
    path: str
    lang: str = ""
    home: str = ""
    others: tuple[tuple[str, str], ...] = ()
    # Words made once and shown on many pages of one run: a story's title, a claim's text.
    made: dict[tuple[str, str, str], Md] = field(default_factory=dict, compare=False, repr=False)

    def page(self, title: str, description: str, *parts: Md, above: tuple[Md, ...] = ()) -> Page:
        """The finished page; title and description are plain text, `above` links to the pages on the way to it."""
        data: dict[str, object] = {
            "title": title,
            "description": description,
            "lang": self.words.locale,
            "kind": "list",
        }
        if self._in_all_languages():
            data["versions"] = [
                {"lang": lang, "path": web_path(home + self.path)}
                for lang, home in ((self.lang, self.home), *self.others)
            ]
        head = front_matter(data)
        body = paragraphs(
            [self._crumbs(above), self._versions(), heading(1, self.typed(title), "top", self.words.locale), *parts]
        )
        return seal(Page(self.home + self.path, f"{head}\n{body}\n", gives_way=self.path == "index.md"))

    def _crumbs(self, above: tuple[Md, ...]) -> Md:
        """The way from the home page to this one."""
        if self.path == "index.md":
            return Md("")
        ways = Md(' <span aria-hidden="true">›</span> ').join(
            (self.to("index.md", self.words.say("crumb_home")), *above)
        )
        label = html_attribute(self.words.text("crumbs"))
        return Md(f'<nav class="ep-crumbs" aria-label="{label}" markdown="span">{ways}</nav>')

    def _in_all_languages(self) -> bool:
        """Whether every language's lists have this page: each has the same lists, but not the same people and topics."""
        return bool(self.others) and (self.path == "index.md" or self.path.endswith("/index.md"))

    def _versions(self) -> Md:
        """The ways to the same list in other languages, each by the name that its readers know it by."""
        if not self._in_all_languages():
            return Md("")
        named = [language_link(lang, f"{self._up()}{home}{self.path}") for lang, home in self.others]
        names = Md(self.words.text("comma").join(named))
        return boxed("ep-versions", self.words.say("translations", names=names))

    def _up(self) -> str:
        """The way from this page to the folder of all pages."""
        return "../" * (self.home + self.path).count("/")

    def remembered(self, kind: str, slug: str, id: str, make: Callable[[], Md]) -> Md:
        """Something shown on many pages, made once in a run; it must not depend on where it is shown."""
        key = (kind, slug, id)
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def year(self, year: str) -> Md:
        """A year as readers write it: 2031, or 2031年."""
        from generator.language import word

        return escape(word(parse_when(f"{int(year):04}"), self.words.locale))

    def counted(self, name: Md, many: str) -> Md:
        """A name with how much there is under it in brackets."""
        return Md(f"{name}{self.words.say('aside', words=many)}")

    def to(self, target: str, text: Md, anchor: str = "") -> Md:
        """A link to another page about all stories, by its path in the folder of this language's lists."""
        return self._link(f"{self.home}{target}", text, anchor)

    def to_story(self, story: LinkedStory, text: Md, anchor: str = "") -> Md:
        """A link to a story's page, or a place on it."""
        return self._link(story_path(story.slug), text, anchor)

    def to_page(self, path: str, text: Md) -> Md:
        """A link to a page written by hand, by its path under `docs/`."""
        return self._link(path, text, "")

    def _link(self, path: str, text: Md, anchor: str) -> Md:
        address = self._up() + path
        return link(text, f"{address}#{anchor}" if anchor else address)

    def typed(self, text: str) -> Md:
        """A writer's words beside ours: kept to themselves where they run the other way."""
        return shown(text, self.words.locale)

    def plain(self, prose: Inline | Block, story: LinkedStory) -> Md:
        """A story's prose as plain words in its own language."""
        return self.in_language(escape(plain_text(prose, self.archive, story, self.words)), story)

    def in_language(self, text: Md, story: LinkedStory) -> Md:
        """Words of a story, marked where the story is in another language than this page.

        In the direction of that language, not of the first letter: an Arabic sentence may begin with a Latin name.
        """
        if story.lang == self.words.locale:
            return text
        way = direction(story.lang)
        told = way if "rtl" in (way, direction(self.words.locale)) else "auto"
        marked = f'lang="{html_attribute(story.lang)}" dir="{told}"'
        return Md(f'<span {marked} markdown="span">{text}</span>')

    # -- stories and what stands in them --

    def story(self, story: LinkedStory, anchor: str = "") -> Md:
        """A story's title as a link to its page, or a place on it, with what must be known of it."""
        words = self.remembered("story", story.slug, "", lambda: self._titled(story, self.typed(story.story.title)))
        marks = self.remembered("marks", story.slug, "", lambda: self.marks(story))
        return Md(f"{self._in_its_language(self.to_story(story, words, anchor), story)}{marks}")

    def untied(self, story: LinkedStory) -> Md:
        """A story's title without a link, for headings, with what must be known of it."""
        title = self._titled(story, escape(story.story.title))
        return Md(f"{self._in_its_language(title, story)}{self.marks(story)}")

    def there(self, story: LinkedStory, anchor: str) -> Md:
        """A story's title as a link to a place on its page, never turned around, with what must be known of it."""
        title = self._titled(story, escape(story.story.title))
        return Md(f"{self.to_story(story, self._in_its_language(title, story), anchor)}{self.marks(story)}")

    def _titled(self, story: LinkedStory, title: Md) -> Md:
        """A story's title, with the standing of a claim that it says outright before it, in the words of this page."""
        headline = story.headline
        if not headline.before:
            return title
        if story.lang != self.words.locale:
            attributes = lang_attributes(story.lang, self.words.locale)
            title = Md(f"<span{attributes}>{html_text(headline.title)}</span>")
        return headline.md(self.words, title)

    def _in_its_language(self, title: Md, story: LinkedStory) -> Md:
        """A title marked with its language, unless words of this page stand before it: then it is marked within."""
        return title if story.headline.before else self.in_language(title, story)

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
        shown = self.to_story(there.story, self.claim_text(there), f"claim-{there.id}")
        return Md(f"{self.in_language(shown, there.story)} {self._badge(there.claim)}".rstrip())

    def _badge(self, claim: Claim) -> Md:
        return self.remembered("badge", str(claim.standing or ""), "", lambda: claim_badge(claim, self.words))

    def claim_text(self, there: ClaimThere) -> Md:
        """A claim's words alone; nothing is shown by them without the status beside them."""
        claim, story = there.claim, there.story
        make = lambda: escape(plain_text(claim.text, self.archive, story, self.words))  # noqa: E731
        return self.remembered("claim", story.slug, there.id, make)

    def date(self, there: DateThere) -> Md:
        """A timeline entry: when, its title as a link to it, with its status where it carries a claim."""
        entry, slug = there.entry, there.story.slug
        words = self.remembered("date", slug, entry.id, lambda: self.typed(entry.entry.title))
        title = self.to_story(there.story, words, f"date-{entry.id}")
        badge = self._badge(entry.claim) if entry.claim else Md("")
        planned = self._planned(there)
        when = f'<span class="ep-row-when">{self.when(entry.entry.date.date)}</span>'
        shown = Md(f"{when} {self.in_language(title, there.story)}")
        return Md(" ".join(part for part in (shown, planned, badge) if part))

    def _planned(self, there: DateThere) -> Md:
        happened = there.entry.entry.happened
        if happened == "yes":
            return Md("")
        return Md(f'<span class="ep-badge ep-{happened}">{self.words.say(f"timeline_{happened}")}</span>')

    def when(self, when: When) -> Md:
        """A date in words."""
        return self.remembered("when", when.text, "", lambda: when_md(when, self.words))

    # -- people and topics --

    def actor(self, id: str, story: LinkedStory) -> Md:
        """An actor's or source's name: a link to the actor's own page, or to the entry in the story."""
        name = self.remembered(
            "name", story.slug, id, lambda: self.typed(entry_text(id, self.archive, story, self.words))
        )
        if id in self.register.actors:
            return self.to(actor_path(id), name)
        kind = "actor" if id in story.actors else "source"
        return self.to_story(story, name, f"{kind}-{id}")

    def actors(self, ids: tuple[str, ...], story: LinkedStory) -> Md:
        """Several names, with 'and' before the last."""
        names = [self.actor(id, story) for id in ids]
        if len(names) < 2:
            return Md("".join(names))
        first = Md(self.words.text("comma").join(names[:-1]))
        return self.words.say("and", first=first, last=names[-1])

    def topic(self, topic: Topic) -> Md:
        """A topic's name as a link to its page."""
        return self.to(topic_path(topic.slug), self.typed(topic.name))


def anchor(slug: str) -> str:
    """A slug as a part of an HTML id: with a folder it gets eight digits of a SHA-256, so that 'a/b' and 'a-b' stay two.

    >>> anchor("gates"), anchor("2031/gates")
    ('gates', '2031-gates-19de8431')
    """
    if "/" not in slug:
        return slug
    return f"{slug.replace('/', '-')}-{hashlib.sha256(slug.encode()).hexdigest()[:8]}"
