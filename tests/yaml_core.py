"""YAML as editors type it: a text goes in, plain data typed by the core schema of YAML 1.2 comes out.

Keys stay text, as they are in JSON. See https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Core(yaml.CSafeLoader):
    """A loader that knows no types but those of the core schema."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Any]:  # type: ignore[override]
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


_TYPES = (
    ("null", r"~|null|Null|NULL|", lambda text: None),
    ("bool", r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", lambda text: int(text, 0 if text[:2] in ("0o", "0x") else 10)),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        lambda text: float(re.sub(r"\.(?=[a-zA-Z])", "", text)),
    ),
)
for _name, _pattern, _made in _TYPES:
    _tag = f"tag:yaml.org,2002:{_name}"
    _Core.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), None)
    _Core.add_constructor(_tag, lambda loader, node, made=_made: made(loader.construct_scalar(node)))
_Core.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node))


def typed(text: str) -> Any:
    """What an editor makes of the text.

    >>> typed("{a: no, b: 2022, c: True, d: Null, 2024: '1', e: 0o17, f: .inf, g: 2024-10-25}")
    {'a': 'no', 'b': 2022, 'c': True, 'd': None, '2024': '1', 'e': 15, 'f': inf, 'g': '2024-10-25'}
    """
    return yaml.load(text, _Core)
