"""A new story on disk: a newsroom's folder and an address go in, the file's path or a sentence that says why not comes out.

This module never overwrites a file, never writes outside `stories/`, and leaves no half-written file behind.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.desk.skeleton import PLACEHOLDER_TITLE, skeleton
from generator.reading import DEEPEST, ENDINGS, printable
from generator.story import ID_PATTERN, names_a_device
from generator.text import CONTROLS, is_blank, unseen
from generator.writing import disk_problem, make_folders, remove_empty, stage, sync_folder

SCHEMA = "generator/schema/story.schema.json"
# Where a newsroom that does not hold the program keeps the schema.
OWN_SCHEMA = "story.schema.json"


@dataclass(frozen=True, slots=True)
class NewStory:
    """What became of it: `file` is the story's path as shown to people, or empty where `fault` says why there is none.

    `misused` tells that the command was typed wrongly, as opposed to a disk or a file in the way.
    """

    file: str = ""
    fault: str = ""
    misused: bool = False


def new_story(root: Path, slug: str, title: str | None) -> NewStory:
    """Make `stories/SLUG.yaml` in the newsroom at `root`, with the folders it needs; never raises for a disk's refusal.

    >>> new_story(Path("/nowhere"), "Harbour Gates", None).fault
    "'Harbour Gates' cannot be a story's address: it has small letters a to z, digits and hyphens, and '/' between folders. Try: explainer new harbour-gates"
    """
    if fault := slug_fault(slug):
        return NewStory(fault=fault, misused=True)
    words = " ".join((PLACEHOLDER_TITLE if title is None else title).split())
    if not words or is_blank(words) and not CONTROLS.search(words):
        return NewStory(fault="The title has no words in it. Type it in quotes, or leave --title out.", misused=True)
    if CONTROLS.search(words) or list(unseen(words)):
        return NewStory(fault="The title holds a character that cannot be seen. Type it by hand.", misused=True)
    return place_story(root, slug, lambda schema: skeleton(words, schema))


def place_story(root: Path, slug: str, text_for: Callable[[str], str]) -> NewStory:
    """Write a story's text to `stories/SLUG.yaml`; `text_for` makes it from the path of the editor's schema.

    >>> place_story(Path("/nowhere"), "index", str).misused
    True
    """
    if fault := slug_fault(slug):
        return NewStory(fault=fault, misused=True)
    stories = root / "stories"
    path = stories.joinpath(*slug.split("/")).with_name(slug.rsplit("/", 1)[-1] + ".yaml")
    if fault := _in_the_way(stories, path, slug):
        return NewStory(fault=fault)
    return put_new_file(path, text_for(schema_from(root, path)), f"stories/{slug}.yaml")


def put_new_file(path: Path, text: str, file: str) -> NewStory:
    """Write a file that must not be there yet, with the folders it needs; `file` is its path as shown to people."""
    try:
        _write(path, text.encode("utf-8"))
    except OSError as error:
        if isinstance(error, FileExistsError) and os.path.lexists(path):
            return NewStory(fault=_taken(file))
        problem = disk_problem(error, file, "Nothing was changed.")
        return NewStory(fault=f"{problem.message} {problem.hint}".rstrip())
    return NewStory(file)


def schema_from(root: Path, path: Path) -> str:
    """The way from the folder of a story at `path` to the editor's schema of the newsroom at `root`.

    >>> schema_from(Path("/nowhere"), Path("/nowhere/stories/a/gates.yaml"))
    '../../story.schema.json'
    """
    schema = SCHEMA if (root / "generator" / "schema").is_dir() else OWN_SCHEMA
    return Path(os.path.relpath(root / schema, path.parent)).as_posix()


def slug_fault(slug: str) -> str:
    """Why this cannot be a story's address, with one that can; empty where it can.

    >>> slug_fault("harbour-gates"), slug_fault("2031/harbour-gates")
    ('', '')
    """
    parts = slug.split("/")
    shown = printable(slug)
    if device := next(filter(names_a_device, parts), ""):
        return f"'{printable(device)}' cannot be used: Windows keeps this name for a device, and nobody could save the story there. Choose another name."
    if not all(ID_PATTERN.fullmatch(part) for part in parts):
        guess = _guess(slug)
        again = f" Try: explainer new {guess}" if guess else " Type for example: explainer new harbour-gates"
        return (
            f"'{shown}' cannot be a story's address: it has small letters a to z, digits and hyphens, "
            f"and '/' between folders.{again}"
        )
    if parts[-1] == "index":
        return "A story cannot be called 'index': its page would take the address of the whole folder. Choose another name."
    if len(parts) > DEEPEST + 1:
        return f"'{shown}' lies too deep: stories are looked for in at most {DEEPEST} folders inside each other."
    return ""


def _guess(slug: str) -> str:
    """The address that was most likely meant: without folder `stories` and ending, letters without accents."""
    text = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode("ascii").lower()
    text = re.sub(r"\.ya?ml$", "", text.replace("\\", "/").strip())
    parts = [re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in text.split("/")]
    parts = [part for part in parts if part]
    if parts[:1] == ["stories"]:
        parts = parts[1:]
    guess = "/".join(parts)
    return "" if not guess or slug_fault(guess) else guess


def _in_the_way(stories: Path, path: Path, slug: str) -> str:
    """What keeps the story from being made: a story of that address, or a folder that is a link and is not searched."""
    for ending in ENDINGS:
        if os.path.lexists(path.with_suffix(ending)):
            return _taken(f"stories/{slug}{ending}")
    for folder in path.parents:
        if folder == stories:
            break
        if folder.is_symlink():
            name = f"stories/{folder.relative_to(stories).as_posix()}"
            return f"'{name}' is a link, and stories are not looked for behind links. Choose another folder."
    return ""


def _taken(file: str) -> str:
    return f"There is already a story '{file}', and it was left as it is. Choose another name."


def _write(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet: whole, or not at all."""
    made = make_folders(path.parent)
    try:
        staged = stage(path.parent, 0, data)
        try:
            _put(staged, path)
        finally:
            with suppress(OSError):
                staged.unlink()
        sync_folder(path.parent)
    except BaseException:
        remove_empty(list(made))
        raise


def _put(staged: Path, path: Path) -> None:
    """Give the finished file its name; a link, unlike a rename, never takes the place of another file."""
    try:
        os.link(staged, path)
    except FileExistsError:
        raise
    except OSError:
        # Some disks know no links: a look and a rename come closest.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        os.rename(staged, path)
