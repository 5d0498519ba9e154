"""MkDocs' way in: its events come in, and the stories' pages stand in `docs/` (build) or in memory (serve) before it reads them.

The only file that imports mkdocs. It never judges a story itself, and in a preview it never writes to the disk.
"""

from __future__ import annotations

import datetime
import logging
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast
from urllib.parse import quote

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from generator.build import Result, Session
from generator.language import words_for
from generator.problem import Problem, Severity, as_text, for_people, has_errors, summary
from generator.publish import clock
from generator.publish.edition_menu import labels_for, menu_for
from generator.publish.search_index import CutShortError, SearchError, index_site, is_there
from generator.publish.taken_away import all_taken_away
from generator.reading import docs_faults, read_newsroom
from generator.story import quoted
from generator.text import link_fault
from generator.writing import (
    FileChange,
    Ground,
    Page,
    disk_problem,
    heal_site,
    mark_site,
    plan_changes,
    read_record,
    refuse_target,
    seal,
    survey,
    write_pages,
)

log = logging.getLogger("mkdocs.hooks.explainer")

# `explainer build` and `explainer serve` set this: the first has written the pages already, the second makes them itself.
RENDERED = "EXPLAINER_RENDERED"
NO_PROGRAM = (
    "Pagefind, which makes the search, is not installed here. The theme's own search takes its place: it loads one large file, "
    "and shows no status beside a claim. Type 'pip install pagefind pagefind-bin', then build again."
)


@dataclass
class _MkDocsRun:
    """What a run of MkDocs must remember from one event to the next.

    MkDocs tells the command once, at the start, and loads this module once a process; it gives a hook no other place to
    keep anything.
    """

    preview: bool = False
    last_good: tuple[Page, ...] | None = None
    files: Files | None = None
    logo: str | None = None
    newsroom: tuple[Path, Session] | None = None


_run = _MkDocsRun()
# The words that the theme puts around a page.
_AROUND = ("search_more", "search_failed", "missing_title", "missing_text", "crumb_home")


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a preview."""
    _run.preview = command == "serve"
    _run.last_good = None


def on_config(config: MkDocsConfig) -> None:
    """In a build, write the pages before MkDocs clears the old site; with an error nothing is written and the site stays.

    Raises PluginError, which MkDocs shows as one line.
    """
    # A preview answers the theme's own search box from memory; a site gets an index in parts, if that can be made.
    config.extra["search_parts"] = not _run.preview and is_there()
    if not _run.preview and not config.extra["search_parts"] and _has_search(config):
        # An error to MkDocs' log, so that `--quiet` shows it too; the build goes on.
        log.error(NO_PROGRAM)
    # The theme prints the site's name as it is in some places and escapes it in others: escaped so that both know of it.
    config.site_name = escape(config.site_name)
    _look_at_footer(config)
    if not (_run.preview and os.environ.get(RENDERED)):
        _look_at_docs(config)  # `explainer serve` leaves out what it finds there
    if _run.preview or os.environ.get(RENDERED):
        return
    root, site = _root(config), Path(config.site_dir)
    for problem in heal_site(site, root):
        log.warning("%s", problem)
    # MkDocs clears the folder of the site by itself; what somebody put there by hand would be gone.
    if refused := refuse_target(site, root):
        raise PluginError(str(refused))
    result = _gather(root, drafts=False)
    _log(result.problems, result)
    if result.blocked:
        raise PluginError(f"{summary(result.problems)} Nothing was written; the last good pages stay.")
    if refused := all_taken_away(result):
        raise PluginError(f"{refused} Run 'explainer build --unpublish-all' for that.")
    written, problems = write_pages(result.pages, Path(config.docs_dir), result.newsroom.record, root)
    _log(problems, result)
    if has_errors(problems):
        raise PluginError(f"{summary(problems)} Nothing was written; the last good pages stay.")
    log.info(
        "Pages of the stories: %d written, %d kept, %d removed.",
        len(written.written),
        len(written.kept),
        len(written.removed),
    )
    if result.drafts:
        log.info("Drafts left out: %s", ", ".join(result.drafts))


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Note the newsroom's logo; in a preview, lay the pages over `docs/` in memory; while an error stands, the last good ones."""
    root = _root(config)
    _run.logo = _logo(root)
    if not _run.preview or os.environ.get(RENDERED):
        return files
    # A preview is where a draft is looked at.
    result = _gather(root, drafts=True)
    _log(result.problems, result)
    if result.blocked:
        log.error("%s The last good pages are shown until it is mended.", summary(result.problems))
        if _run.last_good is None:
            # A broken draft at the start must not hide the stories that are fine.
            result = _gather(root, drafts=False)
    fresh = None if result.blocked else tuple(seal(page) for page in result.pages)
    for pages in (fresh, _run.last_good):
        if pages is None:
            continue
        changes, problems = _changes(pages, Path(config.docs_dir), root, result.newsroom.record)
        _log(problems, result)
        if not has_errors(problems):
            _run.last_good = pages
            _overlay(files, changes, config)
            break
    return files


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
    """Remember which files there are: a page in another language leads to the lists in that language."""
    _run.files = files


def on_page_context(
    context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Give a page the menu and the words around it in its own language."""
    labels = labels_for(str(page.meta.get("lang") or config.theme["language"]), config.extra)
    if _run.files is not None:
        context["nav"] = menu_for(page, nav, _run.files, labels)
    return _with_words(context, str(page.meta.get("lang") or config.theme["language"]), labels)


def on_template_context(context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """Give the pages that the theme has of its own, such as '404.html', the words in the site's language."""
    return _with_words(context, str(config.theme["language"]), {})


def _with_words(context: TemplateContext, lang: str, labels: Mapping[str, str]) -> TemplateContext:
    told = cast(dict[str, object], context)
    words = words_for(lang)
    told["frame"] = {key: words.text(key) for key in _AROUND}
    told["labels"] = labels
    told["newsroom_logo"] = _run.logo
    return context


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """After all plugins: make the index of the search, and mark the site as ours where `explainer build` does not."""
    site = Path(config.site_dir)
    if config.extra.get("search_parts") and _has_search(config):
        _make_search(site, config)
    if not _run.preview and not os.environ.get(RENDERED):
        mark_site(site)


def _make_search(site: Path, config: MkDocsConfig) -> None:
    """Make the index in small parts, in place of the theme's, which a reader would load whole."""
    try:
        index_site(site, str(config.theme["language"]))
    except CutShortError as error:
        raise PluginError(f"{error} The disk may be full. The site was not finished.") from error
    except SearchError as error:
        log.error("%s The site is whole but for its search, whose box will say so.", error)
    shutil.rmtree(site / "search", ignore_errors=True)


def _look_at_footer(config: MkDocsConfig) -> None:
    """Say of each link at the foot of every page that leads nowhere that the theme leaves it out."""
    links = config.extra.get("footer_links")
    for one in links if isinstance(links, list) else ():
        path = str(one.get("path") or "") if isinstance(one, dict) else ""
        if fault := link_fault(path):
            log.error("mkdocs.yml: the path %s under 'footer_links' %s, and is left out. %s", quoted(path), *fault)


def _look_at_docs(config: MkDocsConfig) -> None:
    """Refuse links in `docs/` that lead out of the newsroom or in a circle, and pipes, before MkDocs walks and publishes them."""
    try:
        faults = docs_faults(Path(config.docs_dir), _root(config))
    except OSError as error:
        raise PluginError(str(disk_problem(error, "docs", "Nothing was built."))) from error
    if faults:
        raise PluginError("\n".join(map(str, faults)))


def _has_search(config: MkDocsConfig) -> bool:
    return any(name.endswith("search") for name in config.plugins)


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch the stories too. Pages are never written in a preview, so that a save makes one new build and no more."""
    stories = _root(config) / "stories"
    if stories.is_dir():
        server.watch(str(stories))
    return server


def _root(config: MkDocsConfig) -> Path:
    """The newsroom's folder: where mkdocs.yml is, or above `docs/` where the settings came from no file."""
    return Path(config.config_file_path or config.docs_dir).resolve().parent


def _gather(root: Path, *, drafts: bool) -> Result:
    # Which day it is depends on the newsroom's time zone, so its settings are read first.
    newsroom, _ = read_newsroom(root, datetime.date.min)
    if _run.newsroom is None or _run.newsroom[0] != root:
        _run.newsroom = root, Session(root)
    return _run.newsroom[1].look(clock.today(newsroom.settings.zone), drafts=drafts)


def _logo(root: Path) -> str | None:
    """The address of the newsroom's logo in the site."""
    newsroom, _ = read_newsroom(root, datetime.date.min)
    return quote(newsroom.settings.logo) if newsroom.settings.logo else None


def _changes(
    pages: tuple[Page, ...], docs: Path, root: Path, record: Path
) -> tuple[tuple[FileChange, ...], tuple[Problem, ...]]:
    """What a build would write and remove, found by the same rules."""
    stored, _ = read_record(record)
    try:
        plan, problems = plan_changes(pages, Ground(root, docs, survey(docs), stored))
    except OSError as error:
        log.error("'docs/' could not be read: %s.", error.strerror)
        return (), ()
    return plan.changes, problems


def _overlay(files: Files, changes: Iterable[FileChange], config: MkDocsConfig) -> None:
    for change in changes:
        on_disk = files.get_file_from_path(change.path)
        if on_disk is not None:
            files.remove(on_disk)
        if change.new is not None:
            page = File.generated(config, change.path, content=change.new)
            page.edit_uri = None
            files.append(page)


def _log(problems: Sequence[Problem], result: Result) -> None:
    shown, rest = for_people(problems)
    for problem in shown:
        level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
        log.log(level, "%s", as_text(problem, result.lines))
    for more in rest:
        log.warning("%s", more)
