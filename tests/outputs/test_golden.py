"""Whole pages, kept beside the stories they are made from: a change in either shows as a difference to be given a reason.

`ACCEPT_GOLDEN=1 pytest tests/outputs/test_golden.py` writes what the program makes now.
"""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path

import pytest

from generator.build import gather
from tests.newsrooms import write

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
FICTIONAL = sorted(GOLDEN.glob("*.yaml"))


def made(root: Path, slug: str) -> str:
    result = gather(root, today=datetime.date(2032, 1, 15))
    assert not result.blocked, [str(problem) for problem in result.problems]
    return next(str(page.text) for page in result.pages if page.path == f"stories/{slug}.md")


def held(text: str, golden: Path) -> None:
    if os.environ.get("ACCEPT_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("story", FICTIONAL, ids=lambda path: path.stem)
def test_a_fictional_story_with_every_part_makes_just_this_page(story: Path, tmp_path: Path) -> None:
    write(tmp_path, {f"stories/{story.name}": story.read_text("utf-8")})
    held(made(tmp_path, story.stem), story.with_suffix(".md"))


@pytest.mark.parametrize("slug", ["starlink-taiwan-request"])
def test_a_story_of_ours_makes_just_this_page(slug: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "stories", tmp_path / "stories")
    (tmp_path / "docs").mkdir()
    held(made(tmp_path, slug), GOLDEN / f"{slug}.md")


def test_no_page_is_kept_that_no_story_makes() -> None:
    pages = {path.stem for path in GOLDEN.glob("*.md")}
    assert pages == {story.stem for story in FICTIONAL} | {"starlink-taiwan-request"}


def test_every_shipped_story_checks_clean() -> None:
    result = gather(ROOT, today=datetime.date(2026, 11, 23), drafts=True)
    assert [str(problem) for problem in result.problems] == []
