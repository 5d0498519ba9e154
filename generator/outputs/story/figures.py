"""In numbers: a view goes in, each figure comes out with what it counts, its range, its series, its claim's status and its source.

This module never rounds a number, and never shows one that is claimed without the status of the claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.language import figure_text, number_text, range_text, says_of
from generator.outputs.story import as_of_marks, retraction_notices
from generator.outputs.story.charts import drawn as charts
from generator.outputs.story.charts import how_many
from generator.outputs.story.view import View
from generator.sourcing import figure_sources
from generator.story import Figure, Status
from generator.text import Md, boxed, heading, items, link, paragraphs


def part(view: View) -> Md:
    """Every figure of the story, in the order typed."""
    figures = view.linked.story.figures
    if not figures:
        return Md("")
    entries = (_figure(view, id, figure) for id, figure in figures.items())
    return paragraphs([heading(2, view.words.say("figures"), "figures"), *entries])


def compact(view: View, id: str) -> Md:
    """A figure inside prose: what it counts, its number or chart, with status and source, and a link to the full entry."""
    figure = view.linked.story.figures[id]
    label = view.typed(figure.label) if figure.label else Md("")
    number = Md("") if label and _is_series(figure) else _number(view, id, figure)
    # On one line, so that no part of it is read without the status.
    said = view.words.say("figure_labelled", label=label, number=number) if label and number else label or number
    shown = Md(f"{said}{view.standing_badge(id)}{_marks(view, figure)}{retraction_notices.badge(view, figure)}")
    more = link(view.words.say("figure_embed"), f"#figure-{id}")
    content = paragraphs([shown, charts.chart(view, id, figure), more])
    return boxed(f"ep-embed ep-figure{_standing(view, figure)}", content)


def _figure(view: View, id: str, figure: Figure) -> Md:
    title = heading(3, view.typed(figure.label or figure_text(id, figure, view.words)), f"figure-{id}")
    said = [
        title,
        as_of_marks.mark(view, "figure", id),
        _shown(view, id, figure),
        _claimed(view, figure),
        retraction_notices.of_entry(view, figure),
        items(_facts(view, figure)),
        charts.series(view, id, figure),
    ]
    return boxed(f"ep-card ep-figure{_standing(view, figure)}", paragraphs(said))


def _standing(view: View, figure: Figure) -> str:
    """The class that colours a figure by its claim's status."""
    claim = view.linked.story.claims.get(str(figure.claim)) if figure.claim else None
    return f" ep-{claim.standing or 'none'}" if claim else ""


def _shown(view: View, id: str, figure: Figure) -> Md:
    """The number, or how long the series is, with the status of its claim and the marks of its sources."""
    return Md(f"{_number(view, id, figure)}{view.standing_badge(id)}{_marks(view, figure)}")


def _is_series(figure: Figure) -> bool:
    return figure.value is None and figure.low is None and figure.high is None


def _number(view: View, id: str, figure: Figure) -> Md:
    if _is_series(figure):
        return view.words.say("figure_series", n=str(how_many(figure)))
    return Md(f"**{view.typed(figure_text(id, figure, view.words))}**")


def _marks(view: View, figure: Figure) -> Md:
    sources = figure_sources(figure, view.linked)
    return view.cites(sources) if sources else Md(f" {view.words.say('figure_no_sources')}")


def _claimed(view: View, figure: Figure) -> Md:
    """Which claim it is part of, and whether that is established."""
    claim = view.linked.story.claims.get(str(figure.claim)) if figure.claim else None
    if claim is None:
        return Md("")
    said = view.words.say("figure_claim", claim=view.claim_link(str(figure.claim)))
    confirmed = claim.standing is Status.CONFIRMED
    standing = view.words.say("figure_confirmed" if confirmed else "figure_claimed")
    return Md(f"{said} {standing}")


def _facts(view: View, figure: Figure) -> Iterator[Md]:
    """What else there is to know of the number, a sentence each."""
    words = view.words
    if figure.of and not says_of(figure):
        yield words.say("figure_of", what=figure.of)
    if figure.period:
        yield words.say("figure_period", date=view.dated(figure.period))
    span = range_text(figure.low, figure.high, figure.unit, words) if figure.value is not None else None
    if span:
        yield words.say("figure_between", range=span)
    if figure.as_stated:
        yield words.say("figure_as_stated", words=view.quoted(figure.as_stated))
    if figure.sample is not None:
        yield words.say("figure_sample", n=number_text(figure.sample, words))
