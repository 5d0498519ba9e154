"""The timeline of a story: its entries, its drawing and the words that say the same.

This room never makes a date more exact than it was typed.
"""

from generator.outputs.story.timeline import entries

__all__ = ["entries"]
