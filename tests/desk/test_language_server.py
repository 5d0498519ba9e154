"""What a writer sees in an editor: a real YAML language server with the settings and schemas we ship."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from generator.story.actor import ActorKind
from generator.story.claim import ResponseKind
from generator.story.file import Story
from generator.story.source import SourceKind
from generator.story.status import Status
from tests.bench.corpus import story as corpus_story
from tests.language_server.client import Editor, editing
from tests.newsrooms import BASE

pytestmark = pytest.mark.editor

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = "stories/starlink-taiwan-request.yaml"
# No schema is named in it, so that it is found by the settings of the workspace.
BROKEN = """
title: Who closed the gates?
sumary: Nobody knows.
claims:
  closed:
    text: Ada Brandt had the gates closed.
    status: reportd
    sources: [{source: courier, wher: para. 3}]
responses:
  - by: brandt
    response: deny
    to: closed
sources:
  courier:
    kind: artikel
    read: no
"""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with a newsroom open that has our stories, our schemas and our settings."""
    folder = tmp_path_factory.mktemp("editor") / "newsroom"
    shutil.copytree(ROOT / "stories", folder / "stories")
    shutil.copytree(ROOT / ".vscode", folder / ".vscode")
    shutil.copytree(ROOT / "generator" / "schema", folder / "generator" / "schema")
    (folder / "stories" / "2031").mkdir()
    with editing(folder) as opened:
        yield opened


def where(text: str, word: str) -> int:
    """The line that holds a word, counted from 1."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if word in line)


def test_nothing_is_marked_in_what_we_ship(editor: Editor) -> None:
    files = sorted(path.relative_to(editor.folder).as_posix() for path in editor.folder.glob("stories/*.yaml"))
    assert SHIPPED in files and len(files) >= 4
    assert {file: editor.problems(file) for file in files} == {file: [] for file in files}


def test_nothing_is_marked_in_other_stories_that_check_accepts(editor: Editor) -> None:
    gallery = [*(ROOT / "tests" / "gallery").glob("*.yaml"), *(ROOT / "tests" / "outputs" / "golden").glob("*.yaml")]
    texts = [BASE, yaml.safe_dump(corpus_story(3), allow_unicode=True), *(p.read_text("utf-8") for p in gallery)]
    assert len(texts) >= 4
    for number, text in enumerate(texts):
        assert editor.problems(f"stories/2031/story-{number}.yaml", text) == []


def test_values_that_yaml_takes_for_numbers_and_truth_are_text_here(editor: Editor) -> None:
    text = """
    title: 2022
    by: [true, {name: 1984}]
    published: 2031
    topics: 12
    actors: {nobody: , somebody: {}, 1984: {name: Null, kind: person}}
    sources:
      a: {kind: article, title: 3.14, read: no, url: " HTTPS://courier.example/a ", published: {date: 2031}}
    claims:
      c: {text: off, status: , sort: assessment, sources: a, by: 1984}
    figures: {f: {value: "12", low: 3}}
    """
    assert editor.problems("stories/2031/typed.yaml", dedent(text)) == []


def test_slips_are_marked_on_their_lines(editor: Editor) -> None:
    found = dict(editor.problems("stories/2031/broken.yaml", BROKEN))
    assert sorted(found) == [where(BROKEN, word) for word in ("sumary", "reportd", "wher:", "deny", "artikel")]
    assert found[where(BROKEN, "sumary")] == "Property sumary is not allowed."
    assert found[where(BROKEN, "wher:")] == "Property wher is not allowed."
    for word, kind in (("reportd", Status), ("deny", ResponseKind), ("artikel", SourceKind)):
        choices = ", ".join(f'"{choice}"' for choice in kind)
        assert found[where(BROKEN, word)] == f"Value is not accepted. Valid values: {choices}."


def test_a_slip_in_the_shipped_story_is_marked_too(editor: Editor) -> None:
    text = (ROOT / SHIPPED).read_text("utf-8").replace("    status: unverified\n", "    status: unverifed\n")
    assert [line for line, _ in editor.problems("stories/slip.yaml", text)] == [where(text, "status: unverifed")]


def test_the_wrong_kind_of_value_is_told_in_plain_words(editor: Editor) -> None:
    text = "title: {Foo: bar}\npublished: [2031]\nclaims:\n  - text: x\nsections: words\n"
    assert editor.problems("stories/2031/kinds.yaml", text) == [
        (1, "Text belongs here. A text with a colon wants quotes, or the next line after '>-'."),
        (2, "A date belongs here, such as 2024-10-25."),
        (4, "Fields belong here, each on a line of its own, indented, with a colon."),
        (5, "A list belongs here. Begin each item on a line of its own with '- '."),
    ]


def test_each_shared_file_has_its_own_schema(editor: Editor) -> None:
    assert editor.problems("stories/_actors.yaml", "brandt:\n  nam: Ada Brandt\n  kind: person\n") == [
        (1, 'Missing property "name".'),
        (2, "Property nam is not allowed."),
    ]
    assert [line for line, _ in editor.problems("stories/_sources.yaml", "log:\n  kind: book\n  rea: no\n")] == [3]
    assert [line for line, _ in editor.problems("stories/_newsroom.yaml", "name: x\nlangages: en\n")] == [2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ti|tle: x\n", ["The headline.", "plain text", "Who closed the harbour?"]),
        ("title: x\nclaims:\n  c:\n    sta|tus: reported\n", ["Our reading of it", "refuted"]),
        ("title: x\nclaims:\n  c:\n    sources:\n      - {source: a, cit|ing: b}\n", ["What it passes on here"]),
        ("title: x\nresponses:\n  - res|ponse: denies\n", ["What they say.", "declined-to-comment"]),
        ("title: x\nsources:\n  a:\n    re|ad: no\n", ["The day we verified the text", "a date, or"]),
        ("title: x\nquotes:\n  q:\n    ori|ginal:\n      lang: en\n", ["For a translated quote"]),
        ("title: x\npublished:\n  da|te: 2031\n", ["as exact as the source allows"]),
    ],
)
def test_the_pointer_resting_on_a_field_shows_what_it_is_for(editor: Editor, text: str, words: list[str]) -> None:
    before, _, after = text.partition("|")
    uri = editor.open(f"stories/2031/hover-{abs(hash(text))}.yaml", before + after)
    shown = editor.hover(uri, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    assert [word for word in words if word not in shown] == [], shown


def offers(editor: Editor, name: str, text: str) -> dict[str, str]:
    return editor.offers(f"stories/2031/offer-{name}.yaml", text)


def test_fields_that_are_not_there_yet_are_offered(editor: Editor) -> None:
    offered = offers(editor, "fields", "title: x\n|")
    assert set(offered) == set(Story.model_fields) - {"title"}
    assert offered["claims"] == "claims:\n  "
    assert offered["dates"].startswith("dates:\n  - ")
    assert offered["short_answer"] == "short_answer: "


def test_fields_of_an_entry_are_offered_inside_it(editor: Editor) -> None:
    claim = offers(editor, "claim", "title: x\nclaims:\n  c:\n    text: x\n    |\n")
    assert set(claim) == {"by", "about", "sort", "sources", "status", "because", "history", "would_settle_it"}
    source = offers(editor, "citation", "title: x\nquotes:\n  q:\n    sources:\n      - source: a\n        |\n")
    assert set(source) == {"citing", "where"}
    date = offers(editor, "dated", "title: x\npublished:\n  |\n")
    assert {"date", "as_stated", "counted_from", "worked_out"} <= set(date)
    shared = editor.offers("stories/_actors.yaml", "brandt:\n  name: Ada Brandt\n  |\n")
    assert {"kind", "role", "speaks_for"} <= set(shared)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: x\nclaims:\n  c:\n    status: |\n", Status),
        ("title: x\nclaims:\n  c:\n    status: re|\n", Status),
        ("title: x\nresponses:\n  - by: a\n    response: |\n", ResponseKind),
        ("title: x\nsources:\n  s:\n    kind: |\n", SourceKind),
        ("title: x\nactors:\n  a:\n    kind: |\n", ActorKind),
    ],
    ids=["status", "status begun", "response", "source", "actor"],
)
def test_the_words_to_choose_from_are_offered_and_nothing_else(
    editor: Editor, text: str, words: type[Status], request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.id.replace(" ", "-")
    assert list(offers(editor, name, text)) == [str(word) for word in words]


@pytest.mark.parametrize("field", ["title", "published", "main_claim", "topics", "by"])
def test_nothing_is_made_up_where_a_writers_own_words_belong(editor: Editor, field: str) -> None:
    assert offers(editor, f"own-{field}", f"{field}: |\n") == {}
    assert offers(editor, f"begun-{field}", f"{field}: n|\n") == {}


def test_the_server_keeps_to_the_files_we_ship(editor: Editor) -> None:
    settings = editor.settings
    assert settings["yaml.schemaStore.enable"] is False
    assert settings["yaml.kubernetesCRDStore.enable"] is False
    assert settings["redhat.telemetry.enabled"] is False
    for schema in settings["yaml.schemas"]:
        assert (ROOT / schema).is_file()
