"""The register of sources: a leaf goes in; every source comes out under its publisher, with how often and for what it is relied on.

It never adds up people with equal names; what is taken back is said wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.archive import LinkedStory
from generator.outputs.lists.list_view import Leaf, anchor
from generator.outputs.lists.parted import Group, parted
from generator.outputs.lists.rows import rows, same_claims, under
from generator.outputs.lists.tally import Tally, tallies
from generator.outputs.register import A_PAGE, RegisteredSource
from generator.outputs.source_place import letter_of, source_anchor, source_letter
from generator.sourcing import is_unnamed, source_name
from generator.story import Source
from generator.text import Md, blocks, heading, items, paragraphs
from generator.writing import Page


def source_lists(leaf: Leaf) -> Iterator[Page]:
    """Give the register of sources, by the first letter of who published them."""
    words, uses = leaf.words, leaf.register.sources
    if not uses:
        return
    letters: dict[str, list[RegisteredSource]] = {}
    for use in sorted(uses, key=lambda one: (_publisher(leaf, one).casefold(), one.id)):
        letters.setdefault(source_letter(use.source, unnamed=is_unnamed(use.stories[0], use.id)), []).append(use)
    order = sorted(letters, key=lambda key: (not letter_of(key), len(key), key))
    groups = [Group(key, _title(leaf, key), tuple(letters[key])) for key in order]
    unnamed = sum(is_unnamed(use.stories[0], use.id) for use in uses)
    counted, blank = words.say("site_count_sources", n=str(len(uses))), words.text("blank")
    if unnamed:
        share = str(round(100 * unnamed / len(uses)))
        counted = Md(f"{counted}{blank}{words.say('site_count_unnamed', n=str(unnamed), share=share)}")
    if retracted := sum(bool(use.source.retracted) for use in uses):
        counted = Md(f"{counted}{blank}{words.say('site_count_retracted', n=str(retracted))}")
    lead = paragraphs([words.say("site_sources_lead"), counted, *_by_kind(leaf), *_by_publisher(leaf, letters)])
    titles = words.text("site_sources"), words.text("site_sources_described")
    yield from parted(leaf, "sources", titles, groups, _line, lead, blocks)


def _by_kind(leaf: Leaf) -> Iterator[Md]:
    """How often sources of each kind are relied on, the kind with most sources first."""
    kinds = tallies((str(use.source.kind), use) for use in leaf.register.sources)
    most_first = sorted(kinds.items(), key=lambda pair: (-pair[1].sources, pair[0]))
    yield heading(2, leaf.words.say("site_by_kind"), "by-kind")
    yield rows(
        leaf, (Md(f"{leaf.words.say(f'note_kind_{kind}')}{_counted(leaf, tally)}") for kind, tally in most_first)
    )


def _by_publisher(leaf: Leaf, letters: Mapping[str, Sequence[RegisteredSource]]) -> Iterator[Md]:
    """How often publishers of several sources are relied on, the most often first; each leads to its first source here."""
    published = [(key, use) for key, uses in letters.items() for use in uses if use.source.publisher]
    counted = tallies((str(use.source.publisher), use) for _, use in published)
    several = {name: tally for name, tally in counted.items() if tally.sources > 1}
    if not several:
        return
    index, whole = replace(leaf, path="sources/index.md"), len(leaf.register.sources) <= A_PAGE
    first: dict[str, tuple[str, str]] = {}
    for key, use in published:
        path = "sources/index.md" if whole else f"sources/{key}.md"
        first.setdefault(str(use.source.publisher), (path, _place(leaf, use)))
    most_first = sorted(
        several.items(), key=lambda pair: (-len(pair[1].claims), -pair[1].sources, pair[0].casefold(), pair[0])
    )
    yield heading(2, leaf.words.say("site_by_publisher"), "by-publisher")
    lines = ((*first[name], name, tally) for name, tally in most_first)
    yield rows(
        leaf, (Md(f"{index.to(path, leaf.typed(name), place)}{_counted(leaf, t)}") for path, place, name, t in lines)
    )


def _counted(leaf: Leaf, tally: Tally) -> Md:
    """How many sources, what for, and how many of them are not named or were taken back; below a line."""
    numbers = (
        ("site_many_sources", tally.sources),
        ("site_many_stories", len(tally.stories)),
        ("site_many_claims", len(tally.claims)),
        ("site_many_unnamed", tally.unnamed),
        ("site_many_retracted", tally.retracted),
    )
    return under(leaf.words.say(key, n=str(number)) for key, number in numbers if number)


def _place(leaf: Leaf, use: RegisteredSource) -> str:
    """The id of a source's entry; one that a single story has is named with the story, since others may use the same id."""
    shared = use.id in leaf.archive.shared_sources
    return source_anchor(use.id) if shared else f"source-{anchor(use.stories[0].slug)}.{use.id}"


def _publisher(leaf: Leaf, use: RegisteredSource) -> str:
    return use.source.publisher or source_name(use.id, use.stories[0], leaf.words.locale)


def _title(leaf: Leaf, key: str) -> Md:
    return Md(letter_of(key)) or leaf.words.say(f"site_sources_{key}")


def _line(leaf: Leaf, use: RegisteredSource) -> Md:
    words, source = leaf.words, use.source
    facts = [words.say(f"note_kind_{source.kind}")]
    if source.published:
        facts.append(words.say("note_published", date=leaf.when(source.published.date)))
    if source.read_on:
        key = "note_heard" if source.kind == "person" else "note_read"
        facts.append(words.say(key, date=leaf.when(source.read_on)))
    elif source.unread and source.kind != "person":
        facts.append(words.say("note_not_read_alone"))
    name = Md(f'<span class="ep-place" id="{_place(leaf, use)}"></span>**{leaf.typed(_publisher(leaf, use))}**')
    if source.title and source.publisher:
        name = words.say("with_colon", first=name, rest=source.title)
    where = Md(words.text("comma").join(_there(leaf, use.id, story) for story in use.stories))
    below = [words.say("site_used_in", stories=where)]
    told = [Md(f"{leaf.claim(same[0])}{leaf.marks(same[0].story)}") for same in same_claims(leaf, use.claims)]
    claims = _folded(leaf, use, told) if told else Md("")
    aside = words.say("aside", words=Md(words.text("between_facts").join(facts)))
    return Md(f"{name}{aside}{_retracted(leaf, source)}{under(below)}{claims}")


def _folded(leaf: Leaf, use: RegisteredSource, told: list[Md]) -> Md:
    """For which claims a source is relied on, to be unfolded."""
    many = leaf.words.say("site_for_claims", n=str(len(use.claims)))
    return Md(f'\n\n<details class="ep-more" markdown="1">\n<summary>{many}</summary>\n\n{items(told)}\n\n</details>')


def _retracted(leaf: Leaf, source: Source) -> Md:
    if not source.retracted:
        return Md("")
    said = leaf.words.say("site_retracted", date=leaf.when(source.retracted.date.date))
    return Md(f' <span class="ep-mark">{said}</span>')


def _there(leaf: Leaf, id: str, story: LinkedStory) -> Md:
    """The story, as a link to the source's note in it."""
    return leaf.there(story, f"source-{id}")
