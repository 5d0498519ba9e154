"""A freshly built site folder takes the place of the last one, which stands until the new one does.

Two folders come in and problems go out; it never removes anything that is not a built site or its own leftover.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from generator.disk import disk_problem, shown, sync_folder
from generator.problem import Place, Problem, Severity

_SIGNS_OF_A_SITE = ("index.html", "404.html", "sitemap.xml", "assets")
_SITE_STAYS = "The last good site still stands."


def building_folder(target: Path) -> Path:
    """The hidden folder beside the site in which the next one is built.

    >>> building_folder(Path("site")).as_posix()
    '.site.explainer-new'
    """
    return target.parent / f".{target.name}.explainer-new"


def kept_folder(target: Path) -> Path:
    """The hidden folder beside the site that holds the last one while the two change places.

    >>> kept_folder(Path("site")).as_posix()
    '.site.explainer-old'
    """
    return target.parent / f".{target.name}.explainer-old"


def mend_site(target: Path, root: Path) -> tuple[Problem, ...]:
    """Clear up after a killed run: put the last good site back if it is out of its place, remove half-built folders.

    To be called before a build.
    """
    new, old = building_folder(target), kept_folder(target)
    at = old
    try:
        if old.is_dir() and not old.is_symlink():
            if os.path.lexists(target):
                _remove_old(old, target)
            else:
                os.rename(old, target)
        at = new
        if new.is_dir() and not new.is_symlink():
            shutil.rmtree(new)
    except OSError as error:
        return (disk_problem(error, shown(at, root), _SITE_STAYS),)
    return ()


def swap_folder(new: Path, target: Path, root: Path) -> tuple[Problem, ...]:
    """Put the built folder `new` in the place of `target` by renaming; on a failure the old one is back.

    Hidden entries at the top of the old site, such as `.git`, move along, as MkDocs would have left them alone.
    `root` is the newsroom's folder, from which paths are shown. Nothing but a built site is ever replaced.
    """
    new, target, root = (Path(os.path.abspath(path)) for path in (new, target, root))
    if refused := refuse_target(target, root) or _refuse_new(new, root):
        return (refused,)
    old = kept_folder(target)
    try:
        if old.is_dir() and not old.is_symlink() and target.is_dir():
            _remove_old(old, target)
        if target.is_dir():
            os.rename(target, old)
    except OSError as error:
        return (disk_problem(error, shown(target, root), _SITE_STAYS),)
    try:
        os.rename(new, target)
    except OSError as error:
        return (disk_problem(error, shown(target, root), _put_back(old, target, root)),)
    sync_folder(target.parent)
    try:
        if old.is_dir():
            _remove_old(old, target)
    except OSError as error:
        left = f"The new site stands in '{shown(target, root)}'; only the old one could not be cleared away."
        problem = disk_problem(error, shown(old, root), left)
        return (Problem(problem.place, problem.code, problem.message, problem.hint, Severity.WARNING),)
    return ()


def refuse_target(target: Path, root: Path) -> Problem | None:
    """Say why a folder cannot be where the site goes, or None when it can; worth asking before a long build."""
    name = shown(target, root)
    found = ""
    if target.is_symlink():
        found = f"'{name}' is a link, and the site would go where it leads."
    elif os.path.lexists(target) and not target.is_dir():
        found = f"'{name}' should be the folder of the site, and something else stands there."
    elif root.is_relative_to(target):
        found = f"The site cannot take the place of '{name}', because the project itself lies in it."
    elif target.is_dir() and _holds_something_else(target):
        found = f"'{name}' holds files that are no built site, and the new site would replace them all."
    if not found:
        return None
    return Problem(
        Place(name),
        "site-place",
        f"{found} Nothing was changed.",
        "Move away what stands there, or give 'site_dir' another folder in mkdocs.yml.",
    )


def _holds_something_else(target: Path) -> bool:
    names = [entry.name for entry in target.iterdir() if not entry.name.startswith(".")]
    return bool(names) and not any(sign in names for sign in _SIGNS_OF_A_SITE)


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
        return f"The last good site is kept in '{shown(old, root)}', and the next build puts it back."
    return _SITE_STAYS


def _remove_old(old: Path, target: Path) -> None:
    """Remove the old site once its hidden entries stand in the new one."""
    for entry in sorted(old.iterdir()):
        if entry.name.startswith(".") and not os.path.lexists(target / entry.name):
            os.rename(entry, target / entry.name)
    shutil.rmtree(old)
