"""Six languages as their readers see them: dates, numbers and whole sentences, each held word for word in `said/TAG.yaml`.

English is the language of all other tests.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.dates.forms import parse_when
from generator.language.dates import word
from generator.language.numbers import range_text
from generator.language.sentences import Sentences, vocabulary
from generator.language.tag import table, tags
from generator.language.words import words_for
from generator.outputs.drawing.text import wrapped
from generator.sourcing.support import Sourcing, sourcing_of
from generator.sourcing.words import claim_sentence, page_sentence, root_count_words
from generator.text.md import Md
from tests.newsrooms import linked, page, problems, write

SAID: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parent / "said").glob("*.yaml"))
}
NUMBERS = (0, 1, 2, 3, 5, 11, 21, 100)


def each(part: str) -> list[Any]:
    """What the files of all languages hold under a name, one by one, each with its language."""
    entries = [(tag, entry) for tag, said in SAID.items() for entry in said[part]]
    return [pytest.param(tag, entry, id=f"{tag}-{number}") for number, (tag, entry) in enumerate(entries)]


def story_of(tag: str, tmp_path: Path, sources: str, more: str = "") -> Any:
    return linked(tmp_path, SAID[tag]["story"], sources, more)


def sourcing(tag: str, tmp_path: Path, sources: str) -> tuple[Sourcing, Any]:
    story = story_of(tag, tmp_path, sources)
    claim = story.story.claims["closed"]
    return sourcing_of(story, claim.sources, claim), story


def shown_lines(tmp_path: Path) -> list[str]:
    """The lines of the page, without addresses and markup."""
    return re.sub(r"\]\([^)]*\)|<[^>]*>|\[", "", page(tmp_path)).split("\n")


def test_every_language_but_english_says_all_of_it() -> None:
    assert set(SAID) == set(tags()) - {"en"}
    parts = {"story", "filled", "dates", "numbers", "claims", "counted", "pages", "on_the_page", "another_time"}
    assert {tag: parts - set(said) for tag, said in SAID.items()} == {tag: set() for tag in SAID}


@pytest.mark.parametrize(("tag", "pair"), each("dates"))
def test_a_date_reads_as_a_phrase_of_the_language(tag: str, pair: list[str]) -> None:
    typed, phrase = pair
    assert word(parse_when(typed), tag) == phrase


@pytest.mark.parametrize(("tag", "key"), each("numbers"))
def test_a_number_takes_its_form(tag: str, key: str) -> None:
    made = [words_for(tag).text(key, n=str(n), **SAID[tag]["filled"]) for n in NUMBERS]
    assert made == SAID[tag]["numbers"][key]


@pytest.mark.parametrize(("tag", "one"), each("claims"))
def test_a_claim_says_what_it_rests_on(tmp_path: Path, tag: str, one: dict[str, str]) -> None:
    found, story = sourcing(tag, tmp_path, one["sources"])
    assert claim_sentence(found, story, tag).plain() == one["said"]


@pytest.mark.parametrize(("tag", "one"), each("counted"))
def test_a_table_counts_accounts_in_few_words(tmp_path: Path, tag: str, one: dict[str, str]) -> None:
    assert root_count_words(sourcing(tag, tmp_path, one["sources"])[0], tag) == one["said"]


@pytest.mark.parametrize(("tag", "one"), each("pages"))
def test_the_page_says_what_it_comes_through(tmp_path: Path, tag: str, one: dict[str, str]) -> None:
    story = story_of(tag, tmp_path, one["sources"], one.get("more", ""))
    assert page_sentence(story, tag).plain() == one["said"]


@pytest.mark.parametrize("tag", SAID)
def test_names_and_dates_stand_beside_words_that_fit_all_of_them(tmp_path: Path, tag: str) -> None:
    wanted = SAID[tag]["on_the_page"]
    story_of(tag, tmp_path, "[{source: courier, citing: clerk}]", wanted["more"])
    assert [line for line in wanted["lines"] if line not in shown_lines(tmp_path)] == []


@pytest.mark.parametrize(("tag", "pair"), each("another_time"))
def test_words_that_will_mean_another_time_are_found(tmp_path: Path, tag: str, pair: list[Any]) -> None:
    prose, found = pair
    text = SAID[tag]["story"].replace("SOURCES", "[courier]")
    write(tmp_path, {"stories/gates.yaml": f"{text}summary: >-\n  {prose} [@courier]\n"})
    told = [line for line in problems(tmp_path) if "[relative-words]" in line]
    assert [word for line in told for word in re.findall("“(.+?)”", line)] == found


# -- what one language has for itself --


@pytest.mark.parametrize("tag", ["es-MX", "es-419", "es-AR"])
def test_every_region_of_spanish_dates_in_the_same_words(tag: str) -> None:
    typed = ("2031-05-01/2031-05-03", "2031-05/2031-06", "not before 199X", "2031-05-02/..")
    assert [word(parse_when(text), tag) for text in typed] == [word(parse_when(text), "es") for text in typed]


@pytest.mark.parametrize(
    ("last", "joined"),
    [
        ("Ana", "Ada y Ana"),
        ("Inés", "Ada e Inés"),
        ("[Inés](#actor-ines)", "Ada e [Inés](#actor-ines)"),
        ("«Isla Semanal»", "Ada e «Isla Semanal»"),
        ("Hilario", "Ada e Hilario"),
        ("Hierros de Bruma", "Ada y Hierros de Bruma"),
        ("Ian", "Ada y Ian"),
        ("Yvonne", "Ada e Yvonne"),
        ("Yáñez", "Ada y Yáñez"),
        ("1910", "Ada y 1910"),
    ],
)
def test_and_in_spanish_is_said_as_the_sound_after_it_wants(last: str, joined: str) -> None:
    assert words_for("es").say("and", first="Ada", last=Md(last)) == joined
    assert Sentences(vocabulary("es").together([("Ada",), (last,)])).plain() == joined


def test_a_russian_range_that_begins_below_zero_is_told_apart_from_its_minus() -> None:
    words = words_for("ru")
    assert [range_text(Decimal(-3), Decimal(5), unit, words) for unit in ("км", "%")] == [
        "от -3 до 5\u00a0км",
        "от -3\u00a0% до 5\u00a0%",
    ]


# What is filled in there is a number or a date, never a name that would have to be bent.
BESIDE_WORDS = {"n", "all", "date", "day", "next", "year", "low", "high", "value", "number", "place", "places", "whole"}


# Two names are joined by a letter, and a letter's writer is a person: neither is bent.
JOINED = {"and", "letter_by"}


@pytest.mark.parametrize("kind", ["page", "sourcing"])
def test_no_name_stands_behind_an_arabic_word_that_would_bend_it(kind: str) -> None:
    said = {
        (key, form): text
        for key, entry in table(kind, "ar").items()
        for form, text in (entry.items() if isinstance(entry, dict) else [("", entry)])
    }
    bent = {
        key
        for (key, _), text in said.items()
        for before, name in re.findall(r"([\u0621-\u064a\u064b-\u0652] ?)\{([a-z]+)\}", text)
        if before and name not in BESIDE_WORDS
    }
    assert bent - JOINED == set()


def test_who_is_cited_and_through_whom_it_came_are_told_apart_in_every_arabic_chain(tmp_path: Path) -> None:
    wanted = SAID["ar"]["chains"]
    story_of("ar", tmp_path, wanted["sources"])
    assert [line for line in wanted["lines"] if line not in shown_lines(tmp_path)] == []


@pytest.mark.parametrize("typed", [typed for typed, _ in SAID["zh-Hant"]["dates"]])
def test_a_chinese_date_stands_before_what_happened_then(typed: str) -> None:
    said = words_for("zh-Hant").text("published", date=word(parse_when(typed), "zh-Hant"))
    assert said.endswith("發布") and " " not in said


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{value: 3, unit: 艘}", "3艘"),
        ("{value: 3, of: 14 艘渡輪, unit: 艘}", "14艘渡輪中的3艘"),
        ("{value: 40, unit: percent, of: 旅客}", "旅客中的40%"),
        ("{low: 3, high: 5, unit: 公里}", "3至5公里"),
        ("{value: 12, unit: km}", "12\u00a0km"),
    ],
)
def test_no_blank_stands_between_a_number_and_a_chinese_unit(tmp_path: Path, typed: str, shown: str) -> None:
    story_of("zh-Hant", tmp_path, "[courier]", f"figures: {{ferries: {typed[:-1]}, sources: [log]}}}}\n")
    assert f"**{shown}**" in page(tmp_path)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("港務局，一名未具名的職員", ("港務局，一", "名未具名的", "職員")),
        # A closing sign goes with what it closes, an opening one with what it opens.
        ("他說閘門開。後來關上", ("他說閘門", "開。後來關", "上")),
        ("他說那個「閘門」關上", ("他說那個", "「閘門」關", "上")),
        # Between Chinese and Latin signs a line may end; a Latin word stays whole.
        ("使用Starlink服務", ("使用", "Starlink", "服務")),
    ],
)
def test_lines_in_a_picture_break_as_chinese_lines_do(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 60, 12, 4) == (lines, False)


def test_a_long_chinese_answer_is_cut_near_its_end_for_the_description(tmp_path: Path) -> None:
    story_of("zh-Hant", tmp_path, "[courier]", f"short_answer: 查核 {'閘門並未關閉' * 80}\n")
    described = page(tmp_path).split("description: ")[1].split("\n")[0]
    assert len(described.strip("'\"")) == 300 and described.strip("'\"").endswith("…")


@pytest.mark.parametrize("sources", [one["sources"] for one in SAID["zh-Hant"]["claims"]])
def test_passing_on_is_never_called_confirming_in_chinese(tmp_path: Path, sources: str) -> None:
    found, story = sourcing("zh-Hant", tmp_path, sources)
    said = claim_sentence(found, story, "zh-Hant").plain()
    assert "證實" not in said and ("未說明" in said) == bool(found.open_ends)
