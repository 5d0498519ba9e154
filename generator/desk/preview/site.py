"""The site around the stories, through MkDocs' own functions: its settings and pages go in, one finished HTML page comes out.

Beside the hook the only module that imports mkdocs. It never writes into `docs/` or `site/`, and never builds a page that
nobody asked for.
"""

from __future__ import annotations

import logging
import os
import posixpath
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
import yaml
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from generator.desk.preview.faults import CONFIG, as_problems, broken_settings, complaint_at
from generator.problem import Problem, Severity, in_file_order
from generator.writing import Page as OurPage
from generator.writing import carries_our_name

MOST_WARNINGS = 20
# Lets others have their turn until it is left.
Apart = Callable[[], AbstractContextManager[None]]


def _in_serve(level: InclusionLevel) -> bool:
    """Whether a preview shows a file: all but what is excluded from the site altogether."""
    return bool(level.value >= InclusionLevel.DRAFT.value)


class _Log(logging.Handler):
    """What MkDocs and its plugins log, kept instead of printed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[tuple[int, str]] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        # Another page may be made at the same time, and has its own warnings.
        if len(self.records) < MOST_WARNINGS and record.thread == self._thread:
            self.records.append((record.levelno, record.getMessage().strip()))


@contextmanager
def _listening() -> Iterator[_Log]:
    log, said = logging.getLogger("mkdocs"), _Log()
    before = log.propagate
    log.addHandler(said)
    log.propagate = False
    try:
        yield said
    finally:
        log.removeHandler(said)
        log.propagate = before


@dataclass(frozen=True)
class Asset:
    """A file of the site that is sent as it is."""

    path: Path | None
    content: bytes | None = None


class Site:
    """The site's settings, files and menu, read once; pages are made one at a time."""

    def __init__(self, config: MkDocsConfig, env: jinja2.Environment, problems: tuple[Problem, ...]) -> None:
        self._config = config
        self._root = Path(config.config_file_path or config.docs_dir).parent
        self._env = env
        self.problems = problems
        self._theme_files: tuple[File, ...] = _theme_files(config, env)
        self._files = Files([])
        self._nav = Navigation([], [])
        self._by_address: dict[str, File] = {}
        self._read_before: dict[str, tuple[int, Page]] = {}
        self._stories: Mapping[str, str] = {}

    @property
    def mount(self) -> str:
        """The path of the address the site is published at, `/` at both ends; the preview stands at the same."""
        return f"/{urlsplit(self._config.site_url or '/').path.strip('/')}/".replace("//", "/")

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that the site is made from: hand-written pages, the newsroom's own theme, what it wants watched."""
        own = [Path(self._config.docs_dir)]
        custom = getattr(self._config.theme, "custom_dir", None)
        own += [Path(custom)] if custom else []
        return tuple(own + [Path(path) for path in self._config.watch])

    def template_changed(self) -> None:
        """Read the templates anew."""
        if self._env.cache is not None:
            self._env.cache.clear()
        self._theme_files = _theme_files(self._config, self._env)

    def arrange(self, stories: Mapping[str, str], around: Mapping[str, OurPage]) -> list[str]:
        """Set up files and menu anew, and give what MkDocs warns of.

        `stories` maps the page's path to each story's title; `around` holds the generated pages that are no story's own.

        Raises PageError where a plugin or the menu fails.
        """
        self._stories = stories
        config = self._config
        with _listening() as said, as_problems(self._root):
            files = get_files(config)
            for file in list(files):
                if _leads_out(file, config) or (file.src_uri not in (stories.keys() | around) and _is_ours(file)):
                    files.remove(file)
            for path in stories:
                self._lay_over(files, path, "")
            for path, page in around.items():
                on_disk = files.get_file_from_path(path)
                if not (page.gives_way and on_disk is not None and not _is_ours(on_disk)):
                    self._lay_over(files, path, page.text)
            for file in self._theme_files:
                if files.get_file_from_path(file.src_uri) is None:
                    files.append(file)
            files = config.plugins.on_files(files, config=config)
            set_exclusions(files, config)
            nav = get_navigation(files, config)
            self._files, self._nav = files, config.plugins.on_nav(nav, config=config, files=files)
            self._name_pages()
        self._by_address = {file.dest_uri: file for file in self._files if _in_serve(file.inclusion)}
        return [line for _, line in said.records]

    def _lay_over(self, files: Files, path: str, content: str | bytes) -> None:
        on_disk = files.get_file_from_path(path)
        if on_disk is not None:
            files.remove(on_disk)
        page = File.generated(self._config, path, content=content)
        page.edit_uri = None
        files.append(page)

    def _name_pages(self) -> None:
        """Give every page of the menu its title, which may stand in its text; a page that did not change is not read again."""
        before, self._read_before = self._read_before, {}
        for page in self._nav.pages:
            path = page.file.src_uri
            if path in self._stories:
                # The title is all that a menu shows; the page itself is made when it is asked for.
                page.markdown, page.meta = "", {"title": self._stories[path]}
                continue
            stamp = _stamp(page.file)
            known = before.get(path)
            if known and known[0] == stamp:
                old = known[1]
                page.markdown, page.meta, page.content, page.toc = old.markdown, old.meta, old.content, old.toc
                page._title_from_render = old._title_from_render
            else:
                self._read_markdown(page, self._files)
            self._read_before[path] = (stamp, page)

    def find(self, address: str) -> File | None:
        """The file at an address of the site (`stories/a/`, `assets/theme.css`, empty for the home page)."""
        if address == "" or address.endswith("/"):
            return self._by_address.get(f"{address}index.html")
        return self._by_address.get(address)

    def asset(self, address: str) -> Asset | None:
        """A picture, a style sheet, a script: whatever is no page."""
        file = self.find(address)
        if file is None or file.is_documentation_page():
            return None
        if file.abs_src_path is None:
            return Asset(None, file.content_bytes)
        return Asset(Path(file.abs_src_path))

    def source(self, address: str) -> str | None:
        """The path under `docs/` of the page at an address; None where there is no page."""
        file = self.find(address)
        return file.src_uri if file is not None and file.is_documentation_page() else None

    def address_of(self, source: str) -> str | None:
        """The address of a page by its path under `docs/`."""
        file = self._files.get_file_from_path(source)
        return None if file is None else "" if file.url in (".", "./") else file.url

    @property
    def search_settings(self) -> dict[str, Any]:
        """How the site's search divides words, as the search box wants to be told."""
        plugins = self._config.plugins.values()
        own = next((dict(plugin.config) for plugin in plugins if type(plugin).__name__ == "SearchPlugin"), {})
        wanted = {
            "lang": ["en"],
            "separator": r"[\s\-]+",
            "pipeline": [],
            "fields": {"title": {}, "text": {}, "tags": {}},
        }
        return {name: own.get(name) or value for name, value in wanted.items()}

    @property
    def pages(self) -> tuple[tuple[str, str], ...]:
        """Address and path of every hand-written page."""
        pages = self._files.documentation_pages(inclusion=_in_serve)
        return tuple((self.address_of(f.src_uri) or "", f.src_uri) for f in pages if f.src_uri not in self._stories)

    def page(
        self, source: str, text: str | None = None, *, above: str = "", only: bool = False, apart: Apart = nullcontext
    ) -> tuple[str, list[str]]:
        """One page as the finished site has it, and what MkDocs warns of; `text` is its Markdown where it is not on disk.

        `above` is HTML to stand over the content; with `only` it stands alone. What takes long happens `apart`: other pages
        may be made meanwhile, but not this one. Raises PageError.
        """
        config, files = self._config, self._files
        file = files.get_file_from_path(source)
        assert file is not None
        with _listening() as said, as_problems(self._root):
            if text is not None:
                file.content_string = text
            page = file.page
            if page is None or page not in self._nav.pages:
                page = Page(None, file, config)
            self._read_markdown(page, files, apart)
            page.content = above if only else f"{above}{page.content or ''}"
            html = self._framed(page)
            if text is not None:
                file.content_string = ""
                page.content, page.markdown = None, ""
                file.page = page if page in self._nav.pages else None
        return html, [line for _, line in said.records]

    def _read_markdown(self, page: Page, files: Files, apart: Apart = nullcontext) -> None:
        config = self._config
        config._current_page = page
        try:
            page = config.plugins.on_pre_page(page, config=config, files=files)
            page.read_source(config)
            page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
            with apart():
                page.render(config, files)
            config._current_page = page
            page.content = config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        finally:
            config._current_page = None

    def _framed(self, page: Page) -> str:
        config, nav = self._config, self._nav
        config._current_page = page
        page.active = True
        try:
            context = get_context(nav, self._files.documentation_pages(inclusion=_in_serve), config, page)
            template = self._env.get_template(str(page.meta.get("template", "main.html")))
            context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
            html = template.render(context)
            return str(config.plugins.on_post_page(html, page=page, config=config))
        finally:
            page.active = False
            config._current_page = None

    def theme_page(self, name: str, *, content: str | None = None) -> str | None:
        """A page of the theme itself, such as `404.html`; None where the theme has none. Raises PageError."""
        config = self._config
        if name not in config.theme.static_templates:
            return None
        with _listening(), as_problems(self._root):
            template = config.plugins.on_pre_template(self._env.get_template(name), template_name=name, config=config)
            context = get_context(self._nav, self._files, config, base_url=urlsplit(config.site_url or "/").path)
            context = config.plugins.on_template_context(context, template_name=name, config=config)
            html = template.render(context)
            return str(config.plugins.on_post_template(html, template_name=name, config=config))


def load_site(root: Path, address: str, scratch: Path) -> tuple[Site | None, tuple[Problem, ...]]:
    """Read `mkdocs.yml`; `address` is where the preview stands, `scratch` a folder that plugins may write to."""
    path = root / CONFIG
    broken = broken_settings(path)
    if broken:
        return None, broken
    with _listening() as said:
        try:
            config = load_config(str(path), site_dir=str(scratch))
            if config.site_url:
                # As MkDocs' own preview does: links of the theme must lead here, and not to the published site.
                config.site_url = f"{address}/{urlsplit(config.site_url).path.lstrip('/')}"
            config.plugins.on_startup(command="serve", dirty=False)
            _leave_out(config)
            config = config.plugins.on_config(config)
            config.plugins.on_pre_build(config=config)
            env = config.theme.get_env()
            env = config.plugins.on_env(env, config=config, files=Files([]))
        except Abort:
            return None, _refused(path, said)
        except (
            MkDocsException,
            jinja2.TemplateError,
            OSError,
            ValueError,
            TypeError,
            LookupError,
            AttributeError,
        ) as error:
            return None, (complaint_at(path, str(error) or type(error).__name__, str(error)),)
        except yaml.YAMLError as error:
            return None, (complaint_at(path, str(error), ""),)
    warnings = tuple(replace_severity(complaint_at(path, line, line)) for _, line in said.records)
    return Site(config, env, warnings), ()


def replace_severity(problem: Problem) -> Problem:
    """The same as a warning."""
    return Problem(problem.place, problem.code, problem.message, problem.hint, Severity.WARNING)


def _leave_out(config: MkDocsConfig) -> None:
    """Keep plugins of search from gathering every page that is ever shown: the preview has an index of its own."""
    for name, methods in config.plugins.events.items():
        if name in ("page_context", "post_build"):
            methods[:] = [method for method in methods if not _is_search(method)]


def _is_search(method: Any) -> bool:
    owner = getattr(method, "__self__", None)
    return type(owner).__name__ == "SearchPlugin"


def _theme_files(config: MkDocsConfig, env: jinja2.Environment) -> tuple[File, ...]:
    files = Files([])
    files.add_files_from_theme(env, config)
    return tuple(files)


def _is_ours(file: File) -> bool:
    """Whether an earlier build made this page; one that nothing makes now is taken away by a build."""
    if file.abs_src_path is None or not file.src_uri.endswith(".md"):
        return False
    try:
        if not os.path.isfile(file.abs_src_path):
            return False
        return carries_our_name(Path(file.abs_src_path).read_bytes())
    except OSError:
        return False


def _leads_out(file: File, config: MkDocsConfig) -> bool:
    """A link in `docs/` to a file outside the newsroom's folder is not followed, and nothing but files is opened."""
    if file.abs_src_path is None:
        return False
    if not os.path.isfile(file.abs_src_path):
        return True  # a pipe would be waited on for ever
    root = os.path.realpath(posixpath.dirname(config.config_file_path or config.docs_dir))
    real = os.path.realpath(file.abs_src_path)
    inside = (root, os.path.realpath(config.docs_dir))
    return not any(real == folder or real.startswith(folder + os.sep) for folder in inside)


def _stamp(file: File) -> int:
    try:
        return os.stat(file.abs_src_path).st_mtime_ns if file.abs_src_path else hash(file.content_bytes)
    except OSError:
        return 0


def _refused(path: Path, said: _Log) -> tuple[Problem, ...]:
    errors = [line for level, line in said.records if level >= logging.ERROR] or [
        "MkDocs does not accept these settings."
    ]
    return in_file_order(complaint_at(path, line, line) for line in errors)
