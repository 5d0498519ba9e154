"""What the search shall know of a finished page: its HTML goes in; title, entries with their status and plain words come out.

This module never shows anything; it leaves out what a reader does not search for (menus, marks, links back) and never parts a
claim from its status.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.language import direction, plain, words_for

# Chinese and Japanese are written without blanks between words: each sign is a word of its own for the search.
# Blocks of the Unicode standard: kana, bopomofo, unified and compatibility ideographs, and those of the planes above.
EAST_ASIAN = "\u3040-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PUNCTUATION = "\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# Python's own tables may be older than a sign; then it is no letter to them.
_LETTER = rf"[\w{EAST_ASIAN}]"
_BETWEEN = re.compile(rf"(?<=[{EAST_ASIAN}])(?={_LETTER})|(?<={_LETTER})(?=[{EAST_ASIAN}])|(?<=[{_PUNCTUATION}])(?=\S)")
# Around words that a badge stands with; what it says goes beside the text (`SearchEntry.marked`). No writer types them.
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
class _FoundEntry:
    """A heading with an id and the words below it; `status` is that of the entry's own claim, as the page words it.

    `before` is what the badge before a page's headline says. `marked` are stretches of words that stand with a badge: from
    which of them to before which, and what the badge says.
    """

    level: int
    id: str
    title: list[str] = field(default_factory=list)
    status: str = ""
    before: str = ""
    words: list[str] = field(default_factory=list)
    marked: list[tuple[int, int, str]] = field(default_factory=list)

    def finished(self) -> SearchEntry:
        """The entry with marks in its words, the outer ones first where they begin at one word."""
        words = list(self.words)
        said = sorted(self.marked, key=lambda one: (one[0], -one[1]))
        for start, end, _ in said:
            words[start] = OPENS + words[start].lstrip()
            words[end - 1] = words[end - 1].rstrip() + CLOSES
        marked = tuple(_joined([status]) for _, _, status in said)
        return SearchEntry(
            self.level,
            self.id,
            _joined(self.title),
            _joined([self.status]),
            _joined(words),
            _joined([self.before]),
            marked,
        )


@dataclass
class _Badge:
    """A badge that is being read: how many elements were open when it began, where its words begin, its classes."""

    depth: int
    start: int
    classes: frozenset[str]
    link: tuple[int, int]  # the words of a link just before it; none where both are equal


@dataclass
class _EmbeddedEntry:
    """A compact entry inside prose: how many elements were open, where its words begin, its classes, what its badge says."""

    depth: int
    start: int
    classes: frozenset[str]
    said: str = ""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One entry of a page: where on the page it is (its HTML id), its heading, its status in words or '', the words below.

    The status of a page's own title says that the story is made up, a draft, or taken back; `before` is the standing of a
    claim that the headline says outright. `marked` is what each pair of marks in the words says, in the order in which they open.
    """

    level: int
    id: str
    title: str
    status: str
    words: str
    before: str = ""
    marked: tuple[str, ...] = ()


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
    reader = _PageReader()
    start = text.index("<article")
    end = text.rfind("</article>")
    reader.feed(text[start : end if end > start else len(text)])
    reader.close()
    tongue = html.unescape(lang[1]) if lang else ""
    if reader.entries:
        words = words_for(tongue or "en")
        reader.entries[0].status = words.text("comma").join(words.text(key) for key in dict.fromkeys(reader.notices))
    entries = tuple(one.finished() for one in reader.entries)
    return SearchPage(tongue, listing, entries) if entries else None


def _joined(parts: list[str]) -> str:
    return " ".join(plain("".join(parts)).split())


class _PageReader(HTMLParser):
    """Goes through the content of a page once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.entries: list[_FoundEntry] = []
        self.notices: list[str] = []  # what the whole page is: keys of words
        self._open: list[tuple[str, str]] = []  # each open element and the status class of its card
        self._skip = 0  # how many open elements lie in one that is left out
        self._heading = ""
        self._named = False  # whether the name of a source note is being read
        self._link = (0, 0)  # where in the entry's words the last link begins and ends
        self._own = 0  # how many elements were open when the badge of the entry's own status began
        self._first = 0  # the same of a badge before a page's headline
        self._badge: _Badge | None = None
        self._embeds: list[_EmbeddedEntry] = []

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
        if "ep-badge" in classes and self.entries and not self._badge:
            words, (start, end) = self.entries[-1].words, self._link
            beside = start < end <= len(words) and not "".join(words[end:]).strip()
            link = self._link if beside else (0, 0)
            self._badge = _Badge(len(self._open), len(words), frozenset(classes), link)
        if "ep-embed" in classes and self.entries:
            self._embeds.append(_EmbeddedEntry(len(self._open), len(self.entries[-1].words), frozenset(classes)))
        if tag == "a" and self.entries:
            self._link = (len(self.entries[-1].words), 0)
        if tag not in _INLINE:
            self._say(" ")
        if tag in _HEADINGS and given.get("id"):
            self.entries.append(_FoundEntry(_HEADINGS[tag], given["id"]))
            self._heading, self._link, self._embeds = tag, (0, 0), []
        elif "ep-note" in classes and given.get("id"):
            # A source note has no heading: its name, in bold, serves as one.
            self.entries.append(_FoundEntry(3, given["id"]))
            self._link = (0, 0)
        elif (
            tag == "strong"
            and self.entries
            and self.entries[-1].id.startswith("source-")
            and not self.entries[-1].title
        ):
            self._named = True
        elif "ep-badge" in classes and self._heading == "h1":
            self._first = len(self._open)
        elif "ep-badge" in classes and self.entries and not self.entries[-1].status and self._own_status() in classes:
            self._own = len(self._open)

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
            self._close(len(self._open))
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

    def _close(self, depth: int) -> None:
        """Badges and compact entries that end here: their words go between marks, so that a result never shows them without."""
        if depth < self._own:
            self._own = 0
        if depth < self._first:
            self._first = 0
        badge = self._badge
        if badge and depth < badge.depth:
            self._badge = None
            said = "".join(self.entries[-1].words[badge.start :]).strip()
            if badge.link[0] < badge.link[1]:
                self._mark(badge.link[0], said)
                self._link = (0, 0)
            for embed in self._embeds[-1:]:
                own = embed.classes & badge.classes
                embed.said = said if own or not embed.said else embed.said
        while self._embeds and depth < self._embeds[-1].depth:
            embed = self._embeds.pop()
            if embed.said:
                self._mark(embed.start, embed.said)

    def _mark(self, start: int, said: str) -> None:
        """Mark the words from `start` on; blanks at either end stay outside."""
        entry = self.entries[-1]
        there = [number for number in range(start, len(entry.words)) if entry.words[number].strip()]
        if there and said:
            entry.marked.append((there[0], there[-1] + 1, said))

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._say(data)

    def _say(self, data: str) -> None:
        if not self.entries:
            return
        last = self.entries[-1]
        if self._heading and (self._own or self._first):
            # Shown beside the heading, so it is no word of it.
            if self._first:
                last.before += data
            else:
                last.status += data
            return
        if self._heading or self._named:
            last.title.append(data)
        else:
            last.words.append(data)
        if self._own:
            last.status += data


def indexed_html(page: SearchPage) -> str:
    """The page as HTML for the index: a heading with its id for each entry, and the words below it.

    How entries stand goes beside the text, as a field of its own in JSON: by an entry's id what stands before its heading and
    after it, and what each pair of marks says. So no word that somebody typed can look like a status. Of a list only what
    stands above its first part is kept, as everything in it stands elsewhere in full.
    """
    entries = page.entries
    if page.listing:
        cut = next((n for n, one in enumerate(entries) if one.level > 1), len(entries))
        entries = entries[:cut]
    head = f'<html lang="{html.escape(page.lang or "en")}"><head><title>-</title></head>'
    parts = [f"{head}<body data-pagefind-body{_beside(entries, page.lang)}>"]
    for one in entries:
        parts.append(
            f'<h{one.level} id="{html.escape(one.id)}">{spaced(one.title)}</h{one.level}><p>{spaced(one.words)}</p>'
        )
    parts.append("</body></html>")
    return "".join(parts)


def _beside(entries: tuple[SearchEntry, ...], lang: str) -> str:
    """What the results need to know of a page besides its text, as attributes; what goes without saying is left out."""
    standing = {one.id: [one.before, one.status] for one in entries if one.before or one.status}
    marked = [said for one in entries for said in one.marked]
    given = {name: told for name, told in (("entries", standing), ("marked", marked)) if told}
    fields = ["standing[data-standing]"] if given else []
    # At the end: Pagefind takes all that follows a colon as the value, commas too.
    fields += ["dir:rtl"] if direction(lang) == "rtl" else []
    if not fields:
        return ""
    told = f' data-standing="{html.escape(json.dumps(given, ensure_ascii=False))}"' if given else ""
    return f'{told} data-pagefind-meta="{", ".join(fields)}"'


def spaced(text: str) -> str:
    """Text with a blank between the signs of a script without blanks, escaped for HTML.

    >>> spaced("星鏈停止。<b>")
    '星 鏈 停 止。 &lt;b&gt;'
    """
    return html.escape(_BETWEEN.sub(" ", text))
