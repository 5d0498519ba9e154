"""The newsroom's shared actors and sources go in; a problem comes out for each that is incomplete, clashes or names nothing.

This module never looks at stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from generator.archive.circles import circle_problem, circles, later_problems
from generator.archive.merge_shared import missing_in_actor, missing_in_source
from generator.archive.namespace import Shared
from generator.problem import Problem
from generator.reading import GUESSES, CheckFile, check_file, common_file, did_you_mean
from generator.story import ID_PATTERN, RESERVED_IDS, Actor, Newsroom, Reference, Source, id_hint, quoted, walk

ACTORS, SOURCES = "_actors.yaml", "_sources.yaml"


def read_shared(
    newsroom: Newsroom, check: CheckFile = check_file, before: Shared | None = None
) -> tuple[Shared, tuple[Problem, ...]]:
    """Read the newsroom's shared actors and sources, as far as there are any; `before` itself where they say what they said."""
    actors = common_file(newsroom, ACTORS, Mapping[str, Actor], check)  # type: ignore[type-abstract]
    sources = common_file(newsroom, SOURCES, Mapping[str, Source], check)  # type: ignore[type-abstract]
    shared = Shared(actors.checked, sources.checked, actors.whole and sources.whole)
    if before is not None and before.actors is shared.actors and before.sources is shared.sources:
        shared = before if before.readable == shared.readable else shared
    return shared, (*actors.problems, *sources.problems, *check_shared(shared, newsroom.settings.zone))


def check_shared(shared: Shared, zone: tzinfo) -> Iterator[Problem]:
    """Check what only shared files can get wrong: ids of both files share one namespace, every entry stands on its own."""
    yield from _bad_ids(shared)
    for id, actor in shared.actors.value.items() if shared.actors else ():
        assert shared.actors is not None
        for field in missing_in_actor(actor):
            yield Problem(
                shared.actors.key_place((id,)),
                "missing-field",
                f"The actor '{id}' has no '{field}'.",
                f"Add '{field}' below it.",
            )
    for id, source in shared.sources.value.items() if shared.sources else ():
        assert shared.sources is not None
        for field in missing_in_source(source):
            yield Problem(
                shared.sources.key_place((id,)),
                "missing-field",
                f"The source '{id}' has no '{field}'.",
                f"Add '{field}' below it.",
            )
    for circle in circles(shared.sources.value) if shared.sources else ():
        assert shared.sources is not None
        yield circle_problem(circle, shared.sources.place((circle[0], "relies_on")))
    if shared.sources:
        yield from later_problems(shared.sources.value, shared.sources.value, shared.sources.place, zone)
    if shared.readable:
        yield from _dangling(shared)


def _bad_ids(shared: Shared) -> Iterator[Problem]:
    for checked in (shared.actors, shared.sources):
        data = checked.document.data if checked else None
        for id in data if checked and isinstance(data, dict) else ():
            assert checked is not None
            place = checked.document.key_place((id,))
            if not ID_PATTERN.fullmatch(id):
                yield Problem(place, "bad-id", f"{quoted(id)} cannot be an id.", id_hint(id))
            elif id in RESERVED_IDS:
                yield Problem(
                    place, "reserved-id", f"'{id}' has a meaning of its own and cannot be an id.", "Choose another."
                )
            elif checked is shared.sources and id in shared.ids("actors"):
                yield Problem(
                    place,
                    "same-id",
                    f"The id '{id}' already names a shared actor in _actors.yaml.",
                    "Shared ids are unique over both files: choose another.",
                )


def _dangling(shared: Shared) -> Iterator[Problem]:
    known = {"actor": shared.ids("actors"), "source": shared.ids("sources")}
    by_kinds: dict[tuple[str, ...], dict[str, None]] = {}
    unknown = 0
    for checked in (shared.actors, shared.sources):
        for path, thing in walk(checked.value) if checked else ():
            assert checked is not None
            if isinstance(thing, Reference) and not thing.is_special:
                if thing.kinds not in by_kinds:
                    by_kinds[thing.kinds] = dict.fromkeys(id for kind in thing.kinds for id in known.get(kind, ()))
                ids = by_kinds[thing.kinds]
                if str(thing) not in ids:
                    unknown += 1
                    meant = did_you_mean(str(thing), ids) if unknown <= GUESSES else ""
                    what = " or ".join(thing.kinds)
                    yield Problem(
                        checked.place(path),
                        "unknown-id",
                        f"There is no shared {what} '{thing}'.",
                        meant or "A shared entry can only name shared entries.",
                    )
