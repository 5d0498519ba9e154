"""Every problem code is explained, and every explanation is true: its wrong example makes the problem, its right one does not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.desk.reference.problems import EXPLANATIONS as FOLDER
from generator.desk.reference.problems import GROUPS, Explanation, answer, as_md, explanations, page, visible
from generator.rules.judged import RULES
from tests.doc_stories import ran, told
from tests.doors import explainer

ROOT = Path(__file__).resolve().parents[2]
KNOWN = explanations()

# Codes put together while the program runs; whoever builds another one names its words here.
PUT_TOGETHER = {"f'{what}-in-link'": ("mention-in-link", "citation-in-link")}


def codes() -> set[str]:
    """Every code in the program's text, wherever a value called `code` is given."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "generator").rglob("*.py"))]
    takers = {name: at for tree in trees for node in ast.walk(tree) for name, at in _taker(node)}
    return {code for tree in trees for code in _codes(tree, takers)}


def _taker(node: ast.AST) -> Iterator[tuple[str, int]]:
    """A function with a parameter `code`, or a class with such a field, and its place among the arguments."""
    if isinstance(node, ast.FunctionDef):
        names = [argument.arg for argument in node.args.posonlyargs + node.args.args]
        names = names[1:] if names[:1] in (["self"], ["cls"]) else names
        if "code" in names:
            yield node.name, names.index("code")
    elif isinstance(node, ast.ClassDef):
        fields = [line.target.id for line in node.body if isinstance(line, ast.AnnAssign) and _is_name(line.target)]
        if "code" in fields:
            yield node.name, fields.index("code")


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name)


def _codes(tree: ast.Module, takers: dict[str, int]) -> Iterator[str]:
    constants = {
        target.id: line.value
        for line in tree.body
        if isinstance(line, ast.Assign | ast.AnnAssign) and line.value is not None
        for target in (line.targets if isinstance(line, ast.Assign) else [line.target])
        if isinstance(target, ast.Name)
    }
    functions = {line.name: line for line in tree.body if isinstance(line, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in takers:
                named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
                yield from _words([*_at(node.args, takers[name]), *named])
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            # `code, found = "disk-full", ...`
            yield from _in_tuples(node.targets[0], node.value)
            # `code, what, hint = _named(character)`
            made_by = getattr(node.value, "func", None)
            if isinstance(made_by, ast.Name) and made_by.id in functions:
                yield from _in_tuples(node.targets[0], functions[made_by.id])
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Tuple):
            # `for pattern, code, message, hint in _LINES`
            values = constants.get(node.iter.id, node.iter) if isinstance(node.iter, ast.Name) else node.iter
            for value in getattr(values, "elts", ()):
                yield from _in_tuples(node.target, value)
        elif isinstance(node, ast.FunctionDef) and node.returns and "Finding" in ast.unparse(node.returns):
            # A Finding: line, column, code, message, hint.
            for inner in ast.walk(node):
                if isinstance(inner, ast.Tuple) and len(_spread(inner.elts)) == 5:
                    yield from _words(_at(inner.elts, 2))


def _in_tuples(names: ast.Tuple, value: ast.AST) -> Iterator[str]:
    """The codes in tuples that are taken apart into these names."""
    called = [getattr(name, "id", "") for name in names.elts]
    if "code" in called:
        whole = [node.value for node in ast.walk(value) if isinstance(node, ast.Return)] or [value]
        for inner in (node for part in whole if part for node in ast.walk(part)):
            if isinstance(inner, ast.Tuple) and len(_spread(inner.elts)) == len(called):
                yield from _words(_at(inner.elts, called.index("code")))


def _spread(values: list[ast.expr]) -> list[ast.expr]:
    """The values with `*place`, a line and a column, counted as two."""
    return [one for value in values for one in ([value, value] if isinstance(value, ast.Starred) else [value])]


def _at(values: list[ast.expr], number: int) -> list[ast.expr]:
    return _spread(values)[number : number + 1]


def _words(values: list[ast.expr]) -> Iterator[str]:
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and re.fullmatch("[a-z-]+", value.value):
            yield value.value
        elif isinstance(value, ast.JoinedStr) and value.values and ast.unparse(value) in PUT_TOGETHER:
            yield from PUT_TOGETHER[ast.unparse(value)]
        elif isinstance(value, ast.IfExp):
            yield from _words([value.body, value.orelse])
        else:
            # A name hands on a code that stands elsewhere; anything else would hide one from this test.
            assert isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.Constant), ast.unparse(value)


def test_every_code_of_the_program_is_explained_and_no_other() -> None:
    assert codes() ^ set(KNOWN) == set()


def test_every_code_that_the_tests_expect_is_explained() -> None:
    seen = {
        code
        for path in (ROOT / "tests").rglob("*.txt")
        for code in re.findall(r"(?m) (?:error|warning): .* \[([a-z-]+)\]$", path.read_text("utf-8"))
    }
    assert len(seen) > 40
    assert seen - set(KNOWN) == set()


def test_no_code_is_explained_twice_and_every_file_of_explanations_is_read() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(GROUPS)
    typed = [code for group in GROUPS for code in _keys(FOLDER / f"{group}.yaml")]
    assert sorted(typed) == sorted(KNOWN)


def _keys(path: Path) -> list[str]:
    names = re.findall(r"(?m)^([a-z-]+):", path.read_text("utf-8"))
    return [name for name in names if name != "group"]


@pytest.mark.parametrize("code", KNOWN)
def test_an_explanation_says_what_it_means_and_why_it_matters_and_shows_both_sides(code: str) -> None:
    told = KNOWN[code]
    for sentences in (told.means, told.matters):
        assert re.fullmatch(r"[A-Z].*[.!]", sentences), sentences
    assert not told.title.endswith(".")
    for example in (told.wrong, told.right):
        assert bool(example.files) != bool(example.words)
    assert bool(told.wrong.files) == bool(told.right.files)


def besides(told_of: Explanation) -> set[str]:
    """What an editor would say as well of a few lines that show how a thing is typed."""
    editors = {rule.code for rule in RULES}
    return set() if told_of.code in editors else editors


RUN = [explanation for explanation in KNOWN.values() if explanation.wrong.files]


def a_picture(root: Path) -> None:
    """The picture and the logo that examples name."""
    (root / "stories" / "pictures").mkdir(parents=True)
    (root / "docs" / "assets").mkdir(parents=True)
    (root / "docs" / "assets" / "courier.svg").write_text("<svg/>", "utf-8")
    Image.new("RGB", (30, 20), "teal").save(root / "stories" / "pictures" / "gates.jpg")


@pytest.mark.parametrize("told_of", RUN, ids=lambda e: e.code)
def test_the_wrong_example_makes_just_this_problem(tmp_path: Path, told_of: Explanation) -> None:
    a_picture(tmp_path)
    found = ran(tmp_path, told_of.wrong.files).problems
    assert {problem.code for problem in found} - besides(told_of) == {told_of.code, *told_of.also}, told(
        ran(tmp_path, ())
    )
    assert {p.severity for p in found if p.code == told_of.code} == {told_of.severity}


@pytest.mark.parametrize("told_of", RUN, ids=lambda e: e.code)
def test_the_right_example_makes_no_problem(tmp_path: Path, told_of: Explanation) -> None:
    a_picture(tmp_path)
    found = ran(tmp_path, told_of.right.files).problems
    assert [str(problem) for problem in found if problem.code not in besides(told_of)] == []


def test_what_cannot_be_typed_is_little() -> None:
    """An example in words is for what no story file can hold: disks, links, other programs."""
    in_words = {code for code, told in KNOWN.items() if told.wrong.words}
    assert {code for code in in_words if not re.match("disk-|page-|site-", code)} == {
        "encoding", "story-too-long", "too-deep", "too-large", "too-many-entries", "too-many-points", "yaml-syntax", "wrong-value", "rule-failed",
        "broken-link", "folder-skipped", "link-outside", "no-file", "no-stories", "status-without-history", "unreadable",
        "picture-broken", "picture-size", "picture-unreadable", "all-unpublished", "docs-link",
    }  # fmt: skip


def test_the_command_explains_a_code_anywhere_even_outside_a_newsroom(tmp_path: Path) -> None:
    status, said, errors = explainer(tmp_path, "check", "--explain", "unread-cited")
    assert (status, errors) == (0, "")
    assert said == (
        "unread-cited: A source that nobody here has read (an error)\n"
        "\n"
        "The source says 'read: no': you know it only through another one. Yet it is\n"
        "cited as if you had read it.\n"
        "\n"
        "Why it matters: Readers must see that the words passed through another hand.\n"
        "\n"
        "Wrong:\n"
        "    summary: The gates were shut at noon [@harbour-log].\n"
        "\n"
        "Right:\n"
        "    summary: The gates were shut at noon [@courier citing @harbour-log].\n"
    )
    for typed in ("[unread-cited]", " Unread-Cited "):
        assert explainer(tmp_path, "check", "--explain", typed) == (0, said, "")


def test_a_code_that_does_not_exist_is_answered_with_near_ones(tmp_path: Path) -> None:
    status, said, errors = explainer(tmp_path, "check", "--explain", "unknwon-id")
    assert (status, said) == (2, "")
    first, second = errors.splitlines()
    assert first == "There is no problem code 'unknwon-id'. Did you mean 'unknown-id' or 'unknown-field'?"
    assert second == f"Every code: {', '.join(sorted(KNOWN))}."


@given(st.text())
def test_any_text_may_be_asked_about(typed: str) -> None:
    said, known = answer(typed)
    assert known == (typed.strip().strip("[]").casefold() in KNOWN)
    assert all(c.isprintable() or c == "\n" for c in said)


def test_the_page_of_all_problems_is_fresh() -> None:
    kept = (ROOT / "docs/writing/problems.md").read_text("utf-8")
    assert kept == page(), "run: make generated"


def test_the_page_has_an_address_for_every_code_and_holds_nothing_invisible() -> None:
    assert re.findall(r"(?m)^### .* \{#([a-z-]+)\}$", page()) == list(KNOWN)
    assert all(c.isprintable() or c == "\n" for c in page())


def test_what_cannot_be_seen_is_spelled_out() -> None:
    assert visible("a\tb\u2028c\nd") == "a⟨tab⟩b⟨U+2028⟩c\nd"


def test_signs_of_markdown_in_our_sentences_are_put_in_backticks() -> None:
    assert as_md("See ('_a.yaml', <b>).") == "See ('`_a.yaml`', `<b>`)."


def test_explanations_are_yaml_without_surprises() -> None:
    for group in GROUPS:
        entries = yaml.safe_load((FOLDER / f"{group}.yaml").read_text("utf-8"))
        allowed = {"title", "means", "matters", "severity", "wrong", "right", "wrong_words", "right_words", "also"}
        assert {key for code, entry in entries.items() if code != "group" for key in entry} <= allowed
