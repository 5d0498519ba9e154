"""Every entry has a link to itself: named by what it leads to, seen when it is needed, and the entry it leads to is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import markdown
import pytest
from playwright.sync_api import Browser, Page

from generator.publish.heading_links import HeadingLinks
from tests.browser import opened
from tests.sites import GALLERY, published

PAGE = """
# The *gates* & tides {#top}

## Timeline

<div markdown="1">

### In `brackets` &#35;1 {#date-day}

Text.

</div>
"""
CONTENTS = {"toc": {"permalink": "#", "permalink_title": "Link to this section", "toc_depth": 2}}
BASE = ["toc", "attr_list", "md_in_html"]


def html(text: str, **settings: str) -> str:
    return markdown.markdown(text, extensions=[*BASE, HeadingLinks(**settings)], extension_configs=CONTENTS)


# -- in the page's HTML --


def test_a_heading_and_its_link_are_named_by_words_that_stand_on_the_page() -> None:
    headings = [one for one in fromstring(f"<div>{html(PAGE)}</div>").iter() if re.fullmatch("h[1-6]", one.tag)]
    found = []
    for heading in headings:
        words, link = heading
        assert heading.get("aria-labelledby") == words.get("id")
        assert link.get("aria-labelledby") == f"{link.get('id')} {words.get('id')}"
        found.append(
            ("".join(words.itertext()), link.get("href"), link.get("aria-label"), link.text, link.get("title"))
        )
    assert found == [
        ("The gates & tides", "#top", "Link to:", "#", None),
        ("Timeline", "#timeline", "Link to:", "#", None),
        ("In brackets #1", "#date-day", "Link to:", "#", None),
    ]


def test_nothing_else_about_a_page_changes_with_the_names() -> None:
    without = markdown.markdown(PAGE, extensions=BASE, extension_configs=CONTENTS)
    bare = re.sub(r'<span id="[^"]*_words">(.*?)</span>', r"\1", html(PAGE))
    bare = re.sub(r' (?:aria-label(?:ledby)?="[^"]*"|id="[^"]*_link")', "", bare)
    assert bare == without.replace(' title="Link to this section"', "")


def test_headings_without_a_link_of_their_own_stay_as_they_are() -> None:
    text = "# Plain\n\n## [A link](https://fictional.example/) {#x}"
    plain = markdown.markdown(text, extensions=["attr_list"])
    assert markdown.markdown(text, extensions=["attr_list", "generator.heading_links"]) == plain


# -- in the browser --


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of the invented story that shows everything."""
    story = (GALLERY / "everything.yaml").read_text("utf-8")
    with published(tmp_path_factory.mktemp("links") / "newsroom", {"everything.yaml": story}, shipped=True) as site:
        yield f"{site}stories/everything/"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all tests, so that the site's files are fetched once."""
    with opened(browser) as (page, _):
        yield page


@pytest.fixture
def page(tab: Page, address: str) -> Page:
    """The page as it is opened, in the light scheme and without movement, so that nothing is measured half-way."""
    tab.emulate_media(color_scheme="light", reduced_motion="reduce")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto("about:blank")
    tab.goto(address)
    return tab


ENTRIES = "article :is(h2, h3)[id], article .ep-note[id]"
KINDS = {"claim", "quote", "date", "actor", "source", "section"}


@pytest.mark.browser
def test_every_entry_has_one_link_to_itself_that_says_where_it_leads(page: Page) -> None:
    ids = page.locator(ENTRIES).evaluate_all("all => all.map(e => e.id)")
    links = page.locator("article .headerlink").evaluate_all("all => all.map(e => e.getAttribute('href').slice(1))")
    assert sorted(links) == sorted([*ids, "top"])
    assert {id.split("-")[0] for id in ids if "-" in id} >= KINDS
    names = {
        "#claim-storm": "Link to: A storm closed the gates.",
        "#quote-shut": "Link to: Ada Brandt at the pier",
        "#date-day": re.compile(r"^Link to: May 1, 2031, .* Disputed The gates are said to close$"),
        "#actor-brandt": "Link to: Ada Brandt",
        "#section-noon": "Link to: What happened at noon",
        "#source-courier": "Link to source note: The Made-up Courier",
    }
    found = {href: page.get_by_role("link", name=name, exact=True) for href, name in names.items()}
    assert {href: link.get_attribute("href") for href, link in found.items()} == dict(zip(names, names, strict=True))


@pytest.mark.browser
def test_a_heading_is_called_by_its_own_words_alone(page: Page) -> None:
    assert page.get_by_role("heading", name="A storm closed the gates.", exact=True).count() == 1
    assert page.get_by_role("heading", name="Link to", exact=False).count() == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    "id", ["claim-storm", "quote-lights", "date-day", "actor-brandt", "section-noon", "source-log"]
)
def test_a_link_is_seen_when_its_entry_is_pointed_at_or_reached_by_the_keyboard(page: Page, id: str) -> None:
    link = page.locator(f'.headerlink[href="#{id}"]')
    opacity = "e => getComputedStyle(e).opacity"
    page.mouse.move(0, 0)
    link.scroll_into_view_if_needed()
    assert link.evaluate(opacity) == "0"
    page.locator(f":is(h2, h3)#{id}, li:has(> p > #{id})").first.hover(position={"x": 5, "y": 5})
    assert link.evaluate(opacity) == "1"
    page.mouse.move(0, 0)
    assert link.evaluate(opacity) == "0"
    page.keyboard.press("Tab")
    link.focus()
    assert link.evaluate(opacity) == "1"
    assert link.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


@pytest.mark.browser
def test_where_nothing_can_be_pointed_with_every_link_is_seen_and_large_enough(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    try:
        page = context.new_page()
        page.goto(address)
        assert page.evaluate("matchMedia('(hover: none)').matches")
        seen = page.locator("article .headerlink").evaluate_all(
            "all => all.map(e => { const b = e.getBoundingClientRect();"
            " return [getComputedStyle(e).opacity, b.width >= 24 && b.height >= 24]; })"
        )
        assert len(seen) > 40
        assert set(map(tuple, seen)) == {("1", True)}
    finally:
        context.close()


# What is framed, its frame, and how far it stands below the header.
MARKED = """id => {
  const target = document.getElementById(id);
  const framed = target.closest('.ep-card, .ep-date, .footnote li') || target;
  const style = getComputedStyle(framed), header = document.querySelector('.md-header').getBoundingClientRect();
  return {
    outline: [style.outlineStyle, style.outlineWidth], colour: style.outlineColor, ground: style.backgroundColor,
    clear: framed.getBoundingClientRect().top - parseFloat(style.outlineOffset) - 2 - header.bottom,
    others: [...document.querySelectorAll('article *')].filter(e => getComputedStyle(e).outlineStyle !== 'none').length,
  };
}"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("scheme", "colour", "ground"), [("light", "28, 83, 115", "244, 242, 236"), ("dark", "155, 200, 232", "30, 34, 38")]
)
@pytest.mark.parametrize("id", ["claim-told", "quote-shut", "date-day", "actor-moor", "section-noon", "claims"])
def test_the_entry_that_an_address_leads_to_is_framed_and_clear_of_the_header(
    page: Page, address: str, id: str, scheme: str, colour: str, ground: str
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto("about:blank")
    page.goto(f"{address}#{id}")
    page.wait_for_function("scrollY > 0")
    found = page.evaluate(MARKED, id)
    assert 0 <= found.pop("clear") < 100
    assert found == {"outline": ["solid", "2px"], "colour": f"rgb({colour})", "ground": f"rgb({ground})", "others": 1}


@pytest.mark.browser
def test_a_source_note_that_an_address_leads_to_is_framed_too(page: Page, address: str) -> None:
    page.goto(f"{address}#source-filing")
    assert page.evaluate(MARKED, "source-filing")["outline"] == ["solid", "2px"]
    page.goto(f"{address}#fn:filing")
    assert page.evaluate(MARKED, "source-filing")["outline"] == ["solid", "2px"]


@pytest.mark.browser
def test_pressing_a_link_puts_the_entrys_address_into_the_address_bar(page: Page, address: str) -> None:
    page.locator('.headerlink[href="#claim-storm"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}#claim-storm")
    assert page.evaluate("document.querySelector(':target').id") == "claim-storm"
