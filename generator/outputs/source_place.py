"""Where a source stands in the register of sources: the source goes in, the key of its group and the id of its entry come out.

Nothing here depends on what other sources there are, so that an address stays what it is when more come.
"""

from __future__ import annotations

import unicodedata

from generator.story import Source

# Articles that no reader looks a newspaper up by.
_ARTICLES = ("The ", "ال")


def source_letter(source: Source, *, unnamed: bool) -> str:
    """Under what a source stands in the register: its publisher's first letter, or that it is a person, or has no publisher.

    A Latin letter is itself, that of another alphabet the number of its sign in Unicode (`u00431` for б); scripts without
    an alphabet, such as Chinese, are `signs`.

    >>> source_letter(Source(publisher="The Courier"), unnamed=False), source_letter(Source(publisher="Вестник"), unnamed=False)
    ('c', 'u00432')
    """
    if unnamed:
        return "unnamed"
    if not source.publisher:
        return "people" if source.kind == "person" else "others"
    name = source.publisher
    for article in _ARTICLES:
        name = name.removeprefix(article)
    first = unicodedata.normalize("NFKD", name).casefold()[:1]
    if "a" <= first <= "z":
        return first
    return f"u{ord(first):05x}" if _of_an_alphabet(first) else "signs"


def letter_of(key: str) -> str:
    """The letter of a group, as a heading has it; empty for a group that is none of a letter.

    >>> letter_of("c"), letter_of("u00432"), letter_of("signs")
    ('C', 'В', '')
    """
    if len(key) == 1:
        return key.upper()
    return chr(int(key[1:], 16)).upper() if key[0] == "u" and key[1:2].isdigit() else ""


def _of_an_alphabet(sign: str) -> bool:
    """Whether a script has few enough letters for a group each: not so where signs are as wide as two letters."""
    return unicodedata.category(sign).startswith("L") and unicodedata.east_asian_width(sign) not in "WF"


def source_anchor(id: str) -> str:
    """The HTML id of a shared source's entry in the register of sources."""
    return f"source-{id}"
