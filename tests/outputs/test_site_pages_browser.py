"""The pages about all stories in a real Chromium: the filter of the claims, folded lists, no scroll to the side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import elsewhere, opened, served
from tests.doors import DAY, explainer
from tests.layout import sideways
from tests.newsrooms import write

pytestmark = pytest.mark.browser
ACTORS = """
brandt: {name: Ada Brandt, kind: person, role: harbour master}
wick: {name: Jonas Wick, kind: person, role: clerk}
"""
SOURCES = """
courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
weekly: {kind: article, publisher: The Made-up Weekly, title: On the lamps, read: 2031-05-04}
"""
GATES = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
topics: [Harbour, 港口]
claims:
  closed: {text: Brandt had the gates closed., by: wick, about: brandt, status: disputed, because: She denies it., sources: courier}
  paid: {text: Wick paid for the lamps., by: brandt, about: wick, status: unverified, sources: [courier, weekly]}
  seen: {text: A light was seen., by: courier, status: reported, sources: courier}
responses: [{by: brandt, to: closed, response: denies, sources: courier}]
quotes: {never: {text: I never did, by: brandt, sources: courier}}
dates: [{id: falls, date: 2031-05, title: The gates fall, claim: closed, actors: brandt}]
unknowns: [{text: Who turned the wheel.}]
corrections: [{date: 2031-06-05, text: The month was wrong., was: We wrote March.}]
"""
FERRY = """
title: Who paid for the ferry with a very long name that nobody in all of Harrow Bay could ever say in one breath?
published: 2031-06-02
fictional: Invented to test the tool.
topics: [Harbour]
claims:
  bought: {text: Brandt bought the ferry., by: wick, about: brandt, status: reported, sources: courier}
"""
PAGES = ("", "stories/", "actors/", "actors/brandt/", "topics/", "topics/harbour/", "claims/", "timeline/", "sources/", "corrections/", "unknowns/")  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from tests.conftest import lay_out_site

    root = tmp_path_factory.mktemp("lists") / "newsroom"
    lay_out_site(root)
    (root / "docs/index.md").unlink(missing_ok=True)
    shared = {"stories/_actors.yaml": ACTORS, "stories/_sources.yaml": SOURCES}
    write(root, {**shared, "stories/gates.yaml": GATES, "stories/ferry.yaml": FERRY})
    assert explainer(root, "build", *DAY, seconds=120)[0] == 0
    with served(root / "site") as host:
        yield host


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser) as (page, asked):
        yield page
        assert elsewhere(asked) == []


def shown(page: Page) -> list[str]:
    """The claims that are to be seen, in order."""
    rows = page.locator(".ep-rows > ul > li:visible").all()
    return [row.locator("a").first.inner_text() for row in rows]


def test_the_register_is_filtered_by_status_speaker_story_and_words(page: Page, address: str) -> None:
    page.goto(f"{address}claims/")
    every = [
        "Brandt had the gates closed.",
        "Brandt bought the ferry.",
        "A light was seen.",
        "Wick paid for the lamps.",
    ]
    assert shown(page) == every
    status = page.locator(".ep-filter-state [role=status]")
    expect(status).to_have_text("4 of 4 claims are shown.")
    page.get_by_label("Status").select_option("Reported")
    assert shown(page) == ["Brandt bought the ferry.", "A light was seen."]
    expect(status).to_have_text("2 of 4 claims are shown.")
    page.get_by_label("Who says so").select_option("Jonas Wick")
    assert shown(page) == ["Brandt bought the ferry."]
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == every
    page.get_by_label("Story").select_option(index=1)
    assert len(shown(page)) == 3
    page.get_by_label("With the words").fill("LAMPS wick")
    assert shown(page) == ["Wick paid for the lamps."]
    page.get_by_label("With the words").fill("Lámps")
    assert shown(page) == ["Wick paid for the lamps."]
    page.get_by_label("With the words").fill("nothing like it")
    expect(status).to_have_text("No claim fits.")
    assert page.locator("h2:visible").count() == 0


def test_a_choice_is_kept_in_the_address_and_comes_back_with_it(page: Page, address: str) -> None:
    page.goto(f"{address}claims/")
    page.get_by_label("With the words").press_sequentially("brandt")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/claims/?words=brandt&status=Disputed")
    page.reload()
    assert shown(page) == ["Brandt had the gates closed."]


def test_without_scripts_the_register_stands_whole_and_without_a_filter(browser: Browser, address: str) -> None:
    with opened(browser, javascript=False) as (page, _):
        page.goto(f"{address}claims/")
        assert (len(shown(page)), page.locator(".ep-filter:visible").count()) == (4, 0)


def test_no_list_scrolls_to_the_side_or_skips_a_level_of_headings(page: Page, address: str) -> None:
    found = {}
    for path in PAGES:
        page.goto(f"{address}{path}")
        levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))")
        skipped = [(a, b) for a, b in zip(levels, levels[1:], strict=False) if b > a + 1]
        wide = []
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            wide += [width] if sideways(page) > 0 else []
        if wide or levels.count(1) != 1 or skipped:
            found[path] = (wide, levels.count(1), skipped)
    assert found == {}


def test_the_claims_behind_a_source_unfold(page: Page, address: str) -> None:
    page.goto(f"{address}sources/")
    claim = page.locator("details").first.get_by_text("Wick paid for the lamps.")
    assert not claim.is_visible()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(claim).to_be_visible()


def test_every_source_is_a_row_of_its_own_and_no_mark_of_markdown_is_left_over(page: Page, address: str) -> None:
    page.goto(f"{address}sources/")
    rows = page.locator(".ep-rows > ul > li:has(.ep-place)")
    assert [row.locator("strong").first.inner_text() for row in rows.all()] == [
        "The Made-up Courier",
        "The Made-up Weekly",
    ]
    left = {}
    for path in PAGES:
        page.goto(f"{address}{path}")
        found = page.evaluate(
            """[...document.querySelectorAll("article [markdown]")].map(e => e.outerHTML.slice(0, 80)).concat(
                [...document.querySelectorAll("article p")].filter(e => /^(-|#+) /.test(e.textContent)).map(e => e.textContent))"""
        )
        if found:
            left[path] = found
    assert left == {}


def test_a_source_note_leads_to_all_uses_of_the_source(page: Page, address: str) -> None:
    page.goto(f"{address}stories/ferry/")
    page.get_by_role("link", name="All uses of this source").click()
    page.wait_for_url("**/sources/#source-courier")
    assert page.locator("#source-courier").count() == 1


def test_from_a_search_to_a_claim_to_its_source_to_the_other_stories(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.locator("input.md-search__input").press_sequentially("gates closed")
    page.locator(".ep-search-entry", has_text="Brandt had the gates closed. Disputed").first.click(timeout=15_000)
    page.wait_for_url("**/stories/gates/#claim-closed")
    page.locator("#claim-closed ~ * a.footnote-ref").first.click()
    page.locator("li[id='fn:courier']").get_by_role("link", name="All uses of this source").click()
    page.wait_for_url("**/sources/#source-courier")
    page.locator(".ep-rows").get_by_role("link", name="Who paid for the ferry").first.click()
    page.wait_for_url("**/stories/ferry/#source-courier")


def test_the_page_is_told_in_an_order_that_reads_without_styles(page: Page, address: str) -> None:
    page.goto(f"{address}actors/brandt/")
    text = page.locator("article").inner_text()
    places = [
        text.index(words)
        for words in ("Home", "Ada Brandt", "harbour master", "Takes part in", "What is claimed", "Timeline")
    ]
    assert places == sorted(places)
