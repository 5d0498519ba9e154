"""The changes of a story for people and for programs: changes go in; text for a terminal, JSON or Markdown comes out.

This module never finds changes, never prints, and never lets a writer's words steer a terminal or a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from generator.text import escape, escape_part
from generator.versions.diff.change import Change, Why
from generator.versions.diff.marks import marked, marked_md, shortened

SAME = "No difference: the two tell the same."
OTHER = "Without a change of substance"
# For a terminal: what went in red, what came in green, the signs for those who see no colours.
_COLOURS = ("\x1b[31m[-", "-]\x1b[0m", "\x1b[32m{+", "+}\x1b[0m")
_PLAIN = ("[-", "-]", "{+", "+}")
_ID = re.compile(r"(`[a-z0-9][a-z0-9/-]*`)")
_HEADINGS = {"story": "The story as a whole", "by": "Written by"}


def summary(changes: Sequence[Change]) -> str:
    """How much changed, in one line.

    >>> summary(())
    'No difference: the two tell the same.'
    """
    if not changes:
        return SAME
    substance = sum(change.substance for change in changes)
    others = len(changes) - substance
    said = f"{substance or 'No'} {'change' if substance == 1 else 'changes'} of substance"
    return f"{said}, {others} other." if others else f"{said}."


def as_text(changes: Sequence[Change], between: str, *, colour: bool = False) -> str:
    """The face for a terminal: a heading a part, a line a change, reworded texts below with `[-what went-]{+what came+}`."""
    signs = _COLOURS if colour else _PLAIN
    out = [_shown(between), ""]
    for heading, rows in _parts(changes):
        out.append(heading)
        for change in rows:
            why = f" ({change.why})" if change.why else ""
            stretches = [replace(one, text=_shown(one.text)) for one in shortened(change.stretches)]
            out.append(f"  {_shown(change.said)}{why}{':' if stretches else ''}")
            if stretches:
                out.append(f"    {marked(stretches, signs)}")
        out.append("")
    return "\n".join([*out, summary(changes)]) if changes else summary(changes)


def as_json(changes: Sequence[Change]) -> str:
    """The face for programs: a list of objects with `where`, `kind`, `id`, `what`, `old`, `new`, `substance`, `sentence`."""
    return json.dumps(
        [
            {
                "where": change.where,
                "kind": str(change.kind),
                "id": change.id,
                "what": change.what,
                "old": change.old,
                "new": change.new,
                "substance": change.substance,
                "sentence": change.sentence,
            }
            for change in changes
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_markdown(changes: Sequence[Change], between: str) -> str:
    """The face for a review's comment: headings, lists, `~~what went~~ **what came**`; what writers typed is escaped."""
    out = [f"## {escape('What changed: ' + between)}", "", escape(summary(changes))]
    for heading, rows in _parts(changes):
        out += ["", f"### {escape(heading)}", ""]
        for change in rows:
            why = f" ({escape(change.why)})" if change.why else ""
            words = marked_md(shortened(change.stretches))
            out.append(f"- {_sentence_md(change.said)}{why}{': ' if words else ''}{words}")
    return "\n".join(out)


def _parts(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Changes of substance by the part of the story, in the order of the story; the others last, together."""
    parts: dict[str, list[Change]] = {}
    for change in changes:
        if change.why is Why.SUBSTANCE:
            parts.setdefault(_HEADINGS.get(change.where, change.where.replace("_", " ").capitalize()), []).append(
                change
            )
    others = [change for change in changes if not change.substance]
    return [*parts.items(), *([(OTHER, others)] if others else [])]


def _sentence_md(said: str) -> str:
    """A sentence with its ids as code; only what has the form of an id can be one."""
    pieces = [piece for piece in _ID.split(said) if piece]
    return "".join(
        piece if _ID.fullmatch(piece) else escape_part(piece, line_start=not number)
        for number, piece in enumerate(pieces)
    )


def _shown(text: str) -> str:
    """Text that cannot steer a terminal; line ends stay, for they become a paragraph sign."""
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in text)
