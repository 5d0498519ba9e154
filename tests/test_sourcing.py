"""What claims rest on: chains, roots, open ends, who is a party, and the sentences that say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive import LinkedStory
from generator.source import Source
from generator.sourcing import Sourcing, circles, sourcing_of
from generator.sourcing_words import claim_sentence, page_sentence, source_name
from tests.newsrooms import problems, run, write

STORY = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
actors:
  brandt: {name: Ada Brandt, kind: person}
  office: {name: The Harbour Office, kind: organisation}
  wick: {name: Jonas Wick, kind: person, speaks_for: office}
sources:
  courier: {kind: article, publisher: The Courier, read: 2031-05-03}
  herald: {kind: article, publisher: The Herald, read: 2031-05-03}
  gazette: {kind: article, publisher: The Gazette, read: no, relies_on: not-stated}
  digest: {kind: article, publisher: The Digest, read: 2031-05-04, relies_on: [courier, herald]}
  clerk: {kind: person, read: no, anonymous: {described_as: a clerk of the harbour office}}
  pilot: {kind: person, read: no, anonymous: {described_as: a pilot}}
  log: {kind: document, title: The harbour log, read: 2031-05-05, primary: true}
  letter: {kind: letter, author: brandt, read: no, primary: true}
  notice: {kind: statement, publisher: The Harbour Office, by: wick, read: 2031-05-06}
  memo: {kind: document, title: A memo, author: wick, read: 2031-05-06}
claims:
  closed:
    text: Ada Brandt had the gates closed.
    by: courier
    about: [brandt, office]
    status: reported
    sources: SOURCES
"""


def linked(root: Path, sources: str) -> LinkedStory:
    write(root, {"stories/gates.yaml": STORY.replace("SOURCES", sources)})
    result = run(root)
    assert not result.blocked, result.problems
    return result.archive.stories[0]


def found(story: LinkedStory) -> Sourcing:
    claim = story.story.claims["closed"]
    return sourcing_of(story, claim.sources, claim)


SENTENCES = [
    ("[]", "No source is given."),
    ("[courier]", "This rests on what The Courier says in its own voice."),
    (
        "[{source: courier, citing: clerk}]",
        "As far as described, this rests on one account, that of a clerk of the harbour office who is not named, passed on by The Courier.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: courier, citing: gazette}]",
        "As far as described, this rests on one account, that of a clerk of the harbour office who is not named, passed on by "
        "The Courier; whether The Gazette had others is not stated.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: herald, citing: clerk}]",
        "As far as described, this rests on one account, that of a clerk of the harbour office who is not named, passed on by "
        "The Courier and The Herald.",
    ),
    (
        "[{source: courier, citing: [gazette, clerk]}, {source: herald, citing: pilot}]",
        "As far as described, this rests on 2 accounts that do not depend on each other: a clerk of the harbour office who is not "
        "named and a pilot who is not named.",
    ),
    ("[{source: courier, citing: gazette}]", "The Courier passes on The Gazette; what that rests on is not stated."),
    (
        "[{source: courier, citing: gazette}, {source: herald, citing: gazette}]",
        "The Courier and The Herald pass on The Gazette; what that rests on is not stated.",
    ),
    (
        "[digest]",
        "As far as described, this rests on 2 accounts that do not depend on each other: The Courier and The Herald.",
    ),
    ("[log]", "The harbour log is the document itself."),
    (
        "[{source: courier, citing: letter}]",
        "A letter by Ada Brandt is the document itself; we know it only through The Courier. A letter by Ada Brandt comes from a "
        "party to the claim.",
    ),
    (
        "[log, courier]",
        "As far as described, this rests on 2 accounts that do not depend on each other: The Courier and The harbour log. "
        "The harbour log is the document itself.",
    ),
    (
        "[notice, memo]",
        "As far as described, this rests on The Harbour Office and A memo, who do not stand independently of each other. "
        "The Harbour Office and A memo come from parties to the claim.",
    ),
]


@pytest.mark.parametrize(("sources", "sentence"), SENTENCES)
def test_a_claim_says_in_words_what_it_rests_on(tmp_path: Path, sources: str, sentence: str) -> None:
    story = linked(tmp_path, sources)
    assert claim_sentence(found(story), story, "en").plain() == sentence


def test_an_open_chain_is_no_root_and_is_not_hidden(tmp_path: Path) -> None:
    one = found(linked(tmp_path, "[{source: courier, citing: gazette}, {source: courier, citing: clerk}]"))
    assert [(chain.path, chain.open) for chain in one.chains] == [
        (("courier", "gazette"), True),
        (("courier", "clerk"), False),
    ]
    assert (one.roots, one.open_ends, one.unnamed_roots, one.independent) == (("clerk",), ("gazette",), ("clerk",), 1)
    assert one.through_all == ("courier",)


def test_two_roots_with_one_office_behind_them_count_once(tmp_path: Path) -> None:
    one = found(linked(tmp_path, "[notice, memo, log]"))
    assert (one.roots, one.independent, one.party_roots) == (("notice", "memo", "log"), 2, ("notice", "memo"))


def test_the_page_says_what_everything_comes_through_and_what_that_does_not_amount_to(tmp_path: Path) -> None:
    story = linked(tmp_path, "[{source: courier, citing: [gazette, clerk]}]")
    assert page_sentence(story, "en").plain() == (
        "Everything on this page comes through one article, by The Courier. What it says of The Gazette and a clerk of the harbour "
        "office we know from there alone; we have not read or heard them ourselves. Two papers that tell the same account are not "
        "two confirmations of it. One of 1 claims here rests, as far as described, on people who are not named and on nobody else."
    )


def test_a_source_goes_by_its_publisher_or_by_what_it_is(tmp_path: Path) -> None:
    story = linked(tmp_path, "[courier, {source: courier, citing: letter}, {source: courier, citing: clerk}, log]")
    assert [source_name(id, story) for id in story.sources] == [
        "The Courier",
        "a letter by Ada Brandt",
        "a clerk of the harbour office",
        "The harbour log",
    ]


def test_sources_that_stand_on_each_other_in_a_circle_are_told_with_the_way_round(tmp_path: Path) -> None:
    text = STORY.replace("SOURCES", "[digest]").replace(
        "publisher: The Courier,", "publisher: The Courier, relies_on: digest,"
    )
    write(tmp_path, {"stories/gates.yaml": text})
    assert [line for line in problems(tmp_path) if "unused" not in line] == [
        "stories/gates.yaml:9:63: error: These sources stand on each other in a circle: courier -> digest -> courier. "
        "Delete the 'relies_on' that is wrong. [source-circle]"
    ]


GRAPHS = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=3), max_size=7)


@given(GRAPHS)
def test_a_circle_is_found_just_where_there_is_one(graph: dict[str, list[str]]) -> None:
    sources = {id: Source.model_validate({"kind": "article", "relies_on": below}) for id, below in graph.items()}

    def comes_back(start: str, here: str, seen: frozenset[str]) -> bool:
        return any(
            below == start or (below not in seen and below in graph and comes_back(start, below, seen | {below}))
            for below in graph[here]
        )

    on_a_circle = {id for id in graph if comes_back(id, id, frozenset({id}))}
    told = circles(sources)
    assert bool(told) == bool(on_a_circle)
    for circle in told:
        assert circle[0] == circle[-1] and set(circle) <= on_a_circle
        assert all(after in graph[before] for before, after in zip(circle, circle[1:], strict=False))
