"""Dates in words for readers: English in its two orders, and what happens for languages without words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates.forms import parse_when
from generator.language.dates import word, words_of
from generator.language.tag import locale_tag

BRITISH = {
    "2024-10-25": "25 October 2024",
    "2024-10": "October 2024",
    "2024": "2024",
    "2023~": "about 2023",
    "2023?": "possibly 2023",
    "2023%": "possibly about 2023",
    "2024-02?": "possibly February 2024",
    "202X": "2020s",
    "202X~": "about the 2020s",
    "190X": "1900–1909",
    "19XX": "20th century",
    "20XX": "21st century",
    "01XX?": "possibly the 2nd century",
    "2024-21": "spring 2024",
    "2024-23~": "about autumn 2024",
    "2023-24": "winter 2023–24",
    "1999-24": "winter 1999–2000",
    "2022/..": "since 2022",
    "../2022": "until 2022",
    "199X/..": "since the 1990s",
    "2022/2024": "2022–2024",
    "2024/2024": "2024",
    "2022~/2024": "from about 2022 to 2024",
    "2022/2024-10": "from 2022 to October 2024",
    "198X/19XX": "from the 1980s to the 20th century",
    "between 2020 and 2022": "between 2020 and 2022",
    "between 2024-10-25 and 2024-11-05": "between 25 October 2024 and 5 November 2024",
    "not before 2024-10-25": "on or after 25 October 2024",
    "not after 2024-10-25": "on or before 25 October 2024",
    "not before 2024": "in or after 2024",
    "not after 2024-10": "in or before October 2024",
    "not after 2024~": "no later than about 2024",
    "not before 2024-10-25T09:30": "at or after 25 October 2024, 09:30",
    "2024-10-25T09:30": "25 October 2024, 09:30",
    "2024-10-25T09:30Z": "25 October 2024, 09:30 UTC",
    "2024-10-25T09:30+08:00": "25 October 2024, 09:30 UTC+8",
    "2024-10-25T09:30-03:30": "25 October 2024, 09:30 UTC−3:30",
    "-0043": "44 BCE",
    "-0043-03-15": "15 March 44 BCE",
    "0000": "1 BCE",
    "0000-02-29": "29 February 1 BCE",
    "-0044/-0031": "from 45 BCE to 32 BCE",
    "0079-08-24": "24 August 79 CE",
}


@pytest.mark.parametrize(("text", "words"), BRITISH.items())
def test_a_date_reads_as_a_british_newsroom_writes_it(text: str, words: str) -> None:
    assert word(parse_when(text), "en-GB") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-10-25", "October 25, 2024"),
        ("not before 2024-10-25", "on or after October 25, 2024"),
        ("2024-10-03/2024-10-25", "October 3\u2009–\u200925, 2024"),
        ("2024-10-25T21:30Z", "October 25, 2024, 9:30\u202fPM UTC"),
        ("-0043-03-15", "March 15, 44 BCE"),
    ],
)
def test_american_english_is_what_plain_english_means(text: str, words: str) -> None:
    assert word(parse_when(text)) == word(parse_when(text), "en-US") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-10-03/2024-10-25", "3–25 October 2024"),
        ("2024-10-03/2024-11-05", "3 October – 5 November 2024"),
        ("2023-10-03/2024-11-05", "3 October 2023 – 5 November 2024"),
        ("2024-10/2024-11", "October – November 2024"),
        ("2023-10/2024-11", "October 2023 – November 2024"),
    ],
)
def test_a_span_says_once_what_its_ends_share(text: str, words: str) -> None:
    assert word(parse_when(text), "en-GB").replace("\u2009", " ") == words


@pytest.mark.parametrize("tag", ["tlh", "", "no such thing", "ar", "x" * 1000, "../../etc/passwd"])
def test_a_language_without_words_gets_english_as_a_whole(tag: str) -> None:
    for text in ("2024-10-25", "2022/..", "not after 2024"):
        assert word(parse_when(text), tag) == word(parse_when(text), locale_tag(tag))
    assert locale_tag("en-GB") == locale_tag("en_GB") == "en-GB"
    if locale_tag(tag) == "en":
        assert word(parse_when("2024-10-25"), tag) == "October 25, 2024"


def test_english_has_words_for_everything() -> None:
    assert set(words_of("en-GB")) == set(words_of("en"))
    assert all(words_of("en").values())


DAYS = st.dates().map(lambda day: day.isoformat())
ENDS = st.one_of(DAYS, DAYS.map(lambda d: d[:7]), DAYS.map(lambda d: d[:4]), DAYS.map(lambda d: f"{d[:3]}X"))


@given(
    ENDS,
    st.sampled_from(["{}", "{}~", "{}?", "{}%", "{}/..", "../{}~", "not before {}", "not after {}?"]),
    st.sampled_from(["en", "en-GB", "zh-Hant", "ar", "de", "es"]),
)
def test_every_date_has_words_and_keeps_its_year(date: str, form: str, tag: str) -> None:
    words = word(parse_when(form.format(date)), tag)
    assert words.strip() == words and "{" not in words
    if locale_tag(tag).startswith("en"):
        assert date[:3].lstrip("0") in words


def test_reading_dates_loads_no_locale_data() -> None:
    code = "import sys, generator.dates.forms, generator.language.dates; print('babel' in sys.modules or 'yaml' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_the_earliest_year_that_can_be_typed_is_worded() -> None:
    assert [word(parse_when(text)) for text in ("-9999", "-9999-02", "0000")] == [
        "10000 BCE",
        "February 10000 BCE",
        "1 BCE",
    ]
