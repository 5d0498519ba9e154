"""The sourcing meter: what a claim rests on goes in; a row of small signs, one for each account, with the words for it comes out.

It has no scale and no full mark: it never says that a claim is proved, and is never shown without its words.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.story.view import View
from generator.sourcing import Sourcing, root_count_words
from generator.text import Md, escape

# So many signs are drawn; the words beside them count all.
MOST_SIGNS = 8


def meter(view: View, found: Sourcing) -> Md:
    """Signs and words, such as a dotted one for 'one account, not named'."""
    return Md(f"{signs(found)}{view.words.text('blank')}{escape(root_count_words(found, view.words.locale))}")


def signs(found: Sourcing) -> Md:
    """A sign for each account that stands on its own: solid, dotted if nobody in it is named, square if it is a document; an empty one if it was
    taken back; broken ones for chains that end unstated.

    They repeat what the words say, so assistive technology passes over them.
    """
    drawn = list(_signs(found))[:MOST_SIGNS] or ["none"]
    shown = "".join(f'<span class="ep-sign ep-sign-{kind}"></span>' for kind in drawn)
    return Md(f'<span class="ep-meter" aria-hidden="true">{shown}</span>')


def _signs(found: Sourcing) -> Iterator[str]:
    for group in found.groups:
        if all(id in found.retracted for id in group):
            yield "gone"
        elif all(id in found.unnamed_roots for id in group):
            yield "unnamed"
        else:
            yield "document" if all(id in found.primary_roots for id in group) else "account"
    for _ in found.open_ends:
        yield "open"
