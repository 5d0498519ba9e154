"""What a rule is: one case, a linked story with the facts around it, goes in; findings with their places come out.

Nothing here judges a story, and no rule reads files, looks at a clock or changes what it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.archive import Archive, LinkedStory
from generator.rules.facts import Facts
from generator.sourcing import Sourcing, sourcing_of
from generator.story import Claim, KeyPath, Level


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where (a key path in the story), what, and what to type instead.

    The place is that of the value at `path`, of its key with `at_key`, or of the character at `offset` of its text.
    """

    path: KeyPath
    message: str
    hint: str
    at_key: bool = False
    offset: int | None = None


@dataclass(frozen=True)
class Case:
    """One story before the rules: the story, the archive it belongs to, and the facts gathered beforehand."""

    archive: Archive
    story: LinkedStory
    facts: Facts

    @cached_property
    def sourcing(self) -> dict[str, Sourcing]:
        """What each claim rests on, by the claim's id; worked out once for all rules."""
        return {id: sourcing_of(self.story, claim.sources, claim) for id, claim in self.story.story.claims.items()}


def status_path(id: str, claim: Claim) -> KeyPath:
    """Where the status of a claim is typed: the last line of its history, or the field itself."""
    if claim.history:
        return ("claims", id, "history", len(claim.history) - 1, "status")
    return ("claims", id, "status") if claim.status else ("claims", id)


def name_of(story: LinkedStory, id: str) -> str:
    """What an actor is called in a message: the name, or the id in quotation marks."""
    actor = story.actors.get(id)
    return actor.name if actor and actor.name else f"'{id}'"


@dataclass(frozen=True, slots=True)
class Rule:
    """An editorial rule: its code, what it does with a case, and how severe it is unless the newsroom says otherwise.

    An editorial rule never stops a page from being written, not even as an error.
    """

    code: str
    find: Callable[[Case], Iterator[Finding]]
    level: Level = Level.WARNING
