"""The register of sources: a leaf goes in; every source comes out under its publisher, with how often and for what it is relied on.

It never adds up sources of equal names; what is taken back is said wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive import LinkedStory
from generator.md import Md, escape
from generator.md_layout import paragraphs
from generator.page import Page
from generator.register import SourceUse, source_anchor, source_letter
from generator.render.site_pages.leaf import Group, Leaf, anchor
from generator.render.site_pages.rows import same_claims, under
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
        letters.setdefault(source_letter(use.source, unnamed=is_unnamed(use.stories[0], use.id)), []).append(use)
    order = sorted(letters, key=lambda key: (len(key) > 1, key))
    groups = [Group(key, _title(leaf, key), tuple(letters[key])) for key in order]
    unnamed = sum(is_unnamed(use.stories[0], use.id) for use in uses)
    counted = words.say("site_count_sources", n=str(len(uses)))
    if unnamed:
        share = str(round(100 * unnamed / len(uses)))
        counted = Md(f"{counted} {words.say('site_count_unnamed', n=str(unnamed), share=share)}")
    if retracted := sum(bool(use.source.retracted) for use in uses):
        counted = Md(f"{counted} {words.say('site_count_retracted', n=str(retracted))}")
    lead = paragraphs([words.say("site_sources_lead"), counted])
    titles = words.text("site_sources"), words.text("site_sources_described")
    yield from leaf.parted("sources", titles, groups, _line, lead)


def _publisher(leaf: Leaf, use: SourceUse) -> str:
    return use.source.publisher or source_name(use.id, use.stories[0], leaf.words.locale)


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
    title = f": {escape(source.title)}" if source.title and source.publisher else ""
    shared = use.id in leaf.archive.shared_sources
    own = source_anchor(use.id) if shared else f"source-{anchor(use.stories[0].slug)}.{use.id}"
    name = Md(f'<span class="ep-place" id="{own}"></span>**{escape(_publisher(leaf, use))}**{title}')
    where = Md(words.text("comma").join(_there(leaf, use.id, story) for story in use.stories))
    below = [words.say("site_used_in", stories=where)]
    told = [leaf.claim(same[0]) for same in same_claims(leaf, use.claims)]
    claims = _folded(leaf, use, told) if told else Md("")
    return Md(f"{name} ({words.text('comma').join(facts)}){_retracted(leaf, source)}{under(below)}{claims}")


def _folded(leaf: Leaf, use: SourceUse, told: list[Md]) -> Md:
    """For which claims a source is relied on, to be unfolded: the list inside the item of a list."""
    many = leaf.words.say("site_for_claims", n=str(len(use.claims)))
    inner = "\n".join(f"    - {line}" for line in told)
    return Md(
        f'\n\n    <details class="ep-more" markdown="1">\n    <summary>{many}</summary>\n\n{inner}\n\n    </details>'
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
