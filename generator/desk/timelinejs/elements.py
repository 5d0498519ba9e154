"""The elements of HTML by what they mean for a timeline's text: which part paragraphs, stress words, or show what is not text.

This module holds names alone.
"""

from __future__ import annotations


def _named(names: str) -> frozenset[str]:
    return frozenset(names.split())


PARAGRAPHS = _named(
    """
    p div section article header footer main aside figure figcaption address dl dt dd h1 h2 h3 h4 h5 h6 table
    thead tbody tfoot caption tr pre form fieldset center hr details summary nav
    """
)
HEADINGS = _named("h1 h2 h3 h4 h5 h6")
STRONG = _named("b strong") | HEADINGS
EMPHASIS = _named("i em cite dfn var")
CODE = _named("code kbd samp tt")
SHOWN_ELSEWHERE = {
    "img": "picture",
    "iframe": "frame",
    "embed": "embedded object",
    "object": "embedded object",
    "video": "film",
    "audio": "sound",
    "source": "recording",
    "track": "subtitles",
    "input": "form field",
    "svg": "drawing",
    "canvas": "drawing",
}
# Marks of no account: without them nothing reads differently.
QUIET = _named(
    """
    script style span font small big a br li ul ol blockquote td th q wbr
    """
)
# Attributes that only say how something looks, where it opens, or what a script calls it.
LOOKS = _named(
    """
    class style id target rel width height align valign border color face size bgcolor lang dir name start
    type cellpadding cellspacing colspan rowspan frameborder allowfullscreen loading
    """
)
