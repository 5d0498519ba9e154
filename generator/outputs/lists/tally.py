"""How much is relied on sources of one kind or publisher: their uses go in, numbers without doubles come out.

It never words anything, and counts a claim once however many of the sources it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.outputs.register import RegisteredSource
from generator.sourcing import is_unnamed


@dataclass(frozen=True, slots=True)
class Tally:
    """So many sources, how many of them are not named or were taken back, and which stories and claims rely on them."""

    sources: int
    unnamed: int
    retracted: int
    stories: frozenset[str]
    claims: frozenset[tuple[str, str]]


def tallies(named: Iterable[tuple[str, RegisteredSource]]) -> dict[str, Tally]:
    """The tally of all uses with the same name before them; stories by slug, claims by slug and id."""
    groups: dict[str, list[RegisteredSource]] = {}
    for name, use in named:
        groups.setdefault(name, []).append(use)
    return {name: _tally(uses) for name, uses in groups.items()}


def _tally(uses: list[RegisteredSource]) -> Tally:
    return Tally(
        sources=len(uses),
        unnamed=sum(is_unnamed(use.stories[0], use.id) for use in uses),
        retracted=sum(bool(use.source.retracted) for use in uses),
        stories=frozenset(story.slug for use in uses for story in use.stories),
        claims=frozenset((there.story.slug, there.id) for use in uses for there in use.claims),
    )
