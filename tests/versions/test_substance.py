"""What counts as news to a returning reader: every kind of change to a story, and which entries it shows or does not show."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.words import words_for
from generator.outputs.story.page import story_pages
from generator.outputs.story.view import View
from generator.versions.as_of.archive import as_known
from generator.versions.news import EntryKind, Substance, anchors, substance_of
from tests.newsrooms import run, write

STORY = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
actors:
  brandt: {name: Ada Brandt, kind: person, role: harbour master}
  okoro: {name: Ike Okoro, kind: person}
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
  post: {kind: article, publisher: The Made-up Post, published: 2031-05-04, read: 2031-05-05}
  log: {kind: document, title: The harbour log, read: no}
claims:
  closed:
    text: Ada Brandt had the gates closed.
    by: courier
    about: brandt
    status: reported
    because: One paper says so.
    sources: [{source: courier, citing: log, where: para. 3}]
    would_settle_it: The log.
responses:
  - {by: brandt, response: no-response, to: closed, sources: [courier]}
quotes:
  shut: {text: The gates are shut., by: brandt, date: 2031-05-01, context: to the crew, sources: [courier]}
figures:
  ferries: {value: 14, label: ferries that waited, claim: closed}
dates:
  - {id: noon, date: 2031-05-01, title: The gates close, claim: closed}
  - {date: 2031-05-02, title: The paper reports it, text: It tells of a log., sources: [courier]}
  - {id: opening, date: 2031-07, title: The gates are to open, happened: planned, sources: [courier]}
sections:
  - {id: what, heading: What happened, text: The gates of the harbour.}
unknowns:
  - {text: Who gave the order., about: closed}
corrections:
  - {date: 2031-06-02, text: The day was wrong., was: The day was Monday., claim: closed}
  - {date: 2031-06-03, kind: typo, text: The name was misspelt.}
updates:
  - {date: 2031-06-04, text: The post writes of it too.}
"""
NEW_DATE = "\ndates:\n  - {date: 2031-05-02, title: The crew meets, sources: [courier]}"
HISTORY = """history:
      - {date: 2031-05-02, status: reported, because: One paper says so.}
      - {date: 2031-06-05, status: disputed, because: She denies it.}"""
ONE_STEP = "history: [{date: 2031-05-02, status: reported, because: One paper says so.}]"


def entries(root: Path, text: str) -> dict[tuple[str, str], Substance]:
    """The entries of a story by kind and by what they are found again by."""
    write(root, {"stories/gates.yaml": dedent(text).lstrip("\n")})
    result = run(root)
    assert not result.blocked, [str(problem) for problem in result.problems]
    (story,) = result.archive.stories
    view = View(result.archive, story, words_for("en"))
    found = substance_of(story, view.sourcing)
    assert len({(one.kind, one.id) for one in found}) == len(found)
    return {(one.kind.name.lower(), one.place or one.id): one for one in found}


def news(root: Path, old: str, new: str) -> set[str]:
    """What a reader of `old` is told on reading `new`: 'claim closed: state', 'quote late: new'."""
    before, after = entries(root, old), entries(root, new)
    told = set()
    for (kind, place), one in after.items():
        called = f"{kind} {one.id}" if not one.place else kind
        then = before.get((kind, place))
        if then is None:
            told.add(f"{called}: new")
            continue
        told |= {
            f"{called}: {field}"
            for field in ("state", "claim", "answers", "sources", "rest")
            if getattr(then, field) != getattr(one, field)
        }
    return told


def test_that_an_account_is_a_partys_own_is_news(tmp_path: Path) -> None:
    told = STORY.replace("okoro: {name: Ike Okoro, kind: person}", "okoro: {name: Ike Okoro, kind: person, SPEAKS}")
    told = told.replace("publisher: The Made-up Post,", "publisher: The Made-up Post, by: okoro,")
    told = told.replace("sources: [{source: courier, citing: log, where: para. 3}]", "sources: [courier, post]")
    alone, spokesman = told.replace(", SPEAKS", ""), told.replace("SPEAKS", "speaks_for: brandt")
    assert news(tmp_path, alone, spokesman) == {"claim closed: sources"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # -- shown --
        ("status: reported\n    because: One paper says so.", HISTORY, {"claim closed: state", "claim closed: rest", "date noon: state", "figure ferries: state"}),
        ("status: reported", "status: confirmed", {"claim closed: state", "date noon: state", "figure ferries: state"}),
        ("response: no-response", "response: denies", {"claim closed: answers"}),
        ("responses:\n", "responses:\n  - {by: okoro, response: denies, to: closed, sources: [post]}\n", {"claim closed: answers"}),
        ("about: brandt", "about: okoro", {"claim closed: rest"}),
        ("by: courier\n    about", "by: post\n    about", {"claim closed: rest"}),
        ("about: brandt\n", "about: brandt\n    sort: allegation\n", {"claim closed: rest"}),
        ("sources: [{source: courier, citing: log, where: para. 3}]", "sources: [{source: courier, citing: log}, post]", {"claim closed: sources"}),
        ("log: {kind: document,", "log: {kind: document, retracted: {date: 2031-06-04},", {"claim closed: sources"}),
        ("post: {kind: article,", "post: {kind: article, retracted: {date: 2031-06-04},", set()),
        ("courier: {kind: article,", "courier: {kind: article, retracted: {date: 2031-06-04},", {"claim closed: sources", "quote shut: sources", "date: sources", "date opening: sources"}),
        ("by: brandt, date: 2031-05-01", "by: okoro, date: 2031-05-01", {"quote shut: rest"}),
        ("date: 2031-05-01, context", "date: 2031-04-30, context", {"quote shut: rest"}),
        ("text: The gates are shut.,", "text: The gates are shut., extent: fragment,", {"quote shut: rest"}),
        ("quotes:\n", "quotes:\n  late: {text: Too late., by: okoro, sources: [post]}\n", {"quote late: new"}),
        ("value: 14,", "value: 41,", {"figure ferries: rest"}),
        ("value: 14,", "value: 14, low: 12,", {"figure ferries: rest"}),
        ("date: 2031-05-01, title: The gates", "date: 2031-05, title: The gates", {"date noon: rest"}),
        ("title: The gates close, claim: closed", "title: The gates close, sources: [courier]", {"date noon: state", "date noon: claim"}),
        ("happened: planned", "happened: cancelled", {"date opening: state"}),
        ("\ndates:", NEW_DATE.replace("05-02", "05-03"), {"date: new"}),
        ("unknowns:\n", "unknowns:\n  - {text: Why., about: okoro}\n", {"unknown: new"}),
        ("corrections:\n", "corrections:\n  - {date: 2031-06-06, text: The hour was wrong.}\n", {"correction: new"}),
        ("corrections:\n", "corrections:\n  - {date: 2031-06-06, kind: clarification, text: Noon is meant.}\n", {"clarification: new"}),
        ("updates:\n", "updates:\n  - {date: 2031-06-06, text: The gates stay shut.}\n", {"update: new"}),
        # -- not shown --
        ("corrections:\n", "corrections:\n  - {date: 2031-06-06, kind: typo, text: A letter.}\n", set()),
        ("title: Who closed the gates of Harrow Bay?", "title: Who shut the gates?", set()),
        ("text: Ada Brandt had the gates closed.", "text: Ada Brandt had the gates shut.", set()),
        ("title: The gates close,", "title: The gates shut,", set()),
        ("title: The paper reports it,", "title: The paper tells of it,", set()),
        ("text: The gates are shut.", "text: “The gates are shut”", set()),
        ("text: The day was wrong.", "text: The day was not right.", set()),
        ("text: The post writes of it too.", "text: The Post writes about it too.", set()),
        ("text: Who gave the order.", "text: Who gave that order.", set()),
        ("because: One paper says so.", "because: One newspaper says so.", set()),
        ("status: reported\n    because: One paper says so.", ONE_STEP, set()),
        ("where: para. 3", "where: third paragraph", set()),
        ("name: Ada Brandt,", "name: Ada M. Brandt,", set()),
        ("publisher: The Made-up Post", "publisher: The Made-up Morning Post", set()),
        ("text: The gates of the harbour.", "text: 'The gates of the old harbour [@courier].'", set()),
        ("value: 14,", "value: 14.0,", set()),
        ("label: ferries that waited", "label: ferries which waited", set()),
        ("would_settle_it: The log.", "would_settle_it: The log itself.", set()),
        ("title: The harbour log, read: no", "title: The harbour log, read: no, url: 'https://harbour.example/log'", set()),
        ("date: 2031-05-02, title: The paper reports it", "id: report, date: 2031-05-02, title: The paper reports it", {"date report: new"}),
    ],
)  # fmt: skip
def test_each_kind_of_change_shows_just_where_it_counts(old: str, new: str, told: set[str], tmp_path: Path) -> None:
    assert STORY.count(old) == 1
    assert news(tmp_path, STORY, STORY.replace(old, new)) == told


def test_an_entry_whose_id_is_written_down_later_keeps_its_words_to_be_found_by(tmp_path: Path) -> None:
    named = STORY.replace("{date: 2031-05-02, title", "{id: report, date: 2031-05-02, title")
    [(then,), (now,)] = [
        [
            one
            for one in entries(tmp_path, text).values()
            if one.kind is EntryKind.DATE and one.id not in ("noon", "opening")
        ]
        for text in (STORY, named)
    ]
    assert (then.words[:4], then.rest) == (now.words, now.rest)


def test_the_order_typed_counts_for_nothing(tmp_path: Path) -> None:
    added = STORY.replace(
        "responses:\n", "responses:\n  - {by: okoro, response: denies, to: closed, sources: [post]}\n"
    )
    turned = added.replace("  - {by: okoro, response: denies, to: closed, sources: [post]}\n", "").replace(
        "quotes:\n", "  - {by: okoro, response: denies, to: closed, sources: [post]}\nquotes:\n", 1
    )
    assert turned != added
    assert news(tmp_path, added, turned) == set()


PROSE = [
    "Who closed the gates of Harrow Bay?",
    "Invented to test the tool.",
    "Ada Brandt,",
    "harbour master",
    "The harbour log",
    "Ada Brandt had the gates closed.",
    "One paper says so.",
    "para. 3",
    "The log.",
    "The gates are shut.",
    "to the crew",
    "ferries that waited",
    "The gates close,",
    "The paper reports it",
    "It tells of a log.",
    "The gates are to open",
    "What happened",
    "The gates of the harbour.",
    "Who gave the order.",
    "The day was wrong.",
    "The day was Monday.",
    "The name was misspelt.",
    "The post writes of it too.",
]


@settings(max_examples=40, deadline=None)
@given(
    changes=st.dictionaries(
        st.sampled_from(PROSE),
        st.text(st.characters(categories=("L", "Nd"), max_codepoint=0x2FF), min_size=1, max_size=12),
    )
)
def test_no_change_of_words_alone_is_ever_news(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, str]
) -> None:
    text = STORY
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, f'"{new}"' + ("," if old.endswith(",") else ""))
    assert news(tmp_path_factory.mktemp("words"), STORY, text) == set()


def test_entries_of_a_list_that_say_the_same_have_addresses_of_their_own(tmp_path: Path) -> None:
    twice = STORY.replace("unknowns:\n", "unknowns:\n  - {text: Who gave the order., about: closed}\n")
    write(tmp_path, {"stories/gates.yaml": twice.lstrip("\n")})
    (story,) = run(tmp_path).archive.stories
    first, second = anchors(story.story.unknowns)
    assert second == f"{first}-2"


def page_of(root: Path, text: str, *, drafts: bool = False, day: datetime.date | None = None) -> str:
    write(root, {"stories/gates.yaml": text.lstrip("\n")})
    archive = run(root, drafts=drafts).archive
    (page,) = story_pages(as_known(archive, day) if day else archive)
    assert isinstance(page.text, str)
    return page.text


def test_every_entry_in_the_data_has_its_address_on_the_page(tmp_path: Path) -> None:
    text = page_of(tmp_path, STORY)
    (data,) = re.findall(r' data-since="([^"]*)"', text)
    names = {"c": "claim", "d": "date", "q": "quote", "f": "figure", "u": "unknown", "x": "correction", "n": "update"}
    wanted = [f"{names[kind]}-{id}" for kind, id in (line.split(",")[:2] for line in data.split(" "))]
    there = re.findall(r'(?:\{#|id=")([a-z0-9-]+)', text)
    assert len(wanted) == 9
    assert [anchor for anchor in wanted if there.count(anchor) != 1] == []


def test_only_a_published_page_of_today_carries_the_data(tmp_path: Path) -> None:
    assert "data-since" in page_of(tmp_path, STORY)
    assert "data-since" not in page_of(tmp_path, STORY, day=datetime.date(2031, 12, 1))
    taken_back = f"{STORY}withdrawn: {{date: 2031-07-01, reason: It was wrong.}}\n"
    assert "data-since" not in page_of(tmp_path, taken_back)
    draft = STORY.replace("published: 2031-06-01\n", "")
    assert "data-since" not in page_of(tmp_path, draft, drafts=True)
