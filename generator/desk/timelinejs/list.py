"""What could not be carried over, line by line: places and sentences go in, a list without repeats comes out.

Nothing is cut from it but what no person can read; this module never prints.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

from generator.text import CONTROLS

# Longer than any caption or address that people write; a picture packed into an address is longer.
LONGEST = 4_000


@dataclass
class NotCarried:
    """The list while an import runs; `lines` are its lines, in the order of the file."""

    _said: dict[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines in the order of the file: the timeline as a whole, its title, events, eras."""
        return tuple(sorted(self._said, key=lambda line: _order(self._said[line])))

    def at(self, place: str) -> Callable[[str], None]:
        """A way to say something of one place, such as 'event 3 ("The gates close")'.

        >>> listed = NotCarried()
        >>> listed.at("event 3")("its background")
        >>> listed.lines
        ('event 3: its background',)
        """

        def say(words: str) -> None:
            line = f"{place}: {one_line(words)}"
            self._said.setdefault(line, place)

        return say


def _order(place: str) -> tuple[int, int]:
    kind, _, rest = place.partition(" ")
    number = re.match(r"[0-9]{1,9}", rest)
    kinds = ("line", "event", "row", "era") if number else ("the",)
    return (kinds.index(kind) if kind in kinds else 0, int(number[0]) if number else len(place))


def place_of(name: str, headline: object) -> str:
    """What to call a slide: its number, and the beginning of its headline.

    >>> place_of("event 3", "The <b>gates</b> close")
    'event 3 ("The gates close")'
    """
    # Behind the last '>' no tag can end; looking for one there would take long.
    tags, end, rest = headline.rpartition(">") if isinstance(headline, str) else ("", "", "")
    words = one_line(unescape(re.sub(r"<[^>]*>", " ", tags + end) + rest))
    if not words:
        return name
    return f'{name} ("{words if len(words) <= 50 else words[:49] + "…"}")'


def one_line(words: str) -> str:
    """Words on one line, without signs that cannot be seen, and cut where nobody would read on.

    >>> one_line("a" + chr(10) + " b")
    'a b'
    """
    flat = " ".join(CONTROLS.sub(" ", words).split())
    if len(flat) <= LONGEST:
        return flat
    return f"{flat[:200]}… ({len(flat):,} characters, cut here)"


def as_typed(value: object) -> str:
    """A value of the file as it could stand there.

    >>> as_typed({"year": "1912"}), as_typed("red")
    ('{"year": "1912"}', 'red')
    """
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
