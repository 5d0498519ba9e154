"""Print what a reader's first search loads: python -m tests.bench.search [STORIES ...] (1000 where no number is given).

A real site of fictional stories is built in a temporary folder and searched in Chromium, without anything in its cache. Prints
bytes and times of one run; asserts nothing, since these depend on the machine. Building 1,000 stories takes minutes.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Response, expect

from tests.bench.corpus import write_sharing_newsroom
from tests.browser import launched, opened, served

ROOT = Path(__file__).resolve().parents[2]
# A name, a claim's words, a word of every story, the beginning of a word.
SEARCHES = ("Sunniva Kerr", "delayed the tidal mill", "harbour", "quillm")
BOX = "input.md-search__input"


def build(root: Path, stories: int) -> float:
    """Build a site of this many stories in the folder; gives the seconds it took."""
    write_sharing_newsroom(root, stories)
    shutil.copytree(ROOT / "generator" / "theme", root / "generator" / "theme")
    shutil.copy(ROOT / "generator" / "hook.py", root / "generator" / "hook.py")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    (root / "docs").mkdir(exist_ok=True)
    start = time.perf_counter()
    command = (sys.executable, "-c", "from generator.desk.cli import main; main()", "build", "--today", "2032-01-15")
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if not (root / "site" / "pagefind").is_dir():
        sys.exit(f"The site was not built.\n{done.stderr[-2000:]}")
    return time.perf_counter() - start


def first_search(site: Path, words: str) -> str:
    """One line: what the search loaded until its results stood there, the page itself not counted."""
    answers: list[Response] = []
    with launched() as browser, served(site) as host, opened(browser) as (page, _):
        page.goto(f"{host}claims/", wait_until="networkidle")
        page.on("response", lambda answer: answers.append(answer))
        start = time.perf_counter()
        page.keyboard.press("/")
        page.locator(BOX).fill(words)
        expect(page.locator(".md-search-result__list a").first).to_be_visible(timeout=60_000)
        seconds = time.perf_counter() - start
        page.wait_for_load_state("networkidle")
        bodies = [answer.body() for answer in answers if answer.ok]
    plain, small = sum(map(len, bodies)), sum(len(gzip.compress(body)) for body in bodies)
    return f"  {words!r}: {plain / 1000:.0f} KB as stored, {small / 1000:.0f} KB with gzip, {len(bodies)} files, {seconds:.2f} s"


def measure(stories: int) -> None:
    """Build one site and search it."""
    with tempfile.TemporaryDirectory() as name:
        seconds = build(Path(name), stories)
        index = sum(path.stat().st_size for path in Path(name, "site", "pagefind").rglob("*") if path.is_file())
        print(f"{stories} stories: built in {seconds:.0f} s, index on the host {index / 1e6:.1f} MB", flush=True)
        for words in SEARCHES:
            print(first_search(Path(name, "site"), words), flush=True)


if __name__ == "__main__":
    for number in [int(one) for one in sys.argv[1:]] or [1000]:
        measure(number)
