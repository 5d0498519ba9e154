"""Every example in a docstring gives what stands below it."""

from __future__ import annotations

import ast
import doctest
import importlib
from collections.abc import Iterator

import pytest

from tests.whole.test_house import MODULES

_PARSER = doctest.DocTestParser()
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _told(module: str) -> Iterator[tuple[str, int, str]]:
    """Name, line and text of each docstring with examples, found in the source: no decorator hides one."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, _DOCUMENTED) and ">>>" in (text := ast.get_docstring(node) or ""):
            yield getattr(node, "name", module), node.body[0].lineno - 1, text


WITH_EXAMPLES = [module for module in sorted(MODULES) if any(True for _ in _told(module))]


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_in_docstrings_are_right(module: str) -> None:
    known = vars(importlib.import_module(f"generator.{module}".rstrip(".")))
    wrong: list[str] = []
    for name, line, text in _told(module):
        runner = doctest.DocTestRunner(verbose=False)
        example = _PARSER.get_doctest(text, dict(known), name, str(MODULES[module]), line)
        assert example.examples, f"{module}.{name}: no example is understood"
        runner.run(example, out=wrong.append)
    assert "".join(wrong) == ""


def test_most_modules_show_how_they_are_used() -> None:
    # A search that finds nothing would pass for one that finds no mistake.
    assert len(WITH_EXAMPLES) > 60, len(WITH_EXAMPLES)
