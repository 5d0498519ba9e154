"""Cite this page: a view goes in; the line by which others cite the page, and the same as BibTeX and CSL-JSON, come out.

This module never gives a page an address that the newsroom did not name, and needs no script: buttons to copy come by one.
"""

from __future__ import annotations

from generator.language import plain
from generator.outputs.bibtex import bibtex
from generator.outputs.cite import CitablePage, csl_json, plain_text
from generator.outputs.story.view import View
from generator.text import Md, heading, html_attribute, html_text, paragraphs


def part(view: View) -> Md:
    """The section; none on a page of an earlier day, which is not the page that others find at the address."""
    if view.linked.as_known:
        return Md("")
    words, cited = view.words, _cited(view)
    line = html_text(plain_text(cited, words))
    forms = "".join(
        _folded(name, text)
        for name, text in (("BibTeX", bibtex(cited, words.locale)), ("CSL-JSON", csl_json(cited, words)))
    )
    # One line of HTML: what is typed here must reach the reader sign by sign, also where Markdown has other extensions.
    # A search leaves it out; it repeats the top of the page.
    box = Md(
        f'<div class="ep-cite" data-search-exclude="" {_said(view)}><p class="ep-cite-line" data-copies="">{line}</p>{forms}</div>'
    )
    return paragraphs([heading(2, words.say("cite"), "cite"), box, words.say("cite_read")])


def _cited(view: View) -> CitablePage:
    story, settings = view.linked.story, view.archive.newsroom.settings
    notes = [view.words.text("fictional", why=story.fictional)] if story.fictional else []
    notes += [view.words.text("draft")] if view.linked.draft else []
    return CitablePage(
        key=view.linked.slug,
        title=plain(view.linked.headline.text(view.words)) if view.linked.headline.before else story.title,
        lang=view.linked.lang,
        authors=tuple(person.name for person in story.by),
        publisher=settings.name or "",
        published=story.published.date if story.published else None,
        updated=story.updated.date if story.updated else None,
        address=f"{settings.url.rstrip('/')}/stories/{view.linked.slug}/" if settings.url else "",
        notes=tuple(notes),
    )


def _said(view: View) -> str:
    """What the script says on its buttons and after them, in the page's language."""
    return " ".join(
        f'data-{name}="{html_attribute(view.words.text(f"cite_{name}"))}"' for name in ("copy", "copied", "failed")
    )


def _folded(name: str, text: str) -> str:
    """An entry for machines: folded, so that it does not stand between people and the end of the page."""
    return (
        f'<details class="ep-cite-data"><summary>{name}</summary>'
        f'<pre data-copies="" data-called="{name}"><code>{_lines(text)}</code></pre></details>'
    )


def _lines(text: str) -> str:
    """Lines as they stand in one line of HTML."""
    indents = ((len(line) - len(line.lstrip(" ")), line) for line in text.split("\n"))
    return "&#10;".join(f"{' ' * indent}{html_text(line)}" for indent, line in indents)
