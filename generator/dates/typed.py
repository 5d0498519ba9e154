"""What people really type for a date: a text that is no date goes in, a sentence and what to type instead come out.

Nothing here makes a date: whoever asks must read the suggestion, and may find that it is none ('30 February 2023').
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass

from generator.dates.numbers import MONTH
from generator.dates.rewriting import SEASON, WEEKDAY, one_date, rewritten

FORMS = "Type a date such as '2024-10-25', '2024-10', '2024', '2023~' (about) or 'not before 2024-10-25'."

_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|few|some|many|a few|a couple of)"
_UNIT = (
    r"(?:minute|hour|day|night|week|weekend|month|year|decade|century|morning|afternoon|evening"
    rf"|{SEASON})s?"
)
_NOTHING = (
    r"\?+|-*|unknown(?: date)?|date unknown|undated|not[- ](?:known|stated)|n\.?[/ ]?[ad]|none|null|tb[acd]|to be .*"
    r"|never|no date|x{1,4}"
)


_MONTHS = f"(?:(?:early|mid|late) )?{MONTH}"
_RELATIVE = "|".join(
    (
        rf"now|today|tonight|yesterday|tomorrow|recently|lately|currently|soon|earlier|previously|{WEEKDAY}",
        r"(?:the )?day (?:before|after).*",
        r"(?:(?:early|earlier|late|later|in|on|the|since|until|by|before|after|not before|not after) )*"
        r"(?:now|today|yesterday|tomorrow"
        rf"|(?:last|this|next|past|previous|following|same|coming|the) (?:{_COUNT} )?(?:{_UNIT}|{WEEKDAY}|{_MONTHS}))"
        r"(?: (?:morning|afternoon|evening|night))?",
        rf"(?:about |around |some )?{_COUNT} {_UNIT} (?:ago|earlier|later|before|after|hence)",
        rf"(?:in|on|since|until|by) (?:{_MONTHS}|{WEEKDAY}|{SEASON})",
        rf"{_MONTHS}|(?:in |the )*(?:{SEASON})",
        rf"(?:on )?(?:the )?\d\d?(?:st|nd|rd|th)?(?: of)? {_MONTHS}|{_MONTHS} \d\d?(?:st|nd|rd|th)?",
    )
)


@dataclass(frozen=True, slots=True)
class Advice:
    """Why a text is no date, what to do, and the one date (unchecked) that can stand for all of it, or ''."""

    message: str
    hint: str
    suggestion: str = ""


def shown(text: str, limit: int = 40) -> str:
    """A writer's words in quotes, on one line, cut when long.

    >>> shown("Spring\\n2023")
    "'Spring 2023'"
    """
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"'{words if len(words) <= limit else words[: limit - 1] + '…'}'"


def advise(text: str) -> Advice | None:
    """Say what to type instead of `text`; None where nothing is known about such a text.

    >>> advise("circa 1900").suggestion
    '1900~'
    """
    folded = _folded(text)
    for reason in (_relative, _nothing_known, _ongoing, _two_readings, _short_year, _before_or_after):
        if advice := reason(text, folded):
            return advice
    spelled = rewritten(folded)
    if not spelled:
        return None
    return Advice(f"{shown(text)} is not in a form that can be read as a date.", f"Type '{spelled}'.", spelled)


def _folded(text: str) -> str:
    """One spelling for what only looks different: full-width digits, dashes, quotation marks, a closing full stop."""
    folded = unicodedata.normalize("NFKC", text)
    folded = re.sub(r"[\u2010-\u2015\u2212]", "-", folded).replace("’", "'").replace("‘", "'").replace("…", "..")
    return " ".join(folded.strip(" .,;:'\"“”«»()[]{}").split())


# Reasons that no rewriting can mend.


def _relative(text: str, folded: str) -> Advice | None:
    """Words that count from the day on which they were said."""
    words = folded.lower()
    if not re.fullmatch(_RELATIVE, words):
        return None
    hint = (
        "Work the date out and type that, such as '2023'; keep the words in 'as_stated', and name in 'counted_from' "
        "the source they are counted from."
    )
    if not re.search(rf"\b{MONTH}\b", words) or re.search(r"\b(?:last|this|next)\b", words):
        return Advice(f"What {shown(text)} means depends on the day it was said.", hint)
    return Advice(f"{shown(text)} does not say which year.", hint)


def _nothing_known(text: str, folded: str) -> Advice | None:
    """Words for no date at all."""
    if not re.fullmatch(_NOTHING, folded.lower()):
        return None
    hint = "Where nothing is known, leave the date out; where a limit is known, give that: 'not after 2024'."
    return Advice(f"{shown(text)} gives no date.", hint)


def _ongoing(text: str, folded: str) -> Advice | None:
    """Words for something that goes on, without its beginning."""
    if not re.fullmatch(r"ongoing|present|to date|continuing|still|until now|so far|always", folded.lower()):
        return None
    return Advice(f"{shown(text)} does not say since when.", "Give the beginning and leave the end open: '2022/..'.")


def _two_readings(text: str, folded: str) -> Advice | None:
    """A day and a month in numbers, where either can be the other."""
    found = re.fullmatch(r"(\d\d?)([/-])(\d\d?)\2(\d{4})", folded, re.ASCII)
    if not found:
        return None
    first, second = int(found[1]), int(found[3])
    if first == second or not (1 <= first <= 12 and 1 <= second <= 12):
        return None
    day_first, month_first = f"{found[4]}-{second:02}-{first:02}", f"{found[4]}-{first:02}-{second:02}"
    european, american = f"{first} {calendar.month_name[second]}", f"{second} {calendar.month_name[first]}"
    hint = f"Type '{day_first}' for {european}, or '{month_first}' for {american}."
    return Advice(f"{shown(text)} can be read in two ways.", hint)


def _short_year(text: str, folded: str) -> Advice | None:
    """Years, and decades, of which the century is left out; short years are ambiguous, so nothing is suggested."""
    if re.fullmatch(
        r"(?:in )?(?:the )?(?:(?:early|mid|late)[- ])?'?\d0'?s|(?:the )?(?:twen|thir|for|fif|six|seven|eigh|nine)ties",
        folded.lower(),
    ):
        return Advice(
            f"{shown(text)} does not say which century.", "Type the first three digits and an X: '199X' for the 1990s."
        )
    if re.fullmatch(r"'?\d{1,2}", folded) or re.fullmatch(r"\d\d?([./-])\d\d?\1'?\d\d", folded):
        return Advice(
            f"{shown(text)} does not have a whole year.", "Type all four digits, year first: '2024', '2024-10-25'."
        )
    if re.fullmatch(r"-?\d{5,}|y-?\d+", folded.lower()) and not re.fullmatch(r"\d{6}|\d{8}", folded):
        return Advice(f"{shown(text)} is not a year with four digits.", FORMS)
    if re.fullmatch(r"-\d{3}x|-\d\dxx", folded.lower()):
        return Advice(
            "Decades and centuries before year 1 cannot be typed with X.", "Type a span of years: '-0048/-0039'."
        )
    return None


def _before_or_after(text: str, folded: str) -> Advice | None:
    """'before 2024' shuts 2024 out and 'not after 2024' does not: say so instead of rewriting in silence."""
    found = re.fullmatch(
        r"(?:some ?time |shortly |just |long )?(before|prior to|after|following)(?: the)? (.+)", folded, re.IGNORECASE
    )
    inner = one_date(found[2]) if found else ""
    if not found or not inner:
        return None
    side, step, other = (
        ("after", -1, "before") if found[1].lower() in ("before", "prior to") else ("before", 1, "after")
    )
    suggestion = f"not {side} {inner}"
    hint = f"Type '{suggestion}', which takes in {inner} itself."
    if re.fullmatch(r"\d{4}", inner) and 1 <= int(inner) + step <= 9999:
        hint = f"Type '{suggestion}' where {inner} itself is possible, else 'not {side} {int(inner) + step:04}'."
    return Advice(f"{shown(text)} leaves open how far {other} it is.", hint, suggestion)
