"""Spanish as readers see it: dates, numbers, and whole sentences on sourcing, in which nothing agrees with a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.dates.forms import parse_when
from generator.language.dates import word
from generator.language.sentences import Sentences, vocabulary
from generator.language.words import words_for
from generator.sourcing.support import sourcing_of
from generator.sourcing.words import claim_sentence, page_sentence, root_count_words
from generator.text.md import Md
from tests.newsrooms import linked, page, problems, write

TAG = "es"

DATES = [
    ("2031-05-02", "2 de mayo de 2031"),
    ("2031-05", "mayo de 2031"),
    ("2031", "2031"),
    ("2031-05-02T09:30", "2 de mayo de 2031, 9:30"),
    ("2031-05-02T14:05Z", "2 de mayo de 2031, 14:05 UTC"),
    ("2031-05-02T09:30+08:00", "2 de mayo de 2031, 9:30 UTC+8"),
    ("2031-21", "primavera de 2031"),
    ("2031-22", "verano de 2031"),
    ("2031-23", "otoño de 2031"),
    ("2031-24", "invierno de 2031-32"),
    ("2099-24", "invierno de 2099-2100"),
    ("203X", "década de 2030"),
    ("200X", "años 2000-2009"),
    ("20XX", "siglo XXI"),
    ("00XX", "siglo I"),
    ("-0043", "44 antes de Cristo"),
    ("-0043-03-15", "15 de marzo de 44 antes de Cristo"),
    ("0079", "79 después de Cristo"),
    ("2031~", "hacia 2031"),
    ("2031-05~", "hacia mayo de 2031"),
    ("2031-05-02?", "posiblemente el 2 de mayo de 2031"),
    ("2031%", "posiblemente hacia 2031"),
    ("203X~", "hacia la década de 2030"),
    ("20XX?", "posiblemente el siglo XXI"),
    ("2029/2031", "de 2029 a 2031"),
    ("2031-05-01/2031-05-03", "del 1 al 3 de mayo de 2031"),
    ("2031-05-30/2031-06-02", "del 30 de mayo al 2 de junio de 2031"),
    ("2031-05/2031-06", "de mayo a junio de 2031"),
    ("2030-12-30/2031-01-02", "del 30 de diciembre de 2030 al 2 de enero de 2031"),
    ("2029/2031-05", "desde 2029 hasta mayo de 2031"),
    ("2029~/2031", "desde aproximadamente 2029 hasta 2031"),
    ("-0043/0014", "desde 44 antes de Cristo hasta 14 después de Cristo"),
    ("2029/..", "desde 2029"),
    ("2031-05/..", "desde mayo de 2031"),
    ("2031-05-02/..", "desde el 2 de mayo de 2031"),
    ("2031-21/..", "desde la primavera de 2031"),
    ("199X/..", "desde la década de 1990"),
    ("../2031", "hasta 2031"),
    ("../2031-05", "hasta mayo de 2031"),
    ("../199X", "hasta la década de 1990"),
    ("../19XX", "hasta el siglo XX"),
    ("199X/201X", "desde la década de 1990 hasta la década de 2010"),
    ("not before 2031-05-02", "el 2 de mayo de 2031 o después"),
    ("not before 2031-05-02T09:30", "el 2 de mayo de 2031, 9:30 o después"),
    ("not before 2031-05", "en mayo de 2031 o después"),
    ("not before 2031", "en 2031 o después"),
    ("not before 2031?", "como pronto, posiblemente 2031"),
    ("not before 199X", "en la década de 1990 o después"),
    ("not after 2031-05-02", "el 2 de mayo de 2031 o antes"),
    ("not after 2031", "en 2031 o antes"),
    ("not after 2031~", "a más tardar, aproximadamente 2031"),
    ("not after 2031-21", "en la primavera de 2031 o antes"),
    ("between 2031-05-02 and 2031-06-05", "entre el 2 de mayo de 2031 y el 5 de junio de 2031"),
    ("between 2031-05 and 2031-06", "entre mayo de 2031 y junio de 2031"),
    ("between 2029 and 2031-05", "entre 2029 y mayo de 2031"),
    ("between 203X and 204X", "entre la década de 2030 y la década de 2040"),
    ("2031-05-02~", "hacia el 2 de mayo de 2031"),
    ("2031-21~", "hacia la primavera de 2031"),
    ("2031~/..", "desde aproximadamente 2031"),
    ("2031-05-01T09:30/2031-05-01T11:00", "desde el 1 de mayo de 2031, 9:30 hasta el 1 de mayo de 2031, 11:00"),
    ("2030-12/2031-01", "de diciembre de 2030 a enero de 2031"),
    ("../2031-05-02", "hasta el 2 de mayo de 2031"),
    ("200X/..", "desde los años 2000-2009"),
    ("not before 2031-05-02~", "como pronto, aproximadamente el 2 de mayo de 2031"),
    ("not before 2031-21", "en la primavera de 2031 o después"),
    ("between 2031~ and 2033?", "entre aproximadamente 2031 y posiblemente 2033"),
]


@pytest.mark.parametrize(("typed", "phrase"), DATES)
def test_a_date_reads_as_a_spanish_phrase(typed: str, phrase: str) -> None:
    assert word(parse_when(typed), TAG) == phrase


@pytest.mark.parametrize("tag", ["es-MX", "es-419", "es-AR"])
def test_every_region_dates_in_the_same_words(tag: str) -> None:
    typed = ("2031-05-01/2031-05-03", "2031-05/2031-06", "not before 199X", "2031-05-02/..")
    assert [word(parse_when(text), tag) for text in typed] == [word(parse_when(text), TAG) for text in typed]


NUMBERS = [0, 1, 2, 3, 5, 11, 21, 100]


@pytest.mark.parametrize(
    ("key", "phrases"),
    [
        (
            "minutes",
            [
                "0 minutos de lectura",
                "1 minuto de lectura",
                "2 minutos de lectura",
                "3 minutos de lectura",
                "5 minutos de lectura",
                "11 minutos de lectura",
                "21 minutos de lectura",
                "100 minutos de lectura",
            ],
        ),
        (
            "chains_more",
            [
                "Hay 0 cadenas más que no figuran en la lista.",
                "Hay 1 cadena más que no figura en la lista.",
                "Hay 2 cadenas más que no figuran en la lista.",
                "Hay 3 cadenas más que no figuran en la lista.",
                "Hay 5 cadenas más que no figuran en la lista.",
                "Hay 11 cadenas más que no figuran en la lista.",
                "Hay 21 cadenas más que no figuran en la lista.",
                "Hay 100 cadenas más que no figuran en la lista.",
            ],
        ),
        (
            "gone_title",
            [
                "0 fuentes de esta página han sido retractadas",
                "Una fuente de esta página ha sido retractada",
                "2 fuentes de esta página han sido retractadas",
                "3 fuentes de esta página han sido retractadas",
                "5 fuentes de esta página han sido retractadas",
                "11 fuentes de esta página han sido retractadas",
                "21 fuentes de esta página han sido retractadas",
                "100 fuentes de esta página han sido retractadas",
            ],
        ),
        (
            "site_count_stories",
            [
                "0 reportajes",
                "1 reportaje",
                "2 reportajes",
                "3 reportajes",
                "5 reportajes",
                "11 reportajes",
                "21 reportajes",
                "100 reportajes",
            ],
        ),
        (
            "site_for_claims",
            [
                "En ella se basan 0 afirmaciones",
                "En ella se basa 1 afirmación",
                "En ella se basan 2 afirmaciones",
                "En ella se basan 3 afirmaciones",
                "En ella se basan 5 afirmaciones",
                "En ella se basan 11 afirmaciones",
                "En ella se basan 21 afirmaciones",
                "En ella se basan 100 afirmaciones",
            ],
        ),
        (
            "chart_line",
            [
                "Gráfico: Transbordadores. 0 valores a lo largo del tiempo.",
                "Gráfico: Transbordadores. 1 valor a lo largo del tiempo.",
                "Gráfico: Transbordadores. 2 valores a lo largo del tiempo.",
                "Gráfico: Transbordadores. 3 valores a lo largo del tiempo.",
                "Gráfico: Transbordadores. 5 valores a lo largo del tiempo.",
                "Gráfico: Transbordadores. 11 valores a lo largo del tiempo.",
                "Gráfico: Transbordadores. 21 valores a lo largo del tiempo.",
                "Gráfico: Transbordadores. 100 valores a lo largo del tiempo.",
            ],
        ),
        (
            "site_count_unnamed",
            [
                "0 de ellas no están nombradas (7\u00a0%).",
                "1 de ellas no está nombrada (7\u00a0%).",
                "2 de ellas no están nombradas (7\u00a0%).",
                "3 de ellas no están nombradas (7\u00a0%).",
                "5 de ellas no están nombradas (7\u00a0%).",
                "11 de ellas no están nombradas (7\u00a0%).",
                "21 de ellas no están nombradas (7\u00a0%).",
                "100 de ellas no están nombradas (7\u00a0%).",
            ],
        ),
    ],
)
def test_a_number_takes_its_form(key: str, phrases: list[str]) -> None:
    assert [words_for(TAG).text(key, n=str(n), name="Transbordadores", share="7") for n in NUMBERS] == phrases


@pytest.mark.parametrize(
    ("last", "joined"),
    [
        ("Ana", "Ada y Ana"),
        ("Inés", "Ada e Inés"),
        ("[Inés](#actor-ines)", "Ada e [Inés](#actor-ines)"),
        ("«Isla Semanal»", "Ada e «Isla Semanal»"),
        ("Hilario", "Ada e Hilario"),
        ("Hierros de Bruma", "Ada y Hierros de Bruma"),
        ("Ian", "Ada y Ian"),
        ("Yvonne", "Ada e Yvonne"),
        ("Yáñez", "Ada y Yáñez"),
        ("1910", "Ada y 1910"),
    ],
)
def test_and_is_said_as_the_sound_after_it_wants(last: str, joined: str) -> None:
    assert words_for(TAG).say("and", first="Ada", last=Md(last)) == joined
    assert Sentences(vocabulary(TAG).together([("Ada",), (last,)])).plain() == joined


STORY = """
title: ¿Quién mandó cerrar las compuertas de Puerto Bruma?
lang: es
published: 2031-06-01
fictional: Inventado para probar la herramienta.
actors:
  brandt: {name: Ada Brandt, kind: person}
  office: {name: Autoridad Portuaria, kind: organisation}
  wick: {name: Jonás Vela, kind: person, speaks_for: office}
sources:
  courier: {kind: article, publisher: El Correo de Bruma, title: Compuertas cerradas, read: 2031-05-03}
  second: {kind: article, publisher: El Correo de Bruma, published: 2031-05-09, read: 2031-05-09}
  herald: {kind: article, publisher: La Voz de la Costa, read: 2031-05-03}
  post: {kind: broadcast, publisher: Radio Bruma, read: 2031-05-03, relies_on: [herald, not-stated]}
  gazette: {kind: article, publisher: Boletín Oficial, read: no, relies_on: not-stated}
  leaflet: {kind: post, publisher: Hoja del Norte, read: no, relies_on: not-stated}
  digest: {kind: article, publisher: Isla Semanal, read: 2031-05-04}
  clerk: {kind: person, read: no, anonymous: {described_as: una empleada del puerto}}
  caller: {kind: person, read: 2031-05-07, anonymous: {described_as: un guardián de las compuertas, how_many: uno}}
  crew: {kind: person, read: no, anonymous: {described_as: empleados del puerto, how_many: not-stated}}
  log: {kind: document, title: Libro del puerto, read: 2031-05-05, primary: true}
  letter: {kind: letter, author: brandt, read: no, primary: true}
  notice: {kind: statement, publisher: Autoridad Portuaria, by: wick, read: 2031-05-06}
  study: {kind: study, title: Mareas, read: 2031-05-06, relies_on: [log, not-stated], retracted: {date: 2031-05-20}}
claims:
  closed: {text: Ada Brandt mandó cerrar las compuertas., by: courier, about: [brandt, office], status: reported, sources: SOURCES}
"""


SENTENCES = [
    ("[]", "No se indica ninguna fuente."),
    ("[courier]", "Esto se basa en lo que esta fuente dice en su propio nombre: El Correo de Bruma."),
    ("[caller]", "Esto se basa en un solo relato: un guardián de las compuertas (nombre no indicado)."),
    (
        "[{source: courier, citing: clerk}]",
        "Según lo descrito, esto se basa en un solo relato: una empleada del puerto (nombre no indicado); transmitido por El Correo de Bruma.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: courier, citing: gazette}]",
        "Según lo descrito, esto se basa en un solo relato: una empleada del puerto (nombre no indicado); transmitido por El Correo de Bruma. No se indica si había otros relatos tras Boletín Oficial.",
    ),
    (
        "[courier, herald, {source: herald, citing: clerk}]",
        "Según lo descrito, esto se basa en 3 relatos independientes entre sí: El Correo de Bruma, La Voz de la Costa y una empleada del puerto (nombre no indicado).",
    ),
    (
        "[courier, second]",
        "Según lo descrito, esto se basa en relatos que no son independientes entre sí: El Correo de Bruma («Compuertas cerradas») y El Correo de Bruma (9 de mayo de 2031).",
    ),
    (
        "[herald, {source: courier, citing: herald}]",
        "Esto se basa en lo que esta fuente dice en su propio nombre: La Voz de la Costa; lo transmite El Correo de Bruma.",
    ),
    (
        "[herald, {source: courier, citing: herald}, {source: digest, citing: herald}]",
        "Esto se basa en lo que esta fuente dice en su propio nombre: La Voz de la Costa; lo transmiten El Correo de Bruma e Isla Semanal.",
    ),
    (
        "[{source: courier, citing: gazette}]",
        "El Correo de Bruma transmite lo dicho por Boletín Oficial; no se indica en qué se basa esta última.",
    ),
    (
        "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
        "El Correo de Bruma transmite lo dicho por Boletín Oficial y Hoja del Norte; no se indica en qué se basan estas últimas.",
    ),
    (
        "[post]",
        "Según lo descrito, esto se basa en un solo relato: La Voz de la Costa; transmitido por Radio Bruma. No se indica en qué más se basa Radio Bruma.",
    ),
    (
        "[notice]",
        "Esto se basa en lo que esta fuente dice en su propio nombre: Autoridad Portuaria. Esto procede de una parte implicada en la afirmación.",
    ),
    (
        "[courier, notice]",
        "Según lo descrito, esto se basa en 2 relatos independientes entre sí: El Correo de Bruma y Autoridad Portuaria. Procede de una parte implicada en la afirmación: Autoridad Portuaria.",
    ),
    ("[log]", "Libro del puerto es el documento original."),
    (
        "[study]",
        "Libro del puerto es el documento original, transmitido aquí por Mareas. No se indica en qué más se basa Mareas. Esta fuente ha sido retractada: Mareas.",
    ),
    (
        "[{source: courier, citing: letter}]",
        "Una carta de Ada Brandt es el documento original; lo conocemos solo por El Correo de Bruma. Procede de una parte implicada en la afirmación: una carta de Ada Brandt.",
    ),
    (
        "[{source: courier, citing: clerk}, {source: digest, citing: clerk}]",
        "Según lo descrito, esto se basa en un solo relato: una empleada del puerto (nombre no indicado); transmitido por El Correo de Bruma e Isla Semanal.",
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
        ("[]", "ningún relato descrito"),
        ("[courier]", "un relato"),
        ("[{source: courier, citing: clerk}]", "un relato, de fuente no nombrada"),
        ("[log]", "un documento"),
        (
            "[{source: courier, citing: gazette}]",
            "ningún relato descrito; una cadena acaba sin que se indique su origen",
        ),
        (
            "[courier, {source: herald, citing: clerk}]",
            "2 relatos independientes entre sí; uno de ellos, de fuente no nombrada",
        ),
        (
            "[{source: courier, citing: [gazette, clerk]}, {source: courier, citing: [gazette, crew]}]",
            "2 relatos independientes entre sí; todos de fuentes no nombradas",
        ),
        (
            "[{source: courier, citing: gazette}, {source: courier, citing: leaflet}]",
            "ningún relato descrito; 2 cadenas acaban sin que se indique su origen",
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
            "Todo lo que hay en esta página pasa por un solo artículo: El Correo de Bruma. Fuentes que conocemos solo a través de esta, no de primera mano: Boletín Oficial y una empleada del puerto. Dos medios que cuentan el mismo relato no son dos confirmaciones de lo que dice. La única afirmación que hay aquí se basa, según lo descrito, solo en relatos de personas no nombradas y de nadie más.",
        ),
        ("[log]", "Todo lo que hay en esta página pasa por un solo documento: Libro del puerto."),
        (
            "[courier, herald]",
            "Lo que hay en esta página pasa por 2 fuentes que citamos directamente: El Correo de Bruma y La Voz de la Costa.",
        ),
        (
            "[{source: digest, citing: clerk}, herald]",
            "Lo que hay en esta página pasa por 2 fuentes que citamos directamente: Isla Semanal y La Voz de la Costa. Fuentes que conocemos solo a través de estas, no de primera mano: una empleada del puerto.",
        ),
    ],
)
def test_the_page_says_what_it_comes_through(tmp_path: Path, sources: str, sentences: str) -> None:
    assert page_sentence(linked(tmp_path, STORY, sources), TAG).plain() == sentences


def test_names_and_dates_stand_beside_words_that_fit_all_of_them(tmp_path: Path) -> None:
    more = """
by: [{name: Inés Fabela, role: reportera}]
responses:
  - {by: brandt, response: denies, to: closed, date: 2031-05-04, asked_by: courier, text: Dice lo contrario., sources: [{source: courier, where: párrafo 3}]}
  - {by: office, response: none-reported, to: closed, sources: [courier]}
corrections: [{date: 2031-06-10, text: Fue al mediodía., was: Fue a la una.}]
"""
    linked(tmp_path, STORY, "[{source: courier, citing: clerk}]", more)
    text = re.sub(r"\]\([^)]*\)|<[^>]*>|\[", "", page(tmp_path))
    for line in (
        "Por Inés Fabela (reportera) · Publicado: 1 de junio de 2031 · 1 minuto de lectura",
        "Corregido (10 de junio de 2031): Fue al mediodía. Todas las correcciones de esta página",
        "- Ada Brandt: lo niega; 4 de mayo de 2031; quién preguntó: El Correo de Bruma; transmitido por El Correo de Bruma. Dice lo contrario.^courier] (párrafo 3)",
        "- Autoridad Portuaria: no se informa de ninguna respuesta en El Correo de Bruma^courier]",
        "- 10 de junio de 2031 · Corrección: Fue al mediodía. La página decía antes: Fue a la una.",
        "^courier]: **El Correo de Bruma**: Compuertas cerradas (artículo; fuente leída por nosotros: 3 de mayo de 2031). #",
    ):
        assert line in text.split("\n")


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("El año pasado se cerraron las compuertas.", ["año pasado"]),
        ("Habló ayer y hace unas semanas.", ["ayer", "hace unas semanas"]),
        ("Un artículo de 2030 habla del año pasado y de ayer.", []),
        ("Dijo: «Ayer estaba todo cerrado». Fue en mayo.", []),
        ("Dijo «cerrado». Recientemente llegó un transbordador.", ["Recientemente"]),
        ("La mañana siguiente, la ayuda de los últimos llegó a este puerto.", []),
    ],
)
def test_words_that_will_mean_another_time_are_found(tmp_path: Path, prose: str, found: list[str]) -> None:
    text = STORY.replace("SOURCES", "[courier]")
    write(tmp_path, {"stories/gates.yaml": f"{text}summary: >-\n  {prose} [@courier]\n"})
    told = [line for line in problems(tmp_path) if "[relative-words]" in line]
    assert [word for line in told for word in re.findall("“(.+?)”", line)] == found
