"""Settings of a site that a newsroom types into mkdocs.yml stay text, lead nowhere they should not, and the page for lost readers searches."""

from __future__ import annotations

import contextlib
import http.server
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.text.web_address import link_fault
from tests import previews
from tests.browser import opened
from tests.doors import CLEAN, DAY, EXPLAINER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAYLOAD = "<img src=x onerror=alert(1)>"
NAME = f"Tides & 'Gates' {PAYLOAD}"
EXTRA = f"""
extra:
  labels:
    en:
      Home: "Home {PAYLOAD}"
      Contact: "Contact {PAYLOAD}"
  footer_links:
    - {{title: Contact, path: "mailto:desk@courier.example"}}
    - {{title: "About {PAYLOAD}", path: about/}}
    - {{title: Elsewhere, path: "https://courier.example/?a=1&b=2"}}
"""
BAD = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\\tscript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "/\\\\evil.example",
    "/\\t/evil.example",
    "mailto:javascript:alert(1)",
)


class _Lost(http.server.SimpleHTTPRequestHandler):
    """As hosts do: where there is no file, the page for that."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder as hosts do; gives the address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Lost, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join(timeout=10)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom of a built site whose settings hold what must not become active."""
    root = previews.newsroom(tmp_path_factory.mktemp("settings") / "newsroom")
    (root / "docs" / "about.md").write_text("# About\n", "utf-8")
    path = root / "mkdocs.yml"
    text = path.read_text("utf-8")
    start, end = text.index("\nextra:"), text.index("\nplugins:")
    bad = "".join(f'    - {{title: "Bad {number}", path: "{link}"}}\n' for number, link in enumerate(BAD))
    text = text[:start] + EXTRA.rstrip("\n") + "\n" + bad + text[end:]
    path.write_text(text.replace("site_name: Explainer pages", f'site_name: "{NAME}"'), "utf-8")
    return root


@pytest.fixture(scope="module")
def said(built: Path) -> str:
    """What the build said; it made the site all the same."""
    done = subprocess.run(
        [*EXPLAINER, "build", *DAY], cwd=built, env=CLEAN, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def address(built: Path, said: str) -> Iterator[str]:
    with hosted(built / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as (page, _):
        dialogs: list[str] = []
        faults: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        assert (dialogs, faults) == ([], [])


def test_a_link_at_the_foot_that_leads_nowhere_is_named_by_a_build(said: str) -> None:
    named = [line.split("'")[1] for line in said.splitlines() if "'footer_links'" in line]
    # Signs that cannot be printed are shown as blanks.
    assert named == [link.replace("\\\\", "\\").replace("\\t", " ").strip() for link in BAD]


@pytest.mark.browser
@pytest.mark.parametrize("at", ["", "stories/gates/", "about/", "nowhere/at/all/"])
def test_names_and_labels_of_the_settings_stay_text_and_links_at_the_foot_lead_where_they_may(
    page: Page, address: str, at: str
) -> None:
    page.goto(f"{address}{at}", wait_until="networkidle")
    assert page.locator("img[src=x]").count() == 0
    assert page.title() in (NAME, *(f"{title} - {NAME}" for title in _TITLES))
    assert page.locator(".md-header__topic").first.inner_text().strip() == NAME
    assert page.locator("a.md-logo").first.get_attribute("title") == NAME
    contact = f"Contact {PAYLOAD}" if at != "nowhere/at/all/" else "Contact"
    links = page.locator(".ep-foot a").all()
    assert [(link.inner_text(), link.get_attribute("href")) for link in links[:1]] == [
        (contact, "mailto:desk@courier.example")
    ]
    assert [(link.inner_text(), link.evaluate("a => a.href")) for link in links[1:]] == [
        (f"About {PAYLOAD}", f"{address}about/"),
        ("Elsewhere", "https://courier.example/?a=1&b=2"),
    ]


_TITLES = ("The Made-up Courier", "Who closed the gates of Harrow Bay?", "About", "This page is not here")


@pytest.mark.browser
@pytest.mark.parametrize("at", ["nowhere/", "nowhere/at/all/", "nowhere"])
def test_the_search_works_on_the_page_for_an_address_that_leads_nowhere(page: Page, address: str, at: str) -> None:
    page.goto(f"{address}{at}", wait_until="networkidle")
    page.locator("input.md-search__input").focus()
    page.keyboard.type("harrow")
    result = page.locator(".md-search-result__link").first
    result.wait_for(state="attached", timeout=15_000)
    result.click()
    page.wait_for_url(f"{address}stories/gates/**")


def test_a_link_of_the_settings_is_a_whole_address_or_the_path_of_a_page() -> None:
    typed = [link.encode().decode("unicode_escape") for link in BAD]
    assert [link for link in typed if not link_fault(link)] == []
    assert [link for link in ("about/", "about/#contact", "/about/", "../x.pdf", "a?b=c") if link_fault(link)] == []
