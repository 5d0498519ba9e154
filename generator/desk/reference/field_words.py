"""What a field takes, in a writer's words: a field's annotation goes in, a phrase with links comes out.

This module never knows a particular page; where an entry's own fields are described is handed in.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from generator.story import Citation, Credit, Dated, Entry, Prose, Reference, SameAs, Source, StoryRef, fields

Addresses = Mapping[type[Entry], str]

# What a kind of field takes, by the check that stands in its annotation.
_KINDS: tuple[tuple[Any, str], ...] = (
    (fields.Text, "plain text"),
    (fields.Id, "an id of your own"),
    (fields.Url, "a web address"),
    (fields.Lang, "a language tag"),
    (fields.YesNo, "true or false"),
    (fields.Number, "a number"),
    (fields.NumberOrGap, "a number, or `not-stated`"),
    (fields.Exact, "a [date](dates.md)"),
)
_PROSE: Mapping[str, str] = types.MappingProxyType(
    {
        "inline": "[inline prose](prose.md#inline)",
        "block": "[block prose](prose.md#block)",
        "block with embeds": "[block prose](prose.md#block) with embeds",
    }
)
# The one field whose check is its own.
_OWN_WORDS: Mapping[tuple[type[Entry], str], str] = types.MappingProxyType(
    {(Source, "read"): "a [date](dates.md), or `no`"}
)
# Entries that may be typed as one word.
_IN_SHORT: Mapping[type[Entry], str] = types.MappingProxyType(
    {Citation: "the id of a source, or ", Credit: "a name, or ", SameAs: "`slug#id`, or "}
)


def kind_of(model: type[Entry], name: str, addresses: Addresses) -> str:
    """What a field takes; `addresses` says where on the page the fields of each entry stand.

    >>> kind_of(Source, "by", {}), kind_of(Source, "read", {})
    ('a list: the id of an actor', 'a [date](dates.md), or `no`')
    """
    own = _OWN_WORDS.get((model, name))
    return own or _words(get_type_hints(model, include_extras=True)[name], addresses)


def _words(annotation: Any, addresses: Addresses) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _words(next(one for one in arguments if one is not type(None)), addresses)
    if origin is Annotated:
        for kind, words in _KINDS:
            if get_args(kind)[1] in arguments:
                return words
        return _words(arguments[0], addresses)
    if origin is tuple:
        return f"a list: {_words(arguments[0], addresses)}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(arguments[0], arguments[1], addresses)
    return _words_of_class(annotation, addresses)


def _mapping(key: Any, value: Any, addresses: Addresses) -> str:
    words = _words(value, addresses)
    if key is fields.Lang:
        return f"for each language tag: {words}"
    if isinstance(value, type) and issubclass(value, StrEnum):
        return f"for each [problem code](problems.md): {words}"
    return f"for each id: {words}"


def _words_of_class(kind: type, addresses: Addresses) -> str:
    if issubclass(kind, Dated):
        return "a [date](dates.md), or [a date with its words](#stated-date)"
    if issubclass(kind, Entry):
        return f"{_IN_SHORT.get(kind, '')}[these fields](#{addresses[kind]})"
    if issubclass(kind, StrEnum):
        return " \\| ".join(f"`{word}`" for word in kind)
    if issubclass(kind, Prose):
        return _PROSE[kind.kind]
    if issubclass(kind, StoryRef):
        return "a story's address"
    assert issubclass(kind, Reference), kind
    special = "".join(f", or `{word}`" for word in kind.special)
    if len(kind.kinds) > 4:
        return f"the id of any entry{special}"
    return f"the id of {' or '.join(_a(one) for one in kind.kinds)}{special}"


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
