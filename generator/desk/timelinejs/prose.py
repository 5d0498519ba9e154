"""A tree of prose goes in; the text that a writer would type for it comes out, and is read back to be sure.

Words are never lost: where our marks cannot say what the tree says, the marks are left out and the caller is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.desk.timelinejs.marks import joined, typed_text
from generator.text import (
    Block,
    Blocks,
    Break,
    BulletList,
    Code,
    Emphasis,
    Inline,
    Inlines,
    Link,
    NumberedList,
    Paragraph,
    Quotation,
    Strong,
    Text,
    parse_block,
)

# A paragraph with more stressed words than this, some of which cannot be written, is written without stress.
_MOST_TRIED = 40


def prose_text(blocks: Blocks) -> tuple[str, bool]:
    """The text that reads as these blocks, and whether every mark could be kept.

    >>> prose_text((Paragraph((Text("It is "), Emphasis((Text("not"),)), Text(" [[so]]."))),))
    ('It is *not* \\\\[[so]].\\n', True)
    """
    kept = tuple(_sayable(block) for block in blocks)
    text = typed_text(kept)
    if _reads_as(text, kept):
        return text, kept == blocks
    plain = tuple(paragraph for block in blocks for paragraph in _words_alone(block))
    text = typed_text(plain)
    if _reads_as(text, plain):
        return text, False
    return typed_text(plain, every_sign=True), False


def _reads_as(text: str, blocks: Blocks) -> bool:
    tree, mistakes = parse_block(text)
    return not mistakes and tree == blocks


def _sayable(block: Block) -> Block:
    """The block with as many of its marks as our prose has a way to write."""
    if _reads_as(typed_text((block,)), (block,)):
        return block
    if isinstance(block, Paragraph):
        for simpler in (_calmed(block.children), _one_by_one(block.children), _without_stress(block.children)):
            tried = Paragraph(simpler)
            if _reads_as(typed_text((tried,)), (tried,)):
                return tried
        return Paragraph(_only_text(block.children))
    if isinstance(block, Quotation):
        return Quotation(tuple(map(_sayable, block.children)))
    if isinstance(block, BulletList | NumberedList):
        return replace(block, items=tuple(tuple(map(_sayable, item)) for item in block.items))
    return block


def _calmed(inlines: Inlines) -> Inlines:
    """Without stress inside stress."""
    return tuple(
        replace(node, children=_without_stress(node.children)) if isinstance(node, Emphasis | Strong | Link) else node
        for node in inlines
    )


def _one_by_one(inlines: Inlines) -> Inlines:
    """Without those stresses that our marks cannot say where they stand, as between two letters and a bracket."""
    out = list(_calmed(inlines))
    stressed = [at for at, node in enumerate(out) if isinstance(node, Emphasis | Strong)]
    for at in stressed[:_MOST_TRIED]:
        tried = Paragraph(joined([*_without_stress(tuple(out[:at])), out[at], *_without_stress(tuple(out[at + 1 :]))]))
        if not _reads_as(typed_text((tried,)), (tried,)):
            out[at : at + 1] = [Text("".join(_words(out[at])))]
    return joined(out)


def _words(node: Inline) -> Iterator[str]:
    if isinstance(node, Text | Code):
        yield node.text
    elif isinstance(node, Break):
        yield " "
    elif isinstance(node, Emphasis | Strong | Link):
        for child in node.children:
            yield from _words(child)


def _without_stress(inlines: Inlines) -> Inlines:
    out: list[Inline] = []
    for node in inlines:
        if isinstance(node, Emphasis | Strong):
            out += _without_stress(node.children)
        elif isinstance(node, Link):
            out.append(replace(node, children=_without_stress(node.children)))
        else:
            out.append(node)
    return joined(out)


def _only_text(inlines: Inlines) -> Inlines:
    out: list[Inline] = []
    for node in inlines:
        if isinstance(node, Emphasis | Strong):
            out += _only_text(node.children)
        elif isinstance(node, Link):
            words = "".join(child.text for child in _only_text(node.children) if isinstance(child, Text))
            # Words that are the address itself need it once.
            out.append(Text(words if words == node.url else f"{words} ({node.url})"))
        elif isinstance(node, Code):
            out.append(Text(node.text))
        else:
            out.append(Text(" ") if isinstance(node, Break) else node)
    whole = "".join(node.text for node in joined(out) if isinstance(node, Text))
    return (Text(" ".join(whole.split())),)


def _words_alone(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield Paragraph(_only_text(block.children))
    elif isinstance(block, Quotation):
        for child in block.children:
            yield from _words_alone(child)
    elif isinstance(block, BulletList | NumberedList):
        for item in block.items:
            for child in item:
                yield from _words_alone(child)
