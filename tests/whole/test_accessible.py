"""Every kind of page in a real browser, for every reader: no fault that axe finds, one outline, landmarks, focus, large letters, order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.axe import violations
from tests.browser import opened
from tests.conftest import Site
from tests.gallery.build import PAGES
from tests.layout import broken, illegible, out_of_order, sideways

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1280)
# One of each frame: a long story, the home page, a list with choices, a page for writers.
SOME = ["stories/everything/", "stories/lamps/", "", "claims/", "methodology/"]


@pytest.fixture(scope="module")
def tab(browser: Browser, gallery: Site) -> Iterator[Page]:
    with opened(browser) as (page, _):
        # An old address leads on at once; here it is looked at for itself.
        page.route(
            "**/old-lamps/", lambda route: route.fulfill(body=_without_refresh(gallery), content_type="text/html")
        )
        yield page


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """The tab of all tests, without movement, so that nothing is measured half-way."""
    tab.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce", forced_colors="none")
    tab.set_viewport_size({"width": 1280, "height": 900})
    return tab


def _without_refresh(gallery: Site) -> str:
    text = (gallery.root / "site/stories/old-lamps/index.html").read_text("utf-8")
    text, count = re.subn(r"<meta http-equiv=\"?refresh[^>]*>", "", text)
    assert count == 1
    return text


def seen_at(page: Page, width: int, scheme: str) -> None:
    """The page as it looks at this width in this scheme, once it has been laid out."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    wanted = "slate" if scheme == "dark" else "default"
    page.wait_for_function("scheme => document.body.dataset.mdColorScheme === scheme", arg=wanted)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def axe_faults(page: Page) -> list[list[object]]:
    """What axe finds, and finds again: the frame's script sets heights a moment after the window has changed."""
    found = violations(page)
    if found:
        page.wait_for_timeout(400)
        found = violations(page)
    return found


# The real story is made of the same parts as the invented ones, which have more of them.
@pytest.mark.parametrize("name", [name for name in PAGES if name != "Story that is real"])
def test_no_kind_of_page_has_a_fault_at_any_width_in_either_scheme(page: Page, gallery: Site, name: str) -> None:
    page.goto(gallery.address + PAGES[name])
    faults: list[Any] = []
    for width in WIDTHS:
        # The schemes differ in colours alone, and no colour belongs to a width.
        for scheme in ("dark", "light") if width == 1280 else ("light",):
            seen_at(page, width, scheme)
            faults += [(width, scheme, *fault) for fault in axe_faults(page)]
        faults += [(width, "wider than the window", wide)] if (wide := sideways(page)) > 0 else []
        faults += [(width, *fault) for fault in (*broken(page), *illegible(page))]
    assert faults == []


# Headings of the whole page with their levels; landmarks of a kind that stands there more than once, by their names.
OUTLINE = """() => {
  const shown = e => e.checkVisibility() && !e.closest('[aria-hidden=true]');
  const name = e => e.getAttribute('aria-label')
    || (e.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.textContent || '').join(' ').trim();
  const navs = [...document.querySelectorAll('nav, [role=navigation]')].filter(shown);
  return {
    levels: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(shown).map(e => Number(e.tagName[1])),
    unnamed: navs.filter(e => !name(e)).map(e => e.outerHTML.slice(0, 90)),
    names: navs.map(name),
    mains: document.querySelectorAll('main, [role=main]').length,
    heads: [...document.querySelectorAll('body > header, [role=banner]')].filter(shown).length,
    skip: document.querySelector('a[href^="#"]')?.className,
  };
}"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_outline_and_its_landmarks_have_names(page: Page, gallery: Site, name: str) -> None:
    page.goto(gallery.address + PAGES[name])
    found = page.evaluate(OUTLINE)
    levels = found["levels"]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1] == []
    assert found["unnamed"] == []
    assert len(set(found["names"])) == len(found["names"])
    assert (found["mains"], found["heads"]) == (1, 1)
    # The first thing for the keyboard leads past the menu, where there is more than a heading to lead to.
    assert found["skip"] == "md-skip" or PAGES[name] == "404.html"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_open_search_has_no_fault(page: Page, gallery: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(gallery.address)
    page.keyboard.press("/")
    page.locator("input.md-search__input").press_sequentially("lamps")
    page.locator(".md-search-result__item").first.wait_for(timeout=30_000)
    faults = []
    for scheme in ("light", "dark"):
        seen_at(page, width, scheme)
        faults += axe_faults(page)
    assert faults == []


# Every element that takes the keyboard, with what it looks like when it has it.
FOCUS = """() => {
  const without = [];
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, label[tabindex], [tabindex="0"]')];
  let count = 0;
  for (const e of all) {
    if (!e.checkVisibility() || e.tabIndex < 0 || e.disabled || !e.getClientRects().length) continue;
    e.focus({ preventScroll: true });
    if (document.activeElement !== e) continue;
    count++;
    const style = getComputedStyle(e);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) without.push(e.outerHTML.slice(0, 120));
  }
  return { count, without: without.slice(0, 10) };
}"""


@pytest.mark.parametrize("path", SOME)
@pytest.mark.parametrize("width", [320, 1280])
def test_whatever_has_the_keyboard_shows_it(page: Page, gallery: Site, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(gallery.address + path)
    page.keyboard.press("Tab")
    found = page.evaluate(FOCUS)
    assert found["count"] > 10
    assert found["without"] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_letters_twice_as_large_cut_nothing_off_and_stay_in_the_window(
    browser: Browser, gallery: Site, width: int
) -> None:
    found = {}
    with opened(browser) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        # What a reader sets in the browser: every rem and every width of the style sheets counted in letters follows.
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        for path in SOME:
            page.goto(gallery.address + path)
            assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
            if wrong := [*([sideways(page)] if sideways(page) > 0 else []), *broken(page), *illegible(page)]:
                found[path] = wrong
    assert found == {}


@pytest.mark.parametrize("path", SOME)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_seen_in_the_order_in_which_it_is_read(page: Page, gallery: Site, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(gallery.address + path)
    assert out_of_order(page) == []


@pytest.mark.parametrize("path", SOME)
def test_for_readers_who_want_no_movement_nothing_moves(page: Page, gallery: Site, path: str) -> None:
    page.goto(gallery.address + path)
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap(e => ['', '::before', '::after'].map(part => [e, getComputedStyle(e, part)]))
          .filter(([e, s]) => s.transitionDuration.split(',').some(t => parseFloat(t) > 0) && s.transitionProperty !== 'none'
            || s.animationName !== 'none' || s.scrollBehavior === 'smooth').map(([e]) => e.tagName + '.' + e.className).slice(0, 8)"""
    )
    assert moving == []


@pytest.mark.parametrize("path", ["stories/everything/", "stories/lamps/", "claims/"])
def test_in_forced_colours_every_standing_keeps_its_sign_its_word_and_a_frame(
    page: Page, gallery: Site, path: str
) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(gallery.address + path)
    badges = page.evaluate(
        """() => [...document.querySelectorAll('article .ep-badge')].filter(e => e.checkVisibility() && !e.closest('.ep-history')).map(e => {
          const style = getComputedStyle(e);
          return [style.borderTopStyle, style.color === style.backgroundColor, e.textContent.trim().length > 2]; })"""
    )
    assert len(badges) > 5
    assert [badge for badge in badges if badge != ["solid", False, True]] == []
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["without"] == []
