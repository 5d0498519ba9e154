"""The eras behind a timeline's picture: their stretches and the width of their names go in, where each stands comes out.

Nothing here draws; no two names stand over one another, on a phone or on a desk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.outputs.drawing.scale import Frame, TimeStretch

MOST = 6
"""More eras than this are no background: they are drawn like every other entry."""

_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Era:
    """A length of time from `left` to `right` in percent, its name in `row` counted from the top; soft ends have no edge."""

    id: str
    left: float
    right: float
    row: int
    soft_left: bool
    soft_right: bool


def eras_of(
    found: Sequence[TimeStretch], frame: Frame, extents: Callable[[str, float, float], Sequence[tuple[float, float]]]
) -> tuple[Era, ...]:
    """Give every era its place and its name a row, the earliest first.

    `extents` tells for an id and the two ends of its era where its name stands at each width: from pixel to pixel.
    """
    eras: list[Era] = []
    taken: list[tuple[int, Sequence[tuple[float, float]]]] = []
    for stretch in sorted(found, key=lambda s: (s.first, s.last, s.happening.id)):
        left, right = frame.percent(stretch.first), frame.percent(stretch.last)
        extent = extents(stretch.happening.id, left, right)
        row = next(
            row for row in range(len(found)) if all(_clear(extent, other) for number, other in taken if number == row)
        )
        taken.append((row, extent))
        vague = not stretch.throughout
        soft_left, soft_right = stretch.open_start or vague, stretch.open_end or vague
        eras.append(Era(stretch.happening.id, left, right, row, soft_left, soft_right))
    return tuple(eras)


def _clear(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> bool:
    return all(a[1] + _GAP <= b[0] or b[1] + _GAP <= a[0] for a, b in zip(one, other, strict=True))
