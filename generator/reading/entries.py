"""A Document goes in; the entries that are right come out as models, with the problems of the rest in a writer's words.

This module never follows a reference: whether an id names anything is for linking to say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from generator.problem import Place, Problem, Severity
from generator.reading.check_words import complaint, step_into
from generator.reading.document import Data, Document, KeyPath
from generator.story import Entry, walk

T = TypeVar("T")
PLACEHOLDER = "…"
# Each round mends at least one entry; a file with more broken entries than this is given up as a whole.
ROUNDS = 50


@dataclass(frozen=True)
class Checked(Generic[T]):
    """What a file held: `value` has every entry that is right; `whole` tells whether that is all of them.

    `dropped` holds the key paths of the entries left out, so that places in lists stay right and their ids stay known.
    """

    document: Document
    value: T
    whole: bool = True
    dropped: tuple[KeyPath, ...] = ()
    _shift: Mapping[KeyPath, tuple[int, ...]] = field(default_factory=dict)

    def place(self, path: KeyPath, offset: int | None = None) -> Place:
        """Where the value at this key path stands, or the character at `offset` of its text."""
        typed = self.typed(path)
        return self.document.place(typed) if offset is None else self.document.inside(typed, offset)

    def key_place(self, path: KeyPath) -> Place:
        """Where the last key of this path stands."""
        return self.document.key_place(self.typed(path))

    def typed(self, path: KeyPath) -> KeyPath:
        """The key path in the file: entries left out of a list are counted again."""
        out: list[str | int] = []
        for step in path:
            if isinstance(step, int):
                step += bisect_right(self._shift.get(tuple(out), ()), step)
            out.append(step)
        return tuple(out)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def check(document: Document, kind: type[T]) -> tuple[Checked[T] | None, tuple[Problem, ...]]:
    """Check a document against a model (or a mapping of models); None when nothing in it can be used.

    Every entry with an error is left out of the value and named in the problems, so that later stages can go on with the rest.
    """
    data: Data = document.data if document.data is not None else {}
    adapter = _adapter(kind)  # type: ignore[arg-type]
    dropped: list[KeyPath] = []
    shift: dict[KeyPath, tuple[int, ...]] = {}
    problems: tuple[Problem, ...] = ()
    for number in range(ROUNDS):
        try:
            value = adapter.validate_python(data)
        except ValidationError as error:
            found = error.errors(include_url=False)
            if number == 0:
                problems = tuple(_problems(document, kind, found))
            so_far = Checked(document, None, False, (), dict(shift))
            gone = sorted({_victim(data, e["loc"], e["type"] == "missing") for e in found}, key=_deepest, reverse=True)
            dropped += map(so_far.typed, gone)
            data = _leave_out(data, gone, _placeholders(kind))
            shift = _shifts(dropped)
            continue
        checked = Checked(document, value, not problems, tuple(dropped), shift)
        return checked, (*problems, *_faults(checked))
    return None, problems


def _problems(document: Document, kind: object, errors: Iterable[Any]) -> Iterator[Problem]:
    for said in complaint(document.data, kind, errors):
        if said.at_key:
            place = document.key_place(said.path)
        elif said.offset:
            place = document.inside(said.path, said.offset)
        else:
            place = document.place(said.path)
        yield Problem(place, said.code, said.message, said.hint)


def _faults(checked: Checked[Any]) -> Iterator[Problem]:
    # An entry of which a part was left out: what it seems to lack may be what was wrong with it.
    lost = {gone[:end] for gone in checked.dropped for end in range(1, len(gone) + 1)}
    for path, thing in walk(checked.value):
        # A single item typed without its list has no number in the file.
        if isinstance(thing, Entry) and _victim(checked.document.data, checked.typed(path), False) not in lost:
            for fault in thing.faults():
                named = bool(fault.at) and not isinstance(fault.at[-1], int) or not fault.at
                place = checked.key_place((*path, *fault.at)) if named else checked.place((*path, *fault.at))
                severity = Severity.WARNING if fault.warning else Severity.ERROR
                yield Problem(place, fault.code, fault.message, fault.hint, severity)


def _deepest(path: KeyPath) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    return len(path), tuple((0, step, "") if isinstance(step, int) else (1, 0, step) for step in path)


def _victim(data: Data, loc: tuple[str | int, ...], missing: bool) -> KeyPath:
    """The typed value to leave out for an error at `loc`: the nearest that stands in the file."""
    path: list[str | int] = []
    here = data
    for step in loc[:-1] if missing else loc:
        inner = step_into(here, step)
        if inner:
            path.append(step)
            here = inner[0]
    if not path and missing:
        return (str(loc[-1]),)
    return tuple(path)


def _placeholders(kind: object) -> dict[str, Data]:
    """What stands in for the fields that a file cannot do without, so that the rest of it can still be looked at."""
    if isinstance(kind, type) and issubclass(kind, Entry):
        return {name: PLACEHOLDER for name, info in kind.model_fields.items() if info.is_required()}
    return {}


def _leave_out(data: Data, gone: Iterable[KeyPath], placeholders: dict[str, Data]) -> Data:
    """The data without the values at these paths, or with placeholders where the whole cannot do without them."""
    if not isinstance(data, dict) or () in gone:
        return dict(placeholders)
    needed = {str(path[0]): PLACEHOLDER for path in gone if len(path) == 1 and path[0] in placeholders}
    left = _without(data, [path for path in gone if len(path) > 1 or path[0] not in placeholders])
    assert isinstance(left, dict)
    return {**left, **needed}


def _without(data: Data, gone: Iterable[KeyPath]) -> Data:
    """The data without the values at these paths, each part of it copied once, however many go."""
    inside: dict[str | int, list[KeyPath]] = {}
    for path in gone:
        inside.setdefault(path[0], []).append(path[1:])
    if isinstance(data, dict):
        return {
            key: _without(value, inside[key]) if key in inside else value
            for key, value in data.items()
            if () not in inside.get(key, ())
        }
    if isinstance(data, list):
        return [
            _without(value, inside[number]) if number in inside else value
            for number, value in enumerate(data)
            if () not in inside.get(number, ())
        ]
    return data


def _shifts(dropped: Iterable[KeyPath]) -> dict[KeyPath, tuple[int, ...]]:
    """For each list in the file, how many items stay before each one left out, in order."""
    lists: dict[KeyPath, set[int]] = {}
    for path in dropped:
        if path and isinstance(path[-1], int):
            lists.setdefault(path[:-1], set()).add(path[-1])
    return {path: tuple(gone - n for n, gone in enumerate(sorted(numbers))) for path, numbers in lists.items()}
