"""People, organisations and all others who take part: a leaf goes in; the index and a page for each shared actor come out.

An actor that a single story defines has no page of its own; the index leads to its entry there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

from generator.archive import LinkedStory
from generator.dates import WhenKind, parse_when
from generator.language import lang_attributes
from generator.media import PERSON, photo_figure
from generator.outputs.lists.list_view import Leaf
from generator.outputs.lists.rows import (
    claim_row,
    date_row,
    in_stories,
    quote_row,
    role,
    rows,
    same_claims,
    same_dates,
    together,
    under,
)
from generator.outputs.register import ActorFile, ClaimThere, ResponseThere
from generator.story import Actor
from generator.text import Md, boxed, escape, heading, html_text, items, link, paragraphs
from generator.versions import holds, in_time_order
from generator.writing import Page, actor_path


def actor_pages(shelf: Leaf) -> Iterator[Page]:
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
                leaf.counted(_with_role(leaf, leaf.to(actor_path(file.id), leaf.typed(name)), file.actor), many),
            )
        )
    for own in register.own_actors:
        name = own.actor.name or own.id
        shown = leaf.to_story(own.story, leaf.typed(name), f"actor-{own.id}")
        line = Md(f"{_with_role(leaf, shown, own.actor)}{under([in_stories(leaf, [(own.story, '')])])}")
        lines.append((str(own.actor.kind), name, line))
    groups: list[Md] = []
    for kind in dict.fromkeys(kind for kind, _, _ in sorted(lines)):
        named = sorted((name.casefold(), line) for of, name, line in lines if of == kind)
        groups += [
            heading(2, words.say(f"site_kind_{kind}"), f"kind-{kind}"),
            boxed("ep-rows", items(line for _, line in named)),
        ]
    return leaf.page(
        words.text("site_actors"), words.text("site_actors_described"), words.say("site_actors_lead"), *groups
    )


def _with_role(leaf: Leaf, name: Md, actor: Actor) -> Md:
    return leaf.words.say("with_colon", first=name, rest=actor.role) if actor.role else name


def _page(leaf: Leaf, file: ActorFile) -> Page:
    words, actor = leaf.words, file.actor
    name = actor.name or file.id
    return leaf.page(
        name,
        words.text("site_actor_described", name=name),
        _who(leaf, file),
        words.say("site_actor_described", name=name),
        _part(leaf, "site_in_stories", "stories", (_in_story(leaf, story, file) for story in file.stories)),
        _part(
            leaf, "site_claims_by", "claims-by", (claim_row(leaf, same) for same in same_claims(leaf, file.claims_by))
        ),
        _part(
            leaf,
            "site_claims_about",
            "claims-about",
            (claim_row(leaf, same) for same in same_claims(leaf, file.claims_about)),
        ),
        _part(leaf, "site_responses", "responses", _responses(leaf, file)),
        _part(leaf, "site_quotes", "quotes", (quote_row(leaf, there, actor) for there in file.quotes)),
        _part(leaf, "timeline", "timeline", (date_row(leaf, same, actor=actor) for same in same_dates(file.dates))),
        above=(leaf.to("actors/index.md", words.say("site_actors")),),
    )


def _part(leaf: Leaf, key: str, id: str, lines: Iterable[Md]) -> Md:
    shown = rows(leaf, lines)
    return paragraphs([heading(2, leaf.words.say(key), id), shown]) if shown else Md("")


def _picture(leaf: Leaf, file: ActorFile) -> Md:
    """The picture that all stories share: its files are there if a published story shows it, too."""
    image = file.actor.image
    for story in file.stories if image else ():
        photo = story.photos.get(("actor", file.id))
        if photo and image and story.actors[file.id].image == image:
            return photo_figure(photo, image, PERSON, f"{leaf.home}actors/{file.id}", leaf.words)
    return Md("")


def _who(leaf: Leaf, file: ActorFile) -> Md:
    words, actor = leaf.words, file.actor
    facts = [leaf.typed(actor.role) if actor.role else words.say(f"kind_{actor.kind}")]
    if actor.speaks_for and str(actor.speaks_for) in leaf.archive.shared_actors:
        other = leaf.archive.shared_actors[str(actor.speaks_for)].name or str(actor.speaks_for)
        facts.append(words.say("actor_speaks_for", name=other))
    names = [
        Md(f"<span{lang_attributes(lang, leaf.words.locale)}>{html_text(name)}</span>")
        for lang, name in (actor.names or {}).items()
    ]
    lines = [Md(" · ".join(facts)), _roles(leaf, actor), escape(actor.description or "")]
    if names:
        lines.append(words.say("actor_names", names=Md(words.text("comma").join(names))))
    if actor.aliases:
        lines.append(words.say("actor_aliases", names=words.text("comma").join(actor.aliases)))
    if actor.url:
        lines.append(link(words.say("site_own_page"), actor.url))
    picture = _picture(leaf, file)
    return boxed("ep-who", paragraphs([picture, *lines])) if picture else paragraphs(lines)


def _roles(leaf: Leaf, actor: Actor) -> Md:
    """The roles held, in the order of time, those held today marked; those without a date come last."""
    today = parse_when(leaf.archive.newsroom.today.isoformat())
    now = f' <span class="ep-mark">{leaf.words.say("site_role_now")}</span>'
    lines = [
        Md(
            leaf.words.say("actor_role_when", role=role.role, date=leaf.when(role.when.date))
            + (now if role.when.date.kind is WhenKind.SPAN and holds(role.when.date, today) else "")
        )
        if role.when
        else leaf.typed(role.role)
        for role in in_time_order(actor)
    ]
    return items(lines)


def _in_story(leaf: Leaf, story: LinkedStory, file: ActorFile) -> Md:
    """A story, and what the actor is in it where the story says something of its own."""
    here = story.actors[file.id]
    own = here.role if here.role and here.role != file.actor.role else ""
    said = leaf.in_language(escape(own), story)
    return leaf.words.say("with_colon", first=leaf.story(story), rest=said) if own else leaf.story(story)


def _responses(leaf: Leaf, file: ActorFile) -> Iterator[Md]:
    """What the actor answered, to which claim with its status; the same answer in several stories once."""
    answers = [
        (there, ClaimThere(there.story, id, there.story.story.claims[id]))
        for there in file.responses
        for id in map(str, there.response.to)
        if id in there.story.story.claims
    ]

    def told(answer: tuple[ResponseThere, ClaimThere]) -> Hashable:
        there, claim = answer
        date = there.response.date.date.text if there.response.date else ""
        said = (there.response.response, date, claim.id, leaf.claim_text(claim), claim.claim.standing)
        return (*said, there.story.lang, bool(there.story.story.fictional), there.story.draft)

    for same in together(answers, told):
        there, claim = same[0]
        word = leaf.words.say(f"word_{there.response.response}")
        when = [leaf.when(there.response.date.date)] if there.response.date else []
        places = ((one.story, f"claim-{claim.id}") for one, _ in same)
        below = [*when, *role(leaf, file.actor, there.response.date), in_stories(leaf, places)]
        yield leaf.words.say("with_colon", first=word, rest=Md(f"{leaf.claim(claim)}{under(below)}"))
