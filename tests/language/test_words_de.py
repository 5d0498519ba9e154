"""German as readers see it: dates, numbers, and whole sentences on sourcing, in which no name is bent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.dates.forms import parse_when
from generator.language.dates import word
from generator.language.words import words_for
from generator.sourcing.support import sourcing_of
from generator.sourcing.words import claim_sentence, page_sentence, root_count_words
from tests.newsrooms import linked, page, problems, write

TAG = "de"

DATES = [
    ("2031-05-02", "2. Mai 2031"),
    ("2031-05", "Mai 2031"),
    ("2031", "2031"),
    ("2031-05-02T09:30", "2. Mai 2031, 09:30"),
    ("2031-05-02T14:05Z", "2. Mai 2031, 14:05 UTC"),
    ("2031-05-02T09:30+08:00", "2. Mai 2031, 09:30 UTC+8"),
    ("2031-21", "Frühjahr 2031"),
    ("2031-22", "Sommer 2031"),
    ("2031-23", "Herbst 2031"),
    ("2031-24", "Winter 2031/32"),
    ("2099-24", "Winter 2099/2100"),
    ("203X", "2030er-Jahre"),
    ("200X", "2000–2009"),
    ("20XX", "21. Jahrhundert"),
    ("00XX", "1. Jahrhundert"),
    ("-0043", "44 v. Chr."),
    ("-0043-03-15", "15. März 44 v. Chr."),
    ("0079", "79 n. Chr."),
    ("2031~", "etwa 2031"),
    ("2031-05~", "etwa Mai 2031"),
    ("2031-05-02?", "möglicherweise 2. Mai 2031"),
    ("2031%", "möglicherweise etwa 2031"),
    ("203X~", "etwa 2030er-Jahre"),
    ("20XX?", "möglicherweise 21. Jahrhundert"),
    ("2029/2031", "2029–2031"),
    ("2031-05-01/2031-05-03", "1.–3. Mai 2031"),
    ("2031-05-30/2031-06-02", "30. Mai\u2009–\u20092. Juni 2031"),
    ("2031-05/2031-06", "Mai–Juni 2031"),
    ("2030-12-30/2031-01-02", "30. Dezember 2030\u2009–\u20092. Januar 2031"),
    ("2029/2031-05", "von 2029 bis Mai 2031"),
    ("2029~/2031", "von etwa 2029 bis 2031"),
    ("-0043/0014", "von 44 v. Chr. bis 14 n. Chr."),
    ("2029/..", "seit 2029"),
    ("2031-05/..", "seit Mai 2031"),
    ("2031-05-02/..", "seit 2. Mai 2031"),
    ("2031-21/..", "seit Frühjahr 2031"),
    ("199X/..", "seit den 1990er-Jahren"),
    ("../2031", "bis 2031"),
    ("../2031-05", "bis Mai 2031"),
    ("../199X", "bis in die 1990er-Jahre"),
    ("../19XX", "bis ins 20. Jahrhundert"),
    ("199X/201X", "von den 1990er-Jahren bis in die 2010er-Jahre"),
    ("not before 2031-05-02", "nicht vor dem 2. Mai 2031"),
    ("not before 2031-05-02T09:30", "nicht vor dem 2. Mai 2031, 09:30"),
    ("not before 2031-05", "nicht vor Mai 2031"),
    ("not before 2031", "nicht vor 2031"),
    ("not before 2031?", "nicht vor möglicherweise 2031"),
    ("not before 199X", "nicht vor den 1990er-Jahren"),
    ("not after 2031-05-02", "nicht nach dem 2. Mai 2031"),
    ("not after 2031", "nicht nach 2031"),
    ("not after 2031~", "nicht nach etwa 2031"),
    ("not after 2031-21", "nicht nach Frühjahr 2031"),
    ("between 2031-05-02 and 2031-06-05", "zwischen 2. Mai 2031 und 5. Juni 2031"),
    ("between 2031-05 and 2031-06", "zwischen Mai 2031 und Juni 2031"),
    ("between 2029 and 2031-05", "zwischen 2029 und Mai 2031"),
    ("between 203X and 204X", "zwischen den 2030er-Jahren und den 2040er-Jahren"),
]


@pytest.mark.parametrize(("typed", "phrase"), DATES)
def test_a_date_reads_as_a_german_phrase(typed: str, phrase: str) -> None:
    assert word(parse_when(typed), TAG) == phrase


NUMBERS = [0, 1, 2, 3, 5, 11, 21, 100]


@pytest.mark.parametrize(
    ("key", "phrases"),
    [
        (
            "minutes",
            [
                "0 Minuten Lesezeit",
                "1 Minute Lesezeit",
                "2 Minuten Lesezeit",
                "3 Minuten Lesezeit",
                "5 Minuten Lesezeit",
                "11 Minuten Lesezeit",
                "21 Minuten Lesezeit",
                "100 Minuten Lesezeit",
            ],
        ),
        (
            "chains_more",
            [
                "0 weitere Ketten sind nicht aufgeführt.",
                "1 weitere Kette ist nicht aufgeführt.",
                "2 weitere Ketten sind nicht aufgeführt.",
                "3 weitere Ketten sind nicht aufgeführt.",
                "5 weitere Ketten sind nicht aufgeführt.",
                "11 weitere Ketten sind nicht aufgeführt.",
                "21 weitere Ketten sind nicht aufgeführt.",
                "100 weitere Ketten sind nicht aufgeführt.",
            ],
        ),
        (
            "gone_title",
            [
                "0 Quellen dieser Seite wurden zurückgezogen",
                "Eine Quelle dieser Seite wurde zurückgezogen",
                "2 Quellen dieser Seite wurden zurückgezogen",
                "3 Quellen dieser Seite wurden zurückgezogen",
                "5 Quellen dieser Seite wurden zurückgezogen",
                "11 Quellen dieser Seite wurden zurückgezogen",
                "21 Quellen dieser Seite wurden zurückgezogen",
                "100 Quellen dieser Seite wurden zurückgezogen",
            ],
        ),
        (
            "site_count_stories",
            [
                "0 Beiträge",
                "1 Beitrag",
                "2 Beiträge",
                "3 Beiträge",
                "5 Beiträge",
                "11 Beiträge",
                "21 Beiträge",
                "100 Beiträge",
            ],
        ),
        (
            "site_for_claims",
            [
                "Herangezogen für 0 Behauptungen",
                "Herangezogen für 1 Behauptung",
                "Herangezogen für 2 Behauptungen",
                "Herangezogen für 3 Behauptungen",
                "Herangezogen für 5 Behauptungen",
                "Herangezogen für 11 Behauptungen",
                "Herangezogen für 21 Behauptungen",
                "Herangezogen für 100 Behauptungen",
            ],
        ),
        (
            "chart_line",
            [
                "Diagramm: Fähren. 0 Werte im Zeitverlauf.",
                "Diagramm: Fähren. 1 Wert im Zeitverlauf.",
                "Diagramm: Fähren. 2 Werte im Zeitverlauf.",
                "Diagramm: Fähren. 3 Werte im Zeitverlauf.",
                "Diagramm: Fähren. 5 Werte im Zeitverlauf.",
                "Diagramm: Fähren. 11 Werte im Zeitverlauf.",
                "Diagramm: Fähren. 21 Werte im Zeitverlauf.",
                "Diagramm: Fähren. 100 Werte im Zeitverlauf.",
            ],
        ),
        (
            "site_count_unnamed",
            [
                "0 davon sind nicht namentlich genannt (7\u00a0%).",
                "1 davon ist nicht namentlich genannt (7\u00a0%).",
                "2 davon sind nicht namentlich genannt (7\u00a0%).",
                "3 davon sind nicht namentlich genannt (7\u00a0%).",
                "5 davon sind nicht namentlich genannt (7\u00a0%).",
                "11 davon sind nicht namentlich genannt (7\u00a0%).",
                "21 davon sind nicht namentlich genannt (7\u00a0%).",
                "100 davon sind nicht namentlich genannt (7\u00a0%).",
            ],
        ),
    ],
)
def test_a_number_takes_its_form(key: str, phrases: list[str]) -> None:
    assert [words_for(TAG).text(key, n=str(n), name="Fähren", share="7") for n in NUMBERS] == phrases


STORY = """
title: Wer ließ in Harrbucht die Tore schließen?
lang: de
published: 2031-06-01
fictional: Erfunden, um das Werkzeug zu prüfen.
actors:
  brandt: {name: Ada Brandt, kind: person}
  office: {name: Hafenamt Harrbucht, kind: organisation}
  wick: {name: Jonas Wick, kind: person, speaks_for: office}
sources:
  courier: {kind: article, publisher: Harrbuchter Kurier, title: Tore zu, read: 2031-05-03}
  second: {kind: article, publisher: Harrbuchter Kurier, published: 2031-05-09, read: 2031-05-09}
  herald: {kind: article, publisher: Küstenbote, read: 2031-05-03}
  post: {kind: broadcast, publisher: Radio Harrbucht, read: 2031-05-03, relies_on: [herald, not-stated]}
  gazette: {kind: article, publisher: Amtsanzeiger, read: no, relies_on: not-stated}
  leaflet: {kind: post, publisher: Flugblatt Nord, read: no, relies_on: not-stated}
  digest: {kind: article, publisher: Wochenschau Nord, read: 2031-05-04}
  clerk: {kind: person, read: no, anonymous: {described_as: eine Angestellte des Hafenamts}}
  caller: {kind: person, read: 2031-05-07, anonymous: {described_as: ein Torwärter, how_many: eine}}
  crew: {kind: person, read: no, anonymous: {described_as: Beschäftigte des Hafenamts, how_many: not-stated}}
  log: {kind: document, title: Hafenbuch, read: 2031-05-05, primary: true}
  letter: {kind: letter, author: brandt, read: no, primary: true}
  notice: {kind: statement, publisher: Hafenamt Harrbucht, by: wick, read: 2031-05-06}
  study: {kind: study, title: Gezeiten, read: 2031-05-06, relies_on: [log, not-stated], retracted: {date: 2031-05-20}}
claims:
  closed: {text: Ada Brandt ließ die Tore schließen., by: courier, about: [brandt, office], status: reported, sources: SOURCES}
"""


SENTENCES = [
    ("[]", "Es ist keine Quelle angegeben."),
    ("[courier]", "Grundlage sind eigene Angaben dieser Quelle: Harrbuchter Kurier."),
    ("[caller]", "Grundlage ist eine einzige Darstellung: ein Torwärter (nicht namentlich genannt)."),
    (
        "[{source: courier, citing: clerk}]",
        "Soweit beschrieben, geht dies auf eine einzige Darstellung zurück: eine Angestellte des Hafenamts (nicht namentlich genannt); weitergegeben durch: Harrbuchter Kurier.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: courier, citing: gazette}]",
        "Soweit beschrieben, geht dies auf eine einzige Darstellung zurück: eine Angestellte des Hafenamts (nicht namentlich genannt); weitergegeben durch: Harrbuchter Kurier. Nicht angegeben ist, ob es weitere gab bei: Amtsanzeiger.",
    ),
    (
        "[courier, herald, {source: herald, citing: clerk}]",
        "Soweit beschrieben, stützt sich dies auf 3 voneinander unabhängige Darstellungen: Harrbuchter Kurier, Küstenbote und eine Angestellte des Hafenamts (nicht namentlich genannt).",
    ),
    (
        "[courier, second]",
        "Soweit beschrieben, stützt sich dies auf Darstellungen, die nicht unabhängig voneinander sind: Harrbuchter Kurier („Tore zu“) und Harrbuchter Kurier (9. Mai 2031).",
    ),
    (
        "[herald, {source: courier, citing: herald}]",
        "Grundlage sind eigene Angaben dieser Quelle: Küstenbote; Harrbuchter Kurier gibt sie weiter.",
    ),
    (
        "[herald, {source: courier, citing: herald}, {source: digest, citing: herald}]",
        "Grundlage sind eigene Angaben dieser Quelle: Küstenbote; Harrbuchter Kurier und Wochenschau Nord geben sie weiter.",
    ),
    (
        "[{source: courier, citing: gazette}]",
        "Harrbuchter Kurier beruft sich auf: Amtsanzeiger; worauf sich diese Quelle stützt, ist nicht angegeben.",
    ),
    (
        "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
        "Harrbuchter Kurier beruft sich auf: Amtsanzeiger und Flugblatt Nord; worauf sich diese Quellen stützen, ist nicht angegeben.",
    ),
    (
        "[post]",
        "Soweit beschrieben, geht dies auf eine einzige Darstellung zurück: Küstenbote; weitergegeben durch: Radio Harrbucht. Worauf sich Radio Harrbucht sonst noch stützt, ist nicht angegeben.",
    ),
    (
        "[notice]",
        "Grundlage sind eigene Angaben dieser Quelle: Hafenamt Harrbucht. Das stammt von einer beteiligten Seite.",
    ),
    (
        "[courier, notice]",
        "Soweit beschrieben, stützt sich dies auf 2 voneinander unabhängige Darstellungen: Harrbuchter Kurier und Hafenamt Harrbucht. Von einer beteiligten Seite stammt: Hafenamt Harrbucht.",
    ),
    ("[log]", "Hafenbuch ist das Originaldokument selbst."),
    (
        "[study]",
        "Hafenbuch ist das Originaldokument selbst, hier weitergegeben durch: Gezeiten. Worauf sich Gezeiten sonst noch stützt, ist nicht angegeben. Gezeiten wurde zurückgezogen.",
    ),
    (
        "[{source: courier, citing: letter}]",
        "Ein Brief von Ada Brandt ist das Originaldokument selbst; wir kennen es nur über: Harrbuchter Kurier. Von einer beteiligten Seite stammt: ein Brief von Ada Brandt.",
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
        ("[]", "keine Darstellung beschrieben"),
        ("[courier]", "eine Darstellung"),
        ("[{source: courier, citing: clerk}]", "eine Darstellung, nicht namentlich"),
        ("[log]", "ein Dokument"),
        ("[{source: courier, citing: gazette}]", "keine Darstellung beschrieben; eine Kette endet ohne Angabe"),
        (
            "[courier, {source: herald, citing: clerk}]",
            "2 voneinander unabhängige Darstellungen; eine davon nicht namentlich",
        ),
        (
            "[{source: courier, citing: [gazette, clerk]}, {source: courier, citing: [gazette, crew]}]",
            "2 voneinander unabhängige Darstellungen; keine davon namentlich",
        ),
        (
            "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
            "keine Darstellung beschrieben; 2 Ketten enden ohne Angabe",
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
            "Alles auf dieser Seite erreicht uns über eine einzige Quelle: ein Artikel, Harrbuchter Kurier. Nur über diese Quelle und nicht aus erster Hand kennen wir: Amtsanzeiger und eine Angestellte des Hafenamts. Zwei Medien, die dieselbe Darstellung wiedergeben, sind keine zwei Bestätigungen dafür. Die einzige Behauptung hier stützt sich, soweit beschrieben, allein auf Personen, die nicht namentlich genannt sind, und auf sonst niemanden.",
        ),
        ("[log]", "Alles auf dieser Seite erreicht uns über eine einzige Quelle: ein Dokument, Hafenbuch."),
        (
            "[courier, herald]",
            "Diese Seite beruht auf 2 Quellen, die wir direkt zitieren: Harrbuchter Kurier und Küstenbote.",
        ),
    ],
)
def test_the_page_says_what_it_comes_through(tmp_path: Path, sources: str, sentences: str) -> None:
    assert page_sentence(linked(tmp_path, STORY, sources), TAG).plain() == sentences


def test_names_and_dates_stand_beside_the_words_unbent(tmp_path: Path) -> None:
    more = """
by: [{name: Ines Fabel, role: Reporterin}]
responses:
  - {by: brandt, response: denies, to: closed, date: 2031-05-04, asked_by: courier, text: Sie sagt das Gegenteil., sources: [{source: courier, where: Absatz 3}]}
  - {by: office, response: none-reported, to: closed, sources: [courier]}
corrections: [{date: 2031-06-10, text: Es war Mittag., was: Es war ein Uhr.}]
"""
    linked(tmp_path, STORY, "[{source: courier, citing: clerk}]", more)
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|\[", "", page(tmp_path))
    for line in (
        "Von Ines Fabel (Reporterin) · Veröffentlicht: 1&#46; Juni 2031 · 1 Minute Lesezeit",
        "- Ada Brandt: bestreitet dies; 4&#46; Mai 2031; gefragt von: Harrbuchter Kurier; weitergegeben durch: Harrbuchter Kurier. Sie sagt das Gegenteil.^courier] (Absatz 3)",
        "- Hafenamt Harrbucht: keine Reaktion berichtet; nicht erwähnt in: Harrbuchter Kurier^courier]",
        "- 10&#46; Juni 2031 · Korrektur: Es war Mittag. Vorher stand auf der Seite: Es war ein Uhr.",
        "^courier]: **Harrbuchter Kurier**: Tore zu (Artikel; von uns gelesen: 3&#46; Mai 2031). #",
    ):
        assert line in text.split("\n")


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("Im letzten Jahr gingen die Tore zu.", ["letzten Jahr"]),
        ("Sie sprach gestern und vor einigen Wochen.", ["gestern", "vor einigen Wochen"]),
        ("Ein Artikel von 2030 nennt das vergangene Jahr und gestern.", []),
        ("Er sagte: „Gestern war alles zu.“ Das war im Mai.", []),
        ("Sie sagte „zu“. Kürzlich kam eine Fähre.", ["Kürzlich"]),
        ("Das Gestrige und die jüngste Fähre.", []),
    ],
)
def test_words_that_will_mean_another_time_are_found(tmp_path: Path, prose: str, found: list[str]) -> None:
    text = STORY.replace("  second:", "  second:").replace("SOURCES", "[courier]")
    write(tmp_path, {"stories/gates.yaml": f"{text}summary: >-\n  {prose} [@courier]\n"})
    told = [line for line in problems(tmp_path) if "[relative-words]" in line]
    assert [word for line in told for word in re.findall("“(.+?)”", line)] == found
