"""A series over time as SVG: a view and a figure go in; lines, dots, numbers and dates come out, at the places that `generator.outputs.drawing.chart` gave.

This module works out no place of a dot and has no colours: they come from the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.language import word
from generator.outputs.drawing import HEIGHT, NARROW, WIDE, Dot, Line, Scale, line_of, text_width
from generator.outputs.story.charts.words import tick_text, tip
from generator.outputs.story.view import View
from generator.story import Figure
from generator.text import svg_text

# Heights and widths in CSS pixels: room above the highest dot and below the plot for its dates; the widest numbers beside it;
# the blank between two dates.
_TOP = 8
_BELOW = 24
_WIDEST = 80
_BLANK = 12
# Up to so many points each has a sign that can be pointed at.
_MANY = 60


def lines(view: View, figure: Figure) -> tuple[Scale, str]:
    """Dots joined by lines, with numbers on the left and dates below."""
    line = line_of(figure.points, view.archive.newsroom.settings.zone)
    labels = [(line.pixel(tick) + _TOP, tick_text(view, figure, tick)) for tick in line.scale.ticks]
    room = int(max(text_width(label) for _, label in labels)) + 10
    # Numbers wider than that stand inside the plot, above their lines.
    beside = room <= _WIDEST
    x, lift, anchor = (room - 6, 4, "end") if beside else (0, -3, "start")
    numbers = "".join(
        f'<text x="{x}" y="{y + lift:g}" text-anchor="{anchor}">{svg_text(label)}</text>' for y, label in labels
    )
    height = HEIGHT + _TOP + _BELOW
    plot = "".join(
        [
            *(_level(y, zero=tick == 0) for (y, _), tick in zip(labels, line.scale.ticks, strict=True)),
            *_zigzag(line.scale),
            "" if beside else numbers,
            *(_segment(one, other) for one, other in line.joined),
            *(_dot(view, figure, dot, small=len(line.dots) > _MANY) for dot in line.dots),
            *_dates(view, figure, line, room if beside else 0),
        ]
    )
    scale = (
        f'<svg class="ep-scale" aria-hidden="true" width="{room}" height="{height}">{numbers}</svg>' if beside else ""
    )
    return line.scale, f'{scale}<svg class="ep-lines" aria-hidden="true" width="100%" height="{height}">{plot}</svg>'


def _level(y: float, *, zero: bool) -> str:
    kind = "ep-zero" if zero else "ep-level"
    return f'<line class="{kind}" x1="0" x2="100%" y1="{y:g}" y2="{y:g}"/>'


def _zigzag(scale: Scale) -> Iterator[str]:
    """The sign that the scale does not begin at zero, on its left end; below values, above them where they are negative."""
    if scale.broken:
        y = _TOP + (HEIGHT if scale.bottom > 0 else 0)
        yield f'<path class="ep-break" d="M4 {y - 15 if scale.bottom > 0 else y + 5:g}l5 2.5-10 5 5 2.5"/>'


def _segment(one: Dot, other: Dot) -> str:
    assert one.y is not None and other.y is not None
    return f'<line class="ep-way" x1="{one.x:g}%" y1="{one.y + _TOP:g}" x2="{other.x:g}%" y2="{other.y + _TOP:g}"/>'


def _dot(view: View, figure: Figure, dot: Dot, *, small: bool) -> str:
    """A point: its range as an upright line, the time it may mean as a level one, and its value as a dot."""
    drawn = []
    if dot.low is not None and dot.high is not None:
        drawn.append(
            f'<line class="ep-range" x1="{dot.x:g}%" x2="{dot.x:g}%" y1="{dot.low + _TOP:g}" y2="{dot.high + _TOP:g}"/>'
        )
    middle = dot.y if dot.y is not None else None
    if middle is not None and dot.first is not None and dot.last is not None:
        y = f"{middle + _TOP:g}"
        drawn.append(f'<line class="ep-maybe" x1="{dot.first:g}%" x2="{dot.last:g}%" y1="{y}" y2="{y}"/>')
    if middle is not None:
        drawn.append(f'<circle cx="{dot.x:g}%" cy="{middle + _TOP:g}" r="{2 if small else 4.5}"/>')
    if not drawn or small:
        return "".join(drawn)
    return f"<g><title>{svg_text(tip(view, figure, figure.points[dot.number]))}</title>{''.join(drawn)}</g>"


def _dates(view: View, figure: Figure, line: Line, room: int) -> Iterator[str]:
    """As many dates below their dots as there is room for, on a phone and where there is more."""
    labels = []
    for dot in line.dots:
        when = figure.points[dot.number].when
        assert when is not None
        labels.append((dot.x, word(when, view.words.locale)))
    narrow, wide = (_that_fit(labels, width - room) for width in (NARROW, WIDE))
    y = HEIGHT + _TOP + 18
    for kind, chosen in (
        ("", narrow & wide),
        (' class="ep-narrow"', narrow - wide),
        (' class="ep-wide"', wide - narrow),
    ):
        for n in sorted(chosen):
            at, text = labels[n]
            yield f'<text{kind} x="{at:g}%" y="{y}" text-anchor="{_anchor(at, text, NARROW - room)}">{svg_text(text)}</text>'


def _that_fit(labels: Sequence[tuple[float, str]], width: int) -> frozenset[int]:
    """The first and the last label, and of those between as many as stand side by side."""
    spans = [_span(at, text, width) for at, text in labels]
    last = len(labels) - 1
    chosen = [0]
    for n in range(1, last):
        if spans[n][0] >= spans[chosen[-1]][1] + _BLANK and spans[n][1] + _BLANK <= spans[last][0]:
            chosen.append(n)
    if last > 0 and spans[last][0] >= spans[chosen[-1]][1] + _BLANK:
        chosen.append(last)
    return frozenset(chosen)


def _span(at: float, text: str, width: int) -> tuple[float, float]:
    """From where to where a label reaches, in pixels."""
    wide, x = text_width(text), at * width / 100
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[_anchor(at, text, NARROW)]
    return left, left + wide


def _anchor(at: float, text: str, width: int) -> str:
    half = 50 * text_width(text) / max(width, 1)
    return "start" if at < half else "end" if at > 100 - half else "middle"
