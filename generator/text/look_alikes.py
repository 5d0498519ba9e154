"""Letters of one alphabet that look like those of another: a name goes in, a letter that is not what it seems comes out, or the name folded.

This module never judges a name that mixes alphabets openly, and knows Latin, Cyrillic and Greek letters alone.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

# Facts of Unicode's table of confusables (UTS 39), for letters that look alike in every common type.
_CYRILLIC = MappingProxyType(dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝ", "ABESIJKMHOPCTYXaesijopcyxdhqw", strict=True)))
_GREEK = MappingProxyType(dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)))
_TO_LATIN = MappingProxyType({**_CYRILLIC, **_GREEK})
_WORD = re.compile(r"[^\W\d_]+")


def folded(name: str) -> str:
    """A name as it looks: names that are equal so, and differ in letters, cannot be told apart by a reader.

    >>> folded("Аda Brandt") == folded("Ada Brandt"), folded("Москва") == folded("Mockba")
    (True, False)
    """
    return "".join(_TO_LATIN.get(sign, sign) for sign in unicodedata.normalize("NFC", name)).casefold()


def stray_letter(name: str) -> tuple[int, str, str] | None:
    """The first letter that seems to belong to its word and does not: where it stands, itself, the one to type instead.

    >>> stray_letter("Аda Brandt"), stray_letter("β-Carotin"), stray_letter("T恤")
    ((0, 'А', 'A'), None, None)
    """
    for word in _WORD.finditer(name):
        scripts = [_script(sign) for sign in word[0]]
        kinds = set(scripts)
        if len(kinds) != 2 or "LATIN" not in kinds or not kinds <= {"LATIN", "CYRILLIC", "GREEK"}:
            continue
        (other,) = kinds - {"LATIN"}
        foreign = [at for at, script in enumerate(scripts) if script == other]
        latin = [at for at, script in enumerate(scripts) if script == "LATIN"]
        if all(word[0][at] in _TO_LATIN for at in foreign):
            at = foreign[0]
            return word.start() + at, word[0][at], _TO_LATIN[word[0][at]]
        back = {seems: sign for sign, seems in (_CYRILLIC if other == "CYRILLIC" else _GREEK).items()}
        plain = [at for at in foreign if word[0][at] not in _TO_LATIN]
        if len(plain) > 1 and all(word[0][at] in back for at in latin):
            at = latin[0]
            return word.start() + at, word[0][at], back[word[0][at]]
    return None


def _script(sign: str) -> str:
    """The alphabet of a letter, by Unicode's name for it: `LATIN`, `CYRILLIC`, `GREEK` or another word."""
    return unicodedata.name(sign, "").partition(" ")[0]
