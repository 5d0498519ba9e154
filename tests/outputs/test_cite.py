"""How others cite a page: what was typed reaches them whole, in three forms, and nothing is made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import LatexWalker
from pylatexenc.latexwalker import get_default_latex_context_db as walker_context
from pylatexenc.macrospec import std_macro

from generator.dates.forms import parse_when
from generator.language.words import english, words_for
from generator.outputs.bibtex import bibtex, tex
from generator.outputs.cite import CitablePage, csl_date, csl_json, plain_text
from generator.text.md import one_line
from tests.newsrooms import BASE, page, run, story, write

WORDS = english()
WHOLE = CitablePage(
    key="harbour/gates",
    title="Who closed the gates of Harrow Bay?",
    lang="en-GB",
    authors=("Ada Penn", "von der Aue, Ben", "白浪港報"),
    publisher="The Made-up Courier",
    published=parse_when("2031-06-01"),
    updated=parse_when("2031-10"),
    address="https://courier.example/stories/harbour/gates/",
    notes=("This story is made up: Harrow Bay does not exist.",),
)
BARE = CitablePage("gates", "Who closed the gates?", "en")

# The parts of the schema of CSL 1.0.2 that a web page needs, written down from its documentation. Nothing else is let in.
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1, "maxItems": 3},
            "minItems": 1,
            "maxItems": 2,
        },
        "season": {"type": ["string", "number"]},
        "circa": {"type": ["string", "number", "boolean"]},
        "literal": {"type": "string"},
        "raw": {"type": "string"},
    },
    "additionalProperties": False,
}
NAMES = {
    "type": "array",
    "items": {"type": "object", "properties": {"literal": {"type": "string"}}, "additionalProperties": False},
}
STRING = {"type": "string"}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["article", "article-newspaper", "document", "post-weblog", "webpage"]},
            "author": NAMES,
            "issued": DATE,
            "original-date": DATE,
            "accessed": DATE,
            **dict.fromkeys(("title", "container-title", "publisher", "URL", "language", "note", "version"), STRING),
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}

# What LaTeX prints for names that pylatexenc does not know, or knows by another sign.
LATEX_NAMES = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}


def printed(latex: str) -> str:
    """What TeX prints for a field, read by a real reader of LaTeX."""
    walked, shown = walker_context(), get_default_latex_context_db()
    walked.add_context_category("names", macros=[std_macro(name, "") for name in LATEX_NAMES], prepend=True)
    shown.add_context_category("names", macros=[MacroTextSpec(n, s) for n, s in LATEX_NAMES.items()], prepend=True)
    nodes, _, _ = LatexWalker(latex, latex_context=walked, tolerant_parsing=False).get_latex_nodes()
    reader = LatexNodes2Text(latex_context=shown, math_mode="verbatim", strict_latex_spaces=True)
    return str(reader.nodelist_to_text(nodes))


def fields(entry: str) -> dict[str, str]:
    """The fields of the one entry, read by a real parser of BibTeX; its type and key are among them."""
    library = bibtexparser.parse_string(entry)
    assert (len(library.blocks), library.failed_blocks) == (1, [])
    (found,) = library.entries
    assert len({field.key for field in found.fields}) == len(found.fields)
    return {"type": found.entry_type, "key": found.key, **{field.key: str(field.value) for field in found.fields}}


def names(author: str) -> list[str]:
    """The names of an author field: those in braces of their own, parted by 'and' outside of all braces."""
    depth, parts = 0, [""]
    for at, sign in enumerate(author):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0 and author[at:].startswith(" and "):
            parts.append("")
        parts[-1] += sign
    bare = [parts[0], *(part.removeprefix(" and ") for part in parts[1:])]
    assert all(part[0] == "{" and part[-1] == "}" for part in bare)
    return [printed(part[1:-1]) for part in bare]


def csl(cited: CitablePage) -> dict[str, Any]:
    entries = json.loads(csl_json(cited, WORDS))
    jsonschema.validate(entries, SCHEMA)
    (entry,) = entries
    return dict(entry)


typed = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
awkward = (
    st.text(alphabet="{}\\%$&#_~^`'\"<>|-,@=/ aé白and\n", min_size=1).map(lambda t: " ".join(t.split())).filter(bool)
)
texts = typed | awkward


# -- plain text --


def test_the_line_holds_all_that_is_known_in_the_readers_words() -> None:
    assert plain_text(WHOLE, WORDS) == (
        "Ada Penn, von der Aue, Ben, 白浪港報. “Who closed the gates of Harrow Bay?” The Made-up Courier. "
        "Published June 1, 2031. Version of October 2031. This story is made up: Harrow Bay does not exist. "
        "https://courier.example/stories/harbour/gates/"
    )


def test_what_is_not_known_leaves_no_trace_in_the_line() -> None:
    assert plain_text(BARE, WORDS) == "“Who closed the gates?”"


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Gates", "“Gates”."),
        ("Gates.", "“Gates.”"),
        ("Gates!", "“Gates!”"),
        ("Gates...", "“Gates...”"),
        ("Who said “shut”?", "“Who said “shut”?”"),
        ("He said “shut”", "“He said “shut””."),
    ],
)
def test_a_title_has_one_sign_at_its_end(title: str, line: str) -> None:
    assert plain_text(CitablePage("gates", title, "en"), WORDS) == line


def test_a_page_that_never_changed_has_one_date() -> None:
    day = parse_when("2031-06-01")
    cited = CitablePage("gates", "Gates", "en", published=day, updated=day)
    assert plain_text(cited, WORDS) == "“Gates”. Published June 1, 2031."
    assert [key for key in csl(cited) if "date" in key or key == "issued"] == ["issued"]
    assert "origdate" not in fields(bibtex(cited, "en"))


# -- BibTeX --


def test_the_whole_entry_of_bibtex() -> None:
    assert bibtex(WHOLE, "en") == (
        "@online{harbour:gates,\n"
        "  author = {{Ada Penn} and {von der Aue, Ben} and {白浪港報}},\n"
        "  title = {{Who closed the gates of Harrow Bay?}},\n"
        "  organization = {The Made-up Courier},\n"
        "  date = {2031-10},\n"
        "  origdate = {2031-06-01},\n"
        "  note = {This story is made up: Harrow Bay does not exist.},\n"
        "  url = {https://courier.example/stories/harbour/gates/}\n"
        "}"
    )


def test_without_an_address_the_entry_is_of_a_type_that_needs_none() -> None:
    assert fields(bibtex(BARE, "en")) == {"type": "misc", "key": "gates", "title": "{Who closed the gates?}"}


@given(texts, st.lists(texts, min_size=1, max_size=4), texts, st.lists(texts, max_size=2))
@example("@article{x, title = {y}}", ["A and B", "and"], "P # Q", ["100% ~{"])
@example("}{", ["{", "}", "\\"], '" # "', ["\\\\"])
def test_a_parser_of_bibtex_gives_back_what_was_typed(
    title: str, authors: list[str], publisher: str, notes: list[str]
) -> None:
    cited = CitablePage("gates", title, "en", tuple(authors), publisher, notes=tuple(notes))
    found = fields(bibtex(cited, "en"))
    assert found["title"][0] == "{" and found["title"][-1] == "}"
    assert printed(found["title"][1:-1]) == one_line(title)
    assert names(found["author"]) == [one_line(author) for author in authors]
    assert printed(found["organization"]) == one_line(publisher)
    assert printed(found.get("note", "")) == one_line(" ".join(notes))


@given(texts)
def test_what_was_typed_is_no_command_of_tex_and_leaves_braces_in_pairs(text: str) -> None:
    written = tex(text)
    depth = 0
    for sign in written:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth in (0, 1)
    assert depth == 0
    commands = set(written.replace("\\textbackslash{}", "").split("\\")[1:])
    known = (*LATEX_NAMES, "textasciitilde", *"$&%#_")
    assert all(command.startswith(known) for command in commands)


def test_signs_that_most_fonts_of_tex_show_as_others_go_by_their_names() -> None:
    assert tex("a|b <c> `d` ^e ~f --- g,, '' \\h {i} é白") == (
        r"a\textbar{}b \textless{}c\textgreater{} \textasciigrave{}d\textasciigrave{} \textasciicircum{}e \textasciitilde{}f "
        r"-{}-{}- g,{}, '{}' \textbackslash{}h \textbraceleft{}i\textbraceright{} é白"
    )


@pytest.mark.parametrize(
    ("date", "field"),
    [
        ("2031-06-01", ("date", "2031-06-01")),
        ("2031-06-01T12:30+02:00", ("date", "2031-06-01")),
        ("2031-06", ("date", "2031-06")),
        ("2031", ("date", "2031")),
        ("2031~", ("date", "2031~")),
        ("2031-06?", ("date", "2031-06?")),
        ("2031%", ("date", "2031%")),
        ("2031-21", ("date", "2031-21")),
        ("203X", ("date", "203X")),
        ("2030/2031-02", ("date", "2030/2031-02")),
        ("2030/..", ("date", "2030/..")),
        ("-0043", ("date", "-0043")),
        ("not before 2031-06-01", ("year", "{on or after June 1, 2031}")),
        ("not after 2031", ("year", "{in or before 2031}")),
        ("between 2030 and 2031", ("year", "{between 2030 and 2031}")),
    ],
)
def test_bibtex_has_each_date_as_exact_as_it_is_known(date: str, field: tuple[str, str]) -> None:
    found = fields(bibtex(CitablePage("gates", "Gates", "en", published=parse_when(date)), "en"))
    assert {key: value for key, value in found.items() if key in ("date", "year", "origdate", "urldate")} == dict(
        [field]
    )


def test_braces_in_an_address_do_not_end_the_entry() -> None:
    cited = CitablePage("gates", "Gates", "en", address="https://courier.example/%7E{a}_b#c/stories/gates/")
    assert fields(bibtex(cited, "en"))["url"] == "https://courier.example/%7E%7Ba%7D_b#c/stories/gates/"


# -- CSL-JSON --


def test_the_whole_entry_of_csl() -> None:
    assert csl(WHOLE) == {
        "id": "harbour/gates",
        "type": "webpage",
        "title": "Who closed the gates of Harrow Bay?",
        "author": [{"literal": "Ada Penn"}, {"literal": "von der Aue, Ben"}, {"literal": "白浪港報"}],
        "container-title": "The Made-up Courier",
        "issued": {"date-parts": [[2031, 10]]},
        "original-date": {"date-parts": [[2031, 6, 1]]},
        "URL": "https://courier.example/stories/harbour/gates/",
        "language": "en-GB",
        "note": "This story is made up: Harrow Bay does not exist.",
    }


def test_what_is_not_known_has_no_variable_of_csl() -> None:
    assert csl(BARE) == {"id": "gates", "type": "webpage", "title": "Who closed the gates?", "language": "en"}


@given(texts, st.lists(texts, max_size=4), texts)
def test_csl_gives_back_what_was_typed(title: str, authors: list[str], publisher: str) -> None:
    entry = csl(CitablePage("gates", title, "en", tuple(authors), publisher))
    assert (entry["title"], entry["container-title"]) == (one_line(title), one_line(publisher))
    assert entry.get("author", []) == [{"literal": one_line(author)} for author in authors]


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2031-06-01", {"date-parts": [[2031, 6, 1]]}),
        ("2031-06-01T00:30+02:00", {"date-parts": [[2031, 6, 1]]}),
        ("2031-06", {"date-parts": [[2031, 6]]}),
        ("2031", {"date-parts": [[2031]]}),
        ("2031~", {"date-parts": [[2031]], "circa": True}),
        ("2031-21", {"date-parts": [[2031]], "season": 1}),
        ("2031-24~", {"date-parts": [[2031]], "season": 4, "circa": True}),
        ("2030/2031-02-03", {"date-parts": [[2030], [2031, 2, 3]]}),
        ("2031?", {"literal": "possibly 2031"}),
        ("2031%", {"literal": "possibly about 2031"}),
        ("2030~/2031", {"literal": "from about 2030 to 2031"}),
        ("2030/..", {"literal": "since 2030"}),
        ("203X", {"literal": "2030s"}),
        ("not before 2031-06-01", {"literal": "on or after June 1, 2031"}),
        ("-0043", {"literal": "44 BCE"}),
        ("0000", {"literal": "1 BCE"}),
    ],
)
def test_csl_has_each_date_as_exact_as_it_is_known(date: str, written: dict[str, object]) -> None:
    assert csl_date(parse_when(date), "en") == written
    jsonschema.validate(written, DATE)


# -- the page --

BYLINE = "by: [{name: Ada Penn, role: reporter}, The Desk]\nupdated: 2031-10-30\n"
URL = {"stories/_newsroom.yaml": "name: The Made-up Courier\nurl: https://courier.example/\n"}


def section(text: str) -> str:
    return text.partition("{#cite}")[2].partition("\n## ")[0]


def test_a_page_offers_the_line_and_both_entries(tmp_path: Path) -> None:
    text = section(page(story(write(tmp_path, URL), BYLINE)))
    assert text.count("<details") == text.count("</details>") == 2
    assert (
        "Ada Penn, The Desk. “Who closed the gates of Harrow Bay?” The Made-up Courier. Published June 1, 2031. Version of "
        "October 30, 2031. This story is made up: Invented to test the tool. "
        "https&#58;&#47;&#47;courier.example/stories/gates/</p>"
    ) in text
    assert (
        "&#64;online&#123;gates,&#10;  author = &#123;&#123;Ada Penn&#125; and &#123;The Desk&#125;&#125;,&#10;" in text
    )
    assert "&quot;URL&quot;: &quot;https&#58;&#47;&#47;courier.example/stories/gates/&quot;" in text
    assert "Add the day on which you read the page" in text


def test_a_newsroom_without_an_address_gets_none(tmp_path: Path) -> None:
    text = section(page(story(tmp_path, BYLINE)))
    assert "&#64;misc&#123;gates,&#10;" in text
    assert ("http" in text, "URL" in text, "url = " in text) == (False, False, False)


def test_the_citation_of_a_draft_says_that_it_is_one(tmp_path: Path) -> None:
    root = story(tmp_path, "", base=BASE.replace("published: 2031-06-01\n", ""))
    text = next(str(p.text) for p in run(root, drafts=True).pages if p.path == "stories/gates.md")
    assert section(text).count("Draft: not published.") == 3


def test_a_story_that_was_taken_back_is_not_offered_for_citing(tmp_path: Path) -> None:
    text = page(story(tmp_path, "withdrawn: {date: 2031-11-02, reason: It was wrong.}\n"))
    assert "{#cite}" not in text and "ep-cite" not in text


@pytest.mark.parametrize(
    ("lang", "title", "line"),
    [
        ("fr", "Qui\u202f?", "«\u202fQui\u202f?\u202f» L’Écho."),
        ("ar", "من؟", "«من؟» البريد."),
        ("ar", "Who?", "«\u2068Who?\u2069» البريد."),
        ("zh-Hant", "誰？", "「誰？」報社。"),
    ],
)
def test_a_question_is_ended_by_its_own_sign_in_every_language(lang: str, title: str, line: str) -> None:
    paper = {"fr": "L’Écho", "ar": "البريد", "zh-Hant": "報社"}[lang]
    assert plain_text(CitablePage("gates", title, lang, (), paper), words_for(lang)) == line
