"""What a reader gets, in a real browser: the shipped stories, and an invented one that shows everything a page can show."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from generator.language.bidi import plain
from tests.browser import elsewhere, opened
from tests.conftest import Site

pytestmark = pytest.mark.browser

FIRST, EVERYTHING, SOURCING, WITHDRAWN, DRAFT = (
    f"stories/{slug}/" for slug in ("starlink-taiwan-request", "everything", "sourcing", "taken-back", "a-draft")
)
HOME = "index.html"
FULL_STORIES = [FIRST, EVERYTHING, SOURCING]
STORIES = [*FULL_STORIES, WITHDRAWN, DRAFT]
STATUSES = ["confirmed", "reported", "disputed", "unverified", "refuted", "withdrawn", "pending"]


@pytest.fixture(scope="session")
def site(gallery: Site) -> Site:
    """The shipped stories and the invented ones."""
    return gallery


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab with scripts on, so that the site's files are fetched once."""
    with opened(browser) as (page, _):
        yield page


@pytest.fixture
def page(tab: Page) -> Page:
    """The tab as a reader opens it: a wide window, the light scheme, a screen."""
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(media="screen", color_scheme="light")
    return tab


def slug_of(path: str) -> str:
    return path.removeprefix("stories/").removesuffix("/")


# -- requests, scripts, the head --


@pytest.mark.parametrize("path", [HOME, FIRST])
def test_nothing_is_asked_of_another_host_while_scrolling_and_searching(
    browser: Browser, site: Site, path: str
) -> None:
    with opened(browser) as (page, asked):
        page.goto(site.address + path, wait_until="networkidle")
        page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
        page.evaluate("window.scrollTo(0, 0)")
        page.locator("input.md-search__input").focus()
        page.keyboard.type("Starlink")
        page.locator(".md-search-result__item").first.wait_for(state="attached", timeout=15_000)
        page.wait_for_load_state("networkidle")
    assert any("search" in address for address in asked)
    assert elsewhere(asked) == []


@pytest.mark.parametrize("path", FULL_STORIES)
def test_the_page_says_the_same_without_scripts(browser: Browser, site: Site, path: str) -> None:
    texts = []
    for javascript in (True, False):
        with opened(browser, javascript=javascript) as (page, _):
            page.goto(site.address + path)
            assert page.locator("html.js").count() == int(javascript)
            # Buttons to copy and choices come by a script; they say nothing of the story.
            page.evaluate(
                "document.querySelectorAll('article :is(.ep-copy, .ep-tl-tools)').forEach(one => one.remove())"
            )
            texts.append(page.locator("article").inner_text().split())
    assert len(texts[1]) > 500
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("path", "title", "description"),
    [
        (
            FIRST,
            "Did Putin ask Musk to disable Starlink over Taiwan? - Explainer pages",
            "Not established. The Wall Street Journal reported in October 2024 that he did; the Kremlin’s spokesperson "
            "called the report “false information”.",
        ),
        (
            EVERYTHING,
            "Who closed the gates of Harrow Bay? - Explainer pages",
            "Disputed. One newspaper says that the harbour master had the gates closed; she denies it.",
        ),
    ],
)
def test_the_head_tells_the_title_and_the_answer(
    page: Page, site: Site, path: str, title: str, description: str
) -> None:
    page.goto(site.address + path)
    assert page.title() == title
    assert page.locator("head meta[name=description]").get_attribute("content") == description
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_writers_notes_are_nowhere_in_the_site(site: Site) -> None:
    assert "TOP-SECRET-SCRATCH" in (site.root / "stories" / "everything.yaml").read_text("utf-8")
    told = [
        file.name
        for file in (site.root / "site").rglob("*")
        if file.suffix in (".html", ".json", ".xml") and "TOP-SECRET-SCRATCH" in file.read_text("utf-8")
    ]
    assert told == []


# -- ids, links, notes --


@pytest.mark.parametrize("path", STORIES)
def test_every_link_inside_the_page_leads_to_exactly_one_place(page: Page, site: Site, path: str) -> None:
    page.goto(site.address + path)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert sorted(id for id in set(ids) if ids.count(id) > 1) == []
    links = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(e => decodeURIComponent(e.getAttribute('href').slice(1)))"
    )
    assert len(links) > 3
    assert sorted({link for link in links if link not in ids}) == []


def test_every_entry_has_one_full_form_with_its_id(page: Page, site: Site) -> None:
    page.goto(site.address + EVERYTHING)
    found = page.evaluate(
        "[...document.querySelectorAll('article [id]')].map(e => [e.tagName, e.id])"
        ".filter(([, id]) => /^(claim|quote|actor)-/.test(id) && !/_(words|link)$/.test(id))"
    )
    expected = {
        "claim": "closed waited told rumour storm bribe suit careless",
        "actor": "brandt harbour-office ferryline moor clerks",
        "quote": "shut by-order lights meant",
    }
    assert sorted(map(tuple, found)) == sorted(
        ("H3", f"{kind}-{id}") for kind, ids in expected.items() for id in ids.split()
    )
    dates = page.evaluate(
        "[...document.querySelectorAll('ol.ep-timeline > li')].map(e => e.querySelectorAll('h3[id^=date-]').length)"
    )
    assert dates == [1] * 11
    assert page.locator("#date-day, #date-built").count() == 2
    sources = page.evaluate(
        "[...document.querySelectorAll('[id^=source-]')].map(e => e.id).filter(id => !/_(words|link)$/.test(id)).sort()"
    )
    assert sources == sorted(
        ["source-notes", *(f"source-{id}" for id in ["courier", "log", "clerk", "study", "filing", "act", "letter"])]
    )


# What the numbers in the text say, what the notes say, and where each link back leads.
NOTES = """() => {
  const marks = [...document.querySelectorAll('a.footnote-ref')].map(a => ({
    number: Number(a.textContent), note: a.getAttribute('href').slice(1), id: a.parentElement.id, name: a.getAttribute('aria-label'),
  }));
  const notes = [...document.querySelectorAll('.footnote > ol > li')].map(li => ({
    id: li.id,
    back: [...li.querySelectorAll('a.footnote-backref')].map(a => a.getAttribute('href').slice(1)),
    names: [...li.querySelectorAll('a.footnote-backref')].map(a => a.getAttribute('aria-label')),
  }));
  return { marks, notes };
}"""


@pytest.mark.parametrize("path", STORIES[:3])
def test_notes_are_numbered_by_first_citation_and_lead_back_to_every_mark(page: Page, site: Site, path: str) -> None:
    page.goto(site.address + path)
    told = page.evaluate(NOTES)
    marks, notes = told["marks"], told["notes"]
    assert [note["id"] for note in notes] == list(dict.fromkeys(mark["note"] for mark in marks))
    numbers = {note["id"]: number for number, note in enumerate(notes, start=1)}
    assert [mark["number"] for mark in marks] == [numbers[mark["note"]] for mark in marks]
    assert [mark["name"] for mark in marks] == [f"Source {mark['number']}" for mark in marks]
    for note in notes:
        assert note["back"] == [mark["id"] for mark in marks if mark["note"] == note["id"]]
    names = [name for note in notes for name in note["names"]]
    assert len(names) == len(set(names)) == len(marks)


# -- dates, languages, structure --

# https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value, as far as a story's dates go.
DATETIME = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(Z|[+-]\d\d:\d\d)?)?)?)?")


@pytest.mark.parametrize("path", FULL_STORIES)
def test_dates_can_be_read_by_machines(page: Page, site: Site, path: str) -> None:
    page.goto(site.address + path)
    stamps = page.evaluate(
        "[...document.querySelectorAll('article time')].map(e => [e.getAttribute('datetime'), e.textContent])"
    )
    assert len(stamps) > 10
    assert [stamp for stamp in stamps if not DATETIME.fullmatch(stamp[0] or "") or not stamp[1].strip()] == []


def test_dates_on_the_timeline_are_worded_as_exactly_as_they_are_known(page: Page, site: Site) -> None:
    page.goto(site.address + EVERYTHING)
    words = page.evaluate(
        "[...document.querySelectorAll('.ep-when')].map(e => e.textContent.replace(/[\\s\\u2009\\u202f]+/g, ' ').trim())"
    )
    assert words == [
        "20th century",
        "1998",
        "since 2022 last known April 30, 2031",
        "2029 – 2030",
        "spring 2031",
        "May 1, 2031 ✓ Confirmed",
        "May 1, 2031 ? Unverified",
        "May 1, 2031, 12:30 PM ≠ Disputed",
        "between May 3, 2031 and May 10, 2031",
        "September 2031 Cancelled",
        "March 2032 Planned … Pending",
    ]


def test_names_and_words_in_other_languages_say_so(page: Page, site: Site) -> None:
    said = "[...document.querySelectorAll('article [lang]:not(h1)')].map(e => [e.lang, e.textContent])"
    page.goto(site.address + FIRST)
    assert ["zh-Hant", "習近平"] in page.evaluate(said)
    page.goto(site.address + EVERYTHING)
    assert page.evaluate(said) == [
        ["zh-Hant", "白浪港長"],
        ["ar", "آدا براندت"],
        ["ru", "Ада Брандт"],
        ["zh-Hant", "“沒有燈光。”"],
    ]
    for path in FULL_STORIES:
        page.goto(site.address + path)
        unmarked = page.evaluate(
            "[...document.querySelectorAll('article *')].filter(e => !e.closest('[lang]:not(html, h1)') &&"
            " [...e.childNodes].some(n => n.nodeType === 3 && /[\\u0400-\\u04ff\\u0600-\\u06ff\\u3400-\\u9fff]/.test(n.data)))"
            ".map(e => e.textContent)"
        )
        assert unmarked == []


@pytest.mark.parametrize("path", [HOME, *STORIES])
def test_headings_skip_no_level_and_lists_are_lists(page: Page, site: Site, path: str) -> None:
    page.goto(site.address + path)
    levels = page.evaluate(
        "[...document.querySelectorAll('article :is(h1,h2,h3,h4,h5,h6)')].map(e => Number(e.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1] == []
    strays = page.evaluate(
        "[...document.querySelectorAll('article li')].filter(e => !e.parentElement.matches('ul, ol')).length"
    )
    assert strays == 0
    # Markdown that was left standing as text would show its signs.
    text = page.locator("article").inner_text()
    assert re.findall(r"\[\^|\]\(#|\{#|\*\*|markdown=|</?\w+>", text) == []


# -- standing --

# Links to a claim's entry: each says in the same sentence, cell or entry how the claim stands.
UNTOLD = """() => {
  const standing = {};
  for (const h3 of document.querySelectorAll('h3[id^=claim-]')) {
    const badge = h3.parentElement.querySelector(':scope > p .ep-badge');
    standing['#' + h3.id] = badge ? badge.className.replace('ep-badge ', '') : null;
  }
  const near = a => a.closest('.ep-embed, .ep-date, tr') || a.parentElement;
  const untold = [], told = [];
  for (const a of document.querySelectorAll('article a[href^="#claim-"]:not(.headerlink)')) {
    const wanted = standing[a.getAttribute('href')];
    if (!wanted) continue;
    const next = a.nextElementSibling;
    const beside = next && next.classList.contains(wanted) && next.matches('.ep-badge');
    const around = near(a).matches('.ep-embed, .ep-date, tr') && near(a).querySelector('.ep-badge.' + wanted);
    (beside || around ? told : untold).push([a.textContent, wanted]);
  }
  return { standing, told: told.length, untold };
}"""


@pytest.mark.parametrize("path", FULL_STORIES)
def test_a_claim_shows_its_status_wherever_it_is_named(page: Page, site: Site, path: str) -> None:
    page.goto(site.address + path)
    found = page.evaluate(UNTOLD)
    assert found["untold"] == []
    assert found["told"] > 15
    if path == EVERYTHING:
        assert found["standing"] == {
            "#claim-closed": "ep-disputed",
            "#claim-waited": "ep-confirmed",
            "#claim-told": "ep-reported",
            "#claim-rumour": "ep-unverified",
            "#claim-storm": "ep-refuted",
            "#claim-bribe": "ep-withdrawn",
            "#claim-suit": "ep-pending",
            "#claim-careless": None,
        }


@pytest.mark.parametrize("path", FULL_STORIES)
def test_the_words_of_an_unconfirmed_claim_never_stand_without_its_status(page: Page, site: Site, path: str) -> None:
    page.goto(site.address + path)
    bare = page.evaluate(
        """() => {
          const words = e => e.textContent.replace(/#$/, '').trim();
          const claims = [...document.querySelectorAll('.ep-claim:not(.ep-confirmed):not(.ep-none) h3')].map(words);
          const found = [];
          const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (!claims.some(claim => node.data.includes(claim))) continue;
            const near = node.parentElement.closest('li, tr, .ep-embed, .ep-claim, .ep-answer') || node.parentElement.closest('p');
            if (!near.querySelector('.ep-badge')) found.push(node.data);
          }
          return found;
        }"""
    )
    assert bare == []


def test_every_status_is_a_sign_and_a_word_and_the_sign_is_silent(page: Page, site: Site) -> None:
    page.goto(site.address + EVERYTHING)
    shown = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.ep-badge:has(.ep-icon)')].map(e =>
          [e.className.replace('ep-badge ep-', ''), [e.querySelector('.ep-icon').getAttribute('aria-hidden'), e.textContent.split(' ')[1]]]))"""
    )
    assert shown == {status: ["true", status.capitalize()] for status in STATUSES}


def test_a_withdrawn_story_shows_its_notice_and_none_of_its_claims(page: Page, site: Site) -> None:
    page.goto(site.address + WITHDRAWN)
    notices = page.locator(".ep-notice").all_inner_texts()
    assert notices[:2] == [
        "This story is made up: Harrow Bay, its people and its newspapers do not exist.",
        "This story was withdrawn on November 2, 2031: The main source1 (retracted) took its article back.",
    ]
    assert page.locator(".ep-answer, .ep-timeline, .ep-claim").count() == 0
    page.goto(site.address + DRAFT)
    assert page.locator(".ep-draft").inner_text() == "Draft: not published."
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"


# -- the look --


WIDTHS = (320, 360, 768, 1280)


@pytest.mark.parametrize("javascript", [True, False])
def test_nothing_makes_a_page_scroll_sideways(browser: Browser, site: Site, javascript: bool) -> None:
    wide = []
    with opened(browser, javascript=javascript) as (page, _):
        for path in [HOME, *STORIES]:
            page.goto(site.address + path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                # A busy machine needs a moment to lay the page out anew; what is too wide stays so.
                for _ in range(40):
                    # Scripts of the page are off in one run; the test's own still get an answer.
                    if page.evaluate("document.documentElement.scrollWidth") == width:
                        break
                    page.wait_for_timeout(50)
                else:
                    wide.append((path, width))
    assert wide == []


def test_no_page_carries_a_style_of_its_own_or_a_script_from_elsewhere(page: Page, site: Site) -> None:
    for path in STORIES:
        page.goto(site.address + path)
        assert page.locator("article [style], article style, article script").count() == 0
        assert page.locator("script[src^=http], link[href^='http']:not([rel=canonical])").count() == 0


def test_what_has_the_keyboard_is_outlined(page: Page, site: Site) -> None:
    page.goto(site.address + FIRST)
    page.locator("article a[href='#claim-request']").first.focus()
    page.keyboard.press("Tab")
    outline = page.evaluate("(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))")
    assert outline == ["solid", "2px"]


def test_printed_in_any_scheme_the_page_is_ink_on_white_and_alone(page: Page, site: Site) -> None:
    page.goto(site.address + FIRST)
    for scheme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
        shown = page.evaluate(
            """() => {
              const style = s => getComputedStyle(document.querySelector(s));
              return [style('.md-header').display, style('.md-sidebar').display, style('body').backgroundColor, style('h1').color];
            }"""
        )
        assert shown == ["none", "none", "rgb(255, 255, 255)", "rgb(24, 27, 31)"]


# -- how it is sourced --

# Every picture of chains: where its signs and words really stand, in pixels of the screen.
DRAWN = """() => [...document.querySelectorAll('.ep-chain svg')].map(svg => {
  const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  return {
    frame: box(svg),
    names: [...svg.querySelectorAll('.ep-name, .ep-said')].map(e => [e.textContent, box(e)]),
    signs: [...svg.querySelectorAll('.ep-signs > :is(circle, rect)')].map(box),
    size: Math.min(...[...svg.querySelectorAll('text.ep-said')].map(e => parseFloat(getComputedStyle(e).fontSize)))
      * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
  };
})"""


@pytest.mark.parametrize("path", FULL_STORIES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_in_a_picture_of_chains_nothing_overlaps_or_is_cut_off(page: Page, site: Site, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.address + path)
    pictures = page.evaluate(DRAWN)
    assert len(pictures) >= 4
    for picture in pictures:
        left, top, right, bottom = picture["frame"]
        assert [
            n for n, (a, b, c, d) in picture["names"] if a < left or b < top - 2 or c > right or d > bottom + 2
        ] == []
        boxes = [*(box for _, box in picture["names"]), *picture["signs"]]
        # A line of text is a little higher than its letters; lines that follow each other closely may share a pixel or two.
        covering = [
            (one, other)
            for number, one in enumerate(boxes)
            for other in boxes[:number]
            if one[0] < other[2] and other[0] < one[2] and min(one[3], other[3]) - max(one[1], other[1]) > 3
        ]
        assert covering == []
        assert picture["size"] >= (10 if width == 320 else 11)


def test_a_picture_of_chains_is_an_image_with_a_name_and_a_text_that_says_the_same(page: Page, site: Site) -> None:
    page.goto(site.address + SOURCING)
    told = page.evaluate(
        """() => [...document.querySelectorAll('.ep-chain svg')].map(svg => [
          document.getElementById(svg.getAttribute('aria-labelledby')).textContent,
          document.getElementById(svg.getAttribute('aria-describedby')).textContent,
          [...svg.querySelectorAll('.ep-name')].map(e => e.textContent),
        ])"""
    )
    for name, text, names in told:
        assert name
        assert names
        # A long name is broken into lines in the picture, and whole in the text; an Arabic one stands between invisible signs.
        assert [line for line in names if plain(line).rstrip("…") not in text] == []
    images = page.get_by_role("img", name="Orla Fenn ordered the sluice to be opened. Disputed")
    assert images.count() == 1


def test_tables_stay_tables_for_a_screen_reader_on_a_phone(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(site.address + SOURCING)
    roots, ledger = page.locator(".ep-roots"), page.locator(".ep-ledger")
    assert [roots.get_by_role(role).count() for role in ("table", "columnheader", "row", "cell")] == [1, 3, 7, 18]  # type: ignore[arg-type]
    assert [ledger.get_by_role(role).count() for role in ("columnheader", "rowheader", "row")] == [3, 5, 18]  # type: ignore[arg-type]


def test_a_history_is_a_numbered_list_with_the_sign_of_each_status_on_its_line(page: Page, site: Site) -> None:
    page.goto(site.address + SOURCING)
    steps = page.locator(".ep-history ol > li")
    assert steps.count() == 4
    signs = page.locator(".ep-history .ep-icon")
    assert signs.all_inner_texts() == ["◐", "≠", "✓", "≠"]
    middles = {round(box["x"] + box["width"] / 2) for box in (signs.nth(n).bounding_box() for n in range(4)) if box}
    line = steps.first.bounding_box()
    assert line
    assert [x for x in middles if abs(x - line["x"]) > 2] == []
    assert "the status now" in steps.last.inner_text()


def test_in_forced_colours_the_pictures_of_chains_take_the_readers_colours(page: Page, site: Site) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site.address + SOURCING)
    seen = page.evaluate(
        """() => {
          const style = s => getComputedStyle(document.querySelector(s));
          const ink = style('.ep-ledger td').color;
          return [style('.ep-chain .ep-name').fill === ink, style('.ep-chain circle.ep-read').fill === ink,
                  style('.ep-chain circle.ep-unread').fill === ink, style('.ep-chain .ep-ways').stroke === ink];
        }"""
    )
    page.emulate_media(forced_colors="none")
    assert seen == [True, True, False, True]
