"""The command as people run it: a process of its own in a newsroom's folder, what it said, and what it changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# The same as the installed console script, wherever it was put.
EXPLAINER = (sys.executable, "-c", "from generator.desk.cli import main; main()")
DAY = ("--today", "2032-01-15")
CLEAN = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "SOURCE_DATE_EPOCH")}


def explainer(root: Path, *arguments: str | Path, seconds: float = 60, **variables: str) -> tuple[int, str, str]:
    """Exit status, output and error output of one command; a traceback is a failure wherever it shows."""
    done = subprocess.run(
        [*EXPLAINER, *map(str, arguments)],
        cwd=root,
        env={**CLEAN, **variables},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=seconds,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def tree(*folders: Path) -> dict[str, bytes]:
    """Every file below the folders, by path."""
    return {str(p): p.read_bytes() for folder in folders for p in sorted(folder.rglob("*")) if p.is_file()}
