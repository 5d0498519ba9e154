"""The page frame, in a real browser: no request elsewhere, no fault of accessibility, front matter that stays text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.axe import violations
from tests.browser import elsewhere, opened, served
from tests.conftest import bare_newsroom

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog

# Escaped once, as a story's front matter is.
PAGE = """
---
title: Gates &lt;img src=x onerror=alert(1)&gt; &amp;amp; tides
description: "&quot;&gt;&lt;script&gt;alert(2)&lt;/script&gt; and more"
lang: LANG
---

# Gates &lt;img src=x onerror=alert(1)&gt; &amp;amp; tides {#top}

The gates closed[^a], and the harbour log says so[^b]. So does the Courier[^a].

## Timeline {#timeline}

Nobody saw it[^a].

## Source notes {#source-notes}

[^a]: **The Made-up Courier**: The gates.

[^b]: **The harbour log**
"""
TITLE = "Gates <img src=x onerror=alert(1)> &amp; tides"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site of hand-written pages, one for each language."""
    newsroom = bare_newsroom(tmp_path_factory.mktemp("theme") / "newsroom")
    languages = ("en", "zh-Hant", "zh-Hant-TW", "ar", "yue")
    (newsroom / "docs" / "stories").mkdir()
    for language in languages:
        page = PAGE.lstrip().replace("LANG", language)
        (newsroom / "docs" / "stories" / f"{language.lower()}.md").write_text(page, "utf-8")
    # No hook: the frame must stand on its own.
    settings = newsroom / "mkdocs.yml"
    settings.write_text(re.sub(r"(?m)^hooks:\n(  .*\n)+", "", settings.read_text("utf-8")), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"],
        cwd=newsroom,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    with served(newsroom / "site") as address:
        yield address


@pytest.mark.browser
def test_a_page_asks_no_other_host_and_its_front_matter_stays_text(browser: Browser, site: str) -> None:
    with opened(browser) as (page, asked):
        dialogs: list[str] = []

        def note(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", note)
        page.goto(f"{site}stories/en/", wait_until="networkidle")
        assert page.title() == f"{TITLE} - Explainer pages"
        description = page.locator("meta[name=description]").get_attribute("content")
        assert description == '"><script>alert(2)</script> and more'
        assert page.locator("h1").inner_text().removesuffix("#") == TITLE
        assert page.locator("img[src='x']").count() == 0

        page.locator("input.md-search__input").focus()
        page.keyboard.type("gates")
        page.locator(".md-search-result__item").first.wait_for(state="attached", timeout=15_000)
        assert page.locator("img[src='x']").count() == 0
        assert dialogs == []
        assert len(asked) > 3
        assert elsewhere(asked) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "html_lang", "direction", "article_lang", "contents"),
    [
        ("en", "en", "ltr", None, "Table of contents"),
        ("zh-Hant", "zh-Hant", "ltr", None, "目錄"),
        ("zh-Hant-TW", "zh-Hant-TW", "ltr", None, "目錄"),
        ("ar", "ar", "rtl", None, "جدول المحتويات"),
        ("yue", "en", "ltr", "yue", "Table of contents"),
    ],
)
def test_a_page_tells_its_language_and_the_frame_speaks_it_where_it_can(
    browser: Browser, site: str, language: str, html_lang: str, direction: str, article_lang: str | None, contents: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{site}stories/{language.lower()}/")
        frame = page.locator("html").get_attribute("lang"), page.locator("body").get_attribute("dir")
        assert frame == (html_lang, direction)
        inside = page.locator("article > div[lang]")
        assert (inside.first.get_attribute("lang") if inside.count() else None) == article_lang
        assert page.locator("nav.md-nav--secondary").first.get_attribute("aria-label") == contents


@pytest.mark.browser
@pytest.mark.parametrize("path", ["stories/en/", "stories/ar/"])
def test_a_page_that_no_program_wrote_has_no_fault_that_axe_can_find(browser: Browser, site: str, path: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{site}{path}")
        assert violations(page) == []


@pytest.mark.browser
def test_source_marks_and_links_back_have_names(browser: Browser, site: str) -> None:
    with opened(browser, javascript=False) as (page, _):
        page.goto(f"{site}stories/en/")
        names = [link.get_attribute("aria-label") for link in page.locator("a.footnote-backref").all()]
        assert names == [
            "Back to where source 1 is cited: place 1 of 3",
            "Back to where source 1 is cited: place 2 of 3",
            "Back to where source 1 is cited: place 3 of 3",
            "Back to where source 2 is cited",
        ]
        assert page.get_by_role("link", name="Source 1", exact=True).count() == 3
