"""The timeline: a view goes in, an ordered list of dates comes out, each with its precision, the source's words and its status.

This module never states a claim as a happening: an entry that carries a claim shows the claim's status beside it.
"""

from __future__ import annotations

from generator.archive import Support, TimelineEntry
from generator.media import ENTRY
from generator.outputs.drawing import CANCELLED, NO_STATUS, OWN, PLANNED, EntryFacts, entry_attributes, tools
from generator.outputs.story import as_of_marks, images, retraction_notices
from generator.outputs.story.timeline.picture import picture
from generator.outputs.story.timeline.words import look_of
from generator.outputs.story.view import View
from generator.story import Citation, Happened, Status
from generator.text import Md, Paragraph, SourceMark, boxed, escape, heading, link, paragraphs, walk

LIST = "timeline-list"
"""The id of the list, by which the filter and the picture know it."""


def part(view: View) -> Md:
    """All dates of the story in time order."""
    if not view.linked.timeline:
        return Md("")
    facts = {entry.id: facts_of(view, entry) for entry in view.linked.timeline}
    entries = "\n\n".join(_entry(view, entry, facts[entry.id]) for entry in view.linked.timeline)
    listed = Md(f'<ol class="ep-timeline" id="{LIST}" data-timeline="" markdown="1">\n\n{entries}\n\n</ol>')
    names = {id: view.actor_text(id) for id in view.linked.actors}
    return paragraphs(
        [
            heading(2, view.words.say("timeline"), "timeline"),
            tools(LIST, tuple(facts.values()), names, view.words),
            picture(view, LIST),
            listed,
        ]
    )


def facts_of(view: View, entry: TimelineEntry) -> EntryFacts:
    """What the timeline is filtered by: how an entry stands, who takes part in it, what it is about.

    Settled is a happening that is confirmed, or told in our own voice with sources, as long as all its sources stand.
    """
    date, claim = entry.entry, entry.claim
    supported = retraction_notices.support_of(view, entry) is Support.WHOLE
    if date.happened is not Happened.YES:
        standing, settled = (PLANNED if date.happened is Happened.PLANNED else CANCELLED), False
    elif claim:
        standing, settled = str(claim.standing or NO_STATUS), claim.standing is Status.CONFIRMED
    else:
        standing, settled = OWN, bool(entry.citations) or _cites(entry)
    return EntryFacts(entry.id, standing, settled and supported, entry.actors, tuple(map(str, date.topics)))


def _cites(entry: TimelineEntry) -> bool:
    """Whether the entry's own words cite a source."""
    text = entry.entry.text
    return bool(text) and any(isinstance(node, SourceMark) for node in walk(text.tree if text else ()))


def _entry(view: View, entry: TimelineEntry, facts: EntryFacts) -> Md:
    look = look_of(entry)
    kind = f" {look}" if look else ""
    body = paragraphs(
        [
            # Date and status stand in the heading: whoever hears the page, leaps from heading to heading, or finds the
            # entry by the search gets them before the headline, as readers see them.
            heading(
                3,
                Md(f'<span class="ep-when">{_when(view, entry)}</span> {escape(entry.entry.title)}'),
                f"date-{entry.id}",
            ),
            _text(view, entry),
            images.figure(view, ("date", entry.id), entry.entry.image, ENTRY),
            retraction_notices.of_entry(view, entry),
            _notes(view, entry),
        ]
    )
    return Md(f'<li class="ep-date{kind}"{entry_attributes(facts)} markdown="block">\n\n{body}\n\n</li>')


def _when(view: View, entry: TimelineEntry) -> Md:
    date, words = entry.entry, view.words
    signs = [view.when(date.date.date)]
    if date.last_known:
        signs.append(
            Md(
                f'<span class="ep-last-known">{words.say("timeline_last_known", date=view.when(date.last_known))}</span>'
            )
        )
    if date.happened is not Happened.YES:
        signs.append(Md(f'<span class="ep-badge ep-{date.happened}">{words.say(f"timeline_{date.happened}")}</span>'))
    if entry.claim and entry.claim.standing:
        signs.append(view.badge(entry.claim))
    signs.append(as_of_marks.mark(view, "date", entry.id))
    return Md(" ".join(sign for sign in signs if sign))


def _text(view: View, entry: TimelineEntry) -> Md:
    """The entry's own words, or the claim's, with the marks of its sources at their end."""
    marks = view.cites(citation for citation in entry.citations if not _cited_in_words(entry, citation))
    if entry.entry.text:
        between = "" if _ends_in_words(entry) else "\n\n"
        # Without a box of its own the second paragraph of a list's item would fall out of its list inside this one.
        return Md(f'<div markdown="block">\n\n{view.block(entry.entry.text)}{between}{marks}\n\n</div>')
    if entry.claim:
        return Md(f"{view.inline(entry.claim.text)}{marks}")
    return (
        Md(f'<p class="ep-marks" markdown="span">{view.words.say("timeline_sources", marks=marks)}</p>')
        if marks
        else Md("")
    )


def _cited_in_words(entry: TimelineEntry, citation: Citation) -> bool:
    """Whether the entry's words cite just this already, so that its mark need not stand twice."""
    prose = entry.entry.text or (entry.claim.text if entry.claim else None)
    items = [item for node in walk(prose.tree if prose else ()) if isinstance(node, SourceMark) for item in node.items]
    listed = (str(citation.source), tuple(map(str, citation.citing)), citation.where or "")
    return any((item.source, item.citing, item.where) == listed for item in items)


def _ends_in_words(entry: TimelineEntry) -> bool:
    tree = entry.entry.text.tree if entry.entry.text else ()
    return bool(tree) and isinstance(tree[-1], Paragraph)


def _notes(view: View, entry: TimelineEntry) -> Md:
    """The source's words for the date, what was worked out, and what the status means for the entry."""
    date = entry.entry
    as_stated = date.as_stated or date.date.as_stated
    counted_from = str(date.counted_from or date.date.counted_from or "")
    notes = [view.date_notes(as_stated, counted_from, date.worked_out or date.date.worked_out)]
    if entry.claim:
        key = "timeline_confirmed" if entry.claim.standing is Status.CONFIRMED else "timeline_claimed"
        notes.append(Md(f"[{view.words.say(key)}](#claim-{entry.claim_id})"))
    text = Md(" · ".join(note for note in notes if note))
    return Md(f'<p class="ep-date-notes" markdown="span">{text}</p>') if text else Md("")


def compact(view: View, entry: TimelineEntry) -> Md:
    """The entry inside prose: date, title, status, and a link to the full one."""
    return boxed(
        "ep-embed",
        Md(
            f"{_when(view, entry)} {view.date_link(entry) if not entry.claim else _title(view, entry)}"
            f"{retraction_notices.badge(view, entry)}"
        ),
    )


def _title(view: View, entry: TimelineEntry) -> Md:
    return link(view.typed(entry.entry.title), f"#date-{entry.id}")
