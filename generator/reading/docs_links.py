"""What in `docs/` must not be published or walked: the folder goes in, a problem for each link that leads out and each pipe comes out.

This module follows no link, opens no file and changes nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.problem import Place, Problem

_PUBLISHED = "What lies there would be part of the published site. Nothing was built; the last good site stays."
_COPY = "Put a copy of it into docs/, or take the link away."


def docs_faults(docs: Path, root: Path) -> tuple[Problem, ...]:
    """A problem for each link in `docs` that leads out of the newsroom at `root` or round in a circle, and for what is no file.

    Hidden names are looked at too: MkDocs walks them before it leaves them out. Raises OSError where a folder cannot be read.
    """
    return tuple(sorted(_faults(docs, Path(os.path.realpath(root))), key=lambda problem: problem.place.file))


def _faults(docs: Path, root: Path) -> Iterator[Problem]:
    waiting = [docs] if docs.is_dir() else []
    while waiting:
        folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = Path(entry.path)
                name = f"docs/{path.relative_to(docs).as_posix()}"
                mode = entry.stat(follow_symlinks=False).st_mode
                if stat.S_ISLNK(mode):
                    yield from _of_link(path, name, docs, root)
                elif stat.S_ISDIR(mode):
                    waiting.append(path)
                elif not stat.S_ISREG(mode):
                    said = f"'{name}' is no file but a pipe, a socket or a device, and reading it would never end."
                    yield Problem(Place(name), "docs-link", f"{said} Nothing was built.", "Take it out of docs/.")


def _of_link(path: Path, name: str, docs: Path, root: Path) -> Iterator[Problem]:
    real = Path(os.path.realpath(path))
    inside = Path(os.path.realpath(docs))
    if not real.is_relative_to(root):
        yield Problem(
            Place(name), "docs-link", f"'{name}' is a link that leads out of the newsroom. {_PUBLISHED}", _COPY
        )
    elif real.is_dir() and (inside.is_relative_to(real) or real.is_relative_to(inside)):
        said = f"'{name}' is a link to a folder that holds docs/ or lies in it, and its pages would be there over and over."
        yield Problem(Place(name), "docs-link", f"{said} Nothing was built.", "Take the link away.")
    elif real.exists() and not real.is_dir() and not real.is_file():
        said = f"'{name}' is a link to a pipe, a socket or a device, and reading it would never end."
        yield Problem(Place(name), "docs-link", f"{said} Nothing was built.", "Take the link away.")
