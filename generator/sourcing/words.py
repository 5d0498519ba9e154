"""What a claim or a page rests on, in a reader's words: a Sourcing goes in, sentences made of parts come out.

This module never counts anything itself, never hides an open chain, and never calls passing on a confirmation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.archive import LinkedStory, uses
from generator.language import Named, Sentence, Sentences, Vocabulary, vocabulary
from generator.sourcing.support import Sourcing, is_unnamed, sourcing_of
from generator.story import SourceKind, walk

_PAPERS = (SourceKind.ARTICLE, SourceKind.BROADCAST, SourceKind.POST, SourceKind.WEBSITE)


def source_name(id: str, story: LinkedStory, locale: str = "en") -> str:
    """What a source is called in a sentence: its publisher, who it is, or what it is.

    A letter is 'a letter by Mike Gallagher', a person who is not named goes by the words the story describes them with.
    """
    source, words = story.sources.get(id), vocabulary(locale)
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
    words, unnamed = vocabulary(locale), len(found.unnamed_roots)
    counted: Sentence
    if not found.roots:
        counted = words.say("count_none")
    elif len(found.roots) == 1 and unnamed:
        counted = words.say("count_unnamed_one")
    elif len(found.roots) == 1 and found.primary_roots:
        counted = words.say("count_document_one")
    else:
        counted = words.say("count", found.independent, n=(str(found.independent),))
    said = [_plain(counted)]
    if unnamed > 1 and unnamed == len(found.roots):
        said.append(_plain(words.say("count_unnamed_all")))
    elif unnamed and len(found.roots) > 1:
        said.append(_plain(words.say("count_unnamed", unnamed, n=(str(unnamed),))))
    if found.open_ends:
        said.append(_plain(words.say("count_open", len(found.open_ends), n=(str(len(found.open_ends)),))))
    return _plain(words.say("semicolon")).join(said)


def _plain(sentence: Sentence) -> str:
    return Sentences(sentence).plain()


def _plain_list(words: Vocabulary, names: list[str]) -> str:
    return _plain(words.together([(name,) for name in names]))


class Teller:
    """The sentences of one language over one story; it keeps what its sources are called, so that a page needs one of it."""

    def __init__(self, story: LinkedStory, locale: str) -> None:
        self.story, self.locale, self.words = story, locale, vocabulary(locale)

    @cached_property
    def _called(self) -> Counter[str]:
        names = Counter(source_name(id, self.story, self.locale) for id in self.story.sources)
        return names + Counter(actor.name for actor in self.story.actors.values() if actor.name)

    def called(self, id: str) -> str:
        """What a source is called on this page: its name, with its title or date where something else goes by that name too."""
        name = source_name(id, self.story, self.locale)
        return self._told_apart(id, name) if self._called[name] > 1 else name

    def name(self, id: str, *, in_full: bool = False) -> Sentence:
        """A source by its name; `in_full` says of people who are not named that they are not."""
        source = self.story.sources[id]
        named: Sentence = (Named(id, self.called(id)),)
        if not in_full or not is_unnamed(self.story, id):
            return named
        many = source.anonymous.how_many if source.anonymous else None
        alone = self.words.table["one_alone"]
        single = not many or many.lower() in (alone if isinstance(alone, str) else alone.values())
        return self.words.say("unnamed" if single else "unnamed_several", name=named)

    def _told_apart(self, id: str, name: str) -> str:
        """Two articles of one paper must not read as one, or as the same thing twice."""
        from generator.language import word

        source = self.story.sources[id]
        if source.title and source.title != name:
            return _plain(self.words.say("titled", name=(name,), title=(source.title,)))
        if source.published:
            date = word(source.published.date, self.locale)
            return _plain(self.words.say("dated", name=(name,), date=(date,)))
        return name

    def names(self, ids: Iterable[str], *, in_full: bool = False) -> Sentence:
        """Several sources in a sentence, with 'and' before the last."""
        return self.words.together([self.name(id, in_full=in_full) for id in ids])

    def _claim(self, found: Sourcing) -> Iterator[Sentence]:
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
        only = found.party_roots[0] if len(found.roots) == len(found.party_roots) == 1 and not found.open_ends else None
        if only and found.carriers[only] == (only,):
            # It was just named, and nothing else was.
            yield self.words.say("party_it")
        elif found.party_roots:
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

    def claim_sentence(self, found: Sourcing) -> Sentences:
        """What a claim rests on, as far as described."""
        return _joined(self._claim(found), self.words.say("blank"))

    def page_sentence(self, found: Mapping[str, Sourcing]) -> Sentences:
        """What the whole page rests on; `found` is the sourcing of each of its claims."""
        return _joined(self._page(found), self.words.say("blank"))

    def _page(self, found: Mapping[str, Sourcing]) -> Iterator[Sentence]:
        story, words = self.story, self.words
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
        # 'by' stands before whoever published it; a thing that goes by its title, or a person, is only named. A letter's
        # name says already that it is one.
        key = "page_one" if source.publisher else "page_one_titled"
        if source.kind is SourceKind.LETTER and not (source.publisher or source.title):
            key = "page_one_bare"
        if not _all_sourced(self.story):
            key += "_gaps"
        return self.words.say(key, thing=self.words.say(f"one_{source.kind}"), name=self.name(id))


def claim_sentence(found: Sourcing, story: LinkedStory, locale: str) -> Sentences:
    """What a claim rests on, as far as described."""
    return Teller(story, locale).claim_sentence(found)


def page_sentence(story: LinkedStory, locale: str) -> Sentences:
    """What the whole page rests on: what we read, what we know through it alone, and what that does not amount to."""
    found = {id: sourcing_of(story, claim.sources, claim) for id, claim in story.story.claims.items()}
    return Teller(story, locale).page_sentence(found)


def _joined(sentences: Iterable[Sentence], between: Sentence) -> Sentences:
    parts: list[str | Named] = []
    for sentence in sentences:
        first, *rest = sentence
        if isinstance(first, Named):
            first = Named(first.id, first.words[:1].upper() + first.words[1:])
        parts += [*(between if parts else ()), first, *rest]
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
