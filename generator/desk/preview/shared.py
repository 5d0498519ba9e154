"""The files that all stories use, kept for a preview: their names come in when they change, settings and entries come out.

While one of them has errors, what it last said without errors goes on. This module never reads a story.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.archive import Shared, read_shared
from generator.build import at_level
from generator.problem import Problem, has_errors, in_file_order
from generator.reading import SHARED_FILES, CheckedFiles, read_newsroom
from generator.story import Newsroom

Lines = Mapping[str, tuple[str, ...]]
SETTINGS, ACTORS, SOURCES = "_newsroom.yaml", "_actors.yaml", "_sources.yaml"


class SharedFiles:
    """`_newsroom.yaml`, `_actors.yaml` and `_sources.yaml` of one newsroom.

    `newsroom` and `entries` are what stories are linked with; `ever_good` tells whether `entries` are without errors, now
    or as they last were.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._settings_lines: Lines = {}
        self._entry_lines: Lines = {}
        self._settings_problems: tuple[Problem, ...] = ()
        self._entry_problems: tuple[Problem, ...] = ()
        self.newsroom = Newsroom(root, datetime.date.min)
        self.entries = Shared()
        self.ever_good = False

    @property
    def lines(self) -> Lines:
        """The lines of the files, for carets."""
        return {**self._settings_lines, **self._entry_lines}

    @property
    def settings_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the newsroom's settings: it concerns every page."""
        return self._settings_problems

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with all of them."""
        return at_level(self.newsroom, in_file_order((*self._settings_problems, *self._entry_problems)))

    def load(self) -> None:
        """Read them for the first time."""
        self._read_settings(sure=True)
        self._read_entries(sure=True)

    def refresh(self, paths: Iterable[str], *, sure: bool) -> tuple[tuple[str, ...], frozenset[str]]:
        """Read again what stands at these paths: gives the names taken in, and the paths doubted (none if `sure`)."""
        names = [name for name in SHARED_FILES if str(self.newsroom.stories / name) in frozenset(paths)]
        taken: list[str] = []
        if SETTINGS in names and self._read_settings(sure=sure):
            taken.append(SETTINGS)
        entries = [name for name in names if name != SETTINGS]
        if entries and self._read_entries(sure=sure):
            taken += entries
        return tuple(taken), frozenset(str(self.newsroom.stories / name) for name in names if name not in taken)

    def _read_settings(self, *, sure: bool) -> bool:
        files = CheckedFiles()
        newsroom, problems = read_newsroom(self._root, datetime.date.min, files.check)
        lines = files.lines
        if not sure and (has_errors(problems) or self._settings_lines.keys() - lines.keys()):
            return False
        self._settings_lines, self._settings_problems = lines, problems
        if not has_errors(problems):
            self.newsroom = newsroom
        return True

    def _read_entries(self, *, sure: bool) -> bool:
        files = CheckedFiles()
        entries, problems = read_shared(self.newsroom, files.check)
        lines = files.lines
        if not sure and (has_errors(problems) or self._entry_lines.keys() - lines.keys()):
            return False
        self._entry_lines, self._entry_problems = lines, problems
        if not has_errors(problems) or not self.ever_good:
            self.entries = entries
        self.ever_good = self.ever_good or not has_errors(problems)
        return True
