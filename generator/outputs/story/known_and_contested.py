"""What is known, contested and not known: a view goes in, each claim under the heading of its status comes out, then the unknowns.

This module never leaves a claim out and never shows one without its status.
"""

from __future__ import annotations

from generator.outputs.story import explained, since
from generator.outputs.story.view import View
from generator.story import IN_LISTS
from generator.text import Md, heading, items, paragraphs
from generator.versions import anchors


def part(view: View) -> Md:
    """The claims by status, what is not known, and what would settle it."""
    story, words = view.linked.story, view.words
    groups: list[Md] = []
    for status in IN_LISTS:
        ids = [id for id, claim in story.claims.items() if claim.standing is status]
        if ids:
            name = f"standing_{status or 'none'}"
            groups.append(_group(words.say(name), items(view.claim_link(id) for id in ids), f"ep-{status or 'none'}"))
    if story.unknowns:
        lines = [
            Md(f"{since.anchor('unknown', id)}{view.inline(unknown.text)}{_about(view, unknown.about)}")
            for id, unknown in zip(anchors(story.unknowns), story.unknowns, strict=True)
        ]
        groups.append(_group(words.say("unknown"), items(lines), "ep-unknown"))
    settling = [claim.would_settle_it for claim in story.claims.values() if claim.would_settle_it]
    if settling:
        groups.append(_group(words.say("would_settle"), items(view.inline(text) for text in settling), "ep-settle"))
    if not groups:
        return Md("")
    body = paragraphs(groups)
    return paragraphs(
        [
            heading(2, words.say("standing"), "standing"),
            Md(f'<div class="ep-standing" markdown="1">\n\n{body}\n\n</div>'),
            explained.line(view, "words_explained", "status"),
        ]
    )


def _group(title: Md, content: Md, kind: str) -> Md:
    return Md(f'<div class="ep-group {kind}" markdown="1">\n\n**{title}**\n\n{content}\n\n</div>')


def _about(view: View, ids: tuple[str, ...]) -> Md:
    # A claim is named in full right above; an actor's name helps.
    names = [str(id) for id in ids if str(id) in view.linked.actors]
    return view.words.say("aside", words=view.names(names)) if names else Md("")
