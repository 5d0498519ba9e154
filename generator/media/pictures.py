"""A linked story goes in; the story with its pictures comes out, with their files and a problem for each that cannot be shown.

This module never writes into `docs/`; what it makes is kept on a shelf for the next run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.archive import Archive, LinkedStory, Photo, PhotoFile, Shared
from generator.media.file import TOO_LARGE, Refusal, find_picture
from generator.media.shelf import Shelf
from generator.problem import Place, Problem
from generator.story import Image, KeyPath, Newsroom, quoted
from generator.writing import Page, picture_path

if TYPE_CHECKING:
    from generator.media.encode import Encoded, PhotoFault

# The files that a preview looks at for changes.
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff")
LONGEST_STEM = 60
_ENDINGS = {"image/avif": "avif", "image/webp": "webp", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """A picture that a page is to show: what it belongs to, what was typed, and where its path stands."""

    belongs_to: tuple[str, str]
    stem: str
    image: Image
    place: Place


def pictured(archive: Archive, shared: Shared, shelf: Shelf) -> tuple[Archive, tuple[Page, ...], tuple[Problem, ...]]:
    """All stories with their pictures, and each file of these once."""
    stories: list[LinkedStory] = []
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for story in archive.stories:
        shown, files, more = picture_story(archive.newsroom, story, shared, shelf)
        stories.append(shown)
        pages |= {page.path: page for page in files}
        problems += more
    return replace(archive, stories=tuple(stories)), tuple(pages[path] for path in sorted(pages)), tuple(problems)


def still_shown(pages: tuple[Page, ...], archive: Archive) -> tuple[Page, ...]:
    """The files of pictures that these stories show."""
    used = {file.path for story in archive.stories for photo in story.photos.values() for file in photo.files}
    return tuple(page for page in pages if page.path in used)


def picture_story(
    newsroom: Newsroom, story: LinkedStory, shared: Shared, shelf: Shelf
) -> tuple[LinkedStory, tuple[Page, ...], tuple[Problem, ...]]:
    """One story with its pictures; a story that was taken back shows none."""
    photos: dict[tuple[str, str], Photo] = {}
    pages: list[Page] = []
    problems: list[Problem] = []
    for wanted in () if story.story.withdrawn else wanted_by(story, shared):
        found = _sizes(newsroom, wanted.image.file, shelf)
        if isinstance(found, Refusal):
            problems.append(Problem(wanted.place, found.code, found.message, found.hint))
            continue
        photo, files = _named(wanted, *found, newsroom)
        photos[wanted.belongs_to] = photo
        pages += files
    return (replace(story, photos=photos) if photos else story), tuple(pages), tuple(problems)


def file_of(photo: Photo, path: str, shelf: Shelf) -> bytes | None:
    """One file of a picture, by its path below `docs/`; None where it has none such, or the shelf was cleared meanwhile."""
    found = shelf.sizes_of(photo.key)
    for file, size in zip(photo.files, getattr(found, "sizes", ()), strict=False):
        if file.path == path:
            content: bytes = size.content
            return content
    return None


def wanted_by(story: LinkedStory, shared: Shared) -> Iterator[WantedPicture]:
    """The pictures that a story's page is to show, in the order of its parts."""
    if story.story.image:
        place = story.checked.place(("image", "file"))
        yield WantedPicture(("story", ""), _stem(story.slug), story.story.image, place)
    for entry in story.timeline:
        if entry.entry.image:
            place = story.checked.place(("dates", entry.number, "image", "file"))
            yield WantedPicture(("date", entry.id), _stem(entry.id), entry.entry.image, place)
    for id, actor in story.actors.items():
        if actor.image:
            yield WantedPicture(("actor", id), _stem(id), actor.image, _actor_place(story, shared, id))


def _actor_place(story: LinkedStory, shared: Shared, id: str) -> Place:
    """Where an actor's picture was typed: in the story, else among the shared actors."""
    path: KeyPath = ("actors", id, "image", "file")
    own = story.checked.value.actors.get(id)
    if (own is None or own.image is None) and shared.actors is not None:
        return shared.actors.place(path[1:])
    return story.checked.place(path)


def _stem(id: str) -> str:
    """The name of an entry as the first part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", id.casefold()).strip("-")[:LONGEST_STEM].strip("-") or "picture"


def _sizes(newsroom: Newsroom, typed: str, shelf: Shelf) -> tuple[str, Encoded] | Refusal:
    file = find_picture(newsroom, typed)
    if isinstance(file, Refusal):
        return file
    key = shelf.key_of(file.signature)
    found = shelf.sizes_of(key) if key else None
    if key is None or found is None:
        try:
            key, found = shelf.take_in(file.read(), file.signature)
        except OSError as error:
            reason = error.strerror or "the system does not say why"
            return Refusal("picture-unreadable", f"{quoted(typed)} cannot be read: {reason}.", "See who may read it.")
    from generator.media.encode import PhotoFault

    return _why_not(found, quoted(typed)) if isinstance(found, PhotoFault) else (key, found)


def _why_not(fault: PhotoFault, shown: str) -> Refusal:
    save = "Save it as JPEG, PNG, WebP or AVIF, and type the path of that file."
    if fault.name == "TOO_LARGE":
        return Refusal("picture-size", f"The picture {shown} is too large to be shown.", TOO_LARGE)
    if fault.name == "DRAWING":
        return Refusal("picture-kind", f"{shown} is an SVG drawing, which can carry scripts, and is not shown.", save)
    if fault.name == "PHONE":
        return Refusal("picture-kind", f"{shown} is a HEIC picture, which most browsers do not show.", save)
    if fault.name == "MOVING":
        return Refusal("picture-kind", f"{shown} moves, or holds several pictures; pages show still ones.", save)
    if fault.name == "BROKEN":
        again = "Copy it again from where it came from, or save it anew."
        return Refusal("picture-broken", f"{shown} is damaged: it begins as a picture and cannot be read.", again)
    return Refusal("picture-kind", f"{shown} is not a picture of a kind that is shown.", save)


def _named(wanted: WantedPicture, key: str, found: Encoded, newsroom: Newsroom) -> tuple[Photo, list[Page]]:
    """The picture with a path for each of its files."""
    origin = f"{newsroom.shown(newsroom.stories)}/{wanted.image.file}"
    files: list[PhotoFile] = []
    pages: list[Page] = []
    for size in found.sizes:
        path = picture_path(wanted.stem, size.width, _ENDINGS[size.kind], size.content)
        files.append(PhotoFile(path, size.kind, size.width, size.height))
        pages.append(Page(path, size.content, origin=origin))
    return Photo(key, tuple(files), files[-1].kind == "image/png"), pages
