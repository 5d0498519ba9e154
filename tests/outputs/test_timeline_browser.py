"""The timeline in a real browser: what is chosen, the keyboard, the address, links to what is hidden, paper, right to left."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import opened
from tests.sites import ROOT, published

pytestmark = pytest.mark.browser

STORY = """
title: The lamps of Vellmouth
fictional: Vellmouth and everybody in it are invented.
published: 2031-06-01
actors:
  brandt: {name: Ada Brandt, kind: person}
  okoro: {name: "Ike <Okoro>", kind: person}
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
claims:
  sure: {text: The lamps were lit at nine., by: courier, about: brandt, status: confirmed, because: So., sources: [courier]}
  said: {text: Okoro put them out., by: courier, about: okoro, status: reported, sources: [courier]}
timeline: {lanes: [okoro, brandt]}
dates:
"""
ENTRIES = (
    "{id: strike, date: 2030/2031-02, title: The strike, era: true, sources: [courier]}",
    "{id: lit, date: 2030-02-01, title: The lamps are lit, claim: sure}",
    "{id: out, date: 2030-03-01, title: The lamps go out, claim: said, topics: [Lamps]}",
    "{id: oil, date: 2030-04-01, title: Oil comes, actors: [brandt, okoro], topics: [Oil], sources: [courier]}",
    "{id: bid, date: 2030-05, title: A bid, actors: [okoro], sources: [courier]}",
    "{id: night, date: 2030-06-01, title: A dark night, claim: said, text: 'It was dark [@courier, p. 2].'}",
    "{id: plan, date: 2033, title: New lamps, happened: planned, actors: [brandt], sources: [courier]}",
)
PROSE = """
sections:
  - {id: then, heading: What happened then, text: "First [[lit]], then [[out]]."}
"""
CROWD = "".join(
    f"  - {{id: e{n}, date: 2030-{n % 12 + 1:02}-{n % 28 + 1:02}, title: Night {n}, {('claim: said', 'claim: sure', 'sources: [courier]')[n % 3]}}}\n"
    for n in range(90)
)
PATH, CROWDED = "stories/lamps/", "stories/crowd/"
SHOWN = "[...document.querySelectorAll('[data-tl]')].filter(e => e.getClientRects().length).map(e => e.dataset.tl)"
DRAWN = """[...new Set([...document.querySelectorAll('.ep-picture [data-tl-ids]')].filter(e => e.getClientRects().length)
  .flatMap(e => e.dataset.tlIds.split(' ')))].sort()"""
ALL = ["strike", "lit", "out", "oil", "bid", "night", "plan"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    entries = "".join(f"  - {entry}\n" for entry in ENTRIES)
    with published(
        tmp_path_factory.mktemp("timeline") / "newsroom",
        {"lamps.yaml": STORY.lstrip("\n") + entries + PROSE.lstrip("\n"), "crowd.yaml": STORY.lstrip("\n") + CROWD},
    ) as address:
        yield address


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    with opened(browser) as (page, _):
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        assert faults == []


def told(page: Page) -> str:
    return page.locator(".ep-tl-told [role=status]").inner_text()


def after(page: Page) -> str:
    """What stands in the address after the path."""
    return re.sub(r"^.*?/stories/\w+/", "", page.url)


def open_filter(page: Page) -> None:
    page.locator(".ep-tl-tools summary").click()


# -- the filter --


def test_what_is_chosen_goes_for_the_list_and_the_picture_and_is_told(tab: Page, site: str) -> None:
    tab.goto(site + PATH)
    assert (tab.evaluate(SHOWN), tab.evaluate(DRAWN), told(tab)) == (ALL, sorted(ALL), "")
    open_filter(tab)
    for way, value, shown in (
        ("actor", "okoro", ["out", "oil", "bid", "night"]),
        ("topic", "oil", ["oil"]),
        ("status", "reported", []),
    ):
        tab.locator(f"[name=tl-{way}]").select_option(value)
        assert (tab.evaluate(SHOWN), tab.evaluate(DRAWN)) == (shown, sorted(shown))
    assert told(tab) == "Shown: 0 of 7 entries. Hidden: 7. Chosen: Ike <Okoro> + Oil + Reported."
    assert after(tab) == "?tl-actor=okoro&tl-topic=oil&tl-status=reported"
    tab.get_by_role("button", name="Show all").click()
    assert (tab.evaluate(SHOWN), told(tab), after(tab)) == (ALL, "", "")


def test_only_what_is_confirmed_leaves_claims_and_plans_out(tab: Page, site: str) -> None:
    tab.goto(site + PATH)
    open_filter(tab)
    box = tab.get_by_role("checkbox", name="Only what is confirmed")
    box.check()
    settled = ["strike", "lit", "oil", "bid"]
    assert (tab.evaluate(SHOWN), tab.evaluate(DRAWN)) == (settled, sorted(settled))
    assert told(tab) == "Shown: 4 of 7 entries. Hidden: 3. Chosen: Confirmed, or told in our own voice."
    titles = tab.locator(".ep-picture a > text:visible").all_text_contents()
    assert titles == ["The strike", "Oil comes", "A bid", "✓ The lamps are lit", "Oil comes"]
    tab.locator("[name=tl-status]").select_option("planned")
    assert (box.is_checked(), tab.evaluate(SHOWN)) == (False, ["plan"])


def test_a_group_counts_names_and_leads_to_what_is_left_of_it(tab: Page, site: str) -> None:
    tab.goto(site + CROWDED)
    counted = """[...document.querySelectorAll('.ep-picture a')].filter(e => e.getClientRects().length)
        .map(e => Number(e.querySelector('svg text')?.textContent || 1)).reduce((a, b) => a + b)"""
    lanes = tab.evaluate(counted)
    open_filter(tab)
    tab.locator("[name=tl-status]").select_option("confirmed")
    assert (lanes, tab.evaluate(counted), len(tab.evaluate(SHOWN))) == (90, 30, 30)
    hidden_targets = """[...document.querySelectorAll('.ep-picture a')].filter(e => e.getClientRects().length)
        .filter(a => document.querySelector(a.getAttribute('href')).closest('[data-tl]').hidden).length"""
    assert tab.evaluate(hidden_targets) == 0
    titles = tab.eval_on_selector_all(
        ".ep-picture a",
        "all => all.filter(e => e.getClientRects().length).map(e => e.querySelector('title').textContent)",
    )
    assert [title for title in titles if "Reported" in title] == []


def test_a_shared_address_shows_the_same_and_one_that_is_wrong_shows_everything(tab: Page, site: str) -> None:
    tab.goto(f"{site}{PATH}?tl-status=settled&tl-actor=brandt")
    assert (tab.evaluate(SHOWN), tab.get_by_role("checkbox").is_checked()) == (["lit", "oil"], True)
    tab.goto(f"{site}{PATH}?tl-status=%3Cscript%3E&tl-actor=constructor&tl-topic=")
    assert (tab.evaluate(SHOWN), told(tab)) == (ALL, "")


def test_choosing_hides_the_entry_in_the_address_and_takes_it_out(tab: Page, site: str) -> None:
    tab.goto(f"{site}{PATH}#date-out")
    open_filter(tab)
    tab.locator("[name=tl-status]").select_option("confirmed")
    assert (tab.evaluate(SHOWN), after(tab)) == (["lit"], "?tl-status=confirmed")
    tab.reload()
    assert tab.evaluate(SHOWN) == ["lit"]


def test_the_filter_works_without_a_pointer(tab: Page, site: str) -> None:
    tab.goto(site + PATH)
    tab.locator(".ep-tl-tools summary").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.name") == "tl-actor"
    for _ in range(3):
        tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    assert tab.evaluate(SHOWN) == ["strike", "lit", "oil", "bid"]
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert (tab.evaluate(SHOWN), tab.evaluate("document.activeElement.tagName")) == (ALL, "SUMMARY")


# -- links to what is hidden --


@pytest.mark.parametrize("way", ["prose", "address", "source note"])
def test_a_link_to_a_hidden_entry_lifts_the_filter_and_says_so(tab: Page, site: str, way: str) -> None:
    target = "fnref" if way == "source note" else "date-out"
    if way == "address":
        tab.goto(f"{site}{PATH}?tl-status=confirmed#date-out")
    else:
        tab.goto(f"{site}{PATH}?tl-status=confirmed")
        assert tab.evaluate(SHOWN) == ["lit"]
        if way == "prose":
            tab.locator("p > a[href='#date-out']").first.click()
        else:
            hidden = "[...document.querySelectorAll('[data-tl=night] sup[id]')].pop().id"
            tab.evaluate(f"location.hash = {hidden}")
    tab.wait_for_function(f"{SHOWN}.length === 7")
    assert told(tab) == "The entry you followed a link to was hidden. All 7 entries are shown again."
    assert "tl-status" not in tab.url and target in tab.url
    tab.wait_for_function(
        "(e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight)(document.querySelector(':target'))"
    )


# -- keyboard and address --


def _focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_j_and_k_lead_through_what_is_shown_and_the_address_follows(tab: Page, site: str) -> None:
    tab.goto(f"{site}{PATH}?tl-status=settled")
    steps = tab.evaluate("history.length")
    tab.locator(".ep-tl-tools summary").focus()
    seen = []
    for key in "jjkjjjj":
        tab.keyboard.press(key)
        seen.append((_focus(tab), after(tab)))
    assert seen == [
        (f"date-{id}", f"?tl-status=settled#date-{id}")
        for id in ("strike", "lit", "strike", "lit", "oil", "bid", "bid")
    ]
    assert tab.evaluate("history.length") == steps
    assert tab.evaluate("document.activeElement.matches(':focus-visible')")


def test_the_keys_do_nothing_outside_the_timeline_in_choices_or_with_another_key(tab: Page, site: str) -> None:
    tab.goto(site + PATH)
    tab.keyboard.press("j")
    open_filter(tab)
    tab.locator("[name=tl-actor]").focus()
    tab.keyboard.press("j")
    tab.locator(".ep-tl-tools summary").focus()
    tab.keyboard.press("Control+j")
    assert (after(tab), tab.evaluate("document.activeElement.tagName")) == ("", "SUMMARY")


def test_whoever_comes_by_a_link_can_go_on_by_keyboard(tab: Page, site: str) -> None:
    tab.goto(site + PATH)
    tab.locator(".ep-picture a[href='#date-out']").first.locator("path, circle, rect").first.click()
    tab.wait_for_function("document.activeElement.id === 'date-out'")
    tab.keyboard.press("j")
    assert _focus(tab) == "date-oil"


def test_the_address_follows_a_reader_who_scrolls_and_nobody_else(tab: Page, site: str) -> None:
    tab.set_viewport_size({"width": 800, "height": 500})
    tab.goto(site + PATH)
    tab.evaluate("scrollTo(0, document.querySelector('[data-tl=oil]').getBoundingClientRect().top + scrollY - 130)")
    tab.wait_for_timeout(600)
    assert after(tab) == ""
    tab.mouse.move(400, 250)
    tab.mouse.wheel(0, 5)
    tab.wait_for_function("location.hash === '#date-oil'")
    tab.mouse.wheel(0, -20000)
    tab.wait_for_function("location.hash === ''")
    assert tab.evaluate("history.length") == 2


# -- without the script, on paper, from right to left --


def test_without_scripts_the_page_is_whole_and_offers_no_filter(browser: Browser, site: str) -> None:
    with opened(browser, javascript=False) as (page, _):
        page.goto(f"{site}{PATH}?tl-status=confirmed")
        assert page.locator("[data-tl]:visible").count() == 7
        assert page.locator(".ep-tl-tools:visible, .ep-tl-tools :visible").count() == 0


def test_paper_has_what_is_shown_and_says_that_it_is_not_all(tab: Page, site: str) -> None:
    tab.goto(f"{site}{PATH}?tl-status=settled")
    tab.emulate_media(media="print")
    assert tab.evaluate(SHOWN) == ["strike", "lit", "oil", "bid"]
    assert told(tab).startswith("Shown: 4 of 7 entries. Hidden: 3.")
    assert tab.locator(".ep-tl-tools :is(select, button, summary):visible").count() == 0


def test_from_right_to_left_time_runs_that_way_and_words_stay_readable(tab: Page, site: str) -> None:
    tab.goto(site + PATH)
    tab.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")
    centres = """['lit', 'out', 'oil'].map(id => document.querySelector(`.ep-picture a[href="#date-${id}"]`))
        .map(a => a.querySelector('circle, path').getBoundingClientRect()).map(b => b.left + b.width / 2)"""
    found = tab.evaluate(centres)
    assert found == sorted(found, reverse=True)
    # Twice mirrored is not mirrored: the words' own matrix times the picture's keeps letters as they are.
    assert tab.evaluate(
        "[...document.querySelectorAll('.ep-picture > svg text')].filter(t => t.getClientRects().length)"
        ".every(t => t.getScreenCTM().a > 0)"
    )
    wide = tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    open_filter(tab)
    tab.locator("[name=tl-actor]").select_option("brandt")
    assert (wide, tab.evaluate(SHOWN)) == (True, ["lit", "oil", "plan"])


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_window_even_with_letters_twice_as_large(tab: Page, site: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    for size in ("", "200%"):
        for path in (PATH, CROWDED):
            tab.goto(f"{site}{path}?tl-status=settled")
            tab.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            # The site's own head may be wider with very large letters; what is asked here is the timeline.
            out = tab.evaluate(
                """[...document.querySelectorAll('.ep-tl-tools, .ep-tl-tools *, .ep-timeline, .ep-timeline *, .ep-picture text')]
                .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => e.tagName + ' ' + e.textContent.slice(0, 30))"""
            )
            assert out == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_in_the_timeline_filtered_or_not(tab: Page, site: str, scheme: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for query in ("", "?tl-status=settled"):
        tab.goto(site + PATH + query)
        # Between the two, one dissolves into the other: what is asked is what stands.
        tab.wait_for_timeout(300)
        found = Axe().run(tab, context={"include": [[".ep-tl-tools"], [".ep-picture"], [".ep-timeline"]]})
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found.response["violations"]] == []


def test_screen_readers_get_a_list_that_tells_date_status_headline(tab: Page, site: str) -> None:
    tab.goto(site + PATH)
    heard = tab.locator(".ep-timeline").aria_snapshot()
    assert "\n".join(line.strip() for line in heard.splitlines() if "heading" in line).splitlines() == [
        '- heading "from 2030 to February 2031 The strike" [level=3]:',
        '- heading "February 1, 2030 Confirmed The lamps are lit" [level=3]:',
        '- heading "March 1, 2030 Reported The lamps go out" [level=3]:',
        '- heading "April 1, 2030 Oil comes" [level=3]:',
        '- heading "May 2030 A bid" [level=3]:',
        '- heading "June 1, 2030 Reported A dark night" [level=3]:',
        '- heading "2033 Planned New lamps" [level=3]:',
    ]
    assert (heard.splitlines()[0], tab.locator(".ep-picture").get_attribute("aria-hidden")) == ("- list:", "true")


def test_colours_forced_by_the_system_leave_marks_that_can_be_told_apart(browser: Browser, site: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(site + PATH)
    fill = (
        """id => getComputedStyle(document.querySelector(`.ep-picture a[href="#date-${id}"] :is(circle, path)`)).fill"""
    )
    canvas = page.evaluate(
        "(() => { const e = document.body.appendChild(document.createElement('i')); e.style.color = 'Canvas';"
        " return getComputedStyle(e).color; })()"
    )
    assert [page.evaluate(fill, id) == canvas for id in ("lit", "out")] == [False, True]
    dot = "id => getComputedStyle(document.querySelector(`[data-tl=${id}]`), '::before').backgroundColor"
    dots = {id: page.evaluate(dot, id) == canvas for id in ("oil", "lit", "out", "plan")}
    assert dots == {"oil": False, "lit": False, "out": True, "plan": True}
    context.close()


# -- other pages --

PARTS = """<!doctype html><title>Any list</title>
<div data-timeline-tools="all" data-shown="{n}/{all}/{hidden}" data-filtered="{what}" data-lifted="lifted {all}" hidden>
  <details><summary>Choose</summary><form><select name="tl-topic"><option value="">-</option><option value="law">Law</option></select></form></details>
  <p class="ep-tl-told"><span role="status"></span> <button>All</button></p></div>
<div id="all" data-timeline>
  <section data-tl-part id="y1"><h2>2029</h2><p data-tl="a" id="a" data-tl-topics="law tax">A</p></section>
  <section data-tl-part id="y2"><h2>2030</h2><p data-tl="b" id="b">B</p></section>
</div>
<ol id="bare" data-timeline><li data-tl="c"><h3 id="c">C</h3></li><li data-tl="d"><h3 id="d"><a href="#c">D</a></h3></li></ol>"""


def test_any_list_with_the_markup_has_its_filter_and_its_keys(tab: Page, site: str) -> None:
    address = "http://127.0.0.1/any/"
    script = (ROOT / "generator" / "theme" / "assets" / "timeline.js").read_text("utf-8")
    tab.route(
        address + "**", lambda route: route.fulfill(body=f"{PARTS}<script>{script}</script>", content_type="text/html")
    )
    tab.goto(address)
    tab.locator("summary").click()
    tab.locator("select").select_option("law")
    assert tab.evaluate("[...document.querySelectorAll('[hidden]')].map(e => e.id)") == ["y2", "b"]
    assert (told(tab), tab.url) == ("1/2/1 Law", address + "?tl-topic=law")
    tab.goto(address + "?tl-topic=law#b")
    assert (told(tab), tab.url) == ("lifted 2", address + "#b")
    tab.locator("#d a").focus()
    tab.keyboard.press("k")
    assert (_focus(tab), tab.url) == ("c", address + "#c")
