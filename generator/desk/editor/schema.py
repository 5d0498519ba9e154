"""The models go in; the JSON Schemas by which editors complete, explain and check stories and shared files come out.

A schema never refuses what `check` accepts. It knows single fields only: that ids name something, and that fields fit
together, is for `check` to say.

Format: https://json-schema.org/draft-07/json-schema-core
After a change of the models, `make generated` writes the files in `generator/schema/` again.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic.fields import FieldInfo

from generator.desk.editor.forms import Schema, entries_schema, field_schema, models_of
from generator.desk.reference import kind_of
from generator.story import Actor, Entry, Settings, Source, Story

FOLDER = Path(__file__).parents[2] / "schema"
# What each kind of file holds; with fields that every entry needs, it holds entries by id.
_ROOTS: Mapping[str, tuple[type[Entry], tuple[str, ...]]] = types.MappingProxyType(
    {
        "story": (Story, ()),
        "actors": (Actor, ("name", "kind")),
        "sources": (Source, ("kind",)),
        "newsroom": (Settings, ()),
    }
)
NAMES = tuple(_ROOTS)

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def editor_schema(name: str) -> Schema:
    """The schema of one kind of file, by its name in `NAMES`: draft-07, with what the fields mean for people to read.

    >>> sorted(editor_schema("newsroom")["properties"])[:3]
    ['description', 'languages', 'logo']
    """
    model, needed = _ROOTS[name]
    inner = {key: kind for key, kind in models_of(model).items() if needed or kind is not model}
    whole = entries_schema(model, *needed) if needed else {"type": "object", **_fields(model)}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Made from the models by: make generated",
        **whole,
        "definitions": {key: _fields(inner[key]) for key in sorted(inner)},
    }


def schema_text(name: str) -> str:
    """The schema as the text of its file."""
    return json.dumps(editor_schema(name), ensure_ascii=False, indent=1) + "\n"


def schema_file(name: str) -> Path:
    """Where the schema lies."""
    return FOLDER / f"{name}.schema.json"


def _fields(model: type[Entry]) -> Schema:
    """What holds for an entry typed as fields; nothing is said of other forms, so that several can stand together."""
    named = model.model_fields.items()
    needed = [name for name, info in named if info.is_required()]
    return {
        "properties": {name: {**field_schema(model, name), **_explained(model, name, info)} for name, info in named},
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def _explained(model: type[Entry], name: str, info: FieldInfo) -> Schema:
    """What the field is for: in plain words, and in Markdown for editors that show it."""
    said = "\n\n".join([info.description or "", *_takes(model, name), *_examples(info), *_otherwise(info)])
    return {"description": said.replace("`", ""), "markdownDescription": said}


def _takes(model: type[Entry], name: str) -> Iterator[str]:
    words = _LINK.sub(lambda link: link[1], kind_of(model, name, _nowhere())).replace(" \\| ", ", ")
    words = words.replace("these fields", "fields, each on its own line below")
    yield f"Takes {words}."


@cache
def _nowhere() -> Mapping[type[Entry], str]:
    """An editor shows the words alone, without the page that their links lead to."""
    return dict.fromkeys(models_of(Story, Settings).values(), "")


def _examples(info: FieldInfo) -> Iterator[str]:
    plain = [example for example in info.examples or () if isinstance(example, str)]
    if plain:
        yield "For example: " + " or ".join(f"`{example}`" for example in plain)


def _otherwise(info: FieldInfo) -> Iterator[str]:
    if isinstance(info.default, StrEnum):
        yield f"If it is left out: `{info.default}`."


def write_schemas() -> None:
    """Write all schemas into the folder they are kept in."""
    for name in NAMES:
        schema_file(name).write_text(schema_text(name), "utf-8")
