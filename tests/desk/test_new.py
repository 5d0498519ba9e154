"""`explainer new`: a story that passes the check as it is, in the right place, and nothing of anybody's overwritten."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.desk.new import _write, slug_fault
from generator.desk.skeleton import skeleton
from generator.text.invisible import CONTROLS
from tests.doors import explainer, tree
from tests.newsrooms import of_stories, problems, run, write

MADE = "Made stories/{0}.yaml. Open it in your editor, then run: explainer check stories/{0}.yaml\n"
RULES = "it has small letters a to z, digits and hyphens, and '/' between folders."


def newsroom(root: Path) -> Path:
    """A newsroom without stories, which holds the program as this project does."""
    (root / "generator" / "schema").mkdir(parents=True)
    return write(root, {})


@pytest.mark.parametrize("slug", ["harbour-gates", "2031/harbour-gates", "a/b/c/d", "7"])
def test_a_new_story_passes_the_check_as_it_is_without_even_a_warning(tmp_path: Path, slug: str) -> None:
    root = newsroom(tmp_path)
    assert explainer(root, "new", slug) == (0, MADE.format(slug), "")
    assert explainer(root, "check", "--strict") == (0, "No problems.\n", "")


def test_a_new_story_is_a_draft_and_has_a_page(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    explainer(root, "new", "harbour-gates")
    assert run(root).drafts == ("harbour-gates",)
    assert of_stories(run(root, drafts=True).pages) == ["stories/harbour-gates.md"]


@pytest.mark.parametrize(("slug", "way"), [("gates", "../"), ("2031/gates", "../../"), ("a/b/c/gates", "../../../../")])
def test_the_editors_schema_is_found_from_every_folder(tmp_path: Path, slug: str, way: str) -> None:
    root = newsroom(tmp_path)
    (root / "generator/schema/story.schema.json").write_text("{}")
    explainer(root, "new", slug)
    path = root / f"stories/{slug}.yaml"
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={way}generator/schema/story.schema.json"
    assert (path.parent / first.partition("=")[2]).resolve() == root / "generator/schema/story.schema.json"


def test_a_newsroom_without_the_program_keeps_the_schema_in_its_own_folder(tmp_path: Path) -> None:
    write(tmp_path, {})
    explainer(tmp_path, "new", "a/gates")
    first = (tmp_path / "stories/a/gates.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../story.schema.json"


def test_the_title_is_taken_over(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    explainer(root, "new", "gates", "--title", "Harrow Bay:  who closed\n the #1 gate?")
    text = (root / "stories/gates.yaml").read_text("utf-8")
    assert 'title: "Harrow Bay: who closed the #1 gate?"\n' in text
    assert run(root, drafts=True).archive.stories[0].story.title == "Harrow Bay: who closed the #1 gate?"


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda t: " ".join(t.split())))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_title_stands_in_the_file_as_it_was_typed(title: str) -> None:
    if title and not CONTROLS.search(title):
        assert yaml.load(skeleton(title, "x"), yaml.BaseLoader)["title"] == title


@pytest.mark.parametrize(
    "title", ["null", "~", "No", "12:30", "- a", "a: b", "# a", '"a', "'Tis", "[[a]] b", "a #b", "{", "C:\\a"]
)
def test_titles_that_yaml_would_change_pass_the_check_and_arrive_whole(tmp_path: Path, title: str) -> None:
    root = newsroom(tmp_path)
    assert explainer(root, "new", "gates", f"--title={title}")[0] == 0
    assert problems(root) == []
    assert run(root, drafts=True).archive.stories[0].story.title == title


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("", "The title has no words in it. Type it in quotes, or leave --title out."),
        (" \t", "The title has no words in it. Type it in quotes, or leave --title out."),
        ("Who\u202e?", "The title holds a character that cannot be seen. Type it by hand."),
        ("\u200b\u3164", "The title has no words in it. Type it in quotes, or leave --title out."),
        ("Who\u200b?", "The title holds a character that cannot be seen. Type it by hand."),
        ("Who\x07?", "The title holds a character that cannot be seen. Type it by hand."),
    ],
)
def test_a_title_that_cannot_be_shown_is_refused(tmp_path: Path, title: str, fault: str) -> None:
    root = newsroom(tmp_path)
    assert explainer(root, "new", "gates", "--title", title) == (2, "", f"{fault}\n")
    assert tree(root) == {}


@pytest.mark.parametrize("slug", ["con", "NUL", "2031/aux", "com1/gates", "lpt9", "prn.yaml", "Con /gates"])
def test_a_name_that_windows_keeps_for_a_device_is_neither_made_nor_taken(tmp_path: Path, slug: str) -> None:
    root = newsroom(tmp_path)
    device = next(part for part in slug.split("/") if part not in ("2031", "gates"))
    status, _, said = explainer(root, "new", slug)
    assert (status, said) == (
        2,
        f"'{device}' cannot be used: Windows keeps this name for a device, and nobody could save the story there. Choose another name.\n",
    )
    assert tree(root) == {}
    (root / "timeline.json").write_text(
        '{"events": [{"start_date": {"year": 2031}, "text": {"headline": "The gates close"}}]}'
    )
    assert explainer(root, "import", "timelinejs", "timeline.json", "--slug", slug)[0] == 2
    slug = slug.removesuffix(".yaml")
    write(root, {f"stories/{slug}.yaml": "title: The gates\n"})
    name = device.removesuffix(".yaml")
    assert problems(root) == [
        f"stories/{slug}.yaml:1:1: error: The name '{name.strip()}' cannot be used: Windows keeps it for a device, so that "
        "neither this file nor its page can be saved there. Rename it after what the story is about. [bad-slug]"
    ]


def test_a_story_may_have_a_name_that_only_begins_like_a_device(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    for slug in ("conduct", "com10", "nul-result", "2031/lpt"):
        assert explainer(root, "new", slug)[0] == 0
    assert [line for line in problems(root) if "bad-slug" in line] == []


@pytest.mark.parametrize(
    ("slug", "better"),
    [
        ("Harbour Gates", "harbour-gates"),
        ("harbour_gates", "harbour-gates"),
        ("stories/gates.yaml", "gates"),
        ("gates.yml", "gates"),
        ("2031/Harbour Gates!", "2031/harbour-gates"),
        ("Hafen von Größe", "hafen-von-groe"),
        ("/gates", "gates"),
        ("gates/", "gates"),
        ("a//b", "a/b"),
        ("../gates", "gates"),
        ("a\\b", "a/b"),
        ("-gates", "gates"),
    ],
)
def test_a_bad_address_is_answered_with_a_good_one(tmp_path: Path, slug: str, better: str) -> None:
    root = newsroom(tmp_path)
    sentence = f"'{slug}' cannot be a story's address: {RULES} Try: explainer new {better}\n"
    assert explainer(root, "new", "--", slug) == (2, "", sentence)
    assert tree(root) == {}
    assert slug_fault(better) == ""


@pytest.mark.parametrize("slug", ["", "習近平", "..", "/", "!!!", "Index"])
def test_a_bad_address_without_a_likely_meaning_is_answered_with_an_example(tmp_path: Path, slug: str) -> None:
    sentence = f"'{slug}' cannot be a story's address: {RULES} Type for example: explainer new harbour-gates\n"
    assert explainer(newsroom(tmp_path), "new", slug) == (2, "", sentence)


@given(st.text())
def test_an_address_is_good_or_is_answered_in_one_printable_line(slug: str) -> None:
    assert slug_fault(slug) == "" or slug_fault(slug).isprintable()


def test_an_index_and_a_story_too_deep_are_refused(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    assert explainer(root, "new", "a/index")[::2] == (
        2,
        "A story cannot be called 'index': its page would take the address of the whole folder. Choose another name.\n",
    )
    deepest, too_deep = "/".join(["a"] * 11), "/".join(["a"] * 12)
    assert explainer(root, "new", too_deep)[::2] == (
        2,
        f"'{too_deep}' lies too deep: stories are looked for in at most 10 folders inside each other.\n",
    )
    assert explainer(root, "new", deepest)[0] == 0
    assert run(root).drafts == (deepest,)


@pytest.mark.parametrize("file", ["gates.yaml", "gates.yml", "a/gates.yaml"])
def test_a_story_that_is_there_is_never_overwritten(tmp_path: Path, file: str) -> None:
    root = write(newsroom(tmp_path), {f"stories/{file}": "title: Mine\n"})
    before = tree(root)
    slug = file.partition(".")[0]
    fault = f"There is already a story 'stories/{file}', and it was left as it is. Choose another name.\n"
    assert explainer(root, "new", slug) == (1, "", fault)
    assert tree(root) == before


def test_a_link_in_the_place_of_the_story_is_not_written_through(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "room")
    (root / "stories/gates.yaml").symlink_to(tmp_path / "outside.yaml")
    fault = "There is already a story 'stories/gates.yaml', and it was left as it is. Choose another name.\n"
    assert explainer(root, "new", "gates") == (1, "", fault)
    assert not (tmp_path / "outside.yaml").exists()


def test_no_story_is_put_behind_a_link_where_nobody_looks_for_it(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "room")
    (tmp_path / "outside").mkdir()
    (root / "stories/a").symlink_to(tmp_path / "outside")
    fault = "'stories/a' is a link, and stories are not looked for behind links. Choose another folder.\n"
    assert explainer(root, "new", "a/gates") == (1, "", fault)
    assert explainer(root, "new", "a/b/gates") == (1, "", fault)
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_file_in_the_place_of_a_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    root = write(newsroom(tmp_path), {"stories/a": "not a folder\n"})
    fault = (
        "'stories/a/gates.yaml' could not be written: a file or a folder is in its way. Nothing was changed. "
        "Move away what stands there, then run the command again.\n"
    )
    assert explainer(root, "new", "a/gates") == (1, "", fault)


def test_a_name_too_long_for_the_disk_is_told_and_leaves_no_folders_behind(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    slug = f"a/b/{'c' * 300}"
    fault = (
        f"'stories/{slug}.yaml' could not be written: the name is too long for this disk. Nothing was changed. "
        "Give the story a shorter file name, or put the project in a folder less deep.\n"
    )
    assert explainer(root, "new", slug) == (1, "", fault)
    assert list((root / "stories").iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    (root / "stories").chmod(stat.S_IRUSR | stat.S_IXUSR)
    status, said, errors = explainer(root, "new", "gates")
    (root / "stories").chmod(stat.S_IRWXU)
    assert (status, said) == (1, "")
    assert errors.startswith("'stories/gates.yaml' could not be read or written: the system does not allow it.")


def test_a_newsroom_begins_with_its_first_story_where_its_folder_is_named(tmp_path: Path) -> None:
    assert explainer(tmp_path, "new", "gates")[0] == 2
    assert tree(tmp_path) == {}
    assert explainer(tmp_path, "new", "gates", "--newsroom", ".") == (0, MADE.format("gates"), "")
    assert [path.name for path in (tmp_path / "stories").iterdir()] == ["gates.yaml"]


def test_a_story_that_appears_in_the_last_moment_is_not_overwritten_either(tmp_path: Path) -> None:
    path = tmp_path / "gates.yaml"
    path.write_text("title: Mine\n", "utf-8")
    with pytest.raises(FileExistsError):
        _write(path, b"title: Yours\n")
    assert tree(tmp_path) == {str(path): b"title: Mine\n"}
