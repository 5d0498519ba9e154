"""Claims and responses in full: a view goes in; each claim's status, reason, sources, responses and history come out.

This module never words anything but `denies` as a denial, and never `confirmed by` about a source that passes on another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from generator.archive import citation_paths, list_chains
from generator.outputs.story import as_of_marks, retraction_notices
from generator.outputs.story.sources import meter, through
from generator.outputs.story.view import View
from generator.sourcing import MOST_CHAINS
from generator.story import NOT_STATED, Citation, Claim, HistoryLine, Response, ResponseKind, SourceKind
from generator.text import Md, boxed, heading, items, link, paragraphs, titled

# So many chains of a claim are written out, a line each; the others are counted.
MOST_LINES = 40


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
            heading(3, view.typed(view.plain(claim.text)), f"claim-{id}"),
            _status(view, claim),
            view.words.say("claim_rests", count=meter(view, view.sourcing[id])),
            retraction_notices.of_entry(view, claim),
            as_of_marks.mark(view, "claim", id),
            words.say("claim_because", reason=view.inline(because)) if because else "",
            boxed("ep-facts", items(_facts(view, claim))),
            titled(words.say("claim_sources"), _sources(view, id, claim)),
            titled(words.say("claim_responses"), responses(view, id)),
            titled(words.say("claim_history"), _history(view, claim.history)) if len(claim.history) > 1 else "",
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


def _sources(view: View, id: str, claim: Claim) -> Md:
    """A line for each chain down to its root, then the sentence that says what they come to."""
    if not claim.sources:
        return view.words.say("claim_no_sources")
    found = view.sourcing[id]
    every = (line for citation in claim.sources for line in _chains(view, citation))
    lines = list(islice(every, MOST_LINES))
    more = sum(1 for _ in islice(every, MOST_CHAINS - MOST_LINES + 1))
    if more:
        key = "chains_more_than" if more > MOST_CHAINS - MOST_LINES else "chains_more"
        lines.append(view.words.say(key, n=str(min(more, MOST_CHAINS - MOST_LINES))))
    # The id is what the picture of the chains names as its text.
    listed = boxed("ep-chains", items(lines), id=f"chains-{id}") if lines else Md("")
    return paragraphs([listed, view.teller.claim_sentence(found).md(view.named)])


def _chains(view: View, citation: Citation) -> Iterator[Md]:
    words = view.words
    for chain in list_chains(view.web, citation_paths([citation])):
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


def _history(view: View, lines: Sequence[HistoryLine]) -> Md:
    """Every step in time order, the last one marked as the status now."""
    steps = [_step(view, line, now=line is lines[-1]) for line in lines]
    return boxed("ep-history", Md("\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))))


def _step(view: View, line: HistoryLine, *, now: bool) -> Md:
    mark = view.words.say("aside", words=view.words.text("history_now")).strip()
    told = Md(f' <span class="ep-now">{mark}</span>') if now else Md("")
    reason = Md(f"{view.inline(line.because) if line.because else ''}{view.cites(line.sources)}")
    because = Md(f' <span class="ep-why">{reason}</span>') if reason else Md("")
    said = view.words.say("with_colon", first=view.dated(line.date), rest=view.status_badge(line.status))
    return Md(f"{said}{told}{because}")


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
            response=words.text(f"response_{response.response}", n=str(len(response.by))),
        )
    ]
    if response.quote:
        quote = link(view.typed(view.entry_text(str(response.quote))), f"#quote-{response.quote}")
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
    told = through(view, response)
    if told and response.response is ResponseKind.NONE_REPORTED:
        said[0] = words.say("response_none_line", said=said[0], told=told)
    elif told:
        said.append(told)
    parted = f"{words.text('full_stop')}{words.text('blank')}"
    text = Md(f"{parted}{view.inline(response.text)}") if response.text else Md("")
    gone = retraction_notices.in_words(view, response)
    unsure = as_of_marks.list_mark(view, "response", response, view.linked.story.responses)
    return Md(
        f"{words.text('semicolon').join(said)}{text}{view.cites(response.sources)}{f' {gone}' if gone else ''}{unsure}"
    )


def compact(view: View, id: str) -> Md:
    """A claim inside prose: its words, its status, and a link to the full entry."""
    claim = view.linked.story.claims[id]
    more = link(view.words.say("claim_embed"), f"#claim-{id}")
    return boxed(
        f"ep-embed ep-{claim.standing or 'none'}",
        paragraphs([Md(f"{view.inline(claim.text)} {view.badge(claim)}{retraction_notices.badge(view, claim)}"), more]),
    )
