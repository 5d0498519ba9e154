"""French as readers see it: dates, numbers, and whole sentences on sourcing, in which no name is bent."""

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

TAG = "fr"

DATES = [
    ("2031-05-02", "2 mai 2031"),
    ("2031-05", "mai 2031"),
    ("2031", "2031"),
    ("2031-05-02T09:30", "2 mai 2031, 09:30"),
    ("2031-05-02T14:05Z", "2 mai 2031, 14:05 UTC"),
    ("2031-05-02T09:30+08:00", "2 mai 2031, 09:30 UTC+8"),
    ("2031-21", "printemps 2031"),
    ("2031-22", "été 2031"),
    ("2031-23", "automne 2031"),
    ("2031-24", "hiver 2031-32"),
    ("2099-24", "hiver 2099-2100"),
    ("203X", "années 2030"),
    ("200X", "années 2000-2009"),
    ("20XX", "XXIe siècle"),
    ("00XX", "Ier siècle"),
    ("-0043", "44 avant notre ère"),
    ("-0043-03-15", "15 mars 44 avant notre ère"),
    ("0079", "79 de notre ère"),
    ("2031~", "vers 2031"),
    ("2031-05~", "vers mai 2031"),
    ("2031-05-02?", "peut-être le 2 mai 2031"),
    ("2031%", "peut-être vers 2031"),
    ("203X~", "vers les années 2030"),
    ("20XX?", "peut-être le XXIe siècle"),
    ("2029/2031", "2029–2031"),
    ("2031-05-01/2031-05-03", "du 1er au 3 mai 2031"),
    ("2031-05-30/2031-06-02", "du 30 mai au 2 juin 2031"),
    ("2031-05/2031-06", "mai–juin 2031"),
    ("2030-12-30/2031-01-02", "du 30 décembre 2030 au 2 janvier 2031"),
    ("2029/2031-05", "depuis 2029 jusqu’en mai 2031"),
    ("2029~/2031", "depuis environ 2029 jusqu’en 2031"),
    ("-0043/0014", "depuis 44 avant notre ère jusqu’en 14 de notre ère"),
    ("2029/..", "depuis 2029"),
    ("2031-05/..", "depuis mai 2031"),
    ("2031-05-02/..", "depuis le 2 mai 2031"),
    ("2031-21/..", "depuis le printemps 2031"),
    ("199X/..", "depuis les années 1990"),
    ("../2031", "jusqu’en 2031"),
    ("../2031-05", "jusqu’en mai 2031"),
    ("../199X", "jusqu’aux années 1990"),
    ("../19XX", "jusqu’au XXe siècle"),
    ("199X/201X", "depuis les années 1990 jusqu’aux années 2010"),
    ("not before 2031-05-02", "pas avant le 2 mai 2031"),
    ("not before 2031-05-02T09:30", "pas avant le 2 mai 2031, 09:30"),
    ("not before 2031-05", "pas avant mai 2031"),
    ("not before 2031", "pas avant 2031"),
    ("not before 2031?", "pas avant peut-être 2031"),
    ("not before 199X", "pas avant les années 1990"),
    ("not after 2031-05-02", "pas après le 2 mai 2031"),
    ("not after 2031", "pas après 2031"),
    ("not after 2031~", "pas après environ 2031"),
    ("not after 2031-21", "pas après le printemps 2031"),
    ("between 2031-05-02 and 2031-06-05", "entre le 2 mai 2031 et le 5 juin 2031"),
    ("between 2031-05 and 2031-06", "entre mai 2031 et juin 2031"),
    ("between 2029 and 2031-05", "entre 2029 et mai 2031"),
    ("between 203X and 204X", "entre les années 2030 et les années 2040"),
    ("2031-05-01", "1er mai 2031"),
    ("2031-05-01/..", "depuis le 1er mai 2031"),
    ("../2031-05-02", "jusqu’au 2 mai 2031"),
    ("../2031~", "jusqu’à environ 2031"),
    ("../2031-21", "jusqu’au printemps 2031"),
    ("2029-05/2031-06-01", "depuis mai 2029 jusqu’au 1er juin 2031"),
    ("199X/2001", "depuis les années 1990 jusqu’en 2001"),
    ("not after 2031-05-01T10:00", "pas après le 1er mai 2031, 10:00"),
    ("between 2031-05-01 and 2031-06-05", "entre le 1er mai 2031 et le 5 juin 2031"),
    ("../0044", "jusqu’en 44 de notre ère"),
    ("11XX", "XIIe siècle"),
    ("10XX~", "vers le XIe siècle"),
    ("../2031-05?", "jusqu’à peut-être mai 2031"),
]


@pytest.mark.parametrize(("typed", "phrase"), DATES)
def test_a_date_reads_as_a_french_phrase(typed: str, phrase: str) -> None:
    assert word(parse_when(typed), TAG) == phrase


# None and one take the same form.
NUMBERS = [0, 1, 2, 3, 5, 11, 21, 100]


@pytest.mark.parametrize(
    ("key", "phrases"),
    [
        (
            "minutes",
            [
                "0 minute de lecture",
                "1 minute de lecture",
                "2 minutes de lecture",
                "3 minutes de lecture",
                "5 minutes de lecture",
                "11 minutes de lecture",
                "21 minutes de lecture",
                "100 minutes de lecture",
            ],
        ),
        (
            "chains_more",
            [
                "0 autre chaîne n’est pas citée.",
                "1 autre chaîne n’est pas citée.",
                "2 autres chaînes ne sont pas citées.",
                "3 autres chaînes ne sont pas citées.",
                "5 autres chaînes ne sont pas citées.",
                "11 autres chaînes ne sont pas citées.",
                "21 autres chaînes ne sont pas citées.",
                "100 autres chaînes ne sont pas citées.",
            ],
        ),
        (
            "gone_title",
            [
                "Une source de cette page a été rétractée",
                "Une source de cette page a été rétractée",
                "2 sources de cette page ont été rétractées",
                "3 sources de cette page ont été rétractées",
                "5 sources de cette page ont été rétractées",
                "11 sources de cette page ont été rétractées",
                "21 sources de cette page ont été rétractées",
                "100 sources de cette page ont été rétractées",
            ],
        ),
        (
            "site_count_stories",
            [
                "0 dossier",
                "1 dossier",
                "2 dossiers",
                "3 dossiers",
                "5 dossiers",
                "11 dossiers",
                "21 dossiers",
                "100 dossiers",
            ],
        ),
        (
            "site_for_claims",
            [
                "Appui pour 0 affirmation",
                "Appui pour 1 affirmation",
                "Appui pour 2 affirmations",
                "Appui pour 3 affirmations",
                "Appui pour 5 affirmations",
                "Appui pour 11 affirmations",
                "Appui pour 21 affirmations",
                "Appui pour 100 affirmations",
            ],
        ),
        (
            "chart_line",
            [
                "Graphique : Bacs. 0 valeur dans le temps.",
                "Graphique : Bacs. 1 valeur dans le temps.",
                "Graphique : Bacs. 2 valeurs dans le temps.",
                "Graphique : Bacs. 3 valeurs dans le temps.",
                "Graphique : Bacs. 5 valeurs dans le temps.",
                "Graphique : Bacs. 11 valeurs dans le temps.",
                "Graphique : Bacs. 21 valeurs dans le temps.",
                "Graphique : Bacs. 100 valeurs dans le temps.",
            ],
        ),
        (
            "site_count_unnamed",
            [
                "0 d’entre elles est anonyme (7 %).",
                "1 d’entre elles est anonyme (7 %).",
                "2 d’entre elles sont anonymes (7 %).",
                "3 d’entre elles sont anonymes (7 %).",
                "5 d’entre elles sont anonymes (7 %).",
                "11 d’entre elles sont anonymes (7 %).",
                "21 d’entre elles sont anonymes (7 %).",
                "100 d’entre elles sont anonymes (7 %).",
            ],
        ),
        (
            "since_lead",
            [
                "0 changement ; votre dernière visite : 2 mai 2031.",
                "1 changement ; votre dernière visite : 2 mai 2031.",
                "2 changements ; votre dernière visite : 2 mai 2031.",
                "3 changements ; votre dernière visite : 2 mai 2031.",
                "5 changements ; votre dernière visite : 2 mai 2031.",
                "11 changements ; votre dernière visite : 2 mai 2031.",
                "21 changements ; votre dernière visite : 2 mai 2031.",
                "100 changements ; votre dernière visite : 2 mai 2031.",
            ],
        ),
    ],
)
def test_a_number_takes_its_form(key: str, phrases: list[str]) -> None:
    made = [words_for(TAG).text(key, n=str(n), name="Bacs", share="7", date="2 mai 2031") for n in NUMBERS]
    assert made == phrases


STORY = """
title: Qui a fait fermer les portes de Port-Brume ?
lang: fr
published: 2031-06-01
fictional: Inventé pour essayer l’outil.
actors:
  brandt: {name: Ada Brandt, kind: person}
  office: {name: Capitainerie de Port-Brume, kind: organisation}
  wick: {name: Jonas Wick, kind: person, speaks_for: office}
sources:
  courier: {kind: article, publisher: L’Écho de Port-Brume, title: Portes closes, read: 2031-05-03}
  second: {kind: article, publisher: L’Écho de Port-Brume, published: 2031-05-09, read: 2031-05-09}
  herald: {kind: article, publisher: Le Héraut, read: 2031-05-03}
  post: {kind: broadcast, publisher: Radio Brume, read: 2031-05-03, relies_on: [herald, not-stated]}
  gazette: {kind: article, publisher: La Gazette, read: no, relies_on: not-stated}
  leaflet: {kind: post, publisher: Tract du Nord, read: no, relies_on: not-stated}
  digest: {kind: article, publisher: La Semaine du Nord, read: 2031-05-04}
  clerk: {kind: person, read: no, anonymous: {described_as: une employée de la capitainerie}}
  caller: {kind: person, read: 2031-05-07, anonymous: {described_as: un gardien, how_many: un}}
  crew: {kind: person, read: no, anonymous: {described_as: des agents de la capitainerie, how_many: not-stated}}
  log: {kind: document, title: Registre du port, read: 2031-05-05, primary: true}
  letter: {kind: letter, author: brandt, read: no, primary: true}
  notice: {kind: statement, publisher: Capitainerie de Port-Brume, by: wick, read: 2031-05-06}
  study: {kind: study, title: Marées, read: 2031-05-06, relies_on: [log, not-stated], retracted: {date: 2031-05-20}}
claims:
  closed: {text: Ada Brandt a fait fermer les portes., by: courier, about: [brandt, office], status: reported, sources: SOURCES}
"""


SENTENCES = [
    ("[]", "Aucune source n’est indiquée."),
    ("[courier]", "Ceci repose sur ce que cette source dit en son propre nom : L’Écho de Port-Brume."),
    ("[caller]", "Ceci repose sur un seul récit : un gardien (anonyme)."),
    (
        "[{source: courier, citing: clerk}]",
        "D’après ce qui est décrit, ceci repose sur un seul récit : une employée de la capitainerie (anonyme) ; relayé par L’Écho de Port-Brume.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: courier, citing: gazette}]",
        "D’après ce qui est décrit, ceci repose sur un seul récit : une employée de la capitainerie (anonyme) ; relayé par L’Écho de Port-Brume. Il n’est pas précisé s’il y en avait d’autres chez : La Gazette.",
    ),
    (
        "[courier, herald, {source: herald, citing: clerk}]",
        "D’après ce qui est décrit, ceci repose sur 3 récits indépendants les uns des autres : L’Écho de Port-Brume, Le Héraut et une employée de la capitainerie (anonyme).",
    ),
    (
        "[courier, second]",
        "D’après ce qui est décrit, ceci repose sur des récits qui ne sont pas indépendants les uns des autres : L’Écho de Port-Brume (« Portes closes ») et L’Écho de Port-Brume (9 mai 2031).",
    ),
    (
        "[herald, {source: courier, citing: herald}]",
        "Ceci repose sur ce que cette source dit en son propre nom : Le Héraut ; relayé par L’Écho de Port-Brume.",
    ),
    (
        "[herald, {source: courier, citing: herald}, {source: digest, citing: herald}]",
        "Ceci repose sur ce que cette source dit en son propre nom : Le Héraut ; relayé par L’Écho de Port-Brume et La Semaine du Nord.",
    ),
    (
        "[{source: courier, citing: gazette}]",
        "L’Écho de Port-Brume relaie ceci : La Gazette ; ce sur quoi cette source repose n’est pas précisé.",
    ),
    (
        "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
        "L’Écho de Port-Brume relaie ceci : La Gazette et Tract du Nord ; ce sur quoi ces sources reposent n’est pas précisé.",
    ),
    (
        "[post]",
        "D’après ce qui est décrit, ceci repose sur un seul récit : Le Héraut ; relayé par Radio Brume. Il n’est pas précisé sur quoi d’autre repose Radio Brume.",
    ),
    (
        "[notice]",
        "Ceci repose sur ce que cette source dit en son propre nom : Capitainerie de Port-Brume. Cela vient d’une partie concernée.",
    ),
    (
        "[courier, notice]",
        "D’après ce qui est décrit, ceci repose sur 2 récits indépendants les uns des autres : L’Écho de Port-Brume et Capitainerie de Port-Brume. Ce qui vient d’une partie concernée : Capitainerie de Port-Brume.",
    ),
    ("[log]", "Le document lui-même : Registre du port."),
    (
        "[study]",
        "Le document lui-même : Registre du port ; relayé ici par Marées. Il n’est pas précisé sur quoi d’autre repose Marées. Source rétractée : Marées.",
    ),
    (
        "[{source: courier, citing: letter}]",
        "Le document lui-même : lettre (Ada Brandt) ; nous ne le connaissons que par L’Écho de Port-Brume. Ce qui vient d’une partie concernée : lettre (Ada Brandt).",
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
        ("[]", "aucun récit décrit"),
        ("[courier]", "un seul récit"),
        ("[{source: courier, citing: clerk}]", "un seul récit, anonyme"),
        ("[log]", "un seul document"),
        ("[{source: courier, citing: gazette}]", "aucun récit décrit ; une chaîne s’arrête sans précision"),
        ("[courier, {source: herald, citing: clerk}]", "2 récits indépendants les uns des autres ; l’un d’eux anonyme"),
        (
            "[{source: courier, citing: [gazette, clerk]}, {source: courier, citing: [gazette, crew]}]",
            "2 récits indépendants les uns des autres ; tous anonymes",
        ),
        (
            "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
            "aucun récit décrit ; 2 chaînes s’arrêtent sans précision",
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
            "Tout ce qui figure sur cette page passe par une seule source : un article, L’Écho de Port-Brume. Ce que nous ne connaissons que par cette source, et non de première main : La Gazette et une employée de la capitainerie. Deux médias qui rapportent le même récit n’en font pas deux confirmations. La seule affirmation de cette page repose, d’après ce qui est décrit, uniquement sur des récits anonymes : sur des personnes anonymes et sur personne d’autre.",
        ),
        ("[log]", "Tout ce qui figure sur cette page passe par une seule source : un document, Registre du port."),
        (
            "[courier, herald]",
            "Cette page passe par 2 sources que nous citons directement : L’Écho de Port-Brume et Le Héraut.",
        ),
    ],
)
def test_the_page_says_what_it_comes_through(tmp_path: Path, sources: str, sentences: str) -> None:
    assert page_sentence(linked(tmp_path, STORY, sources), TAG).plain() == sentences


def test_names_and_dates_stand_beside_the_words_unbent(tmp_path: Path) -> None:
    more = """
by: [{name: Inès Fabel, role: reportrice}]
responses:
  - {by: brandt, response: denies, to: closed, date: 2031-05-04, asked_by: courier, text: Elle dit le contraire., sources: [{source: courier, where: paragraphe 3}]}
  - {by: office, response: none-reported, to: closed, sources: [courier]}
corrections: [{date: 2031-06-01, text: Il était midi., was: Il était une heure.}]
"""
    linked(tmp_path, STORY, "[{source: courier, citing: clerk}]", more)
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|\[", "", page(tmp_path))
    for line in (
        "Par Inès Fabel (reportrice) · Publié : 1er juin 2031 · 1 minute de lecture",
        "- Ada Brandt : démenti ; 4 mai 2031 ; question posée par : L’Écho de Port-Brume ; relayé par L’Écho de Port-Brume. Elle dit le contraire.^courier] (paragraphe 3)",
        "- Capitainerie de Port-Brume : aucune réaction rapportée dans L’Écho de Port-Brume^courier]",
        "- 1er juin 2031 · Correction : Il était midi. La page disait auparavant : Il était une heure.",
        "^courier]: **L’Écho de Port-Brume** : Portes closes (article ; lu par nous : 3 mai 2031). #",
    ):
        assert line in text.split("\n")


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("L’an dernier, les portes ont été fermées.", ["L’an dernier"]),
        ("Elle a parlé hier, puis récemment.", ["hier", "récemment"]),
        ("Un article de 2030 parle de l’an dernier et d’hier.", []),
        ("Il a dit : « Hier, tout était fermé. » C’était en mai.", []),
        ("Le cahier des marées, il y a un anneau.", []),
    ],
)
def test_words_that_will_mean_another_time_are_found(tmp_path: Path, prose: str, found: list[str]) -> None:
    text = STORY.replace("SOURCES", "[courier]")
    write(tmp_path, {"stories/gates.yaml": f"{text}summary: >-\n  {prose} [@courier]\n"})
    told = [line for line in problems(tmp_path) if "[relative-words]" in line]
    assert [word for line in told for word in re.findall("“(.+?)”", line)] == found
