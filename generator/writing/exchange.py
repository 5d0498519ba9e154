"""Two folders on one disk come in and stand in each other's place afterwards, in one step, where the system can do that.

It never does half of it, and never falls back to anything else: whoever asks is told that it could not be done.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS
_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})


def exchange(one: Path, other: Path) -> bool:
    """Whether the two changed places; False where the system or the disk cannot do it. Raises OSError.

    There is never a moment in which one of the two names leads to nothing.
    """
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform.startswith("linux"):
            failed = ctypes.CDLL(None, use_errno=True).renameat2(_HERE, first, _HERE, second, _EXCHANGE)
        elif sys.platform == "darwin":
            failed = ctypes.CDLL(None, use_errno=True).renamex_np(first, second, _EXCHANGE)
        else:
            return False
    except AttributeError:  # an older system library, which does not know the call
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
