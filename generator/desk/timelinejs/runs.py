"""Stretches of text, each with one look, go in; paragraphs with links and stress come out.

Blanks and breaks at the edge of a look move out of it, as our marks want it. This module never sees a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.desk.timelinejs.marks import joined
from generator.text import Break, Code, Emphasis, Inline, Link, Paragraph, Strong, Text

_BLANKS = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of a paragraph with one look; a `text` of one line end is a break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    typed: bool = False


def paragraphs_of(runs: Sequence[TextRun]) -> Iterator[Paragraph]:
    """The paragraphs that the stretches between two blocks make: two breaks in a row part them.

    >>> list(paragraphs_of([TextRun("a "), TextRun("b ", strong=True), TextRun("c")]))
    [Paragraph(children=(Text(text='a '), Strong(children=(Text(text='b'),)), Text(text=' c')))]
    """
    for part in _parts(runs):
        # The look that reaches further stands outside: `<i>a <b>b</b></i>` is a bold word in stressed ones.
        outer = sum(run.strong for run in part) >= sum(run.emphasis for run in part)
        stress = ("strong", "emphasis") if outer else ("emphasis", "strong")
        if inlines := joined(_built(part, ("href", *stress, "typed"))):
            yield Paragraph(inlines)


def _parts(runs: Sequence[TextRun]) -> Iterator[list[TextRun]]:
    """The paragraphs of what stood between two blocks: two breaks in a row part them; blanks are made one."""
    part: list[TextRun] = []
    breaks = 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
            continue
        if not run.text.strip():
            if part and not breaks:
                part.append(TextRun(" ", run.strong, run.emphasis, run.href, run.typed))
            continue
        if breaks and part:
            if breaks > 1:
                yield part
                part = []
            else:
                part.append(TextRun("\n"))
        breaks = 0
        part.append(TextRun(_BLANKS.sub(" ", run.text), run.strong, run.emphasis, run.href, run.typed))
    if part:
        yield part


def _built(runs: list[TextRun], keys: tuple[str, ...]) -> list[Inline]:
    """The nodes of some runs, the outermost look first; blanks and breaks at the edge of a look move out of it."""
    if not keys:
        return _texts(runs)
    out: list[Inline] = []
    key, rest = keys[0], keys[1:]
    # A break has no look of its own: it takes that of what stands around it.
    looks = [getattr(run, key) for run in runs]
    for at, run in enumerate(runs):
        if run.text == "\n" and 0 < at < len(runs) - 1 and looks[at - 1] == looks[at + 1]:
            looks[at] = looks[at - 1]
    for look, group in groupby(zip(looks, runs, strict=True), key=lambda pair: pair[0]):
        inner = [run for _, run in group]
        if not look:
            out += _built(inner, rest)
            continue
        lead, core, trail = _trimmed(inner)
        out += _texts(lead)
        if core:
            out.append(_node(key, str(look), core, rest))
        out += _texts(trail)
    return _tidied(out) if key == "href" else list(joined(out))


def _node(key: str, look: str, core: list[TextRun], rest: tuple[str, ...]) -> Inline:
    if key == "typed":
        return Code("".join(" " if run.text == "\n" else run.text for run in core).strip())
    children = joined(_built(core, rest))
    if key == "href":
        return Link(look, children)
    return Strong(children) if key == "strong" else Emphasis(children)


def _trimmed(runs: list[TextRun]) -> tuple[list[TextRun], list[TextRun], list[TextRun]]:
    core = list(runs)
    lead: list[TextRun] = []
    trail: list[TextRun] = []
    while core and not core[0].text.strip():
        lead.append(core.pop(0))
    while core and not core[-1].text.strip():
        trail.insert(0, core.pop())
    if core:
        first = core[0].text
        if first != first.lstrip():
            lead.append(TextRun(" "))
            core[0] = _with_text(core[0], first.lstrip())
        last = core[-1].text
        if last != last.rstrip():
            trail.insert(0, TextRun(" "))
            core[-1] = _with_text(core[-1], last.rstrip())
    return lead, core, trail


def _with_text(run: TextRun, text: str) -> TextRun:
    return TextRun(text, run.strong, run.emphasis, run.href, run.typed)


def _texts(runs: list[TextRun]) -> list[Inline]:
    return [Break() if run.text == "\n" else Text(run.text) for run in runs]


def _tidied(inlines: list[Inline]) -> list[Inline]:
    """One blank where two meet, and none at the edges or beside a break."""
    out = list(joined(inlines))
    for at, node in enumerate(out):
        if not isinstance(node, Text):
            continue
        text = re.sub(r" {2,}", " ", node.text)
        before = out[at - 1] if at else None
        after = out[at + 1] if at + 1 < len(out) else None
        if before is None or isinstance(before, Break):
            text = text.lstrip()
        if after is None or isinstance(after, Break):
            text = text.rstrip()
        out[at] = Text(text)
    return list(joined(out))
