"""A mention opens a short card with what it leads to: on hover, by keyboard, on tap. Without a script it is a link, and a card never gets in the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import opened
from tests.conftest import Site

PERSON = "article a[href='#actor-brandt']"
CLAIM = "article a[href='#claim-closed']"
MARK = "article .ep-short-answer .footnote-ref, article .ep-answer .footnote-ref"
CARD = ".ep-peek"
WHO = ("harbour master · Speaks for The Harbour Office.", "Master of the harbour in this invented town.")


@pytest.fixture(scope="module")
def address(gallery: Site) -> str:
    """The page of the invented story that shows everything."""
    return f"{gallery.address}stories/everything/"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    with opened(browser) as (page, _):
        yield page


@pytest.fixture
def page(tab: Page, address: str) -> Page:
    tab.emulate_media(color_scheme="light", reduced_motion="reduce")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.mouse.move(0, 0)
    tab.goto("about:blank")
    tab.goto(address)
    return tab


def lines(page: Page) -> list[str]:
    """What the card shows, a line each; empty where none is open."""
    if not page.locator(CARD).is_visible():
        return []
    return [line.strip() for line in page.locator(f"{CARD} .ep-peek-body").inner_text().splitlines() if line.strip()]


@pytest.mark.browser
def test_hovering_a_name_shows_who_it_is_and_leaving_it_hides_the_card(page: Page) -> None:
    page.locator(PERSON).first.hover()
    page.locator(CARD).wait_for(state="visible")
    assert lines(page) == ["Ada Brandt", *WHO, "In full"]
    page.mouse.move(0, 0)
    page.locator(CARD).wait_for(state="hidden")


@pytest.mark.browser
def test_a_claims_card_has_its_status(page: Page) -> None:
    page.locator(CLAIM).first.hover()
    page.locator(CARD).wait_for(state="visible")
    assert [line for line in lines(page) if "Disputed" in line] == ["Status: ≠ Disputed"]


@pytest.mark.browser
def test_a_source_mark_opens_its_note(page: Page) -> None:
    mark = page.locator(MARK).first
    mark.hover()
    page.locator(CARD).wait_for(state="visible")
    note = page.locator(f"[id='{str(mark.get_attribute('href')).removeprefix('#')}'] strong").first.inner_text()
    assert lines(page)[0].startswith(note)


@pytest.mark.browser
def test_a_card_can_be_hovered_and_pressed_and_stays_away_after_escape(page: Page) -> None:
    page.locator(PERSON).first.hover()
    page.locator(CARD).wait_for(state="visible")
    page.locator(".ep-peek-full").hover()
    page.wait_for_timeout(400)
    assert page.locator(CARD).is_visible()
    page.locator(".ep-peek-full").click()
    assert (page.url.partition("#")[2], page.locator(CARD).is_visible()) == ("actor-brandt", False)
    page.locator(CLAIM).first.hover()
    page.locator(CARD).wait_for(state="visible")
    page.keyboard.press("Escape")
    assert not page.locator(CARD).is_visible()
    page.mouse.move(5, 5, steps=2)
    page.locator(CLAIM).first.hover()
    page.locator(CARD).wait_for(state="visible")


@pytest.mark.browser
def test_by_keyboard_the_card_is_told_after_the_links_words_and_nothing_in_it_is_a_stop(page: Page) -> None:
    before = page.locator(PERSON).first
    before.evaluate("link => { link.focus({focusVisible: true}) }")
    page.locator(CARD).wait_for(state="visible")
    told = page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent")
    assert told == " ".join(WHO)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ep-peek')") is None
    assert before.get_attribute("aria-describedby") is None


@pytest.mark.browser
def test_the_first_tap_opens_the_card_and_the_second_follows_the_link(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    try:
        page.goto(address)
        name = page.locator(PERSON).first
        name.tap()
        page.locator(CARD).wait_for(state="visible")
        assert "#" not in page.url
        box = page.locator(CARD).bounding_box()
        assert box is not None
        assert (box["x"] >= 0, box["x"] + box["width"] <= 320) == (True, True)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        name.tap()
        page.wait_for_url("**/#actor-brandt")
        assert not page.locator(CARD).is_visible()
        # A tap elsewhere closes it as well.
        page.locator(CLAIM).first.tap()
        page.locator(CARD).wait_for(state="visible")
        page.locator("h1").tap()
        assert not page.locator(CARD).is_visible()
    finally:
        context.close()


@pytest.mark.browser
def test_no_mention_inside_an_entry_opens_a_card_of_that_entry(page: Page) -> None:
    inside = page.locator(".ep-card:has(#claim-closed) a[href='#claim-closed']:not(.headerlink)")
    for number in range(inside.count()):
        inside.nth(number).hover()
        page.wait_for_timeout(350)
        assert not page.locator(CARD).is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_card_repeats_no_id_and_has_no_fault_that_axe_finds(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for link in (PERSON, CLAIM, MARK):
        page.locator(link).first.hover()
        page.locator(CARD).wait_for(state="visible")
        assert len(lines(page)) > 1
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert sorted({id for id in ids if ids.count(id) > 1}) == []
        found = Axe().run(page, context=CARD).response["violations"]
        assert [one["id"] for one in found] == []
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)


@pytest.mark.browser
def test_without_a_script_there_is_no_card_and_the_mention_leads_to_the_entry(browser: Browser, address: str) -> None:
    with opened(browser, javascript=False) as (page, _):
        page.goto(address)
        assert not page.locator(CARD).is_visible()
        page.locator(PERSON).first.click()
        assert page.url.endswith("#actor-brandt")
