"""Prose fields: a writer's text goes in and is parsed once; text, tree and mistakes come out together.

This module never reports the mistakes: linking does, where places are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from generator.story.base import field_error
from generator.story.fields import text_value
from generator.text import Blocks, Inlines, Mistake, parse_block, parse_inline

Tree = TypeVar("Tree", Blocks, Inlines)


@dataclass(frozen=True, slots=True)
class Prose(Generic[Tree]):
    """A prose field, parsed once: `text` as typed, `tree` of blocks or inlines, `mistakes` at offsets into `text`."""

    text: str
    tree: Tree
    mistakes: tuple[Mistake, ...]

    kind: ClassVar[Literal["inline", "block", "block with embeds"]]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.checked, serialization=core_schema.plain_serializer_function_ser_schema(lambda prose: prose.text)
        )

    @classmethod
    def checked(cls, value: object) -> Self:
        """Parse the text; mistakes inside it are kept with their offsets and reported when the story is linked."""
        text_value(value)
        if not isinstance(value, str):
            raise field_error("not-text", "Text belongs here.")
        return cls.parsed(value)

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Parse with the rules of this kind of field."""
        raise NotImplementedError


class Inline(Prose[Inlines]):
    """Prose of one paragraph: emphasis, links, citations and mentions."""

    __slots__ = ()
    kind = "inline"

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Parse one paragraph."""
        return cls(text, *parse_inline(text))


class Block(Prose[Blocks]):
    """Prose of several paragraphs, with lists and quotations."""

    __slots__ = ()
    kind = "block"

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Parse paragraphs, lists and quotations."""
        return cls(text, *parse_block(text))


class BlockWithEmbeds(Prose[Blocks]):
    """Prose of several paragraphs that may show an entry in full with `![[id]]`."""

    __slots__ = ()
    kind = "block with embeds"

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Parse paragraphs, lists, quotations and embeds."""
        return cls(text, *parse_block(text, embeds=True))
