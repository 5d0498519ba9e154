"""The preview in the browser: a newsroom goes in, its pages as they are typed come out.

This room never writes into the newsroom.
"""

from generator.desk.preview import run

__all__ = ["run"]
