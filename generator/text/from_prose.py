"""Prose on its way into a page: a tree goes in, readable Markdown with the same structure comes out.

The page's own forms of citations, mentions and embeds come from a Face; this module never knows what an id stands for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol

from generator.text.md import Md, escape_part, html_text, link
from generator.text.tree import (
    Block,
    Blocks,
    Break,
    BulletList,
    Code,
    Embed,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Mention,
    NumberedList,
    Paragraph,
    Quotation,
    SourceMark,
    Strong,
    Text,
)


class Face(Protocol):
    """How a page shows references; each answer is Markdown on one line."""

    def cite(self, citation: SourceMark, /) -> Md:
        """The marks of a citation."""
        ...

    def mention(self, mention: Mention, /) -> Md:
        """A name or words that lead to an entry."""
        ...

    def marks(self, mention: Mention, cited: frozenset[str], /) -> Md:
        """The source marks that a mention brings along, but for sources that its sentence cites later; mostly empty.

        Not asked where a citation stands right after the mention.
        """
        ...


# How a page shows an entry between paragraphs, in as many lines as it takes.
Embedding = Callable[[Embed], Md]

# Between two lists or two quotations: without it Python-Markdown makes one of them.
_DIVIDER = "<!-- -->"
# Code that no extension reads before backticks are seen.
_CALM_CODE = re.compile(
    r"(?!#!|:::)[A-Za-z0-9.,;:()/'\"*_#@!?%=+-](?:[A-Za-z0-9 .,;:()/'\"*_#@!?%=+-]*[A-Za-z0-9.,;:()/'\"*_#@!?%=+-])?"
)
_NOT_CALM = re.compile(r"8<|  |\+\+|==|--|///")
_SENTENCE_END = re.compile(r"[.!?…](?= )|[。！？]")
# So many pieces of a sentence are looked through; none that anybody types has more.
_LOOK_AHEAD = 40
_WORDY = re.compile(r"[^\W_]")


def inline_md(inlines: Inlines, face: Face) -> Md:
    """Write one paragraph's inside as one line of Markdown; the blank before a citation goes.

    >>> from generator.text.prose import parse_inline
    >>> inline_md(parse_inline("It is *not* so.")[0], None)
    'It is *not* so.'
    """
    return Md(_line(inlines, face, line_start=True, plain_marks=True).strip(" "))


def _line(inlines: Inlines, face: Face, *, line_start: bool, plain_marks: bool) -> Md:
    out: list[str] = []
    for number, node in enumerate(inlines):
        before = inlines[number - 1] if number else None
        after = inlines[number + 1] if number + 1 < len(inlines) else None
        starts = line_start and not any(out)
        if isinstance(node, Text):
            text = node.text.lstrip(" ") if starts else node.text
            text = text.rstrip(" ") if isinstance(after, SourceMark) else text
            out.append(escape_part(text, line_start=starts))
        elif isinstance(node, Emphasis | Strong):
            between = plain_marks and _is_apart(before, node, after)
            out.append(_stressed(node, face, with_marks=between))
        elif isinstance(node, Code) and out and out[-1].endswith("`"):
            out.append(_code_element(node.text))
        else:
            out.append(_piece(node, face))
            if isinstance(node, Mention) and not _is_cited(inlines[number + 1 : number + 3]):
                out.append(face.marks(node, _cited_later(inlines[number + 1 : number + _LOOK_AHEAD])))
    return Md("".join(out))


def _is_cited(following: Inlines) -> bool:
    """Whether a citation stands right after, with or without a blank: the writer then says what the words rest on."""
    first, second = (*following, None, None)[:2]
    blank = isinstance(first, Text) and not first.text.strip(" ")
    return isinstance(first, SourceMark) or (blank and isinstance(second, SourceMark))


def _cited_later(following: Inlines) -> frozenset[str]:
    """The sources that the rest of a sentence cites."""
    found: set[str] = set()
    for node in following:
        if isinstance(node, Text) and _SENTENCE_END.search(node.text):
            break
        if isinstance(node, SourceMark):
            found.update(item.source for item in node.items)
    return frozenset(found)


def _is_apart(before: Inline | None, node: Emphasis | Strong, after: Inline | None) -> bool:
    """Whether stars around a node are read as they are meant: blanks or ends outside, letters or figures inside."""
    first, last = node.children[:1], node.children[-1:]
    if not (_WORDY.match(_text_of(first)[:1]) and _WORDY.match(_text_of(last)[-1:])):
        return False
    opens = before is None or (isinstance(before, Text) and before.text[-1:] in " (")
    closes = after is None or isinstance(after, SourceMark) or (isinstance(after, Text) and after.text[:1] in " .,;?)")
    return opens and closes


def _text_of(nodes: Inlines) -> str:
    return nodes[0].text if nodes and isinstance(nodes[0], Text) else ""


def _stressed(node: Emphasis | Strong, face: Face, *, with_marks: bool) -> str:
    # Marks inside marks run together (`***`): there, and between letters, the HTML element says the same.
    inside = _line(node.children, face, line_start=False, plain_marks=False)
    if with_marks:
        mark = "**" if isinstance(node, Strong) else "*"
        return f"{mark}{inside}{mark}"
    tag = "strong" if isinstance(node, Strong) else "em"
    return f"<{tag}>{inside}</{tag}>"


def _piece(node: Code | Break | Link | Mention | SourceMark, face: Face) -> str:
    if isinstance(node, Code):
        return code(node.text)
    if isinstance(node, Break):
        return "<br>"
    if isinstance(node, Link):
        return link(Md(_line(node.children, face, line_start=True, plain_marks=False).strip(" ")), node.url)
    return face.mention(node) if isinstance(node, Mention) else face.cite(node)


def code(text: str) -> Md:
    """Write inline code, right in a table's cell too.

    >>> code("a.b"), code("a|b")
    ('`a.b`', '<code>a&#124;b</code>')
    """
    if _CALM_CODE.fullmatch(text) and not _NOT_CALM.search(text):
        return Md(f"`{text}`")
    return _code_element(text)


def _code_element(text: str) -> Md:
    return Md(f"<code>{html_text(text)}</code>")


def _unshown(embed: Embed) -> Md:
    return Md("")


def block_md(blocks: Blocks, face: Face, embedding: Embedding = _unshown) -> Md:
    """Write blocks with a blank line between them, without a line end after the last.

    Only a field that may hold entries between its paragraphs needs to say how they are shown.

    >>> from generator.text.prose import parse_block
    >>> print(block_md(parse_block("Said:" + chr(10) * 2 + "> No.")[0], None))
    Said:
    <BLANKLINE>
    > No.
    """
    return Md("\n".join(_lines(blocks, face, embedding)))


def _lines(blocks: Blocks, face: Face, embedding: Embedding) -> Iterator[str]:
    before: Block | None = None
    for block in blocks:
        if before is not None:
            yield ""
            if _would_merge(before, block):
                yield from (_DIVIDER, "")
        yield from _block_lines(block, face, embedding)
        before = block


def _would_merge(before: Block, block: Block) -> bool:
    lists = (BulletList, NumberedList)
    return (isinstance(before, lists) and isinstance(block, lists)) or (
        isinstance(before, Quotation) and isinstance(block, Quotation)
    )


def _block_lines(block: Block, face: Face, embedding: Embedding) -> Iterator[str]:
    if isinstance(block, Paragraph):
        # A paragraph of nothing but a comment keeps its place; one without any sign would change what stands around it.
        yield inline_md(block.children, face) or _DIVIDER
    elif isinstance(block, Quotation):
        for line in _lines(block.children or (Paragraph(()),), face, embedding):
            yield f"> {line}".rstrip(" ") if not line else f"> {line}"
    elif isinstance(block, Embed):
        yield from embedding(block).split("\n")
    else:
        yield from _list_lines(block, face, embedding)


def _list_lines(block: BulletList | NumberedList, face: Face, embedding: Embedding) -> Iterator[str]:
    close = block.tight and all(_is_short(item) for item in block.items)
    for number, item in enumerate(block.items):
        if number and not close:
            yield ""
        mark = f"{block.start + number}. " if isinstance(block, NumberedList) else "- "
        # An item that begins with a list or a quotation needs something on its first line.
        content = item if item and isinstance(item[0], Paragraph) else (Paragraph(()), *item)
        lines = [line for line in _lines(content, face, embedding) if line or not close]
        yield mark + lines[0]
        yield from (f"    {line}" if line else "" for line in lines[1:])


def _is_short(item: Blocks) -> bool:
    if not item or not isinstance(item[0], Paragraph) or len(item) > 2:
        return False
    return len(item) == 1 or (isinstance(item[1], BulletList | NumberedList) and _is_close(item[1]))


def _is_close(block: BulletList | NumberedList) -> bool:
    return block.tight and all(_is_short(item) for item in block.items)
