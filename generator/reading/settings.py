"""What a newsroom says of itself: its folder and a day go in, the Newsroom with its settings comes out, and all that is wrong with them.

Where there are no settings the plain ones hold. This module never reads a story.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from generator.problem import Problem
from generator.reading.checked_file import CheckedFile, check_file
from generator.reading.find import leads_out
from generator.reading.logo import logo_problems, with_logo
from generator.reading.policies import policy_problems, with_policies
from generator.reading.unknown_rules import rule_problems
from generator.story import Newsroom, Settings

T = TypeVar("T")
SETTINGS = "_newsroom.yaml"
_NO_FIELDS = "Each entry of this file begins with a name and a colon, and something else stands here."
_HOW = "Take out dashes and brackets, and type for example 'brandt:', with the fields of the entry indented below."


class CheckFile(Protocol):
    """Reads and checks one file as `check_file` does; a caller that read it before can give what it kept."""

    def __call__(self, path: Path, file: str, kind: type[T], /) -> CheckedFile[T]:
        """What stands in the file at `path`, shown to people as `file`, which should hold a `kind`."""
        ...


def read_newsroom(
    root: Path, today: datetime.date, check: CheckFile = check_file
) -> tuple[Newsroom, tuple[Problem, ...]]:
    """Read `stories/_newsroom.yaml`, or go with plain settings where there is none."""
    newsroom = Newsroom(root, today)
    read = common_file(newsroom, SETTINGS, Settings, check)
    if read.checked is None:
        return newsroom, read.problems
    checked = read.checked
    said = (*rule_problems(checked), *policy_problems(checked, newsroom), *logo_problems(checked, newsroom))
    return with_logo(with_policies(replace(newsroom, settings=_usable(checked.value)))), (*read.problems, *said)


def common_file(newsroom: Newsroom, name: str, kind: type[T], check: CheckFile = check_file) -> CheckedFile[T]:
    """Read a file that all stories share; one that is not there, or holds nothing yet, says nothing and is whole."""
    path = newsroom.stories / name
    file = newsroom.shown(path)
    if leads_out(newsroom, path) or (path.is_symlink() and not path.exists()):
        # Finding the files has told of this link; what lies outside is never opened.
        return CheckedFile(file, None, (), None, whole=False)
    if not path.exists():
        return CheckedFile(file, None, (), None, whole=True)
    read = check(path, file, kind)
    if [problem.code for problem in read.problems] == ["empty-file"]:
        return replace(read, checked=None, problems=(), whole=True)
    if read.checked is None:
        # The reader's hint is for stories, where fields such as a title are expected.
        told = (replace(p, message=_NO_FIELDS, hint=_HOW) if p.code == "not-fields" else p for p in read.problems)
        return replace(read, problems=tuple(told))
    return read


def _usable(settings: Settings) -> Settings:
    """Settings that the other stages can go by: checking has told of a time zone that is none."""
    languages = settings.languages or Settings().languages
    try:
        zone = settings.zone.key
    except (KeyError, ValueError, OSError):
        zone = Settings().timezone
    return settings.model_copy(update={"languages": languages, "timezone": zone})
