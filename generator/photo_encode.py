"""The bytes of a writer's picture go in; the sizes and formats that pages serve come out, or what is wrong with them.

This module never opens a file, and nothing of what a camera or an editor noted in the picture (place, name, words) gets out.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from enum import Enum

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features
from PIL import __version__ as pillow_version

WIDTHS = (480, 960, 1600)  # pixels: a phone, a tablet, a dense screen; never more than the picture has
MOST_BYTES = 40_000_000
MOST_SIDE = 12_000  # pixels
MOST_PIXELS = 80_000_000
_READABLE = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF")
# Goes up when the settings below change, so that nothing made by the old ones is taken for new.
_RECIPE = 1


class PhotoFault(Enum):
    """Why a file cannot be shown as a picture."""

    NOT_A_PICTURE = "not a picture"
    DRAWING = "an SVG, which can carry scripts"
    PHONE = "a HEIC picture, which browsers do not show"
    TOO_LARGE = "too large"
    MOVING = "several pictures in one file"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a picture in one format: `kind` is its media type, width and height are in pixels."""

    kind: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Encoded:
    """All sizes of a picture, smallest first, the modern format before the one every browser knows."""

    sizes: tuple[Size, ...]


def recipe() -> str:
    """What the bytes made from a picture depend on beside the picture itself."""
    return f"{_RECIPE} {pillow_version} {modern_format()}"


def modern_format() -> str:
    """AVIF where this Pillow can write it, else WebP."""
    return "AVIF" if features.check("avif") else "WEBP"


def encode_photo(content: bytes) -> Encoded | PhotoFault:
    """Make all sizes of a picture, upright, in sRGB and without metadata; the same bytes give the same files.

    >>> encode_photo(b"<svg onload='x'/>")
    <PhotoFault.DRAWING: 'an SVG, which can carry scripts'>
    >>> encode_photo(b"Hello")
    <PhotoFault.NOT_A_PICTURE: 'not a picture'>
    """
    if len(content) > MOST_BYTES:
        return PhotoFault.TOO_LARGE
    upright = _upright(content)
    if isinstance(upright, PhotoFault):
        return upright
    plain = "PNG" if upright.mode == "RGBA" else "JPEG"
    sizes = []
    for width in sorted({min(width, upright.width) for width in WIDTHS}):
        height = max(1, round(upright.height * width / upright.width))
        small = upright.resize((width, height), Image.Resampling.LANCZOS)
        for kind in (modern_format(), plain):
            sizes.append(Size(f"image/{kind.lower()}", width, height, _saved(small, kind)))
    return Encoded(tuple(sizes))


def _upright(content: bytes) -> Image.Image | PhotoFault:
    try:
        with warnings.catch_warnings():
            # Pillow warns of odd notes in a file, and of large pictures, which are measured here.
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=_READABLE)
            if max(picture.size) > MOST_SIDE or picture.width * picture.height > MOST_PIXELS:
                return PhotoFault.TOO_LARGE
            # A camera's JPEG may carry a small copy or a second view behind the picture; the first is the picture.
            if getattr(picture, "is_animated", False) and picture.format != "MPO":
                return PhotoFault.MOVING
            picture.load()
            return _in_srgb(_turned(picture))
    except Image.DecompressionBombError:
        return PhotoFault.TOO_LARGE
    except UnidentifiedImageError:
        # Asked last: a photograph's own notes may hold these words too.
        return _unknown(content)
    except Exception:  # noqa: BLE001  readers of broken files raise whatever they stumble upon
        return PhotoFault.BROKEN


def _unknown(content: bytes) -> PhotoFault:
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return PhotoFault.PHONE
    return PhotoFault.DRAWING if b"<svg" in content[:4096].lower() else PhotoFault.NOT_A_PICTURE


def _turned(picture: Image.Image) -> Image.Image:
    """The picture as it is to be looked at: cameras note how they were held."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001  unreadable notes are no reason to refuse the pixels
        return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The pixels alone, as RGB or RGBA: profiles and notes stay behind."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I;16"):
        # Pillow cuts 16 bits off at 255 where it should scale them.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    clear = picture.has_transparency_data
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            picture = converted or picture
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # A profile that does not fit its picture: the numbers are shown as they are.
    final = picture.convert("RGBA" if clear else "RGB")
    bare = Image.new(final.mode, final.size)
    bare.paste(final)
    return bare


def _saved(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "AVIF":
        # One thread: with more, the bytes would depend on the machine.
        picture.save(out, kind, quality=60, speed=6, max_threads=1)
    elif kind == "WEBP":
        picture.save(out, kind, quality=78, method=4)
    elif kind == "JPEG":
        picture.save(out, kind, quality=80, optimize=True, progressive=True)
    else:
        picture.save(out, kind, optimize=True)
    return out.getvalue()
