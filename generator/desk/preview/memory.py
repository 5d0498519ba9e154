"""The newsroom kept in memory for a preview: the names of changed files come in, how each story stands now comes out.

Only what changed is read again, and a story's links are followed when somebody looks. This module never writes a page,
and never holds more than the newsroom itself, once as it is and once as it last was without errors.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.archive import (
    Archive,
    Found,
    Headline,
    Known,
    LinkedStory,
    Neighbourhood,
    Shared,
    alias_problems,
    known_stories,
    link_story,
)
from generator.build import at_level
from generator.desk.preview.shared import Lines, SharedFiles
from generator.media import ENDINGS as PICTURES
from generator.media import Shelf, file_of, picture_story, wanted_by
from generator.outputs import story_pages
from generator.problem import Problem, has_errors, in_file_order
from generator.reading import PLACEHOLDER, SHARED_FILES, StoryFile, check_file, find_stories
from generator.rules import gather_facts, judge
from generator.story import Newsroom, Story
from generator.writing import Page

# The places of a removed story's words, so that a renamed one is found again; a branch switch removes hundreds.
GONE_KEPT = 500


@dataclass(frozen=True, eq=False)
class Ahead:
    """What one story's file said when it was read."""

    digest: bytes
    found: Found
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _ReadStory(Ahead):
    """The same as it is held; `number` grows with every reading."""

    number: int


@dataclass(frozen=True, eq=False)
class _CommonGround:
    """What the links of every story depend on; a new one makes all of them be followed again."""

    newsroom: Newsroom
    shared: Shared
    slugs: frozenset[str]
    unpublished: frozenset[str]


@dataclass(frozen=True, eq=False)
class _Linked:
    told: _ReadStory
    frame: _CommonGround
    story: LinkedStory | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class StoryStanding:
    """How one story stands: `now` is there when nothing is wrong, `last_good` is how it was when nothing was.

    `problems` are those of its own file, warnings too; `shared` the errors of files that all stories use.
    """

    slug: str
    file: str
    title: str
    problems: tuple[Problem, ...]
    shared: tuple[Problem, ...]
    lines: Lines
    now: LinkedStory | None
    last_good: LinkedStory | None
    archive: Archive

    @property
    def shown(self) -> LinkedStory | None:
        """What its page shows."""
        return self.now or self.last_good

    def page(self) -> Page | None:
        """The page as Markdown; None where there never was one without errors."""
        story = self.shown
        if story is None:
            return None
        path = f"stories/{self.slug}.md"
        return next(page for page in story_pages(replace(self.archive, stories=(story,))) if page.path == path)


@dataclass(frozen=True)
class Taken:
    """What a refresh did: slugs read anew and slugs that are gone, whether all stories are concerned, paths still doubted."""

    read: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    doubted: frozenset[str] = frozenset()


class Memory:
    """One newsroom in memory. Not safe for threads: whoever holds it takes turns."""

    def __init__(self, root: Path, day: Callable[[ZoneInfo], datetime.date]) -> None:
        self.shared = SharedFiles(root)
        self._shelf = Shelf(self.shared.newsroom.shelf, root)
        self._day = day
        self._count = 0
        self._told: dict[str, _ReadStory] = {}
        self._linked: dict[str, _Linked] = {}
        self._good: dict[str, LinkedStory] = {}
        self._gone: dict[str, bytes] = {}
        self._files: dict[str, StoryFile] = {}
        self._headlines: Mapping[str, Headline] = {}
        self._find_problems: tuple[Problem, ...] = ()
        self._around: tuple[tuple[Problem, ...], tuple[Problem, ...]] = ((), ())
        self._frame = _CommonGround(self.shared.newsroom, self.shared.entries, frozenset(), frozenset())
        self.aliases: Mapping[str, str] = {}
        self.neighbours: Neighbourhood | None = None
        self.number = 0

    # -- reading --

    def begin(self) -> None:
        """Read what all stories use, and find the stories; each is read when it is asked for, or ahead of that."""
        self.shared.load()
        self._find()
        self._frame_again()

    @property
    def unread(self) -> tuple[StoryFile, ...]:
        """The stories that nobody has read yet."""
        return tuple(file for slug, file in self._files.items() if slug not in self._told)

    def put(self, ahead: Iterable[Ahead]) -> None:
        """Take in stories that were read ahead; one that was read here meanwhile is newer and stays."""
        for one in ahead:
            slug = one.found.slug
            if slug not in self._told and slug in self._files:
                self._told[slug] = self._told_of(one)
        self._frame_again()

    def refresh(self, paths: Iterable[str], *, sure: bool) -> Taken:
        """Read the files at these paths again; unless `sure`, files that are gone or have errors now are left for later.

        An editor that empties a file before it writes it, or is stopped half way, must not make a page flash with errors.
        """
        wanted = frozenset(paths)
        shared, later = self.shared.refresh(wanted, sure=sure)
        doubted = set(later)
        before, files = set(self._files), dict(self._files)
        if self._other_files(wanted):
            self._find()
        touched = [slug for slug, file in self._files.items() if str(file.path) in wanted or slug not in before]
        gone = sorted(before - set(self._files))
        if gone and not sure:
            doubted |= {str(files[slug].path) for slug in gone}
            self._files |= {slug: files[slug] for slug in gone}
            gone = []
        for slug in gone:
            self._forget(slug)
        read = self._take(touched, sure=sure)
        redrawn = self._redrawn(wanted)
        doubted |= {str(self._files[slug].path) for slug in touched if read.get(slug) is False}
        for slug in [slug for slug in self._files if slug not in self._told and slug not in before]:
            del self._files[slug]
        self._frame_again()
        taken = tuple(dict.fromkeys((*(slug for slug in touched if read.get(slug)), *redrawn)))
        return Taken(taken, tuple(gone), shared, frozenset(doubted))

    def _find(self) -> None:
        files, self._find_problems = find_stories(self.shared.newsroom)
        self._files = {file.slug: file for file in files}

    def _other_files(self, wanted: frozenset[str]) -> bool:
        """Whether a file came or went, or a link changed, so that the stories must be looked for again."""
        known = {str(file.path) for file in self._files.values()}
        shared = {str(self.shared.newsroom.stories / name) for name in SHARED_FILES}
        yaml = (path for path in wanted if not path.lower().endswith(PICTURES))
        return any(path not in shared and (path not in known or not _plain(path)) for path in yaml)

    def _redrawn(self, wanted: frozenset[str]) -> tuple[str, ...]:
        """The stories that show one of these pictures; their links are followed again."""
        names = {Path(path).name.casefold() for path in wanted if path.lower().endswith(PICTURES)}
        redrawn = tuple(slug for slug in self._told if names and names & self._pictures_of(slug))
        for slug in redrawn:
            self._count += 1
            self._told[slug] = replace(self._told[slug], number=self._count)
        return redrawn

    def _pictures_of(self, slug: str) -> frozenset[str]:
        """The names of the files that a story wants as pictures, found or not."""
        # A story whose links nobody has followed yet will find the pictures as they are then.
        linked = self._linked.get(slug)
        story = linked.story if linked is not None else None
        wanted = wanted_by(story, self.shared.entries) if story is not None else ()
        return frozenset(Path(one.image.file).name.casefold() for one in wanted)

    def picture(self, path: str) -> bytes | None:
        """The file of a picture that some story shows, by its path below `docs/`; None where none shows it."""
        # A page that shows it was asked for before it, so that its story is linked; the others are looked through after that.
        for slug in sorted(self._told, key=lambda slug: (slug not in self._linked, slug)):
            for story in (self._link(slug).story, self._good.get(slug)):
                for photo in story.photos.values() if story is not None else ():
                    if any(file.path == path for file in photo.files):
                        return file_of(photo, path, self._shelf)
        return None

    def _read(self, slug: str) -> _ReadStory:
        return self._told_of(read_ahead(self._files[slug]))

    def _told_of(self, read: Ahead) -> _ReadStory:
        self._count += 1
        return _ReadStory(read.digest, read.found, read.problems, read.lines, self._count)

    def _know(self, slug: str) -> _ReadStory | None:
        """What a story's file says, read now if nobody has read it yet; None where there is no such story."""
        if slug in self._files and slug not in self._told:
            self._told[slug] = self._read(slug)
            self._frame_again()
        return self._told.get(slug)

    def _take(self, slugs: Iterable[str], *, sure: bool) -> dict[str, bool]:
        """Read stories anew: True where it was taken, False where it is doubted; nothing where it says what it said before."""
        taken: dict[str, bool] = {}
        before: dict[str, _ReadStory | None] = {}
        for slug in slugs:
            old = self._told.get(slug)
            if (
                old is not None
                and old.digest == _digest(self._files[slug].path)
                and old.found.file == self._files[slug].file
            ):
                continue
            if old is not None:
                self._link(slug)  # so that how it was is remembered, should it have errors now
            before[slug], self._told[slug] = old, self._read(slug)
            taken[slug] = True
        if sure or not before:
            return taken
        self._frame_again()
        for slug in before:
            if has_errors(self._link(slug).problems):
                taken[slug] = False
        for slug, kept in before.items():
            if not taken[slug]:
                if kept is None:
                    self._forget(slug)
                else:
                    self._told[slug] = kept
        return taken

    def _forget(self, slug: str) -> None:
        told = self._told.pop(slug, None)
        self._linked.pop(slug, None)
        self._good.pop(slug, None)
        if told is not None:
            self._gone.pop(slug, None)
            self._gone[slug] = told.digest
            for first in list(self._gone)[: max(0, len(self._gone) - GONE_KEPT)]:
                del self._gone[first]

    def _frame_again(self) -> None:
        """See what all stories have to know of each other; a new frame only where it differs."""
        newsroom = replace(self.shared.newsroom, today=self._day(self.shared.newsroom.settings.zone))
        found = tuple(self._told[slug].found for slug in sorted(self._told))
        known = known_stories(newsroom, found, self.shared.entries, drafts=True)
        # A story that nobody has read yet can be named all the same.
        slugs = known.slugs | self._files.keys()
        old = self._frame
        kept = (old.newsroom, old.slugs, old.unpublished) == (newsroom, slugs, known.unpublished)
        if not kept or old.shared is not self.shared.entries:
            self._frame = _CommonGround(newsroom, self.shared.entries, slugs, known.unpublished)
            self.number += 1
        if known.headlines != self._headlines:
            self._headlines = known.headlines
            self.number += 1
        self.aliases = {str(alias): one.slug for one in found if one.checked for alias in one.checked.value.aliases}
        around = (tuple(alias_problems(found)), self.shared.problems)
        if around != self._around:
            self._around = around
            self.number += 1

    # -- looking --

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every story, in order."""
        return tuple(sorted(self._files))

    @property
    def titles(self) -> Mapping[str, str]:
        """What every story that has a title is called in its own language."""
        return {slug: headline.own_text() for slug, headline in self._headlines.items()}

    def called(self, slug: str) -> str:
        """What a story is called in its own language; its slug where it has no title."""
        headline = self._headlines.get(slug)
        return headline.own_text() if headline else slug

    @property
    def find_problems(self) -> tuple[Problem, ...]:
        """Files that cannot be stories."""
        return self._find_problems

    @property
    def total(self) -> str:
        """Changes whenever any story does."""
        return f"{self._count}.{self.number}"

    def archive(self) -> Archive:
        """All stories that were read, each as it is or as it last was without errors: what the pages about all of them are made from."""
        linked = (self._link(slug) for slug in sorted(self._told))
        shown = tuple(self._good.get(one.told.found.slug) if has_errors(one.problems) else one.story for one in linked)
        return self._archive_of(*(story for story in shown if story is not None))

    def _archive_of(self, *stories: LinkedStory) -> Archive:
        shared = self._frame.shared
        actors = shared.actors.value if shared.actors else {}
        sources = shared.sources.value if shared.sources else {}
        return Archive(self._frame.newsroom, stories, self._headlines, (), actors, sources, self.neighbours)

    def meet(self, neighbours: Neighbourhood) -> None:
        """Let the stories' pages lead to the pages about all stories that are there now."""
        if neighbours != self.neighbours:
            self.neighbours = neighbours
            self.number += 1

    def version(self, slug: str) -> str:
        """Changes whenever the page of the story may."""
        told = self._know(slug)
        return f"{told.number if told else 0}.{self.number}"

    def now_at(self, slug: str) -> str | None:
        """Where a story that is gone seems to have gone: the one that says exactly the same."""
        digest = self._gone.get(slug)
        return next((other for other, told in self._told.items() if digest and told.digest == digest), None)

    def was_here(self, slug: str) -> bool:
        """Whether there was such a story since the preview began."""
        return slug in self._gone

    def standing(self, slug: str) -> StoryStanding | None:
        """How this story stands now; None where there is none."""
        told = self._know(slug)
        if told is None:
            return None
        linked = self._link(slug)
        archive = self._archive_of(linked.story) if linked.story else self._archive_of()
        judged = judge(archive, gather_facts(archive, history=False)) if linked.story else ()
        file = told.found.file
        own = (*linked.problems, *(problem for problem in self._around[0] if problem.place.file == file))
        problems = in_file_order((*at_level(self.shared.newsroom, own), *judged))
        shared = tuple(p for p in self.shared.problems if has_errors((p,)))
        unfit = has_errors(own) or linked.story is None or (shared and not self.shared.ever_good)
        title = self.called(slug).replace(PLACEHOLDER, "") or slug
        lines = {**self.shared.lines, file: told.lines or _raw_lines(self._files[slug].path)}
        return StoryStanding(
            slug,
            file,
            title,
            problems,
            shared,
            lines,
            None if unfit else linked.story,
            self._good.get(slug),
            archive,
        )

    def errors(self, slug: str) -> tuple[Problem, ...]:
        """The problems of a story's own file, without what an editor may judge."""
        return self._link(slug).problems if slug in self._told else ()

    def is_draft(self, slug: str) -> bool:
        """Whether the story is not published yet."""
        return slug in self._frame.unpublished

    def tidy(self, most: int) -> int:
        """Follow the links of a few stories that nobody looked at since the last change; gives how many were left to do."""
        left = [slug for slug, told in self._told.items() if not self._is_linked(slug, told)]
        for slug in left[:most]:
            self._link(slug)
        return len(left)

    def _is_linked(self, slug: str, told: _ReadStory) -> bool:
        linked = self._linked.get(slug)
        return linked is not None and linked.told is told and linked.frame is self._frame

    def _link(self, slug: str) -> _Linked:
        told, frame = self._told[slug], self._frame
        if self._is_linked(slug, told):
            return self._linked[slug]
        one = told.found
        problems = list(told.problems)
        story: LinkedStory | None = None
        if one.checked is not None:
            known = Known(frame.slugs, frame.unpublished, self._headlines)
            linked, more = link_story(frame.newsroom, one, one.checked, frame.shared, known)
            problems += more
            linked, _, unshown = picture_story(frame.newsroom, linked, frame.shared, self._shelf)
            problems += unshown
            if one.whole and one.checked.whole:
                story = linked
        done = _Linked(told, frame, story, in_file_order(problems))
        self._linked[slug] = done
        if story is not None and not has_errors(problems) and self.shared.ever_good:
            self._good[slug] = story
        return done


def read_ahead(file: StoryFile) -> Ahead:
    """Read one story's file; needs no turn, so that pages are answered meanwhile."""
    one = check_file(file.path, file.file, Story)
    found = Found(file.slug, file.file, one.checked, one.whole)
    return Ahead(one.digest, found, one.problems, one.lines or ())


def _plain(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _digest(path: Path) -> bytes:
    if not path.is_file():  # a pipe would be waited on for ever
        return b""
    try:
        with path.open("rb") as opened:
            return hashlib.blake2b(opened.read(2_100_000), digest_size=16).digest()
    except (OSError, ValueError):
        return b""


def _raw_lines(path: Path) -> tuple[str, ...]:
    """The lines of a file that could not be read as a story, for carets."""
    if not path.is_file():
        return ()
    try:
        with path.open("rb") as opened:
            return tuple(opened.read(100_000).decode("utf-8", "replace").splitlines())
    except (OSError, ValueError):
        return ()
