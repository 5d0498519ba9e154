"""Earlier versions of stories: real repositories, read with the git that is installed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.versions.git import NO_COMMIT, NO_GIT, NO_REPOSITORY, file_at, last_commit
from tests.newsrooms import write

WHO = {
    "GIT_AUTHOR_NAME": "Ines Fabel",
    "GIT_AUTHOR_EMAIL": "ines@fictional.example",
    "GIT_COMMITTER_NAME": "Ines Fabel",
    "GIT_COMMITTER_EMAIL": "ines@fictional.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody invented, whatever stands in the settings of this machine."""
    done = subprocess.run(["git", *arguments], cwd=folder, env={**PLAIN, **WHO}, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def commit(folder: Path, files: dict[str, str], message: str = "a version") -> str:
    """Write files, commit everything, and give the commit's hash; the first time, make the repository."""
    write(folder, files)
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def test_the_last_commit_gives_every_yaml_file_under_stories_by_its_name_as_shown(tmp_path: Path) -> None:
    commit(
        tmp_path,
        {
            "stories/gates.yaml": "title: Gates\n",
            "stories/2031/tides.yml": "title: Tides\n",
            "stories/_actors.yaml": "brandt: {name: Ada Brandt, kind: person}\n",
            "stories/picture.txt": "no story\n",
            "mkdocs.yml": "site_name: x\n",
        },
    )
    write(tmp_path, {"stories/gates.yaml": "title: Changed since\n", "stories/new.yaml": "title: New\n"})
    assert last_commit(tmp_path) == {
        "stories/gates.yaml": b"title: Gates\n",
        "stories/2031/tides.yml": b"title: Tides\n",
        "stories/_actors.yaml": b"brandt: {name: Ada Brandt, kind: person}\n",
    }


def test_names_are_relative_to_the_newsroom_where_the_repository_begins_above_it(tmp_path: Path) -> None:
    commit(tmp_path, {"desk/news/stories/gates.yaml": "title: Gates\n", "stories/other.yaml": "title: Other\n"})
    newsroom = tmp_path / "desk" / "news"
    assert last_commit(newsroom) == {"stories/gates.yaml": b"title: Gates\n"}
    assert file_at(newsroom, "HEAD", "stories/gates.yaml") == b"title: Gates\n"
    assert file_at(newsroom, "HEAD", "stories/other.yaml") == (
        "There is no file 'stories/other.yaml' in the version 'HEAD'."
    )


def test_stories_may_be_a_repository_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, {})
    stories = tmp_path / "stories"
    git(stories, "init", "--quiet", "--initial-branch=main")
    (stories / "gates.yaml").write_text("title: Gates\n", "utf-8")
    git(stories, "add", "--all")
    git(stories, "commit", "--quiet", "--message", "first")
    assert last_commit(tmp_path) == {"stories/gates.yaml": b"title: Gates\n"}
    assert file_at(tmp_path, "main", "stories/gates.yaml") == b"title: Gates\n"


def test_without_repository_commit_or_folder_there_is_no_last_commit(tmp_path: Path) -> None:
    plain = write(tmp_path / "plain", {"stories/gates.yaml": "title: Gates\n"})
    unborn = write(tmp_path / "unborn", {"stories/gates.yaml": "title: Gates\n"})
    git(unborn, "init", "--quiet")
    assert [last_commit(root) for root in (plain, unborn, tmp_path / "nowhere")] == [None, None, None]
    assert file_at(plain, "HEAD", "stories/gates.yaml") == NO_REPOSITORY
    assert file_at(unborn, "HEAD", "stories/gates.yaml") == NO_COMMIT


def test_a_commit_without_stories_is_empty_and_not_missing(tmp_path: Path) -> None:
    commit(tmp_path, {"mkdocs.yml": "site_name: x\n"})
    write(tmp_path, {"stories/gates.yaml": "title: Gates\n"})
    assert last_commit(tmp_path) == {}


def test_without_git_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, {"stories/gates.yaml": "title: Gates\n"})
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert last_commit(tmp_path) is None
    assert file_at(tmp_path, "HEAD", "stories/gates.yaml") == NO_GIT


def test_an_environment_that_a_hook_leaves_behind_leads_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    commit(here, {"stories/gates.yaml": "title: Here\n"})
    commit(there, {"stories/gates.yaml": "title: There\n"})
    monkeypatch.setenv("GIT_DIR", str(there / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(there))
    assert last_commit(here) == {"stories/gates.yaml": b"title: Here\n"}


def test_settings_of_the_repository_change_nothing_and_run_nothing(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n", "utf-8")
    trap.chmod(0o755)
    news = tmp_path / "news"
    commit(news, {"stories/gates.yaml": "title: Gates\n", ".gitattributes": "*.yaml filter=trap diff=trap\n"})
    for name in ("filter.trap.smudge", "filter.trap.clean", "diff.trap.textconv", "core.fsmonitor", "core.pager"):
        git(news, "config", name, str(trap))
    git(news, "config", "pager.cat-file", str(trap))
    git(news, "config", "pager.ls-tree", str(trap))
    git(news, "config", "core.hooksPath", str(tmp_path))
    assert last_commit(news) == {"stories/gates.yaml": b"title: Gates\n"}
    assert file_at(news, "HEAD", "stories/gates.yaml") == b"title: Gates\n"
    assert not ran.exists()


def test_strange_names_are_shown_and_never_taken_for_anything_else(tmp_path: Path) -> None:
    files = {
        "stories/a b.yaml": "1\n",
        "stories/-x.yaml": "2\n",
        "stories/:(glob)*.yaml": "3\n",
        "stories/tab\there.yaml": "4\n",
        "stories/ü鐵.yaml": "5\n",
        "stories/line\nend.yaml": "6\n",
        "stories/*.yaml": "7\n",
    }
    commit(tmp_path, files)
    assert last_commit(tmp_path) == {
        "stories/a b.yaml": b"1\n",
        "stories/-x.yaml": b"2\n",
        "stories/:(glob)*.yaml": b"3\n",
        "stories/tab?here.yaml": b"4\n",
        "stories/ü鐵.yaml": b"5\n",
        "stories/line?end.yaml": b"6\n",
        "stories/*.yaml": b"7\n",
    }
    assert file_at(tmp_path, "HEAD", "stories/*.yaml") == b"7\n"
    assert file_at(tmp_path, "HEAD", "stories/:(glob)*.yaml") == b"3\n"
    assert file_at(tmp_path, "HEAD", "stories/ü鐵.yaml") == b"5\n"


def test_links_and_huge_files_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"stories/huge.yaml": "#" * 2_000_001, "stories/gates.yaml": "title: Gates\n"})
    (tmp_path / "stories" / "link.yaml").symlink_to("gates.yaml")
    commit(tmp_path, {})
    assert last_commit(tmp_path) == {"stories/gates.yaml": b"title: Gates\n"}
    assert file_at(tmp_path, "HEAD", "stories/huge.yaml") == (
        "'stories/huge.yaml' of the version 'HEAD' has 2,000,001 bytes, and 2,000,000 (2 MB) is the most that is read."
    )
    folder_or_link = " of the version 'HEAD' is a folder or a link, and a story's file is expected."
    assert file_at(tmp_path, "HEAD", "stories/link.yaml") == f"'stories/link.yaml'{folder_or_link}"
    assert file_at(tmp_path, "HEAD", "stories") == f"'stories'{folder_or_link}"


def test_a_file_is_read_at_whatever_git_calls_a_version(tmp_path: Path) -> None:
    first = commit(tmp_path, {"stories/gates.yaml": "title: First\n"})
    git(tmp_path, "tag", "--annotate", "printed", "--message", "as printed")
    commit(tmp_path, {"stories/gates.yaml": "title: Second\n"})
    found = [file_at(tmp_path, rev, "stories/gates.yaml") for rev in ("HEAD", "HEAD~1", first, first[:8], "printed")]
    assert found == [b"title: Second\n"] + [b"title: First\n"] * 4
    assert file_at(tmp_path, "main@{0}", "./stories/../stories/gates.yaml") == b"title: Second\n"


def test_a_file_that_is_no_longer_in_the_folder_is_still_read(tmp_path: Path) -> None:
    commit(tmp_path, {"stories/old/gates.yaml": "title: Gates\n"})
    (tmp_path / "stories" / "old" / "gates.yaml").unlink()
    (tmp_path / "stories" / "old").rmdir()
    assert file_at(tmp_path, "HEAD", "stories/old/gates.yaml") == b"title: Gates\n"


@pytest.mark.parametrize(
    ("revision", "path", "sentence"),
    [
        ("nowhere", "stories/gates.yaml", "There is no version 'nowhere' in git here."),
        ("HEAD..HEAD", "stories/gates.yaml", "There is no version 'HEAD..HEAD' in git here."),
        ("$(touch ran)", "stories/gates.yaml", "There is no version '$(touch ran)' in git here."),
        ("--help", "stories/gates.yaml", "'--help' cannot be a version: it begins with a hyphen."),
        ("", "stories/gates.yaml", "'' cannot be a version."),
        ("HEAD\nHEAD", "stories/gates.yaml", "'HEAD HEAD' cannot be a version."),
        ("HEAD", "stories/none.yaml", "There is no file 'stories/none.yaml' in the version 'HEAD'."),
        ("HEAD", "../secret.yaml", "'../secret.yaml' is not in this newsroom."),
        ("HEAD", "/etc/passwd", "'/etc/passwd' is not in this newsroom."),
        ("HEAD", "stories/../../x.yaml", "'stories/../../x.yaml' is not in this newsroom."),
        ("HEAD", "", "'' is not in this newsroom."),
        ("HEAD", "stories/a\0b.yaml", "'stories/a?b.yaml' cannot be the name of a story's file."),
        ("HEAD", "x" * 3000, f"'{'x' * 80}' cannot be the name of a story's file."),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_sentence(
    tmp_path: Path, revision: str, path: str, sentence: str
) -> None:
    commit(tmp_path, {"stories/gates.yaml": "title: Gates\n"})
    said = file_at(tmp_path, revision, path)
    assert isinstance(said, str)
    assert said.startswith(sentence)
    assert not (tmp_path / "ran").exists()
