"""The pipeline from top to bottom: a newsroom's folder goes in, pages and problems come out. The file to read first.

Find, read, check, link, picture, judge, render; this module never writes a page, never prints and never looks at the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator.archive import Archive, Found, Known, LinkedStory, Shared, link, link_story, read_shared
from generator.media import Shelf, pictured, still_shown
from generator.outputs import list_pages, moved_pages, neighbours_of, story_pages
from generator.problem import Problem, Severity, in_file_order
from generator.reading import Checked, CheckedFiles, find_stories, read_newsroom
from generator.rules import Facts, gather_facts, judge
from generator.story import Level, Newsroom, Story
from generator.writing import Page


@dataclass(frozen=True)
class Stories:
    """All stories of a newsroom, read and linked and not yet judged; `problems` come in the order in which they were found.

    `archive` leaves out what could not be read whole, and drafts where nobody asked for them; `found` has every file.
    """

    newsroom: Newsroom
    shared: Shared
    found: tuple[Found, ...]
    archive: Archive
    problems: tuple[Problem, ...]
    lines: Mapping[str, tuple[str, ...]]

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slug of every story's file."""
        return tuple(one.slug for one in self.found)

    @cached_property
    def broken(self) -> tuple[str, ...]:
        """The files with errors, each once."""
        wrong = (one for one in self.problems if one.severity is Severity.ERROR and one not in self.nothing)
        return tuple(dict.fromkeys(one.place.file for one in wrong))

    @cached_property
    def nothing(self) -> tuple[Problem, ...]:
        """Why there are no stories at all, where there are none."""
        return tuple(one for one in self.problems if one.code == "no-stories")

    @property
    def whole(self) -> tuple[LinkedStory, ...]:
        """The stories without errors."""
        return tuple(story for story in self.archive.stories if story.file not in self.broken)


@dataclass(frozen=True)
class Result:
    """All that one run found: every problem in file order, the drafts left out, the lines for carets, the pages to be.

    `blocked` tells whether a problem stands that stops writing: errors do, but not those in drafts that are left out, and
    not editorial rules that a newsroom made errors. `held_back` names the stories with errors that a run told to keep going
    leaves as they were. `pictures` are the files of the pictures that the archive's stories show.
    """

    newsroom: Newsroom
    archive: Archive
    pictures: tuple[Page, ...]
    problems: tuple[Problem, ...]
    drafts: tuple[str, ...]
    lines: Mapping[str, tuple[str, ...]]
    blocked: bool
    held_back: tuple[str, ...] = ()

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages to be, none while blocked; made when somebody asks for them, and once."""
        if self.blocked:
            return ()
        archive = replace(self.archive, neighbours=neighbours_of(self.archive))
        return (*story_pages(archive), *pages_around(archive), *self.pictures)


def gather(root: Path, *, today: datetime.date, drafts: bool = False, keep_going: bool = False) -> Result:
    """Run every stage over the newsroom at `root`, for pages as of `today`.

    `drafts` takes unpublished stories in; `keep_going` holds stories with errors back instead of stopping at them.
    """
    return Session(root).look(today, drafts=drafts, keep_going=keep_going)


class Session:
    """One newsroom over the life of a process: what a file said, and what was made of it, is kept until something differs.

    A file is known by the digest of its bytes, a story's links by the file and by all that links depend on (settings, day,
    shared entries, which stories there are). Not safe for threads; nothing is kept on the disk but pictures.
    """

    def __init__(self, root: Path) -> None:
        """`root` is the newsroom's folder."""
        self._root = root
        self._files = CheckedFiles()
        self._shared = Shared()
        self._known: tuple[Known, _LinkedWith] | None = None
        self._linked: dict[str, tuple[Checked[Story], _LinkedWith, LinkedStory, tuple[Problem, ...]]] = {}
        self._judged: tuple[Archive, Facts, tuple[Problem, ...]] | None = None
        self._shelf: Shelf | None = None

    def stories(self, today: datetime.date, *, drafts: bool = False) -> Stories:
        """Find, read, check and link."""
        self._files.begin()
        check = self._files.check
        newsroom, about_settings = read_newsroom(self._root, today, check)
        files, about_files = find_stories(newsroom)
        self._shared, about_shared = read_shared(newsroom, check, self._shared)
        read = [check(file.path, file.file, Story) for file in files]
        found = tuple(Found(f.slug, f.file, one.checked, one.whole) for f, one in zip(files, read, strict=True))
        archive, about_links = link(newsroom, found, self._shared, drafts=drafts, link_one=self._link)
        self._linked = {one.slug: self._linked[one.slug] for one in found if one.slug in self._linked}
        about_stories = (problem for one in read for problem in one.problems)
        problems = (*about_settings, *about_files, *about_shared, *about_stories, *about_links)
        return Stories(newsroom, self._shared, found, archive, problems, self._files.lines)

    def look(self, today: datetime.date, *, drafts: bool = False, keep_going: bool = False) -> Result:
        """Run every stage; pages are made when somebody asks the result for them."""
        told = self.stories(today, drafts=drafts)
        newsroom = told.newsroom
        self._shelf = self._shelf or Shelf(newsroom.shelf, newsroom.root)
        archive, pictures, about_pictures = pictured(told.archive, told.shared, self._shelf)
        problems = (*told.problems, *about_pictures)
        unsound = {problem.place.file for problem in problems if problem.severity is Severity.ERROR}
        wrong = unsound if drafts else unsound - {one.file for one in told.found if one.slug in archive.drafts}
        held_back = tuple(one.slug for one in told.found if one.file in wrong) if keep_going else ()
        if held_back:
            wrong = wrong - {one.file for one in told.found}
            archive = replace(archive, stories=tuple(s for s in archive.stories if s.slug not in held_back))
        # What is left of a story with errors would be judged for what it lacks, and told things that are not so.
        sound = replace(archive, stories=tuple(story for story in archive.stories if story.file not in unsound))
        problems = in_file_order((*at_level(newsroom, problems), *self._judge(sound)))
        pictures = still_shown(pictures, archive)
        return Result(newsroom, archive, pictures, problems, archive.drafts, told.lines, bool(wrong), held_back)

    def _link(
        self, newsroom: Newsroom, one: Found, checked: Checked[Story], shared: Shared, known: Known
    ) -> tuple[LinkedStory, tuple[Problem, ...]]:
        frame = self._frame(newsroom, shared, known)
        kept = self._linked.get(one.slug)
        if kept is None or kept[0] is not checked or kept[1] is not frame:
            kept = (checked, frame, *link_story(newsroom, one, checked, shared, known))
            self._linked[one.slug] = kept
        return kept[2:]

    def _frame(self, newsroom: Newsroom, shared: Shared, known: Known) -> _LinkedWith:
        """What the links of every story depend on: the one of before where nothing in it differs."""
        if self._known is None or self._known[0] is not known:
            new = _LinkedWith(newsroom, shared, known.slugs, known.unpublished)
            old = self._known[1] if self._known else None
            self._known = known, old if old is not None and new.is_like(old) else new
        return self._known[1]

    def _judge(self, archive: Archive) -> tuple[Problem, ...]:
        facts = gather_facts(archive)
        if self._judged is None or self._judged[:2] != (archive, facts):
            self._judged = archive, facts, judge(archive, facts)
        return self._judged[2]


@dataclass(frozen=True, eq=False)
class _LinkedWith:
    """What the links of every story depend on beside its own file."""

    newsroom: Newsroom
    shared: Shared
    slugs: frozenset[str]
    unpublished: frozenset[str]

    def is_like(self, other: _LinkedWith) -> bool:
        # Shared entries may be thousands: they are the same where they were not read anew.
        same = self.shared is other.shared and self.newsroom == other.newsroom
        return same and (self.slugs, self.unpublished) == (other.slugs, other.unpublished)


def pages_of_stories(archive: Archive) -> tuple[Page, ...]:
    """The pages of stories alone, and their old addresses: what stands without a site around it."""
    return (*story_pages(archive), *moved_pages(archive))


def pages_around(archive: Archive) -> tuple[Page, ...]:
    """Every page that is not one story's own; a preview makes these apart, since they take all stories."""
    return (*moved_pages(archive), *list_pages(archive))


def at_level(newsroom: Newsroom, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems as severe as the newsroom wants them; what would make the output broken or unsafe stays an error."""
    out: list[Problem] = []
    for problem in problems:
        level = newsroom.settings.rules.get(problem.code, Level.WARNING)
        if problem.severity is Severity.ERROR:
            out.append(problem)
        elif level is not Level.OFF:
            out.append(replace(problem, severity=Severity(level.value)))
    return tuple(out)
