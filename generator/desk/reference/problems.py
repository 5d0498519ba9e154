"""What every problem code means: a code goes in, an explanation with a wrong and a right example comes out, and the page of all.

The words stand in `reading/explanations/*.yaml`; this module never finds a problem and never prints.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.problem import Severity
from generator.reading import EXPLANATIONS, near

# The order of the page: from what meets a writer first to what only the one who publishes ever sees.
GROUPS = ("typing", "fields", "names", "claims", "prose", "rules", "files")
STORY = "stories/gates.yaml"
WIDTH = 78


@dataclass(frozen=True, slots=True)
class Example:
    """What was typed, as (file, text) pairs; or, where nobody can type it, `words` for what it looks like.

    A text of the file `STORY` is a part of a story; other files are whole.
    """

    files: tuple[tuple[str, str], ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means and why it matters, with a wrong and a right example; `also` are codes that come with it."""

    code: str
    group: str
    title: str
    means: str
    matters: str
    severity: Severity
    wrong: Example
    right: Example
    also: tuple[str, ...] = ()


@cache
def explanations() -> Mapping[str, Explanation]:
    """Every explanation by code, in the order of the page.

    >>> explanations()["unknown-id"].title
    'An id that names nothing'
    """
    import yaml

    found: dict[str, Explanation] = {}
    for group in GROUPS:
        entries = yaml.load((EXPLANATIONS / f"{group}.yaml").read_text("utf-8"), yaml.CBaseLoader)
        name = entries.pop("group")
        found.update((code, _explanation(code, name, entry)) for code, entry in entries.items())
    return found


def _explanation(code: str, group: str, entry: Mapping[str, Any]) -> Explanation:
    return Explanation(
        code,
        group,
        entry["title"],
        entry["means"],
        entry["matters"],
        Severity(entry.get("severity", Severity.ERROR)),
        _example(entry, "wrong"),
        _example(entry, "right"),
        tuple(entry.get("also", ())),
    )


def _example(entry: Mapping[str, Any], side: str) -> Example:
    typed = entry.get(side, {})
    files = {STORY: typed} if isinstance(typed, str) else typed
    return Example(tuple(files.items()), entry.get(f"{side}_words", ""))


def answer(code: str) -> tuple[str, bool]:
    """What to tell somebody who asks about a code, and whether there is such a code.

    >>> answer("unknwon-id")[0].splitlines()[0]
    "There is no problem code 'unknwon-id'. Did you mean 'unknown-id' or 'unknown-field'?"
    """
    known = explanations()
    wanted = code.strip().strip("[]").casefold()
    if wanted in known:
        return as_text(known[wanted]), True
    typed = "".join(c if c.isprintable() else "?" for c in code)
    meant = " or ".join(f"'{name}'" for name in near(wanted, known))
    hint = f" Did you mean {meant}?" if meant else ""
    return f"There is no problem code '{typed}'.{hint}\nEvery code: {', '.join(sorted(known))}.", False


def as_text(explanation: Explanation) -> str:
    """An explanation as plain lines for a terminal."""
    weight = "an error" if explanation.severity is Severity.ERROR else "a warning"
    lines = [f"{explanation.code}: {explanation.title} ({weight})", ""]
    for words in (explanation.means, f"Why it matters: {explanation.matters}"):
        lines += [*textwrap.wrap(words, WIDTH), ""]
    for heading, example in (("Wrong:", explanation.wrong), ("Right:", explanation.right)):
        lines += [heading, *_example_lines(example), ""]
    return "\n".join(lines).rstrip()


def _example_lines(example: Example) -> Iterator[str]:
    if example.words:
        yield from textwrap.wrap(example.words, WIDTH, initial_indent="    ", subsequent_indent="    ")
    for file, text in example.files:
        if len(example.files) > 1 or file != STORY:
            yield f"  {file}"
        yield from textwrap.indent(visible(text).rstrip(), "    ").splitlines()


def visible(text: str) -> str:
    """An example with what cannot be seen spelled out, so that a page about it does not hold it.

    >>> visible("a" + chr(0x202e) + "b" + chr(9))
    'a⟨U+202E⟩b⟨tab⟩'
    """
    return "".join(c if c.isprintable() or c == "\n" else "⟨tab⟩" if c == "\t" else f"⟨U+{ord(c):04X}⟩" for c in text)


_OPENING = """---
title: Problems and what they mean
description: Every sentence that the check can say, why it matters, and what to type instead.
---

<!-- Made by `make generated`; the words stand in generator/reading/explanations/. -->

# Problems and what they mean

`explainer check` says what is wrong, in which line and column, and what to type instead. Each sentence ends with a code
in square brackets. This page explains every code. The same words appear in your terminal:

    explainer check --explain unknown-id

An **error** stops the page from being made: something would be broken or missing. A **warning** does not. Your newsroom
can turn a warning off, or make it an error, in [`_newsroom.yaml`](fields.md#newsroom).

Most examples are pieces of a story, not whole ones.
"""


def page() -> str:
    """The page of all problems, as Markdown."""
    parts = [_OPENING]
    group = ""
    for explanation in explanations().values():
        if explanation.group != group:
            group = explanation.group
            parts.append(f"## {group} {{#{group.lower().replace(',', '').replace(' ', '-')}}}\n")
        parts.append(_section(explanation))
    return "\n".join(parts)


def _section(explanation: Explanation) -> str:
    weight = "Error" if explanation.severity is Severity.ERROR else "Warning"
    lines = [
        f"### `{explanation.code}`: {explanation.title} {{#{explanation.code}}}",
        "",
        f"**{weight}.** {as_md(explanation.means)}",
        "",
        as_md(explanation.matters),
        "",
    ]
    for word, example in (("Wrong", explanation.wrong), ("Right", explanation.right)):
        lines += [f"{word}: {as_md(example.words)}" if example.words else f"{word}:", "", *_fenced(example)]
    return "\n".join(lines)


def as_md(words: str) -> str:
    """Our own sentences in Markdown: what holds a sign that Markdown could take is put in backticks.

    >>> as_md("Tags such as <b> mean nothing in _actors.yaml.")
    'Tags such as `<b>` mean nothing in `_actors.yaml`.'
    """
    out = []
    for word in words.split(" "):
        core = word.rstrip(".,;:)'")
        bare = core.lstrip("('")
        start, end = word[: len(core) - len(bare)], word[len(core) :]
        out.append(f"{start}`{bare}`{end}" if any(c in bare for c in "<>_*[]`{}") else word)
    return " ".join(out)


def _fenced(example: Example) -> Iterator[str]:
    for file, text in example.files:
        if len(example.files) > 1 or file != STORY:
            yield from (f"In `{file}`:", "")
        yield from ("```yaml", visible(text).rstrip(), "```", "")
