"""Source notes: a view and the page's body go in, a footnote for each source cited comes out, in the order of first citation.

This module never writes a note that nothing cites; the links back are made by the footnotes extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.archive import support_without
from generator.language import language_name, number, word
from generator.outputs.story import links_out
from generator.outputs.story.people import unnamed_facts
from generator.outputs.story.view import View
from generator.story import LinkStatus, Source, SourceKind
from generator.text import Md, heading, html_attribute, link

_MARK = re.compile(r"\[\^([a-z0-9][a-z0-9-]*)\]")


def part(view: View, body: Md) -> Md:
    """The notes, as Markdown footnotes under a heading that ends the page."""
    cited = [id for id in dict.fromkeys(_MARK.findall(body)) if id in view.linked.sources]
    if not cited:
        return Md("")
    notes = "\n\n".join(f"[^{id}]: {_note(view, id, view.linked.sources[id])}" for id in cited)
    return Md(f"{heading(2, view.words.say('notes'), 'source-notes')}\n\n{notes}")


def _note(view: View, id: str, source: Source) -> Md:
    title = view.source_md(id, source.title) if source.title else Md("")
    name = view.source_md(id, view.source_text(id))
    main = (
        link(title or name, source.url)
        if source.url and source.link_status is not LinkStatus.USURPED
        else title or name
    )
    words = view.words
    apart = bool(title) and title != name
    lead = words.say("with_colon", first=Md(f"**{name}**"), rest=main) if apart else Md(f"**{main}**")
    facts = Md(words.text("semicolon").join(fact for fact in _facts(view, id, source) if fact))
    told = [Md(f"{_retracted(view, source)}{lead}{words.say('aside', words=facts)}{words.text('full_stop')}")]
    told += [words.say("note_about", text=source.about_the_source)] if source.about_the_source else []
    told += [used] if (used := links_out.also_used(view, id)) else []
    anchor = f'<span class="ep-note" id="source-{id}"></span>'
    called = html_attribute(view.words.text("note_here", name=view.source_text(id)))
    here = f'<a class="headerlink" href="#source-{id}" aria-label="{called}">#</a>'
    return Md(f"{anchor}{' '.join(told)} {here}")


def _retracted(view: View, source: Source) -> Md:
    if not source.retracted:
        return Md("")
    text = view.words.say("note_retracted", date=view.dated(source.retracted.date), note=source.retracted.note or "")
    return Md(f'<strong class="ep-retracted">{text.strip()}</strong> ')


def _facts(view: View, id: str, source: Source) -> Iterator[Md]:
    words = view.words
    yield words.say(f"note_kind_{source.kind}")
    if source.author:
        yield words.say("note_author", names=view.credits(source.author))
    if source.by:
        yield words.say("note_said_by", names=view.names(map(str, source.by)))
    if source.publisher and view.source_text(id) != source.publisher:
        yield view.source_md(id, source.publisher)
    if source.lang and source.lang != view.linked.lang:
        yield words.say("note_language", language=language_name(source.lang, words.locale))
    if source.published:
        yield words.say("note_published", date=view.dated(source.published))
    yield from _of_its_kind(view, source)
    yield from _standing(view, id, source)
    yield from _addresses(view, source)


def _of_its_kind(view: View, source: Source) -> Iterator[Md]:
    words = view.words
    if source.court:
        yield words.say("note_court", court=source.court)
    if source.case_no:
        yield words.say("note_case_no", number=number(source.case_no, words.locale))
    if source.filed_by:
        yield words.say("note_filed_by", names=view.credits(source.filed_by))
    if source.jurisdiction:
        yield words.say("note_jurisdiction", jurisdiction=source.jurisdiction)
    if source.in_force:
        yield words.say("note_in_force", date=view.dated(source.in_force))
    if source.examines:
        yield words.say("note_examines", what=source.examines)
    if source.peer_reviewed is not None:
        yield words.say("note_peer_reviewed" if source.peer_reviewed else "note_not_peer_reviewed")
    if source.paid_for_by:
        yield words.say("note_paid_for_by", names=view.credits(source.paid_for_by))


def _standing(view: View, id: str, source: Source) -> Iterator[Md]:
    """Whether it is a primary document, whether we read it, and what it stands on."""
    words = view.words
    if source.primary:
        yield words.say("note_primary")
    if source.read_on:
        key = "note_heard" if source.kind is SourceKind.PERSON else "note_read"
        yield words.say(key, date=view.when(source.read_on))
    elif source.unread:
        yield _unread(view, id, source)
    named = [str(ref) for ref in source.relies_on if not ref.is_special]
    if named:
        yield words.say("note_relies_on", names=view.names(named))
    if any(ref.is_special for ref in source.relies_on):
        yield words.say("note_relies_else_not_stated" if named else "note_relies_not_stated")
    yield from _fallen(view, id)
    if source.anonymous:
        yield words.say("note_unnamed")
        yield from unnamed_facts(view, source.anonymous)


def _fallen(view: View, id: str) -> Iterator[Md]:
    """What is gone of that which a source stands on."""
    below = (view.web.reached([id]) & view.retracted) - {id} if view.retracted else frozenset()
    if below:
        support = support_without(view.web, [(id,)], below)
        names = view.names(other for other in view.linked.sources if other in below)
        yield Md(f'<span class="ep-gone">{view.words.say(f"note_gone_{support}", names=names)}</span>')


def _unread(view: View, id: str, source: Source) -> Md:
    through = view.linked.known_through.get(id)
    if not through:
        return view.words.say("note_not_read_alone")
    key = "note_not_met" if source.kind is SourceKind.PERSON else "note_not_read"
    return view.words.say(key, through=view.names(through))


def _addresses(view: View, source: Source) -> Iterator[Md]:
    words = view.words
    if source.link_status:
        yield words.say(f"note_link_{source.link_status}")
    if source.archived:
        text = (
            words.say("note_archived_on", date=word(source.archived_on, words.locale))
            if source.archived_on
            else words.say("note_archived")
        )
        yield link(text, source.archived)
