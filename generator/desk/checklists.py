"""What `explainer check --standard` answers: a newsroom's folder and the stories asked about come in, a list and an exit status go out.

This module never writes a file; what lists of trust ask for, and whether it is there, `standard.py` says.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from generator.archive import LinkedStory
from generator.build import Session, Stories
from generator.desk.sourcing import (
    EXIT_ERRORS,
    EXIT_USAGE,
    broken_of,
    misused,
    name_broken,
    nothing_there,
    story_named,
)
from generator.reading import printable
from generator.rules import Lack, newsroom_lacks, story_lacks

SETTINGS = "stories/_newsroom.yaml"
PAGE = "docs/writing/standards.md"


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is lacking: in the newsroom's settings (None where they have errors, so that nothing can be said), and story by story."""

    newsroom: tuple[Lack, ...] | None
    stories: tuple[tuple[LinkedStory, tuple[Lack, ...]], ...]

    @property
    def lacking(self) -> int:
        """How many things are lacking in all."""
        return len(self.newsroom or ()) + sum(len(lacks) for _, lacks in self.stories)


def answer_standard(root: Path, today: datetime.date, wanted: Sequence[str], *, face: str, strict: bool) -> int:
    """List what the newsroom and the stories named, or all, still lack; with `strict` a lack is a failure."""
    if face == "github":
        click.echo("The list of --standard is printed as text or json; leave --format github out.", err=True)
        return EXIT_USAGE
    found = Session(root).stories(today, drafts=True)
    if nothing_there(found):
        return EXIT_ERRORS
    named = [story_named(found, typed, root) for typed in dict.fromkeys(wanted)]
    complaints = [complaint for _, complaint in named if complaint]
    if complaints:
        return misused(found, complaints)
    slugs = {slug for slug, _ in named}
    left_out = found.broken if not wanted else broken_of(found, slugs)
    answer = _answer(found, slugs if wanted else None)
    click.echo(as_json(answer, left_out) if face == "json" else as_text(answer))
    status = name_broken(found, left_out)
    return EXIT_ERRORS if strict and answer.lacking else status


def _answer(found: Stories, slugs: set[str | None] | None) -> Lacking:
    stories = sorted((s for s in found.whole if slugs is None or s.slug in slugs), key=lambda s: s.slug)
    settings = None if SETTINGS in found.broken else newsroom_lacks(found.newsroom.settings)
    return Lacking(settings, tuple((story, story_lacks(found.archive, story)) for story in stories))


def as_text(answer: Lacking) -> str:
    """The list for people: the newsroom first, then the stories by their slugs.

    >>> print(as_text(Lacking((), ())).splitlines()[0])
    The newsroom (stories/_newsroom.yaml): nothing is lacking.
    """
    parts = []
    if answer.newsroom is not None:
        parts.append("\n".join(_part(f"The newsroom ({SETTINGS})", answer.newsroom)))
    parts += ["\n".join(_part(printable(story.file), lacks)) for story, lacks in answer.stories]
    return "\n\n".join((*parts, _total(answer)))


def _part(name: str, lacks: Iterable[Lack]) -> Iterator[str]:
    lacks = tuple(lacks)
    yield f"{name}: nothing is lacking." if not lacks else f"{name}:"
    for lack in lacks:
        yield f"  - {lack.sentence}"
        yield f"    {lack.asked.where}: {lack.asked.typed}"
        yield f"    Asked for by: {', '.join(checklist.short for checklist in lack.asked.by)}."


def _total(answer: Lacking) -> str:
    if not answer.lacking:
        return f"Nothing is lacking that these lists ask for. What they are: {PAGE}"
    things = "thing is" if answer.lacking == 1 else "things are"
    return f"{answer.lacking} {things} lacking. None of them stops a page. Who asks for what: {PAGE}"


def as_json(answer: Lacking, broken: Sequence[str]) -> str:
    """The list for programs: what the newsroom lacks (null where its settings have errors), then each story with what it lacks."""
    stories = [
        {"slug": story.slug, "file": story.file, "lacks": [_lack(lack) for lack in lacks]}
        for story, lacks in answer.stories
    ]
    newsroom = None if answer.newsroom is None else [_lack(lack) for lack in answer.newsroom]
    told = {"newsroom": newsroom, "stories": stories, "broken": list(broken), "lacking": answer.lacking}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _lack(lack: Lack) -> dict[str, object]:
    return {
        "field": lack.asked.field,
        "message": lack.sentence,
        "type": lack.asked.typed,
        "asked_by": [checklist.short for checklist in lack.asked.by],
    }
