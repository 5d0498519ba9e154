"""Fields that name something else in the story: an id goes in, a reference that knows what it may name comes out.

This module never finds out whether the id names anything; a new kind of reference is a class here and nothing elsewhere.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from generator.story.base import field_error, quoted
from generator.story.fields import ID_PATTERN, NOT_STATED, choice, id_hint, identifier


class Reference(str):
    """An id that names something else in the story; the subclass says what it may name and what the way back is called."""

    __slots__ = ()
    kinds: ClassVar[tuple[str, ...]] = ()
    backlink: ClassVar[str] = ""
    special: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.checked, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def checked(cls, value: object) -> Self:
        """Check that the value looks like an id; whether it names anything is for linking to say."""
        if isinstance(value, dict) and len(value) == 1 and None in value.values():
            raise field_error(
                "bad-id", "An id belongs here, and this has a colon.", "Type the id alone, without the colon."
            )
        if isinstance(value, list):
            raise field_error(
                "bad-id",
                "One id belongs here, and this is a list.",
                "Type the id alone, without dashes or square brackets.",
            )
        checked = identifier(value)
        if not isinstance(checked, str):
            raise field_error("bad-id", "An id belongs here.", id_hint(""))
        return cls(checked)

    @property
    def is_special(self) -> bool:
        """Whether this is a word with a meaning of its own, such as `not-stated`, and names nothing."""
        return str(self) in self.special


class ActorRef(Reference):
    """Names an actor."""

    kinds = ("actor",)
    backlink = "named_by"


class SourceRef(Reference):
    """Names a source."""

    kinds = ("source",)
    backlink = "cited_by"


class ReliesOn(SourceRef):
    """Names a source that another stands on as a whole; `not-stated` leaves the chain open."""

    backlink = "relied_on_by"
    special = (NOT_STATED,)


class Claimant(Reference):
    """Names who makes a claim: an actor or a source."""

    kinds = ("actor", "source")
    backlink = "claims_by"


class Subject(ActorRef):
    """Names whom a claim is about."""

    backlink = "claims_about"


class Speaker(Reference):
    """Names whose words a quote holds: an actor, or a source that speaks for itself."""

    kinds = ("actor", "source")
    backlink = "quotes_by"


class Responder(ActorRef):
    """Names who responds."""

    backlink = "responses_by"


class AskedBy(Reference):
    """Names who asked for a response: an actor or a source, or `not-stated`."""

    kinds = ("actor", "source")
    backlink = "asked"
    special = (NOT_STATED,)


class ClaimRef(Reference):
    """Names a claim."""

    kinds = ("claim",)
    backlink = "claim_in"


class RespondsTo(ClaimRef):
    """Names a claim that a response answers."""

    backlink = "responses_to"


class QuoteRef(Reference):
    """Names a quote."""

    kinds = ("quote",)
    backlink = "quote_in"


class AnyRef(Reference):
    """Names anything that has an id."""

    kinds = ("actor", "source", "claim", "quote", "date", "figure")
    backlink = "mentioned_in"


class StoryRef(Reference):
    """Names another story by its slug, `a/b` for a story in a subfolder."""

    kinds = ("story",)
    backlink = "related_to"

    @classmethod
    def checked(cls, value: object) -> Self:
        """Check that each part of the slug looks like an id."""
        value = choice(value)
        if not isinstance(value, str) or not all(ID_PATTERN.fullmatch(part) for part in value.split("/")):
            raise field_error(
                "bad-id",
                f"{quoted(str(value))} is not a story's slug.",
                "Type its file name without '.yaml', such as 'harbour' or '2024/harbour'.",
            )
        return cls(value)
