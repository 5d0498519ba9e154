"""What was read from one YAML file goes in; its text comes out, with the place of every key, value and character.

A Document never judges what it holds and never opens a file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from generator.problem import Place, place_at_mark

Data = str | None | list["Data"] | dict[str, "Data"]
KeyPath = tuple[str | int, ...]

DEEPEST = 64
TOO_DEEP = f"Here more than {DEEPEST} lists or groups of fields stand one inside another."
TOO_DEEP_HINT = "If these brackets belong to a text, put the text in quotes."


class Spot(NamedTuple):
    """Where one text or key stands, 0-based; `style` is empty where it is plain, else `"`, `'`, `|` or `>`."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str


@dataclass(slots=True)
class Holder:
    """Where a list or a group of fields starts, 0-based; whether in brackets; the spots of its keys and values."""

    line: int
    column: int
    flow: bool
    items: dict[str, Node] | list[Node]
    keys: dict[str, Spot]


Node = Spot | Holder


@dataclass(frozen=True)
class Document:
    """One YAML file as plain text data that knows its places.

    `file` is the path as shown to people. In `data` every value is a text, None (nothing typed, `~` or `null`), a list
    or a dict. `lines` are the source lines without their ends. `whole` is False where reading stopped early, so that
    what is missing from `data` may stand further down in the file. `odd_keys` are the key paths of keys that a problem
    of reading already explains (half a sentence read as a key), so that nobody complains about them twice.

    >>> from generator.reading.bytes import read_text
    >>> document, problems = read_text("title: A quiet harbour\\n", "stories/a.yaml")
    >>> str(document.place(("title",))), str(document.inside(("title",), 2))
    ('stories/a.yaml:1:8', 'stories/a.yaml:1:10')
    """

    file: str
    data: Data = field(hash=False)
    lines: tuple[str, ...] = field(repr=False, hash=False)
    whole: bool = True
    odd_keys: tuple[KeyPath, ...] = ()
    _root: Node | None = field(default=None, repr=False, compare=False)
    # Aligning a text with its source is done once for each text that is asked about, and only then.
    _aligned: dict[Spot, _Alignment] = field(default_factory=dict, init=False, repr=False, compare=False)

    def place(self, path: KeyPath) -> Place:
        """Where the value at `path` starts.

        Steps that are not in the file are skipped, so that the nearest enclosing place answers.
        """
        node, _ = self._walk(path)
        return self._at(node)

    def key_place(self, path: KeyPath) -> Place:
        """Where the last key of `path` stands; for an item of a list, and for a key not in the file, as `place`."""
        if path and isinstance(path[-1], str):
            parent, _ = self._walk(path[:-1])
            if isinstance(parent, Holder) and path[-1] in parent.keys:
                spot = parent.keys[path[-1]]
                return place_at_mark(self.file, spot.line, spot.column)
        return self.place(path)

    def inside(self, path: KeyPath, offset: int) -> Place:
        """Where the character at `offset` (0-based, code points) of the text at `path` stands in the source.

        An escape such as `\\u00e9` answers with its backslash, a space that was a line break with the end of that line.
        An offset outside the text is moved to its nearest end; where there is no text, the answer is that of `place`.
        """
        node, value = self._walk(path)
        if isinstance(node, Spot) and isinstance(value, str) and value:
            if node not in self._aligned:
                self._aligned[node] = _align(node, value, self.lines)
            starts, runs = self._aligned[node]
            if runs:
                wanted = max(0, min(offset, len(value) - 1))
                number = bisect_right(starts, wanted) - 1
                run = runs[number]
                moved = wanted - starts[number] if run.moves else 0
                return place_at_mark(self.file, run.line, run.column + moved)
        return self._at(node)

    def has(self, path: KeyPath) -> bool:
        """Whether every step of `path` is in the file.

        >>> from generator.reading.bytes import read_text
        >>> document, _ = read_text("by: [one, two]", "a.yaml")
        >>> document.has(("by", 1)), document.has(("by", 2))
        (True, False)
        """
        node = self._root
        for step in path:
            node = _child(node, step)
            if node is None:
                return False
        return True

    def _walk(self, path: KeyPath) -> tuple[Node | None, Data]:
        node, value = self._root, self.data
        for step in path:
            child = _child(node, step)
            if child is not None:
                node, value = child, value[step]  # type: ignore[index]
        return node, value

    def _at(self, node: Node | None) -> Place:
        return Place(self.file) if node is None else place_at_mark(self.file, node.line, node.column)


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, Holder):
        if isinstance(node.items, dict):
            return node.items.get(step) if isinstance(step, str) else None
        if isinstance(step, int) and 0 <= step < len(node.items):
            return node.items[step]
    return None


class _LineRun(NamedTuple):
    """A stretch of a text and where it starts in the source; `moves` if each character stands one column further."""

    length: int
    line: int
    column: int
    moves: bool


_Alignment = tuple[tuple[int, ...], tuple[_LineRun, ...]]
"""Where in the text each run starts, and the runs; both empty where text and source could not be matched."""


def _align(spot: Spot, value: str, lines: Sequence[str]) -> _Alignment:
    runs = tuple(run for run in _runs(spot, value, lines) if run.length)
    starts = (0, *accumulate(run.length for run in runs))
    return (starts[:-1], runs) if starts[-1] == len(value) else ((), ())


def _runs(spot: Spot, value: str, lines: Sequence[str]) -> Iterator[_LineRun]:
    if spot.style in ("|", ">"):
        return _block_runs(spot, value, lines)
    return _flow_runs(spot, lines)


# Where a text runs over several lines YAML drops the blanks around a line break: one break becomes a space, n become
# n - 1 breaks.
_FOLD = r"(?P<fold>[ \t]*+\n(?:[ \t]*+\n)*[ \t]*+)"
_TOKENS = {
    "": re.compile(_FOLD + r"|(?P<run>(?:[^ \t\n]++|[ \t]++(?!\n))++)"),
    "'": re.compile(_FOLD + r"|(?P<one>'')|(?P<run>(?:[^' \t\n]++|[ \t]++(?!\n))++)"),
    '"': re.compile(
        r"(?P<joined>\\\n[ \t]*+(?:\n[ \t]*+)*)|(?P<one>\\(?:x.{2}|u.{4}|U.{8}|.))|"
        + _FOLD
        + r'|(?P<run>(?:[^\\" \t\n]++|[ \t]++(?!\n))++)'
    ),
}


def _flow_runs(spot: Spot, lines: Sequence[str]) -> Iterator[_LineRun]:
    rows = list(lines[spot.line : spot.end_line + 1])
    rows[-1] = rows[-1][: spot.end_column]
    rows[0] = rows[0][spot.column :]
    source = "\n".join(rows)
    line, column = spot.line, spot.column
    if spot.style:
        source = source[1:-1]
        column += 1
    for token in _TOKENS[spot.style].finditer(source):
        typed = token.group()
        breaks = typed.count("\n")
        if token.lastgroup == "fold":
            yield _LineRun(max(1, breaks - 1), line, column, False)
        elif token.lastgroup == "joined":
            yield _LineRun(breaks - 1, line, column, False)
        elif token.lastgroup == "one":
            yield _LineRun(1, line, column, False)
        else:
            yield _LineRun(len(typed), line, column, True)
        if breaks:
            line, column = line + breaks, len(typed) - typed.rindex("\n") - 1
        else:
            column += len(typed)


def _block_runs(spot: Spot, value: str, lines: Sequence[str]) -> Iterator[_LineRun]:
    """The lines below `|` or `>`, each matched with what became of it in the text."""
    body = lines[spot.line + 1 : spot.end_line + 1]
    typed_first = next((row for row in body if row.strip(" ")), "")
    read_first = next((row for row in value.split("\n") if row.strip(" ")), "")
    if not typed_first or not read_first:
        return
    indent = _lead(typed_first) - _lead(read_first)
    done = 0
    for number, row in enumerate(body, spot.line + 1):
        content = row[indent:]
        if not content:
            continue
        # What stands between two lines in the text: one space where they were joined, line breaks where they were not.
        gap = 0
        if spot.style == ">" and done and value[done : done + 1] == " " and value.startswith(content, done + 1):
            gap = 1
        else:
            while value[done + gap : done + gap + 1] == "\n":
                gap += 1
        if not value.startswith(content, done + gap):
            break
        if gap:
            yield _LineRun(gap, number - 1, len(lines[number - 1]), False)
        yield _LineRun(len(content), number, indent, True)
        done += gap + len(content)
    if done < len(value):
        yield _LineRun(len(value) - done, spot.end_line, 0, False)


def _lead(row: str) -> int:
    return len(row) - len(row.lstrip(" "))
