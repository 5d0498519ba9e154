"""The whole sourcing at a glance, for people and for programs: an overview goes in; lines of at most 80 signs, or JSON, come out.

This module never judges a claim; it words what was found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.desk.impact_report import counted, label, statement_data, wrapped
from generator.sourcing import ClaimSourcing, Footing, Overview, SourceUse, StatementSort, root_count_words

TITLES = {
    Footing.LOST: "Everything it stood on was retracted",
    Footing.NO_SOURCE: "No source is given",
    Footing.CONFIRMED_ON_TOO_LITTLE: "Confirmed, but with neither two independent accounts nor a primary document",
    Footing.OPEN: "Nobody says where the knowledge comes from",
    Footing.UNNAMED: "People who are not named, and nobody else",
    Footing.PART_LOST: "Part of what it stood on was retracted",
    Footing.PARTIES: "Parties to the claim, and nobody else",
    Footing.ONE: "One account",
    Footing.SEVERAL: "Accounts that do not depend on each other",
    Footing.DOCUMENT: "A primary document",
}


def as_text(found: Overview) -> str:
    """The overview for people: claims worst first, then what has no source, then the sources, then the totals."""
    several = len(found.stories) != 1
    lines: list[str] = []
    for footing in Footing:
        claims = [claim for claim in found.claims if claim.footing is footing]
        if claims:
            lines += [*wrapped(f"{TITLES[footing]} ({len(claims)})"), *_claims(claims, several), ""]
    if found.unsourced:
        lines.append(f"No source is given: other entries ({len(found.unsourced)})")
        for one in found.unsourced:
            where = f"{one.story.file}:{one.statement.line}" if several else f"line {one.statement.line}"
            lines += wrapped(f"{where}: {label(one.statement)}. {one.statement.words}", 2, 4)
        lines.append("")
    if found.sources:
        lines.append(f"Sources, what most stands on first ({len(found.sources)})")
        for use in found.sources:
            lines += _source(use, several)
        lines.append("")
    return "\n".join([*lines, *wrapped(totals(found))])


def _claims(claims: Sequence[ClaimSourcing], several: bool) -> Iterator[str]:
    for one in claims:
        where = f"{one.story.file}:{one.statement.line}" if several else f"line {one.statement.line}"
        draft = ", in a draft" if one.story.draft and several else ""
        yield from wrapped(f"{where}: {one.statement.id}, {one.statement.status or 'no status'}{draft}", 2, 4)
        yield from wrapped(one.statement.words, 4)
        yield from wrapped(f"[{'; '.join(_counts(one))}]", 4, 5)
        yield from wrapped(one.sentence, 4)


def _counts(one: ClaimSourcing) -> Iterator[str]:
    found = one.found
    yield root_count_words(found)
    for number, words in (
        (len(found.primary_roots), "primary"),
        (len(found.party_roots), "from a party"),
        (len(found.retracted), "retracted"),
    ):
        if number:
            yield f"{number} {words}"


def _source(use: SourceUse, several: bool) -> Iterator[str]:
    where = f"{use.slug}:{use.id}" if use.slug and several else use.id
    facts = [", ".join(counted(number, sort) for sort, number in use.relied_on.items()) or "nothing stands on it"]
    if use.alone:
        facts.append(f"{counted(use.alone, StatementSort.CLAIM)} {'stands' if use.alone == 1 else 'stand'} on it alone")
    facts.append(read_words(use))
    if use.source.retracted:
        facts.append(f"retracted {use.source.retracted.date.date.text}")
    yield from wrapped(f"{where}: {use.name}. {'; '.join(facts)}.", 2, 4)


def read_words(use: SourceUse) -> str:
    """Whether we read it: the day, that we did not, or that the story does not say."""
    if use.source.unread:
        return "not read by us"
    return f"read {use.source.read_on.text}" if use.source.read_on else "not said whether it was read"


def totals(found: Overview) -> str:
    """How many stories, claims and sources, and how many claims stand on little."""
    stories, claims = len(found.stories), len(found.claims)
    weak = sum(found.count(footing) for footing in tuple(Footing)[: tuple(Footing).index(Footing.ONE)])
    said = f"{stories} {'story' if stories == 1 else 'stories'}, {counted(claims, StatementSort.CLAIM)}, {len(found.sources)} "
    said += f"{'source' if len(found.sources) == 1 else 'sources'}."
    if claims:
        strong = found.count(Footing.SEVERAL) + found.count(Footing.DOCUMENT)
        said += f" {strong} {'claim stands' if strong == 1 else 'claims stand'} on several accounts or a document,"
        said += f" {found.count(Footing.ONE)} on one account, {weak} on less."
    return said


def as_json(found: Overview, broken: Sequence[str]) -> str:
    """The overview for programs: `stories`, `broken`, `totals`, `claims` (worst first), `unsourced`, `sources`."""
    answer = {
        "stories": [{"slug": s.slug, "file": s.file, "draft": s.draft} for s in found.stories],
        "broken": list(broken),
        "totals": {
            "claims": len(found.claims),
            "sources": len(found.sources),
            "unsourced": len(found.unsourced),
            "footing": {str(footing): found.count(footing) for footing in Footing},
        },
        "claims": [_claim_data(claim) for claim in found.claims],
        "unsourced": [{"story": one.story.slug, **statement_data(one.statement)} for one in found.unsourced],
        "sources": [_source_data(use) for use in found.sources],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _claim_data(one: ClaimSourcing) -> dict[str, object]:
    found = one.found
    data = statement_data(one.statement)
    data.pop("sort")
    return {
        "story": one.story.slug,
        **data,
        "footing": str(one.footing),
        "support": str(one.support),
        "independent": found.independent,
        "roots": list(found.roots),
        "unnamed": list(found.unnamed_roots),
        "primary": list(found.primary_roots),
        "parties": list(found.party_roots),
        "open": list(found.open_ends),
        "through_all": list(found.through_all),
        "retracted": list(found.retracted),
        "sentence": one.sentence,
    }


def _source_data(use: SourceUse) -> dict[str, object]:
    source = use.source
    return {
        "story": use.slug or None,
        "id": use.id,
        "name": use.name,
        "kind": str(source.kind) if source.kind else None,
        "stands_on_it": {str(sort): use.relied_on.get(sort, 0) for sort in StatementSort},
        "claims_on_it_alone": use.alone,
        "read": "no" if source.unread else source.read_on.text if source.read_on else None,
        "retracted": source.retracted.date.date.text if source.retracted else None,
    }
