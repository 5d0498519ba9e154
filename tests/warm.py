"""Commands in processes of their own without waiting for imports: a line of JSON comes in on standard input, an exit status goes out.

Everything is imported once and nothing is run; each command is a copy of this process as it was then (fork), with its own
folder, environment and output files. `python -m tests.warm` is started by `tests.doors`.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback

# What the commands bring in when they run.
from generator.desk.cli import main


def run(order: dict[str, object]) -> int:
    """Run one command here, and give its exit status."""
    os.chdir(str(order["folder"]))
    os.environ.clear()
    os.environ.update(order["environment"])  # type: ignore[call-overload]
    time.tzset()
    for number, (name, mode) in enumerate(
        ((os.devnull, os.O_RDONLY), (order["out"], os.O_WRONLY), (order["err"], os.O_WRONLY))
    ):
        os.dup2(os.open(str(name), mode), number)
    sys.argv = ["explainer", *order["arguments"]]  # type: ignore[misc]
    try:
        main()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:  # noqa: BLE001  as Python itself ends a program: with its traceback
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                status = run(json.loads(line))
                sys.stdout.flush()
                sys.stderr.flush()
            except BrokenPipeError:
                pass
            finally:
                os._exit(status)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{ended}\n")
        sys.stdout.flush()
