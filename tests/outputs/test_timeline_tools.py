"""What the timeline's script stands on: every entry says in the page how it stands, and the filter is worded by the page."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.words import english, words_for
from generator.outputs.drawing.axis import WIDE
from generator.outputs.drawing.eras import eras_of
from generator.outputs.drawing.lanes import ROWS, Band, bands_of
from generator.outputs.drawing.scale import NARROW, Happening, frame_of, stretches
from generator.outputs.drawing.timeline_tools import EntryFacts, entry_attributes, tools
from tests.doors import DAY, explainer
from tests.newsrooms import BASE, page, problems, story
from tests.outputs.test_picture import UNHURRIED, UTC, drawn, of, stories

MANY_STANDINGS = BASE.replace(
    "claims:\n",
    """  gone: {kind: article, publisher: The Gone Paper, read: 2031-05-03, retracted: {date: 2031-05-20, note: Wrong.}}
claims:
  noon: {text: It was noon., by: courier, about: brandt, status: confirmed, because: The log says so., sources: [courier]}
  shaky: {text: It rained., by: gone, status: confirmed, because: So it was., sources: [gone]}
  good: {text: It was well done., by: courier, sort: assessment, sources: [courier]}
""",
)
ENTRIES = """
dates:
  - {id: own, date: 2029, title: Told by us, sources: [courier], actors: [brandt], topics: [Money, The Law]}
  - {id: words, date: 2029-02, title: Told by us in words, text: "So it was [@courier]."}
  - {id: bare, date: 2029-03, title: Told by us alone}
  - {id: fallen, date: 2029-04, title: Told by us from a paper that took it back, sources: [gone]}
  - {id: sure, date: 2030, title: At noon, claim: noon}
  - {id: shaky-day, date: 2030-02, title: Rain, claim: shaky}
  - {id: said, date: 2031-05-02, title: The gates close, claim: closed}
  - {id: opinion, date: 2031-05-03, title: Well done, claim: good}
  - {id: plan, date: 2033, title: A new gate, happened: planned, sources: [courier]}
  - {id: off, date: 2034, title: A newer gate, happened: cancelled, claim: noon}
"""


def attributes(text: str, name: str) -> dict[str, str]:
    """Of every entry the value of one attribute, '' where it is not given."""
    found = re.findall(r"<li [^>]*>", text)
    return {
        re.search(r'data-tl="([^"]*)"', tag)[1]: (re.search(rf'{name}="([^"]*)"', tag) or ["", ""])[1]  # type: ignore[index]
        for tag in found
        if "data-tl=" in tag
    }


# -- entries --


def test_every_entry_says_how_it_stands_and_what_is_settled_is_only_what_can_be_told_as_a_fact(tmp_path: Path) -> None:
    text = page(story(tmp_path, ENTRIES, base=MANY_STANDINGS))
    assert attributes(text, "data-tl-status") == {
        "own": "own",
        "words": "own",
        "bare": "own",
        "fallen": "own",
        "sure": "confirmed",
        "shaky-day": "confirmed",
        "said": "reported",
        "opinion": "none",
        "plan": "planned",
        "off": "cancelled",
    }
    assert [id for id, given in attributes(text, "data-tl-settled").items() if given] == ["own", "words", "sure"]


def test_an_entry_takes_part_in_its_claims_actors_unless_it_names_its_own(tmp_path: Path) -> None:
    text = page(story(tmp_path, ENTRIES, base=MANY_STANDINGS))
    actors = attributes(text, "data-tl-actors")
    assert {id: actors[id] for id in ("own", "words", "said", "off")} == {
        "own": "brandt",
        "words": "",
        "said": "brandt",
        "off": "brandt",
    }
    assert attributes(text, "data-tl-topics")["own"] == "money the-law"


def test_markdown_keeps_what_the_script_needs(tmp_path: Path) -> None:
    text = page(story(tmp_path, ENTRIES, base=MANY_STANDINGS))
    extensions = ["attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]
    html = markdown.markdown(text.split("---\n", 2)[2], extensions=extensions)
    for name in ("data-tl-status", "data-tl-settled", "data-tl-actors", "data-tl-topics"):
        assert attributes(html, name) == attributes(text, name)
    assert (html.count('<ol class="ep-timeline" data-timeline="" id="timeline-list">'), html.count("<form")) == (1, 1)
    assert "<h3" not in re.sub(r"(?s)^.*?<ol class=.ep-timeline.*?>|</ol>.*", "", html).split("<li")[0]


def test_an_entry_reads_date_then_status_then_headline_then_text(tmp_path: Path) -> None:
    text = page(story(tmp_path, ENTRIES, base=MANY_STANDINGS))
    html = markdown.markdown(text.split("---\n", 2)[2], extensions=["attr_list", "footnotes", "md_in_html", "toc"])
    entry = re.search(r'(?s)<li[^>]*data-tl="said".*?</li>', html)
    assert entry
    read = " ".join(re.sub(r"<[^>]+>|◐", " ", entry[0]).split())
    assert read.startswith("May 2, 2031 Reported The gates close Ada Brandt had the gates closed. 1")


def test_attributes_are_escaped() -> None:
    made = entry_attributes(EntryFacts('a"><b>', "reported", True, ("x", "y"), ("Law & <i>",)))
    assert ElementTree.fromstring(f"<li{made}/>").attrib == {
        "data-tl": 'a"><b>',
        "data-tl-status": "reported",
        "data-tl-settled": "yes",
        "data-tl-actors": "x y",
        "data-tl-topics": made.split('data-tl-topics="')[1][:-1],
    }
    assert "<i>" not in made


# -- the filter --

FACTS = tuple(
    EntryFacts(f"e{n}", status, status in ("own", "confirmed"), actors, ("Law",))
    for n, (status, actors) in enumerate(
        [("own", ("b",)), ("confirmed", ("a", "b")), ("reported", ()), ("planned", ("a",))]
    )
)


def _options(html: str) -> dict[str, list[tuple[str, str]]]:
    tree = ElementTree.fromstring(html)
    return {
        s.attrib["name"]: [(o.attrib["value"], o.text or "") for o in s.iter("option")] for s in tree.iter("select")
    }


def test_only_what_occurs_can_be_chosen_and_it_is_worded() -> None:
    assert _options(tools("list", FACTS, {"a": "Zora <b>", "b": "Ada"}, english())) == {
        "tl-actor": [("", "everybody"), ("b", "Ada"), ("a", "Zora <b>")],
        "tl-topic": [("", "everything"), ("law", "Law")],
        "tl-status": [
            ("", "all"),
            ("settled", "Confirmed, or told in our own voice"),
            ("confirmed", "Confirmed"),
            ("reported", "Reported"),
            ("own", "Told in our own voice"),
            ("planned", "Planned"),
        ],
    }


def test_the_script_joins_titles_as_the_language_does() -> None:
    made = {lang: tools("list", FACTS, {"a": "Zora", "b": "Ada"}, words_for(lang)) for lang in ("en", "zh-Hant", "fr")}
    joints = {lang: re.findall('data-between="(.*?)"', made[lang]) for lang in made}
    assert joints == {"en": ["a; b"], "zh-Hant": ["a；b"], "fr": ["a\u202f; b"]}


def test_there_is_no_filter_for_few_entries_nor_for_entries_that_are_all_alike() -> None:
    alike = tuple(EntryFacts(f"e{n}", "own", True) for n in range(20))
    assert (tools("list", FACTS[:3], {}, english()), tools("list", alike, {}, english())) == ("", "")


def test_the_filter_is_hidden_from_readers_without_the_script_and_from_the_search(tmp_path: Path) -> None:
    (line,) = [
        line
        for line in page(story(tmp_path, ENTRIES, base=MANY_STANDINGS)).splitlines()
        if line.startswith('<div class="ep-tl-tools"')
    ]
    tree = ElementTree.fromstring(line)
    assert (tree.get("hidden"), tree.get("data-search-exclude"), tree.get("data-timeline-tools")) == (
        "",
        "",
        "timeline-list",
    )
    assert [e.tag for e in tree.iter() if e.get("style") or any(name.startswith("on") for name in e.attrib)] == []


# -- lanes --

THREE = BASE.replace(
    "actors:\n", "actors:\n  okoro: {name: Ike Okoro, kind: person}\n  ferry: {name: The Ferry, kind: company}\n"
)
SHARED = """
dates:
  - {id: one, date: 2029, title: Brandt alone, actors: brandt, sources: [courier]}
  - {id: two, date: 2030, title: Both of them, actors: [brandt, okoro], sources: [courier]}
  - {id: three, date: 2031, title: Nobody, sources: [courier]}
  - {id: four, date: 2031-05-02, title: The claim's Brandt, claim: closed}
"""


def _picture(text: str) -> ElementTree.Element:
    (line,) = [line for line in text.splitlines() if line.startswith('<div class="ep-picture"')]
    return ElementTree.fromstring(line)


def _in_lanes(picture: ElementTree.Element) -> dict[str, list[str]]:
    """The ids drawn under each lane's name, from top to bottom."""
    out: dict[str, list[str]] = {"": []}
    for element in picture.find("svg") or ():
        if element.get("class") == "ep-lane":
            out[element.text or ""] = []
        elif element.tag == "a":
            out[list(out)[-1]].append(element.get("data-tl-ids", ""))
    return out


def test_lanes_stand_in_the_order_asked_for_and_what_is_nobodys_has_a_lane_of_its_own(tmp_path: Path) -> None:
    text = page(story(tmp_path, SHARED + "timeline: {lanes: [okoro, ferry, brandt]}\n", base=THREE))
    assert _in_lanes(_picture(text)) == {
        "": [],
        "Ike Okoro": ["two"],
        "The Ferry": [],
        "Ada Brandt": ["one", "two", "four"],
        "Others": ["three"],
    }


def test_an_entry_in_two_lanes_is_tied_together(tmp_path: Path) -> None:
    picture = _picture(page(story(tmp_path, SHARED + "timeline: {lanes: [okoro, brandt]}\n", base=THREE)))
    assert [line.get("data-tl-ids") for line in picture.iter("line") if line.get("class") == "ep-tie"] == ["two"]


def test_without_lanes_the_picture_names_nobody(tmp_path: Path) -> None:
    assert list(_in_lanes(_picture(page(story(tmp_path, SHARED, base=THREE))))) == [""]


def test_a_lane_for_somebody_unknown_is_answered_with_who_was_meant(tmp_path: Path) -> None:
    found = problems(story(tmp_path, SHARED + "timeline: {lanes: [okro]}\n", base=THREE))
    assert [line for line in found if "okro" in line and "okoro" in line and "error" in line] != []


@UNHURRIED
@given(stories(), st.data())
def test_every_entry_is_in_each_of_its_lanes_once_and_no_mark_covers_another(
    happenings: list[Happening], data: st.DataObject
) -> None:
    found = stretches(happenings, None, UTC)
    frame = frame_of(found)
    ids = [h.id for h in happenings]
    members = data.draw(st.lists(st.sets(st.sampled_from(ids)), min_size=1, max_size=3))
    bands = bands_of(found, frame, members)
    assert [sorted(id for mark in band.marks for id in mark.ids) for band in bands] == [sorted(m) for m in members]
    assert [m for band in bands for m in band.marks if not 0 <= m.left <= m.right <= 100 or m.lane >= band.lanes] == []
    if len(found) > ROWS:
        for band in bands:
            assert _covered(band) == []


def _covered(band: Band) -> list[tuple[str, ...]]:
    lanes = [sorted(m.extent(NARROW) for m in band.marks if m.lane == lane) for lane in range(band.lanes)]
    return [(str(a), str(b)) for lane in lanes for a, b in zip(lane, lane[1:], strict=False) if a[1] > b[0]]


def test_a_page_as_of_an_earlier_day_has_no_lane_for_who_was_in_nothing_by_then(tmp_path: Path) -> None:
    later = (
        "  - {id: late, date: 2031-09, title: Later, actors: ferry, sources: [later]}\n"
        "timeline: {lanes: [ferry, brandt]}\n"
    )
    base = THREE.replace(
        "claims:\n",
        "  later: {kind: article, publisher: The Later Paper, published: 2031-09-02, read: 2031-09-03}\nclaims:\n",
    )
    root = story(tmp_path / "room", SHARED + later, base=base)
    status, _, errors = explainer(root, "render", "--as-of", "2031-08-01", "--out", tmp_path / "then", *DAY)
    assert status == 0, errors
    text = (tmp_path / "then" / "stories" / "gates.md").read_text("utf-8")
    assert list(_in_lanes(_picture(text))) == ["", "Ada Brandt", "Others"]


# -- eras --

ERA = """
dates:
  - {id: strike, date: 2029/2030, title: The strike, era: true, sources: [courier]}
  - {id: rule, date: 2030-06/.., title: The rule, era: true, claim: closed}
  - {id: day, date: 2031-05-02, title: The gates close, sources: [courier]}
"""


def test_an_era_is_an_area_behind_the_marks_and_an_entry_of_the_list(tmp_path: Path) -> None:
    text = page(story(tmp_path, ERA))
    picture = _picture(text)
    svg = picture.find("svg")
    assert svg is not None
    order = [(e.tag, e.get("class"), e.get("data-tl-ids")) for e in svg if e.get("data-tl-ids")]
    assert order == [
        ("rect", "ep-era", "strike"),
        ("rect", "ep-era ep-reported ep-hollow", "rule"),
        ("a", "ep-era-name", "strike"),
        ("a", "ep-era-name ep-reported ep-hollow", "rule"),
        ("a", None, "day"),
    ]
    assert list(attributes(text, "data-tl")) == ["strike", "rule", "day"]


def test_an_era_with_a_single_date_is_refused_with_what_to_type(tmp_path: Path) -> None:
    root = story(tmp_path, "dates:\n  - {id: x, date: 2031, title: T, era: true, sources: [courier]}\n")
    assert [line for line in problems(root) if "[era-without-span]" in line] != []
    root = story(tmp_path / "b", "dates:\n  - {id: x, date: 2031/2032, title: T, era: yes, sources: [courier]}\n")
    assert [line for line in problems(root) if "era" in line] == []


def test_more_eras_than_a_background_holds_are_drawn_like_other_entries(tmp_path: Path) -> None:
    lines = "".join(
        f"  - {{id: e{n}, date: 200{n}/201{n}, title: T{n}, era: true, sources: [courier]}}\n" for n in range(7)
    )
    picture = _picture(page(story(tmp_path, "dates:\n" + lines)))
    assert [rect for rect in picture.iter("rect") if "ep-era" in rect.get("class", "")] == []
    assert len(list(picture.iter("a"))) == 7


@UNHURRIED
@given(stories(6), st.integers(20, 400))
def test_the_names_of_eras_never_stand_over_one_another(happenings: list[Happening], room: int) -> None:
    found = stretches(happenings, None, UTC)
    frame = frame_of(found)

    def extents(id: str, left: float, right: float) -> list[tuple[float, float]]:
        return [(left * width / 100, left * width / 100 + room) for width in (NARROW, WIDE)]

    eras = eras_of(found, frame, extents)
    assert sorted(era.id for era in eras) == sorted(h.id for h in happenings)
    assert [era for era in eras if not 0 <= era.left <= era.right <= 100] == []
    for number in {era.row for era in eras}:
        for width in (0, 1):
            row = sorted(extents(era.id, era.left, era.right)[width] for era in eras if era.row == number)
            assert [a for a, b in zip(row, row[1:], strict=False) if a[1] > b[0]] == []


@pytest.mark.parametrize(("left", "rows"), [(107.9, [0, 1]), (108.0, [0, 0])])
def test_names_of_eras_in_one_row_keep_eight_pixels_between_them(left: float, rows: list[int]) -> None:
    found, frame, _ = drawn(of("2021/2023", "2026/2030"))
    extents = {found[0].happening.id: (0.0, 100.0), found[1].happening.id: (left, 200.0)}
    assert [era.row for era in eras_of(found, frame, lambda id, _, __: [extents[id]])] == rows


def test_an_era_is_as_long_as_its_dates(tmp_path: Path) -> None:
    found, frame, _ = drawn(of("2021/2030", "2023/2024", "2029/.."))
    eras = eras_of(found, frame, lambda id, left, right: [(left, right)])
    assert [(e.left, e.right, e.row, e.soft_left, e.soft_right) for e in eras] == [
        (0.0, 100.0, 0, False, False),
        (20.0, 40.0, 1, False, False),
        (80.0, 100.0, 1, False, True),
    ]
