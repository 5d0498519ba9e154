"""The chains of each claim as a picture: a view goes in, a figure of one line of HTML for every different picture comes out.

This module never says anything by colour alone, and shows nothing that the claim's own entry does not say in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.language import isolated
from generator.outputs.drawing import (
    NAME_LINE,
    NAME_SIZE,
    NOTE_LINE,
    NOTE_SIZE,
    SIGN,
    WIDTH,
    Connector,
    Drawing,
    Stop,
    StopKind,
    Wording,
    drawing_of,
)
from generator.outputs.story.view import View
from generator.sourcing import Sourcing, is_unnamed
from generator.story import SourceKind
from generator.text import Md, html_attribute, html_text, svg_text

# How far below a sign's middle its line begins, and over how many pixels it bends into its lane.
_BELOW = SIGN + 2
_BEND = 14
_ARROW = '<path class="ep-arrow" d="M{left} {base}l4-4 4 4"/>'


def figures(view: View) -> Md:
    """A figure for each claim that has sources; claims with the same chains share one that names them all."""
    alike: dict[object, list[str]] = {}
    for id, found in view.sourcing.items():
        if found.chains:
            alike.setdefault((found.chains, found.party_roots), []).append(id)
    drawn = "".join(_figure(view, ids) for ids in alike.values())
    return Md(f'<div class="ep-chain-pictures">{drawn}</div>') if drawn else Md("")


def _figure(view: View, ids: list[str]) -> str:
    """The claims as the figure's caption, the picture, and how many chains are not in it."""
    first, found = ids[0], view.sourcing[ids[0]]
    claims = "".join(f"<p>{_claim(view, id)}</p>" for id in ids)
    drawing = drawing_of(found.chains, _wording(view, found))
    more = f'<p class="ep-chain-more">{_more(view, found, drawing)}</p>' if drawing.left_out else ""
    return (
        f'<figure class="ep-chain" data-search-exclude=""><figcaption id="chain-{html_attribute(first)}">{claims}'
        f"</figcaption>{_svg(drawing, view, first)}{more}</figure>"
    )


def _claim(view: View, id: str) -> str:
    claim = view.linked.story.claims[id]
    words = view.typed(view.plain(claim.text))
    return f'<a href="#claim-{html_attribute(id)}">{words}</a> {view.badge(claim)}'.rstrip()


def _more(view: View, found: Sourcing, drawing: Drawing) -> str:
    key = "chain_more_than" if found.more_chains else "chain_more"
    return html_text(view.words.text(key, n=str(drawing.left_out)))


def _wording(view: View, found: Sourcing) -> Wording:
    words = view.words
    return Wording(
        view.called,
        lambda id: " · ".join(_notes(view, found, id)),
        words.text("chain_note_open"),
        lambda n: words.text("chain_note_folded", n=str(n)),
    )


def _notes(view: View, found: Sourcing, id: str) -> Iterator[str]:
    """What there is to know of a source: taken back, read or known through others, not named, a document, a party."""
    source, say = view.linked.sources[id], view.words.text
    person = source.kind is SourceKind.PERSON
    if source.retracted:
        yield say("chain_note_retracted")
    if source.read_on:
        yield say("chain_note_heard" if person else "chain_note_read")
    elif source.unread:
        yield say("chain_note_unheard" if person else "chain_note_unread")
    if is_unnamed(view.linked, id):
        yield say("chain_note_unnamed")
    if source.primary:
        yield say("chain_note_document")
    if id in found.party_roots:
        yield say("chain_note_party")


def _svg(drawing: Drawing, view: View, claim: str) -> str:
    """The picture, named by its caption and told in words by the list of chains in the claim's entry."""
    lines = "".join(_line(line, drawing.stops) for line in drawing.lines)
    arrows = "".join(
        _ARROW.format(left=stop.x - 4, base=stop.y + _BELOW + 4)
        for number, stop in enumerate(drawing.stops)
        if stop.kind is not StopKind.OPEN and any(_told(line, number, drawing.stops) for line in drawing.lines)
    )
    signs = "".join(_sign(view, stop) for stop in drawing.stops)
    words = "".join(_words(view, stop) for stop in drawing.stops)
    return (
        f'<svg role="img" aria-labelledby="chain-{claim}" aria-describedby="chains-{claim}" viewBox="0 0 {WIDTH} '
        f'{drawing.height}" width="{WIDTH}" height="{drawing.height}"><g class="ep-ways" fill="none" '
        f'stroke="currentColor">{lines}{arrows}</g><g class="ep-signs" fill="none" stroke="currentColor">{signs}</g>'
        f'<g fill="currentColor">{words}</g></svg>'
    )


def _told(line: Connector, number: int, stops: tuple[Stop, ...]) -> bool:
    """Whether a line brings something to a stop: what an open end tells is not known."""
    return line.first == number and stops[line.last].kind is not StopKind.OPEN


def _line(line: Connector, stops: tuple[Stop, ...]) -> str:
    upper, lower = stops[line.first], stops[line.last]
    start, end = upper.y + _BELOW, lower.y - SIGN - 1
    way = f"M{upper.x} {start}"
    if line.x != upper.x:
        half, bent = start + _BEND // 2, start + _BEND
        way += f"C{upper.x} {bent} {line.x} {half} {line.x} {bent + 2}"
    dashed = ' class="ep-dashed" stroke-dasharray="2 4"' if lower.kind is StopKind.OPEN else ""
    return f'<path d="{way}V{end}"{dashed}/>'


def _sign(view: View, stop: Stop) -> str:
    """Filled is what we read, hollow what we know through others, square a document, a question mark who is not named."""
    x, y, half = stop.x, stop.y, SIGN - 1
    if stop.kind is StopKind.OPEN:
        return (
            f'<path class="ep-dashed" stroke-dasharray="2 3" d="M{x - half} {y + 3}a{half} {half} 0 1 1 {2 * half} 0"/>'
        )
    if stop.kind is StopKind.FOLDED:
        return "".join(f'<circle cx="{x}" cy="{y + step}" r="1"/>' for step in (-4, 0, 4))
    source = view.linked.sources[stop.id]
    looks = "ep-read" if source.read_on else "ep-unread"
    fill = ' fill="currentColor"' if source.read_on else ""
    if source.primary:
        shape = f'<rect class="{looks}" x="{x - half}" y="{y - half}" width="{2 * half}" height="{2 * half}"{fill}/>'
    else:
        shape = f'<circle class="{looks}" cx="{x}" cy="{y}" r="{half}"{fill}/>'
    if is_unnamed(view.linked, stop.id):
        shape += f'<text class="{looks}" x="{x}" y="{y + 4}" text-anchor="middle" font-size="12">?</text>'
    if source.retracted:
        shape += f'<path class="ep-gone" d="M{x - SIGN} {y - SIGN}l{2 * SIGN} {2 * SIGN}m0-{2 * SIGN}l-{2 * SIGN} {2 * SIGN}"/>'
    return shape


def _words(view: View, stop: Stop) -> str:
    shown, y = [], stop.top
    lang = view.source_lang(stop.id, "".join(stop.name))
    for kind, lines, size, step in (
        ("ep-name", stop.name, NAME_SIZE, NAME_LINE),
        ("ep-said", stop.note, NOTE_SIZE, NOTE_LINE),
    ):
        spoken = f' lang="{html_attribute(lang)}"' if lang and kind == "ep-name" else ""
        for line in lines:
            at = f'x="{stop.left}" y="{y + step - 5}" font-size="{size}"'
            shown.append(f'<text class="{kind}"{spoken} {at}>{svg_text(isolated(line, view.words.locale))}</text>')
            y += step
    return "".join(shown)
