"""A newsroom's logo and the folder `docs/`: settings go in; those with a logo that can be shown come out, and a problem where it cannot.

Whether the file is there is found out here, before anything is rendered; this module never opens it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from generator.problem import Problem, Severity
from generator.reading.check_words import near
from generator.reading.entries import Checked
from generator.story import Newsroom, Settings, is_logo, quoted


def logo_problems(checked: Checked[Settings], newsroom: Newsroom) -> tuple[Problem, ...]:
    """A warning for a logo that is not in `docs/`; what is no path at all, checking has told of."""
    typed = checked.value.logo
    if typed is None or not is_logo(typed) or _is_there(typed, newsroom):
        return ()
    meant = near(typed, _pictures(newsroom, typed), limit=1)
    hint = " ".join((f"Put it there as docs/{typed}.", *(f"Did you mean '{name}'?" for name in meant)))
    message = f"There is no picture {quoted(typed)} in docs/, so pages show the icon of mkdocs.yml in its place."
    return (Problem(checked.place(("logo",)), "no-logo", message, hint, Severity.WARNING),)


def with_logo(newsroom: Newsroom) -> Newsroom:
    """The newsroom without its logo where that cannot be shown."""
    typed = newsroom.settings.logo
    if typed is None or (is_logo(typed) and _is_there(typed, newsroom)):
        return newsroom
    return replace(newsroom, settings=newsroom.settings.model_copy(update={"logo": None}))


def _is_there(typed: str, newsroom: Newsroom) -> bool:
    """Whether it is a file of `docs/`; what a link leads to elsewhere is not."""
    path = newsroom.docs / typed
    try:
        inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(newsroom.docs))
        return inside and path.is_file()
    except (OSError, ValueError):
        return False


def _pictures(newsroom: Newsroom, typed: str) -> list[str]:
    """The pictures beside the path that was typed, and those in `docs/` itself."""
    found = set()
    for folder in {newsroom.docs, (newsroom.docs / typed).parent}:
        try:
            names = os.listdir(folder)
        except (OSError, ValueError):
            continue
        found |= {(folder / name).relative_to(newsroom.docs).as_posix() for name in names if is_logo(name)}
    return sorted(found)
