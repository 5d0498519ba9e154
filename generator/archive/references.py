"""Where a story names things: the story goes in, every use of an id comes out, and a problem for each that leads nowhere.

This module never changes a story and never decides what a page shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.archive.namespace import Names
from generator.problem import Problem, Severity
from generator.reading import GUESSES, Checked, did_you_mean
from generator.story import AnyRef, Citation, KeyPath, Part, Prose, Reference, SourceRef, Story, StoryRef
from generator.text import Embed, Mention, SourceMark
from generator.text import walk as walk_prose


@dataclass(frozen=True, slots=True)
class Use:
    """One use of an id: the key path of the field, the offset inside its prose, which kinds it may name, and the way back.

    `cited_alone` marks the source of a citation, as opposed to one it passes on.
    """

    id: str
    path: KeyPath
    kinds: tuple[str, ...]
    way: str
    offset: int | None = None
    cited_alone: bool = False
    is_embed: bool = False


EMBEDDABLE = ("claim", "quote", "date", "figure")


def uses(parts: Iterable[Part]) -> Iterator[Use]:
    """Every use of an id in the parts of a story (as `walk` gives them), in fields and prose, in the order of the schema."""
    for path, thing in parts:
        if isinstance(thing, Reference):
            if not thing.is_special:
                yield Use(str(thing), path, type(thing).kinds, type(thing).backlink, cited_alone=_is_cited(path))
        elif isinstance(thing, Prose):
            yield from _in_prose(path, thing)


def _is_cited(path: KeyPath) -> bool:
    # The one field of this name inside an item of `sources:`, whatever entry the list belongs to.
    return path[-1] == "source" and isinstance(path[-2], int)


def _in_prose(path: KeyPath, prose: Prose[Any]) -> Iterator[Use]:
    for node in walk_prose(prose.tree):
        if isinstance(node, Mention):
            ref = StoryRef if node.story else AnyRef
            yield Use(node.id, path, ref.kinds, ref.backlink, node.offset)
        elif isinstance(node, Embed):
            yield Use(node.id, path, EMBEDDABLE, "embedded_in", node.offset, is_embed=True)
        elif isinstance(node, SourceMark):
            for item in node.items:
                yield Use(item.source, path, SourceRef.kinds, SourceRef.backlink, item.offset, cited_alone=True)
                for id, offset in zip(item.citing, item.citing_offsets, strict=True):
                    yield Use(id, path, SourceRef.kinds, SourceRef.backlink, offset)


def reference_problems(
    checked: Checked[Story],
    parts: Iterable[Part],
    names: Names,
    used: Iterable[Use],
    unpublished: frozenset[str],
    *,
    draft: bool,
) -> Iterator[Problem]:
    """A problem for each mistake inside prose, each id that names nothing or the wrong thing, and each mention of a draft."""
    for path, thing in parts:
        if isinstance(thing, Prose):
            for mistake in thing.mistakes:
                yield Problem(
                    checked.place(path, mistake.offset), mistake.code, mistake.message, mistake.hint, mistake.severity
                )
    unknown = 0
    for use in used:
        for problem in _dangling(checked, names, use, guess=unknown < GUESSES):
            unknown += 1
            yield problem
        if use.kinds == ("story",) and use.path[0] != "aliases" and use.id in unpublished and not draft:
            yield Problem(
                checked.place(use.path, use.offset),
                "draft-mentioned",
                f"The story '{use.id}' is not published yet; readers will see words without a link.",
                "Publish it together with this one, or leave the mention out.",
                Severity.WARNING,
            )


def _dangling(checked: Checked[Story], names: Names, use: Use, *, guess: bool) -> Iterator[Problem]:
    if use.path[0] == "aliases":
        return
    if names.has(use.id, use.kinds):
        return
    place = checked.place(use.path, use.offset)
    wanted = _wanted(use.kinds)
    actual = names.kinds.get(use.id) if use.kinds != ("story",) else None
    known = names.of(use.kinds) if guess and (actual or names.sure) else ()
    if actual:
        hint = (
            "Only claims, quotes, dates and figures can be embedded; to name it in a sentence type [[" + use.id + "]]."
            if use.is_embed
            else f"Type the id of {wanted}{': ' + ', '.join(known) if 0 < len(known) <= 12 else ''}."
        )
        yield Problem(place, "wrong-kind-of-id", f"'{use.id}' is {_a(actual)}, and {wanted} belongs here.", hint)
    elif names.sure:
        hint = did_you_mean(use.id, known, kind="Known here") or _add(use.kinds)
        yield Problem(place, "unknown-id", f"There is no {wanted.split(' ', 1)[1]} '{use.id}'.", hint)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _wanted(kinds: tuple[str, ...]) -> str:
    if len(kinds) > 4:
        return "an entry"
    *first, last = kinds
    return f"{_a(', '.join(first))} or {last}" if first else _a(last)


def _add(kinds: tuple[str, ...]) -> str:
    if kinds == ("story",):
        return "A story's slug is its path under stories/ without '.yaml'."
    return f"Add it to the story's {' or '.join(repr(kind + 's') for kind in kinds[:2])}, or correct the id."


def citation_paths(entries: Iterable[Citation]) -> tuple[tuple[str, ...], ...]:
    """The path of each citation: the source that was read, then what it passes on, from left to right."""
    return tuple((str(entry.source), *map(str, entry.citing)) for entry in entries)


def handed_on(parts: Iterable[Part]) -> Iterator[tuple[str, str]]:
    """Each step of each citation in a story, in lists and in prose: a source, and the one that it passes on."""
    for _, thing in parts:
        if isinstance(thing, Citation):
            yield from pairwise((str(thing.source), *map(str, thing.citing)))
        elif isinstance(thing, Prose):
            for node in walk_prose(thing.tree):
                if isinstance(node, SourceMark):
                    for item in node.items:
                        yield from pairwise((item.source, *item.citing))
