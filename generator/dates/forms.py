"""Dates as writers type them: a text goes in and a `When` comes out, or a `WhenError` with a sentence for the writer.

This is the door to all that dates can do without a language (wording them for readers is in `wording`). It never
guesses, never looks at a clock, and holds no locale.
"""

from __future__ import annotations

import unicodedata

from generator.dates.grammar import UnreadableError, WhenError, read_exactly
from generator.dates.typed import FORMS, Advice, advise, shown
from generator.dates.value import (
    Precision,
    When,
    WhenKind,
)

# Far more than the longest date that can be meant, and little enough for every pattern to stay quick.
LONGEST = 120

_HTML_PRECISIONS = (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.MINUTE)


def parse_when(text: str) -> When:
    """Read a date as a writer types it; raises `WhenError`, and nothing else, for any other text.

    The forms: `2024`, `2024-10`, `2024-10-25`, `2024-10-25T09:30` with or without `Z` or an offset, `2023-21` (spring),
    `202X`, `19XX`, `-0043` (44 BCE). Each may end in `~` (about), `?` (uncertain) or `%` (both). Two with a slash are a
    span throughout (`2022/2024`), `..` is an open end. In words, for some moment within: `not before D`, `not after D`,
    `between D and D`. Capitals and spaces do not matter.

    >>> parse_when("2024-02").latest
    (2024, 2, 29, 23, 59)
    >>> parse_when("Spring 2023")
    Traceback (most recent call last):
    generator.dates.grammar.WhenError: 'Spring 2023' is not in a form that can be read as a date. Type '2023-21'.
    """
    if len(text) > LONGEST and len(text.strip()) > LONGEST:
        raise WhenError(
            f"{shown(text.strip()[:LONGEST])} is too long for a date.", FORMS, len(text) - len(text.lstrip())
        )
    tidy, offsets = _tidied(text)
    try:
        return _read(tidy)
    except WhenError as error:
        at = offsets[min(error.offset, len(offsets) - 1)]
        raise WhenError(error.message, error.hint, at, error.suggestion if _is_date(error.suggestion) else "") from None


def _is_date(text: str) -> bool:
    try:
        return bool(text and read_exactly(text))
    except (UnreadableError, WhenError):
        return False


def _tidied(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with single spaces and none around it, and the offset of each of its characters in the text as typed."""
    kept = [(c, n) for n, c in enumerate(text) if not c.isspace() or (n and not text[n - 1].isspace())]
    if kept and kept[-1][0].isspace():
        kept.pop()
    return "".join(" " if c.isspace() else c for c, _ in kept), tuple(n for _, n in kept) or (0,)


def _read(tidy: str) -> When:
    if not tidy:
        raise WhenError("There is no date here.", f"{FORMS} Or delete the line.")
    hidden = next((n for n, c in enumerate(tidy) if not c.isprintable()), None)
    if hidden is not None:
        raise _hidden_character(tidy, hidden)
    try:
        return read_exactly(tidy)
    except UnreadableError as unreadable:
        part, offset = unreadable.part, unreadable.offset
    # What people really type: the whole first, since '2024/10/25' is no span; then the part that could not be read.
    raise _as_error(advise(tidy), 0) or _as_error(advise(part), offset, whole=part == tidy) or _lost(part, offset)


def _as_error(advice: Advice | None, offset: int, whole: bool = True) -> WhenError | None:
    """The error for an advice, once what it suggests was found to be a date; a suggestion that is none says why."""
    if not advice:
        return None
    try:
        meant = read_exactly(advice.suggestion) if advice.suggestion else None
    except WhenError as impossible:
        return WhenError(impossible.message, impossible.hint, offset, impossible.suggestion if whole else "")
    except UnreadableError:
        return None
    if meant and meant.kind is not WhenKind.MOMENT and not whole:
        # A span cannot stand where one end is wanted.
        return None
    return WhenError(advice.message, advice.hint, offset, meant.text if meant and whole else "")


def _hidden_character(tidy: str, at: int) -> WhenError:
    clean = "".join(c for c in tidy if c.isprintable()).strip()
    message = f"There is a character here that cannot be seen (U+{ord(tidy[at]):04X})."
    if not _is_date(clean):
        return WhenError(message, "Delete it, and type the date by hand.", at)
    return WhenError(message, f"Type '{clean}' by hand.", at, clean)


def _lost(part: str, offset: int) -> WhenError:
    folded = unicodedata.normalize("NFKC", part)
    kind = "a date" if any(c.isdigit() for c in folded) else "a date: it has no number in it"
    return WhenError(f"{shown(part)} is not in a form that can be read as {kind}.", FORMS, offset)


def html_datetimes(when: When) -> tuple[str, ...]:
    """The values for `<time datetime>`: one for a date, two for two ends, none where HTML has none.

    HTML knows years from 1, months, days and minutes (https://html.spec.whatwg.org/#the-time-element); not seasons,
    decades, open ends or earlier years. A `~`, `?` or `%` is not in the value: the words beside it say so.

    >>> html_datetimes(parse_when("2022~/2024-10"))
    ('2022', '2024-10')
    """
    if when.kind is not WhenKind.MOMENT:
        if not (when.start and when.end):
            return ()
        start, end = html_datetimes(when.start), html_datetimes(when.end)
        return start + end if start and end else ()
    if when.precision not in _HTML_PRECISIONS or when.earliest is None or int(when.text[:4]) < 1:
        return ()
    return (when.bare,)


def edtf(when: When) -> str:
    """The date in EDTF proper, for `data-edtf`: times get seconds, 'some moment within' becomes 'one of' (level 2).

    >>> edtf(parse_when("between 2020 and 2022"))
    '[2020..2022]'
    """
    if when.kind is WhenKind.MOMENT:
        return f"{when.text[:16]}:00{when.text[16:]}" if when.precision is Precision.MINUTE else when.text
    start, end = (edtf(side) if side else "" for side in (when.start, when.end))
    return f"{start or '..'}/{end or '..'}" if when.kind is WhenKind.SPAN else f"[{start}..{end}]"
