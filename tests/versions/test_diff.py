"""What changed between two versions of a story: every field of the schema, told in the story's own terms, for people and programs."""

from __future__ import annotations

import enum
import json
import os
import random
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import TypeAdapter, ValidationError

from generator.dates.value import When
from generator.reading.bytes import read_text
from generator.reading.entries import check
from generator.story.base import Entry
from generator.story.claim import Claim
from generator.story.file import Story
from generator.story.prose import Prose
from generator.story.source import Source
from generator.versions.diff.change import Change, ChangeKind, Why
from generator.versions.diff.faces import as_json, as_markdown, as_text, summary
from generator.versions.diff.marks import marked, marked_md, shortened
from generator.versions.diff.pairs import KNOWN_BY, NAME_OR_ID, SAME_THING, shape
from generator.versions.diff.story import FREE_ORDER, differences
from generator.versions.diff.texts import Fate, compare_words, words
from generator.versions.diff.typos import only_typos
from tests.doors import CLEAN, EXPLAINER, explainer
from tests.endless import comes_to_an_end
from tests.newsrooms import BASE, write
from tests.versions.test_revisions import commit, git

GALLERY = Path(__file__).parents[1] / "gallery" / "everything.yaml"


def story(text: str) -> Story:
    document, problems = read_text(text, "story.yaml")
    assert document is not None, problems
    checked, more = check(document, Story)
    assert checked is not None
    assert [str(problem) for problem in (*problems, *more) if problem.severity == "error"] == []
    return checked.value


EVERYTHING = story(GALLERY.read_text("utf-8"))


def said(old: str, new: str, base: str = BASE) -> list[str]:
    """The sentences between two versions, each made of the base and more fields."""
    return [change.sentence for change in differences(story(base + old), story(base + new))]


def edited(*swaps: tuple[str, str], text: str | None = None) -> tuple[Change, ...]:
    """The changes that some edits of the gallery's story make."""
    before = GALLERY.read_text("utf-8") if text is None else text
    after = before
    for old, new in swaps:
        assert old in after, old
        after = after.replace(old, new)
    return differences(story(before), story(after))


# -- everything the schema holds is compared


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Entry]]:
    """Every entry of a story with the steps that lead to it."""
    if isinstance(value, Entry):
        yield path, value
        for name in type(value).model_fields:
            yield from places(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from places(item, (*path, number))


def put(value: Any, path: tuple[Any, ...], new: object) -> Any:
    """The same value with another one at the end of these steps; nothing is checked."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, Entry):
        return value.model_copy(update={step: put(getattr(value, step), rest, new)})
    if isinstance(value, Mapping):
        return {**value, step: put(value[step], rest, new)}
    return tuple(put(item, rest, new) if number == step else item for number, item in enumerate(value))


POOL: tuple[object, ...] = (
    "other words than before",
    "2019-03",
    "https://other.example/",
    "fr",
    "zzz",
    "no",
    "yes",
    "2018",
    "7",
    {"fr": "zzz"},
)


def kinds_in(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for inner in get_args(annotation):
        yield from kinds_in(inner)


def samples(entry: type[Entry], name: str) -> Iterator[object]:
    """Values that a field may hold, made from its annotation alone, so that a field to come is found as well."""
    info = entry.model_fields[name]
    annotation = info.rebuild_annotation()
    inner = next((kind for kind in kinds_in(annotation) if issubclass(kind, Entry)), None)
    pool = [*POOL, *(member.value for kind in kinds_in(annotation) if issubclass(kind, enum.Enum) for member in kind)]
    if inner is not None:
        needed = {n: next(iter(samples(inner, n))) for n, f in inner.model_fields.items() if f.is_required()}
        some = needed or {n: next(iter(samples(inner, n))) for n in list(inner.model_fields)[:1]}
        pool = [{n: as_typed(v) for n, v in some.items()}, {"zzz": {n: as_typed(v) for n, v in some.items()}}, *pool]
    # A list may want to be typed as one.
    for typed in (*pool, *([one] for one in pool)):
        try:
            yield TypeAdapter(annotation).validate_python(typed)
        except ValidationError:
            continue


def as_typed(value: object) -> object:
    if isinstance(value, Prose | When):
        return value.text
    if isinstance(value, Entry):
        return {n: as_typed(getattr(value, n)) for n in type(value).model_fields if value.given(n)}
    return [as_typed(item) for item in value] if isinstance(value, tuple) else value


def others(entry: Entry, name: str) -> Iterator[object]:
    """Other values for one field of one entry: emptied, shortened, or what the annotation allows."""
    value = getattr(entry, name)
    if isinstance(value, tuple) and value:
        yield value[1:]
    if isinstance(value, Mapping) and value:
        yield dict(list(value.items())[1:])
    if value is not None and type(entry).model_fields[name].default is None:
        yield None
    if isinstance(value, Prose):
        yield type(value).parsed(f"{value.text} And one word more.")
    elif type(value) is str:
        yield f"{value} changed"
    yield from samples(type(entry), name)


def filled() -> Story:
    """The gallery's story with a value in every field that it leaves empty."""
    whole: Story = EVERYTHING
    for _ in range(3):
        for path, entry in list(places(whole)):
            for name in type(entry).model_fields:
                apart = isinstance(entry, Claim) and name in ("status", "because", "history")
                if getattr(entry, name) in (None, (), {}) and not apart:
                    whole = put(whole, (*path, name), next(iter(samples(type(entry), name))))
    return whole


FILLED = filled()


def general(path: tuple[Any, ...]) -> tuple[Any, ...]:
    """The steps without numbers and ids: the same for all entries of a kind in the same field."""
    named = ("actors", "sources", "claims", "quotes", "figures", "names", "translations")
    return tuple(s for n, s in enumerate(path) if not isinstance(s, int) and not (n and path[n - 1] in named))


EVERY_FIELD = {
    (*general(path), name): (path, name) for path, entry in places(FILLED) for name in type(entry).model_fields
}


def test_the_walk_reaches_every_field_of_every_kind_of_entry() -> None:
    kinds = {type(entry) for _, entry in places(FILLED)}
    reachable: set[type[Entry]] = {Story}
    waiting: list[type[Entry]] = [Story]
    while waiting:
        for info in waiting.pop().model_fields.values():
            for kind in kinds_in(info.rebuild_annotation()):
                if issubclass(kind, Entry) and kind not in reachable:
                    reachable.add(kind)
                    waiting.append(kind)
    assert kinds == reachable
    assert len(EVERY_FIELD) > 250


@pytest.mark.parametrize("field", sorted(EVERY_FIELD, key=str), ids=lambda field: ".".join(field))
def test_a_change_of_any_field_is_found(field: tuple[str, ...]) -> None:
    path, name = EVERY_FIELD[field]
    entry = next(entry for where, entry in places(FILLED) if where == path)
    tried = 0
    for other in others(entry, name):
        if shape(other) == shape(getattr(entry, name)):
            continue
        tried += 1
        changed = put(FILLED, (*path, name), other)
        found = differences(FILLED, changed)
        assert found != (), other
        assert all(change.sentence and change.said for change in found)
        assert any(change.substance for change in found) or field in (("notes",), ("dates", "id"), ("sections", "id"))
        assert mirrored(differences(changed, FILLED)) == plainly(found)
    assert tried


def plainly(changes: tuple[Change, ...]) -> list[str]:
    """Changes without their words, in an order of their own."""
    return sorted(json.dumps([c.where, str(c.kind), c.what, c.old, c.new], sort_keys=True) for c in changes)


def mirrored(changes: tuple[Change, ...]) -> list[str]:
    turned = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}
    return sorted(
        json.dumps([c.where, str(turned.get(c.kind, c.kind)), c.what, c.new, c.old], sort_keys=True) for c in changes
    )


MUTATIONS = [
    (path, name, other)
    for path, name in EVERY_FIELD.values()
    for other in others(next(e for where, e in places(FILLED) if where == path), name)
]


@given(st.lists(st.sampled_from(range(len(MUTATIONS))), min_size=1, max_size=4, unique=True))
@settings(max_examples=40, deadline=None)
def test_several_changes_the_other_way_round_are_the_same_mirrored(chosen: list[int]) -> None:
    changed = FILLED
    for number in chosen:
        path, name, other = MUTATIONS[number]
        try:
            changed = put(changed, (*path, name), other)
        except (KeyError, AttributeError):
            continue  # an earlier change took the entry out
    found = differences(FILLED, changed)
    assert mirrored(differences(changed, FILLED)) == plainly(found)
    assert (found == ()) == (shape(FILLED) == shape(changed))


@pytest.mark.parametrize("path", sorted((GALLERY.parent).glob("*.yaml")), ids=lambda path: path.stem)
def test_a_story_does_not_differ_from_itself(path: Path) -> None:
    text = path.read_text("utf-8")
    assert differences(story(text), story(text)) == ()


def shuffled(value: Any, chance: random.Random, part: str = "") -> Any:
    """The same story with everything in another order whose order says nothing."""
    if isinstance(value, Story):
        return value.model_copy(
            update={name: shuffled(getattr(value, name), chance, name) for name in Story.model_fields}
        )
    if isinstance(value, Entry):
        return value.model_copy(
            update={name: shuffled(getattr(value, name), chance, f"{part}.{name}") for name in type(value).model_fields}
        )
    if isinstance(value, Mapping):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance, part) for key in keys}
    if isinstance(value, tuple):
        items = [shuffled(item, chance, part) for item in value]
        if part in FREE_ORDER:
            chance.shuffle(items)
        return tuple(items)
    return value


@given(st.integers(min_value=0, max_value=10_000))
@settings(max_examples=30, deadline=None)
def test_another_order_that_says_nothing_is_no_change_of_substance(seed: int) -> None:
    found = differences(FILLED, shuffled(FILLED, random.Random(seed)))
    assert {(change.kind, change.why) for change in found} <= {(ChangeKind.MOVED, Why.ORDER)}


def test_every_list_with_a_free_order_is_a_list_of_the_schema() -> None:
    lists = {".".join((*general(path), name)) for path, e in places(FILLED) for name in type(e).model_fields}
    assert sorted(FREE_ORDER - lists) == []


def test_whatever_entries_are_known_by_are_fields_of_theirs() -> None:
    wrong = [
        (kind, f)
        for kind, rounds in KNOWN_BY.items()
        for fields in rounds
        for f in fields
        if f not in kind.model_fields
    ]
    assert wrong == []
    assert set(NAME_OR_ID) <= set(Source.model_fields)
    assert set(SAME_THING) == {
        name
        for name, info in Story.model_fields.items()
        if get_origin(info.annotation) is not Union and name in SAME_THING
    }


# -- in the story's own terms

HISTORY = """
    history:
      - {date: 2031-05-02, status: reported, because: The Courier publishes.}
"""
CLAIM = BASE.replace("    status: reported\n", HISTORY.lstrip("\n"))


def test_a_claim_that_is_disputed_is_said_with_day_and_reason() -> None:
    line = "      - {date: 2031-05-03, status: disputed, because: She denies it., sources: [courier]}\n"
    before = story(CLAIM)
    after = story(CLAIM.replace("publishes.}\n", "publishes.}\n" + line))
    (change,) = differences(before, after)
    assert (change.where, change.id, change.what, change.old, change.new, change.substance) == (
        "claims",
        "closed",
        "status",
        "reported",
        "disputed",
        True,
    )
    assert change.sentence == "claim `closed`: reported -> disputed (2031-05-03: She denies it. [`courier`])"


def test_a_status_that_becomes_a_history_is_said_once() -> None:
    disputed = HISTORY.rstrip() + "\n      - {date: 2031-05-03, status: disputed}\n"
    after = story(BASE.replace("    status: reported\n", disputed.lstrip("\n")))
    assert [change.sentence for change in differences(story(BASE), after)] == [
        "claim `closed`: reported -> disputed (2031-05-03)",
        "date of history line 2031-05-02 of claim `closed`: now 2031-05-02",
        "reason of history line 2031-05-02 of claim `closed`: now “The Courier publishes.”",
    ]


LINE = "      - {{date: 2031-05-{:02}, status: {}, because: {}}}\n"


def standing(old: list[tuple[int, str, str]], new: list[tuple[int, str, str]]) -> list[str]:
    """The sentences between two histories of one claim."""
    sides = [
        BASE.replace("    status: reported\n", "    history:\n" + "".join(LINE.format(*line) for line in lines))
        for lines in (old, new)
    ]
    return [change.sentence for change in differences(story(sides[0]), story(sides[1]))]


def test_a_line_of_a_history_that_goes_is_said_with_what_it_held() -> None:
    first, second = (2, "reported", "It was told"), (3, "disputed", "She denies it")
    assert standing([first, second], [first]) == [
        "claim `closed`: disputed -> reported (2031-05-02: It was told; before: 2031-05-03, disputed: She denies it)"
    ]
    assert standing([first, second], [first, (9, "refuted", "The log is clear")]) == [
        "claim `closed`: disputed -> refuted "
        "(2031-05-09: The log is clear; before: 2031-05-03, disputed: She denies it)"
    ]


def test_a_line_inside_a_history_that_changes_alike_is_said_too() -> None:
    assert standing(
        [(2, "reported", "One"), (3, "disputed", "Two")], [(2, "refuted", "One"), (3, "refuted", "Two")]
    ) == [
        "claim `closed`: disputed -> refuted (2031-05-03: Two)",
        "status of history line 2031-05-02 of claim `closed`: reported -> refuted",
    ]
    assert standing([(2, "reported", "One"), (3, "disputed", "Two")], [(3, "disputed", "Two")]) == [
        "history line of claim `closed` taken out: 2031-05-02, reported: One"
    ]


def test_responses_are_known_by_who_responds_and_to_what() -> None:
    one = "responses:\n  - {by: brandt, response: no-response, to: closed, sources: [courier]}\n"
    other = "responses:\n  - {by: brandt, response: denies, to: closed, sources: [courier]}\n"
    assert said("", other) == ["new response: Ada Brandt denies (claim `closed`)"]
    assert said(other, "") == ["response taken out: Ada Brandt denies (claim `closed`)"]
    assert said(one, other) == ["response of Ada Brandt to `closed`: did not respond -> denies"]


def test_a_quote_is_corrected_word_by_word_and_its_speaker_changes() -> None:
    quote = 'quotes:\n  shut: {{text: "{}", by: {}, sources: [courier]}}\n'
    assert said(quote.format("The gates stood open.", "brandt"), quote.format("The gates stood shut.", "courier")) == [
        "quote `shut` corrected: The gates stood [-open-]{+shut+}.",
        "speaker of quote `shut`: Ada Brandt -> `courier`",
    ]


def test_a_date_becomes_more_exact() -> None:
    date = "dates:\n  - {{date: {}, title: The gates close}}\n"
    assert said(date.format("2023"), date.format("2023-05")) == ["date of “The gates close”: 2023 -> 2023-05"]


def test_a_source_is_withdrawn_and_a_citation_leads_elsewhere() -> None:
    retracted = "2031-05-03, retracted: {date: 2031-11-01, note: The paper takes it back.}}"
    after = BASE.replace("read: 2031-05-03}", f"read: {retracted}").replace("citing: log", "citing: talk")
    after = after.replace("  log: {", "  talk: {kind: person, name: Jon Moor, read: no}\n  log: {primary: true, ")
    assert [change.sentence for change in differences(story(BASE), story(after))] == [
        "retracted of source `courier`: now 2031-11-01, The paper takes it back.",
        "primary of source `log`: no -> yes",
        "new source `talk`: Jon Moor",
        "citing of source `courier` of claim `closed`: `log` -> Jon Moor",
    ]


def test_an_entry_under_another_id_is_renamed_with_all_that_names_it() -> None:
    text = BASE + "summary: See [[brandt]], [[closed|it]] and [@courier citing @log, p. 2; @courier].\n"
    after = text
    for old, new in (
        ("brandt", "ada"),
        ("closed:", "shut:"),
        ("[[closed", "[[shut"),
        ("courier", "paper"),
        ("log", "book"),
    ):
        after = re.sub(rf"(?<![ -]The harbour ){re.escape(old)}\b" if old == "log" else re.escape(old), new, after)
    after = after.replace("had the gates", "had the gates")
    found = differences(story(text), story(after))
    assert {(c.kind, c.why, c.old, c.new) for c in found} == {
        (ChangeKind.RENAMED, Why.RENAMED, "brandt", "ada"),
        (ChangeKind.RENAMED, Why.RENAMED, "courier", "paper"),
        (ChangeKind.RENAMED, Why.RENAMED, "log", "book"),
        (ChangeKind.RENAMED, Why.RENAMED, "closed", "shut"),
    }
    assert mirrored(differences(story(after), story(text))) == plainly(found)


def test_a_claim_that_still_names_the_old_id_is_a_change_of_substance() -> None:
    after = BASE.replace("  brandt: {name", "  ada: {name").replace("about: brandt", "about: nobody")
    assert [change.sentence for change in differences(story(BASE), story(after))] == [
        "actor `brandt` is now called `ada`",
        "about of claim `closed`: Ada Brandt -> `nobody`",
    ]


def test_prose_is_compared_word_by_word_and_by_section() -> None:
    section = "sections:\n  - {{id: noon, heading: At noon, text: 'The bell rang at {} and the gates closed [@courier, {}].'}}\n"
    assert said(section.format("noon", "p. 1"), section.format("one", "p. 2")) == [
        "text of section `noon`: The bell rang at [-noon-]{+one+} and the gates closed [-[@courier, p. 1]-]{+[@courier, p. 2]+}."
    ]


def test_a_section_that_moves_is_a_change_and_a_date_that_moves_is_none() -> None:
    assert [
        (c.where, c.substance)
        for c in edited(
            ("  - {date: 19XX, title: The gates are built, id: built, sources: [log]}\n", ""),
            ("sections:\n", "  - {date: 19XX, title: The gates are built, id: built, sources: [log]}\n\nsections:\n"),
        )
    ] == [("dates", False)]
    sections = "sections:\n  - {heading: One, text: First.}\n  - {heading: Two, text: Second.}\n"
    turned = "sections:\n  - {heading: Two, text: Second.}\n  - {heading: One, text: First.}\n"
    (moved,) = differences(story(BASE + sections), story(BASE + turned))
    assert (moved.kind, moved.substance, moved.sentence) == (
        ChangeKind.MOVED,
        True,
        "order of sections: “One”, “Two” -> “Two”, “One”",
    )


def test_comments_quotes_and_line_ends_are_no_change() -> None:
    one = BASE + "summary: |\n  One two\n  three.\n\n  Four.\n"
    other = "# a comment\n" + BASE.replace("title: Who", "title:   Who") + 'summary: "One two three.\\n\\nFour."\n'
    assert differences(story(one), story(other)) == ()


def test_paragraphs_that_are_parted_otherwise_are_layout() -> None:
    (change,) = differences(story(BASE + "summary: One. Two."), story(BASE + 'summary: "One.\\n\\nTwo."'))
    assert (change.why, change.sentence) == (Why.LAYOUT, "summary: laid out in another way")


def test_what_is_never_published_is_no_substance() -> None:
    (change,) = differences(story(BASE + "notes: one"), story(BASE + "notes: two"))
    assert (change.what, change.why) == ("notes", Why.UNPUBLISHED)


def test_entries_with_the_same_words_may_change_places() -> None:
    twice = (
        "dates:\n  - {{date: 2031, title: A hearing, sources: {}}}\n  - {{date: 2031, title: A hearing, sources: {}}}\n"
    )
    changes = differences(story(BASE + twice.format("courier", "[]")), story(BASE + twice.format("[]", "courier")))
    assert [(change.kind, change.why) for change in changes] == [(ChangeKind.MOVED, Why.ORDER)]


# -- typos

NOTE = "corrections:\n  - {date: 2031-06-13, kind: typo, text: A word was misspelt.}\n"


def test_a_slip_is_a_typo_only_if_the_story_says_so() -> None:
    slip, right = "summary: The gates were colsed.\n", "summary: The gates were closed.\n"
    silent = differences(story(BASE + slip), story(BASE + right))
    spoken = differences(story(BASE + slip), story(BASE + right + NOTE))
    assert [(c.where, c.why) for c in silent] == [("story", Why.SUBSTANCE)]
    assert [(c.where, c.why) for c in spoken] == [("story", Why.TYPO), ("corrections", Why.TYPO)]


def test_a_note_of_a_typo_excuses_nothing_else() -> None:
    old = BASE + "summary: The gates were colsed at noon.\n"
    new = (
        BASE.replace("had the gates closed", "has the gates closed") + "summary: The gates were closed at one.\n" + NOTE
    )
    assert [(c.where, c.substance) for c in differences(story(old), story(new))] == [
        ("story", True),
        ("claims", True),
        ("corrections", True),
    ]


@pytest.mark.parametrize("part", ["claims", "responses", "quotes", "sources", "actors"])
def test_a_slip_in_what_was_claimed_said_or_cited_is_substance(part: str) -> None:
    rest = {
        "responses": "responses:\n  - {by: brandt, response: denies, to: closed, text: She walked away.}\n",
        "quotes": "quotes:\n  shut: {text: They walked away., by: brandt}\n",
        "sources": "sources:\n  courier: {kind: article, title: They walked away}\n",
        "actors": "actors:\n  brandt: {name: Ada, kind: person, role: she walked}\n",
        "claims": "claims:\n  closed: {text: She walked away., status: reported}\n",
    }[part]
    before = f"title: Gates\n{rest}"
    found = differences(story(before), story(before.replace("walked", "talked") + NOTE))
    assert (part, True) in [(change.where, change.substance) for change in found]
    assert ("corrections", True) in [(change.where, change.substance) for change in found]


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        ("the harbuor gates", "the harbour gates", True),
        ("they recieved it", "they received it", True),
        ("a goverment office", "a government office", True),
        ("first the bell rang then", "first, the bell rang then", True),
        ("the gates are shut", "the gates are not shut", False),
        ("she can come", "she cannot come", False),
        ("a legal act", "an illegal act", False),
        ("an able man", "an unable man", False),
        ("40 ferries", "41 ferries", False),
        ("a million crowns", "a billion crowns", False),
        ("fourty ferries", "forty ferries", False),
        ("Moor came", "Poor came", False),
        ("Brandt came", "Brant came", False),
        ("in March", "in Match", False),
        ("said [@log]", "said [@logs]", False),
        ("so [[moor]] said", "so [[mooor]] said", False),
        ("he shut it", "he shot it", True),
        ("the end", "the and", False),
        ("is it so.", "is it so?", False),
        ("said so", "said “so”", False),
        ("北京市", "北平市", False),
        ("the the gates", "the gates", False),
        ("*stressed* words", "stressed words", False),
    ],
)
def test_what_can_be_a_slip_of_the_finger(old: str, new: str, slip: bool) -> None:
    assert (only_typos(old, new), only_typos(new, old)) == (slip, slip)


# -- word by word


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a b c", "a c", "a [-b-] c"),
        ("a c", "a b c", "a {+b+} c"),
        ("All gates", "gates", "[-All-] gates"),
        ("shut at", "shut, at", "shut{+,+} at"),
        ("it cost 40,000", "it cost 41,000", "it cost [-40,000-]{+41,000+}"),
        ("他在北京說話。", "他在上海說話。", "他在[-北京-]{+上海+}說話。"),
        ("One.\n\nTwo.", "One.\n\nThree.", "One. ¶ [-Two-]{+Three+}."),
        ("don't go", "do go", "[-don't-]{+do+} go"),
        ("- one\n- two", "- one\n- three", "- one ¶ - [-two-]{+three+}"),
        ("", "new", "{+new+}"),
        ("हिन्दी शब्द", "हिन्दी अर्थ", "हिन्दी [-शब्द-]{+अर्थ+}"),
    ],
)
def test_texts_are_compared_word_by_word(old: str, new: str, shown: str) -> None:
    assert marked(compare_words(old, new)) == shown


TEXTS = st.text(st.sampled_from("ab .,\n[]@京都—’x9-*`"), max_size=60)


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old: str, new: str) -> None:
    found = compare_words(old, new)
    sides = ["".join(s.text for s in found if s.fate is not gone) for gone in (Fate.IN, Fate.OUT)]
    assert ["".join(side.split()) for side in sides] == ["".join(side.split()) for side in (old, new)]
    turned = {Fate.IN: Fate.OUT, Fate.OUT: Fate.IN}
    back = compare_words(new, old)
    assert sorted((turned.get(s.fate, s.fate), s.text.strip()) for s in back if s.fate is not Fate.SAME) == sorted(
        (s.fate, s.text.strip()) for s in found if s.fate is not Fate.SAME
    )


@given(TEXTS)
def test_no_sign_of_a_text_is_lost_in_words(text: str) -> None:
    assert "".join("".join(word.text for word in words(text)).split()) == "".join(text.split())


def test_long_stretches_that_stayed_are_shortened() -> None:
    text = " ".join(f"word{number}" for number in range(200))
    shown = marked(shortened(compare_words(text, text.replace("word100", "other"))))
    assert "[-word100-]{+other+}" in shown
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 180


@pytest.mark.parametrize("sign", [" ", ". ", "\n\n", ""])
@pytest.mark.parametrize("letters", ["ab", "abcdefgh", "京都上海人"])
def test_texts_of_any_size_are_compared(letters: str, sign: str) -> None:
    chance = random.Random(1)
    row = [chance.choice(letters) for _ in range(100_000)]
    other = [chance.choice(letters) if chance.random() < 0.3 else letter for letter in row]
    with comes_to_an_end():
        found = compare_words(sign.join(row), sign.join(other))
    assert any(stretch.fate is not Fate.SAME for stretch in found)


# -- faces


def test_the_text_names_parts_and_puts_what_is_no_substance_last() -> None:
    found = edited(
        ("role: harbour master", "role: clerk"), ("topics: [Harbours, Ferries]", "topics: [Ferries, Harbours]")
    )
    assert as_text(found, "old.yaml -> new.yaml") == (
        "old.yaml -> new.yaml\n\n"
        "Actors\n"
        "  role of actor `brandt`: “harbour master” -> clerk\n\n"
        "Without a change of substance\n"
        "  order of topics: Harbours, Ferries -> Ferries, Harbours (order alone)\n\n"
        "1 change of substance, 1 other."
    )
    assert as_text((), "a -> b") == summary(()) == "No difference: the two tell the same."


def test_the_json_has_the_same_keys_for_every_change() -> None:
    rows = json.loads(as_json(differences(FILLED, EVERYTHING)))
    assert len(rows) > 50
    assert {tuple(row) for row in rows} == {("where", "kind", "id", "what", "old", "new", "substance", "sentence")}
    assert {type(row["substance"]) for row in rows} == {bool}


def test_the_markdown_shows_what_writers_typed_and_nothing_else() -> None:
    old = BASE + "summary: Some <b>bold</b> *words* and `code` ~~here~~.\n"
    new = BASE + "summary: Some <i>other</i> **words** and <script>alert(1)</script> | `code` ~~there~~.\n"
    new = new.replace("The Made-up Courier", '"<img src=x onerror=alert(1)> [Courier](javascript:x)"')
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(
        as_markdown(differences(story(old), story(new)), "a -> b")
    )
    assert set(re.findall(r"<(\w+)", html)) <= {"h2", "h3", "ul", "li", "s", "strong", "code", "p"}
    plain = re.sub(r"<[^>]+>", "", html)
    assert "&lt;script&gt;" in plain and "&lt;img src=x onerror=alert(1)&gt; [Courier](javascript:x)" in plain


@given(TEXTS.filter(str.strip), TEXTS.filter(str.strip))
@settings(max_examples=200, deadline=None)
def test_marks_in_markdown_open_and_close_around_just_what_changed(old: str, new: str) -> None:
    found = compare_words(old, new)
    html = MarkdownIt("gfm-like", {"linkify": False}).renderInline("so: " + marked_md(found))
    assert html.count("<s>") == sum(s.fate is Fate.OUT and bool(s.text.strip()) for s in found)
    assert html.count("<strong>") == sum(s.fate is Fate.IN and bool(s.text.strip()) for s in found)


def test_text_for_a_terminal_cannot_steer_it() -> None:
    change = Change("story", ChangeKind.REWORDED, "", "summary", "a \x1b[31m b", "a \x07 c", "summary\x1b[2J")
    shown = as_text([change], "x\x1b[1m")
    assert "\x1b" not in shown and "\x07" not in shown
    coloured = as_text([change], "x", colour=True)
    assert set(re.findall(r"\x1b\[[0-9;]*[A-Za-z]", coloured)) == {"\x1b[31m", "\x1b[32m", "\x1b[0m"}


# -- the command, with a real repository


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    commit(tmp_path, {"stories/gates.yaml": BASE})
    return tmp_path


def change_status(root: Path) -> None:
    write(
        root, {"stories/gates.yaml": BASE.replace("status: reported", "status: disputed\n    because: She denies it.")}
    )


def test_a_story_is_compared_with_the_last_commit(newsroom: Path) -> None:
    same = "No difference: the two tell the same.\n"
    assert explainer(newsroom, "diff", "gates") == (0, same, "")
    change_status(newsroom)
    expected = (
        "HEAD:stories/gates.yaml -> stories/gates.yaml\n\n"
        "Claims\n"
        "  claim `closed`: reported -> disputed (She denies it.)\n\n"
        "1 change of substance.\n"
    )
    assert explainer(newsroom, "diff", "gates") == (1, expected, "")
    assert explainer(newsroom, "diff", "stories/gates.yaml") == (1, expected, "")
    inside = newsroom / "stories"
    assert explainer(inside, "diff", "gates.yaml") == (1, expected.replace("-> stories/", "-> "), "")


def test_versions_are_named_in_many_ways(newsroom: Path) -> None:
    git(newsroom, "tag", "printed")
    change_status(newsroom)
    commit(newsroom, {})
    (newsroom / "draft.yaml").write_text(BASE, "utf-8")
    ways = {
        ("HEAD~1:stories/gates.yaml", "HEAD:stories/gates.yaml"): 1,
        ("HEAD~1:gates", "HEAD:gates"): 1,
        ("HEAD~1:./stories/gates.yaml", "gates"): 1,
        ("printed", "gates"): 1,
        ("HEAD", "gates"): 0,
        ("gates", "printed"): 1,
        ("printed:gates", "draft.yaml"): 0,
        ("draft.yaml", "stories/gates.yaml"): 1,
        ("main@{0}:gates", "gates"): 0,
        ("HEAD~1:gates",): 1,
    }
    assert {way: explainer(newsroom, "diff", *way)[0] for way in ways} == ways


def test_a_newsroom_below_the_top_of_a_repository_is_understood(tmp_path: Path) -> None:
    commit(tmp_path, {"desk/news/stories/gates.yaml": BASE})
    root = tmp_path / "desk" / "news"
    change_status(root)
    assert [explainer(root, "diff", way)[0] for way in ("gates", "HEAD:desk/news/stories/gates.yaml")] == [1, 1]


def test_an_order_alone_leaves_the_status_clean(newsroom: Path) -> None:
    log = "  log: {kind: document, title: The harbour log, read: no}\n"
    text = BASE.replace(log, "").replace("sources:\n  courier", f"sources:\n{log}  courier", 1)
    write(newsroom, {"stories/gates.yaml": "# turned round\n" + text.lstrip("\n")})
    status, shown, _ = explainer(newsroom, "diff", "gates", "--format", "json")
    assert status == 0
    assert [(row["kind"], row["substance"]) for row in json.loads(shown)] == [("moved", False)]


ACTORS = "moor: {name: Jon Moor, kind: person, role: clerk}\nother: {name: Una Nadie, kind: person}\n"


def rows(root: Path, *arguments: str) -> tuple[int, list[tuple[str, str, str]]]:
    """Exit status; part, id and sentence of each change."""
    status, shown, _ = explainer(root, "diff", *arguments, "--format", "json")
    return status, [(row["where"], row["id"], row["sentence"]) for row in json.loads(shown)]


def test_what_a_story_takes_from_the_shared_files_is_compared_with_it(tmp_path: Path) -> None:
    commit(tmp_path, {"stories/gates.yaml": BASE + "summary: So said [[moor]].\n", "stories/_actors.yaml": ACTORS})
    write(tmp_path, {"stories/_actors.yaml": ACTORS.replace("clerk", "smith").replace("Nadie", "Nessuno")})
    assert rows(tmp_path, "gates") == (1, [("actors", "moor", "role of actor `moor`: clerk -> smith (shared)")])


def test_an_entry_that_moves_into_the_shared_file_is_no_change(tmp_path: Path) -> None:
    brandt = "brandt: {name: Ada Brandt, kind: person, role: harbour master}\n"
    commit(tmp_path, {"stories/gates.yaml": BASE, "stories/_actors.yaml": ACTORS})
    shared = BASE.replace(f"  {brandt}", "  brandt: {}\n")
    assert shared != BASE
    write(tmp_path, {"stories/gates.yaml": shared, "stories/_actors.yaml": ACTORS + brandt})
    assert rows(tmp_path, "gates") == (0, [])


def test_a_field_that_clears_a_shared_one_is_a_change(tmp_path: Path) -> None:
    text = BASE.replace("actors:\n", "actors:\n  moor: {}\n", 1)
    commit(tmp_path, {"stories/gates.yaml": text, "stories/_actors.yaml": ACTORS})
    write(tmp_path, {"stories/gates.yaml": text.replace("moor: {}", "moor: {role: null}")})
    assert rows(tmp_path, "gates") == (1, [("actors", "moor", "role of actor `moor`: clerk taken out")])


def test_a_shared_file_that_cannot_be_read_leaves_the_stories_as_they_are_typed(tmp_path: Path) -> None:
    text = BASE.replace("actors:\n", "actors:\n  moor: {}\n", 1)
    commit(tmp_path, {"stories/gates.yaml": text, "stories/_actors.yaml": ACTORS})
    write(tmp_path, {"stories/_actors.yaml": "moor: {nam: Jon"})
    assert rows(tmp_path, "gates") == (0, [])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "There is no story and no file 'nowhere' here."),
        (["none.yaml", "gates"], "There is no file 'none.yaml' here."),
        (["HEAD~9:gates"], "There is no version 'HEAD~9' in git here."),
        (["HEAD~9", "gates"], "There is no version 'HEAD~9' in git here."),
        (["HEAD:other"], "There is no file 'stories/other.yaml' in the version 'HEAD'."),
        (["HEAD:../../etc/passwd.yaml"], "'"),
        ([":stories/gates.yaml"], "':stories/gates.yaml' names no version before the colon."),
        (["/etc/passwd"], "'/etc/passwd' is in no newsroom's stories"),
        (["--", "--output=x:gates", "gates"], "'--output=x' cannot be a version: it begins with a hyphen."),
        (["HEAD; touch ran:gates"], "There is no version 'HEAD; touch ran' in git here."),
        (["stories", "gates"], "There is no version 'stories' in git here."),
        (["gates", "./stories"], "./stories:1:1: error: This is a folder, and a file is expected here."),
        (["binary.yaml", "gates"], "binary.yaml:1:4: error: This file is not written in UTF-8"),
        (["huge.yaml", "gates"], "huge.yaml:1:1: error: This file has 2,000,001 bytes"),
        (["broken.yaml", "gates"], "broken.yaml:2:1: error: There is no field 'titel' here."),
        (["gates", "/dev/zero"], "/dev/zero:1:1: error: This is not an ordinary file"),
        (["x\x1b[31m"], "There is no story and no file 'x?[31m' here."),
        ([], "Usage: "),
        (["gates", "gates", "gates"], "Usage: "),
    ],
)
def test_what_cannot_be_compared_is_said_with_status_2(newsroom: Path, arguments: list[str], sentence: str) -> None:
    (newsroom / "binary.yaml").write_bytes(b"GIF\x89\xff\xfe\xfd\x80")
    (newsroom / "huge.yaml").write_bytes(b"#" * 2_000_001)
    (newsroom / "broken.yaml").write_text("title: x\ntitel: y\n", "utf-8")
    status, shown, complaint = explainer(newsroom, "diff", *arguments)
    assert (status, shown) == (2, "")
    assert complaint.startswith(sentence), complaint
    assert not (newsroom / "ran").exists()


def test_without_a_repository_or_git_there_is_a_sentence(tmp_path: Path) -> None:
    write(tmp_path, {"stories/gates.yaml": BASE})
    assert explainer(tmp_path, "diff", "gates") == (
        2,
        "",
        "This folder is not kept in git, so there is no earlier version to read. Compare two files instead.\n",
    )
    assert explainer(tmp_path, "diff", "gates", PATH=str(tmp_path))[::2] == (
        2,
        "Git is not installed here, so no earlier version can be read. Install it, or compare two files.\n",
    )


def test_two_files_need_no_newsroom(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BASE, "utf-8")
    (tmp_path / "b.yaml").write_text(BASE.replace("status: reported", "status: confirmed"), "utf-8")
    status, shown, complaint = explainer(tmp_path, "diff", "a.yaml", "b.yaml")
    assert (status, complaint) == (1, "")
    assert "  claim `closed`: reported -> confirmed" in shown.splitlines()


def test_a_story_of_an_earlier_form_says_what_is_wrong_with_it(newsroom: Path) -> None:
    commit(newsroom, {"stories/gates.yaml": "titel: Gates\n"})
    write(newsroom, {"stories/gates.yaml": BASE})
    status, shown, complaint = explainer(newsroom, "diff", "gates")
    assert (status, shown) == (2, "")
    assert complaint.startswith("HEAD:stories/gates.yaml:1:1: error: ")
    assert complaint.endswith("'HEAD:stories/gates.yaml' cannot be compared.\n")


def test_a_terminal_gets_colours_unless_nobody_wants_them(newsroom: Path) -> None:
    change_status(newsroom)
    write(newsroom, {"stories/gates.yaml": BASE.replace("had the gates closed", "kept the gates closed")})

    def on_a_terminal(**variables: str) -> str:
        import pty

        master, slave = pty.openpty()
        process = subprocess.Popen(
            [*EXPLAINER, "diff", "gates"], cwd=newsroom, stdout=slave, stderr=slave, env={**CLEAN, **variables}
        )
        os.close(slave)
        out = b""
        while True:
            try:
                piece = os.read(master, 4096)
            except OSError:
                break
            if not piece:
                break
            out += piece
        process.wait(timeout=60)
        os.close(master)
        return out.decode()

    assert "\x1b[31m[-had-]\x1b[0m\x1b[32m{+kept+}\x1b[0m" in on_a_terminal()
    plain = on_a_terminal(NO_COLOR="1")
    assert "[-had-]{+kept+}" in plain and "\x1b" not in plain


def test_a_reader_that_goes_away_is_no_fault(newsroom: Path) -> None:
    change_status(newsroom)
    done = subprocess.run(
        ["bash", "-c", '"$@" | head -c 1', "bash", *EXPLAINER, "diff", "gates"],
        cwd=newsroom,
        env=CLEAN,
        capture_output=True,
        timeout=60,
    )
    assert done.stderr == b""


def test_stories_as_large_as_they_may_be_are_compared(tmp_path: Path) -> None:
    dates = "".join(f"  - {{date: {1000 + n % 1000}, title: Event {n} of many}}\n" for n in range(2000))
    other = dates.replace("Event 1", "Happening 1")
    (tmp_path / "a.yaml").write_text(f"title: Gates\ndates:\n{dates}", "utf-8")
    (tmp_path / "b.yaml").write_text(f"title: Gates\ndates:\n{other}", "utf-8")
    status, _, complaint = explainer(tmp_path, "diff", "a.yaml", "b.yaml", seconds=240)
    assert (status, complaint) == (1, "")


# -- the page for writers


def test_the_page_on_comparing_shows_what_the_command_says(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "writing" / "comparing.md").read_text("utf-8")
    before, after = re.findall(r"(?s)```yaml\n(.*?)```", page)
    commit(tmp_path, {"stories/harbour-gates.yaml": before})
    write(tmp_path, {"stories/harbour-gates.yaml": after})
    (text,) = re.findall(r"(?s)```text\n(.*?)```", page)
    assert explainer(tmp_path, "diff", "harbour-gates") == (1, text, "")
    (markdown,) = re.findall(r"(?s)```markdown\n(.*?)```", page)
    assert explainer(tmp_path, "diff", "harbour-gates", "--format", "markdown") == (1, markdown, "")
    (row,) = json.loads(re.findall(r"(?s)```json\n(.*?)```", page)[0])
    assert row in json.loads(explainer(tmp_path, "diff", "harbour-gates", "--format", "json")[1])
    keys = re.findall(r"(?m)^\| `(\w+)`(?:, `(\w+)`)? \|", page.partition("{#programs}")[2])
    assert [key for pair in keys for key in pair if key] == list(row)
    told = re.findall(r"(?m)^\| ([a-z ,]+?) \|", page.partition("{#substance}")[2].partition("## ")[0])
    assert sorted(told[1:]) == sorted(why.value for why in Why if why)
