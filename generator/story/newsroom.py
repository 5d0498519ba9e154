"""The newsroom: its folders, its name and policies, how severe its rules are, and the day it is; from `_newsroom.yaml` and the command line.

This module never looks at the clock: `today` is handed in.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field

from generator.story.base import Entry, Fault, quoted
from generator.story.fields import Lang, Listed, Text, Url
from generator.text import web_address_fault

# The part of a page that an address leads to: the id of a heading.
_PART = re.compile(r"[A-Za-z0-9_-]+")
LOGO_ENDINGS = (".svg", ".png", ".webp", ".avif", ".jpg", ".jpeg", ".gif")


class Level(StrEnum):
    """What a newsroom makes of a rule."""

    OFF = "off"
    WARNING = "warning"
    ERROR = "error"


class Policies(Entry):
    """Links to the newsroom's own rules: addresses, or paths of pages in `docs/`."""

    about: Text | None = Field(None, description="What this site is, and who makes it.", examples=["about.md"])
    methodology: Text | None = Field(
        None, description="How we work, and what the words of a page mean.", examples=["methodology.md"]
    )
    corrections: Text | None = Field(None, description="How mistakes are mended.", examples=["corrections-policy.md"])
    unnamed_sources: Text | None = Field(
        None, description="When sources are not named.", examples=["methodology.md#unnamed-sources"]
    )
    ethics: Text | None = Field(None, description="The code of ethics, or editorial guidelines.")
    mission: Text | None = Field(None, description="What we report on, and what we stand for.")
    ownership: Text | None = Field(None, description="Who owns the newsroom.")
    funding: Text | None = Field(None, description="Who pays.")
    masthead: Text | None = Field(None, description="Who edits and writes, by name.")
    diversity: Text | None = Field(None, description="Whose views are heard, in the newsroom and on its pages.")
    feedback: Text | None = Field(
        None, description="What readers can ask, suggest or complain of, and what happens then."
    )
    contact: Text | None = Field(
        None, description="How to reach the newsroom.", examples=["mailto:desk@courier.example"]
    )

    def faults(self) -> Iterator[Fault]:
        """A policy is a web address or a page of the site."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if value and value.lower().startswith(("https://", "http://")):
                if fault := web_address_fault(value):
                    yield Fault((name,), "bad-policy", f"{quoted(value)} {fault.said}.", fault.hint)
            elif value and not value.lower().startswith("mailto:") and not _is_page(value):
                yield Fault(
                    (name,),
                    "bad-policy",
                    f"{quoted(value)} is neither a web address nor a page in docs/.",
                    "Type https://... or a path such as 'corrections-policy.md'.",
                )

    @property
    def pages(self) -> Mapping[str, str]:
        """The policies that are pages of the site: the path in `docs/` of each, without the part after '#'.

        >>> Policies(contact="mailto:desk@a.example", ethics="rules.md#ethics").pages
        {'ethics': 'rules.md'}
        """
        typed = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: value.partition("#")[0] for name, value in typed.items() if value and _is_page(value)}


def _is_page(value: str) -> bool:
    path, sharp, part = value.partition("#")
    inside = path.endswith(".md") and not path.startswith("/") and ".." not in path.split("/") and ":" not in path
    return inside and (not sharp or bool(_PART.fullmatch(part)))


def is_logo(value: str) -> bool:
    """Whether a text is the path of a picture inside a folder: no address, nothing hidden, nothing above.

    >>> [is_logo(path) for path in ("assets/courier.svg", "../courier.svg", "https://courier.example/a.png", "logo.txt")]
    [True, False, False, False]
    """
    parts = value.split("/")
    inside = value.isprintable() and not any(sign in value for sign in '\\:"<>|*?')
    return inside and all(part and part[0] not in ".~" for part in parts) and value.lower().endswith(LOGO_ENDINGS)


class Settings(Entry):
    """What stands in `stories/_newsroom.yaml`."""

    name: Text | None = Field(None, description="The publisher's name.", examples=["The Harbour Bay Courier"])
    description: Text | None = Field(None, description="One line on the site, for its home page.")
    url: Url | None = Field(None, description="The address the site is published at.")
    logo: Text | None = Field(
        None,
        description="A picture in docs/, by its path from there, which the header of every page shows in the place of the icon.",
        examples=["assets/courier.svg"],
    )
    languages: Annotated[tuple[Lang, ...], Listed] = Field(
        ("en",), description="The site's languages; the first is the default.", examples=[["en", "zh-Hant"]]
    )
    timezone: Text = Field("UTC", description="The newsroom's time zone, by its IANA name.", examples=["Asia/Taipei"])
    policies: Policies = Field(Policies(), description="Links to the newsroom's own rules.")
    rules: Mapping[Text, Level] = Field(
        {},
        description="Rules turned `off`, or made a `warning` or an `error`, by code.",
        examples=[{"unused-source": "off"}],
    )

    def faults(self) -> Iterator[Fault]:
        """The time zone exists, and the logo is a path."""
        if self.logo is not None and not is_logo(self.logo):
            yield Fault(
                ("logo",),
                "bad-logo",
                f"{quoted(self.logo)} is not the path of a picture in docs/.",
                f"Type a path such as 'assets/courier.svg'; it ends in {', '.join(LOGO_ENDINGS[:-1])} or {LOGO_ENDINGS[-1]}.",
            )
        if self.timezone not in available_timezones():
            yield Fault(
                ("timezone",),
                "bad-timezone",
                f"{quoted(self.timezone)} is not a time zone we know.",
                "Type an IANA name such as 'Europe/Berlin' or 'Asia/Taipei'.",
            )

    @property
    def zone(self) -> ZoneInfo:
        """The newsroom's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Where everything lies, what the newsroom set, and the day that pages are made for.

    `methodology_parts` holds the ids of the headings on the newsroom's own page of methodology, so that a word can lead to
    the part that explains it.
    """

    root: Path
    today: datetime.date
    settings: Settings = Settings()
    methodology_parts: frozenset[str] = frozenset()

    @property
    def stories(self) -> Path:
        """The folder writers work in."""
        return self.root / "stories"

    @property
    def docs(self) -> Path:
        """The folder that pages are written to."""
        return self.root / "docs"

    @property
    def site(self) -> Path:
        """The folder of the finished site."""
        return self.root / "site"

    @property
    def record(self) -> Path:
        """The record of what was written."""
        return self.root / ".explainer" / "written.json"

    @property
    def shelf(self) -> Path:
        """What is kept of pictures from run to run; it can be deleted at any time."""
        return self.root / ".explainer" / "pictures"

    def shown(self, path: Path) -> str:
        """A path as people see it: from the newsroom's root, with `/` between parts."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()
