"""The bytes of a writer's picture go in; the sizes and formats that pages serve come out, or what is wrong with them.

This module never opens a file, and nothing of what a camera or an editor noted in the picture (place, name, words) gets out.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from enum import Enum

from PIL import Image, ImageCms, UnidentifiedImageError, features
from PIL import __version__ as pillow_version

WIDTHS = (480, 960, 1600)  # pixels: a phone, a tablet, a dense screen; never more than the picture has
MOST_BYTES = 40_000_000
MOST_SIDE = 12_000  # pixels
MOST_PIXELS = 65_000_000  # what cameras and phones take; a decoded picture needs four bytes for each
# The decoders of these hold the whole picture several times over.
MOST_PIXELS_OF = {"WEBP": 30_000_000, "AVIF": 30_000_000}
_READABLE = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF")
# Goes up when the settings below change, so that nothing made by the old ones is taken for new.
_RECIPE = 2
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)


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
            most = MOST_PIXELS_OF.get(str(picture.format), MOST_PIXELS)
            if max(picture.size) > MOST_SIDE or picture.width * picture.height > most:
                return PhotoFault.TOO_LARGE
            # A camera's JPEG may carry a small copy or a second view behind the picture; the first is the picture.
            if getattr(picture, "is_animated", False) and picture.format != "MPO":
                return PhotoFault.MOVING
            # A JPEG may be read at a half or less of its size, at a fraction of the memory.
            picture.draft(None, (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
            picture.load()
            return _in_srgb(_shrunk(picture))
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


def _shrunk(picture: Image.Image) -> Image.Image:
    """The picture as it is to be looked at, with no more pixels than pages need: what follows copies it several times."""
    turned = _held(picture)
    if picture.has_transparency_data and picture.mode not in ("RGBA", "LA"):
        picture = picture.convert("RGBA")
    elif picture.mode in ("1", "P"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    width, height = (picture.height, picture.width) if turned in _SIDEWAYS else picture.size
    if width > WIDTHS[-1]:
        fitting = (WIDTHS[-1], max(1, round(height * WIDTHS[-1] / width)))
        picture = picture.resize(fitting[::-1] if turned in _SIDEWAYS else fitting, Image.Resampling.LANCZOS)
    return picture.transpose(_UPRIGHT[turned]) if turned in _UPRIGHT else picture


def _held(picture: Image.Image) -> int | None:
    """How a camera noted that it was held (EXIF 274)."""
    try:
        held = picture.getexif().get(_ORIENTATION)
    except Exception:  # noqa: BLE001  unreadable notes are no reason to refuse the pixels
        return None
    return held if isinstance(held, int) else None


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
