"""The BibTeX entry by which others cite a page: what there is to tell of it goes in, the text of an entry comes out.

It never splits a name, never lets a typed sign act as a command of TeX, and writes no date more exact than the one typed.
"""

from __future__ import annotations

import re

from generator.dates import Precision, When, WhenKind, edtf
from generator.language import plain, word, words_for
from generator.outputs.cite import CitablePage
from generator.text import one_line

# BibTeX counts braces even behind a backslash, so a typed brace has to go by its name; so do signs that most fonts of
# TeX show as another. Letters of all scripts stay as they are: biber and every newer BibTeX read UTF-8.
_NAMED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}
_SIGNS = re.compile("|".join(map(re.escape, _NAMED)))
# Pairs that TeX would draw as one other sign: dashes and quotation marks.
_PAIRS = re.compile(r"([-',])(?=\1)")


def bibtex(cited: CitablePage, locale: str) -> str:
    """The entry, for biblatex and BibTeX: `@online` with an address, `@misc` without, which `@online` needs.

    `@online` is the type that reference managers take as a web page; older styles that do not know it fall back to
    `@misc` by themselves. Names stand in braces of their own and so stay whole; so does the title, which styles would
    else put into small letters, names in it included. `date` is the version on the page now, `origdate` when the page
    first appeared, as EDTF (biblatex reads levels 0 and 1); a date that those levels cannot say stands in `year`, in
    words of `locale`. `urldate`, the day of reading, is left to whoever read the page.

    >>> print(bibtex(CitablePage("gates", "R&D in Harrow Bay", "en", ("Ada Penn", "The Desk")), "en"))
    @misc{gates,
      author = {{Ada Penn} and {The Desk}},
      title = {{R\\&D in Harrow Bay}}
    }
    """
    fields: list[tuple[str, str]] = []
    if cited.authors:
        fields.append(("author", " and ".join(f"{{{tex(name)}}}" for name in cited.authors)))
    fields.append(("title", f"{{{tex(cited.title)}}}"))
    if cited.publisher:
        fields.append(("organization", tex(cited.publisher)))
    if cited.version:
        said = _date(cited.version)
        fields.append(("date", said) if said else ("year", f"{{{tex(word(cited.version, locale))}}}"))
    if cited.first and (said := _date(cited.first)):
        fields.append(("origdate", said))
    if cited.notes:
        fields.append(("note", tex(plain(words_for(locale).text("blank").join(cited.notes)))))
    if cited.address:
        fields.append(("url", _address(cited.address)))
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    # A key may hold no slash in some tools; a slug holds no colon, so two slugs never meet in one key.
    return f"@{'online' if cited.address else 'misc'}{{{cited.key.replace('/', ':')},\n{lines}\n}}"


def tex(text: str) -> str:
    """Write text for a field: TeX prints just these signs and takes none as a command, and its braces are in pairs.

    >>> print(tex("50% of {A_1} -- gone"))
    50\\% of \\textbraceleft{}A\\_1\\textbraceright{} -{}- gone
    """
    return _SIGNS.sub(lambda match: _NAMED[match[0]], _PAIRS.sub("\\1\0", one_line(text))).replace("\0", "{}")


def _address(address: str) -> str:
    """An address is printed as it stands, so nothing is escaped in it but what would unbalance the entry."""
    return one_line(address).replace("{", "%7B").replace("}", "%7D")


def _date(when: When) -> str:
    """The date in EDTF of level 0 or 1, without a time of day; empty where it is not in them."""
    if when.kind is WhenKind.WITHIN:
        return ""
    if when.kind is WhenKind.SPAN:
        return "/".join((_date(end) or "..") if end else ".." for end in (when.start, when.end))
    return when.text[:10] + when.text[len(when.bare) :] if when.precision is Precision.MINUTE else edtf(when)
