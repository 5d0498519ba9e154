"""The timeline of everything: a leaf goes in; every dated entry of every story comes out in time order, each with its standing.

It never states a claim as a happening.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.lists.list_view import Leaf
from generator.outputs.lists.parted import Group, parted
from generator.outputs.lists.rows import date_row, same_dates
from generator.outputs.register import DateThere
from generator.text import Md, html_text
from generator.writing import Page


def timeline_pages(leaf: Leaf) -> Iterator[Page]:
    """Give the timeline of everything, by the years in which entries may begin."""
    years: dict[str, list[DateThere]] = {}
    for there in leaf.register.dates:
        earliest = there.entry.entry.date.date.earliest
        years.setdefault(f"year{earliest[0]}" if earliest else "any-time", []).append(there)
    groups = [Group(key, _name(leaf, key), tuple(same_dates(found))) for key, found in years.items()]
    if groups:
        words = leaf.words
        titles = words.text("site_timeline"), words.text("site_timeline_described")
        yield from parted(leaf, "timeline", titles, groups, _line, words.say("site_timeline_lead"))


def _name(leaf: Leaf, key: str) -> Md:
    """A year in the reader's words: 44 BCE is the year -43 in the calendar of computers."""
    from generator.dates import parse_when
    from generator.language import word

    if not key.startswith("year"):
        return leaf.words.say("site_any_time")
    number = int(key.removeprefix("year"))
    text = f"{number:04}" if number >= 0 else f"-{-number:04}"
    return Md(html_text(word(parse_when(text), leaf.words.locale)))


def _line(leaf: Leaf, same: tuple[DateThere, ...]) -> Md:
    return date_row(leaf, same)
