"""What rules may know beside the stories: the day, saved copies of sources, the last commit; an Archive goes in, Facts come out.

All reading happens here, before judging, so that rules read nothing; what cannot be read is left out, and nothing is judged.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.archive import Archive
from generator.story import Story


@dataclass(frozen=True)
class Facts:
    """What a rule may know beside the linked stories.

    `saved` maps the path of a saved copy, as typed in `saved:`, to its text. `committed` maps a story's file to the story as
    it was at the last commit of git, for files that changed since. `defined_in` maps the id of an actor that stories define
    for themselves, without the shared file, to the files of those stories in their order.
    """

    today: datetime.date
    saved: Mapping[str, str] = field(default_factory=dict)
    committed: Mapping[str, Story] = field(default_factory=dict)
    defined_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def gather_facts(archive: Archive) -> Facts:
    """Gather what the rules may ask for, of the stories in the archive."""
    return Facts(archive.newsroom.today)
