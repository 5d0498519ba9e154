"""Charts of a story's figures, as drawing and as words.

This room never rounds a figure.
"""

from generator.outputs.story.charts import drawn
from generator.outputs.story.charts.words import how_many

__all__ = ["drawn", "how_many"]
