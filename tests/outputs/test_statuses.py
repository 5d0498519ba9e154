"""The table of statuses is whole: a new row is shown, grouped and ranked everywhere, and nothing of a claim vanishes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.language import tag as language
from generator.language.words import words_for
from generator.story.status import IN_LISTS, Status
from tests.conftest import ROOT
from tests.doors import DAY, explainer
from tests.newsrooms import write

PROGRAM = ROOT / "generator"
STORY = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
main_claim: closed
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
claims:
  closed: {text: The quillon gates were closed., by: courier, status: STATUS, because: They say so., sources: courier}
  opened: {text: The quillon gates were opened., by: courier, status: reported, sources: courier}
dates:
  - {id: shut, date: 2031-05-01, title: The gates, claim: closed}
  - {id: print, date: 2031-05-02, title: The paper, sources: courier}
figures:
  ferries: {label: Ferries that waited, value: 3, claim: closed, sources: courier}
"""
NEW = "rumoured"


def rendered(root: Path, status: str, program: Path) -> dict[str, str]:
    """Every page that this program makes of the story, by path; what it says of the story, under ''."""
    write(root, {"stories/gates.yaml": STORY.replace("STATUS", status)})
    variables = {"PYTHONPATH": str(program.parent)}
    code, said, faults = explainer(root, "render", *DAY, **variables)
    assert code == 0, faults
    fall = explainer(root, "impact", "courier", *DAY, **variables)[1]
    sources = explainer(root, "sources", "gates", *DAY, **variables)[1]
    pages = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in (root / "docs").rglob("*.md")}
    return {**pages, "impact": fall, "sources": sources}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one more status: a row in the table and its words, and nothing else."""
    program = tmp_path_factory.mktemp("grown") / "generator"
    shutil.copytree(PROGRAM, program, ignore=shutil.ignore_patterns("__pycache__"))
    table = program / "story" / "status.py"
    text = table.read_text("utf-8")
    line = f'    RUMOURED = "{NEW}", StatusRow("≈", Leaning.OPEN, rank=4, told=4, sure=4)\n'
    table.write_text(re.sub(r"(?m)^(    PENDING = .*\n)", rf"\g<1>{line}", text), "utf-8")
    for path in (program / "language" / "locale").glob("*/page.yaml"):
        path.write_text(f"{path.read_text('utf-8')}status_{NEW}: Rumoured\nstanding_{NEW}: What is rumoured\n", "utf-8")
    return program


def test_a_status_that_is_added_to_the_table_is_shown_wherever_an_older_one_is(grown: Path, tmp_path: Path) -> None:
    """The pages are those of an unverified claim but for the status' own words, sign and key, and its place in lists."""
    old = rendered(tmp_path / "old", "unverified", PROGRAM)
    new = rendered(tmp_path / "new", NEW, grown)

    def told(text: str) -> str:
        # The words of every status stand in a page's data for scripts, and each page holds a sum of itself.
        text = re.sub(r' data-w-state-\w+="[^"]*"|(?m:^content_hash:.*$)', "", text)
        group = words_for("en").text("standing_unverified")
        given = {"What is rumoured": group, "Rumoured": "Unverified", NEW: "unverified", "≈": "?", "&#63;": "?"}
        for one, other in given.items():
            text = text.replace(one, other)
        return text

    assert set(new) == set(old)
    assert {name: sorted(told(new[name]).split("\n")) for name in new} == {
        name: sorted(told(old[name]).split("\n")) for name in old
    }
    for page, words in (
        ("docs/stories/gates.md", "**What is rumoured**"),
        ("docs/claims/index.md", "What is rumoured"),
    ):
        assert words in new[page]
    assert len(re.findall("quillon gates were closed", "".join(new.values()))) > 8


def test_a_status_without_a_whole_row_cannot_be_written_down(grown: Path, tmp_path: Path) -> None:
    program = tmp_path / "generator"
    shutil.copytree(grown, program)
    table = program / "story" / "status.py"
    table.write_text(re.sub(rf'"{NEW}", .*', f'"{NEW}"', table.read_text("utf-8")), "utf-8")
    code = "import sys; sys.path.insert(0, sys.argv[1])\ntry:\n import generator.story.status\nexcept TypeError as e:\n print(e)"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, cwd=tmp_path)
    assert "missing 1 required positional argument: 'row'" in done.stdout, done


def test_the_table_holds_each_status_once_with_a_sign_and_a_rank_of_its_own() -> None:
    assert sorted(map(str, IN_LISTS)) == sorted([*Status, "None"])
    assert len({status.row.sign for status in Status}) == len({status.row.rank for status in Status}) == len(Status)
    assert IN_LISTS[-1] is None


def test_every_language_has_the_words_of_every_status_and_every_look_its_colours() -> None:
    keys = [f"{kind}_{status}" for status in Status for kind in ("status", "standing")]
    assert {tag: [key for key in keys if key not in words_for(tag).table] for tag in language.tags()} == dict.fromkeys(
        language.tags(), []
    )
    css = (PROGRAM / "theme" / "assets" / "explainer.css").read_text("utf-8")
    coloured = [line for line in css.splitlines() if "--ep-fg:" in line]
    dark = [line for line in coloured if "slate" in line]
    for look in (dark, [line for line in coloured if line not in dark]):
        assert [one for one in Status if not any(re.search(rf"\.ep-{one}\b", line) for line in look)] == []


def test_only_the_table_lists_the_statuses() -> None:
    """A list or set of statuses elsewhere would leave a new one out without a word; a rule on one status names that one."""
    listing = re.compile(r"Status\.[A-Z]+\s*,\s*(?:generator\.)?Status\.[A-Z]+")
    assert [str(path) for path in PROGRAM.rglob("*.py") if listing.search(path.read_text("utf-8"))] == []
