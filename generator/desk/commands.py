"""What each command does: a newsroom's folder and its options come in, lines on the terminal and an exit status go out.

This module never finds problems itself; it runs the pipeline, prints what it found, and has pages written when it may.
"""

from __future__ import annotations

import datetime
import importlib.util
import os
import posixpath
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from generator.build import Result, gather
from generator.problem import Problem, Severity, as_github, as_json, as_text, for_people, has_errors, summary
from generator.publish import all_taken_away, clock, cut_short
from generator.reading import ENDINGS, docs_faults, printable, read_newsroom
from generator.writing import (
    NEW,
    BusyError,
    OwnFolder,
    Page,
    Record,
    Written,
    disk_problem,
    heal_site,
    is_adopted,
    only_writer,
    read_record,
    refuse_target,
    swap_folder,
    workshop,
    write_pages,
)

EXIT_CLEAN, EXIT_ERRORS, EXIT_USAGE = 0, 1, 2
# So many files that are not whole are named.
_MOST_NAMED = 5
# How the page at an old address of a story says in its front matter where the story is now.
_MOVED_TO = re.compile(r"(?m)^moved_to: (\S+)$")


def run(root: Path, day: str | None, *, drafts: bool, keep_going: bool = False) -> Result:
    """Run the pipeline for the day given, or for today where the newsroom is."""
    return gather(root, today=today_of(root, day), drafts=drafts, keep_going=keep_going)


def today_of(root: Path, day: str | None) -> datetime.date:
    """The day given, or today where the newsroom is."""
    if day is not None:
        try:
            return datetime.date.fromisoformat(day)
        except ValueError:
            raise click.BadParameter(f"'{day}' is not a day; type it as 2026-11-23.", param_hint="--today") from None
    newsroom, _ = read_newsroom(root, datetime.date.min)
    return clock.today(newsroom.settings.zone)


def check(root: Path, day: str | None, files: tuple[Path, ...], *, face: str, strict: bool) -> int:
    """Print every problem, or those of the files given."""
    heal(root)
    result = run(root, day, drafts=True)
    problems = result.problems
    if files:
        wanted, complaints = _wanted(root, files)
        for complaint in complaints:
            click.echo(complaint, err=True)
        if complaints:
            return EXIT_USAGE
        problems = tuple(problem for problem in problems if _is_about(problem, wanted))
    _print(problems, result, face)
    if has_errors(problems) or (strict and problems):
        return EXIT_ERRORS
    return EXIT_CLEAN


def _wanted(root: Path, files: tuple[Path, ...]) -> tuple[tuple[str, ...], list[str]]:
    """The files and folders given, as problems name them, and a complaint for each that is nothing of this newsroom."""
    stories = Path(os.path.realpath(root / "stories"))
    names: list[str] = []
    complaints: list[str] = []
    for path in files:
        # Links above a file are followed, a file that is a link is not: it is named by its place in stories/.
        full = Path(os.path.abspath(path))
        real = Path(os.path.realpath(full)) if full.is_dir() else Path(os.path.realpath(full.parent)) / full.name
        inside = real.relative_to(stories).parts if real.is_relative_to(stories) else ()
        if not os.path.lexists(full):
            complaints.append(f"There is no file '{printable(str(path))}'.")
        elif real in (stories, root):
            names.append("stories")
        elif not inside or any(part.startswith(".") for part in inside) or not (full.is_dir() or _is_yaml(full)):
            complaints.append(
                f"'{printable(str(path))}' is no story of this newsroom; stories are .yaml files in stories/."
            )
        else:
            names.append(printable("/".join(("stories", *inside))))
    return tuple(names), complaints


def _is_yaml(path: Path) -> bool:
    return path.name.lower().endswith(ENDINGS)


def _is_about(problem: Problem, wanted: tuple[str, ...]) -> bool:
    return any(problem.place.file == name or problem.place.file.startswith(f"{name}/") for name in wanted)


def _print(problems: tuple[Problem, ...], result: Result, face: str) -> None:
    if face == "json":
        click.echo(as_json(problems))
    elif face == "github":
        shown, rest = for_people(problems)
        for problem in shown:
            click.echo(as_github(problem))
        for more in rest:
            click.echo(as_github(more))
    else:
        _print_text(problems, result)
        click.echo(_coloured(summary(problems), "red" if has_errors(problems) else "green"))


def _print_text(problems: Sequence[Problem], result: Result, *, err: bool = False) -> None:
    shown, rest = for_people(problems)
    for problem in shown:
        first, *below = as_text(problem, result.lines).split("\n")
        colour = "red" if problem.severity is Severity.ERROR else "yellow"
        click.echo("\n".join([_coloured(first, colour), *below]), err=err)
    for more in rest:
        click.echo(str(more), err=err)


def _coloured(text: str, colour: str) -> str:
    # click drops colours by itself where the output is no terminal; see https://no-color.org for the other switch.
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour)


def render(root: Path, day: str | None, *, drafts: bool, keep_going: bool = False, unpublish_all: bool = False) -> int:
    """Write the pages, and say what was written, kept and removed."""
    heal(root)
    result = run(root, day, drafts=drafts, keep_going=keep_going)
    written, status = _write(result, unpublish_all=unpublish_all)
    if written is not None:
        for name in written.written:
            click.echo(f"wrote   docs/{name}")
        for name in written.removed:
            click.echo(f"removed docs/{name}")
        _say_drafts(result)
        click.echo(
            f"{_count(len(written.written), 'page')} written, {len(written.kept)} kept, {len(written.removed)} removed."
        )
    return status


def _write(result: Result, *, unpublish_all: bool) -> tuple[Written | None, int]:
    """Write the pages unless a problem stands in the way; the problems go to the error output."""
    _print_text(result.problems, result, err=True)
    if result.blocked:
        click.echo(f"{summary(result.problems)} Nothing was written; the last good pages stay.", err=True)
        return None, EXIT_ERRORS
    if not unpublish_all and (refused := all_taken_away(result)):
        _print_text((refused,), result, err=True)
        return None, EXIT_ERRORS
    newsroom = result.newsroom
    kept = _last_good(result)
    pages = (*(page for page in result.pages if page.path not in {one.path for one in kept}), *kept)
    written, problems = write_pages(pages, newsroom.docs, newsroom.record, newsroom.root)
    _print_text(problems, result, err=True)
    if has_errors(problems):
        click.echo(f"{summary(problems)} Nothing was written; the last good pages stay.", err=True)
        return None, EXIT_ERRORS
    if result.held_back:
        names = ", ".join(result.held_back)
        click.echo(
            f"Held back with their last good pages: {names}. The pages about all stories stay as they were.", err=True
        )
        return written, EXIT_ERRORS
    return written, EXIT_CLEAN


def _last_good(result: Result) -> list[Page]:
    """The pages that stories held back had before, their old addresses too: written again as they are, so that none is lost.

    The pages about all stories stay as they were with them: made anew they would lack what these stories say.
    """
    if not result.held_back:
        return []
    stories = {f"stories/{slug}" for slug in result.held_back}
    new = {page.path for page in result.pages}
    record = read_record(result.newsroom.record)[0]
    recorded = record.pages
    pages = list(_around(result.newsroom.docs, record))
    for path in sorted({*recorded, *(f"{story}.md" for story in stories)} - new):
        try:
            text = (result.newsroom.docs / path).read_bytes().decode("utf-8")
        except (OSError, ValueError):
            continue  # there was no page yet, or not one of ours
        home = path.removesuffix(".md")
        moved = _MOVED_TO.search(text)
        owner = posixpath.normpath(posixpath.join(home, moved[1])) if moved and home not in stories else home
        if owner in stories:
            pages.append(Page(path, text, origin=f"{owner}.yaml"))
    return pages


def _around(docs: Path, record: Record) -> Iterator[Page]:
    """The files of an earlier run that belong to no story, as far as nobody has changed them."""
    for path in record.pages:
        if path.startswith("stories/") and path != "stories/index.md":
            continue
        try:
            data = (docs / path).read_bytes()
        except (OSError, ValueError):
            continue
        if record.has(path, data):
            yield Page(path, data)


def _say_drafts(result: Result) -> None:
    if result.drafts:
        names = ", ".join(result.drafts)
        click.echo(f"{_count(len(result.drafts), 'draft')} left out: {names}. Take drafts in with --drafts.")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def build(root: Path, day: str | None, *, drafts: bool, keep_going: bool = False, unpublish_all: bool = False) -> int:
    """Check, render, and have MkDocs build the site beside the old one, which it then replaces; one build at a time."""
    try:
        # A lock of its own, on another folder: writing the pages takes the newsroom's.
        with only_writer(root / "stories"):
            return _build(root, day, drafts=drafts, keep_going=keep_going, unpublish_all=unpublish_all)
    except BusyError:
        click.echo(
            "Another build of this site is running. Wait for it to end, or stop it, then run the command again.",
            err=True,
        )
        return EXIT_ERRORS


def _build(root: Path, day: str | None, *, drafts: bool, keep_going: bool, unpublish_all: bool) -> int:
    if not (root / "mkdocs.yml").is_file():
        click.echo(
            "There is no mkdocs.yml here, so there is no site to build; 'explainer render' writes the pages alone.",
            err=True,
        )
        return EXIT_ERRORS
    site = root / "site"
    heal(root)
    if refused := refuse_target(site, root):
        click.echo(str(refused), err=True)
        return EXIT_ERRORS
    if faults := docs_faults(root / "docs", root):
        for problem in faults:
            click.echo(str(problem), err=True)
        return EXIT_ERRORS
    adopted = is_adopted(site, root)
    result = run(root, day, drafts=drafts, keep_going=keep_going)
    written, status = _write(result, unpublish_all=unpublish_all)
    if written is None:
        return status
    if sys.stderr.isatty():
        click.echo("Building the site ...", err=True)
    try:
        with workshop(site) as made:
            failed = _make_site(made, site, result)
    except OSError as error:
        click.echo(str(disk_problem(error, "site", "The last good site stays.")), err=True)
        return EXIT_ERRORS
    if failed:
        return EXIT_ERRORS
    if adopted:
        click.echo("'site' was built by an earlier version and is known by its pages; from now on it carries a mark.")
    _say_drafts(result)
    click.echo(f"The site is built: open {result.newsroom.shown(result.newsroom.site / 'index.html')}")
    for story in result.archive.stories:
        click.echo(f"  {result.newsroom.shown(result.newsroom.site / 'stories' / story.slug / 'index.html')}")
    return status


def heal(root: Path) -> None:
    """Bring a site back into its place and clear up what killed builds left; what cannot be cleared is said."""
    for problem in heal_site(root / "site", root):
        click.echo(str(problem), err=True)


def _make_site(made: OwnFolder, site: Path, result: Result) -> bool:
    """Have MkDocs build in a folder beside the site, and let that take the site's place; True where it failed."""
    root = result.newsroom.root
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "EXPLAINER_RENDERED": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "--site-dir", str(made.path / NEW)]
    try:
        outcome = subprocess.run(
            command,
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            # Should this process be killed, the folder is held until MkDocs has ended too.
            pass_fds=(made.handle,) if os.name == "posix" else (),
        )
    except OSError as error:
        click.echo(f"MkDocs could not be started: {error.strerror}. The last good site stays.", err=True)
        return True
    said = "\n".join(part for part in (outcome.stdout.strip(), outcome.stderr.strip()) if part)
    if outcome.returncode != 0:
        click.echo(
            f"{_last_words(said)}\nMkDocs could not build the site (its words are above); the last good site stays.",
            err=True,
        )
        return True
    if said:
        click.echo(said, err=True)
    if faults := cut_short(made.path / NEW, _origins(root)):
        click.echo(
            f"Files of the new site are empty or cut short: {', '.join(faults[:_MOST_NAMED])}"
            f"{f' and {len(faults) - _MOST_NAMED} more' if len(faults) > _MOST_NAMED else ''}. "
            "The disk may be full. The last good site stays.",
            err=True,
        )
        return True
    with _undisturbed():
        problems = swap_folder(made.path, site, root)
    _print_text(problems, result, err=True)
    return has_errors(problems)


def _origins(root: Path) -> tuple[Path, ...]:
    """The folders that files of a site are copied from, the first that has one wins: the newsroom's own, ours, Material's."""
    material = importlib.util.find_spec("material")
    theirs = [Path(material.origin).parent / "templates"] if material and material.origin else []
    return (root / "docs", root / "generator" / "theme", *theirs)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put Ctrl-C off for the instant in which the old site is moved away and the new one is not yet in its place."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _last_words(said: str) -> str:
    """What MkDocs said, without the frames of a traceback."""
    lines = said.splitlines()
    kept = [line for line in lines if not line.startswith((" ", "Traceback"))]
    return "\n".join(kept[-20:])
