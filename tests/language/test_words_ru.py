"""Russian as readers see it: dates, numbers, and whole sentences on sourcing, in which no name is bent."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from generator.dates.forms import parse_when
from generator.language.dates import word
from generator.language.numbers import range_text
from generator.language.words import words_for
from generator.sourcing.support import sourcing_of
from generator.sourcing.words import claim_sentence, page_sentence, root_count_words
from tests.newsrooms import linked, page, problems, write

TAG = "ru"

DATES = [
    ("2031-05-02", "2 мая 2031 года"),
    ("2031-05", "май 2031 года"),
    ("2031", "2031 год"),
    ("2031-05-02T09:30", "2 мая 2031 года, 09:30"),
    ("2031-05-02T14:05Z", "2 мая 2031 года, 14:05 UTC"),
    ("2031-05-02T09:30+08:00", "2 мая 2031 года, 09:30 UTC+8"),
    ("2031-21", "весна 2031 года"),
    ("2031-22", "лето 2031 года"),
    ("2031-23", "осень 2031 года"),
    ("2031-24", "зима 2031/32 года"),
    ("2099-24", "зима 2099/2100 года"),
    ("203X", "2030-е годы"),
    ("200X", "2000–2009 годы"),
    ("20XX", "XXI век"),
    ("00XX", "I век"),
    ("-0043", "44 год до\u00a0н.\u00a0э."),
    ("-0043-03-15", "15 марта 44 года до\u00a0н.\u00a0э."),
    ("0079", "79 год н.\u00a0э."),
    ("2031~", "примерно 2031 год"),
    ("2031-05~", "примерно май 2031 года"),
    ("2031-05-02?", "предположительно 2 мая 2031 года"),
    ("2031%", "предположительно, примерно 2031 год"),
    ("203X~", "примерно 2030-е годы"),
    ("20XX?", "предположительно XXI век"),
    ("2029/2031", "2029–2031"),
    ("2031-05-01/2031-05-03", "1–3 мая 2031 года"),
    ("2031-05-30/2031-06-02", "30 мая – 2 июня 2031 года"),
    ("2031-05/2031-06", "май – июнь 2031 года"),
    ("2030-12-30/2031-01-02", "30 декабря 2030 года – 2 января 2031 года"),
    ("2029/2031-05", "с 2029 года до мая 2031 года"),
    ("2029~/2031", "с 2029 года (примерно) до 2031 года"),
    ("-0043/0014", "с 44 года до\u00a0н.\u00a0э. до 14 года н.\u00a0э."),
    ("2029/2031~", "с 2029 года до 2031 года (примерно)"),
    ("2029~/..", "с 2029 года (примерно)"),
    ("2029/..", "с 2029 года"),
    ("2031-05/..", "с мая 2031 года"),
    ("2031-05-02/..", "с 2 мая 2031 года"),
    ("2031-21/..", "с весны 2031 года"),
    ("199X/..", "с 1990-х годов"),
    ("../2031", "до 2031 года включительно"),
    ("../2031~", "до 2031 года (примерно) включительно"),
    ("../2031-05", "до мая 2031 года включительно"),
    ("../199X", "до 1990-х годов включительно"),
    ("../19XX", "до XX века включительно"),
    ("199X/201X", "с 1990-х годов до 2010-х годов"),
    ("not before 2031-05-02", "не ранее 2 мая 2031 года"),
    ("not before 2031-05-02T09:30", "не ранее 2 мая 2031 года, 09:30"),
    ("not before 2031-05", "не ранее мая 2031 года"),
    ("not before 2031", "не ранее 2031 года"),
    ("not before 2031?", "не ранее 2031 года (предположительно)"),
    ("not before 2031%", "не ранее 2031 года (предположительно, примерно)"),
    ("not before 199X", "не ранее 1990-х годов"),
    ("not after 2031-05-02", "не позднее 2 мая 2031 года"),
    ("not after 2031", "не позднее 2031 года"),
    ("not after 2031~", "не позднее 2031 года (примерно)"),
    ("not after 2031-21", "не позднее весны 2031 года"),
    ("between 2031-05-02 and 2031-06-05", "в промежутке с 2 мая 2031 года до 5 июня 2031 года"),
    ("between 2031-05 and 2031-06", "в промежутке с мая 2031 года до июня 2031 года"),
    ("between 2029 and 2031-05", "в промежутке с 2029 года до мая 2031 года"),
    ("between 203X and 204X", "в промежутке с 2030-х годов до 2040-х годов"),
]


@pytest.mark.parametrize(("typed", "phrase"), DATES)
def test_a_date_reads_as_a_russian_phrase(typed: str, phrase: str) -> None:
    assert word(parse_when(typed), TAG) == phrase


NUMBERS = [0, 1, 2, 3, 5, 11, 21, 100]


@pytest.mark.parametrize(
    ("key", "phrases"),
    [
        (
            "minutes",
            [
                "0 минут чтения",
                "1 минута чтения",
                "2 минуты чтения",
                "3 минуты чтения",
                "5 минут чтения",
                "11 минут чтения",
                "21 минута чтения",
                "100 минут чтения",
            ],
        ),
        (
            "chains_more",
            [
                "Ещё 0 цепочек не перечислено.",
                "Ещё 1 цепочка не перечислена.",
                "Ещё 2 цепочки не перечислены.",
                "Ещё 3 цепочки не перечислены.",
                "Ещё 5 цепочек не перечислено.",
                "Ещё 11 цепочек не перечислено.",
                "Ещё 21 цепочка не перечислена.",
                "Ещё 100 цепочек не перечислено.",
            ],
        ),
        (
            "gone_title",
            [
                "Отозвано 0 источников этой страницы",
                "Отозван 1 источник этой страницы",
                "Отозваны 2 источника этой страницы",
                "Отозваны 3 источника этой страницы",
                "Отозвано 5 источников этой страницы",
                "Отозвано 11 источников этой страницы",
                "Отозван 21 источник этой страницы",
                "Отозвано 100 источников этой страницы",
            ],
        ),
        (
            "site_count_stories",
            [
                "0 материалов",
                "1 материал",
                "2 материала",
                "3 материала",
                "5 материалов",
                "11 материалов",
                "21 материал",
                "100 материалов",
            ],
        ),
        (
            "site_for_claims",
            [
                "На нём основано 0 утверждений",
                "На нём основано 1 утверждение",
                "На нём основаны 2 утверждения",
                "На нём основаны 3 утверждения",
                "На нём основано 5 утверждений",
                "На нём основано 11 утверждений",
                "На нём основано 21 утверждение",
                "На нём основано 100 утверждений",
            ],
        ),
        (
            "chart_line",
            [
                "График: Паромы. 0 значений во времени.",
                "График: Паромы. 1 значение во времени.",
                "График: Паромы. 2 значения во времени.",
                "График: Паромы. 3 значения во времени.",
                "График: Паромы. 5 значений во времени.",
                "График: Паромы. 11 значений во времени.",
                "График: Паромы. 21 значение во времени.",
                "График: Паромы. 100 значений во времени.",
            ],
        ),
        (
            "site_count_unnamed",
            [
                "0 из них не названы по имени (7\u00a0%).",
                "1 из них не назван по имени (7\u00a0%).",
                "2 из них не названы по имени (7\u00a0%).",
                "3 из них не названы по имени (7\u00a0%).",
                "5 из них не названы по имени (7\u00a0%).",
                "11 из них не названы по имени (7\u00a0%).",
                "21 из них не назван по имени (7\u00a0%).",
                "100 из них не названы по имени (7\u00a0%).",
            ],
        ),
    ],
)
def test_a_number_takes_its_form(key: str, phrases: list[str]) -> None:
    assert [words_for(TAG).text(key, n=str(n), name="Паромы", share="7") for n in NUMBERS] == phrases


def test_a_date_that_ends_with_a_full_stop_meets_no_other() -> None:
    # The reader's browser writes the day of the last visit, and writes 'г.' after the year.
    said = [words_for(TAG).text("since_lead", n=str(n), date="2 мая 2031 г.") for n in NUMBERS]
    assert said == [
        "С прошлого визита (2 мая 2031 г.): 0 изменений.",
        "С прошлого визита (2 мая 2031 г.): 1 изменение.",
        "С прошлого визита (2 мая 2031 г.): 2 изменения.",
        "С прошлого визита (2 мая 2031 г.): 3 изменения.",
        "С прошлого визита (2 мая 2031 г.): 5 изменений.",
        "С прошлого визита (2 мая 2031 г.): 11 изменений.",
        "С прошлого визита (2 мая 2031 г.): 21 изменение.",
        "С прошлого визита (2 мая 2031 г.): 100 изменений.",
    ]


def test_a_range_that_begins_below_zero_is_told_apart_from_its_minus() -> None:
    words = words_for(TAG)
    assert [range_text(Decimal(-3), Decimal(5), unit, words) for unit in ("км", "%")] == [
        "от -3 до 5\u00a0км",
        "от -3\u00a0% до 5\u00a0%",
    ]


STORY = """
title: Кто закрыл ворота в Хароу-Бэй?
lang: ru
published: 2031-06-01
fictional: Придумано для проверки.
actors:
  brandt: {name: Ада Брандт, kind: person}
  office: {name: Портовое управление Хароу-Бэй, kind: organisation}
  wick: {name: Йонас Вик, kind: person, speaks_for: office}
sources:
  courier: {kind: article, publisher: Хароуский курьер, title: Ворота закрыты, read: 2031-05-03}
  second: {kind: article, publisher: Хароуский курьер, published: 2031-05-09, read: 2031-05-09}
  herald: {kind: article, publisher: Береговой вестник, read: 2031-05-03}
  post: {kind: broadcast, publisher: Радио Хароу, read: 2031-05-03, relies_on: [herald, not-stated]}
  gazette: {kind: article, publisher: Портовая газета, read: no, relies_on: not-stated}
  leaflet: {kind: post, publisher: Листок, read: no, relies_on: not-stated}
  digest: {kind: article, publisher: Северное обозрение, read: 2031-05-04}
  clerk: {kind: person, read: no, anonymous: {described_as: сотрудница портового управления}}
  caller: {kind: person, read: 2031-05-07, anonymous: {described_as: сторож у ворот, how_many: один}}
  crew: {kind: person, read: no, anonymous: {described_as: служащие порта, how_many: not-stated}}
  log: {kind: document, title: Портовый журнал, read: 2031-05-05, primary: true}
  letter: {kind: letter, author: brandt, read: no, primary: true}
  notice: {kind: statement, publisher: Портовое управление Хароу-Бэй, by: wick, read: 2031-05-06}
  study: {kind: study, title: Приливы, read: 2031-05-06, relies_on: [log, not-stated], retracted: {date: 2031-05-20}}
claims:
  closed: {text: Ада Брандт велела закрыть ворота., by: courier, about: [brandt, office], status: reported, sources: SOURCES}
"""


SENTENCES = [
    ("[]", "Источник не указан."),
    ("[courier]", "Основание — источник, который сообщает об этом от своего имени: Хароуский курьер."),
    ("[caller]", "Основание — один первоисточник: сторож у ворот (имя не названо)."),
    (
        "[{source: courier, citing: clerk}]",
        "Судя по описанию, всё восходит к одному первоисточнику: сотрудница портового управления (имя не названо); кто передаёт: Хароуский курьер.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: courier, citing: gazette}]",
        "Судя по описанию, всё восходит к одному первоисточнику: сотрудница портового управления (имя не названо); кто передаёт: Хароуский курьер. Есть ли другие первоисточники дальше по цепочке, не указано: Портовая газета.",
    ),
    (
        "[courier, herald, {source: herald, citing: clerk}]",
        "Судя по описанию, за этим стоят 3 независимых друг от друга первоисточника: Хароуский курьер, Береговой вестник и сотрудница портового управления (имя не названо).",
    ),
    (
        "[courier, second]",
        "Судя по описанию, за этим стоят первоисточники, которые нельзя считать независимыми друг от друга: Хароуский курьер («Ворота закрыты») и Хароуский курьер (9 мая 2031 года).",
    ),
    (
        "[herald, {source: courier, citing: herald}]",
        "Основание — источник, который сообщает об этом от своего имени: Береговой вестник; кто это передаёт: Хароуский курьер.",
    ),
    (
        "[herald, {source: courier, citing: herald}, {source: digest, citing: herald}]",
        "Основание — источник, который сообщает об этом от своего имени: Береговой вестник; кто это передаёт: Хароуский курьер и Северное обозрение.",
    ),
    (
        "[{source: courier, citing: gazette}]",
        "Хароуский курьер — со ссылкой на: Портовая газета; на что опирается этот источник, не указано.",
    ),
    (
        "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
        "Хароуский курьер — со ссылкой на: Портовая газета и Листок; на что опираются эти источники, не указано.",
    ),
    (
        "[post]",
        "Судя по описанию, всё восходит к одному первоисточнику: Береговой вестник; кто передаёт: Радио Хароу. Радио Хароу: на что ещё опирается этот источник, не указано.",
    ),
    (
        "[notice]",
        "Основание — источник, который сообщает об этом от своего имени: Портовое управление Хароу-Бэй. Это сведения от заинтересованной стороны.",
    ),
    (
        "[courier, notice]",
        "Судя по описанию, за этим стоят 2 независимых друг от друга первоисточника: Хароуский курьер и Портовое управление Хароу-Бэй. Сведения от заинтересованной стороны: Портовое управление Хароу-Бэй.",
    ),
    ("[log]", "Портовый журнал — сам первичный документ."),
    (
        "[study]",
        "Портовый журнал — сам первичный документ; кто его здесь передаёт: Приливы. Приливы: на что ещё опирается этот источник, не указано. Источник отозван: Приливы.",
    ),
    (
        "[{source: courier, citing: letter}]",
        "Письмо (автор: Ада Брандт) — сам первичный документ; он известен нам только через: Хароуский курьер. Сведения от заинтересованной стороны: письмо (автор: Ада Брандт).",
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
        ("[]", "первоисточник не описан"),
        ("[courier]", "1 первоисточник"),
        ("[{source: courier, citing: clerk}]", "один первоисточник, не назван"),
        ("[log]", "один документ"),
        ("[{source: courier, citing: gazette}]", "первоисточник не описан; 1 цепочка обрывается: дальше не указано"),
        (
            "[courier, {source: herald, citing: clerk}]",
            "2 независимых друг от друга первоисточника; 1 из них не назван",
        ),
        (
            "[{source: courier, citing: [gazette, clerk]}, {source: courier, citing: [gazette, crew]}]",
            "2 независимых друг от друга первоисточника; ни один из них не назван",
        ),
        (
            "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
            "первоисточник не описан; 2 цепочки обрываются: дальше не указано",
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
            "Всё на этой странице известно через один источник: статья, Хароуский курьер. Что известно нам только через этот источник, а не из первых рук: Портовая газета и сотрудница портового управления. Два издания, которые повторяют один первоисточник, — это не два подтверждения. Единственное утверждение здесь, судя по описанию, опирается только на людей, чьи имена не названы, и больше ни на кого.",
        ),
        ("[log]", "Всё на этой странице известно через один источник: документ, Портовый журнал."),
        (
            "[courier, herald]",
            "Эта страница основана на 2 источниках, на которые мы ссылаемся напрямую: Хароуский курьер и Береговой вестник.",
        ),
    ],
)
def test_the_page_says_what_it_comes_through(tmp_path: Path, sources: str, sentences: str) -> None:
    assert page_sentence(linked(tmp_path, STORY, sources), TAG).plain() == sentences


def test_names_and_dates_stand_beside_the_words_unbent(tmp_path: Path) -> None:
    more = """
by: [{name: Инна Выдумкина, role: корреспондент}]
responses:
  - {by: brandt, response: denies, to: closed, date: 2031-05-04, asked_by: courier, text: Она говорит обратное., sources: [{source: courier, where: абзац 3}]}
  - {by: office, response: none-reported, to: closed, sources: [courier]}
corrections: [{date: 2031-06-10, text: Это было в полдень., was: Это было в час.}]
"""
    linked(tmp_path, STORY, "[{source: courier, citing: clerk}]", more)
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|\[", "", page(tmp_path))
    for line in (
        "Текст: Инна Выдумкина (корреспондент) · Опубликовано: 1 июня 2031 года · 1 минута чтения",
        "- Ада Брандт: отрицание; 4 мая 2031 года; кто спрашивал: Хароуский курьер; кто передаёт: Хароуский курьер. Она говорит обратное.^courier] (абзац 3)",
        "- Портовое управление Хароу-Бэй: об ответе не сообщается; где об ответе не сказано: Хароуский курьер^courier]",
        "- 10 июня 2031 года · Исправление: Это было в полдень. Раньше на странице было: Это было в час.",
        "^courier]: **Хароуский курьер**: Ворота закрыты (статья; прочитано нами: 3 мая 2031 года). #",
    ):
        assert line in text.split("\n")


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("В прошлом году ворота закрыли.", ["В прошлом году"]),
        ("Она говорила вчера и несколько дней назад.", ["вчера", "дней назад"]),
        ("Статья 2030 года говорит о том, что было вчера.", []),
        ("Он сказал: «Вчера всё было закрыто». Это было в мае.", []),
        ("Она сказала «закрыто». Недавно пришёл паром.", ["Недавно"]),
        ("Вчерашний паром и завтрак в порту.", []),
    ],
)
def test_words_that_will_mean_another_time_are_found(tmp_path: Path, prose: str, found: list[str]) -> None:
    text = STORY.replace("  second:", "  second:").replace("SOURCES", "[courier]")
    write(tmp_path, {"stories/gates.yaml": f"{text}summary: >-\n  {prose} [@courier]\n"})
    told = [line for line in problems(tmp_path) if "[relative-words]" in line]
    assert [word for line in told for word in re.findall("“(.+?)”", line)] == found
