"""Fixtures for all tests: the project's folder, a Chromium, and a newsroom that MkDocs can build."""

from __future__ import annotations

import fcntl
import functools
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
# What a build in this repository writes into docs/.
MADE = (
    "stories",
    "actors",
    "topics",
    "claims",
    "timeline",
    "sources",
    "corrections",
    "unknowns",
    "pictures",
    "zh-Hant",
)
# What stands in docs/ for writers and programmers, and its part of the menu.
MANUAL = ("writing", "architecture.md", "rooms.md", "contributing.md", "changelog.md")
_MANUAL_MENU = re.compile(r"(?m)^  - For writers:\n(?:      - .*\n)+")


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    from tests.browser import launched

    with launched() as chromium:
        yield chromium


@dataclass(frozen=True)
class Site:
    """A built site on a loopback port, and the folder of its newsroom."""

    root: Path
    address: str


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The gallery of every component in every state, built once for all tests and all processes of a run."""
    from tests.browser import served
    from tests.gallery.build import build_gallery

    # Processes that run tests side by side have a folder in common.
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    root = shared / "gallery"
    with (shared / "gallery.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "site").exists():
            shutil.rmtree(root, ignore_errors=True)
            build_gallery(root)
    with served(root / "site") as address:
        yield Site(root, address)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Of tests run side by side, keep those of a module that builds a site for all of them in one process: it is built once.

    The plugin's own groups (`--dist loadgroup`) do nothing with pytest 9.2, which no longer lets a test be renamed.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return own_site(nodeid) or nodeid

    return Scheduling(config, log)


@functools.cache
def _builds_its_own(path: Path) -> bool:
    text = path.read_text("utf-8")
    return "pytest.mark.browser" in text and 'scope="module"' in text and "gallery: Site" not in text


def own_site(nodeid: str) -> str:
    """The file of a test whose module builds a site of its own; empty for any other test."""
    file = nodeid.split("::")[0]
    return file if _builds_its_own(ROOT / file) else ""


def lay_out_site(root: Path, *, manual: bool = False) -> None:
    """Put this project's site settings, theme and hand-written pages into a newsroom, the writers' manual only where wanted.

    The manual is a quarter of the work of a build, and of no use to a site about something else.
    """
    left_out = MADE if manual else (*MADE, *MANUAL)
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns(*left_out), dirs_exist_ok=True)
    shutil.copytree(ROOT / "generator" / "theme", root / "generator" / "theme")
    shutil.copy(ROOT / "generator" / "hook.py", root / "generator" / "hook.py")
    if not manual:
        about = root / "docs" / "about.md"
        about.write_text(about.read_text("utf-8").replace("writing/index.md", "methodology.md"), "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings if manual else _MANUAL_MENU.sub("", settings), "utf-8")


def bare_newsroom(root: Path, *, manual: bool = False) -> Path:
    """Lay out a newsroom with this project's own site settings, theme and hand-written pages, and no stories."""
    (root / "stories").mkdir(parents=True)
    lay_out_site(root, manual=manual)
    (root / "docs" / "index.md").write_text("---\ntitle: Home\n---\n\n# The Made-up Courier\n", "utf-8")
    return root


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A newsroom with this project's own site settings, theme and hand-written pages, and no stories."""
    return bare_newsroom(tmp_path / "newsroom")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly at the end which tests did not run: a quiet 's' is easily overlooked."""
    for mark, why in (
        ("browser", "in the browser DID NOT RUN: no Chromium was found."),
        (
            "editor",
            "with the language server DID NOT RUN: no Node.js with npm was found, or it could not be installed.",
        ),
    ):
        skipped = [r for r in terminalreporter.stats.get("skipped", []) if mark in r.keywords]
        if skipped:
            terminalreporter.write_line(f"{len(skipped)} tests {why}", red=True, bold=True)
