"""Every link of a whole finished site arrives: pages, fragments, style sheets, scripts; nothing is reached by guessing."""

from __future__ import annotations

import shutil
from collections import deque
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from tests.conftest import ROOT
from tests.doors import explainer
from tests.newsrooms import write

HOST = "https://site.invalid/"
TODAY = ("--today", "2031-12-01")
# Names that meet addresses of generated pages, topics that are no plain words: each must have a page of its own.
ODD = """
title: {title}
published: 2031-06-0{n}
fictional: Invented to test the tool.
topics: [Harbour, harbour, 港口, ميناء, "gates/locks", "🚢", "...", Index, index]
related: [{{story: starlink-taiwan-request}}]
claims:
  closed: {{text: The index had the gates closed., by: index, about: [con-, timeline], status: reported, sources: courier}}
dates: [{{id: day, date: 2031-05-01, title: The gates fall, actors: [index, timeline]}}]
"""
SHARED = """
index: {name: The Index, kind: organisation}
timeline: {name: The Timeline, kind: organisation}
con-: {name: The Con, kind: person}
"""


class _Page(HTMLParser):
    """The links and the ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [value for name in ("href", "src") if (value := given.get(name)) is not None]
        self.ids += [value for value in (given.get("id"), given.get("name") if tag == "a" else None) if value]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's stories and docs, two made-up stories with odd names, a story that moved and one taken back."""
    from tests.conftest import lay_out_site

    root = tmp_path_factory.mktemp("links") / "newsroom"
    lay_out_site(root, manual=True)
    (root / "docs/index.md").unlink(missing_ok=True)
    shutil.copytree(ROOT / "stories", root / "stories")
    actors = (root / "stories/_actors.yaml").read_text("utf-8") + SHARED
    sources = (root / "stories/_sources.yaml").read_text("utf-8")
    courier = "courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}\n"
    gone = "withdrawn: {date: 2031-07-01, reason: It was wrong.}\n"
    write(
        root,
        {
            "stories/_actors.yaml": actors,
            "stories/_sources.yaml": f"{sources}\n{courier}",
            "stories/gates.yaml": ODD.format(title="The gates", n=1),
            "stories/2031/gates.yaml": ODD.format(title="The gates again", n=2) + "aliases: [old/gates]\n",
            "stories/gone.yaml": ODD.format(title="The gates that were none", n=3) + gone,
            "stories/everything.yaml": (ROOT / "tests/gallery/everything.yaml").read_text("utf-8"),
        },
    )
    status, _, errors = explainer(root, "build", *TODAY, seconds=180)
    assert status == 0, errors
    return root / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, _Page]:
    """Every HTML page by its address below the host."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        found[address] = _Page(path.read_text("utf-8"))
    return found


def inside(address: str, link: str) -> tuple[str, str] | None:
    """Where a link leads on this site: address and fragment; None for links to elsewhere."""
    whole, fragment = urldefrag(urljoin(HOST + address, link))
    if urlsplit(whole).scheme not in ("http", "https") or not whole.startswith(HOST):
        return None
    return unquote(urlsplit(whole).path.lstrip("/")), unquote(fragment)


def test_every_link_of_every_page_arrives_at_its_place(site: Path, pages: dict[str, _Page]) -> None:
    broken = []
    for address, page in pages.items():
        for link in page.links:
            target = inside(address, link)
            if target is None:
                continue
            path, fragment = target
            known = pages.get(path)
            # Material's own links: to the page itself from the 404 page, and query parts of script files.
            if known is None and not (site / path).is_file():
                broken.append((address, link, "no such page"))
            elif known is not None and fragment and fragment not in known.ids and fragment != "__skip":
                broken.append((address, link, "no such place"))
    assert broken == []


def test_no_page_has_an_id_twice(pages: dict[str, _Page]) -> None:
    twice = {address: sorted({id for id in page.ids if page.ids.count(id) > 1}) for address, page in pages.items()}
    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_every_page_is_reached_by_links_and_the_lists_in_two_from_home(pages: dict[str, _Page]) -> None:
    steps = {"": 0}
    ahead = deque([""])
    while ahead:
        address = ahead.popleft()
        for link in pages[address].links:
            target = inside(address, link)
            if target and target[0] in pages and target[0] not in steps:
                steps[target[0]] = steps[address] + 1
                ahead.append(target[0])
    left = {address for address in pages if address not in steps and "old/gates" not in address} - {"404.html"}
    assert left == set()
    lists = ("stories/", "actors/", "topics/", "claims/", "timeline/", "sources/", "corrections/", "unknowns/")
    assert {name: steps[name] for name in lists if steps[name] > 1} == {}
    assert {
        address: n for address, n in steps.items() if n > 2 and address.startswith(("stories/", "actors/", "topics/"))
    } == {}


def test_odd_topics_and_names_have_pages_of_their_own(pages: dict[str, _Page]) -> None:
    """'Harbour' and 'harbour' are one topic, 'Index' and 'index' another; every other one stands alone."""
    topics = {address for address in pages if address.startswith("topics/") and address != "topics/"}
    own = {address for address in topics if "harbour" in address or "index" in address or "topic-" in address}
    assert len([address for address in own if address == "topics/harbour/"]) == 1
    assert len([address for address in own if "index" in address]) == 1
    assert len([address for address in own if "topic-" in address]) == 4
    assert "topics/gates-locks" in {address[:18] for address in topics}
    actors = {address for address in pages if address.startswith("actors/")}
    assert {"actors/index-/", "actors/timeline/", "actors/con--/"} <= actors
