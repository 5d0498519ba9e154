"""How pieces of a page are put together: Markdown goes in; lists, paragraphs, boxes and small titles of it come out.

This module never knows what the pieces say.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.text.md import Md, html_text


def items(lines: Iterable[str]) -> Md:
    """A Markdown list with one line an item."""
    return Md("\n".join(f"- {line}" for line in lines))


def blocks(entries: Iterable[str]) -> Md:
    """A list whose items hold more than a line: `md_in_html` reads an element inside an item of Markdown's own lists badly."""
    listed = "\n".join(f'<li markdown="block">\n\n{entry}\n\n</li>' for entry in entries)
    return Md(f'<ul markdown="1">\n{listed}\n</ul>')


def paragraphs(parts: Iterable[Md | str]) -> Md:
    """Parts with a blank line between, empty ones left out."""
    return Md("\n\n".join(str(part) for part in parts if part))


def titled(title: Md, content: Md) -> Md:
    """Content under a small title of its own; nothing where there is no content."""
    return Md(f"**{title}**{{: .ep-sublabel }}\n\n{content}") if content else Md("")


def boxed(kind: str, content: Md, *, tag: str = "div", id: str = "") -> Md:
    """Markdown inside an element with a class of its own."""
    named = f' id="{id}"' if id else ""
    return Md(f'<{tag} class="{kind}"{named} markdown="1">\n\n{content}\n\n</{tag}>')


def svg_text(words: str) -> str:
    """Words for the inside of an SVG element: an `&` before a blank, which HTML allows, is no XML."""
    return html_text(words).replace("& ", "&amp; ")
