"""Pages of stories that have too much or too little of everything, in a real browser: they hold, and weigh what a page may weigh."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import opened
from tests.layout import broken, illegible, sideways
from tests.monsters import FIVE_SCRIPTS, UNBROKEN, monsters
from tests.sites import published

pytestmark = pytest.mark.browser

NAMES = [name.removesuffix(".yaml") for name in monsters()]
ORDINARY = "starlink-taiwan-request"
# The pages about all stories have to take what the stories hold.
AROUND = ["", "stories/", "topics/", "actors/", "claims/", "sources/", "unknowns/", "timeline/", "timeline/year0/"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the newsroom of the monsters stands."""
    return tmp_path_factory.mktemp("monsters") / "newsroom"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The site of the monsters, and the shipped stories beside them to weigh."""
    with published(folder, monsters(), shipped=True) as site:
        yield site


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser) as (page, _):
        # What dissolves into something else is measured when it is there.
        page.emulate_media(reduced_motion="reduce")
        yield page


def faults(tab: Page, width: int) -> list[object]:
    """All that can be measured of the page in the tab at this width; nothing where it holds."""
    tab.set_viewport_size({"width": width, "height": 900})
    found: list[object] = [("wider than the window", wide)] if (wide := sideways(tab)) > 0 else []
    found += broken(tab)
    found += illegible(tab)
    # Long pages take axe long; what it asks of them does not depend on the width.
    for fault in Axe().run(tab).response["violations"] if width == 320 else ():
        found.append((fault["id"], [node["html"][:150] for node in fault["nodes"]][:3]))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_story_with_too_much_or_too_little_holds(tab: Page, address: str, name: str) -> None:
    tab.goto(f"{address}stories/{name}/")
    assert {width: found for width in (320, 1280) if (found := faults(tab, width))} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_about_all_stories_hold_them_too(tab: Page, address: str, folder: Path, width: int) -> None:
    topics = [f"topics/{path.parent.name}/" for path in (folder / "site/topics").glob("*/index.html")]
    assert any("harrowbay" in topic for topic in topics)
    found = {}
    for path in [*AROUND, *topics]:
        tab.goto(address + path)
        if wrong := faults(tab, width):
            found[path] = wrong
    assert found == {}


def test_what_is_measured_would_be_found(tab: Page) -> None:
    """A page that holds nothing, so that an empty list above means something."""
    tab.set_viewport_size({"width": 320, "height": 900})
    tab.set_content(
        """<style>* { margin: 0; font: 16px/1 sans-serif } .cut { overflow: hidden; height: 8px } .on { margin-top: -12px }</style>
        <p style="white-space: nowrap">A line that is much wider than the window of three hundred and twenty pixels</p>
        <p class="cut">A line whose lower half is cut off</p><p>A line below</p><p class="on">A line on the line below</p>
        <div class="ep-picture"><svg width="100" height="9"><text y="8" font-size="8" style="font-size: 8px">small</text></svg></div>"""
    )
    assert sideways(tab) > 100
    assert {fault[0] for fault in broken(tab)} == {"outside", "cut", "overlap"}
    assert {fault[0] for fault in illegible(tab)} == {"small"}


def test_nothing_of_a_monster_is_left_out(tab: Page, address: str) -> None:
    def text(name: str, part: str = "article") -> str:
        tab.goto(f"{address}stories/{name}/")
        return tab.locator(part).first.inner_text()

    assert UNBROKEN in text("headline", "h1")
    assert FIVE_SCRIPTS in text("five-scripts", "h1")
    tab.goto(f"{address}stories/five-hundred/")
    assert tab.locator(".ep-timeline > li").count() == 500
    tab.goto(f"{address}stories/one-entry/")
    assert (tab.locator(".ep-timeline > li").count(), tab.locator(".ep-picture").count()) == (1, 0)
    tab.goto(f"{address}stories/one-day/")
    assert tab.locator(".ep-timeline > li").count() == 24
    when = [line for line in text("ages", ".ep-timeline").splitlines() if "BCE" in line or "2100" in line]
    assert when == ["1 BCE", "2100 Planned"]
    assert len(text("long-claim", "h3[id=claim-closed]").split()) >= 2000
    assert tab.locator(".ep-quote").count() == 0
    assert "“n”" in text("one-character", ".ep-card.ep-quote")
    tab.goto(f"{address}stories/eighty-sources/")
    assert tab.locator(".footnote > ol > li").count() == 81


# What a first visit may weigh, in bytes as a host sends them.
LIGHT = 200_000


def test_a_page_with_all_it_asks_for_weighs_less_than_200_kilobytes(
    browser: Browser, address: str, folder: Path
) -> None:
    with opened(browser) as (page, asked):
        page.goto(f"{address}stories/{ORDINARY}/", wait_until="networkidle")
    files = {urlsplit(url).path.lstrip("/") for url in asked if url.startswith("http")} - {f"stories/{ORDINARY}/"}
    assert len(files) > 8

    def weight(path: str) -> int:
        return len(gzip.compress((folder / "site" / path).read_bytes(), 6))

    around = sum(map(weight, files))
    weights = {name: around + weight(f"stories/{name}/index.html") for name in (ORDINARY, *NAMES)}
    assert {name: bytes for name, bytes in weights.items() if bytes >= LIGHT} == {}
