"""Text as it stands on a page and as writers type it: strings go in, prose trees, safe Markdown and plain text come out.

This room never knows a story, a language's words or a file.
"""

from generator.text.blanks import UNSPACED, is_unspaced, with_line_ends, without_line_ends
from generator.text.from_prose import block_md, inline_md
from generator.text.invisible import CONTROLS, is_blank, kind_of, name_of, unseen
from generator.text.layout import blocks, boxed, items, paragraphs, svg_text, titled
from generator.text.look_alikes import folded, stray_letter
from generator.text.md import Md, escape, escape_part, front_matter, heading, html_attribute, html_text, link, one_line
from generator.text.prose import parse_block, parse_inline
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
    Mistake,
    NumberedList,
    Paragraph,
    Quotation,
    SourceMark,
    Strong,
    Text,
    plain,
    plain_blocks,
    walk,
)
from generator.text.web_address import link_fault, web_address_fault

__all__ = [
    "Block",
    "Blocks",
    "Break",
    "BulletList",
    "CONTROLS",
    "SourceMark",
    "Code",
    "Embed",
    "Emphasis",
    "Inline",
    "Inlines",
    "Link",
    "Md",
    "Mention",
    "Mistake",
    "NumberedList",
    "Paragraph",
    "Quotation",
    "Strong",
    "Text",
    "UNSPACED",
    "block_md",
    "blocks",
    "boxed",
    "escape",
    "escape_part",
    "folded",
    "front_matter",
    "heading",
    "html_attribute",
    "html_text",
    "inline_md",
    "is_blank",
    "is_unspaced",
    "items",
    "kind_of",
    "link",
    "link_fault",
    "name_of",
    "one_line",
    "paragraphs",
    "parse_block",
    "parse_inline",
    "plain",
    "plain_blocks",
    "stray_letter",
    "svg_text",
    "titled",
    "unseen",
    "walk",
    "web_address_fault",
    "with_line_ends",
    "without_line_ends",
]
