"""One file of a newsroom, read and checked: its path and what it should hold go in, what stands in it and all that is wrong come out.

A file that says what it said before is not read again. This module never looks at a second file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from generator.problem import Problem, Severity
from generator.reading.bytes import bytes_of, read_bytes
from generator.reading.document import Document
from generator.reading.entries import Checked, check

T = TypeVar("T")
# What checking would say of a file only because the end of it is missing.
_OF_A_CUT_FILE = ("missing-field", "no-status", "related-what", "empty", "not-fields")


@dataclass(frozen=True, eq=False)
class CheckedFile(Generic[T]):
    """What one file says: `checked` is None where nothing is usable, `whole` False where it could not be read to its end.

    `lines` are its lines, for carets; None where it could not be read as text. `digest` is that of its bytes, empty where
    they could not be had.
    """

    file: str
    checked: Checked[T] | None
    problems: tuple[Problem, ...]
    lines: tuple[str, ...] | None
    whole: bool
    digest: bytes = b""


def check_file(path: Path, file: str, kind: type[T], before: CheckedFile[T] | None = None) -> CheckedFile[T]:
    """Read and check one file; `file` is its name as shown to people, `before` what it said when it was last looked at.

    >>> check_file(Path("/nowhere/a.yaml"), "a.yaml", dict).problems[0].code
    'no-file'
    """
    raw = bytes_of(path, file)
    if isinstance(raw, Problem):
        return CheckedFile(file, None, (raw,), None, whole=False)
    digest = hashlib.blake2b(raw, digest_size=16).digest()
    if before is not None and (before.file, before.digest) == (file, digest):
        return before
    document, problems = read_bytes(raw, file)
    if document is None:
        return CheckedFile(file, None, problems, None, whole=False, digest=digest)
    checked, more = check(document, kind)
    said = (*problems, *_not_said_yet(document, problems, more))
    return CheckedFile(file, checked, said, document.lines, document.whole, digest)


class CheckedFiles:
    """Files as they were checked, from look to look: one that says what it said before is not read again. Not safe for threads."""

    def __init__(self) -> None:
        self._before: dict[str, CheckedFile[Any]] = {}
        self._now: dict[str, CheckedFile[Any]] = {}

    def begin(self) -> None:
        """Begin a new look; files that nobody asks for in it are let go of."""
        self._before, self._now = self._now, {}

    def check(self, path: Path, file: str, kind: type[T], /) -> CheckedFile[T]:
        """What a file says now; see `check_file`."""
        self._now[file] = check_file(path, file, kind, self._before.get(file))
        return self._now[file]

    @property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """The lines of every file of this look, for carets."""
        return {file: one.lines for file, one in self._now.items() if one.lines is not None}


def _not_said_yet(document: Document, said: tuple[Problem, ...], more: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What checking adds to what reading said: one sentence a line, and no missing fields where the file was cut short."""
    taken = {problem.place.line for problem in said if problem.severity is Severity.ERROR}
    taken |= {document.key_place(path).line for path in document.odd_keys}
    cut = () if document.whole else _OF_A_CUT_FILE
    return tuple(p for p in more if p.place.line not in taken and p.code not in cut)
