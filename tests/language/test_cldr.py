"""What CLDR knows is kept as files of ours: no release of Babel changes a page, and what it has otherwise is named."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import warnings
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import pytest

from generator.desk.reference.cldr_made import babel_of_the_files, compared, differences, kept, made
from generator.language.locale_data import FOLDER, cldr, language_name, plural
from generator.language.numbers import amount_text
from generator.language.tag import tags
from generator.language.words import words_for

HOUSE = Path(__file__).resolve().parents[2] / "generator"


def test_only_the_command_that_makes_the_files_knows_babel() -> None:
    def imports(path: Path) -> set[str]:
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        return names | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}

    knows = [path.name for path in HOUSE.rglob("*.py") if any(name.split(".")[0] == "babel" for name in imports(path))]
    assert knows == ["cldr_made.py"]


def test_dates_and_numbers_of_every_language_are_worded_without_babel() -> None:
    code = (
        "import sys; sys.modules['babel'] = None\n"
        "from decimal import Decimal\n"
        "from generator.language.tag import tags\nfrom generator.language.numbers import amount_text\n"
        "from generator.dates.forms import parse_when\nfrom generator.language.dates import word\nfrom generator.language.words import words_for\n"
        "for tag in tags():\n"
        "    print(word(parse_when('2022/2024'), tag), amount_text(Decimal('1234.5'), 'EUR', words_for(tag)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(tags())


def test_the_files_are_what_the_command_makes_and_what_a_newer_babel_has_otherwise_is_reported() -> None:
    """With the Babel that made them, to the letter; with another one nothing fails, and the summary of the run says it."""
    if version("babel") == babel_of_the_files():
        assert kept() == made()
    elif found := compared():
        said = "\n".join(found[:20])
        warnings.warn(
            f"Babel {version('babel')} has {len(found)} values otherwise than our files; pages stay as they are. "
            f"All of them: python -m generator.desk.reference.cldr_made --compare\n{said}",
            stacklevel=1,
        )


def test_every_difference_is_named_with_its_place_and_both_values() -> None:
    old = {"ru": {"spans": {"year": ["y–", "y"]}, "gone": "x"}}
    new = {"ru": {"spans": {"year": ["y—", "y"]}, "new": "z"}}
    assert list(differences(old, new)) == [
        'ru/spans/year: ["y\\u2013", "y"] is now ["y\\u2014", "y"]',
        'ru/gone: "x" is gone',
        'ru/new: "z" is new',
    ]
    assert list(differences(old, old)) == []


def test_every_language_with_words_has_its_file_and_no_sign_in_it_is_unseen() -> None:
    names = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("cldr.json")}
    assert names == {"cldr.json", *(f"{tag}/cldr.json" for tag in tags())}
    for name in names:
        text = (FOLDER / name).read_text("utf-8")
        assert json.loads(text) == kept()[name]
        assert not set(text) & set("\u00a0\u2009\u200e\u200f\u202f\u061c"), name


@pytest.mark.parametrize(
    ("lang", "id"),
    [
        ("en", "en"),
        ("EN-gb", "en_GB"),
        ("en_GB", "en_GB"),
        ("en-Latn-GB", "en_GB"),
        ("en-UK", "en_GB"),
        ("zh-TW", "zh_Hant_TW"),
        ("zh-Hant-CN", "zh_Hant"),
        ("de-1996", "de"),
        ("iw", "he_IL"),
        ("sr-ME", "sr_Latn_ME"),
        ("ca-ES-valencia", "ca_ES_VALENCIA"),
        ("es-419", "es_419"),
    ],
)
def test_a_tag_leads_to_its_locale(lang: str, id: str) -> None:
    found = cldr(lang)
    assert found is not None
    assert found.subtags.id == id


@pytest.mark.parametrize(
    "lang", ["", "tlh", "zh-yue", "x-private", "en-", "en.UTF-8", "en@x", "../en", "e\u0301n", "x" * 9999]
)
def test_a_tag_that_cldr_does_not_know_has_no_locale_and_is_its_own_name(lang: str) -> None:
    assert cldr(lang) is None
    assert language_name(lang, "en") == lang


def test_regions_have_what_they_have_otherwise_than_their_language() -> None:
    def first_month(tag: str) -> str:
        found = cldr(tag)
        assert found is not None
        return found.facts.months[0]

    assert [first_month(tag) for tag in ("de", "de-AT", "de-CH", "de")] == ["Januar", "Jänner", "Januar", "Januar"]


def test_each_whole_number_takes_the_form_that_its_language_has() -> None:
    def forms(tag: str, *numbers: int) -> list[str]:
        found = cldr(tag)
        assert found is not None
        return [plural(found.facts.plurals, number) for number in numbers]

    assert forms("ru", 1, 2, 5, 11, 21, 22, 112) == ["one", "few", "many", "many", "one", "few", "many"]
    assert forms("ar", 0, 1, 2, 3, 11, 100, 103) == ["zero", "one", "two", "few", "many", "other", "few"]
    assert forms("fr", 0, 1, 2, 1_000_000) == ["one", "one", "other", "many"]
    assert forms("zh-Hant", 0, 1) == ["other", "other"]


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", ["$1,234.5", "-$1,234,567.50", "$1,234,567"]),
        ("en-IN", ["$1,234.5", "-$12,34,567.50", "$12,34,567"]),
        ("de", ["1.234,5\u00a0$", "-1.234.567,50\u00a0$", "1.234.567\u00a0$"]),
        ("de-CH", ["$\u00a01’234.5", "$-1’234’567.50", "$\u00a01’234’567"]),
    ],
)
def test_sums_of_money_with_decimals_have_their_digits_in_the_same_groups(lang: str, shown: list[str]) -> None:
    typed = ("1234.5", "-1234567.50", "1234567")
    assert [amount_text(Decimal(number), "USD", words_for(lang)) for number in typed] == shown
