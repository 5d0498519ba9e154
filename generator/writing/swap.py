"""A freshly built site folder takes the place of the last one, which stands until the new one does.

Two folders come in and problems go out; it never removes anything that is not a built site or its own leftover.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.problem import Place, Problem, Severity
from generator.writing.disk import disk_problem, shown, sync_folder
from generator.writing.exchange import exchange
from generator.writing.folder import OwnFolder, abandoned, clear, own_folder
from generator.writing.site_mark import MARK, SiteState, mark_site, standing_of

_SITE_STAYS = "The last good site still stands."
# In the folder of a run: the site being built, the last one while the two change places, and the word that the new is whole.
NEW, OLD, WHOLE = "site", "old", "whole"
_MOST_NAMED = 5


@contextmanager
def workshop(target: Path) -> Iterator[OwnFolder]:
    """A fresh hidden folder beside the site, in which the next one is built as `site`; cleared away afterwards.

    Raises OSError where none can be made.
    """
    with own_folder(target.parent, _prefix(target), lambda folder: _heal(folder, target)) as made:
        yield made


def _prefix(target: Path) -> str:
    return f".{target.name}.explainer-new-"


def heal_site(target: Path, root: Path) -> tuple[Problem, ...]:
    """Clear up after killed runs: put the last good site back if it is out of its place, remove what they were building.

    Every command that looks at the site asks for this first; a run that still lives is left alone.
    """
    problems = []
    for folder in abandoned(target.parent, _prefix(target)):
        try:
            _heal(folder, target)
        except OSError as error:
            problems.append(_as_warning(disk_problem(error, shown(folder, root), "")))
    return tuple(problems)


def _heal(folder: Path, target: Path) -> None:
    """Clear one workshop away; nothing in it that a site needs is lost, and with a fault it stays for the next run."""
    old = folder / OLD
    if old.is_dir() and not os.path.lexists(target):
        os.rename(old, target)
    # After an exchange the old site lies where the new one was built; what lies there before is never whole.
    for last in (old, *([folder / NEW] if (folder / WHOLE).exists() else [])):
        if last.is_dir() and target.is_dir() and not target.is_symlink():
            _bring_along(last, target)
    clear(folder)


def swap_folder(folder: Path, target: Path, root: Path, *, in_one_step: bool = True) -> tuple[Problem, ...]:
    """Put the site built in the workshop `folder` in the place of `target`; on a failure the old one is back.

    Where the system can, the two change places in one step; with two renames otherwise, and when not `in_one_step`.
    Hidden entries at the top of the old site, such as `.git`, move along, as MkDocs would have left them alone.
    `root` is the newsroom's folder, from which paths are shown. Nothing but a built site is ever replaced.
    """
    folder, target, root = (Path(os.path.abspath(path)) for path in (folder, target, root))
    new, old = folder / NEW, folder / OLD
    if refused := refuse_target(target, root) or _refuse_new(new, root):
        return (refused,)
    try:
        mark_site(new)
        (folder / WHOLE).touch()
        last = None
        if target.is_dir():
            last = new if in_one_step and exchange(new, target) else old
        if last is old:
            os.rename(target, old)
    except OSError as error:
        return (disk_problem(error, shown(target, root), _SITE_STAYS),)
    if last is not new:
        try:
            os.rename(new, target)
        except OSError as error:
            return (disk_problem(error, shown(target, root), _put_back(old, target, root)),)
    sync_folder(target.parent)
    return _clear(last, target, root) if last is not None else ()


def _clear(last: Path, target: Path, root: Path) -> tuple[Problem, ...]:
    """Remove the old site once its hidden entries stand in the new one."""
    try:
        _bring_along(last, target)
        shutil.rmtree(last)
    except OSError as error:
        left = f"The new site stands in '{shown(target, root)}'; only the old one could not be cleared away."
        return (_as_warning(disk_problem(error, shown(last, root), left)),)
    return ()


def _as_warning(problem: Problem) -> Problem:
    return Problem(problem.place, problem.code, problem.message, problem.hint, Severity.WARNING)


def refuse_target(target: Path, root: Path) -> Problem | None:
    """Say why a folder cannot be where the site goes, or None when it can; worth asking before a long build."""
    name = shown(target, root)
    ways = [path for path in (target, *target.parents) if path.is_relative_to(root) and path != root]
    link = next((path for path in reversed(ways) if path.is_symlink()), None)
    holds = [one for one in (".", "docs", "stories") if _leads_into(root / one, target)]
    found = ""
    if link is not None:
        found = f"'{shown(link, root)}' is a link, and the site would go where it leads."
    elif os.path.lexists(target) and not target.is_dir():
        found = f"'{name}' should be the folder of the site, and something else stands there."
    elif holds:
        what = "the project itself" if holds[0] == "." else f"'{holds[0]}'"
        found = f"The site cannot take the place of '{name}', because {what} lies in it."
    elif target.is_dir():
        try:
            return _refuse_foreign(name, standing_of(target, root / "docs"))
        except OSError as error:
            return disk_problem(error, name, _SITE_STAYS)
    if not found:
        return None
    hint = "Move away what stands there, or give 'site_dir' another folder in mkdocs.yml."
    return Problem(Place(name), "site-place", f"{found} Nothing was changed.", hint)


def _leads_into(path: Path, target: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(target))


def _refuse_foreign(name: str, standing: SiteState) -> Problem | None:
    if not standing.foreign:
        return None
    named = ", ".join(f"'{name}/{one}'" for one in standing.foreign[:_MOST_NAMED])
    rest = len(standing.foreign) - _MOST_NAMED
    named += f" and {rest} more" if rest > 0 else ""
    if not standing.ours:
        found = f"'{name}' holds files that are no built site, and the new site would replace them all: {named}."
        hint = f"Move them away, or delete '{name}' if nobody needs it; the next build makes it anew."
    else:
        found = f"'{name}' holds files that no build made, and the new site would be without them: {named}."
        hint = "Move each into 'docs', from where every build brings it into the site, or delete it."
    return Problem(Place(name), "site-foreign", f"{found} Nothing was changed.", hint)


def is_adopted(target: Path, root: Path) -> bool:
    """Whether a site stands there that carries no mark, and is known by its pages alone."""
    try:
        if not target.is_dir() or not any(not entry.name.startswith(".") for entry in target.iterdir()):
            return False
        return not standing_of(target, root / "docs").marked
    except OSError:
        return False


def _refuse_new(new: Path, root: Path) -> Problem | None:
    """A build that broke off can leave an empty folder, and no site shall be replaced by that."""
    if new.is_dir() and not new.is_symlink() and any(new.iterdir()):
        return None
    found = f"The build left nothing in '{shown(new, root)}', so the site was not replaced. {_SITE_STAYS}"
    return Problem(Place(shown(new, root)), "site-empty", found, "Look at the messages of the build above.")


def _put_back(old: Path, target: Path, root: Path) -> str:
    try:
        if old.is_dir():
            os.rename(old, target)
    except OSError:
        return f"The last good site is kept in '{shown(old, root)}', and the next run puts it back."
    return _SITE_STAYS


def _bring_along(last: Path, target: Path) -> None:
    """Move the hidden entries of the last site into the new one, but for the mark, which each has of its own."""
    for entry in sorted(last.iterdir()):
        if entry.name.startswith(".") and entry.name != MARK and not os.path.lexists(target / entry.name):
            with suppress(FileNotFoundError):
                os.rename(entry, target / entry.name)
