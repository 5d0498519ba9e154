"""The pipeline from top to bottom: a newsroom's folder goes in, pages and problems come out. The file to read first.

Find, read, check, link, picture, judge, render; this module never writes a page, never prints and never looks at the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from generator.archive import Archive, Found, Shared, check_shared, link
from generator.media import Shelf, pictured, still_shown
from generator.outputs import list_pages, moved_pages, neighbours_of, story_pages
from generator.problem import Problem, Severity, in_file_order
from generator.reading import (
    Checked,
    Document,
    StoryFile,
    check,
    find_stories,
    leads_out,
    logo_problems,
    policy_problems,
    read_file,
    rule_problems,
    with_logo,
    with_policies,
)
from generator.rules import gather_facts, judge
from generator.story import Actor, Level, Newsroom, Settings, Source, Story
from generator.writing import Page

T = TypeVar("T")
_NO_FIELDS = "Each entry of this file begins with a name and a colon, and something else stands here."
_HOW = "Take out dashes and brackets, and type for example 'brandt:', with the fields of the entry indented below."


@dataclass(frozen=True)
class Result:
    """All that one run found: the pages to be, every problem in file order, the drafts left out, the lines for carets.

    `blocked` tells whether a problem stands that stops writing: errors do, but not those in drafts that are left out, and
    not editorial rules that a newsroom made errors. `held_back` names the stories with errors that a run told to keep going
    leaves as they were.
    """

    newsroom: Newsroom
    archive: Archive
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    drafts: tuple[str, ...]
    lines: Mapping[str, tuple[str, ...]]
    blocked: bool
    held_back: tuple[str, ...] = ()


def gather(root: Path, *, today: datetime.date, drafts: bool = False, keep_going: bool = False) -> Result:
    """Run every stage over the newsroom at `root`, for pages as of `today`.

    `drafts` takes unpublished stories in; `keep_going` holds stories with errors back instead of stopping at them.
    """
    lines: dict[str, tuple[str, ...]] = {}
    newsroom, problems = read_newsroom(root, today, lines)
    files, more = find_stories(newsroom)
    shared, also = read_shared(newsroom, lines)
    found, still = _read_stories(files, lines)
    archive, linking = link(newsroom, found, shared, drafts=drafts)
    archive, pictures, unshown = pictured(archive, shared, Shelf(newsroom.shelf, newsroom.root))
    problems = (*problems, *more, *also, *still, *linking, *unshown)
    wrong = {problem.place.file for problem in problems if problem.severity is Severity.ERROR}
    if not drafts:
        wrong -= {one.file for one in found if one.slug in archive.drafts}
    held_back = tuple(one.slug for one in found if one.file in wrong) if keep_going else ()
    if held_back:
        wrong -= {one.file for one in found}
        archive = replace(archive, stories=tuple(s for s in archive.stories if s.slug not in held_back))
    # What is left of a story with errors would be judged for what it lacks, and told things that are not so.
    unsound = {problem.place.file for problem in problems if problem.severity is Severity.ERROR}
    sound = replace(archive, stories=tuple(story for story in archive.stories if story.file not in unsound))
    judged = judge(sound, gather_facts(sound))
    problems = in_file_order((*at_level(newsroom, problems), *judged))
    archive = replace(archive, neighbours=neighbours_of(archive))
    pictures = still_shown(pictures, archive)
    pages = () if wrong else (*story_pages(archive), *pages_around(archive), *pictures)
    return Result(newsroom, archive, pages, problems, archive.drafts, lines, bool(wrong), held_back)


def _read_stories(
    files: tuple[StoryFile, ...], lines: dict[str, tuple[str, ...]]
) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    found: list[Found] = []
    problems: list[Problem] = []
    for file in files:
        one, more = read_story(file, lines)
        found.append(one)
        problems += more
    return tuple(found), tuple(problems)


def read_story(file: StoryFile, lines: dict[str, tuple[str, ...]]) -> tuple[Found, tuple[Problem, ...]]:
    """Read and check one story's file; its lines are put into `lines` by the name shown."""
    checked, problems, whole = _read_as(file.path, file.file, Story, lines)
    return Found(file.slug, file.file, checked, whole), problems


def pages_of_stories(archive: Archive) -> tuple[Page, ...]:
    """The pages of stories alone, and their old addresses: what stands without a site around it."""
    return (*story_pages(archive), *moved_pages(archive))


def pages_around(archive: Archive) -> tuple[Page, ...]:
    """Every page that is not one story's own; a preview makes these apart, since they take all stories."""
    return (*moved_pages(archive), *list_pages(archive))


def read_newsroom(
    root: Path, today: datetime.date, lines: dict[str, tuple[str, ...]]
) -> tuple[Newsroom, tuple[Problem, ...]]:
    """Read `stories/_newsroom.yaml`, or go with plain settings where there is none."""
    newsroom = Newsroom(root, today)
    checked, problems, _ = _read(newsroom, "_newsroom.yaml", Settings, lines)
    if checked is None:
        return newsroom, problems
    said = (*problems, *rule_problems(checked), *policy_problems(checked, newsroom), *logo_problems(checked, newsroom))
    return with_logo(with_policies(replace(newsroom, settings=_usable(checked.value)))), said


def _usable(settings: Settings) -> Settings:
    """Settings that the other stages can go by: checking has told of a time zone that is none."""
    languages = settings.languages or Settings().languages
    try:
        zone = settings.zone.key
    except (KeyError, ValueError, OSError):
        zone = Settings().timezone
    return settings.model_copy(update={"languages": languages, "timezone": zone})


def _read(
    newsroom: Newsroom, name: str, kind: type[T], lines: dict[str, tuple[str, ...]]
) -> tuple[Checked[T] | None, tuple[Problem, ...], bool]:
    path = newsroom.stories / name
    if leads_out(newsroom, path) or (path.is_symlink() and not path.exists()):
        # Finding the files has told of this link; what lies outside is never opened.
        return None, (), False
    if not path.exists():
        return None, (), True
    checked, problems, whole = _read_as(path, newsroom.shown(path), kind, lines)
    if [problem.code for problem in problems] == ["empty-file"]:
        # A shared file that nothing stands in yet is as good as none.
        return None, (), True
    if checked is None:
        # The reader's hint is for stories, where fields such as a title are expected.
        problems = tuple(replace(p, message=_NO_FIELDS, hint=_HOW) if p.code == "not-fields" else p for p in problems)
    return checked, problems, whole


def _read_as(
    path: Path, file: str, kind: type[T], lines: dict[str, tuple[str, ...]]
) -> tuple[Checked[T] | None, tuple[Problem, ...], bool]:
    """Read and check one file; the last value tells whether it could be read whole."""
    document, problems = read_file(path, file)
    if document is None:
        return None, problems, False
    lines[file] = document.lines
    checked, more = check(document, kind)
    return checked, (*problems, *_not_said_yet(document, problems, more)), document.whole


def _not_said_yet(document: Document, said: tuple[Problem, ...], more: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What checking adds to what reading said: one sentence a line, and no missing fields where the file was cut short."""
    taken = {problem.place.line for problem in said if problem.severity is Severity.ERROR}
    taken |= {document.key_place(path).line for path in document.odd_keys}
    cut = () if document.whole else ("missing-field", "no-status", "related-what", "empty", "not-fields")
    return tuple(p for p in more if p.place.line not in taken and p.code not in cut)


def read_shared(newsroom: Newsroom, lines: dict[str, tuple[str, ...]]) -> tuple[Shared, tuple[Problem, ...]]:
    """Read the newsroom's shared actors and sources, as far as there are any."""
    actors, problems, readable = _read(newsroom, "_actors.yaml", Mapping[str, Actor], lines)  # type: ignore[type-abstract]
    sources, more, also = _read(newsroom, "_sources.yaml", Mapping[str, Source], lines)  # type: ignore[type-abstract]
    shared = Shared(actors, sources, readable and also)
    return shared, (*problems, *more, *check_shared(shared, newsroom.settings.zone))


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
