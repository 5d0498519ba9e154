"""The one walk over a story's entries, references and prose; checking, linking and the docs share it.

This module never changes what it walks over.
"""

from __future__ import annotations

from typing import Any

from generator.story.base import Entry, KeyPath
from generator.story.prose import Prose
from generator.story.reference import Reference

Part = tuple[KeyPath, Entry | Reference | Prose[Any]]


def walk(value: object) -> tuple[Part, ...]:
    """Every entry, reference and prose field inside `value`, each with the key path that leads to it, parents first.

    The one walk that checking, linking and the docs share, so that a new kind of reference costs no code there.
    """
    parts: list[Part] = []
    _collect(value, (), parts)
    return tuple(parts)


def _collect(value: object, path: KeyPath, parts: list[Part]) -> None:
    if isinstance(value, Entry):
        parts.append((path, value))
        # The fields as pydantic keeps them, in the order of the schema; asking the class costs as much as the walk.
        for name, inner in value.__dict__.items():
            if inner is not None and inner != ():
                _collect(inner, (*path, name), parts)
    elif isinstance(value, Reference | Prose):
        parts.append((path, value))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _collect(item, (*path, number), parts)
    elif isinstance(value, dict):
        for key, item in value.items():
            _collect(item, (*path, key), parts)
