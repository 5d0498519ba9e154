"""Linking: one namespace, every reference resolved or reported at its place, and what one broken file does to others."""

from __future__ import annotations

from pathlib import Path

from tests.newsrooms import BASE, page, problems, run, story, write


def test_a_story_whose_references_all_resolve_has_no_problems(tmp_path: Path) -> None:
    assert problems(story(tmp_path, "")) == []


def test_every_dangling_id_is_reported_at_its_place_with_near_names(tmp_path: Path) -> None:
    story(
        tmp_path,
        """
        main_claim: close
        short_answer: Nobody knows [@couriers citing @logs].
        summary: Ask [[brand]] or read [[story:tidewell]].
        responses:
          - {by: brant, response: denies, to: closd, quote: words}
        """,
    )
    assert problems(tmp_path) == [
        "stories/gates.yaml:16:13: error: There is no claim 'close'. Did you mean 'closed'? [unknown-id]",
        "stories/gates.yaml:17:30: error: There is no source 'couriers'. Did you mean 'courier'? [unknown-id]",
        "stories/gates.yaml:17:47: error: There is no source 'logs'. Did you mean 'log'? [unknown-id]",
        "stories/gates.yaml:18:16: error: There is no entry 'brand'. Did you mean 'brandt'? [unknown-id]",
        "stories/gates.yaml:18:40: error: There is no story 'tidewell'. Known here: gates. [unknown-id]",
        "stories/gates.yaml:20:10: error: There is no actor 'brant'. Did you mean 'brandt'? [unknown-id]",
        "stories/gates.yaml:20:39: error: There is no claim 'closd'. Did you mean 'closed'? [unknown-id]",
        "stories/gates.yaml:20:53: error: There is no quote 'words'. Add it to the story's 'quotes', or correct the id. [unknown-id]",
    ]


def test_an_id_that_names_the_wrong_kind_of_thing_is_told_as_such(tmp_path: Path) -> None:
    story(tmp_path, "main_claim: brandt\n")
    assert problems(tmp_path) == [
        "stories/gates.yaml:16:13: error: 'brandt' is an actor, and a claim belongs here. Type the id of a claim: closed. [wrong-kind-of-id]"
    ]


def test_one_id_names_one_thing_in_a_story(tmp_path: Path) -> None:
    story(tmp_path, "quotes:\n  closed: {text: They were shut., by: brandt, sources: courier}\n")
    assert problems(tmp_path) == [
        "stories/gates.yaml:17:3: error: The id 'closed' already names the claim in line 10. "
        "Ids are unique over the whole story: choose another. [same-id]"
    ]


def test_a_source_nobody_read_is_cited_only_through_one_that_was(tmp_path: Path) -> None:
    story(tmp_path, "summary: The log says so [@log].\nkey_points:\n  - The paper says so [@courier citing @log].\n")
    assert problems(tmp_path) == [
        "stories/gates.yaml:16:28: error: 'log' was not read ('read: no'), so it cannot be cited on its own. "
        "Cite it through the source that told you of it: [@courier citing @log]. [unread-cited]"
    ]


def test_unused_sources_and_actors_are_warnings(tmp_path: Path) -> None:
    base = BASE.replace(
        "sources:\n  courier",
        "  wick: {name: Jonas Wick, kind: person}\nsources:\n  spare: {kind: book, title: Tides}\n  courier",
        1,
    )
    story(tmp_path, "", base=base)
    assert problems(tmp_path) == [
        "stories/gates.yaml:6:3: warning: Nothing in the story names the actor 'wick'. Name it where it belongs, or delete it. [unused-actor]",
        "stories/gates.yaml:8:3: warning: Nothing in the story names the source 'spare'. Cite it where it belongs, or delete it. [unused-source]",
    ]


def test_a_shared_actor_is_used_as_it_is_or_with_single_fields_changed(tmp_path: Path) -> None:
    shared = """
    brandt: {name: Ada Brandt, kind: person, role: clerk, names: {de: Adelheid Brandt}}
    wick: {name: Jonas Wick, kind: person}
    """
    base = BASE.replace(
        "{name: Ada Brandt, kind: person, role: harbour master}",
        "{role: harbour master, names: {fr: Ada de Brandt}}",
    )
    story(tmp_path, "summary: Ask [[wick]].\n", base=base)
    write(tmp_path, {"stories/_actors.yaml": shared})
    result = run(tmp_path)
    assert [str(p) for p in result.problems] == []
    actors = result.archive.stories[0].actors
    assert {id: (a.name, a.role, a.names) for id, a in actors.items()} == {
        "brandt": ("Ada Brandt", "harbour master", {"de": "Adelheid Brandt", "fr": "Ada de Brandt"}),
        "wick": ("Jonas Wick", None, None),
    }


def test_a_story_may_not_change_the_kind_of_a_shared_entry_or_reuse_its_id(tmp_path: Path) -> None:
    story(tmp_path, "quotes:\n  wick: {text: Shut., by: brandt, sources: courier}\n")
    write(
        tmp_path,
        {"stories/_actors.yaml": "brandt: {name: Ada Brandt, kind: group}\nwick: {name: Jonas Wick, kind: person}\n"},
    )
    assert problems(tmp_path) == [
        "stories/gates.yaml:5:36: error: The shared actor 'brandt' is of kind 'group', and this says 'person'. "
        "Delete 'kind' here, or use another id than 'brandt'. [other-kind]",
        "stories/gates.yaml:17:3: error: The id 'wick' already names the shared actor 'wick'. "
        "A shared id means the same in every story: choose another. [same-id]",
    ]


def test_an_actor_taken_from_the_shared_file_must_be_there(tmp_path: Path) -> None:
    write(tmp_path, {"stories/_actors.yaml": "brandt: {name: Ada Brandt, kind: person}\n"})
    base = BASE.replace("  brandt: {name: Ada Brandt, kind: person, role: harbour master}", "  brandt: {}\n  brand: {}")
    story(tmp_path, "summary: Ask [[brand]].\n", base=base)
    assert problems(tmp_path) == [
        "stories/gates.yaml:6:3: error: There is no shared actor 'brand' in stories/_actors.yaml. Did you mean 'brandt'? [not-shared]"
    ]


def test_a_shared_file_that_cannot_be_read_does_not_make_stories_look_wrong(tmp_path: Path) -> None:
    base = BASE.replace("{name: Ada Brandt, kind: person, role: harbour master}", "{}")
    story(tmp_path, "summary: Ask [[wick]].\n", base=base)
    write(tmp_path, {"stories/_actors.yaml": 'brandt: {name: Ada Brandt, kind: person}\nwick: "Jonas\n'})
    assert {line.split(":")[0] for line in problems(tmp_path)} == {"stories/_actors.yaml"}


def test_a_story_that_cannot_be_read_does_not_make_mentions_of_it_look_wrong(tmp_path: Path) -> None:
    story(tmp_path, "summary: Read [[story:tidewell|the other one]].\n")
    write(tmp_path, {"stories/tidewell.yaml": 'title: "Tidewell\n'})
    assert [line for line in problems(tmp_path) if "tidewell.yaml" not in line] == []


def test_a_published_story_that_names_a_draft_is_told_so_and_shows_plain_words(tmp_path: Path) -> None:
    story(tmp_path, "summary: Read [[story:tidewell|the other one]].\n")
    write(tmp_path, {"stories/tidewell.yaml": "title: Tidewell\n"})
    warning = (
        "stories/gates.yaml:16:23: warning: The story 'tidewell' is not published yet; readers will see words without a link. "
        "Publish it together with this one, or leave the mention out. [draft-mentioned]"
    )
    assert (problems(tmp_path, drafts=True), problems(tmp_path, drafts=False)) == ([warning], [warning])
    assert "Read the other one." in page(tmp_path)


def test_an_entry_with_an_error_still_counts_as_known(tmp_path: Path) -> None:
    story(tmp_path, "main_claim: closed\n", base=BASE.replace("status: reported", "status: repotred"))
    assert problems(tmp_path) == [
        "stories/gates.yaml:14:13: error: 'repotred' is not one of the words for 'status'. Did you mean 'reported'? "
        "Type one of: confirmed, reported, disputed, unverified, refuted, withdrawn, pending. [not-a-choice]"
    ]


def test_the_timeline_is_in_time_order_whatever_order_was_typed(tmp_path: Path) -> None:
    story(
        tmp_path,
        """
        dates:
          - {id: c, date: 2031-05-01, title: The day, sources: courier}
          - {id: b, date: 2031-05, title: The month, sources: courier}
          - {id: e, date: not before 2031-05-01, title: Some day after, sources: courier}
          - {id: a, date: 2031, title: The year, sources: courier}
          - {id: d, date: ../2031, title: Up to then, sources: courier}
        """,
    )
    assert [entry.id for entry in run(tmp_path).archive.stories[0].timeline] == ["d", "a", "b", "c", "e"]


def test_dates_without_an_id_get_one_from_their_words_and_check_suggests_writing_it_down(tmp_path: Path) -> None:
    story(tmp_path, "dates:\n  - {date: 2031-05, title: The month, sources: courier}\n")
    result = run(tmp_path)
    assert [str(p) for p in result.problems] == [
        "stories/gates.yaml:17:5: warning: 1 of the 'dates' has no 'id': their addresses change when their words do. "
        "Add 'id:' with a short name to each, such as 'id: first-report'. [no-id]"
    ]
    moved = story(
        tmp_path / "b",
        "dates:\n  - {date: 2030, title: Before, sources: courier}\n  - {date: 2031-05, title: The month, sources: courier}\n",
    )
    assert result.archive.stories[0].timeline[0].id == run(moved).archive.stories[0].timeline[1].id


def test_two_pages_may_not_claim_one_address(tmp_path: Path) -> None:
    story(tmp_path, "aliases: [tidewell]\n")
    write(tmp_path, {"stories/tidewell.yaml": "title: Tidewell\npublished: 2031-05-01\n"})
    assert problems(tmp_path) == [
        "stories/gates.yaml:16:11: error: The address 'tidewell' belongs to stories/tidewell.yaml. "
        "Delete the alias, or rename the other story. [address-taken]"
    ]
