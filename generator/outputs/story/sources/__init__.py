"""What a page says of its sources: notes, chains, who answered, how each claim is sourced.

This room never counts what nobody typed.
"""

from generator.outputs.story.sources import how_sourced, notes
from generator.outputs.story.sources.account_signs import meter, signs
from generator.outputs.story.sources.who_answered import through

__all__ = ["how_sourced", "meter", "notes", "signs", "through"]
