"""What a story's actors and sources are in full: a story's entries and the shared ones go in, completed entries come out.

A story's fields go over the shared ones. This module never looks at where ids are used, nor at what other ids name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from generator.archive.namespace import Shared
from generator.problem import Problem
from generator.reading import GUESSES, Checked, did_you_mean, near
from generator.story import Actor, Entry, Source, SourceKind, Story

E = TypeVar("E", bound=Entry)


def complete_actors(
    checked: Checked[Story], shared: Shared, *, readable: bool
) -> tuple[dict[str, Actor], list[Problem]]:
    """Every actor the story may name, the story's fields over the shared ones; each must end up with a name and a kind."""
    actors, problems = _merged(checked, "actors", shared.actors, checked.value.actors)
    if shared.readable and readable:
        problems += _gaps(checked, shared, "actors", actors, missing_in_actor, _broken(shared.actors))
    return actors, problems


def complete_sources(
    checked: Checked[Story], shared: Shared, *, readable: bool
) -> tuple[dict[str, Source], list[Problem]]:
    """Every source the story may cite, the story's fields over the shared ones; each must end up with a kind, and a person with a name."""
    sources, problems = _merged(checked, "sources", shared.sources, checked.value.sources)
    if shared.readable and readable:
        problems += _gaps(checked, shared, "sources", sources, missing_in_source, _broken(shared.sources))
    return sources, problems


def _gaps(
    checked: Checked[Story],
    shared: Shared,
    collection: str,
    merged: Mapping[str, E],
    missing: Callable[[E], list[str]],
    broken: frozenset[str],
) -> Iterator[Problem]:
    """The story's entries that stay without what readers need to tell them by."""
    own: Mapping[str, Entry] = getattr(checked.value, collection)
    known, other = dict.fromkeys(shared.ids(collection)), frozenset(shared.ids(_OTHER[collection]))
    cut = {path[:2] for path in checked.dropped}
    unknown = 0
    for id, entry in own.items():
        if entry.model_fields_set or id in known:
            if id not in broken and (collection, id) not in cut:
                yield from _incomplete(checked, collection, id, missing(merged[id]))
        elif id not in other:  # told as an id with two meanings
            unknown += 1
            yield _not_shared(checked, known if unknown <= GUESSES else (), collection, id)


_OTHER = {"actors": "sources", "sources": "actors"}
_NEEDED = {"actors": "'name' and 'kind'", "sources": "'kind'"}


def _not_shared(checked: Checked[Story], known: Iterable[str], collection: str, id: str) -> Problem:
    near_ids = near(id, known)
    return Problem(
        checked.key_place((collection, id)),
        "not-shared",
        f"There is no shared {collection[:-1]} '{id}' in stories/_{collection}.yaml.",
        did_you_mean(id, near_ids) if near_ids else f"Add it there, or give its {_NEEDED[collection]} here.",
    )


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
        what = "title', 'publisher' or 'author" if field == "publisher" else field
        yield Problem(
            checked.key_place((collection, id)),
            "missing-field",
            f"The {collection[:-1]} '{id}' has no '{field}'.",
            f"Add '{what}' below it, so that readers can tell what it is.",
        )


def _merged(
    checked: Checked[Story], collection: str, shared: Checked[Mapping[str, E]] | None, own: Mapping[str, E]
) -> tuple[dict[str, E], list[Problem]]:
    common = shared.value if shared else {}
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
