"""The stories that come with the program: they check clean, quote word for word, agree with one another, and lead to each other.

The report they stand on is not part of the repository. `VERIFIED` holds every piece of it that is quoted, compared by hand.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.archive.stories import Archive, LinkedStory
from generator.build import gather
from generator.story.base import Entry
from generator.story.every_field import walk
from generator.story.prose import Prose
from generator.story.source import Citation
from generator.text.tree import Mention, SourceMark
from generator.text.tree import walk as references

ROOT = Path(__file__).parents[2]
SLUGS = {"musk-putin-contacts", "starlink-taiwan-request", "starlink-taiwan-service"}
VERIFIED = (
    "Friday (Oct. 25)",
    "regular communication with Putin since 2022",
    "topics ranging from business to geopolitics",
    "revealed",
    "former Russian intelligence officer",
    "briefed on the matter",
    "last year",
    "false information",
    "coming soon",
    "In February",
    "US Congress members",
    "I understand SpaceX is possibly withholding broadband internet services in and around Taiwan — possibly in breach of "
    "SpaceX’s contractual obligations with the US government.",
    "the most high-profile supporter",
    "Officials",
    "While the US and its allies have isolated Putin in recent years, Musk’s dialogue could signal re-engagement with the "
    "Russian leader and reinforce Trump’s expressed desire to cut a deal over major fault lines, such as the war in Ukraine.",
)
# Quotation marks of ours: a word spoken about, which stands nowhere in the report, and the story says so.
OURS = {"because"}


# The same story in another language, by its slug.
VERSIONS = {"starlink-taiwan-request-zh": "starlink-taiwan-request"}


@pytest.fixture(scope="module")
def everything() -> Archive:
    result = gather(ROOT, today=datetime.date(2026, 11, 23), drafts=True)
    assert [str(problem) for problem in result.problems] == []
    return result.archive


@pytest.fixture(scope="module")
def archive(everything: Archive) -> Archive:
    """The stories in the language of the report."""
    return replace(everything, stories=tuple(story for story in everything.stories if story.slug not in VERSIONS))


def prose_of(story: LinkedStory) -> Iterator[Prose[Any]]:
    return (part for _, part in walk(story.story) if isinstance(part, Prose))


def quoted(story: LinkedStory) -> set[str]:
    """Everything a story gives as somebody's own words: quotes, the source's words for a day or a person, marks in a text."""
    entries = [part for value in (story.story, dict(story.sources)) for _, part in walk(value)]
    fields = ("as_stated", "described_as", "knows_how")
    own = {getattr(part, name, None) for part in entries if isinstance(part, Entry) for name in fields}
    texts = [prose.text for prose in prose_of(story)]
    texts += [source.about_the_source or "" for source in story.sources.values()]
    marks = (mark for text in texts for mark in re.findall("“([^”]+)”|‘([^’]+)’", " ".join(text.split())))
    marked = {double or single for double, single in marks}
    stated = {str(words).removeprefix("a ") for words in own} - {"None", "not-stated"}
    return {quote.text for quote in story.story.quotes.values()} | stated | marked


def test_the_stories_check_clean_and_are_published(everything: Archive) -> None:
    assert {story.slug for story in everything.stories if not story.draft} == SLUGS | VERSIONS.keys()


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_every_direct_quote_stands_word_for_word_in_the_report(archive: Archive, slug: str) -> None:
    story = next(story for story in archive.stories if story.slug == slug)
    found = quoted(story)
    assert len(found) > 5
    begun = {words: (words, words[:1].upper() + words[1:], words[:1].lower() + words[1:]) for words in found - OURS}
    strange = {words for words, forms in begun.items() if not any(form in text for form in forms for text in VERIFIED)}
    assert strange == set()


def test_each_story_ends_with_the_two_others_and_mentions_one_in_its_text(archive: Archive) -> None:
    related = {s.slug: {str(one.story) for one in s.story.related} for s in archive.stories}
    assert related == {slug: SLUGS - {slug} for slug in SLUGS}
    mentioned = {
        s.slug: {
            node.id
            for prose in prose_of(s)
            for node in references(prose.tree)
            if isinstance(node, Mention) and node.story
        }
        for s in archive.stories
    }
    assert {target for targets in mentioned.values() for target in targets} == SLUGS
    assert all(
        targets and slug not in targets and targets <= archive.headlines.keys() for slug, targets in mentioned.items()
    )


@pytest.mark.parametrize("what", ["actors", "sources"])
def test_no_actor_and_no_source_is_defined_twice(archive: Archive, what: str) -> None:
    """Read as plain text, as linking merges the shared entries in."""
    typed = [yaml.safe_load((ROOT / "stories" / f"{slug}.yaml").read_text("utf-8")) for slug in sorted(SLUGS)]
    entries = [
        yaml.safe_load((ROOT / "stories" / f"_{what}.yaml").read_text("utf-8")),
        *(story[what] for story in typed),
    ]
    defined = Counter(id for some in entries for id, entry in some.items() if "kind" in entry)
    assert [id for id, times in defined.items() if times > 1] == []
    names = Counter(entry["name"] for some in entries for entry in some.values() if "name" in entry)
    assert [name for name, times in names.items() if times > 1] == []
    assert {id for some in entries for id in some} == set(defined)


def test_a_claim_told_in_several_stories_is_the_same_in_each(archive: Archive) -> None:
    """Its words, who makes it, what it rests on, its status and every step to it; not whom else a story says it is about."""
    told: dict[str, set[str]] = {}
    times = Counter(id for story in archive.stories for id in story.story.claims)
    for story in archive.stories:
        for id, claim in story.story.claims.items():
            told.setdefault(id, set()).add(repr(claim.model_dump(exclude={"about", "would_settle_it"})))
    assert {id for id, count in times.items() if count > 1} == {"contact", "request", "withholding", "not-authorised"}
    assert [id for id, versions in told.items() if len(versions) > 1] == []


# -- in another language --


def pair(archive: Archive, slug: str) -> tuple[LinkedStory, LinkedStory]:
    stories = {story.slug: story for story in archive.stories}
    return stories[slug], stories[VERSIONS[slug]]


def of_claims(story: LinkedStory) -> dict[str, object]:
    """What of each claim is the same in any language: who, about whom, what sort, each status with its day, on which sources."""
    return {
        id: (
            claim.by,
            claim.about,
            claim.sort,
            claim.standing,
            [(line.date.date.text, line.status, on(line.sources)) for line in claim.history],
            on(claim.sources),
        )
        for id, claim in story.story.claims.items()
    }


def on(citations: Iterable[Citation]) -> list[tuple[str, tuple[str, ...]]]:
    """Sources and what they pass on; the place in the source is told in words."""
    return [(str(one.source), tuple(map(str, one.citing))) for one in citations]


@pytest.mark.parametrize("slug", sorted(VERSIONS))
def test_a_version_makes_the_same_claims_in_the_same_way(everything: Archive, slug: str) -> None:
    version, model = pair(everything, slug)
    assert of_claims(version) == of_claims(model)
    answers = [
        [(r.by, r.response, r.to, r.quote, r.asked_by, on(r.sources)) for r in one.story.responses]
        for one in (version, model)
    ]
    assert answers[0] == answers[1]
    dates = [
        [
            (d.entry.date.date.text, d.entry.date.as_stated, d.claim_id, d.id, d.actors, on(d.citations))
            for d in one.timeline
        ]
        for one in (version, model)
    ]
    assert dates[0] == dates[1]
    assert [one.about for one in version.story.unknowns] == [one.about for one in model.story.unknowns]
    assert [one.id for one in version.sections] == [one.id for one in model.sections]


@pytest.mark.parametrize("slug", sorted(VERSIONS))
def test_a_versions_quotes_say_that_they_are_translated_and_give_the_words_that_were_printed(
    everything: Archive, slug: str
) -> None:
    version, model = pair(everything, slug)
    printed = {id: (quote.text, quote.by, on(quote.sources)) for id, quote in model.story.quotes.items()}
    given = {
        id: (quote.original.text if quote.original else "", quote.by, on(quote.sources))
        for id, quote in version.story.quotes.items()
    }
    assert given == printed
    assert {str(quote.form) for quote in version.story.quotes.values()} == {"translated"}
    assert {quote.original.lang for quote in version.story.quotes.values() if quote.original} == {model.lang}


@pytest.mark.parametrize("slug", sorted(VERSIONS))
def test_a_version_cites_the_same_sources_as_often_in_its_prose(everything: Archive, slug: str) -> None:
    def cited(story: LinkedStory) -> Counter[str]:
        nodes = (node for prose in prose_of(story) for node in references(prose.tree))
        return Counter(item.source for node in nodes if isinstance(node, SourceMark) for item in node.items)

    version, model = pair(everything, slug)
    assert cited(version) == cited(model)
    # What is shared stands in English: a version says all of it in its own words.
    shared = {
        str(text)
        for id, source in version.sources.items()
        for text in (source.about_the_source, source.anonymous and source.anonymous.described_as)
        if text and text in repr(model.sources[id])
    }
    assert shared == set()
