"""The words of the interface: complete, free of Markdown, and filled in safely."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import generator
from generator.language.locale_data import FOLDER
from generator.language.words import english, words_for
from generator.text.md import Md

FILES = sorted(FOLDER.glob("*/page.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_no_word_of_the_interface_holds_a_mark_that_markdown_would_read(file: Path) -> None:
    table = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)
    words = [text for entry in table.values() for text in ([entry] if isinstance(entry, str) else entry.values())]
    assert [text for text in words if re.search(r"[*_`\[\]<>&\\#|~$^]", text)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_language_has_the_same_words_with_the_same_gaps(file: Path) -> None:
    table = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)

    def gaps(entry: object) -> set[str]:
        return set(re.findall(r"\{([a-z]+)\}", str(entry if isinstance(entry, str) else entry["other"])))  # type: ignore[index]

    assert {key: gaps(entry) for key, entry in table.items()} == {
        key: gaps(entry) for key, entry in english().table.items()
    }


def test_every_word_is_used_and_every_word_used_is_there() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path(generator.__file__).parent.rglob("*.py"))
    named = set(re.findall(r'"([a-z][a-z_-]+)"', source)) | set(re.findall(r"'([a-z][a-z_-]+)'", source))
    # Keys made from a field or status: `f"status_{status}"`.
    made = set(re.findall(r'f[\'"]([a-z_]+_)\{', source))
    unused = [key for key in english().table if key not in named and not any(key.startswith(start) for start in made)]
    assert unused == []


def test_what_is_filled_in_is_escaped_unless_it_is_markdown_already() -> None:
    words = words_for("en")
    assert words.say("by", names="*Ada*") == "By &#42;Ada&#42;"
    assert words.say("by", names=Md("*Ada*")) == "By *Ada*"


def test_a_number_takes_its_plural_form() -> None:
    words = words_for("en")
    assert [words.text("minutes", n=n) for n in ("1", "2")] == ["1 minute to read", "2 minutes to read"]


def test_a_language_without_words_speaks_english_throughout() -> None:
    assert (words_for("tlh").locale, words_for("en-GB").locale) == ("en", "en-GB")
