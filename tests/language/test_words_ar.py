"""Arabic as readers see it: dates, numbers, and whole sentences on sourcing, in which no name is bent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.dates.forms import parse_when
from generator.language.dates import word
from generator.language.tag import table
from generator.language.words import words_for
from generator.sourcing.support import sourcing_of
from generator.sourcing.words import claim_sentence, page_sentence, root_count_words
from tests.newsrooms import linked, page, problems, write

TAG = "ar"

DATES = [
    ("2031-05-02", "2 مايو 2031"),
    ("2031-05", "مايو 2031"),
    ("2031", "2031"),
    ("2031-05-02T09:30", "2 مايو 2031، 9:30 ص"),
    ("2031-05-02T14:05Z", "2 مايو 2031، 2:05 م بتوقيت UTC"),
    ("2031-05-02T09:30+08:00", "2 مايو 2031، 9:30 ص بتوقيت UTC+8"),
    ("2031-21", "ربيع 2031"),
    ("2031-22", "صيف 2031"),
    ("2031-23", "خريف 2031"),
    ("2031-24", "شتاء 2031/32"),
    ("2099-24", "شتاء 2099/2100"),
    ("203X", "عقد 2030"),
    ("200X", "2000–2009"),
    ("20XX", "القرن الـ21"),
    ("00XX", "القرن الـ1"),
    ("-0043", "44 قبل الميلاد"),
    ("-0043-03-15", "15 مارس 44 قبل الميلاد"),
    ("0079", "79 للميلاد"),
    ("2031~", "حوالي عام 2031"),
    ("2031-05~", "حوالي مايو 2031"),
    ("2031-05-02?", "ربما 2 مايو 2031"),
    ("2031%", "ربما حوالي عام 2031"),
    ("203X~", "حوالي عقد 2030"),
    ("20XX?", "ربما القرن الـ21"),
    ("2029/2031", "2029–2031"),
    ("2031-05-01/2031-05-03", "1–3 مايو 2031"),
    ("2031-05-30/2031-06-02", "30 مايو – 2 يونيو 2031"),
    ("2031-05/2031-06", "مايو\u2009–\u2009يونيو 2031"),
    ("2030-12-30/2031-01-02", "30 ديسمبر 2030 – 2 يناير 2031"),
    ("2029/2031-05", "من عام 2029 إلى مايو 2031"),
    ("2029~/2031", "من حوالي عام 2029 إلى عام 2031"),
    ("-0043/0014", "من عام 44 قبل الميلاد إلى عام 14 للميلاد"),
    ("2029/..", "منذ عام 2029"),
    ("2031-05/..", "منذ مايو 2031"),
    ("2031-05-02/..", "منذ 2 مايو 2031"),
    ("2031-21/..", "منذ ربيع 2031"),
    ("199X/..", "منذ عقد 1990"),
    ("../2031", "حتى عام 2031"),
    ("../2031-05", "حتى مايو 2031"),
    ("../199X", "حتى عقد 1990"),
    ("../19XX", "حتى القرن الـ20"),
    ("199X/201X", "من عقد 1990 إلى عقد 2010"),
    ("not before 2031-05-02", "2 مايو 2031 أو بعده"),
    ("not before 2031-05-02T09:30", "2 مايو 2031، 9:30 ص أو بعد ذلك"),
    ("not before 2031-05", "مايو 2031 أو بعد ذلك"),
    ("not before 2031", "عام 2031 أو بعد ذلك"),
    ("not before 2031?", "ليس قبل هذا الموعد: ربما عام 2031"),
    ("not before 199X", "عقد 1990 أو بعد ذلك"),
    ("not after 2031-05-02", "2 مايو 2031 أو قبله"),
    ("not after 2031", "عام 2031 أو قبل ذلك"),
    ("not after 2031~", "ليس بعد هذا الموعد: حوالي عام 2031"),
    ("not after 2031-21", "ربيع 2031 أو قبل ذلك"),
    ("between 2031-05-02 and 2031-06-05", "بين 2 مايو 2031 و5 يونيو 2031"),
    ("between 2031-05 and 2031-06", "بين مايو 2031 ويونيو 2031"),
    ("between 2029 and 2031-05", "بين عام 2029 ومايو 2031"),
    ("between 203X and 204X", "بين عقد 2030 وعقد 2040"),
]


@pytest.mark.parametrize(("typed", "phrase"), DATES)
def test_a_date_reads_as_an_arabic_phrase(typed: str, phrase: str) -> None:
    assert word(parse_when(typed), TAG) == phrase


# None, one, two, a few, many, and the hundreds, which take the form of one again.
NUMBERS = [0, 1, 2, 3, 5, 11, 21, 100]


@pytest.mark.parametrize(
    ("key", "phrases"),
    [
        (
            "minutes",
            [
                "مدة القراءة: 0 دقيقة",
                "مدة القراءة: دقيقة واحدة",
                "مدة القراءة: دقيقتان",
                "مدة القراءة: 3 دقائق",
                "مدة القراءة: 5 دقائق",
                "مدة القراءة: 11 دقيقة",
                "مدة القراءة: 21 دقيقة",
                "مدة القراءة: 100 دقيقة",
            ],
        ),
        (
            "chains_more",
            [
                "سلاسل أخرى لم تُذكر: 0.",
                "سلسلة أخرى لم تُذكر.",
                "سلسلتان أخريان لم تُذكرا.",
                "3 سلاسل أخرى لم تُذكر.",
                "5 سلاسل أخرى لم تُذكر.",
                "11 سلسلة أخرى لم تُذكر.",
                "21 سلسلة أخرى لم تُذكر.",
                "100 سلسلة أخرى لم تُذكر.",
            ],
        ),
        (
            "gone_title",
            [
                "مصادر مسحوبة في هذه الصفحة: 0",
                "سُحب أحد مصادر هذه الصفحة",
                "سُحب مصدران من مصادر هذه الصفحة",
                "سُحبت 3 من مصادر هذه الصفحة",
                "سُحبت 5 من مصادر هذه الصفحة",
                "سُحب 11 من مصادر هذه الصفحة",
                "سُحب 21 من مصادر هذه الصفحة",
                "سُحب 100 من مصادر هذه الصفحة",
            ],
        ),
        (
            "site_count_stories",
            [
                "عدد الملفات: 0",
                "ملف واحد",
                "ملفان",
                "3 ملفات",
                "5 ملفات",
                "11 ملفًا",
                "21 ملفًا",
                "100 ملف",
            ],
        ),
        (
            "site_for_claims",
            [
                "الادعاءات التي تستند إليه: 0",
                "يستند إليه ادعاء واحد",
                "يستند إليه ادعاءان",
                "تستند إليه 3 ادعاءات",
                "تستند إليه 5 ادعاءات",
                "يستند إليه 11 ادعاءً",
                "يستند إليه 21 ادعاءً",
                "يستند إليه 100 ادعاء",
            ],
        ),
        (
            "chart_line",
            [
                "رسم بياني: العبّارات. القيم عبر الزمن: 0.",
                "رسم بياني: العبّارات. قيمة واحدة عبر الزمن.",
                "رسم بياني: العبّارات. قيمتان عبر الزمن.",
                "رسم بياني: العبّارات. 3 قيم عبر الزمن.",
                "رسم بياني: العبّارات. 5 قيم عبر الزمن.",
                "رسم بياني: العبّارات. 11 قيمة عبر الزمن.",
                "رسم بياني: العبّارات. 21 قيمة عبر الزمن.",
                "رسم بياني: العبّارات. 100 قيمة عبر الزمن.",
            ],
        ),
        (
            "site_count_unnamed",
            [
                "بلا اسم مذكور منها: 0 (7%).",
                "واحد منها بلا اسم مذكور (7%).",
                "اثنان منها بلا اسم مذكور (7%).",
                "3 منها بلا اسم مذكور (7%).",
                "5 منها بلا اسم مذكور (7%).",
                "11 منها بلا اسم مذكور (7%).",
                "21 منها بلا اسم مذكور (7%).",
                "100 منها بلا اسم مذكور (7%).",
            ],
        ),
        (
            "since_lead",
            [
                "التغييرات منذ 2 مايو 2031: 0.",
                "تغيير واحد منذ 2 مايو 2031.",
                "تغييران منذ 2 مايو 2031.",
                "3 تغييرات منذ 2 مايو 2031.",
                "5 تغييرات منذ 2 مايو 2031.",
                "11 تغييرًا منذ 2 مايو 2031.",
                "21 تغييرًا منذ 2 مايو 2031.",
                "100 تغيير منذ 2 مايو 2031.",
            ],
        ),
    ],
)
def test_a_number_takes_its_form(key: str, phrases: list[str]) -> None:
    made = [words_for(TAG).text(key, n=str(n), name="العبّارات", share="7", date="2 مايو 2031") for n in NUMBERS]
    assert made == phrases


STORY = """
title: من أمر بإغلاق البوابات في ميناء الموجة؟
lang: ar
published: 2031-06-01
fictional: مختلق لاختبار الأداة.
actors:
  brandt: {name: آدا برنت, kind: person}
  office: {name: هيئة ميناء الموجة, kind: organisation}
  wick: {name: يوناس ويك, kind: person, speaks_for: office}
sources:
  courier: {kind: article, publisher: بريد الموجة, title: إغلاق البوابات, read: 2031-05-03}
  second: {kind: article, publisher: بريد الموجة, published: 2031-05-09, read: 2031-05-09}
  herald: {kind: article, publisher: The Herald, read: 2031-05-03}
  post: {kind: broadcast, publisher: إذاعة الموجة, read: 2031-05-03, relies_on: [herald, not-stated]}
  gazette: {kind: article, publisher: الجريدة, read: no, relies_on: not-stated}
  leaflet: {kind: post, publisher: نشرة الشمال, read: no, relies_on: not-stated}
  digest: {kind: article, publisher: أسبوعية الشمال, read: 2031-05-04}
  clerk: {kind: person, read: no, anonymous: {described_as: موظفة في هيئة الميناء}}
  caller: {kind: person, read: 2031-05-07, anonymous: {described_as: حارس بوابة, how_many: واحد}}
  crew: {kind: person, read: no, anonymous: {described_as: عاملون في هيئة الميناء, how_many: not-stated}}
  log: {kind: document, title: سجل الميناء, read: 2031-05-05, primary: true}
  letter: {kind: letter, author: brandt, read: no, primary: true}
  notice: {kind: statement, publisher: هيئة ميناء الموجة, by: wick, read: 2031-05-06}
  study: {kind: study, title: المد والجزر, read: 2031-05-06, relies_on: [log, not-stated], retracted: {date: 2031-05-20}}
claims:
  closed: {text: آدا برنت أمرت بإغلاق البوابات., by: courier, about: [brandt, office], status: reported, sources: SOURCES}
"""


SENTENCES = [
    ("[]", "لا مصدر مذكور."),
    ("[courier]", "يستند هذا إلى ما يقوله المصدر على لسانه: بريد الموجة."),
    ("[caller]", "يستند هذا إلى رواية واحدة: حارس بوابة (الاسم غير مذكور)."),
    (
        "[{source: courier, citing: clerk}]",
        "في حدود ما وُصف، يستند هذا إلى رواية واحدة: موظفة في هيئة الميناء (الاسم غير مذكور)؛ نُقلت عبر: بريد الموجة.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: courier, citing: gazette}]",
        "في حدود ما وُصف، يستند هذا إلى رواية واحدة: موظفة في هيئة الميناء (الاسم غير مذكور)؛ نُقلت عبر: بريد الموجة. ومن غير المذكور إن كانت هناك روايات أخرى لدى: الجريدة.",
    ),
    (
        "[courier, herald, {source: herald, citing: clerk}]",
        "في حدود ما وُصف، يستند هذا إلى 3 روايات مستقلة بعضها عن بعض: بريد الموجة، The Herald وموظفة في هيئة الميناء (الاسم غير مذكور).",
    ),
    (
        "[courier, second]",
        "في حدود ما وُصف، يستند هذا إلى روايات ليست مستقلة بعضها عن بعض: بريد الموجة («إغلاق البوابات») وبريد الموجة (9 مايو 2031).",
    ),
    (
        "[herald, {source: courier, citing: herald}]",
        "يستند هذا إلى ما يقوله المصدر على لسانه: The Herald؛ ونُقل عبر: بريد الموجة.",
    ),
    (
        "[herald, {source: courier, citing: herald}, {source: digest, citing: herald}]",
        "يستند هذا إلى ما يقوله المصدر على لسانه: The Herald؛ ونُقل عبر: بريد الموجة وأسبوعية الشمال.",
    ),
    ("[{source: courier, citing: gazette}]", "بريد الموجة، نقلًا عن: الجريدة؛ وما يستند إليه هذا المصدر غير مذكور."),
    (
        "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
        "بريد الموجة، نقلًا عن: الجريدة ونشرة الشمال؛ وما يستند إليه هذان المصدران غير مذكور.",
    ),
    (
        "[post]",
        "في حدود ما وُصف، يستند هذا إلى رواية واحدة: The Herald؛ نُقلت عبر: إذاعة الموجة. إذاعة الموجة: ما يستند إليه هذا المصدر سوى ذلك غير مذكور.",
    ),
    ("[notice]", "يستند هذا إلى ما يقوله المصدر على لسانه: هيئة ميناء الموجة. مصدره طرف معني بالادعاء."),
    (
        "[courier, notice]",
        "في حدود ما وُصف، يستند هذا إلى روايتين مستقلتين إحداهما عن الأخرى: بريد الموجة وهيئة ميناء الموجة. ما مصدره طرف معني بالادعاء: هيئة ميناء الموجة.",
    ),
    ("[log]", "الوثيقة نفسها: سجل الميناء."),
    (
        "[study]",
        "الوثيقة نفسها: سجل الميناء؛ منقولة هنا عبر: المد والجزر. المد والجزر: ما يستند إليه هذا المصدر سوى ذلك غير مذكور. مصدر مسحوب: المد والجزر.",
    ),
    (
        "[{source: courier, citing: letter}]",
        "الوثيقة نفسها: رسالة من آدا برنت؛ ولا نعرفها إلا عن طريق: بريد الموجة. ما مصدره طرف معني بالادعاء: رسالة من آدا برنت.",
    ),
]


@pytest.mark.parametrize(("sources", "sentence"), SENTENCES)
def test_a_claim_says_what_it_rests_on(tmp_path: Path, sources: str, sentence: str) -> None:
    story = linked(tmp_path, STORY, sources)
    claim = story.story.claims["closed"]
    assert claim_sentence(sourcing_of(story, claim.sources, claim), story, TAG).plain() == sentence


@pytest.mark.parametrize(
    ("sources", "counted"),
    [
        ("[]", "لا رواية موصوفة"),
        ("[courier]", "رواية واحدة"),
        ("[{source: courier, citing: clerk}]", "رواية واحدة بلا اسم مذكور"),
        ("[log]", "وثيقة واحدة"),
        ("[{source: courier, citing: gazette}]", "لا رواية موصوفة؛ سلسلة واحدة تنتهي دون ذكر ما وراءها"),
        ("[courier, {source: herald, citing: clerk}]", "روايتان مستقلتان إحداهما عن الأخرى؛ بلا اسم مذكور: واحدة"),
        (
            "[{source: courier, citing: [gazette, clerk]}, {source: courier, citing: [gazette, crew]}]",
            "روايتان مستقلتان إحداهما عن الأخرى؛ دون ذكر أي اسم",
        ),
        (
            "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
            "لا رواية موصوفة؛ سلسلتان تنتهيان دون ذكر ما وراءهما",
        ),
    ],
)
def test_a_table_counts_accounts_in_few_words(tmp_path: Path, sources: str, counted: str) -> None:
    story = linked(tmp_path, STORY, sources)
    claim = story.story.claims["closed"]
    assert root_count_words(sourcing_of(story, claim.sources, claim), TAG) == counted


@pytest.mark.parametrize(
    ("sources", "sentences"),
    [
        (
            "[{source: courier, citing: [gazette, clerk]}]",
            "كل ما في هذه الصفحة يصلنا عن طريق مصدر واحد (مقال): بريد الموجة. ما لا نعرفه إلا عن طريق هذا المصدر، لا من منبعه: الجريدة وموظفة في هيئة الميناء. أن تنقل صحيفتان الرواية نفسها لا يعني أنها تأكدت مرتين. الادعاء الوحيد هنا، في حدود ما وُصف، لا يستند إلا إلى أشخاص أسماؤهم غير مذكورة، ولا إلى أحد سواهم.",
        ),
        ("[log]", "كل ما في هذه الصفحة يصلنا عن طريق مصدر واحد (وثيقة): سجل الميناء."),
        ("[courier, herald]", "تستند هذه الصفحة إلى مصدرين نستشهد بهما مباشرة: بريد الموجة وThe Herald."),
    ],
)
def test_the_page_says_what_it_comes_through(tmp_path: Path, sources: str, sentences: str) -> None:
    assert page_sentence(linked(tmp_path, STORY, sources), TAG).plain() == sentences


def test_names_and_dates_stand_beside_the_words_unbent(tmp_path: Path) -> None:
    more = """
by: [{name: إيناس فابل, role: مراسلة}]
responses:
  - {by: brandt, response: denies, to: closed, date: 2031-05-04, asked_by: courier, text: تقول العكس., sources: [{source: courier, where: الفقرة 3}]}
  - {by: office, response: none-reported, to: closed, sources: [courier]}
corrections: [{date: 2031-06-10, text: كان الوقت ظهرًا., was: كانت الساعة الواحدة.}]
"""
    linked(tmp_path, STORY, "[{source: courier, citing: clerk}]", more)
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|\[", "", page(tmp_path))
    for line in (
        "بقلم: إيناس فابل (مراسلة) · النشر: 1 يونيو 2031 · مدة القراءة: دقيقة واحدة",
        "- آدا برنت: نفي لذلك؛ 4 مايو 2031؛ السائل: بريد الموجة؛ نُقل عبر: بريد الموجة. تقول العكس.^courier] (الفقرة 3)",
        "- هيئة ميناء الموجة: لم يُذكر أي رد في: بريد الموجة^courier]",
        "- 10 يونيو 2031 · تصحيح: كان الوقت ظهرًا. ما ورد في الصفحة سابقًا: كانت الساعة الواحدة.",
        "^courier]: **بريد الموجة**: إغلاق البوابات (مقال؛ قرأناه في 3 مايو 2031). #",
    ):
        assert line in text.split("\n")


# What is filled in there is a number or a date, never a name that would have to be bent.
BESIDE_WORDS = {"n", "all", "date", "day", "next", "year", "low", "high", "value", "number", "place", "places", "whole"}
# Two names are joined by a letter, and a letter's writer is a person: neither is bent.
JOINED = {"and", "letter_by"}


@pytest.mark.parametrize("kind", ["page", "sourcing"])
def test_no_name_stands_behind_a_word_that_would_bend_it(kind: str) -> None:
    said = {
        (key, form): text
        for key, entry in table(kind, TAG).items()
        for form, text in (entry.items() if isinstance(entry, dict) else [("", entry)])
    }
    bent = {
        key
        for (key, _), text in said.items()
        for before, name in re.findall(r"([\u0621-\u064a\u064b-\u0652] ?)\{([a-z]+)\}", text)
        if before and name not in BESIDE_WORDS
    }
    assert bent - JOINED == set()


def test_who_is_cited_and_through_whom_it_came_are_told_apart_in_every_chain(tmp_path: Path) -> None:
    linked(tmp_path, STORY, "[{source: courier, citing: [gazette, crew], where: الفقرة 3}, post]")
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|\[", "", page(tmp_path))
    for line in (
        "- بريد الموجة^courier] (الفقرة 3)، نقلًا عن: الجريدة (لم نقرأه)، نقلًا عن: عاملون في هيئة الميناء",
        "- إذاعة الموجة^post]؛ وما يستند إليه ذلك غير مذكور",
        "- إذاعة الموجة^post]، استنادًا إلى: The Herald",
    ):
        assert line in text.split("\n")


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("أُغلقت البوابات العام الماضي.", ["العام الماضي"]),
        ("تحدثت أمس ثم مؤخرًا.", ["أمس", "مؤخرًا"]),
        # What is written together with a word is no other word.
        ("وأمس تحدثت، فالأسبوع الماضي انتهى.", ["وأمس", "فالأسبوع الماضي"]),
        ("ميزانية للعام الماضي أُقرت مؤخراً يوم الأحد الماضي.", ["للعام الماضي", "مؤخرا", "الأحد الماضي"]),
        ("أكان ذلك عام 2030؟ تحدثت أمس.", ["أمس"]),
        ("مقال من عام 2030 يذكر العام الماضي وما جرى أمس.", []),
        ("قال: «أمس كان كل شيء مغلقًا.» كان ذلك في مايو.", []),
        ("قبل عام من الإغلاق كانت مفتوحة، والأمسية طويلة.", []),
    ],
)
def test_words_that_will_mean_another_time_are_found(tmp_path: Path, prose: str, found: list[str]) -> None:
    text = STORY.replace("SOURCES", "[courier]")
    write(tmp_path, {"stories/gates.yaml": f"{text}summary: >-\n  {prose} [@courier]\n"})
    told = [line for line in problems(tmp_path) if "[relative-words]" in line]
    assert [word for line in told for word in re.findall("“(.+?)”", line)] == found
