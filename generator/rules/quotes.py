"""Rules on quotes: a case goes in; quotes without a speaker, in the wrong form, or that their sources do not bear out come out.

They compare what was typed with the sources and their saved copies, and never judge what was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dates import certainly_before
from generator.rules.facts import plain_words
from generator.rules.rule import Case, Finding, Rule
from generator.story import KeyPath, QuoteForm, walk

# Quotation marks by their openings; several languages close with what others open with.
_CLOSING = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
}


def quote_without_speaker(case: Case) -> Iterator[Finding]:
    """Words in quotation marks, and nobody who said them."""
    for id, quote in case.story.story.quotes.items():
        if not quote.by:
            hint = "Add 'by:' with an actor, or with the source where the words are its own."
            yield Finding(("quotes", id), f"Nobody is named who said the quote '{id}'.", hint, at_key=True)


def quote_after_its_source(case: Case) -> Iterator[Finding]:
    """Words that were said, going by the dates, after the source that prints them was published."""
    sources = case.story.sources
    for id, quote in case.story.story.quotes.items():
        for citation in quote.sources if quote.date else ():
            printed = sources[str(citation.source)].published if str(citation.source) in sources else None
            if quote.date and printed and certainly_before(printed.date, quote.date.date):
                yield Finding(
                    ("quotes", id, "date"),
                    f"The quote '{id}' is dated {quote.date.date.text}, after '{citation.source}' printed it ({printed.date.text}).",
                    "Look at both dates.",
                )
                break


def verbatim_in_another_language(case: Case) -> Iterator[Finding]:
    """Words said to be checked against the original stand in a language that none of their sources has."""
    story = case.story
    for id, quote in story.story.quotes.items():
        if quote.form is not QuoteForm.VERBATIM:
            continue
        cited = [
            story.sources[str(c)] for one in quote.sources for c in (one.source, *one.citing) if str(c) in story.sources
        ]
        languages = {source.lang.split("-")[0] for source in cited if source.lang}
        words = (quote.lang or story.lang).split("-")[0]
        if cited and all(source.lang for source in cited) and words not in languages:
            yield Finding(
                ("quotes", id, "form"),
                f"The quote '{id}' is called verbatim, but it is in '{words}' and its sources are in {_listed(languages)}.",
                "Say 'form: translated' and give the 'original', or add the source in its language.",
            )


def translation_without_original(case: Case) -> Iterator[Finding]:
    """A translated quote does not give the words that were said."""
    for id, quote in case.story.story.quotes.items():
        if quote.form is QuoteForm.TRANSLATED and not quote.original:
            yield Finding(
                ("quotes", id, "form"),
                f"The quote '{id}' is translated, and the words themselves are missing.",
                "Add 'original: {lang: ..., text: ...}'; where you do not have them, say 'form: as-printed'.",
            )


def quote_not_in_copy(case: Case) -> Iterator[Finding]:
    """The saved copies of a quote's sources do not contain its words; blanks and kinds of quotation marks do not count."""
    story, saved = case.story, case.facts.saved
    for id, quote in story.story.quotes.items():
        if quote.form is QuoteForm.PARAPHRASE or (quote.form is QuoteForm.TRANSLATED and not quote.original):
            continue
        paths = [story.sources[str(c.source)].saved for c in quote.sources if str(c.source) in story.sources]
        copies = [saved[path] for path in paths if path and path in saved]
        words = quote.original.text if quote.original else quote.text
        if copies and not any(_contains(copy, words) for copy in copies):
            yield Finding(
                ("quotes", id, "text"),
                f"The words of the quote '{id}' do not stand in the saved copy of its source.",
                "Compare them letter by letter; mark words left out with '...', or say 'form: paraphrase'.",
            )


def copy_missing(case: Case) -> Iterator[Finding]:
    """A source names a saved copy that cannot be read."""
    for id, source in case.story.story.sources.items():
        if source.saved and source.saved not in case.facts.saved:
            yield Finding(
                ("sources", id, "saved"),
                f"The saved copy '{source.saved}' cannot be read.",
                "Give the path below stories/ of a text, Markdown or HTML file in UTF-8 of at most 5 MB.",
            )


def _contains(copy: str, words: str) -> bool:
    """Whether the pieces of a quote, parted by dots for words left out, stand in the copy one after the other."""
    at, text = 0, copy
    for piece in re.split(r"\[?(?:\.\.\.|…)\]?", words):
        found = text.find(plain_words(piece), at)
        if found < 0:
            return False
        at = found
    return True


def _listed(languages: set[str]) -> str:
    return " and ".join(f"'{lang}'" for lang in sorted(languages))


def marks_typed(case: Case) -> Iterator[Finding]:
    """Words that a page puts between quotation marks stand between some already: readers would see them twice."""
    story = case.story.story
    typed: list[tuple[KeyPath, str]] = []
    for id, quote in story.quotes.items():
        typed.append((("quotes", id, "text"), quote.text))
        if quote.original:
            typed.append((("quotes", id, "original", "text"), quote.original.text))
    for path, part in walk(story):
        stated = getattr(part, "as_stated", None)
        if isinstance(stated, str):
            typed.append(((*path, "as_stated"), stated))
    for path, text in typed:
        if bare := _between_marks(text):
            yield Finding(
                path,
                "These words stand in quotation marks, and the page adds its own.",
                f"Take the marks out: {bare if len(bare) <= 60 else f'{bare[:59]}…'}",
            )


def _between_marks(text: str) -> str:
    """What stands between the two marks of a text that is one quotation as a whole; empty for any other text."""
    closing = _CLOSING.get(text[:1], "")
    inner = text[1:].rstrip(".")
    if not closing or inner[-1:] not in tuple(closing):
        return ""
    inner = inner[:-1]
    # “Yes,” she said, “no”: two quotations, not one.
    return "" if any(mark in inner for mark in (text[0], *closing)) else inner


RULES = (
    Rule("quote-without-speaker", quote_without_speaker),
    Rule("quote-after-its-source", quote_after_its_source),
    Rule("verbatim-in-another-language", verbatim_in_another_language),
    Rule("translation-without-original", translation_without_original),
    Rule("quote-not-in-copy", quote_not_in_copy),
    Rule("copy-missing", copy_missing),
    Rule("quotation-marks-typed", marks_typed),
)
