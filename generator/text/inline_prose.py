"""One paragraph of prose: its text goes in, a tuple of inline nodes comes out, mistakes are noted with their offsets.

The marks are CommonMark's (https://spec.commonmark.org/0.31.2/), without HTML, images, titles and character references,
and with our references. This module never sees more than one paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.problem import Severity
from generator.text.blanks import is_unspaced
from generator.text.emphasis import DelimiterRun, paired, run_at
from generator.text.references import read_citation, read_mention, shortened
from generator.text.tree import Break, Code, Inline, Inlines, Link, Mistake, Text
from generator.text.web_address import web_address_fault

_SPECIAL = re.compile(r"[\\`*_\[!<\n]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{1,2000})>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*[\s/>]|<!--|<!\[CDATA\[|<![A-Za-z]|<\?")
_DESTINATION = re.compile(
    r"\(\s{0,9}(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.)*(?:\((?:[^\s()\\]|\\.)*\)(?:[^\s()\\]|\\.)*)*))\s{0,9}\)"
)
_TITLED = re.compile(r"\(\s{0,9}\S{1,2000}\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}')\s{0,9}\)")
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass
class ParagraphText:
    """The paragraph being read; `offset_at` turns a position in `text` into an offset in the field."""

    text: str
    offset_at: Callable[[int], int]
    mistakes: list[Mistake]
    ticks: dict[int, list[int]] = field(default_factory=dict)
    closers: dict[int, int] = field(default_factory=dict)

    def note(self, at: int, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        """Note a mistake at a position of the text."""
        self.mistakes.append(Mistake(self.offset_at(at), code, message, hint, severity))


def read_inlines(text: str, offset_at: Callable[[int], int], mistakes: list[Mistake]) -> Inlines:
    """Parse the text of one paragraph; append what is wrong to `mistakes`."""
    paragraph = ParagraphText(text, offset_at, mistakes)
    for run in re.finditer(r"`+", text):
        paragraph.ticks.setdefault(len(run[0]), []).append(run.start())
    _match_brackets(paragraph)
    return _read(paragraph, 0, len(text), in_link=False)


def _match_brackets(paragraph: ParagraphText) -> None:
    """Find the closing bracket of each opening one once, so that a text of brackets costs no more than another."""
    open_brackets: list[int] = []
    at, text = 0, paragraph.text
    for match in re.finditer(r"\\.|`+|[\[\]]", text, re.DOTALL):
        if match.start() < at:
            continue
        if match[0] == "[":
            open_brackets.append(match.start())
        elif match[0] == "]" and open_brackets:
            paragraph.closers[open_brackets.pop()] = match.start()
        elif match[0][0] == "`":
            close = _closing_ticks(paragraph, match.start(), len(match[0]), len(text))
            at = close + len(match[0]) if close else at


def _closing_ticks(paragraph: ParagraphText, at: int, length: int, end: int) -> int:
    starts = paragraph.ticks.get(length, [])
    following = bisect_left(starts, at + length)
    return starts[following] if following < len(starts) and starts[following] + length <= end else 0


def _read(paragraph: ParagraphText, at: int, end: int, *, in_link: bool) -> Inlines:
    text, pieces = paragraph.text, list[Inline | DelimiterRun]()
    while at < end:
        match = _SPECIAL.search(text, at, end)
        if not match:
            pieces.append(Text(text[at:end]))
            break
        if match.start() > at:
            pieces.append(Text(text[at : match.start()]))
        at = match.start()
        if match[0] in "*_":
            run = run_at(text, at, end)
            pieces.append(run)
            at += run.count
        elif match[0] == "\n":
            at = _line_end(text, at, end, pieces)
        else:
            piece, at = _READERS[match[0]](paragraph, at, end, in_link)
            pieces.append(piece)
    return paired(pieces)


def _line_end(text: str, at: int, end: int, pieces: list[Inline | DelimiterRun]) -> int:
    """A line end is a blank, or none between two signs of Chinese or Japanese, or a Break after two spaces."""
    before = pieces[-1] if pieces else None
    hard = text[max(0, at - 2) : at] == "  "
    if isinstance(before, Text):
        pieces[-1] = Text(before.text.rstrip(" \t"))
    while at < end and text[at] in " \t\n":
        at += 1
    if hard:
        pieces.append(Break())
    elif not (is_unspaced(_before(text, at)) and is_unspaced(text[at : at + 1])):
        pieces.append(Text(" "))
    return at


def _before(text: str, at: int) -> str:
    while at > 0 and text[at - 1] in " \t\n":
        at -= 1
    return text[at - 1 : at]


def _backslash(paragraph: ParagraphText, at: int, end: int, in_link: bool) -> tuple[Inline, int]:
    following = paragraph.text[at + 1 : min(at + 2, end)]
    if following == "\n":
        at += 2
        while at < end and paragraph.text[at] in " \t":
            at += 1
        return Break(), at
    if following in _PUNCTUATION:
        return Text(following), at + 2
    return Text("\\"), at + 1


def _code(paragraph: ParagraphText, at: int, end: int, in_link: bool) -> tuple[Inline, int]:
    text, length = paragraph.text, 1
    while at + length < end and text[at + length] == "`":
        length += 1
    close = _closing_ticks(paragraph, at, length, end)
    if not close:
        return Text("`" * length), at + length
    inside = text[at + length : close].replace("\n", " ")
    if inside[:1] == inside[-1:] == " " and inside.strip(" "):
        inside = inside[1:-1]
    return Code(inside), close + length


def _angle(paragraph: ParagraphText, at: int, end: int, in_link: bool) -> tuple[Inline, int]:
    match = _AUTOLINK.match(paragraph.text, at, end)
    if match and not in_link and _target_fits(paragraph, at, match[1]):
        return Link(match[1], (Text(match[1]),)), match.end()
    if not match and (tag := _TAG.match(paragraph.text, at, end)):
        paragraph.note(
            at,
            "html-in-prose",
            f"HTML ('{shortened(tag[0])}') is shown to readers as typed.",
            "Leave it out, or use *emphasis*, lists and links as Markdown writes them.",
            Severity.WARNING,
        )
    return Text("<"), at + 1


def _bang(paragraph: ParagraphText, at: int, end: int, in_link: bool) -> tuple[Inline, int]:
    text = paragraph.text
    if text.startswith("![[", at):
        found, stop = read_mention(text, at + 1, end, paragraph.offset_at)
        if isinstance(found, Mistake):
            paragraph.mistakes.append(found)
        else:
            paragraph.note(
                at,
                "embed-misplaced",
                f"'{text[at:stop]}' shows an entry in full only on a line of its own, outside lists and quotations, in the text of a section.",
                f"Put it on a line of its own in a section, or type [[{found.id}]] to mention it in the sentence.",
            )
        return Text(text[at:stop]), stop
    if text.startswith("![", at) and (close := paragraph.closers.get(at + 1)):
        image = _DESTINATION.match(text, close + 1, end) or _TITLED.match(text, close + 1, end)
        if image:
            paragraph.note(
                at,
                "image-in-prose",
                f"'{shortened(text[at : image.end()])}' is shown as typed: prose holds no pictures.",
                "Give the story or the entry an 'image' instead.",
                Severity.WARNING,
            )
            return Text(text[at : image.end()]), image.end()
    return Text("!"), at + 1


def _bracket(paragraph: ParagraphText, at: int, end: int, in_link: bool) -> tuple[Inline, int]:
    text = paragraph.text
    if text.startswith("[[", at) or text.startswith("[@", at):
        return _reference(paragraph, at, end, in_link)
    close = paragraph.closers.get(at, end)
    if close >= end or in_link or not text.startswith("(", close + 1):
        return Text("["), at + 1
    match = _DESTINATION.match(text, close + 1, end)
    if not match:
        if _TITLED.match(text, close + 1, end):
            paragraph.note(
                at,
                "link-title",
                "A link has words and an address, and no title.",
                "Leave the words in quotes out: [words](https://...).",
            )
        return Text("["), at + 1
    url = _ESCAPED.sub(r"\1", match[1] if match[1] is not None else match[2])
    if not text[at + 1 : close].strip():
        paragraph.note(
            at, "link-without-words", "This link has no words to click on.", f"Type [words]({shortened(url)})."
        )
        return Text(text[at : match.end()]), match.end()
    if not _target_fits(paragraph, match.start() + 1, url):
        return Text("["), at + 1
    return Link(url, _read(paragraph, at + 1, close, in_link=True)), match.end()


def _reference(paragraph: ParagraphText, at: int, end: int, in_link: bool) -> tuple[Inline, int]:
    read = read_mention if paragraph.text.startswith("[[", at) else read_citation
    found, stop = read(paragraph.text, at, end, paragraph.offset_at)
    if isinstance(found, Mistake):
        paragraph.mistakes.append(found)
        return Text(paragraph.text[at:stop]), stop
    if in_link:
        what = "mention" if read is read_mention else "citation"
        paragraph.note(
            at, f"{what}-in-link", f"A {what} cannot stand inside the words of a link.", "Move it behind the link."
        )
        return Text(paragraph.text[at:stop]), stop
    return found, stop


def _target_fits(paragraph: ParagraphText, at: int, url: str) -> bool:
    if _WEB.match(url) and not any(sign.isspace() for sign in url):
        if fault := web_address_fault(url):
            paragraph.note(at, "link-target", f"The address '{shortened(url)}' {fault.said}.", fault.hint)
        return not fault
    if _MAIL.match(url) and not any(sign.isspace() or not sign.isprintable() for sign in url):
        return True
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", url):
        hint = "Type the whole address, beginning with https://."
    else:
        hint = "Type the whole address, beginning with https://; another story is mentioned as [[story:its-address]], an entry as [[its-id]]."
    paragraph.note(
        at, "link-target", f"A link may lead to http, https and mailto addresses only, not to '{shortened(url)}'.", hint
    )
    return False


_READERS = {"\\": _backslash, "`": _code, "<": _angle, "!": _bang, "[": _bracket}
