"""Prose: the text of a field goes in, a small tree of what it says and the mistakes in it come out.

This module never resolves a reference and never writes Markdown or HTML. Paragraphs, lists and quotations are found by
markdown-it-py; what stands inside a paragraph is read by a reader of our own, which knows the offset of each reference,
is linear in the length of the text, and has no rule that could hide words.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from generator.problem import Severity
from generator.text.block_prose import block_rules, judge_line, read_blocks
from generator.text.inline_prose import read_inlines
from generator.text.tree import (
    Blocks,
    Inlines,
    Mistake,
    Paragraph,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


# A field with more mistakes than this is no prose at all; the rest would bury the first.
MOST_MISTAKES = 100
_LINE_ENDS = str.maketrans({"\r": "\n", "\0": "\ufffd"} | dict.fromkeys("\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))


def parse_inline(text: str) -> tuple[Inlines, tuple[Mistake, ...]]:
    """Parse a field of one paragraph: emphasis, links, code, citations and mentions.

    Line ends are blanks; lists, quotations and the like are shown as typed. Never raises, whatever the text.

    >>> parse_inline("*No* [@a].")[0]
    (Emphasis(children=(Text(text='No'),)), Text(text=' '), SourceMark(items=(CitedItem(source='a', citing=(), where='', offset=7, citing_offsets=()),), offset=5), Text(text='.'))
    """
    mistakes: list[Mistake] = []
    text = _with_plain_line_ends(text)
    start = len(text) - len(text.lstrip(" \t\n"))
    core = text.strip(" \t\n")
    _judge_lines(core, start, mistakes)
    inlines = read_inlines(core, lambda at: at + start, mistakes)
    return inlines, _in_order(mistakes)


def parse_block(text: str, *, embeds: bool = False) -> tuple[Blocks, tuple[Mistake, ...]]:
    """Parse a field of several paragraphs: what `parse_inline` knows, and lists, quotations and, if allowed, embeds.

    Never raises, whatever the text.

    >>> parse_block("Said:" + chr(10) * 2 + "> No.")[0]
    (Paragraph(children=(Text(text='Said:'),)), Quotation(children=(Paragraph(children=(Text(text='No.'),)),)))
    """
    text = _with_plain_line_ends(text)
    mistakes: list[Mistake] = []
    blocks = read_blocks(_block_parser().parse(text), text, mistakes, embeds=embeds)
    if blocks is None:
        inlines, _ = parse_inline(text)
        return (Paragraph(inlines),), (_too_deep(text),)
    return blocks, _in_order(mistakes)


def _judge_lines(text: str, at: int, mistakes: list[Mistake]) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number and not line.strip() and lines[number - 1].strip():
            mistakes.append(
                Mistake(
                    at,
                    "paragraphs-joined",
                    "This field holds one paragraph; readers see the lines before and after the blank one as one.",
                    "Take the blank line away, or move the longer text to the summary or a section.",
                    Severity.WARNING,
                )
            )
        judge_line(line, at, mistakes, follows=number > 0)
        at += len(line) + 1


def _with_plain_line_ends(text: str) -> str:
    # Lengths stay as they are, so that offsets hold. The parser would take NUL for the same sign.
    return text.replace("\r\n", " \n").translate(_LINE_ENDS)


def _in_order(mistakes: list[Mistake]) -> tuple[Mistake, ...]:
    return tuple(sorted(dict.fromkeys(mistakes), key=lambda mistake: mistake.offset)[:MOST_MISTAKES])


def _too_deep(text: str) -> Mistake:
    return Mistake(
        len(text) - len(text.lstrip()),
        "prose-too-deep",
        "Lists and quotations stand inside each other too many times here.",
        "Use at most three or four levels.",
        Severity.ERROR,
    )


@cache
def _block_parser() -> MarkdownIt:
    # Late and once: the import costs more than most texts.
    return block_rules()
