"""Claims and responses in full: a view goes in; each claim's status, reason, sources, responses and history come out.

This module never words anything but `denies` as a denial, and never `confirmed by` about a source that passes on another.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.claim import Claim, HistoryLine, Response
from generator.fields import NOT_STATED
from generator.md import Md, escape, heading, link
from generator.render.story_page.layout import boxed, items, paragraphs, titled
from generator.render.story_page.view import View
from generator.source import Citation, SourceKind
from generator.sourcing import sourcing_of
from generator.sourcing_words import claim_sentence


def part(view: View) -> Md:
    """Every claim of the story, in the order typed."""
    claims = view.linked.story.claims
    if not claims:
        return Md("")
    return paragraphs(
        [heading(2, view.words.say("claims"), "claims"), *(_claim(view, id, claim) for id, claim in claims.items())]
    )


def _claim(view: View, id: str, claim: Claim) -> Md:
    words = view.words
    because = claim.standing_because
    body = paragraphs(
        [
            heading(3, escape(view.plain(claim.text)), f"claim-{id}"),
            _status(view, claim),
            words.say("claim_because", reason=view.inline(because)) if because else "",
            boxed("ep-facts", items(_facts(view, claim))),
            titled(words.say("claim_sources"), _sources(view, claim)),
            titled(words.say("claim_responses"), responses(view, id)),
            titled(words.say("claim_history"), items(_history(view, line) for line in claim.history))
            if len(claim.history) > 1
            else "",
            words.say("claim_would_settle", text=view.inline(claim.would_settle_it)) if claim.would_settle_it else "",
        ]
    )
    return boxed(f"ep-card ep-claim ep-{claim.standing or 'none'}", body)


def _status(view: View, claim: Claim) -> Md:
    badge = view.badge(claim)
    marks = view.prose_marks(claim.text)
    return Md(f"{view.words.say('claim_status', badge=badge)}{marks}" if badge else marks)


def _facts(view: View, claim: Claim) -> Iterator[Md]:
    words = view.words
    if claim.by:
        yield words.say("claim_by", names=view.names(map(str, claim.by)))
    if claim.about:
        yield words.say("claim_about", names=view.names(map(str, claim.about)))
    yield words.say("claim_sort", sort=words.text(f"sort_{claim.sort}"))


def _sources(view: View, claim: Claim) -> Md:
    """A line for each chain down to its root, then the sentence that says what they come to."""
    if not claim.sources:
        return view.words.say("claim_no_sources")
    lines = [line for citation in claim.sources for line in _chains(view, claim, citation)]
    sentence = claim_sentence(sourcing_of(view.linked, claim.sources, claim), view.linked, view.words.locale).md(
        view.named
    )
    return paragraphs([boxed("ep-chains", items(lines)), Md(f"{sentence}")])


def _chains(view: View, claim: Claim, citation: Citation) -> Iterator[Md]:
    words = view.words
    for chain in sourcing_of(view.linked, (citation,), claim).chains:
        names = [_link_name(view, id, number == 0) for number, id in enumerate(chain.path)]
        names[0] = Md(f"{names[0]}{view.cites((citation.model_copy(update={'citing': ()}),))}")
        shown = names[-1]
        passed_on = len(citation.citing)
        for number in range(len(names) - 2, -1, -1):
            key = "chain_passing" if number < passed_on else "chain_then"
            shown = words.say(key, first=names[number], rest=shown)
        yield words.say("chain_open", chain=shown) if chain.open else shown


def _link_name(view: View, id: str, first: bool) -> Md:
    source = view.linked.sources.get(id)
    name = view.name(id)
    # A person is heard, not read; that they are known through others is what the chain shows.
    unread = source is not None and source.unread and source.kind is not SourceKind.PERSON
    return view.words.say("chain_unread", name=name) if unread and not first else name


def _history(view: View, line: HistoryLine) -> Md:
    because = Md(f" {view.inline(line.because)}") if line.because else Md("")
    return Md(f"{view.dated(line.date)}: {view.status_badge(line.status)}{because}{view.cites(line.sources)}")


def responses(view: View, claim_id: str) -> Md:
    """What each actor said to a claim, one line each."""
    found = [response for response in view.linked.story.responses if claim_id in map(str, response.to)]
    if not found:
        return view.words.say("claim_no_responses")
    return items(response_line(view, response) for response in found)


def response_line(view: View, response: Response) -> Md:
    """One response: who, what, in which words, asked by whom, when, reported where."""
    words = view.words
    said = [
        words.say(
            "response_line",
            names=view.names(map(str, response.by)),
            response=words.text(f"response_{response.response}"),
        )
    ]
    if response.quote:
        quote = link(escape(view.entry_text(str(response.quote))), f"#quote-{response.quote}")
        said.append(words.say("response_words", quote=quote))
    if response.date:
        said.append(view.dated(response.date))
    if response.asked_by:
        not_stated = str(response.asked_by) == NOT_STATED
        said.append(
            words.say("response_asked_not_stated")
            if not_stated
            else words.say("response_asked_by", names=view.name(str(response.asked_by)))
        )
    text = Md(f". {view.inline(response.text)}") if response.text else Md("")
    return Md(f"{'; '.join(said)}{text}{view.cites(response.sources)}")


def compact(view: View, id: str) -> Md:
    """A claim inside prose: its words, its status, and a link to the full entry."""
    claim = view.linked.story.claims[id]
    more = link(view.words.say("claim_embed"), f"#claim-{id}")
    return boxed(
        f"ep-embed ep-{claim.standing or 'none'}",
        paragraphs([Md(f"{view.inline(claim.text)} {view.badge(claim)}"), more]),
    )
