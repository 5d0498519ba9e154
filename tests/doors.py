"""The command as people run it: a process of its own in a newsroom's folder, what it said, and what it changed."""

from __future__ import annotations

import atexit
import functools
import json
import os
import select
import subprocess
import sys
import tempfile
from pathlib import Path

# The same as the installed console script, wherever it was put.
EXPLAINER = (sys.executable, "-c", "from generator.desk.cli import main; main()")
DAY = ("--today", "2032-01-15")
CLEAN = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "SOURCE_DATE_EPOCH")}


# What changes how Python itself starts: such a command is not copied from a process that has started already.
_AT_THE_START = ("PYTHON", "LC_", "LANG", "LD_")


def explainer(root: Path, *arguments: str | Path, seconds: float = 60, **variables: str) -> tuple[int, str, str]:
    """Exit status, output and error output of one command; a traceback is a failure wherever it shows."""
    if not hasattr(os, "fork") or any(name.startswith(_AT_THE_START) for name in variables):
        return _from_the_start(root, arguments, seconds, variables)
    with tempfile.TemporaryDirectory() as name:
        out, err = Path(name, "out"), Path(name, "err")
        out.touch()
        err.touch()
        order = {
            "folder": str(root),
            "arguments": list(map(str, arguments)),
            "environment": {**CLEAN, **variables},
            "out": str(out),
            "err": str(err),
        }
        status = _warm().ask(json.dumps(order), seconds)
        said, faults = (path.read_bytes().decode("utf-8", "replace") for path in (out, err))
    assert "Traceback" not in said + faults, faults
    return status, said, faults


def _from_the_start(
    root: Path, arguments: tuple[str | Path, ...], seconds: float, variables: dict[str, str]
) -> tuple[int, str, str]:
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


class _Warm:
    """A process that has everything imported, of which each command is a copy: a command costs no start of Python."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm"],
            cwd=Path(__file__).resolve().parents[1],
            env=CLEAN,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._process.kill)

    def ask(self, order: str, seconds: float) -> int:
        """The exit status of one command; negative where a signal ended it."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        if not ready:
            self._process.kill()
            _warm.cache_clear()
            raise subprocess.TimeoutExpired(order, seconds)
        return int(self._process.stdout.readline())


@functools.cache
def _warm() -> _Warm:
    return _Warm()


def tree(*folders: Path) -> dict[str, bytes]:
    """Every file below the folders, by path."""
    return {str(p): p.read_bytes() for folder in folders for p in sorted(folder.rglob("*")) if p.is_file()}
