"""Names that deceive the eye are pointed out; names that mix scripts openly are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.text.look_alikes import folded, stray_letter
from tests.newsrooms import BASE, problems, write

STRAY = {
    "\u0410da Brandt": (0, "A"),
    "Ada Br\u0430ndt": (6, "a"),
    "Paul M\u043eon": (6, "o"),
    "\u0421ourier": (0, "C"),
    "Kr\u03bfnos": (2, "o"),
    "\u0391thens Gazette": (0, "A"),
    "The \u0415cho": (4, "E"),
    "\u041fpo": None,
    "Mосква": (0, "М"),
    "Новая гaзета": (7, "а"),
}
OPEN = [
    *(
        "T恤",
        "X連線",
        "東京タワーTV",
        "β-Carotin",
        "α-test",
        "µTorrent",
        "Δ",
        "Ω",
        "ΔT",
        "10 km",
        "Москва",
        "Αθήνα",
        "а и б",
    ),
    *("Ada Brandt", "Élodie Müller", "ТАСС", "TASS (ТАСС)", "Radio Свобода", "習近平", "נמל", "ІІ", "Łódź", "ﬁn"),
]


@pytest.mark.parametrize("name", STRAY)
def test_a_letter_that_is_not_what_it_seems_is_found_where_it_stands(name: str) -> None:
    found = stray_letter(name)
    assert (found and (found[0], found[2])) == STRAY[name]


@pytest.mark.parametrize("name", OPEN)
def test_a_name_that_mixes_scripts_openly_is_left_alone(name: str) -> None:
    assert stray_letter(name) is None


def test_names_are_folded_to_what_they_look_like() -> None:
    assert folded("СОР") == folded("COP") == "cop"
    assert folded("мир") != folded("mup")


def test_names_that_look_like_others_are_told_with_place_letter_and_file(tmp_path: Path) -> None:
    base = BASE.lstrip("\n")
    walls = 'topics: ["\\u0422\\u0410\\u0421\\u0421", "Harbour g\\u0430tes"]\n'
    write(tmp_path, {"stories/gates.yaml": f"{base}topics: [TACC]\n", "stories/walls.yaml": base + walls})
    assert [one for one in problems(tmp_path) if "look-alike" in one] == [
        "stories/gates.yaml:16:10: warning: 'TACC' looks like 'ТАСС' in stories/walls.yaml and has other letters. "
        "Type both with the same letters, if they are meant to be the same. [look-alike]",
        "stories/walls.yaml:16:10: warning: 'ТАСС' looks like 'TACC' in stories/gates.yaml and has other letters. "
        "Type both with the same letters, if they are meant to be the same. [look-alike]",
        "stories/walls.yaml:16:48: warning: In 'Harbour gаtes' the letter 'а' (U+0430, cyrillic small letter a) looks like 'a' "
        "(U+0061, latin small letter a) and is none. Type 'a', so that the name is found and sorted as what it seems to be. "
        "[look-alike]",
    ]
