"""The picture of a claim's chains: every source once and in order, nothing covers anything, nothing leaves the frame."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.archive.source_graph import Chain
from generator.outputs.drawing.chain import (
    MOST_CHAINS,
    MOST_STEPS,
    NAME_SIZE,
    NOTE_SIZE,
    SIGN,
    WIDTH,
    Drawing,
    Stop,
    StopKind,
    Wording,
    drawing_of,
)
from generator.outputs.drawing.text import width_of, wrapped

UNHURRIED = settings(deadline=None)
NAMES = {
    "a": "The Made-up Courier",
    "b": "羽口新聞社週末版與港口公報",
    "c": "مرآة كويلماوث",
    "d": "A newspaper with a name so long that no phone could ever show all of it on one line or on two, and hardly on three of them, even turned on its side",
    "e": "W" * 80,
    "f": "",
    "g": "e" + "\u0301" * 40,
}
SAID = Wording(
    lambda id: NAMES.get(id, id), lambda id: f"said of {id}" if id != "f" else "", "not stated", "{} more".format
)

chain_lists = st.lists(
    st.builds(Chain, st.lists(st.sampled_from("abcdefghijklmnop"), min_size=1, max_size=16).map(tuple), st.booleans()),
    min_size=1,
    max_size=12,
)


def chains(*texts: str) -> list[Chain]:
    """'ab' is a source that passes on another; 'ab.' one that does not say what it rests on."""
    return [Chain(tuple(text.rstrip(".")), text.endswith(".")) for text in texts]


def drawn(*texts: str) -> Drawing:
    return drawing_of(chains(*texts), SAID)


Box = tuple[float, float, float, float]


def boxes(drawing: Drawing) -> Iterator[Box]:
    for stop in drawing.stops:
        yield sign_of(stop)
        if stop.name or stop.note:
            yield (stop.left, stop.top, stop.right, stop.bottom)


def sign_of(stop: Stop) -> Box:
    return (stop.x - SIGN, stop.y - SIGN, stop.x + SIGN, stop.y + SIGN)


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def ids(drawing: Drawing) -> list[str]:
    return [stop.id or f"({stop.kind})" for stop in drawing.stops]


@UNHURRIED
@given(chain_lists)
def test_nothing_covers_anything_and_nothing_leaves_the_frame(given_chains: list[Chain]) -> None:
    drawing = drawing_of(given_chains, SAID)
    found = list(boxes(drawing))
    assert [(one, other) for one, other in combinations(found, 2) if meet(one, other)] == []
    assert [box for box in found if box[0] < 0 or box[1] < 0 or box[2] > WIDTH or box[3] > drawing.height] == []


@UNHURRIED
@given(chain_lists)
def test_no_line_runs_through_a_sign_or_words_that_it_does_not_join(given_chains: list[Chain]) -> None:
    drawing = drawing_of(given_chains, SAID)
    for line in drawing.lines:
        upper, lower = drawing.stops[line.first], drawing.stops[line.last]
        assert (upper.y < lower.y, line.x) == (True, lower.x)
        # It bends between its first stop and the next sign, and runs straight down its lane from there.
        way: Box = (line.x - 1, upper.y + SIGN, line.x + 1, lower.y - SIGN)
        between = drawing.stops[line.first + 1 : line.last]
        assert [stop for stop in between if meet(way, sign_of(stop))] == []
        assert [stop for stop in drawing.stops if stop.left <= line.x + 1 and stop.name] == []
        assert drawing.stops[line.first + 1].y - upper.y >= 2 * SIGN + 14


@UNHURRIED
@given(chain_lists)
def test_every_step_of_every_chain_drawn_is_there_once_and_joined_to_the_next(given_chains: list[Chain]) -> None:
    kept = [chain for chain in given_chains if len(set(chain.path)) == len(chain.path) <= MOST_STEPS][:MOST_CHAINS]
    drawing = drawing_of(kept, SAID)
    sources = [stop.id for stop in drawing.stops if stop.kind is StopKind.SOURCE]
    assert sorted(sources) == sorted({id for chain in kept for id in chain.path})
    joined = {(ids(drawing)[line.first], ids(drawing)[line.last]) for line in drawing.lines}
    steps = {step for chain in kept for step in pairwise(chain.path)}
    upward = {(a, b) for a, b in steps if sources.index(a) > sources.index(b)}
    # Only a circle, which is an error told elsewhere, has a step that would lead up again.
    assert not upward or _has_circle(steps)
    assert joined - {(a, b) for a, b in joined if b == "(open)"} == steps - upward
    ends = {chain.path[-1] for chain in kept if chain.open}
    assert {a for a, b in joined if b == "(open)"} == ends


def _has_circle(steps: set[tuple[str, str]]) -> bool:
    left = set(steps)
    while free := {(a, b) for a, b in left if b not in {first for first, _ in left}}:
        left -= free
    return bool(left)


def test_papers_with_one_root_come_together_in_one_line() -> None:
    drawing = drawn("ah", "bh", "ch", "dh")
    assert ids(drawing) == ["a", "b", "c", "d", "h"]
    assert len({line.x for line in drawing.lines}) == 1
    assert {line.last for line in drawing.lines} == {4}


def test_a_fork_draws_one_way_straight_down_and_the_other_beside_it() -> None:
    drawing = drawn("ab.", "ac")
    assert ids(drawing) == ["a", "b", "(open)", "c"]
    assert [(line.first, line.last) for line in drawing.lines] == [(0, 1), (0, 3), (1, 2)]
    assert len({line.x for line in drawing.lines}) == 2


def test_chains_that_share_nothing_stand_apart() -> None:
    one, apart = drawn("ab"), drawn("a", "b")
    assert apart.lines == ()
    gaps = [drawing.stops[1].top - drawing.stops[0].bottom for drawing in (one, apart)]
    assert gaps[1] > gaps[0]


def test_a_chain_of_ten_is_drawn_whole_and_a_longer_one_folded_in_the_middle() -> None:
    assert ids(drawn("abcdefghij")) == list("abcdefghij")
    folded = drawn("abcdefghijklmno.")
    assert ids(folded) == [*"abcdef", "(folded)", *"klmno", "(open)"]
    assert folded.stops[6].note == ("4 more",)
    assert [(line.first, line.last) for line in folded.lines] == list(pairwise(range(13)))


def test_of_many_chains_the_first_are_drawn_and_the_others_counted() -> None:
    many = drawn(*(f"a{other}" for other in "bcdefghijklm"))
    assert len([stop for stop in many.stops if stop.id != "a"]) == MOST_CHAINS
    assert many.left_out == 12 - MOST_CHAINS
    assert drawn("ab", "ac").left_out == 0


def test_a_long_name_is_broken_at_blanks_and_at_last_cut() -> None:
    assert wrapped("a clerk of the town hall", 110, NAME_SIZE, 3) == (("a clerk of the", "town hall"), False)
    stop = next(stop for stop in drawn("d").stops)
    assert stop.cut
    assert len(stop.name) == 3
    assert stop.name[-1].endswith("…")
    assert not drawn("a").stops[0].cut


def test_chinese_breaks_between_any_two_signs_and_a_word_without_blanks_breaks_somewhere() -> None:
    lines, cut = wrapped("羽口新聞社週末版", 60, NOTE_SIZE, 3)
    assert ("".join(lines), cut) == ("羽口新聞社週末版", False)
    assert len(lines) == 2
    assert wrapped("港 羽口新聞社週末版", 60, NOTE_SIZE, 3)[0] == ("港 羽口新", "聞社週末版")
    broken, _ = wrapped("w" * 30, 100, NOTE_SIZE, 9)
    assert "".join(broken) == "w" * 30


@given(st.text(max_size=60), st.integers(20, 300), st.integers(1, 4))
def test_wrapped_words_fit_and_lose_nothing_unless_cut(text: str, width: int, most: int) -> None:
    lines, cut = wrapped(text, width, 12, most)
    assert len(lines) <= most
    assert [line for line in lines if width_of(line, 12) > width and len(line) > 2] == []
    if not cut:
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_no_chains_make_an_empty_picture() -> None:
    assert drawing_of([], SAID) == Drawing(0, (), (), 0)
