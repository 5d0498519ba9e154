"""The preview in a real browser: what a writer sees between a save and the next one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import elsewhere, opened
from tests.previews import Preview, newsroom, previewing, story

pytestmark = pytest.mark.browser

GATES = "stories/gates/"
BROKEN = "V: x: y"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Preview]]:
    """One preview for the tests of this file; each puts the stories back."""
    root = newsroom(tmp_path_factory.mktemp("preview") / "newsroom")
    with previewing(root) as preview:
        yield root, preview


@pytest.fixture
def preview(running: tuple[Path, Preview]) -> Iterator[Preview]:
    root, preview = running
    yield preview
    for path in (root / "stories").rglob("*.yaml"):
        if path.name != "gates.yaml":
            path.unlink()
    save(root, story())
    preview.until(f"/{GATES}", "The harbour master did.")


@pytest.fixture
def root(running: tuple[Path, Preview]) -> Path:
    return running[0]


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    """A tab on the story of the gates."""
    with opened(browser) as (page, asked):
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(preview.address + GATES)
        yield page
        assert (elsewhere(asked), faults) == ([], [])


def save(root: Path, text: str, slug: str = "gates") -> None:
    path = root / "stories" / f"{slug}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def listen(page: Page) -> None:
    """Wait until the page hears of changes; an edit before that is found when it connects."""
    page.evaluate("window.stillHere = true")


def test_a_save_shows_without_a_reload_and_the_reader_stays_where_they_were(page: Page, root: Path) -> None:
    listen(page)
    page.locator("#section-part-5").evaluate("one => one.scrollIntoView()")
    before = page.locator("#section-part-5").bounding_box()
    save(root, story(answer="A crane stood in the way. " * 40))
    expect(page.locator(".ep-short-answer")).to_contain_text("A crane stood in the way.")
    after = page.locator("#section-part-5").bounding_box()
    assert before is not None and after is not None
    # The text above grew by many lines; what was being read stands where it stood.
    assert abs(after["y"] - before["y"]) < 3
    assert page.evaluate("scrollY") > 500
    assert page.evaluate("window.stillHere") is True


def test_the_frame_goes_on_working_after_a_save(page: Page, root: Path) -> None:
    save(root, story(answer="A second version."))
    expect(page.locator(".ep-short-answer")).to_contain_text("A second version.")
    page.locator("input.md-search__input").click()
    page.locator("input.md-search__input").press_sequentially("harrow")
    expect(page.locator(".md-search-result__list a").first).to_contain_text("Who closed the gates")
    page.keyboard.press("Escape")
    assert page.locator(".md-sidebar--secondary a", has_text="Part 3").count() == 1


def test_a_story_with_an_error_says_so_on_its_page_over_its_last_good_version(page: Page, root: Path) -> None:
    listen(page)
    save(root, story(answer=BROKEN))
    box = page.locator("#preview-errors")
    expect(box).to_be_visible()
    assert box.inner_text().split("\n\n") == [
        "1 error in stories/gates.yaml",
        "A text with a colon and a space in it wants quotes: here YAML takes the words before the colon for a name.",
        'Put the text in quotes: short_answer: "V: x: y".',
        "short_answer: V: x: y\n               ^",
        "Line 16, column 16 of stories/gates.yaml · colon-in-text",
    ]
    assert page.locator(".ep-preview-below").inner_text() == (
        "Below is the page as it last was without errors. What you changed since is not in it yet."
    )
    expect(page.locator(".ep-short-answer")).to_have_text("The harbour master did.")
    expect(page.locator("#preview-bar")).to_contain_text("1 error")
    save(root, story(answer="Mended."))
    expect(page.locator(".ep-short-answer")).to_have_text("Mended.")
    expect(box).to_have_count(0)
    assert page.evaluate("window.stillHere") is True


def test_a_story_that_never_was_right_shows_only_what_is_wrong(page: Page, preview: Preview, root: Path) -> None:
    save(root, "title: [an <b>unclosed</b> bracket\nshort_answer: x\n", "new")
    preview.line("stories/new.yaml: ")
    page.goto(preview.address + "stories/new/")
    expect(page.locator("#preview-errors")).to_contain_text("an <b>unclosed</b> bracket")
    assert page.locator("article b").count() == 0
    assert page.locator(".ep-preview-below").inner_text() == "The page appears here as soon as the errors are mended."
    assert page.locator("#claims").count() == 0
    save(root, story(title="Right at last"), "new")
    expect(page.locator("h1")).to_contain_text("Right at last")


def test_warnings_are_folded_up(page: Page, root: Path) -> None:
    save(root, story(more="review_by: 2031-12-01\n"))
    box = page.locator("details#preview-warnings")
    expect(box.locator("summary")).to_have_text("1 warning")
    expect(box.locator("ol")).to_be_hidden()
    page.locator("#preview-bar a", has_text="1 warning").click()
    box.locator("summary").click()
    expect(box).to_contain_text("review-due")


def test_what_an_editor_does_between_two_states_never_shows(page: Page, root: Path) -> None:
    page.evaluate(
        """() => { window.flashed = 0; new MutationObserver(() => {
          if (document.querySelector('#preview-errors, .ep-preview-gone')) window.flashed++;
        }).observe(document, {childList: true, subtree: true}); }"""
    )
    path = root / "stories" / "gates.yaml"
    for number in range(6):
        text = story(answer=f"Saved in steps {number}.")
        if number % 3 == 0:  # emptied, then written in two parts
            path.write_text("", "utf-8")
            page.wait_for_timeout(100)
            path.write_text(text[:400], "utf-8")
            page.wait_for_timeout(30)
            path.write_text(text, "utf-8")
        elif number % 3 == 1:  # written beside, then renamed over it
            beside = path.with_suffix(".yaml.tmp")
            beside.write_text(text, "utf-8")
            os.replace(beside, path)
        else:  # moved away as a copy, then written anew, as vim does
            os.replace(path, path.with_suffix(".yaml~"))
            page.wait_for_timeout(100)
            path.write_text(text, "utf-8")
        expect(page.locator(".ep-short-answer")).to_have_text(f"Saved in steps {number}.")
    assert page.evaluate("window.flashed") == 0
    path.with_suffix(".yaml~").unlink()


def test_an_open_page_whose_story_is_renamed_says_where_it_is_now(page: Page, preview: Preview, root: Path) -> None:
    save(root, story(title="A story that moves"), "old-name")
    preview.until("/stories/old-name/", "A story that moves")
    page.goto(preview.address + "stories/old-name/")
    os.rename(root / "stories" / "old-name.yaml", root / "stories" / "new-name.yaml")
    gone = page.locator(".ep-preview-gone")
    expect(gone).to_contain_text("stories/old-name.yaml was renamed or removed. It is at A story that moves now.")
    expect(gone.locator("a", has_text="Home page")).to_have_attribute("href", "/")
    gone.locator("a", has_text="A story that moves").click()
    page.wait_for_url("**/stories/new-name/")
    expect(page.locator("h1")).to_contain_text("A story that moves")
    (root / "stories" / "new-name.yaml").unlink()
    expect(page.locator(".ep-preview-gone")).to_contain_text("stories/new-name.yaml was renamed or removed.")


def test_a_style_and_a_template_and_the_settings_show_when_they_are_saved(page: Page, root: Path) -> None:
    style = root / "generator" / "theme" / "assets" / "theme.css"
    template = root / "generator" / "theme" / "main.html"
    settings = root / "mkdocs.yml"
    before = {path: path.read_text("utf-8") for path in (style, template, settings)}
    page.locator("#section-part-5").evaluate("one => one.scrollIntoView()")
    place = page.evaluate("scrollY")
    try:
        style.write_text(before[style] + "\n.md-typeset h1 { color: rgb(1, 2, 3) !important }\n", "utf-8")
        # While the page comes anew there is no heading for a moment.
        page.wait_for_function(
            "(h1 => h1 && getComputedStyle(h1).color === 'rgb(1, 2, 3)')(document.querySelector('h1'))"
        )
        page.wait_for_function(f"Math.abs(scrollY - {place}) < 3")
        template.write_text(before[template].replace("{{ super() }}", "<p id=mine>Mine</p>{{ super() }}"), "utf-8")
        expect(page.locator("#mine").first).to_have_text("Mine")
        settings.write_text(re.sub("(?m)^site_name: .*", "site_name: The Other Courier", before[settings]), "utf-8")
        expect(page.locator(".md-header__topic").first).to_contain_text("The Other Courier")
        settings.write_text("site_name: [The Other\n" + before[settings], "utf-8")
        expect(page.locator("#preview-errors")).to_contain_text("mkdocs.yml")
        expect(page.locator(".ep-short-answer")).to_have_text("The harbour master did.")
    finally:
        for path, text in before.items():
            path.write_text(text, "utf-8")
    expect(page.locator("#preview-errors")).to_have_count(0)
    expect(page.locator("#mine")).to_have_count(0)


def test_twenty_open_tabs_all_follow(browser: Browser, preview: Preview, root: Path) -> None:
    with opened(browser) as (first, _):
        tabs = [first] + [first.context.new_page() for _ in range(19)]
        for tab in tabs:
            tab.goto(preview.address + GATES, wait_until="domcontentloaded")
        save(root, story(answer="Twenty saw it."))
        for tab in tabs:
            expect(tab.locator(".ep-short-answer")).to_have_text("Twenty saw it.")


def test_a_draft_carries_a_banner(page: Page, preview: Preview, root: Path) -> None:
    save(root, story(title="Not out yet").replace("published: 2031-06-01\n", "", 1), "later")
    preview.until("/stories/later/", "Not out yet")
    page.goto(preview.address + "stories/later/")
    expect(page.locator(".ep-draft")).to_have_text("Draft: not published.")
    expect(page.locator("#preview-bar")).to_contain_text("Draft: not published")
    page.locator("#preview-bar a", has_text="All stories").click()
    expect(page.locator(".ep-preview-list li").first).to_contain_text("Not out yet")


def test_pages_find_a_preview_that_was_ended_and_begun_again(browser: Browser, tmp_path: Path) -> None:
    root = newsroom(tmp_path / "newsroom")
    with opened(browser) as (page, _):
        with previewing(root) as first:
            page.goto(first.address + GATES)
            port = int(first.address.rstrip("/").rsplit(":", 1)[1])
        save(root, story(answer="Written while nobody looked."))
        with previewing(root, port=port):
            expect(page.locator(".ep-short-answer")).to_have_text("Written while nobody looked.", timeout=15_000)


def test_a_page_is_read_without_any_script(browser: Browser, preview: Preview, root: Path) -> None:
    save(root, story(answer=BROKEN))
    preview.line("stories/gates.yaml: 1 error")
    with opened(browser, javascript=False) as (page, _):
        page.goto(preview.address + GATES)
        expect(page.locator("#preview-errors")).to_be_visible()
        expect(page.locator(".ep-short-answer")).to_have_text("The harbour master did.")


def test_an_open_page_that_nothing_changed_asks_for_nothing_more(browser: Browser, tmp_path: Path) -> None:
    # A newsroom of its own: what another test saved may be taken in while a page is open.
    with previewing(newsroom(tmp_path / "newsroom")) as preview:
        for path in ("_preview/", "nowhere/", GATES, ""):
            with opened(browser) as (page, asked):
                page.goto(preview.address + path)
                page.wait_for_timeout(700)
                # The page itself, and once more when it has begun to listen.
                assert asked.count(preview.address + path) == 2, path


def test_the_list_of_stories_follows_too(browser: Browser, preview: Preview, root: Path) -> None:
    with opened(browser) as (page, _):
        page.goto(preview.address + "_preview/")
        save(root, story(title="One more"), "more")
        expect(page.locator(".ep-preview-list")).to_contain_text("One more")
        (root / "stories" / "more.yaml").unlink()
        expect(page.locator(".ep-preview-list")).not_to_contain_text("One more")
