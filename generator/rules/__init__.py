"""Editorial rules and checklists: the linked stories and the facts of a day go in, warnings for the editor come out.

This room never reads files and never stops a page from being written.
"""

from generator.rules.checklists import CHECKLISTS, NEWSROOM, STORY, Asked, Lack, newsroom_lacks, story_lacks
from generator.rules.facts import Facts, gather_facts
from generator.rules.judged import judge

__all__ = [
    "Facts",
    "Asked",
    "CHECKLISTS",
    "Lack",
    "NEWSROOM",
    "STORY",
    "gather_facts",
    "judge",
    "newsroom_lacks",
    "story_lacks",
]
