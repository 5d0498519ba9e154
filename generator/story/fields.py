"""The kinds of field a story has: plain text, ids, addresses, numbers, dates; text from the file goes in, checked values come out.

Every refusal is an error with a sentence for the writer; this module never looks at other fields or other entries.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

from generator.dates import When, WhenError, parse_when
from generator.story.base import field_error, quoted
from generator.story.typed_number import read_number
from generator.text import is_blank, web_address_fault, without_line_ends

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]*")
LANG_PATTERN = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
NOT_STATED = "not-stated"
# Words with a meaning of their own wherever an id may stand.
RESERVED_IDS = frozenset({NOT_STATED, "story"})
# Windows opens a device in place of a file of such a name, whatever its ending, so that nobody could check it out there.
_DEVICE = re.compile(r"(?:con|nul|aux|prn|(?:com|lpt)[0-9¹²³])(?:[ .].*)?", re.IGNORECASE)


def text_value(value: object) -> object:
    """Check that the value is text and not empty; runs of blanks and line ends become one blank."""
    if value is None or (isinstance(value, str) and is_blank(value)):
        raise field_error("empty", "There is nothing here.", "Type the text, or delete the line.")
    if isinstance(value, dict):
        raise field_error(
            "not-text",
            "Text belongs here, and this reads as a list of fields.",
            "A colon followed by a space makes a field: put the text in quotes, or on the next line after '>-'.",
        )
    if isinstance(value, list):
        raise field_error(
            "not-text", "Text belongs here, and this is a list.", "Type one text, without dashes or square brackets."
        )
    return " ".join(without_line_ends(value).split()) if isinstance(value, str) else value


def choice(value: object) -> object:
    """Check that the value is a word, and trim it."""
    return value.strip() if isinstance(value, str) else text_value(value)


def identifier(value: object) -> object:
    """Check that the value has the form of an id."""
    value = choice(value)
    if isinstance(value, str) and not ID_PATTERN.fullmatch(value):
        raise field_error("bad-id", f"{quoted(value)} cannot be an id.", id_hint(value))
    return value


def id_hint(value: str) -> str:
    """Say what an id looks like, with the writer's own words turned into one where that is possible."""
    guess = re.sub(r"[^a-z0-9]+", "-", value.strip().lower()).strip("-")
    if "," in value and all(ID_PATTERN.fullmatch(part.strip()) for part in value.split(",")):
        return f"For several, type them in square brackets: [{value.strip()}]."
    words = value.split()
    if len(words) > 1 and all(ID_PATTERN.fullmatch(word) for word in words):
        one = f" If it is one, perhaps '{guess}'." if guess not in RESERVED_IDS else ""
        return f"For several, type them in square brackets: [{', '.join(words)}].{one}"
    suggestion = f" Perhaps '{guess}'." if guess and guess not in RESERVED_IDS else ""
    return f"An id has small letters a to z, digits and hyphens, and begins with a letter or digit.{suggestion}"


def names_a_device(part: str) -> bool:
    """Whether a file or folder of this name cannot be made on Windows, in whatever case it is written.

    >>> [name for name in ("con", "NUL", "com1", "aux.old", "conduct", "com10", "lpt") if names_a_device(name)]
    ['con', 'NUL', 'com1', 'aux.old']
    """
    return bool(_DEVICE.fullmatch(part))


def _url(value: object) -> object:
    value = choice(value)
    if isinstance(value, str) and (fault := web_address_fault(value)):
        raise field_error("bad-url", f"{quoted(value)} {fault.said}.", fault.hint)
    return value


def _lang(value: object) -> object:
    value = choice(value)
    if isinstance(value, str) and not LANG_PATTERN.fullmatch(value):
        raise field_error(
            "bad-language",
            f"{quoted(value)} is not a language tag.",
            "Type for example 'en', 'zh-Hant', 'pt-BR' (BCP 47).",
        )
    return value


def when_value(value: object) -> object:
    """Parse a date; the error points into the text."""
    if isinstance(value, When):
        return value
    if not isinstance(value, str):
        value = text_value(value)
    assert isinstance(value, str)
    try:
        return parse_when(value)
    except WhenError as error:
        raise field_error("bad-date", error.message, error.hint, error.offset) from None


def _listed(value: object) -> object:
    """A single item stands for a list of one; an empty value for an empty list."""
    if value is None:
        return ()
    return [value] if isinstance(value, str | dict) else value


def _yes(value: object) -> object:
    value = choice(value)
    if isinstance(value, str):
        words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
        if value.lower() not in words:
            raise field_error("not-yes-or-no", f"{quoted(value)} is neither 'true' nor 'false'.", "Type true or false.")
        return words[value.lower()]
    return value


def _number(value: object) -> object:
    value = choice(value)
    return read_number(value) if isinstance(value, str) else value


def _number_or_gap(value: object) -> object:
    """A number, or None where it is said that there is none."""
    if isinstance(value, str) and value.strip() == NOT_STATED:
        return None
    return _number(value)


Text = Annotated[str, BeforeValidator(text_value)]
Id = Annotated[str, BeforeValidator(identifier)]
Url = Annotated[str, BeforeValidator(_url)]
Lang = Annotated[str, BeforeValidator(_lang)]
YesNo = Annotated[bool, BeforeValidator(_yes)]
Number = Annotated[Decimal, BeforeValidator(_number)]
NumberOrGap = Annotated[Decimal | None, BeforeValidator(_number_or_gap)]
Exact = Annotated[When, BeforeValidator(when_value), PlainSerializer(lambda when: when.text)]
Listed = BeforeValidator(_listed)
