"""A text with HTML in it goes in; its words, its tags and what browsers hide come out one after the other.

Whatever is not HTML after all is words, as it was typed. The reading is linear in the length of the text, and the same on
every version of Python; this module never knows what a tag means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*(?P<name>[^\s/>=]+)(?P<equals>\s*=\s*)?")
_BARE = re.compile(r"[^\s>]*")
_END = re.compile(r"[\s/]*>")
_RAW = ("script", "style")


@dataclass(frozen=True, slots=True)
class TagWords:
    """Words, with character references such as `&amp;` resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag by its name in small letters; `closes` for `</b>`."""

    name: str
    closes: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What no browser shows: a remark, an instruction, the inside of a script; `what` is how to name it."""

    what: str
    text: str


def tags_of(text: str) -> Iterator[TagWords | Tag | Hidden]:
    """Read a text from left to right.

    >>> list(tags_of("a &lt; <b>b"))
    [TagWords(text='a < '), Tag(name='b', closes=False, attributes={}), TagWords(text='b')]
    """
    at, said = 0, 0
    while (opening := text.find("<", at)) >= 0:
        found, end = _tag_at(text, opening)
        if found is None:
            at = max(end, opening + 1)
            continue
        if opening > said:
            yield TagWords(unescape(text[said:opening]))
        yield found
        at = said = end
        if isinstance(found, Tag) and found.name in _RAW and not found.closes:
            closing = re.compile(rf"</{found.name}\b", re.IGNORECASE).search(text, at)
            stop = closing.start() if closing else len(text)
            if text[at:stop].strip():
                yield Hidden(f"what a {found.name} element holds", text[at:stop])
            at = said = stop
    if said < len(text):
        yield TagWords(unescape(text[said:]))


def _tag_at(text: str, at: int) -> tuple[Tag | Hidden | None, int]:
    """What begins at a `<`, and where it ends; None where it is only a sign, and where to look on."""
    if text.startswith("<!--", at):
        end = text.find("-->", at + 4)
        # A remark that is never closed hides nothing: the rest of the text is words.
        return (None, len(text)) if end < 0 else (Hidden("a hidden remark", text[at + 4 : end]), end + 3)
    if text[at + 1 : at + 2] in ("!", "?") and text[at + 1 : at + 2]:
        end = text.find(">", at)
        return (None, len(text)) if end < 0 else (Hidden("an instruction to browsers", text[at : end + 1]), end + 1)
    closes = text.startswith("</", at)
    name = _NAME.match(text, at + 2 if closes else at + 1)
    if not name:
        return None, at + 1
    if closes:
        end = text.find(">", name.end())
        return (None, len(text)) if end < 0 else (Tag(name[0].lower(), closes=True), end + 1)
    return _opening(text, name)


def _opening(text: str, name: re.Match[str]) -> tuple[Tag | None, int]:
    attributes: dict[str, str] = {}
    at = name.end()
    while not (end := _END.match(text, at)):
        found = _ATTRIBUTE.match(text, at)
        if not found:
            # The text ends inside the tag, or an equals sign stands alone.
            if at >= len(text) or not text[at:].strip():
                return None, len(text)
            at += 1
            continue
        value, at = _value(text, found.end()) if found["equals"] else ("", found.end())
        attributes.setdefault(found["name"].lower(), unescape(value))
    return Tag(name[0].lower(), attributes=attributes), end.end()


def _value(text: str, at: int) -> tuple[str, int]:
    quote = text[at : at + 1]
    if quote in ("'", '"') and quote:
        close = text.find(quote, at + 1)
        # A quotation mark that is never closed swallows the rest, and the tag with it.
        return (text[at + 1 :], len(text)) if close < 0 else (text[at + 1 : close], close + 1)
    found = _BARE.match(text, at)
    return (found[0], found.end()) if found else ("", at)
