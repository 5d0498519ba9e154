"""The register of claims: a leaf goes in; every claim of every story comes out under its status, with who makes it and where it stands.

It never shows a claim without its status.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.lists.list_view import Leaf
from generator.outputs.lists.parted import Group, parted
from generator.outputs.lists.rows import claim_row, same_claims
from generator.outputs.register import ClaimThere
from generator.story import IN_LISTS
from generator.text import Md, html_attribute, paragraphs
from generator.writing import Page

# What the script of the filter says, as attributes of an element that is empty without it.
FILTER = ("label", "words", "status", "actor", "story", "all", "shown", "none", "page", "clear")


def claim_lists(leaf: Leaf) -> Iterator[Page]:
    """Give the register of claims."""
    words, claims = leaf.words, leaf.register.claims
    groups = [
        Group(
            str(status or "none"), words.say(f"standing_{status or 'none'}"), tuple(same_claims(leaf, found)), _filter
        )
        for status in IN_LISTS
        if (found := tuple(one for one in claims if one.claim.standing is status))
    ]
    if groups:
        lead = paragraphs(
            [
                words.say("site_claims_lead"),
                words.say("site_count_claims", n=str(sum(len(group.things) for group in groups))),
            ]
        )
        titles = words.text("site_claims"), words.text("site_claims_described")
        yield from parted(leaf, "claims", titles, groups, _line, lead)


def _filter(leaf: Leaf) -> Md:
    """The place of the filter, which a script fills; the first one of a page counts."""
    # The script fills in the numbers.
    texts = {key: leaf.words.text(f"filter_{key}", shown="{shown}", all="{all}") for key in FILTER}
    said = " ".join(f'data-{key}="{html_attribute(text)}"' for key, text in texts.items())
    return Md(f'<div class="ep-filter" hidden {said}></div>')


def _line(leaf: Leaf, same: tuple[ClaimThere, ...]) -> Md:
    return claim_row(leaf, same)
