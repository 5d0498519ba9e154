"""A picture as a writer gives it: the fields of `image` go in and come out checked.

This module never opens the picture.
"""

from __future__ import annotations

from pydantic import Field

from generator.story.base import Entry
from generator.story.fields import Text


class Image(Entry):
    """A picture under `stories/`, with the words for those who cannot see it."""

    file: Text = Field(description="The picture's path under stories/.", examples=["pictures/harbour.jpg"])
    alt: Text = Field(
        description="What the picture shows, for those who cannot see it.", examples=["The quay at low tide"]
    )
    caption: Text | None = Field(None, description="The line below the picture.")
    credit: Text | None = Field(None, description="Who made the picture.")
    licence: Text | None = Field(None, description="The terms under which it is used.", examples=["CC BY 4.0"])
