"""Checked stories and shared entries go in; an Archive comes out, with a problem for every id that leads nowhere.

This module never judges how good a story is; it only finds out what every id names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.archive.circles import circle_problem, circles, later_problems
from generator.archive.headline import Headline, headline_of
from generator.archive.merge_shared import complete_actors, complete_sources
from generator.archive.namespace import Shared, story_names
from generator.archive.references import Use, handed_on, reference_problems, uses
from generator.archive.stories import Archive, LinkedStory, StorySection, TimelineEntry
from generator.problem import Problem, Severity
from generator.reading import GUESSES, Checked, near
from generator.story import Actor, Entry, KeyPath, Newsroom, Part, Source, Story, walk

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Found:
    """A story that was found on disk: its slug, its file as shown, and what checking made of it (None: nothing usable)."""

    slug: str
    file: str
    checked: Checked[Story] | None
    whole: bool


@dataclass(frozen=True)
class Known:
    """What a story's links depend on beside the story itself: which stories there are, which are drafts, what they are called."""

    slugs: frozenset[str]
    unpublished: frozenset[str]
    headlines: Mapping[str, Headline]


LinkStory = Callable[[Newsroom, Found, Checked[Story], Shared, Known], tuple[LinkedStory, tuple[Problem, ...]]]


def link(
    newsroom: Newsroom,
    found: tuple[Found, ...],
    shared: Shared,
    *,
    drafts: bool = False,
    link_one: LinkStory | None = None,
) -> tuple[Archive, tuple[Problem, ...]]:
    """Resolve every reference of every story; stories with problems of their own are looked at but left out of the archive.

    `drafts` takes unpublished stories in. A file that could not be read whole is not searched for dangling ids, and its slug
    counts as known, so that one broken file does not make others look wrong. `link_one` links one story as `link_story`
    does; a caller that has linked it before can give what it kept.
    """
    link_one = link_one or link_story
    known = known_stories(newsroom, found, shared, drafts=drafts)
    stories: list[LinkedStory] = []
    problems: list[Problem] = list(alias_problems(found))
    for one in found:
        if one.checked is None:
            continue
        linked, mistakes = link_one(newsroom, one, one.checked, shared, known)
        problems += mistakes
        if one.whole and one.checked.whole and (drafts or not linked.draft):
            stories.append(linked)
    left_out = () if drafts else tuple(sorted(known.unpublished))
    actors = shared.actors.value if shared.actors else {}
    sources = shared.sources.value if shared.sources else {}
    return Archive(newsroom, tuple(stories), known.headlines, left_out, actors, sources), tuple(problems)


def known_stories(newsroom: Newsroom, found: tuple[Found, ...], shared: Shared, *, drafts: bool = False) -> Known:
    """What every story may know of the others; `drafts` lets headlines of unpublished stories be shown."""
    # A file that was cut short may have lost its 'published': it is no draft, so that it cannot be left out unseen.
    is_draft = {one.slug: one.whole and _is_draft(newsroom, one.checked) for one in found if one.checked}
    headlines = {
        one.slug: _headline(newsroom, one.checked.value, shared)
        for one in found
        if one.checked and (drafts or not is_draft[one.slug])
    }
    slugs = frozenset(one.slug for one in found)
    return Known(slugs, frozenset(slug for slug, draft in is_draft.items() if draft), headlines)


def _headline(newsroom: Newsroom, story: Story, shared: Shared) -> Headline:
    everybody = shared.actors.value if shared.actors else {}

    def called(id: str) -> str:
        given = (actors[id].name for actors in (story.actors, everybody) if id in actors)
        return next((name for name in given if name), id)

    return headline_of(story, _language(newsroom, story), called)


def _language(newsroom: Newsroom, story: Story) -> str:
    return story.lang or newsroom.settings.languages[0]


def _is_draft(newsroom: Newsroom, checked: Checked[Story]) -> bool:
    from generator.dates import certainly_after_day

    published = checked.value.published
    if published is None:
        # A slip in this very line must not take a page off the site: such a story stops the run instead.
        fields = {str(path[0]) for path in checked.dropped if path}
        return len(fields) <= GUESSES and not any(map(_means_published, fields))
    return certainly_after_day(published.date, newsroom.today)


def _means_published(field: str) -> bool:
    return field == "published" or (field.casefold() != "draft" and "published" in near(field, Story.model_fields))


def link_story(
    newsroom: Newsroom, one: Found, checked: Checked[Story], shared: Shared, known: Known
) -> tuple[LinkedStory, tuple[Problem, ...]]:
    """Resolve the references of one story; `checked` is what `one` holds, and is there."""
    story, draft = checked.value, one.slug in known.unpublished
    names, problems = story_names(checked, shared, known.slugs, readable=one.whole)
    parts = walk(story)
    used = tuple(uses(parts))
    problems += reference_problems(checked, parts, names, used, known.unpublished, draft=draft)
    actors, mistakes = complete_actors(checked, shared, readable=one.whole)
    sources, more = complete_sources(checked, shared, readable=one.whole)
    problems += [*mistakes, *more]
    problems += unread_problems(checked, sources, used)
    problems += _circles(checked, sources)
    zone = newsroom.settings.zone
    problems += later_problems(sources, story.sources, lambda path: checked.place(("sources", *path)), zone)
    timeline, sections, mistakes = _ids(checked, newsroom)
    problems += mistakes
    kept_actors, kept_sources = used_entries(story, actors, sources, used)
    if one.whole and checked.whole:
        problems += _unused(checked, kept_actors, kept_sources, actors, sources)
    backlinks: dict[tuple[str, str], list[KeyPath]] = {}
    for use in used:
        backlinks.setdefault((use.way, use.id), []).append(use.path)
    linked = LinkedStory(
        slug=one.slug,
        file=one.file,
        lang=_language(newsroom, story),
        story=story,
        actors={**{id: actors[id] for id in story.actors if id in actors}, **kept_actors},
        sources=kept_sources,
        timeline=timeline,
        sections=sections,
        kinds={**names.kinds, **{entry.id: "date" for entry in timeline}},
        backlinks={use: tuple(paths) for use, paths in backlinks.items()},
        known_through=known_through(parts, kept_sources),
        draft=draft,
        checked=checked,
    )
    return linked, tuple(problems)


def _circles(checked: Checked[Story], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """A source cannot stand on itself, not even by a detour; circles among shared sources are told in their own file."""
    own = checked.value.sources
    # Only what the story's own entries lead to: a newsroom may share thousands of sources.
    near = dict.fromkeys(id for id, source in own.items() if source.relies_on and id in sources)
    ahead = list(near)
    for id in ahead:  # grows while it is walked
        new = [str(ref) for ref in sources[id].relies_on if str(ref) in sources and str(ref) not in near]
        near.update(dict.fromkeys(new))
        ahead += new
    for circle in circles({id: source for id, source in sources.items() if id in near}):
        first = next((id for id in circle if id in own and own[id].relies_on), None)
        if first is not None:
            yield circle_problem(circle, checked.place(("sources", first, "relies_on")))


def known_through(parts: tuple[Part, ...], sources: Mapping[str, Source]) -> dict[str, tuple[str, ...]]:
    """For each source, the sources of a story that pass it on or stand on it as a whole."""
    steps = [*handed_on(parts), *((id, str(ref)) for id, source in sources.items() for ref in source.relies_on)]
    through: dict[str, dict[str, None]] = {}
    for source, passed_on in steps:
        if source in sources and source != passed_on:
            through.setdefault(passed_on, {})[source] = None
    # In the order of the story's sources, which does not change when a citation moves.
    return {id: tuple(source for source in sources if source in found) for id, found in through.items()}


def unread_problems(checked: Checked[Story], sources: Mapping[str, Source], used: Iterable[Use]) -> Iterator[Problem]:
    """A source that nobody here read is cited through one that was read, never alone."""
    for use in used:
        source = sources.get(use.id)
        if use.cited_alone and source is not None and source.unread:
            yield Problem(
                checked.place(use.path, use.offset),
                "unread-cited",
                f"'{use.id}' was not read ('read: no'), so it cannot be cited on its own.",
                f"Cite it through the source that told you of it: {_through(use, checked, sources)}.",
            )


def _through(use: Use, checked: Checked[Story], sources: Mapping[str, Source]) -> str:
    readers = [id for id, source in sources.items() if not source.unread and id != use.id]
    reader = readers[0] if len(readers) == 1 else "the-source-you-read"
    if use.offset is None:
        return f"{{source: {reader}, citing: {use.id}}}"
    return f"[@{reader} citing @{use.id}]"


def _ids(
    checked: Checked[Story], newsroom: Newsroom
) -> tuple[tuple[TimelineEntry, ...], tuple[StorySection, ...], list[Problem]]:
    """Give dates and sections their ids, put the timeline in order, and say where an id had to be made."""
    story, problems = checked.value, list[Problem]()
    entries: list[TimelineEntry] = []
    seen: dict[str, KeyPath] = {}
    for number, entry in enumerate(story.dates):
        id = entry.id or _made_id(entry.date.date.text, entry.title)
        problems += _twice(checked, seen, ("dates", number), id, made=entry.id is None)
        claim = story.claims.get(entry.claim) if entry.claim else None
        citations = entry.sources or (claim.sources if claim else ())
        entries.append(TimelineEntry(id, number, entry, str(entry.claim) if claim else None, claim, citations))
    sections: list[StorySection] = []
    headings: dict[str, KeyPath] = {}
    for number, section in enumerate(story.sections):
        id = section.id or _made_id(section.heading)
        problems += _twice(checked, headings, ("sections", number), id, made=section.id is None)
        sections.append(StorySection(id, section))
    problems += _without_id(checked, "dates", [entry.id is None for entry in story.dates])
    problems += _without_id(checked, "sections", [section.id is None for section in story.sections])
    zone = newsroom.settings.zone
    ordered = sorted(entries, key=lambda e: (e.entry.date.date.at_zone(zone).sort_key, e.number))
    return tuple(ordered), tuple(sections), problems


def _made_id(*words: str) -> str:
    # A short hash of the content: an address that does not move when entries are added or reordered.
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]


def _twice(
    checked: Checked[Story], seen: dict[str, KeyPath], path: KeyPath, id: str, *, made: bool
) -> Iterator[Problem]:
    first = seen.setdefault(id, path)
    if first != path and made:
        yield Problem(
            checked.place(path),
            "same-entry",
            f"This entry says the same as the one in line {checked.place(first).line}.",
            "Delete one, or give each an 'id' of its own.",
        )
    elif first != path and path[0] == "sections":
        yield Problem(
            checked.place((*path, "id")),
            "same-id",
            f"The id '{id}' is already used in line {checked.place((*first, 'id')).line}.",
            "Choose another.",
        )


def _without_id(checked: Checked[Story], what: str, missing: list[bool]) -> Iterator[Problem]:
    if any(missing):
        number = missing.index(True)
        yield Problem(
            checked.place((what, number)),
            "no-id",
            f"{sum(missing)} of the '{what}' {'has' if sum(missing) == 1 else 'have'} no 'id': their addresses change when their words do.",
            "Add 'id:' with a short name to each, such as 'id: first-report'.",
            Severity.WARNING,
        )


def used_entries(
    story: Story, actors: Mapping[str, Actor], sources: Mapping[str, Source], used: Iterable[Use]
) -> tuple[dict[str, Actor], dict[str, Source]]:
    """The actors and sources that something in the story names, and those that these name in turn."""
    wanted = list(dict.fromkeys(use.id for use in used if not _own_entry(use)))
    kept_actors: dict[str, Actor] = {}
    kept_sources: dict[str, Source] = {}
    for id in wanted:  # grows while it is walked: what a kept entry names is wanted too
        if id in actors and id not in kept_actors:
            kept_actors[id] = actors[id]
            speaks_for = actors[id].speaks_for
            wanted += [str(speaks_for)] if speaks_for else []
        elif id in sources and id not in kept_sources:
            source = kept_sources[id] = sources[id]
            wanted += [
                *map(str, source.relies_on),
                *map(str, source.by),
                *source.author,
                *source.filed_by,
                *source.paid_for_by,
            ]
            if source.published and source.published.counted_from:
                wanted.append(str(source.published.counted_from))
    return kept_actors, kept_sources


def _own_entry(use: Use) -> bool:
    return use.path[0] in ("actors", "sources")


def _unused(
    checked: Checked[Story],
    kept_actors: Mapping[str, Actor],
    kept_sources: Mapping[str, Source],
    actors: Mapping[str, Actor],
    sources: Mapping[str, Source],
) -> Iterator[Problem]:
    for what, code, kept, listed in (
        ("actor", "unused-actor", tuple(kept_actors), checked.value.actors),
        ("source", "unused-source", tuple(kept_sources), checked.value.sources),
    ):
        for id in listed:
            if id not in kept and id in (actors if what == "actor" else sources):
                yield Problem(
                    checked.key_place((f"{what}s", id)),
                    code,
                    f"Nothing in the story names the {what} '{id}'.",
                    "Cite it where it belongs, or delete it."
                    if what == "source"
                    else "Name it where it belongs, or delete it.",
                    Severity.WARNING,
                )


def alias_problems(found: tuple[Found, ...]) -> Iterator[Problem]:
    """Two pages may not claim one address."""
    owners = {one.slug: one.file for one in found}
    for one in found:
        for number, alias in enumerate(one.checked.value.aliases if one.checked else ()):
            assert one.checked is not None
            owner = owners.setdefault(str(alias), f"{one.file} (as an alias)")
            if owner != f"{one.file} (as an alias)":
                yield Problem(
                    one.checked.place(("aliases", number)),
                    "address-taken",
                    f"The address '{alias}' belongs to {owner}.",
                    "Delete the alias, or rename the other story.",
                )
