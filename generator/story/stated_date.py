"""A date as a story gives it: the date with the source's own words for it, what they count from and what was worked out.

This module never works a date out itself.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.story.base import Entry
from generator.story.fields import Exact, Text
from generator.story.reference import SourceRef


class Dated(Entry):
    """A date with the words it was stated in: a plain date, or `{date, as_stated, counted_from, worked_out}`."""

    date: Exact = Field(
        description="The date, as exact as the source allows.", examples=["2024-10-25", "2023", "2022/.."]
    )
    as_stated: Text | None = Field(
        None, description="The words of the source, where they are relative or unusual.", examples=["last year"]
    )
    counted_from: SourceRef | None = Field(
        None, description="The source that relative words are counted from.", examples=["taiwan-news"]
    )
    worked_out: Text | None = Field(
        None, description="What we worked out ourselves, and how.", examples=["the year; the report appeared in 2024"]
    )


def _dated(value: object) -> object:
    return {"date": value} if isinstance(value, str) or value is None else value


StatedDate = Annotated[Dated, BeforeValidator(_dated)]
