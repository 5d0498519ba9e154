"""A newsroom's policies and the folder `docs/`: settings go in; policies that lead somewhere come out, with a problem for each that does not.

Whether a page is there is found out here, before anything is rendered; this module never writes a page and never follows a web address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.problem import Problem, Severity
from generator.reading.check_words import near
from generator.reading.entries import Checked
from generator.reading.find import ENDINGS
from generator.story import Newsroom, Policies, Settings, quoted

MADE = (
    "actors/index.md",
    "claims/index.md",
    "corrections/index.md",
    "index.md",
    "sources/index.md",
    "stories/index.md",
    "timeline/index.md",
    "topics/index.md",
    "unknowns/index.md",
)
"""Pages that a build makes of the stories: they may not be there yet when the settings are read."""

# A page of rules is a few thousand words; what is larger is no text that somebody wrote.
LARGEST_PAGE = 1_000_000
_PART = re.compile(r"(?m)^#{1,6} .*\{[^}]*#([A-Za-z0-9_-]+)[^}]*\}\s*$")


def policy_problems(checked: Checked[Settings], newsroom: Newsroom) -> tuple[Problem, ...]:
    """A warning for each policy that names a page of `docs/` which is not there."""
    return tuple(
        Problem(
            checked.place(("policies", name)),
            "no-policy-page",
            f"There is no page {quoted(path)} in docs/, so no page of the site links to it.",
            _hint(path, newsroom),
            Severity.WARNING,
        )
        for name, path in checked.value.policies.pages.items()
        if not _is_there(path, newsroom)
    )


def _hint(path: str, newsroom: Newsroom) -> str:
    meant = near(path, sorted({*MADE, *_pages(newsroom)}), limit=1)
    return " ".join((f"Write it as docs/{path}, or name another page.", *(f"Did you mean '{name}'?" for name in meant)))


def _pages(newsroom: Newsroom) -> Iterator[str]:
    """The pages that lie in `docs/` itself, where rules are usually kept."""
    try:
        yield from (path.name for path in newsroom.docs.glob("*.md"))
    except OSError:
        return


def with_policies(newsroom: Newsroom) -> Newsroom:
    """The newsroom with those policies alone that lead somewhere, and with the parts of its page of methodology."""
    given = newsroom.settings.policies
    gone = {name: None for name, path in given.pages.items() if not _is_there(path, newsroom)}
    kept = given.model_copy(update=gone) if gone else given
    settings = newsroom.settings.model_copy(update={"policies": kept}) if gone else newsroom.settings
    return replace(newsroom, settings=settings, methodology_parts=_parts(kept, newsroom))


def _is_there(path: str, newsroom: Newsroom) -> bool:
    """Whether a page is in `docs/`, or will be: the pages of stories and those about all of them are made by each build."""
    if path in MADE:
        return True
    story = path.removesuffix(".md").removeprefix("stories/")
    try:
        if path.startswith("stories/") and any((newsroom.stories / f"{story}{ending}").is_file() for ending in ENDINGS):
            return True
        return (newsroom.docs / path).is_file()
    except (OSError, ValueError):
        return False


def _parts(policies: Policies, newsroom: Newsroom) -> frozenset[str]:
    """The ids that headings of the page of methodology were given by hand; none where it is no page of ours, or cannot be read."""
    path = policies.pages.get("methodology")
    if not path or "#" in (policies.methodology or ""):
        return frozenset()
    if path in MADE or path.startswith("stories/"):
        # What an earlier build made must not change what this one makes.
        return frozenset()
    try:
        page = newsroom.docs / path
        if page.stat().st_size > LARGEST_PAGE:
            return frozenset()
        return frozenset(_PART.findall(page.read_bytes().decode("utf-8-sig")))
    except (OSError, ValueError):
        return frozenset()
