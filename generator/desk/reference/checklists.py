"""The page on what lists of trust ask for: the table that the command checks with goes in, Markdown comes out.

This module never judges anything, and never prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.rules import CHECKLISTS, NEWSROOM, STORY, Asked

_OPENING = """---
title: What trust standards ask for
description: Which public lists ask what of a newsroom and of a story, which field holds it, and how to see what is still lacking.
---

<!-- Made by `make generated` from the table that `explainer check --standard` goes by. -->

# What trust standards ask for

Fact-checkers, trust initiatives and search engines publish lists of what readers should be told. Many of the same things
are on all of them. This command says which of them your newsroom and your stories still lack, and what to type:

    explainer check --standard
    explainer check --standard harbour-gates

It is a list for you, and no judgement: nothing on it stops a page, and a story can be good without some of it. It looks
only at what is written down, and cannot see whether it is true. To pass it is not to be certified by anybody: the lists
themselves ask for more, and some have people who look.

With `--strict` the command ends with 1 while anything is lacking. `--format json` gives `newsroom`, `stories` (each with
`slug`, `file` and `lacks`), `broken` and `lacking`; each thing has `field`, `message`, `type` and `asked_by`.
"""
_POLICIES = """
A policy is the path of a page in `docs/`, with a part of it after `#` if you like, or a web address. One page can serve
for several. Each story then leads to it. `check` says so where the page is not there. The links at the foot
of every page are those that `mkdocs.yml` lists as `footer_links` under `extra`. Each has a `title` and a `path`: the
address of a page as readers see it, such as `about/`, or one elsewhere, such as `mailto:desk@courier.example`.

Two lines on each story lead to the page that you name as `methodology`: below what is known and contested, and below how
the story is sourced. Where headings of that page carry the ids `{#status}` and `{#accounts}`, they lead right there.
"""


def page() -> str:
    """The whole page."""
    lists = "\n".join(f"- **{one.short}**: {one.name}, <{one.url}>" for one in CHECKLISTS)
    return "\n".join(
        (
            _OPENING,
            "## What is asked of a newsroom {#newsroom}\n",
            "In `stories/_newsroom.yaml`:\n",
            *_table(NEWSROOM),
            _POLICIES,
            "## What is asked of a story {#story}\n",
            *_table(STORY),
            "\n## The lists {#lists}\n",
            f"{lists}\n",
            "The lists change; look at them yourself before you rely on this page. What is told here was put into our own words.",
            "",
        )
    )


def _table(asked: Iterable[Asked]) -> Iterator[str]:
    yield "| field | what it holds | type for example | asked for by |"
    yield "|---|---|---|---|"
    for one in asked:
        yield f"| `{one.field}` | {one.what} | `{one.typed}` | {', '.join(checklist.short for checklist in one.by)} |"
