"""The words of a chart: a view and a figure go in; its description, the name of each point and its numbers come out as plain text.

This module draws nothing, and never describes a chart without the status of its claim.
"""

from __future__ import annotations

from decimal import Decimal

from generator.language import amount_text, range_text, word
from generator.outputs.drawing import Scale, has_values
from generator.outputs.story.view import View
from generator.sourcing import standing_of
from generator.story import Figure, Point


def described(view: View, id: str, figure: Figure, scale: Scale) -> str:
    """What the chart shows, in sentences, for readers who do not see it; the status of its claim is among them."""
    words = view.words
    points = [point for point in figure.points if has_values((point,))]
    sizes = [(point.value, point) for point in points if point.value is not None]
    name = figure.label or id
    standing = standing_of(id, view.linked)
    if standing:
        name = words.text("plain_status", words=name, status=words.text(f"status_{standing}"))
    said = [words.text("chart_line" if figure.is_dated else "chart_bars", name=name, n=str(len(points)))]
    if sizes:
        least, most = (pick(sizes, key=lambda one: one[0]) for pick in (min, max))
        for key, (value, point) in (("chart_lowest", least), ("chart_highest", most)):
            said.append(words.text(key, value=amount_text(value, figure.unit, words), place=place(view, point)))
    gaps = len(figure.points) - how_many(figure)
    if gaps:
        said.append(words.text("chart_gaps", n=str(gaps)))
    if scale.broken:
        said.append(broken(view, figure, scale))
    return words.text("blank").join(said)


def how_many(figure: Figure) -> int:
    """How many points of a series have a value; the others are gaps."""
    return sum(has_values((point,)) for point in figure.points)


def place(view: View, point: Point) -> str:
    """When a point is, or what it is the value of."""
    when = word(point.when, view.words.locale) if point.when else ""
    return view.words.text("between_facts").join(part for part in (when, point.label or "") if part)


def unit_beside(figure: Figure) -> str:
    """The unit where it does not stand with each number: percent and currencies do."""
    return "" if unit_inside(figure) else figure.unit or ""


def unit_inside(figure: Figure) -> str | None:
    """A unit that belongs to the number itself, as `%` or `€` do."""
    unit = figure.unit
    return unit if unit and (figure.is_share or len(unit) == 1 or (len(unit) == 3 and unit.isupper())) else None


def tick_text(view: View, figure: Figure, value: Decimal) -> str:
    """A number beside the scale, with its unit only where that is part of the number."""
    return amount_text(value, unit_inside(figure), view.words)


def told(view: View, figure: Figure, point: Point) -> str:
    """What a point says: its value, or its range, or that there is none."""
    if point.value is not None:
        return tick_text(view, figure, point.value)
    return range_text(point.low, point.high, unit_inside(figure), view.words) or view.words.text("chart_gap")


def tip(view: View, figure: Figure, point: Point) -> str:
    """A point in one line, as its sign shows it when it is pointed at."""
    words = view.words
    value = amount_text(point.value, figure.unit, words) if point.value is not None else ""
    span = range_text(point.low, point.high, figure.unit, words) or ""
    said = f"{value}{words.text('aside', words=span)}" if value and span else value or span
    return words.text("with_colon", first=place(view, point), rest=said)


def broken(view: View, figure: Figure, scale: Scale) -> str:
    """That the scale does not begin at zero, and where it does begin."""
    return view.words.text("chart_broken", value=amount_text(scale.bottom, figure.unit, view.words))
