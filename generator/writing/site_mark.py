"""The mark of a site that we built: a site's folder comes in, the files in it that we did not make come out.

It opens pages only to look at their heads, follows no link, and removes nothing.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Hidden, since no reader and no host needs it, and a list of all files is nothing to publish unasked. Should a tool lose it
# on the way, the site is known by its pages, as one of an earlier version is.
MARK = ".explainer-site"
_FORMAT = "files of a site built by explainer-pages"
# What every page says that a program of MkDocs' family made, or that carries our style.
_GENERATED = re.compile(rb'<meta name="generator" content="(?:mkdocs|zensical|properdocs)|assets/explainer\.css')
_HEAD = 16_384
_SEVERAL = 3
# What a build made without a source of its own in docs/: the theme's files, the search, the maps of the site.
_FOLDERS_MADE = ("assets", "search", "pagefind", "pictures", "css", "js", "img", "fonts", "webfonts")
_FILES_MADE = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "objects.inv", "search.html"})
# What systems put beside files without being asked.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class SiteState:
    """What stands where the site goes: `foreign` files in order; `ours` whether it is a site, `marked` whether it says so."""

    ours: bool
    marked: bool
    foreign: tuple[str, ...]


def mark_site(site: Path) -> None:
    """Write down which files the site has, hidden ones at its top aside. Raises OSError."""
    stored = {"format": _FORMAT, "files": sorted(_files(site))}
    text = json.dumps(stored, ensure_ascii=True, indent=0) + "\n"
    (site / MARK).write_text(text, "utf-8")


def standing_of(site: Path, docs: Path) -> SiteState:
    """Judge a folder that is there: by its mark, or, without one, by its pages and by what `docs/` would put there.

    Raises OSError where it cannot be read.
    """
    files = tuple(sorted(_files(site)))
    known = _marked(site)
    if known is not None:
        return SiteState(ours=True, marked=True, foreign=tuple(name for name in files if name not in known))
    if not files:
        return SiteState(ours=True, marked=False, foreign=())
    pages = {name for name in files if name.endswith(".html") and _is_generated(site / name)}
    if len(pages) < _SEVERAL or "index.html" not in pages:
        return SiteState(ours=False, marked=False, foreign=files)
    foreign = tuple(name for name in files if name not in pages and not _is_made(name, docs))
    return SiteState(ours=True, marked=False, foreign=foreign)


def _is_made(name: str, docs: Path) -> bool:
    folder = name.partition("/")[0] if "/" in name else ""
    return folder in _FOLDERS_MADE or name in _FILES_MADE or (docs / name).is_file()


def _is_generated(page: Path) -> bool:
    if page.is_symlink() or not page.is_file():
        return False
    with page.open("rb") as file:
        return bool(_GENERATED.search(file.read(_HEAD)))


def _marked(site: Path) -> frozenset[str] | None:
    """The files that the mark names; None where there is no mark of ours."""
    mark = site / MARK
    if mark.is_symlink() or not mark.is_file():
        return None
    try:
        stored = json.loads(mark.read_bytes())
    except (ValueError, RecursionError):
        return None
    if not isinstance(stored, dict) or stored.get("format") != _FORMAT or not isinstance(stored.get("files"), list):
        return None
    return frozenset(name for name in stored["files"] if isinstance(name, str))


def _files(site: Path) -> Iterator[str]:
    """Whatever is no folder, links too, with `/` between parts; hidden entries at the top move along and do not count."""
    waiting = [("", site)]
    while waiting:
        prefix, folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name in _LITTER or (not prefix and entry.name.startswith(".")):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", Path(entry.path)))
                else:
                    yield f"{prefix}{entry.name}"
