"""The bytes or the text of one YAML file go in; a Document of plain text data comes out, with every reason to doubt it.

Nothing is built but text, lists and groups of fields; a writer's mistake is never an exception.
"""

from __future__ import annotations

import codecs
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from generator.problem import Place, Problem, Severity, in_file_order, place_at_mark
from generator.reading.document import Document
from generator.reading.events import EventWalk
from generator.reading.syntax import Broken, syntax_problem
from generator.reading.traps import Traps
from generator.text import CONTROLS, kind_of, name_of
from generator.text import unseen as unseen_in

LARGEST = 2_000_000
"""The largest file that is read, in bytes (and, for a text, in characters)."""

Read = tuple[Document | None, tuple[Problem, ...]]
_LONE_RETURN = re.compile(r"\r(?!\n)")
_ERROR = Severity.ERROR
_HANGING = frozenset({"bad-indent", "missing-colon", "comment-in-text"})
# What explains a syntax error in the same line that follows from it.
_CAUSES = frozenset({"alias", "anchor", "tag", "key-not-text", "comment-in-text"})


def read_file(path: Path, file: str) -> Read:
    """Read one file; `file` is its name as shown to people.

    UTF-8, with or without a byte-order mark, lines ended by LF or CRLF, at most 2 MB. Anything else, and whatever the
    system refuses, is a problem at 1:1 or at the first byte that does not fit, and there is no Document then.

    >>> document, problems = read_file(Path("/nowhere/a.yaml"), "a.yaml")
    >>> document, str(problems[0])
    (None, 'a.yaml:1:1: error: There is no file of this name. [no-file]')
    """
    raw = bytes_of(path, file)
    return (None, (raw,)) if isinstance(raw, Problem) else read_bytes(raw, file)


def bytes_of(path: Path, file: str) -> bytes | Problem:
    """The bytes of one file, or why they cannot be had; `file` is its name as shown to people."""
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            return _refused(file, "unreadable", "This is a folder, and a file is expected here.")
        if not stat.S_ISREG(facts.st_mode):
            return _refused(file, "unreadable", "This is not an ordinary file, and is not opened.")
        with path.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except FileNotFoundError:
        return _refused(file, "no-file", "There is no file of this name.")
    except PermissionError:
        return _refused(file, "unreadable", "This file may not be read.", "Give yourself the right to read it.")
    except OSError as error:
        return _refused(file, "unreadable", f"This file cannot be read: {error.strerror or 'the system refuses it'}.")
    except ValueError:
        return _refused(
            file, "unreadable", "This file cannot be read: its name holds characters that no file name can have."
        )
    return _too_large(file, max(facts.st_size, len(raw)), "bytes") if len(raw) > LARGEST else raw


def read_bytes(raw: bytes, file: str) -> Read:
    """Read the bytes of one file, wherever they come from (an earlier version in git); `file` is its name as shown to people.

    >>> read_bytes(b"title: A quiet harbour", "a.yaml")[0].data
    {'title': 'A quiet harbour'}
    """
    if len(raw) > LARGEST:
        return None, (_too_large(file, len(raw), "bytes"),)
    text, problem = _decoded(raw, file)
    return (None, (problem,)) if problem else read_text(text, file)


def read_text(text: str, file: str) -> Read:
    """Read the text of one file; `file` is its name as shown to people.

    The problems come in file order, each once. The first syntax error ends the reading: what was read before it
    comes in a Document that is not `whole`. Where nothing is usable (an empty file, a list at the top) there is no Document.

    Follows YAML 1.1 as far as stories need it: https://yaml.org/spec/1.1/. Every plain or quoted value is text, except
    that an unquoted nothing, `~` and `null` are None.

    >>> document, problems = read_text("title: Foo: bar", "a.yaml")
    >>> print(problems[0].place, problems[0].code, problems[0].hint)
    a.yaml:1:11 colon-in-text Put the text in quotes: `title: "Foo: bar"`.
    """
    if len(text) > LARGEST:
        return None, (_too_large(file, len(text), "characters"),)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    unseen = tuple(_unseen(text, file))
    if unseen:
        text = _LONE_RETURN.sub("\ufffd", CONTROLS.sub("\ufffd", text))
    lines = tuple(text.split("\n"))
    walk = EventWalk(file, lines)
    error = walk.run(text)
    traps = Traps(file, lines)
    traps.look(walk.data, walk.root)
    problems = list(_together(walk, traps, error, unseen))
    if not isinstance(walk.data, dict):
        return None, in_file_order([*problems, *_top(walk, problems)])
    document = Document(file, walk.data, lines, not walk.stopped, tuple(traps.odd_keys), walk.root)
    return document, in_file_order(problems)


def _together(
    walk: EventWalk, traps: Traps, error: yaml.YAMLError | None, unseen: tuple[Problem, ...]
) -> Iterator[Problem]:
    """All problems, without those that only follow from another one."""
    yield from unseen
    yield from walk.problems
    if error is None:
        yield from traps.problems
        return
    bracket = walk.brackets()
    opened = (bracket.line, bracket.column) if bracket else None
    broken = Broken(error, walk.lines, walk.last, opened, walk.columns())
    found = syntax_problem(walk.file, broken)
    told = [p for p in traps.problems if p.place.line < found.place.line or p.code in _CAUSES]
    # The same thing said as a warning by one and as an error by the other is said once.
    yield from (p for p in told if p.severity is _ERROR or (p.place, p.code) != (found.place, found.code))
    causes = [p for p in (*walk.problems, *told) if p.severity is _ERROR]
    if not _follows(found, broken.at[0] + 1, causes) and not any(p.place <= found.place for p in unseen):
        yield found


def _follows(found: Problem, line: int, causes: Iterable[Problem]) -> bool:
    """Whether a syntax error noticed in `line` comes from a mistake that was told already."""
    for cause in causes:
        if cause.code in _CAUSES and cause.place.line == line:
            return True
        # A text cut short by a remark or a colon leaves its next line hanging in the air.
        cut = cause.code in ("comment-in-text", "colon-in-text") and found.code in _HANGING
        if cut and cause.place.line + 1 in (line, found.place.line):
            return True
        # A remark may have swallowed the bracket that closes.
        if cause.code == "comment-in-text" and found.code == "unclosed-bracket" and found.place < cause.place:
            return True
    return False


def _top(walk: EventWalk, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Why a file whose top is no group of fields cannot be used, unless that is clear already."""
    if any(p.severity is Severity.ERROR for p in problems):
        return
    if walk.data is None:
        hint = "A story begins with `title: ` and its title."
        yield Problem(Place(walk.file), "empty-file", "There is nothing in this file.", hint)
        return
    place = place_at_mark(walk.file, walk.root.line, walk.root.column) if walk.root else Place(walk.file)
    if isinstance(walk.data, list):
        message = "This file begins with a list, and fields such as `title: ...` are expected."
        yield Problem(place, "not-fields", message, "Take out the dash or bracket, or name the list: `key_points:`.")
        return
    typed = walk.data if isinstance(walk.data, str) else ""
    tight = re.match(r"([A-Za-z_][\w-]*):(?=[^\s/])", typed)
    if tight:
        place = Place(place.file, place.line, place.column + tight.end() - 1)
        hint = f"Type a space after the colon: `{tight[1]}: {typed[tight.end() :][:40]}`."
        yield Problem(place, "space-after-colon", f"There is no space after `{tight[1]}:`.", hint)
        return
    message = "This file holds a text without fields, and fields such as `title: ...` are expected."
    yield Problem(place, "not-fields", message, "Begin with `title: ` and the title of the story.")


def _unseen(text: str, file: str) -> Iterator[Problem]:
    """One problem for each kind of character that must not stand in a file, at the first of them."""
    found: dict[str, list[int]] = {}
    for match in CONTROLS.finditer(text):
        found.setdefault(match.group(), []).append(match.start())
    for match in _LONE_RETURN.finditer(text) if "\r" in text else ():
        found.setdefault("\r", []).append(match.start())
    for at in unseen_in(text):
        found.setdefault(kind_of(text[at]), []).append(at)
    for offsets in found.values():
        character = text[offsets[0]]
        code, what, hint = _named(character)
        also = f" There are {len(offsets)} of them in this file." if len(offsets) > 1 else ""
        line = text.count("\n", 0, offsets[0])
        column = offsets[0] - text.rfind("\n", 0, offsets[0]) - 1
        yield Problem(place_at_mark(file, line, column), code, f"{what}{also}", hint)


def _named(character: str) -> tuple[str, str, str]:
    """Code, sentence and hint for a character that must not stand in a file."""
    name = f"U+{ord(character):04X}"
    if "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069":
        spoken = unicodedata.name(character, "").lower()
        hint = "Delete it; text in Arabic or Hebrew needs no such sign."
        return (
            "bidi-control",
            f"An invisible sign that turns the direction of writing stands here ({name}, {spoken}).",
            hint,
        )
    if character in "\r\u2028\u2029\x85\x0b\x0c":
        message = (
            f"An invisible line end stands here ({name}), which some programs show as a new line and others do not."
        )
        return "odd-line-end", message, "Delete it, and press Enter where a line should end."
    if character == "\ufeff":
        hint = "Delete it; it may stand only at the very beginning of a file."
        return "control-character", f"An invisible byte-order mark stands here ({name}).", hint
    if unicodedata.category(character) != "Cc" and not CONTROLS.match(character):
        message = f"An invisible character stands here ({name_of(character)}), which does nothing at this place."
        return "invisible-character", message, "Delete it; it often comes along when text is copied."
    return (
        "control-character",
        f"An invisible control character stands here ({name}).",
        "Delete it and type the text anew.",
    )


def _decoded(raw: bytes, file: str) -> tuple[str, Problem | None]:
    """The text of a file in UTF-8, or the reason why it is none."""
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    nothing = raw[:64].count(0)
    if wide or len(raw[:64]) // 3 <= nothing < len(raw[:64]):
        hint = "Save it again with the encoding UTF-8."
        return "", Problem(
            Place(file), "encoding", "This file is written in UTF-16 or UTF-32, and UTF-8 is expected.", hint
        )
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        row = before[before.rfind("\n") + 1 :]
        message = f"This file is not written in UTF-8: the byte {raw[error.start]:02X} (hexadecimal) here does not fit."
        place = place_at_mark(file, before.count("\n"), len(row))
        return "", Problem(place, "encoding", message, "Save the file again with the encoding UTF-8.")


def _too_large(file: str, size: int, unit: str) -> Problem:
    message = f"This file has {size:,} {unit}, and {LARGEST:,} (2 MB) is the most that is read."
    return _refused(file, "too-large", message, "Split it into several stories.")


def _refused(file: str, code: str, message: str, hint: str = "") -> Problem:
    return Problem(Place(file), code, message, hint)
