"""Fixtures for all tests: the project's folder, a Chromium, and a newsroom that MkDocs can build."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
# What a build in this repository writes into docs/.
MADE = ("stories", "actors", "topics", "claims", "timeline", "sources", "corrections", "unknowns")


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


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A newsroom with this project's own site settings, theme and hand-written pages, and no stories."""
    root = tmp_path / "newsroom"
    (root / "stories").mkdir(parents=True)
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns(*MADE))
    (root / "docs" / "index.md").write_text("---\ntitle: Home\n---\n\n# The Made-up Courier\n", "utf-8")
    shutil.copytree(ROOT / "generator" / "theme", root / "generator" / "theme")
    shutil.copy(ROOT / "generator" / "hook.py", root / "generator" / "hook.py")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return root


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
