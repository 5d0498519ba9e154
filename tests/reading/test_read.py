from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import generator.reading.document
from generator.problem import Problem, Severity, has_errors, in_file_order
from generator.reading.bytes import LARGEST, read_file, read_text
from generator.reading.document import Data, Document, KeyPath
from generator.reading.events import EventWalk
from generator.reading.syntax.broken import Broken
from generator.reading.syntax.words import syntax_problem
from tests.endless import comes_to_an_end

CASES = Path(__file__).parent / "read_cases"


def cases() -> list[tuple[str, str, str]]:
    """Name, file and expected problems of each case."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for part in path.read_text("utf-8").split("\n==== ")[1:]:
            name, _, rest = part.partition("\n")
            typed, _, expected = rest.rpartition("\n----\n")
            typed = re.sub(r"\{U\+([0-9A-F]{4})\}", lambda match: chr(int(match[1], 16)), typed)
            found.append((f"{path.stem}: {name}", typed + "\n", expected.strip()))
    return found


def told(problems: tuple[Problem, ...]) -> str:
    return "\n".join(str(problem).removeprefix("f:") for problem in problems) or "no problems"


def good(text: str) -> Document:
    document, problems = read_text(text, "f")
    assert document is not None and problems == ()
    return document


def where(text: str, path: KeyPath, offset: int | None = None) -> str:
    document = good(text)
    place = document.place(path) if offset is None else document.inside(path, offset)
    return f"{place.line}:{place.column}"


@pytest.mark.parametrize(("name", "typed", "expected"), [pytest.param(*case, id=case[0]) for case in cases()])
def test_a_file_is_answered_with_just_these_sentences(name: str, typed: str, expected: str) -> None:
    assert told(read_text(typed, "f")[1]) == expected


def test_the_cases_are_all_there() -> None:
    assert len(cases()) >= 100
    assert len({name for name, _, _ in cases()}) == len(cases())


@pytest.mark.parametrize(("name", "typed", "expected"), [pytest.param(*case, id=case[0]) for case in cases()])
def test_without_libyaml_the_same_files_are_refused(
    name: str, typed: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    problems = read_text(typed, "f")[1]
    # The pure parser refuses a tab after a colon, which libyaml takes.
    assert has_errors(problems) == ("error: " in expected or "a tab after the colon" in name)
    assert not re.search(
        r"scalar|mapping|token|stream|<block|flow |simple key", " ".join(problem.message for problem in problems)
    )


# --- parsers of other releases ---


def stopped(typed: str, said: str, doing: str) -> tuple[Problem, tuple[int, int]] | None:
    """What is said, and the 0-based place of the mark, where the parser stops at the same place with other words."""
    lines = tuple(typed.split("\n"))
    error = EventWalk("f", lines).run(typed)
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return None
    reworded = yaml.MarkedYAMLError(doing, error.context_mark, said, error.problem_mark)
    return syntax_problem("f", Broken(reworded, lines)), (error.problem_mark.line, error.problem_mark.column)


@pytest.mark.parametrize(
    ("said", "doing"),
    [
        ("something that nobody has read yet", "while doing something new"),
        ("exceeded maximum nesting depth", "while increasing flow level"),
        ("exceeded maximum nesting depth", "while increasing block level"),
    ],
)
def test_words_of_the_parser_that_we_do_not_know_end_in_a_general_sentence_at_the_place(said: str, doing: str) -> None:
    found = [answer for _, typed, _ in cases() if (answer := stopped(typed, said, doing))]
    assert len(found) > 30
    assert {problem.code for problem, _ in found} <= {"yaml-syntax", "tab"}
    general = [(problem, mark) for problem, mark in found if problem.code == "yaml-syntax"]
    assert len(general) > 30
    assert {problem.message for problem, _ in general} == {
        "Reading stopped here: this is not written as YAML wants it."
    }
    astray = [
        (problem, mark)
        for problem, mark in general
        if (problem.place.line, problem.place.column) != (mark[0] + 1, mark[1] + 1)
    ]
    # What ends with the file is answered at the end of its last line.
    assert {mark[1] for _, mark in astray} <= {0}


@pytest.mark.parametrize("stops", [80, 1_000, 1_020])
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("title: " + "[" * 1_100, "1:8: error: `[[` at the start is read as a list inside a list, not as text."),
        ("[" * 1_100, "1:1: error: `[[` at the start is read as a list inside a list, not as text."),
        ("title: " + "[{" * 600, "1:72: error: Here more than 64 lists or groups of fields stand one inside another."),
        (
            "title:\n" + "  [{\n" * 600,
            "34:3: error: Here more than 64 lists or groups of fields stand one inside another.",
        ),
    ],
)
def test_a_parser_that_stops_at_many_brackets_is_answered_as_one_that_does_not(
    typed: str, expected: str, stops: int
) -> None:
    lines = tuple(typed.split("\n"))
    places = [(line, column) for line, row in enumerate(lines) for column, sign in enumerate(row) if sign in "[{"]
    line, column = places[stops]
    mark = yaml.Mark("", 0, line, column, None, None)
    error = yaml.MarkedYAMLError("while increasing flow level", mark, "exceeded maximum nesting depth", mark)
    assert str(syntax_problem("f", Broken(error, lines))).startswith(f"f:{expected}")


# --- what is read ---


def test_every_value_is_text_and_only_an_unquoted_nothing_is_none() -> None:
    typed = "a: no\nb: 2023\nc: 12:30\nd: 1.10\ne:\nf: ''\ng: ~\nh: null\ni: 'null'\nj: [on, 010, '']\nk: NULL\n"
    assert good(typed).data == {
        "a": "no",
        "b": "2023",
        "c": "12:30",
        "d": "1.10",
        "e": None,
        "f": "",
        "g": None,
        "h": None,
        "i": "null",
        "j": ["on", "010", ""],
        "k": "NULL",
    }


def test_a_text_marked_as_text_is_one_and_stands_behind_its_mark() -> None:
    document = good("a: !!str\nb: !!str ~\nc: !!map {d: e}\n")
    assert document.data == {"a": "", "b": "~", "c": {"d": "e"}}
    assert [str(document.place((key,))) for key in ("b", "c")] == ["f:2:10", "f:3:10"]


def test_what_stands_before_a_syntax_error_is_kept() -> None:
    document, problems = read_text("title: One\nby: [moss]\ntext: @moss\nlast: words\n", "f")
    assert document is not None
    assert (document.data, document.whole) == ({"title": "One", "by": ["moss"]}, False)
    assert [problem.code for problem in problems] == ["text-needs-quotes"]


def test_of_two_fields_of_one_name_the_first_is_kept() -> None:
    document, _ = read_text("title: One\ntitle: Two\n", "f")
    assert document is not None and document.data == {"title": "One"} and document.whole


def test_keys_that_are_half_a_sentence_are_kept_and_named() -> None:
    document, _ = read_text("a: {text: asked Moss, not Quill}\nb:\n  - one\n  - Whether: it works\n", "f")
    assert document is not None
    assert document.data == {"a": {"text": "asked Moss", "not Quill": None}, "b": ["one", {"Whether": "it works"}]}
    assert document.odd_keys == (("a", "not Quill"), ("b", 1, "Whether"))


def test_problems_come_in_file_order_and_once() -> None:
    _, problems = read_text("b: !x y\nb: He is #1\nc: [[moss]]\nd: Foo: bar\n", "f")
    assert problems == in_file_order(problems)
    assert [problem.code for problem in problems] == [
        "tag",
        "duplicate-key",
        "brackets-in-text",
        "colon-in-text",
    ]


# --- where things stand ---

STORY = """\
title: One
claims:
  request:
    text: "Words"
    by: [wsj, {source: a, where: b}]
    history:
      - {date: 2024, status: reported}
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), "1:1", "1:1"),
        (("title",), "1:8", "1:1"),
        (("claims",), "3:3", "2:1"),
        (("claims", "request"), "4:5", "3:3"),
        (("claims", "request", "text"), "4:11", "4:5"),
        (("claims", "request", "by"), "5:9", "5:5"),
        (("claims", "request", "by", 0), "5:10", "5:10"),
        (("claims", "request", "by", 1, "where"), "5:34", "5:27"),
        (("claims", "request", "history", 0, "status"), "7:30", "7:22"),
        # Steps that are not in the file: a union's tag, a list that is none, a missing field, an item too many.
        (("claims", "Claim", "request", "text"), "4:11", "4:5"),
        (("title", 0), "1:8", "1:8"),
        (("claims", "request", "nowhere"), "4:5", "4:5"),
        (("claims", "request", "by", 9), "5:9", "5:9"),
    ],
)
def test_values_and_keys_are_found_in_the_file(path: KeyPath, value: str, key: str) -> None:
    document = good(STORY)
    assert str(document.place(path)) == f"f:{value}"
    assert str(document.key_place(path)) == f"f:{key}"


def test_a_path_is_in_the_file_only_with_all_its_steps() -> None:
    document = good(STORY)
    asked: list[KeyPath] = [(), ("claims", "request", "by", 1, "where"), ("title", 0), ("claims", "nobody")]
    assert [document.has(path) for path in asked] == [True, True, False, False]


@pytest.mark.parametrize(
    ("typed", "letter", "place"),
    [
        ("a: one two", "t", "1:8"),
        ("a: one\n  two", "t", "2:3"),
        ("a: one\n\n\n  two", "t", "4:3"),
        ("a: 'it''s two'", "w", "1:12"),
        ("a: 'one\n\n   two'", "t", "3:4"),
        ('a: "\\u00e9\\x41\\n two"', "t", "1:18"),
        ('a: "\\u00e9"', "é", "1:5"),
        ('a: "one \\\n   two"', "t", "2:4"),
        ("a: |\n  one\n\n    two\n", "t", "4:5"),
        ("a: |2\n    one\n  two\n", "t", "3:3"),
        ("a: >-\n  one\n  two\n", "t", "3:3"),
        ("a: >\n\n  one\n\n    more\n\n  two\n", "t", "7:3"),
        ("a: >2\n    one\n  two\n", "t", "3:3"),
        ("a:\n- {b: one two}", "t", "2:11"),
        ("\ufeffa: one two", "t", "1:8"),
        ("a: one\r\n  two\r\n", "t", "2:3"),
        ("a: 習近平 two", "t", "1:8"),
    ],
)
def test_a_letter_of_a_text_is_found_in_the_file(typed: str, letter: str, place: str) -> None:
    path: KeyPath = ("a", 0, "b") if "{b" in typed else ("a",)
    value: Data = good(typed).data
    for step in path:
        value = value[step]  # type: ignore[index,call-overload]
    assert isinstance(value, str)
    assert where(typed, path, value.index(letter)) == place


def test_an_offset_outside_the_text_moves_to_its_end() -> None:
    assert [where("a: 'xyz'", ("a",), offset) for offset in (-5, 0, 2, 99)] == ["1:5", "1:5", "1:7", "1:7"]


def test_inside_something_that_is_no_text_the_whole_answers() -> None:
    assert [where("a: [x]\nb:\n", path, 3) for path in (("a",), ("b",), ("c",))] == ["1:4", "2:3", "1:1"]


# --- files ---


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xef\xbb\xbftitle: @x\n", "1:8 text-needs-quotes"),
        ("title: One".encode("utf-16"), "1:1 encoding"),
        ("title: One".encode("utf-16-le"), "1:1 encoding"),
        ("title: One".encode("utf-16-be"), "1:1 encoding"),
        ("title: One".encode("utf-32"), "1:1 encoding"),
        ("title: One".encode("utf-32-be"), "1:1 encoding"),
        ("title: One\nby: 習 Café".encode().replace(b"\xc3\xa9", b"\xe9"), "2:10 encoding"),
        (b"", "1:1 empty-file"),
        (b"\xef\xbb\xbf", "1:1 empty-file"),
        (b"title: One\x00\n", "1:11 control-character"),
        (b"a: " + b"x" * LARGEST, "1:1 too-large"),
    ],
)
def test_bytes_that_are_no_story_are_refused(raw: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_bytes(raw)
    _, problems = read_file(path, "f")
    assert [f"{p.place.line}:{p.place.column} {p.code}" for p in problems] == [expected]


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbftitle: One\r\nby: Two\r\n", b"title: One\nby: Two"])
def test_byte_order_mark_and_windows_line_ends_make_no_difference(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_bytes(raw)
    document, problems = read_file(path, "stories/story.yaml")
    assert document is not None and problems == ()
    assert document.data == {"title": "One", "by": "Two"}
    assert (str(document.place(("by",))), document.lines[:2]) == (
        "stories/story.yaml:2:5",
        ("title: One", "by: Two"),
    )


def test_a_very_large_file_is_refused_with_its_size_and_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    with path.open("wb") as opened:
        opened.truncate(50_000_000)
    _, problems = read_file(path, "f")
    assert told(problems) == (
        "1:1: error: This file has 50,000,000 bytes, and 2,000,000 (2 MB) is the most that is read. "
        "Split it into several stories. [too-large]"
    )


def test_what_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "plain").write_text("a: b")
    paths = [tmp_path, tmp_path / "none.yaml", tmp_path / "loop.yaml", tmp_path / "plain" / "a.yaml", Path("/dev/null")]
    paths.append(tmp_path / "a\0b.yaml")
    found = [read_file(path, "f") for path in paths]
    assert [document for document, _ in found] == [None] * 6
    assert [problems[0].code for _, problems in found] == [
        "unreadable",
        "no-file",
        "unreadable",
        "unreadable",
        "unreadable",
        "unreadable",
    ]


# --- nothing crashes or hangs ---

HOSTILE = {
    "open brackets": "[" * 100_000,
    "open braces": "{" * 100_000,
    "brackets and braces": "a: " + "[{a: " * 50_000,
    "question marks": "? " * 100_000,
    "dashes": "- " * 100_000,
    "steps": "".join(" " * depth + "a:\n" for depth in range(1900)),
    "an alias bomb": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(20_000)),
    "a huge text": "a: " + "x" * 1_900_000,
    "many lines": "a: >\n" + " x\n" * 600_000,
    "many quotes": '"' * 1_900_000,
    "many spaces": "a:" + " " * 1_900_000 + "@",
    "many items": "- a\n" * 490_000,
    "many names": "".join(f"k{n}: v\n" for n in range(150_000)),
    "many documents": "---\n" * 480_000,
    "many NULs": "\0" * 1_900_000,
    "fifty million letters": "a: " + "x" * 50_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence_or_is_fine(name: str) -> None:
    with comes_to_an_end():
        document, problems = read_text(HOSTILE[name], "f")
        if document is not None:
            for offset in (0, 10_000, 10**9):
                document.inside(("a",), offset)
    assert len(problems) <= 101
    assert has_errors(problems) == (name not in ("a huge text", "many lines"))


PIECES = st.lists(
    st.sampled_from(
        ["a", "b:", ": ", "- ", "-", "\n", "\n  ", "\n    ", " ", "[", "]", "{", "}", ", ", '"', "'", "''", "\\n", "\\"]
        + ["#", " # ", "&x ", "*x", "!t ", "| ", "|\n", ">-\n", ">2\n", "|+\n", "? ", "@", "%", "`", "---\n", "...\n"]
        + [
            "~",
            "null",
            "<<: ",
            "é",
            "習",
            "\t",
            "\r\n",
            "\r",
            "\0",
            "\ufeff",
            "\u2028",
            "\u202e",
            "\U0001f30a",
            "key: ",
        ]
        + ["!!str ", "\\u00e9", "one two", "Whether: ", "[[", "]]", "\ud800"]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=80)), st.booleans())
def test_no_text_makes_reading_fail(typed: str, pure: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if pure:
            patch.delattr(yaml, "CBaseLoader", raising=False)
        document, problems = read_text(typed, "f")
    assert problems == in_file_order(problems)
    rows = typed.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.place.line <= len(rows)
        assert 1 <= problem.place.column <= len(rows[problem.place.line - 1]) + 1
        assert problem.code != "yaml-syntax" or problem.hint
    if document is None:
        assert has_errors(problems)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "story.yaml"
    path.write_bytes(raw)
    document, problems = read_file(path, "f")
    assert document is not None or has_errors(problems)


def paths_of(data: Data, path: KeyPath = ()) -> list[tuple[KeyPath, Data]]:
    found: list[tuple[KeyPath, Data]] = [(path, data)]
    if isinstance(data, dict):
        for key, value in data.items():
            found += paths_of(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            found += paths_of(value, (*path, number))
    return found


def empty_as_none(value: object) -> object:
    """What a plain loader gives, with its unquoted nothings (which it cannot tell from quoted ones) made one."""
    if isinstance(value, dict):
        return {key: empty_as_none(item) for key, item in value.items()}
    if isinstance(value, list):
        return [empty_as_none(item) for item in value]
    return None if value in ("", "~", "null", None) else value


WORDS = st.text(st.sampled_from("ab é習\U0001f30a.,;:'\"#-[]{}&*!|>%@\\\n "), min_size=1, max_size=30)


def flow_quoted(text: str) -> str:
    return "'" + text.replace("\n", " ").replace("'", "''") + "'"


@st.composite
def typed_value(draw: st.DrawFn, indent: int) -> str:
    """A value as a writer may type it: plain, quoted on one or more lines, or on the lines below a sign."""
    text = draw(WORDS)
    way = draw(st.sampled_from(["plain", "single", "double", "lines", "literal", "folded", "list", "group"]))
    pad = "\n" + " " * (indent + 2)
    if way == "plain":
        return draw(st.sampled_from(["one", "one two", f"one{pad}two", f"one  two{pad}{pad}three é", "a:b", "~", ""]))
    if way == "single":
        return flow_quoted(text)
    if way == "double":
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("é", "\\u00e9")
        return f'"{escaped.replace(" b", " " + chr(92) + pad + "b")}"'
    if way == "lines":
        return "'" + pad.join(line.strip().replace("'", "''") or "x" for line in text.split("\n")) + "'"
    if way in ("literal", "folded"):
        sign = ("|" if way == "literal" else ">") + "2" + draw(st.sampled_from(["", "-", "+"]))
        return sign + "".join(pad + line if line else "\n" for line in text.split("\n"))
    if way == "list":
        return f"[{flow_quoted(text)}, two, [three]]"
    return f"{{one: {flow_quoted(text)}, two: x}}"


@st.composite
def typed_story(draw: st.DrawFn) -> str:
    rows = []
    for number in range(draw(st.integers(1, 4))):
        rows.append(f"k{number}: {draw(typed_value(0))}")
        rows.append(f"g{number}:\n  one: {draw(typed_value(2))}\n  'two': {draw(typed_value(2))}")
        rows.append(f"l{number}:\n  - {draw(typed_value(2))}\n  - text: {draw(typed_value(4))}")
    return "\n".join(rows) + "\n"


@settings(max_examples=300, deadline=None)
@given(st.one_of(typed_story(), PIECES))
def test_data_and_places_agree_with_the_file(typed: str) -> None:
    document, problems = read_text(typed, "f")
    if document is None or has_errors(problems):
        return
    rows = typed.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    assert empty_as_none(document.data) == empty_as_none(
        yaml.load(typed, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    )
    for path, value in paths_of(document.data):
        if not path or not value:
            continue
        place = document.place(path)
        source = rows[place.line - 1][place.column - 1 :]
        assert source
        if isinstance(value, str):
            assert source[0] in (value[0], "'", '"', "|", ">"), (path, source)
            for offset, character in enumerate(value):
                if not character.isspace():
                    at = document.inside(path, offset)
                    there = rows[at.line - 1][at.column - 1]
                    assert there == character or (there == "\\" and source[0] == '"'), (path, offset)
        if isinstance(path[-1], str):
            key = document.key_place(path)
            assert rows[key.line - 1][key.column - 1] in (path[-1][:1], "'", '"')


def test_the_stories_of_that_property_are_mostly_read_whole() -> None:
    seen: list[bool] = []

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(typed_story())
    def look(typed: str) -> None:
        seen.append(not has_errors(read_text(typed, "f")[1]))

    look()
    assert sum(seen) > len(seen) / 2


def test_the_limits_are_those_that_are_told() -> None:
    deepest = generator.reading.document.DEEPEST
    assert read_text("a: " + "{a: " * (deepest - 1) + "b" + "}" * (deepest - 1), "f")[1] == ()
    assert [p.code for p in read_text("a: " + "{a: " * deepest + "b" + "}" * deepest, "f")[1]] == ["too-deep"]
    assert [p.severity for p in read_text("a: b # c", "f")[1]] == [Severity.WARNING]
