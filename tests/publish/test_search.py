"""The search as a reader uses it: real builds, a real Chromium, names in two scripts, claims with their status."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect

from generator.language.words import words_for
from generator.publish.search_index import FOLDER, index_site
from generator.publish.search_text import CLOSES, EAST_ASIAN, OPENS, SearchEntry, indexed_html, search_page, spaced
from tests.browser import elsewhere, opened, served
from tests.conftest import ROOT, lay_out_site
from tests.doors import DAY, explainer
from tests.newsrooms import write

ACTORS = """
wei: {name: Lin Wei, kind: person, role: harbour master, names: {zh-Hant: 林薇}, aliases: [The Gatekeeper]}
chain: {name: Skychain, kind: service, role: made-up internet service, names: {zh-Hant: 星鏈}}
"""
GATES = """
title: Who closed the gates of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
short_answer: Not established.
main_claim: closed
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
claims:
  closed: {text: Lin Wei had the northern sluice closed., by: courier, about: [wei, chain], status: disputed, because: She denies it., sources: courier}
  paid: {text: "<b>Skychain</b> paid for the lamps.", by: courier, about: chain, status: unverified, sources: courier}
responses:
  - {by: wei, to: closed, response: denies, sources: courier}
  - {by: chain, to: paid, response: no-response, sources: courier}
dates:
  - {id: closing, date: 2031-05-01, title: The sluice falls, claim: closed}
quotes:
  never: {text: I never touched the windlass., by: wei, sources: courier}
sections:
  - {id: told, heading: What was told, text: "The paper printed that [[closed]], and later withdrew a picture."}
  - {id: shown, heading: "The windmill [Confirmed]", text: "Millers talk of this.\n\n![[paid]]\n\n![[lamps]]\n\nMillers fell silent."}
figures:
  lamps: {label: Lamps that went out at the windmill, value: 77, unit: lamps, claim: paid, sources: courier}
"""
CHINESE = """
title: 北閘為何關閉？
lang: zh-Hant
published: 2031-06-02
fictional: 為測試而虛構。
short_answer: 據報導林薇要求星鏈停止服務。
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
claims:
  asked: {text: 林薇要求星鏈停止服務。, by: courier, about: wei, status: disputed, because: 她否認。, sources: courier}
responses:
  - {by: wei, to: asked, response: denies, sources: courier}
"""
BOX = "input.md-search__input"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with a story in English and one in Chinese, built once; the site stands below a folder, as on many hosts."""
    root = tmp_path_factory.mktemp("search") / "newsroom"
    lay_out_site(root)
    write(root, {"stories/_actors.yaml": ACTORS, "stories/gates.yaml": GATES, "stories/north.yaml": CHINESE})
    done = explainer(root, "build", *DAY, seconds=120)
    assert done[0] == 0 and "error" not in done[2] and (root / "site" / FOLDER / "pagefind.js").is_file(), done
    host = root.parent / "host"
    host.mkdir()
    (host / "news").symlink_to(root / "site")
    return root


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with served(built.parent / "host") as host:
        yield f"{host}news/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser) as (page, asked):
        page.goto(f"{address}stories/gates/")
        yield page
        assert elsewhere(asked) == []


# Read in one go: the list may be made anew between one line and the next.
SHOWN = """() => [...document.querySelectorAll('.md-search-result__list a')]
  .map(link => [link.getAttribute('href'), link.innerText.trim().split('\\n')[0]])"""


def results(page: Page, words: str) -> list[tuple[str, str]]:
    """Address and first line of each result, after typing the words."""
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    # Typed at once: of words typed one by one, a slow machine may still show what the first of them found.
    page.locator(BOX).fill(words)
    expect(page.locator(".md-search-result__meta")).to_contain_text("document", timeout=15_000)
    found: list[list[str]] = []
    for _ in range(50):
        before, found = found, page.evaluate(SHOWN)
        if found and found == before:
            break
        page.wait_for_timeout(300)
    return [(where.partition("/news/")[2], text) for where, text in found]


# -- what is known of a page --


def test_the_search_knows_each_entry_of_a_page_with_the_status_of_its_claim(built: Path) -> None:
    known = search_page((built / "site/stories/gates/index.html").read_text("utf-8"))
    assert known is not None and (known.lang, known.listing) == ("en", False)
    entries = {one.id: (one.level, one.title, one.status) for one in known.entries}
    assert {id: entries[id] for id in ("top", "claim-closed", "claim-paid", "date-closing", "actor-wei", "source-courier")} == {
        "top": (1, "Who closed the gates of Harrow Bay?", "made up"),
        "claim-closed": (3, "Lin Wei had the northern sluice closed.", "Disputed"),
        "claim-paid": (3, "<b>Skychain</b> paid for the lamps.", "Unverified"),
        "date-closing": (3, "May 1, 2031 The sluice falls", "Disputed"),
        "actor-wei": (3, "Lin Wei", ""),
        "source-courier": (3, "The Made-up Courier", ""),
    }  # fmt: skip
    told = next(one for one in known.entries if one.id == "section-told")
    assert f"{OPENS}Lin Wei had the northern sluice closed. Disputed{CLOSES}, and later" in told.words
    assert told.marked == ("Disputed",)


def test_a_draft_that_is_made_up_and_a_story_taken_back_say_so_at_their_title() -> None:
    said = {}
    for kinds in ("ep-draft ep-fictional", "ep-taken-back", "ep-other"):
        boxes = "".join(f'<div class="ep-notice {kind}"><p>Why.</p></div>' for kind in kinds.split())
        known = search_page(f'<html lang="en"><article><h1 id="top">Lamps</h1>{boxes}</article></html>')
        assert known is not None
        said[kinds] = (
            known.entries[0].status,
            f'["", "{known.entries[0].status}"]' in html.unescape(indexed_html(known)),
        )
    assert said == {
        "ep-draft ep-fictional": ("draft, made up", True),
        "ep-taken-back": ("taken back", True),
        "ep-other": ("", False),
    }


def test_a_page_that_leads_on_and_a_page_without_content_are_not_known() -> None:
    assert (
        search_page('<html><meta http-equiv="refresh" content="0"><article><h1 id="a">A</h1></article></html>') is None
    )
    assert search_page("<html><body>nothing</body></html>") is None


def test_of_a_list_the_index_takes_what_stands_above_its_first_part(built: Path) -> None:
    known = search_page((built / "site/claims/index.html").read_text("utf-8"))
    assert known is not None and known.listing
    text = indexed_html(known)
    assert "All claims" in text and "northern sluice" not in text


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("星鏈停止かナ。，a<")), max_size=60))
def test_blanks_around_signs_lose_no_sign_and_no_mark_up(text: str) -> None:
    assert "".join(html.unescape(spaced(text)).split()) == "".join(text.split())
    assert "<" not in spaced(text)
    assert re.search(f"[{EAST_ASIAN}][{EAST_ASIAN}]", spaced(text)) is None


# -- a reader --


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "where", "name"),
    [
        ("星鏈", "actors/chain/", "Skychain"),
        ("星鏈", "stories/gates/#actor-chain", "Skychain"),
        ("林薇", "actors/wei/", "Lin Wei"),
        ("薇", "stories/gates/#actor-wei", "Lin Wei"),
        (
            "星鏈停止",
            "stories/north/#claim-asked",
            f"林薇要求星鏈停止服務。 {words_for('zh-Hant').text('status_disputed')}",
        ),
        ("gatekeeper", "stories/gates/#actor-wei", "Lin Wei"),
        ("northern sluice", "stories/gates/#claim-closed", "Lin Wei had the northern sluice closed. Disputed"),
        ("windl", "stories/gates/#quote-never", "Lin Wei"),
        ("made-up courier", "stories/gates/#source-courier", "The Made-up Courier"),
    ],
)
def test_a_name_in_either_script_and_a_claims_words_lead_to_the_entry(
    page: Page, words: str, where: str, name: str
) -> None:
    assert (where, name) in results(page, words)


@pytest.mark.browser
def test_the_result_leads_to_the_entry_by_keyboard_alone(page: Page) -> None:
    found = [where for where, _ in results(page, "northern sluice")]
    for _ in range(found.index("stories/gates/#claim-closed") + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/stories/gates/#claim-closed")
    assert page.locator("#claim-closed").is_visible()
    assert not page.locator(".md-search__output").is_visible()


@pytest.mark.browser
def test_arrows_go_up_again_and_escape_closes_the_box(page: Page) -> None:
    results(page, "sluice")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


@pytest.mark.browser
def test_a_claim_in_a_passage_keeps_its_status_however_the_passage_is_cut(page: Page) -> None:
    results(page, "paper printed withdrew")
    text = page.locator(".ep-search-words", has_text="printed that").first.inner_text()
    assert "Lin Wei had the northern sluice closed. Disputed" in text
    for shown in page.locator(".ep-search-words").all_inner_texts():
        assert "northern sluice" not in shown or "Disputed" in shown


@pytest.mark.browser
@pytest.mark.parametrize(
    "words", ["millers talk", "paid for the lamps", "went out at the windmill", "millers silent", "77"]
)
def test_an_embedded_claim_or_figure_keeps_its_status_however_the_passage_is_cut(page: Page, words: str) -> None:
    results(page, words)
    shown = page.locator(".ep-search-entry[href$='#section-shown'] .ep-search-words")
    for text in [" ".join(one.split()) for one in shown.all_inner_texts()]:
        for claimed in ("paid for the lamps.", "77"):
            assert claimed not in text or re.search(rf"{re.escape(claimed)}.*?Unverified", text), text
    assert shown.count() == 1


@pytest.mark.browser
def test_of_a_long_stretch_that_stands_with_a_status_a_part_is_shown_and_the_status_after_it(
    browser: Browser, tmp_path: Path
) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>barrel{n}</td></tr>" for n in range(60))
    embed = f'<div class="ep-embed ep-figure ep-disputed"><p>Oil <span class="ep-badge ep-disputed">Disputed</span></p><table>{rows}</table></div>'
    write(
        tmp_path,
        {
            "i/index.html": f'<html lang="en"><article><h1 id="top">Oil</h1><h2 id="told">Told</h2>{embed}<p>After all.</p></article></html>'
        },
    )
    known = search_page((tmp_path / "i/index.html").read_text("utf-8"))
    assert known is not None and known.entries[1].marked == ("Disputed",)
    framed_box = (ROOT / "generator/theme/assets/search.js").read_text("utf-8")
    assert index_site(tmp_path, "en") == 1
    write(tmp_path, {"search.js": framed_box, "box.html": BOX_PAGE})
    with served(tmp_path) as host, opened(browser) as (page, _):
        page.goto(f"{host}box.html")
        page.locator("input.words").fill("barrel50")
        shown = page.locator(".ep-search-words")
        expect(shown.locator(".ep-search-status")).to_have_text("Disputed", timeout=15_000)
        assert "barrel50" in shown.inner_text() and "barrel9" not in shown.inner_text().split()


BOX_PAGE = """
<html><body><input type="checkbox" id="__search"><div class="ep-search" data-base="/" data-index="/pagefind/pagefind.js"
data-failed="failed" data-more="more"><form><input class="words"></form><div class="md-search__scrollwrap">
<div class="md-search-result__meta"></div><ol class="md-search-result__list"></ol></div></div>
<script type="application/json" id="__config">{"translations": {"search.result.one": "1", "search.result.other": "#",
"search.result.none": "0", "search.result.placeholder": ""}}</script><script src="/search.js"></script></body></html>
"""


@pytest.mark.browser
def test_what_a_writer_typed_in_brackets_is_no_status(page: Page) -> None:
    found = results(page, "windmill")
    assert ("stories/gates/#section-shown", "The windmill [Confirmed]") in found
    heading = page.locator(".ep-search-entry[href$='#section-shown'] .ep-search-name")
    assert (heading.inner_text(), heading.locator(".ep-search-status").count()) == ("The windmill [Confirmed]", 0)


@pytest.mark.browser
def test_every_result_from_a_made_up_story_stands_below_a_title_that_says_so(page: Page) -> None:
    results(page, "sluice")
    story = page.locator(".md-search-result__item", has=page.locator("a[href$='stories/gates/']"))
    expect(story.locator(".ep-search-title .ep-search-status")).to_have_text("made up")


@pytest.mark.browser
def test_words_typed_by_writers_stay_words(page: Page) -> None:
    found = results(page, "paid for the lamps")
    assert ("stories/gates/#claim-paid", "<b>Skychain</b> paid for the lamps. Unverified") in found
    assert page.locator(".md-search-result__list b").count() == 0


@pytest.mark.browser
def test_signs_that_stand_apart_are_not_found_as_one_word(page: Page) -> None:
    page.keyboard.press("/")
    page.locator(BOX).fill("務服")  # both signs stand on the page, in the other order
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents", timeout=15_000)


@pytest.mark.browser
def test_where_the_index_is_missing_the_box_says_so(browser: Browser, address: str) -> None:
    with opened(browser) as (page, _):
        page.route("**/pagefind/**", lambda route: route.abort())
        page.goto(f"{address}stories/gates/")
        page.keyboard.press("/")
        page.locator(BOX).fill("sluice")
        expect(page.locator(".md-search-result__meta")).to_contain_text(
            "The search could not be loaded.", timeout=15_000
        )


@pytest.mark.browser
@pytest.mark.parametrize(
    ("policy", "found"),
    [
        ("script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'", "matching document"),
        ("script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'none'", "matching document"),
        ("script-src 'self'", "The search could not be loaded."),
    ],
)
def test_the_search_works_under_a_strict_policy_or_says_that_it_does_not(
    browser: Browser, address: str, policy: str, found: str
) -> None:
    with opened(browser) as (page, _):

        def guarded(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

        page.route("**/*", guarded)
        page.goto(f"{address}stories/gates/")
        page.keyboard.press("/")
        page.locator(BOX).fill("sluice")
        expect(page.locator(".md-search-result__meta")).to_contain_text(found, timeout=15_000)


@pytest.mark.browser
def test_signs_found_stand_together_with_no_blank_between_or_beside_them(page: Page) -> None:
    results(page, "星鏈")
    assert page.locator("a[href$='stories/gates/#actor-chain'] mark").all_inner_texts() == ["星鏈"]
    assert not re.search(f"[{EAST_ASIAN}] +[{EAST_ASIAN}]", page.locator(".md-search-result__list").inner_text())


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_open_box_has_no_fault_that_axe_can_find(page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 700})
    page.reload()
    if width == 320:
        page.locator("label[for=__search].md-header__button").click()
        expect(page.locator(BOX)).to_be_focused()
    results(page, "sluice") if width > 320 else page.keyboard.type("sluice")
    expect(page.locator(".md-search-result__list a").first).to_be_visible(timeout=15_000)
    page.wait_for_timeout(400)
    found = Axe().run(page, context=".md-search").response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


@pytest.mark.browser
def test_the_first_search_among_a_thousand_stories_loads_less_than_500_kilobytes(
    browser: Browser, built: Path, tmp_path: Path
) -> None:
    """Uncompressed, as the smallest host sends it; parts of the index are compressed as they are."""
    from tests.bench.corpus import sentence

    site = tmp_path / "site"
    shutil.copytree(built / "site", site)
    for number in range(1000):
        entries = "".join(
            f'<h3 id="claim-{n}">{sentence(number * 1000 + n)}</h3><p>{" ".join(sentence(number * 997 + n * 31 + k) for k in range(4))}</p>'
            for n in range(40)
        )
        folder = site / "stories" / f"s{number}"
        folder.mkdir()
        (folder / "index.html").write_text(
            f'<html lang="en"><body><article><h1 id="top">Story {number}</h1>{entries}</article></body></html>', "utf-8"
        )
    assert index_site(site, "en") > 1000
    loaded: list[int] = []
    with served(site) as host, opened(browser) as (page, _):
        page.goto(f"{host}stories/gates/", wait_until="networkidle")
        page.on("response", lambda answer: loaded.append(len(answer.body())) if answer.ok else None)
        page.keyboard.press("/")
        page.locator(BOX).fill("northern sluice")
        expect(page.locator(".md-search-result__list a").first).to_be_visible(timeout=30_000)
        page.wait_for_load_state("networkidle")
    assert 50_000 < sum(loaded) < 500_000


@pytest.mark.parametrize(
    ("program", "sentence", "box", "theirs"),
    [
        (
            {"__init__.py": "raise ImportError\n"},
            "Pagefind, which makes the search, is not installed here.",
            'data-md-component="search"',
            True,
        ),
        (
            {"__init__.py": "", "service.py": "def get_executable():\n    return 'made-up'\n"},
            "The site is whole but for its search, whose box will say so.",
            'data-failed="The search could not be loaded.',
            False,
        ),
    ],
    ids=["not installed", "failing"],
)
def test_a_build_without_the_program_says_so_in_a_sentence_and_the_site_stands(
    tmp_path: Path, program: dict[str, str], sentence: str, box: str, theirs: bool
) -> None:
    root, elsewhere = tmp_path / "newsroom", tmp_path / "programs"
    lay_out_site(root)
    write(root, {"stories/_actors.yaml": ACTORS, "stories/gates.yaml": GATES})
    write(elsewhere, {f"pagefind/{name}": text for name, text in program.items()})
    done = explainer(root, "build", *DAY, seconds=120, PYTHONPATH=str(elsewhere))
    assert done[0] == 0 and sentence in done[2], done
    assert box in (root / "site/stories/gates/index.html").read_text("utf-8")
    assert not (root / "site" / FOLDER).exists()
    assert (root / "site/search/search_index.json").is_file() == theirs


def test_a_build_leaves_no_other_index_behind(built: Path) -> None:
    assert (built / "site" / FOLDER / "pagefind.js").is_file()
    assert not (built / "site" / "search").exists()


def test_a_page_that_is_no_story_is_an_entry_too() -> None:
    known = search_page('<html lang="en"><article><h1 id="top">About</h1><p>Us<br>all.</p></article></html>')
    assert known is not None and known.entries == (SearchEntry(1, "top", "About", "", "Us all."),)
