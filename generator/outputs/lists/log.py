"""What was wrong and what is not known: a leaf goes in; the site's log of corrections and the list of what is open come out.

Slips of the pen stand on their story's page alone; nothing else is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from generator.archive import LinkedStory
from generator.outputs.lists.list_view import Leaf
from generator.outputs.lists.parted import Group, parted
from generator.outputs.lists.rows import in_stories, under
from generator.outputs.register import ClaimThere, CorrectionThere, UnknownThere
from generator.text import Md, link, paragraphs
from generator.writing import Page


def log_pages(leaf: Leaf) -> Iterator[Page]:
    """Give the log of corrections and the list of what is not known."""
    yield from _corrections(leaf)
    yield from _unknowns(leaf)


def _corrections(leaf: Leaf) -> Iterator[Page]:
    words = leaf.words
    years: dict[str, list[CorrectionThere | LinkedStory]] = {}
    for there in leaf.register.corrections:
        earliest = there.correction.date.date.earliest
        years.setdefault(str(earliest[0]) if earliest else "any-time", []).append(there)
    groups = [
        Group(
            f"year{year}" if year.isdigit() else year,
            leaf.year(year) if year.isdigit() else words.say("site_any_time"),
            tuple(found),
        )
        for year, found in years.items()
    ]
    taken_back = tuple(story for story in leaf.register.stories if story.story.withdrawn)
    if taken_back:
        groups.append(Group("withdrawn", words.say("site_taken_back"), taken_back))
    lead = words.say("site_corrections_lead" if groups else "site_no_corrections")
    titles = words.text("site_corrections"), words.text("site_corrections_described")
    yield from parted(leaf, "corrections", titles, groups, _correction, lead)


def _correction(leaf: Leaf, there: CorrectionThere | LinkedStory) -> Md:
    if isinstance(there, LinkedStory):
        return leaf.story(there)
    words, one, story = leaf.words, there.correction, there.story
    told = [leaf.plain(one.text, story)]
    told += [words.say("correction_was", was=leaf.plain(one.was, story))] if one.was else []
    text = Md(" ".join(told))
    said = words.say("with_colon", first=words.text(f"correction_{one.kind}"), rest=text)
    return Md(f"{leaf.when(one.date.date)} · {said}{under([in_stories(leaf, [(story, 'changes')])])}")


def _unknowns(leaf: Leaf) -> Iterator[Page]:
    words = leaf.words
    stories: dict[str, list[UnknownThere | ClaimThere]] = {}
    for there in leaf.register.unknowns:
        stories.setdefault(there.story.slug, []).append(there)
    for claim in leaf.register.claims:
        if claim.claim.would_settle_it:
            stories.setdefault(claim.story.slug, []).append(claim)
    groups = [
        Group(slug, leaf.untied(found[0].story), tuple(found), partial(_story, story=found[0].story))
        for slug, found in sorted(stories.items())
    ]
    lead = paragraphs([words.say("site_unknowns_lead"), _contact(leaf)]) if groups else words.say("site_no_unknowns")
    titles = words.text("site_unknowns"), words.text("site_unknowns_described")
    yield from parted(leaf, "unknowns", titles, groups, _unknown, lead)


def _unknown(leaf: Leaf, there: UnknownThere | ClaimThere) -> Md:
    if isinstance(there, UnknownThere):
        return leaf.plain(there.unknown.text, there.story)
    assert there.claim.would_settle_it
    said = leaf.words.say("claim_would_settle", text=leaf.plain(there.claim.would_settle_it, there.story))
    return Md(f"{leaf.claim(there)}{under([said])}")


def _story(leaf: Leaf, *, story: LinkedStory) -> Md:
    """The way to the story whose open questions these are."""
    return under([in_stories(leaf, [(story, "")])])


def _contact(leaf: Leaf) -> Md:
    """An invitation to write in, where the newsroom says how."""
    contact = leaf.archive.newsroom.settings.policies.contact
    if not contact:
        return Md("")
    index, name = replace(leaf, path="unknowns/index.md"), leaf.words.say("policy_contact")
    way = link(name, contact) if ":" in contact else index.to_page(contact, name)
    return Md(f"{leaf.words.say('site_write_in')}{leaf.words.text('blank')}{way}")
