"""Earlier versions of stories, out of git: a newsroom's folder goes in, the bytes of files as they were committed come out.

This module never writes, never runs a hook, a filter or a pager, never asks the network, and never waits without an end.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.reading import ENDINGS, LARGEST, printable
from generator.story import quoted

PATIENCE = 30.0
"""Seconds after which a git that does not answer is given up; it takes a fraction of one for thousands of stories."""

LAST = "HEAD"
"""Git's name for the last commit."""

_LONGEST = 500
# What git may take from the caller's environment; anything else with this beginning can lead it to another repository
# (a hook sets GIT_DIR and GIT_INDEX_FILE), into a trace file, or to another program.
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_FILE_MODES = ("100644", "100755", "100664")

NO_GIT = "Git is not installed here, so no earlier version can be read. Install it, or compare two files."
NO_REPOSITORY = "This folder is not kept in git, so there is no earlier version to read. Compare two files instead."
NO_COMMIT = "Nothing was committed here yet, so there is no earlier version to read. Compare two files instead."
NO_ANSWER = f"Git did not answer within {PATIENCE:.0f} seconds. Try again, or compare two files instead."


def last_commit(root: Path) -> Mapping[str, bytes] | None:
    """Every YAML file under `stories/` as it stands in the last commit, by its path as shown: `stories/a/b.yaml`.

    The shared files (`stories/_actors.yaml` and others) are among them. The newsroom may be a folder somewhere inside
    the repository; the names are relative to the newsroom all the same. Files of more than 2 MB, links and submodules are
    left out. None where there is no git, no repository or no commit yet, or where git does not answer; an empty mapping where
    nothing under `stories/` was committed. Two processes, whatever the number of stories.

    Formats: https://git-scm.com/docs/git-ls-tree and https://git-scm.com/docs/git-cat-file (plumbing, which no user's
    settings change).

    >>> last_commit(Path("/nowhere")) is None
    True
    """
    stories = root / "stories"
    if not stories.is_dir():
        return None
    listed = _git(stories, "ls-tree", "-r", "-l", "-z", LAST)
    if isinstance(listed, str):
        return None
    wanted = {
        printable(f"stories/{blob.name}"): blob.object
        for blob in _blobs(listed)
        if blob.name.lower().endswith(ENDINGS) and blob.mode in _FILE_MODES and blob.size <= LARGEST
    }
    if not wanted:
        return {}
    objects = dict.fromkeys(wanted.values())
    said = _git(stories, "cat-file", "--batch", typed="".join(f"{object}\n" for object in objects).encode("ascii"))
    if isinstance(said, str):
        return None
    contents = dict(_contents(said))
    return {file: contents[object] for file, object in sorted(wanted.items()) if object in contents}


def file_at(root: Path, revision: str, path: str) -> bytes | str:
    """One file as it stands in a revision: its bytes, or a sentence that says why there are none.

    `revision` is whatever git understands as one commit: `HEAD~1`, a branch, a tag, a hash, `main@{yesterday}`. `path` is
    relative to `root`, with `/` between parts. Nothing is run by a shell, and a revision that could be taken for an option
    is refused.

    >>> file_at(Path("."), "--output=x", "stories/a.yaml")
    "'--output=x' cannot be a version: it begins with a hyphen. Type a branch, a tag or a commit, such as HEAD~1."
    """
    refused = _refused(revision, path)
    if refused:
        return refused
    # From the nearest folder that is there: 'stories' may be a repository of its own inside the newsroom.
    folder, name = root, posixpath.normpath(path)
    while "/" in name and (folder / name.split("/", 1)[0]).is_dir():
        first, name = name.split("/", 1)
        folder = folder / first
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if isinstance(commit, str):
        return commit or (NO_COMMIT if revision == LAST else _no_revision(revision))
    listed = _git(folder, "ls-tree", "-l", "-z", commit.decode("ascii").strip(), "--", name)
    if isinstance(listed, str):
        return listed or NO_ANSWER
    found = next(_blobs(listed), None)
    where = f"'{printable(path)}' of the version {quoted(revision)}"
    if found is None:
        return f"There is no file '{printable(path)}' in the version {quoted(revision)}."
    if found.mode not in _FILE_MODES:
        return f"{where} is a folder or a link, and a story's file is expected."
    if found.size > LARGEST:
        return f"{where} has {found.size:,} bytes, and {LARGEST:,} (2 MB) is the most that is read."
    held = _git(folder, "cat-file", "blob", found.object)
    return held if isinstance(held, bytes) else held or f"{where} is not in this copy of the repository."


def _refused(revision: str, path: str) -> str:
    """Why this cannot be a revision and a path, in a sentence; empty where it can."""
    advice = "Type a branch, a tag or a commit, such as HEAD~1."
    if revision.startswith("-"):
        return f"{quoted(revision)} cannot be a version: it begins with a hyphen. {advice}"
    if not revision.strip() or not revision.isprintable() or len(revision) > _LONGEST:
        return f"{quoted(revision)} cannot be a version. {advice}"
    if not path.isprintable() or len(path) > 4 * _LONGEST:
        return f"'{printable(path[:80])}' cannot be the name of a story's file."
    inside = posixpath.normpath(path or "..")
    if inside.startswith(("/", "../")) or inside in ("..", "."):
        return f"'{printable(path)}' is not in this newsroom. Type the path from the newsroom's folder, such as stories/harbour.yaml."
    return ""


def _no_revision(revision: str) -> str:
    return f"There is no version {quoted(revision)} in git here. Type a branch, a tag or a commit, such as HEAD~1."


class _Blob(NamedTuple):
    """One line of `ls-tree -l`: what stands in a commit under a name, relative to the folder asked about."""

    mode: str
    object: str
    size: int
    name: str


def _blobs(listed: bytes) -> Iterator[_Blob]:
    for line in listed.split(b"\0"):
        facts, _, name = line.partition(b"\t")
        if name:
            mode, _, object, size = facts.decode("ascii").split()
            yield _Blob(mode, object, int(size) if size.isdigit() else 0, os.fsdecode(name))


def _contents(said: bytes) -> Iterator[tuple[str, bytes]]:
    """What `cat-file --batch` answers: a line with object, type and size, then that many bytes and a line end."""
    at = 0
    while (end := said.find(b"\n", at)) >= 0:
        object, _, facts = said[at:end].decode("ascii").partition(" ")
        kind, _, size = facts.partition(" ")
        at = end + 1
        if kind == "blob":
            yield object, said[at : at + int(size)]
            at += int(size) + 1


def _git(folder: Path, *arguments: str, typed: bytes = b"") -> bytes | str:
    """What one git process wrote; or a sentence why it could not, an empty one where git itself found nothing."""
    program = shutil.which("git")
    if program is None:
        return NO_GIT
    if not folder.is_dir():
        return NO_REPOSITORY
    command = [os.path.abspath(program), "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, env=_environment(), input=typed, capture_output=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return NO_ANSWER
    except (OSError, ValueError):
        return NO_GIT
    if done.returncode == 0:
        return done.stdout
    complaint = done.stderr.decode("utf-8", "replace").lower()
    if "dubious ownership" in complaint:
        return (
            "Git does not trust this folder, because it belongs to another user. Type, with the folder's full path: "
            "git config --global --add safe.directory FOLDER"
        )
    return NO_REPOSITORY if "not a git repository" in complaint else ""


def _environment() -> dict[str, str]:
    """The caller's environment for git: its messages in English, nothing asked, nothing fetched, nothing replaced.

    The user's settings stay, for whom git trusts stands there; the commands used here do not depend on the others.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        # No protocol is allowed: a partial copy of a repository would fetch what it lacks.
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_NO_REPLACE_OBJECTS": "1",
    }
