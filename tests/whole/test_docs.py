"""The writers' pages are true: every example checks clean, every table says what the program does, every link arrives."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
import yaml
from PIL import Image
from pydantic import BaseModel

from generator.dates.forms import parse_when
from generator.dates.grammar import WhenError
from generator.desk.reference import commands as command_reference
from generator.desk.reference import fields as field_reference
from generator.language.dates import word
from generator.problem import as_text
from generator.story.actor import Actor
from generator.story.base import Entry
from generator.story.claim import ResponseKind
from generator.story.file import Story
from generator.story.newsroom import Settings
from generator.story.source import Source
from generator.story.status import Status
from generator.text.prose import parse_block, parse_inline
from tests.conftest import bare_newsroom
from tests.doc_stories import STORY, ran, told
from tests.doors import DAY, explainer
from tests.newsrooms import of_stories, run, write

ROOT = Path(__file__).resolve().parents[2]
WRITING = ROOT / "docs" / "writing"
PAGES = sorted(path.name for path in WRITING.glob("*.md"))
BY_HAND = (
    "comparing.md",
    "dates.md",
    "editors.md",
    "figures.md",
    "importing.md",
    "index.md",
    "languages.md",
    "pictures.md",
    "preview.md",
    "prose.md",
    "site.md",
    "sourcing.md",
    "timeline.md",
    "tutorial.md",
)
MADE = ("commands.md", "fields.md", "problems.md", "standards.md")


def text_of(page: str) -> str:
    return (WRITING / page).read_text("utf-8")


def blocks(page: str, language: str = "yaml") -> list[tuple[str, str]]:
    """The fenced examples of a page: the file each stands in, and its text."""
    found = re.findall(rf"(?m)(?:^In `([^`]+)`:\n\n)?^```{language}\n((?s:.*?)\n)```$", text_of(page))
    return [(file or STORY, typed) for file, typed in found]


def tables(page: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading, head left out; bars between backticks are no borders."""
    _, _, below = text_of(page).partition(f"{{#{heading}}}\n")
    section = re.split(r"(?m)^## ", below)[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in re.findall(r"((?:``.*?``|`[^`]*`|[^|`])+)\|", row[1:])] for row in rows]
    return [row for number, row in enumerate(cells) if not _is_head(rows, section, number)]


def _is_head(rows: list[str], section: str, number: int) -> bool:
    return f"{rows[number]}\n|---" in section


def test_the_pages_are_these() -> None:
    assert tuple(PAGES) == tuple(sorted((*BY_HAND, *MADE)))


def test_the_reference_of_fields_is_fresh() -> None:
    remedy = "run: make generated"
    assert text_of("fields.md") == field_reference.page(), remedy


def test_the_page_of_commands_is_fresh() -> None:
    remedy = "run: make generated"
    assert text_of("commands.md") == command_reference.page(), remedy


def models(kind: Any, seen: dict[type[Entry], None]) -> dict[type[Entry], None]:
    """Every model that a writer's fields can hold, beginning with this one."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if issubclass(kind, Entry) and kind not in seen:
            seen[kind] = None
            for info in kind.model_fields.values():
                models(Annotated[info.annotation, "field"], seen)
        return seen
    for inner in get_args(kind):
        models(inner, seen)
    return seen


def test_every_entry_of_the_schema_has_its_part_of_the_reference() -> None:
    schema: dict[type[Entry], None] = {}
    for kind in (Story, Actor, Source, Settings):
        models(kind, schema)
    assert {part.model for part in field_reference.PARTS} == set(schema)
    assert sum(len(model.model_fields) for model in schema) > 150


def test_every_field_of_the_reference_has_a_description_and_says_what_it_takes() -> None:
    for part in field_reference.PARTS:
        for name, info in part.model.model_fields.items():
            assert info.description, f"{part.model.__name__}.{name}"
            row = re.search(rf"(?m)^\| \**`{name}`\** \| (.+?) \| (.+) \|$", _part_of_page(part.name))
            assert row is not None, f"{part.model.__name__}.{name}"


def _part_of_page(name: str) -> str:
    return re.split(r"(?m)^## ", text_of("fields.md").partition(f"{{#{name}}}\n")[2])[0]


def test_every_part_of_the_reference_has_an_example_that_uses_it() -> None:
    assert set(field_reference.examples()) == {part.name for part in field_reference.PARTS}
    for part in field_reference.PARTS:
        typed = field_reference.examples()[part.name]["typed"]
        fields = set(re.findall(r"(?m)(?:^|[{,]) *(?:- )?([a-z_]+):", typed))
        assert fields & set(part.model.model_fields), part.name


EXAMPLES = [
    pytest.param(file, typed, id=f"{page}-{number}")
    for page in ("fields.md", "dates.md", "pictures.md", "prose.md", "sourcing.md")
    for number, (file, typed) in enumerate(blocks(page), start=1)
]


@pytest.mark.parametrize(("file", "typed"), EXAMPLES)
def test_an_example_checks_clean(tmp_path: Path, file: str, typed: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "corrections.md").write_text("# Corrections\n", "utf-8")
    (tmp_path / "stories" / "pictures").mkdir(parents=True)
    for name in re.findall(r"file: (pictures/[a-z-]+\.jpg)", typed):
        Image.new("RGB", (30, 20), "teal").save(tmp_path / "stories" / name)
    assert [str(problem) for problem in ran(tmp_path, [(file, typed)]).problems] == []


def test_there_are_examples_enough_for_the_last_test_to_mean_something() -> None:
    assert len(EXAMPLES) > 40


FORMS = [row for heading in ("forms", "unsure", "spans", "within") for row in tables("dates.md", heading)]


def test_every_form_of_a_date_is_in_the_table() -> None:
    kinds = {(when.kind, when.precision) for when in (parse_when(_code(row[0])) for row in FORMS)}
    assert len(FORMS) == 23
    assert len(kinds) >= 9


@pytest.mark.parametrize(("typed", "seen", "_use"), FORMS, ids=lambda cell: cell)
def test_readers_see_a_date_as_the_table_says(typed: str, seen: str, _use: str) -> None:
    def plain(text: str) -> str:
        # CLDR parts some words with thin and unbreakable blanks.
        return re.sub(r"\s", " ", text)

    assert plain(word(parse_when(_code(typed)))) == seen


def _code(cell: str) -> str:
    """What stands between the backticks of a cell that holds nothing else."""
    found = re.fullmatch(r"``(.+)``|`(.+)`", cell)
    assert found is not None, cell
    return found[1] or found[2]


@pytest.mark.parametrize(("typed", "better"), tables("dates.md", "refused"))
def test_a_refused_date_is_answered_as_the_table_says(typed: str, better: str) -> None:
    with pytest.raises(WhenError) as refused:
        parse_when(_code(typed))
    assert refused.value.suggestion == _code(better)


@pytest.mark.parametrize(
    ("typed", "_what"), [row for heading in ("inline", "citations", "mentions") for row in tables("prose.md", heading)]
)
def test_a_mark_of_the_page_on_prose_is_read_without_a_mistake(typed: str, _what: str) -> None:
    inlines, mistakes = parse_inline(_code(typed))
    assert mistakes == ()
    assert [type(node).__name__ for node in inlines] != ["Text"] or typed.startswith("`\\*")


@pytest.mark.parametrize(("typed", "_better", "code"), tables("prose.md", "refused"))
def test_what_the_page_on_prose_calls_refused_has_the_code_it_names(typed: str, _better: str, code: str) -> None:
    name = re.fullmatch(r"\[`([a-z-]+)`\]\(problems\.md#\1\)", code)
    assert name is not None
    _, mistakes = parse_block(_code(typed), embeds=True)
    assert {mistake.code for mistake in mistakes} == {name[1]}


def test_readers_are_told_the_same_of_a_status_as_writers() -> None:
    page = (ROOT / "docs" / "methodology.md").read_text("utf-8")
    # What writers call a root is an account to readers.
    rows = re.findall(
        r"(?m)^\| ([A-Z][a-z]+) \| (.+) \|$", page.replace("two independent accounts", "two independent roots")
    )
    assert [[f"`{word.lower()}`", means] for word, means in rows] == tables("sourcing.md", "status")


@pytest.mark.parametrize(("heading", "words"), [("status", Status), ("responses", ResponseKind)])
def test_the_page_on_sourcing_explains_every_word_and_no_other(heading: str, words: type[Status]) -> None:
    assert [_code(row[0]) for row in tables("sourcing.md", heading)] == [str(word) for word in words]


PIECES = [typed for _, typed in blocks("tutorial.md")]
FIRST_LINE = "# yaml-language-server: $schema=../generator/schema/story.schema.json\n"


def lesson(root: Path, pieces: list[str]) -> Path:
    """The story of the tutorial as far as these pieces."""
    return write(root, {"stories/harbour-gates.yaml": FIRST_LINE + "\n".join(pieces)})


def test_the_tutorial_makes_a_story_without_any_problem_and_a_page(tmp_path: Path) -> None:
    result = run(lesson(tmp_path, PIECES))
    assert told(result) == []
    assert of_stories(result.pages) == ["stories/harbour-gates.md"]
    text = result.pages[0].text
    assert isinstance(text, str)
    for words in ("Who closed the gates of Harrow Bay?", "Disputed", "declined to comment", "Ada Brandt", "12:00"):
        assert words in text


def test_the_lesson_checks_clean_where_it_says_so_and_again_until_it_is_published(tmp_path: Path) -> None:
    said = text_of("tutorial.md").partition("## 5. Check")[0].count("```yaml")
    assert (said, len(PIECES)) == (3, 5)
    for number in range(said, len(PIECES) + 1):
        root = lesson(tmp_path / str(number), PIECES[:number])
        assert explainer(root, "check", "stories/harbour-gates.yaml", "--strict", *DAY) == (0, "No problems.\n", "")
        assert run(root).drafts == (() if number == len(PIECES) else ("harbour-gates",))


def test_the_mistake_of_the_lesson_is_answered_as_it_says(tmp_path: Path) -> None:
    wrong = [piece.replace("status: reported", "status: rumoured") for piece in PIECES[:3]]
    result = run(lesson(tmp_path, wrong), drafts=True)
    said = "\n".join(as_text(problem, result.lines) for problem in result.problems)
    assert blocks("tutorial.md", "text")[0][1] == f"{said}\n1 error.\n"


def test_the_lesson_begins_with_what_new_really_says_and_makes(tmp_path: Path) -> None:
    (tmp_path / "generator" / "schema").mkdir(parents=True)
    write(tmp_path, {})
    status, said, _ = explainer(tmp_path, "new", "harbour-gates")
    assert (status, f"    {said}" in text_of("tutorial.md")) == (0, True)
    assert (tmp_path / "stories/harbour-gates.yaml").read_text("utf-8").startswith(FIRST_LINE)


def commands() -> Iterator[str]:
    """Every command line that the pages tell writers to type."""
    for page in BY_HAND:
        yield from re.findall(r"(?m)^    (?:\.venv/bin/)?explainer (.+)$", text_of(page))
        yield from re.findall(r"`explainer ([a-z][^`]*)`", text_of(page))


def test_every_command_that_the_pages_name_exists_with_its_options() -> None:
    pages = text_of("commands.md")
    named = list(commands())
    assert len(named) >= 7
    for line in named:
        assert f"## `explainer {line.split()[0]}`" in pages, line
        section = pages.partition(f"## `explainer {line.split()[0]}`")[2].partition("\n## ")[0]
        assert [option for option in re.findall(r"--[a-z-]+", line) if option not in section] == [], line


def anchors(page: Path) -> set[str]:
    return set(re.findall(r"(?m)^#+ .*\{#([a-z0-9-]+)\}$", page.read_text("utf-8")))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_arrives(page: str) -> None:
    outside_code = re.sub(r"(?s)```.*?```|``.*?``|`[^`]*`", "", text_of(page))
    links = re.findall(r"\]\(([^)\s]+)\)", outside_code)
    for link in links:
        file, _, anchor = link.partition("#")
        target = (WRITING / file).resolve() if file else WRITING / page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


def test_the_index_leads_to_every_page() -> None:
    assert set(re.findall(r"\]\(([a-z]+\.md)\)", text_of("index.md"))) == set(PAGES) - {"index.md"}


def test_every_page_has_a_title_and_a_description_and_explicit_addresses() -> None:
    for page in PAGES:
        head = yaml.safe_load(text_of(page).split("---\n")[1])
        assert set(head) == {"title", "description"}
        headings = re.findall(r"(?m)^##+ .*$", re.sub(r"(?s)```.*?```", "", text_of(page)))
        assert [line for line in headings if not re.search(r" \{#[a-z0-9-]+\}$", line)] == []
        ids = [line.rpartition("{#")[2] for line in headings]
        assert len(ids) == len(set(ids))


def test_mkdocs_builds_the_pages_without_a_warning_and_bars_in_code_stay_in_their_cells(tmp_path: Path) -> None:
    newsroom = bare_newsroom(tmp_path / "newsroom", manual=True)
    settings = yaml.safe_load((newsroom / "mkdocs.yml").read_text("utf-8"))
    settings.pop("nav")  # which pages the menu names is the site's business, not these pages'
    (newsroom / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=newsroom,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = (newsroom / "site/writing/prose/index.html").read_text("utf-8")
    assert "<td><code>[[brandt|the harbour master]]</code></td>" in page
    assert "<td><code>| a | table |</code></td>" in page
