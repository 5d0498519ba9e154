"""What stands at each address of a preview: a path comes in, the page there with its problems goes out.

This module never reads a file of the newsroom but for the lines that carets point into, and never speaks HTTP.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote

from generator.desk.preview.faults import PageError
from generator.desk.preview.memory import Memory, StoryStanding
from generator.desk.preview.pages import (
    HOME,
    ListRow,
    bar,
    count,
    error_box,
    gone_box,
    list_of_all,
    missing_box,
    plain_page,
    warning_box,
    with_preview,
)
from generator.desk.preview.shared import Lines
from generator.desk.preview.site import Apart, Asset, Site
from generator.problem import Place, Problem, has_errors
from generator.writing import Ground, Page, Survey, is_picture_path, plan_changes, read_record

HTML = "text/html; charset=utf-8"
PAGES_KEPT = 24
# What stands on the page for an address that leads nowhere: in our theme, and in Material's where a newsroom has it bare.
_MISSING = re.compile(r'<div class="ep-missing">.*?</div>|<h1>404.*?</h1>', re.DOTALL)
BELOW_GOOD = "Below is the page as it last was without errors. What you changed since is not in it yet."
BELOW_NONE = "The page appears here as soon as the errors are mended."
BELOW_NOW = "Below is the page as it is now."
BELOW_OTHERS = "The page below is made with that file as it last was without errors."


@dataclass(frozen=True)
class Answer:
    """What to send for one address; `version` names what the page holds, `asset` a file to send as it is."""

    status: int = 200
    body: bytes = b""
    kind: str = HTML
    version: str = ""
    location: str = ""
    asset: Asset | None = None


@dataclass(frozen=True)
class _Shown:
    """The pieces of one answer before it is put together."""

    html: str
    errors: int = 0
    warnings: int = 0
    draft: bool = False
    status: int = 200


@dataclass
class _KeptAnswers:
    """The pages made last, by address, so that many tabs on one page cost no more than one."""

    pages: dict[str, Answer] = field(default_factory=dict)

    def put(self, address: str, answer: Answer) -> None:
        self.pages.pop(address, None)
        self.pages[address] = answer
        while len(self.pages) > PAGES_KEPT:
            del self.pages[next(iter(self.pages))]


@dataclass
class Held:
    """What a preview holds: the newsroom, the site around it, what is wrong with the site, and what has changed how often.

    `change` counts all changes, `look` those of settings, templates and styles, `pages` those of pages and menu; `start`
    tells one run of the preview from the next. Versions of pages are made of these. `around` are the generated pages that
    are no story's own, made when the stories were at `around_of`.
    """

    root: Path
    memory: Memory
    start: str
    site: Site | None = None
    site_problems: tuple[Problem, ...] = ()
    menu_problems: tuple[Problem, ...] = ()
    menu_said: list[str] = field(default_factory=list)
    around: Mapping[str, Page] = field(default_factory=dict)
    around_of: str = ""
    change: int = 0
    look: int = 0
    pages: int = 0


class Answers:
    """Makes the pages that are asked for. Not safe for threads."""

    def __init__(self, held: Held, apart: Apart) -> None:
        """What takes long and changes nothing happens `apart`, so that others have their turn meanwhile."""
        self._held = held
        self._apart = apart
        self._kept = _KeptAnswers()

    def answer(self, path: str, known: str = "") -> Answer:
        """The answer for a path, `/` first and decoded; where the asker knows this version already, only that (304)."""
        if path.rstrip("/") == HOME.rstrip("/"):
            return self._list(known) if path.endswith("/") else Answer(302, location=HOME)
        mount = self._held.site.mount if self._held.site else "/"
        if not path.startswith(mount):
            return (
                Answer(302, location=quote(mount))
                if path in ("/", mount.rstrip("/"))
                else self._page_of_its_own(path, known)
            )
        address = path.removeprefix(mount)
        if self._held.site is not None:
            if (asset := self._held.site.asset(address)) is not None:
                return Answer(asset=asset)
            if is_picture_path(address) and (picture := self._held.memory.picture(address)) is not None:
                return Answer(asset=Asset(None, picture))
            if address.rsplit("/", 1)[-1] == "search_index.json":
                return Answer(kind="application/json", body=self._search_index())
            source = self._held.site.source(address)
            if source is None and self._held.site.source(f"{address}/") is not None:
                return Answer(302, location=quote(f"{mount}{address}/"))
            if source is not None:
                return self._versioned(address, known, source)
            if address == "":
                return Answer(302, location=HOME)
            alias = self._held.memory.aliases.get(address.removeprefix("stories/").strip("/"))
            if address.startswith("stories/") and alias is not None:
                return Answer(302, location=quote(f"{mount}stories/{alias}/"))
        return self._page_of_its_own(path, known)

    def is_at_hand(self, path: str) -> bool:
        """Whether this path leads to a story's own page, or to a file that is sent as it is."""
        site = self._held.site
        if site is None or not path.startswith(site.mount):
            return False
        address = path.removeprefix(site.mount)
        source = site.source(address) or site.source(f"{address}/")
        slug = (source or "").removeprefix("stories/").removesuffix(".md")
        is_story = source == f"stories/{slug}.md" and slug in self._held.memory.slugs
        return is_story or is_picture_path(address) or site.asset(address) is not None

    def wants_all(self, path: str) -> bool:
        """Whether the answer for this path needs the pages about all stories, and those there are are older than the stories."""
        held = self._held
        if held.site is None or held.around_of == held.memory.total or not path.startswith(held.site.mount):
            return False
        address = path.removeprefix(held.site.mount)
        if is_picture_path(address):
            return False
        source = held.site.source(address)
        known = source is not None or held.site.asset(address) is not None
        # What a browser asks for by itself is no reason to make them.
        return source in held.around if known else not path.endswith((".ico", ".map", ".png"))

    def _look(self) -> str:
        return f"{self._held.start}-{self._held.look}"

    def _versioned(self, address: str, known: str, source: str) -> Answer:
        slug = source.removeprefix("stories/").removesuffix(".md")
        is_story = source.startswith("stories/") and slug in self._held.memory.slugs
        part = self._held.memory.version(slug) if is_story else f"{self._held.memory.number}"
        if source in self._held.around:
            part = f"all{self._held.around_of}"
        version = f"{self._look()}-{self._held.pages}-{part}"
        if known == version:
            return Answer(304, version=version)
        kept = self._kept.pages.get(address)
        if kept is None or kept.version != version:
            shown = self._story(slug, source) if is_story else self._written(source)
            kept = self._put_together(shown, version)
            self._kept.put(address, kept)
        return kept

    def _put_together(self, shown: _Shown, version: str) -> Answer:
        foot = bar(errors=shown.errors, warnings=shown.warnings, draft=shown.draft)
        html = with_preview(shown.html, version=version, look=self._look(), below=foot)
        return Answer(shown.status, html.encode("utf-8", "replace"), version=version)

    @property
    def _on_every_page(self) -> tuple[Problem, ...]:
        """Errors in files that every page is made with."""
        wrong = (*self._held.site_problems, *self._held.menu_problems, *self._held.memory.shared.settings_problems)
        return tuple(problem for problem in wrong if has_errors((problem,)))

    def _story(self, slug: str, source: str) -> _Shown:
        standing = self._held.memory.standing(slug)
        assert standing is not None
        above, text, errors = self._above(standing)
        _, warnings = count(standing.problems)
        draft = self._held.memory.is_draft(slug)
        assert self._held.site is not None
        if self._held.site.address_of(source) is None:
            # Removed while its page was made; whoever asks again is told so.
            return _Shown(plain_page(standing.title, above), errors, warnings, draft)
        try:
            stub = f"---\ntitle: {json.dumps(_as_title(standing.title))}\n---\n"
            html, _ = self._held.site.page(source, text or stub, above=above, only=text is None, apart=self._apart)
        except PageError as error:
            box = error_box(error.problems, self._lines(error.problems, standing.lines), BELOW_NONE)
            return _Shown(plain_page(standing.title, above + box), errors + len(error.problems), warnings, draft)
        return _Shown(html, errors, warnings, draft)

    def _above(self, standing: StoryStanding) -> tuple[str, str | None, int]:
        """What stands over a story's page, the page's Markdown where there is one, and the number of errors."""
        errors = [problem for problem in standing.problems if has_errors((problem,))]
        all_errors = tuple(dict.fromkeys((*errors, *standing.shared, *self._on_every_page)))
        try:
            with self._apart():
                page = standing.page()
        except Exception as error:  # noqa: BLE001  a fault of ours on one page must not take the others away
            page = None
            message = f"The page could not be made ({type(error).__name__}: {error}). This is a fault of the program."
            all_errors = (*all_errors, Problem(Place(standing.file), "page-failed", message, "Please report it."))
        if page is not None:
            all_errors = (*all_errors, *self._in_the_way(page))
        text = page.text if page is not None and isinstance(page.text, str) else None
        others = standing.shared or self._on_every_page
        below = BELOW_NOW if standing.now is not None else BELOW_GOOD
        below = BELOW_NONE if text is None else BELOW_OTHERS if standing.now is not None and others else below
        boxes = error_box(all_errors, self._lines(all_errors, standing.lines), below) if all_errors else ""
        return boxes + warning_box(standing.problems, standing.lines), text, len(all_errors)

    def _in_the_way(self, page: Page) -> tuple[Problem, ...]:
        """What a build would refuse at the page's place in `docs/`: a file that was written or edited by hand."""
        root, docs = self._held.root, self._held.root / "docs"
        there = frozenset((page.path,)) if (docs / page.path).is_file() else frozenset[str]()
        stored, _ = read_record(root / ".explainer" / "written.json")
        try:
            _, problems = plan_changes((page,), Ground(root, docs, Survey(there), stored))
        except OSError:
            return ()
        return tuple(problem for problem in problems if has_errors((problem,)))

    def _written(self, source: str) -> _Shown:
        """A page that somebody wrote by hand."""
        assert self._held.site is not None
        problems = self._on_every_page
        lines = self._lines(problems, self._held.memory.shared.lines)
        above = error_box(problems, lines, BELOW_OTHERS) if problems else ""
        try:
            html, said = self._held.site.page(source, above=above, apart=self._apart)
        except PageError as error:
            both = (*problems, *error.problems)
            box = error_box(both, self._lines(both, self._held.memory.shared.lines), BELOW_NONE)
            return _Shown(plain_page(source, box), len(problems) + len(error.problems))
        if said:
            html, _ = self._held.site.page(source, above=above + warning_box((), {}, said))
        return _Shown(html, len(problems), len(said))

    def _page_of_its_own(self, path: str, known: str) -> Answer:
        """What stands at an address that no page has: why, and the way home. Without a site, how every page stands."""
        version = f"{self._look()}-{self._held.change}-0"
        if known == version:
            return Answer(304, version=version)
        mount = self._held.site.mount if self._held.site else "/"
        slug = path.removeprefix(mount).removeprefix("stories/").strip("/")
        if self._held.site is None:
            return self._put_together(self._without_site(slug), version)
        box = missing_box(mount)
        if path.startswith(f"{mount}stories/") and self._held.memory.was_here(slug):
            now = self._held.memory.now_at(slug)
            at = (f"{mount}stories/{now}/", self._held.memory.called(now)) if now else None
            box = gone_box(f"stories/{slug}.yaml", mount, at)
        try:
            html = self._held.site.theme_page("404.html") or plain_page("Not here", box)
        except PageError as error:
            html = plain_page("Not here", error_box(error.problems, {}, BELOW_NONE))
        if not path.endswith("404.html"):
            html = _MISSING.sub(lambda _: box, html, count=1)
        errors = len(self._on_every_page)
        return self._put_together(_Shown(html, errors=errors, status=404), version)

    def _without_site(self, slug: str) -> _Shown:
        standing = self._held.memory.standing(slug)
        own = [p for p in standing.problems if has_errors((p,))] if standing else []
        problems = tuple(dict.fromkeys((*self._on_every_page, *own)))
        lines = self._lines(problems, standing.lines if standing else {})
        box = error_box(problems, lines, BELOW_NONE)
        return _Shown(plain_page("Preview", box), errors=len(problems), status=200)

    def _lines(self, problems: Iterable[Problem], known: Lines) -> Lines:
        """The lines that carets point into: those known, and those of the settings and templates that are complained of."""
        lines = dict(known)
        for name in {problem.place.file for problem in problems} - lines.keys():
            with contextlib.suppress(OSError, ValueError):
                lines[name] = tuple((self._held.root / name).read_text("utf-8", "replace").splitlines())
        return lines

    def _list(self, known: str) -> Answer:
        version = f"{self._look()}-{self._held.change}-list"
        if known == version:
            return Answer(304, version=version)
        mount = self._held.site.mount if self._held.site else "/"
        rows = []
        for slug in self._held.memory.slugs:
            standing = self._held.memory.standing(slug)
            if standing is not None:
                errors, warnings = count(standing.problems)
                draft = self._held.memory.is_draft(slug)
                rows.append(ListRow(standing.title, standing.file, f"{mount}stories/{slug}/", draft, errors, warnings))
        others = (
            tuple((f"{mount}{address}", path) for address, path in self._held.site.pages) if self._held.site else ()
        )
        wrong = (
            *self._held.site_problems,
            *self._held.menu_problems,
            *self._held.memory.shared.problems,
            *self._held.memory.find_problems,
        )
        lines = self._lines(wrong, self._held.memory.shared.lines)
        severe = [problem for problem in wrong if has_errors((problem,))]
        boxes = (error_box(severe, lines, "") if severe else "") + warning_box(wrong, lines, self._held.menu_said)
        html = with_preview(list_of_all(rows, others, boxes), version=version, look=self._look(), below="")
        return Answer(body=html.encode("utf-8", "replace"), version=version)

    def _search_index(self) -> bytes:
        """A small index for the search box: the titles of stories, without their texts."""
        memory = self._held.memory
        docs = [
            {
                "location": f"stories/{slug}/",
                "title": escape(title),
                "text": ("Draft. " if memory.is_draft(slug) else "")
                + "In the preview only titles of stories are found.",
            }
            for slug, title in sorted(memory.titles.items())
        ]
        config = self._held.site.search_settings if self._held.site else {}
        return json.dumps({"config": config, "docs": docs}, default=str).encode()


def _as_title(title: str) -> str:
    """A title as front matter holds it: MkDocs and the theme print it as it is."""
    return escape(title)
