"""Whatever is typed into every text field of a story appears as typed in a real browser, and does nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from generator.problem import Severity
from generator.text.prose import parse_block, parse_inline
from tests.browser import opened, served
from tests.newsrooms import write
from tests.payloads import PAYLOADS

ROOT = Path(__file__).parents[2]
TODAY = "2032-01-15"


def accepted_as_prose(text: str) -> bool:
    """Whether prose takes this text; what it refuses with an error (a link to a script) is tested as plain text alone."""
    mistakes = (*parse_block(text)[1], *parse_inline(f"Before {text} after")[1])
    return all(mistake.severity is not Severity.ERROR for mistake in mistakes)


def full_story(text: str) -> dict[str, object]:
    """A story with this text in every field that takes plain text or prose, openly fictional."""
    prose = text if accepted_as_prose(text) else "Harmless words"
    return {
        "title": text,
        "main_claim": "closed",
        "short_answer": f"Before {prose} after",
        "summary": prose,
        "key_points": [prose],
        "by": [{"name": text, "role": text}],
        "edited_by": [text],
        "fact_checked_by": [text],
        "published": {"date": "2031-06-01", "as_stated": text, "worked_out": text},
        "topics": [text],
        "fictional": text,
        "how_we_know": {"why": prose, "how": prose, "limits": prose, "interests": prose},
        "actors": {
            "brandt": {
                "name": text,
                "kind": "person",
                "role": text,
                "description": text,
                "names": {"de": text},
                "aliases": [text],
            },
            "clerks": {
                "name": text,
                "kind": "group",
                "roles": [{"role": text, "when": "2031"}],
                "anonymous": {"described_as": text, "how_many": text, "knows_how": text, "why_unnamed": text},
            },
        },
        "sources": {
            "courier": {
                "kind": "article",
                "publisher": text,
                "title": text,
                "author": text,
                "read": "2031-06-01",
                "about_the_source": text,
            },
            "filing": {
                "kind": "filing",
                "court": text,
                "case_no": text,
                "filed_by": text,
                "jurisdiction": text,
                "title": text,
            },
            "study": {
                "kind": "study",
                "title": text,
                "examines": text,
                "paid_for_by": text,
                "retracted": {"date": "2031-07", "note": text},
            },
            "clerk": {"kind": "person", "name": text, "anonymous": {"described_as": text, "knows_how": text}},
        },
        "claims": {
            "closed": {
                "text": prose,
                "by": ["courier"],
                "about": ["brandt", "clerks"],
                "sources": [{"source": "courier", "citing": "clerk", "where": text}, "filing", "study"],
                "history": [
                    {"date": "2031-05", "status": "reported", "because": prose},
                    {"date": "2031-06", "status": "disputed", "because": prose},
                ],
                "would_settle_it": prose,
            }
        },
        "responses": [
            {"by": "brandt", "response": "denies", "to": "closed", "text": prose, "quote": "shut", "sources": "courier"}
        ],
        "quotes": {
            "shut": {
                "text": text,
                "by": "brandt",
                "context": text,
                "sources": [{"source": "courier", "where": text}],
                "form": "translated",
                "original": {"lang": "de", "text": text},
            }
        },
        "dates": [
            {
                "id": "noon",
                "date": "2031-05",
                "as_stated": text,
                "worked_out": text,
                "title": text,
                "text": prose,
                "sources": "courier",
            },
            {"id": "eve", "date": "2031-04", "title": text, "claim": "closed"},
        ],
        "sections": [
            {
                "id": "one",
                "heading": text,
                "text": f"{prose}\n\nBefore {prose} after [[brandt]] and [[closed]].\n\n![[shut]]\n\n![[closed]]\n\n![[noon]]\n",
            }
        ],
        "questions": [{"question": prose, "answer": prose}],
        "unknowns": [{"text": prose, "about": ["brandt", "closed"]}],
        "figures": {"ferries": {"value": "3", "label": text, "unit": text}},
        "corrections": [{"date": "2031-06", "text": prose, "was": prose}],
        "updates": [{"date": "2031-06", "text": prose}],
        "related": [{"url": "https://fictional.example/", "title": text, "why": text}],
        "notes": f"never shown {text}",
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real site with a page for each payload, and one for harmless words to compare with."""
    root = write(tmp_path_factory.mktemp("payloads"), {})
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "generator" / "theme", root / "generator" / "theme")
    shutil.copy(ROOT / "generator" / "hook.py", root / "generator" / "hook.py")
    (root / "docs" / "index.md").write_text("# Home\n", "utf-8")
    for number, text in enumerate(("Harmless words", *PAYLOADS)):
        dumped = yaml.safe_dump(full_story(text), allow_unicode=True, sort_keys=False, width=10**6)
        (root / "stories" / f"payload-{number:02}.yaml").write_text(dumped, "utf-8")
    from generator.desk import commands

    assert commands.build(root, TODAY, drafts=False) == 0
    return root / "site"


# What a page is made of, apart from its words: enough to see a script, a handler or a broken frame.
LOOK = """() => {
  const all = [...document.querySelectorAll('*')];
  const article = document.querySelector('article.md-content__inner');
  return {
    pwned: typeof window.pwned,
    scripts: document.querySelectorAll('script').length,
    frames: document.querySelectorAll('iframe, object, embed').length,
    handlers: all.filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length,
    active: all.filter(e => /^\\s*(javascript|data|vbscript):/i.test(e.getAttribute('href') || '')).length,
    styled: article.querySelectorAll('style, [style]').length,
    h1: document.querySelectorAll('h1').length,
    h2: article.querySelectorAll('h2').length,
    h3: article.querySelectorAll('h3').length,
    notes: article.querySelectorAll('.footnote li').length,
    footer: document.querySelectorAll('footer').length,
    images: article.querySelectorAll('img').length,
    visible: getComputedStyle(document.body).display,
  };
}"""
WORDS = """() => {
  const words = e => { const c = e.cloneNode(true); c.querySelectorAll('.headerlink, .ep-when, .ep-badge').forEach(x => x.remove()); return c.textContent.trim(); };
  return {
    title: document.title,
    h1: words(document.querySelector('h1')),
    actor: words(document.querySelector('#actor-brandt')),
    section: words(document.querySelector('#section-one')),
    date: words(document.querySelector('#date-noon')),
    name: document.querySelector('span[lang=de]').textContent,
  };
}"""


@pytest.mark.browser
def test_nothing_typed_is_active_and_every_page_keeps_its_frame(site: Path, browser: Browser) -> None:
    looks: list[tuple[str, dict[str, object]]] = []
    dialogs: list[str] = []
    with served(site) as address, opened(browser) as (page, _):
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for number, text in enumerate(("Harmless words", *PAYLOADS)):
            page.goto(f"{address}stories/payload-{number:02}/")
            looks.append((text, page.evaluate(LOOK)))
    harmless = looks[0][1]
    assert {key: harmless[key] for key in ("pwned", "frames", "handlers", "active", "h1", "visible")} == {
        "pwned": "undefined",
        "frames": 0,
        "handlers": 0,
        "active": 0,
        "h1": 1,
        "visible": "flex",
    }
    assert [(text, look) for text, look in looks if look != harmless] == []
    assert dialogs == []


@pytest.mark.browser
def test_every_text_appears_as_it_was_typed(site: Path, browser: Browser) -> None:
    wrong: list[tuple[str, str, str]] = []
    with served(site) as address, opened(browser) as (page, _):
        for number, text in enumerate(PAYLOADS, start=1):
            page.goto(f"{address}stories/payload-{number:02}/")
            for where, shown in page.evaluate(WORDS).items():
                typed = " ".join(text.split())
                # Where the title says the disputed main claim, its standing goes before it; a foreign title is kept apart.
                seen = re.sub("[\u2066-\u2069]", "", " ".join(shown.split())).removeprefix("Disputed: ")
                if seen != (f"{typed} - Explainer pages" if where == "title" else typed):
                    wrong.append((where, text, shown))
    assert wrong == []
