"""What lies outside the newsroom is never published through a link in `docs/`, and nothing there keeps a build from ending."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.reading.docs_links import docs_faults

HOW_OUT = "What lies there would be part of the published site. Nothing was built; the last good site stays."


def explainer(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    code = "from generator.desk.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )


def test_what_a_link_leads_to_outside_is_named_and_not_published(newsroom: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# The password is harbour\n", "utf-8")
    (newsroom / "docs" / "leak.md").symlink_to(tmp_path / "secret.md")
    for command in (["build"], None):
        if command:
            done = explainer(newsroom, *command)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "mkdocs", "build"], cwd=newsroom, capture_output=True, text=True, timeout=120
            )
        assert done.returncode != 0
        assert f"'docs/leak.md' is a link that leads out of the newsroom. {HOW_OUT}" in done.stderr
        assert not (newsroom / "site" / "leak").exists()


def test_circles_pipes_and_links_to_them_are_named_all_at_once(newsroom: Path) -> None:
    docs = newsroom / "docs"
    (docs / "loop").symlink_to(".")
    (docs / ".hidden").symlink_to("..")
    os.mkfifo(docs / "pipe.md")
    (docs / "to-pipe.md").symlink_to("pipe.md")
    done = explainer(newsroom, "build")
    said = [line.split(" is ")[0] for line in done.stderr.splitlines() if line.startswith("docs/")]
    assert (done.returncode, [line.split("'")[1] for line in said]) == (
        1,
        ["docs/.hidden", "docs/loop", "docs/pipe.md", "docs/to-pipe.md"],
    )
    assert not (newsroom / "site").exists()


def test_links_within_the_newsroom_are_followed_as_before(newsroom: Path) -> None:
    (newsroom / "shared").mkdir()
    (newsroom / "shared" / "note.md").write_text("# Kept elsewhere in the newsroom\n", "utf-8")
    (newsroom / "docs" / "note.md").symlink_to("../shared/note.md")
    (newsroom / "docs" / "more").symlink_to("../shared")
    assert docs_faults(newsroom / "docs", newsroom) == ()
    assert explainer(newsroom, "build").returncode == 0
    assert "Kept elsewhere" in (newsroom / "site" / "more" / "note" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("there", [True, False])
def test_a_newsroom_without_docs_or_with_plain_files_has_no_faults(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "index.md").write_text("# Home\n", "utf-8")
    assert docs_faults(tmp_path / "docs", tmp_path) == ()
