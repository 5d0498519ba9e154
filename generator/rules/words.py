"""Rules on dates and prose: a case goes in; words and times that do not fit together come out.

They compare what the story itself says, and never judge how well it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.archive import LinkedStory
from generator.dates import certainly_before, parse_when
from generator.language import locale_tag, table, words_for
from generator.rules.rule import Case, Finding, Rule
from generator.story import CorrectionKind, Dated, Happened, Prose, walk
from generator.text import is_unspaced

# A season typed as EDTF has it looks like two years of a winter: 2020-21 is spring 2020.
_TWO_YEARS = re.compile(r"(\d\d)(\d\d)-(2[1-4])")
_SENTENCE_END = re.compile(r"[.!?؟]\s|[。！？]|\n\n")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


# -- dates --


def planned_day_passed(case: Case) -> Iterator[Finding]:
    """What was planned should have happened by now."""
    today = parse_when(case.facts.today.isoformat())
    for entry in case.story.timeline:
        when = entry.entry.date.date
        if entry.entry.happened is Happened.PLANNED and certainly_before(when, today):
            yield Finding(
                ("dates", entry.number, "happened"),
                f"'{entry.entry.title}' was planned for {when.text}, and that has passed.",
                "Find out whether it happened: delete 'happened', or say 'cancelled'.",
            )


def told_before_it_happened(case: Case) -> Iterator[Finding]:
    """The timeline tells as past what lies after the state of knowledge that the page describes."""
    story = case.story.story
    known = story.as_of or story.updated
    for entry in case.story.timeline if known else ():
        when = entry.entry.date.date
        if known and entry.entry.happened is Happened.YES and certainly_before(known.date, when):
            yield Finding(
                ("dates", entry.number, "date"),
                f"'{entry.entry.title}' is dated {when.text}, and the page describes what was known as of {known.date.text}.",
                "Say 'happened: planned', or move 'as_of' and 'updated'.",
            )


def years_or_season(case: Case) -> Iterator[Finding]:
    """`2020-21` is a season, spring 2020, and looks like two years."""
    document = case.story.checked.document
    for path, part in walk(case.story.story):
        typed = _TWO_YEARS.fullmatch(part.date.text) if isinstance(part, Dated) else None
        if typed and int(typed[2]) + 1 == int(typed[3]):
            season = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}[typed[3]]
            year = f"{typed[1]}{typed[2]}"
            yield Finding(
                (*path, "date") if document.has((*case.story.checked.typed(path), "date")) else path,
                f"'{typed[0]}' means {season} {year}.",
                f"For the two years type '{year}/{int(year) + 1}'; where the season is meant, turn this rule off.",
            )


def relative_across_years(case: Case) -> Iterator[Finding]:
    """'Last year' counted from one source, and told by another that appeared in another year: the two mean different years."""
    story = case.story
    for entry in story.timeline:
        date = entry.entry
        said, base = date.as_stated or date.date.as_stated, date.counted_from or date.date.counted_from
        if not said or not base or not _relative(said, story.lang):
            continue
        named = dict.fromkeys((str(base), *(str(id) for c in entry.citations for id in (c.source, *c.citing))))
        years = {id: year for id in named if (year := _year_published(story, id))}
        if len(set(years.values())) > 1:
            told = ", ".join(f"'{id}' in {year}" for id, year in years.items())
            yield Finding(
                ("dates", entry.number),
                f"“{said}” is counted from '{base}', but its sources appeared in different years: {told}.",
                "Find out which of them the words come from, count from that one, and say so in 'worked_out'.",
            )


def _year_published(story: LinkedStory, id: str) -> int | None:
    published = story.sources[id].published if id in story.sources else None
    if not published or not published.date.earliest or not published.date.latest:
        return None
    first, last = published.date.earliest[0], published.date.latest[0]
    return first if first == last else None


# -- prose --


def relative_words(case: Case) -> Iterator[Finding]:
    """Words such as 'last year' in prose, with no date in the sentence: they mean something else every year."""
    wanted = _relative_words(case.story.lang)
    if not wanted:
        return
    for path, part in walk(case.story.story):
        if not isinstance(part, Prose) or path[0] in ("corrections", "updates"):
            continue  # both carry a date of their own
        for match in _relative_in(part.text, wanted):
            if not _dated_near(part.text, match.start(), match.end()) and not _in_quotation(part.text, match.start()):
                yield Finding(
                    path,
                    f"“{match[0]}” will mean another time when this is read again.",
                    "Give the year, month or day; in another's words, put it in quotation marks.",
                    offset=match.start(),
                )


def _relative(said: str, lang: str) -> bool:
    wanted = _relative_words(lang)
    return bool(wanted and any(_relative_in(said, wanted)))


def _relative_in(text: str, wanted: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The relative words in a text, without other words that only hold the same letters."""
    return (match for match in wanted.finditer(text) if match["word"])


@cache
def _relative_words(lang: str) -> re.Pattern[str] | None:
    """The relative words of a language, longest first; None where there is no list for it.

    A line of the list that begins with 'not ' is another word in which one of them is found: Chinese has no blanks.
    """
    if locale_tag(lang) != lang:
        return None  # no words for it: those of English say nothing about it
    listed = table("relative", lang)
    others = [line.removeprefix("not ") for line in listed if line.startswith("not ")]
    words = [line for line in listed if not line.startswith("not ")]
    word = f"(?P<word>{_any_of(words)})"
    return re.compile(f"(?:{_any_of(others)})|{word}" if others else word, re.IGNORECASE)


def _any_of(words: list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) if is_unspaced(word[0]) else _whole(word) for word in longest_first)


def _whole(word: str) -> str:
    """A word by itself; in Arabic 'and' and 'then' are one letter, written together with it."""
    before = "[وف]?" if "\u0621" <= word[0] <= "\u064a" else ""
    return rf"\b{before}{re.escape(word)}\b"


def _dated_near(text: str, start: int, end: int) -> bool:
    """Whether the sentence around the words holds a year."""
    before = [m.end() for m in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    return bool(_YEAR.search(text, before[-1] if before else 0, after.end() if after else len(text)))


def _in_quotation(text: str, at: int) -> bool:
    """Whether the words stand inside quotation marks: somebody else's words."""
    before = text[:at]
    # In German and Russian the sign that opens English quotations closes them.
    pairs = (("„", "“"), ("«", "»")) if re.search("[„«]", text) else (("“", "”"), ("「", "」"), ("『", "』"))
    return (
        any(before.count(opens) > before.count(closes) for opens, closes in pairs)
        or before.count('"') % 2 == 1
        or text.rfind("\n>", 0, at) > text.rfind("\n\n", 0, at)
    )


# -- headlines --


def headline_says_claim(case: Case) -> Iterator[Finding]:
    """The headline says the main claim outright, and the claim is not confirmed.

    It travels without the page: into results of searches, citations, messages.
    """
    headline, typed = case.story.headline, case.story.story
    if headline.before:
        state = f"is '{headline.standing}'" if headline.standing else "has no status"
        yield Finding(
            ("title",),
            f"The headline says the main claim '{typed.main_claim}' outright, and that claim {state}.",
            "Ask it as a question, or say in the headline how the claim stands; until then every page, list and citation puts "
            f"'{headline.said(words_for(case.story.lang))}' before it.",
        )


# -- corrections --


def correction_without_before(case: Case) -> Iterator[Finding]:
    """A correction does not say what the page said before."""
    for number, one in enumerate(case.story.story.corrections):
        if one.kind is CorrectionKind.CORRECTION and not one.was:
            yield Finding(
                ("corrections", number),
                "This correction does not say what was wrong.",
                "Add 'was:' with what the page said before.",
            )


RULES = (
    Rule("planned-day-passed", planned_day_passed),
    Rule("told-before-it-happened", told_before_it_happened),
    Rule("years-or-season", years_or_season),
    Rule("relative-across-years", relative_across_years),
    Rule("relative-words", relative_words),
    Rule("headline-says-claim", headline_says_claim),
    Rule("correction-without-before", correction_without_before),
)
