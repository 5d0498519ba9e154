"""What the ids of a story name: its own entries and the shared ones go in, one namespace comes out.

This module never looks at where ids are used, nor completes an entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.problem import Problem
from generator.reading import GUESSES, Checked, near
from generator.story import RESERVED_IDS, Actor, KeyPath, Source, Story

COLLECTIONS: tuple[tuple[str, str], ...] = (
    ("actors", "actor"),
    ("sources", "source"),
    ("claims", "claim"),
    ("quotes", "quote"),
    ("figures", "figure"),
)


@dataclass(frozen=True)
class Shared:
    """The newsroom's shared entries; None where there is no such file, `readable` False where one could not be read whole."""

    actors: Checked[Mapping[str, Actor]] | None = None
    sources: Checked[Mapping[str, Source]] | None = None
    readable: bool = True

    def ids(self, collection: str) -> tuple[str, ...]:
        """Every id the shared file gives, broken entries included."""
        checked = self.actors if collection == "actors" else self.sources
        data = checked.document.data if checked else None
        return tuple(data) if isinstance(data, dict) else ()


@dataclass(frozen=True)
class Names:
    """What every id of one story names; `sure` is False where part of the story or of the shared files could not be read."""

    kinds: Mapping[str, str]
    slugs: frozenset[str]
    sure: bool

    def has(self, id: str, kinds: tuple[str, ...]) -> bool:
        """Whether the id names one of these kinds of thing."""
        return id in self.slugs if kinds == ("story",) else self.kinds.get(id) in kinds

    def of(self, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """The ids that name one of these kinds of thing."""
        if kinds == ("story",):
            return tuple(sorted(self.slugs))
        return tuple(id for id, kind in self.kinds.items() if kind in kinds)


def story_names(
    checked: Checked[Story], shared: Shared, slugs: frozenset[str], *, readable: bool
) -> tuple[Names, list[Problem]]:
    """Gather the one namespace of a story: its own ids, those of entries with errors too, and the shared ones."""
    common = dict.fromkeys(shared.ids("actors"), "actor") | dict.fromkeys(shared.ids("sources"), "source")
    kinds: dict[str, str] = dict(common)
    first: dict[str, KeyPath] = {}
    problems: list[Problem] = []
    for id, kind, path in _own_ids(checked):
        place = checked.document.key_place(path) if kind != "date" else checked.document.place(path)
        if id in RESERVED_IDS:
            problems.append(
                Problem(
                    place, "reserved-id", f"'{id}' has a meaning of its own and cannot be an id.", "Choose another."
                )
            )
        elif id in first:
            line = checked.document.key_place(first[id]).line
            problems.append(
                Problem(
                    place,
                    "same-id",
                    f"The id '{id}' already names the {kinds[id]} in line {line}.",
                    "Ids are unique over the whole story: choose another.",
                )
            )
        elif common.get(id, kind) != kind:
            problems.append(
                Problem(
                    place,
                    "same-id",
                    f"The id '{id}' already names the shared {common[id]} '{id}'.",
                    "A shared id means the same in every story: choose another.",
                )
            )
        else:
            first[id] = path
            kinds[id] = kind
    return Names(kinds, slugs, readable and shared.readable), problems


def _own_ids(checked: Checked[Story]) -> Iterator[tuple[str, str, KeyPath]]:
    data = checked.document.data
    if not isinstance(data, dict):
        return
    unknown = [field for field in data if field not in Story.model_fields]
    guessed = frozenset(unknown[:GUESSES])
    typed = {_meant(field) if field in guessed else field: field for field in data}
    for collection, kind in COLLECTIONS:
        field = typed.get(collection, collection)
        entries = data.get(field)
        for id in entries if isinstance(entries, dict) else ():
            yield id, kind, (field, id)
    field = typed.get("dates", "dates")
    dates = data.get(field)
    for number, entry in enumerate(dates if isinstance(dates, list) else [dates]):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield str(entry["id"]), "date", (field, number, "id")


def _meant(field: str) -> str:
    """The field that a misspelt one means: what stands under 'cliams' is known, so that one slip is told once."""
    return next(iter(near(field, Story.model_fields)), field)
