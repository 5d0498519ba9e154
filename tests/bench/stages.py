"""Print how long each stage takes for fictional stories of 20 KB: python -m tests.bench.stages [STORIES].

Prints times and their shares of one run; asserts nothing, since these depend on the machine.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.corpus import write_newsroom

TODAY = datetime.date(2032, 1, 15)


def measure(stories: int) -> None:
    """Time each stage over this many stories, then two whole runs of the command."""
    from generator.archive.linking import Found, link
    from generator.archive.namespace import Shared
    from generator.outputs.story.page import story_pages
    from generator.problem import has_errors
    from generator.reading.bytes import read_file
    from generator.reading.entries import check
    from generator.reading.find import find_stories
    from generator.reading.settings import read_newsroom
    from generator.rules.facts import gather_facts
    from generator.rules.judged import judge
    from generator.sourcing.all_claims import overview
    from generator.sourcing.falling import impact
    from generator.story.file import Story
    from generator.writing.pages import write_pages

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_newsroom(root, stories)
        newsroom, _ = read_newsroom(root, TODAY)
        files, _ = find_stories(newsroom)
        size = sum(file.path.stat().st_size for file in files)
        times: list[tuple[str, float]] = []

        def timed(stage: str, start: float) -> None:
            times.append((stage, time.perf_counter() - start))

        start = time.perf_counter()
        documents = [read_file(file.path, file.file)[0] for file in files]
        timed("read", start)
        start = time.perf_counter()
        checked = [check(document, Story) for document in documents if document]
        timed("check (prose parsed here)", start)
        start = time.perf_counter()
        found = tuple(Found(file.slug, file.file, one, True) for file, (one, _) in zip(files, checked, strict=True))
        archive, problems = link(newsroom, found, Shared())
        timed("link", start)
        start = time.perf_counter()
        judged = judge(archive, gather_facts(archive))
        timed("judge", start)
        start = time.perf_counter()
        pages = tuple(story_pages(archive))
        timed("render", start)
        start = time.perf_counter()
        write_pages(pages, newsroom.docs, newsroom.record, root)
        timed("write", start)
        total = sum(seconds for _, seconds in times)
        start = time.perf_counter()
        impact(archive.stories, lambda one: list(one.sources)[:1])
        timed("(asked: impact of one source)", start)
        start = time.perf_counter()
        overview(archive.stories)
        timed("(asked: sources)", start)
        wrong = [p for _, more in checked for p in more] + [p for p in (*problems, *judged) if has_errors((p,))]
        print(f"{stories} fictional stories, {size / stories / 1000:.1f} KB each, {len(wrong)} errors")
        for stage, seconds in times:
            print(f"  {stage:<28} {seconds / stories * 1000:8.2f} ms a story {seconds / total:6.0%}")
        print(f"  {'all':<28} {total / stories * 1000:8.2f} ms a story")
        for label, command in (
            ("command, nothing changed", ["render", "--today", TODAY.isoformat()]),
            ("command --help", ["--help"]),
        ):
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", "from generator.desk.cli import main; main()", *command],
                cwd=root,
                capture_output=True,
                check=True,
            )
            print(f"  {label:<28} {time.perf_counter() - start:8.2f} s")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
