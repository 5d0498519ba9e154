"""Characters that nobody sees: a text goes in; where such a character stands that does nothing, or harm, comes out.

It never takes away the few that writing needs: joiners inside words of scripts that join, the signs of direction beside
letters from right to left, and what chooses between forms of an emoji or of a Chinese sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that no text may hold: controls, line ends that editors do not show, marks that turn writing around."""

# Unicode's Default_Ignorable_Code_Point (https://www.unicode.org/reports/tr44/), without those above, and four more that
# show as nothing: the Braille pattern without dots, marks of interlinear notes, the place of an object, music's format.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Scripts whose letters join or stack: Arabic to Sinhala, Tibetan, Myanmar, Khmer, Mongolian, Balinese and their neighbours.
_JOINING = re.compile(
    "[\u0600-\u109f\u1700-\u18af\u1a00-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
# Scripts without blanks between words, where a line may be broken only at such a sign.
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\u1a20-\u1aaf]")
_HAN = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_FLAGS = tuple(
    f"\U0001f3f4{''.join(chr(0xE0000 + ord(c)) for c in area)}\U000e007f" for area in ("gbeng", "gbsct", "gbwls")
)
# The signs that are an emoji only with the selector behind them, beside those that are symbols.
_EMOJI_TOO = frozenset("#*0123456789\u203c\u2049\u2139\u3030\u303d")


def unseen(text: str) -> Iterator[int]:
    """Where in a text a character stands that nobody sees and that does nothing there.

    >>> list(unseen("Har\u200brow Bay")), list(unseen("می\u200cخواهم")), list(unseen("❤\ufe0f"))
    ([3], [], [])
    """
    first = _HIDDEN.search(text)
    if first is None:
        return
    right_to_left = bool(_RIGHT_TO_LEFT.search(text))
    flags = {at for flag in _FLAGS for found in re.finditer(flag, text) for at in range(found.start(), found.end())}
    for found in _HIDDEN.finditer(text, first.start()):
        at = found.start()
        if at not in flags and not _needed(text, at, right_to_left):
            yield at


def is_blank(text: str) -> bool:
    """Whether there is nothing to be seen in a text.

    >>> is_blank(" \u200b\u00a0"), is_blank("\u200ba")
    (True, False)
    """
    return not _HIDDEN.sub("", CONTROLS.sub("", text)).strip()


def name_of(character: str) -> str:
    """What Unicode calls a character: its number and, where it has one, its name.

    >>> name_of("\u200b"), name_of("\U000e0000")
    ('U+200B, zero width space', 'U+E0000')
    """
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}{f', {name}' if name else ''}"


def kind_of(character: str) -> str:
    """The character, or for the letters of hidden tags and for selectors of forms the first of their kind.

    >>> kind_of("\U000e0041") == kind_of("\U000e0042"), kind_of("\u200b") == kind_of("\u2060")
    (True, False)
    """
    for first, last in (("\U000e0000", "\U000e00ff"), ("\U000e0100", "\U000e0fff"), ("\ufe00", "\ufe0f")):
        if first <= character <= last:
            return first
    return character


def _needed(text: str, at: int, right_to_left: bool) -> bool:
    """Whether the character at a place does what its script has it for."""
    sign, before, after = text[at], text[at - 1] if at else "", text[at + 1 : at + 2]
    if sign in "\u200e\u200f\u061c":
        # Between two letters it has nothing to turn.
        letters = before.isalpha() and after.isalpha()
        return right_to_left and not letters and not _HIDDEN.match(before)
    if sign == "\u200c":
        joins = _JOINING.match(before) or _JOINING.match(after)
        return bool(joins) and _is_seen(before) and _is_seen(after)
    if sign == "\u200d":
        return bool(_JOINING.match(before) or _JOINING.match(after)) or _joins_emoji(text, at)
    if sign == "\u200b":
        return bool(_UNSPACED.match(before) and _is_seen(after) or _UNSPACED.match(after) and _is_seen(before))
    if sign in "\u180b\u180c\u180d\u180e\u180f":
        return bool(_MONGOLIAN.match(before)) and (sign != "\u180e" or bool(_MONGOLIAN.match(after)))
    if sign in "\ufe0e\ufe0f":
        return before in _EMOJI_TOO or _is_symbol(before)
    if "\ufe00" <= sign <= "\ufe02":
        return bool(_HAN.match(before) or _JOINING.match(before)) or unicodedata.category(before or " ") == "Sm"
    if "\U000e0100" <= sign <= "\U000e01ef":
        return bool(_HAN.match(before))
    return sign == "\u034f" and bool(before and after) and bool(unicodedata.combining(before))


def _is_seen(sign: str) -> bool:
    return bool(sign) and not sign.isspace() and not _HIDDEN.match(sign)


def _is_symbol(sign: str) -> bool:
    return bool(sign) and (unicodedata.category(sign) == "So" or "\u2190" <= sign <= "\u2bff")


def _joins_emoji(text: str, at: int) -> bool:
    """Whether a joiner stands between two emoji; the first may carry a selector or the colour of a skin."""
    before = text[at - 2 : at - 1] if text[at - 1 : at] == "\ufe0f" else text[at - 1 : at]
    skin = "\U0001f3fb" <= before <= "\U0001f3ff"
    return bool(at) and (skin or _is_symbol(before)) and _is_symbol(text[at + 1 : at + 2])
