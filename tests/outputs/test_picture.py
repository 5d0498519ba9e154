"""The picture above the timeline is true to scale, covers nothing with anything else, and never makes a claim look like a fact."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.dates.forms import parse_when
from generator.language.dates import word
from generator.outputs.drawing.axis import WIDE, Tick, text_width, ticks
from generator.outputs.drawing.lanes import BAR_LANES, POINT_LANES, ROWS, Mark, Shape, marks_of
from generator.outputs.drawing.scale import (
    NARROW,
    Frame,
    Happening,
    TimeStretch,
    day_text,
    frame_of,
    has_hours,
    minute_of,
    stretches,
)
from tests.newsrooms import BASE, page, story

UTC = ZoneInfo("UTC")
# A busy machine is no fault of the picture.
UNHURRIED = settings(deadline=None, max_examples=60)
CSS = Path(__file__).parents[2] / "generator" / "theme" / "assets"


# -- dates to draw --


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


years = st.integers(-9998, 9999).map(_year) | st.integers(2020, 2032).map(_year)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.builds("{}-{:02}".format, months, st.integers(1, 28))
days_of_our_era = st.builds(
    "{}-{:02}-{:02}".format, st.integers(1, 9999).map(_year), st.integers(1, 12), st.integers(1, 28)
)
minutes = st.builds("{}T{:02}:{:02}".format, days_of_our_era, st.integers(0, 23), st.integers(0, 59))
seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
wide = st.sampled_from(["19XX", "202X", "198X", "2023~", "2024?", "2031-05%"])
one = years | months | days | minutes | seasons | wide
open_ended = st.builds(
    str.format, st.sampled_from(["{}/..", "../{}", "not before {}", "not after {}"]), years | months | days
)


@st.composite
def between(draw: st.DrawFn) -> str:
    first, last = sorted((draw(days), draw(days)), key=lambda text: parse_when(text).sort_key)
    return draw(st.sampled_from(["{}/{}", "between {} and {}"])).format(first, last)


dates = (one | open_ended | between()).map(parse_when)
LOOKS = ("", "ep-confirmed", "ep-disputed ep-hollow", "ep-planned ep-dashed ep-hollow")


@st.composite
def stories(draw: st.DrawFn, most: int = 60) -> list[Happening]:
    found = draw(
        st.lists(
            st.tuples(dates, st.none() | days.map(parse_when), st.sampled_from(LOOKS), st.booleans()),
            min_size=1,
            max_size=most,
        )
    )
    return [Happening(f"d{n}", when, known, look, happened) for n, (when, known, look, happened) in enumerate(found)]


def drawn(happenings: Sequence[Happening], as_of: str = "") -> tuple[tuple[TimeStretch, ...], Frame, tuple[Mark, ...]]:
    found = stretches(happenings, parse_when(as_of) if as_of else None, UTC)
    frame = frame_of(found)
    return found, frame, marks_of(found, frame)


def of(*texts: str) -> list[Happening]:
    return [Happening(f"d{n}", parse_when(text)) for n, text in enumerate(texts)]


# -- the scale --


@given(minutes | days, minutes | days)
def test_numbers_keep_the_order_of_moments_from_bce_to_the_year_9999(first: str, second: str) -> None:
    a, b = parse_when(first).earliest, parse_when(second).earliest
    assert a and b
    assert (minute_of(a) < minute_of(b), minute_of(a) == minute_of(b)) == (a < b, a == b)


@given(days)
def test_a_day_has_one_number_and_a_number_one_day(text: str) -> None:
    moment = parse_when(text).earliest
    assert moment
    assert day_text(minute_of(moment) // (24 * 60)) == text


def test_the_year_before_1_is_a_leap_year_of_366_days() -> None:
    assert minute_of((1, 1, 1, 0, 0)) - minute_of((0, 1, 1, 0, 0)) == 366 * 24 * 60


@UNHURRIED
@given(stories())
def test_every_mark_stands_inside_the_frame(happenings: list[Happening]) -> None:
    _, _, marks = drawn(happenings)
    assert [m for m in marks if not 0 <= m.left <= m.right <= 100 or (m.known and not 0 <= m.known <= 100)] == []


@UNHURRIED
@given(stories(ROWS))
def test_positions_follow_time(happenings: list[Happening]) -> None:
    found, _, marks = drawn(happenings)
    by_start = sorted(range(len(found)), key=lambda n: (found[n].first, found[n].last))
    bars = [marks[n].left for n in by_start if marks[n].shape is not Shape.POINT]
    points = [marks[n].middle for n in by_start if found[n].exact]
    assert (bars, points) == (sorted(bars), sorted(points))


def test_a_period_is_as_wide_as_its_bounds() -> None:
    _, _, marks = drawn(of("2021/2030", "2023", "between 2024-01-01 and 2025-12-31"))
    assert [(m.shape, m.left, m.right) for m in marks] == [
        (Shape.SPAN, 0.0, 100.0),
        (Shape.WITHIN, 20.0, 30.0),
        (Shape.WITHIN, 30.0, 50.0),
    ]


def test_an_open_end_is_drawn_up_to_what_the_story_knows_and_not_up_to_a_plan() -> None:
    planned = Happening("plan", parse_when("2040"), happened=False)
    found = stretches([*of("2022/..", "2024-10-25"), planned], parse_when("2025"), UTC)
    assert (found[0].last, found[0].open_end) == (minute_of((2026, 1, 1, 0, 0)), True)
    found = stretches(of("2022/..", "2024-10-25"), None, UTC)
    assert found[0].last == minute_of((2024, 10, 26, 0, 0))


def test_an_open_span_is_firm_only_as_far_as_it_is_known_to_have_gone_on() -> None:
    contact = Happening("contact", parse_when("2021/.."), parse_when("2026-01-01"))
    _, _, marks = drawn([contact], as_of="2030")
    assert marks == (Mark(Shape.SPAN, ("contact",), "", 0.0, 100.0, open_right=True, known=50.0),)


def test_all_on_one_day_is_a_day_wide() -> None:
    found, frame, marks = drawn(of("2031-05-02", "2031-05-02", "2031-05-02"))
    assert frame.last - frame.first == 24 * 60
    assert [(m.lane, m.middle) for m in marks] == [(0, 50.0), (1, 50.0), (2, 50.0)]
    assert not has_hours(found)


# -- lanes --


@UNHURRIED
@given(stories())
def test_no_mark_covers_another_on_a_phone_or_on_a_desk(happenings: list[Happening]) -> None:
    _, _, marks = drawn(happenings)
    for width in (NARROW, 700):
        for lane in {mark.lane for mark in marks}:
            extents = sorted(mark.extent(width) for mark in marks if mark.lane == lane)
            assert all(before[1] < after[0] for before, after in zip(extents, extents[1:], strict=False))


@UNHURRIED
@given(stories())
def test_every_entry_is_in_exactly_one_mark(happenings: list[Happening]) -> None:
    _, _, marks = drawn(happenings)
    assert sorted(id for mark in marks for id in mark.ids) == sorted(h.id for h in happenings)


@UNHURRIED
@given(stories())
def test_a_group_never_takes_the_look_of_some_of_its_members(happenings: list[Happening]) -> None:
    look = {h.id: h.look for h in happenings}
    _, _, marks = drawn(happenings)
    for mark in marks:
        looks = {look[id] for id in mark.ids}
        assert (mark.look, mark.mixed) == (("", True) if len(looks) > 1 else (looks.pop(), False))


def test_an_allegation_gathered_with_facts_makes_the_whole_group_hollow(tmp_path: Path) -> None:
    # All lanes are taken by facts when the claim comes, so it has to join one of them.
    facts = [f"  - {{id: f{n}, date: 2029/2031, title: Work number {n}, sources: [courier]}}" for n in range(BAR_LANES)]
    days = [f"  - {{id: g{n}, date: 2029-0{n}-01, title: Day number {n}, sources: [courier]}}" for n in range(1, 4)]
    claim = "  - {id: rumour, date: 2030/2031, title: A rumour, claim: closed}"
    links = _links(_picture(page(story(tmp_path, "dates:\n" + "\n".join([*facts, *days, claim]) + "\n"))))
    assert {target: link.get("class") for target, link in links.items() if link.find("./svg/text") is not None} == {
        "#date-f0": "ep-none ep-hollow"
    }
    assert (
        links["#date-f0"].findtext("title")
        == "2029\u2009–\u20092031: Work number 0; 2030\u2009–\u20092031: A rumour (Reported)"
    )


@pytest.mark.parametrize("count", [9, 100, 500])
def test_a_crowd_is_gathered_and_stays_low(count: int) -> None:
    crowd = [
        Happening(f"d{n}", parse_when(f"{2000 + n % 31}-{n % 12 + 1:02}-{n % 28 + 1:02}"), look=LOOKS[n % 4])
        for n in range(count)
    ]
    _, _, marks = drawn(crowd)
    assert max(mark.lane for mark in marks) < BAR_LANES + POINT_LANES
    assert sum(len(mark.ids) for mark in marks) == count


def test_many_on_one_day_among_years_are_one_mark_with_their_number() -> None:
    _, _, marks = drawn(of("1731", *["2031-05-02"] * 12))
    assert [(mark.shape, len(mark.ids), mark.left) for mark in marks] == [
        (Shape.POINT, 1, 0.2),
        (Shape.GROUP, 12, 100.0),
    ]


# -- ticks --


def _extent(tick: Tick, width: int) -> tuple[float, float]:
    wide = text_width(tick.label)
    left = tick.at * width / 100 - {"start": 0.0, "middle": wide / 2, "end": wide}[tick.anchor]
    return left, left + wide


@UNHURRIED
@given(stories(8))
def test_the_labels_of_the_axis_never_touch_and_stay_in_the_frame(happenings: list[Happening]) -> None:
    found, frame, _ = drawn(happenings)
    axis = ticks(frame, lambda when: word(when, "en"), hours=has_hours(found))
    assert [tick.at for tick in axis] == sorted(tick.at for tick in axis)
    for width, shown in ((WIDE, axis), (NARROW, [tick for tick in axis if tick.narrow])):
        extents = [_extent(tick, width) for tick in shown]
        assert all(left >= -1 and right <= width + 1 for left, right in extents)
        assert all(a[1] < b[0] for a, b in zip(extents, extents[1:], strict=False))


def _labels(*texts: str, locale: str = "en") -> list[str]:
    found, frame, _ = drawn(of(*texts))
    return [tick.label for tick in ticks(frame, lambda when: word(when, locale), hours=has_hours(found))]


def test_the_axis_counts_in_what_suits_the_scale() -> None:
    assert _labels("-0043", "2100") == ["1 CE", "500 CE", "1000", "1500", "2000"]
    assert _labels("1731", "2031") == ["1750", "1800", "1850", "1900", "1950", "2000"]
    assert _labels("2022", "2024") == ["2022", "2023", "2024", "2025"]
    assert _labels("2031-05-02", "2031-05-02") == ["May 2, 2031", "May 3, 2031"]


# -- the page --


DATES = """
dates:
  - {id: dug, date: 2029, title: The harbour is dug, sources: [courier]}
  - {id: shut, date: 2031-05-02, title: "<b>Gates</b> & [[more]] *things* </svg>", claim: closed}
  - {id: plan, date: 2033, title: A new gate, happened: planned, sources: [courier]}
"""


def _picture(text: str) -> str:
    lines = [line for line in text.splitlines() if line.startswith('<div class="ep-picture"')]
    assert len(lines) == 1
    return lines[0]


def _links(picture: str) -> dict[str, ElementTree.Element]:
    return {link.attrib["href"]: link for link in ElementTree.fromstring(picture).iter("a")}


def test_every_entry_is_linked_with_its_date_title_and_status(tmp_path: Path) -> None:
    links = _links(_picture(page(story(tmp_path, DATES))))
    assert {target: link.findtext("title") for target, link in links.items()} == {
        "#date-dug": "2029: The harbour is dug",
        "#date-shut": "May 2, 2031: <b>Gates</b> & [[more]] *things* </svg> (Reported)",
        "#date-plan": "2033: A new gate (Planned)",
    }
    assert {link.get("tabindex") for link in links.values()} == {"-1"}


def test_a_claim_is_hollow_until_it_is_confirmed(tmp_path: Path) -> None:
    def look(status: str) -> tuple[str | None, bool]:
        root = story(
            tmp_path / status, DATES, base=BASE.replace("status: reported", f"status: {status}\n    because: So")
        )
        link = _links(_picture(page(root)))["#date-shut"]
        return link.get("class"), link.find(".//circle") is not None

    assert {status: look(status) for status in ("reported", "disputed", "refuted", "pending", "confirmed")} == {
        "reported": ("ep-reported ep-hollow", False),
        "disputed": ("ep-disputed ep-hollow", False),
        "refuted": ("ep-refuted ep-hollow", False),
        "pending": ("ep-pending ep-hollow", False),
        "confirmed": ("ep-confirmed", True),
    }


def test_a_plan_is_dashed_and_hollow_and_a_fact_neither(tmp_path: Path) -> None:
    links = _links(_picture(page(story(tmp_path, DATES))))
    assert (links["#date-plan"].get("class"), links["#date-dug"].get("class")) == (
        "ep-planned ep-dashed ep-hollow",
        None,
    )


def test_the_picture_is_for_the_eye_alone_and_carries_no_style(tmp_path: Path) -> None:
    picture = _picture(page(story(tmp_path, DATES)))
    assert picture.startswith('<div class="ep-picture" aria-hidden="true" data-search-exclude="" ')
    assert "style" not in picture and "<script" not in picture


def test_markdown_leaves_the_picture_as_it_is(tmp_path: Path) -> None:
    picture = _picture(page(story(tmp_path, DATES)))
    extensions = ["attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]
    assert picture in markdown.markdown(f"## Timeline\n\n{picture}\n\nWords.", extensions=extensions)


def test_one_entry_alone_has_no_picture(tmp_path: Path) -> None:
    text = page(story(tmp_path, "dates:\n  - {id: dug, date: 2029, title: The harbour is dug, sources: [courier]}\n"))
    assert "ep-picture" not in text and "The harbour is dug" in text


def test_forty_entries_weigh_less_than_15_kilobytes_and_500_are_all_counted(tmp_path: Path) -> None:
    def of_size(count: int) -> str:
        lines = (
            f"  - {{id: e{n}, date: {2000 + n % 31}-{n % 12 + 1:02}-{n % 28 + 1:02}, title: Entry {n} of the long harbour story, sources: [courier]}}"
            for n in range(count)
        )
        return _picture(page(story(tmp_path / str(count), "dates:\n" + "\n".join(lines) + "\n")))

    assert len(of_size(40).encode()) < 15_000
    crowd = ElementTree.fromstring(of_size(500))
    counted = sum(int(link.findtext("./svg/text") or 1) for link in crowd.iter("a"))
    height = int(crowd.find("svg").attrib["height"])  # type: ignore[union-attr]
    assert (counted, height <= 300) == (500, True)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768])
def test_the_words_in_the_picture_are_readable_and_inside_the_window(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    styles = "".join((CSS / name).read_text("utf-8") for name in ("explainer.css", "timeline.css"))
    picture = _picture(page(story(tmp_path, DATES)))
    tab = browser.new_page(viewport={"width": width, "height": 600})
    tab.set_content(f'<style>{styles}</style><body class="md-typeset" dir="ltr">{picture}')
    texts = tab.eval_on_selector_all(
        ".ep-picture text",
        """all => all.filter(t => getComputedStyle(t).display != 'none').map(t => {
             const box = t.getBoundingClientRect();
             return [t.textContent, parseFloat(getComputedStyle(t).fontSize), box.left, box.right] })""",
    )
    tab.close()
    assert len(texts) > 4
    assert [text for text in texts if text[1] < 9 or text[2] < 0 or text[3] > width] == []
