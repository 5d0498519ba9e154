"""What would fall with a source, for people and for programs: what was found goes in; lines of at most 80 signs, or JSON, come out.

This module never works anything out; it counts and words what it is given.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

from generator.sourcing import Fall, Loss, Mentioned, Statement, StatementSort, StoryImpact
from generator.story import KeyPath

WIDTH = 80
PLURALS = {
    StatementSort.CLAIM: ("claim", "claims"),
    StatementSort.HISTORY: ("history line", "history lines"),
    StatementSort.DATE: ("date", "dates"),
    StatementSort.QUOTE: ("quote", "quotes"),
    StatementSort.RESPONSE: ("response", "responses"),
    StatementSort.FIGURE: ("figure", "figures"),
}


def as_text(found: Sequence[StoryImpact], names: Sequence[str], retracted: Sequence[str], asked: int) -> str:
    """The answer for people; `names` are the sources asked about, `retracted` those taken back already, `asked` the stories looked at."""
    lines = list(wrapped(f"What falls if {_together(names)} {'falls' if len(names) == 1 else 'fall'}"))
    for name in retracted:
        lines += wrapped(f"{name} was retracted already: this is what that took away.")
    for one in found:
        lines += ["", *_story(one)]
    return "\n".join([*lines, "", *wrapped(closing(found, names, asked))])


def wrapped(text: str, indent: int = 0, hanging: int | None = None) -> Iterator[str]:
    """A paragraph in lines of at most 80 signs; `hanging` is the indent of the lines after the first."""
    later = indent if hanging is None else hanging
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * later, break_on_hyphens=False
    )


def counted(number: int, sort: StatementSort) -> str:
    """A number of statements: '1 claim', '2 history lines'."""
    return f"{number} {PLURALS[sort][number != 1]}"


def _together(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _story(one: StoryImpact) -> Iterator[str]:
    draft = " (a draft)" if one.story.draft else ""
    yield f"{one.story.file}{draft}"
    if one.standing_on_them:
        yield from wrapped(f"Left with nothing to stand on: {', '.join(one.standing_on_them)}.", 2, 4)
    for loses, title in ((Loss.ALL, "Loses all support"), (Loss.PART, "Loses part of its support")):
        falls = [fall for fall in one.falls if fall.loses is loses]
        if falls:
            yield f"  {title}"
            for fall in falls:
                yield from _fall(fall)
    if one.lost_before:
        yield "  Had no support left before, as other sources were retracted"
        for statement in one.lost_before:
            yield from _statement(statement)
    if one.text:
        yield from wrapped(f"Sentences that cite it: {_places(one.text)}.", 2, 4)
    if one.named:
        yield from wrapped(f"Named besides: {_places(one.named)}.", 2, 4)


def _fall(fall: Fall) -> Iterator[str]:
    yield from _statement(fall.statement)
    if fall.remains:
        yield from wrapped(f"What remains: {fall.remains}", 6, 6)


def _statement(one: Statement) -> Iterator[str]:
    status = f", {one.status}" if one.status and one.sort is not StatementSort.HISTORY else ""
    yield from wrapped(f"line {one.line}: {label(one)}{status}. {one.words}", 4, 6)


def label(one: Statement) -> str:
    """What a statement is called: 'claim request', 'a line in the history of request', 'response 2'."""
    return f"a line in the history of {one.id}" if one.sort is StatementSort.HISTORY else f"{one.sort} {one.id}"


def _places(found: Sequence[Mentioned]) -> str:
    shown = dict.fromkeys(f"line {one.line} ({field_name(one.path)})" for one in found)
    return ", ".join(shown)


def field_name(path: KeyPath) -> str:
    """A key path in words: entries of lists are counted from 1, as people count them.

    >>> field_name(("sections", 0, "text"))
    'sections 1 text'
    """
    return " ".join(str(step + 1) if isinstance(step, int) else step for step in path)


def closing(found: Sequence[StoryImpact], names: Sequence[str], asked: int) -> str:
    """What it comes to, in one sentence or two."""
    stories = f"{asked} {'story' if asked == 1 else 'stories'}"
    if not found:
        return f"Nothing stands on {_together(names)}; {stories} looked at."
    all_lost, part_lost = _counts(found, Loss.ALL), _counts(found, Loss.PART)
    hit = sum(bool(one.falls) for one in found)
    where = f"{hit} of {stories}"
    if not hit:
        return f"No statement loses support, in {stories} looked at; only the text named above stands on it."
    parts = []
    if all_lost:
        parts.append(f"{_together(all_lost)} would lose all support")
    if part_lost:
        parts.append(f"{_together(part_lost)} {'a part of it' if all_lost else 'would lose a part of their support'}")
    return f"In {where}: {'; '.join(parts)}."


def _counts(found: Sequence[StoryImpact], loses: Loss) -> list[str]:
    numbers = [(sum(one.count(loses, sort) for one in found), sort) for sort in StatementSort]
    return [counted(number, sort) for number, sort in numbers if number]


def as_json(found: Sequence[StoryImpact], asked: Sequence[str], stories: int, broken: Sequence[str]) -> str:
    """The answer for programs: `sources`, `stories_asked`, `broken`, `totals`, and `stories`, the worst hit first."""
    answer = {
        "sources": list(asked),
        "stories_asked": stories,
        "broken": list(broken),
        "totals": {
            str(loses): {str(sort): sum(one.count(loses, sort) for one in found) for sort in StatementSort}
            for loses in Loss
        },
        "stories": [_story_data(one) for one in found],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _story_data(one: StoryImpact) -> dict[str, object]:
    return {
        "slug": one.story.slug,
        "file": one.story.file,
        "draft": one.story.draft,
        "sources": list(one.asked),
        "standing_on_them": list(one.standing_on_them),
        "falls": [
            {**statement_data(fall.statement), "loses": str(fall.loses), "remains": fall.remains} for fall in one.falls
        ],
        "lost_before": [statement_data(statement) for statement in one.lost_before],
        "text": [
            {"field": field_name(t.path), "line": t.line, "loses": str(t.loses) if t.loses else None} for t in one.text
        ],
        "named": [{"field": field_name(named.path), "line": named.line} for named in one.named],
    }


def statement_data(one: Statement) -> dict[str, object]:
    """A statement for programs: `sort`, `id`, `line`, `status`, `words`."""
    return {
        "sort": str(one.sort),
        "id": one.id,
        "line": one.line,
        "status": str(one.status) if one.status else None,
        "words": one.words,
    }
