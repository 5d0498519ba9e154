"""What a claim or a page rests on, said in whole sentences: right for one, two and many, and nothing hidden."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.archive.stories import LinkedStory
from generator.language import sentences
from generator.language.locale_data import FOLDER
from generator.language.sentences import Named, Sentences
from generator.sourcing import words
from generator.sourcing.support import sourcing_of
from generator.sourcing.words import claim_sentence, page_sentence, root_count_words, source_name
from generator.story.source import SourceKind
from generator.text.md import Md
from tests.newsrooms import linked, run, write

STORY = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
actors:
  brandt: {name: Ada Brandt, kind: person}
  office: {name: The Harbour Office, kind: organisation}
  wick: {name: Jonas Wick, kind: person, speaks_for: office}
sources:
  courier: {kind: article, publisher: The Courier, title: Gates shut, read: 2031-05-03}
  second: {kind: article, publisher: The Courier, published: 2031-05-09, read: 2031-05-09}
  herald: {kind: article, publisher: The Herald, read: 2031-05-03}
  post: {kind: broadcast, publisher: Radio Harrow, read: 2031-05-03, relies_on: [herald, not-stated]}
  gazette: {kind: article, publisher: The Gazette, read: no, relies_on: not-stated}
  leaflet: {kind: post, publisher: The Leaflet, read: no, relies_on: not-stated}
  digest: {kind: article, publisher: The Digest, read: 2031-05-04, relies_on: [bell, herald]}
  bell: {kind: article, publisher: The Bell, read: no}
  clerk: {kind: person, read: no, anonymous: {described_as: a clerk of the harbour office}}
  caller: {kind: person, read: 2031-05-07, anonymous: {described_as: a gatekeeper, how_many: One}}
  crew: {kind: person, read: no, anonymous: {described_as: officials, how_many: not-stated}}
  log: {kind: document, title: The harbour log, read: 2031-05-05, primary: true}
  letter: {kind: letter, author: brandt, read: no, primary: true}
  notice: {kind: statement, publisher: The Harbour Office, by: wick, read: 2031-05-06}
  letter-read: {kind: letter, author: brandt, read: 2031-05-06}
  office-page: {kind: website, publisher: The Harbour Office, title: Tides, read: 2031-05-06}
  memo: {kind: document, title: A memo, author: wick, read: 2031-05-06}
  study: {kind: study, title: Tides, read: 2031-05-06, relies_on: [log, not-stated], retracted: {date: 2031-05-20}}
claims:
  closed:
    text: Ada Brandt had the gates closed.
    by: courier
    about: [brandt, office]
    status: reported
    sources: SOURCES
"""


SENTENCES = [
    ("[]", "No source is given."),
    ("[courier]", "This rests on what The Courier says in its own voice."),
    ("[caller]", "This rests on one account, that of a gatekeeper who is not named."),
    (
        "[bell-read, {source: herald, citing: bell-read}]",
        "This rests on what The Bell says in its own voice; The Herald passes it on.",
    ),
    (
        "[bell-read, {source: herald, citing: bell-read}, {source: courier, citing: bell-read}]",
        "This rests on what The Bell says in its own voice; The Courier and The Herald pass it on.",
    ),
    (
        "[{source: courier, citing: clerk}]",
        "As far as described, this rests on one account, that of a clerk of the harbour office who is not named, passed on by The "
        "Courier.",
    ),
    (
        "[{source: courier, citing: crew}]",
        "As far as described, this rests on one account, that of officials who are not named, passed on by The Courier.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: courier, citing: gazette}]",
        "As far as described, this rests on one account, that of a clerk of the harbour office who is not named, passed on by The "
        "Courier; whether The Gazette had others is not stated.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: herald, citing: clerk}]",
        "As far as described, this rests on one account, that of a clerk of the harbour office who is not named, passed on by The "
        "Courier and The Herald.",
    ),
    (
        "[{source: courier, citing: [gazette, clerk]}, {source: herald, citing: caller}]",
        "As far as described, this rests on 2 accounts that do not depend on each other: a clerk of the harbour office who is not "
        "named and a gatekeeper who is not named.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: courier, citing: crew}, {source: courier, citing: gazette}]",
        "As far as described, this rests on 2 accounts that do not depend on each other: a clerk of the harbour office who is not "
        "named and officials who are not named. All of it comes through The Courier. What The Gazette rests on is not stated.",
    ),
    (
        "[courier, herald, {source: herald, citing: clerk}]",
        "As far as described, this rests on 3 accounts that do not depend on each other: The Courier, The Herald and a clerk of the "
        "harbour office who is not named.",
    ),
    (
        "[courier, second]",
        "As far as described, this rests on The Courier (“Gates shut”) and The Courier (May 9, 2031), which do not stand independently "
        "of each other.",
    ),
    ("[{source: courier, citing: gazette}]", "The Courier passes on The Gazette; what that rests on is not stated."),
    (
        "[{source: courier, citing: gazette}, {source: herald, citing: gazette}]",
        "The Courier and The Herald pass on The Gazette; what that rests on is not stated.",
    ),
    (
        "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
        "The Courier passes on The Gazette and The Leaflet; what those rest on is not stated.",
    ),
    (
        "[post]",
        "As far as described, this rests on one account, that of The Herald, passed on by Radio Harrow. What else Radio Harrow rests "
        "on is not stated.",
    ),
    (
        "[digest]",
        "As far as described, this rests on 2 accounts that do not depend on each other: The Bell and The Herald. All of it comes "
        "through The Digest.",
    ),
    ("[notice]", "This rests on what The Harbour Office says in its own voice. It comes from a party to the claim."),
    ("[log]", "The harbour log is the document itself."),
    ("[{source: courier, citing: log}]", "The harbour log is the document itself, passed on here by The Courier."),
    (
        "[study]",
        "The harbour log is the document itself, passed on here by Tides. What else Tides rests on is not stated. Tides has been "
        "retracted.",
    ),
    (
        "[{source: courier, citing: letter}]",
        "A letter by Ada Brandt is the document itself; we know it only through The Courier. A letter by Ada Brandt comes from a "
        "party to the claim.",
    ),
    (
        "[{source: courier, citing: gazette}, {source: courier, citing: letter}]",
        "A letter by Ada Brandt is the document itself; we know it only through The Courier. The Courier passes on The Gazette; what "
        "that rests on is not stated. A letter by Ada Brandt comes from a party to the claim.",
    ),
    (
        "[log, courier]",
        "As far as described, this rests on 2 accounts that do not depend on each other: The Courier and The harbour log. The harbour "
        "log is the document itself.",
    ),
    (
        "[notice, memo]",
        "As far as described, this rests on The Harbour Office and A memo, which do not stand independently of each other. The "
        "Harbour Office and A memo come from parties to the claim.",
    ),
    (
        "[notice, memo, courier]",
        "As far as described, this rests on 2 accounts that do not depend on each other: The Courier, The Harbour Office and A memo. "
        "The Harbour Office and A memo count as one account: the same people, or one publisher, stand behind them. The Harbour Office and A memo come "
        "from parties to the claim.",
    ),
]


def case(root: Path, sources: str) -> LinkedStory:
    if "bell-read" not in sources:
        return linked(root, STORY, sources)
    text = STORY.replace("  second:", "  second:").replace(
        "bell: {kind: article, publisher: The Bell, read: no}",
        "bell: {kind: article, publisher: The Bell, read: 2031-05-08}",
    )
    write(root, {"stories/gates.yaml": text.replace("SOURCES", sources.replace("bell-read", "bell"))})
    return run(root).archive.stories[0]


@pytest.mark.parametrize(("sources", "sentence"), SENTENCES)
def test_a_claim_says_in_words_what_it_rests_on(tmp_path: Path, sources: str, sentence: str) -> None:
    story = case(tmp_path, sources)
    claim = story.story.claims["closed"]
    assert claim_sentence(sourcing_of(story, claim.sources, claim), story, "en").plain() == sentence


@pytest.mark.parametrize("sources", [sources for sources, _ in SENTENCES])
def test_every_root_open_end_and_fallen_source_is_named_and_nothing_is_called_confirmed(
    tmp_path: Path, sources: str
) -> None:
    story = case(tmp_path, sources)
    claim = story.story.claims["closed"]
    found = sourcing_of(story, claim.sources, claim)
    said = claim_sentence(found, story, "en")
    named = {part.id for part in said.parts if isinstance(part, Named)}
    assert {*found.roots, *found.open_ends, *found.retracted} - named == set()
    assert ("not stated" in said.plain()) == bool(found.open_ends)
    assert "confirm" not in said.plain()


COUNTS = [
    ("[]", "no account described"),
    ("[{source: courier, citing: gazette}]", "no account described; one chain ends unstated"),
    ("[courier]", "one account"),
    ("[{source: courier, citing: clerk}]", "one account, not named"),
    ("[notice, memo]", "one account"),
    ("[log]", "one document"),
    ("[{source: courier, citing: crew}, caller]", "2 accounts that do not depend on each other; none of them named"),
    (
        "[courier, {source: courier, citing: clerk}, {source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
        "2 accounts that do not depend on each other; one of them not named; 2 chains end unstated",
    ),
]


@pytest.mark.parametrize(("sources", "words"), COUNTS)
def test_a_table_says_in_few_words_how_many_roots_there_are(tmp_path: Path, sources: str, words: str) -> None:
    story = linked(tmp_path, STORY, sources)
    claim = story.story.claims["closed"]
    assert root_count_words(sourcing_of(story, claim.sources, claim)) == words


SAME = " Two papers that tell the same account are not two confirmations of it."
ONLY_UNNAMED = " The one claim here rests, as far as described, on unnamed accounts alone: on people who are not named and on nobody else."
PAGES = [
    (
        "[{source: courier, citing: [gazette, clerk]}]",
        "",
        "Everything on this page comes through one article, by The Courier. What we know of The Gazette and a clerk of the "
        "harbour office we know through it alone, not at first hand." + SAME + ONLY_UNNAMED,
    ),
    ("[courier]", "", "Everything on this page comes through one article, by The Courier."),
    ("[log]", "", "Everything on this page comes through one document, The harbour log."),
    ("[letter-read]", "", "Everything on this page comes through a letter by Ada Brandt."),
    (
        "[letter-read]",
        "dates: [{date: 2031-05-01, title: The gates close}]\n",
        "All the sources given on this page lead through a letter by Ada Brandt; not everything here has a source.",
    ),
    (
        # A name that is an actor's as well is told apart from the actor.
        "[office-page]",
        "",
        "Everything on this page comes through one website, by The Harbour Office (“Tides”).",
    ),
    (
        # What only prose cites is no root of anything, but the page comes through it all the same.
        "[courier]",
        "summary: So it was [@herald].\n",
        "This page comes through 2 sources that we cite directly: The Herald and The Courier.",
    ),
    (
        "[courier]",
        "dates: [{date: 2031-05-01, title: The gates close}]\n",
        "All the sources given on this page lead through one article, by The Courier; not everything here has a source.",
    ),
    (
        # Neither paper passes on the other, and still they tell what one person told.
        "[{source: courier, citing: clerk}, {source: herald, citing: clerk}]",
        "",
        "This page comes through 2 sources that we cite directly: The Courier and The Herald. What we know of a clerk of the "
        "harbour office we know through them alone, not at first hand." + SAME + ONLY_UNNAMED,
    ),
    (
        "[courier, herald]",
        "  open: {text: They stood open., by: office, status: reported, sources: [{source: courier, citing: clerk}]}\n"
        "  late: {text: They closed late., by: office, status: reported, sources: [{source: herald, citing: crew}]}\n",
        "This page comes through 2 sources that we cite directly: The Courier and The Herald. What we know of a clerk of the "
        "harbour office and officials we know through them alone, not at first hand. 2 of 3 claims here rest, as far as described, "
        "on unnamed accounts alone: on people who are not named and on nobody else.",
    ),
]


@pytest.mark.parametrize(("sources", "more", "sentences"), PAGES)
def test_the_page_says_what_it_comes_through_and_what_that_does_not_amount_to(
    tmp_path: Path, sources: str, more: str, sentences: str
) -> None:
    assert page_sentence(linked(tmp_path, STORY, sources, more), "en").plain() == sentences


def test_a_source_goes_by_its_publisher_or_by_what_it_is(tmp_path: Path) -> None:
    story = linked(
        tmp_path, STORY, "[courier, {source: courier, citing: letter}, {source: courier, citing: clerk}, log]"
    )
    assert [source_name(id, story) for id in ("courier", "letter", "clerk", "log", "nowhere")] == [
        "The Courier",
        "a letter by Ada Brandt",
        "a clerk of the harbour office",
        "The harbour log",
        "nowhere",
    ]


def test_names_in_a_sentence_can_be_linked_and_the_rest_is_escaped() -> None:
    said = Sentences((Named("courier", "The *Courier*"), " says *so*."))
    assert said.md(lambda id, words: Md(f"[{words}](#source-{id})")) == (
        "[The *Courier*](#source-courier) says &#42;so&#42;."
    )


def test_a_language_without_words_speaks_english(tmp_path: Path) -> None:
    story = linked(tmp_path, STORY, "[courier]")
    assert {page_sentence(story, tag).plain() for tag in ("en", "en-GB", "tlh", "../en")} == {
        "Everything on this page comes through one article, by The Courier."
    }


FILES = sorted(FOLDER.glob("*/sourcing.yaml"))


def table(path: Path) -> dict[str, str | dict[str, str]]:
    loaded: dict[str, str | dict[str, str]] = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    return loaded


def gaps(entry: str | dict[str, str]) -> list[set[str]]:
    return [set(re.findall(r"\{([a-z]+)\}", text)) for text in ([entry] if isinstance(entry, str) else entry.values())]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_language_has_the_same_sentences_with_the_same_gaps(file: Path) -> None:
    english = table(FOLDER / "en" / "sourcing.yaml")
    told = table(file)
    assert set(told) == set(english)
    assert {key: set().union(*gaps(entry)) for key, entry in told.items()} == {
        key: set().union(*gaps(entry)) for key, entry in english.items()
    }


def test_every_sentence_is_used_and_every_kind_of_source_has_a_word() -> None:
    code = "".join(Path(module.__file__ or "").read_text("utf-8") for module in (words, sentences))
    named = set(re.findall(r'"([a-z_]+)"', code))
    kinds = {f"one_{kind}" for kind in SourceKind}
    with_gaps = {"page_one_gaps", "page_one_titled_gaps", "page_one_bare_gaps"}
    assert set(table(FOLDER / "en" / "sourcing.yaml")) - named == kinds | with_gaps
