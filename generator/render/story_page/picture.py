"""The picture above the timeline: a view goes in, one line of HTML with an inline SVG comes out, or nothing for a single entry.

It is for the eye alone and says nothing that the list below does not say; what is not confirmed is never drawn filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.archive import TimelineEntry
from generator.claim import Status
from generator.md import Md, html_attribute
from generator.md_layout import svg_text
from generator.picture_lanes import ROWS, Mark, Shape, bubble, marks_of
from generator.picture_scale import NARROW, Happening, frame_of, has_hours, stretches
from generator.picture_ticks import WIDE, Tick, text_width, ticks
from generator.render.story_page.view import View
from generator.shown import ICONS
from generator.story import Happened
from generator.wording import word

# Heights in CSS pixels: a lane, a row (a lane with a title above it), half a bar, the room for the ticks' labels.
_LANE = 18
_ROW = 32
_HALF_BAR = 5
_TICKS = 20
_TITLE_SIZE = 12
# So many members of a group are named in its tooltip.
_NAMED = 3

# A mark of a fixed size stands at a percentage through an SVG of its own, since paths know no percentages.
_POINTS = {False: '<circle r="5.5"/>', True: '<path d="M0-6.5 6.5 0 0 6.5-6.5 0z"/>'}
_ARROW = '<path class="ep-arrow" d="M{back} -4 {tip} 0 {back} 4"/>'

# Masks for soft ends: what they stand for is known less and less towards that side.
_MASKS = "".join(
    f'<linearGradient id="ep-{name}-ramp">{stops}</linearGradient><mask id="ep-{name}" maskContentUnits="objectBoundingBox">'
    f'<rect x="-1" y="-1" width="3" height="3" fill="url(#ep-{name}-ramp)"/></mask>'
    for name, stops in (
        (
            "both",
            '<stop offset=".33" stop-color="#222"/><stop offset=".42" stop-color="#fff"/>'
            '<stop offset=".58" stop-color="#fff"/><stop offset=".67" stop-color="#222"/>',
        ),
        ("right", '<stop offset=".36" stop-color="#fff"/><stop offset=".66" stop-color="#222"/>'),
        ("left", '<stop offset=".34" stop-color="#222"/><stop offset=".64" stop-color="#fff"/>'),
    )
)


def picture(view: View) -> Md:
    """The story's timeline as a picture true to scale: one line of HTML, '' for fewer than two entries.

    Points are days; bars are spans, or periods in which something happened at some moment (soft ends). Claims are
    hollow, in the colours of their status, unless they are confirmed; plans are dashed. Every mark leads to its entry.
    """
    entries = {entry.id: entry for entry in view.linked.timeline}
    if len(entries) < 2:
        return Md("")
    story, zone = view.linked.story, view.archive.newsroom.settings.zone
    found = stretches(
        [_happening(entry) for entry in entries.values()], story.as_of.date if story.as_of else None, zone
    )
    frame = frame_of(found)
    marks = marks_of(found, frame)
    axis = ticks(frame, lambda when: word(when, view.words.locale), hours=has_hours(found))
    rows = len(entries) <= ROWS
    height = _ROW * len(marks) if rows else _LANE * (1 + max(mark.lane for mark in marks))
    drawn = "".join(_linked(view, mark, entries, rows=rows) for mark in marks)
    drawing = f'<svg width="100%" height="{height + _TICKS}"><defs>{_MASKS}</defs>{_axis(axis, height)}{drawn}</svg>'
    # The search would find every title twice; a reader who cannot see the picture loses nothing by its absence.
    return Md(
        f'<div class="ep-picture" aria-hidden="true" data-search-exclude="">{drawing}{_key(view, entries.values())}</div>'
    )


def _happening(entry: TimelineEntry) -> Happening:
    date = entry.entry
    return Happening(entry.id, date.date.date, date.last_known, _look(entry), date.happened is Happened.YES)


def _look(entry: TimelineEntry) -> str:
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


def _axis(axis: Sequence[Tick], height: int) -> str:
    """The line of time with its ticks; labels without room on a phone are shown where there is more."""
    drawn = [f'<line class="ep-axis" x1="0" x2="100%" y1="{height}" y2="{height}"/>']
    for tick in axis:
        wide = "" if tick.narrow else ' class="ep-wide"'
        drawn.append(
            f'<g{wide}><line class="ep-tick" x1="{tick.at}%" x2="{tick.at}%" y1="0" y2="{height + 4}"/>'
            f'<text x="{tick.at}%" y="{height + 16}" text-anchor="{tick.anchor}">{svg_text(tick.label)}</text></g>'
        )
    return "".join(drawn)


def _linked(view: View, mark: Mark, entries: Mapping[str, TimelineEntry], *, rows: bool) -> str:
    """A mark as a link to its entry (a group's to its first), with date, title and status as its tooltip."""
    first = entries[mark.ids[0]]
    y = _ROW * mark.lane + 23 if rows else _LANE * mark.lane + 9
    look = "ep-none ep-hollow" if mark.mixed else mark.look
    named = "; ".join(_named(view, entries[id]) for id in mark.ids[:_NAMED])
    more = f"; +{len(mark.ids) - _NAMED}" if len(mark.ids) > _NAMED else ""
    title = _titled(view, first, mark, y - 10) if rows else ""
    kind = f' class="{look}"' if look else ""
    return (
        f'<a href="#date-{html_attribute(first.id)}" tabindex="-1"{kind}><title>{svg_text(named + more)}</title>'
        f"{_shape(mark, y)}{title}</a>"
    )


def _named(view: View, entry: TimelineEntry) -> str:
    """An entry in one line: '25 October 2024: The report appears (Disputed)'."""
    signs = []
    if entry.entry.happened is not Happened.YES:
        signs.append(view.words.text(f"timeline_{entry.entry.happened}"))
    if entry.claim:
        signs.append(_standing(view, entry.claim.standing))
    if entry.entry.last_known:
        signs.append(view.words.text("timeline_last_known", date=word(entry.entry.last_known, view.words.locale)))
    after = f" ({view.words.text('comma').join(signs)})" if signs else ""
    return f"{word(entry.entry.date.date, view.words.locale)}: {entry.entry.title}{after}"


def _standing(view: View, status: Status | None) -> str:
    return view.words.text(f"status_{status}" if status else "standing_none")


def _shape(mark: Mark, y: int) -> str:
    if mark.shape is Shape.GROUP:
        return _group(mark, y)
    hollow = "ep-hollow" in mark.look
    point = mark.shape is Shape.POINT
    body = _at(mark.left, y, _POINTS[hollow]) if point else _bar(mark, y)
    gap = 8 if point else 1
    if mark.open_left:
        body += _at(mark.left, y, _ARROW.format(back=-gap, tip=-gap - 5))
    if mark.open_right:
        body += _at(mark.right, y, _ARROW.format(back=gap, tip=gap + 5))
    return body


def _at(percent: float, y: int, drawn: str) -> str:
    return f'<svg x="{percent}%" y="{y}">{drawn}</svg>'


def _group(mark: Mark, y: int) -> str:
    """How many there are, on a line from the first to the last."""
    half = bubble(mark)
    count = f'<text y="4" text-anchor="middle">{len(mark.ids)}</text>'
    pill = f'<rect x="-{half:.0f}" y="-8" width="{2 * half:.0f}" height="16" rx="8"/>{count}'
    return f'<line x1="{mark.left}%" x2="{mark.right}%" y1="{y}" y2="{y}"/>{_at(mark.middle, y, pill)}'


def _bar(mark: Mark, y: int) -> str:
    """A span has firm ends; some moment within has soft ones; an open span is firm as far as it is known to have gone on."""
    if not (mark.open_left or mark.open_right):
        return _piece(mark.left, mark.right, y, "" if mark.shape is Shape.SPAN else "both")
    if mark.known is None or mark.known <= mark.left:
        return _piece(mark.left, mark.right, y, "right" if mark.open_right else "left")
    rest = _piece(mark.known, mark.right, y, "right") if mark.right > mark.known else ""
    until = f'<line x1="{mark.known}%" x2="{mark.known}%" y1="{y - 8}" y2="{y + 8}"/>'
    return f"{rest}{_piece(mark.left, mark.known, y, '')}{until}"


def _piece(left: float, right: float, y: int, soft: str) -> str:
    mask = f' class="ep-within" mask="url(#ep-{soft})"' if soft else ""
    rounded = 2 if not soft else _HALF_BAR
    return f'<rect x="{left}%" y="{y - _HALF_BAR}" width="{right - left:.1f}%" height="{2 * _HALF_BAR}" rx="{rounded}"{mask}/>'


def _titled(view: View, entry: TimelineEntry, mark: Mark, y: int) -> str:
    """The entry's title above its mark, with the sign of its status, for a phone and for more room where that differs."""
    status = entry.claim.standing if entry.claim else None
    title = f"{dict(ICONS)[status]} {entry.entry.title}" if status else entry.entry.title
    narrow, wide = (_beside(title, mark, width, y) for width in (NARROW, WIDE))
    if narrow == wide:
        return f"<text {wide}</text>"
    return f'<text class="ep-narrow" {narrow}</text><text class="ep-wide" {wide}</text>'


def _beside(title: str, mark: Mark, width: int, y: int) -> str:
    """Where a title stands at a width and what fits of it: from its mark on, or up to its mark, or along the frame."""
    room = text_width(title, _TITLE_SIZE) * 100 / width
    if mark.left + room <= 100:
        at = f'x="{mark.left}%"'
    elif mark.right - room >= 0:
        at = f'x="{mark.right}%" text-anchor="end"'
    else:
        at = 'x="0%"' if mark.middle < 50 else 'x="100.0%" text-anchor="end"'
    return f'{at} y="{y}">{svg_text(_cut(title, width))}'


def _cut(text: str, width: int) -> str:
    """A text, shortened with an ellipsis where it is too wide."""
    if text_width(text, _TITLE_SIZE) <= width:
        return text
    while text and text_width(f"{text}…", _TITLE_SIZE) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _key(view: View, entries: Iterable[TimelineEntry]) -> str:
    """What the signs that occur mean, in words."""
    looks: dict[str, str] = {}
    order = [status for status, _ in ICONS]
    for entry in sorted(entries, key=lambda e: order.index(e.claim.standing) if e.claim and e.claim.standing else 99):
        if entry.claim:
            status = entry.claim.standing
            sign = f"{dict(ICONS)[status]} " if status else ""
            looks.setdefault(_look(entry), sign + _standing(view, status))
        elif entry.entry.happened is not Happened.YES:
            looks.setdefault(_look(entry), view.words.text(f"timeline_{entry.entry.happened}"))
    shown = "".join(
        f'<span class="{look}"><svg width="16" height="16">{_at(50, 8, _POINTS["ep-hollow" in look])}</svg>'
        f"{svg_text(words)}</span>"
        for look, words in looks.items()
    )
    return f'<div class="ep-picture-key">{shown}</div>' if shown else ""
