"""An archive and a day go in, the archive as it was known on that day comes out.

This room never shows what was not known yet.
"""

from generator.versions.as_of.archive import as_known

__all__ = ["as_known"]
