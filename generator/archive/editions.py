"""A newsroom's languages: all stories go in; the versions of each, and what each language's lists hold, come out.

This module never takes two versions of one story into one list, and leaves out of the first list no story that has but one version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.archive.stories import Archive, LinkedStory
from generator.language import spoken

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edition:
    """The lists in one language: `home` is their folder under `docs/`, '' for the newsroom's first language.

    `archive` holds the stories that they are made from, with the shared entries in the words of these stories.
    """

    lang: str
    home: str
    archive: Archive


def versions_of(archive: Archive) -> Mapping[str, tuple[LinkedStory, ...]]:
    """For each story that has several, all its versions, itself among them, in the order of the newsroom's languages.

    One `translations` on either side is enough, and a translation of a translation is a version too.
    """
    stories = {story.slug: story for story in archive.stories if not story.story.withdrawn}
    groups = {slug: {slug} for slug in stories}
    for slug, story in stories.items():
        for other in map(str, story.story.translations.values()):
            if other in groups and groups[other] is not groups[slug]:
                groups[slug] |= groups[other]
                groups.update(dict.fromkeys(groups[slug], groups[slug]))
    languages = archive.newsroom.settings.languages
    return {
        slug: tuple(
            sorted((stories[one] for one in group), key=lambda one: (_rank(one.lang, languages), one.lang, one.slug))
        )
        for slug, group in groups.items()
        if len(group) > 1
    }


def editions_of(archive: Archive) -> Iterator[Edition]:
    """The lists in each language of the newsroom that has a story; the first stands at the top and is always there.

    It holds every story, but of several versions only the one in the language that the newsroom names first. The lists in
    another language hold the stories in that language.
    """
    first, *others = archive.newsroom.settings.languages
    versions = versions_of(archive)
    # Two stories in one language are two stories, whatever a slip under `translations` makes of them: none is lost.
    later = {one.slug for group in versions.values() for one in group if not same_language(one.lang, group[0].lang)}
    yield Edition(first, "", replace(archive, stories=tuple(s for s in archive.stories if s.slug not in later)))
    for lang in dict.fromkeys(others):
        own = tuple(story for story in archive.stories if same_language(story.lang, lang))
        if own and lang != first:
            yield Edition(lang, f"{lang}/", _in_their_words(archive, own))


def edition_for(lang: str, languages: Iterable[str]) -> str:
    """The language whose lists a story in `lang` leads to, out of those that there are; '' for the first.

    >>> edition_for("zh-TW", ["zh-Hant", "fr"]), edition_for("de", ["fr"])
    ('zh-Hant', '')
    """
    return next((one for one in languages if same_language(lang, one)), "")


def same_language(lang: str, wanted: str) -> bool:
    """Whether two tags mean the same language in the same script, wherever it is spoken.

    >>> same_language("zh-TW", "zh-Hant"), same_language("zh-Hans", "zh-Hant")
    (True, False)
    """
    same = spoken(lang) == spoken(wanted) and lang.split("-")[0] == wanted.split("-")[0]
    return lang == wanted or same


def _rank(lang: str, languages: tuple[str, ...]) -> int:
    return next((place for place, one in enumerate(languages) if same_language(lang, one)), len(languages))


def _in_their_words(archive: Archive, stories: tuple[LinkedStory, ...]) -> Archive:
    """The archive with these stories alone; shared actors and sources as the first of them that uses each gives it."""
    return replace(
        archive,
        stories=stories,
        shared_actors=_first(archive.shared_actors, (story.actors for story in stories)),
        shared_sources=_first(archive.shared_sources, (story.sources for story in stories)),
    )


def _first(shared: Mapping[str, T], used: Iterable[Mapping[str, T]]) -> dict[str, T]:
    given: dict[str, T] = {}
    for entries in used:
        for id, entry in entries.items():
            given.setdefault(id, entry)
    return {id: given.get(id, entry) for id, entry in shared.items()}
