"""Print what the pages about all stories cost beside the stories' own: python -m tests.bench.site_pages [STORIES ...].

Fictional stories of 20 KB that share 300 actors and 2,000 sources. Prints times and ratios of one run; asserts nothing, since
these depend on the machine.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.bench.corpus import write_sharing_newsroom

T = TypeVar("T")
TODAY = datetime.date(2032, 1, 15)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a piece of work gives, and how many seconds it took."""
    start = time.perf_counter()
    done = work()
    return done, time.perf_counter() - start


def measure(stories: int) -> None:
    """Time linking and both kinds of pages over this many stories."""
    from generator.archive.linking import Found, link
    from generator.archive.shared import read_shared
    from generator.outputs.lists.pages import list_pages
    from generator.outputs.moved_page import moved_pages
    from generator.outputs.neighbours import neighbours_of
    from generator.outputs.story.page import story_pages
    from generator.problem import has_errors
    from generator.reading.checked_file import check_file
    from generator.reading.find import find_stories
    from generator.reading.settings import read_newsroom
    from generator.story.file import Story

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_sharing_newsroom(root, stories)
        newsroom, _ = read_newsroom(root, TODAY)
        shared, _ = read_shared(newsroom)
        files, _ = find_stories(newsroom)
        read, reading = timed(lambda: [check_file(file.path, file.file, Story) for file in files])
        found = tuple(Found(f.slug, f.file, one.checked, one.whole) for f, one in zip(files, read, strict=True))
        (archive, problems), linking = timed(lambda: link(newsroom, found, shared))
        assert not has_errors(problems), [str(problem) for problem in problems][:3]
        _, neighbours = timed(lambda: neighbours_of(archive))
        own, rendering = timed(lambda: sum(len(page.text) for page in story_pages(archive)))
        pages, around = timed(lambda: (*moved_pages(archive), *list_pages(archive)))
        size = sum(len(page.text) for page in pages)
        print(
            f"{stories:6} stories: rendering them {rendering:7.1f} s ({own / 1e6:.0f} MB), reading {reading:7.1f} s, linking "
            f"{linking:6.1f} s,\n               {len(pages)} pages about them {around:6.1f} s ({size / 1e6:.0f} MB), neighbours "
            f"{neighbours:5.2f} s; linking and these pages beside rendering: {(linking + around + neighbours) / rendering:.2f};"
            f"\n               a story: linking {linking / stories * 1000:.2f} ms, these pages {around / stories * 1000:.2f} ms",
            flush=True,
        )


if __name__ == "__main__":
    for number in [int(one) for one in sys.argv[1:]] or [500, 1000, 2000]:
        measure(number)
