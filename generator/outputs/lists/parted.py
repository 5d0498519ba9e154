"""A list on one page or on several: a leaf and groups of things go in, the pages with a line for each thing come out.

It never parts a list that fits on one page, and an address never depends on what other groups there are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from generator.outputs.lists.list_view import Leaf, anchor
from generator.outputs.register import A_PAGE
from generator.text import Md, boxed, escape, heading, items, paragraphs
from generator.writing import Page

NOTHING = Md("")
_TAG = re.compile("<[^>]+>")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a list under a title; `key` is its place in the address where the list is parted, and never depends on other groups.

    `lead` makes what stands under the title, on the page it will stand on.
    """

    key: str
    title: Md
    things: tuple[object, ...]
    lead: Callable[[Leaf], Md] | None = None


def parted(
    leaf: Leaf,
    folder: str,
    titles: tuple[str, str],
    groups: list[Group],
    line: Callable[[Leaf, Any], Md],
    lead: Md = NOTHING,
    listed: Callable[[Iterable[Md]], Md] = items,
) -> Iterator[Page]:
    """A list as `FOLDER/index.md`; where it is too long for one page, an index and a page for each group.

    `titles` are the page's title and description, `line` makes the line of a thing on the leaf it will stand on, and
    `listed` a list of the lines.
    """
    (title, about), index = titles, replace(leaf, path=f"{folder}/index.md")
    if sum(len(group.things) for group in groups) <= A_PAGE:
        parts = [
            paragraphs(
                [
                    heading(2, group.title, f"{folder}-{anchor(group.key)}"),
                    group.lead(index) if group.lead else "",
                    boxed("ep-rows", listed(line(index, one) for one in group.things)),
                ]
            )
            for group in groups
        ]
        yield index.page(title, about, lead, *parts)
        return
    ways = [leaf.counted(index.to(f"{folder}/{group.key}.md", group.title), str(len(group.things))) for group in groups]
    yield index.page(title, about, lead, items(ways))
    for group in groups:
        yield from _part(leaf, folder, titles, group, line, listed)


def _part(
    leaf: Leaf,
    folder: str,
    titles: tuple[str, str],
    group: Group,
    line: Callable[[Leaf, Any], Md],
    listed: Callable[[Iterable[Md]], Md],
) -> Iterator[Page]:
    """One group of a parted list, on as many pages as it takes."""
    title, about = titles
    name = leaf.words.text("with_colon", first=title, rest=html.unescape(_TAG.sub("", group.title)))
    # The register of sources is led to by others, by the group's name alone: it stays in one piece.
    size = len(group.things) if folder == "sources" else A_PAGE
    paths = [
        f"{folder}/{group.key}{f'-{number + 1}' if number else ''}.md"
        for number in range(max(1, -(-len(group.things) // size)))
    ]
    for number, path in enumerate(paths):
        part = replace(leaf, path=path)
        things = group.things[number * size : (number + 1) * size]
        part_of = leaf.words.text("aside", words=f"{number + 1}/{len(paths)}") if len(paths) > 1 else ""
        here = f"{name}{part_of}"
        others = [part.to(other, escape(str(n + 1))) for n, other in enumerate(paths) if other != path]
        more = Md(" · ".join([leaf.words.say("site_other_pages"), *others])) if others else Md("")
        above = (part.to(f"{folder}/index.md", escape(title)),)
        lead = group.lead(part) if group.lead else Md("")
        yield part.page(
            here,
            about,
            escape(about),
            lead,
            boxed("ep-rows", listed(line(part, one) for one in things)),
            more,
            above=above,
        )
