"""The top of a story page: a view goes in; front matter, headline, the short answer and who made the page come out.

This module never shows a claim without its status.
"""

from __future__ import annotations

import re

from generator.language import direction
from generator.outputs.cite import ended
from generator.outputs.story import as_of_marks, links_out
from generator.outputs.story.sources import signs
from generator.outputs.story.view import View
from generator.story import Correction, CorrectionKind, Credit
from generator.text import Md, boxed, heading, items, link, paragraphs
from generator.text import front_matter as front
from generator.writing import story_path, web_path

LONGEST_DESCRIPTION = 300
LONGEST_WORD = 40
WORDS_A_MINUTE = 220
SIGNS_A_MINUTE = 400  # of Chinese, Japanese or Korean script
_EAST_ASIAN = re.compile("[⺀-鿿가-힣]")


def front_matter(view: View) -> str:
    """Title and description for the page's head, and what the theme needs to know."""
    data: dict[str, object] = {
        "title": view.linked.headline.text(view.words),
        "description": _description(view),
        "lang": view.linked.lang,
        "kind": "story",
    }
    # Only where it is not what goes without saying: the frame turns by itself where Material knows the language.
    if direction(view.linked.lang) == "rtl":
        data["dir"] = "rtl"
    if view.versions:
        data["versions"] = [{"lang": one.lang, "path": web_path(story_path(one.slug))} for one in view.versions]
    if view.linked.draft:
        data["draft_story"] = True
    return front(data)


def _description(view: View) -> str:
    story = view.linked.story
    prose = story.withdrawn.reason if story.withdrawn else story.short_answer or story.summary
    headline = view.linked.headline
    said = view.plain(prose) if prose else story.title
    if headline.before:
        # An answer may begin with 'No.': the standing stands before the headline, and both before the answer.
        title = ended(headline.text(view.words), view.words.text("full_stop"))
        said = f"{title}{view.words.text('blank')}{said}" if prose else title
    text = " ".join(said.split())
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    shown = text[: LONGEST_DESCRIPTION - 1]
    # Chinese has few blanks or none: the text is not cut back to one that stands far from its end.
    return (shown.rsplit(" ", 1)[0] if " " in shown[-LONGEST_WORD:] else shown) + "…"


def head(view: View) -> Md:
    """The headline, and what a reader must know before anything else."""
    story, words = view.linked.story, view.words
    notices = []
    if view.linked.draft:
        notices.append(boxed("ep-notice ep-draft", words.say("draft")))
    if story.fictional:
        notices.append(boxed("ep-notice ep-fictional", words.say("fictional", why=story.fictional)))
    if story.withdrawn:
        text = words.say("withdrawn", date=view.dated(story.withdrawn.date), reason=view.inline(story.withdrawn.reason))
        notices.append(boxed("ep-notice ep-taken-back", text))
    headline = view.linked.headline.badged(words, view.typed(story.title))
    return paragraphs([heading(1, headline, "top", view.linked.lang), as_of_marks.notice(view), *notices])


def answer(view: View) -> Md:
    """The short answer, the status of the main claim, and one line on how it is sourced."""
    story, words = view.linked.story, view.words
    parts: list[Md] = []
    if story.short_answer:
        parts.append(Md(f'<p class="ep-label">{words.say("short_answer")}</p>'))
        parts.append(Md(f'<p class="ep-short-answer" markdown="span">{view.inline(story.short_answer)}</p>'))
    claim = story.claims.get(story.main_claim) if story.main_claim else None
    if claim and story.main_claim:
        lead = Md(f'<span class="ep-label">{words.say("main_claim")}</span>')
        parts.append(Md(f"{lead}{words.text('blank')}{view.claim_link(str(story.main_claim))}"))
        found = view.sourcing[str(story.main_claim)]
        parts.append(Md(f"{signs(found)}{words.text('blank')}{view.teller.claim_sentence(found).md(view.named)}"))
    return boxed("ep-answer", paragraphs(parts)) if parts else Md("")


def state(view: View) -> Md:
    """What state of knowledge the page describes."""
    as_of = view.linked.story.as_of
    return boxed("ep-as-of", view.words.say("as_of", date=view.dated(as_of))) if as_of else Md("")


def byline(view: View) -> Md:
    """Who made the page, when, and how long it takes to read."""
    story, words = view.linked.story, view.words
    facts: list[Md] = []
    for key, people in (("by", story.by), ("edited_by", story.edited_by), ("fact_checked_by", story.fact_checked_by)):
        if people:
            facts.append(words.say(key, names=view.together([_credit(view, person) for person in people])))
    for key, dated in (("published", story.published), ("updated", story.updated), ("reviewed", story.reviewed)):
        if dated:
            facts.append(words.say(key, date=view.dated(dated)))
    if story.topics:
        facts.append(words.say("topics", names=links_out.topics(view)))
    if others := links_out.versions(view):
        links = [links_out.version_link(view, one) for one in others]
        facts.append(words.say("translations", names=view.together(links)))
    facts.append(words.say("minutes", n=str(_minutes(view))))
    return boxed("ep-byline", Md(" · ".join(facts)))


def _credit(view: View, person: Credit) -> Md:
    name = link(view.typed(person.name), person.url) if person.url else view.typed(person.name)
    return Md(f"{name}{view.words.say('aside', words=person.role)}") if person.role else name


def _minutes(view: View) -> int:
    """Whole minutes to read the prose, at least one."""
    story = view.linked.story
    prose = [story.short_answer, story.summary, *story.key_points, *(s.section.text for s in view.linked.sections)]
    prose += [claim.text for claim in story.claims.values()] + [q.answer for q in story.questions]
    text = " ".join(p.text for p in prose if p)
    signs = len(_EAST_ASIAN.findall(text))
    return max(1, round(len(text.split()) / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE))


def corrected(view: View) -> Md:
    """The last correction, where a returning reader must see it."""
    real = [c for c in view.linked.story.corrections if c.kind is not CorrectionKind.TYPO]
    if not real:
        return Md("")
    last = max(enumerate(real), key=lambda pair: (pair[1].date.date.sort_key, pair[0]))[1]
    more = Md(f"[{view.words.say('all_corrections')}](#corrections)")
    return boxed("ep-notice ep-corrected", Md(f"{_correction(view, last)} {more}"))


def _correction(view: View, correction: Correction) -> Md:
    key = "corrected" if correction.kind is CorrectionKind.CORRECTION else "clarified"
    return view.words.say(key, date=view.dated(correction.date), text=view.inline(correction.text))


def summary(view: View) -> Md:
    """What this is about, and what a hurried reader takes away."""
    story, words = view.linked.story, view.words
    if not (story.summary or story.key_points):
        return Md("")
    points = items(view.inline(point) for point in story.key_points)
    return paragraphs(
        [
            heading(2, words.say("summary"), "summary"),
            view.block(story.summary) if story.summary else "",
            points and boxed("ep-key-points", points),
        ]
    )
