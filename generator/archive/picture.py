"""A picture as pages serve it: the sizes and formats there are of it, and the path of each below `docs/`.

This module holds no pixels and never touches the disk; `generator.media.encode` makes the files.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """One size of a picture in one format: `path` is below `docs/`, `kind` its media type, width and height in pixels."""

    path: str
    kind: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a story: its files, smallest first, in each size the modern format before the one every browser knows.

    `key` is what the shelf knows it by; `clear` tells whether it has see-through parts.
    """

    key: str
    files: tuple[PhotoFile, ...]
    clear: bool = False

    @property
    def largest(self) -> PhotoFile:
        """The largest file, whose width and height are the picture's on the page."""
        return self.files[-1]
