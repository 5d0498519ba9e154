"""The page of a story, from its head to its source notes: the archive goes in, a page for each story comes out.

This room never reads or writes files and has no words of its own.
"""

from generator.outputs.story.page import story_pages

__all__ = ["story_pages"]
