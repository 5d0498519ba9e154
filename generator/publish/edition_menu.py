"""The menu in another language: the site's menu and a page go in, the same menu with that language's lists and labels comes out.

Beside the hook and the preview of a page the only module that imports mkdocs; it never changes the site's own menu.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from generator.archive import edition_for
from generator.language import Words, words_for

# The lists that each language has, and what they are called in a menu.
_LISTS = {
    "index.md": "crumb_home",
    "stories/index.md": "site_stories",
    "topics/index.md": "site_topics",
    "timeline/index.md": "site_timeline",
    "actors/index.md": "site_actors",
    "claims/index.md": "site_claims",
    "unknowns/index.md": "site_unknowns",
    "sources/index.md": "site_sources",
    "corrections/index.md": "site_corrections",
}
_FOLDER = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)/index\.md")


def labels_for(lang: str, extra: Mapping[str, Any]) -> dict[str, str]:
    """What the labels of mkdocs.yml read in a language, as `labels` under `extra` says; those not named there stay as they are.

    >>> labels_for("zh-TW", {"labels": {"zh-Hant": {"About": "關於本站"}}})
    {'About': '關於本站'}
    """
    told = extra.get("labels")
    if not isinstance(told, Mapping):
        return {}
    table = told.get(edition_for(lang, map(str, told)))
    return {str(text): str(label) for text, label in table.items()} if isinstance(table, Mapping) else {}


def menu_for(page: Page, nav: Navigation, files: Files, labels: Mapping[str, str]) -> Navigation:
    """The menu for a page in a language that has lists of its own; the site's own menu for every other page."""
    lang = str(page.meta.get("lang") or "")
    folders = [match[1] for file in files if (match := _FOLDER.fullmatch(file.src_uri))]
    folder = edition_for(lang, folders) if lang else ""
    if not folder:
        return nav
    menu = _Menu(page, folder, files, words_for(folder), labels)
    turned = Navigation(menu.items(nav.items), nav.pages)
    turned.homepage = Link("", f"{folder}/")  # type: ignore[assignment]
    return turned


class _Menu:
    """One menu in the making."""

    def __init__(self, page: Page, folder: str, files: Files, words: Words, labels: Mapping[str, str]) -> None:
        self.page, self.folder, self.files, self.words, self.labels = page, folder, files, words, labels

    def items(self, items: Iterable[Any]) -> list[Any]:
        """The items in the same order, each with its label and its list in this language."""
        return [self._section(item) if item.is_section else self._leaf(item) for item in items]

    def _section(self, section: Section) -> Section:
        turned = Section(self._label(section.title), self.items(section.children))
        if self.page in turned.children:
            # MkDocs has told the page's section already that it is open; this one is new.
            self.page.parent = turned
            turned.active = True
        return turned

    def _leaf(self, item: Any) -> Any:
        path = item.file.src_uri if item.is_page else ""
        twin = self.files.get_file_from_path(f"{self.folder}/{path}") if path in _LISTS else None
        if twin is None:
            return Link(self._label(item.title), item.url)
        if twin.src_uri == self.page.file.src_uri and path != "index.md":
            return self.page
        link = Link(self.words.text(_LISTS[path]), twin.url)
        # The home page's own title is the newsroom's name.
        link.active = twin.src_uri == self.page.file.src_uri
        return link

    def _label(self, title: str) -> str:
        """A label is text; titles of the menu itself are HTML to the theme, which prints both as they are."""
        return escape(self.labels[title]) if title in self.labels else title
