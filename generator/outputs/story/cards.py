"""The place where a script shows an entry beside a mention of it: a view goes in; an empty, hidden element with its words comes out.

Nothing here is needed to read the page: a mention is a link to its entry, and stays one.
"""

from __future__ import annotations

from generator.outputs.story.view import View
from generator.text import Md, html_attribute


def part(view: View) -> Md:
    """The element that `cards.js` fills; one for the whole page, so that a mention costs nothing."""
    return Md(f'<div class="ep-peek" data-full="{html_attribute(view.words.text("card_full"))}" hidden></div>')
