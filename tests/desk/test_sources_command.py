"""The whole sourcing at a glance: the footing of each claim, the order, the counts of sources, and the command's two faces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.desk.overview_report import TITLES, as_text
from generator.sourcing.all_claims import Footing, Overview, overview
from tests.doors import DAY, explainer
from tests.newsrooms import run, write

HEAD = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
actors:
  brandt: {name: Ada Brandt, kind: person}
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
  herald: {kind: article, publisher: The Herald, read: 2031-05-03}
  gazette: {kind: article, publisher: The Gazette, read: no, relies_on: not-stated}
  clerk: {kind: person, read: no, anonymous: {described_as: a clerk, how_many: one}}
  log: {kind: document, title: The harbour log, read: 2031-05-05, primary: true}
  memo: {kind: document, title: A memo, read: 2031-05-06, retracted: {date: 2031-05-20}}
  notice: {kind: statement, title: A notice, author: brandt, read: 2031-05-06}
"""
CLAIM = "  {id}: {{text: It was {id}., about: brandt, status: {status}, sources: {sources}}}\n"
# Each footing, with a claim that has it.
FOOTINGS = {
    Footing.LOST: ("reported", "memo"),
    Footing.NO_SOURCE: ("reported", "[]"),
    Footing.CONFIRMED_ON_TOO_LITTLE: ("confirmed", "[courier, memo]"),
    Footing.OPEN: ("reported", "{source: courier, citing: gazette}"),
    Footing.UNNAMED: ("reported", "[{source: courier, citing: clerk}, {source: courier, citing: gazette}]"),
    Footing.PART_LOST: ("reported", "[courier, memo]"),
    Footing.PARTIES: ("reported", "notice"),
    Footing.ONE: ("reported", "courier"),
    Footing.SEVERAL: ("reported", "[courier, herald]"),
    Footing.DOCUMENT: ("confirmed", "log"),
}


def claims(*wanted: Footing) -> str:
    lines = (CLAIM.format(id=f"c-{one}", status=FOOTINGS[one][0], sources=FOOTINGS[one][1]) for one in wanted)
    return "claims:\n" + "".join(lines)


def seen(root: Path, text: str) -> Overview:
    write(root, {"stories/gates.yaml": HEAD + text})
    result = run(root)
    assert not result.blocked, result.problems
    return overview(result.archive.stories)


@pytest.mark.parametrize("footing", Footing)
def test_each_claim_is_told_by_what_it_stands_on(tmp_path: Path, footing: Footing) -> None:
    found = seen(tmp_path, claims(footing))
    assert [(claim.statement.id, claim.footing) for claim in found.claims] == [(f"c-{footing}", footing)]
    assert as_text(found).splitlines()[0] == f"{TITLES[footing]} (1)"


def test_the_worst_comes_first_whatever_the_order_typed(tmp_path: Path) -> None:
    found = seen(tmp_path, claims(*reversed(Footing)))
    assert [claim.footing for claim in found.claims] == list(Footing)


def test_what_is_told_as_confirmed_comes_first_among_equals(tmp_path: Path) -> None:
    text = "claims:\n" + "".join(
        CLAIM.format(id=f"c-{status}", status=status, sources="[]")
        for status in ("unverified", "disputed", "reported", "refuted", "confirmed")
    )
    found = seen(tmp_path, text)
    assert [claim.statement.id for claim in found.claims] == [
        "c-confirmed",
        "c-refuted",
        "c-reported",
        "c-disputed",
        "c-unverified",
    ]


def test_sources_are_counted_in_any_depth_and_the_retracted_come_first(tmp_path: Path) -> None:
    found = seen(
        tmp_path,
        claims(Footing.UNNAMED, Footing.ONE, Footing.LOST)
        + "quotes: {shut: {text: shut, by: brandt, sources: {source: courier, citing: clerk}}}\n",
    )
    assert [(use.id, use.total, use.alone) for use in found.sources] == [
        ("memo", 1, 1),
        ("courier", 3, 2),
        ("clerk", 2, 0),
        ("gazette", 1, 0),
    ]


def test_entries_without_any_source_are_listed(tmp_path: Path) -> None:
    found = seen(
        tmp_path,
        claims(Footing.ONE)
        + "quotes: {shut: {text: shut, by: brandt}}\n"
        + "dates: [{id: d, date: 2031, title: It happens}, {id: e, date: 2031, title: It is said, claim: c-one}]\n"
        + "responses: [{by: brandt, response: denies, to: c-one}]\n",
    )
    assert [(one.statement.sort, one.statement.id) for one in found.unsourced] == [
        ("date", "d"),
        ("quote", "shut"),
        ("response", "1"),
    ]


def test_a_shared_source_is_counted_once_over_all_stories(tmp_path: Path) -> None:
    shared = "almanac: {kind: book, title: The Almanac, read: 2031-01-01}"
    text = HEAD + CLAIM.join(["claims:\n", ""]).format(id="a", status="reported", sources="[almanac, courier]")
    write(tmp_path, {"stories/_sources.yaml": shared, "stories/one.yaml": text, "stories/two.yaml": text})
    result = run(tmp_path)
    assert not result.blocked, result.problems
    found = overview(result.archive.stories, ["almanac"])
    assert [(use.slug, use.id, use.total) for use in found.sources] == [
        ("", "almanac", 2),
        ("one", "courier", 1),
        ("two", "courier", 1),
    ]


def test_the_overview_holds_the_claims_of_every_story(tmp_path: Path) -> None:
    text = HEAD + claims(*Footing)
    write(tmp_path, {f"stories/gates-{n}.yaml": text for n in range(20)})
    assert len(overview(run(tmp_path).archive.stories).claims) == 20 * len(Footing)


# -- the command --


def test_the_command_shows_one_story_in_lines_that_fit(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": HEAD + claims(Footing.ONE, Footing.UNNAMED)})
    status, said, errors = explainer(tmp_path, "sources", "gates", *DAY)
    assert (status, errors) == (0, "")
    assert said.splitlines() == [
        "People who are not named, and nobody else (1)",
        "  line 16: c-unnamed, reported",
        "    It was c-unnamed.",
        "    [one account, not named; one chain ends unstated]",
        "    As far as described, this rests on one account, that of a clerk who is not",
        "    named, passed on by The Made-up Courier; whether The Gazette had others is",
        "    not stated.",
        "",
        "One account (1)",
        "  line 15: c-one, reported",
        "    It was c-one.",
        "    [one account]",
        "    This rests on what The Made-up Courier says in its own voice.",
        "",
        "Sources, what most stands on first (3)",
        "  courier: The Made-up Courier. 2 claims; 2 claims stand on it alone; read",
        "    2031-05-03.",
        "  clerk: a clerk. 1 claim; not read by us.",
        "  gazette: The Gazette. 1 claim; not read by us.",
        "",
        "1 story, 2 claims, 3 sources. 0 claims stand on several accounts or a document,",
        "1 on one account, 1 on less.",
    ]
    by_file = explainer(tmp_path, "sources", "stories/gates.yaml", *DAY)
    assert by_file == (status, said, errors)


def test_over_several_stories_each_claim_says_where_it_stands(tmp_path: Path) -> None:
    draft = HEAD.replace("published: 2031-06-01\n", "") + claims(Footing.ONE)
    write(tmp_path, {"stories/gates.yaml": HEAD + claims(Footing.LOST), "stories/a/port.yaml": draft})
    status, said, _ = explainer(tmp_path, "sources", *DAY)
    lines = said.splitlines()
    assert (status, lines[1]) == (0, "  stories/gates.yaml:15: c-lost, reported")
    assert "  stories/a/port.yaml:14: c-one, reported, in a draft" in lines
    assert "  a/port:courier: The Made-up Courier. 1 claim; 1 claim stands on it alone; read" in lines
    assert all(len(line) <= 80 for line in lines)


def test_the_command_answers_programs_with_keys_that_stay(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": HEAD + claims(Footing.CONFIRMED_ON_TOO_LITTLE)})
    status, said, _ = explainer(tmp_path, "sources", "--format", "json", *DAY)
    counted = {"claim": 1, "history": 0, "date": 0, "quote": 0, "response": 0, "figure": 0}
    assert (status, json.loads(said)) == (
        0,
        {
            "stories": [{"slug": "gates", "file": "stories/gates.yaml", "draft": False}],
            "broken": [],
            "totals": {
                "claims": 1,
                "sources": 2,
                "unsourced": 0,
                "footing": {str(footing): int(footing is Footing.CONFIRMED_ON_TOO_LITTLE) for footing in Footing},
            },
            "claims": [
                {
                    "story": "gates",
                    "id": "c-confirmed-on-too-little",
                    "line": 15,
                    "status": "confirmed",
                    "words": "It was c-confirmed-on-too-little.",
                    "footing": "confirmed-on-too-little",
                    "support": "part",
                    "independent": 2,
                    "roots": ["courier", "memo"],
                    "unnamed": [],
                    "primary": [],
                    "parties": [],
                    "open": [],
                    "through_all": [],
                    "retracted": ["memo"],
                    "sentence": "As far as described, this rests on 2 accounts that do not depend on each other: "
                    "The Made-up Courier and A memo. A memo has been retracted.",
                }
            ],
            "unsourced": [],
            "sources": [
                {
                    "story": "gates",
                    "id": "memo",
                    "name": "A memo",
                    "kind": "document",
                    "stands_on_it": counted,
                    "claims_on_it_alone": 0,
                    "read": "2031-05-06",
                    "retracted": "2031-05-20",
                },
                {
                    "story": "gates",
                    "id": "courier",
                    "name": "The Made-up Courier",
                    "kind": "article",
                    "stands_on_it": counted,
                    "claims_on_it_alone": 0,
                    "read": "2031-05-03",
                    "retracted": None,
                },
            ],
        },
    )


def test_a_story_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": HEAD + claims(Footing.ONE)})
    for typed in ("gate", "stories/gate.yaml"):
        assert explainer(tmp_path, "sources", typed, *DAY) == (
            2,
            "",
            f"There is no story '{typed}'. Did you mean 'gates'?\n",
        )


def test_broken_stories_are_named_and_only_where_they_were_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": HEAD + claims(Footing.ONE), "stories/torn.yaml": "title: ["})
    told = "Left out because of errors: stories/torn.yaml. To see them, run: explainer check\n"
    status, said, errors = explainer(tmp_path, "sources", *DAY)
    assert (status, said.splitlines()[0], errors) == (1, "One account (1)", told)
    status, _, errors = explainer(tmp_path, "sources", "gates", *DAY)
    assert (status, errors) == (0, "")
    assert explainer(tmp_path, "sources", "torn", *DAY) == (1, "", told)


def test_no_stories_are_no_fault(tmp_path: Path) -> None:
    write(tmp_path, {})
    assert explainer(tmp_path, "sources", *DAY) == (0, "0 stories, 0 claims, 0 sources.\n", "")
    status, _, errors = explainer(tmp_path / "docs", "sources", "--newsroom", str(tmp_path / "docs"), *DAY)
    assert (status, "There is no folder 'stories' here." in errors) == (1, True)


def test_shared_sources_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": HEAD + claims(Footing.ONE), "stories/_sources.yaml": "a: ["})
    status, _, errors = explainer(tmp_path, "sources", "gates", *DAY)
    assert (status, errors) == (
        1,
        "Left out because of errors: stories/_sources.yaml. To see them, run: explainer check\n",
    )
