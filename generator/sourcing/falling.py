"""What would fall with a source: linked stories and the sources asked about go in; what each story would lose comes out, worst first.

This module never lowers a status and never reads a file; a citation in prose adds no support, but is named as text that stands on the source.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.archive import CitationPath, LinkedStory, Support, Web, citation_paths, support_without, uses, web_of
from generator.sourcing.statements import Statement, StatementSort, statements
from generator.sourcing.support import sourcing_of
from generator.sourcing.words import claim_sentence
from generator.story import KeyPath, Prose, Status, walk
from generator.text import SourceMark
from generator.text import walk as walk_prose


class Loss(StrEnum):
    """How much of the support that it still has a statement would lose."""

    ALL = "all"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Fall:
    """A statement that would lose support: how much, and what remains, in a sentence (empty where nothing does)."""

    statement: Statement
    loses: Loss
    remains: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A place in a story that names the source outside the lists of sources: its field, its line, and what it would lose.

    `loses` is None where the place only names the source, such as who makes a claim.
    """

    path: KeyPath
    line: int
    loses: Loss | None


@dataclass(frozen=True, slots=True)
class StoryImpact:
    """What one story would lose.

    `asked` are the sources asked about that the story knows, `standing_on_them` the further sources that would be left
    without anything to stand on. `lost_before` are statements on these sources that have no support left even now, because
    of other sources that were retracted.
    """

    story: LinkedStory
    asked: tuple[str, ...]
    standing_on_them: tuple[str, ...]
    falls: tuple[Fall, ...]
    lost_before: tuple[Statement, ...]
    text: tuple[Mentioned, ...]
    named: tuple[Mentioned, ...]

    def count(self, loses: Loss, sort: StatementSort | None = None) -> int:
        """How many statements would lose all or part of their support."""
        return sum(fall.loses is loses and sort in (None, fall.statement.sort) for fall in self.falls)


def impact(stories: Iterable[LinkedStory], asked: Callable[[LinkedStory], Collection[str]]) -> tuple[StoryImpact, ...]:
    """What every story that stands on the sources asked about would lose, the worst hit first.

    `asked` gives the ids to take away from a story. Sources that a story says were retracted count as gone already.
    """
    found = (_story_impact(story, frozenset(asked(story)).intersection(story.sources)) for story in stories)
    hit = [one for one in found if one and (one.falls or one.lost_before or one.text or one.named)]
    return tuple(sorted(hit, key=_story_order))


def _story_order(one: StoryImpact) -> tuple[object, ...]:
    claims, others = one.count(Loss.ALL, StatementSort.CLAIM), one.count(Loss.ALL)
    return one.story.draft, -claims, -others, -one.count(Loss.PART), one.story.slug


@dataclass(frozen=True, slots=True)
class _Footing:
    """A story's web before and after: `gone` is what was retracted already, `asked` what falls now."""

    story: LinkedStory
    web: Web
    standing: Web
    gone: frozenset[str]
    asked: frozenset[str]

    def lost_before(self, paths: Collection[CitationPath]) -> bool:
        """Whether nothing is left to lose."""
        return support_without(self.web, paths, self.gone) is Support.NONE

    def loss(self, paths: Collection[CitationPath]) -> Loss | None:
        """How much of what still supports these citations falls; None where nothing does, or nothing was left."""
        if self.lost_before(paths):
            return None
        left = [path for path in paths if not self.gone.intersection(path)]
        after = support_without(self.standing, left, self.asked)
        return None if after is Support.WHOLE else Loss.ALL if after is Support.NONE else Loss.PART

    def rests_on_asked(self, paths: Collection[CitationPath]) -> bool:
        """Whether a source asked about stands on a chain of these citations, were nothing retracted."""
        return support_without(self.web, paths, ()) is not Support.NONE and (
            support_without(self.web, paths, self.asked) is not Support.WHOLE
        )


def _story_impact(story: LinkedStory, asked: frozenset[str]) -> StoryImpact | None:
    if not asked:
        return None
    web = web_of(story.sources)
    gone = frozenset(id for id, source in story.sources.items() if source.retracted) - asked
    ground = _Footing(story, web, web.without(gone), gone, asked)
    falls, before = [], []
    for statement in statements(story):
        paths = citation_paths(statement.citations)
        loss = ground.loss(paths)
        if loss:
            falls.append(Fall(statement, loss, _remains(ground, statement, loss)))
        elif ground.rests_on_asked(paths) and ground.lost_before(paths):
            before.append(statement)
    return StoryImpact(
        story,
        tuple(id for id in story.sources if id in asked),
        tuple(id for id in story.sources if id not in asked and ground.loss([(id,)]) is Loss.ALL),
        tuple(sorted(falls, key=_fall_order)),
        tuple(before),
        tuple(_text(ground)),
        tuple(_named(story, asked)),
    )


def _fall_order(fall: Fall) -> tuple[int, ...]:
    one = fall.statement
    firm = one.status.row.told if one.status else len(Status)
    sorts = tuple(StatementSort)
    return tuple(Loss).index(fall.loses), sorts.index(one.sort), firm, one.line


def _remains(ground: _Footing, statement: Statement, loss: Loss) -> str:
    if loss is Loss.ALL:
        return ""
    left = sourcing_of(ground.story, statement.citations, statement.claim, without=ground.gone | ground.asked)
    return claim_sentence(left, ground.story, "en").plain()


def _text(ground: _Footing) -> Iterator[Mentioned]:
    """The places of prose that cite the sources, or what stands on them."""
    checked = ground.story.checked
    for path, thing in walk(ground.story.story):
        if not isinstance(thing, Prose):
            continue
        for node in walk_prose(thing.tree):
            for item in node.items if isinstance(node, SourceMark) else ():
                if loss := ground.loss([(item.source, *item.citing)]):
                    yield Mentioned(path, checked.place(path, item.offset).line, loss)


def _named(story: LinkedStory, asked: frozenset[str]) -> Iterator[Mentioned]:
    """The other places that name them: who makes a claim, what relative words are counted from, a mention in a sentence."""
    for use in uses(walk(story.story)):
        in_list = use.offset is None and any(step in ("sources", "relies_on") for step in use.path)
        if use.id in asked and not in_list and not (use.offset is not None and use.way == "cited_by"):
            yield Mentioned(use.path, story.checked.place(use.path, use.offset).line, None)
