"""What would fall with a source: asked of the stage, held against counting by hand, and asked through the command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.archive.references import citation_paths
from generator.archive.source_graph import Support, Web, support_without, web_of
from generator.archive.stories import LinkedStory
from generator.desk.impact_report import field_name
from generator.sourcing.falling import Loss, StoryImpact, impact
from generator.sourcing.statements import StatementSort, statements
from generator.story.every_field import walk
from generator.story.source import Citation, Source
from tests.doors import DAY, explainer
from tests.newsrooms import run, write

STORY = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
summary: The gates were shut [@digest]. A clerk said so [@courier citing @clerk].
actors:
  brandt: {name: Ada Brandt, kind: person}
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
  clerk: {kind: person, read: no, anonymous: {described_as: a clerk}}
  digest: {kind: article, publisher: The Digest, read: 2031-05-04, relies_on: courier}
  log: {kind: document, title: The harbour log, read: 2031-05-05, primary: true}
claims:
  closed:
    text: "[[brandt]] had the gates closed."
    by: courier
    about: brandt
    sources: [digest, {source: courier, citing: clerk}]
    history:
      - {date: 2031-05-02, status: reported, because: The Courier prints it., sources: courier}
      - {date: 2031-05-05, status: confirmed, because: The log says so., sources: log}
  noon:
    text: It was noon.
    status: reported
    sources: [courier, log]
responses:
  - {by: brandt, response: denies, to: closed, sources: digest}
quotes:
  shut: {text: shut at noon, by: brandt, sources: log}
dates:
  - {id: closing, date: 2031-05-01, title: The gates close, claim: closed}
figures:
  gates: {value: 4, label: gates, sources: courier}
"""


def linked(root: Path, text: str = STORY) -> LinkedStory:
    write(root, {"stories/gates.yaml": text})
    result = run(root)
    assert not result.blocked, result.problems
    return result.archive.stories[0]


def fell(story: LinkedStory, *ids: str) -> StoryImpact:
    (one,) = impact([story], lambda _: ids)
    return one


def brief(one: StoryImpact) -> list[tuple[str, str, str]]:
    return [(str(fall.statement.sort), fall.statement.id, str(fall.loses)) for fall in one.falls]


def test_all_that_stands_on_a_source_falls_with_it_and_the_worst_comes_first(tmp_path: Path) -> None:
    one = fell(linked(tmp_path), "courier")
    assert brief(one) == [
        ("claim", "closed", "all"),
        ("history", "closed", "all"),
        ("date", "closing", "all"),
        ("response", "1", "all"),
        ("figure", "gates", "all"),
        ("claim", "noon", "part"),
    ]
    assert one.falls[0].statement.words == "Ada Brandt had the gates closed."
    assert [fall.remains for fall in one.falls] == ["", "", "", "", "", "The harbour log is the document itself."]
    assert (one.asked, one.standing_on_them) == (("courier",), ("digest",))


def test_sentences_that_cite_the_source_are_named_by_field_and_line(tmp_path: Path) -> None:
    one = fell(linked(tmp_path), "courier")
    assert [(field_name(text.path), text.line, text.loses) for text in one.text] == [("summary", 4, Loss.ALL)] * 2
    assert [(field_name(named.path), named.line) for named in one.named] == [("claims closed by 1", 15)]


def test_a_source_behind_a_source_takes_only_what_passes_it(tmp_path: Path) -> None:
    one = fell(linked(tmp_path), "clerk")
    assert brief(one) == [("claim", "closed", "part"), ("date", "closing", "part")]
    assert [field_name(text.path) for text in one.text] == ["summary"]


def test_what_was_retracted_before_counts_as_gone_and_is_told_apart(tmp_path: Path) -> None:
    retracted = STORY.replace("title: The harbour log,", "title: The harbour log, retracted: {date: 2031-06-02},")
    story = linked(tmp_path, retracted)
    one = fell(story, "courier")
    assert ("claim", "noon", "all") in brief(one)
    again = fell(story, "log", "courier")
    assert brief(again)[0] == ("claim", "closed", "all")
    assert ("quote", "shut", "all") in brief(again), "a source asked about counts as standing, retracted or not"
    both = STORY.replace("sources: log}\n", "sources: [{source: digest, citing: log}]}\n").replace(
        "title: The harbour log,", "title: The harbour log, retracted: {date: 2031-06-02},"
    )
    one = fell(linked(tmp_path, both), "digest")
    assert [statement.id for statement in one.lost_before] == ["closed", "shut"]
    assert ("quote", "shut") not in {(sort, id) for sort, id, _ in brief(one)}


def test_a_source_that_nothing_stands_on_takes_nothing(tmp_path: Path) -> None:
    assert impact([linked(tmp_path)], lambda _: ["nobody"]) == ()


# -- against counting by hand --

IDS = tuple("abcdefg")


@st.composite
def webs(draw: st.DrawFn) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Sources that stand on ones after them in the alphabet, and those that leave something open."""
    below = {
        id: tuple(draw(st.sets(st.sampled_from(IDS[n + 1 :])))) if n + 1 < len(IDS) else () for n, id in enumerate(IDS)
    }
    return {id: tuple(sorted(ids)) for id, ids in below.items()}, frozenset(draw(st.sets(st.sampled_from(IDS))))


paths = st.lists(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True).map(tuple), max_size=3)


def all_chains(web: Web, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every chain of a citation, one by one."""
    if web.is_end(path[-1]):
        yield path
    for other in web.relies_on[path[-1]]:
        yield from all_chains(web, (*path, other))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> LinkedStory:
    return linked(tmp_path_factory.mktemp("impact"), STORY)


def made(
    template: LinkedStory,
    web: dict[str, tuple[str, ...]],
    open: frozenset[str],
    cited: list[tuple[str, ...]],
    retracted: set[str],
) -> LinkedStory:
    """The story with another web of sources under its claim 'noon'."""
    from dataclasses import replace

    sources = {
        id: Source.model_validate(
            {
                "kind": "article",
                "publisher": id.upper(),
                "relies_on": [*below, *(["not-stated"] if id in open else [])],
                **({"retracted": {"date": "2031-05-20"}} if id in retracted else {}),
            }
        )
        for id, below in web.items()
    }
    citations = tuple(Citation.model_validate({"source": path[0], "citing": list(path[1:])}) for path in cited)
    claim = template.story.claims["noon"].model_copy(update={"sources": citations})
    story = template.story.model_copy(
        update={"claims": {"noon": claim}, "dates": (), "quotes": {}, "responses": (), "figures": {}, "summary": None}
    )
    return replace(template, story=story, sources=sources, timeline=())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(webs(), paths, st.sets(st.sampled_from(IDS)), st.sets(st.sampled_from(IDS)))
def test_what_falls_is_what_no_chain_or_not_every_chain_avoids(
    template: LinkedStory,
    web: tuple[dict[str, tuple[str, ...]], frozenset[str]],
    cited: list[tuple[str, ...]],
    asked: set[str],
    retracted: set[str],
) -> None:
    story = made(template, *web, cited, retracted)
    chains = list(chain.from_iterable(all_chains(web_of(story.sources), path) for path in cited))
    standing = [one for one in chains if not (retracted - asked).intersection(one)]
    left = [one for one in standing if not asked.intersection(one)]
    expected = None if len(left) == len(standing) else Loss.PART if left else Loss.ALL
    found = impact([story], lambda _: asked)
    falls = [fall.loses for one in found for fall in one.falls if fall.statement.sort is StatementSort.CLAIM]
    assert falls == ([expected] if expected else [])
    before = [statement.id for one in found for statement in one.lost_before]
    assert before == (["noon"] if not standing and any(asked.intersection(one) for one in chains) else [])


def lost(story: LinkedStory, asked: set[str]) -> set[str]:
    return {f.statement.id for one in impact([story], lambda _: asked) for f in one.falls if f.loses is Loss.ALL}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(webs(), paths, st.sets(st.sampled_from(IDS)), st.sets(st.sampled_from(IDS)))
def test_asking_about_more_sources_never_saves_a_claim(
    template: LinkedStory,
    web: tuple[dict[str, tuple[str, ...]], frozenset[str]],
    cited: list[tuple[str, ...]],
    asked: set[str],
    more: set[str],
) -> None:
    story = made(template, *web, cited, set())
    assert lost(story, asked) <= lost(story, asked | more)


ORDER = (Support.WHOLE, Support.PART, Support.NONE)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(webs(), paths, st.sets(st.sampled_from(IDS)), st.sets(st.sampled_from(IDS)))
def test_retracting_more_never_helps_and_taking_it_back_restores_everything(
    template: LinkedStory,
    web: tuple[dict[str, tuple[str, ...]], frozenset[str]],
    cited: list[tuple[str, ...]],
    retracted: set[str],
    more: set[str],
) -> None:
    def standing(story: LinkedStory) -> Support:
        gone = [id for id, source in story.sources.items() if source.retracted]
        return support_without(web_of(story.sources), citation_paths(story.story.claims["noon"].sources), gone)

    first = made(template, *web, cited, retracted)
    further = made(template, *web, cited, retracted | more)
    assert ORDER.index(standing(further)) >= ORDER.index(standing(first))
    back = made(template, *web, cited, retracted)
    assert (standing(back), lost(back, {"a"})) == (standing(first), lost(first, {"a"}))


def test_every_list_of_sources_in_a_story_belongs_to_a_statement(tmp_path: Path) -> None:
    story = linked(tmp_path)
    listed = {path[: path.index("sources")] for path, thing in walk(story.story) if isinstance(thing, Citation)}
    found = [(statement.sort, statement.path) for statement in statements(story)]
    assert found == [
        (StatementSort.CLAIM, ("claims", "closed")),
        (StatementSort.HISTORY, ("claims", "closed", "history", 0)),
        (StatementSort.HISTORY, ("claims", "closed", "history", 1)),
        (StatementSort.CLAIM, ("claims", "noon")),
        (StatementSort.DATE, ("dates", 0)),
        (StatementSort.QUOTE, ("quotes", "shut")),
        (StatementSort.RESPONSE, ("responses", 0)),
        (StatementSort.FIGURE, ("figures", "gates")),
    ]
    assert listed == {path for _, path in found} - {("dates", 0)}, "the date takes its sources from its claim"


def test_every_story_that_a_source_stands_in_is_answered(tmp_path: Path) -> None:
    write(tmp_path, {f"stories/gates-{n}.yaml": STORY for n in range(20)})
    answered = impact(run(tmp_path).archive.stories, lambda _: ["courier"])
    assert sorted(one.story.slug for one in answered) == sorted(f"gates-{n}" for n in range(20))


# -- the command --


def test_the_command_names_what_falls_over_all_stories_and_ends_with_a_sum(tmp_path: Path) -> None:
    other = STORY.replace("published: 2031-06-01\n", "")
    write(
        tmp_path,
        {
            "stories/gates.yaml": STORY,
            "stories/later.yaml": other.replace("courier: {k", "herald: {k").replace("courier", "herald"),
        },
    )
    status, said, errors = explainer(tmp_path, "impact", "courier", *DAY)
    assert (status, errors) == (0, "")
    assert said.splitlines() == [
        "What falls if The Made-up Courier (courier) falls",
        "",
        "stories/gates.yaml",
        "  Left with nothing to stand on: digest.",
        "  Loses all support",
        "    line 13: claim closed, confirmed. Ada Brandt had the gates closed.",
        "    line 19: a line in the history of closed. reported since 2031-05-02: The",
        "      Courier prints it.",
        "    line 30: date closing, confirmed. 2031-05-01: The gates close",
        "    line 26: response 1. Ada Brandt: denies, to closed",
        "    line 32: figure gates. 4 gates",
        "  Loses part of its support",
        "    line 21: claim noon, reported. It was noon.",
        "      What remains: The harbour log is the document itself.",
        "  Sentences that cite it: line 4 (summary).",
        "  Named besides: line 15 (claims closed by 1).",
        "",
        "In 1 of 2 stories: 1 claim, 1 history line, 1 date, 1 response and 1 figure",
        "would lose all support; 1 claim a part of it.",
    ]
    assert all(len(line) <= 80 for line in said.splitlines())
    status, said, _ = explainer(tmp_path, "impact", "herald", *DAY)
    assert (status, "stories/later.yaml (a draft)" in said) == (0, True)


def test_the_command_answers_programs_with_keys_that_stay(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": STORY})
    status, said, _ = explainer(tmp_path, "impact", "clerk", "--format", "json", *DAY)
    none = {"history": 0, "quote": 0, "response": 0, "figure": 0}
    remains = "As far as described, this rests on one account, that of The Made-up Courier, passed on by The Digest."
    assert (status, json.loads(said)) == (
        0,
        {
            "sources": ["clerk"],
            "stories_asked": 1,
            "broken": [],
            "totals": {
                "all": {"claim": 0, "date": 0, **none},
                "part": {"claim": 1, "date": 1, **none},
            },
            "stories": [
                {
                    "slug": "gates",
                    "file": "stories/gates.yaml",
                    "draft": False,
                    "sources": ["clerk"],
                    "standing_on_them": [],
                    "falls": [
                        {
                            "sort": "claim",
                            "id": "closed",
                            "line": 13,
                            "status": "confirmed",
                            "words": "Ada Brandt had the gates closed.",
                            "loses": "part",
                            "remains": remains,
                        },
                        {
                            "sort": "date",
                            "id": "closing",
                            "line": 30,
                            "status": "confirmed",
                            "words": "2031-05-01: The gates close",
                            "loses": "part",
                            "remains": remains,
                        },
                    ],
                    "lost_before": [],
                    "text": [{"field": "summary", "line": 4, "loses": "all"}],
                    "named": [],
                }
            ],
        },
    )


def test_a_source_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": STORY})
    assert explainer(tmp_path, "impact", "couriers", *DAY) == (
        2,
        "",
        "There is no source 'couriers'. Did you mean 'courier'?\n",
    )
    status, _, said = explainer(tmp_path, "impact", "gate:courier", *DAY)
    assert (status, said) == (2, "There is no story 'gate'. Did you mean 'gates'?\n")
    assert explainer(tmp_path, "impact", *DAY)[0] == 2


def test_one_id_for_two_things_wants_the_story_said(tmp_path: Path) -> None:
    other = STORY.replace("publisher: The Made-up Courier", "publisher: The Invented Gazette")
    write(tmp_path, {"stories/gates.yaml": STORY, "stories/a/port.yaml": other})
    status, _, said = explainer(tmp_path, "impact", "courier", *DAY)
    assert (status, said) == (
        2,
        "'courier' is a different source in 2 stories. Say which: a/port:courier or gates:courier.\n",
    )
    for words in (["a/port:courier"], ["courier", "--story", "a/port"], ["courier", "--story", "stories/a/port.yaml"]):
        status, said, _ = explainer(tmp_path, "impact", *words, *DAY)
        assert (status, said.splitlines()[0]) == (0, "What falls if The Invented Gazette (courier) falls"), words
        assert "stories/gates.yaml" not in said
    status, said, _ = explainer(tmp_path, "impact", "digest", "a/port:courier", *DAY)
    assert (status, said.splitlines()[0]) == (
        0,
        "What falls if The Digest (digest) and The Invented Gazette (courier) fall",
    )


def test_a_shared_source_that_no_story_uses_takes_nothing(tmp_path: Path) -> None:
    shared = "almanac: {kind: book, title: The Almanac, read: 2031-01-01}"
    write(tmp_path, {"stories/gates.yaml": STORY, "stories/_sources.yaml": shared})
    status, said, _ = explainer(tmp_path, "impact", "almanac", *DAY)
    assert (status, said.splitlines()[-1]) == (0, "Nothing stands on almanac; 1 story looked at.")


def test_a_source_retracted_already_is_told_to_be(tmp_path: Path) -> None:
    text = STORY.replace("publisher: The Digest,", "publisher: The Digest, retracted: {date: 2031-06-02},")
    write(tmp_path, {"stories/gates.yaml": text})
    status, said, _ = explainer(tmp_path, "impact", "digest", *DAY)
    assert (status, said.splitlines()[1]) == (
        0,
        "The Digest (digest) was retracted already: this is what that took away.",
    )


def test_broken_stories_are_named_and_the_rest_is_answered(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"stories/gates.yaml": STORY, "stories/torn.yaml": "title: [", "stories/odd.yaml": STORY + "colour: red\n"},
    )
    status, said, errors = explainer(tmp_path, "impact", "log", *DAY)
    assert (status, said.splitlines()[0]) == (1, "What falls if The harbour log (log) falls")
    assert errors == (
        "Left out because of errors: stories/odd.yaml, stories/torn.yaml. To see them, run: explainer check\n"
    )
    status, _, errors = explainer(tmp_path, "impact", "torn:log", *DAY)
    assert (status, errors.splitlines()[0]) == (
        2,
        "The story 'torn' has errors, so its sources are not known. Run: explainer check",
    )


def test_a_folder_without_stories_is_answered_with_a_sentence(tmp_path: Path) -> None:
    status, _, errors = explainer(tmp_path, "impact", "log", "--newsroom", str(tmp_path), *DAY)
    assert (status, errors.startswith("stories:1:1: error: There is no folder 'stories' here.")) == (1, True), errors
    (tmp_path / "stories").mkdir()
    status, _, errors = explainer(tmp_path, "impact", "log", *DAY)
    assert (status, errors) == (
        2,
        "There is no source 'log'. The ids of sources are shown by: explainer sources\n",
    )
