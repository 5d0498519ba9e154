"""What a claim or a page rests on, in a reader's words: a Sourcing goes in, sentences made of parts come out.

This module never counts anything itself, never hides an open chain, and never calls passing on a confirmation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.archive import LinkedStory
from generator.md import Md, escape_part
from generator.source import Citation, SourceKind
from generator.sourcing import Sourcing, sourcing_of

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


@cache
def _words(locale: str) -> Mapping[str, str]:
    import yaml

    folder = Path(__file__).parent / "locale"
    tags = (locale, locale.split("-")[0], "en")
    file = next(path for tag in tags if (path := folder / f"sourcing_{tag}.yaml").is_file())
    table: Mapping[str, str] = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)
    return table


def _say(words: Mapping[str, str], key: str, **parts: Sentence) -> Sentence:
    out: list[str | Named] = []
    for number, piece in enumerate(_PART.split(words[key])):
        out += parts[piece] if number % 2 else [piece] if piece else []
    return tuple(out)


def _list(words: Mapping[str, str], items: list[Sentence]) -> Sentence:
    if len(items) < 2:
        return items[0] if items else ()
    first: list[str | Named] = []
    for number, item in enumerate(items[:-1]):
        first += [words["comma"]] * (number > 0)
        first += item
    return _say(words, "and", first=tuple(first), last=items[-1])


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
        return words["letter_by"].replace("{name}", _plain_list(words, people))
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


def _plain_list(words: Mapping[str, str], names: list[str]) -> str:
    return "".join(part if isinstance(part, str) else part.words for part in _list(words, [(name,) for name in names]))


class _Teller:
    """The words of one language over one story."""

    def __init__(self, story: LinkedStory, locale: str) -> None:
        self.story, self.locale, self.words = story, locale, _words(locale)

    def name(self, id: str, *, in_full: bool = False) -> Sentence:
        named: Sentence = (Named(id, source_name(id, self.story, self.locale)),)
        source = self.story.sources[id]
        return _say(self.words, "unnamed", name=named) if in_full and source.anonymous else named

    def names(self, ids: Iterable[str], *, in_full: bool = False) -> Sentence:
        return _list(self.words, [self.name(id, in_full=in_full) for id in ids])

    def claim(self, found: Sourcing) -> Iterator[Sentence]:
        if not found.chains:
            yield _say(self.words, "none")
            return
        documents = list(found.primary_roots)
        # A document among several accounts is counted with them; alone it is told as what it is.
        accounts = list(found.roots) if found.independent > 1 else [id for id in found.roots if id not in documents]
        if accounts:
            yield from self._accounts(found, accounts)
        for id in documents:
            carriers = self._carriers(found, [id])
            key = "document" if carriers else "document_read"
            yield _say(self.words, key, document=self.name(id), carriers=self.names(carriers))
        if found.open_ends and not accounts:
            yield from self._only_open(found)
        if found.party_roots:
            yield _say(
                self.words, "party" if len(found.party_roots) == 1 else "parties", names=self.names(found.party_roots)
            )

    def _accounts(self, found: Sourcing, accounts: list[str]) -> Iterator[Sentence]:
        carriers, opened = self._carriers(found, accounts), found.open_ends
        if found.independent == 1 and len(accounts) == 1:
            root = self.name(accounts[0], in_full=True)
            if not carriers:
                yield _say(self.words, "own_voice", root=root)
            elif opened:
                yield _say(
                    self.words,
                    "one_account_passed_open",
                    root=root,
                    carriers=self.names(carriers),
                    open=self.names(opened),
                )
                return
            else:
                yield _say(self.words, "one_account_passed", root=root, carriers=self.names(carriers))
        elif found.independent == 1:
            yield _say(self.words, "accounts_same", roots=self.names(accounts, in_full=True))
        else:
            yield _say(self.words, "accounts", n=(str(found.independent),), roots=self.names(accounts, in_full=True))
        if opened:
            yield _say(self.words, "also_open", open=self.names(opened))

    def _only_open(self, found: Sourcing) -> Iterator[Sentence]:
        carriers = self._carriers(found, list(found.open_ends))
        if not carriers:
            yield _say(self.words, "only_open_own", open=self.names(found.open_ends))
            return
        passes = self.words["passes_one" if len(carriers) == 1 else "passes_other"]
        yield _say(
            self.words, "only_open", carriers=self.names(carriers), passes=(passes,), open=self.names(found.open_ends)
        )

    def _carriers(self, found: Sourcing, ends: list[str]) -> list[str]:
        """The sources through which these ends reach us: the heads of their chains, themselves left out."""
        heads = [chain.path[0] for chain in found.chains if chain.path[-1] in ends]
        return [id for id in dict.fromkeys(heads) if id not in ends]


def claim_sentence(found: Sourcing, story: LinkedStory, locale: str) -> Sentences:
    """What a claim rests on, as far as described."""
    return _joined(_Teller(story, locale).claim(found))


def page_sentence(story: LinkedStory, locale: str) -> Sentences:
    """What the whole page rests on: what we read, what we know through it alone, and what that does not amount to."""
    return _joined(_page(_Teller(story, locale)))


def _joined(sentences: Iterable[Sentence]) -> Sentences:
    parts: list[str | Named] = []
    for sentence in sentences:
        first, *rest = sentence
        if isinstance(first, Named):
            first = Named(first.id, first.words[:1].upper() + first.words[1:])
        parts += [*([" "] if parts else []), first, *rest]
    return Sentences(tuple(parts))


def _page(teller: _Teller) -> Iterator[Sentence]:
    story, words = teller.story, teller.words
    found = {id: sourcing_of(story, claim.sources, claim) for id, claim in story.story.claims.items()}
    heads = [
        id for id, source in story.sources.items() if any(_is_head(c, id) for c in _lists(story)) and not source.unread
    ]
    if len(heads) == 1:
        kind = story.sources[heads[0]].kind
        yield _say(words, "page_one", kind=(str(kind),), name=teller.name(heads[0]))
    elif heads:
        yield _say(words, "page_many", n=(str(len(heads)),), names=teller.names(heads))
    unread = [id for id, source in story.sources.items() if source.unread and id in story.known_through]
    if unread:
        yield _say(words, "page_unread" if len(heads) == 1 else "page_unread_many", names=teller.names(unread))
    if any(_two_papers(story, one) for one in found.values()):
        yield _say(words, "page_same")
    unnamed = [id for id, one in found.items() if one.roots and one.roots == one.unnamed_roots]
    if unnamed:
        key = "page_unnamed_one" if len(unnamed) == 1 else "page_unnamed_other"
        yield _say(words, key, n=(str(len(unnamed)),), all=(str(len(found)),))


def _is_head(citation: Citation, id: str) -> bool:
    return str(citation.source) == id


def _lists(story: LinkedStory) -> list[Citation]:
    typed = story.story
    lists = [entry.sources for entry in typed.claims.values()] + [entry.sources for entry in typed.quotes.values()]
    lists += [entry.sources for entry in typed.dates] + [entry.sources for entry in typed.responses]
    return [citation for citations in lists for citation in citations]


def _two_papers(story: LinkedStory, found: Sourcing) -> bool:
    """Whether a claim reaches us through several papers of which one passes on the other."""
    return any(
        sum(story.sources[id].kind in _PAPERS for id in chain.path if id in story.sources) > 1 for chain in found.chains
    )
