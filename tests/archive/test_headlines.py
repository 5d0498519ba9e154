"""A headline that says an unconfirmed main claim outright: it is warned about, and stands nowhere without the claim's standing."""

from __future__ import annotations

import datetime
import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.archive.headline import Headline, asserts
from generator.language.bidi import plain
from generator.language.words import words_for
from generator.publish.search_text import search_page
from generator.versions.as_of.archive import as_known
from tests.conftest import ROOT
from tests.newsrooms import page, problems, run, write
from tests.outputs.test_standing import ENVIRONMENT

PAIRS = yaml.safe_load((ROOT / "tests" / "archive" / "headlines" / "pairs.yaml").read_text("utf-8"))
STORY = """
lang: LANG
title: "TITLE"
published: 2031-06-01
updated: 2031-07-01
topics: [Harbours]
main_claim: taken
short_answer: Nobody did it.
aliases: [old-ALIAS]
actors:
  brandt: {name: Ada Brandt, kind: person, role: clerk}
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
claims:
  taken: {text: "CLAIM", by: courier, about: brandt, status: STATUS, because: So it stands., sources: courier, would_settle_it: A log.}
corrections:
  - {date: 2031-06-20, text: The day was wrong., was: May 1., claim: taken}
"""
OTHER = """
title: What else is there?
published: 2031-06-02
topics: [Harbours]
summary: "See [[story:money]]."
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
claims:
  seen: {text: Somebody saw it., by: courier, status: reported, sources: courier}
related: [{story: money, why: It is near.}]
"""


def typed(title: str, claim: str, status: str, lang: str = "en", alias: str = "money") -> str:
    parts = {"TITLE": title, "CLAIM": claim, "STATUS": status, "LANG": lang, "ALIAS": alias}
    return re.sub("|".join(parts), lambda found: parts[found[0]].replace('"', r"\""), STORY)


@pytest.mark.parametrize(
    ("lang", "claim", "pair"),
    [(lang, group["claim"], pair) for lang, group in PAIRS.items() for pair in group["pairs"]],
    ids=[f"{lang}-{n}" for lang, group in PAIRS.items() for n, _ in enumerate(group["pairs"])],
)
def test_titles_judged_by_hand_are_warned_about_or_not(
    tmp_path: Path, lang: str, claim: str, pair: dict[str, str]
) -> None:
    write(tmp_path, {"stories/money.yaml": typed(pair["title"], claim, pair["standing"], lang)})
    warnings = [one for one in run(tmp_path).problems if one.code == "headline-says-claim"]
    assert bool(warnings) == pair["warned"]
    word = words_for(lang).text(f"status_{pair['standing']}")
    for one in warnings:
        assert (one.place.line, one.place.column, str(one.severity)) == (2, 8, "warning")
        assert f"that claim is '{pair['standing']}'" in one.message and f"'{word}'" in one.hint
    assert run(tmp_path).archive.stories[0].headline.text(words_for(lang)) == (
        words_for(lang).text("with_colon", first=word, rest=pair["title"]) if warnings else pair["title"]
    )


def test_a_claim_that_names_somebody_by_id_is_compared_by_the_name_also_a_shared_one(tmp_path: Path) -> None:
    story = typed("Ada Brandt took it", "[[brandt]] took it.", "refuted").replace(
        "brandt: {name: Ada Brandt, kind: person, role: clerk}", "brandt: {}"
    )
    shared = "brandt: {name: Ada Brandt, kind: person, role: clerk}\n"
    write(tmp_path, {"stories/_actors.yaml": shared, "stories/money.yaml": story})
    archive = run(tmp_path).archive
    assert archive.stories[0].headline == archive.headlines["money"] != Headline("Ada Brandt took it", "en")


def test_an_assessment_without_a_status_is_called_one(tmp_path: Path) -> None:
    story = typed("The gates failed", "The gates failed.", "none").replace("status: none", "sort: assessment")
    write(tmp_path, {"stories/money.yaml": story.replace("because: So it stands., ", "")})
    assert '# <span class="ep-badge ep-none">An assessment</span> The gates failed' in page(tmp_path, "money")
    assert any("headline-says-claim" in line and "has no status" in line for line in problems(tmp_path))


def test_a_newsroom_can_turn_the_rule_off_and_the_standing_stays(tmp_path: Path) -> None:
    story = typed("Ada took it", "Ada took it.", "refuted")
    write(tmp_path, {"stories/money.yaml": story, "stories/_newsroom.yaml": "rules: {headline-says-claim: off}\n"})
    assert not any("headline-says-claim" in line for line in problems(tmp_path))
    assert "title: 'Refuted: Ada took it'" in page(tmp_path, "money")


def test_an_earlier_day_shows_the_standing_of_that_day(tmp_path: Path) -> None:
    story = typed("Ada took it", "Ada took it.", "X").replace(
        "status: X, because: So it stands.",
        "history: [{date: 2031-05-02, status: reported}, {date: 2031-06-10, status: refuted}]",
    )
    write(tmp_path, {"stories/money.yaml": story})
    then = as_known(run(tmp_path).archive, datetime.date(2031, 5, 20))
    assert then.stories[0].headline.own_text() == "Reported: Ada took it"


SIGN = "Zzyzx"
TITLE = f"{SIGN} times over: Ada took it"


def bare(text: str, said: str) -> list[str]:
    """Each place where the headline stands without the standing just before it."""
    text = plain(html.unescape(html.unescape(text)))
    text = re.sub(r"<[^>]*>|[“„«「\"{*\[]", "", text)
    text = " ".join(text.split())
    return [
        text[max(0, m.start() - 60) : m.end() + 40]
        for m in re.finditer(SIGN, text)
        if not re.search(said, text[: m.start()][-40:])
    ]


@pytest.mark.parametrize(("lang", "word"), [("en", "Refuted"), ("ar", "ثبت بطلانه"), ("fr", "Réfutée")])
def test_no_output_of_a_site_shows_the_headline_without_the_standing(newsroom: Path, lang: str, word: str) -> None:
    """Every file that is built: pages, heads, lists, citations, old addresses, menus, whatever there will be."""
    write(newsroom, {"stories/money.yaml": typed(TITLE, "Ada took it.", "refuted", lang), "stories/other.yaml": OTHER})
    command = (sys.executable, "-c", "from generator.desk.cli import main; main()", "build")
    done = subprocess.run(command, cwd=newsroom, env=ENVIRONMENT, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    files = [p for folder in ("docs", "site") for p in (newsroom / folder).rglob("*") if p.suffix in TEXTS]
    # Before it: the word of the page's own language, and what parts it from the headline.
    said = rf"(?:{word}|Refuted)\s*:? ?$"
    found = {str(p.relative_to(newsroom)): places for p in files if (places := bare(p.read_text("utf-8"), said))}
    assert found == {}
    shown = [
        p.relative_to(newsroom / "site").as_posix() for p in files if "site" in p.parts and SIGN in p.read_text("utf-8")
    ]
    assert {"stories/money/index.html", "stories/old-money/index.html", "stories/other/index.html", "stories/index.html",
            "topics/harbours/index.html", "sources/index.html", "corrections/index.html", "unknowns/index.html",
            "claims/index.html"} <= set(shown)  # fmt: skip
    text = (newsroom / "site/stories/money/index.html").read_text("utf-8")
    for place in (
        "<title>",
        'name="description"',
        "@online{" if "@online" in text else "@misc{",
        '"title":',
        "ep-cite-line",
    ):
        assert html.unescape(text).count(place) >= 1
    known = search_page(text)
    assert known is not None
    assert (known.entries[0].title, known.entries[0].before) == (TITLE, word)


TEXTS = (".html", ".md", ".xml", ".json", ".txt", ".csv", ".svg", ".js")


@pytest.mark.parametrize("title", ["What is known of the gates", "Did Ada take it?", "*Stars* & [brackets]"])
def test_a_title_that_says_no_claim_stays_as_it_was(tmp_path: Path, title: str) -> None:
    write(tmp_path, {"stories/money.yaml": typed(title, "Ada took it.", "refuted")})
    assert run(tmp_path).archive.stories[0].headline == Headline(title, "en")


@given(st.text(max_size=30), st.text("Xb 港ا.’?", max_size=60), st.sampled_from(["en", "zh-Hant", "ar", "it"]))
def test_any_two_texts_can_be_compared_and_a_sentence_says_itself(claim: str, title: str, lang: str) -> None:
    asserts(title, claim, lang)
    asserts(claim, claim, lang)
    asked = "?" in title.rstrip(" ’")[-1:]
    assert asserts(title, title, lang) == (any(sign in title for sign in "Xb港ا") and not asked)


def test_in_a_language_without_words_here_only_the_claim_itself_is_told_apart() -> None:
    assert asserts("Ada ha preso il denaro!", "Ada ha preso il denaro.", "it")
    assert not asserts("È falso che Ada ha preso il denaro", "Ada ha preso il denaro.", "it")
