"""What a returning reader must be told of: a story goes in; each entry with what it says in substance comes out, its words left aside.

This module never looks at an earlier version or at a clock: a reader's browser compares what it saw with what it sees. Two
versions of a story whose words alone differ (titles, prose, slips of the pen, sources' names, the order typed) give entries of
equal substance. What counts: of a claim its status, the steps of its history, who makes it and whom it is about, who answered
and how, and how many accounts stand behind it, which of them unnamed, documents, parties, retracted; of a date when, whether it
took place, its claim; of a quote speaker, form, extent, date; of a figure its numbers; of a correction, update or unknown that
it is there. A correction of kind `typo` counts for nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.archive import LinkedStory, Support, TimelineEntry
from generator.dates import edtf
from generator.sourcing import Sourcing, standing_support
from generator.story import (
    Citation,
    Claim,
    Correction,
    CorrectionKind,
    Dated,
    Figure,
    Happened,
    Quote,
    Status,
    Unknown,
    Update,
)

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# Fingerprints of four digits in base 36 are 1.7 million; only entries of one kind on one page are told apart by them.
_SHORT, _ANCHOR = 4, 6
# So many letters at the beginning and the end of a text.
_EDGE = 8


class EntryKind(StrEnum):
    """What sort of entry it is; the letter that stands for it in the page."""

    CLAIM = "c"
    DATE = "d"
    QUOTE = "q"
    FIGURE = "f"
    UNKNOWN = "u"
    CORRECTION = "x"
    CLARIFICATION = "y"
    UPDATE = "n"


@dataclass(frozen=True, slots=True)
class Substance:
    """One entry of a page, and what it says in substance.

    `id` is what its address on the page ends in. `words` and `place` find it again when that has changed: a fingerprint of its
    words, and one of what an entry without an id of its own stands for (its date, sources, claim). Where there is a `place`,
    `words` goes on with fingerprints of two digits of how the words begin and end. `state` is the status now,
    or `planned` or `cancelled`; `claim` the id of the claim it carries; `answers`, `sources` and `rest` are fingerprints of who
    answered and how, of what stands behind it, and of all else that counts. '' where there is nothing to say.
    """

    kind: EntryKind
    id: str
    words: str = ""
    place: str = ""
    state: str = ""
    claim: str = ""
    answers: str = ""
    sources: str = ""
    rest: str = ""

    @property
    def line(self) -> str:
        """The entry for a page's data, such as `c,closed,x1y2,,reported`; no part of it can hold a comma or a blank.

        >>> Substance(EntryKind.CLAIM, "closed", words="x1y2", state="reported").line
        'c,closed,x1y2,,reported'
        """
        parts = (self.kind, self.id, self.words, self.place, self.state, self.claim, self.answers, self.sources)
        return ",".join((*parts, self.rest)).rstrip(",")


def substance_of(story: LinkedStory, sourcing: Mapping[str, Sourcing]) -> tuple[Substance, ...]:
    """Every entry of a story that can be news to a reader; `sourcing` is what each claim rests on, by id."""
    typed = story.story
    found: list[Substance] = [_claim(story, id, claim, sourcing[id]) for id, claim in typed.claims.items()]
    found += [_date(story, entry) for entry in story.timeline]
    found += [_quote(story, id, quote) for id, quote in typed.quotes.items()]
    found += [_figure(story, id, figure) for id, figure in typed.figures.items()]
    found += [
        Substance(EntryKind.UNKNOWN, id, _found_by(one.text.text), _print(*sorted(map(str, one.about))))
        for id, one in zip(anchors(typed.unknowns), typed.unknowns, strict=True)
    ]
    found += _corrections(typed.corrections)
    found += [
        Substance(EntryKind.UPDATE, id, _found_by(one.text.text), _print(_when(one.date)))
        for id, one in zip(anchors(typed.updates), typed.updates, strict=True)
    ]
    return tuple(found)


def anchors(entries: Sequence[Correction | Update | Unknown]) -> tuple[str, ...]:
    """What the addresses of a list's entries end in, made from their dates and words: such entries have no ids of their own."""
    made = [
        _print("" if isinstance(one, Unknown) else _when(one.date), _said(one.text.text), length=_ANCHOR)
        for one in entries
    ]
    seen: Counter[str] = Counter()
    told_apart: list[str] = []
    for id in made:
        seen[id] += 1
        told_apart.append(id if seen[id] == 1 else f"{id}-{seen[id]}")
    return tuple(told_apart)


def _claim(story: LinkedStory, id: str, claim: Claim, found: Sourcing) -> Substance:
    answers = sorted(
        f"{','.join(sorted(map(str, answer.by)))} {answer.response}"
        for answer in story.story.responses
        if id in map(str, answer.to)
    )
    # Of one step alone the page shows no date: it is the status, which stands apart.
    steps = [f"{_when(line.date)} {line.status}" for line in claim.history] if len(claim.history) > 1 else []
    counts = (found.roots, found.open_ends, found.groups, found.unnamed_roots, found.primary_roots, found.party_roots)
    standing_on = [str(len(count)) for count in counts]
    return Substance(
        EntryKind.CLAIM,
        id,
        words=_print(_said(claim.text.text)),
        state=str(claim.standing or ""),
        answers=_print(*answers) if answers else "",
        sources=_print(*standing_on, standing_support(story, claim.sources)),
        rest=_print(claim.sort, *_set(claim.by), "", *_set(claim.about), "", *steps),
    )


def _date(story: LinkedStory, entry: TimelineEntry) -> Substance:
    date = entry.entry
    named = sorted(" ".join(map(str, (one.source, *one.citing))) for one in date.sources)
    last_known = edtf(date.last_known) if date.last_known else ""
    standing = entry.claim.standing if entry.claim else None
    return Substance(
        EntryKind.DATE,
        entry.id,
        words=_print(_said(date.title)) if date.id else _found_by(date.title),
        place="" if date.id else _print(_when(date.date), entry.claim_id or "", *named),
        state=_state(standing) if date.happened is Happened.YES else str(date.happened),
        claim=entry.claim_id or "",
        sources=_fallen(story, date.sources),
        rest=_print(_when(date.date), last_known),
    )


def _quote(story: LinkedStory, id: str, quote: Quote) -> Substance:
    said = _when(quote.date) if quote.date else ""
    original = quote.original.lang if quote.original else ""
    return Substance(
        EntryKind.QUOTE,
        id,
        words=_print(_said(quote.text)),
        sources=_fallen(story, quote.sources),
        rest=_print(*_set(quote.by), "", quote.form, quote.extent, said, original),
    )


def _figure(story: LinkedStory, id: str, figure: Figure) -> Substance:
    claim = story.story.claims.get(str(figure.claim)) if figure.claim else None
    period = _when(figure.period) if figure.period else ""
    numbers = (figure.value, figure.low, figure.high, figure.whole[0], figure.sample)
    points = (
        f"{edtf(point.when) if point.when else ''} {_number(point.value)} {_number(point.low)} {_number(point.high)}"
        for point in figure.points
    )
    unit = " ".join((figure.unit or "").lower().split())
    return Substance(
        EntryKind.FIGURE,
        id,
        words=_print(_said(figure.label or "")),
        state=_state(claim.standing if claim else None),
        claim=str(figure.claim or ""),
        sources=_fallen(story, figure.all_sources),
        rest=_print(*map(_number, numbers), unit, str(figure.approximate), period, *points),
    )


def _corrections(corrections: Sequence[Correction]) -> Iterator[Substance]:
    kinds = {
        CorrectionKind.CORRECTION: EntryKind.CORRECTION,
        CorrectionKind.CLARIFICATION: EntryKind.CLARIFICATION,
    }
    for id, one in zip(anchors(corrections), corrections, strict=True):
        if one.kind in kinds:
            place = _print(_when(one.date), str(one.claim or ""))
            yield Substance(kinds[one.kind], id, _found_by(one.text.text), place)


def _state(status: Status | None) -> str:
    return str(status or "")


def _fallen(story: LinkedStory, citations: Sequence[Citation]) -> str:
    """How much of its own sources was taken back; '' for most."""
    if not citations or not any(source.retracted for source in story.sources.values()):
        return ""
    support = standing_support(story, citations)
    return "" if support is Support.WHOLE else str(support)


def _when(dated: Dated) -> str:
    return edtf(dated.date)


def _set(ids: Iterable[object]) -> list[str]:
    return sorted(map(str, ids))


def _number(value: Decimal | None) -> str:
    """A number as it counts: 14.0 and 14 are one."""
    return "" if value is None else str(value.normalize())


def _said(text: str) -> str:
    """Words as they are compared: blanks, capitals and punctuation left aside."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _found_by(text: str) -> str:
    """Fingerprints of a text, its beginning and its end: of two entries on one day the one with a slip mended keeps a part."""
    said = _said(text)
    return "".join((_print(said), _print(said[:_EDGE], length=2), _print(said[-_EDGE:], length=2)))


def _print(*parts: str, length: int = _SHORT) -> str:
    """A fingerprint in small letters and digits, the same on every machine."""
    number = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:8], "big")
    signs = []
    for _ in range(length):
        number, digit = divmod(number, len(_DIGITS))
        signs.append(_DIGITS[digit])
    return "".join(signs)
