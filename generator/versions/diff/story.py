"""Two versions of a story go in; every change between them comes out, in the story's own terms, substance told from the rest.

One walk over the model compares whatever the schema holds, so that a new field never goes uncompared; this module never
reads a file and never prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.story import Claim, Dated, Entry, Prose, Story
from generator.versions.diff.change import Change, ChangeKind, Why
from generator.versions.diff.pairs import pairs, renamed_ids, shape, with_ids
from generator.versions.diff.standing import lines_of, standing_said
from generator.versions.diff.typos import settle_typos
from generator.versions.diff.values import made, single
from generator.versions.diff.words import ChangedPlace, ChangeWords, one_of

# Lists whose order says nothing, by the part of the story or by part and field; any other order is the writer's.
FREE_ORDER = frozenset(
    [
        "topics",
        "responses",
        "dates",
        "unknowns",
        "corrections",
        "updates",
        "related",
        "aliases",
        "actors.aliases",
        "sources.by",
        "sources.relies_on",
        "sources.paid_for_by",
        "sources.filed_by",
        "claims.by",
        "claims.about",
        "claims.sources",
        "claims.history.sources",
        "responses.by",
        "responses.to",
        "responses.sources",
        "quotes.by",
        "quotes.sources",
        "dates.sources",
        "dates.actors",
        "dates.topics",
        "unknowns.about",
        "figures.sources",
        "figures.points.sources",
    ]
)


def differences(old: Story, new: Story) -> tuple[Change, ...]:
    """Every change from `old` to `new`, in the order of the schema; empty where both tell the same in the same order.

    The other way round gives the same changes, mirrored. To have shared actors and sources compared as well, and called
    by their names, give both stories in full.

    >>> before, after = Story(title="Gates", as_of="2031"), Story(title="Gates", as_of="2031-05")
    >>> [change.sentence for change in differences(before, after)]
    ['as_of: 2031 -> 2031-05']
    """
    renamed = renamed_ids(old, new)
    known = {**_names(old), **_names(new)}
    known.update({id: known[then] for then, id in renamed.items() if then in known})
    walk = _StoryWalk(ChangeWords(known))
    before = with_ids(old, renamed)
    changes = [*_renames(renamed, new), *walk.story(before, new)]
    return settle_typos(changes)


def _names(story: Story) -> dict[str, str]:
    actors = {id: actor.name for id, actor in story.actors.items() if actor.name}
    return {**{id: source.name for id, source in story.sources.items() if source.name}, **actors}


def _renames(renamed: Mapping[str, str], new: Story) -> Iterator[Change]:
    for was, id in renamed.items():
        where = next(name for name in Story.model_fields if id in _mapping(getattr(new, name)))
        said = f"{one_of(where)} `{was}` is now called `{id}`"
        yield Change(where, ChangeKind.RENAMED, id, "id", was, id, said, Why.RENAMED)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


@dataclass(frozen=True)
class _StoryWalk:
    """The one walk over two versions; every method gives the changes of one kind of value."""

    words: ChangeWords

    def story(self, old: Story, new: Story) -> Iterator[Change]:
        for name in Story.model_fields:
            a, b = getattr(old, name), getattr(new, name)
            if isinstance(b, Mapping | tuple):
                yield from self.value(a, b, ChangedPlace(where=name))
            else:
                yield from self.value(a, b, ChangedPlace().at(name))

    def value(self, a: object, b: object, spot: ChangedPlace) -> Iterator[Change]:
        """Changes between two values of one field, whatever it holds."""
        if shape(a) == shape(b) and not _reordered(a, b):
            return
        if isinstance(a, Mapping) or isinstance(b, Mapping):
            yield from self.mapping(_mapping(a), _mapping(b), spot)
        elif isinstance(a, tuple) and isinstance(b, tuple):
            yield from self.row(a, b, spot)
        elif a is None:
            yield made(ChangeKind.ADDED, spot, a, b, f"{spot}: now {self.words.value(b)}")
        elif b is None:
            yield made(ChangeKind.REMOVED, spot, a, b, f"{spot}: {self.words.value(a)} taken out")
        elif isinstance(a, Entry) and isinstance(b, Entry):
            yield from self.entry(a, b, spot)
        else:
            yield single(a, b, spot, self.words)

    def entry(self, a: Entry, b: Entry, spot: ChangedPlace) -> Iterator[Change]:
        """Changes between two versions of one entry, field by field."""
        apart: tuple[str, ...] = ()
        if isinstance(a, Claim) and isinstance(b, Claim):
            # Its standing first: that is what an editor looks for.
            yield from self.claim(a, b, spot)
            apart = ("status", "because", "history")
        for name in type(b).model_fields:
            # A date is called by the field it stands in.
            inner = spot if isinstance(b, Dated) and name == "date" else spot.at(name)
            if name not in apart:
                yield from self.value(getattr(a, name, None), getattr(b, name, None), inner)

    def claim(self, a: Claim, b: Claim, spot: ChangedPlace) -> Iterator[Change]:
        """Changes of a claim's standing: a status without a history is a history of one line without a date."""
        inner = list(self.value(lines_of(a), lines_of(b), spot.at("history")))
        if a.standing is not b.standing:
            said, inner = standing_said(a, b, inner, self.words)
            yield made(ChangeKind.CHANGED, spot.at("status"), a.standing, b.standing, f"{spot}: {said}")
        yield from inner

    def mapping(self, a: Mapping[str, object], b: Mapping[str, object], spot: ChangedPlace) -> Iterator[Change]:
        """Changes between entries that have ids, or other names."""
        top = not spot.steps and not spot.id
        for id in dict.fromkeys([*a, *b]):
            name = one_of(spot.where if top else spot.steps[-1])
            inner = replace(spot, id=id, owner=f"{name} `{id}`") if top else spot.at(id)
            yield from self.keyed(a, b, id, inner)
        common = [id for id in a if id in b], [id for id in b if id in a]
        if common[0] != common[1]:
            yield self.moved(common[0], common[1], spot, free=True)

    def keyed(self, a: Mapping[str, object], b: Mapping[str, object], id: str, spot: ChangedPlace) -> Iterator[Change]:
        """Changes under one id."""
        if id in a and id in b:
            yield from self.value(a[id], b[id], spot)
            return
        gist = self.words.value(a.get(id, b.get(id)))
        said = f"new {spot}" if id in b else f"{spot} taken out"
        kind = ChangeKind.ADDED if id in b else ChangeKind.REMOVED
        yield made(kind, spot, a.get(id), b.get(id), f"{said}: {gist}" if gist else said)

    def row(self, a: Sequence[object], b: Sequence[object], spot: ChangedPlace) -> Iterator[Change]:
        """Changes between two lists."""
        name = spot.steps[-1] if spot.steps else spot.where
        free = f"{spot.where}.{spot.what}".rstrip(".") in FREE_ORDER
        if not any(isinstance(item, Entry | Prose) for item in (*a, *b)):
            yield from self.scalars(a, b, spot, name, free)
            return
        found = pairs(a, b)
        stayed, known = {n for n, _ in found}, {m for _, m in found}
        yield from (self.item(ChangeKind.REMOVED, a[n], spot, name) for n in range(len(a)) if n not in stayed)
        yield from (self.item(ChangeKind.ADDED, b[m], spot, name) for m in range(len(b)) if m not in known)
        for n, m in found:
            label = self.words.label(name, b[m])
            inner = spot.inside(label)
            yield from self.value(a[n], b[m], inner if spot.steps else replace(inner, id=_handle(self.words, b[m])))
        order = [n for n, _ in found]
        if order != sorted(order):
            was = [self.words.handle(b[m]) for _, m in sorted(found)]
            yield self.moved(was, [self.words.handle(b[m]) for _, m in found], spot, free=free)

    def item(self, kind: ChangeKind, item: object, spot: ChangedPlace, name: str) -> Change:
        """An entry of a list that came or went."""
        gist = self.words.value(item)
        owner = f" of {spot.owner}" if spot.owner else ""
        came = kind is ChangeKind.ADDED
        said = f"new {one_of(name)}{owner}: {gist}" if came else f"{one_of(name)}{owner} taken out: {gist}"
        if not spot.steps:
            spot = replace(spot, id=_handle(self.words, item))
        return made(kind, spot, None if came else item, item if came else None, said)

    def scalars(
        self, a: Sequence[object], b: Sequence[object], spot: ChangedPlace, name: str, free: bool
    ) -> Iterator[Change]:
        """Changes between two lists of ids or words."""
        gone, come = list((Counter(a) - Counter(b)).elements()), list((Counter(b) - Counter(a)).elements())
        if not gone and not come:
            yield self.moved([str(item) for item in a], [str(item) for item in b], spot, free=free)
        elif not free:
            was, now = self.words.value(tuple(a)) or "none", self.words.value(tuple(b)) or "none"
            yield made(ChangeKind.CHANGED, spot, tuple(a), tuple(b), f"{_named(spot)}: {was} -> {now}")
        elif len(gone) == len(come) == 1:
            said = f"{_named(spot)}: {self.words.value(gone[0])} -> {self.words.value(come[0])}"
            yield made(ChangeKind.CHANGED, spot, gone[0], come[0], said)
        else:
            for item in gone:
                said = f"{_named(spot)}: {self.words.value(item)} taken out"
                yield made(ChangeKind.REMOVED, spot, item, None, said)
            for item in come:
                yield made(ChangeKind.ADDED, spot, None, item, f"{_named(spot)}: {self.words.value(item)} added")

    def moved(self, a: list[str], b: list[str], spot: ChangedPlace, *, free: bool) -> Change:
        """The same items in another order."""
        # Entries that go by the same words can change places, and then all seems to stand where it stood.
        apart = [n for n, (one, other) in enumerate(zip(a, b, strict=True)) if one != other] or [0, len(a) - 1]
        start, end = apart[0], apart[-1] + 1
        was, now = (", ".join(_in_quotes(item) for item in side[start:end]) for side in (a, b))
        said = f"order of {_named(spot)}: {was} -> {now}"
        return Change(
            spot.where, ChangeKind.MOVED, spot.id, spot.what, [*a], [*b], said, Why.ORDER if free else Why.SUBSTANCE
        )


def _reordered(a: object, b: object) -> bool:
    """Whether two mappings that are equal have another order; equal lists have the same."""
    return isinstance(a, Mapping) and isinstance(b, Mapping) and list(a) != list(b)


def _handle(words: ChangeWords, item: object) -> str:
    return words.handle(item).strip("`“”")


def _named(spot: ChangedPlace) -> str:
    return str(spot) or spot.where


def _in_quotes(item: str) -> str:
    return item if item.startswith(("`", "“")) or " " not in item else f"“{item}”"
