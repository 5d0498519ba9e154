"""How this is sourced: a view goes in; in a reader's words, what the page rests on, what was read, and who has answered, come out.

This module never counts roots itself and never calls a relay a confirmation.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.md import Md, escape, heading
from generator.render.story_page.layout import items, paragraphs, titled
from generator.render.story_page.people import unnamed_facts
from generator.render.story_page.view import View
from generator.sourcing import Sourcing, sourcing_of
from generator.sourcing_words import page_sentence


def part(view: View) -> Md:
    """The sentence on the whole page, what was read and what not, the table of claims, and the ledger of responses."""
    story, words, sources = view.linked.story, view.words, view.linked.sources
    if not sources:
        return Md("")
    read = [id for id, source in sources.items() if source.read_on]
    unread = [id for id, source in sources.items() if source.unread]
    unnamed = [id for id, source in sources.items() if source.anonymous]
    return paragraphs(
        [
            heading(2, words.say("sourcing"), "sourcing"),
            Md(page_sentence(view.linked, words.locale).md(view.named)),
            titled(words.say("sourcing_read"), items(Md(f"{view.name(id)}[^{id}]") for id in read)),
            titled(words.say("sourcing_unread"), items(_unread(view, id) for id in unread)),
            titled(words.say("sourcing_unnamed"), items(_unnamed(view, id) for id in unnamed)),
            titled(words.say("sourcing_table"), _table(view)) if story.claims else "",
            titled(words.say("sourcing_ledger"), _ledger(view)) if story.responses else "",
            _others(view, {*read, *unread, *unnamed}),
        ]
    )


def _unread(view: View, id: str) -> Md:
    through = view.linked.known_through.get(id)
    name = Md(f"{view.name(id)}[^{id}]")
    return view.words.say("sourcing_unread_item", name=name, through=view.names(through)) if through else name


def _unnamed(view: View, id: str) -> Md:
    unnamed = view.linked.sources[id].anonymous
    facts = "; ".join(unnamed_facts(view, unnamed)) if unnamed else ""
    name = f"{view.name(id)}[^{id}]"
    return Md(f"{name}. {facts}" if facts else name)


def _others(view: View, told: set[str]) -> Md:
    """Sources that no list above names: each still gets its note."""
    rest = [id for id in view.linked.sources if id not in told]
    return items(Md(f"{view.name(id)}[^{id}]") for id in rest)


def row(*cells: str) -> str:
    """One row of a Markdown table."""
    return "| " + " | ".join(cell or " " for cell in cells) + " |"


def _table(view: View) -> Md:
    words = view.words
    columns = ("table_claim", "table_status", "table_roots", "table_unnamed", "table_primary", "table_open")
    lines = [row(*(words.say(key) for key in columns)), row(*("---" for _ in columns))]
    for id, claim in view.linked.story.claims.items():
        found = sourcing_of(view.linked, claim.sources, claim)
        link = Md(f"[{escape(view.plain(claim.text))}](#claim-{id})")
        lines.append(row(link, view.badge(claim), *_counts(found)))
    return Md("\n".join(lines))


def _counts(found: Sourcing) -> Iterator[str]:
    yield str(found.independent)
    yield str(len(found.unnamed_roots))
    yield str(len(found.primary_roots))
    yield str(len(found.open_ends))


def _ledger(view: View) -> Md:
    words = view.words
    columns = ("table_actor", "table_response", "table_claim", "table_source")
    lines = [row(*(words.say(key) for key in columns)), row(*("---" for _ in columns))]
    for response in view.linked.story.responses:
        for claim in response.to:
            if claim in view.linked.story.claims:
                lines.append(
                    row(
                        view.names(map(str, response.by)),
                        words.say(f"word_{response.response}"),
                        view.claim_link(str(claim)),
                        view.names(dict.fromkeys(str(c.source) for c in response.sources))
                        + view.cites(response.sources),
                    )
                )
    return Md("\n".join(lines))
