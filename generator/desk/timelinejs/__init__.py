"""A timeline of TimelineJS goes in, a story to be completed comes out.

This room never invents a source, a date or a status.
"""

from generator.desk.timelinejs.command import import_timelinejs

__all__ = ["import_timelinejs"]
