"""The picture above the timeline: a view goes in, one line of HTML with an inline SVG comes out, or nothing for a single entry.

It is for the eye alone and says nothing that the list below does not say; what is not confirmed is never drawn filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.archive import TimelineEntry
from generator.language import isolated, word
from generator.outputs.drawing import (
    MOST,
    NARROW,
    ROWS,
    WIDE,
    Band,
    Era,
    Frame,
    Happening,
    Mark,
    Shape,
    Tick,
    TimeStretch,
    bands_of,
    eras_of,
    frame_of,
    has_hours,
    marks_of,
    stretches,
    text_width,
    ticks,
)
from generator.outputs.story.timeline.marks import MASKS, TITLE_SIZE, cut, place, shape, titled
from generator.outputs.story.timeline.words import key, look_of, named, title
from generator.outputs.story.view import View
from generator.story import Happened
from generator.text import Md, html_attribute, svg_text

# Heights in CSS pixels: a lane, a row (a lane with a title above it), the name of a band or an era, the ticks' labels.
_LANE, _ROW = 18, 32
_NAME, _ERA, _TICKS = 20, 17, 20
# So many members of a group are named in its tooltip.
_NAMED = 3


@dataclass(frozen=True)
class _Scene:
    """What every part of one picture is drawn from."""

    view: View
    entries: Mapping[str, TimelineEntry]
    frame: Frame
    rows: bool

    def y(self, top: int, mark: Mark) -> int:
        """The height of a mark's middle in a band that begins at `top`."""
        return top + (_ROW * mark.lane + 23 if self.rows else _LANE * mark.lane + 9)

    def height(self, band: Band) -> int:
        return (_NAME if band.name else 0) + (_ROW if self.rows else _LANE) * band.lanes


def picture(view: View, list_id: str) -> Md:
    """The story's timeline as a picture true to scale: one line of HTML, '' for fewer than two entries.

    Points are days; bars are spans, or periods in which something happened at some moment (soft ends). Claims are
    hollow, in the colours of their status, unless they are confirmed; plans are dashed; eras stand behind. Every mark
    leads to its entry, and says by `data-tl-ids` which entries of the list with the id `list_id` it stands for.
    """
    entries = {entry.id: entry for entry in view.linked.timeline}
    if len(entries) < 2:
        return Md("")
    story, zone = view.linked.story, view.archive.newsroom.settings.zone
    found = stretches(
        [_happening(entry) for entry in entries.values()], story.as_of.date if story.as_of else None, zone
    )
    behind = [s for s in found if entries[s.happening.id].entry.era]
    behind = behind if len(behind) <= MOST else []
    before = [s for s in found if s not in behind]
    scene = _Scene(view, entries, frame_of(found), rows=len(before) <= ROWS)
    eras, bands = _eras(scene, behind), _bands(scene, before)
    top = _ERA * (1 + max(era.row for era in eras)) if eras else 0
    height = top + sum(map(scene.height, bands))
    axis = ticks(scene.frame, lambda when: word(when, view.words.locale), hours=has_hours(found))
    drawn = f"{_behind(scene, eras, height)}{_axis(axis, height)}{_names(scene, eras)}{_drawn(scene, bands, top)}"
    drawing = f'<svg width="100%" height="{height + _TICKS}"><defs>{MASKS}</defs>{drawn}</svg>'
    # The search would find every title twice; a reader who cannot see the picture loses nothing by its absence.
    return Md(
        f'<div class="ep-picture" aria-hidden="true" data-search-exclude="" data-timeline-picture="{list_id}">'
        f"{drawing}{key(view, entries.values())}</div>"
    )


def _happening(entry: TimelineEntry) -> Happening:
    date = entry.entry
    return Happening(entry.id, date.date.date, date.last_known, look_of(entry), date.happened is Happened.YES)


# -- lanes --


def _bands(scene: _Scene, found: Sequence[TimeStretch]) -> tuple[Band, ...]:
    """One band without a name, or one for each actor the story asks for and one for what none of them takes part in."""
    shown = scene.view.linked.story.timeline
    lanes = tuple(dict.fromkeys(map(str, shown.lanes))) if shown else ()
    if not lanes:
        marks = marks_of(found, scene.frame)
        return (Band(1 + max((mark.lane for mark in marks), default=0), marks),)
    parts = {s.happening.id: scene.entries[s.happening.id].actors for s in found}
    members = [{id for id, actors in parts.items() if lane in actors} for lane in lanes]
    bands = bands_of(found, scene.frame, [*members, set(parts).difference(*members)])
    names = (*map(scene.view.actor_text, lanes), scene.view.words.text("timeline_others"))
    named = [replace(band, name=name) for band, name in zip(bands, names, strict=True)]
    return tuple(named if bands[-1].marks else named[:-1])


def _drawn(scene: _Scene, bands: Sequence[Band], top: int) -> str:
    """All bands, one below the other; an entry that stands in several is tied together by a line."""
    below: list[str] = []
    places: dict[str, list[tuple[float, int]]] = {}
    for band in bands:
        if band.name:
            line = f'<line class="ep-tick" x1="0" x2="100%" y1="{top}" y2="{top}"/>' if below else ""
            name = svg_text(isolated(cut(band.name, NARROW), scene.view.words.locale))
            below.append(f'{line}<text class="ep-lane" x="0%" y="{top + 14}">{name}</text>')
            top += _NAME
        for mark in band.marks:
            y = scene.y(top, mark)
            below.append(_linked(scene, mark, y))
            if mark.shape is not Shape.GROUP:
                places.setdefault(mark.ids[0], []).append((mark.middle, y))
        top += scene.height(replace(band, name=""))
    ties = (
        f'<line class="ep-tie" data-tl-ids="{html_attribute(id)}" x1="{x}%" x2="{x}%" y1="{y}" y2="{found[-1][1]}"/>'
        for id, found in places.items()
        for x, y in found[:1]
        if len(found) > 1
    )
    return "".join((*ties, *below))


# -- eras --


def _eras(scene: _Scene, found: Sequence[TimeStretch]) -> tuple[Era, ...]:
    def extents(id: str, left: float, right: float) -> list[tuple[float, float]]:
        out = []
        for width in (NARROW, WIDE):
            words = title(scene.entries[id])
            where, anchor = place(words, Mark(Shape.SPAN, (id,), "", left, right), width)
            room, start = text_width(cut(words, width), TITLE_SIZE), where * width / 100
            out.append((start, start + room) if anchor == "start" else (start - room, start))
        return out

    return eras_of(found, scene.frame, extents)


def _behind(scene: _Scene, eras: Sequence[Era], height: int) -> str:
    """The eras as areas from their names down to the axis."""
    drawn = []
    for era in eras:
        soft = {(True, True): "both", (True, False): "left", (False, True): "right"}.get(
            (era.soft_left, era.soft_right)
        )
        mask = f' mask="url(#ep-{soft})"' if soft else ""
        top = _ERA * era.row
        drawn.append(
            f'<rect class="{f"ep-era {look_of(scene.entries[era.id])}".strip()}" data-tl-ids="{html_attribute(era.id)}" '
            f'x="{era.left}%" y="{top}" width="{max(0.3, era.right - era.left):.1f}%" height="{height - top}"{mask}/>'
        )
    return "".join(drawn)


def _names(scene: _Scene, eras: Sequence[Era]) -> str:
    """The names of the eras, each a link to its entry."""
    return "".join(
        _link(
            scene.view,
            [scene.entries[era.id]],
            f"ep-era-name {look_of(scene.entries[era.id])}".strip(),
            titled(
                title(scene.entries[era.id]),
                Mark(Shape.SPAN, (era.id,), "", era.left, era.right),
                _ERA * era.row + 12,
                scene.view.words.locale,
            ),
        )
        for era in eras
    )


# -- marks, axis and key --


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


def _linked(scene: _Scene, mark: Mark, y: int) -> str:
    """A mark as a link to its entry (a group's to its first), in a picture of few entries with its title above."""
    members = [scene.entries[id] for id in mark.ids]
    beside = titled(title(members[0]), mark, y - 10, scene.view.words.locale) if scene.rows else ""
    return _link(scene.view, members, "ep-none ep-hollow" if mark.mixed else mark.look, f"{shape(mark, y)}{beside}")


def _link(view: View, members: Sequence[TimelineEntry], look: str, drawn: str) -> str:
    """Something drawn as a link to the first of its entries, with date, title and status of a few as its tooltip."""
    shown = [named(view, entry) for entry in members[:_NAMED]]
    shown += [f"+{len(members) - _NAMED}"] if len(members) > _NAMED else []
    said = view.words.text("semicolon").join(shown)
    kind = f' class="{look}"' if look else ""
    ids = html_attribute(" ".join(entry.id for entry in members))
    return (
        f'<a href="#date-{html_attribute(members[0].id)}" tabindex="-1"{kind} data-tl-ids="{ids}">'
        f"<title>{svg_text(said)}</title>{drawn}</a>"
    )
