"""The signs in the timeline's picture: a mark, or a title and the room for it, goes in; the SVG that draws it comes out.

Nothing here knows a story, its words or its links.
"""

from __future__ import annotations

from generator.language import isolated
from generator.outputs.drawing import NARROW, WIDE, Mark, Shape, bubble, text_width
from generator.text import svg_text

TITLE_SIZE = 12
"""The size of a title's letters in CSS pixels."""

_HALF_BAR = 5

# A mark of a fixed size stands at a percentage through an SVG of its own, since paths know no percentages.
POINTS = {False: '<circle r="5.5"/>', True: '<path d="M0-6.5 6.5 0 0 6.5-6.5 0z"/>'}
_ARROW = '<path class="ep-arrow" d="M{back} -4 {tip} 0 {back} 4"/>'

# Masks for soft ends: what they stand for is known less and less towards that side.
MASKS = "".join(
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


def shape(mark: Mark, y: int) -> str:
    """A mark at a height: a dot or a diamond, a bar, or a group with its number; arrows at open ends."""
    if mark.shape is Shape.GROUP:
        return _group(mark, y)
    hollow = "ep-hollow" in mark.look
    point = mark.shape is Shape.POINT
    body = at(mark.left, y, POINTS[hollow]) if point else _bar(mark, y)
    gap = 8 if point else 1
    if mark.open_left:
        body += at(mark.left, y, _ARROW.format(back=-gap, tip=-gap - 5))
    if mark.open_right:
        body += at(mark.right, y, _ARROW.format(back=gap, tip=gap + 5))
    return body


def at(percent: float, y: int, drawn: str) -> str:
    """Something of a fixed size at a percentage of the width."""
    return f'<svg x="{percent}%" y="{y}">{drawn}</svg>'


def _group(mark: Mark, y: int) -> str:
    """How many there are, on a line from the first to the last."""
    half = bubble(mark)
    count = f'<text y="4" text-anchor="middle">{len(mark.ids)}</text>'
    pill = f'<rect x="-{half:.0f}" y="-8" width="{2 * half:.0f}" height="16" rx="8"/>{count}'
    return f'<line x1="{mark.left}%" x2="{mark.right}%" y1="{y}" y2="{y}"/>{at(mark.middle, y, pill)}'


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


def titled(title: str, mark: Mark, y: int, lang: str) -> str:
    """A title beside its mark, for a phone and for more room where that differs, on a page in this language."""
    narrow, wide = (_beside(title, mark, width, y, lang) for width in (NARROW, WIDE))
    if narrow == wide:
        return f"<text {wide}</text>"
    return f'<text class="ep-narrow" {narrow}</text><text class="ep-wide" {wide}</text>'


def _beside(title: str, mark: Mark, width: int, y: int, lang: str) -> str:
    where, anchor = place(title, mark, width)
    end = ' text-anchor="end"' if anchor == "end" else ""
    return f'x="{where}%"{end} y="{y}">{svg_text(isolated(cut(title, width), lang))}'


def place(title: str, mark: Mark, width: int) -> tuple[float, str]:
    """Where a title stands at a width, in percent, and which end of it: from its mark on, up to its mark, or along the frame."""
    room = text_width(cut(title, width), TITLE_SIZE) * 100 / width
    if mark.left + room <= 100:
        return mark.left, "start"
    if mark.right - room >= 0:
        return mark.right, "end"
    return (0.0, "start") if mark.middle < 50 else (100.0, "end")


def cut(text: str, width: int) -> str:
    """A text, shortened with an ellipsis where it is too wide."""
    if text_width(text, TITLE_SIZE) <= width:
        return text
    while text and text_width(f"{text}…", TITLE_SIZE) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
