"""The pipeline from end to end: drafts, severities, stories held back, and the same bytes for the same input."""

from __future__ import annotations

import datetime
from pathlib import Path

from generator.build import gather
from tests.newsrooms import BASE, of_stories, page, problems, run, story, write

DRAFT = BASE.replace("published: 2031-06-01\n", "")


def paths(root: Path, **options: bool) -> list[str]:
    return of_stories(gather(root, today=datetime.date(2032, 1, 15), **options).pages)


def test_a_story_without_a_day_of_publication_is_a_draft_and_is_left_out(tmp_path: Path) -> None:
    story(tmp_path, "")
    write(tmp_path, {"stories/draft.yaml": DRAFT, "stories/later.yaml": BASE.replace("2031-06-01", "2032-01-16")})
    result = run(tmp_path)
    assert (result.drafts, of_stories(result.pages)) == (("draft", "later"), ["stories/gates.md"])
    assert paths(tmp_path, drafts=True) == ["stories/draft.md", "stories/gates.md", "stories/later.md"]


def test_a_story_is_published_on_its_day(tmp_path: Path) -> None:
    story(tmp_path, "", base=BASE.replace("2031-06-01", "2032-01-15"))
    assert paths(tmp_path) == ["stories/gates.md"]


def test_an_error_in_a_draft_does_not_stop_published_stories(tmp_path: Path) -> None:
    story(tmp_path, "")
    write(tmp_path, {"stories/draft.yaml": DRAFT + "main_claim: nothing-like-it\n"})
    assert (run(tmp_path).blocked, paths(tmp_path)) == (False, ["stories/gates.md"])
    assert (run(tmp_path, drafts=True).blocked, paths(tmp_path, drafts=True)) == (True, [])


def test_an_error_in_a_published_story_stops_everything(tmp_path: Path) -> None:
    story(tmp_path, "")
    write(tmp_path, {"stories/other.yaml": BASE + "main_claim: nothing-like-it\n"})
    assert (run(tmp_path).blocked, paths(tmp_path)) == (True, [])


def test_a_draft_that_cannot_be_read_stops_everything_since_it_may_be_no_draft(tmp_path: Path) -> None:
    story(tmp_path, "")
    write(tmp_path, {"stories/other.yaml": 'title: "Tidewell\n'})
    assert (run(tmp_path).blocked, paths(tmp_path)) == (True, [])


def test_told_to_keep_going_a_run_holds_back_the_stories_with_errors_alone(tmp_path: Path) -> None:
    story(tmp_path, "")
    write(tmp_path, {"stories/cut.yaml": 'title: "Cut\n', "stories/wrong.yaml": BASE + "main_claim: nothing-like-it\n"})
    result = gather(tmp_path, today=datetime.date(2032, 1, 15), keep_going=True)
    assert (result.blocked, result.held_back, of_stories(result.pages)) == (
        False,
        ("cut", "wrong"),
        ["stories/gates.md"],
    )


def test_a_newsroom_can_turn_a_rule_off_or_make_it_an_error_but_it_never_stops_the_pages(tmp_path: Path) -> None:
    story(tmp_path, "review_by: 2031-12\n")
    warning = problems(tmp_path)
    assert [line.rsplit(" ", 1)[1] for line in warning] == ["[review-due]"]
    write(tmp_path, {"stories/_newsroom.yaml": "rules: {review-due: off}\n"})
    assert problems(tmp_path) == []
    write(tmp_path, {"stories/_newsroom.yaml": "rules: {review-due: error}\n"})
    assert problems(tmp_path) == [warning[0].replace("warning:", "error:")]
    assert paths(tmp_path) == ["stories/gates.md"]


def test_what_would_break_the_page_cannot_be_turned_off(tmp_path: Path) -> None:
    story(tmp_path, "main_claim: nothing-like-it\n")
    write(tmp_path, {"stories/_newsroom.yaml": "rules: {unknown-id: off}\n"})
    assert run(tmp_path).blocked


def test_the_same_stories_give_the_same_bytes_whatever_the_order_on_disk(tmp_path: Path) -> None:
    first = write(tmp_path / "a", {"stories/x.yaml": BASE, "stories/sub/y.yaml": BASE})
    second = write(tmp_path / "b", {"stories/sub/y.yaml": BASE, "stories/x.yaml": BASE})
    assert run(first).pages == run(second).pages
    assert of_stories(run(first).pages) == ["stories/sub/y.md", "stories/x.md"]


def test_the_writers_notes_are_in_no_page(tmp_path: Path) -> None:
    story(tmp_path, "notes: Ask the xylophonist again.\n")
    assert not any("xylophonist" in str(page) for page in run(tmp_path).pages)


def test_an_old_address_leads_to_the_story(tmp_path: Path) -> None:
    story(tmp_path, "aliases: [old/gates]\n")
    pages = {page.path: str(page.text) for page in run(tmp_path).pages}
    assert of_stories(run(tmp_path).pages) == ["stories/gates.md", "stories/old/gates.md"]
    assert "moved_to: ../../gates/\n" in pages["stories/old/gates.md"]
    assert "This page has moved: [Who closed the gates of Harrow Bay?](../gates.md)" in pages["stories/old/gates.md"]


def test_a_story_taken_back_leaves_a_page_that_says_so_and_nothing_it_said(tmp_path: Path) -> None:
    story(tmp_path, "withdrawn: {date: 2031-12-01, reason: It was wrong.}\nsummary: The gates were shut.\n")
    text = page(tmp_path)
    assert 'This story was withdrawn on <time datetime="2031-12-01">December 1, 2031</time>: It was wrong.' in text
    assert "had the gates closed" not in text and "were shut" not in text


def test_a_figure_has_an_entry_that_its_mention_leads_to(tmp_path: Path) -> None:
    story(
        tmp_path,
        "summary: There were [[boats]].\n"
        "figures: {boats: {value: 1200, low: 1000, high: 1500, unit: boats, label: Boats outside, sources: courier}}\n",
    )
    text = page(tmp_path).replace("\u00a0", " ")
    assert "There were [1,200 boats](#figure-boats)[^courier]." in text
    entry = "### Boats outside {#figure-boats}\n\n**1,200 boats**[^courier]\n\n- The estimate: 1,000 to 1,500 boats.\n"
    assert entry in text
