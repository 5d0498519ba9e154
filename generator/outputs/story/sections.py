"""The explainer's prose: a view goes in; sections in the order typed, and questions with their answers, come out.

This module never changes a writer's words.
"""

from __future__ import annotations

import hashlib

from generator.outputs.story import claims, figures, quotes
from generator.outputs.story.timeline import entries as timeline
from generator.outputs.story.view import View
from generator.story import BlockWithEmbeds
from generator.text import Embed, Md, block_md, heading, paragraphs


def part(view: View) -> Md:
    """Every section of the story under its own heading."""
    return paragraphs(
        paragraphs([heading(2, view.typed(s.section.heading), f"section-{s.id}"), _prose(view, s.section.text)])
        for s in view.linked.sections
    )


def _prose(view: View, prose: BlockWithEmbeds) -> Md:
    return block_md(prose.tree, view, lambda embed: _embedded(view, embed))


def _embedded(view: View, embed: Embed) -> Md:
    """An entry shown in the prose, in its compact form, with a link to the full one."""
    kind = view.linked.kinds.get(embed.id)
    if kind == "quote":
        return quotes.compact(view, embed.id)
    if kind == "claim":
        return claims.compact(view, embed.id)
    if kind == "figure":
        return figures.compact(view, embed.id)
    entry = view.linked.date(embed.id)
    return timeline.compact(view, entry) if entry else view.typed(view.entry_text(embed.id))


def questions(view: View) -> Md:
    """Questions readers ask, with their answers."""
    asked = view.linked.story.questions
    if not asked:
        return Md("")
    entries: list[Md] = [heading(2, view.words.say("questions"), "questions")]
    for question in asked:
        text = view.plain(question.question)
        # An address that holds when questions are reordered: made from the words, not from the place.
        id = f"question-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        marks = view.prose_marks(question.question)
        entries += [
            heading(3, view.typed(text), id),
            Md(f"{marks}\n\n{view.block(question.answer)}" if marks else view.block(question.answer)),
        ]
    return paragraphs(entries)
