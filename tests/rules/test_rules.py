"""Editorial rules: each finds what it is for at its place, leaves what is right alone, and can be turned off or made an error."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.desk.reference.problems import Explanation, explanations
from generator.problem import Severity
from generator.rules.facts import plain_words
from generator.rules.judged import RULES
from generator.rules.quotes import _between_marks
from tests.doc_stories import ran
from tests.doors import DAY, explainer
from tests.newsrooms import BASE, problems, run, story, write

CODES = [rule.code for rule in RULES]
TYPED = [told for code, told in explanations().items() if code in CODES and told.wrong.files]


def newsroom(root: Path, told_of: Explanation, level: str) -> set[tuple[str, Severity]]:
    """The rule's wrong example in a newsroom that set the rule to this level."""
    files = [*told_of.wrong.files, ("stories/_newsroom.yaml", f"rules: {{{told_of.code}: {level}}}\n")]
    result = ran(root, files)
    assert not result.blocked
    return {(problem.code, problem.severity) for problem in result.problems}


def test_no_two_rules_have_one_code_and_all_are_warnings_unless_a_newsroom_says_otherwise() -> None:
    assert len(set(CODES)) == len(CODES) == 42
    assert {rule.level for rule in RULES} == {"warning"}


@pytest.mark.parametrize("told_of", TYPED, ids=lambda told: told.code)
def test_a_newsroom_can_turn_a_rule_off_or_make_it_an_error_that_stops_no_page(
    tmp_path: Path, told_of: Explanation
) -> None:
    assert (told_of.code, Severity.ERROR) in newsroom(tmp_path, told_of, "error")
    assert told_of.code not in {code for code, _ in newsroom(tmp_path, told_of, "off")}


PLACES = [
    (
        "claims:\n  c: {text: A., by: courier, status: confirmed, sources: courier}\n",
        "stories/gates.yaml:7:38: warning: The claim 'c' is called confirmed, but there is one account alone, and no primary "
        "document. Say 'reported', or add the document (with 'primary: true') or a second account that does not depend on the "
        "first. [confirmed-on-too-little]",
    ),
    (
        "summary: The gates were shut. They opened last year [@courier].\n",
        "stories/gates.yaml:6:43: warning: “last year” will mean another time when this is read again. Give the year, month or "
        "day; in another's words, put it in quotation marks. [relative-words]",
    ),
    (
        "dates: [{id: d, date: 2031-21, title: Spring, sources: courier}, {id: e, date: 2020-21, title: Years, sources: courier}]\n",
        "stories/gates.yaml:6:80: warning: '2020-21' means spring 2020. For the two years type '2020/2021'; where the season is "
        "meant, turn this rule off. [years-or-season]",
    ),
]
SHORT = """
title: Who closed the gates?
published: 2031-06-01
fictional: Invented to test the tool.
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
"""


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("“They are shut.”", "They are shut."),
        ("'They are shut'.", "They are shut"),
        ("«Sie sind zu»", "Sie sind zu"),
        ("„Sie sind zu“", "Sie sind zu"),
        ("「關了」", "關了"),
        ("“Yes,” she said, “they are.”", ""),
        ("They are “shut”", ""),
        ("“Shut” is what they are", ""),
        ("”", ""),
        ("", ""),
    ],
)
def test_words_that_are_one_quotation_as_a_whole_are_told_from_others(text: str, bare: str) -> None:
    assert _between_marks(text) == bare


def test_quotation_marks_are_pointed_out_wherever_the_page_adds_its_own(tmp_path: Path) -> None:
    typed = (
        "actors: {moss: {name: Ira Moss, kind: person}}\n"
        "quotes: {q: {text: '“Shut”', by: moss, sources: courier, form: translated, original: {lang: de, text: '„Zu“'}}}\n"
        "dates: [{id: d, date: 2031, as_stated: '“last year”', title: Noon, sources: courier}]\n"
    )
    write(tmp_path, {"stories/gates.yaml": f"{SHORT}{typed}key_points: 'Also [@courier].'\n"})
    found = [line.split(": warning")[0] for line in problems(tmp_path) if "[quotation-marks-typed]" in line]
    assert found == ["stories/gates.yaml:7:20", "stories/gates.yaml:7:103", "stories/gates.yaml:8:40"]


@pytest.mark.parametrize(("typed", "told"), PLACES, ids=[told.split("[")[-1][:-1] for _, told in PLACES])
def test_a_rule_points_at_what_was_typed(tmp_path: Path, typed: str, told: str) -> None:
    cited = "" if "[@courier]" in typed else "key_points: 'Also [@courier].'\n"
    root = write(tmp_path, {"stories/gates.yaml": SHORT.lstrip("\n") + typed + cited})
    assert problems(root) == [told]


FINE = [
    "summary: In 2031 they said that it opened last year [@courier].\n",
    "summary: He said that it opened “last year” [@courier].\n",
    "summary: |\n  He said this. [@courier]\n\n  > It opened last year.\n",
    "updates: [{date: 2031-06-02, text: 'It opened last week [@courier].'}]\n",
]


@pytest.mark.parametrize("typed", FINE)
def test_relative_words_with_a_date_of_their_own_are_left_alone(tmp_path: Path, typed: str) -> None:
    assert problems(write(tmp_path, {"stories/gates.yaml": SHORT.lstrip("\n") + typed})) == []


def test_a_rule_is_not_asked_about_what_is_left_of_a_broken_story(tmp_path: Path) -> None:
    typed = "claims:\n  c: {text: A., by: nobody, status: confirmed, sources: courier}\n"
    root = write(tmp_path, {"stories/gates.yaml": SHORT.lstrip("\n") + typed})
    assert [line.rsplit(" ", 1)[1] for line in problems(root)] == ["[unknown-id]"]


# -- what was there at the last commit --


def git(root: Path, *arguments: str) -> None:
    names = {f"GIT_{who}_{what}": "x@y.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, env={**os.environ, **names})


def test_a_status_that_changed_since_the_last_commit_wants_a_history(tmp_path: Path) -> None:
    root = story(tmp_path, "")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "First")
    assert problems(root) == []
    changed = BASE.replace("status: reported", "status: unverified")
    story(root, "", base=changed)
    assert problems(root) == [
        "stories/gates.yaml:14:13: warning: The status of the claim 'closed' was 'reported' at the last commit, and no history "
        "tells of the change. Write a 'history' with both, each with its date and reason. [status-without-history]"
    ]
    history = "history: [{date: 2031-05-02, status: reported}, {date: 2031-06-01, status: unverified}]"
    story(root, "", base=BASE.replace("status: reported", history))
    assert problems(root) == []
    # A claim that is new, or a last commit that cannot be read, is no change.
    story(root, "", base=changed.replace("  closed:", "  opened:"))
    assert problems(root) == []
    (root / "stories/gates.yaml").write_text("title: [\n", "utf-8")
    git(root, "commit", "-q", "-a", "-m", "Broken")
    story(root, "", base=changed)
    assert problems(root) == []


# -- saved copies --


@pytest.mark.parametrize(
    ("copy", "name"),
    [
        ("He said:  'I   never  did' -- once.", "_copy.txt"),
        ("<style>p {x: I}</style><p>He said: &ldquo;I <b>never</b>\ndid&rdquo;</p>", "_copy.html"),
    ],
)
def test_a_quote_is_found_in_a_saved_copy_whatever_its_blanks_and_marks(tmp_path: Path, copy: str, name: str) -> None:
    root = story(
        tmp_path,
        "quotes:\n  never: {text: I never did, by: brandt, sources: courier}\n",
        base=BASE.replace("read: 2031-05-03}", f"read: 2031-05-03, saved: {name}}}"),
    )
    (root / "stories" / name).write_text(copy, "utf-8")
    assert problems(root) == []
    (root / "stories" / name).write_text(copy.replace("never", "always"), "utf-8")
    assert [line.rsplit(" ", 1)[1] for line in problems(root)] == ["[quote-not-in-copy]"]


@pytest.mark.parametrize(
    "path", ["../outside.txt", "/etc/hostname", "_link.txt", "_binary.txt", "_gone.txt", "_folder"]
)
def test_no_copy_is_read_from_outside_or_that_is_no_text(tmp_path: Path, path: str) -> None:
    root = story(tmp_path / "room", "", base=BASE.replace("read: 2031-05-03}", f"read: 2031-05-03, saved: {path}}}"))
    (tmp_path / "room/outside.txt").write_text("Secret.\n", "utf-8")
    if path == "_link.txt":
        (root / "stories/_link.txt").symlink_to(tmp_path / "room/outside.txt")
    (root / "stories/_binary.txt").write_bytes(b"\xff\xfe\x00")
    (root / "stories/_folder").mkdir()
    assert {line.rsplit(" ", 1)[1] for line in problems(root)} - {"[link-outside]"} == {"[copy-missing]"}


@given(st.text())
def test_words_made_plain_twice_stay_as_they_are(text: str) -> None:
    assert plain_words(plain_words(text)) == plain_words(text)


# -- retractions --

SOURCES = ("courier", "gazette", "herald")


@given(st.lists(st.sampled_from(SOURCES), unique=True), st.lists(st.sampled_from(SOURCES), unique=True, min_size=1))
@settings(max_examples=40, deadline=None)
def test_retracting_more_never_helps_and_taking_it_back_restores_everything(
    tmp_path_factory: pytest.TempPathFactory, gone: list[str], cited: list[str]
) -> None:
    root = tmp_path_factory.mktemp("room")

    def found(retracted: list[str]) -> list[str]:
        lines = "".join(
            f"  {id}: {{kind: article, publisher: {id}, published: 2031-05-02, read: 2031-05-03"
            f"{', retracted: {date: 2031-05-20}' if id in retracted else ''}}}\n"
            for id in SOURCES
        )
        text = SHORT.lstrip("\n").partition("sources:\n")[0] + (
            f"sources:\n{lines}key_points: 'All [@courier; @gazette; @herald].'\n"
            f"claims:\n  c: {{text: A., by: courier, status: reported, because: So., sources: [{', '.join(cited)}]}}\n"
        )
        write(root, {"stories/gates.yaml": text})
        return [line.rsplit(" ", 1)[1] for line in problems(root)]

    order = {(): 0, ("[support-weakened]",): 1, ("[support-lost]",): 2}
    before, after = found([]), found(gone)
    assert before == found([]) == []
    assert order[tuple(after)] <= order[tuple(found([*gone, *(id for id in SOURCES if id not in gone)]))]
    lost = set(cited) <= set(gone)
    assert order[tuple(after)] == (2 if lost else 1 if set(cited) & set(gone) else 0)


# -- settings --


def test_a_code_under_rules_that_no_rule_has_is_told_with_what_was_meant(tmp_path: Path) -> None:
    write(tmp_path, {"stories/_newsroom.yaml": "rules:\n  relative-word: off\n  unknown-id: off\n  zzz: error\n"})
    assert problems(story(tmp_path, "")) == [
        "stories/_newsroom.yaml:2:3: warning: There is no rule 'relative-word'. Did you mean 'relative-words'? [unknown-rule]",
        "stories/_newsroom.yaml:3:3: warning: 'unknown-id' is always an error, since pages would break; it cannot be changed. "
        "Delete this line. [unknown-rule]",
        "stories/_newsroom.yaml:4:3: warning: There is no rule 'zzz'. Run 'explainer check --explain x' for a list of all codes. "
        "[unknown-rule]",
    ]


def test_strict_lets_a_rule_fail_the_check_and_not_the_pages(tmp_path: Path) -> None:
    root = story(tmp_path, "summary: It opened last year.\n")
    assert explainer(root, "check", *DAY)[0] == 0
    assert explainer(root, "check", "--strict", *DAY)[0] == 1
    assert explainer(root, "render", *DAY)[0] == 0
    assert run(root).pages != ()
