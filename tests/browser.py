"""A real Chromium for tests: its path goes in through the fixture `browser`, a page that talks to nobody but the test comes out.

Where there is no browser the tests are skipped and say so; where the variable CI is set they fail instead.
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

# The one without windows opens a page in a third of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# No sandbox: build machines run as root in containers. The rest keeps the browser from calling home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--metrics-recording-only",
)


def executable() -> str | None:
    """The path of a Chromium: the variable CHROMIUM, else the first name that the system knows."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    return next((path for path in map(shutil.which, NAMES) if path), None)


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium for a while; skip the test, or fail where CI is set, if there is none."""
    path = executable()
    if path is None:
        message = "No Chromium was found: install it, or set CHROMIUM to its path. Tests in the browser did not run."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: pytest's output is for tests."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free loopback port; gives the address, with `/` at its end."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join(timeout=10)


@contextlib.contextmanager
def opened(browser: Browser, *, javascript: bool = True) -> Iterator[tuple[Page, list[str]]]:
    """A fresh page and the list of all addresses it asks for, growing; requests that leave loopback are recorded and cut off."""
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    context.route(
        lambda address: not address.startswith(("http://127.0.0.1", "data:", "blob:")), lambda route: route.abort()
    )
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    try:
        yield page, asked
    finally:
        context.close()


def elsewhere(asked: list[str]) -> list[str]:
    """The requests that went to another host."""
    return [address for address in asked if not address.startswith(("http://127.0.0.1:", "data:", "blob:"))]
