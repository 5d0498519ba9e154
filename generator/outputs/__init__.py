"""What is made of the archive, one room or module a kind of output: the archive goes in, pages come out.

This room never reads or writes files; no kind of output knows another.
"""

from generator.outputs.lists import list_pages
from generator.outputs.moved_page import moved_pages
from generator.outputs.neighbours import neighbours_of
from generator.outputs.story import story_pages

__all__ = ["list_pages", "moved_pages", "neighbours_of", "story_pages"]
