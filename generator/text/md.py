"""Text on its way into a Markdown page: a writer's words come in as `str`, Markdown that shows exactly those words leaves as `Md`.

This module never parses prose and never decides what stands on a page.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote


class Md(str):
    """Text that is Markdown already, as `Markup` of MarkupSafe is HTML already; every other `str` is plain text.

    >>> escape(Md("*bold*"))
    '*bold*'
    """

    __slots__ = ()


# What Python-Markdown and its extensions would read as their own. Position counts, so that ordinary sentences stay as
# they are: a full stop alone means nothing, three of them are an ellipsis to two of the extensions.
_SIGNS = re.compile(
    r"""
      [<>*_`\[\]\\^{|}~$@\#]                       # marks wherever they stand
    | &(?![ ])                                      # may begin a character reference
    | (?<=-)- | -(?=-)                              # dashes, arrows
    | (?<=\+)\+ | \+(?=[+/]|\Z)                     # keys, plus-minus
    | (?<==)= | =(?=[=/]|\Z)                        # marked text, 'not equal'
    | (?<=\.)\. | \.(?=\.) | (?<=[wW]{3})\.         # ellipses, web addresses
    | !(?=\d|\Z)                                    # a merge request's number; an image, if a link follows
    | \?(?=\d)
    | (?<!\d):(?![ ]|\Z) | :(?!\d+(?![-+\w:])|[ ]|\Z) | (?<=[ ]):   # emoji, addresses; 12:30 is left alone
    | /(?=[/=]) | (?<=[/=+])/ | (?<=\d)/(?=\d) | (?<=[cC])/(?=[oO]) # fractions, care of, blocks, addresses
    | \((?=(?:[cCrRpP]|[tT][mM])\))                 # (c), (r), (tm)
    | (?<=\d)(?:s(?=t)|n(?=d)|r(?=d)|t(?=h))(?!.[^\W_]) # 1st, 2nd: the letters would be raised
    """,
    re.VERBOSE,
)
# Most of what anybody types: words and ordinary punctuation, in which there is nothing to look for. A word and a full stop
# at the start could number a list, and an address could follow 'www'.
_INERT = r"[^\d_<>*`\[\]\\^{|}~$@\#&+=!?:/(.-]*"
_PLAIN = re.compile(rf"(?![A-Za-z]{{1,9}}[.)])[^\W\d_]{_INERT}(?:(?:(?<![wW]{{3}})[.](?![.])|-(?!-)){_INERT})*")
# At the start of a line also what opens a list, a quotation, a box, a definition.
_LINE_START = re.compile(r"[-+=:!?/(]")
_LIST_NUMBER = re.compile(r"(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+)([.)])(?= |\Z)")
# Right after a link or a source mark these would become part of it.
_JOINT = re.compile(r"[(:]")
# Forty hexadecimal digits are a commit to magiclink; a reference every twenty digits leaves no run of that length.
_COMMIT = re.compile(r"[0-9a-fA-F]{40,}")
_BLANKS = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_OFTEN_SEEN = 300  # characters


def escape(text: str) -> Md:
    """Write text as one line of inline Markdown that renders as exactly that text, and as nothing else.

    It holds with any of the extensions that the tests name, in a paragraph, a list item, a heading, a table's cell, a
    quotation, a source note, a link's text, emphasis and `markdown="block"` or `"span"` islands. What must not stay is
    written as an HTML character reference; backslashes are not used, since extensions differ on them.

    Blanks and line ends become one space each and go at both ends. Control characters and lone surrogates, which no
    HTML page may hold, show as U+FFFD. `Md` is given back unchanged.

    Two results may be joined by markup or a blank. Joined directly they are safe, but their words may turn into a
    symbol (`1` and `/2`): join the text first.

    >>> escape("1. He said *no*, at 12:30 (local time).")
    '1&#46; He said &#42;no&#42;, at 12:30 (local time).'
    """
    if isinstance(text, Md):
        return text
    # Names, titles and claims stand in many places of a page and a site; long texts mostly in one.
    return _escaped_again(text) if len(text) < _OFTEN_SEEN else _escaped(text)


def _escaped(text: str) -> Md:
    return escape_part(one_line(text).strip(" "), line_start=True)


_escaped_again = lru_cache(maxsize=20_000)(_escaped)


def escape_part(text: str, *, line_start: bool) -> Md:
    """Write a piece of a longer line: as `escape`, but a blank at either end stays.

    `line_start` says that nothing stands before the piece. A piece that begins without a blank may follow a link.

    >>> escape_part(" (a link stood before)", line_start=False)
    ' (a link stood before)'
    """
    if isinstance(text, Md):
        return text
    return _part_again(text, line_start) if len(text) < _OFTEN_SEEN else _part(text, line_start)


def _part(text: str, line_start: bool) -> Md:
    text = one_line(text)
    if _PLAIN.fullmatch(text) and not _COMMIT.search(text) and not text[-1].isspace():
        return Md(text)
    found = [match.start() for match in _SIGNS.finditer(text)]
    for run in _COMMIT.finditer(text):
        found.extend(range(run.start() + 19, run.end(), 20))
    first = len(text) - len(text.lstrip(" "))
    opening = _LIST_NUMBER.match(text, first) if line_start else None
    if opening:
        found.append(opening.start(1))
    if (_LINE_START if line_start else _JOINT).match(text, first if line_start else 0):
        found.append(first if line_start else 0)
    # Python strips every blank of Unicode at a line's ends, and an em space there was typed on purpose.
    found.extend(n for n in _end_blanks(text))
    if not found:
        return Md(text)
    out: list[str] = []
    done = 0
    for at in sorted(set(found)):
        out += (text[done:at], _reference(text[at]))
        done = at + 1
    return Md("".join(out) + text[done:])


_part_again = lru_cache(maxsize=20_000)(_part)


def _end_blanks(text: str) -> Iterable[int]:
    core = text.strip()
    if not core:
        return [n for n, sign in enumerate(text) if sign != " "]
    start = text.index(core)
    ends = (*range(start), *range(start + len(core), len(text)))
    return [n for n in ends if text[n] != " "]


def _reference(sign: str) -> str:
    return _NAMED.get(sign) or f"&#{ord(sign)};"


def one_line(text: str) -> str:
    """Put text on one line: each run of blanks and line ends is one space; what no page may hold is U+FFFD.

    >>> one_line("two" + chr(10) + " lines")
    'two lines'
    """
    text = _BLANKS.sub(" ", text)
    if text.isprintable():
        return text
    return "".join("\ufffd" if _is_unfit(sign) else sign for sign in text)


def _is_unfit(sign: str) -> bool:
    # Controls, surrogates and the 66 code points that are no characters: https://infra.spec.whatwg.org/#noncharacter
    return unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF


def html_text(text: str) -> str:
    """Write text for the inside of an HTML element in a page, whether or not the element has `markdown=`.

    >>> html_text("a < b")
    'a &lt; b'
    """
    return _html_again(text) if len(text) < _OFTEN_SEEN else _html(text)


def _html(text: str) -> str:
    escaped = escape_part(str(one_line(text)).strip(" "), line_start=True)
    return escaped.replace('"', "&quot;").replace("'", "&#39;")


_html_again = lru_cache(maxsize=20_000)(_html)


def html_attribute(text: str, *, island: bool = False) -> str:
    """Write text for an HTML attribute in double quotes, in a page.

    `island` is for a tag that carries `markdown=` itself: Python-Markdown reads and writes its attributes once more.

    >>> '<span title="%s">' % html_attribute('the "chair"')
    '<span title="the &quot;chair&quot;">'
    """
    return html_text(text.replace("&", "&amp;") if island else text)


def heading(level: int, text: Md, id: str, lang: str = "") -> Md:
    """A heading of level 1 to 6 with an explicit id, which must be letters, digits and hyphens (else ValueError).

    With `lang` it is marked with its language; a page's headline tells that of the page in this way.

    >>> heading(2, escape("Who is who"), "people")
    '## Who is who {#people}'
    >>> heading(1, escape("港口"), "top", "zh-Hant")
    '# 港口 {#top lang="zh-Hant"}'
    """
    if not 1 <= level <= 6:
        raise ValueError(f"No heading of level {level}.")
    if not _ID.fullmatch(id):
        raise ValueError(f"Not an id for a heading: {id!r}.")
    marked = f' lang="{html_attribute(lang)}"' if lang else ""
    return Md(f"{'#' * level} {text} {{#{id}{marked}}}")


def front_matter(data: Mapping[str, object]) -> str:
    """The YAML block at the head of a page, with both lines of hyphens and a last line end.

    `title` and `description` are HTML-escaped once, because themes put them into `<head>` as they are.

    >>> print(front_matter({"title": "R&D"}), end="")
    ---
    title: R&amp;D
    ---
    """
    import yaml  # late: the command line starts without it

    safe = {
        key: html.escape(one_line(str(value)).strip()) if key in ("title", "description") else value
        for key, value in data.items()
    }
    dumped = yaml.safe_dump(safe, allow_unicode=True, sort_keys=False, width=1_000_000_000)
    return f"---\n{dumped}---\n"


# Percent-encoding a sign that has a meaning in addresses would change the address, so such signs stay, and those that
# Markdown would read become character references, which a browser undoes.
_URL_SAFE = "/?:@!$&'()*+,;=#[]-._~%"
_PLAIN_URL = re.compile(r"[A-Za-z0-9/.#-]+")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def url_md(url: str) -> Md:
    """Write an address for a link's brackets or an `href`; whether it may be linked to is checked elsewhere.

    >>> url_md("https://example.org/a b?c=(d)&e")
    'https://example.org/a%20b?c=&#40;d&#41;&amp;e'
    """
    if _PLAIN_URL.fullmatch(url):  # most are: paths of our own pages
        return Md(url)
    encoded = quote(_LONE_PERCENT.sub("%25", one_line(url).strip()), safe=_URL_SAFE, errors="replace")
    return Md(re.sub(r"[&'()*$+\[\]]", lambda match: _reference(match[0]), encoded))


def link(text: Md, url: str) -> Md:
    """A link whose text is Markdown and whose address is whatever was typed, safely encoded.

    >>> link(escape("Who is who"), "#people")
    '[Who is who](#people)'
    """
    return Md(f"[{text}]({url_md(url)})")


def join(parts: Iterable[Md], between: str = "") -> Md:
    """Join pieces of Markdown; `between` is Markdown of ours, such as a blank or two line ends.

    >>> join([escape("a"), escape("b")], ", ")
    'a, b'
    """
    return Md(between.join(parts))
