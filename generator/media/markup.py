"""A picture on any page: its files and what was typed go in; HTML with all sizes, caption and credit comes out.

This module never shows a picture without the words for those who cannot see it, nor one whose size is not known beforehand.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from generator.archive import Photo, PhotoFile
from generator.language import Words
from generator.story import Image
from generator.text import Md, html_attribute, html_text


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """A place for pictures on the page: the name of its looks, how wide it is (as the attribute `sizes`), whether it comes first."""

    look: str
    sizes: str
    first: bool = False


# As wide as the column of text, which grows with the theme's letters, and a phone's screen without its margins. Widths are
# those of photos.css.
LEAD = PhotoPlace(
    "ep-photo-lead", "(min-width: 2000px) 744px, (min-width: 1600px) 682px, (min-width: 660px) 620px, 96vw", True
)
ENTRY = PhotoPlace("ep-photo-entry", "(min-width: 480px) 420px, 90vw")
PERSON = PhotoPlace("ep-photo-person", "160px")


def photo_figure(photo: Photo, image: Image, place: PhotoPlace, folder: str, words: Words) -> Md:
    """A picture in its place on the page that is published at the folder `folder` of the site (`stories/gates`)."""
    shown = _picture(folder, photo, image, place)
    look = f"ep-photo {place.look}{' ep-photo-clear' if photo.clear else ''}"
    return Md(f'<figure class="{look}">{shown}{_below(words, image)}</figure>')


def _picture(folder: str, photo: Photo, image: Image, place: PhotoPlace) -> str:
    """The modern files for browsers that know them, the others for the rest, and the size before any of them is there."""
    plain = photo.largest.kind
    modern = [file for file in photo.files if file.kind != plain]
    others = [file for file in photo.files if file.kind == plain]
    size = f'width="{photo.largest.width}" height="{photo.largest.height}"'
    # What a reader sees first must not wait; what is further down is loaded when it comes near.
    haste = 'fetchpriority="high"' if place.first else 'loading="lazy"'
    source = (
        f'<source type="{modern[0].kind}" srcset="{_srcset(folder, modern)}" sizes="{place.sizes}">' if modern else ""
    )
    middle = others[min(1, len(others) - 1)]
    return (
        f'<picture>{source}<img src="{_to(folder, middle)}" srcset="{_srcset(folder, others)}" sizes="{place.sizes}" {size} '
        f'alt="{html_attribute(image.alt)}" {haste} decoding="async"></picture>'
    )


def _srcset(folder: str, files: Sequence[PhotoFile]) -> str:
    return ", ".join(f"{_to(folder, file)} {file.width}w" for file in files)


def _to(folder: str, file: PhotoFile) -> str:
    """The way from the page's address, a folder of its own, to a file: nobody mends addresses in HTML after us."""
    return posixpath.relpath(file.path, folder)


def _below(words: Words, image: Image) -> str:
    """Caption, who made it, and on what terms."""
    facts = []
    if image.credit:
        facts.append(html_text(words.text("photo_credit", name=image.credit)))
    if image.licence:
        facts.append(html_text(words.text("photo_licence", terms=image.licence)))
    caption = [html_text(image.caption)] if image.caption else []
    credit = [f'<span class="ep-photo-credit">{" · ".join(facts)}</span>'] if facts else []
    lines = " ".join((*caption, *credit))
    return f"<figcaption>{lines}</figcaption>" if lines else ""
