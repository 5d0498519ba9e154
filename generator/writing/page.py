"""A file to be: its path under `docs/`, its text, and the seal by which a later run knows a page as its own work.

Renderers make Pages and the writing stage puts them on disk; this module never touches the disk.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace

GENERATOR = "explainer-pages"
GENERATED_LINE = f"generated_by: {GENERATOR}"
HASH_FIELD = "content_hash: "

# Names that Windows keeps for devices, with any ending: a clone of the newsroom there could not be checked out.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_NOT_IN_NAMES = frozenset('<>:"|?*\\')
# A picture's seal is its name, which holds a hash of its bytes.
_PICTURE = re.compile(r"pictures/[a-z0-9-]+-[0-9]+-([0-9a-f]{16})\.(avif|webp|jpg|png)")
_LONGEST_NAME = 255  # bytes: what ext4, APFS and NTFS take


@dataclass(frozen=True, slots=True, order=True)
class Page:
    """One file to be written under `docs/`.

    `path` is relative, with `/` between parts; `text` is written as UTF-8, bytes as they are. `origin` is the file it
    was made from, as shown to people. A page that `gives_way` is left out where a hand-written file has its place (the
    home page); for any other page that is an error.

    >>> Page("stories/a.md", "Hello", origin="stories/a.yaml").path
    'stories/a.md'
    """

    path: str
    text: str | bytes
    origin: str = ""
    gives_way: bool = False


def seal(page: Page) -> Page:
    """Add `generated_by` and `content_hash` to the front matter of a Markdown page; any other page comes back as it is.

    The hash is SHA-256 over the page's path and all of its text but the hash itself, so that an edit anywhere, also in
    the title, and a copy at another place are told from our own work. Sealing twice changes nothing.

    >>> seal(Page("a.md", "---\\ntitle: A\\n---\\nText\\n")).text.split("\\n")[:3]
    ['---', 'title: A', 'generated_by: explainer-pages']
    """
    if not isinstance(page.text, str) or not page.path.endswith(".md"):
        return page
    parts = _front_matter(page.text)
    if parts is None:
        return page
    fields, rest = parts
    fields = [line for line in fields if not line.startswith(("generated_by:", HASH_FIELD.rstrip()))]
    fields.append(GENERATED_LINE)
    return replace(page, text=_joined([*fields, HASH_FIELD + _hash(page.path, fields, rest)], rest))


def picture_path(stem: str, width: int, ending: str, content: bytes) -> str:
    """Where a picture made by us stands below `docs/`; `stem` is an id, `width` is in pixels.

    >>> picture_path("harbour", 480, "jpg", b"")
    'pictures/harbour-480-e3b0c44298fc1c14.jpg'
    """
    return f"pictures/{stem}-{width}-{_picture_hash(content)}.{ending}"


def is_picture_path(path: str) -> bool:
    """Whether a path below `docs/` is of the kind that `picture_path` gives."""
    return _PICTURE.fullmatch(path) is not None


def _picture_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def carries_our_name(text: str | bytes) -> bool:
    """Whether the front matter says that this program made the page, edited since or not."""
    parts = _front_matter(_as_text(text))
    return parts is not None and GENERATED_LINE in parts[0]


def is_ours(text: str | bytes, path: str) -> bool:
    """Whether `text`, found at `path`, is a sealed page that nobody has changed; line ends changed by git do not count.

    A picture is ours where its name holds the hash of its bytes.

    >>> page = seal(Page("a.md", "---\\ntitle: A\\n---\\nText\\n"))
    >>> is_ours(page.text, "a.md"), is_ours(page.text + "more", "a.md"), is_ours(page.text, "copy.md")
    (True, False, False)
    """
    if picture := _PICTURE.fullmatch(path):
        return isinstance(text, bytes) and picture[1] == _picture_hash(text)
    parts = _front_matter(_as_text(text))
    if parts is None:
        return False
    fields, rest = parts
    hashes = [line for line in fields if line.startswith(HASH_FIELD)]
    others = [line for line in fields if not line.startswith(HASH_FIELD)]
    return GENERATED_LINE in others and hashes == [HASH_FIELD + _hash(path, others, rest)]


def path_fault(path: str) -> str:
    """Say in a sentence why a page cannot have this path on every disk and host, or '' when it can.

    >>> path_fault("stories/a.md"), path_fault("../a.md")
    ('', "It leads out of the folder with '..'.")
    """
    if not path:
        return "It is empty."
    if path.startswith("/"):
        return "It begins with '/', so it would lead out of the folder."
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in path):
        return "It holds a character that cannot be seen or written."
    for name in path.split("/"):
        if fault := _name_fault(name):
            return fault
    return ""


def published_at(path: str) -> str:
    """The file of the site that a page becomes, folded so that two pages that would meet on some disk are equal.

    Letter case and the two ways to write an accented letter do not tell files apart on macOS and Windows.

    >>> published_at("Stories/A.md") == published_at("stories/a/index.md")
    True
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
    folder, slash, name = folded.rpartition("/")
    if name in ("index.md", "readme.md"):
        return f"{folder}{slash}index.html"
    return f"{folded[:-3]}/index.html" if name.endswith(".md") else folded


def _name_fault(name: str) -> str:
    """Why one part of a path will not do."""
    if name in ("", "."):
        return "It has an empty part between two '/'."
    if name == "..":
        return "It leads out of the folder with '..'."
    if bad := sorted(_NOT_IN_NAMES.intersection(name)):
        return f"It holds {bad[0]!r}, which some systems do not allow in a file name."
    if name.startswith("."):
        return f"The part '{name}' begins with a dot, and such files are left out of the site."
    if name.endswith((".", " ")):
        return f"The part '{name}' ends with a dot or a space, which Windows takes away."
    if _DEVICE.fullmatch(name):
        return f"'{name}' is a name that Windows keeps for itself."
    if len(name.encode("utf-8")) > _LONGEST_NAME:
        return f"The part '{name[:40]}…' is longer than {_LONGEST_NAME} bytes."
    return ""


def _as_text(text: str | bytes) -> str:
    if isinstance(text, bytes):
        # Bytes that are no UTF-8 were not written by us; what stands in for them makes the hash fail.
        text = text.decode("utf-8", errors="replace")
    return text.replace("\r", "")


def _front_matter(text: str) -> tuple[list[str], str] | None:
    """Split a page into the lines of its front matter and what follows the closing line; None without front matter."""
    if not text.startswith("---\n"):
        return None
    head, found, rest = text[4:].partition("\n---\n")
    return (head.split("\n"), rest) if found else None


def _joined(fields: list[str], rest: str) -> str:
    return "\n".join(["---", *fields, "---", rest])


def _hash(path: str, fields: list[str], rest: str) -> str:
    # Without carriage returns: git may add them on one machine and take them away on another.
    text = _joined(fields, rest).replace("\r", "")
    return hashlib.sha256(f"{path}\0{text}".encode("utf-8", errors="replace")).hexdigest()
