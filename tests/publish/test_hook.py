"""MkDocs through the hook: real builds and a real preview of a small newsroom."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.newsrooms import BASE, write

TITLE = "Who closed the gates of Harrow Bay?"
# A day in January 2032: the made-up story is published by then.
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1957737600", "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}


def with_story(newsroom: Path, text: str = BASE) -> Path:
    return write(newsroom, {"stories/gates.yaml": text})


def build(newsroom: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=newsroom,
        env={**ENVIRONMENT, **variables},
        capture_output=True,
        text=True,
        timeout=120,
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_build_makes_the_pages_and_the_site(newsroom: Path) -> None:
    done = build(with_story(newsroom), "--strict")
    assert done.returncode == 0, done.stderr
    assert "written, 0 kept, 0 removed." in done.stderr
    assert (newsroom / "docs/stories/gates.md").is_file()
    assert TITLE in (newsroom / "site/stories/gates/index.html").read_text("utf-8")


def test_a_second_build_writes_no_page_again(newsroom: Path) -> None:
    build(with_story(newsroom))
    page = newsroom / "docs/stories/gates.md"
    before = (page.read_bytes(), page.stat().st_mtime_ns)
    done = build(newsroom)
    assert "Pages of the stories: 0 written, " in done.stderr
    assert (page.read_bytes(), page.stat().st_mtime_ns) == before


def test_a_broken_story_stops_the_build_and_leaves_pages_and_site_as_they_were(newsroom: Path) -> None:
    assert build(with_story(newsroom)).returncode == 0
    docs, site = tree(newsroom / "docs"), tree(newsroom / "site")
    with_story(newsroom, BASE.replace("status: reported", "status: rumoured"))
    done = build(newsroom)
    assert done.returncode == 1
    assert "stories/gates.yaml:14:13: error:" in done.stderr
    assert "1 error. Nothing was written; the last good pages stay." in done.stderr
    assert "Traceback" not in done.stderr
    assert (tree(newsroom / "docs"), tree(newsroom / "site")) == (docs, site)


def test_a_page_written_by_hand_stops_the_build_and_is_kept(newsroom: Path) -> None:
    write(with_story(newsroom), {"docs/stories/gates.md": "# By hand\n"})
    done = build(newsroom)
    assert done.returncode == 1
    assert "docs/stories/gates.md" in done.stderr
    assert "stories/gates.yaml" in done.stderr
    assert (newsroom / "docs/stories/gates.md").read_text("utf-8") == "# By hand\n"
    assert not (newsroom / "site").exists()


def test_pages_that_were_rendered_already_are_taken_as_they_are(newsroom: Path) -> None:
    done = build(with_story(newsroom), EXPLAINER_RENDERED="1")
    assert done.returncode == 0, done.stderr
    assert not (newsroom / "docs/stories/gates.md").exists()


def test_a_build_by_mkdocs_marks_its_site_and_removes_nothing_that_it_did_not_make(newsroom: Path) -> None:
    assert [build(with_story(newsroom)).returncode for _ in range(2)] == [0, 0]
    write(newsroom, {"site/CNAME": "courier.example"})
    before = tree(newsroom)
    done = build(newsroom)
    assert done.returncode == 1
    assert "the new site would be without them: 'site/CNAME'. Nothing was changed." in done.stderr
    assert tree(newsroom) == before


def test_a_day_on_which_no_story_is_published_stops_a_build_by_mkdocs_too(newsroom: Path) -> None:
    assert build(with_story(newsroom)).returncode == 0
    before = tree(newsroom)
    done = build(newsroom, SOURCE_DATE_EPOCH="0")
    assert done.returncode == 1
    assert (
        "On 1970-01-01 no story counts as published, and this would take away the one published story." in done.stderr
    )
    assert tree(newsroom) == before


def but_for_the_search(site: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a site without its index of the search, which takes the hook, and without the box that asks it."""
    box = re.compile(rb'<div class="md-search[ "].*?</header>', re.S)
    return {
        name: box.sub(b"</header>", data) if name.endswith(".html") else data
        for name, data in site.items()
        if not name.startswith(("search/", "pagefind/", "sitemap"))
    }


def test_the_pages_build_to_the_same_site_without_the_hook(newsroom: Path) -> None:
    assert build(with_story(newsroom)).returncode == 0
    with_hook = but_for_the_search(tree(newsroom / "site"))
    settings = newsroom / "mkdocs.yml"
    text = re.sub(r"(?m)^hooks:\n(  .*\n)+", "", settings.read_text("utf-8"))
    assert "hook.py" not in text
    settings.write_text(text, "utf-8")
    done = build(newsroom)
    assert done.returncode == 0, done.stderr
    without = but_for_the_search(tree(newsroom / "site"))
    assert {name: data for name, data in without.items() if with_hook.get(name) != data} == {}


@contextlib.contextmanager
def preview(newsroom: Path) -> Iterator[tuple[Callable[[str], str], Callable[[], str]]]:
    """`mkdocs serve` on a free port: a function that fetches a page, and one that gives the log so far."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = newsroom.parent / "serve.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=newsroom,
            env=ENVIRONMENT,
            stdout=out,
            stderr=subprocess.STDOUT,
        )

        def fetch(path: str) -> str:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
                    return str(answer.read().decode("utf-8"))
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                return ""

        try:
            yield fetch, lambda: log.read_text("utf-8", "replace")
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(condition: Callable[[], bool], what: Callable[[], str], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what()
        time.sleep(0.2)


def builds(log: str) -> int:
    return log.count("Building documentation...")


def test_a_preview_follows_each_save_keeps_the_last_good_page_and_comes_to_rest(newsroom: Path) -> None:
    with_story(newsroom)
    disk = tree(newsroom / "docs")
    with preview(newsroom) as (fetch, log):
        wait_for(lambda: TITLE in fetch("stories/gates/"), log)

        with_story(newsroom, BASE.replace(TITLE, "Who opened the gates?"))
        wait_for(lambda: "Who opened the gates?" in fetch("stories/gates/"), log)

        with_story(newsroom, BASE.replace("status: reported", "status: rumoured"))
        wait_for(lambda: "The last good pages are shown until it is mended." in log(), log)
        assert "stories/gates.yaml:14:13: error:" in log()
        assert "Who opened the gates?" in fetch("stories/gates/")

        write(newsroom, {"stories/gates.yaml": BASE, "stories/second.yaml": BASE.replace(TITLE, "A second story")})
        wait_for(lambda: "A second story" in fetch("stories/second/"), log)
        assert TITLE in fetch("stories/gates/")

        (newsroom / "stories/second.yaml").unlink()
        wait_for(lambda: "A second story" not in fetch("stories/second/"), log)

        # A page that is written while it is watched would start the next build, and that one the next.
        time.sleep(1.5)
        count = builds(log())
        time.sleep(2.5)
        assert builds(log()) == count <= 8
    assert tree(newsroom / "docs") == disk


def test_a_preview_lays_new_pages_over_those_on_the_disk_and_shows_drafts(newsroom: Path) -> None:
    assert build(with_story(newsroom)).returncode == 0
    disk = tree(newsroom / "docs")
    changed = BASE.replace(TITLE, "Who opened the gates?").replace("published: 2031-06-01\n", "")
    with_story(newsroom, changed)
    with preview(newsroom) as (fetch, log):
        wait_for(lambda: "Who opened the gates?" in fetch("stories/gates/"), log)
    assert tree(newsroom / "docs") == disk
