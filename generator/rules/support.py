"""Rules on what statements rest on: a case goes in; statements without a source, on too little, or on sources taken back come out.

They count what sourcing counted, and never judge whether a statement is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.archive import LinkedStory, Support
from generator.rules.rule import Case, Finding, Rule, name_of, status_path
from generator.sourcing import sourcing_of, standing_support
from generator.story import Citation, Claim, HistoryLine, KeyPath, Leaning, Status

# Two accounts that do not depend on each other: what a confirmation takes where there is no document.
ENOUGH = 2
_SOURCES_HINT = "Add 'sources:' with the id of the source that says so."


def unsourced_claim(case: Case) -> Iterator[Finding]:
    """A claim names no source. A judgement or forecast of our own needs one as well: somebody made it."""
    for id, claim in case.story.story.claims.items():
        if not claim.sources:
            yield Finding(("claims", id), f"No source is given for the claim '{id}'.", _SOURCES_HINT, at_key=True)


def unsourced_date(case: Case) -> Iterator[Finding]:
    """A timeline entry that has happened names no source, neither itself nor through its claim."""
    for entry in case.story.timeline:
        if not entry.citations and not (entry.entry.text and "[@" in entry.entry.text.text):
            message = f"No source is given for '{entry.entry.title}' on the timeline."
            yield Finding(("dates", entry.number), message, _SOURCES_HINT)


def unsourced_quote(case: Case) -> Iterator[Finding]:
    """Words are quoted, and readers are not told where they stand."""
    for id, quote in case.story.story.quotes.items():
        if not quote.sources:
            yield Finding(("quotes", id), f"No source is given for the quote '{id}'.", _SOURCES_HINT, at_key=True)


def unsourced_response(case: Case) -> Iterator[Finding]:
    """An answer names no source. That we asked nobody, or were told of no answer, is our own knowledge."""
    for number, response in enumerate(case.story.story.responses):
        if not response.sources and response.response not in ("not-asked", "none-reported"):
            message = f"No source is given for the response of {_names(case.story, response.by)}."
            yield Finding(("responses", number), message, _SOURCES_HINT)


def confirmed_on_too_little(case: Case) -> Iterator[Finding]:
    """A claim is called confirmed on fewer than two independent accounts and no document; see the statuses' definitions."""
    for id, claim in case.story.story.claims.items():
        found = case.sourcing[id]
        if claim.standing is not Status.CONFIRMED or not claim.sources or found.primary_roots:
            continue
        if found.independent < ENOUGH:
            count = "no account is described" if not found.independent else "there is one account alone"
            yield Finding(
                status_path(id, claim),
                f"The claim '{id}' is called confirmed, but {count}, and no primary document.",
                "Say 'reported', or add the document (with 'primary: true') or a second account that does not depend on the first.",
            )


def one_unnamed_account(case: Case) -> Iterator[Finding]:
    """All support comes from one person or group that is not named, and the writer gives no reason for the status.

    A reported claim may rest on such an account: the page says so. What readers need besides is why we go along with it.
    """
    for id, claim in case.story.story.claims.items():
        found = case.sourcing[id]
        alone = len(found.roots) == 1 and found.roots == found.unnamed_roots and not found.open_ends
        held = claim.standing and claim.standing.row.leaning is Leaning.HELD
        if alone and held and not claim.standing_because:
            yield Finding(
                status_path(id, claim),
                f"All that supports the claim '{id}' is one account of somebody who is not named, and no reason is given for its status.",
                "Add 'because:' and say why this account is worth reporting, or choose 'unverified'.",
            )


def support_lost(case: Case) -> Iterator[Finding]:
    """Every way to a statement leads through a source that was taken back, and nobody has decided since what follows."""
    yield from _fallen(case, Support.NONE)


def support_weakened(case: Case) -> Iterator[Finding]:
    """A part of a statement's support was taken back, and nobody has decided since what follows."""
    yield from _fallen(case, Support.PART)


def _fallen(case: Case, wanted: Support) -> Iterator[Finding]:
    story = case.story
    if not any(source.retracted for source in story.sources.values()):
        return
    what = "all its support" if wanted is Support.NONE else "a part of its support"
    for path, name, citations, claim in _statements(story):
        if not citations or standing_support(story, citations) is not wanted:
            continue
        fallen = sourcing_of(story, citations).retracted
        if claim and _decided(story, claim, fallen):
            continue
        names = " and ".join(f"'{id}'" for id in fallen)
        hint = (
            "Decide what follows, and say it in a line of its 'history' dated on or after the retraction."
            if claim
            else "Find another source, mend the entry, or delete it."
        )
        yield Finding(path, f"{name} has lost {what}: {names} was taken back.", hint)


def _statements(story: LinkedStory) -> Iterator[tuple[KeyPath, str, tuple[Citation, ...], Claim | None]]:
    typed = story.story
    for id, claim in typed.claims.items():
        yield status_path(id, claim), f"The claim '{id}'", claim.sources, claim
    for entry in story.timeline:
        if entry.entry.sources:
            yield ("dates", entry.number), f"'{entry.entry.title}' on the timeline", entry.entry.sources, None
    for id, quote in typed.quotes.items():
        yield ("quotes", id), f"The quote '{id}'", quote.sources, None
    for number, response in enumerate(typed.responses):
        yield ("responses", number), f"The response of {_names(story, response.by)}", response.sources, None


def _decided(story: LinkedStory, claim: Claim, fallen: Iterable[str]) -> bool:
    """Whether the last line of the history begins no earlier than the last of the retractions: the editor's decision."""
    line: HistoryLine | None = claim.history[-1] if claim.history else None
    since = line.date.date.earliest if line else None
    days = [r.date.date.earliest for r in (story.sources[id].retracted for id in fallen) if r]
    return bool(since and all(day and since >= day for day in days))


def _names(story: LinkedStory, ids: Iterable[str]) -> str:
    return " and ".join(name_of(story, str(id)) for id in ids)


RULES = (
    Rule("unsourced-claim", unsourced_claim),
    Rule("unsourced-date", unsourced_date),
    Rule("unsourced-quote", unsourced_quote),
    Rule("unsourced-response", unsourced_response),
    Rule("confirmed-on-too-little", confirmed_on_too_little),
    Rule("one-unnamed-account", one_unnamed_account),
    Rule("support-lost", support_lost),
    Rule("support-weakened", support_weakened),
)
