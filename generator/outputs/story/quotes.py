"""In their words: a view goes in, each quote comes out with its speaker, date, form and source.

This module never puts quotation marks around a paraphrase.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.story import as_of_marks, retraction_notices
from generator.outputs.story.view import View
from generator.story import Extent, Quote, QuoteForm
from generator.text import Md, boxed, escape, heading, is_unspaced, items, link, paragraphs
from generator.versions import role_then


def part(view: View) -> Md:
    """Every quote of the story, in the order typed."""
    quotes = view.linked.story.quotes
    if not quotes:
        return Md("")
    entries = (_quote(view, id, quote) for id, quote in quotes.items())
    return paragraphs([heading(2, view.words.say("quotes"), "quotes"), *entries])


def _quote(view: View, id: str, quote: Quote) -> Md:
    body = paragraphs(
        [
            heading(3, _title(view, quote), f"quote-{id}"),
            _words(view, quote),
            retraction_notices.of_entry(view, quote),
            as_of_marks.mark(view, "quote", id),
            items(_facts(view, quote)),
        ]
    )
    return boxed("ep-card ep-quote", body)


def _title(view: View, quote: Quote) -> Md:
    """Who says it; the words follow below, so the heading does not repeat them."""
    names = view.together([view.typed(_speaker(view, str(by))) for by in quote.by])
    if not names:
        return view.typed(_shown(view, quote))
    # Chinese words go on without a blank.
    unspaced = quote.context and is_unspaced(quote.context[0])
    return Md(f"{names}{'' if unspaced else ' '}{view.typed(quote.context)}") if quote.context else names


def _speaker(view: View, id: str) -> str:
    return view.actor_text(id) if id in view.linked.actors else view.source_text(id)


def _shown(view: View, quote: Quote) -> str:
    return quote.text if quote.form is QuoteForm.PARAPHRASE else view.quoted(quote.text)


def _words(view: View, quote: Quote) -> Md:
    text = _shown(view, quote)
    words = view.in_script(text, quote.lang) if quote.lang else escape(text)
    return Md(f"> {words}{view.cites(quote.sources)}")


def _facts(view: View, quote: Quote) -> Iterator[Md]:
    words = view.words
    if quote.date:
        yield view.dated(quote.date)
        yield from _role_then(view, quote)
    if quote.extent is Extent.FRAGMENT:
        yield words.say("quote_fragment_translated" if quote.form is QuoteForm.TRANSLATED else "quote_fragment")
    if quote.form not in (QuoteForm.AS_PRINTED, QuoteForm.TRANSLATED) or _told_whole(quote):
        yield words.say(f"quote_{quote.form}")
    if quote.original:
        original = view.in_script(view.quoted(quote.original.text), quote.original.lang)
        yield words.say("quote_original", words=original)


def _told_whole(quote: Quote) -> bool:
    """Whether it is a translation that is no fragment: of a fragment one line says both."""
    return quote.form is QuoteForm.TRANSLATED and quote.extent is not Extent.FRAGMENT


def _role_then(view: View, quote: Quote) -> Iterator[Md]:
    """What the one speaker was at the time, where that is certain."""
    speaker = view.linked.actors.get(str(quote.by[0])) if len(quote.by) == 1 else None
    held = role_then(speaker, quote.date.date) if speaker and quote.date else None
    if held and held.when:
        said = view.words.say("actor_role_when", role=held.role, date=view.dated(held.when))
        yield view.words.say("quote_role_then", role=said)


def compact(view: View, id: str) -> Md:
    """A quote inside prose: the words, the speaker, and a link to the full entry."""
    quote = view.linked.story.quotes[id]
    names = view.together([view.typed(_speaker(view, str(by))) for by in quote.by]) or view.words.say("quotes")
    return boxed(
        "ep-embed ep-quote",
        paragraphs(
            [
                _words(view, quote),
                Md(
                    f"{view.words.say('quote_by', names=link(names, f'#quote-{id}'))}{retraction_notices.badge(view, quote)}"
                ),
            ]
        ),
    )
