"""Errors of the schema go in, sentences for writers come out: what was found at which key path, and what to type instead.

This module never knows lines and columns and never decides what is an error.
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin

from generator.reading.document import Data, KeyPath
from generator.story import Dated, Entry, quoted

# Words that people type by instinct, from other tools and other newsrooms, and what they are called here.
SYNONYMS: Mapping[str, str] = types.MappingProxyType(
    {
        "headline": "title",
        "author": "by",
        "authors": "by",
        "byline": "by",
        "tags": "topics",
        "people": "actors",
        "characters": "actors",
        "entities": "actors",
        "timeline": "dates",
        "events": "dates",
        "faq": "questions",
        "body": "sections",
        "standfirst": "short_answer",
        "description": "summary",
        "body_text": "text",
        "type": "kind",
        "link": "url",
        "href": "url",
        "language": "lang",
        "reason": "because",
        "page": "where",
        "speaker": "by",
        "slug": "aliases",
        "draft": "published",
        "event": "title",
        "heading": "title",
        "organization": "organisation",
        "true": "confirmed",
        "proven": "confirmed",
        "alleged": "reported",
        "false": "refuted",
        "debunked": "refuted",
        "unconfirmed": "unverified",
        "contested": "disputed",
        "retracted": "withdrawn",
        "no-comment": "declined-to-comment",
        "no comment": "declined-to-comment",
        "silent": "no-response",
        "denial": "denies",
        "paper": "article",
        "newspaper": "article",
        "news": "article",
        "report": "document",
        "tweet": "post",
        "video": "broadcast",
        "country": "state",
        "org": "organisation",
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """A problem before it has a place: the key path, whether it is the key or the value, the offset into its text."""

    path: KeyPath
    code: str
    message: str
    hint: str = ""
    at_key: bool = False
    offset: int = 0


# Finding what was meant takes a thousandth of a second or more, and nobody reads more than the first few: in a file with
# thousands of mistakes the others name the choices alone.
GUESSES = 50


def near(word: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """The known words that a mistyped one most likely meant, the nearest first.

    >>> near("titel", ("title", "topics"))
    ('title',)
    """
    by_fold = {name.casefold().replace("-", "_"): name for name in known}
    folded = word.casefold().replace("-", "_").replace(" ", "_")
    meant = SYNONYMS.get(word.casefold())
    close = [by_fold[match] for match in difflib.get_close_matches(folded, by_fold, n=limit, cutoff=0.7)]
    return tuple(dict.fromkeys(([meant] if meant in by_fold.values() and meant else []) + close))


def did_you_mean(word: str, known: Iterable[str], *, kind: str = "") -> str:
    """A hint for a mistyped word: near names, or the whole list where it is short.

    >>> did_you_mean("titel", ("title", "topics"))
    "Did you mean 'title'?"
    """
    known = tuple(known)
    close = near(word, known)
    if close:
        return f"Did you mean {_either(close)}?"
    if known and len(known) <= 12:
        return f"{kind or 'Possible'}: {', '.join(known)}."
    return ""


def _either(words: tuple[str, ...]) -> str:
    shown = [f"'{word}'" for word in words]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def complaint(data: Data, kind: object, errors: Iterable[Any]) -> Iterator[Said]:
    """One sentence for each error, a missing field and the misspelt one beside it told together."""
    found = [(_typed(data, tuple(error["loc"])), error) for error in errors]
    unknown: dict[KeyPath, list[str]] = {}
    for path, error in found:
        if error["type"] == "extra_forbidden":
            unknown.setdefault(path[:-1], []).append(str(path[-1]))
    wrong = 0
    for path, error in found:
        if error["type"] in ("extra_forbidden", "enum", "literal_error"):
            wrong += 1
        if error["type"] == "missing":
            field = str(error["loc"][-1])
            misspelt = [key for key in unknown.get(path, ())[:GUESSES] if field in near(key, (field,))]
            if not misspelt:
                yield Said(
                    path, "missing-field", f"'{field}' is missing here.", _wanted(kind, path, field), at_key=bool(path)
                )
        elif error["type"] == "extra_forbidden":
            yield _unknown_field(data, kind, path, guess=wrong <= GUESSES)
        else:
            yield _wrong_value(kind, path, error, guess=wrong <= GUESSES)


def _typed(data: Data, loc: KeyPath) -> KeyPath:
    """The part of a model's path that the writer typed: steps that forms shorter than the model leave out are dropped."""
    path: list[str | int] = []
    here = data
    for number, step in enumerate(loc):
        inner = step_into(here, step)
        if inner:
            path.append(step)
            here = inner[0]
        elif step != "[key]" and not number:
            break
    return tuple(path)


def step_into(data: Data, step: str | int) -> tuple[Data, ...]:
    """The value under a key or number, alone in a tuple; an empty tuple where there is none."""
    if isinstance(data, dict):
        return (data[step],) if isinstance(step, str) and step in data else ()
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return (data[step],)
    return ()


def _unknown_field(data: Data, kind: object, path: KeyPath, *, guess: bool) -> Said:
    key = str(path[-1])
    model = model_at(kind, path[:-1])
    fields = tuple(model.model_fields) if model else ()
    home = _home_of(kind, path, key) if not guess or not near(key, fields) else ""
    hint = home or (did_you_mean(key, fields, kind="The fields here are") if guess else "")
    if not hint and " " in key:
        hint = "If this is part of a sentence, put the whole text in quotes."
    if key == "not-stated" or not hint:
        hint = hint or f"The fields here are: {', '.join(fields)}."
    return Said(path, "unknown-field", f"There is no field {quoted(key)} here.", hint, at_key=True)


def _home_of(kind: object, path: KeyPath, key: str) -> str:
    """A field that exists, but on a level above: most often a slip of the indentation."""
    for depth in range(len(path) - 2, -1, -1):
        model = model_at(kind, path[:depth])
        if model and key in model.model_fields:
            owner = f"'{path[depth - 1]}'" if depth else "the story"
            return f"'{key}' is a field of {owner}: is the line indented too far?"
    return ""


def _wanted(kind: object, path: KeyPath, field: str) -> str:
    model = model_at(kind, path)
    info = model.model_fields.get(field) if model else None
    if info is None:
        return f"Add '{field}:'."
    example = f", such as '{field}: {info.examples[0]}'" if info.examples and isinstance(info.examples[0], str) else ""
    return f"Add '{field}:'{example}. {info.description or ''}".rstrip()


def _wrong_value(kind: object, path: KeyPath, error: Any, *, guess: bool) -> Said:
    sort, context, value = error["type"], error.get("ctx", {}), error.get("input")
    if sort == "field":
        at_key = error["loc"][-1:] == ("[key]",)
        return Said(path, context["code"], context["message"], context["hint"], at_key, context["offset"])
    if sort in ("enum", "literal_error"):
        return _not_a_choice(kind, path, value, guess=guess)
    if sort == "too_short":
        return Said(path, "empty", "There is nothing in this list.", "Name at least one.", at_key=True)
    if sort in ("model_type", "model_attributes_type", "dict_type", "mapping_type"):
        return _not_fields(kind, path, value)
    if sort in ("tuple_type", "list_type", "iterable_type"):
        return Said(path, "not-a-list", "A list belongs here.", "Begin each item on a line of its own with '- '.")
    return Said(path, "wrong-value", f"{quoted(str(value))} does not belong here.", str(error.get("msg", "")))


def _not_a_choice(kind: object, path: KeyPath, value: object, *, guess: bool) -> Said:
    choices = _choices(kind, path)
    if not isinstance(value, str):
        return Said(
            path,
            "not-a-choice",
            "One word belongs here." if value else "There is nothing here.",
            f"Type one of: {', '.join(choices)}.",
        )
    close = near(value, choices) if guess else ()
    hint = f"Did you mean {_either(close)}? " if close else ""
    return Said(
        path,
        "not-a-choice",
        f"{quoted(value)} is not one of the words for '{path[-1]}'.",
        f"{hint}Type one of: {', '.join(choices)}.",
    )


def _not_fields(kind: object, path: KeyPath, value: object) -> Said:
    model = model_at(kind, path)
    fields = ", ".join(list(model.model_fields)[:6]) if model else ""
    found = (
        "a list"
        if isinstance(value, list | tuple)
        else "nothing"
        if value is None
        else f"the text {quoted(str(value))}"
    )
    if model is Dated:
        return Said(path, "not-fields", f"A date belongs here, and this is {found}.", "Type a date such as 2024-10-25.")
    if model is not None and _is_list(kind, path):
        first = next(iter(model.model_fields))
        hint = f"Begin each entry on a line of its own with a dash, such as '- {first}: ...'."
        return Said(path, "not-fields", f"A list of entries belongs here, and this is {found}.", hint)
    if model is None:
        hint = "Begin each entry with its id and a colon, without a dash, and indent its fields below."
    else:
        hint = f"Type fields with a colon each, such as: {fields}."
    return Said(path, "not-fields", f"Fields belong here, and this is {found}.", hint)


def _is_list(kind: object, path: KeyPath) -> bool:
    return any(get_origin(kind) is tuple for kind in _alternatives(annotation_at(kind, path), into_lists=False))


def _choices(kind: object, path: KeyPath) -> tuple[str, ...]:
    for candidate in _alternatives(annotation_at(kind, path)):
        if isinstance(candidate, type) and issubclass(candidate, StrEnum):
            return tuple(candidate)
    return ()


def model_at(kind: object, path: KeyPath) -> type[Entry] | None:
    """The model that the schema expects at a key path, or None where it expects no fields."""
    for candidate in _alternatives(annotation_at(kind, path)):
        if isinstance(candidate, type) and issubclass(candidate, Entry):
            return candidate
    return None


def annotation_at(kind: object, path: KeyPath) -> object:
    """The annotation at a key path; lists written as a single item are stepped into."""
    here = kind
    for step in path:
        here = _step(here, step)
    return here


def _step(annotation: object, step: str | int) -> object:
    for candidate in _alternatives(annotation, into_lists=isinstance(step, str)):
        if isinstance(candidate, type) and issubclass(candidate, Entry) and step in candidate.model_fields:
            return _of_field(candidate, str(step))
        origin, arguments = get_origin(candidate), get_args(candidate)
        if origin is tuple and isinstance(step, int):
            return arguments[0]
        if isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(step, str):
            return arguments[1]
    return None


def _of_field(model: type[Entry], name: str) -> object:
    return model.model_fields[name].annotation


def _alternatives(annotation: object, into_lists: bool = True) -> Iterator[object]:
    """The plain types an annotation allows: `Annotated` and unions unwrapped, and the items of lists where asked for."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _alternatives(arguments[0], into_lists)
    elif origin in (Union, types.UnionType):
        for argument in arguments:
            yield from _alternatives(argument, into_lists)
    else:
        yield annotation
        if origin is tuple and into_lists:
            yield from _alternatives(arguments[0], into_lists)
