"""Rules on numbers: a case goes in; numbers without a source, and one figure with two values in two stories, come out.

They compare numbers exactly as typed, never convert units, and never say which of two values is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.archive import LinkedStory
from generator.dates import edtf
from generator.rules.rule import Case, Finding, Rule
from generator.sourcing import figure_sources
from generator.story import Figure, KeyPath, Point, as_typed

# Three digits after a point, and before it a number that thousands could follow.
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")


def unsourced_figure(case: Case) -> Iterator[Finding]:
    """A number names no source, neither itself, nor through its points, nor through a claim."""
    for id, figure in case.story.story.figures.items():
        if not figure_sources(figure, case.story):
            yield Finding(
                ("figures", id),
                f"No source is given for the figure '{id}'.",
                "Add 'sources:' with the id of the source that says so.",
                at_key=True,
            )
        elif not figure.sources and not figure.claim:
            bare = [
                number for number, point in enumerate(figure.points) if point.value is not None and not point.sources
            ]
            if bare:
                yield Finding(
                    ("figures", id, "points", bare[0]),
                    f"No source is given for {'this point' if len(bare) == 1 else f'this and {len(bare) - 1} more points'} "
                    f"of the figure '{id}'.",
                    "Add 'sources:' to the figure if they are those of all its points, or to each point.",
                )


def point_or_thousands(case: Case) -> Iterator[Finding]:
    """`1.200` is one and a fifth here, and twelve hundred where a point parts the thousands."""
    for id, figure in case.story.story.figures.items():
        numbers = [(path, as_typed(number)) for path, number in _numbers(figure)]
        # Beside a number that can only have decimals, the others have them too.
        if any("." in typed and not _THOUSANDS.fullmatch(typed) for _, typed in numbers):
            continue
        both = [(path, typed) for path, typed in numbers if _THOUSANDS.fullmatch(typed)]
        if both:
            path, typed = both[0]
            more = f" So are {len(both) - 1} more numbers of this figure." if len(both) > 2 else ""
            more = " So is one more number of this figure." if len(both) == 2 else more
            yield Finding(
                ("figures", id, *path),
                f"'{typed}' is read as {typed.partition('.')[0]} and a fraction, with three decimals.{more}",
                f"If the point parts the thousands, type {typed.replace('.', '')}; if not, turn this rule off.",
            )


def _numbers(figure: Figure) -> Iterator[tuple[KeyPath, Decimal]]:
    """All numbers of a figure, with where each stands in it."""
    named = ("value", "low", "high", "sample")
    found: list[tuple[KeyPath, object]] = [((name,), getattr(figure, name)) for name in named]
    for number, point in enumerate(figure.points):
        found += [(("points", number, name), getattr(point, name)) for name in named[:3]]
    yield from ((path, value) for path, value in found if isinstance(value, Decimal))


def same_figure_unknown(case: Case) -> Iterator[Finding]:
    """`same_as` names a figure that the other story does not have."""
    stories = {story.slug: story for story in case.archive.stories}
    for id, figure in case.story.story.figures.items():
        named = figure.same_as
        other = stories.get(str(named.story)) if named else None
        if named and other and named.figure not in other.story.figures:
            known = ", ".join(list(other.story.figures)[:8]) or "none"
            yield Finding(
                ("figures", id, "same_as"),
                f"The story '{named.story}' has no figure '{named.figure}'.",
                f"Its figures are: {known}.",
            )


def figure_with_two_values(case: Case) -> Iterator[Finding]:
    """The same figure has another value in another story: one of the two was not followed up."""
    here = case.story
    for id, figure in here.story.figures.items():
        for other in case.archive.stories:
            if other.slug == here.slug:
                continue
            for there, its in _same(id, figure, here, other):
                if differing := _differing(figure, its):
                    mine, theirs, where = differing
                    yield Finding(
                        ("figures", id),
                        f"The figure '{id}' is {mine} here{where}, and {theirs} in {other.file}"
                        f"{'' if there == id else f' ({there!r})'}.",
                        "Correct the one that is old; if they are two figures, give one of them another id or label.",
                        at_key=True,
                    )


def _same(id: str, figure: Figure, here: LinkedStory, other: LinkedStory) -> Iterator[tuple[str, Figure]]:
    """The figures of another story that are certainly the same one.

    A writer says so, on either side; or they share id, unit, whole and period, nothing in their labels tells them apart,
    and the stories share a topic or an actor of the newsroom's own file. Ids are short, and `dead` in two stories about two
    accidents is two figures.
    """
    for there, its in other.story.figures.items():
        if _names(figure, other.slug, there) or _names(its, here.slug, id):
            yield there, its
    its_own = other.story.figures.get(id)
    if its_own is None or figure.same_as or its_own.same_as:
        return
    alike = (
        _folded(figure.unit) == _folded(its_own.unit)
        and _folded(figure.of) == _folded(its_own.of)
        and bool(figure.period and its_own.period and edtf(figure.period.date) == edtf(its_own.period.date))
        and (not (figure.label and its_own.label) or _folded(figure.label) == _folded(its_own.label))
    )
    if alike and _near(here, other):
        yield id, its_own


def _names(figure: Figure, slug: str, id: str) -> bool:
    named = figure.same_as
    return named is not None and str(named.story) == slug and named.figure == id


def _near(one: LinkedStory, other: LinkedStory) -> bool:
    """Whether two stories are about the same: a topic, or an actor that neither defines for itself."""
    topics = {_folded(topic) for topic in one.story.topics} & {_folded(topic) for topic in other.story.topics}
    mine, theirs = (
        {id for id in story.actors if not (own := story.story.actors.get(id)) or not own.given("name")}
        for story in (one, other)
    )
    return bool(topics or mine & theirs)


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _differing(one: Figure, other: Figure) -> tuple[str, str, str] | None:
    """Two values that contradict, as text, with the date of the point where they do; None where nothing does.

    A number that is only about right contradicts nothing, nor does one in another unit.
    """
    if _folded(one.unit) != _folded(other.unit) or _folded(one.of) != _folded(other.of):
        return None
    if not (one.approximate or other.approximate):
        for name, said in (("value", ""), ("low", " ('low')"), ("high", " ('high')")):
            if found := _apart(getattr(one, name), getattr(other, name)):
                return (*found, said)
    theirs = {_place(point): point.value for point in other.points}
    for point in one.points:
        if found := _apart(point.value, theirs.get(_place(point))):
            return (*found, f" for {point.when.text if point.when else point.label}")
    return None


def _apart(one: Decimal | None, other: Decimal | None) -> tuple[str, str] | None:
    """Two numbers as text, where both are given and they are not the same; `14` and `14.0` are."""
    return None if one is None or other is None or one == other else (as_typed(one), as_typed(other))


def _place(point: Point) -> str:
    return edtf(point.when) if point.when else _folded(point.label)


RULES = (
    Rule("unsourced-figure", unsourced_figure),
    Rule("point-or-thousands", point_or_thousands),
    Rule("same-figure-unknown", same_figure_unknown),
    Rule("figure-with-two-values", figure_with_two_values),
)
