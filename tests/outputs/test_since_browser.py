"""New since your last visit in a real browser: a story built twice and served at one address, to one reader who comes back."""

from __future__ import annotations

import contextlib
import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from generator.desk import commands
from tests.browser import elsewhere, served
from tests.sites import TODAY, published
from tests.versions.test_substance import HISTORY, STORY

pytestmark = pytest.mark.browser

GATES = STORY.lstrip("\n")
CHANGED = (
    GATES.replace("status: reported\n    because: One paper says so.", HISTORY)
    .replace("claims:\n", "claims:\n  paid: {text: Okoro was paid., by: post, about: okoro, status: unverified, because: Talk., sources: [post]}\n")
    .replace("quotes:\n", "quotes:\n  late: {text: We came too late., by: okoro, sources: [post]}\n")
    .replace("corrections:\n", "corrections:\n  - {date: 2031-06-06, text: The hour was wrong.}\n  - {date: 2031-06-06, kind: typo, text: A letter.}\n")
    .replace("title: The paper reports it", "title: The papre reports it")
    .replace("\ndates:", "\ndates:\n  - {date: 2031-05-02, title: The crew meets, sources: [courier]}")
)  # fmt: skip
TYPOS = GATES.replace("title: The gates close", "title: The gates shut").replace(
    "The gates are shut", "The gates are closed"
)
TYPOS = TYPOS.replace("corrections:\n", "corrections:\n  - {date: 2031-06-06, kind: typo, text: A letter.}\n")


def crowd(n: int) -> str:
    dates = "".join(
        f"  - {{id: e{k}, date: 2030-{k % 12 + 1:02}-{k % 28 + 1:02}, title: Night {k}, {('claim: closed', 'sources: [courier]')[k % 2]}}}\n"
        for k in range(n)
    )
    return f"{GATES.split('dates:')[0]}dates:\n{dates}"


# A claim that had no status has one now; a long line on a claim, whose words the list has to cut.
OPINION = """
title: What is one to think of Harrow Bay?
published: 2031-06-01
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
claims:
  wise: {text: The gates were wise., by: courier, sort: assessment, STATUS sources: courier}
"""
LONG = "lamps and oil " * 7
UPDATES = f"""
updates:
  - {{date: 2031-06-05, text: "Of {LONG}they say [[wise|that the gates of Harrow Bay were wise]]."}}
  - {{date: 2031-06-06, text: "[[wise|{LONG * 2}were wise]], they say."}}
unknowns:
  - {{text: "[[wise|{LONG * 2}were wise]], and why."}}
"""
THOUGHT = OPINION.replace("STATUS ", "status: disputed, because: She denies it., ") + UPDATES
BEFORE = {
    "opinion.yaml": OPINION.replace("STATUS ", ""),
    "gates.yaml": GATES,
    "words.yaml": GATES,
    "crowd.yaml": crowd(5),
    "old-name.yaml": GATES,
}
AFTER = {"opinion.yaml": THOUGHT, "gates.yaml": CHANGED, "words.yaml": TYPOS, "crowd.yaml": crowd(500), "new-name.yaml": f"{CHANGED}aliases: [old-name]\n"}  # fmt: skip
FIRST_VISIT, BACK = "2031-07-01T10:00:00Z", "2031-07-03T10:00:00Z"
LIST = [
    "June 6, 2031 · Correction: The hour was wrong. · New",
    "Claim · Ada Brandt had the gates closed. ≠ Disputed · Status was Reported, now Disputed",
    "Claim · Okoro was paid. ? Unverified · New",
    "Timeline · May 2, 2031 The crew meets · New",
    "Quote · Ike Okoro “We came too late.” · New",
]


@dataclass
class Site:
    """A site whose address stays while what stands there changes."""

    address: str
    live: Path
    versions: dict[str, Path]

    def show(self, version: str) -> None:
        self.live.unlink(missing_ok=True)
        self.live.symlink_to(self.versions[version])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("since") / "newsroom"
    versions = {name: root.parent / name for name in ("before", "after")}
    with published(root, BEFORE):
        shutil.copytree(root / "site", versions["before"])
    (root / "stories" / "old-name.yaml").unlink()
    for name, text in AFTER.items():
        (root / "stories" / name).write_text(text, "utf-8")
    assert commands.build(root, TODAY, drafts=True) == 0
    shutil.copytree(root / "site", versions["after"])
    live = root.parent / "live"
    live.symlink_to(versions["before"])
    with served(live) as address:
        yield Site(address, live, versions)


@dataclass
class Reader:
    """Somebody with one browser, who comes at given times."""

    context: BrowserContext
    site: Site

    def comes(self, time: str, path: str = "stories/gates/", *, sees: str) -> Page:
        self.site.show(sees)
        self.context.clock.set_fixed_time(time)
        page = self.context.new_page()
        page.goto(self.site.address + path)
        return page


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    with reading(browser, site) as one:
        yield one


@contextlib.contextmanager
def reading(browser: Browser, site: Site, script: str = "", **given: object) -> Iterator[Reader]:
    faults: list[str] = []
    asked: list[str] = []
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "timezone_id": "UTC", **given})  # type: ignore[arg-type]
    if script:
        context.add_init_script(script)
    context.set_default_timeout(8000)
    # Where something is routed the browser answers nothing out of its own cache.
    context.route("**/nowhere", lambda route: route.abort())
    # The theme has no answer to a browser that refuses its storage; this is about our script.
    context.on("weberror", lambda error: faults.append(error.error.stack or error.error.message))
    context.on("request", lambda request: asked.append(request.url))
    try:
        yield Reader(context, site)
    finally:
        context.close()
    assert [fault for fault in faults if "since.js" in fault or not script] == []
    assert elsewhere(asked) == []


def listed(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".ep-since li").all_inner_texts()]


def marked(page: Page) -> dict[str, str]:
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.ep-since-mark')].map(m => [m.previousElementSibling.id, m.textContent]))"
    )


def seen(page: Page) -> None:
    """Wait until the list has stood before the reader's eyes."""
    page.wait_for_function("Object.keys(localStorage).some(k => JSON.parse(localStorage[k]).seen)")


def test_a_first_visit_shows_nothing_and_the_next_one_what_came_and_changed(reader: Reader) -> None:
    page = reader.comes(FIRST_VISIT, sees="before")
    assert (page.locator(".ep-since").count(), marked(page)) == (0, {})
    page.close()
    page = reader.comes(BACK, sees="after")
    assert listed(page) == LIST
    assert page.locator(".ep-since > p").first.inner_text() == "5 changes since July 1, 2031."
    section = page.get_by_role("region", name="New since your last visit")
    assert section.get_by_role("heading", level=2).count() == 1
    marks = marked(page)
    assert marks.pop("date-noon") == "Changed since your last visit · Status was Reported, now Disputed"
    assert (
        marks.pop("figure-ferries")
        == marks.pop("claim-closed")
        == "Changed since your last visit · Status was Reported, now Disputed"
    )
    assert set(marks.values()) == {"New since your last visit"}
    assert {anchor.split("-")[0] for anchor in marks} == {"claim", "quote", "date", "correction"}
    links = section.get_by_role("link")
    for number in range(links.count()):
        place = links.nth(number).get_attribute("href")
        assert page.locator(f"{place}").count() == 1


def test_what_is_new_of_a_claim_stands_with_its_badge_also_where_it_had_none_and_where_a_line_is_cut(
    reader: Reader,
) -> None:
    reader.comes(FIRST_VISIT, "stories/opinion/", sees="before").close()
    page = reader.comes(BACK, "stories/opinion/", sees="after")
    assert listed(page) == [
        "Claim · The gates were wise. ≠ Disputed · Changed",
        f"Update · June 5, 2031 Of {LONG}they say… · New",
        "Update · June 6, 2031… · New",
        f"Not known · {LONG * 2}were wise Disputed… · New",
    ]


def test_words_and_typos_never_show(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, "stories/words/", sees="before").close()
    page = reader.comes(BACK, "stories/words/", sees="after")
    assert page.get_by_text("The gates shut").count() > 0
    assert (page.locator(".ep-since").count(), marked(page)) == (0, {})


def test_a_reload_keeps_the_marks_and_the_next_visit_has_none(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, sees="before").close()
    page = reader.comes(BACK, sees="after")
    seen(page)
    for time in ("2031-07-03T10:20:00Z", "2031-07-03T10:45:00Z"):
        reader.context.clock.set_fixed_time(time)
        page.reload()
        assert listed(page) == LIST
    seen(page)
    page.close()
    page = reader.comes("2031-07-03T11:30:00Z", sees="after")
    assert (page.locator(".ep-since").count(), marked(page)) == (0, {})


def test_news_that_was_not_before_the_readers_eyes_waits_for_the_next_visit(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, sees="before").close()
    page = reader.comes(BACK, "stories/gates/#claim-closed", sees="after")
    page.wait_for_timeout(1500)
    assert page.locator("#claim-closed").evaluate(
        "one => { const r = one.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )
    assert "claim-closed" in marked(page)
    page.close()
    page = reader.comes("2031-07-05T10:00:00Z", sees="after")
    assert listed(page) == LIST
    assert "since July 1, 2031" in page.locator(".ep-since").inner_text()


def test_dismissing_by_keyboard_takes_list_and_marks_away_and_says_so(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, sees="before").close()
    page = reader.comes(BACK, sees="after")
    page.get_by_role("button", name="I have seen this").focus()
    page.keyboard.press("Enter")
    assert (page.locator(".ep-since").count(), marked(page)) == (0, {})
    assert page.evaluate("document.activeElement.textContent") == "Nothing is marked as new any more."
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")
    page.reload()
    assert (page.locator(".ep-since").count(), marked(page)) == (0, {})


def test_two_tabs_show_the_same_and_dismissing_in_one_clears_the_other(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, sees="before").close()
    one = reader.comes(BACK, sees="after")
    other = reader.comes("2031-07-03T10:01:00Z", sees="after")
    assert listed(one) == listed(other) == LIST
    one.get_by_role("button", name="I have seen this").click()
    other.wait_for_selector(".ep-since", state="detached")
    assert marked(other) == {}


def test_a_tab_left_open_on_the_older_page_does_not_undo_what_a_newer_one_kept(reader: Reader) -> None:
    old = reader.comes(FIRST_VISIT, sees="before")
    page = reader.comes(BACK, sees="after")
    page.get_by_role("button", name="I have seen this").click()
    kept = page.evaluate("JSON.stringify(localStorage)")
    old.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("JSON.stringify(localStorage)") == kept


def test_a_story_that_moved_is_known_by_its_old_address(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, "stories/old-name/", sees="before").close()
    page = reader.comes(BACK, "stories/new-name/", sees="after")
    assert listed(page) == LIST
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('ep-since'))") == [
        "ep-since:/stories/new-name"
    ]


def test_readers_can_have_their_visits_forgotten_and_remembered_again(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, "stories/words/", sees="before").close()
    reader.comes(FIRST_VISIT, sees="before").close()
    page = reader.comes(BACK, sees="after")
    page.get_by_role("button", name="Do not remember my visits").click()
    kept = "Object.keys(localStorage).filter(k => k.startsWith('ep-since'))"
    assert page.evaluate(kept) == ["ep-since-off"]
    page.reload()
    page.goto(reader.site.address + "stories/words/")
    assert (page.evaluate(kept), page.locator(".ep-since").count()) == (["ep-since-off"], 0)
    page.evaluate("localStorage.removeItem('ep-since-off')")
    reader.comes(FIRST_VISIT, sees="before").close()
    page = reader.comes(BACK, sees="after")
    page.get_by_role("button", name="Do not remember my visits").click()
    page.get_by_role("button", name="Remember them again").click()
    assert page.evaluate("document.activeElement.textContent") == "Your visits are remembered in this browser again."
    assert page.evaluate(kept) == ["ep-since:/stories/gates"]


REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


@pytest.mark.parametrize("script", [REFUSED, FULL])
def test_a_browser_that_keeps_nothing_marks_nothing_and_says_nothing(browser: Browser, site: Site, script: str) -> None:
    with reading(browser, site, script) as one:
        one.comes(FIRST_VISIT, sees="before").close()
        page = one.comes(BACK, sees="after")
        assert (page.locator(".ep-since").count(), page.locator("h1").is_visible()) == (0, True)


@pytest.mark.parametrize(
    "kept", ["{", "null", "7", '{"base": 7, "since": 1, "at": 1}', '{"base": "", "since": null, "at": 1}', '["x"]']
)
def test_what_is_kept_and_broken_counts_as_a_first_visit(reader: Reader, kept: str) -> None:
    page = reader.comes(FIRST_VISIT, sees="before")
    page.evaluate("kept => localStorage.setItem('ep-since:/stories/gates', kept)", kept)
    page.close()
    page = reader.comes(BACK, sees="after")
    assert page.locator(".ep-since").count() == 0
    assert json.loads(page.evaluate("localStorage['ep-since:/stories/gates']"))["base"] != ""


def test_kept_nonsense_of_the_right_shape_breaks_nothing(reader: Reader) -> None:
    page = reader.comes(FIRST_VISIT, sees="before")
    page.evaluate(
        """localStorage.setItem('ep-since:/stories/gates', JSON.stringify({ base: 'c <b> ,,,, c,closed,"', since: 1e15, at: 5, seen: 3 }))"""
    )
    page.close()
    page = reader.comes(BACK, sees="after")
    assert page.locator("h1").is_visible()


def test_nothing_moves_and_nothing_waits_when_the_list_comes(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, sees="before").close()
    reader.context.add_init_script(
        "window.shifts = []; new PerformanceObserver(l => shifts.push(...l.getEntries().map(e => e.value))).observe({ type: 'layout-shift', buffered: true })"
    )
    page = reader.comes(BACK, sees="after")
    page.wait_for_timeout(800)
    assert page.locator(".ep-since").is_visible()
    assert page.evaluate("shifts.reduce((a, b) => a + b, 0)") == 0
    assert page.locator("html.ep-since-waiting").count() == 0


def test_a_long_list_is_folded_after_twelve_lines_and_the_page_stays_light(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, "stories/crowd/", sees="before").close()
    page = reader.comes(BACK, "stories/crowd/", sees="after")
    assert page.locator(".ep-since > ul > li").count() == 12
    summary = page.locator(".ep-since summary")
    assert summary.inner_text() == "483 more"
    assert not page.locator(".ep-since details li").first.is_visible()
    summary.click()
    assert page.locator(".ep-since details li:visible").count() == 483
    text = (reader.site.versions["after"] / "stories" / "crowd" / "index.html").read_bytes()
    start = text.index(b'<div class="ep-since-data"')
    without = text[:start] + text[text.index(b"</div>", start) + 6 :]
    added = len(gzip.compress(text)) - len(gzip.compress(without))
    assert added < 6_500


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault_and_nothing_sticks_out(browser: Browser, site: Site, scheme: str, width: int) -> None:
    with reading(browser, site, viewport={"width": width, "height": 800}, color_scheme=scheme) as one:
        one.comes(FIRST_VISIT, sees="before").close()
        page = one.comes(BACK, sees="after")
        page.wait_for_selector(".ep-since")
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_shows_neither_list_nor_marks(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, sees="before").close()
    page = reader.comes(BACK, sees="after")
    page.wait_for_selector(".ep-since")
    page.emulate_media(media="print")
    assert page.locator(".ep-since:visible, .ep-since-mark:visible").count() == 0
    assert page.locator("#claim-closed").is_visible()


def test_a_page_that_is_swapped_in_without_loading_is_visited_too(reader: Reader) -> None:
    reader.comes(FIRST_VISIT, sees="before").close()
    page = reader.comes(BACK, "stories/words/", sees="after")
    page.evaluate(
        """async (path) => {
          const fresh = new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
          history.pushState({}, '', path);
          document.querySelector('.md-container').replaceWith(fresh.querySelector('.md-container'));
          window.document$.next(document);
        }""",
        "/stories/gates/",
    )
    page.wait_for_selector(".ep-since")
    assert listed(page) == LIST


def test_a_preview_shows_and_keeps_nothing(reader: Reader) -> None:
    def previewed(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        text = response.text().replace("</head>", '<link rel="stylesheet" href="/_preview/preview.css"></head>')
        route.fulfill(response=response, body=text)  # type: ignore[attr-defined]

    reader.context.route("**/stories/gates/", previewed)
    reader.comes(FIRST_VISIT, sees="before").close()
    page = reader.comes(BACK, sees="after")
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('ep-since'))") == []
    assert page.locator(".ep-since").count() == 0
