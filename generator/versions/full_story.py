"""A story with all that it takes from the shared files: a story and the shared entries go in, the story in full comes out.

This module never reads a file, and never finds what is wrong with an entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from generator.archive import merge
from generator.story import Actor, Entry, Prose, Reference, Source, Story, walk
from generator.text import SourceMark
from generator.text import walk as walk_prose

E = TypeVar("E", bound=Entry)


def in_full(story: Story, actors: Mapping[str, Actor], sources: Mapping[str, Source]) -> Story:
    """The story with its fields over those of the shared entries, and with every shared entry that it names.

    >>> story = Story(title="Gates", summary="So said [[brandt]].")
    >>> in_full(story, {"brandt": Actor(name="Ada Brandt"), "moor": Actor(name="Jon Moor")}, {}).actors["brandt"].name
    'Ada Brandt'
    """
    used = {*story.actors, *story.sources, *_ids_in(story)}
    shared: dict[str, Entry] = {**actors, **sources}
    waiting = [id for id in used if id in shared]
    while waiting:
        more = set(_ids_in(shared[waiting.pop()])) - used
        used |= more
        waiting += [id for id in more if id in shared]
    return story.model_copy(
        update={"actors": _merged(story.actors, actors, used), "sources": _merged(story.sources, sources, used)}
    )


def _merged(own: Mapping[str, E], shared: Mapping[str, E], used: set[str]) -> dict[str, E]:
    # By id where the story gives no order, so that the order of the shared file says nothing.
    taken = {id: shared[id] for id in sorted(shared) if id in used and id not in own}
    return {**{id: merge(shared[id], entry) if id in shared else entry for id, entry in own.items()}, **taken}


def _ids_in(value: Entry) -> Iterator[str]:
    """Every id that a story or an entry names."""
    for _, part in walk(value):
        if isinstance(part, Reference):
            yield str(part)
        elif isinstance(part, Source):
            # In these fields an actor's id may stand as well as a name.
            yield from (*part.author, *part.paid_for_by, *part.filed_by)
        elif isinstance(part, Prose):
            for node in walk_prose(part.tree):
                if isinstance(node, SourceMark):
                    yield from (id for item in node.items for id in (item.source, *item.citing))
                else:
                    yield node.id
