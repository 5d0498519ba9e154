"""Dates: reading them, their bounds and order, what is said about a text that is none, and what machines get."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from datetime import UTC, date, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates.forms import edtf, html_datetimes, parse_when
from generator.dates.grammar import WhenError, days_in
from generator.dates.value import (
    Certainty,
    Precision,
    Qualifier,
    When,
    WhenKind,
    before,
    certainly_after_day,
    certainly_before,
    joined,
    overlaps,
    possibly_before,
    within,
)
from tests.endless import comes_to_an_end

# -- reading


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2023", Precision.YEAR, (2023, 1, 1, 0, 0), (2023, 12, 31, 23, 59)),
        ("2024-02", Precision.MONTH, (2024, 2, 1, 0, 0), (2024, 2, 29, 23, 59)),
        ("2024-10-25", Precision.DAY, (2024, 10, 25, 0, 0), (2024, 10, 25, 23, 59)),
        ("2024-10-25T09:30", Precision.MINUTE, (2024, 10, 25, 9, 30), (2024, 10, 25, 9, 30)),
        ("2024-10-25T09:30Z", Precision.MINUTE, (2024, 10, 25, 9, 30), (2024, 10, 25, 9, 30)),
        ("2024-10-25T01:30+08:00", Precision.MINUTE, (2024, 10, 24, 17, 30), (2024, 10, 24, 17, 30)),
        ("202X", Precision.DECADE, (2020, 1, 1, 0, 0), (2029, 12, 31, 23, 59)),
        ("19XX", Precision.CENTURY, (1900, 1, 1, 0, 0), (1999, 12, 31, 23, 59)),
        ("2023-21", Precision.SEASON, (2023, 3, 1, 0, 0), (2023, 5, 31, 23, 59)),
        ("2023-22", Precision.SEASON, (2023, 6, 1, 0, 0), (2023, 8, 31, 23, 59)),
        ("2023-23", Precision.SEASON, (2023, 9, 1, 0, 0), (2023, 11, 30, 23, 59)),
        ("2023-24", Precision.SEASON, (2023, 12, 1, 0, 0), (2024, 2, 29, 23, 59)),
        ("-0043", Precision.YEAR, (-43, 1, 1, 0, 0), (-43, 12, 31, 23, 59)),
        ("0000-02-29", Precision.DAY, (0, 2, 29, 0, 0), (0, 2, 29, 23, 59)),
    ],
)
def test_a_single_date_covers_all_that_it_can_mean(
    text: str, precision: Precision, earliest: object, latest: object
) -> None:
    when = parse_when(text)
    assert (when.text, when.kind, when.precision, when.earliest, when.latest) == (
        text,
        WhenKind.MOMENT,
        precision,
        earliest,
        latest,
    )


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("2023~", Qualifier.ABOUT),
        ("2023-02?", Qualifier.UNCERTAIN),
        ("2023-21%", Qualifier.ABOUT_UNCERTAIN),
        ("19XX~", Qualifier.ABOUT),
        ("2024-10-25T09:30?", Qualifier.UNCERTAIN),
        ("2022~/2024", Qualifier.ABOUT),
        ("2022~/2024?", Qualifier.ABOUT_UNCERTAIN),
        ("not before 2024~", Qualifier.ABOUT),
        ("2022/2024", Qualifier.NONE),
    ],
)
def test_a_sign_says_how_sure_and_does_not_widen_the_bounds(text: str, qualifier: Qualifier) -> None:
    when, plain = parse_when(text), parse_when(re.sub("[~?%]", "", text))
    assert (when.qualifier, when.earliest, when.latest) == (qualifier, plain.earliest, plain.latest)


@pytest.mark.parametrize(
    ("text", "kind", "precision", "earliest", "latest"),
    [
        ("2022/2024", WhenKind.SPAN, Precision.YEAR, (2022, 1, 1, 0, 0), (2024, 12, 31, 23, 59)),
        ("2022/2024-10-25", WhenKind.SPAN, Precision.YEAR, (2022, 1, 1, 0, 0), (2024, 10, 25, 23, 59)),
        ("2022/..", WhenKind.SPAN, Precision.OPEN, (2022, 1, 1, 0, 0), None),
        ("../2022", WhenKind.SPAN, Precision.OPEN, None, (2022, 12, 31, 23, 59)),
        ("2023-21/2023-22", WhenKind.SPAN, Precision.SEASON, (2023, 3, 1, 0, 0), (2023, 8, 31, 23, 59)),
        ("not before 2024-10-25", WhenKind.WITHIN, Precision.OPEN, (2024, 10, 25, 0, 0), None),
        ("not after 2024", WhenKind.WITHIN, Precision.OPEN, None, (2024, 12, 31, 23, 59)),
        (
            "between 2024-10-25 and 2024-11-05",
            WhenKind.WITHIN,
            Precision.DAY,
            (2024, 10, 25, 0, 0),
            (2024, 11, 5, 23, 59),
        ),
    ],
)
def test_two_ends_bound_a_span_or_a_moment_within(
    text: str, kind: WhenKind, precision: Precision, earliest: object, latest: object
) -> None:
    when = parse_when(text)
    assert (when.text, when.kind, when.precision, when.earliest, when.latest) == (
        text,
        kind,
        precision,
        earliest,
        latest,
    )


def test_capitals_and_spaces_do_not_matter() -> None:
    typed = ["  NOT   before\t2024-10-25 ", "Between 2020  AND 2022", "2022 / 2024", "19xx", "2024-10-25t09:30z"]
    assert [parse_when(text).text for text in typed] == [
        "not before 2024-10-25",
        "between 2020 and 2022",
        "2022/2024",
        "19XX",
        "2024-10-25T09:30Z",
    ]
    assert parse_when(" 2022 / 2024 ") == parse_when("2022/2024")


def test_a_date_is_a_value_that_cannot_be_changed() -> None:
    assert {parse_when("2024"): 1}[parse_when("2024")] == 1
    assert str(parse_when("NOT BEFORE 2024")) == "not before 2024"
    with pytest.raises(FrozenInstanceError):
        parse_when("2024").text = "2023"  # type: ignore[misc]


# -- texts that are no dates


def refusal(text: str) -> WhenError:
    with pytest.raises(WhenError) as caught:
        parse_when(text)
    return caught.value


SUGGESTED = {
    "Spring 2023": "2023-21",
    "the summer of 1914": "1914-22",
    "Fall 2023": "2023-23",
    "winter 2023/24": "2023-24",
    "circa 1900": "1900~",
    "c. 1900": "1900~",
    "ca 1900": "1900~",
    "about 1900": "1900~",
    "1900 or so": "1900~",
    "about October 2024": "2024-10~",
    "possibly 1900": "1900?",
    "possibly about 1900": "1900%",
    "~2023": "2023~",
    "2023?~": "2023%",
    "25.10.2024": "2024-10-25",
    "25/10/2024": "2024-10-25",
    "10/25/2024": "2024-10-25",
    "2024/10/25": "2024-10-25",
    "2024/10": "2024-10",
    "04/04/2024": "2024-04-04",
    "2024-2-5": "2024-02-05",
    "20241025": "2024-10-25",
    "25 October 2024": "2024-10-25",
    "25th of October, 2024": "2024-10-25",
    "Friday, 25 October 2024": "2024-10-25",
    "Oct. 25, 2024": "2024-10-25",
    "Sept 2024": "2024-09",
    "October 2024": "2024-10",
    "in October 2024": "2024-10",
    "2024年10月25日": "2024-10-25",
    "1990s": "199X",
    "the 1990s": "199X",
    "1990’s": "199X",
    "19th century": "18XX",
    "the 21st century": "20XX",
    "2024-10-25 09:30": "2024-10-25T09:30",
    "2024-10-25T09:30:15Z": "2024-10-25T09:30Z",
    "25 October 2024, 9.30 pm": "2024-10-25T21:30",
    "2024-W43": "between 2024-10-21 and 2024-10-27",
    "Q1 2024": "between 2024-01 and 2024-03",
    "early 2024": "between 2024-01 and 2024-04",
    "since 2022": "2022/..",
    "2022-present": "2022/..",
    "2022/": "2022/..",
    "until 2022": "../2022",
    "from 2020 to 2022": "2020/2022",
    "2020-2022": "2020/2022",
    "2020–2022": "2020/2022",
    "1914-18": "1914/1918",
    "10–12 October 2024": "2024-10-10/2024-10-12",
    "October-November 2024": "2024-10/2024-11",
    "2023 or 2024": "between 2023 and 2024",
    "between 2020-2022": "between 2020 and 2022",
    "between 25 October 2024 and 5 November 2024": "between 2024-10-25 and 2024-11-05",
    "not before October 2024": "not before 2024-10",
    "by 2024": "not after 2024",
    "before 2024": "not after 2024",
    "after 25 October 2024": "not before 2024-10-25",
    "44 BC": "-0043",
    "1 BCE": "0000",
    "15 March 44 BC": "-0043-03-15",
    "AD 79": "0079",
    "476": "0476",
    "-0000": "0000",
    "2024-10-25.": "2024-10-25",
    "２０２４": "2024",
    "2024\x00": "2024",
    "\u200b2024-10-25": "2024-10-25",
    "2024-25-10": "2024-10-25",
    "2024-00": "2024",
    "2024-10-XX": "2024-10",
    "2024/2022": "2022/2024",
    "between 2024 and 2022": "between 2022 and 2024",
    "30 February 2023": "2023-02",
    "not before 2023-02-30": "not before 2023-02",
}


@pytest.mark.parametrize(("text", "suggestion"), SUGGESTED.items())
def test_what_people_really_type_is_answered_with_what_to_type(text: str, suggestion: str) -> None:
    assert refusal(text).suggestion == suggestion


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2023-02-30", "February 2023 has 28 days, not 30."),
        ("31/02/2024", "February 2024 has 29 days, not 31."),
        ("2024-13", "There is no month 13."),
        ("2024-10-25T24:00", "There is no hour 24; midnight is 00:00 of the day that begins."),
        ("2024-10-25T09:30+15:00", "There is no offset +15:00; they go from -14:00 to +14:00."),
        ("last year", "What 'last year' means depends on the day it was said."),
        ("yesterday", "What 'yesterday' means depends on the day it was said."),
        ("today", "What 'today' means depends on the day it was said."),
        ("now", "What 'now' means depends on the day it was said."),
        ("two weeks ago", "What 'two weeks ago' means depends on the day it was said."),
        ("in February", "'in February' does not say which year."),
        ("25 Oct", "'25 Oct' does not say which year."),
        ("the 90s", "'the 90s' does not say which century."),
        ("24.12.24", "'24.12.24' does not have a whole year."),
        ("ongoing", "'ongoing' does not say since when."),
        ("unknown", "'unknown' gives no date."),
        ("?", "'?' gives no date."),
        ("", "There is no date here."),
        (" \n ", "There is no date here."),
        ("03/04/2024", "'03/04/2024' can be read in two ways."),
        ("../..", "A span that is open at both ends says nothing."),
        ("2024/2022", "This span ends (2022) before it begins (2024)."),
        ("-0043-03-15T10:00", "A time of day wants a year after 0."),
        ("2024\x00", "There is a character here that cannot be seen (U+0000)."),
        ("fish", "'fish' is not in a form that can be read as a date: it has no number in it."),
    ],
)
def test_a_text_that_is_no_date_is_told_why(text: str, message: str) -> None:
    assert refusal(text).message == message


def test_relative_words_are_sent_to_the_fields_that_keep_them() -> None:
    assert refusal("last year").hint == (
        "Work the date out and type that, such as '2023'; keep the words in 'as_stated', and name in 'counted_from' "
        "the source they are counted from."
    )


def test_a_day_and_a_month_that_can_change_places_get_both_readings() -> None:
    error = refusal("03/04/2024")
    assert (error.hint, error.suggestion) == ("Type '2024-04-03' for 3 April, or '2024-03-04' for 4 March.", "")


def test_before_a_year_leaves_the_choice_whether_that_year_counts() -> None:
    assert refusal("before 2024").hint == "Type 'not after 2024' where 2024 itself is possible, else 'not after 2023'."


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2023-02-30", 8),
        ("  2024-13", 7),
        ("2022 / 2023-02-30", 15),
        ("not   before  2023-02-30", 22),
        ("between 2020 and yesterday", 17),
        ("2024/2022", 5),
        (" Spring 2023", 1),
        ("2024\x00", 4),
    ],
)
def test_the_offset_points_at_the_trouble_in_the_text_as_typed(text: str, offset: int) -> None:
    assert refusal(text).offset == offset


def test_a_very_long_text_is_refused_and_shown_cut() -> None:
    with comes_to_an_end():
        errors = [refusal(letter * 10_000) for letter in ("9", "x", "-", "a ", "2024/", "not before ", "１")]
        errors += [
            refusal((part * 60)[:119] + "x") for part in ("early ", "late about ", "from early ", "possibly mid-")
        ]
    assert max(len(error.message) for error in errors) < 120
    assert parse_when(" " * 10_000 + "2024") == parse_when("2024")


@given(st.text(max_size=150) | st.from_regex(r"[0-9a-zA-Z~?%/.,: TZX-]{0,40}", fullmatch=True))
def test_any_text_is_a_date_or_a_when_error(text: str) -> None:
    try:
        parse_when(text)
    except WhenError as error:
        assert error.message and 0 <= error.offset <= len(text)
        check_advice(error)


def check_advice(error: WhenError) -> None:
    """What an error tells the writer to type must be a date."""
    if error.suggestion:
        assert parse_when(error.suggestion).text == error.suggestion
        assert error.hint
    for form in re.findall(r"'([^']+)'", error.hint):
        assert form in ("as_stated", "counted_from") or parse_when(form)


WORDS = st.sampled_from(
    [
        "about",
        "circa",
        "c.",
        "possibly",
        "since",
        "until",
        "before",
        "after",
        "from",
        "to",
        "between",
        "and",
        "or",
        "not",
        "not",
        "before",
        "not",
        "after",
        "the",
        "early",
        "mid",
        "late",
        "spring",
        "winter",
        "October",
        "Oct.",
        "Feb",
        "25",
        "25th",
        "31",
        "2024",
        "1990s",
        "19th",
        "century",
        "BC",
        "AD",
        "44",
        "2023-02-30",
        "/",
        "-",
        "–",
        "~",
        "?",
        "..",
        "10/25/2024",
        "at",
        "9:30",
        "pm",
        "Z",
        "ongoing",
        "now",
        "last",
        "year",
        "week",
        "Friday,",
        "2024-10-25",
        "2022/2024",
        "202X",
        "Q1",
        "of",
        "in",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=7).map(" ".join))
def test_every_form_that_an_error_names_can_be_typed(text: str) -> None:
    try:
        parse_when(text)
    except WhenError as error:
        check_advice(error)


@pytest.mark.parametrize("text", SUGGESTED)
def test_every_form_named_for_a_common_mistake_can_be_typed(text: str) -> None:
    check_advice(refusal(text))


# -- properties of dates

SIGNS = st.sampled_from(["", "~", "?", "%"])
YEARS = st.integers(-9999, 9999).map(lambda y: f"{'-' if y < 0 else ''}{abs(y):04}")
DAYS = st.tuples(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 31)).map(
    lambda p: f"{'-' if p[0] < 0 else ''}{abs(p[0]):04}-{p[1]:02}-{min(p[2], days_in(p[0], p[1])):02}"
)
MODERN = st.dates(date(1, 1, 2), date(9999, 12, 30)).map(date.isoformat)
TIMES = st.builds(
    lambda day, hour, minute, zone: f"{day}T{hour:02}:{minute:02}{zone}",
    MODERN,
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["", "Z", "+08:00", "-03:30", "+14:00"]),
)
SINGLE = st.builds(
    str.__add__,
    YEARS
    | st.builds("{}-{:02}".format, YEARS, st.integers(1, 12) | st.integers(21, 24))
    | DAYS
    | TIMES
    | st.integers(0, 999).map("{:03}X".format)
    | st.integers(0, 99).map("{:02}XX".format),
    SIGNS,
)


def two_ends(form: str, a: str, b: str) -> str:
    """Two dates in a form, turned round where they would run backwards."""
    first, second = parse_when(a), parse_when(b)
    if first.precision is second.precision is Precision.MINUTE and bool(first.zone) != bool(second.zone):
        second = first
    if first.earliest and second.latest and second.latest < first.earliest:
        first, second = second, first
    return form.format(first, second)


DATES = (
    SINGLE
    | st.builds(str.format, st.sampled_from(["{}/..", "../{}", "not before {}", "not after {}"]), SINGLE)
    | st.builds(two_ends, st.sampled_from(["{}/{}", "between {} and {}"]), SINGLE, SINGLE)
)
WHENS = DATES.map(parse_when)


@given(DATES)
def test_a_date_reads_back_as_it_was_typed(text: str) -> None:
    when = parse_when(text)
    assert when.text == text
    assert parse_when(when.text) == when
    assert parse_when(f"  {text.upper().replace(' ', '  ')} ") == when


@given(WHENS)
def test_bounds_are_in_order(when: When) -> None:
    assert not (when.earliest and when.latest) or when.earliest <= when.latest


@given(WHENS, WHENS)
def test_what_is_certainly_before_sorts_first(a: When, b: When) -> None:
    if certainly_before(a, b):
        assert a.sort_key < b.sort_key
        assert before(b, a) is Certainty.IMPOSSIBLE
        assert not overlaps(a, b) and not within(a, b)
    assert possibly_before(a, b) or not certainly_before(a, b)


@given(WHENS, WHENS)
def test_a_date_inside_another_overlaps_it(a: When, b: When) -> None:
    assert within(a, a) and overlaps(a, a)
    assert overlaps(a, b) == overlaps(b, a)
    if within(a, b):
        assert overlaps(a, b)


@given(WHENS, st.sampled_from(["Asia/Taipei", "Pacific/Honolulu", "America/St_Johns", "UTC"]))
def test_a_time_zone_changes_the_clock_and_keeps_the_moment(when: When, name: str) -> None:
    tz = ZoneInfo(name)
    local = when.at_zone(tz)
    assert local.at_zone(tz) == local
    assert not (local.earliest and local.latest) or local.earliest <= local.latest


@given(TIMES, st.integers(-14, 14))
def test_a_time_seen_from_another_zone_is_the_same_time(text: str, hours: int) -> None:
    when = parse_when(text)
    assert when.at_zone(timezone(timedelta(hours=hours))).at_zone(UTC).earliest == when.earliest


@given(WHENS)
def test_html_values_are_dates_that_read_back(when: When) -> None:
    values = html_datetimes(when)
    assert len(values) in ((0, 1) if when.kind is WhenKind.MOMENT else (0, 2))
    for value in values:
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?", value)
        assert parse_when(value).kind is WhenKind.MOMENT and int(value[:4]) >= 1


# -- order and relations


def test_dates_sort_by_earliest_moment_and_the_less_precise_first() -> None:
    order = [
        "not after 2024",
        "../2022",
        "-0043",
        "19XX",
        "202X",
        "2022/..",
        "2024/2025",
        "2024",
        "2024-01",
        "2024-01-01~",
        "2024-01-01",
        "2024-01-01T00:00",
        "2024-01-01T00:01",
        "2024-21",
    ]
    assert [when.text for when in sorted(map(parse_when, reversed(order)), key=lambda when: when.sort_key)] == order


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("2023", "2024", Certainty.CERTAIN),
        ("2024", "2023", Certainty.IMPOSSIBLE),
        ("2024-02", "2024", Certainty.POSSIBLE),
        ("2024-10-25", "2024-10-25", Certainty.POSSIBLE),
        ("2024-10-25T09:30", "2024-10-25T09:30", Certainty.IMPOSSIBLE),
        ("2024-10-25T09:30Z", "2024-10-25T18:00+08:00", Certainty.CERTAIN),
        ("2022/2024", "2023", Certainty.IMPOSSIBLE),
        ("2022", "2023/2024", Certainty.CERTAIN),
        ("2022/..", "2023", Certainty.POSSIBLE),
        ("2022/..", "2021", Certainty.IMPOSSIBLE),
        ("not before 2024", "2023", Certainty.IMPOSSIBLE),
        ("not after 2022", "2023", Certainty.CERTAIN),
        ("not before 2022", "2023", Certainty.POSSIBLE),
        ("2021", "not before 2022", Certainty.CERTAIN),
        ("2023", "../2022", Certainty.IMPOSSIBLE),
        ("2023~", "2024", Certainty.CERTAIN),
    ],
)
def test_before_answers_certain_possible_or_impossible(a: str, b: str, answer: Certainty) -> None:
    assert before(parse_when(a), parse_when(b)) is answer
    assert certainly_before(parse_when(a), parse_when(b)) == (answer is Certainty.CERTAIN)
    assert possibly_before(parse_when(a), parse_when(b)) == (answer is not Certainty.IMPOSSIBLE)


def test_only_what_begins_on_a_later_day_is_certainly_after_a_day() -> None:
    day = date(2024, 10, 25)
    texts = [
        "2024-10-25",
        "2024-10-25T12:00",
        "2024-10-26",
        "2024-10",
        "2024-11",
        "not before 2024-10-26",
        "not after 2030",
        "2025/..",
    ]
    assert [text for text in texts if certainly_after_day(parse_when(text), day)] == [
        "2024-10-26",
        "2024-11",
        "not before 2024-10-26",
        "2025/..",
    ]


def test_within_wants_both_ends_inside() -> None:
    outer, texts = parse_when("2022/.."), ["2022", "2021/2023", "2023/..", "../2023", "2030-01"]
    assert [text for text in texts if within(parse_when(text), outer)] == ["2022", "2023/..", "2030-01"]


def test_the_newsrooms_time_zone_gives_a_time_its_day() -> None:
    taipei = ZoneInfo("Asia/Taipei")
    when = parse_when("2024-10-25T20:30Z/2024-10-26T01:00Z").at_zone(taipei)
    assert when.text == "2024-10-26T04:30+08:00/2024-10-26T09:00+08:00"
    assert (when.earliest, when.latest) == ((2024, 10, 26, 4, 30), (2024, 10, 26, 9, 0))
    assert parse_when("2024-10-25T20:30").at_zone(taipei) == parse_when("2024-10-25T20:30")
    assert certainly_after_day(parse_when("2024-10-25T20:30Z").at_zone(taipei), date(2024, 10, 25))


def test_the_first_and_last_hours_of_the_calendar_do_not_break_time_zones() -> None:
    for text in ("0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"):
        assert parse_when(text).at_zone(ZoneInfo("Asia/Taipei")).kind is WhenKind.MOMENT


def test_ends_joined_by_hand_read_back() -> None:
    made = joined(WhenKind.WITHIN, None, parse_when("2024-10"))
    assert made == parse_when("not after 2024-10")


# -- for machines


@pytest.mark.parametrize(
    ("text", "values", "extended"),
    [
        ("2023~", ("2023",), "2023~"),
        ("2024-10-25", ("2024-10-25",), "2024-10-25"),
        ("2024-10-25T09:30+08:00?", ("2024-10-25T09:30+08:00",), "2024-10-25T09:30:00+08:00?"),
        ("0079-08", ("0079-08",), "0079-08"),
        ("2022/2024-10", ("2022", "2024-10"), "2022/2024-10"),
        ("between 2020 and 2022", ("2020", "2022"), "[2020..2022]"),
        ("not before 2024-10-25", (), "[2024-10-25..]"),
        ("not after 2024", (), "[..2024]"),
        ("2022/..", (), "2022/.."),
        ("199X/2005", (), "199X/2005"),
        ("2023-21", (), "2023-21"),
        ("202X", (), "202X"),
        ("19XX", (), "19XX"),
        ("-0043-03-15", (), "-0043-03-15"),
        ("0000", (), "0000"),
    ],
)
def test_machines_get_html_where_html_has_it_and_edtf_always(text: str, values: tuple[str, ...], extended: str) -> None:
    assert (html_datetimes(parse_when(text)), edtf(parse_when(text))) == (values, extended)


def test_some_moment_not_before_a_day_stands_after_what_happened_on_that_day() -> None:
    order = ["2024-10", "2024-10-25", "2024-10-25T23:00", "not before 2024-10-25", "2024-10-26"]
    by_key = sorted(map(parse_when, reversed(order)), key=lambda when: when.sort_key)
    assert [when.text for when in by_key] == [
        "2024-10",
        "2024-10-25",
        "not before 2024-10-25",
        "2024-10-25T23:00",
        "2024-10-26",
    ]
