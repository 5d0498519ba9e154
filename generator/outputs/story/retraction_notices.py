"""What a reader must know of an entry beside its words: a view and an entry go in, notices on sources that were taken back come out.

This module never changes a status, and calls support gone only where no chain is left that avoids the fallen sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.archive import Support, TimelineEntry, citation_paths, uses
from generator.outputs.story.view import View
from generator.sourcing import figure_sources
from generator.story import Citation, Claim, Figure, HistoryLine, Quote, Response, Source, walk
from generator.text import Md, boxed, escape, escape_part, items, link, paragraphs

Entry = Claim | TimelineEntry | Quote | Response | Figure
"""Whatever stands on sources of its own."""


def of_entry(view: View, entry: Entry) -> Md:
    """Every notice on an entry, as a paragraph; empty for most."""
    text = in_words(view, entry)
    return Md(f'<p class="ep-gone" markdown="span">{text}</p>') if text else Md("")


def in_words(view: View, entry: Entry) -> Md:
    """The notices on an entry as sentences: which of its support is gone, and of a claim when its status was set."""
    support = support_of(view, entry)
    if support is Support.WHOLE:
        return Md("")
    ids = _fallen_below(view, _citations(view, entry))
    said = [view.words.say(f"gone_{support}", names=view.together([_when_fallen(view, id) for id in ids]))]
    if isinstance(entry, Claim) and entry.standing:
        said.append(_looked_again(view, entry, ids))
    return Md(view.words.text("blank").join(said))


def badge(view: View, entry: Entry) -> Md:
    """The notice in a few words, for lists, tables and compact forms; empty for most."""
    support = support_of(view, entry)
    if support is Support.WHOLE:
        return Md("")
    words = view.words.say(f"gone_badge_{support}")
    return Md(f' <span class="ep-gone-badge"><span aria-hidden="true">!</span> {words}</span>')


def support_of(view: View, entry: Entry) -> Support:
    """What remains of an entry's support; the whole where it names no source, since then nothing fell."""
    citations = _citations(view, entry)
    return view.support(*citation_paths(citations)) if citations and view.retracted else Support.WHOLE


def _citations(view: View, entry: Entry) -> tuple[Citation, ...]:
    if isinstance(entry, Figure):
        return figure_sources(entry, view.linked)
    return entry.citations if isinstance(entry, TimelineEntry) else entry.sources


def _fallen_below(view: View, citations: Iterable[Citation]) -> list[str]:
    """The sources taken back that lie on the citations' chains, in the order of the story's sources."""
    on_chains: set[str] = set()
    for path in citation_paths(citations):
        on_chains |= view.web.reached(path[-1:]).union(path)
    return [id for id in view.linked.sources if id in on_chains & view.retracted]


def _when_fallen(view: View, id: str) -> Md:
    retracted = view.linked.sources[id].retracted
    return view.words.say(
        "gone_source", name=view.name(id), date=view.when(retracted.date.date) if retracted else Md("")
    )


def _looked_again(view: View, claim: Claim, fallen: list[str]) -> Md:
    """Whether the status was set since: a line of the history that begins no earlier than the last of the retractions."""
    line = decision(view, claim, fallen)
    if line is None:
        return view.words.say("gone_status_before")
    return view.words.say("gone_status_after", date=view.when(line.date.date))


def decision(view: View, claim: Claim, fallen: Iterable[str]) -> HistoryLine | None:
    """The last line of a claim's history, if it dates from the fallen sources' retraction or later."""
    line = claim.history[-1] if claim.history else None
    since = line.date.date.earliest if line else None
    days = [r.date.date.earliest for r in (view.linked.sources[id].retracted for id in fallen) if r]
    return line if since and all(day and since >= day for day in days) else None


# -- the box near the top --


def part(view: View) -> Md:
    """A box for a page some of whose sources were taken back: which, when, what was said, and what stands on each."""
    cited = {use.id for use in uses(walk(view.linked.story))} if view.retracted else set()
    entries = list(_entries(view)) if cited else []
    lines: list[Md] = []
    for id, source in view.linked.sources.items():
        if source.retracted:
            resting = [(key, shown) for key, shown, below in entries if id in below]
            if resting or id in cited:
                lines.append(_line(view, id, source, resting))
    if not lines:
        return Md("")
    words = view.words
    claims = any(key == "gone_claims" for key, _, _ in entries)
    return boxed(
        "ep-notice ep-fallen",
        paragraphs(
            [
                Md(f"**{words.say('gone_title', n=str(len(lines)))}**"),
                *lines,
                words.say("gone_lowers_nothing") if claims else "",
            ]
        ),
    )


def _line(view: View, id: str, source: Source, resting: list[tuple[str, Md]]) -> Md:
    """One source: when it was taken back, what was said of it, and the entries that stand on it, by what they are."""
    parted = view.words.text("blank")
    note = escape_part(source.retracted.note, line_start=False) if source.retracted and source.retracted.note else ""
    said = Md(f"{_when_fallen(view, id)}{view.words.text('full_stop')}{parted if note else ''}{note}")
    if not resting:
        return Md(f"{said}{parted}{view.words.say('gone_in_prose')}")
    kinds = dict.fromkeys(key for key, _ in resting)
    lists = (view.listed(kind, [shown for key, shown in resting if key == kind]) for kind in kinds)
    return paragraphs([said, items(lists)])


def _entries(view: View) -> Iterator[tuple[str, Md, frozenset[str]]]:
    """Every entry that stands on a fallen source: what sort of entry it is, a link to it, and on which."""
    story = view.linked.story
    found: list[tuple[str, Md, Entry]] = [
        ("gone_claims", view.claim_link(id), claim) for id, claim in story.claims.items()
    ]
    found += [("gone_dates", view.date_link(entry), entry) for entry in view.linked.timeline]
    found += [
        ("gone_quotes", link(view.typed(view.entry_text(id)), f"#quote-{id}"), quote)
        for id, quote in story.quotes.items()
    ]
    found += [("gone_responses", _answer(view, answer), answer) for answer in story.responses]
    found += [
        (
            "gone_figures",
            Md(f"{link(view.typed(view.entry_text(id)), f'#figure-{id}')}{view.standing_badge(id)}"),
            figure,
        )
        for id, figure in story.figures.items()
    ]
    for key, shown, entry in found:
        support = support_of(view, entry)
        if support is not Support.WHOLE:
            below = frozenset(_fallen_below(view, _citations(view, entry)))
            yield key, Md(f"{shown}{view.words.say('aside', words=view.words.text(f'gone_short_{support}'))}"), below


def _answer(view: View, answer: Response) -> Md:
    """Who said what, and to which claims; the response stands in full in their entries."""
    claims = (view.claim_link(str(id)) for id in answer.to if id in view.linked.story.claims)
    word = view.words.text(f"word_{answer.response}")
    said = Md(view.words.text("between_facts").join([view.names(map(str, answer.by)), escape(word)]))
    return view.words.say("with_colon", first=said, rest=Md(view.words.text("comma").join(claims)))
