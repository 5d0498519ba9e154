"""Folders for the time of one run, and what becomes of them when the run is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from generator.writing.folder import MARK, abandoned, own_folder
from tests.doors import CLEAN, EXPLAINER
from tests.newsrooms import story

_HELD = """
import subprocess, sys
from pathlib import Path
from generator.writing import own_folder
with own_folder(Path(sys.argv[1]), "made-") as made:
    child = [sys.executable, "-c", "print('ready', flush=True); input()"]
    subprocess.run(child, pass_fds=(made.handle,))
"""


def test_a_folder_is_held_as_long_as_the_run_or_a_program_it_started_lives(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HELD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdin is not None
        assert run.stdout.readline() == "ready\n"
        assert list(abandoned(tmp_path, "made-")) == []
        run.kill()
        run.wait(20)
        assert list(abandoned(tmp_path, "made-")) == []  # the program that it started lives on
        run.stdin.close()
        run.stdout.read()  # until that has ended too
    (left,) = abandoned(tmp_path, "made-")
    assert [path.name for path in left.iterdir()] == [MARK]


def test_a_folder_is_cleared_away_whatever_stands_in_it(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/page").write_text("mine")
    with own_folder(tmp_path, "made-") as made:
        (made.path / "deep/er").mkdir(parents=True)
        (made.path / "link").symlink_to(tmp_path / "mine")
        (made.path / "deep/link").symlink_to(tmp_path / "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert (tmp_path / "mine/page").read_text() == "mine"


def preview(root: Path, temporary: Path) -> subprocess.Popen[str]:
    run = subprocess.Popen(
        [*EXPLAINER, "serve", "--port", "0"],
        cwd=root,
        env={**CLEAN, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert run.stdout is not None
    assert run.stdout.readline().startswith("Preview: ")
    return run


def test_the_next_preview_clears_what_a_killed_one_left_and_leaves_the_folder_of_a_living_one(tmp_path: Path) -> None:
    root, temporary = story(tmp_path / "newsroom", ""), tmp_path / "temporary"
    (temporary / "explainer-preview-mine").mkdir(parents=True)
    with preview(root, temporary) as killed, preview(root, temporary) as living:
        assert len(list(temporary.iterdir())) == 3
        killed.kill()
        killed.wait(20)
        with preview(root, temporary) as third:
            assert len(list(temporary.iterdir())) == 3  # those of the two that live, and one that is not ours
            third.send_signal(signal.SIGINT)
        living.send_signal(signal.SIGINT)
    assert [path.name for path in temporary.iterdir()] == ["explainer-preview-mine"]
