"""The command `render --as-of`: a day and a folder typed come in, the pages of that day go into the folder, and lines on the terminal.

This module never writes into the newsroom's own folders, nor over files that it did not write.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from pathlib import Path

import click

from generator.build import Result, pages_of_stories
from generator.dates import Precision, Qualifier, WhenError, WhenKind, parse_when
from generator.desk.commands import run, today_of
from generator.problem import Problem, Severity, as_text, for_people, has_errors, summary
from generator.reading import printable
from generator.story import Newsroom
from generator.versions import as_known
from generator.writing import Written, write_pages

EXIT_CLEAN, EXIT_ERRORS, EXIT_USAGE = 0, 1, 2
# The record lies in the folder itself, under a name that a newsroom's own record does not have.
RECORD = Path(".explainer", "as-of.json")
_NO_DATE = "is not a date to go back to; type a day, a month or a year: 2024-10-25, 2024-10 or 2024."


def render_as_of(
    root: Path, today: str | None, typed: str | None, out: Path | None, *, drafts: bool, keep_going: bool
) -> int:
    """Write the pages as they stood at the end of the date typed into the folder `out`, and say what was written."""
    if typed is None or out is None:
        click.echo("'--as-of' and '--out' go together: the date to go back to, and a folder for its pages.", err=True)
        return EXIT_USAGE
    day = day_meant(typed, today_of(root, today))
    refused = day if isinstance(day, str) else refuse_folder(out, Newsroom(root, datetime.date.min))
    if isinstance(day, str) or refused:
        click.echo(refused, err=True)
        return EXIT_USAGE
    result = run(root, today, drafts=drafts, keep_going=keep_going)
    if result.blocked:
        _say([problem for problem in result.problems if problem.severity is Severity.ERROR], result)
        click.echo(f"{summary(result.problems)} Nothing was written.", err=True)
        return EXIT_ERRORS
    return _write(result, day, out)


def _write(result: Result, day: datetime.date, out: Path) -> int:
    then = as_known(result.archive, day)
    folder = Path(os.path.abspath(out))
    written, problems = write_pages(pages_of_stories(then), folder, folder / RECORD, result.newsroom.root)
    _say(problems, result)
    if has_errors(problems):
        click.echo("Nothing was written.", err=True)
        return EXIT_ERRORS
    _report(written, printable(str(out)))
    there = {story.slug for story in then.stories}
    unknown = [story.slug for story in result.archive.stories if story.slug not in there]
    if unknown:
        click.echo(f"Left out, as nothing in them was known by then: {', '.join(unknown)}.")
    if result.drafts:
        click.echo(f"Drafts left out: {', '.join(result.drafts)}. Take drafts in with --drafts.")
    click.echo(
        f"As known on {day}: {_count(len(written.written), 'page')} written, {len(written.kept)} kept, "
        f"{len(written.removed)} removed."
    )
    if result.held_back:
        click.echo(f"Left out because of errors: {', '.join(result.held_back)}.", err=True)
        return EXIT_ERRORS
    return EXIT_CLEAN


def _report(written: Written, folder: str) -> None:
    for name in written.written:
        click.echo(f"wrote   {folder}/{name}")
    for name in written.removed:
        click.echo(f"removed {folder}/{name}")


def _say(problems: Sequence[Problem], result: Result) -> None:
    shown, rest = for_people(problems)
    for problem in shown:
        click.echo(as_text(problem, result.lines), err=True)
    for more in rest:
        click.echo(str(more), err=True)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def day_meant(typed: str, today: datetime.date) -> datetime.date | str:
    """The last day of the day, month or year typed, but no later than today; or a sentence why there is none.

    >>> str(day_meant("2024-02", datetime.date(2031, 5, 2))), str(day_meant("2031", datetime.date(2031, 5, 2)))
    ('2024-02-29', '2031-05-02')
    """
    shown = f"'{printable(typed)[:60]}'"
    try:
        when = parse_when(typed)
    except WhenError:
        return f"{shown} {_NO_DATE}"
    plain = when.kind is WhenKind.MOMENT and when.qualifier is Qualifier.NONE
    if not plain or when.precision not in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        return f"{shown} {_NO_DATE}"
    if not when.latest or not 1 <= when.latest[0] <= datetime.MAXYEAR:
        return f"{shown} {_NO_DATE}"
    if when.earliest and when.earliest[:3] > (today.year, today.month, today.day):
        return f"{shown} has not come yet: today is {today}. Type a date up to today."
    return min(datetime.date(*when.latest[:3]), today)


def refuse_folder(out: Path, newsroom: Newsroom) -> str:
    """Why nothing may be written into a folder; empty where it may."""
    shown = f"'{printable(str(out))}'"
    real, root = (Path(os.path.realpath(path)) for path in (out, newsroom.root))
    other = "Name a new folder with --out, such as '../as-of'."
    if root.is_relative_to(real):
        return f"{shown} holds the newsroom itself. {other}"
    own = (newsroom.docs, newsroom.site, newsroom.stories, newsroom.record.parent, newsroom.root / ".git")
    for folder in own:
        if real.is_relative_to(os.path.realpath(folder)):
            return f"{shown} is or lies in the newsroom's own folder '{folder.name}/'. {other}"
    if os.path.lexists(out) and not out.is_dir():
        return f"{shown} is not a folder. {other}"
    if not (out / RECORD).is_file() and _holds_files(out):
        return f"{shown} holds files that this command did not write. {other}"
    return ""


def _holds_files(folder: Path) -> bool:
    """Whether a folder holds anything but folders, and what a killed run left under its temporary names."""
    try:
        return any(
            not (path.is_dir() and not path.is_symlink()) and not path.name.startswith(".explainer-new-")
            for path in folder.rglob("*")
        )
    except OSError:
        return True
