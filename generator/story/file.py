"""The schema of a story: what a writer types under each heading goes in, one frozen Story comes out.

Each field says in its annotation what it holds and names; this module never resolves an id and never reads a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.dates import WhenKind
from generator.story.actor import Actor
from generator.story.base import Entry, Fault
from generator.story.claim import Claim, Response
from generator.story.fields import Exact, Id, Lang, Listed, Text, Url, YesNo
from generator.story.figure import Figure
from generator.story.image import Image
from generator.story.prose import Block, BlockWithEmbeds, Inline
from generator.story.reference import ActorRef, AnyRef, ClaimRef, SourceRef, Speaker, StoryRef
from generator.story.source import Citations, Source
from generator.story.stated_date import StatedDate


class Extent(StrEnum):
    """How much of what was said a quote holds."""

    WHOLE = "whole"
    FRAGMENT = "fragment"


class QuoteForm(StrEnum):
    """How a quote's words came to us."""

    AS_PRINTED = "as-printed"
    VERBATIM = "verbatim"
    TRANSLATED = "translated"
    PARAPHRASE = "paraphrase"


class Original(Entry):
    """The words in the language they were said in."""

    lang: Lang = Field(description="The language.", examples=["zh-Hant"])
    text: Text = Field(description="The words.")


class Quote(Entry):
    """Somebody's exact words, with speaker, date and source."""

    text: Text = Field(description="The words, without quotation marks.", examples=["The gates were shut at noon."])
    by: Annotated[tuple[Speaker, ...], Listed] = Field(
        (), description="Who said it: an actor, or a source that speaks for itself.", examples=["brandt"]
    )
    date: StatedDate | None = Field(None, description="When it was said or written.", examples=["2024-10-25"])
    sources: Citations = Field((), description="Where the words stand.")
    form: QuoteForm = Field(QuoteForm.AS_PRINTED, description="How the words came to us.", examples=["translated"])
    extent: Extent = Field(
        Extent.WHOLE, description="Whether these are whole sentences or a fragment.", examples=["fragment"]
    )
    original: Original | None = Field(None, description="For a translated quote: the words in their own language.")
    lang: Lang | None = Field(None, description="The language of the words, where it is not the story's.")
    context: Text | None = Field(
        None,
        description="To whom, where or about what it was said, in our words.",
        examples=["in a letter to the ferry company"],
    )

    def faults(self) -> Iterator[Fault]:
        """`original` belongs to a translated quote."""
        if self.original and self.form is not QuoteForm.TRANSLATED:
            yield Fault(
                ("original",),
                "original-without-translation",
                "This quote has an 'original', but its form does not say that it is translated.",
                "Add 'form: translated', or delete 'original'.",
            )


class Happened(StrEnum):
    """Whether a thing on the timeline took place."""

    YES = "yes"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class DateEntry(Entry):
    """An entry of the timeline: something that happened, is said to have happened, or is planned."""

    date: StatedDate = Field(
        description="When, as exact as the source allows.", examples=["2024-10-25", "2023", "2022/.."]
    )
    as_stated: Text | None = Field(
        None, description="The words of the source, where they are relative or unusual.", examples=["last year"]
    )
    counted_from: SourceRef | None = Field(None, description="The source that relative words are counted from.")
    worked_out: Text | None = Field(None, description="What we worked out ourselves, and how.")
    last_known: Exact | None = Field(None, description="For a span without an end: when it was last known to go on.")
    title: Text = Field(description="The headline of the entry.", examples=["The harbour gates close"])
    id: Id | None = Field(None, description="An id, so that the entry can be mentioned and keeps its address.")
    text: Block | None = Field(None, description="What happened; taken from the claim where there is one.")
    claim: ClaimRef | None = Field(
        None, description="The claim that the happening itself is; the entry then shows its status."
    )
    sources: Citations = Field((), description="Where it comes from; taken from the claim where there is one.")
    happened: Happened = Field(Happened.YES, description="`planned` or `cancelled` where it has not taken place.")
    actors: Annotated[tuple[ActorRef, ...], Listed] = Field((), description="Who takes part in it.")
    topics: Annotated[tuple[Text, ...], Listed] = Field((), description="What it is about.")
    era: YesNo = Field(
        False, description="Whether it is a time that others fall into: the picture then draws it behind them."
    )
    image: Image | None = Field(None, description="A picture, with its alt text.")

    def faults(self) -> Iterator[Fault]:
        """An era lasts for a while."""
        if self.era and self.date.date.kind is not WhenKind.SPAN:
            yield Fault(
                ("date",),
                "era-without-span",
                "An era lasts from one date to another, and this date is a single one.",
                "Type both ends, such as 'date: 2022/2024', or delete 'era'.",
            )


class TimelineShown(Entry):
    """How the timeline is shown."""

    lanes: Annotated[tuple[ActorRef, ...], Listed] = Field(
        (),
        description="Actors who get a lane each in the picture, in this order.",
        examples=["brandt"],
    )


class Section(Entry):
    """A part of the explainer's prose."""

    heading: Text = Field(description="The heading.", examples=["What the committee asked"])
    id: Id | None = Field(None, description="An id, so that the section keeps its address.")
    text: BlockWithEmbeds = Field(description="The prose; `![[id]]` on a line of its own shows an entry there.")


class Question(Entry):
    """A question readers ask, with its answer."""

    question: Inline = Field(description="The question.")
    answer: Block = Field(description="The answer.")


class Unknown(Entry):
    """Something that is not known."""

    text: Inline = Field(description="What is not known.")
    about: Annotated[tuple[AnyRef, ...], Listed] = Field((), description="The claim, actor or other entry it concerns.")


class CorrectionKind(StrEnum):
    """What sort of change it is."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    TYPO = "typo"


class Correction(Entry):
    """A public note that the page was wrong, what it said, and when it was mended."""

    date: StatedDate = Field(description="When it was mended.")
    kind: CorrectionKind = Field(CorrectionKind.CORRECTION, description="What sort of change it is.")
    text: Inline = Field(description="What was wrong, and what is right.")
    was: Inline | None = Field(None, description="What the page said before.")
    claim: ClaimRef | None = Field(None, description="The claim it concerns.")


class Update(Entry):
    """One line of a live log."""

    date: StatedDate = Field(description="When.")
    text: Block = Field(description="What is new.")


class Related(Entry):
    """Something else to read: another story, or a page elsewhere."""

    story: StoryRef | None = Field(None, description="Another story's slug.")
    why: Text | None = Field(None, description="Why it is worth reading.")
    url: Url | None = Field(None, description="An address elsewhere.")
    title: Text | None = Field(None, description="The title of the page elsewhere.")

    def faults(self) -> Iterator[Fault]:
        """Either a story of ours, or an address with its title."""
        if (self.story is None) == (self.url is None):
            yield Fault(
                (),
                "related-what",
                "A related entry needs either 'story' or 'url'.",
                "Type '- story: slug' or '- url: https://...' with a title.",
            )
        if self.url and not self.title:
            yield Fault(
                ("url",),
                "related-title",
                "A related address needs a title.",
                "Add 'title:' with the words readers will see.",
            )


class HowWeKnow(Entry):
    """The process box: how this explainer was made."""

    why: Block | None = Field(None, description="Why we made it.")
    how: Block | None = Field(None, description="How we worked: what we read, whom we asked.")
    limits: Block | None = Field(None, description="What we could not do.")
    interests: Block | None = Field(None, description="Interests and funding that readers should know of.")


def _person(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class Credit(Entry):
    """Somebody who made this page."""

    name: Text = Field(description="The name.")
    role: Text | None = Field(None, description="What they did.", examples=["reporter"])
    url: Url | None = Field(None, description="Their own page.")


Credits = Annotated[tuple[Annotated[Credit, BeforeValidator(_person)], ...], Listed]


class Withdrawn(Entry):
    """A story taken back by the newsroom."""

    date: StatedDate = Field(description="When.")
    reason: Inline = Field(description="Why.")


def _none_is_empty(value: object) -> object:
    return {} if value is None else value


def _empty_entries(value: object) -> object:
    """`musk:` with nothing after it means the same as `musk: {}`: taken as it is from the shared file."""
    if isinstance(value, dict):
        return {key: {} if entry is None else entry for key, entry in value.items()}
    return _none_is_empty(value)


Collection = BeforeValidator(_none_is_empty)
Shareable = BeforeValidator(_empty_entries)
Actors = Annotated[Mapping[Id, Actor], Shareable]
Sources = Annotated[Mapping[Id, Source], Shareable]


# Many times what the longest explainers hold. The page of a story with 2,000 claims, which take longest of all entries,
# still is made in about ten seconds.
MOST_ENTRIES = 2000


class Story(Entry):
    """One YAML file; becomes one explainer page."""

    title: Text = Field(description="The headline.", examples=["Who closed the harbour?"])
    lang: Lang | None = Field(
        None, description="The language the page is in; the newsroom's first language otherwise.", examples=["en"]
    )
    main_claim: ClaimRef | None = Field(None, description="The claim whose status stands at the top of the page.")
    short_answer: Inline | None = Field(None, description="The answer in one or two sentences.")
    summary: Block | None = Field(None, description="What this is about, in a paragraph or two.")
    key_points: Annotated[tuple[Inline, ...], Listed] = Field((), description="What a hurried reader should take away.")
    by: Credits = Field((), description="Who wrote it.")
    edited_by: Credits = Field((), description="Who edited it.")
    fact_checked_by: Credits = Field((), description="Who checked it.")
    published: StatedDate | None = Field(
        None, description="When this page really appeared; absent or later than today means a draft."
    )
    updated: StatedDate | None = Field(None, description="The last change of substance.")
    as_of: StatedDate | None = Field(None, description="The state of knowledge the page describes.")
    review_by: StatedDate | None = Field(
        None, description="After this day `check` warns that the page wants another look."
    )
    reviewed: StatedDate | None = Field(None, description="When it was last looked through.")
    topics: Annotated[tuple[Text, ...], Listed] = Field((), description="What it is about, for lists of stories.")
    how_we_know: HowWeKnow | None = Field(None, description="How this explainer was made.")
    actors: Actors = Field({}, description="Who takes part, by id.")
    sources: Sources = Field({}, description="Where statements come from, by id.")
    claims: Annotated[Mapping[Id, Claim], Collection] = Field({}, description="What is claimed, by id.")
    responses: Annotated[tuple[Response, ...], Listed] = Field((), description="What actors say to claims.")
    quotes: Annotated[Mapping[Id, Quote], Collection] = Field({}, description="Exact words, by id.")
    dates: Annotated[tuple[DateEntry, ...], Listed] = Field((), description="The timeline, in any order.")
    timeline: TimelineShown | None = Field(None, description="How the timeline is shown.")
    sections: Annotated[tuple[Section, ...], Listed] = Field((), description="The prose of the explainer, in order.")
    questions: Annotated[tuple[Question, ...], Listed] = Field((), description="Questions readers ask.")
    unknowns: Annotated[tuple[Unknown, ...], Listed] = Field((), description="What is not known.")
    figures: Annotated[Mapping[Id, Figure], Collection] = Field({}, description="Numbers, by id.")
    corrections: Annotated[tuple[Correction, ...], Listed] = Field((), description="What was wrong and is mended.")
    updates: Annotated[tuple[Update, ...], Listed] = Field((), description="A live log; not corrections.")
    related: Annotated[tuple[Related, ...], Listed] = Field((), description="What else to read.")
    aliases: Annotated[tuple[StoryRef, ...], Listed] = Field(
        (), description="Old addresses of this page, which go on working."
    )
    translations: Annotated[Mapping[Lang, StoryRef], Collection] = Field(
        {}, description="The same story in other languages, by language tag."
    )
    image: Image | None = Field(None, description="A picture, with its alt text.")
    withdrawn: Withdrawn | None = Field(None, description="When and why the newsroom took the story back.")
    fictional: Text | None = Field(None, description="Why this story is made up; marks it wherever it shows.")
    notes: Text | None = Field(None, description="The writer's scratch pad: never published.")

    def faults(self) -> Iterator[Fault]:
        """A page that nobody can read to its end should be several."""
        lists = {name: getattr(self, name) for name in type(self).model_fields}
        sizes = {name: len(held) for name, held in lists.items() if isinstance(held, Mapping | tuple)}
        if sum(sizes.values()) > MOST_ENTRIES:
            most = max(sizes, key=lambda name: sizes[name])
            yield Fault(
                (most,),
                "story-too-long",
                f"This story has {sum(sizes.values()):,} entries, {sizes[most]:,} of them here; the most is {MOST_ENTRIES:,}.",
                "Divide it into several stories that name each other under 'related'.",
            )
