"""The Markdown extensions for which escaping is promised, and every place of a page into which we write a writer's words."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import markdown

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "meta",
    "nl2br",
    "sane_lists",
    "smarty",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.definition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.escapeall",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.progressbar",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)

# Sets that cannot be on together with the first: a short one, as a site would have, and the remaining extensions.
SETS = {
    "everything": EXTENSIONS,
    "few": ("attr_list", "footnotes", "md_in_html", "tables", "toc"),
    "the others": (
        "extra",
        "legacy_attrs",
        "legacy_em",
        "toc",
        "wikilinks",
        "pymdownx.bracketspan",
        "pymdownx.fancylists",
        "pymdownx.quotes",
        "pymdownx.saneheaders",
    ),
    "pymdownx.extra": ("pymdownx.extra", "toc"),
}

# Every switch that makes an extension read more into plain text is on.
SETTINGS = {
    # Whoever turns on curly quotes wants them: straight quotes are the one thing this extension may change.
    "smarty": {"smart_angled_quotes": True, "smart_quotes": False},
    "pymdownx.magiclink": {
        "repo_url_shortener": True,
        "repo_url_shorthand": True,
        "social_url_shortener": True,
        "social_url_shorthand": True,
        "normalize_issue_symbols": False,
        "provider": "github",
        "user": "harrow-bay",
        "repo": "tides",
    },
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.snippets": {"check_paths": True},
    "pymdownx.escapeall": {"hardbreak": True, "nbsp": True},
}

# name -> (Markdown before, Markdown after); the words stand between them, inside an element with the marker's class or
# between two markers.
CONTEXTS = {
    "paragraph": ("before\n\n", "\n\nafter"),
    "middle of a paragraph": ("before\n\n**a** ", " **b**\n\nafter"),
    "list item": ("before\n\n- ", "\n- next\n\nafter"),
    "numbered item": ("before\n\n1. ", "\n2. next\n\nafter"),
    "middle of a list item": ("before\n\n- *first* ", "\n\nafter"),
    "heading": ("before\n\n## ", " {#fixed}\n\nafter"),
    "table cell": ("before\n\n| a | b |\n|---|---|\n| ", " | z |\n\nafter"),
    "first column of a head": ("before\n\n| ", " | b |\n|---|---|\n| y | z |\n\nafter"),
    "quotation": ("before\n\n> ", "\n\nafter"),
    "source note": ("before[^n]\n\n[^n]: ", "\n"),
    "link text": ("before\n\n[", "](https://example.org/)\n\nafter"),
    "emphasis": ("before\n\n*", "*\n\nafter"),
    "strong": ("before\n\n**", "**\n\nafter"),
    "block island": ('before\n\n<ol markdown="1">\n<li id="x" markdown="block">\n\n', "\n\n</li>\n</ol>\n\nafter"),
    "span island": ('before\n\n<p class="x" markdown="span">', "</p>\n\nafter"),
    "span in a paragraph": ("before\n\nwords <span>", "</span> words\n\nafter"),
    "raw cell": ("before\n\n<table><tr><td>", "</td></tr></table>\n\nafter"),
    "island cell": ('before\n\n<table markdown="1"><tr><td markdown="span">', "</td></tr></table>\n\nafter"),
}

# name -> (Markdown before, Markdown after) around an attribute's value.
ATTRIBUTES = {
    "of a raw block": ('before\n\n<div title="', '">x</div>\n\nafter'),
    "of a span": ('before\n\nwords <span title="', '">x</span> words\n\nafter'),
    "of a block island": ('before\n\n<div markdown="block" title="', '">\n\nx\n\n</div>\n\nafter'),
    "of a span island": ('before\n\n<p markdown="span" title="', '">x</p>\n\nafter'),
    "in a table": ('before\n\n| a | b |\n|---|---|\n| <abbr title="', '">x</abbr> | z |\n\nafter'),
}


@cache
def converter(name: str) -> markdown.Markdown:
    """One converter for each set; `reset()` comes before each use."""
    extensions = SETS[name]
    configs = {extension: settings for extension, settings in SETTINGS.items() if extension in extensions}
    return markdown.Markdown(extensions=list(extensions), extension_configs=configs)


def converted(text: str, extensions: str = "everything") -> str:
    return converter(extensions).reset().convert(text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text: list[str] = []
        self.titles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        # Python-Markdown numbers and names nothing else; a title is a context of ours.
        self.tags.extend(f"{tag}[{name}={value}]" for name, value in attrs if name != "title")
        self.titles.extend(value or "" for name, value in attrs if name == "title")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.tags.append("declaration")


def read_html(page: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The text of HTML with blanks folded, its tags with their attributes, and its titles."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return folded("".join(reader.text)), tuple(reader.tags), tuple(reader.titles)


def folded(text: str) -> str:
    """Blanks as a browser shows them: one space for each run, none at the ends."""
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" ")


def shown_in(context: tuple[str, str], md: str, extensions: str = "everything") -> tuple[str, tuple[str, ...]]:
    """The text shown where `md` stands in a context, and every tag of the whole page."""
    before, after = context
    text, tags, _ = read_html(converted(f"{before}{md}{after}", extensions))
    return text, tags
