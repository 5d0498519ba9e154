"""What claims rest on: chains, roots, open ends, who is a party, what every chain passes, and what falls with a source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.circles import LONGEST_WAY, MOST_CIRCLES, circle_problem, circles, later_problems
from generator.archive.source_graph import Chain, Support, Web, chains_through_all, list_chains, support_without
from generator.archive.stories import LinkedStory
from generator.problem import Place
from generator.sourcing.support import MOST_CHAINS, Sourcing, sourcing_of, standing_support
from generator.story.source import Source
from tests.endless import comes_to_an_end
from tests.newsrooms import problems, run, write

STORY = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
actors:
  brandt: {name: Ada Brandt, kind: person}
  office: {name: The Harbour Office, kind: organisation}
  wick: {name: Jonas Wick, kind: person, speaks_for: office}
  crew: {name: The crew, kind: group, anonymous: {described_as: three of the crew, how_many: three}}
sources:
  courier: {kind: article, publisher: The Courier, read: 2031-05-03}
  herald: {kind: article, publisher: The Herald, read: 2031-05-03}
  gazette: {kind: article, publisher: The Gazette, read: no, relies_on: not-stated}
  digest: {kind: article, publisher: The Digest, read: 2031-05-04, relies_on: [courier, herald]}
  clerk: {kind: person, read: no, anonymous: {described_as: a clerk of the harbour office}}
  sailors: {kind: person, read: no, by: crew}
  log: {kind: document, title: The harbour log, read: 2031-05-05, primary: true}
  letter: {kind: letter, author: brandt, read: no, primary: true}
  notice: {kind: statement, publisher: The Harbour Office, by: wick, read: 2031-05-06}
  memo: {kind: document, title: A memo, author: wick, read: 2031-05-06, retracted: {date: 2031-05-20}}
  survey: {kind: study, title: A survey, paid_for_by: office, read: 2031-05-06}
  later: {kind: article, publisher: THE COURIER, title: The gates again, read: 2031-05-09}
  press: {kind: statement, publisher: The Harbour Office, title: To the press, read: 2031-05-09}
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


def test_an_open_chain_is_no_root_and_is_not_hidden(tmp_path: Path) -> None:
    story = linked(tmp_path, "[{source: courier, citing: gazette}, {source: courier, citing: clerk}]")
    assert found(story) == Sourcing(
        chains=(Chain(("courier", "gazette"), True), Chain(("courier", "clerk"), False)),
        more_chains=False,
        roots=("clerk",),
        open_ends=("gazette",),
        unnamed_roots=("clerk",),
        primary_roots=(),
        party_roots=(),
        groups=(("clerk",),),
        through_all=("courier",),
        carriers={"gazette": ("courier",), "clerk": ("courier",)},
        read=("courier",),
        unread=("gazette", "clerk"),
        retracted=(),
    )


def test_what_a_source_passes_on_here_counts_and_not_what_else_it_stands_on(tmp_path: Path) -> None:
    one = found(linked(tmp_path, "[{source: digest, citing: clerk}, {source: courier, citing: [gazette, clerk]}]"))
    assert [chain.path for chain in one.chains] == [("digest", "clerk"), ("courier", "gazette", "clerk")]
    assert (one.roots, one.open_ends, one.through_all) == (("clerk",), (), ("clerk",))


def test_a_source_that_stands_on_two_gives_two_chains_below_it(tmp_path: Path) -> None:
    one = found(linked(tmp_path, "[{source: courier, citing: digest}]"))
    assert [chain.path for chain in one.chains] == [("courier", "digest", "courier"), ("courier", "digest", "herald")]
    assert (one.roots, one.through_all) == (("courier", "herald"), ("courier", "digest"))


def test_two_roots_with_one_office_behind_them_count_once(tmp_path: Path) -> None:
    one = found(linked(tmp_path, "[notice, memo, log, survey]"))
    assert (one.groups, one.independent) == ((("notice", "memo", "survey"), ("log",)), 2)
    assert (one.party_roots, one.retracted) == (("notice", "memo", "survey"), ("memo",))


def test_two_articles_of_one_house_count_once(tmp_path: Path) -> None:
    one = found(linked(tmp_path, "[courier, herald, later, survey, press]"))
    assert (one.groups, one.party_roots) == ((("courier", "later"), ("herald",), ("survey", "press")), ("survey",))


def test_people_who_are_not_named_are_unnamed_as_actors_too(tmp_path: Path) -> None:
    assert found(linked(tmp_path, "[{source: courier, citing: sailors}, log]")).unnamed_roots == ("sailors",)


def test_a_claim_without_sources_rests_on_nothing(tmp_path: Path) -> None:
    story = linked(tmp_path, "[]")
    assert (found(story).chains, found(story).roots, found(story).through_all) == ((), (), ())
    assert standing_support(story, ()) is Support.NONE


def test_what_remains_when_a_source_falls_is_what_does_not_pass_it(tmp_path: Path) -> None:
    story = linked(tmp_path, "[digest, {source: courier, citing: clerk}]")
    citations = story.story.claims["closed"].sources
    left = sourcing_of(story, citations, without=["courier"])
    assert (left.chains, left.roots) == ((Chain(("digest", "herald"), False),), ("herald",))
    fallen = sourcing_of(story, citations[:1], without=["courier", "herald"])
    assert (fallen.chains, fallen.roots) == ((), ())  # the digest speaks for nobody once both are gone
    answers = {gone: str(standing_support(story, citations, gone)) for gone in ((), ("herald",), ("courier", "herald"))}
    assert answers == {(): "whole", ("herald",): "part", ("courier", "herald"): "none"}


def test_without_a_question_what_the_story_calls_retracted_has_fallen(tmp_path: Path) -> None:
    story = linked(tmp_path, "[memo, notice]")
    citations = story.story.claims["closed"].sources
    assert [str(standing_support(story, one)) for one in (citations, citations[:1], citations[1:])] == [
        "part",
        "none",
        "whole",
    ]


# Webs against brute force.

IDS = "abcdefg"
FORWARD = st.fixed_dictionaries({id: st.frozensets(st.sampled_from(IDS[n + 1 :] or "g")) for n, id in enumerate(IDS)})
ANY = st.dictionaries(st.sampled_from(IDS), st.frozensets(st.sampled_from(IDS), max_size=4), min_size=1)
OPEN = st.frozensets(st.sampled_from(IDS), max_size=2)


def web(graph: dict[str, frozenset[str]], opened: frozenset[str]) -> Web:
    return Web.of({id: sorted(below - {id}) for id, below in graph.items()}, opened & set(graph))


@st.composite
def cases(draw: st.DrawFn, graphs: st.SearchStrategy[dict[str, frozenset[str]]]) -> tuple[Web, list[tuple[str, ...]]]:
    made = web(draw(graphs), draw(OPEN))
    path = st.lists(st.sampled_from(sorted(made.relies_on)), min_size=1, max_size=3, unique=True)
    return made, [tuple(one) for one in draw(st.lists(path, max_size=3))]


def ways(made: Web, path: tuple[str, ...], seen: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Every way from the end of the path down, by trying them all."""
    if path[-1] in made.open or not made.relies_on[path[-1]]:
        yield path
    for below in made.relies_on[path[-1]]:
        if below not in seen:
            yield from ways(made, (*path, below), seen | {below})


def all_ways(made: Web, paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [way for path in dict.fromkeys(paths) for way in ways(made, path, frozenset(path[-1:]))]


@given(cases(FORWARD) | cases(ANY))
def test_the_chains_are_all_the_ways_there_are(case: tuple[Web, list[tuple[str, ...]]]) -> None:
    made, paths = case
    assert list(list_chains(made, paths)) == [Chain(way, way[-1] in made.open) for way in all_ways(made, paths)]


@given(cases(FORWARD) | cases(ANY))
def test_a_source_is_on_every_chain_just_when_no_way_avoids_it(case: tuple[Web, list[tuple[str, ...]]]) -> None:
    made, paths = case
    tried = all_ways(made, paths)
    assert chains_through_all(made, paths) == (frozenset.intersection(*map(frozenset, tried)) if tried else frozenset())


@given(cases(FORWARD), st.frozensets(st.sampled_from(IDS)))
def test_what_stands_is_what_some_way_around_the_fallen_holds_up(
    case: tuple[Web, list[tuple[str, ...]]], gone: frozenset[str]
) -> None:
    made, paths = case
    tried = all_ways(made, paths)
    left = [way for way in tried if not gone & set(way)]
    expected = Support.NONE if not left else Support.WHOLE if left == tried else Support.PART
    assert support_without(made, paths, gone) is expected


@given(cases(FORWARD) | cases(ANY), st.frozensets(st.sampled_from(IDS)), st.frozensets(st.sampled_from(IDS)))
def test_more_that_falls_never_leaves_more(
    case: tuple[Web, list[tuple[str, ...]]], gone: frozenset[str], more: frozenset[str]
) -> None:
    order = list(Support)
    made, paths = case
    before, after = (support_without(made, paths, fallen) for fallen in (gone, gone | more))
    assert order.index(before) <= order.index(after)


# Circles.


def named(graph: dict[str, frozenset[str]]) -> dict[str, Source]:
    return {
        id: Source.model_validate({"kind": "article", "relies_on": sorted(below)})
        for id, below in ((id, below & set(graph)) for id, below in graph.items())
    }


@given(ANY)
def test_a_circle_is_found_just_where_there_is_one(graph: dict[str, frozenset[str]]) -> None:
    def comes_back(start: str, here: str, seen: frozenset[str]) -> bool:
        return any(
            below == start or (below not in seen and below in graph and comes_back(start, below, seen | {below}))
            for below in graph[here]
        )

    on_a_circle = {id for id in graph if comes_back(id, id, frozenset({id}))}
    told = circles(named(graph))
    assert bool(told) == bool(on_a_circle)
    for circle in told:
        assert circle[0] == circle[-1] and set(circle) <= on_a_circle
        assert all(after in graph[before] for before, after in zip(circle, circle[1:], strict=False))


def test_two_circles_apart_are_both_told() -> None:
    graph = {"a": frozenset("b"), "b": frozenset("a"), "c": frozenset("c"), "d": frozenset("a")}
    assert circles(named(graph)) == (("a", "b", "a"), ("c", "c"))


def test_sources_that_stand_on_each_other_in_a_circle_are_told_with_the_way_round(tmp_path: Path) -> None:
    text = STORY.replace("SOURCES", "[digest]").replace(
        "publisher: The Courier,", "publisher: The Courier, relies_on: digest,"
    )
    write(tmp_path, {"stories/gates.yaml": text})
    assert [line for line in problems(tmp_path) if "unused" not in line] == [
        "stories/gates.yaml:10:63: error: These sources stand on each other in a circle: courier -> digest -> courier. "
        "Delete the 'relies_on' that is wrong. [source-circle]"
    ]


def test_a_long_circle_is_told_without_its_middle() -> None:
    circle = (*map(str, range(1000)), "0")
    message = circle_problem(circle, Place("a.yaml")).message
    assert message == (
        "These sources stand on each other in a circle: 0 -> 1 -> 2 -> 3 -> 4 -> 5 -> 6 -> 7 -> 8 -> 9 -> (989 more) -> 999 -> 0."
    )
    assert message.count("->") == LONGEST_WAY


# Big webs: a bound of seconds that only something worse than a pass or two over the web can break.

MANY = 10_000


def answered(made: Web, paths: list[tuple[str, ...]]) -> tuple[int, frozenset[str], Support]:
    from itertools import islice

    with comes_to_an_end():
        listed = len(list(islice(list_chains(made, paths), MOST_CHAINS + 1)))
        every = chains_through_all(made, paths)
        support = support_without(made, paths, {"s1"})
    return listed, every, support


def test_ten_thousand_forks_are_no_trouble() -> None:
    # s0 -> {l1, r1} -> s1 -> {l2, r2} -> s2 ...: as many sources as asked, and more chains than there are atoms.
    graph: dict[str, tuple[str, ...]] = {}
    for n in range(MANY // 3):
        graph |= {f"s{n}": (f"l{n}", f"r{n}"), f"l{n}": (f"s{n + 1}",), f"r{n}": (f"s{n + 1}",)}
    graph[f"s{MANY // 3}"] = ()
    listed, every, support = answered(Web.of(graph), [("s0",)])
    assert (listed, support) == (MOST_CHAINS + 1, Support.NONE)
    assert every == {f"s{n}" for n in range(MANY // 3 + 1)}


def test_a_chain_of_ten_thousand_is_followed_to_its_root() -> None:
    graph = {f"s{n}": (f"s{n + 1}",) for n in range(MANY)} | {f"s{MANY}": ()}
    assert answered(Web.of(graph), [("s0",)]) == (1, frozenset(graph), Support.NONE)


def test_a_knot_of_circles_hangs_nothing() -> None:
    knot = [f"k{n}" for n in range(60)]
    # The one end hangs on the source that is cited: every other way runs round in the knot and never ends.
    graph: dict[str, tuple[str, ...]] = {"s1": ("end", *knot), "end": ()} | dict.fromkeys(knot, ("s1", *knot))
    assert answered(Web.of(graph), [("s1",)]) == (1, frozenset({"s1", "end"}), Support.NONE)


def test_the_list_of_circles_in_a_knot_ends_early() -> None:
    ids = [f"k{n}" for n in range(300)]
    told = circles(named(dict.fromkeys(ids, frozenset(ids))))
    assert len(told) == MOST_CIRCLES


# Published later.


def later(courier: str, digest: str) -> list[str]:
    sources = {
        "courier": Source.model_validate({"kind": "article", "published": courier} if courier else {"kind": "article"}),
        "digest": Source.model_validate(
            {"kind": "article", "published": digest, "relies_on": ["not-stated", "courier"]}
        ),
    }
    zone = datetime.timezone(datetime.timedelta(hours=8))
    return [
        str(problem) for problem in later_problems(sources, sources, lambda path: Place("/".join(map(str, path))), zone)
    ]


LATER = [
    ("2031-05-02", "2031-05-03", ""),
    ("2031-05-03", "2031-05-03", ""),
    ("2031-05-03", "not before 2031-05-03", ""),
    ("", "2031-05-03", ""),
    ("2031-05-03T06:00", "2031-05-03T12:00", ""),
    ("2031-05-03T12:00", "2031-05-03T06:00", "error"),
    # 20:00 in UTC is four in the morning of the next day where the newsroom is.
    ("2031-05-02T20:00Z", "2031-05-03T03:00", "error"),
    ("2031-05-03T03:00", "2031-05-02T20:00Z", ""),
    ("2031-05-04", "2031-05-03", "error"),
    ("2032", "not after 2031-05", "error"),
    ("2031-05", "2031-05-03", "warning"),
    ("not before 2031", "2031-05-03", "warning"),
    ("2031", "not after 2031-05", "warning"),
]


@pytest.mark.parametrize(("courier", "digest", "severity"), LATER)
def test_a_source_cannot_stand_on_what_came_later(courier: str, digest: str, severity: str) -> None:
    told = {
        "": [],
        "error": [
            f"digest/relies_on/1:1:1: error: 'digest' ({digest}) relies on 'courier' ({courier}), which was published after "
            "it. Correct one of the dates, or take it out of 'relies_on'. [relies-on-later]"
        ],
        "warning": [
            f"digest/relies_on/1:1:1: warning: 'digest' ({digest}) relies on 'courier' ({courier}), which may have been "
            "published after it. Give both dates as exactly as they are known. [relies-on-later]"
        ],
    }
    assert later(courier, digest) == told[severity]


def test_what_another_file_says_is_told_there() -> None:
    shared = {
        "courier": Source.model_validate({"kind": "article", "published": "2031-05-04"}),
        "digest": Source.model_validate({"kind": "article", "published": "2031-05-03", "relies_on": "courier"}),
    }

    def places(typed: dict[str, Source]) -> list[str]:
        found = later_problems(shared, typed, lambda path: Place("/".join(map(str, path))), datetime.UTC)
        return [problem.place.file for problem in found]

    assert places({}) == []
    assert places({"courier": shared["courier"]}) == ["courier/published"]
    assert places(shared) == ["digest/relies_on/0"]


def test_a_source_that_stands_on_what_came_later_is_told_where_it_says_so(tmp_path: Path) -> None:
    text = STORY.replace("SOURCES", "[digest]").replace(
        "publisher: The Courier,", "publisher: The Courier, published: 2031-05-09, relies_on: herald,"
    )
    text = text.replace("publisher: The Herald,", "publisher: The Herald, published: 2031-05-10,")
    write(tmp_path, {"stories/gates.yaml": text})
    assert [line for line in problems(tmp_path) if "unused" not in line] == [
        "stories/gates.yaml:10:86: error: 'courier' (2031-05-09) relies on 'herald' (2031-05-10), which was published after it. "
        "Correct one of the dates, or take it out of 'relies_on'. [relies-on-later]"
    ]
