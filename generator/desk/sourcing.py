"""The commands on sourcing, `impact` and `sources`: the words typed come in, an answer on the terminal and an exit status go out.

This module never writes a file and never works an answer out; stories with errors are named and left out of it.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from generator.archive import LinkedStory
from generator.build import Session, Stories
from generator.desk.impact_report import as_json as impact_json
from generator.desk.impact_report import as_text as impact_text
from generator.desk.overview_report import as_json as overview_json
from generator.desk.overview_report import as_text as overview_text
from generator.reading import ENDINGS, did_you_mean, printable
from generator.sourcing import impact, overview, source_name

EXIT_CLEAN, EXIT_ERRORS, EXIT_USAGE = 0, 1, 2


def answer_impact(root: Path, today: datetime.date, sources: Sequence[str], story: str | None, *, face: str) -> int:
    """Say what would fall with these sources; `story` narrows the question to one story."""
    found = Session(root).stories(today, drafts=True)
    if nothing_there(found):
        return EXIT_ERRORS
    only, complaint = story_named(found, story, root) if story else (None, "")
    if complaint:
        return misused(found, [complaint])
    asked = [_asked(found, typed, only) for typed in dict.fromkeys(sources)]
    complaints = [one for one in asked if isinstance(one, str)]
    if complaints:
        return misused(found, complaints)
    wanted = [one for one in asked if not isinstance(one, str)]
    stories = [s for s in found.whole if any(one.slug in (None, s.slug) for one in wanted)]
    hit = impact(stories, lambda s: {one.id for one in wanted if one.slug in (None, s.slug)})
    if face == "json":
        click.echo(impact_json(hit, list(dict.fromkeys(sources)), len(stories), found.broken))
    else:
        names = list(dict.fromkeys(one.name for one in wanted))
        gone = [one.name for one in wanted if one.retracted]
        click.echo(impact_text(hit, names, gone, len(stories)))
    return name_broken(found)


def answer_sources(root: Path, today: datetime.date, wanted: Sequence[str], *, face: str) -> int:
    """Show the sourcing of the stories named, or of all."""
    found = Session(root).stories(today, drafts=True)
    if nothing_there(found):
        return EXIT_ERRORS
    named = [story_named(found, typed, root) for typed in dict.fromkeys(wanted)]
    complaints = [complaint for _, complaint in named if complaint]
    if complaints:
        return misused(found, complaints)
    slugs = {slug for slug, _ in named}
    stories = [story for story in found.whole if not wanted or story.slug in slugs]
    left_out = found.broken if not wanted else broken_of(found, slugs)
    shown = overview(stories, found.shared.ids("sources"))
    if face == "json":
        click.echo(overview_json(shown, left_out))
    elif stories or not left_out:
        click.echo(overview_text(shown))
    return name_broken(found, left_out)


def broken_of(found: Stories, slugs: Iterable[str | None]) -> tuple[str, ...]:
    """The broken files that matter to some stories: their own, and the shared ones."""
    kept = {f"stories/{slug}{ending}" for slug in slugs for ending in ENDINGS}
    return tuple(file for file in found.broken if file in kept or Path(file).name.startswith("_"))


@dataclass(frozen=True, slots=True)
class _AskedSource:
    """A source asked about: its id, the one story it is meant in (None: all), what it is called, whether it was retracted."""

    id: str
    slug: str | None
    name: str
    retracted: bool


def _asked(found: Stories, typed: str, only: str | None) -> _AskedSource | str:
    """What source is meant, or a sentence why none is."""
    slug, _, id = typed.rpartition(":")
    where: str | None = only
    if slug:
        named, complaint = story_named(found, slug, found.newsroom.root)
        if complaint:
            return complaint
        where = named
    stories = [story for story in found.whole if where in (None, story.slug)]
    if where is not None and not stories:
        return f"The story '{where}' has errors, so its sources are not known. Run: explainer check"
    own = [story for story in stories if id in story.story.sources or id in story.sources]
    if not own and (where is not None or id not in found.shared.ids("sources")):
        return _unknown(found, id, stories, where)
    several = [story for story in own if id not in found.shared.ids("sources")]
    if where is None and len({story.story.sources[id] for story in several if id in story.story.sources}) > 1:
        choices = " or ".join(f"{story.slug}:{id}" for story in several)
        return f"'{id}' is a different source in {len(several)} stories. Say which: {choices}."
    source = next((s.sources.get(id) or s.story.sources[id] for s in own), None)
    name = next((source_name(id, story) for story in own), id)
    return _AskedSource(id, where, id if name == id else f"{name} ({id})", bool(source and source.retracted))


def _unknown(found: Stories, id: str, stories: Sequence[LinkedStory], where: str | None) -> str:
    known = dict.fromkeys([*(i for story in stories for i in story.sources), *found.shared.ids("sources")])
    place = f" in the story '{where}'" if where else ""
    hint = did_you_mean(id, known, kind="Known here") or "The ids of sources are shown by: explainer sources"
    return f"There is no source '{printable(id)}'{place}. {hint}"


def story_named(found: Stories, typed: str, root: Path) -> tuple[str | None, str]:
    """The slug of a story named by its slug or its file, or a sentence why there is none."""
    if typed in found.slugs:
        return typed, ""
    stories = Path(os.path.realpath(root / "stories"))
    path = Path(os.path.abspath(typed))
    real = Path(os.path.realpath(path.parent)) / path.name
    if real.is_relative_to(stories) and real.name.lower().endswith(ENDINGS):
        slug = real.relative_to(stories).with_suffix("").as_posix()
        if slug in found.slugs:
            return slug, ""
    short = typed.removeprefix("stories/")
    for ending in ENDINGS:
        short = short.removesuffix(ending)
    if short in found.slugs:
        return short, ""
    hint = did_you_mean(short, found.slugs, kind="Known here")
    return None, f"There is no story '{printable(typed)}'. {hint}".rstrip()


def nothing_there(found: Stories) -> bool:
    """Say that there are no stories, where there are none."""
    for problem in found.nothing:
        click.echo(str(problem), err=True)
    return bool(found.nothing)


def misused(found: Stories, complaints: Sequence[str]) -> int:
    """Say what was mistyped, each thing once; gives the exit status."""
    for complaint in dict.fromkeys(complaints):
        click.echo(complaint, err=True)
    name_broken(found)
    return EXIT_USAGE


def name_broken(found: Stories, broken: Sequence[str] | None = None) -> int:
    """Name the files with errors: an answer without them is not the whole answer."""
    files = found.broken if broken is None else broken
    if not files:
        return EXIT_CLEAN
    click.echo(f"Left out because of errors: {', '.join(files)}. To see them, run: explainer check", err=True)
    return EXIT_ERRORS
