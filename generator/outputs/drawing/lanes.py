"""The lanes of a timeline's picture: stretches on the axis go in, marks come out that never cover one another, dense ones gathered.

Nothing here draws or knows a colour; every happening that goes in is in exactly one mark that comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.outputs.drawing.scale import NARROW, Frame, TimeStretch

ROWS = 8
"""Up to so many happenings have a lane each, in the order of the list, with room for a title."""
BAR_LANES = 6
"""The most lanes that bars may take; beyond that they are gathered."""
POINT_LANES = 8
"""The most lanes that points may take, one for each way a mark commonly looks."""
DOT = 6.0
"""Half the width of a point's mark in CSS pixels."""

MANY = 60
"""More happenings than this are a crowd, in which a short bar is drawn as a point."""

# The most lanes that a band's bars may take, and its points: several bands stand below each other.
_BAND = 3
_LEAST_BAR, _LEAST_OF_MANY = 1.5, 5.0
_ARROW = 9.0
_GAP = 2.0
# How points are gathered, the least first: over how many pixels, and how many of one look may stand there singly.
_WAYS = ((14.0, 3), (14.0, 1), (28.0, 1), (42.0, 1))


class Shape(StrEnum):
    """What a mark stands for: one `point`, a `span` throughout, some moment `within`, or a `group` of several."""

    POINT = "point"
    SPAN = "span"
    WITHIN = "within"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to draw: from `left` to `right` in percent of the axis, in the lane `lane` counted from the top.

    `ids` are the happenings it stands for, in time order; `look` is theirs, '' where a group's members look different
    (`mixed`). `known` is the percent up to which an open span is known to have gone on.
    """

    shape: Shape
    ids: tuple[str, ...]
    look: str
    left: float
    right: float
    open_left: bool = False
    open_right: bool = False
    known: float | None = None
    mixed: bool = False
    lane: int = 0

    @property
    def middle(self) -> float:
        """The middle in percent."""
        return round((self.left + self.right) / 2, 1)

    def extent(self, width: int = NARROW) -> tuple[float, float]:
        """From where to where it is drawn in an axis of so many pixels, arrows and bubbles included."""
        left, right, middle = (percent * width / 100 for percent in (self.left, self.right, self.middle))
        if self.shape is Shape.GROUP:
            left, right = min(left, middle - bubble(self)), max(right, middle + bubble(self))
        elif self.shape is Shape.POINT:
            left, right = left - DOT, right + DOT
        return left - _ARROW * self.open_left, right + _ARROW * self.open_right


def bubble(mark: Mark) -> float:
    """Half the width of the bubble that holds a group's count, in CSS pixels."""
    return 6.0 + 3.0 * len(str(len(mark.ids)))


def marks_of(found: Sequence[TimeStretch], frame: Frame) -> tuple[Mark, ...]:
    """Give the marks of all stretches with their lanes, bars above points, each kind from left to right.

    Few happenings have a lane each, in the order given. Of many, points of one look that would cover each other are
    gathered; what then finds no free lane is gathered with its nearest neighbour.
    """
    return _marks(_singles(found, frame), BAR_LANES, POINT_LANES, rows=len(found) <= ROWS)


@dataclass(frozen=True, slots=True)
class Band:
    """The marks of one actor, say: `marks` in lanes counted from the band's own top, of which there are `lanes`."""

    lanes: int
    marks: tuple[Mark, ...]
    name: str = ""


def bands_of(found: Sequence[TimeStretch], frame: Frame, members: Iterable[Collection[str]]) -> tuple[Band, ...]:
    """Give a band for each collection of ids, in the order given, with the marks of the happenings that have them.

    A happening stands in every band that has its id. A band without any is empty, one lane high.
    """
    singles = _singles(found, frame)
    rows = len(found) <= ROWS
    bands = []
    for ids in members:
        marks = _marks([mark for mark in singles if mark.ids[0] in ids], _BAND, _BAND, rows=rows)
        bands.append(Band(1 + max((mark.lane for mark in marks), default=0), marks))
    return tuple(bands)


def _singles(found: Sequence[TimeStretch], frame: Frame) -> list[Mark]:
    return [_mark(stretch, frame, _LEAST_BAR if len(found) <= MANY else _LEAST_OF_MANY) for stretch in found]


def _marks(single: Sequence[Mark], bar_lanes: int, point_lanes: int, *, rows: bool) -> tuple[Mark, ...]:
    if rows:
        return tuple(_in_lane(mark, lane) for lane, mark in enumerate(single))
    points = [mark for mark in single if mark.shape is Shape.POINT]
    above = _packed([mark for mark in single if mark.shape is not Shape.POINT], bar_lanes)
    tried = (_packed(_gathered(points, *way), len(points)) for way in _WAYS)
    below = next((lanes for lanes in tried if len(lanes) <= point_lanes), None)
    if below is None:
        below = _packed(_gathered(points, *_WAYS[-1]), point_lanes)
    return tuple(_numbered(above, 0) + _numbered(below, len(above)))


def _mark(stretch: TimeStretch, frame: Frame, least: float) -> Mark:
    first, last = frame.percent(stretch.first), frame.percent(stretch.last)
    happening = stretch.happening
    shape = Shape.SPAN if stretch.throughout else Shape.WITHIN
    if stretch.exact or last - first < least:
        shape, first = Shape.POINT, frame.percent((stretch.first + stretch.last) / 2)
        last = first
    known = frame.percent(stretch.known) if stretch.known is not None and shape is not Shape.POINT else None
    return Mark(shape, (happening.id,), happening.look, first, last, stretch.open_start, stretch.open_end, known)


def _together(marks: Iterable[Mark]) -> Mark:
    """One group out of several marks, groups among them."""
    members = sorted(marks, key=lambda mark: (mark.left, mark.right))
    looks = {mark.look for mark in members}
    mixed = len(looks) > 1 or any(mark.mixed for mark in members)
    return Mark(
        Shape.GROUP,
        tuple(id for mark in members for id in mark.ids),
        "" if mixed else members[0].look,
        members[0].left,
        max(mark.right for mark in members),
        any(mark.open_left for mark in members),
        any(mark.open_right for mark in members),
        mixed=mixed,
    )


def _gathered(points: Sequence[Mark], pixels: float, singly: int) -> list[Mark]:
    """The points, where more than `singly` of one look stand within so many pixels gathered into a group."""
    out: list[Mark] = []
    for look in sorted({mark.look for mark in points}):
        window: list[Mark] = []
        for mark in (*_from_left(mark for mark in points if mark.look == look), None):
            if mark and window and (mark.left - window[0].left) * NARROW / 100 < pixels:
                window.append(mark)
                continue
            out += [_together(window)] if len(window) > singly else window
            window = [mark] if mark else []
    return out


def _from_left(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (mark.extent(), mark.ids))


def _packed(marks: Sequence[Mark], most: int) -> list[list[Mark]]:
    """Marks in as few lanes as they need, `most` at most: what finds no place then joins a group."""
    lanes: list[list[Mark]] = []
    for mark in _from_left(marks):
        free = next((lane for lane in lanes if _clear(lane[-1], mark)), None)
        if free is not None:
            free.append(mark)
        elif len(lanes) < most:
            lanes.append([mark])
        else:
            _join(min(lanes, key=_strangeness(mark)), mark)
    return lanes


def _clear(before: Mark, after: Mark) -> bool:
    return before.extent()[1] + _GAP <= after.extent()[0]


def _strangeness(mark: Mark) -> Callable[[list[Mark]], tuple[bool, float]]:
    """How little a lane's last mark suits another: by its look, then by how much longer it would grow."""
    return lambda lane: (lane[-1].look != mark.look, max(0.0, mark.right - lane[-1].right))


def _join(lane: list[Mark], mark: Mark) -> None:
    """Gather a mark with the last one of a lane, and with those before that the group would then cover."""
    lane[-1] = _together((lane[-1], mark))
    while len(lane) > 1 and not _clear(lane[-2], lane[-1]):
        last = lane.pop()
        lane[-1] = _together((lane[-1], last))


def _numbered(lanes: Sequence[Sequence[Mark]], first: int) -> list[Mark]:
    return [_in_lane(mark, first + number) for number, lane in enumerate(lanes) for mark in lane]


def _in_lane(mark: Mark, lane: int) -> Mark:
    return replace(mark, lane=lane)
