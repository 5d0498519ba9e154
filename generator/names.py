"""What the ids of a story name: its own entries and the shared ones go in, one namespace and the completed entries come out.

This module never looks at where ids are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.actor import Actor
from generator.check import Checked
from generator.check_words import did_you_mean, near
from generator.entry import Entry, KeyPath
from generator.fields import RESERVED_IDS
from generator.problem import Problem
from generator.source import Source, SourceKind
from generator.story import Story

E = TypeVar("E", bound=Entry)
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
    typed = {_meant(field): field for field in data}
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
    return field if field in Story.model_fields else next(iter(near(field, Story.model_fields)), field)


def complete_actors(
    checked: Checked[Story], shared: Shared, *, readable: bool
) -> tuple[dict[str, Actor], list[Problem]]:
    """Every actor the story may name, the story's fields over the shared ones; each must end up with a name and a kind."""
    common = dict(shared.actors.value) if shared.actors else {}
    actors, problems = _merged(checked, "actors", common, checked.value.actors)
    sure = shared.readable and readable
    for id, actor in checked.value.actors.items():
        merged = actors[id]
        if not actor.model_fields_set and id not in shared.ids("actors"):
            if sure and id not in shared.ids("sources"):  # told as an id with two meanings
                problems.append(
                    Problem(
                        checked.key_place(("actors", id)),
                        "not-shared",
                        f"There is no shared actor '{id}' in stories/_actors.yaml.",
                        did_you_mean(id, shared.ids("actors"))
                        if near(id, shared.ids("actors"))
                        else "Add it there, or give its 'name' and 'kind' here.",
                    )
                )
        elif sure and id not in _broken(shared.actors):
            problems += _incomplete(
                checked, "actors", id, [field for field in ("name", "kind") if getattr(merged, field) is None]
            )
    return actors, problems


def complete_sources(
    checked: Checked[Story], shared: Shared, *, readable: bool
) -> tuple[dict[str, Source], list[Problem]]:
    """Every source the story may cite, the story's fields over the shared ones; each must end up with a kind, and a person with a name."""
    common = dict(shared.sources.value) if shared.sources else {}
    sources, problems = _merged(checked, "sources", common, checked.value.sources)
    sure = shared.readable and readable
    for id, source in checked.value.sources.items():
        if not source.model_fields_set and id not in shared.ids("sources"):
            if sure and id not in shared.ids("actors"):
                problems.append(
                    Problem(
                        checked.key_place(("sources", id)),
                        "not-shared",
                        f"There is no shared source '{id}' in stories/_sources.yaml.",
                        did_you_mean(id, shared.ids("sources"))
                        if near(id, shared.ids("sources"))
                        else "Add it there, or give its 'kind' here.",
                    )
                )
        elif sure and id not in _broken(shared.sources):
            problems += _incomplete(checked, "sources", id, missing_in_source(sources[id]))
    return sources, problems


def missing_in_source(source: Source) -> list[str]:
    """The fields without which readers could not tell what a source is."""
    if source.kind is None:
        return ["kind"]
    if source.kind is SourceKind.PERSON and not (source.name or source.anonymous or source.by):
        return ["name"]
    if not (
        source.title
        or source.publisher
        or source.author
        or source.name
        or source.anonymous
        or source.by
        or source.url
        or source.court
        or source.jurisdiction
    ):
        return ["publisher"]
    return []


def missing_in_actor(actor: Actor) -> list[str]:
    """The fields without which readers could not tell who an actor is."""
    return [field for field in ("name", "kind") if getattr(actor, field) is None]


def _broken(checked: Checked[Mapping[str, E]] | None) -> frozenset[str]:
    return frozenset(str(path[0]) for path in checked.dropped if path) if checked else frozenset()


def _incomplete(checked: Checked[Story], collection: str, id: str, fields: list[str]) -> Iterator[Problem]:
    for field in fields:
        if not any(path[:2] == (collection, id) for path in checked.dropped):
            what = "title', 'publisher' or 'author" if field == "publisher" else field
            yield Problem(
                checked.key_place((collection, id)),
                "missing-field",
                f"The {collection[:-1]} '{id}' has no '{field}'.",
                f"Add '{what}' below it, so that readers can tell what it is.",
            )


def _merged(
    checked: Checked[Story], collection: str, common: Mapping[str, E], own: Mapping[str, E]
) -> tuple[dict[str, E], list[Problem]]:
    out, problems = dict(common), list[Problem]()
    for id, entry in own.items():
        base = common.get(id)
        if base is None:
            out[id] = entry
            continue
        kind, given = getattr(base, "kind", None), getattr(entry, "kind", None)
        if kind and given and kind != given:
            place = checked.place((collection, id, "kind"))
            problems.append(
                Problem(
                    place,
                    "other-kind",
                    f"The shared {collection[:-1]} '{id}' is of kind '{kind}', and this says '{given}'.",
                    f"Delete 'kind' here, or use another id than '{id}'.",
                )
            )
        out[id] = merge(base, entry)
    return out, problems


def merge(base: E, given: E) -> E:
    """The shared entry with the fields a story gives: mappings merge by key, lists replace, an empty value clears.

    >>> merge(Actor(name="Ada Brandt", role="clerk"), Actor(role="harbour master")).name
    'Ada Brandt'
    """
    changes: dict[str, object] = {}
    for name in given.model_fields_set:
        old, new = getattr(base, name), getattr(given, name)
        if isinstance(old, Entry) and isinstance(new, Entry) and type(old) is type(new):
            new = merge(old, new)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            new = {**old, **new}
        changes[name] = new
    return base.model_copy(update=changes)
