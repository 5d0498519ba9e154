"""Whether every file of a finished site is whole: its folder goes in, the files that are missing, empty or cut short come out.

This module never mends anything; it looks at what a full disk or a killed program leaves, not at what a page says.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

_END = b"</html>"
# The parts of the index, each a gzip file of its own; a part cut short does not unpack to its end.
_PACKED = (".pf_meta", ".pf_index", ".pf_fragment", ".pagefind")
_SCRIPTS = ("pagefind.js", "pagefind-worker.js")


def cut_short(site: Path, origins: Sequence[Path], search: str = "pagefind") -> tuple[str, ...]:
    """The files of a site that are not whole, as paths within it.

    A page ends as pages end; a file that was copied is more than a beginning of the one in the first of `origins` that has
    it. `search` is the folder of the index within the site, where there is one. Raises OSError.
    """
    faults = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith(f"{search}/") and not _is_whole(path, name, origins):
            faults.append(name)
    if (site / search).is_dir():
        faults += [f"{search}/{name}" for name in index_faults(site / search)]
    return tuple(faults)


def _is_whole(path: Path, name: str, origins: Sequence[Path]) -> bool:
    size = path.stat().st_size
    page = path.suffix in (".html", ".xml")
    # A theme's own pages are templates; only a newsroom's are copied as they are.
    folders = origins[:1] if page else origins
    origin = next((one for one in (folder / name for folder in folders) if one.is_file()), None)
    if origin is not None:
        # Plugins may write a file anew; what is cut short is a beginning of what it was copied from.
        whole = origin.stat().st_size
        return size >= whole or not origin.read_bytes().startswith(path.read_bytes())
    if path.suffix == ".gz":
        return _unpacks(path)
    if page:
        with path.open("rb") as opened:
            opened.seek(max(0, size - 200))
            return opened.read().rstrip().endswith(_END if path.suffix == ".html" else b">")
    return True


def index_faults(folder: Path) -> tuple[str, ...]:
    """What is missing from an index of Pagefind, or cut short, as paths within its folder. Raises OSError."""
    faults = [name for name in _SCRIPTS if not _ends_as_a_script(folder / name)]
    try:
        entry = json.loads((folder / "pagefind-entry.json").read_bytes())
        languages = entry["languages"].values()
        wanted = {f"pagefind.{one['hash']}.pf_meta" for one in languages}
        wanted |= {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in languages}
        pages = sum(int(one["page_count"]) for one in languages)
    except (FileNotFoundError, ValueError, LookupError, TypeError, AttributeError):
        return (*faults, "pagefind-entry.json")
    there = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    faults += sorted(wanted - there.keys())
    faults += [name for name, path in there.items() if name.endswith(_PACKED) and not _unpacks(path)]
    if sum(name.endswith(".pf_fragment") for name in there) < pages:
        faults.append("fragment")
    return tuple(faults)


def _ends_as_a_script(path: Path) -> bool:
    try:
        return path.read_bytes().rstrip().endswith((b"}", b";", b")"))
    except FileNotFoundError:
        return False


def _unpacks(path: Path) -> bool:
    try:
        return any(_parts(path))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return False


def _parts(path: Path) -> Iterator[bytes]:
    """What a gzip file holds, a piece at a time; the whole is read, so that its check sum is held against it."""
    held = []
    with gzip.open(path) as opened:
        while piece := opened.read(1 << 20):
            held.append(piece[:1])
    yield from held
