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
from markdown.treeprocessors import Treeprocessor

# After the footnotes extension has made its list and its repeated links back ('footnote-duplicate' stands at 15), and
# before attributes are put into their final form.
_AFTER_FOOTNOTES = 12


class FootnoteLinks(Extension):
    """A Markdown extension that names footnote marks and links back, and says what they are (DPUB-ARIA 1.1).

    Registered in mkdocs.yml as `generator.footnote_links`, beside `footnotes`. The names can be set there for a site in
    another language; `{number}`, `{place}` and `{places}` are filled in.

    The mark `1` is called 'Source 1'. The link back of a source cited once is called 'Back to where source 1 is cited',
    those of one cited more often 'Back to where source 1 is cited: place 2 of 3'.

    Roles: https://www.w3.org/TR/dpub-aria-1.1/
    """

    def __init__(self, **settings: Any) -> None:
        self.config = {
            "mark": ["Source {number}", "The name of a footnote's mark."],
            "back": ["Back to where source {number} is cited", "The name of the only link back of a footnote."],
            "back_to_one": [
                "Back to where source {number} is cited: place {place} of {places}",
                "The name of one of several links back.",
            ],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        md.treeprocessors.register(_Namer(md, self.getConfigs()), "footnote-links", _AFTER_FOOTNOTES)


class _Namer(Treeprocessor):
    """One walk over the finished tree."""

    def __init__(self, md: Markdown, words: dict[str, Any]) -> None:
        super().__init__(md)
        self.words = {key: str(words[key]) for key in ("mark", "back", "back_to_one")}

    def run(self, root: Element) -> None:
        """Name every mark and every link back, and put the links back into the order in which a reader meets the marks."""
        marks: dict[str, list[str]] = {}
        for raised in root.iter("sup"):
            for link in _links(raised, "footnote-ref"):
                marks.setdefault(link.get("href", ""), []).append(f"#{raised.get('id')}")
        for link in _links(root, "footnote-ref"):
            link.set("role", "doc-noteref")
            number = re.search(r"[0-9]+", "".join(link.itertext()))
            if number:
                link.set("aria-label", _filled(self.words["mark"], number=number[0]))
        for notes in root.iter("div"):
            if notes.get("class") == "footnote":
                notes.set("role", "doc-endnotes")
                for number_, item in enumerate(notes.iterfind("ol/li"), start=1):
                    self._name_back(item, number_, marks.get(f"#{item.get('id')}", []))

    def _name_back(self, item: Element, number: int, marks: list[str]) -> None:
        back = list(_links(item, "footnote-backref"))
        if sorted(marks) == sorted(link.get("href", "") for link in back):
            # Python-Markdown numbers the marks inside HTML elements apart from the others.
            for link, mark in zip(back, marks, strict=True):
                link.set("href", mark)
        words = self.words["back_to_one" if len(back) > 1 else "back"]
        for place, link in enumerate(back, start=1):
            name = _filled(words, number=str(number), place=str(place), places=str(len(back)))
            link.set("role", "doc-backlink")
            link.set("title", name)
            link.set("aria-label", name)


def _links(tree: Element, kind: str) -> Iterator[Element]:
    return (link for link in tree.iter("a") if kind in link.get("class", "").split())


def _filled(words: str, **parts: str) -> str:
    """Put parts in by plain replacing: a newsroom's words with other braces in them are no mistake."""
    for key, part in parts.items():
        words = words.replace("{" + key + "}", part)
    return words


def makeExtension(**settings: Any) -> FootnoteLinks:  # noqa: N802 (Python-Markdown's name)
    """Let `generator.footnote_links` stand in mkdocs.yml as it is."""
    return FootnoteLinks(**settings)
