"""The chart of a series: a view and a figure go in, an inline SVG with a text that says the same, and the table behind it, come out.

What is not confirmed is never drawn filled. This module draws nothing itself; it puts picture, words and table together.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language import amount_text, isolated, range_text
from generator.outputs.drawing import has_values, line_of
from generator.outputs.story.charts.bars import bars
from generator.outputs.story.charts.lines import lines
from generator.outputs.story.charts.words import broken, described, how_many, place, unit_beside, unit_inside
from generator.outputs.story.view import View
from generator.sourcing import standing_of
from generator.story import Figure, Point, Status
from generator.text import Md, escape, html_attribute, html_text, paragraphs

# Up to so many points the table stands open.
_FEW = 8


def chart(view: View, id: str, figure: Figure) -> Md:
    """The picture of a series as one line of HTML; '' for a single point, or where no point has a value."""
    if len(figure.points) < 2 or not has_values(figure.points):
        return Md("")
    claim = standing_of(id, view.linked)
    look = "" if not figure.claim or claim is Status.CONFIRMED else " ep-claimed"
    standing = f" ep-{claim or 'none'}" if figure.claim else ""
    scale, drawn = lines(view, figure) if figure.is_dated else bars(view, figure)
    said = html_attribute(described(view, id, figure, scale))
    unit = (
        f'<p class="ep-chart-unit">{html_text(isolated(unit_beside(figure), view.words.locale))}</p>'
        if unit_beside(figure)
        else ""
    )
    note = f'<p class="ep-chart-note">{html_text(broken(view, figure, scale))}</p>' if scale.broken else ""
    return Md(
        f'<div class="ep-chart{standing}{look}" data-search-exclude="">{unit}'
        f'<div class="ep-plot" role="img" aria-label="{said}">{drawn}</div>{note}</div>'
    )


def table(view: View, figure: Figure) -> Md:
    """Every point of a series with its value, range and sources; folded where there are many."""
    if not figure.points:
        return Md("")
    words, points = view.words, _in_order(view, figure)
    ranges = any(point.low is not None or point.high is not None for point in points)
    head = [words.say("chart_when" if figure.is_dated else "chart_what"), _value_head(view, figure)]
    head += [words.say("chart_range")] if ranges else []
    rows = [head, [Md("---")] * len(head)]
    for point in points:
        shown = [view.typed(place(view, point)), Md(f"{_value(view, figure, point)}{view.cites(point.sources)}")]
        if ranges:
            shown.append(escape(range_text(point.low, point.high, unit_inside(figure), words) or ""))
        rows.append(shown)
    grid = Md("\n".join(f"| {' | '.join(row)} |" for row in rows))
    opened = " open" if len(points) <= _FEW else ""
    summary = f"<summary>{html_text(words.text('chart_numbers', n=str(how_many(figure))))}</summary>"
    return Md(f'<details class="ep-series"{opened} markdown="1">\n{summary}\n\n{grid}\n\n</details>')


def series(view: View, id: str, figure: Figure) -> Md:
    """The chart and the table behind it."""
    return paragraphs([chart(view, id, figure), table(view, figure)])


def _in_order(view: View, figure: Figure) -> Sequence[Point]:
    """Points over time from the earliest to the latest, others as typed."""
    if not figure.is_dated or not has_values(figure.points):
        return figure.points
    return [figure.points[dot.number] for dot in line_of(figure.points, view.archive.newsroom.settings.zone).dots]


def _value_head(view: View, figure: Figure) -> Md:
    return view.typed(unit_beside(figure)) if unit_beside(figure) else view.words.say("chart_value")


def _value(view: View, figure: Figure, point: Point) -> Md:
    if point.value is None:
        return view.words.say("chart_gap")
    return escape(amount_text(point.value, unit_inside(figure), view.words))
