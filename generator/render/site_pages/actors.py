"""People, organisations and all others who take part: a leaf goes in; the index and a page for each shared actor come out.

An actor that a single story defines has no page of its own; the index leads to its entry there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.actor import Actor
from generator.addresses import actor_path
from generator.archive import LinkedStory
from generator.md import Md, escape, heading, html_attribute, html_text, link
from generator.md_layout import items, paragraphs
from generator.page import Page
from generator.register import ActorFile
from generator.render.site_pages.leaf import Leaf
from generator.shown import quoted


def render(shelf: Leaf) -> Iterator[Page]:
    """Give `actors/index.md` and a page for each shared actor that some story names."""
    register = shelf.register
    if not (register.actors or register.own_actors):
        return
    yield _index(replace(shelf, path="actors/index.md"))
    for file in register.actors.values():
        yield _page(replace(shelf, path=actor_path(file.id)), file)


def _index(leaf: Leaf) -> Page:
    words, register = leaf.words, leaf.register
    lines: list[tuple[str, str, Md]] = []
    for file in register.actors.values():
        many = words.say("site_count_stories", n=str(len(file.stories)))
        name = file.actor.name or file.id
        lines.append(
            (
                str(file.actor.kind),
                name,
                Md(f"{leaf.to(actor_path(file.id), escape(name))}{_after(leaf, file.actor)} ({many})"),
            )
        )
    for own in register.own_actors:
        name = own.actor.name or own.id
        shown = leaf.to(f"stories/{own.story.slug}.md", escape(name), f"actor-{own.id}")
        lines.append((str(own.actor.kind), name, leaf.among(Md(f"{shown}{_after(leaf, own.actor)}"), own.story)))
    groups: list[Md] = []
    for kind in dict.fromkeys(kind for kind, _, _ in sorted(lines)):
        named = sorted((name.casefold(), line) for of, name, line in lines if of == kind)
        groups += [heading(2, words.say(f"site_kind_{kind}"), f"kind-{kind}"), items(line for _, line in named)]
    return leaf.page(words.text("site_actors"), words.text("site_actors_described"), *groups)


def _after(leaf: Leaf, actor: Actor) -> Md:
    return Md(f": {escape(actor.role)}") if actor.role else Md("")


def _page(leaf: Leaf, file: ActorFile) -> Page:
    words, actor = leaf.words, file.actor
    name = actor.name or file.id
    return leaf.page(
        name,
        words.text("site_actor_described", name=name),
        _who(leaf, actor),
        _part(leaf, "site_in_stories", "stories", [_in_story(leaf, story, file) for story in file.stories]),
        _part(leaf, "site_claims_by", "claims-by", [leaf.among(leaf.claim(c), c.story) for c in file.claims_by]),
        _part(
            leaf, "site_claims_about", "claims-about", [leaf.among(leaf.claim(c), c.story) for c in file.claims_about]
        ),
        _part(leaf, "site_responses", "responses", list(_responses(leaf, file))),
        _part(leaf, "site_quotes", "quotes", list(_quotes(leaf, file))),
        _part(leaf, "timeline", "timeline", [leaf.among(leaf.date(d), d.story) for d in file.dates]),
    )


def _part(leaf: Leaf, key: str, id: str, lines: list[Md]) -> Md:
    return paragraphs([heading(2, leaf.words.say(key), id), items(lines)]) if lines else Md("")


def _who(leaf: Leaf, actor: Actor) -> Md:
    words = leaf.words
    facts = [escape(actor.role) if actor.role else words.say(f"kind_{actor.kind}")]
    facts += [_role(leaf, role.role, role.when.date) if role.when else escape(role.role) for role in actor.roles]
    if actor.speaks_for and str(actor.speaks_for) in leaf.archive.shared_actors:
        other = leaf.archive.shared_actors[str(actor.speaks_for)].name or str(actor.speaks_for)
        facts.append(words.say("actor_speaks_for", name=other))
    names = [
        Md(f'<span lang="{html_attribute(lang)}">{html_text(name)}</span>')
        for lang, name in (actor.names or {}).items()
    ]
    lines = [Md(" · ".join(facts)), escape(actor.description or "")]
    if names:
        lines.append(words.say("actor_names", names=Md(words.text("comma").join(names))))
    if actor.aliases:
        lines.append(words.say("actor_aliases", names=words.text("comma").join(actor.aliases)))
    if actor.url:
        lines.append(link(words.say("site_own_page"), actor.url))
    return paragraphs(lines)


def _role(leaf: Leaf, role: str, when: object) -> Md:
    from generator.when import When

    assert isinstance(when, When)
    return leaf.words.say("actor_role_when", role=role, date=leaf.when(when))


def _in_story(leaf: Leaf, story: LinkedStory, file: ActorFile) -> Md:
    """A story, and what the actor is in it where the story says something of its own."""
    here = story.actors[file.id]
    own = here.role if here.role and here.role != file.actor.role else ""
    return Md(f"{leaf.story(story)}: {escape(own)}") if own else leaf.story(story)


def _responses(leaf: Leaf, file: ActorFile) -> Iterator[Md]:
    from generator.register import ClaimThere

    for there in file.responses:
        claims = there.story.story.claims
        for id in map(str, there.response.to):
            if id in claims:
                word = leaf.words.say(f"word_{there.response.response}")
                yield leaf.among(Md(f"{word}: {leaf.claim(ClaimThere(there.story, id, claims[id]))}"), there.story)


def _quotes(leaf: Leaf, file: ActorFile) -> Iterator[Md]:
    for there in file.quotes:
        text = escape(quoted(there.quote.text, leaf.words))
        shown = leaf.to(f"stories/{there.story.slug}.md", text, f"quote-{there.id}")
        yield leaf.among(leaf.in_language(shown, there.story), there.story)
