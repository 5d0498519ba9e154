"""What stands in `docs/` before a run writes: plain files, links, other things, and what a killed run left behind.

The folder comes in and a frozen list goes out; this module follows no link, opens no file and changes nothing.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from generator.writing.disk import STAGED_NAME


@dataclass(frozen=True, slots=True)
class Survey:
    """Paths relative to `docs/`, with `/` between parts. `others` are pipes, devices and sockets."""

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    leftovers: tuple[str, ...] = ()

    def taken(self, path: str) -> str:
        """What stands at a path: 'file', 'folder', 'link', 'other' or ''."""
        kinds = ((self.files, "file"), (self.folders, "folder"), (self.links, "link"), (self.others, "other"))
        return next((kind for paths, kind in kinds if path in paths), "")


def survey(docs: Path) -> Survey:
    """Walk `docs/`; a folder that is not there is an empty one. Hidden names are MkDocs' to ignore, and ours.

    Raises OSError where a folder cannot be read.
    """
    files: set[str] = set()
    folders: set[str] = set()
    links: set[str] = set()
    others: set[str] = set()
    leftovers: list[str] = []
    waiting = [("", docs)] if os.path.lexists(docs) else []
    while waiting:
        prefix, folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = prefix + entry.name
                mode = entry.stat(follow_symlinks=False).st_mode
                if entry.name.startswith("."):
                    if STAGED_NAME.fullmatch(entry.name) and stat.S_ISREG(mode):
                        leftovers.append(path)
                elif stat.S_ISLNK(mode):
                    links.add(path)
                elif stat.S_ISDIR(mode):
                    folders.add(path)
                    waiting.append((f"{path}/", Path(entry.path)))
                else:
                    (files if stat.S_ISREG(mode) else others).add(path)
    return Survey(frozenset(files), frozenset(folders), frozenset(links), frozenset(others), tuple(sorted(leftovers)))
