"""Numbers: what was typed is what is shown, in the reader's signs; none without its source, none that is claimed without its status."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generator.language.numbers import amount_text, figure_text, number_text
from generator.language.words import Words, english
from generator.sourcing.statements import StatementSort, statements
from generator.story.figure import Figure
from generator.story.typed_number import MOST_DIGITS, as_typed, read_number
from generator.versions.as_of.archive import as_known
from generator.versions.diff.story import differences
from tests.newsrooms import page, problems, run, story, write

LOCALES = ("en", "de", "fr", "ar", "zh-Hant", "es", "ru", "en-IN")

whole = st.integers(min_value=0, max_value=10**30).map(str)
decimals = st.text("0123456789", min_size=1, max_size=20)
typed_numbers = st.builds(
    lambda sign, ones, rest: f"{sign}{ones}{'.' + rest if rest else ''}",
    st.sampled_from(("", "-")),
    whole,
    st.one_of(st.just(""), decimals),
)


def words(lang: str) -> Words:
    return Words(lang, english().table)


def back(shown: str, lang: str) -> str:
    """A number as it would be typed, from its form for readers: no groups, a point for decimals."""
    symbols = Locale.parse(lang, sep="-").number_symbols["latn"]
    plain = re.sub(r"[\s\u200e\u200f%€]", "", shown).replace(symbols["group"].strip() or "\0", "")
    return plain.replace(symbols["decimal"], ".").replace(symbols["minusSign"].strip("\u200e\u200f"), "-")


@given(typed_numbers, st.sampled_from(LOCALES))
def test_every_digit_that_was_typed_is_shown_and_no_other(typed: str, lang: str) -> None:
    value = read_number(typed)
    assert as_typed(value) == typed
    assert back(number_text(value, words(lang)), lang) == typed


@given(typed_numbers, st.sampled_from(LOCALES), st.sampled_from(("percent", "%", "EUR")))
def test_percentages_and_sums_of_money_keep_every_digit_too(typed: str, lang: str, unit: str) -> None:
    shown = amount_text(read_number(typed), unit, words(lang))
    assert back(shown, lang) == typed
    assert ("€" if unit == "EUR" else "%") in shown


@given(st.text(max_size=30))
def test_any_text_is_a_number_as_typed_or_refused_with_a_sentence(typed: str) -> None:
    try:
        value = read_number(typed)
    except PydanticCustomError as error:
        said = error.context or {}
        assert said["code"] in ("not-a-number", "number-too-long")
        assert said["hint"].startswith(("Type ", "Say ", "Decimals "))
    else:
        assert Decimal(typed.strip().replace("−", "-")) == value


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", ["-1,234,567.10", "40.0%", "€12.50", "5\u00a0km"]),
        ("de", ["-1.234.567,10", "40,0\u00a0%", "12,50\u00a0€", "5\u00a0km"]),
        ("fr", ["-1\u202f234\u202f567,10", "40,0\u00a0%", "12,50\u00a0€", "5\u00a0km"]),
        ("zh-Hant", ["-1,234,567.10", "40.0%", "€12.50", "5\u00a0km"]),
    ],
)
def test_numbers_are_written_as_the_readers_language_does(lang: str, shown: list[str]) -> None:
    typed = (("-1234567.10", None), ("40.0", "percent"), ("12.50", "EUR"), ("5", "km"))
    assert [amount_text(Decimal(number), unit, words(lang)) for number, unit in typed] == shown


REFUSED = {
    "1,2": "Decimals stand after a point: type 1.2.",
    "1,200": "Type 1200 if the comma parts the thousands, or 1.200 if it parts the decimals.",
    "1.000.000": "Type all digits without signs between them: 1000000.",
    "1 000": "Type all digits without signs between them: 1000.",
    "1'234'567": "Type all digits without signs between them: 1234567.",
    "12%": "Type 12 alone, and 'unit: percent' on a line of its own.",
    "about 40": "Type 40 alone, and 'approximate: true' on a line of its own.",
    "~40": "Type 40 alone, and 'approximate: true' on a line of its own.",
    "10-20": "Type 'low: 10' and 'high: 20' instead.",
    "at least 10": "Type 'low: 10' instead: without 'high', it reads 'at least'.",
    "<5": "Type 'high: 5' instead: without 'low', it reads 'at most'.",
    "3 of 12": "Type 3 alone, and 'of: 12' on a line of its own.",
    "3/12": "Type 3 alone, and 'of: 12' on a line of its own.",
    "5 km": "Type 5 alone, and 'unit: km' on a line of its own.",
    "$5": "Type 5 alone, and 'unit: $' on a line of its own.",
    "2.5 million": "Type all the digits, such as 2500000 for two and a half million; or name a larger unit in 'unit'.",
    "1e6": "Type all the digits, such as 2500000 for two and a half million; or name a larger unit in 'unit'.",
    ".5": "Type 0.5.",
    "5.": "Type 5.",
    "twelve": "Type digits with a point for decimals, such as 1200 or 3.5.",
    "٤٠": "Type digits with a point for decimals, such as 1200 or 3.5.",
    ".inf": "Type digits with a point for decimals, such as 1200 or 3.5.",
    "9" * (MOST_DIGITS + 1): "Say it in a larger unit, and name that in 'unit'.",
}


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_nearly_a_number_is_answered_with_what_to_type(typed: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        read_number(typed)
    assert (refused.value.context or {})["hint"] == REFUSED[typed]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": "14", "of": "52 ferries"}, "14 of 52 ferries"),
        ({"value": "14", "of": "1204", "unit": "ferries"}, "14 of 1,204 ferries"),
        ({"value": "14", "of": "ferries"}, "14"),
        ({"value": "2", "unit": "ferries"}, "2 ferries"),
        ({"value": "40", "unit": "percent", "of": "households"}, "40% of households"),
        ({"value": "40", "unit": "%", "of": "1204 households"}, "40% of 1,204 households"),
        ({"value": "40", "unit": "km", "approximate": "yes"}, "about 40\u00a0km"),
        ({"low": "36.50", "high": "40", "unit": "percent"}, "36.50% to 40%"),
        ({"low": "3", "high": "5", "unit": "km"}, "3 to 5\u00a0km"),
        ({"low": "3", "of": "12"}, "at least 3 of 12"),
        ({"high": "5", "unit": "USD"}, "at most $5"),
        ({"label": "ferries by year", "points": [{"when": "2030", "value": "1"}]}, "ferries by year"),
        ({"points": [{"when": "2030", "value": "1"}]}, "id"),
    ],
)
def test_a_figure_reads_as_words_of_a_sentence(fields: dict[str, object], shown: str) -> None:
    assert figure_text("id", Figure.model_validate(fields), english()) == shown


# -- on the page

NUMBERS = """
topics: Harbour
summary: "[[waiting]] had to wait, [[knew|two in five]] knew why [@gazette, page 2], and it cost [[cost]]."
sections:
  - {id: n, heading: N, text: "![[cost]]"}
figures:
  waiting: {value: 14, of: 52 ferries, label: ferries that had to wait, period: 2031-05-01, sources: courier}
  knew: {value: 40.0, unit: percent, of: households, low: 36.5, high: 43.5, sample: 1204, as_stated: two in five, sources: gazette}
  cost: {value: 1250000, unit: EUR, approximate: true, label: what it cost, claim: closed}
"""
GAZETTE = "  gazette: {kind: article, publisher: The Invented Gazette, published: 2031-05-04, read: 2031-05-04}\n"


def numbers(root: Path, text: str = NUMBERS) -> Path:
    made = story(root, text)
    path = made / "stories" / "gates.yaml"
    path.write_text(path.read_text("utf-8").replace("  log: {", f"{GAZETTE}  log: {{"), "utf-8")
    return made


REPORTED = (
    '<span class="ep-badge ep-reported"><span class="ep-icon" aria-hidden="true">◐</span> Reported</span>'
    '[^courier] <small class="ep-where">(citing The harbour log, para. 3)</small>'
)


def test_a_mention_shows_the_number_with_status_and_sources(tmp_path: Path) -> None:
    text = page(numbers(tmp_path))
    assert (
        "\n[14 of 52 ferries](#figure-waiting)[^courier] had to wait, [two in five](#figure-knew) knew why[^gazette] "
        f'<small class="ep-where">(page 2)</small>, and it cost [about €1,250,000](#figure-cost) {REPORTED}.\n'
    ) in text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[[waiting]] waited.", "#[^courier] waited."),
        ("[[waiting]] [@gazette] waited.", "#[^gazette] waited."),
        ("[[waiting]][@gazette] waited.", "#[^gazette] waited."),
        ("[[waiting]] waited [@courier].", "# waited[^courier]."),
        ("[[waiting]] waited, she said [@gazette].", "#[^courier] waited, she said[^gazette]."),
        ("[[waiting]] waited. That is so [@courier].", "#[^courier] waited. That is so[^courier]."),
    ],
)
def test_a_sentence_that_cites_the_source_anyway_marks_it_once(tmp_path: Path, typed: str, shown: str) -> None:
    text = page(numbers(tmp_path, re.sub("summary: .*", f'summary: "{typed}"', NUMBERS)))
    assert f"\n{shown.replace('#', '[14 of 52 ferries](#figure-waiting)')}\n" in text


def test_notes_are_numbered_by_first_citation_with_those_of_figures_among_them(tmp_path: Path) -> None:
    text = page(numbers(tmp_path, NUMBERS.replace("[[waiting]] had to wait, ", "").replace("[@gazette, page 2]", "")))
    assert re.findall(r"(?m)^\[\^([a-z]+)\]: ", text) == ["gazette", "courier", "log"]


def test_every_figure_has_an_entry_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    text = page(numbers(tmp_path))
    section = text[text.index("## In numbers") : text.index("\n## How this is sourced")]
    assert section == (
        "## In numbers {#figures}\n\n"
        '<div class="ep-card ep-figure" markdown="1">\n\n'
        "### ferries that had to wait {#figure-waiting}\n\n"
        "**14 of 52 ferries**[^courier]\n\n"
        '- Holds for: <time datetime="2031-05-01">May 1, 2031</time>.\n\n'
        "</div>\n\n"
        '<div class="ep-card ep-figure" markdown="1">\n\n'
        "### 40.0% of households {#figure-knew}\n\n"
        "**40.0% of households**[^gazette]\n\n"
        "- The estimate: 36.5% to 43.5%.\n"
        "- In the source’s words: “two in five”.\n"
        "- Asked or counted for it: 1,204.\n\n"
        "</div>\n\n"
        '<div class="ep-card ep-figure ep-reported" markdown="1">\n\n'
        "### what it cost {#figure-cost}\n\n"
        f"**about €1,250,000** {REPORTED}\n\n"
        "Part of the claim: [Ada Brandt had the gates closed.](#claim-closed) "
        f"{REPORTED.partition('[^')[0]} This number is claimed, not established.\n\n"
        "</div>\n"
    )


def test_an_embedded_figure_keeps_status_and_sources_and_leads_to_its_entry(tmp_path: Path) -> None:
    assert (
        '<div class="ep-embed ep-figure ep-reported" markdown="1">\n\n'
        f"what it cost: **about €1,250,000** {REPORTED}\n\n"
        "[The figure in full](#figure-cost)\n\n</div>"
    ) in page(numbers(tmp_path))


def test_a_figure_without_a_source_says_so_to_readers_and_to_the_writer(tmp_path: Path) -> None:
    root = story(tmp_path, "figures: {waiting: {value: 14, unit: ferries}}\n")
    assert "**14 ferries** No source is given for this number.\n" in page(root)
    assert problems(root) == [
        "stories/gates.yaml:16:11: warning: No source is given for the figure 'waiting'. Add 'sources:' with the id of the "
        "source that says so. [unsourced-figure]"
    ]


def test_words_of_a_writer_stay_words(tmp_path: Path) -> None:
    root = story(
        tmp_path,
        "figures: {f: {value: 1, unit: '<b>*x*', of: '2 [y](z)', label: '# |<i>', as_stated: '</p>', sources: courier,"
        " points: [{label: '<script>|', value: 1}, {label: '&amp;', value: 2}]}}\n",
    )
    text = page(root)
    for raw in ("<b>", "<i>", "<script>", "[y](z)", "*x*", "&amp;amp; "):
        assert raw not in text.replace("&amp;amp;", "")
    assert "&lt;script&gt;&#124;" in text


# -- what does not fit together

FAULTS = [
    ("{low: 16, high: 12, unit: km}", "The lower end, 16, is above the upper end, 12."),
    ("{value: 41, low: 12, high: 16, unit: km}", "The value 41 does not lie between its own ends (12 to 16)."),
    ("{value: 4, low: 12, unit: km}", "The value 4 does not lie between its own ends (12 to …)."),
    ("{value: 1, of: 0}", "There is no part of nothing: the number in 'of' must be greater than 0."),
    ("{value: 1, of: '1,204 households'}", "'1,204 households' begins with a number that has signs between its digits."),
    ("{value: 14, of: 12}", "The value 14 is more than the 12 that it is said to be a part of."),
    ("{label: x}", "This figure has no number."),
    ("{value: 14}", "Nothing says what this figure counts."),
    ("{unit: km, points: [{when: 2030, value: 1}]}", "A series of one point is no series."),
    ("{unit: km, points: [{when: 2030, value: 1}, {when: 2030, value: 2}]}", "The series has two points for '2030'."),
    ("{unit: km, points: [{label: A, value: 1}, {label: a, value: 2}]}", "The series has two points for 'a'."),
    ("{unit: km, points: [{when: 2030, value: 1}, {when: 2029, value: 2}]}", "This point (2029) stands after one of 2030."),
    ("{unit: km, points: [{when: 2030, value: 1}, {label: a, value: 2}]}", "Some points of this series have a date, and this one has none."),
    ("{unit: km, points: [{when: 2030, value: 1, low: 2, high: 1}, {when: 2031, value: 2}]}", "The lower end, 2, is above the upper end, 1."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "message"), FAULTS, ids=[message[:40] for _, message in FAULTS])
def test_what_does_not_fit_together_is_said_at_its_place(tmp_path: Path, typed: str, message: str) -> None:
    found = problems(story(tmp_path, f"figures:\n  f: {typed[:-1]}, sources: courier}}\n"))
    assert [one for one in found if message in one] != [], found
    assert all(re.match(r"stories/gates\.yaml:1[67]:\d+: ", one) for one in found)


def test_a_series_of_thousands_of_points_is_refused_in_one_sentence(tmp_path: Path) -> None:
    points = ", ".join(f"{{label: p{n}, value: {n}}}" for n in range(3000))
    (only,) = problems(story(tmp_path, f"figures: {{f: {{unit: km, sources: courier, points: [{points}]}}}}\n"))
    assert "This series has 3000 points; a page shows 500 at most." in only


# -- a point that parts the thousands elsewhere


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "value: 1.200",
            "'1.200' is read as 1 and a fraction, with three decimals. If the point parts the thousands, type 1200",
        ),
        (
            "value: -12.000",
            "'-12.000' is read as -12 and a fraction, with three decimals. If the point parts the thousands, type -12000",
        ),
        (
            "low: 1.200, high: 1.500",
            "'1.200' is read as 1 and a fraction, with three decimals. So is one more number of this figure. If",
        ),
        (
            "points: [{when: 2029, value: 1.200}, {when: 2030, value: 1.300}, {when: 2031, value: 999}]",
            "So is one more number",
        ),
        ("value: 1.20", ""),
        ("value: 1200", ""),
        ("value: 0.125", ""),
        ("value: 1234.567", ""),
        ("value: 1.200, low: 0.9", ""),
        ("points: [{when: 2029, value: 1.200}, {when: 2030, value: 0.875}]", ""),
    ],
)
def test_a_number_that_is_thousands_elsewhere_is_pointed_out(tmp_path: Path, typed: str, told: str) -> None:
    found = problems(story(tmp_path, f"figures: {{f: {{unit: km, sources: courier, {typed}}}}}\n"))
    said = [one for one in found if "[point-or-thousands]" in one]
    assert [told in one for one in said] == ([True] if told else [])


# -- the same figure in two stories

ONE = "figures: {{waiting: {{value: {value}, {more}, sources: courier}}}}\ntopics: [{topic}]\n"


def two(root: Path, first: dict[str, str], second: dict[str, str]) -> list[str]:
    """The findings of the rule on two stories whose figures differ as given."""
    usual = {"value": "14", "more": "unit: ferries, period: 2031-05-01", "topic": "Harbour"}
    base = (
        "title: {slug}\npublished: 2031-06-01\nfictional: Made up.\n"
        "sources: {{courier: {{kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}}}}\n"
    )
    write(
        root,
        {
            f"stories/{slug}.yaml": base.format(slug=slug) + ONE.format(**{**usual, **given})
            for slug, given in (("gates", first), ("ferry", second))
        },
    )
    return [one for one in problems(root) if "[figure-with-two-values]" in one]


def test_the_same_figure_with_two_values_is_reported_in_both_stories(tmp_path: Path) -> None:
    assert two(tmp_path, {}, {"value": "16"}) == [
        "stories/ferry.yaml:5:11: warning: The figure 'waiting' is 16 here, and 14 in stories/gates.yaml. Correct the one that "
        "is old; if they are two figures, give one of them another id or label. [figure-with-two-values]",
        "stories/gates.yaml:5:11: warning: The figure 'waiting' is 14 here, and 16 in stories/ferry.yaml. Correct the one that "
        "is old; if they are two figures, give one of them another id or label. [figure-with-two-values]",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"value": "14.0"}),
        ({}, {"value": "16", "topic": "Schools"}),
        ({}, {"value": "16", "more": "unit: ferries, period: 2031-05-02"}),
        ({}, {"value": "16", "more": "unit: boats, period: 2031-05-01"}),
        ({}, {"value": "16", "more": "unit: ferries, period: 2031-05-01, of: 52"}),
        ({}, {"value": "16", "more": "unit: ferries"}),
        ({"more": "unit: ferries"}, {"value": "16", "more": "unit: ferries"}),
        ({}, {"value": "16", "more": "unit: ferries, period: 2031-05-01, approximate: true"}),
        (
            {"more": "unit: ferries, period: 2031-05-01, label: ferries that waited"},
            {"value": "16", "more": "unit: ferries, period: 2031-05-01, label: ferries that sailed"},
        ),
    ],
)
def test_figures_that_may_be_two_raise_no_alarm(tmp_path: Path, first: dict[str, str], second: dict[str, str]) -> None:
    assert two(tmp_path, first, second) == []


def test_a_writer_can_say_that_two_figures_are_one(tmp_path: Path) -> None:
    found = two(tmp_path, {}, {"value": "16", "topic": "Schools", "more": "unit: ferries, same_as: gates#waiting"})
    assert [one.partition(": warning: ")[2].partition(". ")[0] for one in found] == [
        "The figure 'waiting' is 16 here, and 14 in stories/gates.yaml",
        "The figure 'waiting' is 14 here, and 16 in stories/ferry.yaml",
    ]


def test_series_are_held_against_each_other_point_by_point(tmp_path: Path) -> None:
    more = "unit: ferries, same_as: gates#waiting, points: [{{when: 2029, value: 3}}, {{when: 2030, value: {}}}]"
    first = {"more": more.format(4).replace("same_as: gates#waiting, ", "")}
    found = two(tmp_path, first, {"more": more.format(5)})
    assert "The figure 'waiting' is 5 here for 2030, and 4 in stories/gates.yaml." in found[0]


# -- as of a day, and what changed

THEN = """
figures:
  early: {value: 3, unit: ferries, sources: courier}
  late: {value: 4, unit: ferries, sources: gazette}
  lasting: {value: 5, unit: ferries, claim: closed}
  unsure: {value: 6, unit: ferries}
  series:
    unit: ferries
    sources: courier
    points:
      - {when: 2031-04, value: 1}
      - {when: 2031-05-02, value: 2, sources: gazette}
      - {when: 2031-06, value: 3}
"""


def test_what_came_later_than_the_day_does_not_show_and_what_is_unsure_says_so(tmp_path: Path) -> None:
    archive = run(numbers(tmp_path, THEN)).archive
    assert archive is not None
    (then,) = as_known(archive, datetime.date(2031, 5, 3)).stories
    figures = then.story.figures
    assert list(figures) == ["early", "lasting", "unsure", "series"]
    assert [point.when.text for point in figures["series"].points if point.when] == ["2031-04"]
    assert then.as_known is not None
    assert {id for kind, id in then.as_known.unsure if kind == "figure"} == {"unsure"}


def test_changes_in_a_series_are_named_point_by_point() -> None:
    def made(*points: dict[str, str]) -> Figure:
        return Figure.model_validate({"label": "crossings", "unit": "km", "points": points})

    def changes(old: Figure, new: Figure) -> list[str]:
        from generator.story.file import Story

        both = (Story.model_validate({"title": "T", "figures": {"f": one}}) for one in (old, new))
        return [change.sentence for change in differences(*both)]

    before = made({"when": "2029", "value": "3.50"}, {"when": "2030", "value": "4"})
    after = made(
        {"when": "2029", "value": "3.5"}, {"when": "2031", "value": "not-stated"}, {"when": "2030", "value": "5"}
    )
    assert changes(before, after) == [
        "new point of figure `f`: 2031: no value",
        "value of point of 2029 of figure `f`: 3.50 -> 3.5",
        "value of point of 2030 of figure `f`: 4 -> 5",
    ]
    assert changes(before, before) == []


def test_a_figure_that_carries_a_claim_stands_on_its_sources_and_is_not_told_in_our_own_voice(tmp_path: Path) -> None:
    archive = run(numbers(tmp_path)).archive
    assert archive is not None
    found = {one.id: one for one in statements(archive.stories[0]) if one.sort is StatementSort.FIGURE}
    assert {
        id: (one.words, [str(c.source) for c in one.citations], one.claim is None) for id, one in found.items()
    } == {
        "waiting": ("14 ferries that had to wait", ["courier"], True),
        "knew": ("40.0 percent", ["gazette"], True),
        "cost": ("1250000 EUR what it cost", ["courier"], False),
    }
