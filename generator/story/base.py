"""What every entry of a story is made of: the base model, faults of an entry as a whole, and the errors its fields raise.

This module never knows a particular field or kind of entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

KeyPath = tuple[str | int, ...]


def field_error(code: str, message: str, hint: str = "", offset: int = 0) -> PydanticCustomError:
    """Make the error a field's check raises: `offset` counts code points into the typed text."""
    return PydanticCustomError("field", "{message}", {"message": message, "hint": hint, "code": code, "offset": offset})


def quoted(text: str, limit: int = 60) -> str:
    """Show a writer's words in a message: on one line, cut when long, in quotes."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"'{words if len(words) <= limit else words[: limit - 1] + '…'}'"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an entry as a whole: `at` is the path from the entry to the spot, `code` and sentences as in Problem."""

    at: tuple[str | int, ...]
    code: str
    message: str
    hint: str = ""
    warning: bool = False


class Entry(BaseModel):
    """Base of everything a writer types as fields: frozen, unknown fields refused, an empty entry means 'nothing given'."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def faults(self) -> Iterator[Fault]:
        """What fields that are right one by one get wrong together."""
        return iter(())

    def given(self, name: str) -> bool:
        """Whether the writer typed this field."""
        return name in self.model_fields_set
