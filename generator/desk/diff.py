"""Two versions of a story by the names people type (a file, a slug, `REV:path`); changes go to the terminal, an exit status out.

This module never finds changes itself and never writes a file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.problem import Problem, as_text, for_people, has_errors, summary
from generator.reading import ENDINGS, Read, check, printable, read_bytes, read_file
from generator.story import Actor, Source, Story
from generator.versions import LAST, Change, ChangeKind, as_json, as_markdown, differences, file_at, in_full
from generator.versions import as_text as changes_as_text

EXIT_SAME, EXIT_DIFFERENT, EXIT_USAGE = 0, 1, 2
T = TypeVar("T")
FindRoot = Callable[[], Path]
"""Finds the newsroom's folder, and says in click's way where there is none."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a story, before it is read: `path` on disk, or in `revision` relative to the newsroom at `root`.

    `root` is None for a file that lies in no newsroom's stories.
    """

    root: Path | None
    path: str
    revision: str = ""

    @property
    def shown(self) -> str:
        """The version's name for people."""
        return printable(f"{self.revision}:{self.path}" if self.revision else self.path)

    def read(self, path: str = "") -> Read | str:
        """This version's file, or another of the same version by its path in the newsroom; or a sentence why not."""
        if self.revision:
            assert self.root is not None
            held = file_at(self.root, self.revision, path or self.path)
            name = printable(f"{self.revision}:{path or self.path}")
            return held if isinstance(held, str) else read_bytes(held, name)
        file = self.root / path if path and self.root else Path(self.path)
        return read_file(file, printable(path or self.path))


class _NoVersionError(Exception):
    """What was typed names no version that can be read; the text is the sentence for people."""


def diff(old: str, new: str | None, *, find_root: FindRoot, face: str) -> int:
    """Print what changed from OLD to NEW, or since the last commit; the exit status is that of `diff`."""
    try:
        versions = _versions(old, new, find_root)
        stories = [_story(version) for version in versions]
    except _NoVersionError as error:
        click.echo(str(error), err=True)
        return EXIT_USAGE
    if stories[0] is None or stories[1] is None:
        return EXIT_USAGE
    changes = _changes(versions, stories[0], stories[1])
    between = f"{versions[0].shown} -> {versions[1].shown}"
    if face == "json":
        click.echo(as_json(changes))
    elif face == "markdown":
        click.echo(as_markdown(changes, between))
    else:
        # click drops colours by itself where the output is no terminal; see https://no-color.org for the other switch.
        click.echo(changes_as_text(changes, between, colour=not os.environ.get("NO_COLOR")))
    return EXIT_DIFFERENT if any(change.substance for change in changes) else EXIT_SAME


def _versions(old: str, new: str | None, find_root: FindRoot) -> tuple[Version, Version]:
    if new is None:
        given = _version(old, find_root)
        if given.revision:
            return given, _now(given)
        if given.root is None:
            raise _NoVersionError(
                f"'{given.shown}' is in no newsroom's stories, so there is no last commit of it. Name two files to compare."
            )
        return Version(given.root, _in_newsroom(given), LAST), given
    sides = _named(old, find_root), _named(new, find_root)
    if sides[0] is None and sides[1] is not None:
        return _of_revision(old, sides[1]), sides[1]
    if sides[1] is None and sides[0] is not None:
        return sides[0], _of_revision(new, sides[0])
    return sides[0] or _version(old, find_root), sides[1] or _version(new, find_root)


def _version(typed: str, find_root: FindRoot) -> Version:
    found = _named(typed, find_root)
    if found is None:
        raise _NoVersionError(
            f"There is no story and no file '{printable(typed)}' here. Type a story's address, such as harbour-gates, "
            "a file, or a version in git, such as HEAD~1:harbour-gates."
        )
    return found


def _named(typed: str, find_root: FindRoot) -> Version | None:
    """The version that a word names: a file that is there, `REV:path` or `REV:slug`, or a story's slug."""
    path = Path(typed)
    if "\0" not in typed and os.path.lexists(path) and not (path.is_dir() and "/" not in typed):
        return Version(_newsroom_of(path), typed)
    revision, colon, inside = _parted(typed)
    if colon:
        root = find_root()
        if not revision:
            raise _NoVersionError(
                f"'{printable(typed)}' names no version before the colon. Type for example HEAD~1{printable(typed)}."
            )
        return Version(root, _path_in(root, inside), revision)
    if typed.lower().endswith(ENDINGS):
        return None
    try:
        root = find_root()
    except click.UsageError:
        return None
    return _by_slug(root, typed)


def _by_slug(root: Path, slug: str) -> Version | None:
    if "\0" in slug or ".." in slug.split("/") or slug.startswith("/") or not slug:
        return None
    for ending in ENDINGS:
        file = root / "stories" / f"{slug}{ending}"
        if file.is_file():
            return Version(root, os.path.relpath(file))
    return None


def _parted(typed: str) -> tuple[str, str, str]:
    """Revision, colon, path: parted at the first colon that stands in no braces, as git does (`main@{12:00}:a.yaml`)."""
    depth = 0
    for at, sign in enumerate(typed):
        depth += (sign == "{") - (sign == "}")
        if sign == ":" and depth <= 0:
            return typed[:at], ":", typed[at + 1 :]
    return typed, "", ""


def _path_in(root: Path, typed: str) -> str:
    """A path as people type it behind a revision, as a path in the newsroom: `./` counts from the folder one stands in, a slug names
    a story, and a path from the top of a repository that begins above the newsroom is understood too."""
    if typed.startswith(("./", "../")):
        return os.path.relpath(Path.cwd() / typed, root).replace(os.sep, "/")
    if not typed.lower().endswith(ENDINGS) and typed and "\0" not in typed:
        return f"stories/{typed}.yaml"
    above, found, _ = typed.partition("stories/")
    if found and above and not above.startswith("/") and root.as_posix().endswith(f"/{above.rstrip('/')}"):
        return typed[len(above) :]
    return typed


def _of_revision(revision: str, other: Version) -> Version:
    """The same story as `other` in a version named alone: `explainer diff HEAD~3 harbour-gates`."""
    if other.root is None or revision.lower().endswith(ENDINGS):
        raise _NoVersionError(f"There is no file '{printable(revision)}' here.")
    return Version(other.root, _in_newsroom(other), revision)


def _in_newsroom(version: Version) -> str:
    """The version's path from the newsroom's folder."""
    if version.revision or version.root is None:
        return version.path
    real = Path(os.path.abspath(version.path))
    return real.relative_to(version.root).as_posix()


def _now(version: Version) -> Version:
    assert version.root is not None
    return Version(version.root, os.path.relpath(version.root / version.path))


def _newsroom_of(path: Path) -> Path | None:
    """The newsroom in whose stories a file lies."""
    parents = Path(os.path.abspath(path)).parents
    return next((folder.parent for folder in parents if folder.name == "stories"), None)


def _story(version: Version) -> Story | None:
    """The story of a version; None where it has errors, which are then said."""
    held = version.read()
    if isinstance(held, str):
        raise _NoVersionError(held)
    value, problems, lines = _checked(held, Story)
    errors = tuple(problem for problem in problems if has_errors((problem,)))
    shown, rest = for_people(errors)
    for problem in shown:
        click.echo(as_text(problem, lines), err=True)
    for more in rest:
        click.echo(str(more), err=True)
    if errors or value is None:
        click.echo(f"{summary(errors)} '{version.shown}' cannot be compared.", err=True)
        return None
    return value


def _checked(held: Read, kind: type[T]) -> tuple[T | None, tuple[Problem, ...], Mapping[str, tuple[str, ...]]]:
    document, problems = held
    if document is None:
        return None, problems, {}
    checked, more = check(document, kind)
    return checked.value if checked else None, (*problems, *more), {document.file: document.lines}


def _changes(versions: tuple[Version, Version], old: Story, new: Story) -> tuple[Change, ...]:
    """What changed, in full: with what each version takes from the shared files, where these can be read on both sides."""
    shared = [_shared(version) for version in versions]
    if shared[0] is None or shared[1] is None:
        return differences(old, new)
    changes = differences(in_full(old, *shared[0]), in_full(new, *shared[1]))
    return tuple(
        replace(change, said=f"{change.said} (shared)") if _is_shared(change, old, new) else change
        for change in changes
    )


def _is_shared(change: Change, old: Story, new: Story) -> bool:
    """Whether a change of an actor or a source comes from the shared file: the story's own entry stayed as it was."""
    if change.where not in ("actors", "sources") or not change.id or change.kind is ChangeKind.RENAMED:
        return False
    before, after = (getattr(story, change.where).get(change.id) for story in (old, new))
    if before is None or after is None:
        return before is after
    return bool(before == after and before.model_fields_set == after.model_fields_set)


def _shared(version: Version) -> tuple[Mapping[str, Actor], Mapping[str, Source]] | None:
    """The shared actors and sources of a version; None outside a newsroom, and where one cannot be read: `check` says why."""
    actors = _entries(version, "stories/_actors.yaml", Actor)
    sources = _entries(version, "stories/_sources.yaml", Source)
    return None if actors is None or sources is None else (actors, sources)


def _entries(version: Version, path: str, kind: Any) -> Mapping[str, Any] | None:
    if version.root is None:
        return None
    held = version.read(path)
    if isinstance(held, str):
        return {}
    if {problem.code for problem in held[1]} & {"no-file", "empty-file"}:
        return {}
    value, problems, _ = _checked(held, Mapping[str, kind])  # type: ignore[type-abstract]
    return None if has_errors(problems) else value
