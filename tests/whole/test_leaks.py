"""What is not published stands nowhere in a finished site: not in a page, the search, a list, a data file or a file's name."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests.doors import DAY, explainer
from tests.newsrooms import BASE, write

# A mark for each hiding place; no other word of the site holds one. Longer than a hash may hold by chance.
PLACES = (
    "drafttitle", "draftclaim", "draftactor", "draftsource", "drafttopic", "draftslug", "draftalias", "draftdate", "draftunknown",
    "draftcorrection", "latertitle", "storynotes", "yamlcomment", "scratchfile", "textfile", "backup", "hiddenfolder",
    "onlydraftactor", "onlydraftsource", "sharedcomment", "docsbackup", "docsdraft",
)  # fmt: skip


def mark(place: str) -> str:
    return f"zq{place}zq"


DRAFT = f"""
title: {mark("drafttitle")}
fictional: Invented to test the tool.
aliases: [{mark("draftalias")}]
topics: [{mark("drafttopic")}, Harbour]
actors: {{own: {{name: {mark("draftactor")}, kind: person}}}}
sources: {{letter: {{kind: letter, title: {mark("draftsource")}, read: 2031-05-03}}}}
claims:
  asked: {{text: {mark("draftclaim")}, by: [own, lone], about: brandt, status: reported, sources: [letter, lone-source]}}
dates: [{{id: day, date: 2031-05-01, title: {mark("draftdate")}, actors: brandt}}]
unknowns: [{{text: {mark("draftunknown")}}}]
corrections: [{{date: 2031-05-09, kind: correction, text: {mark("draftcorrection")}}}]
"""
PUBLISHED = f"""
# {mark("yamlcomment")}
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
topics: [Harbour]
notes: {mark("storynotes")}
related: [{{story: {mark("draftslug")}}}]
claims:
  closed:
    text: Ada Brandt had the gates closed.
    by: courier
    about: brandt
    status: reported
    sources: courier
"""
ACTORS = f"""
# {mark("sharedcomment")}
brandt: {{name: Ada Brandt, kind: person}}
lone: {{name: {mark("onlydraftactor")}, kind: person}}
"""
SOURCES = f"""
courier: {{kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}}
lone-source: {{kind: article, publisher: {mark("onlydraftsource")}, read: 2031-05-03}}
"""


@pytest.fixture
def planted(newsroom: Path) -> Path:
    """A newsroom with a published story, and a mark in everything that is not."""
    write(
        newsroom,
        {
            "stories/gates.yaml": PUBLISHED,
            f"stories/{mark('draftslug')}.yaml": DRAFT,
            "stories/later.yaml": BASE.replace("2031-06-01", "2033-01-01").replace("Who closed", mark("latertitle")),
            "stories/_actors.yaml": ACTORS,
            "stories/_sources.yaml": SOURCES,
            "stories/_scratch.yaml": f"title: {mark('scratchfile')}\n",
            f"stories/{mark('textfile')}.txt": f"{mark('textfile')}\n",
            f"stories/gates.yaml.{mark('backup')}.bak": f"{mark('backup')}\n",
            f"stories/.{mark('hiddenfolder')}/x.yaml": BASE.replace("Who closed", mark("hiddenfolder")),
            f"docs/{mark('docsbackup')}.md.bak": f"{mark('docsbackup')}\n",
            f"docs/.{mark('docsdraft')}.md": f"{mark('docsdraft')}\n",
        },
    )
    return newsroom


def found(folder: Path) -> dict[str, set[str]]:
    """For each mark the files whose name or content holds it; the parts of the search are unpacked first."""
    marks: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        text = f"{path.relative_to(folder).as_posix()}\n{data.decode('utf-8', 'replace')}"
        for place in re.findall(r"zq([a-z]+)zq", text.lower()):
            marks.setdefault(place, set()).add(path.relative_to(folder).as_posix())
    return marks


def test_nothing_that_is_not_published_stands_anywhere_in_the_site(planted: Path) -> None:
    status, said, _ = explainer(planted, "build", *DAY, seconds=120)
    assert (status, "Drafts left out" in said or "drafts left out" in said) == (0, True)
    assert found(planted / "site") == {}
    assert found(planted / "docs").keys() == {"docsbackup", "docsdraft"}


def test_the_marks_are_found_where_drafts_are_taken_in(planted: Path) -> None:
    """The test above could see what it looks for: what a draft shows is found in pages and in the parts of the search."""
    assert explainer(planted, "build", "--drafts", *DAY, seconds=120)[0] == 0
    marks = found(planted / "site")
    shown = {place for place in PLACES if place.startswith(("draft", "only", "later"))}
    assert marks.keys() == shown
    assert all(any(name.startswith("pagefind/") for name in marks[place]) for place in ("drafttitle", "draftclaim"))


def test_a_draft_that_was_published_before_leaves_with_all_its_lists(planted: Path) -> None:
    slug = mark("draftslug")
    path = planted / "stories" / f"{slug}.yaml"
    path.write_text(DRAFT + "published: 2031-06-01\n", "utf-8")
    assert explainer(planted, "build", *DAY, seconds=120)[0] == 0
    assert "drafttitle" in found(planted / "site")
    path.write_text(DRAFT, "utf-8")
    assert explainer(planted, "build", *DAY, seconds=120)[0] == 0
    assert found(planted / "site") == {}
