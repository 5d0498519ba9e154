"""The gallery leaves nothing out: each value that a story's format knows by name occurs in it, and every kind of page is there."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import pytest
from PIL import Image
from pydantic import BaseModel

from generator.build import gather
from generator.dates.value import Certainty, When
from generator.story.file import Story
from tests.conftest import Site, own_site
from tests.gallery.build import GALLERY, PAGES, TODAY, newsroom
from tests.gallery.shots import differ

# Where the words of the format are; an answer to a question about two dates is no part of a story.
MODULES = ("story.file", "story.claim", "story.source", "story.actor", "story.figure", "dates.value")
LEFT_OUT = {Certainty}
INVENTED = {path.stem for path in GALLERY.glob("*.yaml")} | {"taken-back"}
# Fields of a story or an entry that other tests show: pictures want files, and translations a story in each language.
ELSEWHERE = {"image", "translations", "review_by", "same_as", "saved"}


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> list[Story]:
    """The invented stories, read and linked as a newsroom's are, without an error."""
    root = tmp_path_factory.mktemp("gallery-stories") / "newsroom"
    root.mkdir()
    newsroom(root)
    result = gather(root, today=datetime.date.fromisoformat(TODAY), drafts=True)
    assert not result.blocked, result.problems
    return [linked.story for linked in result.archive.stories if linked.slug in INVENTED]


def enums() -> set[type[StrEnum]]:
    """Every closed list of words that a story's fields choose from."""
    found = set()
    for name in MODULES:
        module = importlib.import_module(f"generator.{name}")
        found |= {
            one
            for one in vars(module).values()
            if isinstance(one, type) and issubclass(one, StrEnum) and one.__module__ == module.__name__
        }
    return found - LEFT_OUT


def values(thing: object) -> Iterator[object]:
    """Everything that stands anywhere in a story."""
    yield thing
    if isinstance(thing, When):
        yield from (thing.kind, thing.precision, thing.qualifier)
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from values(getattr(thing, name))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from values(value)
    elif isinstance(thing, Iterable) and not isinstance(thing, str):
        for value in thing:
            yield from values(value)


def test_every_value_that_the_format_knows_by_name_occurs(stories: list[Story]) -> None:
    found = [value for story in stories for value in values(story) if isinstance(value, StrEnum)]
    known = enums()
    assert len(known) > 11
    missing = {enum.__name__: absent for enum in known if (absent := [one.value for one in enum if one not in found])}
    assert missing == {}


def test_every_field_of_every_entry_is_used_somewhere(stories: list[Story]) -> None:
    models = [value for story in stories for value in values(story) if isinstance(value, BaseModel)]
    given = {(type(model), name) for model in models for name in model.model_fields_set}
    unused = [
        f"{kind.__name__}.{name}"
        for kind in {type(model) for model in models}
        for name in kind.model_fields
        if (kind, name) not in given and name not in ELSEWHERE
    ]
    assert " ".join(sorted(unused)) == ""


def test_the_stories_say_that_they_are_made_up(stories: list[Story]) -> None:
    assert len(stories) == len(INVENTED)
    assert [story.title for story in stories if not story.fictional] == []


@pytest.mark.browser
def test_every_kind_of_page_is_there_and_the_index_leads_to_it(gallery: Site) -> None:
    site = gallery.root / "site"
    files = [site / (address if address.endswith(".html") else f"{address}index.html") for address in PAGES.values()]
    assert [file for file in files if not file.is_file()] == []
    index = (site / "gallery/index.html").read_text("utf-8")
    assert [address for address in PAGES.values() if f"href='../{address}'" not in index] == []


def test_pictures_are_told_apart_with_a_tolerance(tmp_path: Path) -> None:
    def picture(name: str, size: tuple[int, int], dots: int) -> Path:
        image = Image.new("RGB", size, "white")
        for n in range(dots):
            image.putpixel((n % size[0], n // size[0]), (0, 0, 0))
        image.save(tmp_path / name)
        return tmp_path / name

    kept = picture("kept.png", (100, 100), 0)
    assert differ(kept, picture("same.png", (100, 100), 0)) == 0
    assert differ(kept, picture("dots.png", (100, 100), 25)) == pytest.approx(0.0025)
    assert differ(kept, picture("taller.png", (100, 120), 0)) == pytest.approx(20 / 120)


def test_tests_of_a_site_of_their_own_stay_together_and_all_others_go_where_there_is_room() -> None:
    assert own_site("tests/outputs/test_print.py::test_a[1]") == "tests/outputs/test_print.py"
    assert (own_site("tests/dates/test_when.py::test_a"), own_site("tests/whole/test_accessible.py::test_a[320]")) == (
        "",
        "",
    )
