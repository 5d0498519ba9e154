"""The list of what trust standards ask for: every line of it is true, what it says to type fills the gap, and the page says the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.desk.reference import checklists as standard_page
from generator.problem import has_errors
from generator.rules.checklists import CHECKLISTS, NEWSROOM, STORY, Lack, newsroom_lacks, story_lacks
from generator.story.newsroom import Policies
from tests.doors import DAY, explainer, tree
from tests.newsrooms import run, story, write

ROOT = Path(__file__).resolve().parents[2]

# A newsroom that says all of it, on four pages.
WHOLE_NEWSROOM = """
name: The Made-up Courier
description: Explainers from Harrow Bay, a town that does not exist.
url: https://courier.example/
policies:
  about: about.md
  methodology: methodology.md
  corrections: corrections/index.md
  unnamed_sources: methodology.md#unnamed-sources
  ethics: https://courier.example/ethics
  mission: about.md#mission
  ownership: about.md#ownership
  funding: about.md#funding
  masthead: about.md#people
  diversity: about.md#diversity
  feedback: about.md#feedback
  contact: mailto:desk@courier.example
"""
PAGES = {"docs/about.md": "# About us\n", "docs/methodology.md": "# How we work\n"}
# A story that lacks every single thing: the fields below it are those that the list says to type.
BARE = """
title: Who closed the gates of Harrow Bay?
fictional: Invented to test the tool.
actors:
  brandt: {name: Ada Brandt, kind: person}
  pilot: {name: A pilot, kind: person}
sources:
  courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}
  gazette: {kind: article, publisher: The Invented Gazette, read: 2031-05-04, url: "https://gazette.example/gates"}
  talk: {kind: interview, title: Our talk with a pilot, read: 2031-05-04}
  witness: {kind: person, read: no, anonymous: {described_as: a witness, knows_how: saw it}}
claims:
  closed:
    text: Ada Brandt had the gates closed.
    by: pilot
    about: brandt
    sort: allegation
    status: unverified
    because: One witness says so.
    sources: [{source: courier, citing: witness}, gazette, talk]
corrections:
  - {date: 2031-06-05, text: The month was wrong., was: We wrote March.}
"""
LACKING = [
    ("by", "Nobody is named as its author."),
    ("published", "It has no day of publication, and so is a draft."),
    ("updated", "It was corrected or updated, and no day of the last change is given."),
    ("short_answer", "No answer in one or two sentences is given."),
    ("main_claim", "It does not say which of its claims the page is about."),
    ("how_we_know.how", "It does not say how you worked: what you read, whom you asked."),
    ("sources.url", "Read, and no address is given: 'courier'."),
    ("sources.archived", "On the web, and no kept copy is named: 'gazette'."),
    (
        "sources.anonymous.why_unnamed",
        "Not named, and it is not said how they know or why they are not named: 'witness'.",
    ),
    ("responses", "The allegation 'closed' is about Ada Brandt, and nothing says what they answer."),
    ("reviewed", "Nothing says when it was last looked through ('reviewed') or will be ('review_by')."),
]


def lacks_of(root: Path) -> tuple[Lack, ...]:
    result = run(root, drafts=True)
    assert not has_errors(result.problems), result.problems
    (only,) = result.archive.stories
    return story_lacks(result.archive, only)


def told(lacks: tuple[Lack, ...]) -> list[tuple[str, str]]:
    return [(lack.asked.field, lack.sentence) for lack in lacks]


def with_typed(field: str) -> str:
    """The bare story with what the list says to type for one field, in the place that it names."""
    typed = {asked.field: asked.typed for asked in STORY}[field]
    match field.rpartition(".")[0] or field:
        case "how_we_know":
            return f"{BARE}how_we_know:\n  {typed}\n"
        case "responses":
            return f"{BARE}responses:\n  {typed}\n"
        case "sources":
            source = "courier" if field == "sources.url" else "gazette"
            return re.sub(rf"(?m)^  {source}: {{(.*)}}$", rf"  {source}: {{\1, {typed}}}", BARE)
        case "sources.anonymous":
            return BARE.replace("knows_how: saw it", f"knows_how: saw it, {typed}")
        case _:
            return f"{BARE}{typed}\n"


def test_a_story_that_says_none_of_it_lacks_all_of_it_in_the_order_of_the_page(tmp_path: Path) -> None:
    found = lacks_of(story(tmp_path, "", base=BARE))
    assert told(found) == LACKING
    assert [lack.asked for lack in found] == list(STORY)


@pytest.mark.parametrize("field", [asked.field for asked in STORY])
def test_typing_what_the_list_says_fills_just_that_gap(tmp_path: Path, field: str) -> None:
    found = told(lacks_of(story(tmp_path, "", base=with_typed(field))))
    gone = {field, "sources.archived"} if field == "sources.url" else {field}
    left = [lack for lack in LACKING if lack[0] not in gone]
    if field == "sources.url":
        # An address of its own wants a kept copy too.
        copies = ("sources.archived", "On the web, and no kept copy is named: 'courier', 'gazette'.")
        left.insert([name for name, _ in LACKING].index("sources.url"), copies)
    assert found == left


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ("review_by: 2032-05\n", "reviewed"),
        ("responses: [{by: brandt, response: denies, to: closed, sources: courier}]\n", "responses"),
    ],
)
def test_another_way_to_say_it_is_as_good(tmp_path: Path, more: str, field: str) -> None:
    found = told(lacks_of(story(tmp_path, more, base=BARE)))
    assert found == [lack for lack in LACKING if lack[0] != field]


def test_a_slip_of_the_pen_asks_for_no_day_of_change_and_an_update_does(tmp_path: Path) -> None:
    slip = BARE.replace("{date: 2031-06-05, text", "{date: 2031-06-05, kind: typo, text")
    assert "updated" not in dict(told(lacks_of(story(tmp_path, "", base=slip))))
    again = story(tmp_path, "updates: [{date: 2031-06-07, text: The gates are open.}]\n", base=slip)
    assert "updated" in dict(told(lacks_of(again)))


def test_a_story_that_was_taken_back_lacks_nothing(tmp_path: Path) -> None:
    gone = story(tmp_path, "withdrawn: {date: 2031-07-01, reason: It was not so.}\n", base=BARE)
    assert lacks_of(gone) == ()


def test_a_newsroom_without_settings_lacks_everything_and_one_with_all_of_it_nothing(tmp_path: Path) -> None:
    bare = run(story(tmp_path / "bare", "")).newsroom.settings
    assert [lack.asked for lack in newsroom_lacks(bare)] == list(NEWSROOM)
    root = write(story(tmp_path / "whole", ""), PAGES | {"stories/_newsroom.yaml": WHOLE_NEWSROOM})
    result = run(root)
    assert (newsroom_lacks(result.newsroom.settings), result.problems) == ((), ())


@pytest.mark.parametrize("asked", NEWSROOM, ids=lambda asked: asked.field)
def test_what_the_list_says_to_type_for_a_newsroom_fills_just_that_gap(tmp_path: Path, asked: object) -> None:
    assert asked in NEWSROOM
    one = next(item for item in NEWSROOM if item == asked)
    settings = f"policies:\n  {one.typed}\n" if one.field.startswith("policies.") else f"{one.typed}\n"
    page = re.search(r"[a-z-]+\.md", one.typed)
    files = {"stories/_newsroom.yaml": settings} | ({f"docs/{page[0]}": "# A page\n"} if page else {})
    result = run(write(story(tmp_path, ""), files))
    assert result.problems == ()
    assert [lack.asked for lack in newsroom_lacks(result.newsroom.settings)] == [a for a in NEWSROOM if a != one]


def test_a_policy_whose_page_is_not_there_is_lacking(tmp_path: Path) -> None:
    root = write(story(tmp_path, ""), PAGES | {"stories/_newsroom.yaml": WHOLE_NEWSROOM})
    (root / "docs" / "methodology.md").unlink()
    found = newsroom_lacks(run(root).newsroom.settings)
    assert told(found) == [
        ("policies.methodology", "A page on how you check, and what your words mean: readers find none."),
        ("policies.unnamed_sources", "A page on when sources go unnamed: readers find none."),
    ]


def test_every_policy_is_asked_for_and_every_list_asks_for_something() -> None:
    asked = [one.field.removeprefix("policies.") for one in NEWSROOM if one.field.startswith("policies.")]
    assert asked == list(Policies.model_fields)
    assert {one for asked in (*NEWSROOM, *STORY) for one in asked.by} == set(CHECKLISTS)
    order = {one: number for number, one in enumerate(CHECKLISTS)}
    for item in (*NEWSROOM, *STORY):
        assert [order[one] for one in item.by] == sorted(order[one] for one in item.by), item.field


def test_the_page_on_these_lists_is_fresh() -> None:
    remedy = "run: make generated"
    assert (ROOT / "docs" / "writing" / "standards.md").read_text("utf-8") == standard_page.page(), remedy


# The command, as people run it.


def site(root: Path) -> Path:
    """A newsroom with everything but a way to reach it, one story that says a lot and one that says nothing."""
    settings = WHOLE_NEWSROOM.replace("  contact: mailto:desk@courier.example\n", "")
    good = BARE
    for asked in STORY:
        if "." not in asked.field and asked.field != "responses":
            good += f"{asked.typed}\n"
    good += "how_we_know: {how: We read two papers.}\nresponses: [{by: brandt, response: not-asked, to: closed}]\n"
    good = good.replace("read: 2031-05-03}", "read: 2031-05-03, url: 'https://courier.example/gates'}")
    good = re.sub(r"(url: [^,}]*)}", r"\1, archived: 'https://archive.example/gates'}", good)
    good = good.replace("knows_how: saw it", "knows_how: saw it, why_unnamed: not-stated")
    files = {"stories/_newsroom.yaml": settings, "stories/a/gates.yaml": good, "stories/bare.yaml": BARE}
    return write(root, PAGES | files)


SAID = """\
The newsroom (stories/_newsroom.yaml):
  - A way to reach the newsroom: readers find none.
    Under 'policies', type: contact: mailto:desk@courier.example
    Asked for by: IFCN, Trust Project, JTI, Google News.

stories/a/gates.yaml: nothing is lacking.

1 thing is lacking. None of them stops a page. Who asks for what: docs/writing/standards.md
"""


@pytest.mark.parametrize("named", ["a/gates", "stories/a/gates.yaml", "a/gates.yaml"])
def test_the_command_lists_the_newsroom_first_and_then_the_story_asked_about(tmp_path: Path, named: str) -> None:
    root = site(tmp_path)
    before = tree(root)
    assert explainer(root, "check", "--standard", named, *DAY) == (0, SAID, "")
    assert explainer(root, "check", "--standard", "--strict", named, *DAY) == (1, SAID, "")
    assert tree(root) == before


def test_without_a_story_all_are_listed_by_their_addresses(tmp_path: Path) -> None:
    root = site(tmp_path)
    status, said, error = explainer(root, "check", "--standard", *DAY)
    assert (status, error) == (0, "")
    heads = [line for line in said.splitlines() if line and not line.startswith(" ")]
    assert heads == [
        "The newsroom (stories/_newsroom.yaml):",
        "stories/a/gates.yaml: nothing is lacking.",
        "stories/bare.yaml:",
        "12 things are lacking. None of them stops a page. Who asks for what: docs/writing/standards.md",
    ]
    assert re.findall(r"(?m)^  - (.*)$", said)[1:] == [sentence for _, sentence in LACKING]
    assert explainer(root, "check", "--standard", *DAY) == (0, said, "")


def test_programs_get_the_same_as_json(tmp_path: Path) -> None:
    status, said, error = explainer(site(tmp_path), "check", "--standard", "--format", "json", *DAY)
    assert (status, error) == (0, "")
    answer = json.loads(said)
    assert answer["newsroom"] == [
        {
            "field": "policies.contact",
            "message": "A way to reach the newsroom: readers find none.",
            "type": "contact: mailto:desk@courier.example",
            "asked_by": ["IFCN", "Trust Project", "JTI", "Google News"],
        }
    ]
    assert [(one["slug"], one["file"]) for one in answer["stories"]] == [
        ("a/gates", "stories/a/gates.yaml"),
        ("bare", "stories/bare.yaml"),
    ]
    assert [[(lack["field"], lack["message"]) for lack in one["lacks"]] for one in answer["stories"]] == [[], LACKING]
    assert (answer["broken"], answer["lacking"]) == ([], 12)


def test_a_broken_story_is_named_and_left_out_and_nothing_is_said_of_broken_settings(tmp_path: Path) -> None:
    root = write(site(tmp_path), {"stories/bare.yaml": "title: [\n", "stories/_newsroom.yaml": "nmae: x\n"})
    status, said, error = explainer(root, "check", "--standard", *DAY)
    assert (status, [line for line in said.splitlines() if not line.startswith(" ")]) == (
        1,
        [
            "stories/a/gates.yaml: nothing is lacking.",
            "",
            "Nothing is lacking that these lists ask for. What they are: docs/writing/standards.md",
        ],
    )
    names = "stories/_newsroom.yaml, stories/bare.yaml"
    assert error == f"Left out because of errors: {names}. To see them, run: explainer check\n"
    _, told_as_json, _ = explainer(root, "check", "--standard", "--format", "json", *DAY)
    assert (json.loads(told_as_json)["newsroom"], json.loads(told_as_json)["broken"]) == (None, names.split(", "))


def test_a_name_that_is_no_story_and_a_face_that_is_none_are_wrong_usage(tmp_path: Path) -> None:
    root = site(tmp_path)
    assert explainer(root, "check", "--standard", "baer", *DAY) == (
        2,
        "",
        "There is no story 'baer'. Did you mean 'bare'?\n",
    )
    assert explainer(root, "check", "--standard", "--format", "github", *DAY) == (
        2,
        "",
        "The list of --standard is printed as text or json; leave --format github out.\n",
    )


def test_the_stories_of_this_project_lack_only_what_cannot_be_said_of_them() -> None:
    status, said, error = explainer(ROOT, "check", "--standard", "--format", "json", *DAY)
    assert (status, error) == (0, "")
    answer = json.loads(said)
    # Nobody signs these pages, and the one source is a text without an address: docs/about.md tells readers so.
    assert {lack["field"] for one in answer["stories"] for lack in one["lacks"]} == {"by", "sources.url"}
    assert [lack["field"] for lack in answer["newsroom"]] == [
        "url",
        *(f"policies.{name}" for name in ("ethics", "mission", "ownership", "funding", "masthead", "diversity")),
        *("policies.feedback", "policies.contact"),
    ]
