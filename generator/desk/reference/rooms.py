"""The page of rooms: the program's own files go in, what each room and each module does comes out as Markdown.

This module never imports what it describes: every sentence is the one that the file itself opens with.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[2]

# From what knows nothing of the others to what composes them; nothing uses what stands to its right.
LADDER = (
    "problem",
    "text",
    "dates",
    "story",
    "language",
    "reading",
    "writing",
    "archive",
    "sourcing",
    "versions",
    "rules",
    "media",
    "outputs",
    "build",
    "publish",
    "desk",
)

_OPENING = """---
title: Rooms
description: Every room and every module of the program, in the words that each opens with.
---

<!-- Made by `make generated` from the first sentence of each module. -->

# Rooms

From the bottom of the ladder to its top: a room uses those above it on this page, never one below.
[Architecture](architecture.md) says why.
"""


def page() -> str:
    """Every room with its modules, as Markdown."""
    return "\n".join([_OPENING, *(part for name in LADDER for part in _room(HOUSE / name))])


def _room(path: Path) -> Iterator[str]:
    if not path.is_dir():
        yield f"## `{path.name}.py` {{#{path.name}}}\n\n{opening(path.with_suffix('.py'))[0]}\n"
        return
    name = path.relative_to(HOUSE).as_posix()
    first, rest = opening(path / "__init__.py")
    rows = [f"| `{file.name}` | {opening(file)[0]} |" for file in modules_of(path)]
    table = "\n".join(["| module | what goes in, what comes out |", "|---|---|", *rows]) + "\n" if rows else ""
    yield f"{'#' * (name.count('/') + 2)} `{name}/` {{#{name.replace('/', '-')}}}\n\n{first} {rest}\n\n{table}"
    for room in sorted(one for one in path.iterdir() if (one / "__init__.py").is_file()):
        yield from _room(room)


def modules_of(room: Path) -> list[Path]:
    """The modules of one room, without its door and what `python -m` runs."""
    return sorted(path for path in room.glob("*.py") if not path.name.startswith("__"))


def opening(path: Path) -> tuple[str, str]:
    """The first paragraph of a file's docstring and the rest of it, each on one line."""
    first, _, rest = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n\n")
    return " ".join(first.split()), " ".join(rest.split())
