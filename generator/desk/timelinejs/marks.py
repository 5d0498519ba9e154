"""A tree of prose goes in; the text that a writer would type for it comes out, with a backslash before each accidental mark.

Whether it reads back as the same tree is asked elsewhere: not every tree can be typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
)

WIDTH = 100
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{1,2000}")
# A bracket that can only be a bracket: '[sic]' and the like.
_HARMLESS_BRACKET = re.compile(r"\[[^\W_][\w .,’'-]*\](?![(:])")
_LINE_START = re.compile(r"[#>=|~]|[-+*](?=[\s*+-]|$)|:(?=-)|_(?=[\s_])")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")


def typed_text(blocks: Blocks, *, every_sign: bool = False) -> str:
    """The text of some blocks; with `every_sign`, a backslash stands before each sign that could ever mean something.

    >>> typed_text((Paragraph((Text("1. [[a]]"),)),))
    '1\\\\. \\\\[[a]]\\n'
    """
    lines = list(_lines(blocks, every_sign))
    return "\n".join(lines) + "\n" if lines else ""


def joined(inlines: list[Inline]) -> Inlines:
    """The nodes with texts that stand side by side made into one, and empty ones left out."""
    out: list[Inline] = []
    for node in inlines:
        if isinstance(node, Text):
            if not node.text:
                continue
            if out and isinstance(out[-1], Text):
                out[-1] = Text(out[-1].text + node.text)
                continue
        out.append(node)
    return tuple(out)


def _lines(blocks: Blocks, every_sign: bool) -> Iterator[str]:
    before: Block | None = None
    other = False
    for block in blocks:
        if before is not None:
            yield ""
        # A second list directly after a first one needs another sign, or the two would become one.
        other = type(block) is type(before) and not other
        yield from _block_lines(block, other, every_sign)
        before = block


def _block_lines(block: Block, other: bool, every_sign: bool) -> Iterator[str]:
    if isinstance(block, Paragraph):
        text = "".join(_pieces(block.children, every_sign=every_sign))
        yield from (line for part in text.split("\n") for line in _wrapped(part))
    elif isinstance(block, Quotation):
        yield from (f"> {line}" if line else ">" for line in _lines(block.children, every_sign))
    elif isinstance(block, BulletList | NumberedList):
        for number, item in enumerate(block.items):
            if number and not block.tight:
                yield ""
            if isinstance(block, NumberedList):
                mark = f"{block.start + number}{')' if other else '.'} "
            else:
                mark = "+ " if other else "- "
            lines = [line for line in _lines(item, every_sign) if line or not block.tight] or [""]
            yield mark + lines[0]
            yield from (" " * len(mark) + line if line else "" for line in lines[1:])


def _wrapped(text: str) -> Iterator[str]:
    """Lines of a width that can be read in an editor; broken only before a letter, which begins no mark."""
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > WIDTH and word[:1].isalpha() and word[:1].isascii():
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _pieces(inlines: Inlines, *, every_sign: bool, inside: str = "") -> Iterator[str]:
    """The text of nodes in a row; `inside` is the mark of the stress around them."""
    starts = not inside
    for number, node in enumerate(inlines):
        last = number + 1 == len(inlines)
        if isinstance(node, Text):
            ends = not last or bool(inside)
            yield _escaped(node.text, starts=starts, ends=ends, in_link="[" in inside, every_sign=every_sign)
        elif isinstance(node, Break):
            yield "\\\n"
        elif isinstance(node, Code):
            yield _code(node.text)
        elif isinstance(node, Link):
            yield _link(node, every_sign)
        elif isinstance(node, Emphasis | Strong):
            yield _stressed(node, inside, every_sign)
        starts = isinstance(node, Break)


def _stressed(node: Emphasis | Strong, inside: str, every_sign: bool) -> str:
    if isinstance(node, Strong):
        mark = "__" if inside.endswith("*") and not inside.endswith("**") else "**"
    else:
        mark = "_" if inside.endswith("**") or any(isinstance(child, Strong) for child in node.children) else "*"
    deeper = f"[{mark}" if "[" in inside else mark
    words = "".join(_pieces(node.children, every_sign=every_sign, inside=deeper))
    return f"{mark}{words}{mark}"


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    room = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{room}{text}{room}{fence}"


def _link(node: Link, every_sign: bool) -> str:
    if node.children == (Text(node.url),) and _AUTOLINK.fullmatch(node.url):
        return f"<{node.url}>"
    words = "".join(_pieces(node.children, every_sign=every_sign, inside="["))
    # Escapes would be taken out of an address again: a backslash has no place in one anyway.
    url = node.url.replace("\\", "%5C")
    return f"[{words}](<{url}>)" if re.search(r"[()]", url) else f"[{words}]({url})"


def _escaped(text: str, *, starts: bool, ends: bool, in_link: bool, every_sign: bool) -> str:
    """A text with a backslash before each sign that would otherwise mean something; `ends` if a mark follows it."""
    if every_sign:
        return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)

    def guarded(found: re.Match[str]) -> str:
        sign, at = found[0], found.start()
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        final = ends and not after
        between = _wordy(before) and _wordy(after)
        meant = {
            "_": final or not between,
            "[": not _HARMLESS_BRACKET.match(text, at),
            "]": in_link,
            "<": final or bool(re.match(r"[A-Za-z/!?]", after)),
            "!": final or after == "[",
        }
        return f"\\{sign}" if meant.get(sign, True) else sign

    whole = re.sub(r"[\\`*_\[\]<!]", guarded, text)
    if starts:
        if number := _NUMBERED.match(whole):
            return f"{number[1]}\\{whole[len(number[1]) :]}"
        if _LINE_START.match(whole):
            return "\\" + whole
    return whole


def _wordy(sign: str) -> bool:
    return bool(sign) and (sign.isalnum() or sign == "_")
