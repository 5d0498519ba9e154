"""How a page shows its sourcing: roots, chains, answers, the history of a status, and what is gone with a retracted source."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.story.claim import ResponseKind
from tests.newsrooms import page, write

BASE = """
title: Who drained the pond?
published: 2031-06-01
fictional: Invented to test the tool.
main_claim: drained
actors:
  fenn: {name: Orla Fenn, kind: person}
  pike: {name: Silas Pike, kind: person}
sources:
  bugle: {kind: article, publisher: The Bugle, published: 2031-03-10, read: 2031-03-11}
  lantern: {kind: article, publisher: The Lantern, published: 2031-03-11, read: 2031-03-12, relies_on: wire}
  wire: {kind: article, publisher: The Wire, published: 2031-03-09, read: no}
  weekly: {kind: article, publisher: The Weekly, published: 2031-03-20, read: 2031-03-21, relies_on: not-stated}
  clerk: {kind: person, read: no, anonymous: {described_as: a clerk, how_many: one, knows_how: saw it, why_unnamed: not-stated}}
  notice: {kind: statement, publisher: The Town, by: fenn, published: 2031-03-15, read: 2031-03-16}
claims:
  drained:
    text: Orla Fenn drained the pond.
    by: bugle
    about: fenn
    STATUS
    sources: SOURCES
"""


def story(
    root: Path, more: str = "", *, sources: str = "[bugle]", status: str = "status: reported", **edits: str
) -> Path:
    """A newsroom with one story; `edits` replace words of the base, so that a source can be retracted."""
    text = BASE.replace("SOURCES", sources).replace("STATUS", status)
    for old, new in edits.items():
        text = re.sub(rf"(?m)^(  {old}: .*)\}}$", rf"\1, {new}}}", text)
    return write(root, {"stories/pond.yaml": text + more})


def pond(root: Path, *arguments: str, **given: str) -> str:
    return page(story(root, *arguments, **given), "pond")


def section(text: str, id: str) -> str:
    """What stands below the heading with this id, up to the next of its level."""
    found = re.search(rf"(?ms)^(##+) [^\n]*\{{#{id}\}}\n(.*?)(?=^##? |^\1 |\Z)", text)
    assert found, id
    return found[2]


FELL = {"wire": "retracted: {date: 2031-05-01, note: It was *made up*.}"}
LOOKED = "history: [{date: 2031-03-10, status: confirmed, because: It is printed.}, {date: DAY, status: disputed, because: It fell.}]"


# -- roots and chains --


def pictures(text: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(figure) for figure in re.findall(r"<figure class=\"ep-chain\".*?</figure>", text)]


def words(element: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in element.iter("text")]


def test_a_claims_chain_is_drawn_with_what_was_read_and_who_is_not_named(tmp_path: Path) -> None:
    text = pond(tmp_path, sources="[{source: bugle, citing: clerk}, weekly]")
    (figure,) = pictures(text)
    caption, svg = figure
    assert words(svg) == [
        "?",
        "The Bugle",
        "read by us",
        "a clerk",
        "not heard by us · not named",
        "The Weekly",
        "read by us",
        "what this rests on is not stated",
    ]
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", caption.get("id"))
    # The picture's text is the list of chains in the claim's own entry.
    listed = section(text, "claim-drained")
    assert f'id="{svg.get("aria-describedby")}"' in listed
    assert "[The Bugle](#source-bugle)[^bugle], passing on [a clerk](#source-clerk)" in listed
    assert "[The Weekly](#source-weekly)[^weekly]; what this rests on is not stated" in listed


def test_signs_differ_in_shape_for_read_unread_unnamed_documents_open_ends_and_retractions(tmp_path: Path) -> None:
    def signs(root: str, **given: str) -> list[str]:
        (figure,) = pictures(pond(tmp_path / root, **given))
        group = next(g for g in figure.iter("g") if g.get("class") == "ep-signs")
        return [f"{sign.tag} {sign.get('class')}" for sign in group]

    assert signs("a", sources="[lantern]") == ["circle ep-read", "circle ep-unread"]
    assert signs("b", sources="[{source: bugle, citing: clerk}]")[1:] == ["circle ep-unread", "text ep-unread"]
    assert signs("c", sources="[bugle]", bugle="primary: true") == ["rect ep-read"]
    assert signs("d", sources="[weekly]") == ["circle ep-read", "path ep-dashed"]
    assert signs("e", sources="[bugle]", bugle="retracted: {date: 2031-05-01}") == ["circle ep-read", "path ep-gone"]


def test_claims_with_the_same_chains_share_one_picture_that_names_them_both(tmp_path: Path) -> None:
    more = "  paid: {text: Silas Pike paid for it., status: reported, sources: [bugle]}\n"
    more += "  other: {text: It rained., status: reported, sources: [weekly]}\n"
    more += "  bare: {text: It snowed., status: unverified}\n"
    text = pond(tmp_path, more)
    shown = [[link.get("href") for link in figure.iter("a")] for figure in pictures(text)]
    assert shown == [["#claim-drained", "#claim-paid"], ["#claim-other"]]


def test_a_picture_has_no_style_no_script_and_no_link_inside(tmp_path: Path) -> None:
    odd = '{kind: article, publisher: "</svg><script>alert(1)</script> & \\"so\\"", read: 2031-03-11}'
    root = story(tmp_path, sources="[odd]")
    file = root / "stories" / "pond.yaml"
    file.write_text(file.read_text("utf-8").replace("  wire: {", f"  odd: {odd}\n  wire: {{", 1), "utf-8")
    (figure,) = pictures(page(root, "pond"))
    svg = figure[1]
    assert {element.tag for element in svg.iter()} <= {"svg", "g", "path", "circle", "rect", "text"}
    assert [e for e in figure.iter() if "style" in e.attrib or any(name.startswith("on") for name in e.attrib)] == []
    assert " ".join(words(svg)) == '</svg><script>alert(1)</script> & "so" read by us'


def test_of_very_many_chains_the_page_says_how_many_it_leaves_out(tmp_path: Path) -> None:
    names = [f"p{n}" for n in range(60)]
    root = story(tmp_path, sources=f"[{', '.join(names)}]")
    file = root / "stories" / "pond.yaml"
    papers = "".join(f"  {name}: {{kind: article, publisher: Paper {name}, read: 2031-03-11}}\n" for name in names)
    file.write_text(file.read_text("utf-8").replace("  wire: {", f"{papers}  wire: {{", 1), "utf-8")
    text = page(root, "pond")
    assert "52 further chains are not drawn." in section(text, "sourcing")
    assert "- 20 further chains are not listed." in section(text, "claim-drained")


@pytest.mark.parametrize(
    ("sources", "roots", "signs", "count"),
    [
        ("[]", "no source is given", "none", "no account described"),
        ("[bugle]", "[The Bugle](#source-bugle)", "account", "one account"),
        ("[lantern]", "[The Wire](#source-wire)", "account", "one account"),
        ("[{source: bugle, citing: clerk}]", "[a clerk](#source-clerk) (not named)", "unnamed", "one account, not named"),
        ("[notice]", "[The Town](#source-notice) (a party to the claim)", "account", "one account"),
        ("[weekly]", "[The Weekly](#source-weekly) (what it rests on is not stated)", "open", "no account described; one chain ends unstated"),
        ("[bugle, lantern]", "[The Bugle](#source-bugle); [The Wire](#source-wire)", "account account", "2 accounts that do not depend on each other"),
    ],
)  # fmt: skip
def test_the_table_names_the_roots_of_each_claim_and_counts_them(
    tmp_path: Path, sources: str, roots: str, signs: str, count: str
) -> None:
    text = pond(tmp_path, sources=sources)
    shown = section(text, "sourcing")
    cells = next(line for line in shown.splitlines() if line.startswith("| [Orla")).split(" | ")
    drawn = "".join(f'<span class="ep-sign ep-sign-{sign}"></span>' for sign in signs.split())
    meter = f'<span class="ep-meter" aria-hidden="true">{drawn}</span> {count}'
    assert cells[1:] == [roots, f"{meter} |"]
    # The claim's own entry says the same below its status.
    assert f"\nRests on: {meter}\n" in section(text, "claim-drained")


def test_unnamed_sources_tell_how_they_know_and_why_they_are_unnamed_or_that_it_is_not_told(tmp_path: Path) -> None:
    root = story(tmp_path, sources="[{source: bugle, citing: clerk}, guard, seen]")
    file = root / "stories" / "pond.yaml"
    text = file.read_text("utf-8").replace("  wire: {", (
        "  guard: {kind: person, by: watch, read: 2031-03-11}\n"
        "  seen: {kind: person, read: 2031-03-11, anonymous: {described_as: a passer-by}}\n  wire: {"
    ), 1)  # fmt: skip
    text = text.replace("sources:\n  bugle", "  watch: {name: A guard, kind: person, anonymous: {described_as: a guard, knows_how: was there}}\nsources:\n  bugle", 1)  # fmt: skip
    file.write_text(text, "utf-8")
    lines = section(page(root, "pond"), "sourcing").splitlines()
    told = [
        line
        for line in lines
        if line.startswith(("- [a clerk](#source-clerk)[^clerk] (how", "- [A guard]", "- [a passer"))
    ]
    assert told[-3:] == [
        "- [a clerk](#source-clerk)[^clerk] (how many: one; how they know: saw it; why they are not named: not stated)",
        "- [A guard](#source-guard)[^guard] (how they know: was there; why they are not named is not told here)",
        "- [a passer-by](#source-seen)[^seen] (how they know is not told here; why they are not named is not told here)",
    ]


# -- responses --


def answers(root: Path, kind: str) -> str:
    return pond(
        root,
        f"responses: [{{by: pike, response: {kind}, to: drained, sources: [{{source: bugle, where: para. 4}}]}}]\n",
    )


@pytest.mark.parametrize("kind", list(ResponseKind))
def test_only_a_denial_is_worded_as_a_denial(tmp_path: Path, kind: ResponseKind) -> None:
    told = re.findall(r"\b[Dd]en(?:y|ied|ies|ial)\w*", answers(tmp_path, kind))
    assert bool(told) == (kind in (ResponseKind.DENIES, ResponseKind.PARTLY_DENIES))


LEDGER = {
    "confirms": ("Confirmed", "as passed on by"),
    "denies": ("Denied", "as passed on by"),
    "partly-denies": ("Denied in part", "as passed on by"),
    "declined-to-comment": ("Declined to comment", "as passed on by"),
    "no-response": ("Did not respond", "as told by"),
    "not-asked": ("Was not asked", "as told by"),
    "none-reported": ("None reported", "in"),
}


@pytest.mark.parametrize("kind", list(LEDGER))
def test_the_ledger_says_what_each_actor_said_and_through_whom_we_know(tmp_path: Path, kind: str) -> None:
    shown = section(answers(tmp_path, kind), "sourcing")
    word, through = LEDGER[kind]
    rows = re.findall(r"<td markdown=\"span\">(.*?)</td>", shown)
    assert rows == [
        "[Silas Pike](#actor-pike)",
        word,
        f'{through} [The Bugle](#source-bugle)[^bugle] <small class="ep-where">(para. 4)</small>',
    ]


def test_somebodys_own_statement_is_not_passed_on_by_anybody(tmp_path: Path) -> None:
    more = "responses: [{by: fenn, response: denies, to: drained, sources: [notice]}]\n"
    text = pond(tmp_path, more)
    assert "- [Orla Fenn](#actor-fenn): denies this; in their own words: [The Town](#source-notice)[^notice]" in text
    assert "passed on by" not in section(text, "sourcing").split("ep-ledger")[1]


@pytest.mark.parametrize(
    ("lang", "one", "two"),
    [
        ("en", "Orla Fenn: denies this", "Orla Fenn and Silas Pike: deny this"),
        ("de", "Orla Fenn: bestreitet dies", "Orla Fenn und Silas Pike: bestreiten dies"),
        ("es", "Orla Fenn: lo niega", "Orla Fenn y Silas Pike: lo niegan"),
        ("fr", "Orla Fenn\u00a0: démenti", "Orla Fenn et Silas Pike\u00a0: démenti"),
    ],
)
def test_several_who_answer_together_are_told_as_several(tmp_path: Path, lang: str, one: str, two: str) -> None:
    for who, line in (("fenn", one), ("[fenn, pike]", two)):
        text = pond(
            tmp_path, f"lang: {lang}\nresponses: [{{by: {who}, response: denies, to: drained, sources: [bugle]}}]\n"
        )
        assert line in re.sub(r"\[([^]]*)\]\(#[^)]*\)", r"\1", text)


def test_where_nothing_is_reported_the_entry_says_in_which_source(tmp_path: Path) -> None:
    shown = section(answers(tmp_path, "none-reported"), "claim-drained")
    assert "- [Silas Pike](#actor-pike): no response is reported in [The Bugle](#source-bugle)[^bugle]" in shown


def test_the_ledger_heads_each_group_with_its_claim_and_gives_every_actor_a_row(tmp_path: Path) -> None:
    more = "  paid: {text: Silas Pike paid for it., status: unverified, sources: [bugle]}\n"
    more += "  quiet: {text: Nobody saw it., status: unverified, sources: [bugle]}\n"
    more += "responses: [{by: [fenn, pike], response: not-asked, to: [paid, drained]}]\n"
    shown = section(pond(tmp_path, more), "sourcing")
    assert re.findall(r"<th colspan=\"3\".*?\(#claim-(\w+)\)", shown) == ["drained", "paid"]
    assert re.findall(r"<td markdown=\"span\">\[[^]]*\]\(#actor-(\w+)\)</td>", shown) == ["fenn", "pike"] * 2


def test_answers_are_listed_even_where_no_source_is_given(tmp_path: Path) -> None:
    text = """
        title: Who drained the pond?
        published: 2031-06-01
        fictional: Invented to test the tool.
        actors: {pike: {name: Silas Pike, kind: person}}
        claims: {drained: {text: Somebody drained the pond., status: unverified}}
        responses: [{by: pike, response: not-asked, to: drained}]
        """
    shown = section(page(write(tmp_path, {"stories/pond.yaml": text}), "pond"), "sourcing")
    assert re.findall(r"<td[^>]*>(.*?)</td>", shown) == ["[Silas Pike](#actor-pike)", "Was not asked", ""]


def test_a_person_was_heard_and_not_read(tmp_path: Path) -> None:
    root = story(tmp_path, sources="[clerk]")
    file = root / "stories" / "pond.yaml"
    file.write_text(
        file.read_text("utf-8").replace("kind: person, read: no", "kind: person, read: 2031-03-11"), "utf-8"
    )
    heard = page(root, "pond")
    assert "**What we read or heard ourselves:**" in section(heard, "sourcing")
    assert plain(section(heard, "source-notes")).count("heard by us on March 11, 2031") == 1


# -- the history of a status --


def test_a_history_is_a_list_in_time_order_whose_last_line_is_the_status_now(tmp_path: Path) -> None:
    shown = section(pond(tmp_path, status=LOOKED.replace("DAY", "2031-05-02, sources: bugle")), "claim-drained")
    lines = [re.sub(r"<[^>]*>", "", line) for line in shown.splitlines() if re.match(r"\d\. ", line)]
    assert lines == [
        "1. March 10, 2031: ✓ Confirmed It is printed.",
        "2. May 2, 2031: ≠ Disputed (the status now) It fell.[^bugle]",
    ]


def test_a_single_line_is_no_history(tmp_path: Path) -> None:
    text = pond(tmp_path, status="history: [{date: 2031-03-10, status: confirmed}]")
    assert "ep-history" not in text


# -- when a source fell --


def notice(text: str, id: str) -> str:
    found = re.search(r'<p class="ep-gone" markdown="span">(.*?)</p>', section(text, id))
    return found[1] if found else ""


def plain(md: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>|\[\^\w+\]|\]\(#[\w-]+\)|\[", "", md)).strip()


@pytest.mark.parametrize(
    ("sources", "support"),
    [
        ("[bugle]", ""),
        ("[{source: bugle, citing: wire}]", "All support for this is gone: The Wire (retracted May 1, 2031)."),
        ("[lantern]", "All support for this is gone: The Wire (retracted May 1, 2031)."),
        ("[bugle, lantern]", "Part of the support for this is gone: The Wire (retracted May 1, 2031)."),
    ],
)
def test_a_claim_says_whether_all_or_part_of_its_support_is_gone(tmp_path: Path, sources: str, support: str) -> None:
    told = plain(notice(pond(tmp_path, sources=sources, **FELL), "claim-drained"))
    before = " The status is the one that was set before; no later look at it is recorded."
    assert told == (support + before if support else "")


@pytest.mark.parametrize(
    ("day", "again"),
    [
        ("2031-04-30", False),
        ("2031-05-01", True),
        ("2031-05-09", True),
        ("2031-05", True),
        ("2031", False),
    ],
)
def test_a_history_line_from_the_retraction_on_is_the_newsrooms_second_look(
    tmp_path: Path, day: str, again: bool
) -> None:
    history = "history: [{date: 2031, status: confirmed}, {date: DAY, status: disputed}]".replace("DAY", day)
    told = plain(notice(pond(tmp_path, sources="[lantern]", status=history, **FELL), "claim-drained"))
    assert ("The status was looked at again after that" in told, "no later look" in told) == (again, not again)


def test_a_second_look_between_two_retractions_is_none_after_the_last(tmp_path: Path) -> None:
    history = "history: [{date: 2031-03-10, status: confirmed}, {date: 2031-04-10, status: disputed}]"
    fell = {"weekly": "retracted: {date: 2031-04-01}", **FELL}
    text = pond(tmp_path, sources="[lantern, weekly]", status=history, **fell)
    assert "no later look" in notice(text, "claim-drained")


def test_a_retraction_changes_no_status(tmp_path: Path) -> None:
    before, after = (
        re.findall(r'class="ep-badge (ep-\w+)"', section(pond(tmp_path / name, sources="[lantern]", **fell), "claims"))
        for name, fell in (("a", {}), ("b", FELL))
    )
    assert before == after != []


ENTRIES = """
responses: [{by: pike, response: confirms, to: drained, sources: [lantern]}, {by: fenn, response: denies, to: drained, sources: [notice]}]
quotes:
  told: {text: It was me., by: pike, sources: [lantern]}
  safe: {text: It was not., by: fenn, sources: [notice]}
dates:
  - {id: night, date: 2031-03-08, title: The night, claim: drained}
  - {id: paper, date: 2031-03-11, title: The paper, sources: [lantern]}
  - {id: calm, date: 2031-03-15, title: The calm, sources: [notice]}
figures:
  litres: {value: 5, label: litres, unit: litres, sources: [lantern]}
sections:
  - {id: prose, heading: Prose, text: "So it was [@lantern].\\n\\n![[drained]]\\n\\n![[told]]\\n\\n![[paper]]\\n\\n![[safe]]\\n\\n![[calm]]\\n"}
"""


def test_every_entry_that_rests_on_a_fallen_source_says_so_and_no_other_does(tmp_path: Path) -> None:
    text = pond(tmp_path, ENTRIES, sources="[lantern]", **FELL)
    gone = {id for id in re.findall(r"\{#((?:claim|quote|date|figure)-\w+)\}", text) if notice(text, id)}
    assert gone == {"claim-drained", "quote-told", "date-night", "date-paper", "figure-litres"}
    assert [line for line in section(text, "claim-drained").splitlines() if "All support for this is gone" in line][
        1:
    ] == [
        "- [Silas Pike](#actor-pike): confirms this; as passed on by [The Lantern](#source-lantern)[^lantern]"
        ' <small class="ep-where">(<span class="ep-gone">stands on a retracted source</span>)</small>'
        ' All support for this is gone: [The Wire](#source-wire) (retracted <time datetime="2031-05-01">May 1, 2031</time>).'
    ]
    embeds = re.findall(r'(?s)<div class="ep-embed.*?</div>', section(text, "section-prose"))
    assert ["Support gone" in embed for embed in embeds] == [True, True, True, False, False]
    table = next(line for line in section(text, "sourcing").splitlines() if line.startswith("| [Orla"))
    assert "Support gone" in table


def test_marks_and_notes_tell_of_sources_that_stand_on_a_fallen_one(tmp_path: Path) -> None:
    text = pond(tmp_path, 'summary: "Two things [@lantern; @bugle citing @wire]. A third [@bugle]."\n', **FELL)
    assert plain(section(text, "summary")) == (
        "Two things (stands on a retracted source) (citing The Wire, stands on a retracted source). A third."
    )
    notes = {line[2 : line.index("]")]: plain(line) for line in section(text, "source-notes").splitlines() if line}
    assert "all that it rests on was retracted: The Wire" in notes["lantern"]
    assert "Retracted May 1, 2031. It was" in notes["wire"]
    assert "retracted" not in notes["bugle"]


def box(text: str) -> str:
    found = re.search(r'(?s)<div class="ep-notice ep-fallen" markdown="1">(.*?)</div>', text)
    return plain(found[1]) if found else ""


def test_a_box_near_the_top_says_which_source_fell_when_what_was_said_and_what_rests_on_it(tmp_path: Path) -> None:
    text = pond(tmp_path, ENTRIES, sources="[lantern, bugle]", **FELL)
    assert text.index("ep-fallen") < text.index("ep-answer")
    assert box(text) == (
        "**A source of this page was retracted** The Wire (retracted May 1, 2031). It was &#42;made up&#42;. "
        "- Claims that rest on it: Orla Fenn drained the pond. ◐ Reported (part of the support gone) "
        "- On the timeline: The night ◐ Reported (part of the support gone); The paper (all support gone) "
        "- Quotes: “It was me.” (all support gone) - Responses: Silas Pike, Confirmed: Orla Fenn drained the pond. ◐ Reported (all support gone) "
        "- Figures: 5 litres (all support gone) "
        "A retraction changes no status by itself. Each status on this page is the one that the newsroom set."
    )
    links = re.findall(r"\]\(#([\w-]+)\)", text[text.index("ep-fallen") : text.index("ep-answer")])
    entries = [
        "claim-drained",
        "date-night",
        "date-paper",
        "quote-told",
        "actor-pike",
        "claim-drained",
        "figure-litres",
    ]
    assert links == ["source-wire", *entries]


def test_two_fallen_sources_are_told_one_by_one(tmp_path: Path) -> None:
    text = pond(tmp_path, sources="[lantern, weekly]", weekly="retracted: {date: 2031-04}", **FELL)
    assert box(text).startswith("**2 sources of this page were retracted** The W")
    for told in (
        "The Wire (retracted May 1, 2031). It was",
        "The Weekly (retracted April 2031). - Claims that rest on it",
    ):
        assert told in box(text)
    gone = "All support for this is gone: The Weekly (retracted April 2031) and The Wire (retracted May 1, 2031)."
    assert plain(notice(text, "claim-drained")).startswith(gone)


def test_a_fallen_source_that_only_the_text_cites_is_told_as_that(tmp_path: Path) -> None:
    text = pond(tmp_path, 'summary: "So it was [@bugle citing @wire]."\n', **FELL)
    assert box(text).endswith("It was &#42;made up&#42;. Only the text of this page cites it.")


def test_without_a_retraction_nothing_is_said_of_one(tmp_path: Path) -> None:
    text = pond(tmp_path, ENTRIES, sources="[lantern]")
    assert re.findall(r"ep-gone|ep-fallen|retract", text) == []
