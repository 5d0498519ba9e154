"""The bytes of a timeline's file go in; its title slide, events and eras come out, or sentences that say why not.

JSON of versions 2 and 3 and CSV are told apart by what stands in the file. This module never reads a disk.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Any

from generator.desk.timelinejs.csv_table import read_csv
from generator.desk.timelinejs.json_file import Fields, read_json, repeated
from generator.desk.timelinejs.list import NotCarried, as_typed, place_of
from generator.desk.timelinejs.old import from_version_2
from generator.text import CONTROLS, unseen

LARGEST = 10_000_000
"""The largest file that is read, in bytes; a story may have 2 MB."""

_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]|\r\n?")


@dataclass(frozen=True)
class Slide:
    """One slide: what to call it in a sentence, and its fields as texts, lists and groups."""

    place: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Timeline:
    """What the file holds."""

    title: Slide | None = None
    events: tuple[Slide, ...] = ()
    eras: tuple[Slide, ...] = ()
    form: str = "TimelineJS JSON"


@dataclass
class _Gathered:
    title: Slide | None = None
    events: list[Slide] = field(default_factory=list)
    eras: list[Slide] = field(default_factory=list)


def read_timeline(raw: bytes, file: str, listed: NotCarried) -> tuple[Timeline | None, tuple[str, ...]]:
    """The timeline, or every reason why there is none; `listed` takes what was left out on the way.

    >>> read_timeline(b'{"events": []}', "a.json", NotCarried())[1]
    ('a.json: There are no events in this timeline.',)
    """
    if len(raw) > LARGEST:
        return None, (f"{file}: This file has more than {LARGEST:,} bytes (10 MB), which is the most that is read.",)
    text, fault = _decoded(raw, file, listed)
    if fault:
        return None, (fault,)
    if not text.strip():
        return None, (f"{file}: There is nothing in this file.",)
    start = text.lstrip()[:1]
    if start == "<":
        return None, (
            f"{file}: This is a web page or XML, not a timeline. Save the JSON file itself, or the spreadsheet as CSV.",
        )
    if start in "[{" or file.lower().endswith(".json"):
        data, fault = read_json(text, file)
        return (None, (fault,)) if fault else _from_json(data, file, listed)
    rows, fault = read_csv(text, file, listed.at)
    return (None, (fault,)) if fault else _from_rows(rows, file, listed)


def _decoded(raw: bytes, file: str, listed: NotCarried) -> tuple[str, str]:
    if raw.startswith(b"PK\x03\x04") or raw.startswith(b"\xd0\xcf\x11\xe0"):
        return "", f"{file}: This is a spreadsheet program's own file. Save the sheet as CSV, and import that."
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return raw.decode("utf-16"), ""
        except UnicodeDecodeError:
            return "", f"{file}: This file begins as UTF-16 and goes on as something else. Save it again as UTF-8."
    if b"\0" in raw:
        return (
            "",
            f"{file}: This is no text: it holds bytes that no text has. Give the JSON file, or the sheet saved as CSV.",
        )
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return "", f"{file}:{line}: This file is not written in UTF-8. Save it again with the encoding UTF-8."
    listed.at(f"line {line}")(
        "the file is not written in UTF-8 and was read as Windows-1252; look at letters with accents, and at quotation marks"
    )
    return text, ""


def _from_json(data: Any, file: str, listed: NotCarried) -> tuple[Timeline | None, tuple[str, ...]]:
    if isinstance(data, list):
        return None, (f'{file}: This is a list, and a timeline is expected: {{"events": [...]}}.',)
    if not isinstance(data, dict):
        return None, (f'{file}: This is a single value, and a timeline is expected: {{"events": [...]}}.',)
    top = listed.at("the timeline")
    form = "TimelineJS JSON"
    if "events" not in data and isinstance(data.get("timeline"), dict):
        for name, value in repeated(data):
            top(f"'{name}' stands twice, and the last one counts: {as_typed(value)}")
        _unknown({key: value for key, value in data.items() if key != "timeline"}, top)
        data, form = from_version_2(data["timeline"]), "TimelineJS JSON of version 2"
    events, eras = data.get("events"), data.get("eras") or []
    faults = [
        f"{file}: '{name}' is not a list; a timeline is expected as {{\"{name}\": [...]}}."
        for name, value in (("events", events), ("eras", eras))
        if value is not None and not isinstance(value, list)
    ]
    if not faults and not events:
        faults = [f"{file}: There are no events in this timeline."]
    if faults:
        return None, tuple(faults)
    if isinstance(data, Fields):
        for name, value in data.repeated:
            top(f"'{name}' stands twice, and the last one counts: {as_typed(value)}")
    _unknown({key: value for key, value in data.items() if key not in ("title", "events", "eras")}, top)
    gathered = _Gathered()
    if data.get("title") not in (None, "", {}):
        gathered.title = _slide(data["title"], "the title slide", listed)
    assert isinstance(events, list)
    gathered.events = [s for n, raw in enumerate(events, 1) if (s := _slide(raw, f"event {n}", listed))]
    gathered.eras = [s for n, raw in enumerate(eras, 1) if (s := _slide(raw, f"era {n}", listed))]
    return _finished(gathered, form, file)


def _unknown(rest: dict[str, Any], top: Any) -> None:
    for key, value in rest.items():
        if value not in ("", None, {}, []):
            known = key == "scale" and value == "human"
            if not known:
                top(f"'{key}': {as_typed(value)}")


def _from_rows(
    rows: list[tuple[int, dict[str, Any]]], file: str, listed: NotCarried
) -> tuple[Timeline | None, tuple[str, ...]]:
    gathered = _Gathered()
    for number, fields in rows:
        kind = str(fields.pop("type", "")).strip().casefold()
        slide = _slide(fields, f"row {number}", listed)
        if slide is None:
            continue
        if kind == "title" and gathered.title is None:
            gathered.title = slide
        elif kind == "era":
            gathered.eras.append(slide)
        else:
            if kind:
                second = (
                    "a second title; it is an event now"
                    if kind == "title"
                    else f"the type '{kind}'; it is an event now"
                )
                listed.at(slide.place)(second)
            gathered.events.append(slide)
    return _finished(gathered, "a TimelineJS spreadsheet", file)


def _finished(gathered: _Gathered, form: str, file: str) -> tuple[Timeline | None, tuple[str, ...]]:
    if not gathered.events:
        return None, (f"{file}: There are no events in this timeline.",)
    return Timeline(gathered.title, tuple(gathered.events), tuple(gathered.eras), form), ()


def _slide(raw: Any, name: str, listed: NotCarried) -> Slide | None:
    """A slide of texts alone; what has no place in one is told and left out."""
    if raw in (None, "", {}, []):
        return None
    if not isinstance(raw, dict):
        raw = {"text": {"headline": as_typed(raw)}}
        listed.at(name)("it is not a group of fields; its words are an entry now")
    text = raw.get("text")
    place = place_of(name, text.get("headline") if isinstance(text, dict) else None)
    say = listed.at(place)
    for key, value in repeated(raw):
        say(f"'{key}' stands twice, and the last one counts: {as_typed(value)}")
    removed: dict[str, int] = {}
    fields = _clean(raw, removed)
    for sign, count in removed.items():
        say(
            f"a character that cannot be seen ({sign}), {count} times"
            if count > 1
            else f"a character that cannot be seen ({sign})"
        )
    assert isinstance(fields, dict)
    return Slide(place, fields)


def _clean(value: Any, removed: dict[str, int]) -> Any:
    """The same with odd line ends made ordinary, and without characters that no story may hold."""
    if isinstance(value, dict):
        return {_clean(key, removed): _clean(inner, removed) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner, removed) for inner in value]
    if not isinstance(value, str):
        return value
    text = _LINE_ENDS.sub("\n", value)
    hidden = {*unseen(text), *(found.start() for found in CONTROLS.finditer(text))}
    for at in sorted(hidden):
        name = f"U+{ord(text[at]):04X}"
        removed[name] = removed.get(name, 0) + 1
    return "".join(sign for at, sign in enumerate(text) if at not in hidden) if hidden else text
