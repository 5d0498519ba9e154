"""The way into MkDocs and what is done to a finished site: pages go in, menu, search and a whole site come out.

This room never judges a story.
"""

from generator.publish import clock
from generator.publish.taken_away import all_taken_away
from generator.publish.whole_site import cut_short

__all__ = ["all_taken_away", "clock", "cut_short"]
