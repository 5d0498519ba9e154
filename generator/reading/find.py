"""The stories folder goes in; the story files in it come out by slug, with a problem for each file that cannot be one.

This module never opens a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problem import Place, Problem, Severity
from generator.story import ID_PATTERN, Newsroom, id_hint, names_a_device, quoted

SHARED_FILES = ("_actors.yaml", "_newsroom.yaml", "_sources.yaml")
ENDINGS = (".yaml", ".yml")
# As deep as anybody sorts stories by hand; a link that leads back to its own folder would go on for ever.
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A story on disk: its slug (`a/b`), its path, and the path as shown to people."""

    slug: str
    path: Path
    file: str


def find_stories(newsroom: Newsroom) -> tuple[tuple[StoryFile, ...], tuple[Problem, ...]]:
    """Find every story under `stories/`, in the order of their slugs."""
    folder = newsroom.stories
    if not folder.is_dir():
        place = Place(newsroom.shown(folder))
        return (), (
            Problem(
                place,
                "no-stories",
                "There is no folder 'stories' here.",
                "Run this in a newsroom's folder, or name it with --newsroom.",
            ),
        )
    files: dict[str, StoryFile] = {}
    problems: list[Problem] = []
    for path in _yaml_files(newsroom, folder, problems):
        slug = path.relative_to(folder).with_suffix("").as_posix()
        file = printable(newsroom.shown(path))
        bad = [part for part in slug.split("/") if not ID_PATTERN.fullmatch(part)]
        device = next(filter(names_a_device, slug.split("/")), "")
        if device:
            problems.append(
                Problem(
                    Place(file),
                    "bad-slug",
                    f"The name {quoted(printable(device))} cannot be used: Windows keeps it for a device, so that neither this file nor its page can be saved there.",
                    "Rename it after what the story is about.",
                )
            )
        elif bad:
            problems.append(
                Problem(
                    Place(file),
                    "bad-slug",
                    f"The name {quoted(printable(bad[0]))} cannot be part of a page's address.",
                    f"Rename it. {id_hint(bad[0]).replace('An id', 'An address', 1)}",
                )
            )
        elif path.stem == "index":
            problems.append(
                Problem(
                    Place(file),
                    "bad-slug",
                    "A story cannot be called 'index': its page would take the address of the whole folder.",
                    "Rename the file after what the story is about.",
                )
            )
        elif slug in files:
            problems.append(
                Problem(
                    Place(file),
                    "same-slug",
                    f"This story would have the same address as {files[slug].file}.",
                    "Rename one of the two.",
                )
            )
        else:
            files[slug] = StoryFile(slug, path, file)
    return tuple(files[slug] for slug in sorted(files)), tuple(problems)


def printable(name: str) -> str:
    """A file's name as it may be shown: what could break the line or steer a terminal becomes a question mark.

    >>> printable("stories/a\\nb.yaml")
    'stories/a?b.yaml'
    """
    return "".join(c if c.isprintable() else "?" for c in name)


def leads_out(newsroom: Newsroom, path: Path) -> bool:
    """Whether a link leads to a place outside `stories/`; links that lead round in a circle do not."""
    # os.path.realpath, unlike Path.resolve, does not raise on a circle.
    return path.is_symlink() and not _real(path).is_relative_to(_real(newsroom.stories))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _yaml_files(newsroom: Newsroom, folder: Path, problems: list[Problem], depth: int = 0) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(
            Problem(
                Place(printable(newsroom.shown(folder))), "unreadable", f"This folder cannot be read: {error.strerror}."
            )
        )
        return
    for entry in entries:
        path = Path(entry.path)
        place = Place(printable(newsroom.shown(path)))
        if entry.name.startswith("."):
            continue
        if leads_out(newsroom, path):
            problems.append(
                Problem(
                    place,
                    "link-outside",
                    "This is a link that leads out of stories/.",
                    "Copy the file into stories/ instead.",
                )
            )
        elif entry.is_symlink() and not path.exists() and entry.name.lower().endswith(ENDINGS):
            problems.append(
                Problem(
                    place,
                    "broken-link",
                    "This is a link to a file that is not there.",
                    "Put the story itself here, or delete the link.",
                )
            )
        elif path.is_dir():
            if entry.is_symlink() or depth >= DEEPEST:
                problems.append(
                    Problem(
                        place,
                        "folder-skipped",
                        "This folder is a link or lies too deep, and is not searched for stories.",
                        severity=Severity.WARNING,
                    )
                )
            else:
                yield from _yaml_files(newsroom, path, problems, depth + 1)
        elif entry.name.lower().endswith(ENDINGS):
            if not entry.name.startswith("_"):
                yield path
            elif entry.name not in SHARED_FILES or depth:
                problems.append(
                    Problem(
                        place,
                        "unknown-shared",
                        "Nothing is read from this file.",
                        f"Files that begin with '_' are: {', '.join(SHARED_FILES)}, right under stories/.",
                        Severity.WARNING,
                    )
                )
