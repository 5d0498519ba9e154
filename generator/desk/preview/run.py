"""`explainer serve`: a newsroom's folder and a port come in, a preview in the browser that follows every save comes out.

It runs until Ctrl-C. This module never writes into the newsroom; what plugins of MkDocs want to write goes to a temporary folder.
"""

from __future__ import annotations

import datetime
import errno
import logging
import os
import signal
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from generator.desk.commands import heal
from generator.desk.preview.server import PreviewServer
from generator.desk.preview.watch import BETWEEN_LOOKS, Seen, changed, look, settled
from generator.publish import clock
from generator.writing import abandoned, clear, own_folder

if TYPE_CHECKING:
    from generator.desk.preview.workbench import Desk

PORT = 8000
SCRATCH = "explainer-preview-"
EXIT_CLEAN, EXIT_ERRORS = 0, 1
# Seconds that a file may be gone, empty or wrong before it is told: editors replace a file in steps.
HALF_WRITTEN = 0.2


def serve(root: Path, day: str | None, *, port: int | None, open_browser: bool) -> int:
    """Show the newsroom at `root` on 127.0.0.1 until Ctrl-C; exit status 1 where the port is taken."""
    # The terminal is for saves; what MkDocs says stands on the page that it is about.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["EXPLAINER_RENDERED"] = "1"  # the hook must leave the stories' pages to us
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    logging.getLogger("mkdocs").propagate = False
    try:
        today = _day(day)
    except ValueError:
        raise click.BadParameter(f"'{day}' is not a day; type it as 2026-11-23.", param_hint="--today") from None
    try:
        server = PreviewServer(PORT if port is None else port)
    except OSError as error:
        click.echo(_refused(error, PORT if port is None else port), err=True)
        return EXIT_ERRORS
    heal(root)
    temporary = Path(tempfile.gettempdir())
    for left in abandoned(temporary, SCRATCH):
        with suppress(OSError):
            clear(left)
    with own_folder(temporary, SCRATCH) as scratch:
        try:
            # A closed terminal and a service that stops end it like Ctrl-C.
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            _run(root, server, scratch.path, today, open_browser=open_browser)
        except KeyboardInterrupt:
            click.echo("\nPreview ended.")
        finally:
            server.end()
    return EXIT_CLEAN


def _day(given: str | None) -> Callable[[ZoneInfo], datetime.date]:
    if given is None:
        return clock.today
    day = datetime.date.fromisoformat(given)
    return lambda zone: day


def _refused(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use, perhaps by another preview. Stop that one, or take another port: "
            f"explainer serve --port {port + 1 if port < 65535 else 8000}"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by everybody. Take one above 1023: explainer serve --port 8000"
    return f"The preview cannot listen on port {port}: {error.strerror}. Take another: explainer serve --port 8001"


def _run(
    root: Path,
    server: PreviewServer,
    scratch: Path,
    today: Callable[[ZoneInfo], datetime.date],
    *,
    open_browser: bool,
) -> None:
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    click.echo(f"Preview: {server.address}/  (Ctrl-C ends it)")
    if open_browser:
        # A page that is asked for meanwhile waits, or says that the stories are being read.
        webbrowser.open(f"{server.address}/")
    from generator.desk.preview.workbench import Desk

    # What tells this run from the last one, so that pages left open notice a restart.
    desk = Desk(root, server.address, scratch, today, start=f"{time.time_ns():x}")
    seen = desk.begin()
    server.desk = desk
    server.ready.set()
    threading.Thread(target=desk.load, daemon=True).start()
    follow(desk, seen, click.echo, lambda: server.ending)


def follow(desk: Desk, seen: Seen, say: Callable[[str], object], ended: Callable[[], bool]) -> None:
    """Take in what changes on disk after `seen`, and say a line for each change, until `ended`."""
    doubted: dict[str, float] = {}
    while not ended():
        time.sleep(BETWEEN_LOOKS)
        now: Seen = look(desk.places)
        paths = changed(seen, now)
        if paths:
            now = settled(desk.places, now)
            paths = changed(seen, now)
            seen = now
        elif not doubted:
            desk.tidy()
            continue
        moment = time.monotonic()
        # A doubted file that was written again is looked at anew; one that stayed as it is long enough is believed.
        believed = {path for path, since in doubted.items() if path not in paths and moment - since >= HALF_WRITTEN}
        lines: list[str] = []
        doubted = {path: since for path, since in doubted.items() if path not in paths and path not in believed}
        try:
            if paths:
                told, later = desk.take(paths, sure=False)
                lines += told
                doubted |= dict.fromkeys(later, moment)
            if believed:
                lines += desk.take(believed, sure=True)[0]
        except Exception as error:  # noqa: BLE001  a fault of ours must not end the preview
            lines.append(f"A change could not be shown ({type(error).__name__}: {error}). Please report it.")
        for line in lines:
            say(line)
