"""Names of all kinds go in; ids that fit the pattern and are given once come out.

This module never knows what an id stands for; those that are taken already are handed in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from generator.story import ID_PATTERN, RESERVED_IDS

# As long as an address in a link can be read.
_LONGEST = 48


class Ids:
    """The one namespace of a story while it is made."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*taken, *RESERVED_IDS}
        self._last: dict[str, int] = {}

    def fits(self, id: str) -> bool:
        """Whether this can be an id, and nothing else has it yet."""
        return bool(ID_PATTERN.fullmatch(id)) and id not in self._taken

    def take(self, wanted: str, otherwise: str) -> str:
        """An id like the one wanted, or like `otherwise` where that is empty; with a number behind it if it is taken.

        >>> ids = Ids()
        >>> ids.take("gates", "event"), ids.take("gates", "event"), ids.take("", "event")
        ('gates', 'gates-2', 'event')
        """
        base = wanted or otherwise
        # Counting on from the last number keeps a timeline of like headlines quick.
        id, number = base, self._last.get(base, 1)
        while not self.fits(id):
            number += 1
            id = f"{base}-{number}"
        self._last[base] = number
        self._taken.add(id)
        return id


def slug_of(words: str) -> str:
    """Words as an id: small letters without accents, digits, hyphens, cut between words; '' where no letter is left.

    >>> slug_of("The Größe of Harrow Bay's “gates”")
    'the-grosse-of-harrow-bays-gates'
    """
    plain = unicodedata.normalize("NFKD", words.replace("ß", "ss")).encode("ascii", "ignore").decode("ascii").lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if len(plain) > _LONGEST:
        plain = plain[: _LONGEST + 1].rpartition("-")[0] or plain[:_LONGEST]
    return plain
