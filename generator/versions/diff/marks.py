"""What stayed, went and came between two texts goes in; one line with marks comes out, for a terminal or as Markdown.

This module never compares texts, and never lets a writer's words become marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.text import Md, escape_part
from generator.versions.diff.texts import Fate, WordStretch

AROUND = 60
"""Of a long stretch that stayed, so many characters are shown on each side of a change."""

_CUT = "…"


def shortened(stretches: Sequence[WordStretch], around: int = AROUND) -> tuple[WordStretch, ...]:
    """The same stretches with only so much of what stayed as tells where a change stands.

    >>> [s.text for s in shortened((WordStretch(Fate.SAME, "one two three four five six"), WordStretch(Fate.OUT, "x")), 8)]
    ['… five six', 'x']
    """
    out: list[WordStretch] = []
    for number, stretch in enumerate(stretches):
        text = stretch.text
        if stretch.fate is Fate.SAME and len(text) > 2 * around + 20:
            head = _head(text, around) if number else ""
            tail = _tail(text, around) if number < len(stretches) - 1 else ""
            text = f"{head} {_CUT} {tail}"
        elif stretch.fate is Fate.SAME and len(text) > around + 10 and number in (0, len(stretches) - 1):
            text = f"{_CUT} {_tail(text, around)}" if number == 0 else f"{_head(text, around)} {_CUT}"
        out.append(WordStretch(stretch.fate, text.lstrip() if not number else text))
    return tuple(out)


def _head(text: str, around: int) -> str:
    cut = text[:around]
    blank = max(cut.rfind(" "), cut.rfind("\n"))
    return cut[:blank] if blank > around // 2 else cut


def _tail(text: str, around: int) -> str:
    cut = text[-around:]
    blank = min((at for at in (cut.find(" "), cut.find("\n")) if at >= 0), default=-1)
    return cut[blank + 1 :] if 0 <= blank < around // 2 else cut


def marked(stretches: Iterable[WordStretch], signs: tuple[str, str, str, str] = ("[-", "-]", "{+", "+}")) -> str:
    """The stretches on one line: `[-what went-]`, `{+what came+}`, and a paragraph sign where a line ends."""
    out = []
    for stretch in stretches:
        text = _on_one_line(stretch.text)
        if stretch.fate is Fate.OUT:
            text = f"{signs[0]}{text}{signs[1]}"
        elif stretch.fate is Fate.IN:
            text = f"{signs[2]}{text}{signs[3]}"
        out.append(text)
    return "".join(out).strip()


def _on_one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ¶ ", text)


def marked_md(stretches: Iterable[WordStretch]) -> Md:
    """The stretches as Markdown: `~~what went~~`, `**what came**`; what writers typed is text and nothing else.

    >>> str(marked_md((WordStretch(Fate.SAME, "shut *"), WordStretch(Fate.OUT, "now"), WordStretch(Fate.IN, "then"))))
    'shut &#42;~~now~~ **then**'
    """
    out = ""
    for stretch in stretches:
        text = _on_one_line(stretch.text)
        words = text.strip()
        inner = str(escape_part(words, line_start=False))
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if stretch.fate is not Fate.SAME and inner:
            sign = "~~" if stretch.fate is Fate.OUT else "**"
            # Marks open and close beside blanks and between letters, but not where a letter meets a sign.
            lead = " " if lead or not inner[0].isalnum() or out.endswith(("~", "*")) else ""
            trail = " " if trail or not inner[-1].isalnum() else ""
            inner = f"{sign}{inner}{sign}"
        out += f"{lead}{inner}{trail}"
    return Md(re.sub(r" +", " ", out).strip())
