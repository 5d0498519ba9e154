"""The path of a picture as a writer typed it goes in; the file in `stories/` comes out, or a sentence why there is none.

This module never opens a file outside `stories/`, nor anything but a plain file.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from generator.reading import did_you_mean
from generator.story import Newsroom, quoted

_WHERE = (
    "Put it into stories/, for example into stories/pictures/, and type its path from there: 'pictures/harbour.jpg'."
)
MOST_BYTES = 40_000_000
TOO_LARGE = (
    "A picture may have at most 40 MB, 12,000 pixels a side and 65 million pixels in all, 30 million as WebP or AVIF: "
    "save a copy that is smaller, 3,200 pixels wide for example."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a picture is not shown: code and sentences as in Problem."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture's file: its path, and what tells whether it was saved again."""

    path: Path
    signature: tuple[str, int, int, int]

    def read(self) -> bytes:
        """All of it. Raises OSError."""
        with self.path.open("rb") as opened:
            # One byte more than is allowed: a file may have grown since it was measured.
            return opened.read(MOST_BYTES + 1)


def find_picture(newsroom: Newsroom, typed: str) -> PictureFile | Refusal:
    """Look for a picture below `stories/`."""
    shown = quoted(typed)
    parts = typed.split("/")
    if "://" in typed or typed.startswith("data:"):
        return Refusal("picture-place", f"{shown} is a web address, and pages show only pictures of their own.", _WHERE)
    if typed.startswith("/") or "\\" in typed or ":" in typed or not typed.isprintable() or ".." in parts:
        return Refusal("picture-place", f"{shown} is not the path of a file in stories/.", _WHERE)
    path = newsroom.stories.joinpath(*parts)
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(newsroom.stories)):
        return Refusal("picture-place", f"{shown} is a link that leads out of stories/.", "Copy the file itself there.")
    if any(part.startswith(".") for part in parts):
        return Refusal("picture-place", f"{shown} is hidden: a part of its path begins with a dot.", "Rename it.")
    try:
        facts = path.stat()
    except (OSError, ValueError):
        return _missing(newsroom, typed)
    if not stat.S_ISREG(facts.st_mode):
        return Refusal("picture-kind", f"{shown} is no file.", "Type the path of the picture itself.")
    if facts.st_size > MOST_BYTES:
        return Refusal("picture-size", f"The file {shown} is too large to be shown.", TOO_LARGE)
    return PictureFile(path, (str(path), facts.st_mtime_ns, facts.st_size, facts.st_ino))


def _missing(newsroom: Newsroom, typed: str) -> Refusal:
    inside = typed.removeprefix("stories/")
    if inside != typed and newsroom.stories.joinpath(*inside.split("/")).is_file():
        hint = f"Type '{inside}': the path begins inside stories/."
    else:
        folder, _, name = typed.rpartition("/")
        hint = did_you_mean(name, _names(newsroom.stories / folder), kind=f"In 'stories/{folder}' there are") or _WHERE
    return Refusal("picture-missing", f"There is no picture {quoted(typed)} in stories/.", hint)


def _names(folder: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(name for name in os.listdir(folder) if name.isprintable() and name[0] != "."))
    except (OSError, ValueError):
        return ()
