"""Blocks of prose: the tokens of markdown-it-py and the text go in, paragraphs, lists, quotations and embeds come out.

Only paragraphs, lists and quotations are rules; everything else stays text. This module never reads inside a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from generator.problem import Severity
from generator.text.inline_prose import read_inlines
from generator.text.references import ID, shortened
from generator.text.tree import (
    Block,
    Blocks,
    BulletList,
    Embed,
    Mistake,
    NumberedList,
    Paragraph,
    Quotation,
    Text,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

# markdown-it drops what is nested deeper than its limit; ours is below it, so nothing is ever lost.
_PARSER_LIMIT = 24
_DEEPEST = 18
_EMBED = re.compile(rf"!\[\[\s*({ID})\s*\]\][ \t]*")

_Line = tuple[re.Pattern[str], str, str, str]
_LINES: tuple[_Line, ...] = (
    (
        re.compile(r"#{1,6}(?:[ \t]|$)"),
        "heading-in-prose",
        "A line that begins with '#' is no heading here; readers see the sign.",
        "Give the section a 'heading:', or begin the line with a word.",
    ),
    (
        re.compile(r"```|~~~"),
        "code-block-in-prose",
        "Blocks of code do not exist in prose; readers see the marks.",
        "Put short code between single backticks.",
    ),
    (
        re.compile(r"\|.*\||:?-{3,}:?[ \t]*\|"),
        "table-in-prose",
        "Tables do not exist in prose; readers see the bars.",
        "Write a list instead.",
    ),
    (
        re.compile(r"\[[^\[\]]+\]:[ \t]+\S"),
        "link-definition",
        "Addresses listed apart from their links are not followed; readers see the line as typed.",
        "Put the address behind the words: [words](https://...).",
    ),
)
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")


def block_rules() -> MarkdownIt:
    """A parser that finds paragraphs, lists, quotations, lines of hyphens and embeds, and leaves the rest as text."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"maxNesting": _PARSER_LIMIT})
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.enableOnly(["paragraph", "list", "blockquote", "hr"])
    parser.block.ruler.before("paragraph", "embed", _embed_rule, {"alt": ["paragraph"]})
    return parser


def _embed_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.level:
        return False
    match = _EMBED.fullmatch(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not match:
        return False
    if not silent:
        token = state.push("embed", "", 0)
        token.content = match[1]
        token.meta = {"offset": match.start(1), "typed": match[0].strip(), "at": match.start()}
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def judge_line(line: str, offset: int, mistakes: list[Mistake], *, follows: bool) -> None:
    """Note what a line of a paragraph looks like and is not; `follows` says that another line stands above it."""
    line = line.lstrip()
    for pattern, code, message, hint in _LINES:
        if pattern.match(line):
            mistakes.append(Mistake(offset, code, message, hint, Severity.WARNING))
    if follows and _UNDERLINE.fullmatch(line):
        message = "A line of signs under a line makes no heading here; readers see the signs."
        mistakes.append(Mistake(offset, _LINES[0][1], message, _LINES[0][3], Severity.WARNING))


class _ProseReader:
    """The tokens of one field, read from left to right."""

    def __init__(self, tokens: Sequence[Token], text: str, mistakes: list[Mistake], embeds: bool) -> None:
        self.tokens = iter(tokens)
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.mistakes = mistakes
        self.embeds = embeds

    def blocks(self) -> Iterator[Block]:
        """The blocks up to the end of the one that holds them."""
        for token in self.tokens:
            if token.nesting < 0:
                return
            if token.type == "paragraph_open":
                paragraph = self._paragraph(next(self.tokens))
                next(self.tokens)
                if paragraph.children:
                    yield paragraph
            elif token.type == "blockquote_open":
                yield Quotation(tuple(self.blocks()))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                yield self._list(token)
            elif token.type == "embed":
                yield self._embed(token)
            else:
                yield self._rule(token)

    def _list(self, token: Token) -> Block:
        items = []
        for item in self.tokens:
            if item.nesting < 0:
                break
            items.append(tuple(self.blocks()))
        tight = bool(token.meta.get("tight", True))
        if token.type == "bullet_list_open":
            return BulletList(tuple(items), tight)
        return NumberedList(tuple(items), int(token.attrs.get("start", 1)), tight)

    def _paragraph(self, inline: Token) -> Paragraph:
        first, end = inline.map or (0, 1)
        lines = inline.content.split("\n")
        # Lines of nothing but blanks that only Unicode knows are taken away from a paragraph's beginning.
        while first + 1 < end and not self.lines[first].rstrip().endswith(lines[0].rstrip()):
            first += 1
        at, positions, offsets = 0, [], []
        for number, line in enumerate(lines):
            # What is left of a source line is always its end: marks and indents are taken from its beginning.
            source = self.lines[first + number]
            offset = self.starts[first + number] + len(source.rstrip()) - len(line.rstrip())
            positions.append(at)
            offsets.append(offset)
            judge_line(line, offset, self.mistakes, follows=number > 0)
            at += len(line) + 1
        if re.match(r"(?: {4}|\t)", self.lines[first]) and inline.level == 1:
            self._note(
                offsets[0],
                "code-block-in-prose",
                "An indented line is no block of code here; readers see an ordinary paragraph.",
                "Take the blanks at the line's start away.",
            )
        return Paragraph(read_inlines(inline.content, _offsets(positions, offsets), self.mistakes))

    def _note(self, offset: int, code: str, message: str, hint: str, severity: Severity = Severity.WARNING) -> None:
        self.mistakes.append(Mistake(offset, code, message, hint, severity))

    def _embed(self, token: Token) -> Block:
        if self.embeds:
            return Embed(token.content, token.meta["offset"])
        self._note(
            token.meta["at"],
            "embed-misplaced",
            f"'{shortened(token.meta['typed'])}' shows an entry in full only in the text of a section.",
            f"Type [[{token.content}]] to mention it.",
            Severity.ERROR,
        )
        return Paragraph((Text(token.meta["typed"]),))

    def _rule(self, token: Token) -> Block:
        line = (token.map or [0])[0]
        source = self.lines[line]
        mark = token.markup[:1]
        start = len(source.rstrip(f"{mark} \t"))
        # Behind a list's mark the same signs may stand for the list; the parser has counted those of the line.
        typed = source.strip() if start == 0 else token.markup
        self._note(
            self.starts[line] + source.find(mark, start),
            "rule-in-prose",
            "A line of hyphens, stars or underscores draws no line here; readers see the signs.",
            "Leave it out, or begin a new section.",
        )
        return Paragraph((Text(typed),))


def _offsets(positions: list[int], offsets: list[int]) -> Callable[[int], int]:
    def offset_at(at: int) -> int:
        line = bisect_right(positions, at) - 1
        return offsets[line] + at - positions[line]

    return offset_at


def read_blocks(tokens: Sequence[Token], text: str, mistakes: list[Mistake], *, embeds: bool) -> Blocks | None:
    """Build the tree of a field; `None` if it is nested too deep to be read without losing words."""
    if any(token.level >= _DEEPEST for token in tokens):
        return None
    _mark_tight_lists(tokens)
    return tuple(_ProseReader(tokens, text, mistakes, embeds).blocks())


def _mark_tight_lists(tokens: Sequence[Token]) -> None:
    # The parser says it of paragraphs: in a tight list those at the items' own level are hidden.
    lists: list[Token] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "paragraph_open" and lists and token.level == lists[-1].level + 2 and not token.hidden:
            lists[-1].meta["tight"] = False
