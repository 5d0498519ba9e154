"""The register of claims: a leaf goes in; every claim of every story comes out under its status, with who makes it and where it stands.

It never shows a claim without its status.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.md import Md
from generator.page import Page
from generator.register import ClaimThere
from generator.render.site_pages.leaf import ORDER, Group, Leaf


def render(leaf: Leaf) -> Iterator[Page]:
    """Give the register of claims."""
    words, claims = leaf.words, leaf.register.claims
    groups = [
        Group(str(status or "none"), words.say(f"standing_{status or 'none'}"), found)
        for status in ORDER
        if (found := tuple(one for one in claims if one.claim.standing is status))
    ]
    if groups:
        yield from leaf.parted(
            "claims", (words.text("site_claims"), words.text("site_claims_described")), groups, _line
        )


def _line(leaf: Leaf, there: ClaimThere) -> Md:
    by = tuple(map(str, there.claim.by))
    says = f" · {leaf.words.say('claim_by', names=leaf.actors(by, there.story))}" if by else ""
    return leaf.among(Md(f"{leaf.claim(there)}{says}"), there.story)
