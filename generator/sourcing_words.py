"""What a claim or a page rests on, in a reader's words: a Sourcing goes in, sentences made of parts come out.

This module never counts anything itself, never hides an open chain, and never calls passing on a confirmation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from generator.archive import LinkedStory
from generator.md import Md, escape_part
from generator.references import uses
from generator.source import SourceKind
from generator.sourcing import Sourcing, is_unnamed, sourcing_of
from generator.walk import walk

FOLDER = Path(__file__).parent / "locale"
_PART = re.compile(r"\{([a-z]+)\}")
_PAPERS = (SourceKind.ARTICLE, SourceKind.BROADCAST, SourceKind.POST, SourceKind.WEBSITE)


@dataclass(frozen=True, slots=True)
class Named:
    """A source inside a sentence: its id, so that a page can link it, and the words it goes by there."""

    id: str
    words: str


Sentence = tuple[str | Named, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences made of text and named sources."""

    parts: tuple[str | Named, ...]

    def plain(self) -> str:
        """The sentences as plain text."""
        return "".join(part.words if isinstance(part, Named) else part for part in self.parts)

    def md(self, link: Callable[[str, str], Md]) -> Md:
        """The sentences as Markdown; `link` makes a link of a source's id and the words it goes by."""
        shown = (
            link(part.id, part.words) if isinstance(part, Named) else escape_part(part, line_start=not number)
            for number, part in enumerate(self.parts)
        )
        return Md("".join(shown))


@dataclass(frozen=True)
class _Words:
    """The words of one language; `tag` is the language that plurals are made with."""

    tag: str
    table: Mapping[str, str | Mapping[str, str]]

    def say(self, key: str, number: int = 1, **parts: Sentence) -> Sentence:
        """The words under `key`, in the plural form of `number`, with the parts put into their gaps."""
        entry = self.table[key]
        text = entry if isinstance(entry, str) else entry.get(_plural_form(self.tag, number), entry["other"])
        out: list[str | Named] = []
        for place, piece in enumerate(_PART.split(text)):
            out += parts[piece] if place % 2 else [piece] if piece else []
        return tuple(out)

    def together(self, items: list[Sentence]) -> Sentence:
        """A list such as 'a, b and c'."""
        if len(items) < 2:
            return items[0] if items else ()
        first: list[str | Named] = []
        for number, item in enumerate(items[:-1]):
            first += self.say("comma") if number else ()
            first += item
        return self.say("and", first=tuple(first), last=items[-1])


@cache
def _words(locale: str) -> _Words:
    import yaml

    tags = [tag for tag in (locale, locale.split("-")[0]) if re.fullmatch(r"[A-Za-z0-9-]+", tag)]
    tag = next((tag for tag in tags if (FOLDER / f"sourcing_{tag}.yaml").is_file()), "en")
    return _Words(tag, yaml.load((FOLDER / f"sourcing_{tag}.yaml").read_text("utf-8"), yaml.CBaseLoader))


@cache
def _plural_form(tag: str, number: int) -> str:
    from babel import Locale

    return str(Locale.parse(tag, sep="-").plural_form(number))


def source_name(id: str, story: LinkedStory, locale: str = "en") -> str:
    """What a source is called in a sentence: its publisher, who it is, or what it is.

    A letter is 'a letter by Mike Gallagher', a person who is not named goes by the words the story describes them with.
    """
    source, words = story.sources.get(id), _words(locale)
    if source is None:
        return id
    if source.anonymous:
        return source.anonymous.described_as
    people = [actor.name for person in source.author if (actor := story.actors.get(person)) and actor.name]
    people += [person for person in source.author if person not in story.actors]
    if source.kind is SourceKind.LETTER and people and not source.title:
        return _plain(words.say("letter_by", name=(_plain_list(words, people),)))
    spoken = [actor.name for ref in source.by if (actor := story.actors.get(str(ref))) and actor.name]
    return (
        source.publisher
        or source.name
        or source.title
        or _plain_list(words, people or spoken)
        or source.court
        or source.jurisdiction
        or id
    )


def root_count_words(found: Sourcing, locale: str = "en") -> str:
    """How many roots there are, in a few words for a table: 'one account, not named; one chain ends unstated'."""
    words, unnamed = _words(locale), len(found.unnamed_roots)
    counted: Sentence
    if not found.roots:
        counted = words.say("count_none")
    elif len(found.roots) == unnamed == 1:
        counted = words.say("count_unnamed_one")
    else:
        counted = words.say("count", found.independent, n=(str(found.independent),))
    said = [_plain(counted)]
    if unnamed and len(found.roots) > 1:
        said.append(_plain(words.say("count_unnamed", unnamed, n=(str(unnamed),))))
    if found.open_ends:
        said.append(_plain(words.say("count_open", len(found.open_ends), n=(str(len(found.open_ends)),))))
    return "; ".join(said)


def _plain(sentence: Sentence) -> str:
    return Sentences(sentence).plain()


def _plain_list(words: _Words, names: list[str]) -> str:
    return _plain(words.together([(name,) for name in names]))


class _Teller:
    """The words of one language over one story."""

    def __init__(self, story: LinkedStory, locale: str) -> None:
        self.story, self.locale, self.words = story, locale, _words(locale)

    @cached_property
    def _called(self) -> Counter[str]:
        return Counter(source_name(id, self.story, self.locale) for id in self.story.sources)

    def name(self, id: str, *, in_full: bool = False) -> Sentence:
        """A source by its name; `in_full` says of people who are not named that they are not."""
        source, name = self.story.sources[id], source_name(id, self.story, self.locale)
        if self._called[name] > 1:
            name = self._told_apart(id, name)
        named: Sentence = (Named(id, name),)
        if not in_full or not is_unnamed(self.story, id):
            return named
        many = source.anonymous.how_many if source.anonymous else None
        alone = self.words.table["one_alone"]
        single = not many or many.lower() in (alone if isinstance(alone, str) else alone.values())
        return self.words.say("unnamed" if single else "unnamed_several", name=named)

    def _told_apart(self, id: str, name: str) -> str:
        """Two articles of one paper must not read as one, or as the same thing twice."""
        from generator.wording import word

        source = self.story.sources[id]
        if source.title and source.title != name:
            return _plain(self.words.say("titled", name=(name,), title=(source.title,)))
        if source.published:
            date = word(source.published.date, self.locale)
            return _plain(self.words.say("dated", name=(name,), date=(date,)))
        return name

    def names(self, ids: Iterable[str], *, in_full: bool = False) -> Sentence:
        return self.words.together([self.name(id, in_full=in_full) for id in ids])

    def claim(self, found: Sourcing) -> Iterator[Sentence]:
        if not found.chains:
            yield self.words.say("none")
            return
        documents = list(found.primary_roots)
        # A document among several accounts is counted with them; alone it is told as what it is.
        accounts = list(found.roots) if found.independent > 1 else [id for id in found.roots if id not in documents]
        if accounts:
            yield from self._accounts(found, accounts)
        for id in documents:
            yield self._document(found, id)
        if found.open_ends and not accounts:
            yield from self._open(found)
        if found.party_roots:
            yield self._about("party", found.party_roots)
        if found.retracted:
            yield self._about("retracted", found.retracted)

    def _about(self, key: str, ids: tuple[str, ...]) -> Sentence:
        return self.words.say(key, len(ids), names=self.names(ids))

    def _document(self, found: Sourcing, id: str) -> Sentence:
        carriers, document = found.carriers[id], self.name(id)
        if id in carriers:
            return self.words.say("document", document=document)
        key = "document_only_through" if self.story.sources[id].unread else "document_passed"
        return self.words.say(key, document=document, carriers=self.names(carriers))

    def _accounts(self, found: Sourcing, accounts: list[str]) -> Iterator[Sentence]:
        words = self.words
        if found.independent == 1 and len(accounts) == 1:
            one, opened = self._one_account(found, accounts[0])
            yield one
            if opened:
                return
        elif found.independent == 1:
            yield words.say("accounts_same", roots=self.names(accounts, in_full=True))
        else:
            count = (str(found.independent),)
            yield words.say("accounts", found.independent, n=count, roots=self.names(accounts, in_full=True))
            for group in found.groups:
                if len(group) > 1:
                    yield self._about("same_behind", group)
        narrow = [id for id in found.through_all if id not in found.roots and id not in found.open_ends]
        if len(accounts) > 1 and narrow:
            yield words.say("all_through", names=self.names(narrow))
        if found.open_ends:
            yield from self._not_stated(found.open_ends)

    def _one_account(self, found: Sourcing, id: str) -> tuple[Sentence, bool]:
        """The sentence on the one account there is, and whether it says what is left open, too."""
        words, root, opened = self.words, self.name(id, in_full=True), found.open_ends
        carriers = tuple(head for head in found.carriers[id] if head != id)
        if id in found.carriers[id]:
            if self.story.sources[id].kind is SourceKind.PERSON:
                return words.say("told_us", root=root), False
            if carriers:
                passed = words.say("own_voice_passed", len(carriers), root=root, carriers=self.names(carriers))
                return passed, False
            return words.say("own_voice", root=root), False
        if opened and not any(self._names_some(end) for end in opened):
            with_open = words.say(
                "one_account_passed_open", root=root, carriers=self.names(carriers), open=self.names(opened)
            )
            return with_open, True
        return words.say("one_account_passed", root=root, carriers=self.names(carriers)), False

    def _open(self, found: Sourcing) -> Iterator[Sentence]:
        """What is left open, where no account is described: who passes on what."""
        passed = tuple(id for id in found.open_ends if id not in found.carriers[id])
        own = tuple(id for id in found.open_ends if id not in passed)
        heads = {head for id in passed for head in found.carriers[id]}
        carriers = [id for id in self.story.sources if id in heads]
        if passed:
            rest = self.words.say("only_open_rest", len(passed))
            yield self.words.say(
                "only_open", len(carriers), carriers=self.names(carriers), open=self.names(passed), rest=rest
            )
        yield from self._not_stated(own)

    def _not_stated(self, ids: tuple[str, ...]) -> Iterator[Sentence]:
        for key, some in (("open", False), ("open_else", True)):
            if opened := tuple(id for id in ids if self._names_some(id) is some):
                yield self._about(key, opened)

    def _names_some(self, id: str) -> bool:
        """Whether a source that leaves something open names something as well."""
        return any(not ref.is_special for ref in self.story.sources[id].relies_on)

    def page(self) -> Iterator[Sentence]:
        story, words = self.story, self.words
        found = {id: sourcing_of(story, claim.sources, claim) for id, claim in story.story.claims.items()}
        # Prose counts here: what only prose cites adds no root, but the page does come through it.
        cited = {use.id for use in uses(walk(story.story)) if use.cited_alone}
        heads = [id for id, source in story.sources.items() if id in cited and not source.unread]
        if len(heads) == 1:
            yield self._one_head(heads[0])
        elif heads:
            yield words.say("page_many", len(heads), n=(str(len(heads)),), names=self.names(heads))
        unread = [id for id, source in story.sources.items() if source.unread and id in story.known_through]
        if unread:
            yield words.say("page_unread", len(heads), names=self.names(unread))
        if any(_two_papers(story, one) for one in found.values()):
            yield words.say("page_same")
        unnamed = [id for id, one in found.items() if one.roots and one.roots == one.unnamed_roots]
        if unnamed:
            key = "page_unnamed_all" if len(found) == 1 else "page_unnamed"
            yield words.say(key, len(unnamed), n=(str(len(unnamed)),), all=(str(len(found)),))

    def _one_head(self, id: str) -> Sentence:
        source = self.story.sources[id]
        # 'by' stands before whoever published it; a thing that goes by its title, or a person, is only named.
        key = "page_one" if source.publisher else "page_one_titled"
        if not _all_sourced(self.story):
            key += "_gaps"
        return self.words.say(key, thing=self.words.say(f"one_{source.kind}"), name=self.name(id))


def claim_sentence(found: Sourcing, story: LinkedStory, locale: str) -> Sentences:
    """What a claim rests on, as far as described."""
    return _joined(_Teller(story, locale).claim(found))


def page_sentence(story: LinkedStory, locale: str) -> Sentences:
    """What the whole page rests on: what we read, what we know through it alone, and what that does not amount to."""
    return _joined(_Teller(story, locale).page())


def _joined(sentences: Iterable[Sentence]) -> Sentences:
    parts: list[str | Named] = []
    for sentence in sentences:
        first, *rest = sentence
        if isinstance(first, Named):
            first = Named(first.id, first.words[:1].upper() + first.words[1:])
        parts += [*([" "] if parts else []), first, *rest]
    return Sentences(tuple(parts))


def _all_sourced(story: LinkedStory) -> bool:
    """Whether each claim, quote and happening names its sources."""
    typed = story.story
    lists = [claim.sources for claim in typed.claims.values()] + [quote.sources for quote in typed.quotes.values()]
    return all((*lists, *(entry.citations for entry in story.timeline)))


def _two_papers(story: LinkedStory, found: Sourcing) -> bool:
    """Whether several papers tell what comes from one root, or from one source that does not say what it rests on."""
    papers: dict[str, set[str]] = {}
    for chain in found.chains:
        passed = (id for id in chain.path if story.sources[id].kind in _PAPERS)
        papers.setdefault(chain.path[-1], set()).update(passed)
    return any(len(ids) > 1 for ids in papers.values())
