"""A series of several things as SVG: a view and a figure go in; a bar for each point under its words comes out, all from one zero.

This module works out no length of a bar and has no colours: they come from the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.language import isolated
from generator.outputs.drawing import NARROW, ROW, WIDE, Bar, Scale, bars_of, text_width
from generator.outputs.story.charts.words import place, told
from generator.outputs.story.view import View
from generator.story import Figure
from generator.text import svg_text

_LETTERS = 12
"""The size of the words above a bar in CSS pixels."""


def bars(view: View, figure: Figure) -> tuple[Scale, str]:
    """A bar for each point under its words, all from one line at zero."""
    found = bars_of(figure.points)
    rows = "".join(_row(view, figure, bar, found.zero, ROW * n) for n, bar in enumerate(found.bars))
    return (
        found.scale,
        f'<svg class="ep-bars" aria-hidden="true" width="100%" height="{ROW * len(found.bars)}">{rows}</svg>',
    )


def _row(view: View, figure: Figure, bar: Bar, zero: float, y: int) -> str:
    point = figure.points[bar.number]
    value = told(view, figure, point)
    drawn = [*_words_above(place(view, point), value, y + 14, view.words.locale)]
    if bar.width is not None:
        drawn.append(f'<rect x="{bar.left:g}%" y="{y + 20}" width="{bar.width:g}%" height="12"/>')
    # The line of zero stops at the words, which it would cross out.
    drawn.append(f'<line class="ep-zero" x1="{zero:g}%" x2="{zero:g}%" y1="{y + 18}" y2="{y + 34}"/>')
    if bar.low is not None and bar.high is not None:
        drawn.append(f'<line class="ep-range" x1="{bar.low:g}%" x2="{bar.high:g}%" y1="{y + 26}" y2="{y + 26}"/>')
    return "".join(drawn)


def _words_above(name: str, value: str, y: int, lang: str) -> Iterator[str]:
    """What a bar is of, and its value; shortened to what fits on a phone, and to what fits where there is more room."""
    room = 20 + text_width(value, _LETTERS)
    narrow, wide = (isolated(_cut(name, width - room), lang) for width in (NARROW, WIDE))
    for kind, shown in (("", narrow),) if narrow == wide else (("ep-narrow", narrow), ("ep-wide", wide)):
        named = f' class="{kind}"' if kind else ""
        yield f'<text{named} x="0" y="{y}">{svg_text(shown)} <tspan class="ep-amount">{svg_text(value)}</tspan></text>'


def _cut(text: str, width: float) -> str:
    if text_width(text, _LETTERS) <= width:
        return text
    while text and text_width(f"{text}…", _LETTERS) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
