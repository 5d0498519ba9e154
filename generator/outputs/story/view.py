"""What every part of a story page shares: the story, its words, and how a name, a date, a status or a citation is shown.

A view reads the linked story and never changes it; what it gives is Markdown that stands on its own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from generator.archive import Support, TimelineEntry, same_language
from generator.dates import When
from generator.language import bidi
from generator.outputs.story.page_sourcing import PageSourcing
from generator.sourcing import labels
from generator.story import Actor, Block, Citation, Claim, Dated, Inline, Status
from generator.text import Md, Mention, SourceMark, block_md, html_text, inline_md, link
from generator.text import walk as walk_prose


@dataclass(frozen=True)
class View(PageSourcing):
    """One story as its page shows it."""

    # -- prose --

    def inline(self, prose: Inline) -> Md:
        """A field of inline prose as Markdown."""
        return inline_md(prose.tree, self)

    def block(self, prose: Block) -> Md:
        """A field of block prose as Markdown; what a section's prose embeds are parts of the page, which shows it itself."""
        return block_md(prose.tree, self)

    def plain(self, prose: Inline | Block) -> str:
        """A field of prose without marks: for headings, descriptions, links. A claim that it mentions keeps its status."""
        return labels.plain_text(prose, self.archive, self.linked, self.words)

    def cite(self, citation: SourceMark) -> Md:
        """The marks of a citation in prose."""
        return Md("".join(self._mark(item.source, item.citing, item.where) for item in citation.items))

    def cites(self, citations: Iterable[Citation]) -> Md:
        """The marks of a list of sources."""
        return Md("".join(self._mark(str(c.source), tuple(map(str, c.citing)), c.where or "") for c in citations))

    def prose_marks(self, prose: Inline) -> Md:
        """The marks of the citations and figures inside a text whose words are shown without them."""
        found = (
            self.cite(node) if isinstance(node, SourceMark) else self.marks(node) if isinstance(node, Mention) else ""
            for node in walk_prose(prose.tree)
        )
        return Md("".join(dict.fromkeys(found)))

    def _mark(self, source: str, citing: tuple[str, ...], where: str) -> Md:
        # A place marks the source at the head of the path; what it passes on is named beside it.
        notes = [str(self.typed(where))] if where else []
        if citing:
            names = Md(self.words.text("comma").join(self.source_md(id, self.called(id)) for id in citing))
            notes.insert(0, self.words.say("note_citing", names=names))
        support = self.support((source, *citing))
        if support is not Support.WHOLE:
            fell = "itself" if source in self.retracted else "all" if support is Support.NONE else "part"
            notes.append(Md(f'<span class="ep-gone">{self.words.say(f"mark_gone_{fell}")}</span>'))
        told = self.words.say("aside", words=Md(self.words.text("between_facts").join(notes))).strip()
        beside = f' <small class="ep-where">{told}</small>' if notes else ""
        return Md(f"[^{source}]{beside}")

    def mention(self, mention: Mention) -> Md:
        """A name in a sentence: a link to the entry, with its status where it is a claim."""
        words = mention.words or self.mention_text(mention)
        if mention.story:
            return self.story_link(mention.id, words)
        linked = self._to(f"{self.linked.kinds.get(mention.id, '')}-{mention.id}", words)
        return Md(f"{linked}{self.standing_badge(mention.id)}")

    def marks(self, mention: Mention, cited: frozenset[str] = frozenset()) -> Md:
        """The marks of the sources that a mention brings along: a figure's, since a number never stands without its source.

        Sources that the same sentence cites anyway (`cited`) are marked there.
        """
        figure = self.linked.story.figures.get(mention.id) if self.linked.kinds.get(mention.id) == "figure" else None
        if figure is None or mention.story:
            return Md("")
        return self.cites(c for c in labels.figure_sources(figure, self.linked) if str(c.source) not in cited)

    def standing_badge(self, id: str) -> Md:
        """A blank and the status that an entry must be shown with; empty where there is none."""
        standing = labels.standing_of(id, self.linked)
        return Md(f" {self.status_badge(standing)}") if standing else Md("")

    def mention_text(self, mention: Mention) -> str:
        """The words of a mention without marks."""
        return mention.words or (
            labels.headline_text(mention.id, self.archive, self.words) if mention.story else self.entry_text(mention.id)
        )

    def entry_text(self, id: str) -> str:
        """What an entry is called in a sentence."""
        return labels.entry_text(id, self.archive, self.linked, self.words)

    # -- names --

    def typed(self, text: str) -> Md:
        """A writer's words beside ours: kept to themselves where they run against the page.

        The page runs as its story does, also where our words on it are English because there are none in its language.
        """
        return bidi.shown(text, self.linked.lang, self.words.locale)

    def actor(self, id: str) -> Actor | None:
        """The actor with this id."""
        return self.linked.actors.get(id)

    def actor_text(self, id: str) -> str:
        """An actor's name."""
        actor = self.linked.actors.get(id)
        return actor.name if actor and actor.name else id

    def name(self, id: str) -> Md:
        """An actor's or a source's name as a link to its entry."""
        if id in self.linked.actors:
            return self._to(f"actor-{id}", self.actor_text(id))
        return self._to(f"source-{id}", self.source_md(id, self.called(id)))

    def _to(self, anchor: str, words: str) -> Md:
        """A link to an entry of this page; plain words where the story was taken back and its entries are not shown."""
        shown = self.typed(words)
        return shown if self.linked.story.withdrawn else link(shown, f"#{anchor}")

    def named(self, id: str, words: str) -> Md:
        """A source as a link to its note, by the words it goes by in a sentence."""
        return link(self.source_md(id, words), f"#source-{id}")

    def source_md(self, id: str, words: str) -> Md:
        """A source's name, marked with its language where it has a script of its own."""
        lang = self.source_lang(id, words)
        return self.in_script(words, lang) if lang else self.typed(words)

    def names(self, ids: Iterable[str]) -> Md:
        """Several names as links, with 'and' before the last."""
        return self.together([self.name(id) for id in ids])

    def credits(self, values: Iterable[str]) -> Md:
        """Names that may be actors' ids or plain words."""
        return self.together([self.name(v) if v in self.linked.actors else self.typed(v) for v in values])

    def together(self, items: list[Md]) -> Md:
        """A list in a sentence: 'a, b and c'."""
        if len(items) < 2:
            return Md("".join(items))
        return self.words.say("and", first=Md(self.words.text("comma").join(items[:-1])), last=items[-1])

    def listed(self, key: str, things: Iterable[Md]) -> Md:
        """The words under `key`, which end in a colon, and things after them that may hold commas of their own."""
        return Md(f"{self.words.say(key)}{self.words.text('blank')}{self.words.text('semicolon').join(things)}")

    def in_script(self, text: str, lang: str) -> Md:
        """Words in another language, marked as such for screen readers and fonts."""
        return Md(f"<span{bidi.lang_attributes(lang, self.words.locale)}>{html_text(text)}</span>")

    def quoted(self, text: str) -> str:
        """Words between the language's quotation marks, once."""
        return labels.quoted(text, self.words)

    def story_link(self, slug: str, words: str) -> Md:
        """A link to another story of the site; plain words where that story is not published."""
        if slug not in self.archive.headlines:
            return self.typed(words)
        here = posixpath.dirname(f"stories/{self.linked.slug}.md")
        return link(self.typed(words), posixpath.relpath(f"stories/{slug}.md", here))

    # -- dates and status --

    def when(self, when: When) -> Md:
        """A date in the reader's words, with the machine-readable form where HTML has one."""
        return labels.when_md(when, self.words)

    def dated(self, dated: Dated) -> Md:
        """A date, with the words it was stated in and what was worked out."""
        notes = self.date_notes(dated.as_stated, str(dated.counted_from or ""), dated.worked_out)
        return Md(f"{self.when(dated.date)}{self.words.say('aside', words=notes)}") if notes else self.when(dated.date)

    def date_notes(self, as_stated: str | None, counted_from: str, worked_out: str | None) -> Md:
        """The source's words for a date and how the date was worked out."""
        notes: list[Md] = []
        if as_stated:
            notes.append(self.words.say("timeline_as_stated", words=self._stated(as_stated, counted_from)))
        if counted_from:
            notes.append(self.words.say("timeline_counted_from", source=self.name(counted_from)))
        if worked_out:
            notes.append(self.words.say("timeline_worked_out", how=worked_out))
        return Md(self.words.text("semicolon").join(notes))

    def _stated(self, as_stated: str, counted_from: str) -> Md:
        """A source's own words, in the language of the source."""
        source = self.linked.sources.get(counted_from)
        words = self.quoted(as_stated)
        foreign = source and source.lang and not same_language(source.lang, self.linked.lang)
        return self.in_script(words, str(source.lang)) if source and foreign else self.typed(words)

    def badge(self, claim: Claim) -> Md:
        """A claim's status now, as sign and word; empty where it has none."""
        return labels.claim_badge(claim, self.words)

    def status_badge(self, status: Status) -> Md:
        """A status as sign and word."""
        return labels.status_badge(status, self.words)

    def claim_link(self, id: str) -> Md:
        """A claim's words as a link to its entry, with its status."""
        claim = self.linked.story.claims[id]
        return Md(f"{self._to(f'claim-{id}', self.plain(claim.text))} {self.badge(claim)}".rstrip())

    def date_link(self, entry: TimelineEntry) -> Md:
        """A timeline entry's title as a link to it, with its status where it carries a claim."""
        title = link(self.typed(entry.entry.title), f"#date-{entry.id}")
        return Md(f"{title} {self.badge(entry.claim)}") if entry.claim and entry.claim.standing else title
