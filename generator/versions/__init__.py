"""Stories at other times: git's history and a day go in; earlier texts, differences and what was known then come out.

This room never changes the history.
"""

from generator.versions.as_of import as_known
from generator.versions.diff import Change, ChangeKind, as_json, as_markdown, as_text, differences
from generator.versions.full_story import in_full
from generator.versions.git import LAST, file_at, last_commit
from generator.versions.news import EntryKind, anchors, substance_of
from generator.versions.roles import holds, in_time_order, role_then

__all__ = [
    "Change",
    "EntryKind",
    "ChangeKind",
    "LAST",
    "anchors",
    "as_json",
    "as_known",
    "as_markdown",
    "as_text",
    "differences",
    "file_at",
    "holds",
    "in_full",
    "in_time_order",
    "last_commit",
    "role_then",
    "substance_of",
]
