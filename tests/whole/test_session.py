"""A session: what it keeps of a newsroom never shows in what it finds."""

from __future__ import annotations

import datetime
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build import Result, Session, gather
from generator.desk.commands import check
from tests.newsrooms import write

TODAY = datetime.date(2032, 1, 15)
STORY = """\
title: Who closed the {name} gates?
published: {published}
summary: The harbour master did [@log].
actors:
  brandt: {{name: Ada Brandt, kind: person, role: harbour master}}
sources:
  log: {{kind: document, publisher: Harbour Office, title: The log, published: 2031-05-03, read: 2031-06-01}}
claims:
  closed: {{text: Ada Brandt closed the {name} gates., by: [brandt], status: {status}, sources: [log]}}
{more}"""


def story(name: str, *, published: str = "2031-06-01", status: str = "reported", more: str = "") -> str:
    return STORY.format(name=name, published=published, status=status, more=more)


# What may stand in each file, one after the other; None is no file.
TEXTS: dict[str, tuple[str | None, ...]] = {
    "stories/north.yaml": (
        story("north"),
        story("north", status="disputed"),
        story("north", published="2033-01-01"),
        story("north", more="related: [{story: south}]\n"),
        "title: [\n",
        None,
    ),
    "stories/south.yaml": (
        story("south"),
        story("south", more="colour: red\n"),
        story("south", published="2033-01-01"),
        None,
    ),
    "stories/_newsroom.yaml": (
        None,
        "publisher: The Courier\n",
        "rules: {no-right-of-reply: error, unsourced-claim: off}\n",
        "timezone: Nowhere/Land\n",
        "languages: [de, en]\n",
    ),
    "stories/_actors.yaml": (None, "brandt: {name: Ada Brandt, kind: person, url: 'https://b.example/'}\n", "- no\n"),
    "stories/_sources.yaml": (None, "digest: {kind: article, publisher: The Digest, title: A digest}\n"),
}
EDIT = st.sampled_from([(file, text) for file, texts in TEXTS.items() for text in texts])


def put(root: Path, file: str, text: str | None) -> None:
    path = root / file
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, "utf-8")


def told(result: Result) -> dict[str, object]:
    """All that a run says, as plain values."""
    return {
        "problems": [(str(problem), problem.severity) for problem in result.problems],
        "pages": [(page.path, page.text) for page in result.pages],
        "drafts": result.drafts,
        "lines": dict(result.lines),
        "blocked": result.blocked,
        "held back": result.held_back,
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=st.lists(st.tuples(EDIT, st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_after_any_changes_a_session_finds_what_a_new_run_finds(
    edits: list[tuple[tuple[str, str | None], bool, bool]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = write(Path(name), {"stories/north.yaml": story("north"), "stories/south.yaml": story("south")})
        session = Session(root)
        session.look(TODAY)
        for (file, text), drafts, keep_going in edits:
            put(root, file, text)
            found = told(session.look(TODAY, drafts=drafts, keep_going=keep_going))
            assert found == told(gather(root, today=TODAY, drafts=drafts, keep_going=keep_going))


def test_only_the_story_that_changed_is_read_and_linked_again(tmp_path: Path) -> None:
    root = write(tmp_path, {"stories/north.yaml": story("north"), "stories/south.yaml": story("south")})
    session = Session(root)
    north, south = session.look(TODAY).archive.stories
    put(root, "stories/south.yaml", story("south", status="disputed"))
    after = session.look(TODAY).archive.stories
    assert [one is other for one, other in zip(after, (north, south), strict=True)] == [True, False]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("stories/_actors.yaml", "moor: {name: Jon Moor, kind: person}\n"),
        ("stories/_newsroom.yaml", "languages: [de]\n"),
        ("stories/west.yaml", story("west")),
    ],
)
def test_what_all_stories_depend_on_makes_all_of_them_be_linked_again(tmp_path: Path, file: str, text: str) -> None:
    root = write(tmp_path, {"stories/north.yaml": story("north")})
    session = Session(root)
    before = session.look(TODAY).archive.stories[0]
    put(root, file, text)
    assert session.look(TODAY).archive.stories[0] is not before


def test_a_story_that_becomes_a_draft_is_told_to_those_that_name_it(tmp_path: Path) -> None:
    north = story("north", more="related: [{story: south}]\n")
    root = write(tmp_path, {"stories/north.yaml": north, "stories/south.yaml": story("south")})
    session = Session(root)
    before = session.look(TODAY).problems
    put(root, "stories/south.yaml", story("south", published="2033-01-01"))
    after = session.look(TODAY).problems
    assert before != after == gather(root, today=TODAY).problems


def test_another_day_makes_all_stories_be_linked_again(tmp_path: Path) -> None:
    root = write(tmp_path, {"stories/north.yaml": story("north", published="2032-02-01")})
    session = Session(root)
    assert [session.look(day).drafts for day in (TODAY, datetime.date(2032, 3, 1))] == [("north",), ()]


def test_a_saved_copy_that_comes_later_is_seen(tmp_path: Path) -> None:
    quote = "quotes:\n  said: {text: We shut them., by: brandt, date: 2031-05-03, sources: [paper]}\n"
    paper = "  paper: {kind: article, publisher: The Courier, title: Shut, published: 2031-05-03, read: 2031-06-01, saved: paper.txt}\n"
    text = story("north", more=quote).replace("claims:\n", f"{paper}claims:\n", 1)
    root = write(tmp_path, {"stories/north.yaml": text, "stories/paper.txt": "We closed them."})
    session = Session(root)
    first = {problem.code for problem in session.look(TODAY).problems}
    (root / "stories/paper.txt").write_text("“We shut them.”", "utf-8")
    gone = first - {problem.code for problem in session.look(TODAY).problems}
    assert len(gone) == 1


def test_a_check_makes_no_page(tmp_path: Path) -> None:
    root = write(tmp_path, {"stories/north.yaml": story("north")})
    called: set[str] = set()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        module = str(frame.f_globals.get("__name__", ""))
        if event == "call" and module.startswith("generator."):
            called.add(".".join(module.split(".")[:2]))

    sys.setprofile(note)
    try:
        status = check(root, TODAY.isoformat(), (), face="text", strict=False)
    finally:
        sys.setprofile(None)
    assert status == 0
    assert "generator.rules" in called and "generator.outputs" not in called
