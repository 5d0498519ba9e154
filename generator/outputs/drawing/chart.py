"""Where the points of a series stand in its chart: exact numbers and dates go in, percentages of the width and pixels of the height come out.

Nothing here draws or words anything. The scale is true: distances on it are as the numbers', and where it does not begin at
zero the chart says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext
from fractions import Fraction

from generator.dates import Precision, Qualifier, When
from generator.outputs.drawing.scale import Happening, TimeStretch, frame_of, stretches
from generator.story import Point

HEIGHT = 168
"""The height of the plot of a series over time, in CSS pixels."""
ROW = 40
"""The height of a bar with its words above it, in CSS pixels."""

_EXACT = Context(prec=300)
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_INTERVALS = 4
# Where all values lie within a fifth of the highest, a scale from zero would show one flat line.
_FLAT = 5
# A date this many times as long as the finest of its series is drawn with the time that it may mean.
_COARSE = 2


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of the values: from `bottom` up to `top`, with a line at each of `ticks`; `broken` where zero is not on it."""

    bottom: Decimal
    top: Decimal
    ticks: tuple[Decimal, ...]
    broken: bool

    def share(self, value: Decimal) -> Fraction:
        """How far up the scale a value stands, 0 at the bottom and 1 at the top, exactly.

        >>> Scale(Decimal(0), Decimal(8), (), False).share(Decimal(2))
        Fraction(1, 4)
        """
        return (Fraction(value) - Fraction(self.bottom)) / (Fraction(self.top) - Fraction(self.bottom))


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a series over time: at `x` percent and `y` pixels from the top, None for a gap.

    `number` is that of the point as typed; `low` and `high` are pixels too. `first` and `last` are percentages: the time
    that a date may mean, where it is less exact than the others or not sure.
    """

    number: int
    x: float
    y: float | None
    low: float | None = None
    high: float | None = None
    first: float | None = None
    last: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A series over time: its dots from the earliest to the latest, and the scale on their left."""

    scale: Scale
    dots: tuple[Dot, ...]

    def pixel(self, value: Decimal) -> float:
        """How far from the top of the plot a value stands."""
        return round(float(HEIGHT * (1 - self.scale.share(value))), 2)

    @property
    def joined(self) -> Iterator[tuple[Dot, Dot]]:
        """Neighbours to be joined by a line; a gap joins nothing."""
        for one, other in zip(self.dots, self.dots[1:], strict=False):
            if one.y is not None and other.y is not None:
                yield one, other


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a series of several things, in percent of the width, always from zero; `width` is None for a gap."""

    number: int
    left: float
    width: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """A series of several things, in the order typed; `zero` is where the bars begin, in percent."""

    scale: Scale
    zero: float
    bars: tuple[Bar, ...]


def has_values(points: Sequence[Point]) -> bool:
    """Whether there is anything to draw.

    >>> has_values([Point(when="2030", value="not-stated")])
    False
    """
    return bool(_values(points))


def line_of(points: Sequence[Point], zone: tzinfo) -> Line:
    """The chart of points that each have a date, and of which one has a value at least."""
    scale = scale_of(_values(points), may_break=True)
    dated = [(number, point, point.when) for number, point in enumerate(points) if point.when]
    found = stretches([Happening(str(number), when) for number, _, when in dated], None, zone)
    frame = frame_of(found)
    finest = min(stretch.last - stretch.first for stretch in found)
    line = Line(scale, ())
    dots: list[tuple[int, int, Dot]] = []
    for (number, point, when), stretch in zip(dated, found, strict=True):
        wide = _is_wide(when, stretch, finest)
        span = frame.last - frame.first
        first, last = (round(100 * (end - frame.first) / span, 2) for end in (stretch.first, stretch.last))
        dot = Dot(
            number,
            round(50 * (stretch.first + stretch.last - 2 * frame.first) / span, 2),
            _pixel(line, point.value),
            _pixel(line, point.low),
            _pixel(line, point.high),
            first if wide else None,
            last if wide else None,
        )
        dots.append((stretch.first + stretch.last, number, dot))
    return Line(scale, tuple(dot for _, _, dot in sorted(dots, key=lambda one: one[:2])))


def bars_of(points: Sequence[Point]) -> Bars:
    """The chart of points without dates, of which one has a value at least; bars have no broken scale."""
    scale = scale_of(_values(points), may_break=False)
    zero = _percent(scale, Decimal(0))
    return Bars(scale, zero, tuple(_bar(number, point, scale, zero) for number, point in enumerate(points)))


def _bar(number: int, point: Point, scale: Scale, zero: float) -> Bar:
    ends = [None if end is None else _percent(scale, end) for end in (point.low, point.high)]
    if point.value is None:
        return Bar(number, zero, None, *ends)
    at = _percent(scale, point.value)
    return Bar(number, min(at, zero), round(abs(at - zero), 2), *ends)


def scale_of(values: Sequence[Decimal], *, may_break: bool) -> Scale:
    """A scale of a few round steps that holds all the values, and zero unless all lie far from it.

    >>> scale_of([Decimal(3), Decimal(17)], may_break=True).ticks
    (Decimal('0'), Decimal('5'), Decimal('10'), Decimal('15'), Decimal('20'))
    """
    with localcontext(_EXACT):
        least, most = min(values), max(values)
        broken = may_break and least != most and _is_far(least, most)
        if not broken:
            least, most = min(least, Decimal(0)), max(most, Decimal(0))
        if least == most:
            most = Decimal(1)
        step = _round_step((most - least) / _INTERVALS)
        first = (least / step).to_integral_value(ROUND_FLOOR)
        last = (most / step).to_integral_value(ROUND_CEILING)
        ticks = tuple(_plain((first + n) * step) for n in range(int(last - first) + 1))
        return Scale(ticks[0], ticks[-1], ticks, broken and not ticks[0] <= 0 <= ticks[-1])


def _is_far(least: Decimal, most: Decimal) -> bool:
    """Whether values of one sign lie so close together that zero would flatten them."""
    return (least > 0 or most < 0) and (most - least) * _FLAT < max(abs(least), abs(most))


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, ... (or tenths of them) that is not below `least`."""
    tens = Decimal(1).scaleb(least.adjusted())
    return next(factor * tens for factor in _STEPS if factor * tens >= least)


def _plain(value: Decimal) -> Decimal:
    """The same number without an exponent and without zeros at the end of its decimals."""
    whole = value == value.to_integral_value()
    return value.quantize(Decimal(1)) + 0 if whole else value.normalize()


def _values(points: Sequence[Point]) -> list[Decimal]:
    return [value for point in points for value in (point.value, point.low, point.high) if value is not None]


def _pixel(line: Line, value: Decimal | None) -> float | None:
    return None if value is None else line.pixel(value)


def _percent(scale: Scale, value: Decimal) -> float:
    return round(float(100 * scale.share(value)), 2)


def _is_wide(when: When, stretch: TimeStretch, finest: int) -> bool:
    """Whether readers must see how much time a date may mean."""
    loose = when.qualifier is not Qualifier.NONE or when.precision is Precision.OPEN
    return loose or stretch.open_start or stretch.open_end or stretch.last - stretch.first > _COARSE * finest
