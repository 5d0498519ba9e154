"""Folders and files go in; what was saved, added or removed since the last look comes out, once editors have finished writing.

This module never opens a file and never asks the system to be told of changes: it looks, so that it works on every disk.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# Seconds. A look at 1,000 stories takes about four thousandths of one.
BETWEEN_LOOKS = 0.06
QUIET = 0.025
LONGEST_WAIT = 2.0
DEEPEST = 12

Signature = tuple[int, int, int]
Seen = Mapping[str, Signature]


@dataclass(frozen=True, slots=True)
class Watched:
    """What to look at: a file, or a folder with everything below it whose name ends with one of `endings` (empty: all)."""

    path: Path
    endings: tuple[str, ...] = ()


def look(places: tuple[Watched, ...]) -> dict[str, Signature]:
    """The time, size and number of every file, by path; what cannot be looked at is left out, as if it were not there."""
    seen: dict[str, Signature] = {}
    for place in places:
        if place.path.is_dir():
            for entry in _files(str(place.path), place.endings, 0):
                _remember(seen, entry)
        else:
            _remember(seen, str(place.path))
    return seen


def _remember(seen: dict[str, Signature], path: str) -> None:
    try:
        facts = os.stat(path)
    except (OSError, ValueError):
        return
    # The file's number changes where an editor saves by renaming, also within the clock's smallest step.
    seen[path] = (facts.st_mtime_ns, facts.st_size, facts.st_ino)


def _files(folder: str, endings: tuple[str, ...], depth: int) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        return
    for entry in found:
        if entry.name.startswith(".") or entry.name.endswith("~") or entry.name == "__pycache__":
            continue
        try:
            deeper = entry.is_dir(follow_symlinks=False)
        except OSError:
            continue
        if deeper:
            if depth < DEEPEST:
                yield from _files(entry.path, endings, depth + 1)
        elif not endings or entry.name.lower().endswith(endings):
            yield entry.path


def changed(before: Seen, after: Seen) -> frozenset[str]:
    """The paths that are new, gone or different."""
    return frozenset(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def settled(places: tuple[Watched, ...], seen: Seen, *, wait: Callable[[float], object] = time.sleep) -> Seen:
    """Look again until nothing changes any more for a moment: an editor writes a file in several steps, git hundreds of files.

    Gives up waiting after two seconds, so that a program that writes on and on does not stop the preview.
    """
    waited = 0.0
    while waited < LONGEST_WAIT:
        wait(QUIET)
        waited += QUIET
        again = look(places)
        if again == seen:
            break
        seen = again
    return seen
