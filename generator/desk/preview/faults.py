"""What a template, a plugin or the site's settings do wrong: an exception or a complaint comes in, problems with a place come out.

This module never reads a story, and never lets an exception of somebody else's code through.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2
import yaml

from generator.problem import Place, Problem, Severity, place_at_mark
from generator.reading import read_text

CONFIG = "mkdocs.yml"


class PageError(Exception):
    """A page could not be made, because of a template, a plugin or an extension; carries the problems."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(str(problems[0]) if problems else "")
        self.problems = problems


@contextmanager
def as_problems(root: Path) -> Iterator[None]:
    """Whatever a template, a plugin, an extension or the menu raises, as a PageError with a place where one is known."""
    try:
        yield
    except PageError:
        raise
    except (Exception, SystemExit) as error:
        raise PageError((_blamed(error, root),)) from error


def _blamed(error: BaseException, root: Path) -> Problem:
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, jinja2.TemplateSyntaxError):
        place = Place(_shown(error.filename or error.name or "a template", root), error.lineno or 1)
        return Problem(place, "page-template", f"This template cannot be read: {said}")
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".html"):
            place = Place(_shown(frame.filename, root), frame.lineno or 1)
            return Problem(place, "page-template", f"This template fails: {said}")
    message = f"MkDocs could not make this page ({type(error).__name__}): {said}"
    return Problem(Place(CONFIG), "page-failed", message, "Look at the plugins and extensions in mkdocs.yml.")


def _shown(name: str, root: Path) -> str:
    path = Path(name)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def broken_settings(path: Path) -> tuple[Problem, ...]:
    """Why MkDocs cannot read its settings, told by place, before it is asked to."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        message = "There is no mkdocs.yml, so no page can be shown as it will be."
        return (Problem(Place(CONFIG), "no-file", message, "Bring it back, or copy the one of this project."),)
    except (OSError, UnicodeDecodeError) as error:
        return (Problem(Place(CONFIG), "unreadable", f"This file cannot be read: {type(error).__name__}."),)
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as error:
        _, problems = read_text(text, CONFIG)
        # Our own reader is stricter than MkDocs: of what it says only syntax is meant here.
        told = tuple(p for p in problems if p.severity is Severity.ERROR and p.code not in ("tag", "alias", "anchor"))
        mark = getattr(error, "problem_mark", None)
        place = place_at_mark(CONFIG, mark.line, mark.column) if mark else Place(CONFIG)
        return told[:5] or (
            Problem(place, "site-settings", f"This is no YAML: {getattr(error, 'problem', None) or error}."),
        )
    if not text.strip():
        return (
            Problem(Place(CONFIG), "empty-file", "There is nothing in this file.", "It begins with 'site_name: '."),
        )
    return ()


def complaint_at(path: Path, message: str, about: str) -> Problem:
    """A complaint of MkDocs at the line of the setting that it names."""
    named = re.search(r"[Cc]onfig value '([\w.]+)'", about)
    line = 1
    if named:
        try:
            lines: Iterable[str] = path.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            lines = ()
        first = named[1].split(".")[0]
        line = next((n for n, text in enumerate(lines, 1) if text.startswith(f"{first}:")), 1)
        message = re.sub(r"^[Cc]onfig value '([\w.]+)': ", r"\1: ", message)
    return Problem(Place(CONFIG, line), "site-settings", message)
