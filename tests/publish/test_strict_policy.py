"""A whole site under a strict content security policy: our parts need no inline script and no inline style; what needs one is Material's.

The policy is the one that `docs/architecture.md` gives to those who run a host.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import opened
from tests.conftest import ROOT, Site
from tests.gallery.build import PAGES

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
# A listener that stands before any script of the page.
_LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


def inline_scripts(site: Path) -> set[str]:
    """The text of each script that stands in a page itself and is run: data blocks are none."""
    found = set()
    for path in site.rglob("*.html"):
        for script in _SCRIPT.finditer(path.read_text("utf-8")):
            attributes = script["attributes"]
            if "src=" not in attributes and not re.search(r"type=\"?application/(?:ld\+)?json", attributes):
                found.add(script["text"])
    return found


def policy(site: Path) -> str:
    """The header as the docs give it, with the hashes of a site's inline scripts."""
    digests = sorted(base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in inline_scripts(site))
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    (line,) = re.findall(r"(?m)^    Content-Security-Policy: (.+)$", text)
    return str(line).replace("HASHES", " ".join(f"'sha256-{digest}'" for digest in digests))


def test_every_inline_script_is_materials(gallery: Site) -> None:
    ours = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "generator").rglob("*.html")))
    scripts = inline_scripts(gallery.root / "site")
    assert 0 < len(scripts) <= 8
    assert [text for text in scripts if text.strip() and text.strip()[:60] in ours] == []
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))[^>]*>", ours)


def test_no_page_has_a_style_of_its_own(gallery: Site) -> None:
    styled = re.compile(r"<style\b|<[a-z][^<>]*\sstyle=", re.IGNORECASE)
    assert [
        path.relative_to(gallery.root).as_posix()
        for path in sorted((gallery.root / "site").rglob("*.html"))
        if styled.search(_SCRIPT.sub("", path.read_text("utf-8")))
    ] == []


@pytest.fixture
def guarded(browser: Browser, gallery: Site) -> Iterator[Page]:
    """A page whose every answer carries the policy."""
    header = policy(gallery.root / "site")

    def answered(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": header})

    with opened(browser) as (page, _):
        page.add_init_script(_LISTEN)
        page.route("http://127.0.0.1*/**", answered)
        yield page


@pytest.mark.browser
@pytest.mark.parametrize("kind", PAGES)
def test_no_kind_of_page_meets_the_policy(guarded: Page, gallery: Site, kind: str) -> None:
    guarded.goto(f"{gallery.address}{PAGES[kind]}")
    guarded.wait_for_load_state("networkidle")
    assert guarded.evaluate("window.refused") == []


@pytest.mark.browser
def test_search_cards_tools_and_colours_work_under_the_policy(guarded: Page, gallery: Site) -> None:
    guarded.goto(f"{gallery.address}{PAGES['Story with everything']}")
    guarded.locator("article a[href^='#claim-']").first.focus()
    guarded.keyboard.press("Escape")
    guarded.locator("label.md-header__button[for^='__palette']:visible").first.click()
    guarded.keyboard.press("/")
    guarded.locator(".md-search__input").fill("lamp")
    expect(guarded.locator(".md-search-result__list a").first).to_be_visible(timeout=15_000)
    assert guarded.evaluate("window.refused") == []


@pytest.mark.browser
def test_a_style_in_a_page_would_be_noticed(guarded: Page, gallery: Site) -> None:
    """The listener hears: without this the tests above could not fail."""
    guarded.goto(f"{gallery.address}{PAGES['Claims']}")
    text = html.escape("color: red")
    guarded.evaluate(f"document.body.insertAdjacentHTML('beforeend', '<p style=\"{text}\">x</p>')")
    guarded.wait_for_function("window.refused.length > 0")
    assert "style-src" in guarded.evaluate("window.refused[0]")
