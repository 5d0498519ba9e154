"""Two versions of a story go in, the changes a reader would care about come out, in words, Markdown or JSON.

This room never decides whether a change needed a correction.
"""

from generator.versions.diff.change import Change, ChangeKind
from generator.versions.diff.faces import as_json, as_markdown, as_text
from generator.versions.diff.story import differences

__all__ = ["Change", "ChangeKind", "as_json", "as_markdown", "as_text", "differences"]
