"""Source marks and links back have names that a screen reader can tell apart, and nothing else about a page changes."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

import markdown
import pytest
from markdown.extensions.footnotes import FootnoteExtension

from generator.publish.footnote_links import FootnoteLinks
from tests.endless import comes_to_an_end

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


@pytest.mark.parametrize(
    "settings",
    [{}, {"UNIQUE_IDS": True}, {"SEPARATOR": "-"}, {"SUPERSCRIPT_TEXT": "[{}]"}],
)
def test_marks_are_numbered_as_python_markdown_numbers_them(settings: dict[str, object]) -> None:
    text = "".join(f"Word {n}[^{id}].\n\n" for n in range(13) for id in ("b", "a", "none", "a:2", "2"))
    text += "".join(f"[^{id}]: Note {id}, as in[^a].\n\n" for id in ("a", "2", "b", "a:2"))

    def made(*more: object) -> str:
        return markdown.markdown(text, extensions=[FootnoteExtension(**settings), "md_in_html", *more])  # type: ignore[list-item]

    plain = re.sub(r' (?:role|aria-label|title)="[^"]*"', "", made(FootnoteLinks()))
    assert plain == re.sub(r' title="[^"]*"', "", made())


def test_ten_thousand_marks_of_one_source_come_to_an_end() -> None:
    text = "".join(f"Word {n}[^a].\n\n" for n in range(10_000)) + "[^a]: A note.\n"
    with comes_to_an_end():
        assert html(text).count('class="footnote-backref"') == 10_000


def test_two_pages_with_one_converter_do_not_mix() -> None:
    converter = markdown.Markdown(extensions=[*BASE, "generator.footnote_links"])
    first = converter.convert(NOTES)
    converter.reset()
    assert converter.convert(NOTES) == first


def test_a_page_without_footnotes_and_one_without_the_footnotes_extension_stay_as_they_are() -> None:
    assert html("Plain.") == "<p>Plain.</p>"
    assert markdown.markdown("A[^a].", extensions=[FootnoteLinks()]) == "<p>A[^a].</p>"
