"""What may be typed in each field, for editors: a model's annotations go in, pieces of a JSON Schema come out.

A piece never refuses what `check` accepts, and never offers a made-up example as a value: what an editor fills in stays
in the story.

Format: https://json-schema.org/draft-07/json-schema-validation

Two habits of editors shape the pieces. They read `2022` as a number and `true` as a truth value, where we read text; and they
offer `true`, `false` and `null` wherever a `type` allows them. So a text is 'a text, or else nothing that has parts', and only
what is worth offering stands in a `type` of its own.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from generator.story import (
    Citation,
    Collection,
    Credit,
    Dated,
    Entry,
    Prose,
    Reference,
    SameAs,
    Shareable,
    Source,
    StoryRef,
    fields,
)

Schema = dict[str, Any]

_ALL_TYPES = ("string", "number", "boolean", "null", "array", "object")
_ID = r"[a-z0-9][a-z0-9-]*"
_ID_WORDS = "An id has small letters a to z, digits and hyphens, and begins with a letter or digit."
_ANY_CASE_HTTP = "[Hh][Tt][Tt][Pp][Ss]?"
_YES_OR_NO = "[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff]"


def _trimmed(pattern: str, words: str) -> Schema:
    """A pattern for a text whose blanks at both ends do not count; one group, so that bars stay inside."""
    return {"pattern": rf"^\s*({pattern})\s*$", "patternErrorMessage": words}


def _either(offered: Schema, *also: str) -> Schema:
    """The types that `offered` allows, and silently those of `also` too."""
    mine = offered.get("type", "string")
    if mine == "object" and also == ("null",):
        # Said plainly: an editor that completes the key then goes on to the next line.
        return {**offered, "type": [mine, *also]}
    return {"anyOf": [offered, {"not": {"type": [one for one in _ALL_TYPES if one not in also or one == mine]}}]}


class _Form:
    """What one value may be: the type to offer, the types it may have besides, and what holds for values of a certain type."""

    def __init__(self, offered: Schema, *also: str, **rules: Any) -> None:
        self.offered, self.also, self.rules = offered, also, rules

    def schema(self) -> Schema:
        """As JSON Schema; a form with one type needs no alternatives."""
        if not self.also:
            return {**self.offered, **self.rules}
        return {**_either(self.offered, *self.also), **self.rules}

    def or_nothing(self) -> _Form:
        """The same, and the field may be left empty."""
        return _Form(self.offered, *dict.fromkeys((*self.also, "null")), **self.rules)

    def or_fields(self, model: type[Entry]) -> _Form:
        """The same, or the fields of an entry."""
        return _Form(self.offered, *self.also, "object", **self.rules, **_fields_of(model))

    def or_list(self) -> _Form:
        """A list of such values; one alone may stand for it."""
        types_here = (str(self.offered["type"]), *self.also)
        return _Form(_LIST, *dict.fromkeys((*types_here, "null")), **self.rules, items=self.schema())


def definition_of(model: type[Entry]) -> str:
    """The name under which the fields of an entry are defined; editors show it.

    >>> from generator.story.file import HowWeKnow
    >>> definition_of(HowWeKnow)
    'how-we-know'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", model.__name__).lower()


def _fields_of(model: type[Entry]) -> Schema:
    return {"allOf": [{"$ref": f"#/definitions/{definition_of(model)}"}]}


def _type(name: str, words: str) -> Schema:
    return {"type": name, "errorMessage": words}


_LIST = _type("array", "A list belongs here. Begin each item on a line of its own with '- '.")
_FIELDS = _type("object", "Fields belong here, each on a line of its own, indented, with a colon.")
# An unquoted `Null` is a text to us and nothing to an editor, so a text may always be nothing.
_TEXT = _Form(
    _type("string", "Text belongs here. A text with a colon wants quotes, or the next line after '>-'."),
    "number",
    "boolean",
    "null",
)
_REFERENCE = _Form(_type("string", "An id belongs here."), "number", "boolean", **_trimmed(_ID, _ID_WORDS))
_SLUG = _Form(
    _type("string", "The address of a story belongs here."),
    "number",
    "boolean",
    **_trimmed(rf"{_ID}(/{_ID})*", "The address of a story is its file name without '.yaml', such as 2031/harbour."),
)
_DATE = _Form(_type("string", "A date belongs here, such as 2024-10-25."), "number")
_LANG = _Form(
    {"type": "string"},
    **_trimmed(
        "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?",
        "A language tag belongs here, such as en, zh-Hant or pt-BR.",
    ),
)
_URL = _Form(
    {"type": "string"},
    **_trimmed(
        rf'{_ANY_CASE_HTTP}://[^\s<>"\\]+', "A whole web address belongs here, beginning with https:// or http://."
    ),
)
_YES_NO = _Form(_type("boolean", "Type true or false."), "string", **_trimmed(_YES_OR_NO, "Type true or false."))
_NUMBER = _Form(
    _type("number", "A number belongs here."),
    "string",
    **_trimmed(r"[+−-]?[0-9]+(\.[0-9]+)?", "A number belongs here, such as 1200 or 3.5."),
)
_NUMBER_OR_GAP = _Form(
    _type("number", "A number belongs here, or not-stated."),
    "string",
    **_trimmed(
        r"[+−-]?[0-9]+(\.[0-9]+)?|not-stated", "A number belongs here, such as 1200 or 3.5; or not-stated for a gap."
    ),
)
# The check in a field's annotation says what kind of field it is.
_BY_CHECK: tuple[tuple[object, _Form], ...] = (
    (get_args(fields.Text)[1], _TEXT),
    (get_args(fields.Id)[1], _REFERENCE),
    (get_args(fields.Url)[1], _URL),
    (get_args(fields.Lang)[1], _LANG),
    (get_args(fields.YesNo)[1], _YES_NO),
    (get_args(fields.Number)[1], _NUMBER),
    (get_args(fields.NumberOrGap)[1], _NUMBER_OR_GAP),
    (get_args(fields.Exact)[1], _DATE),
)
# Entries that may be typed as one word, and what that word is.
_IN_SHORT: Mapping[type[Entry], _Form] = types.MappingProxyType(
    {Citation: _REFERENCE, Credit: _TEXT, Dated: _DATE, SameAs: _TEXT}
)


def field_schema(model: type[Entry], name: str) -> Schema:
    """What may be typed in one field.

    >>> from generator.story.claim import Claim
    >>> from generator.story.image import Image
    >>> field_schema(Claim, "sort")
    {'enum': ['fact', 'allegation', 'assessment', 'forecast']}
    >>> field_schema(Image, "file")["anyOf"][1]
    {'not': {'type': ['string', 'array', 'object']}}
    """
    if (model, name) == (Source, "read"):
        return _DATE.schema()
    form = _form(get_type_hints(model, include_extras=True)[name])
    return {**form.schema(), **_at_least(model, name)}


def entries_schema(model: type[Entry], *needed: str) -> Schema:
    """Entries by id, each with the fields of `model`; `needed` are fields that every entry must give.

    >>> from generator.story.claim import Claim
    >>> entries_schema(Claim, "status")["additionalProperties"]["allOf"]
    [{'$ref': '#/definitions/claim'}, {'required': ['status']}]
    """
    # The fields needed stand apart: beside the type, its message would be shown for them too.
    entry = {**_FIELDS, "allOf": [*_fields_of(model)["allOf"], {"required": list(needed)}]}
    return _Form(_FIELDS, "null", **_ids(), additionalProperties=entry).schema()


def models_of(*models: type[Entry]) -> dict[str, type[Entry]]:
    """The models given and all whose fields stand inside them, by name."""
    found: dict[str, type[Entry]] = {}
    waiting: list[Any] = list(models)
    while waiting:
        kind = waiting.pop(0)
        if not (isinstance(kind, type) and issubclass(kind, Entry)):
            waiting += get_args(kind)
        elif definition_of(kind) not in found:
            found[definition_of(kind)] = kind
            waiting += get_type_hints(kind, include_extras=True).values()
    return found


def _at_least(model: type[Entry], name: str) -> Schema:
    shortest = [rule.min_length for rule in model.model_fields[name].metadata if hasattr(rule, "min_length")]
    return {"minItems": shortest[0]} if shortest else {}


def _ids() -> Schema:
    return {"propertyNames": _trimmed(_ID, _ID_WORDS)}


def _form(annotation: Any) -> _Form:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _form(next(one for one in arguments if one is not type(None))).or_nothing()
    if origin is Annotated:
        return _checked_form(arguments[0], arguments[1:])
    if origin is tuple:
        return _Form(_LIST, items=_form(arguments[0]).schema())
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(arguments[0], _form(arguments[1]))
    return _form_of_class(annotation)


def _checked_form(inner: Any, checks: tuple[Any, ...]) -> _Form:
    for check, form in _BY_CHECK:
        if check in checks:
            return form
    if fields.Listed in checks:
        return _form(get_args(inner)[0]).or_list()
    form = _form(inner)
    if Shareable in checks:
        # An entry left empty is taken as it is from the shared file.
        entry = _form(get_args(inner)[1]).or_nothing()
        return _mapping(get_args(inner)[0], entry).or_nothing()
    return form.or_nothing() if Collection in checks else form


def _mapping(key: Any, value: _Form) -> _Form:
    keys = _ids() if key is fields.Id else {"propertyNames": _LANG.rules} if key is fields.Lang else {}
    return _Form(_FIELDS, **keys, additionalProperties=value.schema())


def _form_of_class(kind: type) -> _Form:
    if issubclass(kind, Entry):
        return _IN_SHORT[kind].or_fields(kind) if kind in _IN_SHORT else _Form(_FIELDS, **_fields_of(kind))
    if issubclass(kind, StrEnum):
        return _Form({"enum": [str(word) for word in kind]})
    if issubclass(kind, Prose):
        return _TEXT
    assert issubclass(kind, Reference), kind
    return _SLUG if issubclass(kind, StoryRef) else _REFERENCE
