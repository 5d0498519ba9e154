"""Characters that nobody sees are named wherever they do nothing, and the few that writing needs are taken where they do something."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from generator.reading.bytes import read_text
from generator.text.invisible import name_of, unseen
from tests.newsrooms import BASE, problems, write

# One of each kind.
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064"
    "\u206a\u206f\u2800\u3164\ufe00\ufe0e\ufe0f\uffa0\ufff9\ufffa\ufffb\ufffc\U0001d173\U000e0001\U000e0041\U000e0100"
)
NEEDED = (
    "می‌خواهم",  # a joiner that keeps two Persian letters apart
    "PDF‌ها",
    "ه‍",
    "क्‍ष",
    "ශ්‍රී ලංකා",
    "ភាសា​ខ្មែរ",
    "‏C++‎ في الميناء",
    "❤️ and ☎︎",
    "1️⃣",
    "👩‍🔬",
    "👩🏽‍🔬",
    "🏳️‍🌈",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "葛󠄀城",
    "ᠮᠠᠨ᠋",
    "ᠠᠷᠭ᠎ᠠ",
)
NOT_NEEDED = (
    ("Harrow\u200cBay", 6),
    ("Harrow\u200dBay", 6),
    ("Harrow Bay\u200e", 10),
    ("مي\u200fناء", 2),
    ("ميناء \u200f\u200f.", 7),
    ("می\u200c خواهم", 2),
    ("a\ufe0f", 1),
    ("白\ufe0f", 1),
    ("a\U000e0100", 1),
    ("Thai \u200b words", 5),
    ("🏴\U000e0067\U000e0062", 1),
    ("👩\u200d and", 1),
)


@pytest.mark.parametrize("sign", HIDDEN, ids=name_of)
def test_a_character_that_nobody_sees_is_refused_with_its_place_and_its_name(tmp_path: Path, sign: str) -> None:
    write(tmp_path, {"stories/gates.yaml": BASE.replace("Harrow Bay", f"Harr{sign}ow Bay")})
    assert problems(tmp_path) == [
        f"stories/gates.yaml:1:36: error: An invisible character stands here ({name_of(sign)}), which does nothing at this "
        "place. Delete it; it often comes along when text is copied. [invisible-character]"
    ]


@pytest.mark.parametrize("sign", HIDDEN, ids=name_of)
def test_a_title_that_shows_as_nothing_is_refused(tmp_path: Path, sign: str) -> None:
    write(tmp_path, {"stories/gates.yaml": f"title: {sign}{sign}\n"})
    assert [line.rpartition("[")[2] for line in problems(tmp_path)] == ["invisible-character]"]


def test_a_title_of_nothing_but_a_sign_of_direction_is_empty_in_arabic_too(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": 'title: "\u200f"\nsummary: في الميناء\n'})
    assert [line.rpartition("[")[2] for line in problems(tmp_path)] == ["empty]"]


def test_a_character_written_with_a_backslash_is_found_too(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": BASE.replace("Who closed the gates of Harrow Bay?", '"Har\\u200brow Bay"')})
    assert problems(tmp_path) == [
        "stories/gates.yaml:1:8: error: The text in these quotes holds an invisible character, written with a backslash "
        "(U+200B, zero width space). Take it out. [invisible-character]"
    ]


@pytest.mark.parametrize("text", NEEDED)
def test_what_a_script_or_an_emoji_needs_is_taken(text: str) -> None:
    assert any(unicodedata.category(sign) in ("Cf", "Mn") for sign in text)
    assert [text[at] for at in unseen(text)] == []
    document, found = read_text(f"title: {text} \n", "a.yaml")
    assert (found, document.data if document else None) == ((), {"title": text})


@pytest.mark.parametrize(("text", "place"), NOT_NEEDED)
def test_the_same_where_it_does_nothing_is_not(text: str, place: int) -> None:
    assert next(unseen(text)) == place


def test_many_of_a_kind_are_one_problem() -> None:
    tags = "".join(chr(0xE0000 + ord(letter)) for letter in "hidden words")
    _, found = read_text(f"title: The gates{tags}\nsummary: Tides\u200b come\u200b\n", "a.yaml")
    assert [(str(problem.place), problem.message.rpartition("place.")[2]) for problem in found] == [
        ("a.yaml:1:17", " There are 12 of them in this file."),
        ("a.yaml:2:15", " There are 2 of them in this file."),
    ]
