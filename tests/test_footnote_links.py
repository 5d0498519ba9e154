"""Source marks and links back have names that a screen reader can tell apart, and nothing else about a page changes."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

import markdown

from generator.footnote_links import FootnoteLinks

NOTES = """
One[^a], two[^b], one again[^a].

<ul markdown="1">
<li markdown="block">
In a list[^a].
</li>
</ul>

[^a]: **A**: a note.

[^b]: **B**: another.
"""

BASE = ["footnotes", "md_in_html", "attr_list"]


def html(text: str, **settings: str) -> str:
    return markdown.markdown(text, extensions=[*BASE, FootnoteLinks(**settings)])


def links(text: str, kind: str) -> list[Element]:
    tree = fromstring(f"<div>{text.replace('&#8617;', '').replace('&#160;', '')}</div>")
    return [link for link in tree.iter("a") if link.get("class") == kind]


def test_a_mark_is_called_by_its_source_note() -> None:
    marks = links(html(NOTES), "footnote-ref")
    assert [(m.get("aria-label"), m.get("role"), m.text, m.get("href")) for m in marks] == [
        ("Source 1", "doc-noteref", "1", "#fn:a"),
        ("Source 2", "doc-noteref", "2", "#fn:b"),
        ("Source 1", "doc-noteref", "1", "#fn:a"),
        ("Source 1", "doc-noteref", "1", "#fn:a"),
    ]


def test_each_link_back_has_a_name_of_its_own() -> None:
    back = links(html(NOTES), "footnote-backref")
    assert [(b.get("aria-label"), b.get("title"), b.get("role"), b.get("href")) for b in back] == [
        (name, name, "doc-backlink", href)
        for name, href in (
            ("Back to where source 1 is cited: place 1 of 3", "#fnref:a"),
            ("Back to where source 1 is cited: place 2 of 3", "#fnref2:a"),
            ("Back to where source 1 is cited: place 3 of 3", "#fnref3:a"),
            ("Back to where source 2 is cited", "#fnref:b"),
        )
    ]


def test_nothing_but_attributes_changes() -> None:
    without = markdown.markdown(NOTES, extensions=BASE)
    stripped = re.sub(r' (?:role|aria-label|title)="[^"]*"', "", html(NOTES))
    assert stripped == re.sub(r' title="[^"]*"', "", without)


def test_two_pages_with_one_converter_do_not_mix() -> None:
    converter = markdown.Markdown(extensions=[*BASE, "generator.footnote_links"])
    first = converter.convert(NOTES)
    converter.reset()
    assert converter.convert(NOTES) == first


def test_a_page_without_footnotes_and_one_without_the_footnotes_extension_stay_as_they_are() -> None:
    assert html("Plain.") == "<p>Plain.</p>"
    assert markdown.markdown("A[^a].", extensions=[FootnoteLinks()]) == "<p>A[^a].</p>"
