"""What people type wrong, and what nobody should type: each ends in a sentence, or is simply fine."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build import gather
from generator.rules.facts import gather_facts
from generator.rules.judged import judge
from generator.rules.rule import Case, Finding, Rule
from tests.doors import DAY, explainer, tree
from tests.endless import comes_to_an_end
from tests.newsrooms import BASE, TODAY, problems, run, story, write

BROKEN = Path(__file__).parent / "broken"
STORY = dedent(BASE).lstrip("\n").encode()
TITLE = b"title: The gates of Harrow Bay\n"


def files(root: Path, **stories: bytes) -> Path:
    """A newsroom with these bytes as stories."""
    write(root, {})
    for name, data in stories.items():
        (root / "stories" / f"{name}.yaml").write_bytes(data)
    return root


def codes(root: Path) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in run(root, drafts=True).problems]


def test_a_folder_of_twenty_broken_stories_is_answered_with_just_these_sentences() -> None:
    status, said, errors = explainer(BROKEN, "check", *DAY)
    assert said.splitlines() == (BROKEN / "expected.txt").read_text("utf-8").splitlines()
    assert (status, errors) == (1, "")


def test_every_broken_story_of_the_folder_is_named() -> None:
    expected = (BROKEN / "expected.txt").read_text("utf-8")
    assert [p.name for p in sorted((BROKEN / "stories").iterdir()) if f"stories/{p.name}:" not in expected] == []


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("brackets", b"title: " + b"[" * 100_000, "stories/x.yaml:1:8: error: `[[` at the start"),
        ("brackets alone", b"[" * 100_000, "stories/x.yaml:1:1: error: `[[` at the start"),
        ("braces", b"title: " + b"{a: " * 100_000, "stories/x.yaml:1:260: error: Here more than 64 lists"),
        ("dashes", b"- " * 50_000, "stories/x.yaml:1:129: error: Here more than 64 lists"),
        ("question marks", b"? " * 50_000, "stories/x.yaml:1:3: error: A list or group of fields stands here"),
        ("fifty megabytes", b"title: " + b"x" * 50_000_000, "stories/x.yaml:1:1: error: This file has 50,000,007 bytes"),
        ("a long number for a day", TITLE + b"published: " + b"9" * 5000, "stories/x.yaml:2:12: error: '99999"),
        ("quotations", TITLE + b"summary: |\n  " + b">" * 100_000, "stories/x.yaml:3:3: error: Lists and quotations"),
        ("UTF-32", "title: x\n".encode("utf-32"), "stories/x.yaml:1:1: error: This file is written in UTF-16 or UTF-32"),
        ("Latin letters", "title: Café\n".encode("latin-1"), "stories/x.yaml:1:11: error: This file is not written in UTF-8"),
        ("two documents", TITLE + b"---\n" + TITLE, "stories/x.yaml:2:1: error: "),
        ("merge key", TITLE + b"<<: b\n", "stories/x.yaml:2:1: error: "),
        ("binary", bytes(range(256)) * 40, "stories/x.yaml:"),
    ],
    ids=lambda value: value if isinstance(value, str) and ":" not in value else "",
)  # fmt: skip
def test_what_no_file_should_hold_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes, place: str) -> None:
    status, said, errors = explainer(files(tmp_path, x=data), "check", *DAY, seconds=60)
    assert (status, errors, said[: len(place)]) == (1, "", place)


@pytest.mark.parametrize(
    "data",
    [STORY.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + STORY, STORY.rstrip(b"\n"), STORY + b"\n\n# the end\n"],
    ids=["CRLF", "byte-order mark", "no line end at the end", "a remark at the end"],
)
def test_what_editors_do_to_a_file_changes_nothing(tmp_path: Path, data: bytes) -> None:
    plain = run(files(tmp_path / "plain", gates=STORY))
    other = run(files(tmp_path / "other", gates=data))
    assert other.problems == ()
    assert [(page.path, page.text) for page in other.pages] == [(page.path, page.text) for page in plain.pages]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("main_claim: close", "16:13: error: There is no claim 'close'. Did you mean 'closed'?"),
        ("summary: Ask [[brand]].", "16:16: error: There is no entry 'brand'. Did you mean 'brandt'?"),
        ("summary: See [[story:gate]].", "16:22: error: There is no story 'gate'. Did you mean 'gates'?"),
        ("summary: Yes [@couriers].", "16:16: error: There is no source 'couriers'. Did you mean 'courier'?"),
        ("summary: Yes [@courier citing @logg].", "16:32: error: There is no source 'logg'. Did you mean 'log'?"),
        ("responses: {by: brant, response: denies, to: closed}", "16:17: error: There is no actor 'brant'. Did you mean 'brandt'?"),
        ("responses: {by: brandt, response: denies, to: closd}", "16:47: error: There is no claim 'closd'. Did you mean 'closed'?"),
        ("quotes: {q: {text: Shut., by: brant, sources: courier}}", "16:31: error: There is no actor or source 'brant'."),
        ("quotes: {q: {text: Shut., by: brandt, sources: corier}}", "16:48: error: There is no source 'corier'. Did you mean 'courier'?"),
        ("dates: {id: d, date: 2031, title: T, claim: closd}", "16:45: error: There is no claim 'closd'. Did you mean 'closed'?"),
        ("dates: {id: d, date: 2031, title: T, counted_from: logg}", "16:52: error: There is no source 'logg'. Did you mean 'log'?"),
        ("related: {story: gate, why: x}", "16:18: error: There is no story 'gate'. Did you mean 'gates'?"),
        ("unknowns: {text: Why., about: closd}", "16:31: error: There is no "),
        ("sections: {id: s, heading: H, text: '![[closd]]'}", "16:41: error: There is no claim, quote, date or figure 'closd'. Did you mean 'closed'?"),
    ],
    ids=lambda value: value.split(":")[0] if not value[0].isdigit() else "",
)  # fmt: skip
def test_an_id_that_names_nothing_is_told_at_its_place_with_a_near_name(
    tmp_path: Path, typed: str, expected: str
) -> None:
    told = [line.removeprefix("stories/gates.yaml:") for line in problems(story(tmp_path, f"{typed}\n"))]
    assert [line[: len(expected)] for line in told if "error" in line] == [expected]


@pytest.mark.parametrize("id", ["../../etc/passwd", "..", "/a", "a/b", "a b", "A", ".a", "a\\b", "-a"])
def test_ids_and_slugs_that_are_paths_are_refused(tmp_path: Path, id: str) -> None:
    typed = (
        STORY.replace(b"brandt", f"'{id}'".encode())
        + f"aliases: ['{id}']\nrelated: {{story: '{id}', why: x}}\n".encode()
    )
    result = run(files(tmp_path, x=typed), drafts=True)
    slug = id == "a/b"  # a story in a folder
    assert [p.code for p in result.problems if p.severity == "error"] == (
        ["bad-id", "bad-id", "unknown-id"] if slug else ["bad-id"] * 4
    )
    assert result.pages == ()


def test_a_misspelt_collection_is_told_once_and_what_stands_in_it_is_known(tmp_path: Path) -> None:
    typed = STORY.replace(b"claims:", b"cliams:") + b"main_claim: closed\nsummary: See [[closed]].\n"
    assert problems(files(tmp_path, x=typed)) == [
        "stories/x.yaml:9:1: error: There is no field 'cliams' here. Did you mean 'claims'? [unknown-field]"
    ]


def test_a_story_whose_day_of_publication_is_mistyped_stops_the_run_and_keeps_its_page(tmp_path: Path) -> None:
    root = files(tmp_path, gates=STORY)
    assert explainer(root, "render", *DAY)[0] == 0
    before = tree(root / "docs")
    for slip in (
        b"published: 2031-06-31",
        b"publishd: 2031-06-01",
        b"published: [2031-06-01]",
        b"Published: 2031-06-01",
    ):
        (root / "stories/gates.yaml").write_bytes(STORY.replace(b"published: 2031-06-01", slip, 1))
        status, _, errors = explainer(root, "render", *DAY)
        assert (status, "Nothing was written" in errors, tree(root / "docs")) == (1, True, before), slip


def test_two_stories_with_one_address_are_told_apart(tmp_path: Path) -> None:
    root = files(tmp_path, a=STORY)
    shutil.copy(root / "stories/a.yaml", root / "stories/a.yml")
    assert problems(root) == [
        "stories/a.yml:1:1: error: This story would have the same address as stories/a.yaml. Rename one of the two. [same-slug]"
    ]


def test_a_story_cannot_take_the_address_of_its_folder(tmp_path: Path) -> None:
    root = files(tmp_path, index=STORY)
    assert codes(root) == ["stories/index.yaml:1:1 bad-slug"]
    assert run(root).blocked


def test_names_of_files_that_are_no_addresses_are_refused_and_shown_on_one_line(tmp_path: Path) -> None:
    root = files(tmp_path)
    folder = os.fsencode(root / "stories")
    for name in (b"\xff\xfe.yaml", b"a\nb\x1b[31m.yaml", b"..a.yaml", b"A b.yaml", b"a..yaml"):
        with open(folder + b"/" + name, "wb") as file:
            file.write(STORY)
    os.mkdir(folder + b"/x.yaml")
    with open(folder + b"/x.yaml/y.yaml", "wb") as file:
        file.write(STORY)
    status, said, _ = explainer(root, "check", *DAY)
    assert [line.split(" error: ")[0] for line in said.splitlines() if " error: " in line] == [
        "stories/??.yaml:1:1:",
        "stories/A b.yaml:1:1:",
        "stories/a..yaml:1:1:",
        "stories/a?b?[31m.yaml:1:1:",
        "stories/x.yaml/y.yaml:1:1:",
    ]
    assert (status, "\x1b" in said, said.splitlines()[-1]) == (1, False, "5 errors.")


def test_links_never_lead_out_of_the_stories_and_are_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: harrow\n")
    root = files(tmp_path / "newsroom", real=STORY)
    stories = root / "stories"
    for name in ("story.yaml", "_actors.yaml", "_newsroom.yaml"):
        (stories / name).symlink_to(secret)
    (stories / "folder").symlink_to(tmp_path)
    status, said, _ = explainer(root, "check", *DAY)
    assert said.splitlines() == [
        f"stories/{name}:1:1: error: This is a link that leads out of stories/. Copy the file into stories/ instead. [link-outside]"
        for name in ("_actors.yaml", "_newsroom.yaml", "folder", "story.yaml")
    ] + ["4 errors."]
    assert status == 1


def test_links_that_lead_nowhere_or_in_a_circle_end_in_a_sentence(tmp_path: Path) -> None:
    root = files(tmp_path, real=STORY)
    for name, target in (
        ("gone", "nowhere.yaml"),
        ("self", "self.yaml"),
        ("there", "back.yaml"),
        ("back", "there.yaml"),
    ):
        (root / "stories" / f"{name}.yaml").symlink_to(target)
    (root / "stories/again").symlink_to(".")
    (root / "stories/deeper").symlink_to("deeper/deeper")
    assert codes(root) == [
        "stories/again:1:1 folder-skipped",
        "stories/back.yaml:1:1 broken-link",
        "stories/gone.yaml:1:1 broken-link",
        "stories/self.yaml:1:1 broken-link",
        "stories/there.yaml:1:1 broken-link",
    ]
    assert run(root).blocked


def test_what_is_no_ordinary_file_is_never_waited_for(tmp_path: Path) -> None:
    root = files(tmp_path)
    os.mkfifo(root / "stories/pipe.yaml")
    (root / "stories/_actors.yaml").mkdir()
    status, said, _ = explainer(root, "check", *DAY, seconds=20)
    assert said.splitlines() == [
        "stories/_actors.yaml:1:1: error: This is a folder, and a file is expected here. [unreadable]",
        "stories/pipe.yaml:1:1: error: This is not an ordinary file, and is not opened. [unreadable]",
        "2 errors.",
    ]
    assert status == 1


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    root = files(tmp_path, gates=STORY)
    (root / "stories/gates.yaml").chmod(0)
    if os.access(root / "stories/gates.yaml", os.R_OK):
        pytest.skip("SKIPPED LOUDLY: the superuser may read every file")
    assert problems(root) == [
        "stories/gates.yaml:1:1: error: This file may not be read. Give yourself the right to read it. [unreadable]"
    ]


@pytest.mark.parametrize("stands_there", ["nothing", "a file"])
def test_a_newsroom_without_stories_keeps_its_pages_and_is_told(tmp_path: Path, stands_there: str) -> None:
    root = files(tmp_path, gates=STORY)
    explainer(root, "render", *DAY)
    before = tree(root / "docs")
    shutil.rmtree(root / "stories")
    if stands_there == "a file":
        (root / "stories").write_text("x")
    sentence = (
        "stories:1:1: error: There is no folder 'stories' here. Run this in a newsroom's folder, or name it with --newsroom. "
        "[no-stories]\n1 error. Nothing was written; the last good pages stay.\n"
    )
    assert explainer(root, "render", "--newsroom", ".", *DAY) == (1, "", sentence)
    assert tree(root / "docs") == before
    assert explainer(root, "render", *DAY)[0] == 2


SETTINGS = """\
timezone: {zone}
languages: []
"""


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", "Europe", "'\\0'", "/etc/localtime"])
def test_settings_that_make_no_sense_are_told_and_hide_nothing_else(tmp_path: Path, zone: str) -> None:
    root = write(files(tmp_path, gates=b"title: [x]\n"), {"stories/_newsroom.yaml": SETTINGS.format(zone=zone)})
    status, said, _ = explainer(root, "check")  # without a day: the time zone is needed to know it
    assert [line.split()[-1] for line in said.splitlines() if "error: " in line] == ["[bad-timezone]", "[not-text]"]
    assert status == 1


def test_shared_files_of_the_wrong_shape_are_told_in_words_that_fit_them(tmp_path: Path) -> None:
    root = write(
        files(tmp_path, gates=STORY), {"stories/_actors.yaml": "- brandt\n", "stories/_sources.yaml": "a: b\n"}
    )
    assert [line.split(": error: ")[0] for line in problems(root)] == [
        "stories/_actors.yaml:1:1",
        "stories/_sources.yaml:1:4",
    ]
    assert "key_points" not in problems(root)[0]


def test_thousands_of_mistakes_are_all_told(tmp_path: Path) -> None:
    claims = "".join(f"  k{n}: {{text: Number {n}., status: rumoured}}\n" for n in range(2000))
    root = files(tmp_path, x=TITLE + b"claims:\n" + claims.encode())
    status, said, _ = explainer(root, "check", *DAY)
    assert (status, said.splitlines()[-1]) == (1, "2000 errors.")


@pytest.mark.parametrize(
    ("what", "code", "number"),
    [
        ("".join(f"field-{n}: x\n" for n in range(49_000)), "unknown-field", 49_000),
        (
            "claims:\n" + "".join(f"  k{n}: {{text: A., status: reportd, by: b}}\n" for n in range(13_000)),
            "not-a-choice",
            13_000,
        ),
        (
            "summary: |\n"
            + "".join(f"  Of [[boat-{n}]].\n" for n in range(20_000))
            + "actors:\n"
            + "".join(f"  person-{n}: {{name: A, kind: person}}\n" for n in range(1000)),
            "unknown-id",
            20_000,
        ),
        ("sources:\n" + "".join(f"  paper-{n}:\n" for n in range(40_000)), "not-shared", 40_000),
    ],
    ids=["unknown fields", "wrong words", "unknown ids", "sources not shared"],
)
def test_tens_of_thousands_of_mistakes_come_to_an_end(tmp_path: Path, what: str, code: str, number: int) -> None:
    root = files(tmp_path, x=TITLE + what.encode())
    with comes_to_an_end():
        found = run(root).problems
    assert sum(problem.code == code for problem in found) == number


def test_the_first_fifty_mistakes_are_told_with_what_was_meant_and_the_others_without(tmp_path: Path) -> None:
    claims = "".join(f"  k{n}: {{text: A., status: reportd}}\n" for n in range(52))
    hints = [problem.hint for problem in run(files(tmp_path, x=TITLE + b"claims:\n" + claims.encode())).problems]
    choices = "Type one of: "
    assert [hint.partition(choices)[0] for hint in hints] == ["Did you mean 'reported'? "] * 50 + [""] * 2
    assert len({hint.partition(choices)[2] for hint in hints}) == 1


def test_a_story_that_nobody_can_read_to_its_end_is_refused(tmp_path: Path) -> None:
    dates = "".join(f"  - {{date: 2031, title: Sitting {n}}}\n" for n in range(1999))
    actors = "actors:\n  brandt: {name: Ada Brandt, kind: person}\n"
    assert "story-too-long" not in {
        p.code for p in run(files(tmp_path, x=f"title: A\n{actors}dates:\n{dates}".encode())).problems
    }
    more = f"{actors}  wick: {{name: Jonas Wick, kind: person}}\n"
    told = [
        str(p)
        for p in run(files(tmp_path, x=f"title: A\n{more}dates:\n{dates}".encode())).problems
        if p.code == "story-too-long"
    ]
    assert told == [
        "stories/x.yaml:5:1: error: This story has 2,001 entries, 1,999 of them here; the most is 2,000. "
        "Divide it into several stories that name each other under 'related'. [story-too-long]"
    ]


def test_large_and_long_but_right_is_simply_fine(tmp_path: Path) -> None:
    actors = "".join(f"  a{n}: {{name: Person {n} of Harrow Bay, kind: person}}\n" for n in range(200))
    named = " ".join(f"[[a{n}]]" for n in range(200))
    typed = BASE.replace("actors:\n", f"actors:\n{actors}").replace("Who closed", "Who " * 2500 + "closed")
    root = story(tmp_path, f"summary: >-\n  {named}\n", base=typed)
    result = run(root)
    assert result.problems == ()
    text = "".join(str(page.text) for page in result.pages)
    assert all(f"Person {n} of Harrow Bay" in text for n in range(200))
    assert "Who " * 2500 in text


def test_a_rule_that_crashes_is_named_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_thumb(case: Case) -> Iterator[Finding]:
        yield Finding(("title",), "Found.", "Mend it.")
        raise ZeroDivisionError

    archive = run(files(tmp_path, gates=STORY)).archive
    monkeypatch.setattr("generator.rules.judged.RULES", (Rule("rule-of-thumb", of_thumb),))
    assert [str(problem) for problem in judge(archive, gather_facts(archive))] == [
        "stories/gates.yaml:1:1: warning: The rule 'rule-of-thumb' failed on this story (ZeroDivisionError); "
        "this is a fault of the program, not of the story. Please report it. [rule-failed]"
    ]


def test_pages_are_written_nowhere_when_something_stands_in_the_place_of_docs(tmp_path: Path) -> None:
    root = files(tmp_path, gates=STORY)
    (root / "docs").rmdir()
    (root / "docs").write_text("Mine.\n")
    status, said, errors = explainer(root, "render", *DAY)
    assert errors.splitlines() == [
        "docs:1:1: error: 'docs' should be a folder, and something else stands there. Rename or delete it. [page-blocked]",
        "1 error. Nothing was written; the last good pages stay.",
    ]
    assert (status, said, (root / "docs").read_text()) == (1, "", "Mine.\n")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A very small disk of its own."""
    root = tmp_path / "disk"
    root.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(root)], capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip(f"SKIPPED LOUDLY: no small disk can be mounted here ({made.stderr.strip()})")
    yield root
    subprocess.run(["umount", str(root)], check=True)


def test_a_full_disk_and_one_that_is_read_only_leave_every_page_as_it_was(disk: Path) -> None:
    root = files(disk, gates=STORY)
    assert explainer(root, "render", *DAY)[0] == 0
    (root / "stories/gates.yaml").write_bytes(STORY.replace(b"Who closed", b"Who really closed"))
    before = tree(root / "docs", root / ".explainer")
    with open(root / "filler", "wb", buffering=0) as filler, pytest.raises(OSError, match="No space left"):
        while True:
            filler.write(b"x" * 4096)
    status, said, errors = explainer(root, "render", *DAY)
    assert (status, said, errors.splitlines()[-1]) == (1, "", "1 error. Nothing was written; the last good pages stay.")
    assert "[disk-full]" in errors
    assert tree(root / "docs", root / ".explainer") == before
    (root / "filler").unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    status, said, errors = explainer(root, "render", *DAY)
    assert (status, said, "[disk-refused]" in errors) == (1, "", True)
    assert tree(root / "docs", root / ".explainer") == before


LINES = (Path(__file__).parents[2] / "stories/starlink-taiwan-request.yaml").read_text("utf-8").split("\n")
SIGNS = st.sampled_from([*"[]{}:,#&*!|>'\"%@`-?~ ", "\t", "\x00", "é", "\u202e", "[[", "[@", "![["])
CHANGES = st.tuples(
    st.sampled_from(["delete", "double", "replace", "sign", "swap", "indent"]),
    st.integers(0, len(LINES) - 1),
    st.integers(0, 10_000),
    SIGNS,
)


def changed(change: str, lines: list[str], at: int, other: int, sign: str) -> list[str]:
    """One slip of the hand."""
    at %= len(lines)
    line = lines[at]
    column = other % (len(line) + 1)
    new = {
        "delete": [],
        "double": [line, line],
        "replace": [lines[other % len(lines)]],
        "sign": [line[:column] + sign + line[column + 1 :]],
        "swap": [line[:column] + line[column : column + 2][::-1] + line[column + 2 :]],
        "indent": [" " * (other % 4) + line],
    }[change]
    return [*lines[:at], *new, *lines[at + 1 :]] or [""]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_no_slip_of_the_hand_makes_the_tool_fail_or_wait(
    tmp_path: Path, project: Path, slips: list[tuple[str, int, int, str]]
) -> None:
    lines = list(LINES)
    for change, at, other, sign in slips:
        lines = changed(change, lines, at, other, sign)
    stories = tmp_path / "stories"
    stories.mkdir(exist_ok=True)
    for name in ("_actors.yaml", "_sources.yaml", "_newsroom.yaml"):
        shutil.copy(project / "stories" / name, stories / name)
    (stories / "request.yaml").write_text("\n".join(lines), "utf-8")
    with comes_to_an_end():
        result = gather(tmp_path, today=datetime.date(2032, 1, 15), drafts=True)
    assert result.blocked == any(problem.severity == "error" for problem in result.problems)
    assert bool(result.pages) == (not result.blocked)
    count = len("\n".join(lines).split("\n"))
    assert [
        p for p in result.problems if p.place.file == "stories/request.yaml" and not 1 <= p.place.line <= count
    ] == []
    assert result.newsroom.today == TODAY
