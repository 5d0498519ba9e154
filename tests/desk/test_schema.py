"""The schema for editors raises no false alarm on anything that `check` accepts, and still finds slips of the pen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from generator.desk.editor.forms import models_of
from generator.desk.editor.schema import NAMES, editor_schema, schema_file, schema_text
from generator.desk.reference.fields import examples
from generator.desk.skeleton import skeleton
from generator.problem import has_errors
from generator.reading.bytes import read_text
from generator.reading.entries import check
from generator.story.actor import Actor
from generator.story.file import Story
from generator.story.newsroom import Settings
from generator.story.source import Source
from tests.bench.corpus import story as corpus_story
from tests.doc_stories import completed
from tests.doors import explainer
from tests.newsrooms import BASE
from tests.yaml_core import typed

ROOT = Path(__file__).resolve().parents[2]
REMEDY = "run: make generated"

# What each file holds, as the pipeline checks it.
KINDS: Mapping[str, Any] = {
    "story": Story,
    "actors": Mapping[str, Actor],
    "sources": Mapping[str, Source],
    "newsroom": Settings,
}
# For every entry: where it stands in its file, and the fields without which it would be refused.
HOMES: dict[str, tuple[str, str]] = {
    "story": ("{E}", "title: x"),
    "actor": ("{title: x, actors: {a: {E}}}", ""),
    "role": ("{title: x, actors: {a: {roles: [{E}]}}}", "role: x"),
    "anonymous": ("{title: x, sources: {a: {anonymous: {E}}}}", "described_as: x"),
    "source": ("{title: x, sources: {a: {E}}}", ""),
    "retraction": ("{title: x, sources: {a: {retracted: {E}}}}", "date: 2024"),
    "citation": ("{title: x, quotes: {q: {text: x, sources: {E}}}}", "source: a"),
    "claim": ("{title: x, claims: {c: {E}}}", "text: x, sort: forecast"),
    "history-line": ("{title: x, claims: {c: {text: x, history: [{E}]}}}", "date: 2024, status: reported"),
    "response": ("{title: x, responses: [{E}]}", "by: a, response: denies, to: c"),
    "quote": ("{title: x, quotes: {q: {E}}}", "text: x"),
    "original": ("{title: x, quotes: {q: {text: x, form: translated, original: {E}}}}", "lang: en, text: x"),
    "date-entry": ("{title: x, dates: [{E}]}", "date: 2024, title: x"),
    "timeline-shown": ("{title: x, timeline: {E}}", ""),
    "dated": ("{title: x, published: {E}}", "date: 2024"),
    "section": ("{title: x, sections: {E}}", "heading: x, text: x"),
    "question": ("{title: x, questions: [{E}]}", "question: x, answer: x"),
    "unknown": ("{title: x, unknowns: [{E}]}", "text: x"),
    "figure": ("{title: x, figures: {f: {E}}}", "value: 1"),
    "same-as": ("{title: x, figures: {f: {value: 1, same_as: {E}}}}", "story: a, figure: f"),
    "point": ("{title: x, figures: {f: {points: [{E}]}}}", "when: 2024, value: 1"),
    "how-we-know": ("{title: x, how_we_know: {E}}", ""),
    "credit": ("{title: x, by: [{E}]}", "name: x"),
    "correction": ("{title: x, corrections: [{E}]}", "date: 2024, text: x"),
    "update": ("{title: x, updates: [{E}]}", "date: 2024, text: x"),
    "related": ("{title: x, related: [{E}]}", "story: s"),
    "withdrawn": ("{title: x, withdrawn: {E}}", "date: 2024, reason: x"),
    "image": ("{title: x, image: {E}}", "file: x.jpg, alt: x"),
    "settings": ("{E}", ""),
    "policies": ("{policies: {E}}", ""),
}
MODELS = models_of(Story, Settings)
FIELDS = [(model, field) for model, kind in MODELS.items() for field in kind.model_fields]

# What people type, as they type it: right for some fields and wrong for most.
TYPED = (
    *("", "~", "Null", "x", "words of a text", "no", "Yes", "true", "FALSE", "off", "on", '"true"', '" On "'),
    *("2022", "1.10", "0o17", "1e3", ".inf", ".nan", "-5", '"12"', '" 3.5 "', "0x1F", "12:30", "010"),
    *("2024-10-25", "2024-02", "2022/..", "2023~", "-0043", "not before 2024-10-25", "2024-10-25T09:30", '" 2024 "'),
    *("not-stated", "a", '" a "', "2031/harbour", "en", "zh-Hant", '" pt-BR "', "es-419", "en-us"),
    *("https://courier.example/a", '" HTTP://courier.example?b#c "', "http://白.example/橋", "courier.example"),
    *("reported", "denies", "person", "article", "translated", "planned", "forecast", "typo", "dead", "fragment"),
    *('"reported "', "Reported", "corrections.md", "UTC"),
    *("[]", "{}", "[x]", "[a, 2022, true]", "[[a]]", "[~]", "[Null]", "[en, zh-Hant]", "[not-stated, a]"),
    *("{date: 2024}", "{date: 2024, as_stated: 5}", "{source: a, citing: [b, 7], where: 3}", "[{source: a}, b]"),
    *("{name: x}", "[{name: 5}, x]", "{en: x}", "{zh-Hant: 5, en: true}", "{a: }", "{a: {}}", "{a: ~, 2024: {}}"),
    *("{unused-source: off}", "{a: {text: x, status: reported}}", "{text: x}", "[{text: x}]", "{a: {kind: person}}"),
    *("{date: 2024, text: x}", "{role: x, when: 2022/..}", "{when: 2024, value: '5'}", "[{when: 2024, value: 5}]"),
    *("{story: a/b, why: x}", "{url: https://a.example, title: 5}", "{file: a.jpg, alt: x}", "{described_as: 5}"),
)


@cache
def schema(name: str) -> Draft7Validator:
    return Draft7Validator(editor_schema(name))


def accepts(name: str, text: str) -> bool:
    """Whether reading and checking a file finds no error; what links to what is not looked at."""
    document, problems = read_text(text, f"{name}.yaml")
    if document is None or has_errors(problems):
        return False
    _, found = check(document, KINDS[name])
    return not has_errors(found)


def alarms(name: str, text: str) -> list[str]:
    """What an editor would mark."""
    return [f"{error.json_path}: {error.message[:200]}" for error in schema(name).iter_errors(typed(text))]


def in_its_home(model: str, *more: str) -> str:
    """A whole file, in braces, with an entry that has these fields; a field given takes the place of the one needed."""
    home, needed = HOMES[model]
    given = {one.partition(":")[0]: one for one in (*needed.split(", "), *more) if one}
    return home.replace("{E}", "{" + ", ".join(given.values()) + "}")


def file_of(model: str) -> str:
    return "newsroom" if model in ("settings", "policies") else "story"


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_schema_is_fresh(name: str) -> None:
    assert schema_file(name).read_text("utf-8") == schema_text(name), REMEDY


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_schema_of_draft_07(name: str) -> None:
    made = editor_schema(name)
    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(made)


def test_every_entry_has_its_home_here() -> None:
    assert set(HOMES) == set(MODELS)
    for model in HOMES:
        assert accepts(file_of(model), in_its_home(model)), model


SHIPPED = [
    *(
        (path, "story")
        for at in ("stories", "tests/gallery", "tests/outputs/golden")
        for path in (ROOT / at).rglob("[!_]*.yaml")
    ),
    *((ROOT / "stories" / f"_{name}.yaml", name) for name in NAMES if name != "story"),
]


@pytest.mark.parametrize(("path", "name"), SHIPPED, ids=[path.name for path, _ in SHIPPED])
def test_no_false_alarm_on_a_story_or_shared_file_we_ship(path: Path, name: str) -> None:
    text = path.read_text("utf-8")
    assert accepts(name, text)
    assert alarms(name, text) == []


def test_no_false_alarm_on_stories_of_tests() -> None:
    texts = [BASE, *(yaml.safe_dump(corpus_story(number), allow_unicode=True) for number in (1, 8, 27))]
    assert [accepts("story", text) for text in texts] == [True] * 4
    assert [alarms("story", text) for text in texts] == [[]] * 4


def test_no_false_alarm_on_a_new_story_and_on_the_examples_of_the_docs() -> None:
    pieces = [one["typed"] for one in examples().values() if "file" not in one]
    texts = [skeleton("Who closed the gates?", "../story.schema.json"), *map(completed, pieces)]
    assert len(texts) > 20
    for text in texts:
        assert accepts("story", text)
        assert alarms("story", text) == [], text


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=[f"{model}.{field}" for model, field in FIELDS])
def test_what_check_accepts_in_a_field_the_schema_accepts(model: str, field: str) -> None:
    accepted = 0
    for value in TYPED:
        text = in_its_home(model, f"{field}: {value}")
        if accepts(file_of(model), text):
            accepted += 1
            assert alarms(file_of(model), text) == [], text
    assert accepted, "nothing here fits this field: type a value that does into TYPED"


def _several(model: str) -> st.SearchStrategy[str]:
    names = list(MODELS[model].model_fields)
    one = st.tuples(st.sampled_from(names), st.sampled_from(_fitting(model)))
    return st.lists(one, max_size=4).map(lambda all: in_its_home(model, *(f"{f}: {v[f]}" for f, v in all if f in v)))


@cache
def _fitting(model: str) -> list[dict[str, str]]:
    """For each way to choose, one value that fits alone for every field."""
    fits = {
        field: [v for v in TYPED if accepts(file_of(model), in_its_home(model, f"{field}: {v}"))]
        for field in MODELS[model].model_fields
    }
    return [{field: one[number % len(one)] for field, one in fits.items() if one} for number in range(len(TYPED))]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([model for model in HOMES if file_of(model) == "story"]).flatmap(_several))
def test_no_false_alarm_where_several_fields_come_together_in_their_short_and_long_forms(text: str) -> None:
    if accepts("story", text):
        assert alarms("story", text) == [], text


@pytest.mark.parametrize("model", HOMES)
def test_a_misspelt_key_is_found_in_every_entry(model: str) -> None:
    first = next(iter(MODELS[model].model_fields))
    text = in_its_home(model, f"{first}z: x")
    assert not accepts(file_of(model), text)
    assert any("Additional properties are not allowed" in found for found in alarms(file_of(model), text))


def words_of(annotation: Any) -> Iterator[type[StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    for inner in get_args(annotation):
        yield from words_of(inner)


CHOICES = [
    (model, field, kind)
    for model, field in FIELDS
    for kind in words_of(MODELS[model].model_fields[field].annotation)
    if field != "rules"
]


@pytest.mark.parametrize(("model", "field", "kind"), CHOICES, ids=[f"{m}.{f}" for m, f, _ in CHOICES])
def test_a_field_with_words_to_choose_from_takes_each_of_them_and_no_other(
    model: str, field: str, kind: type[StrEnum]
) -> None:
    for word in kind:
        assert alarms("story", in_its_home(model, f"{field}: {word}")) == []
    for wrong in (f"{next(iter(kind))}x", "2022", "true", "[]", "{}", '""'):
        assert alarms("story", in_its_home(model, f"{field}: {wrong}")), wrong


def test_the_fields_with_words_to_choose_from_are_these() -> None:
    assert sorted({kind.__name__ for _, _, kind in CHOICES}) == [
        "ActorKind",
        "ClaimSort",
        "CorrectionKind",
        "Extent",
        "Happened",
        "LinkStatus",
        "QuoteForm",
        "ResponseKind",
        "SourceKind",
        "Status",
    ]
    assert alarms("newsroom", "rules: {unused-source: of}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("story", "{title: {Foo: bar}}"),
        ("story", "{summary: no title}"),
        ("story", "{title: x, main_claim: Not An Id}"),
        ("story", "{title: x, published: [2024]}"),
        ("story", "{title: x, claims: {Bad Id: {text: x}}}"),
        ("story", "{title: x, claims: {a: }}"),
        ("story", "{title: x, claims: [{text: x}]}"),
        ("story", "{title: x, translations: {English: a}}"),
        ("story", "{title: x, related: {url: courier.example, title: x}}"),
        ("actors", "{a: {name: Ada Brandt}}"),
        ("actors", "{a: }"),
        ("sources", "{a: {title: The log}}"),
        ("newsroom", "{timezone: UTC, langages: en}"),
    ],
)
def test_other_slips_are_found(name: str, text: str) -> None:
    assert alarms(name, text)


def test_shared_entries_must_say_who_they_are_and_entries_of_a_story_need_not() -> None:
    assert alarms("actors", "{a: {name: Ada Brandt, kind: person}}") == []
    assert alarms("story", "{title: x, actors: {a: {}, b: }, sources: {c: {}, d: }}") == []


def test_every_field_says_what_it_is_for_and_offers_no_example_as_a_value() -> None:
    for name in NAMES:
        text = json.dumps(editor_schema(name))
        assert '"examples"' not in text and '"default"' not in text
        for part in _with_properties(editor_schema(name)):
            for field, piece in part["properties"].items():
                assert piece["description"] and "Takes" in piece["markdownDescription"], field


def _with_properties(piece: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in (piece, *piece["definitions"].values()) if "properties" in one]


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_it(name: str) -> None:
    assert explainer(ROOT, "schema", name) == (0, schema_text(name), "")


def test_the_command_prints_the_schema_of_stories_when_nothing_is_named() -> None:
    assert explainer(ROOT, "schema") == (0, schema_text("story"), "")


def test_the_command_needs_no_newsroom(tmp_path: Path) -> None:
    assert explainer(tmp_path, "schema", "actors") == (0, schema_text("actors"), "")
