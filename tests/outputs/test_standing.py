"""The standing of a claim flows everywhere: each place where a built site shows a claim shows its status now, and follows it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.publish.search_text import search_page
from generator.story.status import Status
from tests.newsrooms import BASE, page, story, write

ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1957737600", "NO_MKDOCS_2_WARNING": "1"}
STATUSES = tuple(Status)
WORDS = {status: status.value.capitalize() for status in STATUSES}

# The claim's own words: where they stand, the claim is shown. A mention in other words carries its status too.
CLAIM, OTHERS = "the quillon sluice was opened", "those quillon doings"
EVERYWHERE = f"""
title: Who opened the sluice of Harrow Bay?
published: 2031-06-01
fictional: Invented to test the tool.
main_claim: opened
short_answer: "Somebody asked whether [[opened]] and whether [[opened|{OTHERS}]] matter [@courier]."
summary: "What is said is [[opened]]. Others call it [[opened|{OTHERS}]] [@courier]."
key_points: ["One point: [[opened]]."]
how_we_know: {{why: "Because of [[opened]].", how: "By reading on [[opened|{OTHERS}]]."}}
actors:
  brandt: {{name: Ada Brandt, kind: person, role: harbour master}}
  wick: {{name: Jonas Wick, kind: person, role: clerk}}
sources:
  courier: {{kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}}
  clerk: {{kind: person, read: no, anonymous: {{described_as: a clerk, knows_how: not-stated, why_unnamed: not-stated}}}}
claims:
  opened:
    text: {CLAIM.capitalize()}.
    by: wick
    about: brandt
    sources: [{{source: courier, citing: clerk}}]
    STANDING
    would_settle_it: The log, which would show [[opened]].
  second:
    text: Somebody else saw it.
    by: wick
    status: pending
    because: It hangs on [[opened]].
    sources: courier
responses:
  - {{by: brandt, response: denies, to: [opened], sources: courier, text: "Of [[opened|{OTHERS}]] she said no."}}
quotes:
  nothing: {{text: Nothing was touched, by: brandt, sources: courier}}
dates:
  - {{id: opening, date: 2031-04, title: The quillon sluice, claim: opened}}
  - {{date: 2031-05-02, title: The paper, text: "It prints [[opened]].", sources: courier}}
figures:
  hours: {{value: 8, unit: hours, label: "how long {CLAIM}", claim: opened}}
  water:
    label: water since {CLAIM}
    unit: litres
    claim: opened
    points: [{{when: 2031-04, value: 900}}, {{when: 2031-05, value: 950}}]
sections:
  - heading: What is told
    text: |
      It is told that [[opened]], and [[opened|{OTHERS}]] again, as [[opening]] shows, for [[hours|{OTHERS}]] [@courier]
      and [[water]].

      ![[hours]]

      ![[water]]

      ![[opened]]

      ![[opening]]
questions:
  - {{question: What of it, answer: "Ask about [[opened]]."}}
unknowns:
  - {{text: "Whether [[opened]].", about: opened}}
corrections:
  - {{date: 2031-06-02, kind: correction, text: "It is [[opened]] that matters.", was: "We wrote that [[opened|{OTHERS}]] were known."}}
updates:
  - {{date: 2031-06-03, text: "More on [[opened]]."}}
"""


@dataclass
class Node:
    tag: str
    parent: Node | None
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def within(self) -> list[Node]:
        return [self, *(self.parent.within() if self.parent else [])]


class _Tree(HTMLParser):
    """The elements of a page and the texts in them."""

    EMPTY = frozenset(("meta", "link", "img", "br", "hr", "input", "path", "rect", "line", "circle", "use", "source"))

    def __init__(self) -> None:
        super().__init__()
        self.at = Node("", None)
        self.texts: list[tuple[str, Node]] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, self.at, {name: value or "" for name, value in attrs})
        self.attributes += node.attributes.values()
        self.at.children.append(node)
        if tag not in self.EMPTY:
            self.at = node

    def handle_endtag(self, tag: str) -> None:
        for node in self.at.within():
            if node.tag == tag and node.parent:
                self.at = node.parent
                return

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)
        self.texts.append((data, self.at))


# What a reader takes in at one look: a sentence or line of its own, or the card or entry that a heading opens.
ONE_LOOK = ("p", "tr", "li", "dd", "figcaption", "blockquote", "title", "text", "desc")


def one_look(node: Node) -> str:
    around = node.within()
    entry = next((one for one in around if "ep-date" in one.attributes.get("class", "").split()), None)
    if entry:
        return entry.text()
    if any(one.tag in ("h3", "h2") for one in around):
        card = next(one for one in around if one.tag == "li" or "ep-card" in one.attributes.get("class", ""))
        return card.text()
    nearest = next((one for one in around if one.tag in ONE_LOOK), None)
    assert nearest, node.within()[0].text()
    return nearest.text()


def shows(text: str) -> bool:
    return CLAIM in " ".join(text.split()).lower() or OTHERS in text


def built(root: Path, standing: str) -> None:
    write(root, {"stories/sluice.yaml": EVERYWHERE.replace("STANDING", standing)})
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=root,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


def looks(site: Path) -> list[str]:
    """Every place of every output where the claim is shown, as much of it as is taken in at one look."""
    found = []
    for path in sorted(site.rglob("*.html")):
        tree = _Tree()
        tree.feed(path.read_text("utf-8"))
        found += [one_look(node) for text, node in tree.texts if shows(text)]
        found += [value for value in tree.attributes if shows(value)]
        known = search_page(path.read_text("utf-8"))
        entries = known.entries if known and not known.listing else ()
        found += [text for e in entries if shows(text := f"{e.title} {e.status} {e.words}")]
    others = [p for p in site.rglob("*") if p.is_file() and p.suffix in (".xml", ".txt", ".csv", ".svg")]
    return found + [text for path in others if shows(text := path.read_text("utf-8", errors="replace"))]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(
    "form", ["status: {}", "history: [{{date: 2031-05-02, status: pending}}, {{date: 2031-05-20, status: {}}}]"]
)
def test_every_place_that_shows_a_claim_shows_its_status_now(newsroom: Path, status: Status, form: str) -> None:
    built(newsroom, form.format(status))
    found = looks(newsroom / "site")
    without = [" ".join(look.split()) for look in found if WORDS[status] not in look]
    assert "\n".join(without) == ""
    assert len(found) > 30  # the places in the story above; each is there


def test_claims_that_mention_each_other_come_to_an_end(tmp_path: Path) -> None:
    typed = BASE.replace("text: Ada Brandt had the gates closed.", "text: 'Something like [[closed]].'")
    assert "### Something like Something like closed" in page(story(tmp_path, "", base=typed))
