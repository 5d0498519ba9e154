"""The pages about all stories: home, lists, a page for each shared actor and topic, registers.

This room never shows anything of a story that was left out or taken back.
"""

from generator.outputs.lists.pages import list_pages

__all__ = ["list_pages"]
