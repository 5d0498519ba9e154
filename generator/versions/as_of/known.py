"""What dates tell about one day: a story's sources and a day go in; which sources were there by its end, surely or perhaps, comes out.

This module never guesses a day: dates that leave it open answer `unsure`. It never looks at what the sources are cited for.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.archive import citation_paths
from generator.dates import When, WhenKind, joined
from generator.story import Citation, Source, SourceRef


class Told(StrEnum):
    """Whether something was there by the end of the day: it was, its dates cannot tell, or it came later."""

    THEN = "then"
    UNSURE = "unsure"
    LATER = "later"


_ORDER = tuple(Told)


def earliest(answers: Iterable[Told]) -> Told:
    """The answer of several that each would do; `later` where there is none."""
    return min(answers, key=_ORDER.index, default=Told.LATER)


def latest(answers: Iterable[Told]) -> Told:
    """The answer of several that all are needed; `then` where there is none."""
    return max(answers, key=_ORDER.index, default=Told.THEN)


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the newsroom's time zone; what counts is its end.

    >>> from generator.dates.forms import parse_when
    >>> day = Day(datetime.date(2031, 5, 2), datetime.timezone.utc)
    >>> [str(day.told(parse_when(text))) for text in ("2031-05-02", "2031-05", "2031-05-03", "2030/..")]
    ['then', 'unsure', 'later', 'then']
    """

    date: datetime.date
    zone: datetime.tzinfo

    def told(self, when: When) -> Told:
        """Whether `when` had come by the end of the day; a span, whether it had begun."""
        local = when.at_zone(self.zone)
        end = (self.date.year, self.date.month, self.date.day, 23, 59)
        if local.earliest is not None and local.earliest > end:
            return Told.LATER
        begun = local.start.latest if local.kind is WhenKind.SPAN and local.start else local.latest
        return Told.THEN if begun is not None and begun <= end else Told.UNSURE

    def opened(self, when: When) -> When:
        """The date as it could be told then: a span that had begun, and has ended since, has no end yet."""
        if when.kind is not WhenKind.SPAN or not when.start or not when.end:
            return when
        ends_later = self.told(when.end) is Told.LATER and self.told(when) is not Told.LATER
        return joined(WhenKind.SPAN, when.start, None) if ends_later else when


@dataclass(frozen=True, slots=True)
class Cited:
    """Citations as they could be made then: since when they tell it, those left, and whether none was lost or shortened."""

    told: Told
    citations: tuple[Citation, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class SourcesThen:
    """Which of a story's sources were there by then; `undated` are those that give no day at all."""

    told: Mapping[str, Told]
    undated: frozenset[str]

    @classmethod
    def of(cls, sources: Mapping[str, Source], day: Day) -> SourcesThen:
        """Judge each source by its day of publication, or else by the day on which it was read or copied.

        A source that stands on a later one came later itself.
        """
        told = {id: _published(source, day) for id, source in sources.items()}
        standing: dict[str, list[str]] = {}
        for id, source in sources.items():
            for other in source.relies_on:
                standing.setdefault(str(other), []).append(id)
        waiting = [id for id, answer in told.items() if answer is Told.LATER]
        while waiting:
            for id in standing.get(waiting.pop(), ()):
                if told[id] is Told.UNSURE:
                    told[id] = Told.LATER
                    waiting.append(id)
        undated = frozenset(id for id, source in sources.items() if not source.published and told[id] is Told.UNSURE)
        return cls(told, undated)

    def were_there(self, ids: Iterable[str]) -> bool:
        """Whether none of these sources came later."""
        return all(self.told.get(id) is not Told.LATER for id in ids)

    def cited(self, citations: Iterable[Citation]) -> Cited:
        """What is left of a list of citations; a path loses the sources that came later.

        A citation tells something from the earliest publication among the sources of its path: each of them says it.
        """
        answers: list[Told] = []
        left: list[Citation] = []
        whole = True
        for citation, (path,) in ((citation, citation_paths([citation])) for citation in citations):
            answer, kept = self._path(path)
            whole = whole and kept == path
            answers.append(answer)
            if kept == path:
                left.append(citation)
            elif kept:
                # The place is one in the source at the head of the path.
                where = citation.where if kept[0] == path[0] else None
                refs = tuple(map(SourceRef, kept))
                left.append(Citation.model_construct(source=refs[0], citing=refs[1:], where=where))
        return Cited(earliest(answers), tuple(left), whole)

    def _path(self, path: tuple[str, ...]) -> tuple[Told, tuple[str, ...]]:
        told = [self.told.get(id, Told.UNSURE) for id in path]
        # Who passes on what came later came later; what only a later source speaks of was not heard of before.
        for number in range(len(path) - 2, -1, -1):
            if told[number] is Told.UNSURE and told[number + 1] is Told.LATER:
                told[number] = Told.LATER
        for number in range(1, len(path)):
            if path[number] in self.undated and told[number - 1] is Told.LATER:
                told[number] = Told.LATER
        kept = [number for number in range(len(path)) if told[number] is not Told.LATER]
        # A source without a date that is passed on says nothing about when: the one that passes it on does.
        telling = [number for number in kept if number == kept[0] or path[number] not in self.undated]
        return earliest(told[number] for number in telling), tuple(path[number] for number in kept)


def _published(source: Source, day: Day) -> Told:
    answer = day.told(source.published.date) if source.published else Told.UNSURE
    seen = [when for when in (source.read_on, source.archived_on) if when]
    if answer is Told.UNSURE and any(day.told(when) is Told.THEN for when in seen):
        return Told.THEN
    return answer
