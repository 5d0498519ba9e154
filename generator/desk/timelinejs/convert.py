"""A timeline made with TimelineJS goes in as bytes; the text of a story comes out, with a list of what could not be carried over.

This module never overwrites a file, never makes up a fact, and drops nothing without a line in the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.desk.timelinejs.ids import slug_of
from generator.desk.timelinejs.list import NotCarried, one_line
from generator.desk.timelinejs.read import read_timeline
from generator.desk.timelinejs.story import Made, story_of
from generator.desk.timelinejs.yaml_text import yaml_text
from generator.reading import LARGEST as LARGEST_STORY
from generator.reading import printable, read_file, read_text

NO_NAME = "imported-timeline"
PIPED = "what was piped in"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a timeline: the story's text without the schema's line, its slug, and the list; or why there is none.

    `made` says in words what the story has.
    """

    text: str = ""
    slug: str = ""
    made: str = ""
    not_carried: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def imported(raw: bytes, file: str, taken: Iterable[str] = ()) -> Imported:
    """Turn a timeline into a story; `file` is its name as shown to people, `taken` are ids that the newsroom shares.

    >>> imported(b'{"events": [{"start_date": {"year": 1912}, "text": {"headline": "Gates close"}}]}', "a.json").made
    '1 date, 0 sources'
    """
    listed = NotCarried()
    timeline, faults = read_timeline(raw, file, listed)
    if timeline is None:
        return Imported(not_carried=listed.lines, faults=faults)
    name = _name_of(file)
    made = story_of(timeline, name, listed, taken)
    title = str(made.data["title"])
    slug = slug_of(title) or slug_of(name) or NO_NAME
    what = _counted(made)
    data = dict(made.data)
    if listed.lines:
        data["notes"] = "What could not be carried over from the timeline as it was:\n" + "".join(
            f"- {line}\n" for line in listed.lines
        )
    text = _opening(file, timeline.form, what, bool(listed.lines)) + "\n" + yaml_text(data)
    if fault := _unsound(text, data, file):
        return Imported(not_carried=listed.lines, faults=(fault,))
    return Imported(text, "story" if slug == "index" else slug, what, listed.lines)


def shared_ids(root: Path) -> frozenset[str]:
    """The ids that the newsroom's shared actors and sources have; none where a file is missing or cannot be read."""
    found: set[str] = set()
    for name in ("_actors.yaml", "_sources.yaml"):
        document, _ = read_file(root / "stories" / name, name)
        if document is not None and isinstance(document.data, dict):
            found.update(document.data)
    return frozenset(found)


def _name_of(file: str) -> str:
    """A file's name as a title: '2031_gates.json' is '2031 gates'."""
    if file == PIPED:
        return "Imported timeline"
    stem = file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or file
    return one_line(stem.replace("_", " ").replace("-", " ")) or "Imported timeline"


def _counted(made: Made) -> str:
    parts = [(made.dates, "date"), (made.sources, "source")]
    parts += [(number, word) for number, word in ((made.topics, "topic"), (made.sections, "section")) if number]
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts)


def _opening(file: str, form: str, what: str, notes: bool) -> str:
    article = "" if form.startswith("a ") else "a file of "
    lines = [
        f"Imported from {one_line(printable(file))}, {article}{form}: {what}.",
        "It is a draft until it has a day under 'published'.",
        "Its sources are what the timeline showed beside its events: see whether they bear out what is said, and give",
        "each the day you read it under 'read'.",
    ]
    if notes:
        lines.append("What could not be carried over stands under 'notes', at the end. Readers never see that.")
    return "".join(f"# {line}\n" for line in lines)


def _unsound(text: str, data: object, file: str) -> str:
    """Why the story cannot be given out: it is too large, or (a fault of ours) would not read back as it was meant."""
    size = len(text.encode("utf-8"))
    if size > LARGEST_STORY:
        return f"{file}: The story would have {size:,} bytes, and 2 MB is the most that is read. Split the timeline in two."
    document, problems = read_text(text, file)
    if document is None or problems or document.data != data:
        return f"{file}: The story made from this timeline could not be read back; this is a fault of the program. Please report it."
    return ""
