"""Pictures: a writer's files go in, files for the page in the sizes that it needs and their markup come out.

This room never changes a writer's file.
"""

from generator.media.markup import ENTRY, LEAD, PERSON, PhotoPlace, photo_figure
from generator.media.pictures import ENDINGS, file_of, picture_story, pictured, still_shown, wanted_by
from generator.media.shelf import Shelf

__all__ = [
    "ENDINGS",
    "ENTRY",
    "LEAD",
    "PERSON",
    "PhotoPlace",
    "Shelf",
    "file_of",
    "photo_figure",
    "picture_story",
    "pictured",
    "still_shown",
    "wanted_by",
]
