"""`explainer import timelinejs`: nothing of a timeline is lost, and what comes out is a story that passes the check."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from generator.dates.forms import parse_when
from generator.desk.timelinejs.convert import imported
from generator.desk.timelinejs.dates import as_shown, date_of, span_of
from generator.desk.timelinejs.html import blocks_of, words_of
from generator.desk.timelinejs.json_file import DEEPEST
from generator.desk.timelinejs.prose import prose_text
from generator.desk.timelinejs.read import LARGEST
from generator.desk.timelinejs.yaml_text import yaml_text
from generator.reading.bytes import read_text
from generator.text.invisible import unseen
from generator.text.prose import parse_block
from generator.text.tree import (
    Block,
    Blocks,
    Break,
    BulletList,
    Code,
    Emphasis,
    Inlines,
    Link,
    NumberedList,
    Paragraph,
    Quotation,
    Strong,
    Text,
    plain_blocks,
)
from tests.doors import explainer, tree
from tests.endless import comes_to_an_end
from tests.newsrooms import run, write

SAMPLES = Path(__file__).parent / "timelinejs"
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)


def made(timeline: object, file: str = "gates.json") -> tuple[dict[str, Any], tuple[str, ...]]:
    """The story made from a timeline as our reader takes it back, and what was not carried over."""
    result = imported(json.dumps(timeline).encode(), file)
    assert result.faults == ()
    document, faults = read_text(result.text, "gates.yaml")
    assert document is not None and faults == ()
    assert isinstance(document.data, dict)
    data = {key: value for key, value in document.data.items() if key != "notes"}
    return data, result.not_carried


def event(**fields: Any) -> dict[str, Any]:
    """A timeline of one event that has all it needs, with these fields."""
    return {
        "title": {"text": {"headline": "Gates"}},
        "events": [{"start_date": {"year": 2031}, "text": {"headline": "Shut"}, **fields}],
    }


def of_event(**fields: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What becomes of such an event: its entry, and the list."""
    data, listed = made(event(**fields))
    return data["dates"][0], listed


# Words and their fate

SIGNS = st.sampled_from(
    [
        "[[",
        "]]",
        "[@",
        "![[",
        "*",
        "**",
        "_",
        "`",
        "#",
        "- ",
        "1. ",
        "> ",
        "|",
        "\\",
        "!",
        "<",
        "&",
        ":",
        " #",
        "'",
        '"',
    ]
    + [
        "[",
        "](",
        ")",
        "~~~",
        "---",
        "{",
        "}",
        ", ",
        "%",
        "@",
        "=",
        "+ ",
        "  ",
        "\t",
        "\u00a0",
        "…",
        "?",
        "null",
        "~",
        "x",
    ]
)
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co"]), max_size=8)
TYPED = st.lists(st.one_of(SIGNS, LETTERS, st.sampled_from(["gates", "shut", "no"])), max_size=8).map("".join)
WORD = st.from_regex(r"[a-z]{2,7}[0-9]{2}", fullmatch=True)
URL = st.builds(
    "https://{}.example/{}".format, WORD, st.from_regex(r"[a-z]{1,5}(/[a-z_()~-]{1,6})?(\.jpg|\.mp4)?", fullmatch=True)
)


TAGS = ("p", "b", "i", "em", "strong", "u", "ul", "ol", "li", "blockquote", "h2", "div", "span", "code", "pre", "table")
TAGS += ("tr", "td", "q", "sup")


@st.composite
def html(draw: st.DrawFn, depth: int = 2) -> str:
    """A text as it may stand in a timeline: words, our signs, and HTML that holds such texts."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        words = escape(draw(TYPED)) + " " + draw(WORD)
        kind = draw(st.sampled_from(["text", "url", "a", "br", "comment", "open", "img", *(["tag"] * 4)]))
        if kind == "tag" and depth:
            tag = draw(st.sampled_from(TAGS))
            parts.append(f"<{tag}>{draw(html(depth - 1))}</{tag}>")
        elif kind == "a":
            parts.append(f'<a href="{escape(draw(URL))}">{draw(html(0))}</a>')
        elif kind == "url":
            parts.append(f" {draw(URL)} ")
        elif kind == "comment":
            parts.append(f"<!-- {draw(WORD)} -->")
        elif kind == "img":
            parts.append(f'<img src="{draw(URL)}" alt="{draw(WORD)}">')
        elif kind == "open":
            parts.append(f"<{draw(st.sampled_from(['b', 'li', 'p', 'ul', 'blockquote']))}>{words}")
        else:
            parts.append(f"{words}<br>" if kind == "br" else words)
    return "".join(parts)


DATE = st.fixed_dictionaries(
    {},
    optional={
        "year": st.one_of(
            st.integers(-12000, 12000), st.integers(-300, 2100).map(str), st.sampled_from(["", None, "x"])
        ),
        "month": st.one_of(st.integers(0, 13), st.integers(1, 12).map(str), st.none()),
        "day": st.one_of(st.integers(0, 32), st.just("")),
        "hour": st.integers(0, 24),
        "minute": st.integers(0, 60),
        "second": st.integers(0, 60),
        "display_date": WORD,
    },
)
SLIDE = st.fixed_dictionaries(
    {},
    optional={
        "start_date": DATE,
        "end_date": DATE,
        "text": st.fixed_dictionaries({}, optional={"headline": html(1), "text": html()}),
        "media": st.fixed_dictionaries(
            {},
            optional={"url": URL, "caption": html(1), "credit": html(1), "thumbnail": URL, "alt": WORD, "link": URL},
        ),
        "group": html(0),
        "display_date": st.one_of(WORD, st.sampled_from(["c. 1900", "Spring 2031", "1990s"])),
        "unique_id": st.one_of(WORD, TYPED),
        "background": st.fixed_dictionaries({"url": URL}),
        "autolink": st.booleans(),
        "colour": WORD,
    },
)
TIMELINE = st.fixed_dictionaries(
    {"events": st.lists(SLIDE, min_size=1, max_size=4)},
    optional={"title": SLIDE, "eras": st.lists(SLIDE, max_size=2), "scale": st.sampled_from(["human", "cosmological"])},
)


def strings(data: object) -> list[str]:
    """Every text of plain data."""
    if isinstance(data, dict):
        return [text for value in data.values() for text in strings(value)]
    if isinstance(data, list):
        return [text for value in data for text in strings(value)]
    return [data] if isinstance(data, str) else []


def unescaped(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


@given(TIMELINE)
@SLOW
def test_every_word_and_every_address_is_in_the_story_or_in_the_list(timeline: dict[str, Any]) -> None:
    result = imported(json.dumps(timeline).encode(), "gates.json")
    if not any(timeline["events"]):
        assert result.faults == ("gates.json: There are no events in this timeline.",)
        return
    assert result.faults == ()
    document, _ = read_text(result.text, "gates.yaml")
    assert document is not None and isinstance(document.data, dict)
    found = unescaped(" ".join([*strings({**document.data, "notes": ""}), *result.not_carried]))
    typed = " ".join(strings(timeline))
    words = set(re.findall(r"[a-z]{2,7}[0-9]{2}(?![0-9])", typed))
    addresses = set(re.findall(r"https://[a-z]{2,7}[0-9]{2}\.example/[a-z/_()~.-]*[a-z]", typed))
    assert {word for word in words if word not in found} == set()
    assert {url for url in addresses if url not in found} == set()


# What no timeline says: where an event without media comes from, whether an address was read, which year 'last year' was.
FOR_THE_EDITOR = {"unsourced-date", "address-unread", "relative-words"}


@given(TIMELINE)
@settings(SLOW, max_examples=30)
def test_the_story_of_any_timeline_has_no_errors(
    tmp_path_factory: pytest.TempPathFactory, timeline: dict[str, Any]
) -> None:
    result = imported(json.dumps(timeline).encode(), "gates.json")
    if result.faults:
        return
    root = write(tmp_path_factory.mktemp("room"), {})
    (root / "stories/gates.yaml").write_text(result.text, "utf-8")
    built = run(root, drafts=True)
    assert {problem.code for problem in built.problems} <= FOR_THE_EDITOR
    assert "stories/gates.md" in [page.path for page in built.pages]


@given(st.one_of(TYPED, html()))
@SLOW
def test_any_text_of_a_timeline_shows_as_typed_and_has_no_mark_by_accident(typed: str) -> None:
    blocks = blocks_of(escape(typed), lambda words: None, link_addresses=False)
    text, kept = prose_text(blocks)
    assert parse_block(text) == (blocks, ())
    assert kept
    assert plain_blocks(parse_block(text)[0]).split() == typed.split()


# Trees and back

WORDS = TYPED.map(lambda text: " ".join(text.split())).filter(lambda text: text and text.isprintable())
LEAVES = st.one_of(WORDS.map(Text), st.builds(Code, WORDS), st.just(Break()))


def _inlines(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Inlines]:
    return st.lists(inner, min_size=1, max_size=4).map(tuple)


INLINE = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Emphasis, _inlines(inner)), st.builds(Strong, _inlines(inner)), st.builds(Link, URL, _inlines(inner))
    ),
    max_leaves=5,
)
PARAGRAPH = st.builds(Paragraph, _inlines(INLINE))
BLOCK: st.SearchStrategy[Block] = st.recursive(
    PARAGRAPH,
    lambda inner: st.one_of(
        st.builds(Quotation, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(
            BulletList,
            st.lists(st.lists(inner, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple),
            st.booleans(),
        ),
        st.builds(
            NumberedList,
            st.lists(st.lists(inner, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple),
            st.integers(0, 12),
            st.booleans(),
        ),
    ),
    max_leaves=4,
)


def _texts(nodes: Any) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, tuple):
            yield from _texts(node)
        elif isinstance(node, Text | Code):
            yield node.text
        elif not isinstance(node, Break):
            yield from _texts(node.items if isinstance(node, BulletList | NumberedList) else node.children)


@given(st.lists(BLOCK, max_size=3).map(tuple))
@SLOW
def test_any_tree_is_written_so_that_its_words_come_back(blocks: Blocks) -> None:
    text, kept = prose_text(blocks)
    back, mistakes = parse_block(text)
    assert mistakes == ()
    if kept:
        assert back == blocks
    for words in _texts(blocks):
        assert all(word in plain_blocks(back) for word in re.findall(r"[a-z]{2,}", words))


# The file

SCALARS = st.one_of(
    TYPED, st.lists(TYPED, max_size=4).map("\n".join), st.text(st.sampled_from(" \n\t:#-'\"ab%|>"), max_size=12)
).map(lambda text: re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text))
KEYS = st.one_of(
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True), st.sampled_from(["null", "no", "as_stated", "y", "12"])
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, PLAIN, min_size=1, max_size=4))
@SLOW
@example({"a": "null", "b": "", "c": "~", "d": "1912-04-15T09:30", "e": "-0043/..", "f": "https://h.example/a:"})
@example({"a": ["- a", {"b": "# c", "no": ["x", []]}, {}]})
def test_our_reader_takes_back_exactly_what_was_meant(data: dict[str, Any]) -> None:
    # What nobody sees is taken out before a story is typed.
    assume(not list(unseen(yaml_text(data))))
    document, faults = read_text(yaml_text(data), "a.yaml")
    assert faults == ()
    assert document is not None
    assert document.data == data


@given(st.one_of(st.binary(max_size=200), st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass"))))
@SLOW
@example(b'{"events": [{"start_date": {"year": 1e999}, "text": {"headline": NaN}}]}')
@example(b'{"events": [[[[]]], "a", 1, null, {"text": [1], "media": "x", "start_date": true}]}')
@example(b'{"events": [{"text": {"headline": "\\ud800 a"}}]}')
@example(b"Year,Headline\n\n,\n1,2,3,4\n")
def test_whatever_is_in_the_file_is_answered_without_a_crash(raw: bytes) -> None:
    result = imported(raw, "gates.json")
    assert bool(result.text) != bool(result.faults)
    assert all(line.isprintable() for line in (*result.faults, *result.not_carried))


JSON_VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TYPED),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["text", "url", "year", "headline", "x"]), inner, max_size=3),
    ),
    max_leaves=6,
)
ODD_SLIDE = st.dictionaries(
    st.sampled_from(
        ["start_date", "end_date", "text", "media", "group", "display_date", "background", "unique_id", "autolink", "x"]
    ),
    JSON_VALUE,
    max_size=5,
)


@given(st.lists(st.one_of(ODD_SLIDE, JSON_VALUE), min_size=1, max_size=3), JSON_VALUE)
@SLOW
def test_a_timeline_with_wrong_types_everywhere_still_makes_a_story_or_a_sentence(
    events: list[Any], title: Any
) -> None:
    result = imported(json.dumps({"events": events, "title": title}).encode(), "gates.json")
    assert bool(result.text) != bool(result.faults)


# Whole files

NO_LIST = "Everything was carried over."
OPEN = "Open it in your editor, then run: explainer check {0}\n"


def newsroom(root: Path) -> Path:
    """An empty newsroom that holds the program, with the sample timelines beside its stories."""
    (root / "generator" / "schema").mkdir(parents=True)
    for sample in SAMPLES.iterdir():
        if sample.suffix in (".json", ".csv"):
            (root / sample.name).write_bytes(sample.read_bytes())
    return write(root, {})


@pytest.mark.parametrize(
    ("sample", "slug"),
    [
        ("harbour.json", "the-gates-of-harrow-bay"),
        ("ferries.csv", "the-ferries-of-harrow-bay"),
        ("older.json", "the-lamp-of-harrow-bay"),
    ],
)
def test_a_timeline_becomes_a_draft_that_leaves_an_editor_only_what_it_could_not_know(
    tmp_path: Path, sample: str, slug: str
) -> None:
    root = newsroom(tmp_path)
    status, said, told = explainer(root, "import", "timelinejs", sample)
    assert (status, said.splitlines()[0][: len(slug) + 19]) == (0, f"Made stories/{slug}.yaml:")
    text = (root / f"stories/{slug}.yaml").read_text("utf-8")
    # To see what changed: write what is there now over the file beside the sample, and look at the difference.
    assert text == (SAMPLES / sample).with_suffix(".yaml").read_text("utf-8")
    assert [f"  - {line}" for line in told.splitlines()] == text.partition("as it was:\n")[2].splitlines()
    assert {problem.code for problem in run(root, drafts=True).problems} <= FOR_THE_EDITOR
    assert explainer(root, "check")[0] == 0
    assert run(root).drafts == (slug,)


def test_a_timeline_without_anything_odd_is_carried_over_whole(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    (root / "gates.json").write_text(json.dumps(event()), "utf-8")
    expected = "Made stories/gates.yaml: 1 date, 0 sources. " + NO_LIST + " " + OPEN.format("stories/gates.yaml")
    assert explainer(root, "import", "timelinejs", "gates.json") == (0, expected, "")


def test_the_story_can_be_printed_or_put_anywhere(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    (root / "gates.json").write_text(json.dumps(event()), "utf-8")
    status, printed, told = explainer(root, "import", "timelinejs", "gates.json", "--out", "-")
    assert (status, told) == (0, f"1 date, 0 sources. {NO_LIST}\n")
    assert explainer(root, "import", "timelinejs", "gates.json", "--out", "new/draft.yaml")[:2] == (
        0,
        f"Made new/draft.yaml: 1 date, 0 sources. {NO_LIST}\n",
    )
    assert (root / "new/draft.yaml").read_text("utf-8") == printed
    assert list((root / "stories").iterdir()) == []


def test_a_timeline_can_be_piped_in_where_there_is_no_newsroom(tmp_path: Path) -> None:
    import subprocess

    from tests.doors import CLEAN, EXPLAINER

    done = subprocess.run(
        [*EXPLAINER, "import", "timelinejs", "-", "--out", "-"],
        input=json.dumps({"events": [{"start_date": {"year": "2031"}, "text": {"headline": "Shut"}}]}),
        cwd=tmp_path,
        env=CLEAN,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        "# yaml-language-server: $schema=../story.schema.json",
    )
    assert "\ntitle: Imported timeline\n" in done.stdout
    assert done.stderr == (
        "the timeline: it has no title slide; the story is called after its file, 'Imported timeline'\n"
        "1 date, 0 sources. 1 thing was not carried over as it was: listed above, and under 'notes' in the story.\n"
    )


def test_no_file_of_anybody_is_overwritten(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    write(root, {"stories/mine.yaml": "title: Mine\n"})
    before = tree(root)
    taken = "There is already a story 'stories/mine.yaml', and it was left as it is. Choose another name with {}.\n"
    by_slug = explainer(root, "import", "timelinejs", "older.json", "--slug", "mine")
    by_file = explainer(root, "import", "timelinejs", "older.json", "--out", "stories/mine.yaml")
    assert by_slug == (1, "", taken.format("--slug"))
    assert by_file == (1, "", taken.format("--out"))
    assert tree(root) == before


def test_a_bad_address_is_answered_with_a_good_one(tmp_path: Path) -> None:
    status, said, told = explainer(newsroom(tmp_path), "import", "timelinejs", "older.json", "--slug", "The Lamp")
    assert (status, said, told.split(". ")[-1]) == (2, "", "Try: --slug the-lamp\n")


def test_an_address_and_a_file_together_are_one_too_many(tmp_path: Path) -> None:
    sentence = "Give either --slug, for a story in stories/, or --out, for a file of any name.\n"
    given_both = ("older.json", "--slug", "lamp", "--out", "lamp.yaml")
    assert explainer(newsroom(tmp_path), "import", "timelinejs", *given_both) == (2, "", sentence)


def test_an_id_that_the_newsroom_shares_is_not_used_for_anything_else(tmp_path: Path) -> None:
    root = newsroom(tmp_path)
    write(root, {"stories/_actors.yaml": "harrow-tv: {name: Harrow TV, kind: company}\n"})
    assert explainer(root, "import", "timelinejs", "older.json", "--slug", "lamp")[0] == 0
    assert "\n  harrow-tv-2:\n" in (root / "stories/lamp.yaml").read_text("utf-8")
    assert explainer(root, "check", "stories/lamp.yaml")[0] == 0


# What a file may be

BROKEN = [
    (b"", "a.json: There is nothing in this file."),
    (b" \n\xef\xbb\xbf", "a.json:2:1: This is not JSON: a value is expected here."),
    (b'{"events": [}', "a.json:1:13: This is not JSON: a value is expected here."),
    (b'{\n  "events": [\n    {"a": 1,}\n  ]\n}', "a.json:3:1"),
    (
        b'{"events": [{"a": 1}] "title": 2}',
        "a.json:1:23: This is not JSON: a comma or a closing bracket is missing before this.",
    ),
    (b'{"events": []} more', "a.json:1:16: This is not JSON: the data end before this, and more follows."),
    (
        b'storyjs_jsonp_data = {"timeline": {}}',
        "a.json:1:1: This is not JSON: a value is expected here. It begins as a script does: delete what stands before "
        "the first { and behind the last }.",
    ),
    (b"[1]", 'a.json: This is a list, and a timeline is expected: {"events": [...]}.'),
    (b"12", 'a.json: This is a single value, and a timeline is expected: {"events": [...]}.'),
    (b'{"events": {"a": 1}}', "a.json: 'events' is not a list; a timeline is expected as {\"events\": [...]}."),
    (b'{"title": {}}', "a.json: There are no events in this timeline."),
    (b'{"events": [{}, null]}', "a.json: There are no events in this timeline."),
    (b"[" * 100_000, f"a.json:1:{DEEPEST + 1}: This file is nested too deep to be a timeline."),
    (b'{"events":' * 200, f"a.json:1:{DEEPEST * 10 + 1}: This file is nested too deep to be a timeline."),
    (b" " * (LARGEST + 1), "a.json: This file has more than 10,000,000 bytes (10 MB), which is the most that is read."),
    (
        b"<!DOCTYPE html>",
        "a.json: This is a web page or XML, not a timeline. Save the JSON file itself, or the spreadsheet as CSV.",
    ),
    (b"PK\x03\x04", "a.json: This is a spreadsheet program's own file. Save the sheet as CSV, and import that."),
    (b"\xff\xfe\x00", "a.json: This file begins as UTF-16 and goes on as something else. Save it again as UTF-8."),
    (
        b"GIF\x00",
        "a.json: This is no text: it holds bytes that no text has. Give the JSON file, or the sheet saved as CSV.",
    ),
    (b'{\n"\x81"}', "a.json:2: This file is not written in UTF-8. Save it again with the encoding UTF-8."),
]


@pytest.mark.parametrize(("raw", "sentence"), BROKEN)
def test_a_file_that_is_no_timeline_is_answered_with_its_place(raw: bytes, sentence: str) -> None:
    result = imported(raw, "a.json")
    assert (result.text, len(result.faults)) == ("", 1)
    assert result.faults[0].startswith(sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Name,Day\n1,2\n",
            "a.csv:1: This is neither JSON nor a TimelineJS spreadsheet: there is no column 'Year' and 'Headline' in ",
        ),
        ("Year,Headline\n", "a.csv: There are no events in this timeline."),
        ('Year,Headline\n1912,"Shut\n', "a.csv:2: Quotation marks that open in this row are never closed."),
        ('Year,Headline\n1911,A\n1912,"Shut" no\n', "a.csv:3: Quotation marks close inside a cell of this row; "),
        (f"Year,Headline\n1912,{'x' * 200_000}\n", "a.csv:2: A cell in this row holds more than 131,072 characters; "),
    ],
)
def test_a_sheet_that_is_no_timeline_is_answered_with_its_row(text: str, sentence: str) -> None:
    result = imported(text.encode(), "a.csv")
    assert (result.text, len(result.faults)) == ("", 1)
    assert result.faults[0].startswith(sentence)


@pytest.mark.parametrize("fault", ["nosuch.json", "stories", "/dev/null"])
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, fault: str) -> None:
    sentences = {
        "nosuch.json": "There is no file 'nosuch.json'.\n",
        "stories": "'stories' is a folder; name the timeline's file.\n",
        "/dev/null": "'/dev/null' is not an ordinary file. To read what another program prints, type '-'.\n",
    }
    assert explainer(newsroom(tmp_path), "import", "timelinejs", fault) == (1, "", sentences[fault])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_may_be_parted_and_encoded_in_several_ways(encoding: str, delimiter: str) -> None:
    rows = [["Year", "Month", "Headline"], ["1912", "4", "Größe; ja, “so”"], ["", "", ""], ["1913", "", "b"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    result = imported(text.encode(encoding), "a.csv")
    document, _ = read_text(result.text, "a.yaml")
    assert document is not None and isinstance(document.data, dict)
    assert document.data["dates"] == [
        {"id": "grosse-ja-so", "date": "1912-04", "title": "Größe; ja, “so”"},
        {"id": "b", "date": "1913", "title": "b"},
    ]


def test_an_older_encoding_is_read_and_told() -> None:
    result = imported("Year,Headline\n1912,Größe\n".encode("cp1252"), "a.csv")
    assert "title: Größe\n" in result.text
    assert result.not_carried[0] == (
        "line 2: the file is not written in UTF-8 and was read as Windows-1252; look at letters with accents, and at "
        "quotation marks"
    )


def test_a_cell_without_a_column_and_an_unknown_column_are_told() -> None:
    result = imported(b"Year,Headline,Colour\n1912,Shut,red,more\n", "a.csv")
    assert result.not_carried[1:] == (
        "row 2 (\"Shut\"): the column 'Colour': red",
        'row 2 ("Shut"): a cell without a heading: more',
    )


# Dates


@pytest.mark.parametrize(
    ("given_date", "date", "told"),
    [
        ({"year": "1912"}, "1912", ""),
        ({"year": 1912, "month": "04", "day": 15}, "1912-04-15", ""),
        ({"year": "1912", "month": "", "day": None}, "1912", ""),
        ({"year": "2031", "month": 5, "day": 2, "hour": "9", "minute": "05"}, "2031-05-02T09:05", ""),
        ({"year": -44, "month": 3, "day": 15}, "-0043-03-15", ""),
        ({"year": -1}, "0000", ""),
        ({"year": 0}, "0000", "the year 0 of the date: no calendar has it; it stands for 1 BCE now"),
        ({"year": 7}, "0007", ""),
        (
            {"year": 1931, "month": 2, "day": 31},
            "1931-02",
            "the day 31 of the date: no calendar has 1931-02-31; the month was kept",
        ),
        (
            {"year": 1931, "month": 13, "day": 1},
            "1931",
            "the month 13, day 1 of the date: no calendar has 1931-13; the year was kept",
        ),
        ({"year": 1931, "month": 21}, "1931", "the month 21 of the date: no calendar has 1931-21; the year was kept"),
        ({"year": 1931, "day": 4}, "1931", "day 4 of the date: there is no month before it"),
        ({"month": 4}, "", "the date, which has no year that can be used (month 4)"),
        ({"year": "x"}, "", "the date, which has no year that can be used (year x)"),
        ({"year": -65000000}, "", "the date, which has no year that can be used (year -65000000)"),
        ({"year": 10**30}, "", f"the date, which has no year that can be used (year {10**30})"),
        ({"year": 1931, "month": "May"}, "1931", "the month of the date, which is no number: May"),
        (
            {"year": 2031, "month": 5, "day": 2, "hour": 25},
            "2031-05-02",
            "the time of the date: no clock shows 25:00; the day was kept",
        ),
        (
            {"year": 2031, "month": 5, "day": 2, "hour": 8, "minute": 46, "second": 40, "millisecond": 3},
            "2031-05-02T08:46",
            "the 40 seconds and 3 milliseconds of the date; a date is exact to the minute",
        ),
        (
            {"year": 1912, "format": "yyyy"},
            "1912",
            "the form in which the date was shown (yyyy); pages word dates by themselves",
        ),
        ("1912-04-15", "1912-04-15", ""),
        ("April 1912", "1912-04", ""),
        ("4/5/1912", "", "the date, which cannot be read: 4/5/1912"),
    ],
)
def test_a_date_is_as_exact_as_the_timeline_says_and_no_more(given_date: object, date: str, told: str) -> None:
    said: list[str] = []
    assert date_of(given_date, "date", said.append) == date
    assert said == ([told] if told else [])


@given(DATE)
@SLOW
def test_any_date_that_comes_out_can_be_read(parts: dict[str, Any]) -> None:
    date = date_of(parts, "date", lambda words: None)
    assert date == "" or parse_when(date).text == date


def test_a_start_and_an_end_are_a_span_unless_the_end_says_nothing_or_comes_first() -> None:
    said: list[str] = []
    assert span_of("1914-07-28", "1918", said.append) == "1914-07-28/1918"
    assert span_of("-0043", "0014", said.append) == "-0043/0014"
    assert span_of("1914", "1914", said.append) == "1914"
    assert said == []
    assert span_of("1918", "1914", said.append) == "1918"
    assert said == ["the end date (1914), which is before the start (1918)"]


@pytest.mark.parametrize(
    ("date", "shown", "becomes", "dealt_with"),
    [
        ("1900-01-01", "c. 1900", "1900~", True),
        ("1900-01-01", "1900", "1900", True),
        ("1912-03-01", "Spring 1912", "1912-21", True),
        ("1912", "15 April 1912", "1912-04-15", True),
        ("1912-04-15", "April 15, 1912", "1912-04-15", True),
        ("1912-04-15", "Spring 1912", "1912-04-15", True),
        ("1914-07-28/1918-11-11", "1914–1918", "1914-07-28/1918-11-11", True),
        ("1912", "1950", "1912", True),
        ("1912", "the night of the storm", "1912", False),
        ("1912-04-15", "before 1913", "1912-04-15", False),
        ("1912-05-04", "4/5/1912", "1912-05-04", False),
    ],
)
def test_the_words_shown_for_a_date_count_where_the_date_only_fills_a_form(
    date: str, shown: str, becomes: str, dealt_with: bool
) -> None:
    assert as_shown(date, shown, lambda words: None) == (becomes, dealt_with)


def test_words_shown_for_a_date_that_are_no_date_stand_above_the_text() -> None:
    entry, listed = of_event(display_date="The night of the storm", text={"headline": "Shut", "text": "All of them."})
    assert entry["text"] == "*The night of the storm*\n\nAll of them.\n"
    assert listed == (
        'event 1 ("Shut"): the words shown for its date (The night of the storm); they stand above its text now',
    )


# Texts


@pytest.mark.parametrize(
    ("html_text", "prose"),
    [
        ("Plain words.", "Plain words.\n"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n"),
        ("One.\n\nTwo\nlines.", "One.\n\nTwo lines.\n"),
        ("One<br>two<br/><br/>three", "One\\\ntwo\n\nthree\n"),
        ("a <b>b</b> <i>c</i> <strong><em>d</em></strong>.", "a **b** *c* **_d_**.\n"),
        ("<b>half </b>done", "**half** done\n"),
        ("<h2>Head</h2>text", "**Head**\n\ntext\n"),
        ("<blockquote>Said.<p>More.</blockquote>end", "> Said.\n>\n> More.\n\nend\n"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c\n"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b\n"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n+ b\n"),
        ('<a href="https://h.example/a_(b)">the <i>log</i></a>', "[the *log*](<https://h.example/a_(b)>)\n"),
        ('<a href="//h.example/a b">log</a>', "[log](https://h.example/a%20b)\n"),
        ("See https://h.example/log.", "See <https://h.example/log>.\n"),
        ("AT&amp;T &lt;b&gt; &eacute; &mdash;", "AT&T \\<b> é —\n"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2\n"),
        ("[[x]] [@y] ![[z]] [sic]", "\\[[x]] \\[@y] \\!\\[[z]] [sic]\n"),
        ("*a* _b_ snake_case `c`", "\\*a\\* \\_b\\_ snake_case \\`c\\`\n"),
        ("<p># a</p><p>- b</p><p>1. c</p><p>> d</p>", "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n"),
        ("use <code>a`b</code>", "use ``a`b``\n"),
        ("he said <q>no</q>", "he said “no”\n"),
        ("  <p> </p>&nbsp;<br>", ""),
    ],
)
def test_html_becomes_our_prose(html_text: str, prose: str) -> None:
    said: list[str] = []
    text, kept = prose_text(blocks_of(html_text, said.append))
    assert (text, kept, said) == (prose, True, [])


@pytest.mark.parametrize(
    ("html_text", "prose", "told"),
    [
        ("a<script>alert(1)</script>b", "ab\n", "what a script element holds: alert(1)"),
        ("a<!-- hidden -->b", "ab\n", "a hidden remark: hidden"),
        ('<img src="a.jpg" alt="A quay">', "", "a picture in the text (a.jpg; alt: A quay)"),
        ('<iframe src="https://f.example"></iframe>', "", "a frame in the text (https://f.example)"),
        ("H<sub>2</sub>O", "H2O\n", "the look of words in <sub>; the words themselves were kept"),
        (
            '<a href="javascript:x()">a</a>',
            "a\n",
            "a link to javascript:x(): links lead to whole addresses only; its words were kept",
        ),
        ('<a href="https://h.example/"></a>a', "a\n", "a link without words to https://h.example/"),
        ('<abbr title="Harrow Bay">HB</abbr>', "HB\n", "what <abbr> has as 'title': Harrow Bay"),
    ],
)
def test_what_has_no_form_in_prose_is_told_and_its_words_stay(html_text: str, prose: str, told: str) -> None:
    said: list[str] = []
    text, _ = prose_text(blocks_of(html_text, said.append))
    assert (text, said[0]) == (prose, told)


def test_the_words_of_a_table_are_paragraphs() -> None:
    said: list[str] = []
    table = "<table><tr><th>Year</th><th>Gates</th></tr><tr><td>1912</td><td>2</td></tr></table>"
    assert prose_text(blocks_of(table, said.append)) == ("Year · Gates\n\n1912 · 2\n", True)
    assert said == ["a table; its rows are paragraphs now"]


def test_a_headline_is_plain_words() -> None:
    said: list[str] = []
    assert (
        words_of('The <i>Tern</i> &amp; <a href="https://h.example/">*the* Swift</a>', said.append)
        == "The Tern & *the* Swift"
    )
    assert said == ["a link to https://h.example/; only plain words can stand here"]


@pytest.mark.parametrize(
    "typed",
    [
        "<" * 50_000,
        "<a " * 20_000,
        "<b>" * 20_000,
        "[" * 20_000,
        "<ul><li>" * 5_000,
        "&" * 50_000,
        "<b>a" * 20_000,
        "a <b>(c)</b>d" * 4_000,
    ],
)
def test_a_text_made_to_be_slow_is_imported(typed: str) -> None:
    with comes_to_an_end():
        result = imported(json.dumps(event(text={"text": typed, "headline": "a"})).encode(), "a.json")
    assert result.faults == ()


@pytest.mark.parametrize("typed", ["<!", "<", "<a", "<!>", "</"])
def test_a_headline_made_to_be_slow_is_imported(typed: str) -> None:
    with comes_to_an_end():
        result = imported(json.dumps(event(text={"headline": typed * 200_000})).encode(), "a.json")
    assert len(result.faults) <= 1


# Media, groups and names


@pytest.mark.parametrize(
    ("url", "kind", "credited"),
    [
        ("https://www.youtube.com/watch?v=a", "broadcast", "publisher"),
        ("https://harrow.example/storm.mp3", "broadcast", "publisher"),
        ("https://twitter.com/harrow/status/12", "post", "author"),
        ("https://social.example/@ada/112233445566", "post", "author"),
        ("https://en.wikipedia.org/wiki/Quay", "article", "publisher"),
        ("https://harrow.example/order.pdf", "document", "publisher"),
        ("https://harrow.example/", "website", "publisher"),
    ],
)
def test_the_kind_of_a_source_is_what_its_address_clearly_says(url: str, kind: str, credited: str) -> None:
    data, listed = made(event(media={"url": url, "caption": "The <b>quay</b>", "credit": "Ada Brandt"}))
    assert data["sources"] == {"ada-brandt": {"kind": kind, "title": "The quay", credited: "Ada Brandt", "url": url}}
    assert (data["dates"][0]["sources"], listed) == (["ada-brandt"], ())


def test_events_with_the_same_address_share_a_source() -> None:
    slide = {
        "start_date": {"year": 2031},
        "text": {"headline": "a"},
        "media": {"url": "https://h.example/", "caption": "One"},
    }
    other = {**slide, "media": {"url": "https://h.example/", "credit": "Ada Brandt", "caption": "Two"}}
    data, listed = made({"title": {"text": {"headline": "Gates"}}, "events": [slide, other]})
    assert data["sources"] == {
        "h": {"kind": "website", "publisher": "Ada Brandt", "title": "One", "url": "https://h.example/"}
    }
    assert [entry["sources"] for entry in data["dates"]] == [["h"], ["h"]]
    assert listed == ("event 2 (\"a\"): the caption of its media (Two); the source 'h' has another one already",)


def test_media_without_a_whole_address_are_told_with_their_words() -> None:
    entry, listed = of_event(
        media={"url": "pictures/a.jpg", "caption": "The quay", "credit": "Ada Brandt", "alt": "Water"}
    )
    assert "sources" not in entry
    assert listed == (
        'event 1 ("Shut"): its media, which have no whole web address: pictures/a.jpg',
        'event 1 ("Shut"): of its media: the words for those who cannot see it (Water)',
        'event 1 ("Shut"): words beside media without an address (caption: The quay; credit: Ada Brandt)',
    )


def test_an_embedded_frame_leaves_its_address_and_a_quotation_its_words() -> None:
    framed, _ = made(event(media={"url": '<iframe src="https://maps.example/?a=1&amp;b=2"></iframe>'}))
    assert framed["sources"]["maps"]["url"] == "https://maps.example/?a=1&b=2"
    quoted, listed = of_event(media={"url": "<blockquote>No order.</blockquote>", "credit": "Ada Brandt"})
    assert (quoted["text"], listed) == ("> No order.\n\n— Ada Brandt\n", ())


def test_groups_are_topics_of_their_dates_and_of_the_story() -> None:
    data, _ = made(event(group="Harbour &amp; sea"))
    assert (data["topics"], data["dates"][0]["topics"]) == (["Harbour & sea"], ["Harbour & sea"])
    assert "actors" not in data


def test_a_unique_id_stays_where_it_can_and_is_told_where_it_cannot() -> None:
    slides = [
        {"start_date": {"year": 1}, "text": {"headline": "A"}, "unique_id": id}
        for id in ("gates", "gates", "The Gates", "not-stated")
    ]
    data, listed = made({"title": {"text": {"headline": "Gates"}}, "events": slides})
    assert [entry["id"] for entry in data["dates"]] == ["gates", "gates-2", "the-gates", "not-stated-2"]
    assert listed == (
        "event 2 (\"A\"): its unique_id (gates), which stands twice or is taken; it is 'gates-2' now",
        "event 3 (\"A\"): its unique_id (The Gates), which cannot be an id here; it is 'the-gates' now",
        "event 4 (\"A\"): its unique_id (not-stated), which stands twice or is taken; it is 'not-stated-2' now",
    )


def test_an_event_without_a_date_is_a_section_with_its_source() -> None:
    slide = {"text": {"headline": "Undated", "text": "It was shut."}, "media": {"url": "https://h.example/"}}
    data, listed = made({"title": {"text": {"headline": "Gates"}}, "events": [slide]})
    assert "dates" not in data
    assert data["sections"] == [{"id": "undated", "heading": "Undated", "text": "It was shut [@h].\n"}]
    assert listed == (
        "event 1 (\"Undated\"): it has no date that can be written, so it is a section now; give it one under 'dates' "
        "where one is known",
    )


def test_an_event_without_a_headline_gets_one_from_its_words() -> None:
    entry, listed = of_event(text={"text": "One two three four five six seven eight nine ten eleven twelve thirteen."})
    assert entry["title"] == "One two three four five six seven eight nine ten eleven twelve…"
    assert len(listed) == 1


def test_a_title_slide_gives_title_summary_and_a_source() -> None:
    title = {
        "text": {"headline": "The <b>gates</b>", "text": "<p>All of them.</p>"},
        "media": {"url": "https://h.example/"},
    }
    data, listed = made({**event(), "title": title})
    assert (data["title"], data["summary"], listed) == ("The gates", "All of them [@h].\n", ())


def test_without_a_title_the_story_is_called_after_its_file() -> None:
    data, listed = made({"events": event()["events"]}, "old/harrow_bay-gates.json")
    assert data["title"] == "harrow bay gates"
    assert listed == ("the timeline: it has no title slide; the story is called after its file, 'harrow bay gates'",)


def test_a_field_that_stands_twice_is_told() -> None:
    raw = b'{"title": {"text": {"headline": "Gates"}}, "events": [{"start_date": {"year": 1911, "year": 1912}, "text": {"headline": "A"}}]}'
    result = imported(raw, "a.json")
    assert "date: 1912\n" in result.text
    assert result.not_carried == ("event 1 (\"A\"): 'year' stands twice, and the last one counts: 1911",)


def test_characters_that_no_story_may_hold_are_taken_out_and_told() -> None:
    entry, listed = of_event(text={"headline": "Sh\u202eut", "text": "a\u2028b \x07c\x00"})
    assert (entry["title"], entry["text"]) == ("Shut", "a b c\n")
    assert sorted(listed) == [
        'event 1 ("Sh ut"): a character that cannot be seen (U+0000)',
        'event 1 ("Sh ut"): a character that cannot be seen (U+0007)',
        'event 1 ("Sh ut"): a character that cannot be seen (U+202E)',
    ]


def test_what_a_story_has_no_place_for_is_told() -> None:
    data = event(background={"url": "https://b.example/", "color": "#fff"}, colour="red", autolink=True)
    data |= {"scale": "cosmological", "font": "serif"}
    _, listed = made(data)
    assert listed == (
        "the timeline: 'scale': cosmological",
        "the timeline: 'font': serif",
        "event 1 (\"Shut\"): 'colour': red",
        'event 1 ("Shut"): the background of its slide: {"url": "https://b.example/", "color": "#fff"}',
    )


def test_eras_are_dates_with_a_span() -> None:
    era = {"start_date": {"year": 1890}, "end_date": {"year": 1931}, "text": {"headline": "Sail"}}
    data, listed = made({**event(), "eras": [era]})
    assert data["dates"][1:] == [{"id": "sail", "date": "1890/1931", "title": "Sail"}]
    assert listed == ()


def test_a_story_that_would_be_too_large_is_told() -> None:
    words = {"start_date": {"year": 1912}, "text": {"headline": "A", "text": "word " * 10_000}}
    result = imported(json.dumps({"events": [words] * 50}).encode(), "a.json")
    assert result.faults[0].endswith("bytes, and 2 MB is the most that is read. Split the timeline in two.")


# The page about it

PAGE = Path(__file__).parents[2] / "docs" / "writing" / "importing.md"


def test_the_example_of_the_docs_is_what_comes_out() -> None:
    typed, shown = re.findall(r"(?s)```(?:json|yaml)\n(.*?)```", PAGE.read_text("utf-8"))
    result = imported(typed.encode(), "harbour.json")
    assert "".join(line for line in result.text.splitlines(True) if not line.startswith("#")).lstrip("\n") == shown


def test_the_docs_name_every_field_of_a_timeline() -> None:
    text = PAGE.read_text("utf-8")
    named = {
        "start_date",
        "end_date",
        "display_date",
        "headline",
        "text",
        "media",
        "group",
        "unique_id",
        "autolink",
        "scale",
    }
    assert {name for name in named if f"`{name}`" not in text} == set()
