"""How others cite a page: what there is to tell of it goes in; a line of plain text and an entry of CSL-JSON come out.

Nothing is made up here: no address, no part of a name, no day of reading, and no date more exact than the one typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from generator.dates import Precision, Qualifier, When, WhenKind
from generator.language import Words, isolated, plain, word
from generator.text import one_line

_PARTS = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3, Precision.MINUTE: 3}


@dataclass(frozen=True, slots=True)
class CitablePage:
    """A page as others cite it.

    `key` tells it apart within the site (its slug); `authors` are names as typed, in their order; `publisher` is the
    newsroom. `published` is when the page first appeared, `updated` its last change of substance. `address` is empty
    where the site's address is not known. `notes` are sentences that must go wherever the page is named.
    """

    key: str
    title: str
    lang: str
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: When | None = None
    updated: When | None = None
    address: str = ""
    notes: tuple[str, ...] = ()

    @property
    def version(self) -> When | None:
        """The date of the version that stands on the page now: a page that goes on changing is cited by its last change."""
        return self.updated or self.published

    @property
    def first(self) -> When | None:
        """When an older version first appeared, where the one on the page now is another."""
        return self.published if self.updated and self.published != self.updated else None


def plain_text(cited: CitablePage, words: Words) -> str:
    """One line for a footnote or an e-mail: names, title, publisher, dates, notes, address; each only where it is known.

    >>> from generator.language.words import english
    >>> plain_text(CitablePage("gates", "Who closed the gates?", "en", ("Ada Penn",), "The Courier"), english())
    'Ada Penn. “Who closed the gates?” The Courier.'
    """
    title = words.text("quote_mark", open=words.text("quote_open"), words=cited.title, close=words.text("quote_close"))
    facts = [words.text("comma").join(isolated(name, words.locale) for name in cited.authors), title]
    facts.append(isolated(cited.publisher, words.locale))
    if cited.published:
        facts.append(words.text("published", date=word(cited.published, words.locale)))
    if cited.updated and cited.updated != cited.published:
        facts.append(words.text("cite_version", date=word(cited.updated, words.locale)))
    stop = words.text("full_stop")
    sentences = [ended(one_line(fact).strip(), stop) for fact in (*facts, *cited.notes) if fact]
    said = words.text("blank").join(sentences)
    return f"{said} {cited.address}" if cited.address else said


def ended(sentence: str, stop: str) -> str:
    """A sentence with a sign at its end, also where that sign stands inside quotation marks."""
    return sentence if sentence.rstrip("”’»\"'」』\u2069\u202f")[-1:] in tuple(".!?…。！？؟") else f"{sentence}{stop}"


def csl_json(cited: CitablePage, words: Words) -> str:
    """The entry as CSL-JSON, the input of CSL 1.0.2 processors: a list of one, a line for each variable.

    The type is `webpage`: `article-newspaper` would say that the page was printed in a newspaper, and those who publish
    such pages are as often researchers or fact-checkers. A name stays whole (`literal`), since nobody can tell from its
    letters which part is the family's. `issued` is the version on the page now, `original-date` when the page first
    appeared. `accessed` is left to whoever read the page.

    Schema: https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json
    """
    entry: dict[str, object] = {"id": cited.key, "type": "webpage", "title": one_line(cited.title)}
    if cited.authors:
        entry["author"] = [{"literal": one_line(name)} for name in cited.authors]
    if cited.publisher:
        entry["container-title"] = one_line(cited.publisher)
    for variable, date in (("issued", cited.version), ("original-date", cited.first)):
        if date:
            entry[variable] = csl_date(date, words.locale)
    if cited.address:
        entry["URL"] = one_line(cited.address)
    entry["language"] = cited.lang
    if cited.notes:
        entry["note"] = one_line(plain(words.text("blank").join(cited.notes)))
    lines = (f"    {_json(variable)}: {_json(value)}" for variable, value in entry.items())
    return "[\n  {\n" + ",\n".join(lines) + "\n  }\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def csl_date(when: When, locale: str) -> Mapping[str, object]:
    """A date as CSL-JSON's structured form has it; in words (`literal`) where that form cannot say as much as was typed.

    It can say a day, a month, a season, a year, two such ends, and that a date is about right (`circa`). It cannot say
    'not before', an open end, 'possibly', a decade, or a year before 1. The schema's other form, EDTF, could say some of
    these, but most processors do not read it.

    >>> from generator.dates.forms import parse_when
    >>> csl_date(parse_when("2031-10"), "en"), csl_date(parse_when("2031?"), "en")
    ({'date-parts': [[2031, 10]]}, {'literal': 'possibly 2031'})
    """
    return _exactly(when) or {"literal": word(when, locale)}


def _exactly(when: When) -> Mapping[str, object] | None:
    if when.kind is WhenKind.SPAN and when.start and when.end and when.qualifier is Qualifier.NONE:
        ends = [_parts(when.start), _parts(when.end)]
        return {"date-parts": ends} if all(ends) else None
    if when.kind is not WhenKind.MOMENT or when.qualifier not in (Qualifier.NONE, Qualifier.ABOUT):
        return None
    about = {"circa": True} if when.qualifier is Qualifier.ABOUT else {}
    if when.precision is Precision.SEASON and when.clock and when.clock[0] > 0:
        # EDTF counts seasons from 21, CSL from 1; both begin with spring.
        return {"date-parts": [[when.clock[0]]], "season": int(when.bare[-2:]) - 20, **about}
    parts = _parts(when)
    return {"date-parts": [parts], **about} if parts else None


def _parts(when: When) -> list[int]:
    """Year, month and day as far as they are known; nothing where they cannot tell the date."""
    if when.precision not in _PARTS or not when.clock or when.clock[0] < 1:
        return []
    return list(when.clock[: _PARTS[when.precision]])
