"""What rules may know beside the stories: the day, saved copies of sources, the last commit; an Archive goes in, Facts come out.

All reading happens here, before judging, so that rules read nothing; what cannot be read is left out, and nothing is judged.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from generator.archive import Archive, LinkedStory, versions_of
from generator.reading import check, leads_out, read_bytes
from generator.story import KeyPath, Newsroom, Story
from generator.text import folded
from generator.versions import last_commit

LARGEST_COPY = 5_000_000
"""Bytes of a saved copy that are read at most."""

_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!][^>]*>")
_BREAK = re.compile(r"<(?:br|p|div|li|h[1-6]|td|tr)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """What a rule may know beside the linked stories.

    `saved` maps the path of a saved copy, as typed in `saved:`, to its words as `plain_words` gives them. `committed` maps a
    story's file to the story as it was at the last commit of git, for files that changed since. `defined_in` maps the id of an
    actor that stories define for themselves, without the shared file, to the files of those stories in their order.
    `spelled` maps what is named (`actor`, `publisher`, `topic`) and a name as it looks to each way it is spelled, with a file.
    `first_versions` maps each story that is the version of another one, in a language that the newsroom names later, to it.
    """

    today: datetime.date
    saved: Mapping[str, str] = field(default_factory=dict)
    committed: Mapping[str, Story] = field(default_factory=dict)
    defined_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_versions: Mapping[str, str] = field(default_factory=dict)
    spelled: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)


def gather_facts(archive: Archive, *, history: bool = True) -> Facts:
    """Gather what the rules may ask for, of the stories in the archive; without `history` git is not asked."""
    newsroom = archive.newsroom
    paths = {source.saved for story in archive.stories for source in story.sources.values() if source.saved}
    copies = {path: words for path in sorted(paths) if (words := _copy(newsroom, path)) is not None}
    return Facts(
        newsroom.today,
        saved=copies,
        committed=_committed(newsroom, archive.stories) if history else {},
        defined_in=_defined_in(archive),
        first_versions=_first_versions(archive),
        spelled=_spelled(archive),
    )


def _defined_in(archive: Archive) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for story in archive.stories:
        for id in story.story.actors:
            if id not in archive.shared_actors:
                found[id] = (*found.get(id, ()), story.file)
    return found


def spelled_names(story: Story) -> Iterator[tuple[str, KeyPath, str]]:
    """Each name that a story spells: what it names, where it is typed, the name."""
    for id, actor in story.actors.items():
        if actor.name:
            yield "actor", ("actors", id, "name"), actor.name
        yield from (("actor", ("actors", id, "names", lang), name) for lang, name in (actor.names or {}).items())
    for id, source in story.sources.items():
        if source.publisher:
            yield "publisher", ("sources", id, "publisher"), str(source.publisher)
    yield from (("topic", ("topics", number), topic) for number, topic in enumerate(story.topics))


def _spelled(archive: Archive) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for story in archive.stories:
        for kind, _, name in spelled_names(story.story):
            found.setdefault((kind, folded(name)), {}).setdefault(name, story.file)
    return {key: tuple(spellings.items()) for key, spellings in found.items()}


def _first_versions(archive: Archive) -> dict[str, str]:
    groups = versions_of(archive)
    return {slug: group[0].slug for slug, group in groups.items() if group[0].slug != slug}


def _committed(newsroom: Newsroom, stories: tuple[LinkedStory, ...]) -> dict[str, Story]:
    """The stories as they were at the last commit, of files whose bytes changed since; those that cannot be read are left out."""
    before = last_commit(newsroom.root) or {}
    found: dict[str, Story] = {}
    for story in stories:
        raw = before.get(story.file)
        if raw is None or raw == _bytes(newsroom.root / story.file):
            continue
        document, _ = read_bytes(raw, story.file)
        checked = check(document, Story)[0] if document else None
        if checked:
            found[story.file] = checked.value
    return found


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _copy(newsroom: Newsroom, typed: str) -> str | None:
    """The words of a saved copy below `stories/`; None where there is none that can be read."""
    path = newsroom.stories / typed
    try:
        inside = path.resolve().is_relative_to(newsroom.stories.resolve())
        if not inside or leads_out(newsroom, path) or not path.is_file() or path.stat().st_size > LARGEST_COPY:
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError, RuntimeError):
        return None
    if path.suffix.lower() in (".html", ".htm", ".xhtml"):
        text = unescape(_TAG.sub("", _BREAK.sub(" ", _HIDDEN.sub(" ", text))))
    return plain_words(text)


def plain_words(text: str) -> str:
    """A text without what printers change: one blank for each run, no quotation marks, one kind of dash, one way to write accents.

    >>> plain_words("“It’s  shut” – he said")
    'Its shut - he said'
    """
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\"'`´‘’‚‛“”„‟«»‹›「」『』]", "", text)
    text = re.sub(r"[‐-―−]", "-", text)
    return " ".join(text.split())
