"""Pictures as a reader gets them, in a real browser: nothing moves, no more is loaded than wanted, all is said in words."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import APIResponse, Browser, Page, Route

from tests.browser import elsewhere, opened
from tests.photographs import NOTED, drawn, photograph, saved
from tests.sites import published

pytestmark = pytest.mark.browser

STORY = """\
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
short_answer: The harbour master did, it is reported [@courier].
image:
  file: pictures/quay.jpg
  alt: The quay at low tide, seen from the sea.
  caption: The quay on the evening of the second of May.
  credit: Lin Aster
  licence: CC BY 4.0
actors:
  brandt:
    {name: Ada Brandt, kind: person, role: harbour master, image: {file: pictures/brandt.png, alt: Ada Brandt, credit: Lin Aster}}
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
claims:
  closed:
    text: Ada Brandt had the gates closed.
    by: courier
    about: brandt
    status: reported
    sources: courier
dates:
"""
DATES = "".join(
    f"  - id: tide-{n}\n    date: 2031-05-{n:02}\n    title: The tide of day {n}\n    text: The tide came and went.\n"
    f"    sources: courier\n    image: {{file: pictures/tide-{n}.jpg, alt: The tide on day {n}.}}\n"
    for n in range(1, 9)
)
PICTURES = {
    "pictures/quay.jpg": photograph(1800, 1200, turned=6),
    "pictures/brandt.png": saved(drawn(300, 400).convert("RGBA").resize((300, 400))),
    **{f"pictures/tide-{n}.jpg": photograph(900, 600 + n) for n in range(1, 8)},
    "pictures/tide-8.jpg": photograph(600, 6000),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("photos") / "newsroom"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with published(site, {"gates.yaml": STORY + DATES}, pictures=PICTURES) as found:
        yield f"{found}stories/gates/"


WATCH = """
    window.shifts = [];
    new PerformanceObserver(list => { for (const e of list.getEntries())
        window.shifts.push([e.value, ...e.sources.map(s => s.node && (s.node.className || s.node.nodeName))]);
    }).observe({type: 'layout-shift', buffered: true});
"""


def to_the_end(page: Page) -> None:
    """Scroll down as a reader does, so that everything below comes near."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for y in range(0, height, 500):
        page.evaluate(f"window.scrollTo(0, {y})")
        page.wait_for_timeout(60)
    page.wait_for_function("[...document.images].every(i => i.complete)")


def _late(route: Route) -> None:
    time.sleep(0.05)
    route.continue_()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_moves_when_pictures_come_however_late(browser: Browser, address: str, width: int) -> None:
    with opened(browser) as (page, _):
        page.set_viewport_size({"width": width, "height": 800})
        page.add_init_script(WATCH)
        page.route("**/pictures/*", _late)
        page.goto(address)
        boxes = "[...document.images].map(i => Math.round(i.getBoundingClientRect().height))"
        before = page.evaluate(boxes)
        to_the_end(page)
        after = page.evaluate(boxes)
        # A smaller file has whole pixels too: its shape differs from the largest one's by less than one of them.
        assert [(one, two) for one, two in zip(before, after, strict=True) if not one or abs(one - two) > 1] == []
        assert [shift for shift in page.evaluate("window.shifts") if shift[0] > 0.001] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def shown(page: Page, selector: str) -> tuple[str, int]:
    """The file that a browser chose, as its size and ending, and the width it is shown at."""
    page.locator(selector).first.scroll_into_view_if_needed()
    chosen = str(page.locator(selector).first.evaluate("async i => (await i.decode(), i.currentSrc)"))
    width = page.locator(selector).first.evaluate("i => i.getBoundingClientRect().width")
    found = re.search(r"-(\d+)-[0-9a-f]{16}\.(\w+)$", chosen)
    assert found, chosen
    return f"{found[1]} {found[2]}", round(width)


@pytest.mark.parametrize(
    ("width", "density", "wanted"), [(320, 1, "480 avif"), (390, 2, "960 avif"), (1280, 1, "960 avif")]
)
def test_a_browser_takes_the_smallest_file_that_fills_the_place(
    browser: Browser, address: str, width: int, density: int, wanted: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, device_scale_factor=density)
    try:
        page = context.new_page()
        page.goto(address)
        file, across = shown(page, ".ep-photo-lead img")
        assert file == wanted and across * density <= int(file.split()[0])
        person, _ = shown(page, ".ep-photo-person img")
        assert person == "300 avif"
    finally:
        context.close()


def test_pictures_further_down_wait_until_a_reader_comes_near_and_the_first_does_not(
    browser: Browser, address: str
) -> None:
    with opened(browser) as (page, asked):
        page.set_viewport_size({"width": 1280, "height": 600})
        page.goto(address)
        page.wait_for_load_state("networkidle")
        loaded = [name for name in asked if "/pictures/" in name]
        assert any("/gates-" in name for name in loaded)
        # How near counts as near is the browser's to say; the last pictures of a long page are not.
        assert not [name for name in loaded if "/tide-7-" in name or "/tide-8-" in name]
        to_the_end(page)
        assert {f"tide-{n}" for n in range(1, 9)} <= {
            name.rsplit("/", 1)[1].rsplit("-", 2)[0] for name in asked if "/pictures/" in name
        }
        assert elsewhere(asked) == []


def test_without_javascript_and_without_new_formats_every_picture_is_there(browser: Browser, address: str) -> None:
    with opened(browser, javascript=False) as (page, asked):
        # A browser that does not know the format passes over its source; here it is taken away.
        page.route("**/stories/gates/", lambda route: _without_sources(route.fetch(), route))
        page.goto(address)
        page.locator(".ep-photo-person img").scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        names = [name.rsplit("/", 1)[1] for name in asked if "/pictures/" in name]
        assert any(name.startswith("gates-") for name in names) and any(name.startswith("brandt-") for name in names)
        assert {name.rsplit(".", 1)[1] for name in names} == {"jpg", "png"}


def _without_sources(response: APIResponse, route: Route) -> None:
    route.fulfill(response=response, body=re.sub(r"<source[^>]*>", "", response.text()))


def test_the_words_of_a_picture_are_read_and_its_credit_seen(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address)
        lead = page.get_by_role("figure").filter(
            has=page.get_by_role("img", name="The quay at low tide, seen from the sea.")
        )
        assert lead.count() == 1
        assert lead.inner_text() == (
            "The quay on the evening of the second of May. Picture: Lin Aster · Licence: CC BY 4.0"
        )
        assert page.get_by_role("img", name="Ada Brandt", exact=True).count() == 1
        assert page.locator("#timeline-list li figure").count() == 8


def test_a_picture_stands_upright(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address)
        pixel = page.locator(".ep-photo-lead img").evaluate(
            """async image => { await image.decode(); const c = document.createElement('canvas');
                c.width = image.naturalWidth; c.height = image.naturalHeight; const x = c.getContext('2d');
                x.drawImage(image, 0, 0, c.width, c.height);
                const at = (l, t) => [...x.getImageData(l * c.width, t * c.height, 1, 1).data].slice(0, 3);
                return [c.width < c.height, at(.9, .9), at(.1, .9), at(.78, .17)]; }"""
        )
        tall, right, left, sun = pixel
        assert tall is True
        assert right[0] > 150 > right[2] and left[2] > 150 > left[0] and min(sun[:2]) > 200


def test_nothing_a_camera_noted_is_anywhere_in_the_site(site: Path, address: str) -> None:
    assert address
    files = [path for path in (site / "site").rglob("*") if path.is_file()]
    assert [path for path in files if any(noted in path.read_bytes() for noted in NOTED)] == []
    pictures = [path for path in files if path.parent == site / "site" / "pictures"]
    assert len(pictures) > 30
    for path in pictures:
        with Image.open(io.BytesIO(path.read_bytes())) as picture:
            assert dict(picture.getexif()) == {} and not {"xmp", "comment", "icc_profile"} & set(picture.info)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_with_pictures_has_no_finding_of_axe(browser: Browser, address: str, scheme: str, width: int) -> None:
    with opened(browser) as (page, _):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        to_the_end(page)
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in results.response["violations"]] == []


def test_a_page_with_pictures_fits_the_paper(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.goto(address)
        to_the_end(page)
        page.emulate_media(media="print")
        heights = page.evaluate("[...document.images].map(i => i.getBoundingClientRect().height)")
        assert max(heights) <= 95 / 25.4 * 96 + 1 and min(heights) > 40
        assert page.locator(".ep-photo-lead figcaption").is_visible()
