"""A text of a timeline, with HTML in it, goes in; a tree of our prose and a list of what has no form there come out.

No word of the text is lost and no HTML is carried: a picture, a film or a script becomes a line of the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.desk.timelinejs.elements import (
    CODE,
    EMPHASIS,
    HEADINGS,
    LOOKS,
    PARAGRAPHS,
    QUIET,
    SHOWN_ELSEWHERE,
    STRONG,
)
from generator.desk.timelinejs.runs import TextRun, paragraphs_of
from generator.desk.timelinejs.tags import Hidden, TagWords, tags_of
from generator.text import (
    Block,
    Blocks,
    Break,
    BulletList,
    Code,
    Inlines,
    Link,
    NumberedList,
    Paragraph,
    Quotation,
    Text,
    plain_blocks,
    web_address_fault,
)

Say = Callable[[str], None]

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+", re.IGNORECASE)
# Lists inside lists inside lists: deeper ones become paragraphs.
_DEEPEST = 4
# Words that stand in more marks than this were not written by anybody.
_MOST_OPEN = 60


@dataclass
class _OpenElement:
    """An element that holds blocks and is still open."""

    tag: str
    blocks: list[Block] = field(default_factory=list)
    items: list[Blocks] = field(default_factory=list)
    start: int = 1


def blocks_of(text: str, say: Say, *, link_addresses: bool = True) -> Blocks:
    """The blocks of a text; `say` is told, in half a sentence each, what could not be carried over.

    Where `link_addresses`, an address typed bare becomes a link, as TimelineJS shows it.

    >>> blocks_of("<p>It is <b>not</b> so.</p>", print)
    (Paragraph(children=(Text(text='It is '), Strong(children=(Text(text='not'),)), Text(text=' so.'))),)
    """
    reader = _HtmlReader(say, link_addresses)
    if not re.search(r"<(?:p|div|br|ul|ol|table|h[1-6]|blockquote)\b", text, re.IGNORECASE):
        # A spreadsheet's cell: whoever left a line empty meant a new paragraph.
        text = re.sub(r"\n[ \t\r]*\n\s*", "<p>", text)
    reader.feed(text)
    return reader.finished()


def words_of(text: str, say: Say) -> str:
    """The words of a text without any mark, on one line; links in it are told by `say`.

    >>> words_of("The <i>Swift</i> &amp; the <b>Tern</b>", print)
    'The Swift & the Tern'
    """
    blocks = blocks_of(text, say, link_addresses=False)
    for url in _links(blocks):
        say(f"a link to {url}; only plain words can stand here")
    return plain_blocks(blocks)


def _links(nodes: Blocks | Inlines) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Link):
            yield node.url
        if isinstance(node, BulletList | NumberedList):
            for item in node.items:
                yield from _links(item)
        elif not isinstance(node, Text | Code | Break) and hasattr(node, "children"):
            yield from _links(node.children)


class _HtmlReader:
    """Takes HTML as browsers do: whatever is not closed closes itself."""

    def __init__(self, say: Say, link_addresses: bool) -> None:
        self._say = say
        self._link_addresses = link_addresses
        self._frames = [_OpenElement("")]
        self._runs: list[TextRun] = []
        self._marks: list[tuple[str, str]] = []
        self._left: dict[str, None] = {}
        self._hrefs: dict[str, bool] = {}

    def feed(self, text: str) -> None:
        """Read a whole text."""
        for piece in tags_of(text):
            if isinstance(piece, TagWords):
                self._words(piece.text)
            elif isinstance(piece, Hidden):
                self._say(f"{piece.what}: {_one_line(piece.text)}")
            elif piece.closes:
                self._end(piece.name)
            else:
                self._start(piece.name, piece.attributes)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        given = {name: value.strip() for name, value in attributes.items()}
        if tag in SHOWN_ELSEWHERE:
            self._elsewhere(tag, given)
            return
        self._attributes(tag, given)
        if tag == "br":
            self._runs.append(TextRun("\n"))
        elif tag in ("ul", "ol", "blockquote", "li"):
            self._open(tag, given)
        elif tag in ("td", "th"):
            if any(run.text.strip() for run in self._runs):
                self._runs.append(TextRun(" · "))
        elif tag in PARAGRAPHS:
            self._paragraph()
            if tag == "table":
                self._say("a table; its rows are paragraphs now")
            if tag in HEADINGS and len(self._marks) < _MOST_OPEN:
                self._marks.append((tag, ""))
        elif tag == "q":
            self._runs.append(self._run("“"))
        elif (tag == "a" or tag in STRONG | EMPHASIS | CODE) and len(self._marks) < _MOST_OPEN:
            self._marks.append((tag, given.get("href", "") if tag == "a" else ""))
        elif tag not in QUIET | STRONG | EMPHASIS | CODE:
            self._left[tag] = None

    def _end(self, tag: str) -> None:
        """Close an element, and those inside it that were left open."""
        if tag in ("ul", "ol", "blockquote", "li"):
            self._close(tag)
        elif tag == "br":
            self._runs.append(TextRun("\n"))
        elif tag == "q":
            self._runs.append(self._run("”"))
        elif tag in PARAGRAPHS:
            self._paragraph()
        for at in reversed(range(len(self._marks))):
            if self._marks[at][0] == tag:
                del self._marks[at]
                break

    def _words(self, data: str) -> None:
        if any(tag == "a" for tag, _ in self._marks) or not self._link_addresses:
            self._runs.append(self._run(data))
        else:
            self._runs.extend(self._linked(data))

    def finished(self) -> Blocks:
        """All blocks, once the text is at its end."""
        while len(self._frames) > 1:
            self._close(self._frames[-1].tag)
        self._paragraph()
        if self._left:
            names = ", ".join(f"<{tag}>" for tag in self._left)
            self._say(f"the look of words in {names}; the words themselves were kept")
        for url, has_words in self._hrefs.items():
            if not has_words:
                self._say(f"a link without words to {url}")
        return tuple(self._frames[0].blocks)

    def _run(self, text: str) -> TextRun:
        tags = {tag for tag, _ in self._marks}
        href = next((href for tag, href in reversed(self._marks) if tag == "a"), "")
        if href.startswith("//"):
            href = f"https:{href}"
        href = re.sub(r"\s", "%20", href)
        good = _may_be_led_to(href)
        if good and text.strip():
            self._hrefs[href] = True
        strong, emphasis, typed = bool(tags & STRONG), bool(tags & EMPHASIS), bool(tags & CODE)
        return TextRun(text, strong, emphasis, href if good else "", typed)

    def _linked(self, data: str) -> Iterator[TextRun]:
        at = 0
        for found in _ADDRESS.finditer(data):
            url = found[0].rstrip(".,;:!?'\"’)]}*_")
            if not _may_be_led_to(url) or found.start() < at:
                continue
            yield self._run(data[at : found.start()])
            plain = self._run(url)
            yield TextRun(url, plain.strong, plain.emphasis, url)
            at = found.start() + len(url)
        yield self._run(data[at:])

    def _attributes(self, tag: str, given: dict[str, str]) -> None:
        for name, value in given.items():
            if name == "href" and tag == "a":
                url = re.sub(r"\s", "%20", f"https:{value}" if value.startswith("//") else value)
                if value and not _may_be_led_to(url):
                    self._say(f"a link to {_one_line(value)}: links lead to whole addresses only; its words were kept")
                elif value:
                    self._hrefs.setdefault(url, False)
            elif value and name not in LOOKS:
                self._say(f"what <{tag}> has as '{name}': {_one_line(value)}")
            elif value and name == "style":
                self._left[f"{tag} style"] = None

    def _elsewhere(self, tag: str, given: dict[str, str]) -> None:
        told = [value for name in ("src", "data", "href", "srcset") if (value := given.get(name))]
        told += [f"{name}: {value}" for name in ("alt", "title") if (value := given.get(name))]
        known = {"src", "data", "href", "srcset", "alt", "title", *LOOKS}
        told += [f"{name}: {value}" for name, value in given.items() if value and name not in known]
        self._say(f"a {SHOWN_ELSEWHERE[tag]} in the text" + (f" ({_one_line('; '.join(told))})" if told else ""))

    def _open(self, tag: str, given: dict[str, str]) -> None:
        self._paragraph()
        if tag == "li":
            inner = [frame.tag for frame in self._frames]
            if "li" in inner and max(_last(inner, "ul"), _last(inner, "ol")) < _last(inner, "li"):
                self._close("li")
            if self._frames[-1].tag not in ("ul", "ol"):
                # An item outside of any list, or of one that lies too deep, is a paragraph.
                return
        elif len(self._frames) > 2 * _DEEPEST:
            return
        elif self._frames[-1].tag in ("ul", "ol"):
            self._frames.append(_OpenElement("li"))
        start = given.get("start", "")
        self._frames.append(_OpenElement(tag, start=int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1))

    def _close(self, tag: str) -> None:
        self._paragraph()
        tags = [frame.tag for frame in self._frames]
        if tag not in tags[1:]:
            return
        while True:
            frame = self._frames.pop()
            self._put(frame)
            if frame.tag == tag:
                return

    def _put(self, frame: _OpenElement) -> None:
        holder, blocks = self._frames[-1], tuple(frame.blocks)
        if frame.tag == "li":
            if blocks:
                holder.items.append(blocks)
        elif frame.tag == "blockquote":
            if blocks:
                holder.blocks.append(Quotation(blocks))
        else:
            # Words between the items of a list belong to no item; they become one.
            items = (*frame.items, *([blocks] if blocks else []))
            if items and frame.tag == "ol":
                holder.blocks.append(NumberedList(items, frame.start, _tight(items)))
            elif items:
                holder.blocks.append(BulletList(items, _tight(items)))

    def _paragraph(self) -> None:
        runs, self._runs = self._runs, []
        holder = self._frames[-1]
        holder.blocks.extend(paragraphs_of(runs))


def _last(tags: list[str], tag: str) -> int:
    return max((at for at, other in enumerate(tags) if other == tag), default=-1)


def _tight(items: tuple[Blocks, ...]) -> bool:
    """Whether the items are one line each, perhaps with a list below."""
    return all(
        isinstance(item[0], Paragraph)
        and len(item) <= 2
        and all(isinstance(block, BulletList | NumberedList) and block.tight for block in item[1:])
        for item in items
    )


def _may_be_led_to(url: str) -> bool:
    return not web_address_fault(url) or (bool(_MAIL.fullmatch(url)) and url.isprintable())


def _one_line(text: str) -> str:
    return " ".join(text.split())
