"""Claims and responses: what a writer types about a statement, its standing and what people say to it, checked and frozen.

This module never judges a status against its sources; it only holds what was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.story.base import Entry, Fault
from generator.story.fields import Listed
from generator.story.prose import Inline
from generator.story.reference import AskedBy, Claimant, QuoteRef, Responder, RespondsTo, Subject
from generator.story.source import Citations
from generator.story.stated_date import StatedDate
from generator.story.status import Status


class ClaimSort(StrEnum):
    """What sort of statement a claim is."""

    FACT = "fact"
    ALLEGATION = "allegation"
    ASSESSMENT = "assessment"
    FORECAST = "forecast"


class HistoryLine(Entry):
    """One step in a claim's standing: since when, which status, why, on what sources."""

    date: StatedDate = Field(description="Since when it stood so.", examples=["2024-10-25"])
    status: Status = Field(description="The status from then on.", examples=["disputed"])
    because: Inline | None = Field(None, description="Why.")
    sources: Citations = Field((), description="What the step rests on.")


class Claim(Entry):
    """A statement, with who makes it, its sort and its status."""

    text: Inline = Field(
        description="The statement, as a sentence.", examples=["The ferry company asked for the gates to be closed."]
    )
    by: Annotated[tuple[Claimant, ...], Listed] = Field(
        (), description="Who makes it: actors or sources.", examples=["courier"]
    )
    about: Annotated[tuple[Subject, ...], Listed] = Field((), description="Whom it is about.", examples=["brandt"])
    sort: ClaimSort = Field(ClaimSort.FACT, description="What sort of statement it is.", examples=["allegation"])
    sources: Citations = Field((), description="What it rests on.")
    status: Status | None = Field(
        None, description="Our reading of it, where it has not changed.", examples=["reported"]
    )
    because: Inline | None = Field(None, description="Why it has this status.")
    history: Annotated[tuple[HistoryLine, ...], Listed] = Field(
        (), description="How its status changed; the last line is the status now."
    )
    would_settle_it: Inline | None = Field(None, description="What evidence would settle it.")

    @property
    def standing(self) -> Status | None:
        """The status now; None for an assessment or forecast without one."""
        return self.history[-1].status if self.history else self.status

    @property
    def standing_because(self) -> Inline | None:
        """Why it has the status it has now."""
        return self.history[-1].because if self.history else self.because

    def faults(self) -> Iterator[Fault]:
        """A status is said once, and only assessments and forecasts go without."""
        if self.history and self.status:
            yield Fault(
                ("status",),
                "status-twice",
                "This claim has both 'status' and 'history'.",
                "The last line of 'history' is the status now: delete 'status'.",
            )
        if self.history and self.because:
            yield Fault(
                ("because",),
                "status-twice",
                "This claim has both 'because' and 'history'.",
                "Move the reason to a line of 'history'.",
            )
        if not self.standing and self.sort not in (ClaimSort.ASSESSMENT, ClaimSort.FORECAST):
            choices = ", ".join(Status)
            yield Fault(
                (), "no-status", "This claim has no status.", f"Add 'status:' with one of {choices}, or a 'history'."
            )
        yield from self._history_faults()

    def _history_faults(self) -> Iterator[Fault]:
        from generator.dates import certainly_before

        for number, (earlier, later) in enumerate(zip(self.history, self.history[1:], strict=False), start=1):
            if certainly_before(later.date.date, earlier.date.date):
                yield Fault(
                    ("history", number, "date"),
                    "history-order",
                    f"This line is dated {later.date.date.text}, before the line above it ({earlier.date.date.text}).",
                    "Put the lines in the order in which things happened.",
                )


class ResponseKind(StrEnum):
    """What an actor says to a claim. No comment is not a denial."""

    CONFIRMS = "confirms"
    DENIES = "denies"
    PARTLY_DENIES = "partly-denies"
    DECLINED = "declined-to-comment"
    NO_RESPONSE = "no-response"
    NOT_ASKED = "not-asked"
    NONE_REPORTED = "none-reported"


class Response(Entry):
    """What an actor says to one claim or several."""

    by: Annotated[tuple[Responder, ...], Listed] = Field(description="Who responds.", examples=["brandt"], min_length=1)
    response: ResponseKind = Field(description="What they say.", examples=["denies"])
    to: Annotated[tuple[RespondsTo, ...], Listed] = Field(
        description="The claims it answers.", examples=["request"], min_length=1
    )
    date: StatedDate | None = Field(None, description="When, as exact as known.")
    text: Inline | None = Field(None, description="What they say, in our words.")
    quote: QuoteRef | None = Field(None, description="The words they used.")
    asked_by: AskedBy | None = Field(None, description="Who asked them, or `not-stated`.", examples=["not-stated"])
    sources: Citations = Field((), description="Where the response is reported.")
