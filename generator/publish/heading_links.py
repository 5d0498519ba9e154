"""Headings with their permalinks as Python-Markdown makes them go in; the same come out with names for screen readers.

It changes no text, no id and no address, and a page builds without it. It never reads front matter or files.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from generator.language import ENGLISH, words_for
from generator.publish.footnote_links import language_of_page

# After the table of contents has put the permalinks in (it stands at 5).
_AFTER_CONTENTS = 4
_HEADING = re.compile(r"h[1-6]")
_PLAIN_ID = re.compile(r"\S+")


class HeadingLinks(Extension):
    """A Markdown extension that names each permalink by its heading, and each heading by its own words alone.

    Registered in mkdocs.yml as `generator.heading_links`, beside `toc` with `permalink`. The name is in the language of the
    page; `lang` can be set there for hand-written pages in another language than English. The heading's words are put
    after it: 'Link to: The gates close'.

    Both names are put together from words that stand on the page (`aria-labelledby`), so that a translation in the
    browser changes them too: https://www.w3.org/TR/accname-1.2/
    """

    def __init__(self, **settings: Any) -> None:
        self.config = {"lang": [ENGLISH, "The language of pages whose headline does not say its own (BCP 47)."]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        md.treeprocessors.register(_HeadingNamer(md, str(self.getConfig("lang"))), "heading-links", _AFTER_CONTENTS)


class _HeadingNamer(Treeprocessor):
    """One walk over the finished tree."""

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, root: Element) -> None:
        name = words_for(language_of_page(root, self.lang)).text("heading_link")
        for heading in [one for one in root.iter() if isinstance(one.tag, str) and _HEADING.fullmatch(one.tag)]:
            id, last = heading.get("id", ""), heading[-1] if len(heading) else None
            if last is not None and "headerlink" in last.get("class", "").split() and _PLAIN_ID.fullmatch(id):
                _named(heading, last, id, name)


def _named(heading: Element, link: Element, id: str, name: str) -> None:
    """Put the heading's words into an element of their own, by which both the heading and its link are named."""
    attributes, text = dict(heading.attrib), heading.text
    words = [child for child in heading if child is not link]
    tag, tail = heading.tag, heading.tail
    heading.clear()
    heading.tag, heading.tail = tag, tail
    heading.attrib.update(attributes)
    # Ids of ours hold no underscore, so these two meet no other.
    heading.set("aria-labelledby", f"{id}_words")
    span = SubElement(heading, "span", {"id": f"{id}_words"})
    span.text = text
    span.extend(words)
    link.attrib.pop("title", None)
    link.set("id", f"{id}_link")
    link.set("aria-label", name)
    link.set("aria-labelledby", f"{id}_link {id}_words")
    heading.append(link)


def makeExtension(**settings: Any) -> HeadingLinks:  # noqa: N802 (Python-Markdown's name)
    """Let `generator.heading_links` stand in mkdocs.yml as it is."""
    return HeadingLinks(**settings)
