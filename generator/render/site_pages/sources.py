"""The register of sources: a leaf goes in; every source comes out under its publisher, with how often and for what it is relied on.

It never adds up sources of equal names; what is taken back is said wherever it stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.archive import LinkedStory
from generator.md import Md, escape
from generator.page import Page
from generator.register import SourceUse
from generator.render.site_pages.leaf import Group, Leaf
from generator.source import Source
from generator.sourcing import is_unnamed
from generator.sourcing_words import source_name


def render(leaf: Leaf) -> Iterator[Page]:
    """Give the register of sources, by the first letter of who published them."""
    words, uses = leaf.words, leaf.register.sources
    if not uses:
        return
    letters: dict[str, list[SourceUse]] = {}
    for use in sorted(uses, key=lambda one: (_publisher(leaf, one).casefold(), one.id)):
        letters.setdefault(_letter(use), []).append(use)
    order = sorted(letters, key=lambda key: (len(key) > 1, key))
    groups = [Group(key, _title(leaf, key), tuple(letters[key])) for key in order]
    unnamed = sum(is_unnamed(use.stories[0], use.id) for use in uses)
    lead = words.say("site_count_sources", n=str(len(uses)))
    if unnamed:
        lead = Md(f"{lead} {words.say('site_count_unnamed', n=str(unnamed))}")
    titles = words.text("site_sources"), words.text("site_sources_described")
    yield from leaf.parted("sources", titles, groups, _line, lead)


def _publisher(leaf: Leaf, use: SourceUse) -> str:
    return use.source.publisher or source_name(use.id, use.stories[0], leaf.words.locale)


def _letter(use: SourceUse) -> str:
    """Under what a source stands: its publisher's first letter, or that it is a person, or has no publisher."""
    if is_unnamed(use.stories[0], use.id):
        return "unnamed"
    if not use.source.publisher:
        return "people" if use.source.kind == "person" else "others"
    first = unicodedata.normalize("NFKD", use.source.publisher.removeprefix("The ")).casefold()[:1]
    return first if "a" <= first <= "z" else "signs"


def _title(leaf: Leaf, key: str) -> Md:
    return Md(key.upper()) if len(key) == 1 else leaf.words.say(f"site_sources_{key}")


def _line(leaf: Leaf, use: SourceUse) -> Md:
    words, source = leaf.words, use.source
    facts = [words.say(f"note_kind_{source.kind}")]
    if source.published:
        facts.append(words.say("note_published", date=leaf.when(source.published.date)))
    if source.read_on:
        facts.append(words.say("note_read", date=leaf.when(source.read_on)))
    elif source.unread and source.kind != "person":
        facts.append(words.say("note_not_read_alone"))
    if use.claims:
        facts.append(words.say("site_for_claims", n=str(len(use.claims))))
    title = f": {escape(source.title)}" if source.title and source.publisher else ""
    name = Md(f"**{escape(_publisher(leaf, use))}**{title}")
    where = Md(words.text("comma").join(_there(leaf, use.id, story) for story in use.stories))
    return Md(
        f"{name} ({words.text('comma').join(facts)}){_retracted(leaf, source)}. {words.say('site_used_in', stories=where)}"
    )


def _retracted(leaf: Leaf, source: Source) -> Md:
    if not source.retracted:
        return Md("")
    said = leaf.words.say("site_retracted", date=leaf.when(source.retracted.date.date))
    return Md(f' <span class="ep-mark">{said}</span>')


def _there(leaf: Leaf, id: str, story: LinkedStory) -> Md:
    """The story, as a link to the source's note in it."""
    title = leaf.in_language(escape(story.story.title), story)
    return Md(f"{leaf.to(f'stories/{story.slug}.md', title, f'source-{id}')}{leaf.marks(story)}")
