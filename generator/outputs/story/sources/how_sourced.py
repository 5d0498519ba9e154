"""How this is sourced: a view goes in; in a reader's words, what the page rests on, what was read, and who has answered, come out.

This module never counts roots itself and never calls a relay a confirmation.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.outputs.story import explained, retraction_notices
from generator.outputs.story.people import unnamed_facts
from generator.outputs.story.sources import chains
from generator.outputs.story.sources.account_signs import meter
from generator.outputs.story.sources.who_answered import ledger
from generator.outputs.story.view import View
from generator.sourcing import Sourcing, is_unnamed
from generator.story import Anonymous, SourceKind
from generator.text import Md, boxed, heading, items, link, paragraphs, titled


def part(view: View) -> Md:
    """The sentence on the whole page, what was read and what not, the claims with their roots and chains, and the responses."""
    story, words, sources = view.linked.story, view.words, view.linked.sources
    if not sources:
        answers = ledger(view)
        return paragraphs([heading(2, words.say("sourcing"), "sourcing"), answers]) if answers else Md("")
    read = [id for id, source in sources.items() if source.read_on]
    unread = [id for id, source in sources.items() if source.unread]
    unnamed = [id for id in sources if is_unnamed(view.linked, id)]
    heard = any(sources[id].kind is SourceKind.PERSON for id in read)
    told = {*read, *unread, *unnamed}
    pictures = chains.figures(view)
    return paragraphs(
        [
            heading(2, words.say("sourcing"), "sourcing"),
            Md(view.teller.page_sentence(view.sourcing).md(view.named)),
            titled(words.say("sourcing_heard" if heard else "sourcing_read"), items(_named(view, id) for id in read)),
            titled(words.say("sourcing_unread"), items(_unread(view, id) for id in unread)),
            titled(words.say("sourcing_unnamed"), items(_unnamed(view, id) for id in unnamed)),
            titled(words.say("sourcing_others"), items(_named(view, id) for id in sources if id not in told)),
            titled(words.say("sourcing_table"), boxed("ep-roots", _table(view))) if story.claims else "",
            titled(words.say("sourcing_chains"), paragraphs([words.say("chain_how"), pictures])) if pictures else "",
            titled(words.say("sourcing_ledger"), ledger(view)),
            explained.line(view, "counting_explained", "accounts"),
        ]
    )


def _named(view: View, id: str) -> Md:
    return Md(f"{view.name(id)}[^{id}]{_fell(view, id)}")


def _fell(view: View, id: str) -> Md:
    """That a source was taken back, or stands on one that was."""
    support = view.support((id,))
    key = "mark_gone_itself" if id in view.retracted else f"mark_gone_{'all' if support == 'none' else support}"
    if support == "whole":
        return Md("")
    mark = view.words.say("aside", words=view.words.text(key)).strip()
    return Md(f' <span class="ep-gone">{mark}</span>')


def _unread(view: View, id: str) -> Md:
    through = view.linked.known_through.get(id)
    name = _named(view, id)
    return view.words.say("sourcing_unread_item", name=name, through=view.names(through)) if through else name


def _unnamed(view: View, id: str) -> Md:
    """Who is not named, with all that is told of them; what is not told is told to be missing."""
    facts = [fact for one in _descriptions(view, id) for fact in _facts(view, one)]
    told = view.words.say("aside", words=Md(view.words.text("semicolon").join(facts))) if facts else Md("")
    return Md(f"{_named(view, id)}{told}")


def _descriptions(view: View, id: str) -> Iterator[Anonymous]:
    source = view.linked.sources[id]
    if source.anonymous:
        yield source.anonymous
        return
    for ref in source.by:
        actor = view.linked.actors.get(str(ref))
        if actor and actor.anonymous:
            yield actor.anonymous


def _facts(view: View, one: Anonymous) -> Iterator[Md]:
    yield from unnamed_facts(view, one)
    for key, given in (("sourcing_no_knows_how", one.knows_how), ("sourcing_no_why_unnamed", one.why_unnamed)):
        if not given:
            yield view.words.say(key)


def row(*cells: str) -> str:
    """One row of a Markdown table."""
    return "| " + " | ".join(cell or " " for cell in cells) + " |"


def _table(view: View) -> Md:
    """Each claim with its status, the roots it stands on by name, and how many that makes."""
    words, claims = view.words, view.linked.story.claims
    lines = [row(*(words.say(key) for key in ("table_claim", "table_roots", "table_count"))), row("---", "---", "---")]
    for id, found in view.sourcing.items():
        claim = claims[id]
        shown = link(view.typed(view.plain(claim.text)), f"#claim-{id}")
        standing = f"{shown} {view.badge(claim)}".rstrip() + retraction_notices.badge(view, claim)
        lines.append(row(standing, Md(words.text("semicolon").join(_roots(view, found))), meter(view, found)))
    return Md("\n".join(lines))


def _roots(view: View, found: Sourcing) -> Iterator[Md]:
    """The roots by name, each with what it is, then the sources whose own ground is not stated."""
    words = view.words
    for id in found.roots:
        signs = [
            words.text(key)
            for key, ids in (
                ("chain_note_retracted", found.retracted),
                ("chain_note_unnamed", found.unnamed_roots),
                ("chain_note_document", found.primary_roots),
                ("chain_note_party", found.party_roots),
            )
            if id in ids
        ]
        name = view.name(id)
        yield words.say("root_with", name=name, what=words.text("comma").join(signs)) if signs else name
    for id in found.open_ends:
        yield words.say("root_open", name=view.name(id))
    if not found.chains:
        yield words.say("root_none")
