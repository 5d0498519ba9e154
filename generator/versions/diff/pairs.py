"""Which entry of one version of a story is which of the other: two versions go in, pairs and renamed ids come out.

This module never says what changed inside a pair.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from generator.story import (
    Citation,
    Correction,
    Credit,
    DateEntry,
    Entry,
    HistoryLine,
    Point,
    Prose,
    Question,
    Reference,
    Related,
    Response,
    Role,
    Section,
    Source,
    Story,
    StoryRef,
)
from generator.text import SourceMark
from generator.text import walk as walk_prose
from generator.versions.diff.change import Plain, plain

Pair = tuple[int, int]
T = TypeVar("T")
Renamed = Mapping[str, str]

# By which fields an entry of a list is known again, the surest first; what none of them pairs is paired by its words.
KNOWN_BY: Mapping[type[Entry], tuple[tuple[str, ...], ...]] = {
    Response: (("by", "to"), ("by", "response")),
    DateEntry: (("id",), ("title", "date"), ("title",), ("claim", "date")),
    Section: (("id",), ("heading",)),
    Question: (("question",),),
    Citation: (("source", "citing"), ("source", "where"), ("source",)),
    HistoryLine: (("date", "status"), ("status",)),
    Correction: (("text",),),
    Related: (("story",), ("url",)),
    Credit: (("name",),),
    Role: (("role",),),
    Point: (("when",), ("label",)),
}

# By which fields an entry under a new id is known again.
SAME_THING: Mapping[str, tuple[str, ...]] = {
    "actors": ("name",),
    "sources": ("url", "title"),
    "claims": ("text",),
    "quotes": ("text",),
    "figures": ("label",),
}
# Fields of a source in which a name may stand as well as an actor's id.
NAME_OR_ID = ("author", "paid_for_by", "filed_by")

_ALIKE = 0.5
# Pairs of leftover entries that are looked at one by one; a list with more of them was replaced, not edited.
_PATIENCE = 4_000
_ROUNDS = 20
_WORD = re.compile(r"\w+")


def shape(value: object) -> object:
    """What a value means, without its layout: two values with equal shapes tell a reader the same."""
    if isinstance(value, Entry):
        # Constructed entries may lack fields; the order is that of the schema.
        return (type(value).__name__, *((name, shape(getattr(value, name, None))) for name in type(value).model_fields))
    if isinstance(value, Prose):
        return tuple(_tree_shape(node) for node in value.tree)
    if isinstance(value, Mapping):
        return {str(key): shape(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return tuple(shape(item) for item in value)
    return plain(value)


def _tree_shape(node: object) -> object:
    """A node of a prose field without the offsets, which tell only where it stood in the text."""
    if isinstance(node, tuple):
        return tuple(_tree_shape(item) for item in node)
    slots = getattr(type(node), "__slots__", None)
    if not slots or isinstance(node, str):
        return node
    return (type(node).__name__, *(_tree_shape(getattr(node, name)) for name in slots if not name.endswith(_OFFSETS)))


_OFFSETS = ("offset", "offsets")


def pairs(old: Sequence[object], new: Sequence[object]) -> tuple[Pair, ...]:
    """The numbers of the items that belong together, in the order of `new`: equal ones, then those known by a field, then the most alike."""
    found: list[Pair] = []
    left, right = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))

    def take(pair: Pair) -> None:
        found.append(pair)
        del left[pair[0]], right[pair[1]]

    first = old[0] if old else None
    rounds = (None, *KNOWN_BY.get(cast(type[Entry], type(first)), ()))
    for fields in rounds:
        waiting: dict[str, list[int]] = {}
        for number in left:
            waiting.setdefault(_key(old[number], fields), []).append(number)
        for number in tuple(right):
            key = _key(new[number], fields)
            if key and waiting.get(key):
                take((waiting[key].pop(0), number))
    for pair in _most_alike(old, new, tuple(left), tuple(right)):
        if pair[0] in left and pair[1] in right:
            take(pair)
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _key(item: object, fields: tuple[str, ...] | None) -> str:
    if fields is None:
        return repr(shape(item))
    held = [plain(getattr(item, field, None)) for field in fields]
    return json.dumps([_in_any_order(one) for one in held]) if any(one not in (None, []) for one in held) else ""


def _in_any_order(value: Plain) -> Plain:
    return sorted(value, key=str) if isinstance(value, list) else value


def _most_alike(
    old: Sequence[object], new: Sequence[object], left: Sequence[int], right: Sequence[int]
) -> Iterator[Pair]:
    if not left or not right or len(left) * len(right) > _PATIENCE:
        return
    bags = {(side, n): _bag(items[n]) for side, items, ns in ((0, old, left), (1, new, right)) for n in ns}
    scored = [(_alike(bags[0, a], bags[1, b]), a, b) for a in left for b in right if _may_be_one(old[a], new[b])]
    for score, a, b in sorted(scored, key=lambda one: (-one[0], abs(one[1] - one[2]), one[1] + one[2], one[1])):
        if score >= _ALIKE or _differ_in_one(old[a], new[b]):
            yield a, b


def _may_be_one(a: object, b: object) -> bool:
    if isinstance(a, Response) and isinstance(b, Response):
        # Another speaker's response is another response, however alike the rest is.
        return bool(set(a.by) & set(b.by)) and bool(set(a.to) & set(b.to))
    # So is a citation of another source.
    return not (isinstance(a, Citation) and isinstance(b, Citation))


def _differ_in_one(a: object, b: object) -> bool:
    if not (isinstance(a, Entry) and isinstance(b, Entry)):
        return False
    names = [name for name in type(a).model_fields if getattr(a, name, None) or getattr(b, name, None)]
    differing = [name for name in names if shape(getattr(a, name, None)) != shape(getattr(b, name, None))]
    return len(differing) == 1 and len(names) > 1


def _bag(item: object) -> Counter[str]:
    return Counter(_WORD.findall(json.dumps(plain(item), ensure_ascii=False).lower()))


def _alike(a: Counter[str], b: Counter[str]) -> float:
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def renamed_ids(old: Story, new: Story) -> dict[str, str]:
    """Ids of `old` that name the same thing in `new` under another id, by their old id.

    An entry is the same if everything in it is equal (with the other renamed ids in it), or if what readers know it by is.
    """
    renamed: dict[str, str] = {}
    # Each round may make more entries equal: those that name what the last one found.
    for _ in range(_ROUNDS):
        found = _next_renamed(old, new, renamed)
        if not found:
            break
        renamed.update(found)
    return renamed


def _next_renamed(old: Story, new: Story, renamed: Renamed) -> dict[str, str]:
    for collection in SAME_THING:
        ours, theirs = _entries(old, collection), _entries(new, collection)
        gone = {id: entry for id, entry in ours.items() if id not in theirs and id not in renamed}
        come = {id: entry for id, entry in theirs.items() if id not in ours and id not in renamed.values()}
        for keys in (None, *((field,) for field in SAME_THING[collection])):
            before = _by_key({id: with_ids(entry, renamed) for id, entry in gone.items()}, keys)
            after = _by_key(come, keys)
            same = {before[key]: after[key] for key in before if key in after}
            if same:
                return same
    return {}


def _entries(story: Story, collection: str) -> Mapping[str, Entry]:
    return cast(Mapping[str, Entry], getattr(story, collection))


def _by_key(entries: Mapping[str, Entry], fields: tuple[str, ...] | None) -> dict[str, str]:
    """The id of each entry by what it is known by, where that is said and belongs to one alone."""
    out: dict[str, str] = {}
    twice: set[str] = set()
    for id, entry in entries.items():
        if fields is None and plain(entry) == {}:
            continue  # an entry taken from the shared file says nothing about itself
        key = _key(entry, fields)
        if key in out:
            twice.add(key)
        elif key:
            out[key] = id
    return {key: id for key, id in out.items() if key not in twice}


def with_ids(value: T, renamed: Renamed) -> T:
    """The same value with every id that was renamed under its new id: keys, references, and the marks in prose."""
    return cast(T, _with_ids(value, renamed)) if renamed else value


def _with_ids(value: Any, renamed: Renamed) -> Any:
    if isinstance(value, Entry):
        changes = {name: _with_ids(inner, renamed) for name, inner in value.__dict__.items() if inner is not None}
        if isinstance(value, Source):
            for name in NAME_OR_ID:
                changes[name] = tuple(renamed.get(person, person) for person in getattr(value, name))
        if isinstance(value, Story):
            for collection in SAME_THING:
                entries = changes[collection]
                changes[collection] = {renamed.get(id, id): entry for id, entry in entries.items()}
        return value.model_copy(update=changes)
    if isinstance(value, Reference):
        return value if isinstance(value, StoryRef) else type(value)(renamed.get(value, value))
    if isinstance(value, Prose):
        return _prose_with_ids(value, renamed)
    if isinstance(value, tuple):
        return tuple(_with_ids(item, renamed) for item in value)
    if isinstance(value, dict):
        return {key: _with_ids(inner, renamed) for key, inner in value.items()}
    return value


def _prose_with_ids(prose: Prose[Any], renamed: Renamed) -> Prose[Any]:
    spots: list[tuple[int, str]] = []
    for node in walk_prose(prose.tree):
        if isinstance(node, SourceMark):
            for item in node.items:
                spots += [(item.offset, item.source), *zip(item.citing_offsets, item.citing, strict=True)]
        elif not getattr(node, "story", False):
            spots.append((node.offset, node.id))
    text = prose.text
    for offset, id in sorted(spots, reverse=True):
        if id in renamed and text.startswith(id, offset):
            text = text[:offset] + renamed[id] + text[offset + len(id) :]
    return type(prose).parsed(text) if text != prose.text else prose
