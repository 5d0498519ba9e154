"""The pages about all stories: who stands on them, under which status, at which address, and that nothing leaks or gets lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.addresses import topic_slug
from generator.register import register_of
from generator.render import site_pages
from generator.render.site_pages.leaf import A_PAGE
from tests.newsrooms import run, write

SHARED = {
    "stories/_newsroom.yaml": """
        name: The Made-up Courier
        description: Invented stories, told to test the tool.
        policies: {contact: "mailto:desk@harrow-bay.example"}
    """,
    "stories/_actors.yaml": """
        brandt: {name: Ada Brandt, kind: person, role: harbour master, names: {zh-Hant: 白艾達}, aliases: [Ada of the gates]}
        tidewell: {name: Tidewell Ferries, kind: company}
        nobody: {name: Nobody Names Me, kind: person}
    """,
    "stories/_sources.yaml": """
        courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
    """,
}
GATES = """
title: Who closed the gates?
published: 2031-06-01
fictional: Invented to test the tool.
topics: [Harbour gates, 白浪港]
main_claim: closed
short_answer: Nobody knows [@courier].
actors:
  brandt: {role: then harbour master}
  clerk: {name: A clerk of ours, kind: person}
sources:
  pilot: {kind: person, read: no, anonymous: {described_as: a pilot, knows_how: not-stated, why_unnamed: not-stated}}
claims:
  closed:
    text: "[[brandt]] had the gates closed."
    by: clerk
    about: brandt
    status: disputed
    because: She denies it.
    sources: [{source: courier, citing: pilot}]
    would_settle_it: The log.
responses:
  - {by: brandt, response: denies, to: closed, quote: never, sources: courier}
quotes:
  never: {text: I never did, by: brandt, sources: courier}
dates:
  - {id: closing, date: 2031-04, title: The gates close, claim: closed, actors: brandt}
unknowns: [{text: Who turned the wheel.}]
corrections:
  - {date: 2031-06-05, text: The month was wrong., was: We wrote March.}
  - {date: 2031-06-06, kind: typo, text: A slip.}
"""
FERRY = """
title: Who paid for the ferry?
published: 2031-07-01
fictional: Invented to test the tool.
topics: [harbour-gates, Money]
actors: {tidewell: {}}
claims:
  paid: {text: Tidewell paid., by: tidewell, about: [brandt, tidewell], status: confirmed, because: The bill says so., sources: courier}
dates:
  - {id: paying, date: -0043, title: The bill, sources: courier, topics: Money}
"""


def newsroom(root: Path, **stories: str) -> Path:
    return write(root, SHARED | {f"stories/{slug}.yaml": text for slug, text in stories.items()})


def pages(root: Path) -> dict[str, str]:
    result = run(root)
    assert not result.blocked, [str(problem) for problem in result.problems]
    return {page.path: str(page.text) for page in (*result.pages, *site_pages.render(result.archive))}


def plain(page: str) -> str:
    """What a page says, without marks of links and badges."""
    text = re.sub(r"<[^>]+>", "", page.split("\n---\n", 1)[1])
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)


def lines(page: str) -> list[str]:
    return [line.strip("- ").replace("&#40;", "(") for line in plain(page).splitlines() if line.startswith(("- ", "#"))]


@pytest.fixture
def site(tmp_path: Path) -> dict[str, str]:
    return pages(newsroom(tmp_path, gates=GATES, ferry=FERRY))


def test_these_pages_are_made_beside_the_stories(site: dict[str, str]) -> None:
    assert sorted(site) == [
        "actors/brandt.md",
        "actors/index.md",
        "actors/tidewell.md",
        "claims/index.md",
        "corrections/index.md",
        "index.md",
        "sources/index.md",
        "stories/ferry.md",
        "stories/gates.md",
        "stories/index.md",
        "timeline/index.md",
        "topics/harbour-gates.md",
        "topics/index.md",
        "topics/money.md",
        "topics/topic-3020bf1a.md",
        "unknowns/index.md",
    ]


def test_an_actors_page_holds_what_all_stories_say(site: dict[str, str]) -> None:
    assert lines(site["actors/brandt.md"]) == [
        "# Ada Brandt {#top}",
        "## Takes part in {#stories}",
        "Who paid for the ferry? made up",
        "Who closed the gates? made up: then harbour master",
        "## What is claimed about them {#claims-about}",
        "Tidewell paid. ✓ Confirmed (in: Who paid for the ferry? made up)",
        "Ada Brandt had the gates closed. ≠ Disputed (in: Who closed the gates? made up)",
        "## What they answered {#responses}",
        "Denied: Ada Brandt had the gates closed. ≠ Disputed (in: Who closed the gates? made up)",
        "## In their words {#quotes}",
        "“I never did” (in: Who closed the gates? made up)",
        "## Timeline {#timeline}",
        "April 2031: The gates close ≠ Disputed (in: Who closed the gates? made up)",
    ]
    assert '<span lang="zh-Hant">白艾達</span>' in site["actors/brandt.md"]
    assert "Ada of the gates" in site["actors/brandt.md"]


def test_a_claim_stands_in_the_register_under_its_status_with_who_makes_it(site: dict[str, str]) -> None:
    assert lines(site["claims/index.md"]) == [
        "# All claims {#top}",
        "## Confirmed {#claims-confirmed}",
        "Tidewell paid. ✓ Confirmed · Who says so: Tidewell Ferries (in: Who paid for the ferry? made up)",
        "## Contested {#claims-disputed}",
        "Ada Brandt had the gates closed. ≠ Disputed · Who says so: A clerk of ours (in: Who closed the gates? made up)",
    ]


def test_the_timeline_of_everything_is_in_order_and_says_what_is_only_claimed(site: dict[str, str]) -> None:
    assert lines(site["timeline/index.md"]) == [
        "# One timeline {#top}",
        "## 44 BCE {#timeline-year-43}",
        "44 BCE: The bill (in: Who paid for the ferry? made up)",
        "## 2031 {#timeline-year2031}",
        "April 2031: The gates close ≠ Disputed (in: Who closed the gates? made up)",
    ]


def test_a_source_is_told_by_publisher_with_all_its_stories(site: dict[str, str]) -> None:
    assert lines(site["sources/index.md"]) == [
        "# Sources {#top}",
        "## M {#sources-m}",
        "**The Made-up Courier** (article, published May 2, 2031, read by us on May 3, 2031, relied on for 2 claims). "
        "Used in: Who paid for the ferry? made up, Who closed the gates? made up",
        "## People who are not named {#sources-unnamed}",
        "**a pilot** (person, relied on for 1 claim). Used in: Who closed the gates? made up",
    ]
    assert "2 sources stand behind these stories. 1 of them is not named." in plain(site["sources/index.md"])


def test_corrections_are_told_and_slips_of_the_pen_are_not(site: dict[str, str]) -> None:
    assert lines(site["corrections/index.md"]) == [
        "# Corrections {#top}",
        "## 2031 {#corrections-year2031}",
        "June 5, 2031 · Correction: The month was wrong. The page said before: We wrote March. "
        "(in: Who closed the gates? made up)",
    ]


def test_what_is_not_known_is_gathered_with_an_invitation_to_write_in(site: dict[str, str]) -> None:
    assert lines(site["unknowns/index.md"]) == [
        "# What is not known {#top}",
        "## Who closed the gates? made up {#unknowns-gates}",
        "Who turned the wheel. (in: Who closed the gates? made up)",
        "Ada Brandt had the gates closed. ≠ Disputed. What would settle it: The log. (in: Who closed the gates? made up)",
    ]
    assert "[Contact](mailto:desk@harrow-bay.example)" in site["unknowns/index.md"]


def test_a_topic_typed_in_two_ways_is_one_with_one_timeline(site: dict[str, str]) -> None:
    assert lines(site["topics/index.md"]) == [
        "# Topics {#top}",
        "harbour-gates (2 stories)",
        "Money (1 story)",
        "白浪港 (1 story)",
    ]
    assert lines(site["topics/harbour-gates.md"])[-2:] == [
        "## Timeline {#timeline}",
        "April 2031: The gates close ≠ Disputed (in: Who closed the gates? made up)",
    ]
    assert "44 BCE: The bill" in plain(site["topics/money.md"])


def test_everyone_who_takes_part_is_in_the_index_also_those_of_one_story(site: dict[str, str]) -> None:
    assert lines(site["actors/index.md"]) == [
        "# Who is who {#top}",
        "## Companies {#kind-company}",
        "Tidewell Ferries (1 story)",
        "## People {#kind-person}",
        "A clerk of ours (in: Who closed the gates? made up)",
        "Ada Brandt: harbour master (2 stories)",
    ]


def test_a_home_page_written_by_hand_wins(tmp_path: Path) -> None:
    result = run(newsroom(tmp_path, gates=GATES))
    assert [page.path for page in site_pages.render(result.archive) if page.gives_way] == ["index.md"]


def test_a_withdrawn_story_gives_its_title_and_nothing_of_its_content(tmp_path: Path) -> None:
    gone = GATES + "withdrawn: {date: 2031-08-01, reason: It was wrong.}\n"
    site = pages(newsroom(tmp_path, gates=gone, ferry=FERRY))
    others = {path: text for path, text in site.items() if not path.startswith("stories/gates")}
    words = ("Ada Brandt had the gates closed", "Who turned the wheel", "I never did", "The gates close", "a pilot")
    assert [(path, word) for path, text in others.items() for word in words if word in text] == []
    assert "Who closed the gates? made up taken back" in plain(site["stories/index.md"])
    assert "Who closed the gates? made up taken back" in plain(site["corrections/index.md"])


def test_a_draft_and_a_writers_notes_are_nowhere(tmp_path: Path) -> None:
    draft = GATES.replace("published: 2031-06-01", "notes: plumquartz").replace("Who closed", "plumquartz")
    site = pages(newsroom(tmp_path, gates=draft, ferry=FERRY.rstrip() + "\nnotes: plumquartz\n"))
    assert [path for path, text in site.items() if "plumquartz" in text or path == "stories/gates.md"] == []
    assert "Who turned the wheel" not in site["unknowns/index.md"]


def test_a_list_too_long_for_one_page_is_parted_and_loses_nothing(tmp_path: Path) -> None:
    many = "".join(
        f"  c{n}: {{text: Claim number {n}., by: tidewell, status: reported, sources: courier}}\n"
        for n in range(A_PAGE + 5)
    )
    site = pages(newsroom(tmp_path, ferry=FERRY.replace("claims:\n", f"claims:\n{many}")))
    assert "[Confirmed](confirmed.md) &#40;1)" in site["claims/index.md"].replace("(1)", "&#40;1)").replace(
        "../claims/", ""
    )
    told = re.findall(r"Claim number (\d+)\.", plain(site["claims/reported.md"]))
    assert told == [str(n) for n in range(A_PAGE + 5)]


@pytest.mark.parametrize(
    ("topic", "slug"),
    [
        ("Harbour gates", "harbour-gates"),
        ("HARBOUR-GATES", "harbour-gates"),
        ("白浪港", "topic-3020bf1a"),
        ("index", "index-1bc04b52"),
        ("con", "con-1143da2b"),
        ("A/B", "a-b-c14cddc0"),
        ("!!!", "topic-e84c538e"),
        ("🎉", "topic-6146299c"),
    ],
)
def test_a_topics_address_comes_from_its_name_alone(topic: str, slug: str) -> None:
    assert topic_slug(topic) == slug


def test_every_link_between_these_pages_arrives(site: dict[str, str]) -> None:
    import posixpath

    ids = {path: set(re.findall(r"(?:\{#|id=\")([A-Za-z0-9-]+)", text)) for path, text in site.items()}
    ids = {
        path: found | {f"source-{s}" for s in re.findall(r"(?m)^\[\^([a-z0-9-]+)\]:", site[path])}
        for path, found in ids.items()
    }
    broken = []
    for path, text in site.items():
        for target in re.findall(r"\]\(([^):]+)\)", text):
            page, _, anchor = target.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) if page else path
            if there not in site or (anchor and anchor not in ids[there]):
                broken.append((path, target))
    assert broken == []


def test_two_stories_in_folders_keep_two_anchors(tmp_path: Path) -> None:
    root = newsroom(tmp_path, **{"a/b": GATES, "a-b": GATES})
    text = pages(root)["unknowns/index.md"]
    ids = re.findall(r"\{#(unknowns-[^}]+)\}", text)
    assert len(ids) == len(set(ids)) == 2


def test_all_of_a_story_is_found_once(tmp_path: Path) -> None:
    register = register_of(run(newsroom(tmp_path, gates=GATES, ferry=FERRY)).archive)
    assert [(one.id, [s.slug for s in one.stories]) for one in register.sources] == [
        ("courier", ["ferry", "gates"]),
        ("pilot", ["gates"]),
    ]
    assert [(own.id, own.story.slug) for own in register.own_actors] == [("clerk", "gates")]
    assert sorted(register.actors) == ["brandt", "tidewell"]
