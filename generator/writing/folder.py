"""A folder for the time of one run: where it shall stand comes in, a fresh one of our own making comes out, marked and held.

It never touches a folder that does not carry its mark, that somebody still holds, that is a link or another user's.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no advisory locks of this kind
    fcntl = None  # type: ignore[assignment]

MARK = "made-by-explainer"
_SAYS = (
    b"Made by explainer-pages for the time of one run. When no run holds this file, the next one clears the folder.\n"
)


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """The folder, and the open mark: a process that inherits `handle` holds the folder too."""

    path: Path
    handle: int


def clear(folder: Path) -> None:
    """Remove a folder of ours, its mark last: what a kill or a fault leaves of it can still be told. Raises OSError."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != MARK:
            entry.unlink()
    (folder / MARK).unlink(missing_ok=True)
    folder.rmdir()


@contextmanager
def own_folder(parent: Path, prefix: str, done: Callable[[Path], None] = clear) -> Iterator[OwnFolder]:
    """A fresh folder in `parent`, held while it is used; `done` clears it away afterwards, and what it leaves a later run does.

    Raises OSError where none can be made.

    >>> with own_folder(Path(tempfile.gettempdir()), "explainer-example-") as made:
    ...     [path.name for path in made.path.iterdir()]
    ['made-by-explainer']
    >>> made.path.exists()
    False
    """
    path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    handle = -1
    try:
        # Held before it has the name of a mark: whoever finds a mark that nobody holds has found a dead run's.
        unnamed = path / f".{MARK}"
        handle = os.open(unnamed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, _SAYS)
        if fcntl is not None:
            with suppress(OSError):  # a network disk without locks: such a folder cannot be told from a dead run's
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.rename(unnamed, path / MARK)
        yield OwnFolder(path, handle)
    finally:
        with suppress(OSError):
            done(path)
        if handle >= 0:
            os.close(handle)


def abandoned(parent: Path, prefix: str) -> Iterator[Path]:
    """The folders that killed runs left in `parent`, each held while the caller looks at it."""
    if fcntl is None:  # pragma: no cover - whether a run still lives cannot be told
        return
    with suppress(OSError):
        for path in sorted(parent.glob(f"{prefix}*")):
            handle = _hold(path)
            if handle >= 0:
                try:
                    yield path
                finally:
                    os.close(handle)


def _hold(folder: Path) -> int:
    """The open mark of a folder of ours that no living run holds, or -1."""
    handle = -1
    try:
        found = os.lstat(folder)
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            return -1
        # A pipe would be waited on for ever, and a link may lead anywhere.
        handle = os.open(folder / MARK, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        if os.read(handle, len(_SAYS) + 1) == _SAYS:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
    except OSError:
        pass
    if handle >= 0:
        os.close(handle)
    return -1
