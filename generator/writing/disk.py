"""How bytes get onto a disk safely, and what a disk's refusals mean in plain words.

Bytes and system errors come in, staged files and Problems go out; this module never decides which files are written.
"""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.problem import Place, Problem

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no advisory locks of this kind
    fcntl = None  # type: ignore[assignment]

# A leading dot keeps MkDocs away; the process number keeps two runs apart.
STAGED_NAME = re.compile(r"\.explainer-new-[0-9]+-[0-9]+")

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_IN_THE_WAY = frozenset({errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY})
UNTOUCHED = "Nothing was lost: what the last run wrote is still there."


class BusyError(Exception):
    """Another run holds the newsroom and did not finish in time."""


def shown(path: Path, root: Path) -> str:
    """A path as people see it: relative to the newsroom where it lies inside, with `/` between the parts."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def disk_problem(error: OSError, file: str, outcome: str = UNTOUCHED) -> Problem:
    """Put a system error in plain words; `outcome` says what became of the files.

    >>> disk_problem(OSError(errno.ENOSPC, "No space left on device"), "docs/a.md", "").code
    'disk-full'
    """
    code, found, hint = "disk-fault", f"The disk reports a fault at '{file}' ({error.strerror or error}).", ""
    if error.errno in _FULL:
        code, found = "disk-full", f"The disk is full: '{file}' could not be written."
        hint = "Make room on the disk, then run the command again."
    elif error.errno in _REFUSED:
        code, found = "disk-refused", f"'{file}' could not be read or written: the system does not allow it."
        hint = "Look at who owns the folder, and whether it is set to read-only."
    elif error.errno in _IN_THE_WAY:
        code, found = "disk-blocked", f"'{file}' could not be written: a file or a folder is in its way."
        hint = "Move away what stands there, then run the command again."
    elif error.errno == errno.ENAMETOOLONG:
        code, found = "disk-name", f"'{file}' could not be written: the name is too long for this disk."
        hint = "Give the story a shorter file name, or put the project in a folder less deep."
    elif error.errno == errno.EXDEV:
        code, found = "disk-other", f"'{file}' could not be moved: it lies on another disk."
        hint = "Keep the built site on the same disk as the project."
    return Problem(Place(file), code, f"{found} {outcome}".rstrip(), hint)


def stage(folder: Path, number: int, data: bytes) -> Path:
    """Write `data` under a temporary name in `folder`, through to the disk, and return the file's path.

    The mode follows the umask. A failure leaves nothing behind and raises OSError.
    """
    staged = folder / f".explainer-new-{os.getpid()}-{number}"
    handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            staged.unlink()
        raise
    return staged


def make_folders(folder: Path) -> tuple[Path, ...]:
    """Make a folder and those above it; return the ones that were not there, outermost first.

    On a failure those already made are taken away again.
    """
    missing = [folder]
    while not missing[-1].parent.exists() and missing[-1].parent != missing[-1]:
        missing.append(missing[-1].parent)
    made: list[Path] = []
    try:
        for path in reversed(missing):
            if not path.is_dir():
                path.mkdir()
                made.append(path)
    except BaseException:
        remove_empty(made)
        raise
    return tuple(made)


def remove_empty(folders: list[Path]) -> None:
    """Remove those folders that are empty, innermost first."""
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):  # not empty, or gone already: both are fine
            folder.rmdir()


def sync_folder(folder: Path) -> None:
    """Bring renames in a folder through to the disk, where the system offers that."""
    with suppress(OSError):  # Windows opens no folders, and some network disks refuse: the rename itself stands
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def only_writer(root: Path, tries: int = 300) -> Iterator[None]:
    """Hold the newsroom so that two runs do not write at once; waits for the other, a tenth of a second a try.

    The lock is the system's, on the folder itself, and ends with the process. Raises BusyError.
    """
    try:
        handle = os.open(root, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        yield
        return
    try:
        _wait_for_lock(handle, tries)
        yield
    finally:
        os.close(handle)


def _wait_for_lock(handle: int, tries: int) -> None:
    if fcntl is None:
        return
    for _ in range(tries):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            time.sleep(0.1)
        except OSError:  # a network disk without locks
            return
    raise BusyError
