"""A story on paper: printed by Chromium on A4 and on Letter, then read back from the PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser import opened
from tests.layout import sideways
from tests.sites import GALLERY, published

pytestmark = pytest.mark.browser

# Width and height in points, as the two standards have them.
SIZES = {"A4": (595.28, 841.89), "Letter": (612, 792)}
SHIPPED = ("starlink-taiwan-request", "starlink-taiwan-service", "musk-putin-contacts")
LONG = "a-long-one"


def long_story() -> str:
    """An invented story with more of everything than a page of paper holds."""
    lines = [
        "title: The long quarrel over the tide mills of Vellmouth",
        "fictional: Vellmouth and everybody in it are invented.",
        "published: 2031-06-01",
        "summary: The mills have been argued over for a long time [@s1; @s2].",
        "sources:",
    ]
    for n in range(1, 25):
        address = f"https://fictional.example/vellmouth/{n}/a-rather-long-address-without-any-blank/somewhere-{n}?page={n}&of=forty"
        lines.append(
            f"  s{n}: {{kind: article, publisher: The Vellmouth Paper {n}, read: 2031-01-05, url: '{address}'}}"
        )
    lines.append("claims:")
    for n in range(1, 13):
        lines.append(
            f"  c{n}: {{text: Mill {n} stood still for {n} days., by: s{n}, status: reported, sources: [s{n}, s{n + 12}]}}"
        )
    lines.append("dates:")
    for n in range(1, 31):
        text = "Somebody came to the mill and went away again. " * (1 + n % 6)
        lines.append(
            f"  - {{date: {2000 + n}, title: Day {n} at the mill, text: {text.strip()}, sources: [s{n % 24 + 1}]}}"
        )
    lines += ["sections:", "  - heading: The whole of it", "    text: |"]
    for n in range(12):
        lines += [
            "      " + "The tide came and went, and the wheels of the mills stood still. " * 9 + f"[@s{n + 1}]",
            "",
        ]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped stories, the one that shows everything, and the long one."""
    stories = {f"{name}.yaml": (GALLERY / f"{name}.yaml").read_text("utf-8") for name in ("everything", "arabic")}
    stories[f"{LONG}.yaml"] = long_story()
    with published(tmp_path_factory.mktemp("print") / "newsroom", stories, shipped=True) as address:
        yield address


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all tests, so that the site's files are fetched once."""
    with opened(browser) as (page, _):
        yield page


@pytest.fixture
def page(tab: Page) -> Page:
    """The tab as a reader has it: the light scheme, and paper when it is printed."""
    tab.emulate_media(media="null", color_scheme="light")
    return tab


def printed(page: Page, address: str, size: str = "A4") -> PdfReader:
    page.goto(address)
    return PdfReader(io.BytesIO(page.pdf(format=size, print_background=True)))


def words(reader: PdfReader) -> str:
    """All text of a PDF without blanks: where lines break differs with fonts."""
    return "".join("".join(one.extract_text() for one in reader.pages).split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("slug", [*SHIPPED, "everything", LONG])
def test_a_story_fits_the_paper_and_holds_no_more_than_itself(page: Page, site: str, slug: str, size: str) -> None:
    reader = printed(page, f"{site}stories/{slug}/", size)
    for one in reader.pages:
        assert (float(one.mediabox.width), float(one.mediabox.height)) == pytest.approx(SIZES[size], abs=1.5)
    assert 4 <= len(reader.pages) <= 25
    assert all(squeezed(one.extract_text()) for one in reader.pages), "an empty sheet"
    text = words(reader)
    assert text.startswith(squeezed(page.locator("h1 > span").inner_text()))
    assert squeezed("Source notes") in text
    for chrome in (
        "Skip to content",
        "Table of contents",
        "Back to top",
        "Made with",
        "Copy",
        "@online",
        "@misc",
        "You are here",
    ):
        assert squeezed(chrome) not in text, chrome


@pytest.mark.parametrize("slug", ["everything", "arabic"])
def test_nothing_on_paper_is_wider_than_the_sheet(page: Page, site: str, slug: str) -> None:
    """A browser shrinks a whole page to make room for what is too wide."""
    page.emulate_media(media="print")
    before = page.viewport_size
    # A4 between its margins, in CSS pixels.
    page.set_viewport_size({"width": 673, "height": 900})
    page.goto(f"{site}stories/{slug}/")
    assert sideways(page) <= 0
    if before:
        page.set_viewport_size(before)


def test_sources_have_their_addresses_in_the_notes_and_nowhere_else(page: Page, site: str) -> None:
    reader = printed(page, f"{site}stories/everything/")
    text = words(reader)
    prose, _, notes = text.rpartition(squeezed("Source notes"))
    assert squeezed(page.locator("article").inner_text()) != "" and "fictional.example" not in prose
    assert [
        part in notes for part in ("<https://fictional.example/courier/gates>", "<https://fictional.example/filing>")
    ] == [True, True]
    assert "archivedcopyofMay4,2031<https://archive.example/courier/gates>" in notes


def test_a_long_address_is_broken_and_not_cut_off(page: Page, site: str) -> None:
    text = words(printed(page, f"{site}stories/{LONG}/"))
    for n in (1, 24):
        assert f"/vellmouth/{n}/a-rather-long-address-without-any-blank/somewhere-{n}?page={n}&of=forty>" in text


def test_the_numbers_of_source_notes_are_whole(page: Page, site: str) -> None:
    reader = printed(page, f"{site}stories/{LONG}/")
    text = "\n".join(one.extract_text() for one in reader.pages).rpartition("Source notes")[2]
    numbers = re.findall(r"(?m)^\s*([0-9]+)\.\s*The Vellmouth Paper", text)
    assert numbers == [str(n) for n in range(1, 25)]
    # A PDF holds the words that are cut off as well: there has to be room for a number of three digits.
    page.emulate_media(media="print")
    room, needed = page.locator(".footnote > ol").evaluate(
        """list => {
          const style = getComputedStyle(list), pen = document.createElement('canvas').getContext('2d');
          pen.font = `${style.fontSize} ${style.fontFamily}`;
          const room = list.querySelector('li').getBoundingClientRect().left - document.querySelector('h1').getBoundingClientRect().left;
          return [room, pen.measureText('100. ').width];
        }"""
    )
    assert room > needed > 0


@pytest.mark.parametrize("size", list(SIZES))
def test_entries_are_not_torn_apart_and_headings_stay_with_what_follows(page: Page, site: str, size: str) -> None:
    reader = printed(page, f"{site}stories/{LONG}/", size)
    sheets = [squeezed(one.extract_text()) for one in reader.pages]
    for n in range(1, 31):
        entry = squeezed(f"Day {n} at the mill" + "Somebody came to the mill and went away again." * (1 + n % 6))
        assert any(entry in sheet for sheet in sheets), f"entry {n}"
    for n in range(1, 13):
        start, end = (
            squeezed(f"Mill {n} stood still for {n} days.Status:"),
            squeezed("No response to this claim is recorded here."),
        )
        (sheet,) = (sheet for sheet in sheets if start in sheet)
        assert end in sheet[sheet.index(start) :], f"claim {n}"
    last = {sheet[-30:] for sheet in sheets}
    headings = [squeezed(h) for h in page.locator("article :is(h2, h3) > span").all_inner_texts()]
    assert [h for h in headings for end in last if end.endswith(h)] == []


def test_the_dark_scheme_is_printed_as_the_light_one(page: Page, site: str) -> None:
    colours = """() => [...document.querySelectorAll('body, h1, article p, article a, .ep-badge, .ep-answer, .ep-card, .ep-picture text, .ep-chain text')]
      .filter(e => e.checkVisibility())
      .map(e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.fill, s.borderTopColor].join(); })"""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(media="null", color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{site}stories/everything/")
        on_screen = page.evaluate(colours)
        page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
        found.append((on_screen, page.evaluate(colours)))
    (light_screen, light), (dark_screen, dark) = found
    assert light_screen != dark_screen
    assert light == dark and len(light) > 100
    assert light[0].split(",rgb")[1] == "(255, 255, 255)"


def test_what_is_folded_is_open_on_paper_with_and_without_scripts(browser: Browser, page: Page, site: str) -> None:
    fold = """() => { const d = document.createElement('details'); d.innerHTML = '<summary>More</summary><p>Folded words.</p>';
      document.querySelector('article').append(d); }"""
    page.goto(f"{site}stories/everything/")
    page.evaluate(fold)
    assert not page.get_by_text("Folded words.").is_visible()
    assert "Foldedwords." in words(PdfReader(io.BytesIO(page.pdf(format="A4"))))
    with opened(browser, javascript=False) as (still, _):
        still.goto(f"{site}stories/everything/")
        still.evaluate(fold)
        assert "Foldedwords." in words(PdfReader(io.BytesIO(still.pdf(format="A4"))))


def test_pictures_fit_the_paper(page: Page, site: str) -> None:
    page.goto(f"{site}stories/everything/")
    # The inner width of A4 with the margins of the sheet, in the pixels of CSS.
    page.set_viewport_size({"width": 672, "height": 900})
    page.emulate_media(media="print")
    boxes = page.locator("article :is(svg, table, figure)").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).filter(b => b.width).map(b => [b.left, b.right])"
    )
    assert len(boxes) > 10
    assert [box for box in boxes if box[0] < 0 or box[1] > 672] == []
    page.set_viewport_size({"width": 1280, "height": 900})
