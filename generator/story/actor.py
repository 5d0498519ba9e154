"""Who or what takes part: fields of an actor go in as a writer typed them, an actor with name and kind comes out.

This module never resolves ids; whether `speaks_for` names somebody is for linking to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.story.base import Entry, Fault
from generator.story.fields import Lang, Listed, Text, Url
from generator.story.image import Image
from generator.story.reference import ActorRef
from generator.story.stated_date import StatedDate


class ActorKind(StrEnum):
    """What sort of actor it is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COMPANY = "company"
    STATE = "state"
    PLACE = "place"
    SERVICE = "service"
    GROUP = "group"


class Anonymous(Entry):
    """What is told about somebody who is not named: how described, how many, how they know, why they are not named."""

    described_as: Text = Field(
        description="The words the source uses for them.", examples=["a former intelligence officer"]
    )
    how_many: Text | None = Field(
        None, description="How many people; `not-stated` where the source does not say.", examples=["two", "not-stated"]
    )
    knows_how: Text | None = Field(
        None,
        description="How they know; `not-stated` where the source does not say.",
        examples=["briefed on the matter"],
    )
    why_unnamed: Text | None = Field(
        None, description="Why they are not named; `not-stated` where the source does not say.", examples=["not-stated"]
    )


class Role(Entry):
    """An office or part somebody holds, and when as far as known."""

    role: Text = Field(description="The role, as words after a name.", examples=["chair of the Harbour Committee"])
    when: StatedDate | None = Field(
        None, description="When the role was held, or known to be held.", examples=["2024-02"]
    )


class Actor(Entry):
    """Who or what takes part. In a story, each field given overrides that field of the shared actor with the same id."""

    name: Text | None = Field(None, description="The name that readers know.", examples=["Ada Brandt"])
    kind: ActorKind | None = Field(None, description="What sort of actor it is.", examples=["person"])
    role: Text | None = Field(
        None, description="The role in this story, as words after the name.", examples=["harbour master"]
    )
    roles: Annotated[tuple[Role, ...], Listed] = Field((), description="Roles with dates, where they changed.")
    description: Text | None = Field(None, description="One line on who this is.")
    names: Mapping[Lang, Text] | None = Field(
        None, description="The name in other scripts and languages, by language tag.", examples=[{"zh-Hant": "白浪港"}]
    )
    aliases: Annotated[tuple[Text, ...], Listed] = Field((), description="Other names that readers may look for.")
    speaks_for: ActorRef | None = Field(
        None, description="The actor whom this one speaks for.", examples=["harbour-office"]
    )
    anonymous: Anonymous | None = Field(
        None, description="For people who are not named: how the source describes them."
    )
    url: Url | None = Field(None, description="The actor's own page.")
    image: Image | None = Field(None, description="A picture, with its alt text.")

    def faults(self) -> Iterator[Fault]:
        """A role is given once: as `role`, or as `roles` with dates."""
        if self.role and self.roles:
            yield Fault(
                ("role",),
                "role-twice",
                "This actor has both 'role' and 'roles'.",
                "Keep 'roles' and delete 'role', or the other way round.",
            )
