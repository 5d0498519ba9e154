"""The lines of lists: claims, dates, quotes of all stories go in; lines come out, equal ones of several stories as one.

A line never shows a claim without its status, and always says which stories it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from generator.archive import LinkedStory
from generator.outputs.lists.list_view import Leaf
from generator.outputs.register import ClaimThere, DateThere, QuoteThere
from generator.story import Actor, Dated
from generator.text import Md, boxed, escape, items
from generator.versions import role_then

T = TypeVar("T")
# A list on a page that cannot be parted shows so many lines and folds the others.
UNFOLDED = 60


def rows(leaf: Leaf, lines: Iterable[Md]) -> Md:
    """A list of lines in its own look; a very long one with its end folded, where a browser's search still finds it."""
    all = list(lines)
    if len(all) <= UNFOLDED:
        return boxed("ep-rows", items(all)) if all else Md("")
    more = leaf.words.say("site_more_lines", n=str(len(all) - UNFOLDED))
    first, rest = boxed("ep-rows", items(all[:UNFOLDED])), boxed("ep-rows", items(all[UNFOLDED:]))
    return Md(f'{first}\n\n<details class="ep-more" markdown="1">\n<summary>{more}</summary>\n\n{rest}\n\n</details>')


def together(things: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[T, ...]]:
    """Things that say the same as one, in the place of the first."""
    found: dict[Hashable, list[T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return (tuple(same) for same in found.values())


def same_claims(leaf: Leaf, claims: Iterable[ClaimThere]) -> Iterator[tuple[ClaimThere, ...]]:
    """Claims that several stories tell in the same words and with the same status, as one."""
    return together(
        claims, lambda one: (one.id, leaf.claim_text(one), one.claim.standing, one.story.lang, _kinds(one.story))
    )


def same_dates(dates: Iterable[DateThere]) -> Iterator[tuple[DateThere, ...]]:
    """Entries of timelines that several stories tell alike, as one."""
    return together(dates, _date_key)


def _date_key(one: DateThere) -> Hashable:
    entry, claim = one.entry.entry, one.entry.claim
    told = (entry.date.date.text, entry.title, entry.happened, claim.standing if claim else None)
    return (one.entry.id, *told, one.story.lang, _kinds(one.story))


def _kinds(story: LinkedStory) -> tuple[bool, bool]:
    return bool(story.story.fictional), story.draft


def claim_row(leaf: Leaf, same: tuple[ClaimThere, ...]) -> Md:
    """A claim with its status, below it who says it, whom it is about, and the stories it stands in."""
    first, words = same[0], leaf.words
    below = []
    for key, ids in (("claim_by", first.claim.by), ("claim_about", first.claim.about)):
        if ids:
            names = words.say(key, names=leaf.actors(tuple(map(str, ids)), first.story))
            below.append(Md(f'<span class="ep-row-{key.removeprefix("claim_")}">{names}</span>'))
    below.append(in_stories(leaf, ((one.story, f"claim-{one.id}") for one in same)))
    return Md(f"{leaf.claim(first)}{under(below)}")


def date_row(leaf: Leaf, same: tuple[DateThere, ...], *, actor: Actor | None = None) -> Md:
    """An entry of a timeline: when, what, with its status; below it the actor's role then and the stories it stands in."""
    first = same[0]
    below = [in_stories(leaf, ((one.story, f"date-{one.entry.id}") for one in same))]
    return Md(f"{leaf.date(first)}{under([*role(leaf, actor, first.entry.entry.date), *below])}")


def quote_row(leaf: Leaf, there: QuoteThere, actor: Actor) -> Md:
    """A quote as a link to it, below it when it was said, the speaker's role then, and the story it stands in."""
    from generator.sourcing import quoted

    text = escape(quoted(there.quote.text, leaf.words))
    shown = leaf.in_language(leaf.to_story(there.story, text, f"quote-{there.id}"), there.story)
    said = [leaf.when(there.quote.date.date)] if there.quote.date else []
    return Md(f"{shown}{under([*said, *role(leaf, actor, there.quote.date), in_stories(leaf, [(there.story, '')])])}")


def role(leaf: Leaf, actor: Actor | None, dated: Dated | None) -> Iterator[Md]:
    """The role that somebody held at the time, with the date it is known for; nothing where that is not certain."""
    then = role_then(actor, dated.date) if actor and dated else None
    if then and then.when:
        yield leaf.words.say("actor_role_when", role=then.role, date=leaf.when(then.when.date))


def in_stories(leaf: Leaf, places: Iterable[tuple[LinkedStory, str]]) -> Md:
    """'In: ' and each story as a link to the place in it."""
    shown = Md(leaf.words.text("comma").join(leaf.story(story, anchor) for story, anchor in places))
    return Md(f'<span class="ep-row-in">{leaf.words.say("site_in", story=shown)}</span>')


def under(parts: Iterable[Md]) -> Md:
    """What stands below a line, smaller."""
    said = " · ".join(part for part in parts if part)
    return Md(f' <span class="ep-under">{said}</span>') if said else Md("")
