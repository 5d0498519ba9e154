"""Checking: each mistake in a story's fields is answered with just these sentences, at just these places."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problem import in_file_order
from generator.reading.bytes import read_text
from generator.reading.entries import check
from generator.story.file import Story

CASES = Path(__file__).parent / "check_cases" / "stories.txt"


def cases() -> list[tuple[str, str, str]]:
    """Name, file and expected problems of each case."""
    found = []
    for part in CASES.read_text("utf-8").split("\n==== ")[1:]:
        name, _, rest = part.partition("\n")
        typed, _, expected = rest.rpartition("\n----\n")
        found.append((name, typed + "\n", expected.strip()))
    return found


def told(typed: str) -> str:
    """The problems of a story, a line each, without the file's name."""
    document, problems = read_text(typed, "f")
    assert document is not None and problems == ()
    found = in_file_order(check(document, Story)[1])
    return "\n".join(str(problem).removeprefix("f:") for problem in found) or "no problems"


@pytest.mark.parametrize(("name", "typed", "expected"), [pytest.param(*case, id=case[0]) for case in cases()])
def test_a_story_is_answered_with_just_these_sentences(name: str, typed: str, expected: str) -> None:
    assert told(typed) == expected


def test_what_is_right_is_kept_when_something_else_is_wrong() -> None:
    document, _ = read_text(
        "title: The gates\n"
        "claims:\n"
        "  a: {text: One., status: alleged}\n"
        "  b: {text: Two., status: reported}\n"
        "dates:\n"
        "  - {date: 2031-13, title: Wrong}\n"
        "  - {date: 2031-12, title: Right}\n",
        "f",
    )
    assert document is not None
    checked, _ = check(document, Story)
    assert checked is not None
    assert not checked.whole
    assert [
        (entry.title, str(checked.place(("dates", n, "title")))) for n, entry in enumerate(checked.value.dates)
    ] == [("Right", "f:7:28")]
    assert checked.value.claims["b"].text.text == "Two."


def test_a_checked_story_cannot_be_changed() -> None:
    document, _ = read_text("title: The gates\n", "f")
    assert document is not None
    checked, _ = check(document, Story)
    assert checked is not None
    with pytest.raises(Exception, match="frozen"):
        checked.value.title = "Other"  # type: ignore[misc]
