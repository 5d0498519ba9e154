"""Temporary newsrooms for tests: real folders with real files, made from text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

from generator.archive.stories import LinkedStory
from generator.build import Result, gather
from generator.writing.page import Page

TODAY = datetime.date(2032, 1, 15)

# Openly fictional; enough of everything for a story to stand on.
BASE = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
actors:
  brandt: {name: Ada Brandt, kind: person, role: harbour master}
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
  log: {kind: document, title: The harbour log, read: no}
claims:
  closed:
    text: Ada Brandt had the gates closed.
    by: courier
    about: brandt
    status: reported
    sources: [{source: courier, citing: log, where: para. 3}]
"""


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below `root`, indentation removed; a newsroom always has its two folders."""
    for folder in ("stories", "docs"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), "utf-8")
    return root


def story(root: Path, text: str, *, base: str = BASE) -> Path:
    """A newsroom with one story: the base, with more fields after it."""
    return write(root, {"stories/gates.yaml": dedent(base).lstrip("\n") + dedent(text).lstrip("\n")})


def problems(root: Path, *, drafts: bool = True) -> list[str]:
    """What the pipeline says of a newsroom, a line each."""
    return [str(problem) for problem in run(root, drafts=drafts).problems]


def of_stories(pages: Iterable[Page]) -> list[str]:
    """The paths of the pages of stories alone, without those about all stories."""
    return [page.path for page in pages if page.path.startswith("stories/") and page.path != "stories/index.md"]


def run(root: Path, *, drafts: bool = False, today: datetime.date = TODAY) -> Result:
    """Run the pipeline over a newsroom on a day that never changes."""
    return gather(root, today=today, drafts=drafts)


def page(root: Path, slug: str = "gates") -> str:
    """The page of a story that has no errors."""
    result = run(root)
    assert not result.blocked, result.problems
    texts = {page.path: page.text for page in result.pages}
    text = texts[f"stories/{slug}.md"]
    assert isinstance(text, str)
    return text


def linked(root: Path, typed: str, sources: str, more: str = "") -> LinkedStory:
    """The one story of a newsroom, `SOURCES` in it filled in, for sentences on what it rests on.

    Only the sources that a story uses are told apart by name, so the second one of a paper goes where it is not used.
    """
    text = typed if "second" in sources else typed.replace("\n  second:", "\n  # second:")
    write(root, {"stories/gates.yaml": text.replace("SOURCES", sources) + more})
    result = run(root)
    assert not result.blocked, result.problems
    return result.archive.stories[0]
