"""Pictures for tests, drawn while they run: openly invented shapes, with all that a camera might note in them."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw

# Noted in the pictures, and to be found in nothing that is made from them.
NOTED = (b"GULL-ROCK", b"1999:12:31", b"Canon of Nowhere")


def drawn(width: int = 1800, height: int = 1200) -> Image.Image:
    """A red sky over a blue sea, with a sun at the left: whoever turns it shows it."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, height // 2, width, height), fill=(20, 40, 180))
    pen.ellipse((width // 10, height // 10, width // 4, height // 3), fill=(250, 240, 120))
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def photograph(width: int = 1800, height: int = 1200, *, turned: int = 1) -> bytes:
    """A JPEG as a camera saves it, with place, time and names; `turned` is how the camera was held (EXIF 274)."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Canon of Nowhere"
    exif[0x010E] = "TAKEN-AT-GULL-ROCK"
    exif.get_ifd(0x8769)[0x9003] = "1999:12:31 23:59:59"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (12.0, 34.0, 56.0)
    exif.get_ifd(0x8825)[29] = "1999:12:31"
    return saved(drawn(width, height), "JPEG", exif=exif, comment=b"GULL-ROCK", xmp=b"<x>GULL-ROCK</x>")


def bomb(side: int = 20_000) -> bytes:
    """A PNG of a few bytes that says it is `side` pixels wide and high."""
    head = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + b"\0\0\0\0IDAT"


def vast(width: int, height: int) -> bytes:
    """A see-through PNG of few bytes that is as large as it says."""
    packer = zlib.compressobj(1)
    row = b"\0" + bytes(4 * width)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def put(root: Path, name: str, content: bytes | None = None) -> Path:
    """Write a picture into `stories/`."""
    path = root / "stories" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(photograph(600, 400) if content is None else content)
    return path
