"""Chinese typed over several lines reaches readers without blanks that nobody typed, and a mistake is still shown at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.bytes import read_text
from generator.text.blanks import with_line_ends
from tests.newsrooms import page, problems, story


@pytest.mark.parametrize(
    "typed",
    [
        ">-\n  一家報紙說港務長\n  下令關閉閘門，\n  她否認。\n",
        "|\n  一家報紙說港務長\n  下令關閉閘門，\n  她否認。\n",
        "一家報紙說港務長\n  下令關閉閘門，\n  她否認。\n",
        '"一家報紙說港務長\n  下令關閉閘門，\n  她否認。"\n',
    ],
)
@pytest.mark.parametrize("field", ["short_answer", "summary"])
def test_lines_of_chinese_are_joined_without_a_blank(tmp_path: Path, field: str, typed: str) -> None:
    assert "一家報紙說港務長下令關閉閘門，她否認。" in page(story(tmp_path, f"{field}: {typed}"))


def test_a_title_of_two_lines_has_no_blank_either(tmp_path: Path) -> None:
    dates = "dates:\n  - date: 2031-05-01\n    title: >-\n      港口的\n      閘門 關閉\n    sources: courier\n"
    assert "港口的閘門 關閉" in page(story(tmp_path, dates))


def test_blanks_stay_where_they_were_typed_or_where_latin_words_meet(tmp_path: Path) -> None:
    text = "short_answer: >-\n  閘門 未關\n  the gates\n  were open 而且\n  Ferryline 說是。\n"
    assert "閘門 未關 the gates were open 而且 Ferryline 說是。" in page(story(tmp_path, text))


def test_korean_keeps_the_blanks_between_its_words(tmp_path: Path) -> None:
    assert "항구의 문이 닫혔다" in page(story(tmp_path, "short_answer: >-\n  항구의\n  문이 닫혔다\n"))


def test_a_mistake_on_a_later_line_is_told_at_its_place(tmp_path: Path) -> None:
    root = story(tmp_path, "short_answer: >-\n  一家報紙說港務長\n  下令關閉閘門[@nobody]。\n")
    lines = (root / "stories/gates.yaml").read_text("utf-8").split("\n")
    line = next(number for number, row in enumerate(lines, 1) if "@nobody" in row)
    column = lines[line - 1].index("[@nobody]") + 1
    told = [told for told in problems(root) if "nobody" in told]
    assert len(told) == 1
    assert told[0].startswith(f"stories/gates.yaml:{line}:") and column <= int(told[0].split(":")[2]) <= column + 2


@given(st.lists(st.text("港口閘門a .", min_size=1, max_size=9).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_what_was_folded_keeps_its_length_and_all_but_its_line_ends(rows: list[str]) -> None:
    folded = " ".join(rows)
    kept = with_line_ends(folded, rows)
    assert kept.replace("\n", " ") == folded


@given(st.lists(st.text("港口閘門", min_size=1, max_size=20), min_size=1, max_size=5))
def test_pure_chinese_has_each_line_end_where_it_was_typed(rows: list[str]) -> None:
    document, _ = read_text("text: >-\n" + "".join(f"  {row}\n" for row in rows), "a.yaml")
    assert document is not None and document.data == {"text": "\n".join(rows)}
