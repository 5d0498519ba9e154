"""Everything in a story that names its sources: a linked story goes in; its claims, dates, quotes, responses and the like come out.

This module never judges how well a statement is sourced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.archive import LinkedStory
from generator.sourcing.labels import figure_sources
from generator.story import Citation, Claim, Figure, HistoryLine, Inline, KeyPath, Response, Status, as_typed
from generator.text import Mention, plain


class StatementSort(StrEnum):
    """What sort of statement it is; in the order in which they matter to a reader."""

    CLAIM = "claim"
    HISTORY = "history"
    DATE = "date"
    QUOTE = "quote"
    RESPONSE = "response"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a story and the sources it names.

    `id` is the entry's id; a history line has that of its claim, a response its number in the list, counted from 1. `words`
    are plain text. `path` is the key path in the story's file, `line` its line there, counted from 1. `claim` is the claim
    that the statement is or carries, None otherwise.
    """

    sort: StatementSort
    id: str
    words: str
    path: KeyPath
    line: int
    citations: tuple[Citation, ...]
    status: Status | None = None
    claim: Claim | None = None


def statements(story: LinkedStory) -> Iterator[Statement]:
    """Every statement of a story: claims, each with the lines of its history after it, dates, quotes, responses, figures."""
    typed, checked = story.story, story.checked
    for id, claim in typed.claims.items():
        place = checked.key_place(("claims", id))
        words = words_of(story, claim.text)
        yield Statement(
            StatementSort.CLAIM, id, words, ("claims", id), place.line, claim.sources, claim.standing, claim
        )
        for number, line in enumerate(claim.history):
            path: KeyPath = ("claims", id, "history", number)
            yield Statement(
                StatementSort.HISTORY,
                id,
                _line_words(story, line),
                path,
                checked.place(path).line,
                line.sources,
                line.status,
                claim,
            )
    for entry in story.timeline:
        path = ("dates", entry.number)
        words = f"{entry.entry.date.date.text}: {entry.entry.title}"
        status = entry.claim.standing if entry.claim else None
        yield Statement(
            StatementSort.DATE, entry.id, words, path, checked.place(path).line, entry.citations, status, entry.claim
        )
    for id, quote in typed.quotes.items():
        line_number = checked.key_place(("quotes", id)).line
        names = " and ".join(name_of(story, str(ref)) for ref in quote.by)
        words = f"{names}: “{quote.text}”" if names else f"“{quote.text}”"
        yield Statement(StatementSort.QUOTE, id, words, ("quotes", id), line_number, quote.sources)
    for number, response in enumerate(typed.responses):
        path = ("responses", number)
        yield Statement(
            StatementSort.RESPONSE,
            str(number + 1),
            _response_words(story, response),
            path,
            checked.place(path).line,
            response.sources,
        )
    for id, figure in typed.figures.items():
        line_number = checked.key_place(("figures", id)).line
        carried = typed.claims.get(str(figure.claim)) if figure.claim else None
        yield Statement(
            StatementSort.FIGURE,
            id,
            _figure_words(id, figure),
            ("figures", id),
            line_number,
            figure_sources(figure, story),
            carried.standing if carried else None,
            carried,
        )


def words_of(story: LinkedStory, prose: Inline) -> str:
    """A field of inline prose as plain text; actors that it mentions go by their names."""

    def mentioned(mention: Mention) -> str:
        return mention.words or name_of(story, mention.id)

    return plain(prose.tree, mentioned)


def name_of(story: LinkedStory, id: str) -> str:
    """An actor's or a source's name; the id itself where it is neither."""
    from generator.sourcing.words import source_name

    actor = story.actors.get(id)
    return (actor.name or id) if actor else source_name(id, story)


def _line_words(story: LinkedStory, line: HistoryLine) -> str:
    because = f": {words_of(story, line.because)}" if line.because else ""
    return f"{line.status} since {line.date.date.text}{because}"


def _response_words(story: LinkedStory, response: Response) -> str:
    names = " and ".join(name_of(story, str(ref)) for ref in response.by)
    return f"{names}: {response.response}, to {', '.join(map(str, response.to))}"


def _figure_words(id: str, figure: Figure) -> str:
    ends = " to ".join("…" if end is None else as_typed(end) for end in (figure.low, figure.high))
    value = as_typed(figure.value) if figure.value is not None else ends.replace("… to …", "")
    return " ".join(part for part in (value, figure.unit or "", figure.label or "") if part) or id
