"""What the timeline's picture says and how its signs look: an entry goes in; its title, its tooltip, its classes, the key come out.

Nothing here stands anywhere: places are the picture's business.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.archive import TimelineEntry
from generator.language import word
from generator.outputs.story.timeline.marks import POINTS, at
from generator.outputs.story.view import View
from generator.story import Happened, Status
from generator.text import svg_text


def look_of(entry: TimelineEntry) -> str:
    """The classes of an entry's mark: the colour of its standing, `ep-hollow` unless it is established, `ep-dashed` for plans."""
    happened, claim = entry.entry.happened, entry.claim
    classes = []
    if claim:
        classes.append(f"ep-{claim.standing or 'none'}")
    elif happened is not Happened.YES:
        classes.append(f"ep-{happened}")
    if happened is not Happened.YES:
        classes.append("ep-dashed")
    if happened is not Happened.YES or (claim and claim.standing is not Status.CONFIRMED):
        classes.append("ep-hollow")
    return " ".join(classes)


def title(entry: TimelineEntry) -> str:
    """The entry's title with the sign of its status."""
    status = entry.claim.standing if entry.claim else None
    return f"{status.row.sign} {entry.entry.title}" if status else entry.entry.title


def named(view: View, entry: TimelineEntry) -> str:
    """An entry in one line: '25 October 2024: The report appears (Disputed)'."""
    signs = []
    if entry.entry.happened is not Happened.YES:
        signs.append(view.words.text(f"timeline_{entry.entry.happened}"))
    if entry.claim:
        signs.append(_standing(view, entry.claim.standing))
    if entry.entry.last_known:
        signs.append(view.words.text("timeline_last_known", date=word(entry.entry.last_known, view.words.locale)))
    words = view.words
    after = words.text("aside", words=words.text("comma").join(signs)) if signs else ""
    date = word(entry.entry.date.date, words.locale)
    return words.text("with_colon", first=date, rest=f"{entry.entry.title}{after}")


def _standing(view: View, status: Status | None) -> str:
    return view.words.text(f"status_{status}" if status else "standing_none")


def key(view: View, entries: Iterable[TimelineEntry]) -> str:
    """What the signs that occur mean, in words."""
    looks: dict[str, str] = {}
    own = False
    order = tuple(Status)
    for entry in sorted(entries, key=lambda e: order.index(e.claim.standing) if e.claim and e.claim.standing else 99):
        if entry.claim:
            status = entry.claim.standing
            sign = f"{status.row.sign} " if status else ""
            looks.setdefault(look_of(entry), sign + _standing(view, status))
        elif entry.entry.happened is not Happened.YES:
            looks.setdefault(look_of(entry), view.words.text(f"timeline_{entry.entry.happened}"))
        else:
            own = True
    if own and looks:
        looks[""] = view.words.text("timeline_own")
    shown = "".join(
        f"<span{f' class={chr(34)}{look}{chr(34)}' if look else ''}>"
        f'<svg width="16" height="16">{at(50, 8, POINTS["ep-hollow" in look])}</svg>{svg_text(words)}</span>'
        for look, words in looks.items()
    )
    return f'<div class="ep-picture-key">{shown}</div>' if shown else ""
