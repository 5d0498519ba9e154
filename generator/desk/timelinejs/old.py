"""A timeline in the older form, version 2 of TimelineJS, goes in; the same in the form of version 3 comes out.

Only names and places of fields change; a date that is not written with commas is handed on as it is.
"""

from __future__ import annotations

import re
from typing import Any

_PARTS = ("year", "month", "day", "hour", "minute", "second", "millisecond")
_MOVED = ("startDate", "endDate", "headline", "text", "asset", "tag")


def from_version_2(timeline: dict[str, Any]) -> dict[str, Any]:
    """The content of `timeline`, with its title, events and eras where version 3 has them.

    >>> from_version_2({"headline": "Gates", "date": [{"startDate": "1912,4", "headline": "Shut"}]})["events"]
    [{'start_date': {'year': '1912', 'month': '4'}, 'text': {'headline': 'Shut'}}]
    """
    rest = {
        key: value
        for key, value in timeline.items()
        if key not in ("headline", "text", "asset", "date", "era", "startDate")
    }
    out: dict[str, Any] = {"title": _slide({k: timeline[k] for k in ("headline", "text", "asset") if k in timeline})}
    # The type says which library draws it, and the start where the line begins; neither says anything to a reader.
    rest.pop("type", None)
    dates, eras = timeline.get("date"), timeline.get("era")
    out["events"] = [_slide(entry) for entry in dates] if isinstance(dates, list) else dates
    if eras:
        out["eras"] = [_slide(entry) for entry in eras] if isinstance(eras, list) else eras
    if timeline.get("startDate"):
        rest["startDate"] = timeline["startDate"]
    return {**out, **rest}


def _slide(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    out: dict[str, Any] = {key: value for key, value in entry.items() if key not in _MOVED}
    for old, new in (("startDate", "start_date"), ("endDate", "end_date")):
        if entry.get(old) not in (None, ""):
            out[new] = _date(entry[old])
    out["text"] = {key: entry[key] for key in ("headline", "text") if key in entry}
    asset = entry.get("asset")
    if isinstance(asset, dict):
        out["media"] = {("url" if key == "media" else key): value for key, value in asset.items()}
    elif asset:
        out["media"] = asset
    if entry.get("tag"):
        out["group"] = entry["tag"]
    return out


def _date(typed: Any) -> Any:
    if not isinstance(typed, str) or not re.fullmatch(r"\s*-?[0-9]+\s*(?:,\s*[0-9]*\s*){0,6}", typed):
        return typed
    parts = [part.strip() for part in typed.split(",")]
    return {name: part for name, part in zip(_PARTS, parts, strict=False) if part}
