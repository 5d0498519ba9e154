"""Numbers and charts as a reader gets them, in a real browser: in proportion, on a phone and on paper, for eyes and for ears."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.desk import commands
from tests.browser import opened, served
from tests.conftest import lay_out_site

pytestmark = pytest.mark.browser

STORY = """\
title: How many cross Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
summary: "[[waiting]] had to wait [@courier], and [[crossings|ever fewer]] cross; it cost [[cost]]."
actors:
  brandt: {name: Ada Brandt, kind: person, role: harbour master}
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
claims:
  closed:
    text: Ada Brandt had the gates closed.
    by: courier
    about: brandt
    status: disputed
    sources: courier
responses:
  - {by: brandt, response: denies, to: closed, sources: courier}
sections:
  - {id: fewer, heading: Ever fewer, text: "![[crossings]]"}
figures:
  waiting: {value: 14, of: 52 ferries, label: Ferries that had to wait, sources: courier}
  cost: {value: 123456789012345678901234567890123456789012345678901234567890, unit: EUR, label: What it cost, claim: closed}
  crossings:
    label: Crossings a year
    unit: crossings
    sources: courier
    points:
      - {when: 2026, value: 4000, low: 3500, high: 4500}
      - {when: 2027, value: 3000}
      - {when: 2028, value: not-stated}
      - {when: 2029, value: 1000}
      - {when: 2030~, value: 2000}
  toll:
    label: Toll
    unit: EUR
    claim: closed
    points: [{when: 2030-01-01, value: 100.50}, {when: 2030-07-01, value: 101.00}, {when: 2031-01-01, value: 103}]
  quays:
    label: Ferries by quay
    unit: ferries
    sources: courier
    points:
      - {label: The old stone quay below the lighthouse on the western side of the bay, value: 8}
      - {label: North quay, value: 4, low: 3, high: 6}
      - {label: Change, value: -2}
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of the story above, on a loopback port."""

    root = tmp_path_factory.mktemp("figures") / "newsroom"
    (root / "stories").mkdir(parents=True)
    lay_out_site(root)
    (root / "docs" / "index.md").write_text("---\ntitle: Home\n---\n\n# The Made-up Courier\n", "utf-8")
    (root / "stories" / "crossings.yaml").write_text(STORY, "utf-8")
    assert commands.build(root, "2031-12-01", drafts=False) == 0
    with served(root / "site") as at:
        yield f"{at}stories/crossings/"


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser) as (page, _):
        page.goto(address)
        yield page


CARD = "document.getElementById('figure-{}').closest('.ep-card')"
MIDDLES = """card => [...card.querySelectorAll('circle')].map(dot => {
  const box = dot.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })"""


def middles(tab: Page, id: str) -> list[list[float]]:
    found: list[list[float]] = tab.evaluate(f"({MIDDLES})({CARD.format(id)})")
    return found


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_dots_are_in_proportion_at_every_width(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    xs, ys = zip(*middles(tab, "crossings"), strict=True)
    years, values = (2026, 2027, 2029, 2030), (4000, 3000, 1000, 2000)
    a_year, a_crossing = (xs[3] - xs[0]) / 4, (ys[2] - ys[0]) / 3000
    assert a_year > 30 and a_crossing > 0.02
    assert [x - xs[0] for x in xs] == pytest.approx([(year - 2026) * a_year for year in years], abs=0.6)
    assert [y - ys[0] for y in ys] == pytest.approx([(4000 - value) * a_crossing for value in values], abs=0.6)
    zero = tab.evaluate(f"{CARD.format('crossings')}.querySelector('.ep-zero').getBoundingClientRect().y")
    assert zero - ys[0] == pytest.approx(4000 * a_crossing, abs=0.6)


@pytest.mark.parametrize("width", [320, 768])
def test_bars_are_in_proportion_and_nothing_is_cut_off(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    boxes = tab.evaluate(
        f"[...{CARD.format('quays')}.querySelectorAll('rect')].map(bar => bar.getBoundingClientRect().width)"
    )
    assert [round(box / boxes[1], 1) for box in boxes] == [2.0, 1.0, 0.5]
    inside = tab.evaluate(
        """() => [...document.querySelectorAll('.ep-plot text')].filter(text => {
             const word = text.getBoundingClientRect(), plot = text.closest('.ep-chart').getBoundingClientRect();
             return word.width && (word.left < plot.left - 4 || word.right > plot.right + 4); }).map(t => t.textContent)"""
    )
    assert inside == []


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [320, 1280])
def test_neither_a_chart_nor_a_number_of_sixty_digits_makes_the_page_scroll_sideways(
    browser: Browser, address: str, width: int, javascript: bool
) -> None:
    with opened(browser, javascript=javascript) as (page, _):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_chart_is_one_image_with_a_text_and_a_table_after_it_that_says_the_same(tab: Page) -> None:
    card = tab.locator(".ep-card", has=tab.locator("#figure-crossings"))
    image = card.get_by_role("img")
    assert image.count() == 1
    assert image.get_attribute("aria-label") == (
        "Chart of Crossings a year: 4 values over time. Lowest: 1,000 crossings (2029). Highest: 4,000 crossings (2026). "
        "For 1 more no value is given."
    )
    rows = card.get_by_role("row").all_inner_texts()
    assert [" ".join(row.split()) for row in rows] == [
        "When crossings Range",
        "2026 4,000 3,500 to 4,500",
        "2027 3,000",
        "2028 no value",
        "2029 1,000",
        "about 2030 2,000",
    ]


def test_words_of_the_dates_do_not_cover_each_other(tab: Page) -> None:
    for width in (320, 500, 768, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        covered = tab.evaluate(
            """() => [...document.querySelectorAll('.ep-lines')].flatMap(plot => {
                 const boxes = [...plot.querySelectorAll(':scope > text')].map(t => t.getBoundingClientRect()).filter(b => b.width);
                 return boxes.flatMap((a, n) => boxes.slice(n + 1).filter(b => a.left < b.right && b.left < a.right)); }).length"""
        )
        assert covered == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault(browser: Browser, address: str, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser) as (page, _):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.wait_for_timeout(300)
        found = Axe().run(page, context="#figures ~ .ep-figure").response["violations"]
        assert [(one["id"], [node["html"][:90] for node in one["nodes"]]) for one in found] == []


def test_in_forced_colours_lines_and_dots_take_the_readers_colours(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.emulate_media(forced_colors="active")
        page.goto(address)
        ink = page.evaluate(
            "(() => { const p = document.createElement('p'); p.style.color = 'CanvasText'; document.body.append(p);"
            " return getComputedStyle(p).color; })()"
        )
        strokes = page.evaluate(
            "[...new Set([...document.querySelectorAll('.ep-plot .ep-way, .ep-plot circle')].map(e => getComputedStyle(e).stroke))]"
        )
        assert strokes == [ink]


def test_on_paper_the_table_is_open(tab: Page) -> None:
    tab.emulate_media(media="print")
    tab.evaluate("document.querySelectorAll('.ep-series').forEach(one => one.removeAttribute('open'))")
    heights = tab.evaluate(
        "[...document.querySelectorAll('.ep-series table')].map(table => table.getBoundingClientRect().height)"
    )
    assert len(heights) == 3 and min(heights) > 40
