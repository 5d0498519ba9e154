"""The house keeps its order: who may use whom, what a module opens with, which names are free, what the docs name."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "generator"

RUNGS = ("things", "stages", "build", "doors")

# Every module stands here on purpose; a new one is put on its rung by hand.
PLACES = {
    "things": """
        problem document entry fields prose_field reference stated_date actor source claim image story newsroom walk
        when when_value when_grammar when_words when_numbers when_rewriting wording words look_alikes language cldr date_forms bidi unspaced
        problem document entry fields status prose_field reference stated_date actor source claim image story newsroom walk
        problem document entry fields status headline prose_field reference stated_date actor source claim image story newsroom walk
        when when_value when_grammar when_words when_numbers when_rewriting wording words language bidi unspaced
        prose prose_tree prose_blocks prose_inline prose_emphasis prose_references md md_layout md_prose page addresses clock word_changes word_marks story_changes
        picture_scale picture_lanes picture_ticks picture_eras timeline_tools source_web chain_picture picture_text sentences
        citing citing_bibtex photo_markup
        typed_number figure number_words chart
        photo web_address unseen
    """,
    "stages": """
        revisions full_story story_pairs standing_changes value_changes story_diff story_diff_words story_diff_faces typos
        find read yaml_events yaml_traps yaml_words yaml_broken yaml_layout yaml_signs check check_words shared names completed
        references archive editions link neighbours register source_place role_then shown sourcing sourcing_words source_faults facts rule_codes policy_pages docs_links logo standard rules render record survey plan disk write swap
        references archive editions link neighbours register source_place role_then shown sourcing sourcing_words source_faults facts rule_codes policy_pages standard rules render record survey plan disk write own_folder exchange site_mark swap
        photo_encode photo_shelf photo_file photos
        statements impact source_overview known_then entries_then as_of substance
    """,
    "build": "build",
    "doors": """
        cli commands compare hook edition_menu footnote_links heading_links explain skeleton new_story editor_schema editor_forms field_words
        field_reference command_reference cldr_made
        cli commands taken_away compare hook edition_menu footnote_links heading_links explain skeleton new_story editor_schema editor_forms field_words
        field_reference command_reference
        sourcing_commands impact_report overview_report standard_command standard_page as_of_command
        preview preview_watch preview_shared preview_memory preview_faults preview_site preview_answers preview_desk
        preview_pages preview_server
        search_text search_index whole_site
        timelinejs timelinejs_command timelinejs_csv timelinejs_dates timelinejs_elements timelinejs_marks timelinejs_runs
        timelinejs_html timelinejs_ids timelinejs_json timelinejs_list
        timelinejs_old timelinejs_prose timelinejs_read timelinejs_sources timelinejs_story timelinejs_tags timelinejs_yaml
    """,
}
RUNG = {module: RUNGS.index(rung) for rung, modules in PLACES.items() for module in modules.split()}

# What a start of the command may not wait for.
SLOW = ("pydantic", "babel", "markdown_it", "markdown", "jinja2", "yaml", "mkdocs", "PIL")


def files() -> list[Path]:
    return sorted(path for path in HOUSE.rglob("*.py"))


def module_of(path: Path) -> str:
    """`generator/render/story_page/top.py` -> `render.story_page.top`; a package's own file is the package."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in files()}


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, anywhere in it: inside functions and for types alone, too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide who uses whom"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def uses(module: str) -> set[str]:
    """Which of our modules one uses: the longest part of each imported name that is one."""
    found = set()
    for name in imported(MODULES[module]):
        parts = name.split(".")
        if parts[0] == "generator":
            ends = (".".join(parts[1:end]) for end in range(len(parts), 1, -1))
            found.add(next((part for part in ends if part in MODULES), ""))
    return found - {module, ""}


def test_every_module_has_its_rung_and_every_place_a_module() -> None:
    here = {module.split(".")[0] for module in MODULES if module}
    assert here == set(RUNG)


@pytest.mark.parametrize("module", sorted(m for m in MODULES if m))
def test_a_module_uses_nothing_from_a_rung_above(module: str) -> None:
    rung = RUNG[module.split(".")[0]]
    above = {other for other in uses(module) if RUNG[other.split(".")[0]] > rung}
    assert above == set()


def test_no_modules_need_each_other_in_a_circle() -> None:
    # An import inside a function puts off the moment, and changes nothing about who needs whom.
    graph = {module: uses(module) for module in MODULES}
    done: set[str] = set()
    while ready := {module for module in graph if module not in done and graph[module] <= done}:
        done |= ready
    assert sorted(set(graph) - done) == []


def test_a_renderer_uses_neither_the_writing_stages_nor_a_sibling() -> None:
    writing = {"write", "plan", "record", "survey", "disk", "swap", "build"}
    astray = {}
    for module in MODULES:
        parts = module.split(".")
        if parts[0] != "render" or len(parts) < 2:
            continue
        kinds = {other.split(".")[1] for other in uses(module) if other.startswith("render.")}
        if bad := (uses(module) & writing) | (kinds - {parts[1]}):
            astray[module] = bad
    assert astray == {}


def test_only_the_hook_and_the_preview_of_a_page_know_mkdocs() -> None:
    knows = {
        module
        for module, path in MODULES.items()
        if any(name.split(".")[0] in ("mkdocs", "material", "properdocs", "zensical") for name in imported(path))
    }
    assert knows == {"edition_menu", "hook", "preview_site"}


def test_the_command_starts_without_the_slow_libraries() -> None:
    code = f"import sys, generator.cli; print(*(name for name in {SLOW!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_opens_with_two_sentences(module: str) -> None:
    opening = ast.get_docstring(ast.parse(MODULES[module].read_text("utf-8"))) or ""
    assert opening, "no opening"
    first, _, rest = opening.partition("\n\n")
    assert first.endswith((".", "!")), first
    assert rest.strip(), "one paragraph says what goes in and comes out, the next what it never does"
    assert rest.rstrip().endswith("."), rest


def test_no_module_takes_the_name_of_the_standard_library_or_of_a_library_we_use() -> None:
    # MkDocs puts the hook's folder first on the path while the hook loads: such a module would be found instead.
    of_others = set(sys.stdlib_module_names) | set(importlib.metadata.packages_distributions()) - {"generator"}
    names = {path.stem for path in HOUSE.glob("*.py")} | {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert (names - {"__init__"}) & of_others == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = ("helper", "util", "misc", "manager", "common", "stuff")
    assert [module for module in MODULES if any(word in module for word in vague)] == []


def test_no_test_fails_because_a_machine_is_slow() -> None:
    timed = re.compile(r"perf_counter|process_time|assert [^\n]*(?:monotonic|time)\(\) -")
    assert [
        path.name
        for path in sorted((ROOT / "tests").glob("*.py"))
        if path != Path(__file__) and timed.search(path.read_text("utf-8"))
    ] == []


def test_the_checks_are_strict() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["tool"]["mypy"]["strict"] is True
    assert {"F", "B", "BLE", "D1", "T20"} <= set(settings["tool"]["ruff"]["lint"]["select"])
    assert settings["project"]["scripts"] == {"explainer": "generator.cli:main"}


def test_the_architecture_page_names_every_module_and_none_that_is_gone() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = {word.strip("`") for line in text.splitlines() for word in _in_backticks(line)}
    modules = {path.name for path in HOUSE.glob("*.py")} - {"__init__.py"}
    renderers = [p for p in (HOUSE / "render").iterdir() if p.name[0] != "_"]
    modules |= {f"render/{p.name}" if p.suffix else f"render/{p.name}/" for p in renderers}
    about_modules = {name for name in named if name.endswith(".py") or name.startswith("render/")}
    assert about_modules - {"generator/build.py", "tests/test_house.py", "tests/test_strict_policy.py"} == modules


def _in_backticks(line: str) -> list[str]:
    return line.split("`")[1::2]


def test_the_menu_leads_to_every_hand_written_page() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").glob("*.md")}
    assert {page for page in written if page not in text} == set()
