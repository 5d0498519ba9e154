"""The built site takes the last one's place."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.problem import Severity
from generator.swap import building_folder, kept_folder, mend_site, swap_folder


def site(folder: Path, words: str) -> Path:
    (folder / "stories").mkdir(parents=True)
    (folder / "index.html").write_text(words)
    (folder / "stories/a.html").write_text(words)
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


NEW = {"index.html": "new", "stories/a.html": "new"}
OLD = {"index.html": "old", "stories/a.html": "old"}


def test_the_first_site_is_put_in_place(tmp_path: Path) -> None:
    assert swap_folder(site(building_folder(tmp_path / "site"), "new"), tmp_path / "site", tmp_path) == ()
    assert [p.name for p in tmp_path.iterdir()] == ["site"] and contents(tmp_path / "site") == NEW


def test_a_new_site_replaces_the_old_one_but_for_its_hidden_entries(tmp_path: Path) -> None:
    target = site(tmp_path / "site", "old")
    (target / ".git").mkdir()
    (target / ".git/HEAD").write_text("ref")
    (target / "gone.html").write_text("old")
    assert swap_folder(site(building_folder(target), "new"), target, tmp_path) == ()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
    assert contents(target) == {**NEW, ".git/HEAD": "ref"}


@pytest.mark.parametrize("made", [False, True])
def test_a_build_that_left_nothing_does_not_replace_a_site(tmp_path: Path, made: bool) -> None:
    target = site(tmp_path / "site", "old")
    if made:
        building_folder(target).mkdir()
    problems = swap_folder(building_folder(target), target, tmp_path)
    assert [p.code for p in problems] == ["site-empty"] and contents(target) == OLD


def test_links_files_and_folders_of_other_things_are_never_replaced(tmp_path: Path) -> None:
    elsewhere = site(tmp_path / "elsewhere", "old")
    (tmp_path / "link").symlink_to(elsewhere)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories/a.yaml").write_text("mine")
    new = site(tmp_path / ".new", "new")
    before = contents(tmp_path)
    for name in ("link", "file", "stories", "."):
        problems = swap_folder(new, tmp_path / name, tmp_path)
        assert [p.code for p in problems] == ["site-place"], name
    assert swap_folder(new, tmp_path.parent, tmp_path)[0].code == "site-place"
    assert contents(tmp_path) == before and (tmp_path / "link").is_symlink()


def test_a_failed_renaming_puts_the_old_site_back(tmp_path: Path) -> None:
    target = site(tmp_path / "site", "old")
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"SKIPPED LOUDLY: no second disk can be mounted here ({made.stderr.strip()})")
    try:
        problems = swap_folder(site(disk / "new", "new"), target, tmp_path)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert [(p.code, p.severity) for p in problems] == [("disk-other", Severity.ERROR)]
    assert problems[0].message.endswith("The last good site still stands.")
    assert contents(target) == OLD and not kept_folder(target).exists()


def test_an_old_site_that_cannot_be_cleared_away_is_a_warning(tmp_path: Path) -> None:
    target = site(tmp_path / "site", "old")
    if shutil.which("chattr") is None or subprocess.run(["chattr", "+i", str(target / "index.html")]).returncode:
        pytest.skip("SKIPPED LOUDLY: files cannot be locked here")
    try:
        problems = swap_folder(site(building_folder(target), "new"), target, tmp_path)
    finally:
        for folder in (target, kept_folder(target)):
            subprocess.run(["chattr", "-i", str(folder / "index.html")], capture_output=True)
    assert [p.severity for p in problems] == [Severity.WARNING] and contents(target) == NEW
    assert mend_site(target, tmp_path) == () and not kept_folder(target).exists() and contents(target) == NEW


_KILLED_AT = """
import os, signal, sys
from pathlib import Path
from generator.swap import building_folder, swap_folder
root, moment, seen = Path(sys.argv[1]), int(sys.argv[2]), 0
def count(event, args):
    global seen
    if event in ("os.rename", "os.remove", "os.rmdir", "shutil.rmtree"):
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
sys.exit(len(swap_folder(building_folder(root / "site"), root / "site", root)))
"""


def test_a_kill_at_any_moment_leaves_a_whole_site_after_mending(tmp_path: Path) -> None:
    for moment in range(1, 50):
        root = tmp_path / str(moment)
        target = site(root / "site", "old")
        (target / ".nojekyll").write_text("")
        site(building_folder(target), "new")
        run = subprocess.run([sys.executable, "-c", _KILLED_AT, str(root), str(moment)])
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL
        assert mend_site(target, root) == ()
        assert contents(target) in ({**OLD, ".nojekyll": ""}, {**NEW, ".nojekyll": ""})
        assert [p.name for p in root.iterdir()] == ["site"]
    assert moment > 5, "the kills did not reach into the swap"


def test_mending_leaves_files_and_links_of_such_names_alone(tmp_path: Path) -> None:
    elsewhere = site(tmp_path / "elsewhere", "old")
    building_folder(tmp_path / "site").symlink_to(elsewhere)
    kept_folder(tmp_path / "site").write_text("mine")
    assert mend_site(tmp_path / "site", tmp_path) == ()
    assert contents(elsewhere) == OLD and kept_folder(tmp_path / "site").read_text() == "mine"
