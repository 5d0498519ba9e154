"""A newsroom's logo: which paths are taken, what is said of a file that is not there, and that every page shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.story.newsroom import Settings, is_logo
from tests.newsrooms import problems, run, story, write
from tests.previews import newsroom as small_newsroom
from tests.previews import previewing
from tests.publish.test_hook import build, with_story

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'
PATH = "assets/the courier #1.svg"


def newsroom_with(root: Path, logo: str, *files: str) -> Path:
    return write(story(root, ""), {"stories/_newsroom.yaml": f"logo: '{logo}'\n", **dict.fromkeys(files, DRAWING)})


@pytest.mark.parametrize("typed", ["logo.svg", "assets/logo.PNG", PATH, "bilder/möwe.webp"])
def test_a_picture_in_docs_is_taken(tmp_path: Path, typed: str) -> None:
    root = newsroom_with(tmp_path, typed, f"docs/{typed}")
    assert (problems(root), run(root).newsroom.settings.logo) == ([], typed)


@pytest.mark.parametrize(
    "typed",
    [
        "../logo.svg",
        "/logo.svg",
        "a/../logo.svg",
        "https://courier.example/logo.svg",
        "data:image/png,x.png",
        ".logo.svg",
    ]
    + ["a//logo.svg", "logo", "logo.html", "a\\logo.svg"],
)
def test_anything_else_is_answered_with_what_to_type_and_never_shown(tmp_path: Path, typed: str) -> None:
    root = newsroom_with(tmp_path, typed)
    assert problems(root) == [
        f"stories/_newsroom.yaml:1:1: error: '{typed}' is not the path of a picture in docs/. Type a path such as "
        "'assets/courier.svg'; it ends in .svg, .png, .webp, .avif, .jpg, .jpeg or .gif. [bad-logo]"
    ]
    assert run(root).newsroom.settings.logo is None


@given(st.text().map(lambda text: f"{text}.svg"))
@settings(deadline=None)
def test_whatever_is_typed_is_refused_or_stays_inside_docs(typed: str) -> None:
    taken = not [fault for fault in Settings.model_construct(logo=typed).faults() if fault.code == "bad-logo"]
    assert taken == is_logo(typed)
    if taken:
        assert ".." not in typed.split("/") and typed[0] not in "/." and ":" not in typed


def test_a_file_that_is_not_there_is_told_with_the_name_that_was_meant(tmp_path: Path) -> None:
    root = newsroom_with(tmp_path, "assets/courir.svg", "docs/assets/courier.svg")
    assert problems(root) == [
        "stories/_newsroom.yaml:1:7: warning: There is no picture 'assets/courir.svg' in docs/, so pages show the icon of "
        "mkdocs.yml in its place. Put it there as docs/assets/courir.svg. Did you mean 'assets/courier.svg'? [no-logo]"
    ]
    assert run(root).newsroom.settings.logo is None


def test_a_link_that_leads_out_of_docs_is_no_logo(tmp_path: Path) -> None:
    root = newsroom_with(tmp_path, "logo.svg", "private.svg")
    (root / "docs" / "logo.svg").symlink_to(root / "private.svg")
    assert [problem.rpartition("[")[2] for problem in problems(root)] == ["no-logo]"]


def logos(html: str) -> list[str]:
    """What stands in each place of a logo: a picture's address, or the first word of a drawing."""
    found = re.findall(r'data-md-component="logo">\s*<(img src="[^"]*" alt=""|svg)', html)
    return [one.removeprefix("img src=").removesuffix(' alt=""').strip('"') for one in found]


def test_every_page_of_a_build_shows_it_in_the_place_of_the_icon(newsroom: Path) -> None:
    with_story(newsroom)
    bare = build(newsroom, "--strict")
    assert (bare.returncode, logos((newsroom / "site/index.html").read_text("utf-8"))) == (0, ["svg", "svg"])
    write(newsroom, {"stories/_newsroom.yaml": f"logo: '{PATH}'\n", f"docs/{PATH}": DRAWING})
    done = build(newsroom, "--strict")
    assert done.returncode == 0, done.stderr
    address = "assets/the%20courier%20%231.svg"
    assert (newsroom / "site" / PATH).read_text("utf-8") == DRAWING
    pages = ("index.html", "stories/gates/index.html", "404.html")
    assert {page: logos((newsroom / "site" / page).read_text("utf-8")) for page in pages} == {
        "index.html": [address] * 2,
        "stories/gates/index.html": [f"../../{address}"] * 2,
        "404.html": [f"/{address}"] * 2,
    }


def test_a_preview_shows_a_new_logo_without_a_new_start(tmp_path: Path) -> None:
    root = write(small_newsroom(tmp_path / "newsroom"), {f"docs/{PATH}": DRAWING})
    with previewing(root) as preview:
        assert logos(preview.text("/stories/gates/")) == ["svg", "svg"]
        write(root, {"stories/_newsroom.yaml": f"logo: '{PATH}'\n"})
        shown = preview.until("/stories/gates/", "courier%20%231.svg")
        assert logos(shown) == ["../../assets/the%20courier%20%231.svg"] * 2
        assert preview.text("/assets/the%20courier%20%231.svg") == DRAWING
        (root / "stories/_newsroom.yaml").write_text("name: The Made-up Courier\n", "utf-8")
        preview.line("_newsroom.yaml: updated")
        preview.line("_newsroom.yaml: updated")
        assert logos(preview.text("/stories/gates/")) == ["svg", "svg"]
