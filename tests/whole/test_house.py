"""The house keeps its order: who may use whom, what a module opens with, which names are free, what the docs name."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from generator.desk.reference import rooms
from generator.desk.reference.rooms import LADDER, modules_of

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "generator"
# What the page names that stands elsewhere, or only after a build.
MADE_ELSEWHERE = {"docs/", "site/", "pagefind/", "locale/XX/", "assets/", "stories/mill.yaml"}

# What newsrooms name in their settings, and what must stand where it is found.
NAMED_OUTSIDE = {"hook", "footnote_links", "heading_links", "theme", "schema"}
MOST_MODULES = 20

# What a start of the command may not wait for.
SLOW = ("pydantic", "babel", "markdown_it", "markdown", "jinja2", "yaml", "mkdocs", "PIL")


def files() -> list[Path]:
    return sorted(path for path in HOUSE.rglob("*.py") if path.name != "__main__.py")


def module_of(path: Path) -> str:
    """`generator/outputs/story/top.py` -> `outputs.story.top`; a door is its room."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in files()}
DOORS = {module for module, path in MODULES.items() if path.name == "__init__.py" and module}


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, anywhere in it: inside functions and for types alone, too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide who uses whom"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def uses(module: str) -> set[str]:
    """Which of our modules and doors one uses: what a door offers is the door's, also where it is a module."""
    found = set()
    for name in imported(MODULES[module]):
        door = name.removeprefix("generator.").rpartition(".")[0]
        if door in DOORS and door != module and not module.startswith(f"{door}."):
            found.add(door)
            continue
        parts = name.split(".")
        if parts[0] == "generator":
            ends = (".".join(parts[1:end]) for end in range(len(parts), 1, -1))
            found.add(next((part for part in ends if part in MODULES), ""))
    return found - {module, ""}


USES = {module: uses(module) for module in MODULES if module and module not in NAMED_OUTSIDE}


def room_of(module: str) -> str:
    return module if module in DOORS else module.rpartition(".")[0]


def astray(module: str, other: str) -> bool:
    """Whether `module` reaches past a door to `other`: it may use its own room's and the rooms' around it, else the first door on the way."""
    if other in ("problem", "build"):
        return False
    own, theirs = room_of(module).split("."), room_of(other).split(".")
    shared = next(
        (n for n, pair in enumerate(zip(own, theirs, strict=False)) if pair[0] != pair[1]), min(len(own), len(theirs))
    )
    return shared < len(theirs) and other != ".".join(theirs[: shared + 1])


def test_the_house_has_the_rooms_of_the_ladder_and_no_other() -> None:
    assert {module.split(".")[0] for module in MODULES if module} - NAMED_OUTSIDE == set(LADDER)
    assert len(LADDER) == 16


def test_no_room_is_crowded_and_no_file_repeats_the_name_of_its_room() -> None:
    rooms = {room: [path.stem for path in modules_of(HOUSE / room.replace(".", "/"))] for room in DOORS}
    assert {room: len(names) for room, names in rooms.items() if len(names) > MOST_MODULES} == {}
    assert [
        (room, name) for room, names in rooms.items() for name in names if room.split(".")[-1] in name.split("_")
    ] == []


def test_nothing_is_used_from_a_room_above() -> None:
    rank = {room: number for number, room in enumerate(LADDER)}
    upward = {
        (module, other)
        for module, used in USES.items()
        for other in used
        if rank[other.split(".")[0]] > rank[module.split(".")[0]]
    }
    assert upward == set()


def test_nothing_reaches_past_a_door() -> None:
    assert {(module, other) for module, used in USES.items() for other in used if astray(module, other)} == set()


def test_a_door_offers_what_others_take_and_nothing_else() -> None:
    taken: dict[str, set[str]] = {door: set() for door in DOORS}
    for module in USES:
        for name in imported(MODULES[module]):
            door, _, wanted = name.removeprefix("generator.").rpartition(".")
            if door in DOORS and not module.startswith(f"{door}.") and name.startswith("generator."):
                taken[door].add(wanted)
    offered = {door: set(getattr(importlib.import_module(f"generator.{door}"), "__all__", ())) for door in DOORS}
    runs = {"desk.editor": {"write_schemas"}}
    assert offered == {door: names | runs.get(door, set()) for door, names in taken.items()}


def test_no_modules_need_each_other_in_a_circle() -> None:
    # An import inside a function puts off the moment, and changes nothing about who needs whom.
    done: set[str] = set()
    while ready := {module for module in USES if module not in done and USES[module] <= done}:
        done |= ready
    assert sorted(set(USES) - done) == []


def test_no_kind_of_output_uses_another_or_writes() -> None:
    astray = {}
    for module, used in USES.items():
        parts = module.split(".")
        if parts[0] == "outputs" and len(parts) > 1:
            others = {
                other for other in used if other.startswith("outputs.") and other.split(".")[1] in ("lists", "story")
            }
            if bad := {other for other in others if other.split(".")[1] != parts[1]}:
                astray[module] = bad
    assert astray == {}
    writes = {"write_pages", "write_file", "plan_changes", "swap_folder", "read_record"}
    taken = {
        name.rpartition(".")[2] for module in USES if module.startswith("outputs") for name in imported(MODULES[module])
    }
    assert taken & writes == set()


def test_only_the_hook_and_the_preview_of_a_page_know_mkdocs() -> None:
    knows = {
        module
        for module, path in MODULES.items()
        if any(name.split(".")[0] in ("mkdocs", "material", "properdocs", "zensical") for name in imported(path))
    }
    assert knows == {"publish.edition_menu", "publish.hook", "desk.preview.site"}


def test_the_command_starts_without_the_slow_libraries() -> None:
    code = f"import sys, generator.desk.cli; print(*(name for name in {SLOW!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("", "", 0)


def test_a_module_opens_with_two_sentences() -> None:
    wrong = {}
    for module, path in MODULES.items():
        first, _, rest = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n\n")
        # One paragraph says what goes in and comes out, the next what it never does.
        if not first.endswith((".", "!")) or not rest.strip() or not rest.rstrip().endswith("."):
            wrong[module] = first
    assert wrong == {}


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
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if path != Path(__file__) and timed.search(path.read_text("utf-8"))
    ] == []


def test_the_checks_are_strict() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["tool"]["mypy"]["strict"] is True
    assert {"F", "B", "BLE", "D1", "T20"} <= set(settings["tool"]["ruff"]["lint"]["select"])
    assert settings["project"]["scripts"] == {"explainer": "generator.desk.cli:main"}


def test_the_architecture_page_shows_the_ladder_and_names_no_file_that_is_gone() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    shown = text.partition("{#ladder}")[2].lstrip().partition("\n\n")[0]
    assert tuple(shown.replace("<", " ").split()) == LADDER
    named = {word for line in text.splitlines() for word in line.split("`")[1::2] if "/" in word and " " not in word}
    places = (ROOT, HOUSE, ROOT / "tests")
    gone = {word for word in named if not any((place / word).exists() for place in places)}
    assert gone - MADE_ELSEWHERE == set()


def test_the_page_of_rooms_says_what_the_modules_say() -> None:
    assert (ROOT / "docs" / "rooms.md").read_text("utf-8") == rooms.page(), "run: make generated"


def test_the_menu_leads_to_every_hand_written_page() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").glob("*.md")}
    assert {page for page in written if page not in text} == set()
