"""The search of a finished site: the folder of the site goes in, an index in many small parts is put beside its pages.

Pagefind makes the index (https://pagefind.app); this module hands it each page's entries, and never changes a page.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.publish.search_text import indexed_html, search_page
from generator.publish.whole_site import index_faults

FOLDER = "pagefind"
# What is handed to Pagefind, as files: asked page by page, its Python service takes a tenth of a second for each answer.
_HANDED = "pagefind-pages"
_TRIES, _MOST_NAMED = 2, 5
# What Pagefind adds for its own search boxes; ours uses none of it.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


class SearchError(Exception):
    """The index could not be made; the message is a sentence for people."""


class CutShortError(SearchError):
    """The index was made twice, and both times files of it were missing or cut short: the disk may be full."""


def is_there() -> bool:
    """Whether the program that makes the index is installed."""
    try:
        from pagefind.service import get_executable

        return bool(get_executable())
    except (ImportError, FileNotFoundError, OSError):
        return False


def index_site(site: Path, lang: str) -> int:
    """Index every page below `site`; gives how many pages there are.

    `lang` is the site's language tag: one index for all languages, so that a name is found in whatever script it stands.
    Raises SearchError; CutShortError where the files are not whole, also when they are made once more.
    """
    folder, handed = site / FOLDER, site / _HANDED
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(handed, ignore_errors=True)
    try:
        count = _hand_over(site, handed)
        faults: tuple[str, ...] = ()
        # Now and then Pagefind leaves a file empty under load, and on a full disk it ends well with half an index.
        for _ in range(_TRIES):
            shutil.rmtree(folder, ignore_errors=True)
            # In a thread of its own: whoever calls may have an event loop running.
            with ThreadPoolExecutor(1) as thread:
                thread.submit(asyncio.run, _index(handed, folder, lang.split("-")[0] or "en")).result()
            faults = index_faults(folder)
            if not faults:
                break
        if faults:
            raise CutShortError(f"Files of the search are missing or cut short: {', '.join(faults[:_MOST_NAMED])}.")
        for path in sorted(folder.iterdir()):
            if path.name.startswith(_UNUSED):
                path.unlink()
    except SearchError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SearchError(f"The search could not be made ({type(error).__name__}: {error}).") from error
    finally:
        shutil.rmtree(handed, ignore_errors=True)
    return count


def _hand_over(site: Path, handed: Path) -> int:
    """Write what is to be found of each page under the page's own path, from which Pagefind takes its address; gives how many."""
    handed.mkdir()
    count = 0
    for path in tuple(_pages(site)):
        page = search_page(path.read_text("utf-8", "replace"))
        if page is not None:
            to = handed / path.relative_to(site)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_text(indexed_html(page), "utf-8")
            count += 1
    return count


async def _index(handed: Path, folder: Path, lang: str) -> None:
    from pagefind.index import IndexConfig, PagefindIndex

    async with PagefindIndex(config=IndexConfig(output_path=str(folder), force_language=lang)) as index:
        await index.add_directory(str(handed.resolve()))
        await index.write_files()


def _pages(site: Path) -> Iterator[Path]:
    """Every page, in an order that does not depend on the disk."""
    for folder, folders, files in os.walk(site):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(files) if name.endswith(".html") and name != "404.html")
