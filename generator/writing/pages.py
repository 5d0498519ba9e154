"""Pages go in; `docs/` holds exactly them afterwards, beside what people wrote there by hand, or stays as it was.

It never overwrites or removes a file that it did not write, never follows a link, and never leaves half a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator.problem import Place, Problem, has_errors, in_file_order
from generator.writing.disk import (
    UNTOUCHED,
    BusyError,
    disk_problem,
    make_folders,
    only_writer,
    remove_empty,
    shown,
    stage,
    sync_folder,
)
from generator.writing.docs_listing import Survey, survey
from generator.writing.page import Page, seal
from generator.writing.plan import FileChange, Ground, Plan, plan_changes
from generator.writing.record import Record, fingerprint, read_record, record_bytes


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did to `docs/`, as page paths in order; all empty when it did nothing because of an error."""

    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def write_pages(
    pages: Iterable[Page], docs: Path, record_file: Path, root: Path
) -> tuple[Written, tuple[Problem, ...]]:
    """Make `docs/` hold these pages, and remove the pages of earlier runs that are not among them.

    Markdown pages are sealed on the way. All problems are found before anything is written; with an error among them
    nothing is. Each page is first written whole under a temporary name, then all are renamed: a full disk changes
    nothing, and after a kill the next run ends what this one began. `root` is the newsroom's folder, from which paths
    are shown.

    >>> import tempfile; root = Path(tempfile.mkdtemp())
    >>> write_pages([Page("a.md", "Hello")], root / "docs", root / ".explainer/record.json", root)
    (Written(written=('a.md',), kept=(), removed=()), ())
    """
    root, docs, record_file = (Path(os.path.abspath(path)) for path in (root, docs, record_file))
    try:
        with only_writer(root):
            return _write(tuple(seal(page) for page in pages), docs, record_file, root)
    except BusyError:
        place = Place(shown(docs, root))
        return Written(), (
            Problem(
                place,
                "disk-busy",
                "Another run is writing this newsroom's pages and has not finished.",
                "Wait for it to end, or stop it, then run the command again.",
            ),
        )
    except OSError as error:
        return Written(), (disk_problem(error, _file_of(error, docs, root)),)


def _write(pages: tuple[Page, ...], docs: Path, record_file: Path, root: Path) -> tuple[Written, tuple[Problem, ...]]:
    if astray := _folders_astray(docs, record_file, root):
        return Written(), astray
    found = survey(docs)
    record, stored = read_record(record_file)
    plan, problems = plan_changes(pages, Ground(root, docs, found, record))
    if has_errors(problems):
        return Written(), in_file_order(problems)
    _clear_leftovers(found, docs, record_file)
    after = record_bytes(Record(dict(plan.pages)))
    if plan.changes or after != stored:
        if not plan.changes and not plan.pages and not stored:
            return Written(), in_file_order(problems)  # no pages, none before: not even a record is needed
        if failed := _Writing(plan, record, stored, after, docs, record_file, root).carry_out():
            return Written(), in_file_order((*problems, failed))
    done = Written(
        tuple(change.path for change in plan.changes if change.new is not None),
        plan.kept,
        tuple(change.path for change in plan.changes if change.new is None),
    )
    return done, in_file_order(problems)


def _folders_astray(docs: Path, record_file: Path, root: Path) -> tuple[Problem, ...]:
    """Refuse a `docs/` or record folder inside the newsroom that a link leads out of it, or that is no folder."""
    problems = []
    for folder in (docs, record_file.parent):
        name = shown(folder, root)
        home = Path(os.path.realpath(root))
        if folder.is_relative_to(root) and not Path(os.path.realpath(folder)).is_relative_to(home):
            found = f"'{name}' is a link that leads out of the project, and nothing is written through it."
            problems.append(Problem(Place(name), "page-link", found, "Put a real folder there."))
        elif os.path.lexists(folder) and not folder.is_dir():
            found = f"'{name}' should be a folder, and something else stands there."
            problems.append(Problem(Place(name), "page-blocked", found, "Rename or delete it."))
    return tuple(problems)


def _clear_leftovers(found: Survey, docs: Path, record_file: Path) -> None:
    """Take away what a killed run left under its temporary names, and the folders that held nothing else."""
    leftovers = [docs / path for path in found.leftovers]
    leftovers += [record_file.parent / path for path in survey(record_file.parent).leftovers]
    for path in leftovers:
        path.unlink(missing_ok=True)
    _remove_emptied(docs, [path.parent for path in leftovers if path.is_relative_to(docs)])


def _remove_emptied(docs: Path, folders: Iterable[Path]) -> None:
    """Remove folders that became empty, and those above them, never `docs/` itself."""
    above = {up for folder in folders for up in (folder, *folder.parents) if up != docs and up.is_relative_to(docs)}
    remove_empty(list(above))


def _file_of(error: OSError, otherwise: Path, root: Path) -> str:
    """The file a system error is about, without our temporary name."""
    if not isinstance(error.filename, str):
        return shown(otherwise, root)
    path = Path(error.filename)
    return shown(path.parent if path.name.startswith(".explainer-new-") else path, root)


@dataclass(slots=True)
class _Writing:
    """One run's way through staging, renaming and, where the disk fails in the middle, back again."""

    plan: Plan
    before: Record
    stored: bytes
    after: bytes
    docs: Path
    record_file: Path
    root: Path
    staged: dict[str, Path] = field(default_factory=dict)
    made: list[Path] = field(default_factory=list)
    done: list[FileChange] = field(default_factory=list)
    recorded: bool = False

    def carry_out(self) -> Problem | None:
        """Write all or nothing; the problem tells what stopped it."""
        at = self.docs
        records: list[Path] = []
        try:
            for number, change in enumerate(self.plan.changes):
                at = self.docs / change.path
                if change.new is not None:
                    self.made.extend(make_folders(at.parent))
                    self.staged[change.path] = stage(at.parent, number, change.new)
            at = self.record_file
            self.made.extend(make_folders(at.parent))
            # Both records are on the disk before the first rename, so that a full disk cannot part pages and record.
            records = [stage(at.parent, n, data) for n, data in enumerate((self._underway(), self.after))]
            if self.plan.changes:
                os.replace(records[0], at)
                self.recorded = True
            for change in self.plan.changes:
                at = self.docs / change.path
                self._apply(change)
            at = self.record_file
            self._sync()
            os.replace(records[1], at)
            sync_folder(at.parent)
        except OSError as error:
            return disk_problem(error, shown(at, self.root), self._undo())
        finally:
            for path in (*self.staged.values(), *records):
                with suppress(OSError):  # renamed by now, as a rule
                    path.unlink(missing_ok=True)
            remove_empty(self.made)
        _remove_emptied(self.docs, [(self.docs / c.path).parent for c in self.plan.changes if c.new is None])
        return None

    def _underway(self) -> bytes:
        """The record of a run in the middle: whatever a kill leaves, each page is found in it, old or new."""
        new = {change.path: fingerprint(change.new) for change in self.plan.changes if change.new is not None}
        old = {**self.before.pages, **dict(self.plan.pages)}
        old |= {c.path: fingerprint(c.old) for c in self.plan.changes if c.old is not None}
        return record_bytes(Record(MappingProxyType(old), MappingProxyType(new)))

    def _apply(self, change: FileChange) -> None:
        target = self.docs / change.path
        if change.new is not None:
            os.replace(self.staged[change.path], target)
            del self.staged[change.path]
        elif not self._was_renamed_in_place(target):
            target.unlink(missing_ok=True)
        self.done.append(change)

    def _was_renamed_in_place(self, target: Path) -> bool:
        """Whether, on a disk blind to letter case, the page to remove is the one just written under its new name."""
        return any(
            change.new is not None
            and change.path.casefold() == target.relative_to(self.docs).as_posix().casefold()
            and (self.docs / change.path).samefile(target)
            for change in self.done
            if target.exists()
        )

    def _sync(self) -> None:
        for folder in sorted({(self.docs / change.path).parent for change in self.plan.changes}):
            if folder.is_dir():
                sync_folder(folder)

    def _undo(self) -> str:
        """Put back what was changed, last first; say what became of the pages."""
        number = len(self.plan.changes)
        try:
            for change in reversed(self.done):
                target = self.docs / change.path
                number += 1
                if change.old is None:
                    target.unlink(missing_ok=True)
                else:
                    os.replace(stage(target.parent, number, change.old), target)
            if self.recorded and self.stored:
                os.replace(stage(self.record_file.parent, number + 1, self.stored), self.record_file)
            elif self.recorded:
                self.record_file.unlink()
        except OSError:
            return "Some pages are new by now and some are old, each of them whole; the next run that works mends that."
        return UNTOUCHED
