"""What a run would change in `docs/`: pages and what stands there come in, a plan or all the reasons against it go out.

It compares and judges; it never writes, renames or removes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.problem import Place, Problem, Severity
from generator.writing.disk import shown
from generator.writing.docs_listing import Survey
from generator.writing.page import Page, carries_our_name, is_ours, is_picture_path, path_fault, published_at
from generator.writing.record import Record, fingerprint


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of `docs/`: the bytes that stand there and those that shall; None where there is or will be no file."""

    path: str
    old: bytes | None
    new: bytes | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do; `pages` is what the record says afterwards."""

    changes: tuple[FileChange, ...]
    kept: tuple[str, ...]
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a plan is made: the folders, what stands in `docs/`, and what the record says."""

    root: Path
    docs: Path
    found: Survey
    record: Record

    def read(self, path: str) -> bytes:
        """The bytes of a plain file in `docs/`."""
        return (self.docs / path).read_bytes()

    def shown(self, path: str) -> str:
        """A page's path as people see it."""
        return shown(self.docs / path, self.root)


def plan_changes(pages: Iterable[Page], ground: Ground) -> tuple[Plan, tuple[Problem, ...]]:
    """Work out every change and every reason against it; with an error among the problems the plan must not be used.

    Raises OSError where a file cannot be read.
    """
    wanted = sorted(pages, key=lambda page: (page.path, page.origin))
    problems = [*_unfit_paths(wanted, ground), *_met_twice(wanted)]
    if problems:
        return Plan((), (), ()), tuple(problems)
    stale, stale_pages, stale_problems = _stale(frozenset(page.path for page in wanted), ground)
    going = frozenset(change.path for change in stale)
    theirs = _standing(ground.found.files - going - {page.path for page in wanted})
    changes: list[FileChange] = []
    kept: list[str] = []
    record: dict[str, str] = dict(stale_pages)
    problems = list(stale_problems)
    for page in wanted:
        fault, change = _compare(page, ground, theirs)
        if fault is not None:
            if not (page.gives_way and fault.code == "page-clash"):
                problems.append(fault)
            continue
        assert change is not None and change.new is not None
        record[page.path] = fingerprint(change.new)
        if change.old == change.new:
            kept.append(page.path)
        else:
            changes.append(change)
    return Plan((*changes, *stale), tuple(kept), tuple(sorted(record.items()))), tuple(problems)


def _unfit_paths(wanted: Sequence[Page], ground: Ground) -> Iterable[Problem]:
    for page in wanted:
        if fault := path_fault(page.path):
            name = page.path.encode("unicode_escape").decode("ascii") if not page.path.isprintable() else page.path
            yield Problem(
                Place(page.origin or name or ground.shown("")),
                "page-path",
                f"A page cannot have the path '{name}'. {fault}",
                "Use small letters, digits and hyphens, with '/' between folders.",
            )
        elif isinstance(page.text, str) and not _storable(page.text):
            yield Problem(
                Place(page.origin or page.path),
                "page-text",
                f"The text for the page '{page.path}' holds half a character, which no file can hold.",
                "Type the character again, or paste it from its source.",
            )


def _storable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _met_twice(wanted: Sequence[Page]) -> Iterable[Problem]:
    """Two pages for one address, also where only letter case or the writing of an accent differs."""
    seen: dict[str, Page] = {}
    for page in wanted:
        first = seen.setdefault(published_at(page.path), page)
        if first is not page:
            same = "" if first.path == page.path else f" ('{first.path}' and '{page.path}')"
            yield Problem(
                Place(page.origin or page.path),
                "page-twice",
                f"{_called(first)} and {_called(page)} would both be published at the same address{same}.",
                "Give one of them another name.",
            )


def _compare(page: Page, ground: Ground, theirs: dict[str, str]) -> tuple[Problem | None, FileChange | None]:
    """Set one page against what stands in its place."""
    if blocked := _way_blocked(page, ground):
        return blocked, None
    other = theirs.get(published_at(page.path))
    if other is not None:
        return _clash(page, ground, other), None
    new = page.text.encode("utf-8") if isinstance(page.text, str) else page.text
    kind = ground.found.taken(page.path)
    if not kind:
        return None, FileChange(page.path, None, new)
    if kind != "file":
        return _clash(page, ground, page.path), None
    old = ground.read(page.path)
    if old == new or ground.record.has(page.path, old) or is_ours(old, page.path):
        return None, FileChange(page.path, old, new)
    # A home page without our name in it is the newsroom's own by now.
    disowned = page.gives_way and page.path.endswith(".md")
    if carries_our_name(old) or (page.path in ground.record and not disowned):
        return _edited(page, ground), None
    return _clash(page, ground, page.path), None


def _way_blocked(page: Page, ground: Ground) -> Problem | None:
    """A folder on the way to the page that is a file, or a link, which is never followed."""
    parts = page.path.split("/")
    for end in range(1, len(parts)):
        path = "/".join(parts[:end])
        kind = ground.found.taken(path)
        if kind == "link":
            where = _link_target(ground.docs / path, ground.docs)
            return Problem(
                Place(ground.shown(path)),
                "page-link",
                f"'{ground.shown(path)}' is a link{where}, and {_called(page)} would be written through it.",
                "Put a real folder there, or take the link away.",
            )
        if kind in ("file", "other"):
            return Problem(
                Place(ground.shown(path)),
                "page-blocked",
                f"'{ground.shown(path)}' is a file, and {_called(page)} needs a folder of that name.",
                "Rename or delete the file.",
            )
    return None


def _link_target(link: Path, docs: Path) -> str:
    inside = Path(os.path.realpath(link)).is_relative_to(os.path.realpath(docs))
    return "" if inside else " that leads out of the folder"


def _clash(page: Page, ground: Ground, path: str) -> Problem:
    what = {"folder": "a folder", "link": "a link", "other": "no ordinary file"}.get(ground.found.taken(path), "")
    standing = f"is {what}" if what else "was written by hand"
    return Problem(
        Place(ground.shown(path)),
        "page-clash",
        f"'{ground.shown(path)}' {standing}, and {_called(page)} belongs in the same place ('{page.path}').",
        "Nothing was overwritten. Rename or move one of the two.",
    )


def _edited(page: Page, ground: Ground) -> Problem:
    source = page.origin or "its story"
    return Problem(
        Place(ground.shown(page.path)),
        "page-edited",
        f"'{ground.shown(page.path)}' is made from {source}, and somebody has changed it by hand since.",
        f"Move what you want to keep into {source}, then delete '{ground.shown(page.path)}' and run again.",
    )


def _stale(
    wanted: frozenset[str], ground: Ground
) -> tuple[tuple[FileChange, ...], tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Pages of earlier runs that nothing makes now: what to remove, what to go on remembering, what to report."""
    known = {*ground.record.pages, *ground.record.underway}
    if not ground.record.found:
        # The record is lost: the seals, which name their own path, say which pages and pictures are ours.
        known = {path for path in ground.found.files if path.endswith(".md") or is_picture_path(path)}
    gone, remembered, problems = [], [], []
    for path in sorted((known & ground.found.files) - wanted):
        data = ground.read(path)
        if ground.record.has(path, data) or is_ours(data, path):
            gone.append(FileChange(path, data, None))
        elif ground.record.found and (not path.endswith(".md") or carries_our_name(data)):
            # Without our name in it a page is the newsroom's own by now, and nothing is said.
            remembered.append((path, ground.record.pages.get(path) or ground.record.underway[path]))
            problems.append(_edited_and_stale(path, ground))
    return tuple(gone), tuple(remembered), tuple(problems)


def _edited_and_stale(path: str, ground: Ground) -> Problem:
    keep = "take the line 'generated_by' out of it" if path.endswith(".md") else "rename it"
    return Problem(
        Place(ground.shown(path)),
        "page-edited-left",
        f"'{ground.shown(path)}' belongs to no story any more, and was kept because somebody changed it by hand.",
        f"Delete it; or, to keep it as a page of your own, {keep}.",
        Severity.WARNING,
    )


def _standing(files: Iterable[str]) -> dict[str, str]:
    """The files that stay whatever the run does, by the address they are published at."""
    return {published_at(path): path for path in sorted(files, reverse=True)}


def _called(page: Page) -> str:
    return f"the page of {page.origin}" if page.origin else f"the generated page '{page.path}'"
