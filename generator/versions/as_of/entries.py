"""Entries of a story as they could be written on a day: an entry goes in; what of it was there by then comes out, or nothing.

This module never keeps words that lean on a source that came later, but for the statement that a claim is; and it never invents any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from generator.story import (
    Actor,
    Citation,
    Claim,
    Dated,
    DateEntry,
    Entry,
    Figure,
    Happened,
    HistoryLine,
    Inline,
    Point,
    Prose,
    Quote,
    Reference,
    Response,
    Source,
)
from generator.text import Mention, Text, plain
from generator.versions.as_of.known import Cited, Day, SourcesThen, Told, earliest, latest

E = TypeVar("E", bound=Entry)
R = TypeVar("R", bound=Reference)


@dataclass(frozen=True, slots=True)
class Then:
    """A day, and which sources were there by its end."""

    day: Day
    sources: SourcesThen

    def claim(self, claim: Claim) -> tuple[Claim, Told] | None:
        """A claim with its history cut to the lines known then; it was there from the first of them, and from its first source.

        Without a history it has had its status since the earliest publication among its sources.
        """
        lines = [known for line in claim.history if (known := self._line(line))]
        if claim.history and not lines:
            return None
        cited = self.sources.cited(claim.sources)
        told = self._first((*claim.sources, *(c for line in claim.history for c in line.sources)))
        if told is Told.LATER:
            return None
        if not claim.sources and lines:
            told = earliest(answer for _, answer in lines)
        if lines:
            # Which line was the last one known is as sure as its own date.
            told = latest((told, lines[-1][1]))
        kept = Claim.model_construct(
            text=claim.text,
            by=self._there(claim.by),
            about=claim.about,
            sort=claim.sort,
            sources=cited.citations,
            status=claim.status,
            because=claim.because if cited.whole else None,
            history=tuple(line for line, _ in lines),
        )
        return kept, told

    def _line(self, line: HistoryLine) -> tuple[HistoryLine, Told] | None:
        cited = self.sources.cited(line.sources)
        told = self.day.told(line.date.date)
        if line.sources:
            told = latest((told, cited.told))
        if told is Told.LATER:
            return None
        kept = HistoryLine.model_construct(
            date=self.dated(line.date),
            status=line.status,
            because=line.because if cited.whole else None,
            sources=cited.citations,
        )
        return kept, told

    def date(self, entry: DateEntry, claim: Claim | None, told_of_claim: Told) -> tuple[DateEntry, Told] | None:
        """A timeline entry; `claim` is the one it carries, whose sources count where it has none of its own.

        What lay ahead then was planned, whatever became of it.
        """
        listed = entry.sources or (claim.sources if claim else ())
        cited, happening = self.sources.cited(listed), self.day.told(entry.date.date)
        told = self._told(listed, cited, happening)
        if claim:
            told = latest((told, told_of_claim))
        if told is Told.LATER:
            return None
        stated = self.dated(entry.date)
        counts = not entry.counted_from or self.sources.were_there([str(entry.counted_from)])
        kept = DateEntry.model_construct(
            date=stated.model_copy(update={"date": self.day.opened(stated.date)}),
            as_stated=entry.as_stated if counts and cited.whole else None,
            counted_from=entry.counted_from if counts and cited.whole else None,
            last_known=entry.last_known if entry.last_known and self._not_later(entry.last_known) else None,
            title=entry.title,
            id=entry.id,
            text=entry.text if cited.whole else None,
            claim=entry.claim,
            sources=self.sources.cited(entry.sources).citations,
            happened=_happened(entry, ahead=happening is Told.LATER, whole=cited.whole),
            actors=entry.actors if cited.whole else (),
            topics=entry.topics if cited.whole else (),
            era=entry.era,
        )
        return kept, told

    def quote(self, quote: Quote) -> tuple[Quote, Told] | None:
        """Words that had been said and reported by then."""
        cited = self.sources.cited(quote.sources)
        said = self.day.told(quote.date.date) if quote.date else Told.THEN
        told = self._told(quote.sources, cited, said)
        if Told.LATER in (told, said):
            return None
        kept = Quote.model_construct(
            text=quote.text,
            by=self._there(quote.by),
            date=self.dated(quote.date) if quote.date else None,
            sources=cited.citations,
            form=quote.form,
            extent=quote.extent,
            original=quote.original,
            lang=quote.lang,
            context=quote.context if cited.whole else None,
        )
        return kept, told

    def response(
        self, response: Response, claims: Iterable[str], quotes: Iterable[str]
    ) -> tuple[Response, Told] | None:
        """An answer to claims that were there; `quotes` are those kept."""
        cited = self.sources.cited(response.sources)
        given = self.day.told(response.date.date) if response.date else Told.THEN
        told = self._told(response.sources, cited, given)
        known = frozenset(claims)
        answered = tuple(ref for ref in response.to if str(ref) in known)
        if Told.LATER in (told, given) or not answered:
            return None
        asked = response.asked_by
        kept = Response.model_construct(
            by=response.by,
            response=response.response,
            to=answered,
            date=self.dated(response.date) if response.date else None,
            text=response.text if cited.whole else None,
            quote=response.quote if response.quote and str(response.quote) in frozenset(quotes) else None,
            asked_by=asked if asked and self.sources.were_there([str(asked)]) else None,
            sources=cited.citations,
        )
        return kept, told

    def figure(self, figure: Figure, claims: Mapping[str, Claim]) -> tuple[Figure, Told] | None:
        """A number that was known, without the points of its series that came later; `claims` are those kept.

        Without sources of its own it came with the claim that it is part of.
        """
        claim = claims.get(str(figure.claim)) if figure.claim else None
        if figure.claim and claim is None:
            return None
        listed = figure.all_sources or (claim.sources if claim else ())
        cited = self.sources.cited(listed)
        told = self._told(listed, cited, self.day.told(figure.period.date) if figure.period else Told.THEN)
        points = tuple(there for point in figure.points if (there := self._point(point)))
        has_number = any(number is not None for number in (figure.value, figure.low, figure.high))
        if told is Told.LATER or not (has_number or points):
            return None
        kept = Figure.model_construct(
            value=figure.value,
            label=figure.label,
            of=figure.of,
            unit=figure.unit,
            period=self.dated(figure.period) if figure.period else None,
            low=figure.low,
            high=figure.high,
            approximate=figure.approximate,
            as_stated=figure.as_stated if cited.whole else None,
            sample=figure.sample,
            points=points,
            sources=self.sources.cited(figure.sources).citations,
            claim=figure.claim,
        )
        return kept, told

    def _point(self, point: Point) -> Point | None:
        """A point of a series, if its time had come and a source of its own was there."""
        cited = self.sources.cited(point.sources)
        if (point.sources and cited.told is Told.LATER) or (point.when and not self._not_later(point.when)):
            return None
        return point.model_copy(update={"sources": cited.citations})

    def actor(self, actor: Actor) -> Actor:
        """An actor without the roles that came later, and without the newsroom's own line on who this is."""
        roles = tuple(
            role.model_copy(update={"when": self._role_date(role.when)})
            for role in actor.roles
            if not role.when or self._not_later(role.when.date)
        )
        return Actor.model_construct(
            name=actor.name,
            kind=actor.kind,
            role=actor.role,
            roles=roles,
            names=actor.names,
            aliases=actor.aliases,
            speaks_for=actor.speaks_for,
            anonymous=actor.anonymous,
            url=actor.url,
        )

    def _role_date(self, dated: Dated | None) -> Dated | None:
        return dated and self.dated(dated).model_copy(update={"date": self.day.opened(dated.date)})

    def source(self, source: Source) -> Source:
        """A source as it stood: a retraction, a reading or a copy of a later day is not there, nor the editor's line on it."""
        read = source.read if source.unread or (source.read_on and self._not_later(source.read_on)) else None
        copied = not source.archived_on or self._not_later(source.archived_on)
        taken_back = source.retracted and self._not_later(source.retracted.date.date)
        changes = {
            "published": self.dated(source.published) if source.published else None,
            "read": read,
            "archived": source.archived if copied else None,
            "archived_on": source.archived_on if copied else None,
            "link_status": None,
            "relies_on": tuple(ref for ref in source.relies_on if self.sources.were_there([str(ref)])),
            "about_the_source": None,
            "retracted": source.retracted if taken_back else None,
            "saved": None,
        }
        return source.model_copy(update=changes)

    def dated(self, dated: Dated) -> Dated:
        """A date without what we worked out since, and without words that are counted from a later source."""
        counts = not dated.counted_from or self.sources.were_there([str(dated.counted_from)])
        return Dated.model_construct(
            date=dated.date,
            as_stated=dated.as_stated if counts else None,
            counted_from=dated.counted_from if counts else None,
        )

    def _not_later(self, when: Any) -> bool:
        return self.day.told(when) is not Told.LATER

    def _first(self, citations: tuple[Citation, ...]) -> Told:
        return self.sources.cited(citations).told if citations else Told.UNSURE

    def _told(self, listed: tuple[Citation, ...], cited: Cited, own: Told) -> Told:
        """Since when an entry has been there: from its sources; without any only its own day can say that it was not."""
        if listed:
            return cited.told
        return Told.LATER if own is Told.LATER else Told.UNSURE

    def _there(self, refs: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(ref for ref in refs if self.sources.were_there([str(ref)]))


def _happened(entry: DateEntry, *, ahead: bool, whole: bool) -> Happened:
    """What lay ahead was planned; that it was called off stays where nothing came later that could have told so."""
    return Happened.PLANNED if ahead and (entry.happened is Happened.YES or not whole) else entry.happened


def without_words(entry: E, fits: Callable[[Prose[Any]], bool]) -> E:
    """An entry without those of its prose fields that do not fit."""
    changes = {name: None for name, value in entry.__dict__.items() if isinstance(value, Prose) and not fits(value)}
    return entry.model_copy(update=changes) if changes else entry


def claim_in_words(claim: Claim, fits: Callable[[Prose[Any]], bool], name: Callable[[str], str]) -> Claim:
    """A claim whose words name nothing that came later; its statement stays, as plain words where it must."""
    text = claim.text
    if not fits(text):
        words = plain(text.tree, lambda mention: _spoken(mention, name))
        text = Inline(words, (Text(words),), ())
    lines = tuple(without_words(line, fits) for line in claim.history)
    because: Inline | None = claim.because if claim.because and fits(claim.because) else None
    return claim.model_copy(update={"text": text, "because": because, "history": lines})


def _spoken(mention: Mention, name: Callable[[str], str]) -> str:
    return mention.words or name(mention.id)
