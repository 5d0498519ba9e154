"""In numbers: a view goes in, each figure comes out with what it counts, its range and its source.

This module never rounds a number and never draws a chart.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.md import Md, escape, heading
from generator.md_layout import boxed, items, paragraphs
from generator.render.story_page import notices
from generator.render.story_page.view import View
from generator.shown import figure_text, number_text
from generator.story import Figure


def part(view: View) -> Md:
    """Every figure of the story, in the order typed."""
    figures = view.linked.story.figures
    if not figures:
        return Md("")
    entries = (_figure(view, id, figure) for id, figure in figures.items())
    return paragraphs([heading(2, view.words.say("figures"), "figures"), *entries])


def _figure(view: View, id: str, figure: Figure) -> Md:
    title = heading(3, escape(figure.label or figure_text(id, figure, view.words)), f"figure-{id}")
    shown = Md(f"**{escape(figure_text(id, figure, view.words))}**{view.cites(figure.sources)}")
    return boxed(
        "ep-card ep-figure", paragraphs([title, shown, notices.of_entry(view, figure), items(_facts(view, figure))])
    )


def _facts(view: View, figure: Figure) -> Iterator[Md]:
    words = view.words
    if figure.of:
        yield words.say("figure_of", what=figure.of)
    if figure.period:
        yield words.say("figure_period", date=view.dated(figure.period))
    if figure.value is not None and figure.low is not None and figure.high is not None:
        low, high = number_text(figure.low, view.words), number_text(figure.high, view.words)
        yield words.say("figure_between", range=words.text("figure_range", low=low, high=high))
    if figure.sample is not None:
        yield words.say("figure_sample", n=number_text(figure.sample, view.words))
    if figure.claim and figure.claim in view.linked.story.claims:
        yield words.say("figure_claim", claim=view.claim_link(str(figure.claim)))
    for point in figure.points:
        yield Md(f"{view.when(point.when)}: {escape(number_text(point.value, view.words))}")
