"""'Cite this page' in a real browser: what is typed arrives sign by sign, and the buttons work by keyboard and tell how it went."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.dates.forms import parse_when
from generator.language.words import english
from generator.outputs.bibtex import bibtex
from generator.outputs.cite import CitablePage, csl_json, plain_text
from generator.publish.search_text import search_page
from tests.browser import opened
from tests.sites import published

pytestmark = pytest.mark.browser

TITLE = "Gates </script><script>alert(1)</script> \\alpha | {b} & 'c' \"d\" [^x] ![[y]] *z* --> ]]>"
NAMES = ("O'Brien </pre></details><img src=x onerror=alert(2)>", "{A} and \\B | C", "白浪港報", "Søren -- Ærø")
URL = "https://courier.example/a%7Eb"
CITED = CitablePage(
    "gates",
    TITLE,
    "en",
    NAMES,
    "The <b>Courier</b> & Co.",
    parse_when("2031-06-01"),
    parse_when("2031-10-30"),
    f"{URL}/stories/gates/",
    ("This story is made up: Invented `for` a {test}.",),
)
LINE, ENTRY, DATA = plain_text(CITED, english()), bibtex(CITED, "en"), csl_json(CITED, english())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of a newsroom with one story whose words are as awkward as can be."""
    newsroom = {"name": CITED.publisher, "url": URL}
    gates = {
        "title": TITLE,
        "published": "2031-06-01",
        "updated": "2031-10-30",
        "fictional": "Invented `for` a {test}.",
        "by": list(NAMES),
        "summary": "Nothing much.",
    }
    # JSON is YAML, and needs no care with quotation marks.
    files = {"_newsroom.yaml": json.dumps(newsroom), "gates.yaml": json.dumps(gates)}
    with published(tmp_path_factory.mktemp("cite") / "newsroom", files) as site:
        yield f"{site}stories/gates/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The story's page with a clipboard that a test may read, and no dialog ever opened."""
    with opened(browser) as (tab, _):
        dialogs: list[str] = []
        tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab.goto(address)
        tab.locator(".ep-copy button").first.wait_for()
        yield tab
        assert dialogs == []


def pressed(page: Page, name: str) -> str:
    """Reach a button by the Tab key alone, press it with the keyboard, and give what is then told."""
    button = page.get_by_role("button", name=name, exact=True)
    page.locator("#cite .headerlink").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == name:
            break
    assert button.evaluate("e => e === document.activeElement && e.matches(':focus-visible')")
    page.keyboard.press("Enter")
    told = button.locator("xpath=following-sibling::*[@role='status']")
    page.wait_for_function("e => e.textContent !== ''", arg=told.element_handle())
    return told.inner_text()


def test_what_was_typed_stands_on_the_page_sign_by_sign(page: Page) -> None:
    shown = [one.text_content() for one in page.locator(".ep-cite [data-copies]").all()]
    assert shown == [LINE, ENTRY, DATA]
    assert TITLE in LINE and json.loads(DATA)[0]["title"] == TITLE


def test_all_of_it_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    with opened(browser, javascript=False) as (page, _):
        page.goto(address)
        assert page.locator(".ep-cite-line").inner_text() == LINE
        assert page.locator(".ep-copy, .ep-cite button").count() == 0
        for number, text in enumerate((ENTRY, DATA)):
            folded = page.locator(".ep-cite details").nth(number)
            assert not folded.locator("pre").is_visible()
            folded.locator("summary").focus()
            page.keyboard.press("Enter")
            assert folded.locator("pre").inner_text() == text


@pytest.mark.parametrize(("name", "text"), [("Copy", LINE), ("Copy BibTeX", ENTRY), ("Copy CSL-JSON", DATA)])
def test_each_text_is_copied_by_keyboard_and_that_is_told(page: Page, name: str, text: str) -> None:
    page.locator(".ep-cite details").evaluate_all("all => all.forEach(one => { one.open = true })")
    page.evaluate("navigator.clipboard.writeText('before')")
    assert pressed(page, name) == "Copied"
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_what_is_told_is_announced_and_a_second_press_is_told_anew(page: Page) -> None:
    told = page.locator(".ep-copy [role=status][aria-live=polite]")
    assert [one.text_content() for one in told.all()] == ["", "", ""]
    changes = told.first.evaluate_handle(
        "e => { const all = []; new MutationObserver(() => all.push(e.textContent))"
        ".observe(e, {childList: true, characterData: true, subtree: true}); return all; }"
    )
    for times in (1, 2):
        pressed(page, "Copy")
        page.wait_for_function("([all, n]) => all.filter(t => t === 'Copied').length === n", arg=[changes, times])
    assert changes.json_value() == ["Copied", "", "Copied"]


def test_without_the_clipboard_of_safe_pages_the_older_way_is_taken(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    page.evaluate("document.addEventListener('copy', () => { window.heard = String(getSelection()) })")
    assert pressed(page, "Copy") == "Copied"
    assert page.evaluate("window.heard") == LINE
    assert page.evaluate("String(getSelection())") == ""


def test_a_text_that_cannot_be_copied_is_marked_and_the_reader_told(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    page.evaluate("document.execCommand = () => false")
    assert (
        pressed(page, "Copy")
        == "This could not be copied. It is marked: copy it with the keys or the menu of your device."
    )
    assert page.evaluate("String(getSelection())") == LINE


def test_the_buttons_are_large_enough_for_a_finger_and_nothing_is_too_wide(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.locator(".ep-cite details").evaluate_all("all => all.forEach(one => { one.open = true })")
    boxes = [one.bounding_box() for one in page.locator(".ep-copy button").all()]
    assert len(boxes) == 3
    assert all(box and box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_search_does_not_repeat_the_entries(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        known = search_page(page.request.get(address).text())
    assert known is not None
    found = next(entry for entry in known.entries if entry.id == "cite")
    assert "Add the day" in found.words and "online" not in found.words
