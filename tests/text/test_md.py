from __future__ import annotations

import html

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.md import (
    Md,
    escape,
    escape_part,
    front_matter,
    heading,
    html_attribute,
    html_text,
    join,
    link,
    one_line,
)
from tests.markdown_contexts import ATTRIBUTES, CONTEXTS, SETS, converted, folded, read_html, shown_in

# What some extension or other reads as its own, and what might help it do so.
MARKS = """
(c)|(TM)|--|...|https://x.example|@user|#12|:smile:|:100:|--8<--|--8<-- "pyproject.toml"|{#id}|{: .x}|[^1]|[^n]|[^n]: x
*[HTML]: x|==x==|++ctrl++|$x$|$$|\\(x\\)|\\[x\\]|- [ ] x|===|1. x|1) x|a) x|&amp;|&#38;|&|<!--|-->|///Footnotes Go Here///
/// note|///|[TOC]|\x02wzxhzdk:0\x03|\x02amp\x03|\x02klzzwxh:0001\x03|\u200b|\ufeff|don't|"x"|''|1/2|1st|22nd|13th|4th_|12:30|8:100: x
a/b|c/o|+/-|=/=|<-->|==>|www.x.example|a@b.example|user/repo#1|!12|repo!12|?12|!!! note|??? x|???+ x|=== "x"|> q|# h|: d|`x`|```
~~~|~x~|~~x~~|^x^|{++x++}|{--x--}|{>>x<<}|{~~a~>b~~}|[=50% "x"]|---|***|___|- - -|*a*|__a__|_a_|**|<b>|</td>|</p>|</span>|</li>
<script>alert(1)</script>|<img src=x onerror=alert(1)>|javascript:x|\\|\\\\|\\*|0123456789abcdef0123456789abcdef01234567
\u3000|\xa0|\u2003|字|「字」|，|,|.|-|(|)|;|%|=|+|/|:|!|?|'|a|x|2| |  |    |\n|\n\n|\t|\r|[x](y)|![x](y)|[[x]]|::|<<x>>|😀|{{ x }}|{% x %}|#!py
""".replace("\n", "|", 4).split("|")
MARKS = [mark for line in MARKS for mark in line.split("\n")] + [
    "|",
    "||",
    "| a |",
    "\n",
    "\n\n",
    "\u2028",
    "\x85",
    "\x00",
    "\x1f",
]
TYPED = st.one_of(
    st.lists(st.sampled_from(MARKS), min_size=1, max_size=5).map("".join),
    st.lists(st.sampled_from(MARKS), min_size=1, max_size=4).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.text("".join(map(chr, range(32, 127))), min_size=1, max_size=12),
).filter(lambda text: folded(one_line(text)) != "")


@pytest.mark.parametrize("name", CONTEXTS)
@settings(max_examples=120, deadline=None)
@given(typed=TYPED)
def test_text_is_shown_as_typed_and_nothing_else(name: str, typed: str) -> None:
    # A word of letters in the same place says what the page around it is.
    text, tags = shown_in(CONTEXTS[name], "QQQ")
    assert shown_in(CONTEXTS[name], escape(typed)) == (folded(text.replace("QQQ", folded(one_line(typed)))), tags)


@pytest.mark.parametrize("extensions", [name for name in SETS if name != "everything"])
@settings(max_examples=300, deadline=None)
@given(typed=TYPED, name=st.sampled_from(sorted(CONTEXTS)))
def test_it_is_shown_as_typed_with_other_extensions(extensions: str, typed: str, name: str) -> None:
    text, tags = shown_in(CONTEXTS[name], "QQQ", extensions)
    shown = shown_in(CONTEXTS[name], escape(typed), extensions)
    assert shown == (folded(text.replace("QQQ", folded(one_line(typed)))), tags)


@pytest.mark.parametrize("name", ATTRIBUTES)
@settings(max_examples=100, deadline=None)
@given(typed=TYPED)
def test_an_attribute_holds_the_text_as_typed(name: str, typed: str) -> None:
    before, after = ATTRIBUTES[name]
    text, tags, _ = read_html(converted(f"{before}QQQ{after}"))
    value = html_attribute(typed, island=name.endswith("island"))
    assert read_html(converted(f"{before}{value}{after}")) == (
        text,
        tags,
        (one_line(typed).strip(" "),),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(TYPED, min_size=2, max_size=3))
def test_pieces_with_marks_between_them_are_shown_as_typed(pieces: list[str]) -> None:
    md = "<b></b>".join(escape_part(piece, line_start=not number) for number, piece in enumerate(pieces))
    shown = read_html(converted(f"before\n\n{md}"))
    assert shown[0] == folded(f"before {''.join(map(one_line, pieces))}")
    assert shown[1] == ("p", "p", *["b"] * (len(pieces) - 1))


@pytest.mark.parametrize(
    "text",
    [
        "The report, published on 25 October 2024 (local time), says no such thing; the ministry did not answer.",
        "Harrow Bay: what is known - and what is not? At 12:30, 40% of the boats (and/or barges) were out + back!?  No.",
        "海港局在二〇二四年十月表示：「沒有這回事」，並未說明原因（見第三段）。",
        "“Curly quotes”, an author’s apostrophe – and dashes — stay.",
    ],
)
def test_ordinary_sentences_stay_as_they_are(text: str) -> None:
    assert escape(text) == " ".join(text.split())


def test_what_must_be_written_otherwise_is_a_character_reference() -> None:
    assert escape("1. It's *not* <b> & co, 1/2 of it.") == ("1&#46; It's &#42;not&#42; &lt;b&gt; & co, 1&#47;2 of it.")


def test_markdown_is_not_escaped_again() -> None:
    once = escape("*")
    assert (escape(once), type(once)) == (once, Md)


def test_what_no_page_may_hold_is_shown_as_a_sign_of_its_own() -> None:
    assert escape("a\x00b\x02c\x9fd\ufffee\ud800f") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"


def test_text_for_html_has_no_line_end_and_no_quote() -> None:
    assert html_text(' a\n"b" <c> ') == "a &quot;b&quot; &lt;c&gt;"


def test_a_heading_has_an_explicit_id() -> None:
    assert heading(3, escape("C# {#x}"), "claim-a") == "### C&#35; &#123;&#35;x&#125; {#claim-a}"


@pytest.mark.parametrize(("level", "id"), [(0, "a"), (7, "a"), (1, ""), (1, "a b"), (1, "a}"), (2, "1a")])
def test_a_heading_that_could_not_be_linked_to_is_a_bug(level: int, id: str) -> None:
    with pytest.raises(ValueError, match="heading"):
        heading(level, Md("x"), id)


URL_SIGNS = st.text("ab/?:@!$&'()*+,;=#[]-._~%25 <>\"|\\`^{}é港\n", max_size=15)


@settings(max_examples=300, deadline=None)
@given(URL_SIGNS, TYPED)
def test_a_link_leads_where_it_should_and_nothing_breaks_out(tail: str, words: str) -> None:
    for before, after in (CONTEXTS["paragraph"], CONTEXTS["table cell"], CONTEXTS["span island"]):
        page = converted(f"{before}{link(escape(words), 'https://x.example/' + tail)}{after}")
        text, tags, _ = read_html(page)
        around, around_tags = shown_in((before, after), "[QQQ](URL)")
        assert text == folded(around.replace("QQQ", folded(one_line(words))))
        address = next(tag for tag in tags if tag.startswith("a[href="))[7:-1]
        assert tuple(tag for tag in tags if tag != f"a[href={address}]") == tuple(
            tag for tag in around_tags if tag != "a[href=URL]"
        )
        assert address.isascii() and not set(address) & set(' <>"|\\`^{}')
        kept = [sign for sign in tail if sign in "/?:@!$&'()*+,;=#[]"]
        assert [sign for sign in address.removeprefix("https://x.example/") if sign in "/?:@!$&'()*+,;=#[]"] == kept


def test_a_link_to_a_page_or_a_place_of_ours_stays_readable() -> None:
    assert link(Md("x"), "../b/c.md#claim-a") == "[x](../b/c.md#claim-a)"


def test_front_matter_is_safe_in_a_pages_head_and_reads_back() -> None:
    data = {
        "title": '</title><script>"x"</script>',
        "description": "a\n---\nb: 'c'",
        "topics": ["x: y", "---"],
        "n": None,
    }
    text = front_matter(data)
    assert text.startswith("---\n") and text.endswith("\n---\n") and text.count("\n---\n") == 1
    read = yaml.safe_load(text[4:-4])
    assert read == {
        "title": html.escape(str(data["title"])),
        "description": "a --- b: &#x27;c&#x27;",
        "topics": ["x: y", "---"],
        "n": None,
    }


def test_pieces_are_joined_as_markdown() -> None:
    joined = join([escape("a*"), Md("*b*")], ", ")
    assert (joined, type(joined)) == ("a&#42;, *b*", Md)
