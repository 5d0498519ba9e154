"""Footnotes as Python-Markdown makes them go in; the same come out with names that a screen reader can tell apart.

It changes no text and no number, only where a link back leads and what it is called; a page builds without it. It never reads front matter or files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.treeprocessors import Treeprocessor

from generator.language import ENGLISH, Words, words_for

# After the footnotes extension has made its list and its repeated links back ('footnote-duplicate' stands at 15), and
# after the attributes of headings were read, the language among them ('attr_list' stands at 8).
_AFTER_FOOTNOTES = 7
# Where the footnotes extension puts its marks among the patterns of a line.
_MARKS = 175


class FootnoteLinks(Extension):
    """A Markdown extension that names footnote marks and links back, and says what they are (DPUB-ARIA 1.1).

    Registered in mkdocs.yml as `generator.footnote_links`, beside `footnotes`. The names are in the language of the page
    (see `language_of_page`); `lang` can be set there for hand-written pages in another language than English.

    The mark `1` is called 'Source 1'. The link back of a source cited once is called 'Back to where source 1 is cited',
    those of one cited more often 'Back to where source 1 is cited: place 2 of 3'.

    Roles: https://www.w3.org/TR/dpub-aria-1.1/
    """

    def __init__(self, **settings: Any) -> None:
        self.config = {"lang": [ENGLISH, "The language of pages whose headline does not say its own (BCP 47)."]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        md.treeprocessors.register(_FootnoteNamer(md, str(self.getConfig("lang"))), "footnote-links", _AFTER_FOOTNOTES)
        for notes in md.registeredExtensions:
            if isinstance(notes, FootnoteExtension) and "footnote" in md.inlinePatterns:
                marks = md.inlinePatterns["footnote"]
                # The same name takes the place of the one there is.
                md.inlinePatterns.register(_Marks(marks.pattern, notes), "footnote", _MARKS)


class _Marks(FootnoteInlineProcessor):
    """Makes the same marks as Python-Markdown, in a time that grows with their number alone."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Make one mark."""
        # Where it knows of marks before, it counts up from the first one of this source to find a free number.
        self.footnotes.used_refs.clear()
        mark, start, end = super().handleMatch(m, data)
        if isinstance(mark, Element):
            first = mark.get("id", "")
            number = self.footnotes.found_refs[first]
            name, separator, rest = first.partition(self.footnotes.get_separator())
            mark.set("id", first if number == 1 else f"{name}{number}{separator}{rest}")
        return mark, start, end


class _FootnoteNamer(Treeprocessor):
    """One walk over the finished tree."""

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, root: Element) -> None:
        """Name every mark and every link back, and put the links back into the order in which a reader meets the marks."""
        words, marks = words_for(language_of_page(root, self.lang)), dict[str, list[str]]()
        for raised in root.iter("sup"):
            for link in _links(raised, "footnote-ref"):
                marks.setdefault(link.get("href", ""), []).append(f"#{raised.get('id')}")
        for link in _links(root, "footnote-ref"):
            link.set("role", "doc-noteref")
            number = re.search(r"[0-9]+", "".join(link.itertext()))
            if number:
                link.set("aria-label", words.text("mark_name", number=number[0]))
        for notes in root.iter("div"):
            if notes.get("class") == "footnote":
                notes.set("role", "doc-endnotes")
                for number_, item in enumerate(notes.iterfind("ol/li"), start=1):
                    _name_back(item, number_, marks.get(f"#{item.get('id')}", []), words)


def _name_back(item: Element, number: int, marks: list[str], words: Words) -> None:
    back = list(_links(item, "footnote-backref"))
    if sorted(marks) == sorted(link.get("href", "") for link in back):
        # Python-Markdown numbers the marks inside HTML elements apart from the others.
        for link, mark in zip(back, marks, strict=True):
            link.set("href", mark)
    key = "mark_back_to_one" if len(back) > 1 else "mark_back"
    for place, link in enumerate(back, start=1):
        name = words.text(key, number=str(number), place=str(place), places=str(len(back)))
        link.set("role", "doc-backlink")
        link.set("title", name)
        link.set("aria-label", name)


def language_of_page(root: Element, otherwise: str) -> str:
    """The language that a page's headline is marked with; the pages made from stories say theirs there, hand-written ones need not."""
    headline = next(root.iter("h1"), None)
    return (headline.get("lang") if headline is not None else None) or otherwise


def _links(tree: Element, kind: str) -> Iterator[Element]:
    return (link for link in tree.iter("a") if kind in link.get("class", "").split())


def makeExtension(**settings: Any) -> FootnoteLinks:  # noqa: N802 (Python-Markdown's name)
    """Let `generator.footnote_links` stand in mkdocs.yml as it is."""
    return FootnoteLinks(**settings)
