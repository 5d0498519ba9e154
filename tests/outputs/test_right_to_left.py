"""A page from right to left: its frame, its bars, its pictures run that way, and nothing that runs the other way is jumbled by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.language.bidi import direction, isolated, number, plain, shown
from generator.language.numbers import amount_text
from generator.language.words import words_for
from generator.publish.search_text import indexed_html, search_page
from tests.browser import opened
from tests.conftest import Site
from tests.newsrooms import page as rendered
from tests.newsrooms import run, write

# -- words that run against the page --


@pytest.mark.parametrize(
    ("text", "lang", "kept"),
    [
        ("Ferryline Ltd.", "ar", "<bdi>Ferryline Ltd.</bdi>"),
        ("Ferryline Ltd.", "en", "Ferryline Ltd."),
        ("白浪港（一）", "ar", "<bdi>白浪港（一）</bdi>"),
        ("白浪港（一）", "en", "白浪港（一）"),
        ("هيئة الميناء.", "ar", "هيئة الميناء."),
        ("هيئة الميناء.", "en", "<bdi>هيئة الميناء.</bdi>"),
        # A sentence of the page's own language keeps its direction, whichever letter it begins with.
        ("Ferryline Ltd. تشغّل العبّارات", "ar", '<bdi dir="rtl">Ferryline Ltd. تشغّل العبّارات</bdi>'),
        ("على الشركة Ferryline Ltd.", "ar", '<bdi dir="rtl">على الشركة Ferryline Ltd.</bdi>'),
        ("من Ferryline إلى الميناء", "ar", "من Ferryline إلى الميناء"),
        ("The office (هيئة)", "en", '<bdi dir="ltr">The office (هيئة)</bdi>'),
        ("12:30 (3)", "ar", "12:30 (3)"),
        ("a < b", "ar", "<bdi>a &lt; b</bdi>"),
        ("", "ar", ""),
    ],
)
def test_a_text_is_kept_to_itself_only_where_its_neighbours_would_jumble_it(text: str, lang: str, kept: str) -> None:
    assert shown(text, lang) == kept


@pytest.mark.parametrize(
    ("lang", "way"), [("ar", "rtl"), ("he", "rtl"), ("en", "ltr"), ("zh-Hant", "ltr"), ("tlh", "ltr")]
)
def test_a_language_has_a_direction(lang: str, way: str) -> None:
    assert direction(lang) == way


def test_words_filled_into_a_sentence_are_kept_to_themselves() -> None:
    words = words_for("ar")
    assert words.text("note_citing", names="The Courier Ltd.") == "نقلًا عن: \u2068The Courier Ltd.\u2069"
    assert words.say("note_examines", what="C++") == "موضوع الدراسة: <bdi>C&#43;&#43;</bdi>"
    assert words_for("en").text("note_citing", names="البريد.") == "citing \u2068البريد.\u2069"


@given(st.text(), st.sampled_from(["ar", "en"]))
def test_nothing_of_a_text_is_lost_by_keeping_it_apart(text: str, lang: str) -> None:
    kept = isolated(text, lang)
    assert kept in (text, f"{kept[:1]}{text}{kept[-1:]}")
    assert plain(kept) == plain(text)


STORY = """
lang: ar
title: من أغلق البوابات؟
published: 2031-06-01
fictional: مختلق لاختبار الأداة.
by: [Ines Fabel Jr.]
sources: {courier: {kind: article, publisher: The Courier Ltd., read: 2031-05-03}}
summary: نص [@courier].
"""


def test_pages_in_other_directions_hold_no_sign_of_it(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": STORY})
    assert "<bdi>The Courier Ltd.</bdi>" in rendered(tmp_path)
    write(tmp_path, {"stories/gates.yaml": STORY.replace("lang: ar", "lang: en")})
    # The headline alone is in Arabic there; a list of all stories shows it beside English words.
    assert "<bdi>The Courier" not in rendered(tmp_path)


def test_an_entry_for_a_reference_manager_and_the_search_hold_no_invisible_signs(tmp_path: Path, gallery: Site) -> None:
    made = write(tmp_path, {"stories/gates.yaml": STORY.replace("مختلق لاختبار الأداة.", "Made up (for a test).")})
    text = next(one.text for one in run(made).pages if one.path.endswith("gates.md"))
    data = text[text.index("BibTeX") : text.rindex("</pre>")]
    assert "\u2068" in text and "Made up" in data and not {"\u2067", "\u2068", "\u2069"} & set(data)
    found = search_page((gallery.root / "site/stories/arabic/index.html").read_text("utf-8"))
    assert found is not None
    assert not {sign for one in found.entries for sign in (*one.title, *one.words)} & {"\u2067", "\u2068", "\u2069"}
    # The results learn a page's direction from the index, not from the title, which may be a foreign name alone.
    assert ' data-pagefind-meta="standing[data-standing], dir:rtl">' in indexed_html(found)
    assert ' data-pagefind-meta="standing[data-standing]">' in indexed_html(replace(found, lang="en"))


@pytest.mark.parametrize(
    ("value", "unit", "arabic"),
    [
        ("-20", None, "\u200e-20"),
        ("26.9", "percent", "26.9\u200e%\u200e"),
        ("-3", "km", "\u200e-3\u00a0km"),
        ("-1.50", "EUR", "\u200f\u200e-1.50\u00a0€"),
    ],
)
def test_minus_and_percent_are_held_at_their_side_of_a_number(value: str, unit: str | None, arabic: str) -> None:
    assert amount_text(Decimal(value), unit, words_for("ar")) == arabic
    assert {"\u200e", "\u200f"} & set(amount_text(Decimal(value), unit, words_for("de"))) == set()


def test_a_number_that_is_a_name_stands_as_typed() -> None:
    assert number("2031-45", "ar") == '<bdi dir="ltr">2031-45</bdi>'
    assert number("12-31 (Civ.)", "ar") == "<bdi>12-31 (Civ.)</bdi>"
    assert number("2031-45", "en") == "2031-45"


def test_headings_keep_a_foreign_name_with_its_sign(tmp_path: Path) -> None:
    section = "sections: [{id: ferries, heading: Ferryline Ltd., text: نص.}]\n"
    made = write(tmp_path, {"stories/_newsroom.yaml": "name: The Made-up Desk Ltd.\nlanguages: [ar]\n"})
    write(tmp_path, {"stories/gates.yaml": STORY.replace("من أغلق البوابات؟", "C++?") + section})
    pages = {one.path: one.text for one in run(made).pages}
    headings = [line for text in pages.values() for line in text.splitlines() if line.startswith(("# ", "## <"))]
    assert '# <bdi>The Made-up Desk Ltd.</bdi> {#top lang="ar"}' in headings
    assert '# <bdi>C&#43;&#43;?</bdi> {#top lang="ar"}' in headings
    assert "## <bdi>Ferryline Ltd.</bdi> {#section-ferries}" in headings


def test_a_claim_in_a_list_in_another_language_runs_as_its_own_language_does(tmp_path: Path) -> None:
    claims = "claims: {runs: {text: Ferryline Ltd. تشغّل العبّارات., by: courier, status: reported, sources: courier}}\n"
    write(tmp_path, {"stories/_newsroom.yaml": "name: The Made-up Desk\nlanguages: [en]\n"})
    made = write(tmp_path, {"stories/gates.yaml": STORY + claims})
    listed = next(one.text for one in run(made).pages if one.path.endswith("claims/index.md"))
    assert '<span lang="ar" dir="rtl" markdown="span">[Ferryline Ltd' in listed


def test_a_page_whose_language_the_frame_does_not_know_is_turned_as_well(tmp_path: Path) -> None:
    pashto = write(tmp_path, {"stories/gates.yaml": STORY.replace("lang: ar", "lang: ps")})
    assert "\ndir: rtl\n" in rendered(pashto)
    # Our words on it are English; its headline runs as the page does all the same.
    assert '\n# <bdi dir="rtl">من أغلق البوابات؟</bdi> {#top' in rendered(pashto)
    write(tmp_path, {"stories/gates.yaml": STORY.replace("lang: ar", "lang: en")})
    assert "\ndir:" not in rendered(pashto)


# -- in the browser --

# The letters of an element as they stand from left to right, line by line.
SEEN = """e => {
  const letters = [], range = document.createRange(), walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let n = 0; n < node.data.length; n++) {
      range.setStart(node, n); range.setEnd(node, n + 1);
      const box = range.getBoundingClientRect();
      if (box.width) letters.push([Math.round(box.top / 6), box.left, node.data[n]]);
    }
  return letters.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(l => l[2]).join('').replace(/\\s+/g, ' ').trim();
}"""


@pytest.fixture(scope="module")
def tab(browser: Browser, gallery: Site) -> Iterator[Page]:
    with opened(browser) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.goto(f"{gallery.address}stories/arabic/")
        yield page


@pytest.fixture
def page(tab: Page) -> Page:
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.mouse.move(0, 0)
    return tab


@pytest.mark.browser
def test_the_frame_and_the_bars_stand_on_the_side_where_lines_begin(page: Page) -> None:
    assert page.evaluate("[getComputedStyle(document.body).direction, document.documentElement.lang]") == ["rtl", "ar"]
    bars = page.evaluate("""() => Object.fromEntries(
      ['.ep-answer', '.ep-notice', '.ep-card.ep-claim', '.ep-embed', 'article blockquote', '.ep-standing > *'].map(css => {
        const e = document.querySelector(css);
        if (!e) return [css, null];
        const s = getComputedStyle(e);
        return [css, [parseFloat(s.borderRightWidth) > parseFloat(s.borderLeftWidth), s.textAlign]];
      }))""")
    assert {css: side for css, side in bars.items() if css not in (".ep-answer",) and side} == {
        css: [True, "start"] for css, side in bars.items() if css not in (".ep-answer",) and side
    }
    assert sum(1 for side in bars.values() if side) >= 4
    contents, text = (page.locator(css).first.bounding_box() for css in (".md-sidebar--secondary", "article h1"))
    assert contents and text and contents["x"] + contents["width"] < text["x"]
    heading, window = page.locator("article h2").first.bounding_box(), page.locator("article").bounding_box()
    assert heading and window and abs(heading["x"] + heading["width"] - window["x"] - window["width"]) < 40


@pytest.mark.browser
def test_foreign_names_read_as_typed_and_keep_their_signs_at_their_ends(page: Page) -> None:
    names = page.evaluate(
        f"[...document.querySelectorAll('article bdi:not([dir]), article [lang=en], article [lang=zh-Hant]')]"
        f".filter(e => e.checkVisibility() && e.getClientRects().length === 1).map(e => [e.textContent.trim(), ({SEEN})(e)])"
    )
    assert {typed for typed, _ in names} >= {
        "The Made-up Courier Ltd.",
        "Ferryline Ltd.",
        "Brandt, A.",
        "Ada Brandt (Jr.)",
    }
    assert [(typed, seen) for typed, seen in names if typed != seen] == []


@pytest.mark.browser
def test_two_marks_side_by_side_are_no_one_number(page: Page) -> None:
    pairs = page.evaluate("""() => [...document.querySelectorAll('article sup + sup')].map(e =>
        [e.previousElementSibling.getBoundingClientRect(), e.getBoundingClientRect()])
        .filter(([a, b]) => Math.abs(a.top - b.top) < 2).map(([a, b]) => b.right <= a.left + 8)""")
    assert pairs and set(pairs) == {True}


@pytest.mark.browser
def test_time_runs_from_right_to_left_in_the_picture_and_the_chart_and_their_words_are_not_mirrored(page: Page) -> None:
    drawn = page.evaluate("""() => {
      const at = e => { const b = e.getBoundingClientRect(); return b.left + b.width / 2; };
      const shown = e => e.getClientRects().length > 0;
      const years = svg => [...svg.querySelectorAll('text')].filter(shown).filter(t => /^(19|20)\\d\\d$/.test(t.textContent))
        .map(t => [Number(t.textContent), at(t)]).sort((a, b) => b[1] - a[1]).map(y => y[0]);
      const svgs = [...document.querySelectorAll('.ep-picture > svg, .ep-chain > svg, .ep-plot > svg')];
      const plot = document.querySelector('.ep-plot');
      return {
        picture: years(document.querySelector('.ep-picture > svg')),
        chart: years(plot.querySelector('.ep-lines')),
        scale: at(plot.querySelector('.ep-scale')) > at(plot.querySelector('.ep-lines')),
        mirrored: svgs.flatMap(s => [...s.querySelectorAll('text')]).filter(t => t.getScreenCTM().a < 0).map(t => t.textContent),
        kinds: [...new Set(svgs.map(s => s.parentElement.className))].sort(),
      };
    }""")
    assert drawn == {
        "picture": sorted(drawn["picture"]),
        "chart": [2027, 2028, 2029, 2030],
        "scale": True,
        "mirrored": [],
        "kinds": ["ep-chain", "ep-picture", "ep-plot"],
    }
    assert len(drawn["picture"]) > 3


@pytest.mark.browser
def test_a_chains_words_stand_to_the_left_of_their_signs_and_inside_the_picture(page: Page) -> None:
    found = page.evaluate("""() => [...document.querySelectorAll('.ep-chain > svg')].flatMap(svg => {
      const frame = svg.getBoundingClientRect();
      const signs = [...svg.querySelectorAll('.ep-signs > :is(circle, rect)')].map(e => e.getBoundingClientRect());
      return [...svg.querySelectorAll('text.ep-name')].map(t => {
        const box = t.getBoundingClientRect();
        const beside = signs.find(s => Math.abs(s.top + s.height / 2 - box.top - box.height / 2) < 8);
        return [t.textContent, box.left >= frame.left - 1 && box.right <= frame.right + 1, !beside || box.right <= beside.left];
      });
    })""")
    assert len(found) > 4
    assert [one for one in found if one[1:] != [True, True]] == []


@pytest.mark.browser
def test_a_card_begins_at_the_right_end_of_its_link(page: Page) -> None:
    link = page.locator("article .ep-card a[href='#actor-brandt']").first
    link.scroll_into_view_if_needed()
    link.hover()
    page.locator(".ep-peek").wait_for(state="visible")
    card, box = page.locator(".ep-peek").bounding_box(), link.bounding_box()
    assert card and box and abs(card["x"] + card["width"] - box["x"] - box["width"]) < 2


@pytest.mark.browser
def test_an_arabic_name_on_an_english_page_is_turned_as_well(page: Page, gallery: Site) -> None:
    text = (gallery.root / "site/stories/everything/index.html").read_text("utf-8")
    assert '<span lang="ar" dir="rtl">آدا براندت</span>' in text
    assert '<span lang="zh-Hant">白浪港長</span>' in text


@pytest.mark.browser
def test_a_page_found_keeps_its_own_direction_among_the_results(page: Page) -> None:
    page.keyboard.press("/")
    page.locator("input.md-search__input").fill("براندت")
    page.locator(".md-search-result__item a").first.wait_for(timeout=30_000)
    found = page.evaluate(f"""() => [...document.querySelectorAll('.md-search-result__item')].map(e => [
      e.dir, e.querySelector('.ep-search-title').textContent.replace(/\\s+/g, ' ').trim(), ({SEEN})(e.querySelector('.ep-search-title'))])""")
    ways = {way for way, _, _ in found}
    assert ways == {"rtl", "ltr"}
    assert [(typed, seen) for way, typed, seen in found if way == "ltr" and typed != seen] == []
    page.keyboard.press("Escape")


@pytest.mark.browser
def test_a_foreign_name_among_an_arabic_pages_results_keeps_its_sign(page: Page) -> None:
    page.keyboard.press("/")
    page.locator("input.md-search__input").fill("Ferryline تشغّل")
    page.locator(".md-search-result__item[dir=rtl] .ep-search-name bdi").first.wait_for(timeout=30_000)
    names = page.evaluate(f"""() => [...document.querySelectorAll('[dir=rtl] .ep-search-name bdi[dir=ltr]')]
        .map(e => [e.textContent, ({SEEN})(e)])""")
    assert ["Ferryline Ltd.", "Ferryline Ltd."] in names
    assert [(typed, seen) for typed, seen in names if typed != seen] == []
    page.keyboard.press("Escape")


@pytest.mark.browser
def test_what_is_new_since_the_last_visit_is_named_as_its_heading_is(browser: Browser, gallery: Site) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{gallery.address}stories/arabic/")
        page.evaluate("""() => {
          const key = Object.keys(localStorage).find(k => k.startsWith('ep-since'));
          localStorage[key] = JSON.stringify({ base: '', since: 0, at: 0, seen: true });
        }""")
        page.reload()
        suit = page.locator(".ep-since a[href='#claim-suit']")
        heading = page.locator("#claim-suit bdi")
        assert [suit.get_attribute("dir"), suit.text_content()] == ["rtl", heading.text_content()]
        assert page.locator(".ep-since a[href='#claim-waited']").get_attribute("dir") is None
