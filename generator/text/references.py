"""The references of prose: the text at a `[[`, `![[` or `[@` goes in, a mention or a citation or a Mistake comes out.

This module never knows which ids exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.problem import Severity
from generator.text.tree import CitedItem, Mention, Mistake, SourceMark

ID = r"[a-z0-9][a-z0-9-]*"
# A reference is a short thing; looking no further for its end keeps a text full of open brackets quick.
LONGEST = 2_000
_TARGET = re.compile(rf"\s*(?:(story:)({ID}(?:/{ID})*)|({ID}))\s*")
_ITEM = re.compile(rf"\s*@({ID})((?:\s+citing\s+@{ID})*)\s*(?:,(.*))?", re.DOTALL)
_CITING = re.compile(rf"@({ID})")

OffsetAt = Callable[[int], int]


def read_mention(text: str, at: int, end: int, offset_at: OffsetAt) -> tuple[Mention | Mistake, int]:
    """Read the mention that opens at `text[at:]` with `[[`; give it, or what is wrong with it, and where it ends."""
    close = text.find("]]", at + 2, min(end, at + LONGEST))
    if close < 0 or "[[" in text[at + 2 : close]:
        return _unclosed(offset_at(at), "[[", "a mention", "]]", "[[id]]"), at + 2
    inside = text[at + 2 : close]
    target, bar, words = inside.partition("|")
    words = " ".join(words.split())
    match = _TARGET.fullmatch(target)
    if match and (words or not bar):
        group = 2 if match[1] else 3
        return Mention(match[group], words, bool(match[1]), offset_at(at + 2 + match.start(group))), close + 2
    return _bad_mention(offset_at(at), text[at : close + 2], target.strip(), words, bool(match)), close + 2


def _bad_mention(offset: int, typed: str, target: str, words: str, is_id: bool) -> Mistake:
    message = f"'{shortened(typed)}' is not a mention that can be followed."
    if is_id:
        hint = f"Type [[{target}]], or words after the bar: [[{target}|these words]]."
    elif not target:
        hint = "Type the id of an entry between the brackets: [[id]] or [[id|these words]]."
    else:
        story, name = ("story:", target[6:]) if target.lower().startswith("story:") else ("", target)
        guess = "/".join(filter(None, (_as_id(part) for part in name.split("/")))) if story else _as_id(name)
        hint = f"An id has small letters, digits and hyphens only: [[{story}{guess or 'id'}|{words or name.strip() or 'words'}]]."
    return Mistake(offset, "mention-malformed", message, hint, Severity.ERROR)


def _as_id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _unclosed(offset: int, opening: str, what: str, closing: str, example: str) -> Mistake:
    return Mistake(
        offset,
        "reference-unclosed",
        f"'{opening}' opens {what}, and no '{closing}' closes it in this paragraph.",
        f"Type {example}; to show the bracket itself, put a backslash before it.",
        Severity.ERROR,
    )


def read_citation(text: str, at: int, end: int, offset_at: OffsetAt) -> tuple[SourceMark | Mistake, int]:
    """Read the citation that opens at `text[at:]` with `[@`; give it, or what is wrong with it, and where it ends."""
    close = text.find("]", at + 2, min(end, at + LONGEST))
    if close < 0 or "[" in text[at + 1 : close]:
        return _unclosed(offset_at(at), "[@", "a citation", "]", "[@source] or [@source, para. 3]"), at + 2
    items, start = [], at + 1
    for part in text[at + 1 : close].split(";"):
        item = _item(part, start, offset_at)
        if item is None:
            return _bad_citation(offset_at(at), text[at : close + 1], part.strip()), close + 1
        items.append(item)
        start += len(part) + 1
    return SourceMark(tuple(items), offset_at(at)), close + 1


def _item(part: str, start: int, offset_at: OffsetAt) -> CitedItem | None:
    match = _ITEM.fullmatch(part)
    where = " ".join((match[3] or "").split()) if match else ""
    if not match or where.startswith("@") or (match[3] is not None and not where):
        return None
    citing = [(m[1], offset_at(start + m.start(1))) for m in _CITING.finditer(part, *match.span(2))]
    ids, offsets = tuple(id for id, _ in citing), tuple(offset for _, offset in citing)
    return CitedItem(match[1], ids, where, offset_at(start + match.start(1)), offsets)


def _bad_citation(offset: int, typed: str, part: str) -> Mistake:
    message = f"'{shortened(typed)}' is not a citation that can be followed."
    first, _, rest = part.partition(",")
    words = first.split()
    if rest.strip().startswith("@"):
        hint = f"A semicolon parts two sources: [{first.strip()}; {rest.strip()}]."
    elif "citing" in words[1:]:
        path = " citing ".join(f"@{_as_id(word) or 'source'}" for word in " ".join(words).split(" citing "))
        hint = f"Each source has an @ of its own: [{path}]."
    elif "," in part and not rest.strip():
        hint = f"Name the place after the comma, as in [{first.strip()}, para. 3], or leave the comma out."
    elif part.startswith("@") and _as_id(words[0]) and len(words) > 1:
        place = " ".join(words[1:])
        hint = f"A comma parts the source from the place in it: [@{_as_id(words[0])}, {shortened(place, 30)}]."
    else:
        hint = f"Type the id of a source, in small letters, digits and hyphens: [@{_as_id(first) or 'source'}]."
    return Mistake(offset, "citation-malformed", message, hint, Severity.ERROR)


def shortened(typed: str, most: int = 60) -> str:
    """What was typed, on one line and short enough for a message.

    >>> shortened("a" * 100, 5)
    'aaaa…'
    """
    line = " ".join(typed.split())
    return line if len(line) <= most else line[: most - 1] + "…"
