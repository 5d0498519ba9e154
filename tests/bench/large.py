"""Print how long stories made to be slow take, at one, two and four times their size: python -m tests.bench.large [NAME ...].

What grows with its size takes twice as long each time. Prints processor seconds; asserts nothing, since these depend on the machine.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import markdown

from generator.publish.footnote_links import FootnoteLinks
from tests.desk.test_import_timelinejs import event, imported
from tests.newsrooms import BASE, run, write

SECTION = "short_answer: Yes.\nsections:\n  - heading: A\n    text: |\n"
EXTENSIONS = ("attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc")


def claims(number: int, *, status: str = "reported", source: str = "courier") -> str:
    """Claims below the one that there is."""
    return BASE + "".join(
        f"  c{n}: {{text: Claim {n}., by: courier, status: {status}, sources: [{source}]}}\n" for n in range(number)
    )


def story(text: str) -> None:
    """Read, check, link, judge and render one story, and make the HTML of its page where it has no errors."""
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {})
        (root / "stories" / "gates.yaml").write_text(text, "utf-8")
        pages = {page.path: page.text for page in run(root).pages}
    page = str(pages.get("stories/gates.md", ""))
    markdown.markdown(page.partition("\n---\n")[2], extensions=[*EXTENSIONS, FootnoteLinks()])


def headline(text: str) -> None:
    """Import a timeline with this headline."""
    imported(json.dumps(event(text={"headline": text})).encode(), "a.json")


# What is made, and the size at one time.
CASES: Mapping[str, tuple[Callable[[int], None], int]] = {
    "a source cited so often": (
        lambda n: story(BASE + SECTION + "".join(f"      Word {i} [@courier].\n\n" for i in range(n))),
        1000,
    ),
    "claims": (lambda n: story(claims(n)), 480),
    "dates": (
        lambda n: story(f"{BASE}dates:\n" + "".join(f"  - {{date: {1000 + i}, title: A}}\n" for i in range(1, n))),
        490,
    ),
    "unknown fields": (lambda n: story(BASE + "".join(f"field-{i}: x\n" for i in range(n))), 10_000),
    "wrong words": (lambda n: story(claims(n, status="reportd")), 3000),
    "unknown ids": (lambda n: story(claims(n, source="curier")), 3000),
    "'<!' in a headline": (lambda n: headline("<!" * n), 32_000),
}


def measure(names: list[str]) -> None:
    """Print a line for each case."""
    for name in names:
        make, size = CASES[name]
        make(10)  # what is loaded once is no part of it
        times = []
        for number in (size, 2 * size, 4 * size):
            start = time.process_time()
            make(number)
            times.append(f"{number:>7,}: {time.process_time() - start:6.2f} s")
        print(f"  {name:<26} {'   '.join(times)}", flush=True)


if __name__ == "__main__":
    measure(sys.argv[1:] or list(CASES))
