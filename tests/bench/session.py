"""What a check costs beside a render, and a second look of one session beside the first: printed, never asserted.

`python -m tests.bench.session [STORIES]`
"""

from __future__ import annotations

import datetime
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.corpus import write_newsroom

TODAY = datetime.date(2032, 1, 15)


def spent(run: Callable[[], object]) -> float:
    """Seconds of the processor that something takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def measure(stories: int) -> None:
    """Print both ratios for a newsroom of so many made-up stories."""
    from generator.build import Session

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_newsroom(root, stories)
        Session(root).look(TODAY)
        session = Session(root)
        first = spent(lambda: session.look(TODAY))
        second = spent(lambda: session.look(TODAY))
        path = next((root / "stories").glob("*.yaml"))
        path.write_text(path.read_text("utf-8") + "\n# another line\n", "utf-8")
        changed = spent(lambda: session.look(TODAY))
        pages = spent(lambda: session.look(TODAY).pages)
        print(
            f"{stories} stories: a look costs {first:.2f} s, with pages {first + pages:.2f} s ({first / (first + pages):.2f})"
        )
        print(
            f"a second look with nothing changed {second / first:.3f} of the first, with one story changed {changed / first:.3f}"
        )


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 150)
