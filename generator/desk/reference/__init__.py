"""Pages of the writers' manual that are made from the program, and the answers of `explain`.

This room never says anything that the program does not hold.
"""

from generator.desk.reference.field_words import kind_of
from generator.desk.reference.problems import answer

__all__ = ["answer", "kind_of"]
