"""Writing pages: real files, real kills, real full disks."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problem import Problem, Severity
from generator.writing.page import Page, carries_our_name, is_ours, path_fault, published_at, seal
from generator.writing.pages import Written, write_pages


def markdown(title: str, body: str = "Text.") -> str:
    return f"---\ntitle: {title}\n---\n\n{body}\n"


def story(slug: str, body: str = "Text.") -> Page:
    return Page(f"stories/{slug}.md", markdown(slug, body), f"stories/{slug}.yaml")


def write(root: Path, *pages: Page) -> tuple[Written, tuple[Problem, ...]]:
    return write_pages(pages, root / "docs", root / ".explainer" / "record.json", root)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def everything(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file and folder with its times, to show that nothing at all was touched."""
    return {
        p.relative_to(folder).as_posix(): (
            p.lstat().st_mtime_ns,
            p.lstat().st_ino,
            p.read_bytes() if p.is_file() and not p.is_symlink() else b"",
        )
        for p in sorted(folder.rglob("*"))
    }


def stored(page: Page) -> bytes:
    text = seal(page).text
    return text if isinstance(text, bytes) else text.encode()


def by_hand(root: Path, path: str, text: str = "My own words.\n") -> Path:
    file = root / "docs" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(p.code, p.place.file) for p in problems]


# -- the seal --


def test_a_seal_fits_its_page_and_no_other_text_or_place() -> None:
    text = seal(story("a")).text
    assert is_ours(text, "stories/a.md")
    assert is_ours(str(text).replace("\n", "\r\n").encode(), "stories/a.md")
    assert not is_ours(text, "stories/b.md")
    assert not is_ours(str(text).replace("title: a", "title: b"), "stories/a.md")
    assert not is_ours(str(text) + " ", "stories/a.md")
    assert not is_ours(b"\xff\xfe", "stories/a.md")
    assert carries_our_name(str(text) + "edited")


def test_sealing_twice_changes_nothing_and_leaves_other_files_alone() -> None:
    assert seal(seal(story("a"))) == seal(story("a"))
    for page in (Page("feed.xml", "<feed/>"), Page("a.md", "no front matter"), Page("a.md", b"---\na: b\n---\n")):
        assert seal(page) == page


@given(st.text(alphabet="a-:\n\r \u2028é", max_size=60), st.text(alphabet="a-:\n \u2028é", max_size=30))
def test_every_sealed_page_is_known_again(body: str, title: str) -> None:
    page = seal(Page("a.md", f"---\ntitle: {json.dumps(title)}\n---\n{body}"))
    assert is_ours(page.text, page.path) and seal(page) == page


# -- writing --


def test_pages_are_written_kept_and_removed(tmp_path: Path) -> None:
    assert write(tmp_path, story("a"), story("b"), Page("data/x.json", "{}"), Page("logo.png", b"\x89\r\n")) == (
        Written(("data/x.json", "logo.png", "stories/a.md", "stories/b.md")),
        (),
    )
    assert write(tmp_path, story("a"), story("b", "New."), story("c")) == (
        Written(("stories/b.md", "stories/c.md"), ("stories/a.md",), ("data/x.json", "logo.png")),
        (),
    )
    pages = [story("a"), story("b", "New."), story("c")]
    assert contents(tmp_path / "docs") == {page.path: stored(page) for page in pages}
    assert not (tmp_path / "docs/data").exists()


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    write(tmp_path, story("a"), Page("x.json", "{}"))
    before = everything(tmp_path)
    assert write(tmp_path, story("a"), Page("x.json", "{}")) == (Written((), ("stories/a.md", "x.json")), ())
    assert everything(tmp_path) == before


def test_no_pages_and_none_before_leave_the_newsroom_as_it_was(tmp_path: Path) -> None:
    assert write(tmp_path) == (Written(), ())
    assert everything(tmp_path) == {}


def test_docs_itself_and_folders_made_by_hand_stay(tmp_path: Path) -> None:
    (tmp_path / "docs/mine").mkdir(parents=True)
    write(tmp_path, Page("deep/er/a.md", "x"))
    write(tmp_path)
    assert [p.name for p in (tmp_path / "docs").iterdir()] == ["mine"]


def test_new_files_have_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write(tmp_path, story("a"))
    finally:
        os.umask(old)
    assert (tmp_path / "docs/stories/a.md").stat().st_mode & 0o777 == 0o640


# -- what people wrote --


def test_a_hand_written_file_in_a_page_s_place_is_an_error_naming_both_and_stops_the_run(tmp_path: Path) -> None:
    write(tmp_path, story("b"))
    by_hand(tmp_path, "stories/a.md")
    before = everything(tmp_path)
    done, problems = write(tmp_path, story("a"), story("b", "New."), story("c"))
    assert done == Written()
    assert [str(p) for p in problems] == [
        "docs/stories/a.md:1:1: error: 'docs/stories/a.md' was written by hand, and the page of stories/a.yaml belongs"
        " in the same place ('stories/a.md'). Nothing was overwritten. Rename or move one of the two. [page-clash]"
    ]
    assert everything(tmp_path) == before


@pytest.mark.parametrize("path", ["stories/A.md", "stories/a/index.md", "stories/a/README.md", "stories/a/index.html"])
def test_a_hand_written_file_at_the_same_address_is_a_clash_too(tmp_path: Path, path: str) -> None:
    by_hand(tmp_path, path)
    assert codes(write(tmp_path, story("a"))[1]) == [("page-clash", f"docs/{path}")]


def test_a_page_that_gives_way_leaves_the_place_to_a_hand_written_one(tmp_path: Path) -> None:
    home = Page("index.md", markdown("Home"), gives_way=True)
    by_hand(tmp_path, "README.md")
    assert write(tmp_path, home, story("a")) == (Written(("stories/a.md",)), ())
    assert sorted(contents(tmp_path / "docs")) == ["README.md", "stories/a.md"]


def test_a_page_that_gave_way_once_edited_is_reported_until_it_is_disowned(tmp_path: Path) -> None:
    home = Page("index.md", markdown("Home"), gives_way=True)
    write(tmp_path, home)
    file = tmp_path / "docs/index.md"
    file.write_bytes(file.read_bytes() + b"mine")
    assert codes(write(tmp_path, home)[1]) == [("page-edited", "docs/index.md")]
    file.write_text("mine")
    assert write(tmp_path, home) == (Written(), ())
    assert file.read_text() == "mine"


def test_a_generated_page_that_somebody_edited_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path, story("a"), Page("x.json", "{}", "stories/a.yaml"))
    for path in ("stories/a.md", "x.json"):
        with (tmp_path / "docs" / path).open("a") as file:
            file.write("by hand")
    before = everything(tmp_path)
    done, problems = write(tmp_path, story("a", "New."), Page("x.json", "[]", "stories/a.yaml"))
    assert (done, codes(problems)) == (
        Written(),
        [("page-edited", "docs/stories/a.md"), ("page-edited", "docs/x.json")],
    )
    assert everything(tmp_path) == before


def test_an_edited_page_whose_story_is_gone_is_kept_with_a_warning_until_disowned(tmp_path: Path) -> None:
    write(tmp_path, story("a"), story("b"))
    file = tmp_path / "docs/stories/a.md"
    edited = file.read_text() + "by hand"
    file.write_text(edited)
    for _ in range(2):
        done, problems = write(tmp_path, story("b"))
        assert done == Written((), ("stories/b.md",))
        assert [(p.code, p.severity) for p in problems] == [("page-edited-left", Severity.WARNING)]
        assert file.read_text() == edited
    file.write_text("---\ntitle: mine\n---\n")
    assert write(tmp_path, story("b")) == (Written((), ("stories/b.md",)), ())
    assert write(tmp_path) == (Written(removed=("stories/b.md",)), ())
    assert contents(tmp_path / "docs") == {"stories/a.md": b"---\ntitle: mine\n---\n"}


def test_a_file_equal_to_the_page_is_adopted(tmp_path: Path) -> None:
    by_hand(tmp_path, "x.json", "{}")
    assert write(tmp_path, Page("x.json", "{}")) == (Written((), ("x.json",)), ())


# -- the record --


@pytest.mark.parametrize(
    "broken",
    [None, b"", b"{", b"\xff", b"[" * 100_000, b'{"format": 9, "pages": {}}', b'{"format": 1, "pages": [1]}', b"null"],
)
def test_with_a_lost_record_pages_are_known_by_their_seals(tmp_path: Path, broken: bytes | None) -> None:
    write(tmp_path, story("a"), story("b"))
    by_hand(tmp_path, "copy.md", (tmp_path / "docs/stories/b.md").read_text())
    record = tmp_path / ".explainer/record.json"
    record.unlink() if broken is None else record.write_bytes(broken)
    assert write(tmp_path, story("a", "New.")) == (Written(("stories/a.md",), (), ("stories/b.md",)), ())
    assert sorted(contents(tmp_path / "docs")) == ["copy.md", "stories/a.md"]
    assert list(json.loads(record.read_bytes())["pages"]) == ["stories/a.md"]


def test_a_foreign_record_cannot_have_files_elsewhere_removed(tmp_path: Path) -> None:
    precious = tmp_path / "stories.yaml"
    precious.write_text("precious")
    digest = hashlib.sha256(b"precious").hexdigest()
    (tmp_path / ".explainer").mkdir()
    paths = {"../stories.yaml": digest, str(precious): digest, "out/stories.yaml": digest, "a.md": 7}
    (tmp_path / ".explainer/record.json").write_text(json.dumps({"format": 1, "pages": paths}))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/out").symlink_to(tmp_path)
    assert write(tmp_path, story("a")) == (Written(("stories/a.md",)), ())
    assert precious.read_text() == "precious"


# -- paths, links, things in the way --


@pytest.mark.parametrize(
    "path",
    ["", "/etc/a.md", "../a.md", "a/../../b.md", "a//b.md", "./a.md", "a\\b.md", "C:/a.md", "a\0.md", "a\n.md"]
    + ["nul", "Con.md", "a/com1.md", ".hidden.md", "a./b.md", "a /b.md", "x" * 256, "é" * 128, "\ud800.md", "a?.md"],
)
def test_a_path_that_does_not_fit_every_disk_is_refused_in_a_sentence(tmp_path: Path, path: str) -> None:
    assert path_fault(path).endswith(".")
    done, problems = write(tmp_path, story("b"), Page(path, "x", "stories/a.yaml"))
    assert (done, codes(problems)) == (Written(), [("page-path", "stories/a.yaml")])
    assert str(problems[0]).isprintable() and everything(tmp_path) == {}


@pytest.mark.parametrize("path", ["stories/a.md", "Ünïcode/習近平.md", "a.b-c_d.json", "console.md", "x" * 255])
def test_ordinary_paths_pass(path: str) -> None:
    assert path_fault(path) == ""


@pytest.mark.parametrize("other", ["stories/a.md", "stories/A.md", "Stories/a.md", "stories/a/index.md"])
def test_two_pages_of_one_address_are_an_error_naming_both_stories(tmp_path: Path, other: str) -> None:
    done, problems = write(tmp_path, story("a"), Page(other, "x", "stories/other.yaml"))
    assert (done, [p.code for p in problems]) == (Written(), ["page-twice"])
    assert "stories/a.yaml" in problems[0].message and "stories/other.yaml" in problems[0].message
    assert everything(tmp_path) == {}


def test_two_ways_to_write_an_accent_are_one_address() -> None:
    assert published_at("caf\u00e9.md") == published_at("cafe\u0301.md") != published_at("cafe.md")


def test_no_link_is_followed(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    (outside / "a.md").write_text("precious")
    (root / "docs").mkdir(parents=True)
    (root / "docs/stories").symlink_to(outside)
    (root / "docs/b.md").symlink_to(outside / "a.md")
    (root / "docs/c.md").symlink_to(outside / "nowhere")
    done, problems = write(root, story("a"), Page("b.md", "x"), Page("c.md", "x"))
    assert (done, codes(problems)) == (
        Written(),
        [("page-clash", "docs/b.md"), ("page-clash", "docs/c.md"), ("page-link", "docs/stories")],
    )
    assert "leads out of the folder" in problems[2].message
    assert contents(outside) == {"a.md": b"precious"}


@pytest.mark.parametrize("name", ["docs", ".explainer"])
def test_a_folder_of_ours_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path, name: str) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (root / name).symlink_to(outside)
    assert codes(write(root, story("a"))[1]) == [("page-link", name)]
    assert everything(outside) == {}


@pytest.mark.parametrize("name", ["docs", ".explainer"])
def test_a_file_in_the_place_of_a_folder_of_ours_is_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("in the way")
    before = everything(tmp_path)
    assert codes(write(tmp_path, story("a"))[1]) == [("page-blocked", name)]
    assert everything(tmp_path) == before


def test_files_folders_and_pipes_in_a_page_s_way_are_sentences(tmp_path: Path) -> None:
    by_hand(tmp_path, "stories")
    (tmp_path / "docs/b.md").mkdir()
    os.mkfifo(tmp_path / "docs/c.md")
    before = sorted(p.name for p in (tmp_path / "docs").iterdir())
    done, problems = write(tmp_path, story("a"), Page("b.md", "x"), Page("c.md", "x"))
    assert (done, codes(problems)) == (
        Written(),
        [("page-clash", "docs/b.md"), ("page-clash", "docs/c.md"), ("page-blocked", "docs/stories")],
    )
    assert sorted(p.name for p in (tmp_path / "docs").iterdir()) == before


def test_a_folder_in_the_record_s_place_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / ".explainer/record.json").mkdir(parents=True)
    done, problems = write(tmp_path, story("a"))
    assert (done, codes(problems)) == (Written(), [("disk-blocked", ".explainer/record.json")])
    assert [p.name for p in tmp_path.rglob("*")] == [".explainer", "record.json"]


def test_a_path_too_long_for_the_disk_is_a_sentence(tmp_path: Path) -> None:
    path = "/".join(["d" * 200] * 25) + "/a.md"
    done, problems = write(tmp_path, story("a"), Page(path, "x"))
    assert (done, [p.code for p in problems]) == (Written(), ["disk-name"])
    assert everything(tmp_path) == {}


def test_half_a_character_in_a_page_is_a_sentence(tmp_path: Path) -> None:
    assert codes(write(tmp_path, Page("a.md", "\ud800", "stories/a.yaml"))[1]) == [("page-text", "stories/a.yaml")]


def test_only_our_own_temporary_files_are_cleared_away(tmp_path: Path) -> None:
    write(tmp_path, story("a"))
    for name in ("stories/.explainer-new-1-2", "gone/deep/.explainer-new-3-4", "stories/.explainer-new-mine", ".mine"):
        by_hand(tmp_path, name)
    (tmp_path / ".explainer/.explainer-new-5-6").write_text("x")
    write(tmp_path, story("a"))
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()) == [
        ".explainer/record.json",
        "docs/.mine",
        "docs/stories/.explainer-new-mine",
        "docs/stories/a.md",
    ]
    assert not (tmp_path / "docs/gone").exists()


# -- disks that refuse --


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "disk"
    root.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(root)], capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip(f"SKIPPED LOUDLY: no small disk can be mounted here ({made.stderr.strip()})")
    yield root
    subprocess.run(["umount", str(root)], check=True)


def test_a_full_disk_changes_nothing_at_all(small_disk: Path) -> None:
    write(small_disk, story("a"), story("b"), story("old"))
    before = everything(small_disk)
    pages = [story("a", "New."), story("b", "New."), *(story(f"c{n}", "x" * 9000) for n in range(9))]
    done, problems = write(small_disk, *pages)
    assert (done, [p.code for p in problems]) == (Written(), ["disk-full"])
    assert problems[0].message.startswith("The disk is full: 'docs/stories/c")
    assert "Nothing was lost" in problems[0].message
    assert {path: was[2] for path, was in everything(small_disk).items()} == {p: was[2] for p, was in before.items()}
    assert write(small_disk, story("a"), story("b"))[0] == Written(
        (), ("stories/a.md", "stories/b.md"), ("stories/old.md",)
    )


def test_a_disk_that_turned_read_only_is_a_sentence(small_disk: Path) -> None:
    write(small_disk, story("a"))
    before = everything(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done, problems = write(small_disk, story("a", "New."))
    assert (done, [p.code for p in problems]) == (Written(), ["disk-refused"])
    assert everything(small_disk) == before


@pytest.mark.parametrize("locked", ["stories/b.md", "stories/stale.md"])
def test_a_disk_that_fails_in_the_middle_of_renaming_gets_everything_put_back(tmp_path: Path, locked: str) -> None:
    if shutil.which("chattr") is None:
        pytest.skip("SKIPPED LOUDLY: chattr is not installed")
    write(tmp_path, story("a"), story("b"), story("stale"))
    before = contents(tmp_path)
    file = str(tmp_path / "docs" / locked)
    if subprocess.run(["chattr", "+i", file], capture_output=True).returncode:
        pytest.skip("SKIPPED LOUDLY: this disk or account cannot lock a file with chattr")
    try:
        done, problems = write(tmp_path, story("a", "New."), story("b", "New."), story("another"))
    finally:
        subprocess.run(["chattr", "-i", file], check=True)
    assert (done, codes(problems)) == (Written(), [("disk-refused", f"docs/{locked}")])
    assert "Nothing was lost" in problems[0].message
    assert contents(tmp_path) == before


# -- kills --

_KILLED_AT = """
import os, signal, sys
from pathlib import Path
from generator.writing import Page, write_pages
root, moment = Path(sys.argv[1]), int(sys.argv[2])
seen = 0
def count(event, args):
    global seen
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir") and str(root) in str(args[0]):
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGKILL)
pages = eval(sys.argv[3])
sys.addaudithook(count)
done, problems = write_pages(pages, root / "docs", root / ".explainer/record.json", root)
sys.exit(1 if problems else 0)
"""


def test_a_kill_at_any_moment_leaves_whole_pages_and_the_next_run_mends_the_rest(tmp_path: Path) -> None:
    first = [story("a"), story("b"), story("stale"), Page("x.json", "1"), Page("old/y.json", "1")]
    second = [story("a"), story("b", "Second." * 3000), story("new"), Page("x.json", "2"), Page("z/z.json", "2")]
    third = [story("a"), story("b", "Third."), Page("x.json", "3"), Page("z/z.json", "3")]
    clean = {page.path: stored(page) for page in third} | {"mine.md": b"My own words.\n"}
    for moment in range(1, 200):
        root = tmp_path / str(moment)
        by_hand(root, "mine.md")
        write(root, *first)
        whole = {(page.path, stored(page)) for page in first + second} | {("mine.md", b"My own words.\n")}
        run = subprocess.run([sys.executable, "-c", _KILLED_AT, str(root), str(moment), repr(second)])
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL
        stand = {k: v for k, v in contents(root / "docs").items() if ".explainer-new-" not in k}
        assert set(stand.items()) <= whole
        assert {"mine.md", "stories/a.md", "stories/b.md", "x.json"} <= set(stand)
        subprocess.run([sys.executable, "-c", _KILLED_AT, str(root), str(moment), repr([*second, story("later")])])
        assert write(root, *third)[1] == ()
        assert contents(root / "docs") == clean
        assert sorted(p.name for p in (root / ".explainer").iterdir()) == ["record.json"]
    assert moment > 20, "the kills did not reach into the writing"
    assert set(contents(root / "docs")) == {"mine.md", *(page.path for page in second)}


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    sets = [[story(f"s{n}", word * 500) for n in range(30)] for word in ("one ", "two ")]
    runs = [subprocess.Popen([sys.executable, "-c", _KILLED_AT, str(tmp_path), "0", repr(s)]) for s in sets * 2]
    assert [run.wait(timeout=60) for run in runs] == [0, 0, 0, 0]
    assert contents(tmp_path / "docs") in [{page.path: stored(page) for page in s} for s in sets]


# -- any history --

_PATHS = st.sampled_from(["index.md", "stories/a.md", "stories/b/c.md", "stories/b/d.md", "data/x.json", "feed.xml"])
_PAGES = st.dictionaries(_PATHS, st.sampled_from(["one", "two", ""]), max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_PAGES, st.booleans()), min_size=1, max_size=6))
def test_after_any_series_of_runs_docs_is_what_a_clean_run_makes(series: list[tuple[dict[str, str], bool]]) -> None:
    def as_pages(texts: dict[str, str]) -> list[Page]:
        return [Page(p, markdown("t", text) if p.endswith(".md") else text) for p, text in texts.items()]

    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        by_hand(Path(one), "stories/mine.md")
        by_hand(Path(two), "stories/mine.md")
        for texts, loses_record in series:
            assert write(Path(one), *as_pages(texts))[1] == ()
            sealed_only = all(path.endswith(".md") for path in texts)
            if loses_record and sealed_only and texts:  # data files carry no seal: they need the record
                (Path(one) / ".explainer/record.json").unlink()
        write(Path(two), *as_pages(series[-1][0]))
        assert contents(Path(one) / "docs") == contents(Path(two) / "docs")
        assert sorted(p for p in (Path(one) / "docs").rglob("*")) == sorted(
            Path(one) / p.relative_to(two) for p in (Path(two) / "docs").rglob("*")
        )
