"""The commands through the door that people use: exit status, words, and what became of the files."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from generator.writing.folder import own_folder
from tests.doors import CLEAN, DAY, EXPLAINER, explainer, tree
from tests.newsrooms import BASE, run, story, write

DRAFT = BASE.replace("published: 2031-06-01\n", "")
# Shared, so that stories which are alike do not each define her.
SHARED = {"stories/_actors.yaml": "brandt: {name: Ada Brandt, kind: person}\n"}
BROKEN = BASE.replace("status: reported", "status: rumoured")
WARNED = BASE.replace("claims:", "  tide: {kind: document, title: A tide table, read: 2031-05-03}\nclaims:")


def several(root: Path) -> Path:
    """Three stories: one clean, one with a warning, one (in a folder) with an error."""
    return write(
        root, SHARED | {"stories/fine.yaml": BASE, "stories/warned.yaml": WARNED, "stories/a/wrong.yaml": BROKEN}
    )


def test_check_ends_with_0_for_clean_and_warnings_with_1_for_errors_and_with_2_for_wrong_usage(tmp_path: Path) -> None:
    root = several(tmp_path)
    status = {
        arguments: explainer(root, "check", *DAY, *arguments.split())[0]
        for arguments in (
            "stories/fine.yaml",
            "stories/warned.yaml",
            "stories/warned.yaml --strict",
            "stories/fine.yaml --strict",
            "stories/a/wrong.yaml",
            "",
            "stories/nosuch.yaml",
            "--format yaml",
            "--nosuch",
            "--newsroom nosuch",
        )
    }
    assert list(status.values()) == [0, 0, 1, 0, 1, 1, 2, 2, 2, 2]


def test_text_json_and_github_name_the_same_problems(tmp_path: Path) -> None:
    root = several(tmp_path)
    told = {face: explainer(root, "check", *DAY, "--format", face)[1] for face in ("text", "json", "github")}
    text = re.findall(r"(?m)^(\S+):(\d+):(\d+): (error|warning): .* \[([a-z-]+)\]$", told["text"])
    github = re.findall(r"(?m)^::(error|warning) file=(.+),line=(\d+),col=(\d+),title=([a-z-]+)::.+$", told["github"])
    found = json.loads(told["json"])
    expected = [
        ("stories/a/wrong.yaml", "14", "13", "error", "not-a-choice"),
        ("stories/warned.yaml", "9", "3", "warning", "unused-source"),
    ]
    assert text == expected
    assert [(file, line, column, level, code) for level, file, line, column, code in github] == expected
    keys = ("file", "line", "column", "severity", "code")
    assert [tuple(str(problem[key]) for key in keys) for problem in found] == expected
    assert told["text"].splitlines()[-1] == "1 error and 1 warning."


def test_people_are_shown_fifty_problems_of_a_file_and_programs_all(tmp_path: Path) -> None:
    many = "".join(f"  - {{date: 2031, title: A, id: d{n}, ttle: b}}\n" for n in range(60))
    root = write(
        tmp_path,
        {"stories/a.yaml": f"title: A\ndates:\n{many}", "stories/b.yaml": "title: B\nttle: x\n"},
    )
    told = {face: explainer(root, "check", *DAY, "--format", face)[1] for face in ("text", "json", "github")}
    assert len(json.loads(told["json"])) == 61
    more = "stories/a.yaml: and 10 more problems in this file; explainer check --format json lists all."
    lines = told["text"].splitlines()
    assert (len([line for line in lines if ": error: " in line]), lines[-2:]) == (51, [more, "61 errors."])
    github = told["github"].splitlines()
    assert (len(github), github[-1]) == (52, f"::notice ::{more}")


def test_no_problems_are_an_empty_list_for_programs(tmp_path: Path) -> None:
    root = story(tmp_path, "")
    assert explainer(root, "check", *DAY, "--format", "json") == (0, "[]\n", "")
    assert explainer(root, "check", *DAY, "--format", "github") == (0, "", "")
    assert explainer(root, "check", *DAY) == (0, "No problems.\n", "")


@pytest.mark.parametrize(
    ("where", "file"),
    [
        (".", "stories/a/wrong.yaml"),
        ("stories", "a/wrong.yaml"),
        ("stories/a", "wrong.yaml"),
        ("docs", "../stories/a/wrong.yaml"),
        (".", "./stories/../stories/a/wrong.yaml"),
        (".", "stories/a"),
        ("stories/a", "."),
    ],
)
def test_a_file_or_folder_is_checked_from_wherever_it_is_named(tmp_path: Path, where: str, file: str) -> None:
    root = several(tmp_path)
    status, said, errors = explainer(root / where, "check", file, *DAY)
    assert (status, errors, said.splitlines()[-1]) == (1, "", "1 error.")
    assert said.startswith("stories/a/wrong.yaml:14:13: error: ")


def test_a_file_named_through_a_link_to_the_newsroom_is_not_taken_for_clean(tmp_path: Path) -> None:
    several(tmp_path / "real")
    (tmp_path / "link").symlink_to("real")
    there = tmp_path / "link/stories/a/wrong.yaml"
    assert explainer(tmp_path / "real", "check", there, *DAY)[0] == 1
    assert explainer(tmp_path, "check", there, "--newsroom", "link", *DAY)[0] == 1


@pytest.mark.parametrize(
    ("file", "complaint"),
    [
        ("nosuch.yaml", "There is no file 'nosuch.yaml'.\n"),
        ("docs", "'docs' is no story of this newsroom; stories are .yaml files in stories/.\n"),
        ("mkdocs.yml", "'mkdocs.yml' is no story of this newsroom; stories are .yaml files in stories/.\n"),
        ("stories/notes.txt", "'stories/notes.txt' is no story of this newsroom; stories are .yaml files in stories/.\n"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_story_is_not_called_clean(tmp_path: Path, file: str, complaint: str) -> None:
    root = write(story(tmp_path, ""), {"mkdocs.yml": "site_name: x\n", "stories/notes.txt": "x\n"})
    assert explainer(root, "check", file, *DAY) == (2, "", complaint)


@pytest.mark.parametrize(
    "day", ["nonsense", "2032-02-30", "", "2032-1-15", "15.1.2032", "0000-01-01", "２０３２-01-15"]
)
def test_a_day_that_is_none_is_wrong_usage(tmp_path: Path, day: str) -> None:
    status, said, errors = explainer(story(tmp_path, ""), "check", "--today", day)
    assert (status, said) == (2, "")
    assert errors.splitlines()[-1] == f"Error: Invalid value for --today: '{day}' is not a day; type it as 2026-11-23."


def test_the_day_comes_from_the_option_then_from_the_environment(tmp_path: Path) -> None:
    root = story(tmp_path, "")
    before, after = str(1938000000), str(1940000000)  # 31 May and 23 June 2031: around the day of publication
    drafts = "1 draft left out: gates. Take drafts in with --drafts.\n0 pages written, 0 kept, 0 removed.\n"
    assert explainer(root, "render", SOURCE_DATE_EPOCH=before) == (0, drafts, "")
    assert explainer(root, "render", "--today", "2031-05-31", SOURCE_DATE_EPOCH=after) == (0, drafts, "")
    assert "wrote   docs/stories/gates.md" in explainer(root, "render", SOURCE_DATE_EPOCH=after)[1].splitlines()
    for nonsense in ("nonsense", "-1", "９", "9" * 30, "99999999999"):
        assert explainer(root, "check", SOURCE_DATE_EPOCH=nonsense)[0] == 0, nonsense


def test_render_says_what_it_wrote_kept_removed_and_left_out(tmp_path: Path) -> None:
    root = write(
        tmp_path, SHARED | {"stories/one.yaml": BASE, "stories/deep/two.yaml": BASE, "stories/draft.yaml": DRAFT}
    )
    left_out = "1 draft left out: draft. Take drafts in with --drafts.\n"
    pages = sorted(page.path for page in run(root).pages)
    wrote = "".join(f"wrote   docs/{path}\n" for path in pages)
    assert {"stories/deep/two.md", "stories/one.md", "stories/index.md", "index.md"} <= set(pages)
    count = len(pages)
    assert explainer(root, "render", *DAY) == (0, f"{wrote}{left_out}{count} pages written, 0 kept, 0 removed.\n", "")
    times = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    assert explainer(root, "render", *DAY) == (0, f"{left_out}0 pages written, {count} kept, 0 removed.\n", "")
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == times
    (root / "stories/deep/two.yaml").unlink()
    status, said, errors = explainer(root, "render", *DAY)
    assert (status, errors) == (0, "")
    assert [line for line in said.splitlines() if line.startswith("removed")] == ["removed docs/stories/deep/two.md"]
    assert not (root / "docs/stories/deep").exists()
    assert (
        f"{left_out}{said.count('wrote')} pages written, {count - 1 - said.count('wrote')} kept, 1 removed.\n" in said
    )
    status, said, errors = explainer(root, "render", "--drafts", *DAY)
    assert (status, errors, "draft left out" in said) == (0, "", False)
    assert "wrote   docs/stories/draft.md" in said.splitlines()


@pytest.mark.parametrize("command", ["render", "build"])
def test_a_day_on_which_no_story_is_published_takes_nothing_away_unless_told_to(newsroom: Path, command: str) -> None:
    write(
        newsroom,
        SHARED | {"stories/one.yaml": BASE + "aliases: [old]\n", "stories/two.yaml": BASE, "stories/d.yaml": DRAFT},
    )
    assert explainer(newsroom, "build", *DAY)[0] == 0
    folders = (newsroom / "docs", newsroom / "site", newsroom / ".explainer")
    before = tree(*folders)
    sentence = (
        "stories:1:1: error: On 1970-01-01 no story counts as published, and this would take away all 2 published stories. "
        "Nothing was changed. Mend the day given with --today, or the computer's clock. If readers are to lose them all, add "
        "--unpublish-all. [all-unpublished]\n"
    )
    assert explainer(newsroom, command, "--today", "1970-01-01") == (1, "", sentence)
    assert tree(*folders) == before
    assert explainer(newsroom, command, "--today", "1970-01-01", "--unpublish-all")[0] == 0
    assert not (newsroom / "docs/stories").exists()
    # Nothing is published now, so nothing is left to ask about.
    assert explainer(newsroom, command, "--today", "1970-01-01")[0] == 0


def test_stories_that_were_deleted_or_were_never_published_are_taken_away_without_a_word(tmp_path: Path) -> None:
    root = write(tmp_path, {"stories/draft.yaml": DRAFT})
    assert explainer(root, "render", "--drafts", *DAY)[0] == 0
    assert explainer(root, "render", *DAY)[::2] == (0, "")
    (root / "stories/draft.yaml").rename(root / "stories/one.yaml")
    write(root, {"stories/one.yaml": BASE})
    assert explainer(root, "render", *DAY)[0] == 0
    (root / "stories/one.yaml").unlink()
    status, said, errors = explainer(root, "render", *DAY)
    assert (status, errors, "removed docs/stories/one.md" in said.splitlines()) == (0, "", True)


def test_an_error_in_a_draft_does_not_stop_the_others_unless_drafts_are_taken_in(tmp_path: Path) -> None:
    wrong = DRAFT.replace("status: reported", "status: rumoured")
    root = write(tmp_path, {"stories/one.yaml": BASE, "stories/draft.yaml": wrong})
    status, said, errors = explainer(root, "render", *DAY)
    assert (status, "wrote   docs/stories/one.md" in said.splitlines()) == (0, True)
    assert errors.startswith("stories/draft.yaml:13:13: error: 'rumoured' is not one of the words for 'status'.")
    before = tree(root / "docs")
    status, said, errors = explainer(root, "render", "--drafts", *DAY)
    assert (status, said, tree(root / "docs")) == (1, "", before)
    assert errors.splitlines()[-1] == "1 error. Nothing was written; the last good pages stay."


def test_a_file_that_cannot_be_read_stops_the_others_for_it_may_be_published(tmp_path: Path) -> None:
    root = write(tmp_path, {"stories/one.yaml": BASE, "stories/draft.yaml": 'title: "Never closed\n'})
    status, said, errors = explainer(root, "render", *DAY)
    assert (status, said, tree(root / "docs")) == (1, "", {})
    assert errors.startswith("stories/draft.yaml:1:8: error: The quotation mark that opens here is never closed.")


@pytest.mark.parametrize(
    "slip",
    ["status: rumoured", "status: [", 'status: "', "\nstatus: reported", "status: reported\npublished: 2031-06-31"],
)
def test_a_story_held_back_loses_neither_its_page_nor_its_old_addresses(tmp_path: Path, slip: str) -> None:
    aliases = "aliases: [old, deep/older]\n"
    root = write(tmp_path, SHARED | {"stories/a/one.yaml": BASE + aliases, "stories/two.yaml": BASE})
    assert explainer(root, "render", *DAY)[0] == 0
    before = tree(root / "docs")
    assert sorted(path.relative_to(root / "docs/stories").as_posix() for path in (root / "docs/stories").rglob("*.md")) == [
        "a/one.md", "deep/older.md", "index.md", "old.md", "two.md"
    ]  # fmt: skip
    write(root, {"stories/a/one.yaml": BASE.replace("status: reported", slip) + aliases})
    status, said, errors = explainer(root, "render", "--keep-going", *DAY)
    assert (status, said, tree(root / "docs")) == (1, f"0 pages written, {len(before)} kept, 0 removed.\n", before)
    held = "Held back with their last good pages: a/one. The pages about all stories stay as they were."
    assert errors.splitlines()[-1] == held


def test_colours_are_for_terminals_and_can_be_switched_off(tmp_path: Path) -> None:
    root = several(tmp_path)
    assert "\x1b" not in explainer(root, "check", *DAY)[1]
    assert "\x1b[31m" in on_a_terminal(root, "check", *DAY)
    assert "\x1b" not in on_a_terminal(root, "check", *DAY, NO_COLOR="1")


def on_a_terminal(root: Path, *arguments: str, **variables: str) -> str:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*EXPLAINER, *arguments], cwd=root, env={**CLEAN, "TERM": "xterm", **variables}, stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        said = b""
        while True:
            try:
                data = os.read(ours, 65536)
            except OSError:  # how Linux tells that the other end is closed
                break
            if not data:
                break
            said += data
    os.close(ours)
    return said.decode()


def test_a_reader_that_goes_away_is_no_failure_with_a_traceback(tmp_path: Path) -> None:
    claims = "".join(f"  k{n}: {{text: Number {n}., status: rumoured}}\n" for n in range(1000))
    root = write(tmp_path, {"stories/long.yaml": f"title: Long\nclaims:\n{claims}"})
    with subprocess.Popen(
        [*EXPLAINER, "check", *DAY], cwd=root, env=CLEAN, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        first = command.stdout.readline()
        command.stdout.close()
        errors = command.stderr.read()
    assert first.startswith(b"stories/long.yaml:3:")
    assert errors == b""


@pytest.mark.parametrize("command", ["", "check", "render", "build"])
def test_every_command_explains_itself_with_an_example(tmp_path: Path, command: str) -> None:
    status, said, errors = explainer(tmp_path, *command.split(), "--help")
    assert (status, errors) == (0, "")
    assert f"Example:\n    explainer {command or 'check'}" in said


def test_outside_a_newsroom_every_command_says_where_to_go(tmp_path: Path) -> None:
    sentence = (
        "There is no folder 'stories' here or above. Go to a newsroom's folder, or name it with --newsroom. To begin a "
        "newsroom in this folder, make the folder first: mkdir stories"
    )
    for command in ("check", "render", "build"):
        status, said, errors = explainer(tmp_path, command)
        assert (status, said, errors.splitlines()[-1]) == (2, "", f"Error: {sentence}")


def test_a_build_without_settings_for_mkdocs_says_so(tmp_path: Path) -> None:
    sentence = "There is no mkdocs.yml here, so there is no site to build; 'explainer render' writes the pages alone.\n"
    assert explainer(story(tmp_path, ""), "build", *DAY) == (1, "", sentence)


def built(newsroom: Path) -> Path:
    """A newsroom with a site that stands."""
    write(newsroom, SHARED | {"stories/gates.yaml": BASE, "stories/deep/two.yaml": BASE})
    status, said, errors = explainer(newsroom, "build", *DAY)
    assert (status, errors) == (0, "")
    assert said == (
        "The site is built: open site/index.html\n  site/stories/deep/two/index.html\n  site/stories/gates/index.html\n"
    )
    return newsroom


def test_a_site_is_built_and_links_from_a_story_in_a_folder_lead_somewhere(newsroom: Path) -> None:
    site = built(newsroom) / "site"
    page = site / "stories/deep/two/index.html"
    links = re.findall(r'(?:href|src)="((?!https?:|mailto:|#|data:)[^"#?]+)', page.read_text("utf-8"))
    assert len(links) > 5
    targets = [(page.parent / link).resolve() for link in links]
    assert [target for target in targets if not (target / "index.html").is_file() and not target.is_file()] == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("site_name: [\n", "error parsing the configuration file"),
        ("- a\n", "The configuration is invalid"),
        ("", "Required configuration not provided"),
        ("site_name: x\nplugins: [nosuch-plugin]\n", 'The "nosuch-plugin" plugin is not installed'),
        ("site_name: x\ntheme: nosuch\n", "Unrecognised theme name: 'nosuch'"),
        ("site_name: x\nhooks: [nosuch.py]\n", "isn't an existing file"),
    ],
)
def test_settings_that_mkdocs_refuses_are_told_in_its_words_and_the_old_site_stays(
    newsroom: Path, settings: str, words: str
) -> None:
    before = tree(built(newsroom) / "site", newsroom / "docs")
    write(newsroom, {"mkdocs.yml": settings})
    status, said, errors = explainer(newsroom, "build", *DAY)
    assert (status, said) == (1, "")
    assert words in errors
    assert errors.endswith("MkDocs could not build the site (its words are above); the last good site stays.\n")
    assert tree(newsroom / "site", newsroom / "docs") == before


def test_a_story_with_an_error_leaves_pages_and_site_as_they_were(newsroom: Path) -> None:
    before = tree(built(newsroom) / "site", newsroom / "docs", newsroom / ".explainer")
    write(newsroom, SHARED | {"stories/gates.yaml": BROKEN, "stories/new.yaml": BASE})
    status, said, errors = explainer(newsroom, "build", *DAY)
    assert (status, said, errors.splitlines()[-1]) == (1, "", "1 error. Nothing was written; the last good pages stay.")
    assert tree(newsroom / "site", newsroom / "docs", newsroom / ".explainer") == before


def stopped(newsroom: Path, number: signal.Signals, *, everyone: bool) -> tuple[int, str]:
    """A build that is stopped in the middle, when MkDocs is writing the new site."""
    with subprocess.Popen(
        [*EXPLAINER, "build", *DAY],
        cwd=newsroom,
        env=CLEAN,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as command:
        end = time.monotonic() + 60
        while not list(newsroom.glob(".site.explainer-new-*/site")) and time.monotonic() < end:
            time.sleep(0.005)
        if everyone:
            os.killpg(command.pid, number)
        else:
            command.send_signal(number)
        assert command.stderr is not None
        return command.wait(60), command.stderr.read()


@pytest.mark.parametrize("everyone", [True, False], ids=["at a terminal", "by a program"])
def test_ctrl_c_ends_a_build_with_one_sentence_and_the_old_site_stays(newsroom: Path, everyone: bool) -> None:
    before = tree(built(newsroom) / "site")
    status, errors = stopped(newsroom, signal.SIGINT, everyone=everyone)
    assert (status, errors) == (130, "Stopped. Pages and site stay whole; run the command again to finish.\n")
    assert tree(newsroom / "site") == before
    assert explainer(newsroom, "build", *DAY)[0] == 0
    assert tree(newsroom / "site") == before
    assert [path.name for path in newsroom.glob(".site.*")] == []


def test_a_killed_build_leaves_the_old_site_and_the_next_build_clears_up(newsroom: Path) -> None:
    before = tree(built(newsroom) / "site")
    assert stopped(newsroom, signal.SIGKILL, everyone=True)[0] == -signal.SIGKILL
    assert tree(newsroom / "site") == before
    assert explainer(newsroom, "build", *DAY)[0] == 0
    assert tree(newsroom / "site") == before
    assert [path.name for path in newsroom.glob(".site.*")] == []


@pytest.mark.parametrize("command", ["check", "render", "build"])
def test_every_command_puts_a_site_back_that_a_kill_left_out_of_its_place(newsroom: Path, command: str) -> None:
    """As it is after a kill between the two renames, where the system cannot exchange folders."""
    before = tree(built(newsroom) / "site")
    with own_folder(newsroom, ".site.explainer-new-", lambda _: None) as left:
        (newsroom / "site").rename(left.path / "old")
    assert explainer(newsroom, command, *DAY)[0] == 0
    assert tree(newsroom / "site") == before
    assert [path.name for path in newsroom.glob(".site.*")] == []


@pytest.mark.parametrize("name", [".site.explainer-new", ".site.explainer-old", "site"])
def test_a_link_in_the_place_of_a_folder_of_the_site_loses_no_story(newsroom: Path, name: str) -> None:
    write(newsroom, {"stories/gates.yaml": BASE})
    before = tree(newsroom / "stories")
    (newsroom / name).symlink_to("stories")
    status, _, errors = explainer(newsroom, "build", *DAY)
    assert (status, tree(newsroom / "stories")) == (int(name == "site"), before)
    assert ("'site' is a link, and the site would go where it leads. Nothing was changed." in errors) == bool(status)


def test_what_a_newsroom_wants_in_its_site_comes_from_docs_and_what_was_put_there_by_hand_is_named(
    newsroom: Path,
) -> None:
    site = built(newsroom) / "site"
    write(newsroom, {"site/CNAME": "courier.example\n"})
    before = tree(site, newsroom / "docs")
    status, said, errors = explainer(newsroom, "build", *DAY)
    assert (status, said, tree(site, newsroom / "docs")) == (1, "", before)
    assert "would be without them: 'site/CNAME'. Nothing was changed." in errors
    (site / "CNAME").rename(newsroom / "docs/CNAME")
    assert explainer(newsroom, "build", *DAY)[0] == 0
    assert (site / "CNAME").read_text("utf-8") == "courier.example\n"


def test_a_site_of_an_earlier_version_is_adopted_once_with_a_line(newsroom: Path) -> None:
    (built(newsroom) / "site/.explainer-site").unlink()
    line = "'site' was built by an earlier version and is known by its pages; from now on it carries a mark."
    assert [line in explainer(newsroom, "build", *DAY)[1].splitlines() for _ in range(2)] == [True, False]


def test_two_builds_at_once_both_end_well(newsroom: Path) -> None:
    before = tree(built(newsroom) / "site", newsroom / "docs")
    runs = [
        subprocess.Popen([*EXPLAINER, "build", *DAY], cwd=newsroom, env=CLEAN, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]  # fmt: skip
    assert [(run.communicate(timeout=100)[1], run.returncode) for run in runs] == [(b"", 0)] * 2
    assert tree(newsroom / "site", newsroom / "docs") == before


def test_two_renders_at_once_leave_every_page_whole(tmp_path: Path) -> None:
    root = write(tmp_path, SHARED | {f"stories/s{n}.yaml": BASE for n in range(20)})
    runs = [
        subprocess.Popen([*EXPLAINER, "render", *DAY], cwd=root, env=CLEAN, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(3)
    ]  # fmt: skip
    assert [(run.communicate(timeout=100)[1], run.returncode) for run in runs] == [(b"", 0)] * 3
    assert explainer(root, "render", *DAY) == (
        0, f"0 pages written, {len(run(root).pages)} kept, 0 removed.\n", ""
    )  # fmt: skip
