"""What cannot be true of sources that stand on each other: sources go in, a problem for each circle and each wrong order comes out.

This module never looks at what is cited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo

from generator.archive.source_graph import web_of
from generator.problem import Place, Problem, Severity
from generator.story import KeyPath, Source

# Circles are errors to be mended one by one; a web with thousands of them needs no longer list than this.
MOST_CIRCLES = 20
# Ids shown of one circle: enough to see where it runs.
LONGEST_WAY = 12


def circles(sources: Mapping[str, Source]) -> tuple[tuple[str, ...], ...]:
    """Sources that stand on themselves by a detour, as the path round, beginning where the file names it first.

    Every knot of circles gives at least one, up to `MOST_CIRCLES` in all; none is told where there is none.
    """
    web, found, done = web_of(sources), list[tuple[str, ...]](), set[str]()
    for start in sources:
        if start in done or len(found) >= MOST_CIRCLES:
            continue
        path, step = [start], {start: 0}
        waiting = [iter(web.relies_on[start])]
        while waiting and len(found) < MOST_CIRCLES:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                done.add(path.pop())
            elif following in step and step[following] < len(path) and path[step[following]] == following:
                found.append((*path[step[following] :], following))
            elif following not in done:
                step[following] = len(path)
                path.append(following)
                waiting.append(iter(web.relies_on[following]))
    return tuple(found)


def circle_problem(circle: tuple[str, ...], place: Place) -> Problem:
    """The sentence for a circle of sources, which shows the way round (a very long one with its middle left out)."""
    left_out = len(circle) - LONGEST_WAY
    shown = circle if left_out <= 0 else (*circle[: LONGEST_WAY - 2], f"({left_out} more)", *circle[-2:])
    return Problem(
        place,
        "source-circle",
        f"These sources stand on each other in a circle: {' -> '.join(shown)}.",
        "Delete the 'relies_on' that is wrong.",
    )


def later_problems(
    sources: Mapping[str, Source], typed: Mapping[str, Source], place: Callable[[KeyPath], Place], zone: tzinfo
) -> Iterator[Problem]:
    """`relies-on-later`: a source stands on one that was published after it; a warning where the dates leave it open.

    `typed` are the sources as one file gives them, and `place` finds a key path below its `sources`; what no line of that file
    says is told in another. Published on the same day is fine unless both give the time of day.
    """
    if not typed:
        return
    for id, source in sources.items():
        for number, ref in enumerate(source.relies_on):
            other = sources.get(str(ref))
            at = _said_at(typed, id, str(ref), number)
            if other is None or at is None or not source.published or not other.published or str(ref) == id:
                continue
            dates = f"'{id}' ({source.published.date.text}) relies on '{ref}' ({other.published.date.text})"
            answer = _published_after(source, other, zone)
            if answer is Severity.ERROR:
                hint = "Correct one of the dates, or take it out of 'relies_on'."
                yield Problem(place(at), "relies-on-later", f"{dates}, which was published after it.", hint)
            elif answer:
                hint = "Give both dates as exactly as they are known."
                message = f"{dates}, which may have been published after it."
                yield Problem(place(at), "relies-on-later", message, hint, Severity.WARNING)


def _said_at(typed: Mapping[str, Source], id: str, other: str, number: int) -> KeyPath | None:
    """Where a file says that one source stands on another, or at least when one of them was published."""
    if id in typed and typed[id].relies_on:
        return (id, "relies_on", number)
    return next(((one, "published") for one in (id, other) if one in typed and typed[one].published), None)


def _published_after(source: Source, other: Source, zone: tzinfo) -> Severity | None:
    from generator.dates import Certainty, before

    assert source.published and other.published
    one, two = source.published.date.at_zone(zone), other.published.date.at_zone(zone)
    answer = before(one, two)
    if answer is Certainty.POSSIBLE:
        # Papers pass each other on within a day; which came first by the hour is seldom known and asks for nothing.
        same_day = one.earliest and two.latest and two.latest[:3] <= one.earliest[:3]
        return None if same_day else Severity.WARNING
    return Severity.ERROR if answer is Certainty.CERTAIN else None
