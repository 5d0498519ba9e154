"""The record of what was written: page path and SHA-256, as JSON in `.explainer/`, where MkDocs does not watch.

The file's bytes come in and go out; this module never writes to disk and never trusts a record: what it does not
understand counts as not recorded, and paths that lead out of `docs/` are dropped.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator.writing.page import path_fault

_FORMAT = 1
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Record:
    """`pages` is what stands since the last whole run; `underway` what a run had begun to write since.

    A killed run leaves pages of both kinds, and both are ours. `found` is False where there was no usable record.
    """

    pages: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    underway: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    found: bool = True

    def has(self, path: str, data: bytes) -> bool:
        """Whether these bytes are what we wrote at this path."""
        return path in self and fingerprint(data) in (self.pages.get(path), self.underway.get(path))

    def __contains__(self, path: str) -> bool:
        return path in self.pages or path in self.underway


def fingerprint(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def record_bytes(record: Record) -> bytes:
    """The record as it is stored: sorted, one page a line, the same bytes for the same pages."""
    stored: dict[str, object] = {"format": _FORMAT, "pages": dict(record.pages)}
    if record.underway:
        stored["underway"] = dict(record.underway)
    return (json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode("utf-8")


def read_record(file: Path) -> tuple[Record, bytes]:
    """Read the record and its bytes; a missing, broken or foreign one is `Record(found=False)`, which is no fault.

    Pages are then known by their seals.
    """
    nothing = Record(found=False)
    try:
        # Opening a pipe would wait for ever, and a link may lead anywhere.
        if not stat.S_ISREG(os.lstat(file).st_mode):
            return nothing, b""
        data = file.read_bytes()
        stored = json.loads(data)
    except (OSError, ValueError, RecursionError):
        return nothing, b""
    if not isinstance(stored, dict) or stored.get("format") != _FORMAT or not isinstance(stored.get("pages"), dict):
        return nothing, data
    return Record(_trusted(stored["pages"]), _trusted(stored.get("underway"))), data


def _trusted(stored: object) -> Mapping[str, str]:
    """Keep the entries that can be a page of ours."""
    if not isinstance(stored, dict):
        return _NOTHING
    return MappingProxyType(
        {path: value for path, value in stored.items() if isinstance(value, str) and not path_fault(path)}
    )
