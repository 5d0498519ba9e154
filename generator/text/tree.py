"""The tree of a prose field: what text, emphasis, links, citations, mentions and embeds are once a writer's text is parsed.

Nodes come in from the parser and go out as plain words or as a walk over references; nothing here parses or renders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.problem import Severity


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a prose field that is not our syntax.

    `offset` counts code points from the start of the field's text; the other fields are those of a Problem.
    """

    offset: int
    code: str
    message: str
    hint: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be shown exactly as they are, on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be shown in the type of a machine, exactly as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line inside a paragraph, asked for with two spaces or a backslash at the line's end."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words: `*words*`."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly stressed words: `**words**`."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """`[words](url)`; the address begins with http, https or mailto, and is as typed."""

    url: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Mention:
    """`[[id]]` or `[[id|words]]`; with `story`, the id is the slug of another story. `words` is empty if none were given.

    `offset` is where the id stands in the field's text.
    """

    id: str
    words: str
    story: bool
    offset: int


@dataclass(frozen=True, slots=True)
class CitedItem:
    """One source of a citation; `citing` is the path of sources it passes on, `where` the place inside it.

    `offset` and `citing_offsets` are where the ids stand in the field's text.
    """

    source: str
    citing: tuple[str, ...]
    where: str
    offset: int
    citing_offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceMark:
    """`[@a citing @b, para. 3; @c]`; `offset` is where the bracket stands."""

    items: tuple[CitedItem, ...]
    offset: int


Inline: TypeAlias = Text | Code | Break | Emphasis | Strong | Link | Mention | SourceMark
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Quotation:
    """Blocks set off as somebody else's words: lines that begin with `>`."""

    children: Blocks


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list; `tight` where no blank line parts its items."""

    items: tuple[Blocks, ...]
    tight: bool


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A numbered list that begins with the number `start`."""

    items: tuple[Blocks, ...]
    start: int
    tight: bool


@dataclass(frozen=True, slots=True)
class Embed:
    """`![[id]]` on a line of its own: the entry is shown there. `offset` is where the id stands in the field's text."""

    id: str
    offset: int


Block: TypeAlias = Paragraph | Quotation | BulletList | NumberedList | Embed
Blocks: TypeAlias = tuple[Block, ...]
Reference: TypeAlias = Mention | SourceMark | Embed


def walk(tree: Blocks | Inlines) -> Iterator[Reference]:
    """Give every citation, mention and embed in the order of the text.

    >>> [node.id for node in walk((Text("by "), Mention("ada", "", False, 5)))]
    ['ada']
    """
    for node in tree:
        if isinstance(node, Mention | SourceMark | Embed):
            yield node
        elif isinstance(node, BulletList | NumberedList):
            for item in node.items:
                yield from walk(item)
        elif not isinstance(node, Text | Code | Break):
            yield from walk(node.children)


def _words_or_id(mention: Mention) -> str:
    return mention.words or mention.id


def plain(inlines: Inlines, mention: Callable[[Mention], str] = _words_or_id) -> str:
    """The words without marks, on one line; citations vanish with the blank before them.

    `mention` says what a mention reads as; without it, its own words or else its id.

    >>> plain((Text("He "), Emphasis((Text("did"),)), Text(" not.")))
    'He did not.'
    """
    return " ".join("".join(_plain_parts(inlines, mention)).split())


def _plain_parts(inlines: Inlines, mention: Callable[[Mention], str]) -> Iterator[str]:
    for number, node in enumerate(inlines):
        following = inlines[number + 1] if number + 1 < len(inlines) else None
        if isinstance(node, Text):
            yield node.text.rstrip(" ") if isinstance(following, SourceMark) else node.text
        elif isinstance(node, Code):
            yield node.text
        elif isinstance(node, Break):
            yield " "
        elif isinstance(node, Mention):
            yield mention(node)
        elif not isinstance(node, SourceMark):
            yield from _plain_parts(node.children, mention)


def plain_blocks(blocks: Blocks, mention: Callable[[Mention], str] = _words_or_id) -> str:
    """The words of all blocks without marks, on one line; embeds vanish.

    >>> plain_blocks((Paragraph((Text("One."),)), Paragraph((Text("Two."),))))
    'One. Two.'
    """
    return " ".join(part for part in _plain_block_parts(blocks, mention) if part)


def _plain_block_parts(blocks: Blocks, mention: Callable[[Mention], str]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain(block.children, mention)
        elif isinstance(block, Quotation):
            yield from _plain_block_parts(block.children, mention)
        elif isinstance(block, BulletList | NumberedList):
            for item in block.items:
                yield from _plain_block_parts(item, mention)
