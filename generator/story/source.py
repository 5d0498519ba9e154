"""Where statements come from: fields of a source go in as a writer typed them, a source comes out; and citations of sources.

This module never counts roots and never resolves ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.dates import When
from generator.story.actor import Anonymous
from generator.story.base import Entry, Fault, field_error
from generator.story.fields import Exact, Lang, Listed, Text, Url, YesNo, when_value
from generator.story.reference import ActorRef, ReliesOn, SourceRef
from generator.story.stated_date import StatedDate


class SourceKind(StrEnum):
    """What sort of source it is."""

    ARTICLE = "article"
    DOCUMENT = "document"
    STATEMENT = "statement"
    LETTER = "letter"
    INTERVIEW = "interview"
    POST = "post"
    BROADCAST = "broadcast"
    BOOK = "book"
    WEBSITE = "website"
    LAW = "law"
    FILING = "filing"
    STUDY = "study"
    DATASET = "dataset"
    PERSON = "person"


class LinkStatus(StrEnum):
    """What stands at the address now."""

    LIVE = "live"
    DEAD = "dead"
    USURPED = "usurped"
    PAYWALLED = "paywalled"


NOT_READ = "no"

# Fields that make sense for some kinds alone; anywhere else they are a slip worth a sentence.
KIND_FIELDS: tuple[tuple[str, tuple[SourceKind, ...]], ...] = (
    ("examines", (SourceKind.STUDY,)),
    ("peer_reviewed", (SourceKind.STUDY,)),
    ("court", (SourceKind.FILING,)),
    ("case_no", (SourceKind.FILING,)),
    ("filed_by", (SourceKind.FILING,)),
    ("jurisdiction", (SourceKind.LAW, SourceKind.FILING)),
    ("in_force", (SourceKind.LAW,)),
)


def _read(value: object) -> object:
    if isinstance(value, str) and value.strip().lower() == NOT_READ:
        return NOT_READ
    try:
        return when_value(value)
    except PydanticCustomError as error:
        said = error.context or {}
        # Only a date that others stated has words to keep; we know ourselves when we read something.
        if "as_stated" not in str(said.get("hint", "")):
            raise
        hint = (
            "Type the day on which you read it, such as '2031-05-11', or `no` for a source known only through another."
        )
        raise field_error("bad-date", str(said["message"]), hint, int(said.get("offset", 0))) from None


class Retraction(Entry):
    """A source taken back by whoever published it."""

    date: StatedDate = Field(description="When it was taken back.", examples=["2025-03-01"])
    note: Text | None = Field(None, description="What was said about it.")


class Source(Entry):
    """Where a statement comes from. In a story, each field given overrides that field of the shared source with the same id."""

    kind: SourceKind | None = Field(None, description="What sort of source it is.", examples=["article"])
    publisher: Text | None = Field(None, description="Who published it.", examples=["The Harbour Bay Courier"])
    title: Text | None = Field(None, description="Its title, as printed.")
    author: Annotated[tuple[Text, ...], Listed] = Field(
        (), description="Who wrote it: an actor's id, or a name.", examples=["brandt"]
    )
    by: Annotated[tuple[ActorRef, ...], Listed] = Field(
        (), description="The actor who speaks in it.", examples=["brandt"]
    )
    published: StatedDate | None = Field(
        None, description="When it was published, as exact as known.", examples=["2024-10-25", "not before 2024-10-25"]
    )
    read: Annotated[Any, BeforeValidator(_read)] = Field(
        None,
        description="The day we verified the text; `no` for a source known only through another.",
        examples=["2026-11-23", "no"],
    )
    url: Url | None = Field(None, description="Its address on the web.")
    archived: Url | None = Field(None, description="The address of an archived copy.")
    archived_on: Exact | None = Field(None, description="The day the copy was made.")
    link_status: LinkStatus | None = Field(None, description="What stands at the address now.", examples=["dead"])
    lang: Lang | None = Field(None, description="The language it is in.", examples=["en"])
    primary: YesNo = Field(
        False, description="Whether it is the document itself that a claim is about, not a report on it."
    )
    relies_on: Annotated[tuple[ReliesOn, ...], Listed] = Field(
        (),
        description="Sources it stands on as a whole; `not-stated` where it does not say what it stands on.",
        examples=["not-stated"],
    )
    anonymous: Anonymous | None = Field(None, description="For a person who is not named: how they are described.")
    name: Text | None = Field(None, description="For a person: the name.")
    about_the_source: Text | None = Field(None, description="An editor's line on what readers should know about it.")
    retracted: Retraction | None = Field(None, description="When it was taken back, and what was said.")
    paid_for_by: Annotated[tuple[Text, ...], Listed] = Field(
        (), description="Who paid for it: an actor's id, or a name."
    )
    saved: Text | None = Field(None, description="The path of a saved copy, under stories/; never published.")
    examines: Text | None = Field(None, description="For a study: what it examines.")
    peer_reviewed: YesNo | None = Field(None, description="For a study: whether it was reviewed by peers.")
    court: Text | None = Field(None, description="For a filing: the court.")
    case_no: Text | None = Field(None, description="For a filing: the number of the case.")
    filed_by: Annotated[tuple[Text, ...], Listed] = Field(
        (), description="For a filing: who filed it, an actor's id or a name."
    )
    jurisdiction: Text | None = Field(None, description="For a law or filing: where it holds.")
    in_force: StatedDate | None = Field(None, description="For a law: since when it is in force.")

    @property
    def unread(self) -> bool:
        """Whether the writer says that nobody here has read it."""
        return bool(self.read == NOT_READ)

    @property
    def read_on(self) -> When | None:
        """The day the text was verified, if it was."""
        return self.read if isinstance(self.read, When) else None

    def faults(self) -> Iterator[Fault]:
        """A field of one kind of source is not used on another."""
        for field, kinds in KIND_FIELDS:
            if self.kind and self.given(field) and self.kind not in kinds:
                names = " or ".join(f"'{kind}'" for kind in kinds)
                yield Fault(
                    (field,),
                    "wrong-kind",
                    f"'{field}' belongs to a source of kind {names}; this one is '{self.kind}'.",
                    f"Delete '{field}', or change the kind.",
                )
        if self.archived_on and not self.archived:
            yield Fault(
                ("archived_on",),
                "no-archive",
                "'archived_on' gives a day, but there is no archived copy.",
                "Add 'archived' with the copy's address, or delete 'archived_on'.",
            )


def _cited(value: object) -> object:
    return {"source": value} if isinstance(value, str) or value is None else value


class Citation(Entry):
    """One item of `sources:`: the source that was read, through whom it passes on, and the place in it."""

    source: SourceRef = Field(description="The source's id.", examples=["courier"])
    citing: Annotated[tuple[SourceRef, ...], Listed] = Field(
        (), description="What it passes on here: one id, or a path of ids read from left to right.", examples=["letter"]
    )
    where: Text | None = Field(None, description="The place in the source.", examples=["para. 3", "first paragraph"])


Citations = Annotated[tuple[Annotated[Citation, BeforeValidator(_cited)], ...], Listed]
