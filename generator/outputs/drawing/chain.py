"""Where each source of a chain stands in its picture: chains and what to say of each source go in, signs, words and lines come out.

Nothing here draws, knows a colour or a language; no sign and no words that come out cover one another or leave the frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from generator.archive import Chain
from generator.outputs.drawing.text import width_of, wrapped

WIDTH = 320
"""How wide a picture is, in CSS pixels: a phone's screen less its margins."""
MOST_CHAINS = 8
"""So many chains are drawn; the others are counted."""
MOST_STEPS = 12
"""A chain of more sources is drawn with its middle folded into one sign."""
SIGN = 7
"""Half the height and width of a sign, in CSS pixels."""
NAME_SIZE, NOTE_SIZE = 14, 12
NAME_LINE, NOTE_LINE = 18, 16

_LANE = 20
_EDGE = 2
_GAP = 14
_BETWEEN = 12
_NAME_LINES, _NOTE_LINES = 3, 3


class StopKind(StrEnum):
    """What a sign stands for: a `source`, an `open` end (what the last source rests on is not stated), a `folded` middle."""

    SOURCE = "source"
    OPEN = "open"
    FOLDED = "folded"


Key = tuple[StopKind, str]


@dataclass(frozen=True, slots=True)
class Stop:
    """A sign at `x`, `y` (its middle) and the words right of it, a line each, from `left`, `top` to `right`, `bottom`.

    `id` is the source's; '' for an open end or a folded middle. `cut` tells that the name did not fit whole.
    """

    kind: StopKind
    id: str
    x: int
    y: int
    name: tuple[str, ...]
    note: tuple[str, ...]
    cut: bool
    left: int
    top: int
    right: float
    bottom: int


@dataclass(frozen=True, slots=True)
class Connector:
    """From one stop (its number) to one further down: it bends into the lane at `x` right below the first, then runs straight."""

    first: int
    last: int
    x: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture to be: its height, its stops from top to bottom, its lines, and how many of the chains given are not in it."""

    height: int
    stops: tuple[Stop, ...]
    lines: tuple[Connector, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Wording:
    """What to say beside a sign: a source's name and what there is to know of it, the words of an open end, of a folded middle."""

    name: Callable[[str], str]
    note: Callable[[str], str]
    open: str
    folded: Callable[[int], str]


def drawing_of(chains: Sequence[Chain], wording: Wording) -> Drawing:
    """Lay the chains out, what is cited at the top, where the account begins at the bottom; a source stands once.

    >>> said = Wording(str.title, lambda id: "read", "not stated", str)
    >>> [stop.name or stop.note for stop in drawing_of([Chain(("herald", "clerk"), False)], said).stops]
    [('Herald',), ('Clerk',)]
    """
    drawn = [_steps_of(chain) for chain in chains[:MOST_CHAINS]]
    below: dict[Key, dict[Key, None]] = {}
    for steps in drawn:
        for key in steps:
            below.setdefault(key, {})
        for upper, lower in pairwise(steps):
            below[upper][lower] = None
    order = _in_order(list(dict.fromkeys(steps[0] for steps in drawn)), below)
    lanes, lines = _lanes(order, below)
    left = _EDGE + _LANE * (1 + max((*lanes, *(lane for _, _, lane in lines)), default=0))
    stops: list[Stop] = []
    top = _GAP // 3
    for number, (key, lane) in enumerate(zip(order, lanes, strict=True)):
        if number and not any(first < number <= last for first, last, _ in lines):
            top += _BETWEEN
        stops.append(_stop(key, _middle(lane), left, top, wording))
        top = stops[-1].bottom + _GAP
    drawn_lines = tuple(Connector(first, last, _middle(lane)) for first, last, lane in lines)
    return Drawing(max(0, top - _GAP + 2), tuple(stops), drawn_lines, len(chains) - len(drawn))


def _middle(lane: int) -> int:
    return _EDGE + _LANE * lane + SIGN + 1


def _steps_of(chain: Chain) -> list[Key]:
    """The stops of one chain from top to bottom; the middle of a very long one is folded, its open end is a stop of its own."""
    path = list(dict.fromkeys(chain.path))
    steps = [(StopKind.SOURCE, id) for id in path]
    if len(path) > MOST_STEPS:
        first, last = MOST_STEPS // 2, MOST_STEPS - MOST_STEPS // 2 - 1
        steps[first:-last] = [(StopKind.FOLDED, "\n".join(path[first:-last]))]
    return [*steps, (StopKind.OPEN, path[-1])] if chain.open else steps


def _in_order(heads: list[Key], below: dict[Key, dict[Key, None]]) -> list[Key]:
    """From top to bottom: each stop after all that lead to it, a chain's stops together as far as that goes."""
    done: dict[Key, None] = {}
    seen: set[Key] = set()

    def walk(key: Key) -> None:
        seen.add(key)
        for other in reversed(below[key]):
            if other not in seen:
                walk(other)
        done[key] = None

    for head in reversed(heads):
        if head not in seen:
            walk(head)
    return list(reversed(done))


def _lanes(order: list[Key], below: dict[Key, dict[Key, None]]) -> tuple[list[int], list[tuple[int, int, int]]]:
    """The lane of each stop, and the lines as (first stop, last stop, lane).

    A lane leads to one stop at a time, and a stop has one lane that leads to it: lines to it join there, so that ten papers
    with one root come together in one line, and no line runs through a sign on its way.
    """
    number = {key: n for n, key in enumerate(order)}
    leads_to: list[Key | None] = []
    lanes: list[int] = []
    lines: list[tuple[int, int, int]] = []

    def free(key: Key) -> int:
        if None not in leads_to:
            leads_to.append(None)
        lane = leads_to.index(None)
        leads_to[lane] = key
        return lane

    for here, key in enumerate(order):
        lane = leads_to.index(key) if key in leads_to else free(key)
        lanes.append(lane)
        leads_to[lane] = None
        # A circle, which is an error told elsewhere, would lead up again; such a line is not drawn.
        for other in (other for other in below[key] if number[other] > here):
            if other in leads_to:
                lines.append((here, number[other], leads_to.index(other)))
            elif leads_to[lane] is None:
                leads_to[lane] = other
                lines.append((here, number[other], lane))
            else:
                lines.append((here, number[other], free(other)))
    return lanes, lines


def _stop(key: Key, x: int, left: int, top: int, wording: Wording) -> Stop:
    kind, id = key
    name: tuple[str, ...] = ()
    cut = False
    room = WIDTH - left
    if kind is StopKind.SOURCE:
        name, cut = wrapped(wording.name(id), room, NAME_SIZE, _NAME_LINES)
        said = wording.note(id)
    else:
        said = wording.open if kind is StopKind.OPEN else wording.folded(id.count("\n") + 1)
    note, _ = wrapped(said, room, NOTE_SIZE, _NOTE_LINES)
    right = left + max(
        [width_of(line, NAME_SIZE) for line in name] + [width_of(line, NOTE_SIZE) for line in note] or [0.0]
    )
    # A sign stands beside the first line of its words.
    height = max(2 * SIGN + 4, NAME_LINE * len(name) + NOTE_LINE * len(note))
    middle = top + (NAME_LINE if name else NOTE_LINE) // 2
    id = id if kind is StopKind.SOURCE else ""
    return Stop(kind, id, x, middle, name, note, cut, left, top, right, top + height)
