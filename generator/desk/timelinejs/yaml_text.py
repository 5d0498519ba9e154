"""Plain data of a story goes in: texts, lists and groups of fields; YAML comes out that our reader takes back exactly.

This module never writes an anchor, a tag or brackets, and never shortens a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from generator.desk.skeleton import in_yaml
from generator.text import CONTROLS

# Dates and addresses, which YAML reads as they are: no blank, and no colon or bracket at an end.
_PLAIN = re.compile(r"-?[0-9]{4}(?:[0-9TZX:/~?%.-]*[0-9ZX~?%])?|https?://[\w./?=&%~+@$:-]*[\w/]", re.ASCII)

Data: TypeAlias = str | Sequence["Data"] | Mapping[str, "Data"]


def yaml_text(data: Mapping[str, Data]) -> str:
    r"""A file's text: each field on a line of its own, a text of several lines below its field after `|`.

    A text may end in one line end, which is kept. Texts must not hold characters that no story may hold (`CONTROLS`), nor
    begin with a blank line.

    >>> print(yaml_text({"title": "Gates: shut", "summary": "One.\n\nTwo.\n", "topics": ["a", "b"]}), end="")
    title: "Gates: shut"
    <BLANKLINE>
    summary: |
      One.
    <BLANKLINE>
      Two.
    <BLANKLINE>
    topics:
      - a
      - b
    """
    parts = ["\n".join(_field(key, value, "")) for key, value in data.items()]
    return "\n\n".join(parts) + "\n" if parts else "{}\n"


def _field(key: str, value: Data, indent: str) -> Iterator[str]:
    name = f"{indent}{_key(key)}:"
    if isinstance(value, str):
        first, *rest = _scalar(value, indent)
        yield f"{name} {first}"
        yield from rest
    elif not value:
        yield f"{name} {'{}' if isinstance(value, Mapping) else '[]'}"
    else:
        yield name
        yield from _inside(value, indent + "  ")


def _inside(value: Data, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _field(key, inner, indent)
        return
    for item in value:
        if isinstance(item, str):
            first, *rest = _scalar(item, indent)
            yield f"{indent}- {first}"
            yield from rest
        elif not item:
            yield f"{indent}- {'{}' if isinstance(item, Mapping) else '[]'}"
        else:
            first, *rest = _inside(item, indent + "  ")
            # The dash takes the place of the first line's indentation.
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from rest


def _key(key: str) -> str:
    # Names of fields have `_`, which is a sign to `in_yaml` but not to YAML.
    return key if key.replace("_", "").isalpha() and "_" in key and key.isascii() else in_yaml(key)


def _scalar(text: str, indent: str) -> Iterator[str]:
    assert not CONTROLS.search(text), "a character that no story may hold"
    if "\n" not in text:
        yield text if _PLAIN.fullmatch(text) else in_yaml(text)
        return
    body = text.removesuffix("\n")
    if text.startswith((" ", "\n", "\t")) or body.endswith("\n") or not body.strip():
        # Blanks at the edges have a meaning of their own after '|'.
        yield '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
        return
    yield "|" if text.endswith("\n") else "|-"
    for line in body.split("\n"):
        yield f"{indent}  {line}" if line else ""
