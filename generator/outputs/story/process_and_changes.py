"""The end of a story page: a view goes in; how we know, corrections, updates, policies and what else to read come out.

This module never shows the writer's notes.
"""

from __future__ import annotations

from generator.outputs.story import as_of_marks, since
from generator.outputs.story.explained import to_policy
from generator.outputs.story.view import View
from generator.story import Correction, HowWeKnow, Policies
from generator.text import Md, boxed, heading, items, link, paragraphs, titled
from generator.versions import anchors


def how_we_know(view: View) -> Md:
    """The process box."""
    box = view.linked.story.how_we_know
    if not box:
        return Md("")
    parts: list[Md] = []
    for name in HowWeKnow.model_fields:
        text = getattr(box, name)
        if text:
            parts.append(titled(view.words.say(f"how_{name}"), view.block(text)))
    return (
        paragraphs([heading(2, view.words.say("how_we_know"), "how-we-know"), boxed("ep-process", paragraphs(parts))])
        if parts
        else Md("")
    )


def changes(view: View) -> Md:
    """Corrections and the live log; that nothing was corrected is told too."""
    story, words = view.linked.story, view.words
    corrections = sorted(
        zip(anchors(story.corrections), story.corrections, strict=True),
        key=lambda pair: pair[1].date.date.sort_key,
        reverse=True,
    )
    updates = sorted(
        zip(anchors(story.updates), story.updates, strict=True),
        key=lambda pair: pair[1].date.date.sort_key,
        reverse=True,
    )
    parts: list[Md] = [heading(2, words.say("changes"), "changes"), heading(3, words.say("corrections"), "corrections")]
    parts.append(items(_correction(view, id, one) for id, one in corrections) or words.say("no_corrections"))
    if updates:
        parts.append(heading(3, words.say("updates"), "updates"))
        parts += [
            paragraphs([Md(f"{since.anchor('update', id)}**{view.dated(one.date)}**"), view.block(one.text)])
            for id, one in updates
        ]
    return paragraphs(parts)


def _correction(view: View, id: str, one: Correction) -> Md:
    words, told = view.words, view.inline(one.text)
    if one.was:
        told = Md(f"{told} {words.say('correction_was', was=view.inline(one.was))}")
    known = one.claim and one.claim in view.linked.story.claims
    claim = words.say("aside", words=view.claim_link(str(one.claim))) if known else Md("")
    said = words.say("with_colon", first=words.text(f"correction_{one.kind}"), rest=told)
    unsure = as_of_marks.list_mark(view, "correction", one, view.linked.story.corrections)
    return Md(f"{since.anchor('correction', id)}{view.dated(one.date)} · {said}{claim}{unsure}")


def policies(view: View) -> Md:
    """Links to the newsroom's own rules."""
    given = view.archive.newsroom.settings.policies
    links = []
    for name in Policies.model_fields:
        target = getattr(given, name)
        if target:
            links.append(link(view.words.say(f"policy_{name}"), to_policy(view, target)))
    return paragraphs([heading(2, view.words.say("policies"), "policies"), items(links)]) if links else Md("")


def related(view: View) -> Md:
    """Other stories and pages worth reading."""
    lines: list[Md] = []
    for one in view.linked.story.related:
        if one.story:
            if str(one.story) not in view.archive.headlines:
                continue
            shown = view.story_link(str(one.story), view.archive.headlines[str(one.story)].text(view.words))
        else:
            shown = link(view.typed(one.title or ""), one.url or "")
        lines.append(view.words.say("with_colon", first=shown, rest=one.why) if one.why else shown)
    return paragraphs([heading(2, view.words.say("related"), "related"), items(lines)]) if lines else Md("")
