"""A picture's bytes go in, its sizes come out: made once, and kept in `.explainer/pictures/` for the next run.

What is kept there can be deleted at any time. This module never trusts it: what does not fit its own hash is made again,
and where nothing can be kept the run goes on without.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from generator.writing import make_folders, stage

if TYPE_CHECKING:
    from generator.media.encode import Encoded, PhotoFault

_FORMAT = 1
Signature = tuple[str, int, int, int]


class Shelf:
    """The sizes of pictures, kept from run to run. Not safe for threads."""

    def __init__(self, folder: Path, root: Path) -> None:
        """`folder` holds what is kept, as long as no link leads it out of the newsroom at `root`."""
        real, home = os.path.realpath(folder), os.path.realpath(root)
        self._folder = folder if Path(real).is_relative_to(home) else None
        self._known: dict[Signature, str] = {}
        self._unkept: dict[str, Encoded | PhotoFault] = {}

    def key_of(self, signature: Signature) -> str | None:
        """The key of a file that was taken in since, by its path, time, size and number."""
        return self._known.get(signature)

    def sizes_of(self, key: str) -> Encoded | PhotoFault | None:
        """What was made of a picture before; None where it has to be made."""
        return self._unkept.get(key) or self._kept(key)

    def take_in(self, content: bytes, signature: Signature) -> tuple[str, Encoded | PhotoFault]:
        """The key of a picture, and its sizes or what is wrong with it, from the shelf or made now."""
        # Pillow takes a moment to start, which nobody should wait for whose stories have no pictures.
        from generator.media.encode import encode_photo, recipe

        key = hashlib.sha256(f"{recipe()}\0".encode() + content).hexdigest()
        self._known[signature] = key
        found = self.sizes_of(key)
        if found is None:
            found = encode_photo(content)
            if not self._keep(key, found):
                self._unkept[key] = found
        return key, found

    def _kept(self, key: str) -> Encoded | PhotoFault | None:
        if self._folder is None:
            return None
        try:
            data = (self._folder / key).read_bytes()
        except OSError:
            return None
        return _unpacked(data)

    def _keep(self, key: str, found: Encoded | PhotoFault) -> bool:
        if self._folder is None:
            return False
        with suppress(OSError):  # a full or locked disk: it is made again next time
            make_folders(self._folder)
            staged = stage(self._folder, 0, _packed(found))
            try:
                os.replace(staged, self._folder / key)
            except OSError:
                staged.unlink(missing_ok=True)
                return False
            return True
        return False


def _packed(found: Encoded | PhotoFault) -> bytes:
    """One line of JSON that says what follows, then the files, one after the other."""
    from generator.media.encode import PhotoFault

    if isinstance(found, PhotoFault):
        head, body = {"fault": found.name}, b""
    else:
        body = b"".join(size.content for size in found.sizes)
        head = {"sizes": [[size.kind, size.width, size.height, len(size.content)] for size in found.sizes]}  # type: ignore[dict-item]
    return json.dumps({"format": _FORMAT, "sha256": hashlib.sha256(body).hexdigest(), **head}).encode() + b"\n" + body


def _unpacked(data: bytes) -> Encoded | PhotoFault | None:
    from generator.media.encode import Encoded, PhotoFault, Size

    line, _, body = data.partition(b"\n")
    try:
        head = json.loads(line)
        if head["format"] != _FORMAT or head["sha256"] != hashlib.sha256(body).hexdigest():
            return None
        if "fault" in head:
            return PhotoFault[head["fault"]]
        sizes, at = [], 0
        for kind, width, height, length in head["sizes"]:
            sizes.append(Size(str(kind), int(width), int(height), body[at : at + int(length)]))
            at += int(length)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Encoded(tuple(sizes)) if sizes and at == len(body) else None
