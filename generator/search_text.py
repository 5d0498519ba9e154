"""What the search shall know of a finished page: its HTML goes in; title, entries with their status and plain words come out.

This module never shows anything; it leaves out what a reader does not search for (menus, marks, links back) and never parts a
claim from its status.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.bidi import direction, plain
from generator.words import words_for

# Chinese and Japanese are written without blanks between words: each sign is a word of its own for the search.
# Blocks of the Unicode standard: kana, bopomofo, unified and compatibility ideographs, and those of the planes above.
EAST_ASIAN = "\u3040-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PUNCTUATION = "\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# Python's own tables may be older than a sign; then it is no letter to them.
_LETTER = rf"[\w{EAST_ASIAN}]"
_BETWEEN = re.compile(rf"(?<=[{EAST_ASIAN}])(?={_LETTER})|(?<={_LETTER})(?=[{EAST_ASIAN}])|(?<=[{_PUNCTUATION}])(?=\S)")
# Around a claim's words that a badge follows; no writer types them.
OPENS, CLOSES = "\u2983", "\u2984"
# The notices below a story's headline that a result must not hide, and the word for each.
_NOTICES = {"ep-fictional": "site_fictional", "ep-draft": "site_draft", "ep-taken-back": "site_withdrawn"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_SKIPPED = frozenset({"script", "style", "svg", "template", "nav", "form", "button"})
_SKIPPED_CLASSES = frozenset(
    {"headerlink", "footnote-ref", "footnote-backref", "ep-icon", "ep-picture", "ep-cite-data"}
)
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "em",
        "i",
        "mark",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    }
)
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


@dataclass
class _Entry:
    """A heading with an id and the words below it; `status` is that of the entry's own claim, as the page words it."""

    level: int
    id: str
    title: list[str] = field(default_factory=list)
    status: str = ""
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One entry of a page: where on the page it is (its HTML id), its heading, its status in words or '', the words below.

    The status of a page's own title says that the story is made up, a draft, or taken back.
    """

    level: int
    id: str
    title: str
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page as the search knows it; `lang` is its language tag, and a `listing` repeats what stands elsewhere in full."""

    lang: str
    listing: bool
    entries: tuple[SearchEntry, ...]


def search_page(text: str) -> SearchPage | None:
    """Read a page's HTML; None where it has no content of its own, such as a page that leads on to another."""
    if "<article" not in text or 'http-equiv="refresh"' in text[:8000]:
        return None
    lang = re.search(r"<html[^>]*\blang=\"([^\"]*)\"", text)
    listing = '<meta name="ep-kind" content="list">' in text[:12000]
    reader = _Reader()
    start = text.index("<article")
    end = text.rfind("</article>")
    reader.feed(text[start : end if end > start else len(text)])
    reader.close()
    tongue = html.unescape(lang[1]) if lang else ""
    if reader.entries:
        words = words_for(tongue or "en")
        reader.entries[0].status = words.text("comma").join(words.text(key) for key in dict.fromkeys(reader.notices))
    entries = tuple(
        SearchEntry(one.level, one.id, _joined(one.title), _joined([one.status]), _joined(one.words))
        for one in reader.entries
    )
    return SearchPage(tongue, listing, entries) if entries else None


def _joined(parts: list[str]) -> str:
    return " ".join(plain("".join(parts)).split())


class _Reader(HTMLParser):
    """Goes through the content of a page once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.entries: list[_Entry] = []
        self.notices: list[str] = []  # what the whole page is: keys of words
        self._open: list[tuple[str, str]] = []  # each open element and the status class of its card
        self._skip = 0  # how many open elements lie in one that is left out
        self._heading = ""
        self._named = False  # whether the name of a source note is being read
        self._link = (0, 0)  # where in the entry's words the last link begins and ends
        self._badge = 0  # how many elements were open when the badge of the entry's own status began

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            self._say(" ")
            return
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        out = tag in _SKIPPED or bool(_SKIPPED_CLASSES.intersection(classes)) or given.get("aria-hidden") == "true"
        if self._skip or out:
            self._skip += 1
            self._open.append((tag, ""))
            return
        self._open.append((tag, self._card(tag, classes)))
        if "ep-notice" in classes:
            self.notices.extend(_NOTICES[name] for name in classes if name in _NOTICES)
        if "ep-badge" in classes:
            self._bind()
        if tag == "a" and self.entries:
            self._link = (len(self.entries[-1].words), 0)
        if tag not in _INLINE:
            self._say(" ")
        if tag in _HEADINGS and given.get("id"):
            self.entries.append(_Entry(_HEADINGS[tag], given["id"]))
            self._heading, self._link = tag, (0, 0)
        elif "ep-note" in classes and given.get("id"):
            # A source note has no heading: its name, in bold, serves as one.
            self.entries.append(_Entry(3, given["id"]))
            self._link = (0, 0)
        elif (
            tag == "strong"
            and self.entries
            and self.entries[-1].id.startswith("source-")
            and not self.entries[-1].title
        ):
            self._named = True
        elif "ep-badge" in classes and self.entries and not self.entries[-1].status and self._own_status() in classes:
            self._badge = len(self._open)

    def _card(self, tag: str, classes: list[str]) -> str:
        """The status that a card or an entry of the timeline carries, as a class; inherited by what lies in it."""
        if "ep-card" in classes or "ep-date" in classes:
            return next((name for name in classes if name not in ("ep-card", "ep-claim", "ep-date", "ep-figure")), "-")
        return self._open[-1][1] if self._open else ""

    def _own_status(self) -> str:
        return self._open[-1][1] or "-"

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        while self._open:
            # An element left open ends with the one around it.
            name, _ = self._open.pop()
            if self._skip:
                self._skip -= 1
            if len(self._open) < self._badge:
                self._badge = 0
            if name == "strong":
                self._named = False
            if name == "a" and self.entries:
                self._link = (self._link[0], len(self.entries[-1].words))
            if name == self._heading:
                self._heading = ""
            if name not in _INLINE:
                self._say(" ")
            if name == tag:
                return

    def _bind(self) -> None:
        """Put a claim's words, a link just before its badge, between marks, so that a result shows them with the badge or not at all."""
        words = self.entries[-1].words if self.entries else []
        start, end = self._link
        if start < end <= len(words) and not "".join(words[end:]).strip():
            words[start] = OPENS + words[start].lstrip()
            words[end - 1] = words[end - 1].rstrip() + CLOSES
            self._link = (0, 0)

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._say(data)

    def _say(self, data: str) -> None:
        if not self.entries:
            return
        last = self.entries[-1]
        if self._heading and self._badge:
            last.status += data  # shown beside the heading, so it is no word of it
            return
        if self._heading or self._named:
            last.title.append(data)
        else:
            last.words.append(data)
        if self._badge:
            last.status += data


def indexed_html(page: SearchPage) -> str:
    """The page as HTML for the index: a heading with its id for each entry, with its status, and the words below it.

    Of a list only what stands above its first part is kept, as everything in it stands elsewhere in full. The title is
    given a second time for the results, with no blanks between signs.
    """
    entries = page.entries
    if page.listing:
        cut = next((n for n, one in enumerate(entries) if one.level > 1), len(entries))
        entries = entries[:cut]
    # What the results need to know of a page besides its title; left to right goes without saying.
    turned = ' data-pagefind-meta="dir:rtl"' if direction(page.lang) == "rtl" else ""
    head = f'<html lang="{html.escape(page.lang or "en")}"><head><title>-</title></head>'
    parts = [f"{head}<body data-pagefind-body{turned}>"]
    for one in entries:
        said = f"{one.title} [{one.status}]" if one.status else one.title
        words = one.words
        parts.append(f'<h{one.level} id="{html.escape(one.id)}">{spaced(said)}</h{one.level}><p>{spaced(words)}</p>')
    parts.append("</body></html>")
    return "".join(parts)


def spaced(text: str) -> str:
    """Text with a blank between the signs of a script without blanks, escaped for HTML.

    >>> spaced("星鏈停止。<b>")
    '星 鏈 停 止。 &lt;b&gt;'
    """
    return html.escape(_BETWEEN.sub(" ", text))
