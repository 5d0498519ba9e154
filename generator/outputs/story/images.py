"""Pictures on a story's page: a view and what was typed go in; each picture in its place comes out.

This module shows only what the story has a file of, and never makes one.
"""

from __future__ import annotations

from generator.media import LEAD, PhotoPlace, photo_figure
from generator.outputs.story.view import View
from generator.story import Image
from generator.text import Md


def lead(view: View) -> Md:
    """The story's own picture."""
    return figure(view, ("story", ""), view.linked.story.image, LEAD)


def figure(view: View, belongs_to: tuple[str, str], image: Image | None, place: PhotoPlace) -> Md:
    """A picture in its place on the page; empty where there is none to show."""
    photo = view.linked.photos.get(belongs_to)
    if photo is None or image is None:
        return Md("")
    return photo_figure(photo, image, place, f"stories/{view.linked.slug}", view.words)
