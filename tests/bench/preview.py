"""Print how long a save takes to show in Chromium: python -m tests.bench.preview [STORIES ...], 20 and 1000 by default.

Beside the smallest number `mkdocs serve` is measured too. Prints times; asserts nothing, since these depend on the machine.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.corpus import write_newsroom
from tests.browser import launched, opened
from tests.previews import newsroom, previewing

SAVES = 15
SLUG = "story-00007"


def saves(root: Path, page: Page, number: int, label: str) -> list[float]:
    """Save the story again and again in a visible way; the seconds until each save stood on the page."""
    path = root / "stories" / f"{SLUG}.yaml"
    text = path.read_text("utf-8")
    times = []
    for count in range(number):
        words = f"{label} {count} shows."
        new = text.replace("short_answer: ", f"short_answer: {words} ", 1)
        assert new != text
        start = time.perf_counter()
        path.write_text(new, "utf-8")
        page.wait_for_function(f"document.body?.innerText.includes({words!r})", polling=5, timeout=120_000)
        times.append(time.perf_counter() - start)
        page.wait_for_timeout(150 + 37 * (count % 5))
    path.write_text(text, "utf-8")
    return times


def report(what: str, times: list[float]) -> None:
    """One line: the median, the quickest and the slowest."""
    print(
        f"  {what:<34} median {statistics.median(times):6.2f} s   quickest {min(times):6.2f} s   slowest {max(times):6.2f} s",
        flush=True,
    )


def measure(stories: int, *, beside: bool) -> None:
    """Measure a newsroom of so many stories."""
    with tempfile.TemporaryDirectory() as folder, launched() as browser, opened(browser) as (page, _):
        root = newsroom(Path(folder) / "newsroom", {"gates": "title: Not used\n"})
        (root / "stories" / "gates.yaml").unlink()
        write_newsroom(root, stories)
        (root / "docs" / "index.md").write_text("# Home\n", "utf-8")
        print(f"{stories} fictional stories", flush=True)
        start = time.perf_counter()
        with previewing(root) as preview:
            page.goto(f"{preview.address}stories/{SLUG}/")
            print(
                f"  {'from the command to the first page':<34}        {time.perf_counter() - start:6.2f} s", flush=True
            )
            page.wait_for_timeout(1500)
            report("explainer serve, save to visible", saves(root, page, SAVES, "Save"))
            size = Path(f"/proc/{preview.process.pid}/status")
            if size.exists():
                line = next(one for one in size.read_text().splitlines() if one.startswith("VmRSS"))
                print(f"  memory of the preview              {int(line.split()[1]) // 1024} MB", flush=True)
        if beside:
            with mkdocs_serve(root) as address:
                page.goto(f"{address}stories/{SLUG}/")
                report("mkdocs serve, save to visible", saves(root, page, 3, "Again"))


@contextmanager
def mkdocs_serve(root: Path) -> Iterator[str]:
    """`mkdocs serve` with the project's hook, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1957737600"}
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(root / "site", ignore_errors=True)


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]] or [20, 1000]
    for one in numbers:
        measure(one, beside=one == min(numbers) and one <= 50)
