"""The pages about all stories: who stands on them, under which status, at which address, and that nothing leaks or gets lost."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.outputs.lists.pages import list_pages
from generator.outputs.lists.rows import UNFOLDED
from generator.outputs.register import A_PAGE, register_of
from generator.outputs.source_place import letter_of, source_letter
from generator.story.source import Source
from generator.writing.addresses import actor_path, folded, topic_slug
from generator.writing.page import path_fault, published_at
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
CONFIRMED = "Tidewell paid. ✓ Confirmed"
DISPUTED = "Ada Brandt had the gates closed. ≠ Disputed"
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
    return {page.path: str(page.text) for page in (*result.pages, *list_pages(result.archive))}


def plain(page: str) -> str:
    """What a page says, without marks of links and badges."""
    text = re.sub(r"<[^>]+>", "", page.split("\n---\n", 1)[1])
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)


def lines(page: str) -> list[str]:
    """Headings, without the language that the headline carries, and the lines of lists; a source's line stands in an element of its own."""
    said = plain(re.sub(r'<li markdown="block">\n\n', "- ", page).replace('{#top lang="en"}', "{#top}")).splitlines()
    return [line.strip("- ").replace("&#40;", "(") for line in said if line.startswith(("- ", "#"))]


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
        "Tidewell paid. ✓ Confirmed Who says so: Tidewell Ferries · About: Ada Brandt and Tidewell Ferries · In: Who paid for the ferry? made up",
        "Ada Brandt had the gates closed. ≠ Disputed Who says so: A clerk of ours · About: Ada Brandt · In: Who closed the gates? made up",
        "## What they answered {#responses}",
        "Denied: Ada Brandt had the gates closed. ≠ Disputed In: Who closed the gates? made up",
        "## In their words {#quotes}",
        "“I never did” In: Who closed the gates? made up",
        "## Timeline {#timeline}",
        "April 2031 The gates close ≠ Disputed In: Who closed the gates? made up",
    ]
    assert '<span lang="zh-Hant">白艾達</span>' in site["actors/brandt.md"]
    assert "Ada of the gates" in site["actors/brandt.md"]


def test_a_claim_stands_in_the_register_under_its_status_with_who_makes_it(site: dict[str, str]) -> None:
    assert lines(site["claims/index.md"]) == [
        "# All claims {#top}",
        "## Confirmed {#claims-confirmed}",
        "Tidewell paid. ✓ Confirmed Who says so: Tidewell Ferries · About: Ada Brandt and Tidewell Ferries · In: Who paid for the ferry? made up",
        "## Contested {#claims-disputed}",
        "Ada Brandt had the gates closed. ≠ Disputed Who says so: A clerk of ours · About: Ada Brandt · In: Who closed the gates? made up",
    ]


def test_the_timeline_of_everything_is_in_order_and_says_what_is_only_claimed(site: dict[str, str]) -> None:
    assert lines(site["timeline/index.md"]) == [
        "# One timeline {#top}",
        "## 44 BCE {#timeline-year-43}",
        "44 BCE The bill In: Who paid for the ferry? made up",
        "## 2031 {#timeline-year2031}",
        "April 2031 The gates close ≠ Disputed In: Who closed the gates? made up",
    ]


def test_a_source_is_told_by_publisher_with_all_its_stories(site: dict[str, str]) -> None:
    assert lines(site["sources/index.md"]) == [
        "# Sources {#top}",
        "## By kind {#by-kind}",
        "article 1 source · used in 2 stories · relied on for 2 claims",
        "person 1 source · used in 1 story · relied on for 1 claim · 1 not named",
        "## M {#sources-m}",
        "**The Made-up Courier** (article, published May 2, 2031, read by us on May 3, 2031) "
        "Used in: Who paid for the ferry? made up, Who closed the gates? made up",
        f"{CONFIRMED} made up",
        f"{DISPUTED} made up",
        "## People who are not named {#sources-unnamed}",
        "**a pilot** (person) Used in: Who closed the gates? made up",
        f"{DISPUTED} made up",
    ]
    text = plain(site["sources/index.md"])
    assert "2 sources stand behind these stories. 1 of them is not named (50%)." in text
    assert f"Relied on for 2 claims\n\n- {CONFIRMED} made up\n- {DISPUTED} made up\n" in text
    assert f"Relied on for 1 claim\n\n- {DISPUTED} made up\n" in text


def test_people_whom_we_spoke_with_were_heard_and_not_read(tmp_path: Path) -> None:
    gates = GATES.replace("pilot: {kind: person, read: no", "pilot: {kind: person, read: 2031-05-07")
    told = lines(pages(newsroom(tmp_path, gates=gates))["sources/index.md"])
    assert "**a pilot** (person, heard by us on May 7, 2031) Used in: Who closed the gates? made up" in told


def test_corrections_are_told_and_slips_of_the_pen_are_not(site: dict[str, str]) -> None:
    assert lines(site["corrections/index.md"]) == [
        "# Corrections {#top}",
        "## 2031 {#corrections-year2031}",
        "June 5, 2031 · Correction: The month was wrong. The page said before: We wrote March. "
        "In: Who closed the gates? made up",
    ]


def test_what_is_not_known_is_gathered_with_an_invitation_to_write_in(site: dict[str, str]) -> None:
    assert lines(site["unknowns/index.md"]) == [
        "# What is not known {#top}",
        "## Who closed the gates? made up {#unknowns-gates}",
        "Who turned the wheel.",
        "Ada Brandt had the gates closed. ≠ Disputed What would settle it: The log.",
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
        "April 2031 The gates close ≠ Disputed In: Who closed the gates? made up",
    ]
    assert "44 BCE The bill" in plain(site["topics/money.md"])


def test_everyone_who_takes_part_is_in_the_index_also_those_of_one_story(site: dict[str, str]) -> None:
    assert lines(site["actors/index.md"]) == [
        "# Who is who {#top}",
        "## Companies {#kind-company}",
        "Tidewell Ferries (1 story)",
        "## People {#kind-person}",
        "A clerk of ours In: Who closed the gates? made up",
        "Ada Brandt: harbour master (2 stories)",
    ]


def test_a_home_page_written_by_hand_wins(tmp_path: Path) -> None:
    result = run(newsroom(tmp_path, gates=GATES))
    assert [page.path for page in list_pages(result.archive) if page.gives_way] == ["index.md"]


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
    first, second = (re.findall(r"Claim number (\d+)\.", plain(site[f"claims/reported{end}.md"])) for end in ("", "-2"))
    assert (first, second) == ([str(n) for n in range(A_PAGE)], [str(n) for n in range(A_PAGE, A_PAGE + 5)])
    assert "Further pages: · [2](../claims/reported-2.md)" in site["claims/reported.md"]
    assert "Reported, neither proved nor contested (2/2)" in site["claims/reported-2.md"]


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
    assert broken_links(site) == []


def broken_links(site: dict[str, str]) -> list[tuple[str, str]]:
    """Pages and the links on them that lead to no page, or to no place on it."""
    ids = {path: set(re.findall(r"(?:\{#|id=\")([A-Za-z0-9.-]+)", text)) for path, text in site.items()}
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
    return broken


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


def test_claims_stand_in_the_register_by_their_stories_and_then_as_typed(tmp_path: Path) -> None:
    two = FERRY.replace(
        "claims:\n", "claims:\n  asked: {text: Nobody asked., by: tidewell, status: reported, sources: courier}\n"
    )
    register = register_of(run(newsroom(tmp_path, gates=GATES, ferry=two)).archive)
    assert [(one.story.slug, one.id) for one in register.claims] == [
        ("ferry", "asked"),
        ("ferry", "paid"),
        ("gates", "closed"),
    ]


def test_what_two_stories_tell_alike_stands_once_and_leads_to_both(tmp_path: Path) -> None:
    site = pages(newsroom(tmp_path, gates=GATES, again=GATES.replace("Who closed the gates?", "Once more")))
    told = [line for line in lines(site["claims/index.md"]) if "had the gates closed" in line]
    assert [line.partition(" In: ")[2] for line in told] == ["Once more made up, Who closed the gates? made up"]
    assert "(../stories/again.md#claim-closed)" in site["claims/index.md"]
    assert "(../stories/gates.md#claim-closed)" in site["claims/index.md"]
    dates = [line for line in lines(site["timeline/index.md"]) if "The gates close" in line]
    assert [line.partition(" In: ")[2] for line in dates] == ["Once more made up, Who closed the gates? made up"]


def test_what_two_stories_tell_with_another_status_stands_twice(tmp_path: Path) -> None:
    other = GATES.replace("status: disputed", "status: unverified").replace("Who closed the gates?", "Once more")
    site = pages(newsroom(tmp_path, gates=GATES, again=other))
    told = [line for line in lines(site["claims/index.md"]) if "had the gates closed" in line]
    assert [line.split(" Who says so")[0].split("closed. ")[1] for line in told] == ["≠ Disputed", "? Unverified"]


def test_a_page_tells_the_way_to_it_but_the_home_page(site: dict[str, str]) -> None:
    ways = {
        path: plain(text).strip().splitlines()[0] for path, text in site.items() if not path.startswith("stories/g")
    }
    assert ways["actors/brandt.md"] == "Home › Who is who"
    assert ways["topics/money.md"] == "Home › Topics"
    assert ways["claims/index.md"] == "Home"
    assert ways["index.md"].startswith("# ")


def test_a_source_has_a_place_in_the_register_that_its_notes_lead_to(tmp_path: Path) -> None:
    root = newsroom(tmp_path, gates=GATES, ferry=FERRY)
    site = pages(root)
    assert '<span class="ep-place" id="source-courier"></span>' in site["sources/index.md"]
    assert '<span class="ep-place" id="source-gates.pilot"></span>' in site["sources/index.md"]
    assert "[All uses of this source](../sources/index.md#source-courier)" in site["stories/gates.md"]
    many = "".join(f"s{n}: {{kind: article, publisher: Paper {n}, read: 2031-05-03}}\n" for n in range(A_PAGE + 1))
    shared = (root / "stories/_sources.yaml").read_text("utf-8") + many
    cited = ", ".join(f"s{n}" for n in range(A_PAGE + 1))
    write(
        root,
        {
            "stories/_sources.yaml": shared,
            "stories/ferry.yaml": FERRY.replace("sources: courier}", f"sources: [courier, {cited}]}}", 1),
        },
    )
    site = pages(root)
    assert "(../sources/m.md#source-courier)" in site["stories/gates.md"]
    assert 'id="source-courier"' in site["sources/m.md"]
    assert 'id="source-s400"' in site["sources/p.md"] and "(../sources/p.md#source-s400)" in site["stories/ferry.md"]


def test_a_long_list_on_a_page_of_one_actor_is_folded_and_loses_nothing(tmp_path: Path) -> None:
    many = "".join(
        f"  c{n}: {{text: Claim number {n}., by: tidewell, status: reported, sources: courier}}\n" for n in range(1900)
    )
    text = pages(newsroom(tmp_path, ferry=FERRY.replace("claims:\n", f"claims:\n{many}")))["actors/tidewell.md"]
    shown, _, folded = text.partition('<details class="ep-more" markdown="1">')
    claims = re.compile(r"Claim number (\d+)\.")
    assert claims.findall(shown) == [str(n) for n in range(UNFOLDED)]
    assert claims.findall(folded) == [str(n) for n in range(UNFOLDED, 1900)]


def test_home_shows_the_newest_and_then_what_has_changed_since(tmp_path: Path) -> None:
    stories = {
        f"s{n:02}": FERRY.replace("Who paid for the ferry?", f"Story {n:02}").replace("2031-07-01", f"2031-07-{n:02}")
        for n in range(1, 13)
    }
    stories["s01"] += "updated: 2031-09-01\n"
    home = pages(newsroom(tmp_path, **stories))["index.md"]
    newest, _, changed = home.partition("## Changed since")
    assert re.findall(r"### \[Story (\d+)\]", newest) == [f"{n:02}" for n in range(12, 2, -1)]
    assert re.findall(r"### \[Story (\d+)\]", changed) == ["01"]


def test_the_list_of_stories_says_which_ones_should_have_been_looked_through_again(tmp_path: Path) -> None:
    late = FERRY + "review_by: 2031-12-31\n"
    soon = FERRY.replace("Who paid", "Who else paid") + "review_by: 2032-12-31\n"
    told = lines(pages(newsroom(tmp_path, late=late, soon=soon))["stories/index.md"])
    at = told.index("## When each is looked through again {#next-look}")
    assert [("overdue" in line, "Next look by December 31" in line) for line in told[2:at]] == [
        (False, True),
        (True, True),
    ]
    assert [line.split(" made up")[0] for line in told[at + 1 :]] == [
        "Who paid for the ferry?",
        "Who else paid for the ferry?",
    ]


ROLES = """
brandt:
  name: Ada Brandt
  kind: person
  roles:
    - {role: chair of the board, when: 2031-06/..}
    - {role: harbour master, when: 2020-01-01/2031-03-31}
    - {role: clerk}
"""


def test_an_actors_roles_stand_in_the_order_of_time_and_the_one_held_then_beside_a_quote(tmp_path: Path) -> None:
    quotes = """
quotes:
  before: {text: I never did, by: brandt, date: 2030-05-01, sources: courier}
  after: {text: I did, by: brandt, date: 2031-08-01, sources: courier}
  between: {text: Who knows, by: brandt, date: 2031-05-01, sources: courier}
  unsure: {text: Perhaps, by: brandt, date: 2031-08-01?, sources: courier}
"""
    root = newsroom(tmp_path, ferry=FERRY + quotes)
    write(
        root,
        {
            "stories/_actors.yaml": SHARED["stories/_actors.yaml"].split("brandt:")[0]
            + ROLES
            + "tidewell: {name: Tidewell Ferries, kind: company}\n"
        },
    )
    told = lines(pages(root)["actors/brandt.md"])
    assert [(line.split(" (")[0], line.endswith(" now")) for line in told[1:4]] == [
        ("harbour master", False),
        ("chair of the board", True),
        ("clerk", False),
    ]
    said = {line.split("”")[0].strip("“"): line for line in told if "”" in line}
    assert {words: [role for role in ("harbour master", "chair") if role in line] for words, line in said.items()} == {
        "I never did": ["harbour master"],
        "I did": ["chair"],
        "Who knows": [],
        "Perhaps": [],
    }


def test_a_publisher_of_several_sources_is_told_with_all_that_relies_on_them_and_leads_to_its_first(
    tmp_path: Path,
) -> None:
    paper = "{kind: article, publisher: The Made-up Courier, title: The bill, read: 2031-05-03, retracted: {date: 2031-08, note: A forgery.}}"
    root = newsroom(tmp_path, gates=GATES, ferry=FERRY.replace("sources: courier}", "sources: [courier, bill]}", 1))
    shared = (root / "stories/_sources.yaml").read_text("utf-8")
    write(root, {"stories/_sources.yaml": f"{shared}bill: {paper}\n"})
    page = pages(root)["sources/index.md"]
    assert lines(page)[1:6] == [
        "## By kind {#by-kind}",
        "article 2 sources · used in 2 stories · relied on for 2 claims · 1 retracted",
        "person 1 source · used in 1 story · relied on for 1 claim · 1 not named",
        "## By publisher {#by-publisher}",
        "The Made-up Courier 2 sources · used in 2 stories · relied on for 2 claims · 1 retracted",
    ]
    assert "[The Made-up Courier](../sources/index.md#source-bill)" in page


def test_in_a_parted_register_a_publisher_leads_to_the_page_of_its_sources(tmp_path: Path) -> None:
    many = "".join(f"s{n}: {{kind: article, publisher: Quill {n % 3}, read: 2031-05-03}}\n" for n in range(A_PAGE + 1))
    cited = ", ".join(f"s{n}" for n in range(A_PAGE + 1))
    root = newsroom(
        tmp_path, gates=GATES, ferry=FERRY.replace("sources: courier}", f"sources: [courier, {cited}]}}", 1)
    )
    write(root, {"stories/_sources.yaml": (root / "stories/_sources.yaml").read_text("utf-8") + many})
    site = pages(root)
    assert re.findall(r"\[Quill (\d)\]\((\S+)\)", site["sources/index.md"]) == [
        ("0", "../sources/q.md#source-s0"), ("1", "../sources/q.md#source-s1"), ("2", "../sources/q.md#source-s101")
    ]  # fmt: skip
    assert broken_links(site) == []


def test_every_page_says_below_its_title_what_it_is(site: dict[str, str]) -> None:
    said = {path: plain(text) for path, text in site.items() if not path.startswith("stories/") and path != "index.md"}
    own = {
        "actors/brandt.md": "What the stories hold on Ada Brandt",
        "topics/money.md": "The stories on Money, and one timeline",
    }
    assert [path for path, words in own.items() if words not in said[path].split("##")[0]] == []
    bare = [path for path, text in said.items() if not re.search(r"\{#top lang=.en.\}\n\n\S.*\.", text)]
    assert bare == ["actors/brandt.md", "actors/tidewell.md"]  # there the role comes first, and then the sentence


IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,6}", fullmatch=True) | st.sampled_from(
    [
        "index",
        "index-",
        "index--",
        "readme",
        "readme-",
        "con",
        "con-",
        "aux",
        "com1",
        "a" * 255,
        "a" * 254 + "-",
        "a" * 300,
    ]
)


@given(st.lists(IDS, unique=True, max_size=8))
def test_every_actor_has_a_page_of_its_own_that_every_disk_takes(ids: list[str]) -> None:
    paths = [actor_path(id) for id in ids]
    assert [path_fault(path) for path in paths] == ["" for _ in ids]
    assert len({published_at(path) for path in ["actors/index.md", *paths]}) == len(ids) + 1


def test_actors_called_like_the_list_itself_have_pages_of_their_own(tmp_path: Path) -> None:
    named = GATES.replace("brandt", "index").replace(
        "clerk: {name", "index-: {}\n  readme: {}\n  con: {}\n  clerk: {name"
    )
    root = newsroom(tmp_path, gates=named)
    write(root, {"stories/_actors.yaml": """
        index: {name: Ada Brandt, kind: person}
        index-: {name: Xenia Moor, kind: person}
        readme: {name: The Readers, kind: group}
        con: {name: The Con, kind: group}
    """})  # fmt: skip
    site = pages(root)
    assert {path: lines(text)[0] for path, text in site.items() if path.startswith("actors/")} == {
        "actors/con-.md": "# The Con {#top}",
        "actors/index--.md": "# Xenia Moor {#top}",
        "actors/index-.md": "# Ada Brandt {#top}",
        "actors/index.md": "# Who is who {#top}",
        "actors/readme-.md": "# The Readers {#top}",
    }
    assert broken_links(site) == []


ODD = [
    "白浪港",
    "مرفأ",
    "A/B",
    "A-B",
    "a b",
    "🎉",
    "!!!",
    "???",
    "index",
    "INDEX",
    "ReadMe",
    "con",
    "Ä",
    "x" * 300,
    "../../etc",
    "<b>",
    "x|y",
]


def test_topics_in_any_script_or_of_signs_alone_each_have_a_page(tmp_path: Path) -> None:
    typed = json.dumps(ODD, ensure_ascii=False)
    site = pages(newsroom(tmp_path, gates=GATES.replace("[Harbour gates, 白浪港]", typed)))
    paths = [path for path in site if path.startswith("topics/")]
    assert len({published_at(path) for path in paths}) == len(paths)
    # 'A-B' and 'a b' are one topic, 'index' and 'INDEX' another; the index of topics has a page too.
    assert len(paths) == len(ODD) - 2 + 1
    assert broken_links(site) == []


@given(
    st.lists(st.text(min_size=1, max_size=40).filter(lambda text: not re.search(r"[\ud800-\udfff]", text)), max_size=6)
)
def test_two_topics_meet_in_one_page_only_where_case_blanks_and_hyphens_tell_them_apart(topics: list[str]) -> None:
    paths = {published_at(f"topics/{topic_slug(topic)}.md") for topic in topics}
    assert len(paths) == len({folded(topic) for topic in topics})
    assert [path for path in paths if path_fault(path)] == []


def test_a_site_of_one_story_that_shares_nobody_has_all_lists_and_no_broken_link(tmp_path: Path) -> None:
    courier = "sources:\n  courier: {kind: article, publisher: The Courier, read: 2031-05-03}\n"
    alone = GATES.replace("{role: then harbour master}", "{name: Ada Brandt, kind: person}").replace(
        "sources:\n", courier, 1
    )
    site = pages(write(tmp_path, {"stories/gates.yaml": alone}))
    assert sorted(path for path in site if not path.startswith("topics/")) == [
        "actors/index.md", "claims/index.md", "corrections/index.md", "index.md", "sources/index.md", "stories/gates.md",
        "stories/index.md", "timeline/index.md", "unknowns/index.md",
    ]  # fmt: skip
    assert broken_links(site) == []


def test_a_story_cannot_take_the_address_of_the_list_of_stories(tmp_path: Path) -> None:
    assert [problem.code for problem in run(newsroom(tmp_path, index=GATES)).problems] == ["bad-slug"]


@pytest.mark.parametrize(
    ("date", "by", "then"),
    [
        ("2030-05-06", "brandt", ["harbour master"]),
        ("2031-07", "brandt", ["chair of the board"]),
        ("2031", "brandt", []),
        ("2030-05~", "brandt", []),
        ("2031-05-01", "brandt", []),
        ("2030-05-06", "[brandt, clerk]", []),
    ],
)
def test_a_quote_on_a_storys_page_says_what_the_speaker_was_then_where_that_is_certain(
    tmp_path: Path, date: str, by: str, then: list[str]
) -> None:
    quote = f"never: {{text: I never did, date: {date}, by: {by},"
    gates = GATES.replace("{role: then harbour master}", "{}").replace("never: {text: I never did, by: brandt,", quote)
    root = newsroom(tmp_path, gates=gates)
    write(root, {"stories/_actors.yaml": ROLES})
    page = pages(root)["stories/gates.md"]
    assert re.findall(r"(?m)^- Then: (.+?) \(", page) == then
    # And the card of the person gives the roles in the order of time.
    assert re.findall(r"harbour master|chair of the board|clerk(?=</p>)", page[page.index("{#actor-brandt}") :])[:3] == [
        "harbour master", "chair of the board", "clerk"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("publisher", "key", "title"),
    [
        ("The Courier", "c", "C"),
        ("Écho du Nord", "e", "E"),
        ("Вестник", "u00432", "В"),
        ("الجريدة", "u0062c", "ج"),
        ("أخبار الموجة", "u00627", "ا"),
        ("Ꙁемля", "u0a641", "Ꙁ"),
        ("白浪日報", "signs", ""),
        ("20 Minutes", "signs", ""),
        ("«»", "signs", ""),
    ],
)
def test_a_publisher_stands_under_the_first_letter_of_its_own_alphabet(publisher: str, key: str, title: str) -> None:
    found = source_letter(Source(publisher=publisher), unnamed=False)
    assert (found, letter_of(found)) == (key, title)


def test_the_register_has_a_group_for_each_letter_of_each_alphabet(tmp_path: Path) -> None:
    own = ", ".join(
        f"s{n}: {{kind: article, publisher: {name}, read: 2031-05-03}}"
        for n, name in enumerate(["Вестник", "Anchor", "白浪日報", "الموجة", "Весть"])
    )
    typed = (
        "title: Who?\npublished: 2031-06-01\nfictional: Invented to test the tool.\n"
        f"sources: {{{own}}}\nsummary: Words [@s0; @s1; @s2; @s3; @s4].\n"
    )
    site = pages(write(tmp_path, {"stories/gates.yaml": typed}))
    headings = [line for line in lines(site["sources/index.md"]) if line.startswith("## ") and "#sources-" in line]
    assert headings == [
        "## A {#sources-a}",
        "## В {#sources-u00432}",
        "## م {#sources-u00645}",
        "## Other scripts {#sources-signs}",
    ]
