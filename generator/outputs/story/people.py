"""Who is who: a view goes in, an entry for each actor comes out, with what they say and what is said about them.

This module never describes an actor in words that the story does not give.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive import same_language
from generator.media import PERSON
from generator.outputs.story import images, links_out
from generator.outputs.story.view import View
from generator.story import LANG_PATTERN, NOT_STATED, Actor, Anonymous
from generator.text import Md, boxed, escape, heading, items, link, paragraphs
from generator.versions import in_time_order


def part(view: View) -> Md:
    """Every actor the story names, in the order of the story's list, the others after them."""
    if not view.linked.actors:
        return Md("")
    entries = (_actor(view, id, actor) for id, actor in view.linked.actors.items())
    return paragraphs(
        [
            heading(2, view.words.say("people"), "people"),
            Md(f'<div class="ep-people" markdown="1">\n\n{paragraphs(entries)}\n\n</div>'),
        ]
    )


def _actor(view: View, id: str, actor: Actor) -> Md:
    lines = items(
        [
            *(view.words.say("actor_names", names=_names(view, actor)) for _ in (1,) if actor.names),
            *(
                view.words.say("actor_aliases", names=Md(view.words.text("comma").join(map(view.typed, actor.aliases))))
                for _ in (1,)
                if actor.aliases
            ),
            *((_unnamed(view, actor.anonymous),) if actor.anonymous else ()),
            *_links(view, id),
            *(line for line in (links_out.actor(view, id),) if line),
        ]
    )
    body = paragraphs(
        [
            heading(3, view.typed(actor.name or id), f"actor-{id}"),
            images.figure(view, ("actor", id), actor.image, PERSON),
            _line(view, actor),
            escape(actor.description or ""),
            lines,
        ]
    )
    return boxed("ep-card ep-actor", body)


def _line(view: View, actor: Actor) -> Md:
    """Kind, role and for whom they speak, in one line."""
    words = view.words
    facts = [_role(view, actor) or words.say(f"kind_{actor.kind}")]
    if actor.speaks_for:
        facts.append(words.say("actor_speaks_for", name=view.name(str(actor.speaks_for))))
    text = Md(" · ".join(facts))
    return Md(f'<p class="ep-role" markdown="span">{text}</p>')


def _role(view: View, actor: Actor) -> Md:
    if actor.role:
        return view.typed(actor.role)
    roles = [
        view.words.say("actor_role_when", role=role.role, date=view.dated(role.when))
        if role.when
        else view.typed(role.role)
        for role in in_time_order(actor)
    ]
    return Md(view.words.text("semicolon").join(roles))


def _names(view: View, actor: Actor) -> Md:
    names = actor.names or {}
    return Md(
        view.words.text("comma").join(
            view.in_script(name, lang)
            for lang, name in names.items()
            # On a page in another language the name itself may be one of these.
            if LANG_PATTERN.fullmatch(lang) and not (name == actor.name and same_language(lang, view.linked.lang))
        )
    )


def _unnamed(view: View, unnamed: Anonymous) -> Md:
    described = view.words.say("actor_anonymous", words=view.quoted(unnamed.described_as))
    return Md(view.words.text("semicolon").join([described, *unnamed_facts(view, unnamed)]))


def unnamed_facts(view: View, unnamed: Anonymous) -> Iterator[Md]:
    """What is told about somebody who is not named: how many, how they know, why they are not named."""
    words = view.words
    for key, value in (
        ("how_many", unnamed.how_many),
        ("knows_how", unnamed.knows_how),
        ("why_unnamed", unnamed.why_unnamed),
    ):
        if value:
            yield words.say(f"actor_{key}", words=words.text("not_stated") if value == NOT_STATED else value)


def _links(view: View, id: str) -> Iterator[Md]:
    """The ways back: claims by and about the actor, quotes, responses, dates."""
    words, linked = view.words, view.linked
    for key, way in (("actor_claims_by", "claims_by"), ("actor_claims_about", "claims_about")):
        claims = [claim for claim in linked.back(way, id) if claim in linked.story.claims]
        if claims:
            yield view.listed(key, [view.claim_link(claim) for claim in claims])
    quotes = [quote for quote in linked.back("quotes_by", id) if quote in linked.story.quotes]
    if quotes:
        shown = [link(view.typed(view.entry_text(quote)), f"#quote-{quote}") for quote in quotes]
        yield view.listed("actor_quotes", shown)
    answers = [linked.story.responses[int(number)] for number in linked.back("responses_by", id)]
    if answers:
        shown = [
            words.say("with_colon", first=words.text(f"word_{answer.response}"), rest=view.claim_link(str(claim)))
            for answer in answers
            for claim in answer.to
            if claim in linked.story.claims
        ]
        yield view.listed("actor_responses", shown)
    dates = [entry for entry in linked.timeline if id in map(str, entry.entry.actors)]
    if dates:
        yield view.listed("actor_dates", [view.date_link(entry) for entry in dates])
