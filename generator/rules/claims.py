"""Rules on claims and what is answered to them: a case goes in; statuses that do not fit, and answers not sought, come out.

They hold a status against the newsroom's own definitions, and never choose one.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive import LinkedStory
from generator.dates import When, certainly_before, overlaps
from generator.rules.rule import Case, Finding, Rule, name_of, status_path
from generator.story import ActorKind, Claim, ClaimSort, KeyPath, Leaning, Response, ResponseKind, Status
from generator.text import Mention
from generator.text import walk as walk_prose

_DENIALS = (ResponseKind.DENIES, ResponseKind.PARTLY_DENIES)
_THINGS = (ActorKind.PLACE, ActorKind.SERVICE)


def denied_yet_undisputed(case: Case) -> Iterator[Finding]:
    """Somebody denies a claim, and its status says that nobody does."""
    for id, claim in case.story.story.claims.items():
        denials = [r for r in _responses(case.story, id) if r.response in _DENIALS]
        if denials and claim.standing and claim.standing.row.leaning is Leaning.HELD:
            yield Finding(
                status_path(id, claim),
                f"{name_of(case.story, str(denials[0].by[0]))} denies the claim '{id}', but its status is '{claim.standing}'.",
                "A claim that an actor concerned denies is 'disputed'; if the denial weighs nothing, say so in the reason and turn this rule off.",
            )


def disputed_by_nobody(case: Case) -> Iterator[Finding]:
    """A claim is called disputed, and neither a denial nor a second source is written down."""
    for id, claim in case.story.story.claims.items():
        if claim.standing is not Status.DISPUTED:
            continue
        denied = any(r.response in _DENIALS for r in _responses(case.story, id))
        named = {c.source for c in claim.sources} | {c.source for line in claim.history for c in line.sources}
        if not denied and len(named) < 2:
            yield Finding(
                status_path(id, claim),
                f"The claim '{id}' is called disputed, but nobody disputes it here.",
                "Add the response of whoever denies it, or the source that contradicts it; otherwise choose another status.",
            )


def no_right_of_reply(case: Case) -> Iterator[Finding]:
    """An allegation about somebody, and not a word on what they say to it, not even that they were not asked."""
    story = case.story
    for id, claim in story.story.claims.items():
        fallen = claim.standing and claim.standing.row.leaning is Leaning.FALLEN
        if claim.sort is not ClaimSort.ALLEGATION or fallen:
            continue
        heard = {str(by) for r in _responses(story, id) for by in r.by}
        heard |= {
            str(story.actors[by].speaks_for) for by in heard if by in story.actors and story.actors[by].speaks_for
        }
        silent = [str(a) for a in claim.about if str(a) not in heard and str(a) not in map(str, claim.by)]
        silent = [a for a in silent if a in story.actors and story.actors[a].kind not in _THINGS]
        if silent:
            names = " and ".join(name_of(story, a) for a in silent)
            yield Finding(
                ("claims", id),
                f"The allegation '{id}' is about {names}, and nothing says what they answer.",
                "Add a response; 'no-response', 'not-asked' and 'none-reported' are answers to this, too.",
                at_key=True,
            )


def reply_before_claim(case: Case) -> Iterator[Finding]:
    """An answer that is certainly older than every source of what it answers."""
    story = case.story
    for number, response in enumerate(story.story.responses):
        quote = story.story.quotes.get(str(response.quote)) if response.quote else None
        dated = response.date or (quote.date if quote else None)
        for id in map(str, response.to):
            days = _published(story, story.story.claims[id]) if dated and id in story.story.claims else []
            if dated and days and all(certainly_before(dated.date, day) for day in days):
                yield Finding(
                    ("responses", number),
                    f"This answer is dated {dated.date.text}, before the claim '{id}' was published.",
                    "Look at both dates; an answer cannot come before what it answers.",
                )


def judgement_with_status(case: Case) -> Iterator[Finding]:
    """A judgement or a forecast carries a status, as if it could be found true or false today."""
    for id, claim in case.story.story.claims.items():
        if claim.sort in (ClaimSort.ASSESSMENT, ClaimSort.FORECAST) and claim.standing:
            kind = "a judgement" if claim.sort is ClaimSort.ASSESSMENT else "a forecast"
            yield Finding(
                status_path(id, claim),
                f"The claim '{id}' is {kind} ('sort: {claim.sort}'), and has the status '{claim.standing}'.",
                "Delete the status, or make it a claim of fact.",
            )


def allegation_by_nobody(case: Case) -> Iterator[Finding]:
    """An allegation about somebody, and nobody makes it."""
    for id, claim in case.story.story.claims.items():
        if claim.sort is ClaimSort.ALLEGATION and claim.about and not claim.by:
            yield Finding(
                ("claims", id),
                f"The allegation '{id}' does not say who makes it.",
                "Add 'by:' with the actor or source that says so.",
                at_key=True,
            )


def claim_inside_claim(case: Case) -> Iterator[Finding]:
    """A claim's words name another claim without words of their own: readers meet one statement inside another."""
    story = case.story
    for id, claim in story.story.claims.items():
        for node in walk_prose(claim.text.tree):
            if isinstance(node, Mention) and not node.words and story.kinds.get(node.id) == "claim":
                yield Finding(
                    ("claims", id, "text"),
                    f"The words of the claim '{id}' hold those of the claim '{node.id}'.",
                    f"Give the mention words of its own: [[{node.id}|these words]].",
                    offset=node.offset,
                )


def role_at_another_time(case: Case) -> Iterator[Finding]:
    """Somebody speaks at a time for which the story gives them no role, though it gives dated ones."""
    story = case.story
    said: list[tuple[KeyPath, tuple[str, ...], When]] = []
    for id, quote in story.story.quotes.items():
        if quote.date:
            said.append((("quotes", id, "date"), tuple(map(str, quote.by)), quote.date.date))
    for number, response in enumerate(story.story.responses):
        if response.date:
            said.append((("responses", number, "date"), tuple(map(str, response.by)), response.date.date))
    for path, people, when in said:
        for person in people:
            roles = story.actors[person].roles if person in story.actors else ()
            held = [role.when.date for role in roles if role.when]
            if roles and len(held) == len(roles) and not any(overlaps(when, one) for one in held):
                yield Finding(
                    path,
                    f"{name_of(story, person)} speaks here in {when.text}, and no role of theirs covers that time.",
                    "Add the role held then to 'roles', or look at the dates.",
                )


def defined_in_many_stories(case: Case) -> Iterator[Finding]:
    """Several stories define an actor of one id for themselves: corrections to one would not reach the others."""
    for id in case.story.story.actors:
        files = case.facts.defined_in.get(id, ())
        if len(files) > 1 and case.story.file in files:
            others = [file for file in files if file != case.story.file]
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            yield Finding(
                ("actors", id),
                f"The actor '{id}' is defined in {others[0]}{more} as well.",
                "Move it to stories/_actors.yaml, and keep here only what differs.",
                at_key=True,
            )


def status_changed_without_history(case: Case) -> Iterator[Finding]:
    """Since the last commit a claim's status was changed, and no history says when and why."""
    before = case.facts.committed.get(case.story.file)
    if not before:
        return
    for id, claim in case.story.story.claims.items():
        old = before.claims.get(id)
        if old and old.standing and claim.standing and old.standing is not claim.standing and not _told(old, claim):
            yield Finding(
                status_path(id, claim),
                f"The status of the claim '{id}' was '{old.standing}' at the last commit, and no history tells of the change.",
                "Write a 'history' with both, each with its date and reason.",
            )


def _told(old: Claim, new: Claim) -> bool:
    """Whether the history holds the status there was, and a line for the one there is."""
    return len(new.history) > len(old.history) and any(line.status is old.standing for line in new.history[:-1])


def _responses(story: LinkedStory, claim: str) -> list[Response]:
    return [story.story.responses[int(n)] for n in story.back("responses_to", claim)]


def _published(story: LinkedStory, claim: Claim) -> list[When]:
    ids = dict.fromkeys(str(id) for c in claim.sources for id in (c.source, *c.citing))
    sources = (story.sources[id] for id in ids if id in story.sources)
    return [source.published.date for source in sources if source.published]


RULES = (
    Rule("denied-yet-undisputed", denied_yet_undisputed),
    Rule("disputed-by-nobody", disputed_by_nobody),
    Rule("no-right-of-reply", no_right_of_reply),
    Rule("reply-before-claim", reply_before_claim),
    Rule("judgement-with-status", judgement_with_status),
    Rule("allegation-by-nobody", allegation_by_nobody),
    Rule("claim-inside-claim", claim_inside_claim),
    Rule("role-at-another-time", role_at_another_time),
    Rule("actor-in-many-stories", defined_in_many_stories),
    Rule("status-without-history", status_changed_without_history),
)
