"""Charts are true: distances are as the numbers', gaps stay gaps, a scale that does not begin at zero says so, and a text says the same."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.outputs.drawing.chart import HEIGHT, bars_of, has_values, line_of, scale_of
from generator.story.figure import Point
from tests.newsrooms import page, story

values = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def dated(pairs: list[tuple[date, Decimal]]) -> list[Point]:
    return [Point.model_validate({"when": day.isoformat(), "value": str(value)}) for day, value in pairs]


@given(st.lists(values, min_size=1, max_size=20), st.booleans())
def test_a_scale_holds_every_value_in_a_few_equal_steps_and_zero_unless_it_says_otherwise(
    held: list[Decimal], may_break: bool
) -> None:
    scale = scale_of(held, may_break=may_break)
    assert scale.bottom <= min(held) <= max(held) <= scale.top
    steps = {b - a for a, b in zip(scale.ticks, scale.ticks[1:], strict=False)}
    assert len(steps) == 1 and 2 <= len(scale.ticks) <= 7
    assert (scale.ticks[0], scale.ticks[-1]) == (scale.bottom, scale.top)
    assert (scale.bottom <= 0 <= scale.top) != scale.broken
    assert may_break or not scale.broken


@given(st.lists(st.tuples(days, values), min_size=2, max_size=12, unique_by=lambda pair: pair[0]))
def test_dots_stand_as_far_apart_as_their_days_and_values(pairs: list[tuple[date, Decimal]]) -> None:
    line = line_of(dated(pairs), UTC)
    assert [dot.number for dot in line.dots] == [n for n, _ in sorted(enumerate(pairs), key=lambda one: one[1][0])]
    first, last = min(day for day, _ in pairs), max(day for day, _ in pairs) + timedelta(days=1)
    span = (last - first).days
    for dot in line.dots:
        day, value = pairs[dot.number]
        assert dot.y is not None
        assert dot.x == pytest.approx(100 * ((day - first).days + 0.5) / span, abs=0.006)
        share = (Fraction(value) - Fraction(line.scale.bottom)) / (
            Fraction(line.scale.top) - Fraction(line.scale.bottom)
        )
        assert dot.y == pytest.approx(float(HEIGHT * (1 - share)), abs=0.006)


@given(st.lists(values, min_size=1, max_size=12))
def test_bars_are_as_long_as_their_values_and_begin_at_zero(held: list[Decimal]) -> None:
    found = bars_of([Point.model_validate({"label": f"p{n}", "value": str(v)}) for n, v in enumerate(held)])
    assert not found.scale.broken
    unit = 100 / float(found.scale.top - found.scale.bottom)
    for bar, value in zip(found.bars, held, strict=True):
        assert bar.width is not None
        assert bar.width == pytest.approx(abs(float(value)) * unit, abs=0.011)
        assert (bar.left if value >= 0 else bar.left + bar.width) == pytest.approx(found.zero, abs=0.011)
        assert bar.left >= 0 and bar.left + bar.width <= 100.011


@pytest.mark.parametrize(
    ("held", "ticks", "broken"),
    [
        (["3", "17"], ["0", "5", "10", "15", "20"], False),
        (["100", "104"], ["100", "101", "102", "103", "104"], True),
        (["80", "100"], ["0", "50", "100"], False),
        (["-104", "-100"], ["-104", "-103", "-102", "-101", "-100"], True),
        (["-4", "9"], ["-5", "0", "5", "10"], False),
        (["0"], ["0", "0.5", "1"], False),
        (["7", "7"], ["0", "2", "4", "6", "8"], False),
        (["0.0012", "0.0003"], ["0", "0.0005", "0.001", "0.0015"], False),
        (["1" + "0" * 59], ["0", "5" + "0" * 58, "1" + "0" * 59], False),
    ],
)
def test_a_scale_is_broken_only_where_zero_would_flatten_the_line(
    held: list[str], ticks: list[str], broken: bool
) -> None:
    scale = scale_of([Decimal(one) for one in held], may_break=True)
    assert ([f"{tick:f}" for tick in scale.ticks], scale.broken) == (ticks, broken)


def test_a_date_that_is_not_sure_is_drawn_with_the_time_it_may_mean_and_others_are_not() -> None:
    typed = ("2028-01-01", "2028-03", "2029-01-01~", "not before 2030-01-01", "2031-01-01")
    line = line_of([Point.model_validate({"when": when, "value": "1"}) for when in typed], UTC)
    assert [(dot.number, dot.first is not None) for dot in line.dots] == [
        (0, False), (1, True), (2, True), (3, True), (4, False)
    ]  # fmt: skip
    month = line.dots[1]
    assert month.first is not None and month.last is not None
    assert month.first < month.x < month.last


def test_years_in_a_series_of_years_are_plain_dots_in_their_middle() -> None:
    line = line_of([Point.model_validate({"when": f"{year}", "value": "1"}) for year in (2025, 2026, 2027, 2029)], UTC)
    assert [(dot.x, dot.first) for dot in line.dots] == [(9.99, None), (29.98, None), (49.97, None), (90.01, None)]


def test_nothing_is_joined_across_a_gap() -> None:
    held = ("1", "2", "not-stated", "4", "5", "not-stated")
    line = line_of([Point.model_validate({"when": f"203{n}", "value": v}) for n, v in enumerate(held)], UTC)
    assert [(one.number, other.number) for one, other in line.joined] == [(0, 1), (3, 4)]
    assert not has_values([Point.model_validate({"when": "2030", "value": "not-stated"})])


# -- drawn on a page

SERIES = """
figures:
  crossings:
    label: crossings a year
    unit: crossings
    sources: courier
    points: [{when: 2029, value: 4100}, {when: 2028, value: 3900, low: 3800, high: 4000}, {when: 2030, value: not-stated}, {when: 2031, value: 4350}]
"""


def chart(text: str) -> str:
    (found,) = re.findall(r'(?m)^<div class="ep-chart.*$', text)
    assert isinstance(found, str)
    return found


def test_a_series_is_drawn_described_and_written_out_in_a_table(tmp_path: Path) -> None:
    text = page(story(tmp_path, SERIES))
    drawn = chart(text)
    assert drawn.startswith(
        '<div class="ep-chart" data-search-exclude=""><p class="ep-chart-unit">crossings</p>'
        '<div class="ep-plot" role="img" aria-label="Chart of crossings a year: 3 values over time. '
        "Lowest: 3,900 crossings (2028). Highest: 4,350 crossings (2031). For 1 more no value is given. "
        'The scale does not begin at zero: its lowest line is 3,800 crossings.">'
    )
    assert re.findall("<title>(.*?)</title>", drawn) == [
        "2028: 3,900 crossings (3,800 to 4,000 crossings)",
        "2029: 4,100 crossings",
        "2031: 4,350 crossings",
    ]
    assert (
        "The scale does not begin at zero: its lowest line is 3,800 crossings.</p></div>\n\n"
        '<details class="ep-series" open markdown="1">\n'
        "<summary>The 3 numbers behind the chart</summary>\n\n"
        "| When | crossings | Range |\n"
        "| --- | --- | --- |\n"
        "| 2028 | 3,900 | 3,800 to 4,000 |\n"
        "| 2029 | 4,100 |  |\n"
        "| 2030 | no value |  |\n"
        "| 2031 | 4,350 |  |\n\n"
        "</details>\n\n</div>"
    ) in text


def test_a_drawing_has_no_style_of_its_own_and_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = (chart(page(story(tmp_path / name, SERIES))) for name in "ab")
    assert first == second
    assert not re.search(r"style=|<script|https?:|\bfill=|\bstroke=", first)


@pytest.mark.parametrize(
    ("status", "look"),
    [("confirmed", "ep-chart ep-confirmed"), ("disputed", "ep-chart ep-disputed ep-claimed")],
)
def test_a_chart_of_what_is_only_claimed_looks_so_and_says_so(tmp_path: Path, status: str, look: str) -> None:
    typed = SERIES.replace("sources: courier", "claim: closed")
    root = story(tmp_path, typed)
    path = root / "stories" / "gates.yaml"
    path.write_text(path.read_text("utf-8").replace("status: reported", f"status: {status}"), "utf-8")
    drawn = chart(page(root))
    assert f'<div class="{look}"' in drawn
    assert f'aria-label="Chart of crossings a year ({status.capitalize()}): 3 values' in drawn


def test_bars_carry_their_words_cut_to_the_width_and_whole_in_the_table(tmp_path: Path) -> None:
    long = "the old stone quay below the lighthouse on the western side of the bay, " * 3
    text = page(
        story(
            tmp_path,
            "figures: {quays: {label: waiting, unit: percent, sources: courier, points: "
            f"[{{label: north, value: 9.0}}, {{label: '{long}', value: -2}}, {{label: south, value: not-stated}}]}}}}\n",
        )
    )
    drawn = chart(text)
    assert '<text x="0" y="14">north <tspan class="ep-amount">9.0%</tspan></text>' in drawn
    assert '<text class="ep-narrow" x="0" y="54">the old stone quay below the lig… <tspan' in drawn
    assert drawn.count("<rect") == 2
    assert f"| {long.strip()} | &#45;2% |\n| south | no value |\n" in text


@pytest.mark.parametrize(
    "points",
    [
        "[{when: 2030, value: 5}]",
        "[{when: 2030, value: not-stated}, {when: 2031, value: not-stated}]",
    ],
)
def test_what_cannot_be_drawn_is_still_in_the_table(tmp_path: Path, points: str) -> None:
    text = page(story(tmp_path, f"figures: {{f: {{unit: km, sources: courier, points: {points}}}}}\n"))
    assert "ep-chart" not in text
    assert "| 2030 | " in text


def test_five_hundred_points_are_drawn_small_and_folded(tmp_path: Path) -> None:
    first = date(2030, 1, 1)
    points = ", ".join(f"{{when: {first + timedelta(days=n)}, value: {n % 37}}}" for n in range(500))
    text = page(story(tmp_path, f"figures: {{f: {{unit: km, sources: courier, points: [{points}]}}}}\n"))
    assert chart(text).count('r="2"') == 500
    assert '<details class="ep-series" markdown="1">' in text
    assert len(chart(text)) < 100_000


def test_numbers_too_wide_for_the_margin_stand_inside_the_plot(tmp_path: Path) -> None:
    wide = "1" + "0" * 30
    points = f"[{{when: 2030, value: 5}}, {{when: 2031, value: {wide}}}]"
    drawn = chart(page(story(tmp_path, f"figures: {{f: {{unit: km, sources: courier, points: {points}}}}}\n")))
    assert "ep-scale" not in drawn
    assert f'text-anchor="start">{int(wide):,}</text>' in drawn
