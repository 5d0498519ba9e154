"""The ways from a story's page to the pages about all stories, and to the stories beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.doors import DAY, explainer
from tests.newsrooms import BASE, of_stories, page, run, story, write

SHARED_ACTORS = "brandt: {name: Ada Brandt, kind: person, role: harbour master}\n"
SHARED_SOURCES = "courier: {kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}\n"
STORY = """
title: {title}
published: {published}
fictional: Invented to test the tool.
topics: [{topics}]
claims:
  closed: {{text: Ada Brandt had the gates closed., by: courier, about: brandt, status: reported, sources: courier}}
"""


def newsroom(root: Path, **stories: tuple[str, str, str]) -> Path:
    """Stories by slug (with `__` for `/`): title, day of publication, topics."""
    files = {"stories/_actors.yaml": SHARED_ACTORS, "stories/_sources.yaml": SHARED_SOURCES}
    for slug, (title, published, topics) in stories.items():
        text = STORY.format(title=title, published=published, topics=topics)
        files[f"stories/{slug.replace('__', '/')}.yaml"] = text
    return write(root, files)


def three(root: Path) -> Path:
    return newsroom(
        root,
        gates=("The gates", "2031-06-02", "Harbour"),
        deep__ferry=("The ferry", "2031-06-01", "harbour, Ferries"),
        mill=("The mill", "2031-06-03", "HARBOUR"),
    )


def test_a_page_tells_the_way_to_it_and_leads_to_its_topics(tmp_path: Path) -> None:
    text = page(three(tmp_path), "deep/ferry")
    assert (
        '<nav class="ep-crumbs" aria-label="You are here" markdown="span">[Home](../../index.md) '
        '<span aria-hidden="true">›</span> [All stories](../index.md) '
        '<span aria-hidden="true">›</span> [harbour](../../topics/harbour.md)</nav>\n\n# The ferry'
    ) in text
    assert "On: [harbour](../../topics/harbour.md), [Ferries](../../topics/ferries.md)" in text


def test_inside_a_topic_a_page_leads_to_the_story_before_and_after_it(tmp_path: Path) -> None:
    three(tmp_path)
    mark = ' <span class="ep-mark">made up</span>'
    assert page(tmp_path, "gates").count("earlier: ") == 1
    assert (
        "## On the same topics {#same-topics}\n\n- [Harbour](../topics/harbour.md) · "
        f"earlier: [The ferry](deep/ferry.md){mark} · later: [The mill](mill.md){mark}\n"
    ) in page(tmp_path, "gates")
    assert page(tmp_path, "deep/ferry").count("topics/ferries.md") == 1


def test_a_source_note_names_the_other_stories_that_rely_on_the_source(tmp_path: Path) -> None:
    three(tmp_path)
    mark = ' <span class="ep-mark">made up</span>'
    assert (
        f"Also relied on in: [The mill](mill.md#source-courier){mark}, [The ferry](deep/ferry.md#source-courier){mark}. "
        "[All uses of this source](../sources/index.md#source-courier). "
    ) in page(tmp_path, "gates")


def test_a_source_that_many_stories_rely_on_names_the_five_newest_and_leads_to_all(tmp_path: Path) -> None:
    stories = {f"s{n}": (f"Story {n}", f"2031-06-0{n}", "Harbour") for n in range(1, 9)}
    text = page(newsroom(tmp_path, **stories), "s1")
    line = next(line for line in text.splitlines() if "Also relied on in" in line)
    assert [n for n in range(1, 9) if f"[Story {n}]" in line] == [4, 5, 6, 7, 8]
    assert line.index("Story 8") < line.index("Story 4")
    assert "[2 more stories](../sources/index.md#source-courier)" in line


def test_a_card_leads_to_the_page_of_an_actor_whom_stories_share(tmp_path: Path) -> None:
    assert "- [Ada Brandt in all stories](../actors/brandt.md)" in page(three(tmp_path), "gates")


def test_an_actor_of_one_story_and_a_story_alone_lead_nowhere_else(tmp_path: Path) -> None:
    text = page(write(tmp_path, {"stories/gates.yaml": BASE}))
    assert ("in all stories" in text, "same-topics" in text, "Also relied on" in text) == (False, False, False)


def test_what_was_taken_back_is_named_beside_no_other_story(tmp_path: Path) -> None:
    three(tmp_path)
    gone = (tmp_path / "stories/mill.yaml").read_text(
        "utf-8"
    ) + "withdrawn: {date: 2031-07-01, reason: It was wrong.}\n"
    write(tmp_path, {"stories/mill.yaml": gone})
    text = page(tmp_path, "gates")
    assert "The mill" not in text
    crumbs = page(tmp_path, "mill").partition("</nav>")[0].partition("<nav")[2]
    assert ("All stories" in crumbs, "topics/" in crumbs) == (True, False)


def test_the_state_of_an_earlier_day_stands_alone(tmp_path: Path) -> None:
    root = three(tmp_path / "newsroom")
    assert explainer(root, "render", "--as-of", "2031-06-03", "--out", tmp_path / "then", *DAY)[0] == 0
    made = sorted(path.relative_to(tmp_path / "then").as_posix() for path in (tmp_path / "then").rglob("*.md"))
    assert made == ["stories/deep/ferry.md", "stories/gates.md", "stories/mill.md"]
    assert not any("ep-crumbs" in (tmp_path / "then" / name).read_text("utf-8") for name in made)


def test_with_a_story_held_back_the_lists_go_on_naming_it_and_new_pages_are_made(tmp_path: Path) -> None:
    root = three(tmp_path)
    assert explainer(root, "render", *DAY)[0] == 0
    before = {path: path.read_bytes() for path in (root / "docs").rglob("*.md") if "stories/" not in path.as_posix()}
    newsroom(root, mill=("The mill", "2031-06-03", "HARBOUR"), tower=("The tower", "2031-06-04", "Towers"))
    write(root, {"stories/gates.yaml": "title: [\n"})
    status, said, errors = explainer(root, "render", "--keep-going", *DAY)
    assert status == 1 and "The pages about all stories stay as they were." in errors
    assert {line.split("docs/")[1] for line in said.splitlines() if "wrote" in line} == {
        "stories/tower.md", "topics/towers.md", "stories/mill.md", "stories/deep/ferry.md"
    }  # fmt: skip
    assert all(path.read_bytes() == text for path, text in before.items())
    assert of_stories(run(root).pages) == []


@pytest.mark.parametrize(
    ("words", "signs", "minutes"),
    # Four words stand in the claim; half a minute is rounded to the even one.
    [(215, 0, 1), (325, 0, 1), (327, 0, 2), (4396, 0, 20), (0, 1000, 3), (216, 400, 2)],
)
def test_a_page_takes_a_minute_for_220_words_or_400_signs(tmp_path: Path, words: int, signs: int, minutes: int) -> None:
    prose = " ".join(["word"] * words) + "閘" * signs
    text = BASE.replace("text: Ada Brandt had the gates closed.", "text: They closed the gates.")
    made = page(story(tmp_path, f"summary: {prose}\n", base=text))
    assert re.findall(r"([0-9]+) minutes? to read", made) == [str(minutes)]
