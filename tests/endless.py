"""Enters: a piece of a test that must come to an end; leaves: its result, or a failure once a minute of computing is over.

It never measures how fast something is: it counts the process's own computing time, so that a busy machine changes nothing,
and what would take hours is told from what takes a second. How long things take is printed by `tests/bench/`.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

# Each of the pieces takes about a second of computing; one that grows with the square of its text takes hours.
SECONDS = 60


@contextlib.contextmanager
def comes_to_an_end(seconds: float = SECONDS) -> Iterator[None]:
    """Fail if this has not ended after a minute of computing (time in which the process waits does not count)."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"this did not come to an end in {seconds:g} seconds of computing")

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
