"""A timeline's spreadsheet as CSV goes in; slides in the shape of the JSON form come out, with their rows.

This module knows the columns of TimelineJS and nothing of what stands in them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from generator.desk.timelinejs.list import place_of

Say = Callable[[str], Callable[[str], None]]
Row = tuple[int, dict[str, Any]]

_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{1,2}))?(?::(?P<second>[0-9]{1,2})(?:\.(?P<millisecond>[0-9]{1,3}))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
# Where the value of each column belongs in the JSON form.
COLUMNS: dict[str, tuple[str, ...]] = {
    "year": ("start_date", "year"),
    "month": ("start_date", "month"),
    "day": ("start_date", "day"),
    "time": ("start_date", "time"),
    "end year": ("end_date", "year"),
    "end month": ("end_date", "month"),
    "end day": ("end_date", "day"),
    "end time": ("end_date", "time"),
    "display date": ("display_date",),
    "headline": ("text", "headline"),
    "text": ("text", "text"),
    "media": ("media", "url"),
    "media credit": ("media", "credit"),
    "media caption": ("media", "caption"),
    "media thumbnail": ("media", "thumbnail"),
    "alt text": ("media", "alt"),
    "media alt": ("media", "alt"),
    "media alt text": ("media", "alt"),
    "link": ("media", "link"),
    "media link": ("media", "link"),
    "type": ("type",),
    "group": ("group",),
    "tag": ("group",),
    "background": ("background",),
}
_NEEDED = ("year", "headline")


def read_csv(text: str, file: str, at: Say) -> tuple[list[Row], str]:
    """The rows below the headings, each with its number in the spreadsheet; or why there are none.

    Cells are parted by commas, semicolons or tabs, whichever the headings use. `at` says what is not carried over.

    >>> read_csv("Year,Headline\\n1912,The gates close\\n", "a.csv", lambda place: print)[0]
    [(2, {'start_date': {'year': '1912'}, 'text': {'headline': 'The gates close'}})]
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    table: list[tuple[int, list[str]]] = []
    begun = 1
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                table.append((number, cells))
            begun = reader.line_num + 1
    except csv.Error as error:
        return [], f"{file}:{begun}: {_broken(str(error))}"
    if not table:
        return [], f"{file}: There is nothing in this file."
    names = [" ".join(cell.split()).casefold() for cell in table[0][1]]
    if missing := [name for name in _NEEDED if name not in names]:
        wanted = " and ".join(f"'{name.title()}'" for name in missing)
        return [], (
            f"{file}:1: This is neither JSON nor a TimelineJS spreadsheet: there is no column {wanted} in the first row. "
            "Save the sheet with its headings as CSV."
        )
    headline = names.index("headline")
    rows: list[Row] = []
    for number, cells in table[1:]:
        place = place_of(f"row {number}", cells[headline] if headline < len(cells) else None)
        rows.append((number, _slide(names, table[0][1], cells, at(place))))
    return rows, ""


def _broken(reason: str) -> str:
    if "field larger" in reason:
        return "A cell in this row holds more than 131,072 characters; perhaps quotation marks are never closed."
    if "unexpected end" in reason:
        return "Quotation marks that open in this row are never closed."
    if "expected after" in reason:
        return "Quotation marks close inside a cell of this row; type two of them for one inside a text."
    return f"This row cannot be read ({reason})."


def _slide(names: list[str], headings: list[str], cells: list[str], say: Callable[[str], None]) -> dict[str, Any]:
    slide: dict[str, Any] = {}
    for column, cell in enumerate(cells):
        value = cell.strip()
        if not value:
            continue
        way = COLUMNS.get(names[column]) if column < len(names) else None
        if way is None:
            heading = headings[column].strip() if column < len(names) else ""
            say(f"the column '{heading}': {value}" if heading else f"a cell without a heading: {value}")
            continue
        holder = slide
        for step in way[:-1]:
            holder = holder.setdefault(step, {})
        if way[-1] in holder:
            say(f"a second column '{headings[column].strip()}': {value}")
        elif way[-1] == "time":
            _put_time(holder, value, headings[column].strip(), say)
        else:
            holder[way[-1]] = value
    return slide


def _put_time(holder: dict[str, Any], value: str, heading: str, say: Callable[[str], None]) -> None:
    found = _TIME.fullmatch(value)
    half = (found["half"] or "").lower()[:1] if found else ""
    if not found or (half and not 1 <= int(found["hour"]) <= 12):
        say(f"what stands under '{heading}', which cannot be read as a time: {value}")
        return
    hour = int(found["hour"])
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    holder["hour"] = str(hour)
    for name in ("minute", "second", "millisecond"):
        if found[name]:
            holder[name] = found[name]
