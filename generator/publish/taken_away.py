"""What a run would take from readers: its result comes in, a reason to stop comes out where no published story would be left.

It compares with what the last run published, and never writes or removes anything itself.
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.build import Result
from generator.problem import Place, Problem
from generator.writing import read_record

# How the page of a draft, and the page at an old address, say in their front matter what they are.
_NOT_PUBLISHED = re.compile(rb"(?m)^(?:draft_story|moved_to): ")


def all_taken_away(result: Result) -> Problem | None:
    """Why to stop before all published stories vanish although their files are there; None where nothing of that kind happens.

    A newsroom that deleted its stories' files by hand is not asked, nor one whose pages were all drafts.
    """
    if not result.drafts or result.archive.stories or result.held_back:
        return None
    published = _published(result.newsroom.docs, result.newsroom.record)
    if not published:
        return None
    number = "the one published story" if published == 1 else f"all {published} published stories"
    found = (
        f"On {result.newsroom.today.isoformat()} no story counts as published, and this would take away {number}. "
        "Nothing was changed."
    )
    hint = "Mend the day given with --today, or the computer's clock. If readers are to lose them all, add --unpublish-all."
    return Problem(Place("stories"), "all-unpublished", found, hint)


def _published(docs: Path, record: Path) -> int:
    """How many stories the last run published, by its record and their pages."""
    pages = (
        docs / path for path in read_record(record)[0].pages if path.startswith("stories/") and path.endswith(".md")
    )
    return sum(1 for page in pages if page != docs / "stories/index.md" and _is_published(page))


def _is_published(page: Path) -> bool:
    try:
        return page.is_file() and not _NOT_PUBLISHED.search(page.read_bytes().partition(b"\n---\n")[0])
    except OSError:
        return False
