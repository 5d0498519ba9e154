"""YAML text goes in; plain data with the spot of every key and value comes out, with what was refused on the way.

The walk goes from event to event, never by recursion, so that no nesting can exhaust it; it builds nothing but text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.problem import Problem, place_at_mark
from generator.reading.document import DEEPEST, TOO_DEEP, TOO_DEEP_HINT, Data, Holder, Node, Spot
from generator.reading.syntax import JUST_QUOTES, advice, key_and_text
from generator.text import with_line_ends

MOST_ENTRIES = 100_000
MOST_REFUSALS = 100
_NOTHING = frozenset({"", "~", "null"})
_HARMLESS_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})
_PROPERTIES = re.compile(r"(?:[!&]\S*[ \t]+)+")


@dataclass(slots=True)
class _OpenPart:
    """An open list or group of fields; `key` waits for its value, which is thrown away where `unwanted`.

    `quiet` is everything inside a list or group that stands where a name belongs: it was refused as a whole.
    """

    data: dict[str, Data] | list[Data]
    holder: Holder
    key: str | None = None
    unwanted: bool = False
    quiet: bool = False


@dataclass
class EventWalk:
    """One pass over the events of a file. `run` returns the syntax error that ended it, if one did.

    Lists and groups are attached when they open, so that `data` and `root` hold what was read before an error.
    """

    file: str
    lines: tuple[str, ...]
    data: Data = None
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    last: Spot | None = None
    stopped: bool = False
    _open: list[_OpenPart] = field(default_factory=list)
    _entries: int = 0
    _documents: int = 0

    def run(self, text: str) -> yaml.YAMLError | None:
        """Walk over the whole text, or up to the first thing that makes the rest pointless."""
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            for event in yaml.parse(text, loader):
                self._take(event)
                if self.stopped:
                    break
        except yaml.YAMLError as error:
            self.stopped = True
            return error
        except (ValueError, OverflowError):
            # The pure Python parser turns an escape such as "\UFFFFFFFF" into a character without looking.
            self.stopped = True
            return yaml.YAMLError("an escape beyond the last character")
        return None

    def brackets(self) -> Holder | None:
        """The innermost list or group in brackets that is still open."""
        holder = self._open[-1].holder if self._open else None
        return holder if holder and holder.flow else None

    def columns(self) -> tuple[int, ...]:
        """The 0-based columns at which a line could go on with one of the open groups."""
        return tuple(sorted({f.holder.column for f in self._open if not f.holder.flow}))

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _refuse(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place_at_mark(self.file, line, column), code, message, hint))
        if len(self.problems) >= MOST_REFUSALS:
            # Nobody reads on; a file made of references alone would fill the screen for hours.
            self.stopped = True

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            hint = "Take out this line and what follows it, or put it into a file of its own."
            message = "A second document begins here, and a file holds one."
            start, _ = _marks(event)
            self._refuse(start.line, start.column, "several-documents", message, hint)
            self.stopped = True
        elif event.version or event.tags:
            line = next((n for n, row in enumerate(self.lines) if row.startswith("%")), 0)
            message = f"`{self.lines[line].split(' ')[0][:20]}` is an instruction to YAML, and none is needed here."
            self._refuse(line, 0, "directive", message, "Take out this line, and the `---` below it.")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = _marks(event)
        style = event.style or ""
        spot = Spot(start.line, start.column, end.line, end.column, style)
        value: str | None = event.value
        if not style and value in _NOTHING and event.tag is None:
            value = None
        elif style != "|" and start.line != end.line:
            # Chinese has no blanks between words: where lines were joined, readers would see one that nobody typed.
            value = with_line_ends(event.value, self.lines[start.line : end.line + 1])
        if event.tag is not None or event.anchor is not None:
            self._properties(event)
            spot = spot._replace(line=start.line, column=self._after_properties(start.line, start.column))
        self.last = spot
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            message = f"This file has more than {MOST_ENTRIES:,} entries."
            self._refuse(start.line, start.column, "too-many-entries", message, "Split it into several stories.")
            self.stopped = True
            return
        frame = self._open[-1] if self._open else None
        if frame is not None and type(frame.data) is dict and frame.key is None:
            self._key(frame, value, event.value, spot)
        else:
            self._put(frame, value, spot)

    def _key(self, frame: _OpenPart, value: str | None, typed: str, spot: Spot) -> None:
        frame.key = typed
        frame.unwanted = True
        if frame.quiet:
            return
        if value is None:
            if typed:
                message, hint = f"`{typed}` means 'nothing' to YAML and cannot be a name.", "Choose another name."
            else:
                message, hint = "There is no name before this colon.", "Type the name of the field before the colon."
            self._refuse(spot.line, spot.column, "key-not-text", message, hint)
        elif value == "<<" and not spot.style:
            hint = "Write out here what it should bring in."
            self._refuse(
                spot.line, spot.column, "merge-key", "`<<` copies fields from elsewhere; that is not used here.", hint
            )
        elif value in frame.holder.keys:
            first = frame.holder.keys[value].line + 1
            message = f"`{_short(value)}` stands here a second time; the first one is in line {first}."
            hint = "Keep one of them, or give this one another name."
            self._refuse(spot.line, spot.column, "duplicate-key", message, hint)
        else:
            frame.unwanted = False
            frame.holder.keys[value] = spot

    def _put(self, frame: _OpenPart | None, value: Data, node: Node) -> None:
        if frame is None:
            self.data, self.root = value, node
        elif isinstance(frame.data, list):
            frame.data.append(value)
            frame.holder.items.append(node)  # type: ignore[union-attr]
        else:
            key, frame.key = frame.key, None
            if key is not None and not frame.unwanted:
                frame.data[key] = value
                frame.holder.items[key] = node  # type: ignore[call-overload]

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        start, _ = _marks(event)
        line, column = start.line, start.column
        if len(self._open) >= DEEPEST:
            self._refuse(line, column, "too-deep", TOO_DEEP, TOO_DEEP_HINT)
            self.stopped = True
            return
        if event.tag is not None or event.anchor is not None:
            self._properties(event)
            column = self._after_properties(line, column)
        fields = type(event) is yaml.MappingStartEvent
        data: dict[str, Data] | list[Data] = {} if fields else []
        holder = Holder(line, column, bool(event.flow_style), {} if fields else [], {})
        frame = self._open[-1] if self._open else None
        if frame is not None and type(frame.data) is dict and frame.key is None:
            frame.key, frame.unwanted = "", True
            message = "A list or group of fields stands here where a name is expected."
            hint = "If the brackets belong to a text, put the text in quotes."
            if not frame.quiet:
                self._refuse(line, column, "key-not-text", message, hint)
            self._open.append(_OpenPart(data, holder, quiet=True))
            return
        self._put(frame, data, holder)
        self._open.append(_OpenPart(data, holder, quiet=frame is not None and frame.quiet))

    def _alias(self, event: yaml.AliasEvent) -> None:
        start, end = _marks(event)
        typed = f"*{event.anchor}"
        message = f"`{_short(typed)}` at the start is read as a reference to another place in the file, not as text."
        hint = self._quoting(start.line, start.column)
        self._refuse(start.line, start.column, "alias", message, hint)
        self.last = spot = Spot(start.line, start.column, end.line, end.column, "")
        frame = self._open[-1] if self._open else None
        if frame is not None and type(frame.data) is dict and frame.key is None:
            frame.key, frame.unwanted = typed, True
        else:
            self._put(frame, typed, spot)

    def _properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        start, _ = _marks(event)
        line, column = start.line, start.column
        typed = _short(self.lines[line][column:].split(" ")[0]) if line < len(self.lines) else ""
        hint = f"{self._quoting(line, column)} If it is no text, take it out."
        if event.anchor is not None:
            label = _short("&" + event.anchor)
            message = f"`{label}` at the start is read as a label for YAML and would be lost from the text."
            self._refuse(line, column, "anchor", message, hint)
        if event.tag not in _HARMLESS_TAGS or event.tag == "!":
            message = f"`{typed}` at the start is read as a tag for YAML and would be lost from the text."
            self._refuse(line, column, "tag", message, hint)

    def _quoting(self, line: int, column: int) -> str:
        """The hint to put the text at this mark in quotes, as the line should stand where that is clear."""
        if line >= len(self.lines) or self.brackets():
            return JUST_QUOTES
        row = self.lines[line]
        return advice(key_and_text(row[:column])[0], row[column:])

    def _after_properties(self, line: int, column: int) -> int:
        found = _PROPERTIES.match(self.lines[line], column) if line < len(self.lines) else None
        return found.end() if found else column


def _marks(event: yaml.Event) -> tuple[Any, Any]:
    # Every event of a text has both marks, of one class or another; only events made by hand have none.
    return event.start_mark, event.end_mark


def _short(text: str) -> str:
    """A text cut to what a sentence can carry, on one line.

    >>> _short("a" * 50)
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
