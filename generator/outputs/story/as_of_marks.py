"""A page as of an earlier day: a view goes in; the notice at its top, and the mark on entries whose dates cannot tell, come out.

This module never decides what was known; on a page of today it gives nothing.
"""

from __future__ import annotations

from generator.dates import parse_when
from generator.outputs.story.view import View
from generator.story import Entry
from generator.text import Md, boxed


def notice(view: View) -> Md:
    """What day the page goes back to, and that prose was left out; empty on a page of today."""
    known = view.linked.as_known
    if not known:
        return Md("")
    day = view.when(parse_when(known.day.isoformat()))
    return boxed("ep-notice ep-as-known", view.words.say("as_known", date=day))


def mark(view: View, kind: str, id: str) -> Md:
    """A sign on an entry of which its dates do not tell whether it was known by then; empty on all others."""
    known = view.linked.as_known
    if not known or (kind, id) not in known.unsure:
        return Md("")
    return Md(f'<span class="ep-unsure">{view.words.say("as_known_unsure")}</span>')


def list_mark(view: View, kind: str, entry: Entry, entries: tuple[Entry, ...]) -> Md:
    """The same sign on an entry of a list, which goes by its number there."""
    number = next((number for number, one in enumerate(entries) if one is entry), -1)
    sign = mark(view, kind, str(number))
    return Md(f" {sign}") if sign else Md("")
