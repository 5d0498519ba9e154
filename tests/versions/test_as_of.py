"""The newsroom as it stood: nothing that came later shows, what dates cannot tell is kept and marked, and no folder of ours is touched."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.archive.headline import Headline
from generator.archive.stories import Archive, LinkedStory
from generator.build import pages_of_stories
from generator.dates.forms import parse_when
from generator.desk.as_of import day_meant
from generator.versions.as_of.archive import as_known
from generator.versions.as_of.known import Day, Told
from tests.doors import DAY, explainer, tree
from tests.newsrooms import run, write

# Known from 2031-05-02 on; every field of what came later, in 2031-07 and after, says LATER.
STORY = """
title: Who closed the gates of Harrow Bay?
published: 2031-08-01
updated: 2031-08-02
fictional: Invented to test the tool.
main_claim: closed
short_answer: LATER short answer.
summary: LATER summary [@later].
key_points: [LATER point.]
topics: [LATER topic]
by: [{name: LATER byline}]
how_we_know: {why: LATER why., how: LATER how.}
actors:
  brandt:
    name: Ada Brandt
    kind: person
    description: LATER description
    roles: [{role: harbour master, when: 2031-01/2031-07}, {role: LATER role, when: 2031-07}]
  newcomer: {name: LATER actor, kind: person, role: LATER office}
sources:
  courier:
    kind: article
    publisher: The Made-up Courier
    published: 2031-05-02
    read: 2031-07-03
    archived: https://LATER.example/copy
    archived_on: 2031-07-04
    about_the_source: LATER line
    retracted: {date: 2031-07-20, note: LATER note}
  later: {kind: article, publisher: LATER publisher, title: LATER title, published: 2031-07-01, read: 2031-07-02}
  reprint: {kind: article, publisher: LATER reprint, relies_on: later, read: 2031-07-05}
  whisper: {kind: person, read: no, anonymous: {described_as: LATER whisper}}
  undated: {kind: document, title: An undated note}
claims:
  closed:
    text: Ada Brandt had the gates closed [@later].
    by: [courier, later]
    about: brandt
    sources: [courier, {source: later, citing: [courier], where: LATER page}, {source: later, citing: whisper}]
    would_settle_it: LATER settled.
    history:
      - {date: 2031-05-02, status: reported, because: The Courier prints it., sources: courier}
      - {date: 2031-07-01, status: confirmed, because: LATER reason., sources: later}
  backdated:
    text: LATER backdated.
    status: reported
    sources: reprint
  afterwards: {text: LATER claim., by: newcomer, about: newcomer, status: refuted, because: LATER because., sources: later}
  plain: {text: It was noon., status: reported, because: LATER both., sources: [courier, later]}
  vague: {text: It was windy., status: reported, sources: undated}
responses:
  - {by: brandt, response: denies, to: [closed, afterwards], date: 2031-07-02, text: LATER denial., quote: said-later, sources: later}
  - {by: brandt, response: no-response, to: [closed, afterwards], text: The Courier asked., asked_by: courier, sources: courier}
  - {by: newcomer, response: confirms, to: afterwards, sources: courier}
quotes:
  said-later: {text: LATER quote, by: newcomer, sources: later}
  shut: {text: shut at noon, by: brandt, context: LATER context, sources: [courier, later]}
  dated-later: {text: LATER dated quote, by: brandt, date: 2031-07-01}
dates:
  - {id: closing, date: 2031-05-01, title: The gates close, claim: closed}
  - {id: said, date: 2031-04, title: Talk, text: "It led to [[afterwards]] LATER.", sources: courier}
  - {id: asked, date: 2031-04, as_stated: LATER words, counted_from: later, worked_out: LATER sum, title: A request, sources: courier}
  - {id: meeting, date: 2031-09, title: A meeting, sources: courier}
  - {id: works, date: 2031-01/2031-07, last_known: 2031-07-02, title: The works, sources: courier}
  - {id: event-later, date: 2031-03, title: LATER entry, text: LATER text., sources: later}
  - {id: claim-later, date: 2031-03, title: LATER claimed, claim: afterwards, sources: courier}
  - {id: alone-later, date: 2031-07-09, title: LATER alone}
  - {id: alone, date: 2031-05, title: A storm}
sections: [{id: s, heading: LATER heading, text: LATER section.}]
questions: [{question: LATER question?, answer: LATER answer.}]
unknowns: [{text: LATER unknown.}]
figures:
  gates: {label: LATER gates, value: 4, sources: later}
  boats: {label: boats, points: [{when: 2031-04, value: 5}, {when: 2031-07, value: 987654}], sources: courier}
corrections:
  - {date: 2031-05-03, text: The name was misspelt., claim: closed}
  - {date: 2031-05, text: A street was misspelt.}
  - {date: 2031-07-03, text: LATER correction., was: LATER was.}
updates: [{date: 2031-05-03, text: First update.}, {date: 2031-07-03, text: LATER update.}]
related: [{url: "https://LATER.example", title: LATER related, why: LATER reason}]
notes: LATER notes
"""
ONLY_LATER = """
title: A LATER story
published: 2031-08-01
fictional: Invented to test the tool.
sources:
  later: {kind: article, publisher: LATER publisher, published: 2031-07-01, read: 2031-07-02}
claims: {a: {text: LATER., status: reported, sources: later}}
"""
MAY = datetime.date(2031, 5, 10)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    root = write(tmp_path_factory.mktemp("as-of"), {"stories/gates.yaml": STORY, "stories/later.yaml": ONLY_LATER})
    result = run(root)
    assert not result.blocked, result.problems
    return result.archive


@pytest.fixture(scope="module")
def then(archive: Archive) -> LinkedStory:
    (story,) = as_known(archive, MAY).stories
    return story


def shown(archive: Archive, day: datetime.date) -> str:
    return "\n".join(str(page.text) for page in pages_of_stories(as_known(archive, day)))


def test_nothing_that_certainly_came_later_shows_anywhere(archive: Archive) -> None:
    text = shown(archive, MAY)
    assert [line for line in text.splitlines() if "later" in line.lower().replace("it was written later", "")] == []
    assert "987654" not in text and "2031-07" not in text and "August" not in text
    assert "it shows what was known at the end of" in text


def test_what_was_known_is_there_as_it_was(then: LinkedStory) -> None:
    assert list(then.story.claims) == ["closed", "plain", "vague"]
    assert [line.status for line in then.story.claims["closed"].history] == ["reported"]
    assert sorted(entry.id for entry in then.timeline) == ["alone", "asked", "closing", "meeting", "said", "works"]
    assert [(str(r.response), tuple(map(str, r.to))) for r in then.story.responses] == [("no-response", ("closed",))]
    assert (list(then.story.quotes), list(then.story.figures)) == (["shut"], ["boats"])
    assert list(then.sources) == ["courier", "undated"]
    assert list(then.actors) == ["brandt"]
    assert then.sources["courier"].retracted is None


def test_what_lay_ahead_was_planned_and_what_went_on_had_no_end(then: LinkedStory) -> None:
    found = {entry.id: (str(entry.entry.happened), entry.entry.date.date.text) for entry in then.timeline}
    assert (found["meeting"], found["works"]) == (("planned", "2031-09"), ("yes", "2031-01/.."))
    assert [(role.role, role.when and role.when.date.text) for role in then.actors["brandt"].roles] == [
        ("harbour master", "2031-01/..")
    ]


def test_entries_whose_dates_cannot_tell_are_kept_and_marked(archive: Archive, then: LinkedStory) -> None:
    assert then.as_known
    assert then.as_known.unsure == {("claim", "vague"), ("date", "alone"), ("correction", "1")}
    assert shown(archive, MAY).count("Whether this was known by then, the dates do not tell.") == 3


def test_a_citation_that_came_later_leaves_the_source_it_passed_on(then: LinkedStory) -> None:
    cited = [(str(c.source), tuple(map(str, c.citing)), c.where) for c in then.story.claims["closed"].sources]
    assert cited == [("courier", (), None), ("courier", (), None)]


def test_a_story_of_which_nothing_was_known_is_not_there(archive: Archive) -> None:
    assert [story.slug for story in as_known(archive, datetime.date(2031, 7, 1)).stories] == ["gates", "later"]
    assert as_known(archive, MAY).headlines == {"gates": Headline("Who closed the gates of Harrow Bay?", "en")}


def test_on_a_day_after_everything_all_entries_are_those_of_today(archive: Archive) -> None:
    last = as_known(archive, datetime.date(2032, 1, 15))
    for now, story in zip(archive.stories, last.stories, strict=True):
        assert list(story.story.claims) == list(now.story.claims)
        assert {id: claim.standing for id, claim in story.story.claims.items()} == {
            id: claim.standing for id, claim in now.story.claims.items()
        }
        assert [entry.id for entry in story.timeline] == [entry.id for entry in now.timeline]
        assert (list(story.story.quotes), list(story.story.figures)) == (
            list(now.story.quotes),
            list(now.story.figures),
        )
        assert len(story.story.responses) == len(now.story.responses)
        assert len(story.story.corrections) == len(now.story.corrections)
        assert list(story.sources) == [id for id in now.sources if id in story.sources]
        assert {id: bool(s.retracted) for id, s in story.sources.items()} == {
            id: bool(now.sources[id].retracted) for id in story.sources
        }


days = st.dates(datetime.date(2030, 12, 1), datetime.date(2031, 10, 31))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days, days)
def test_a_later_day_never_knows_of_less(archive: Archive, one: datetime.date, other: datetime.date) -> None:
    def entries(day: datetime.date) -> set[tuple[str, str, str]]:
        found = {(s.slug, "claim", id) for s in as_known(archive, day).stories for id in s.story.claims}
        found |= {(s.slug, "date", e.id) for s in as_known(archive, day).stories for e in s.timeline}
        found |= {(s.slug, "quote", id) for s in as_known(archive, day).stories for id in s.story.quotes}
        return found | {(s.slug, "source", id) for s in as_known(archive, day).stories for id in s.sources}

    first, last = sorted((one, other))
    assert entries(first) <= entries(last)


@given(days, days, st.sampled_from(["{a}", "{a}/{b}", "between {a} and {b}", "not before {a}", "not after {a}"]))
def test_a_day_is_told_by_the_bounds_of_a_date(one: datetime.date, other: datetime.date, form: str) -> None:
    first, last = sorted((one, other))
    if first == last:
        return
    when = parse_when(form.format(a=first, b=last))
    told = [Day(day, datetime.UTC).told(when) for day in (first - datetime.timedelta(1), first, last)]
    expected = {
        "{a}": [Told.LATER, Told.THEN, Told.THEN],
        "{a}/{b}": [Told.LATER, Told.THEN, Told.THEN],
        "between {a} and {b}": [Told.LATER, Told.UNSURE, Told.THEN],
        "not before {a}": [Told.LATER, Told.UNSURE, Told.UNSURE],
        "not after {a}": [Told.UNSURE, Told.THEN, Told.THEN],
    }
    assert told == expected[form]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2031-05-02", "2031-05-02"),
        ("2031-02", "2031-02-28"),
        ("2030", "2030-12-31"),
        ("2032", "2032-01-15"),
        ("2032-02", "'2032-02' has not come yet: today is 2032-01-15. Type a date up to today."),
        *(
            (bad, f"'{bad}' is not a date to go back to; type a day, a month or a year: 2024-10-25, 2024-10 or 2024.")
            for bad in ("soon", "2031-13", "2031~", "2030/2031", "2031-21", "-0043", "203X", "2031-05-02T10:00", "")
        ),
    ],
)
def test_a_day_a_month_or_a_year_means_its_end(typed: str, meant: str) -> None:
    assert str(day_meant(typed, datetime.date(2032, 1, 15))) == meant


# -- the command --


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    return write(tmp_path / "room", {"stories/gates.yaml": STORY, "stories/later.yaml": ONLY_LATER})


def test_the_command_writes_into_its_folder_alone_and_a_second_run_writes_nothing(newsroom: Path) -> None:
    before = tree(newsroom)
    out = newsroom.parent / "may"
    status, said, errors = explainer(newsroom, "render", "--as-of", "2031-05-10", "--out", out, *DAY)
    assert (status, errors) == (0, "")
    assert said.splitlines() == [
        f"wrote   {out}/stories/gates.md",
        "Left out, as nothing in them was known by then: later.",
        "As known on 2031-05-10: 1 page written, 0 kept, 0 removed.",
    ]
    assert tree(newsroom) == before
    once = tree(out)
    status, said, _ = explainer(newsroom, "render", "--as-of", "2031-05-10", "--out", out, *DAY)
    assert (status, said.splitlines()[-1]) == (0, "As known on 2031-05-10: 0 pages written, 1 kept, 0 removed.")
    assert tree(out) == once


@pytest.mark.parametrize("out", ["docs", "docs/then", "site", "stories/then", ".", "..", ".explainer", "full", "file"])
def test_a_folder_that_is_not_free_is_refused(newsroom: Path, out: str) -> None:
    write(newsroom, {"full/mine.txt": "mine", "file": "mine"})
    before = tree(newsroom)
    status, said, errors = explainer(newsroom, "render", "--as-of", "2031", "--out", out, *DAY)
    assert (status, said, errors.startswith(f"'{out}' "), errors.endswith("such as '../as-of'.\n")) == (
        2,
        "",
        True,
        True,
    )
    assert tree(newsroom) == before


def test_a_link_into_docs_is_refused(newsroom: Path) -> None:
    (newsroom / "elsewhere").symlink_to(newsroom / "docs")
    status, _, errors = explainer(newsroom, "render", "--as-of", "2031", "--out", "elsewhere", *DAY)
    assert (status, errors.startswith("'elsewhere' is or lies in the newsroom's own folder 'docs/'.")) == (2, True)


def test_the_two_options_go_together(newsroom: Path) -> None:
    for words in (["--as-of", "2031"], ["--out", "../then"]):
        status, _, errors = explainer(newsroom, "render", *words, *DAY)
        assert (status, errors.startswith("'--as-of' and '--out' go together")) == (2, True)
    status, _, errors = explainer(newsroom, "render", "--as-of", "soon", "--out", "../then", *DAY)
    assert (status, errors.startswith("'soon' is not a date to go back to")) == (2, True)


def test_while_an_error_stands_nothing_is_written_unless_the_rest_is_wanted(newsroom: Path) -> None:
    write(newsroom, {"stories/torn.yaml": "title: ["})
    out = newsroom.parent / "then"
    status, _, errors = explainer(newsroom, "render", "--as-of", "2031-05-10", "--out", out, *DAY)
    assert (status, out.exists(), errors.endswith("Nothing was written.\n")) == (1, False, True)
    status, _, errors = explainer(newsroom, "render", "--as-of", "2031-05-10", "--out", out, "--keep-going", *DAY)
    assert (status, errors) == (1, "Left out because of errors: torn.\n")
    assert (out / "stories/gates.md").is_file()


def test_a_folder_that_cannot_be_made_is_answered_with_a_sentence(newsroom: Path) -> None:
    write(newsroom, {"file": "mine"})
    status, said, errors = explainer(newsroom, "render", "--as-of", "2031-05-10", "--out", "file/then", *DAY)
    assert (status, said, errors.endswith("Nothing was written.\n")) == (1, "", True)
