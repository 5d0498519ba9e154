"""The schema: one module a kind of entry, with its fields and references; checked data goes in, frozen entries come out.

This room never reads a file, never compares stories and has no words of any language.
"""

from generator.story import fields
from generator.story.actor import Actor, ActorKind, Anonymous, Role
from generator.story.base import Entry, KeyPath, quoted
from generator.story.claim import Claim, ClaimSort, HistoryLine, Response, ResponseKind
from generator.story.every_field import Part, walk
from generator.story.fields import ID_PATTERN, LANG_PATTERN, NOT_STATED, RESERVED_IDS, id_hint, names_a_device
from generator.story.figure import SHARES, Figure, Point, SameAs
from generator.story.file import (
    Collection,
    Correction,
    CorrectionKind,
    Credit,
    DateEntry,
    Extent,
    Happened,
    HowWeKnow,
    Original,
    Question,
    Quote,
    QuoteForm,
    Related,
    Section,
    Shareable,
    Story,
    TimelineShown,
    Unknown,
    Update,
    Withdrawn,
)
from generator.story.image import Image
from generator.story.newsroom import Level, Newsroom, Policies, Settings, is_logo
from generator.story.prose import Block, BlockWithEmbeds, Inline, Prose
from generator.story.reference import AnyRef, Reference, SourceRef, StoryRef
from generator.story.source import Citation, LinkStatus, Retraction, Source, SourceKind
from generator.story.stated_date import Dated
from generator.story.status import IN_LISTS, Leaning, Status
from generator.story.typed_number import as_typed

__all__ = [
    "Actor",
    "ActorKind",
    "Anonymous",
    "AnyRef",
    "Block",
    "BlockWithEmbeds",
    "Citation",
    "Claim",
    "Collection",
    "Correction",
    "CorrectionKind",
    "Credit",
    "DateEntry",
    "Dated",
    "Entry",
    "Extent",
    "Figure",
    "Happened",
    "HistoryLine",
    "HowWeKnow",
    "ID_PATTERN",
    "IN_LISTS",
    "Image",
    "Inline",
    "KeyPath",
    "LANG_PATTERN",
    "Leaning",
    "Level",
    "LinkStatus",
    "NOT_STATED",
    "Newsroom",
    "Original",
    "Part",
    "Point",
    "Policies",
    "Prose",
    "Question",
    "Quote",
    "QuoteForm",
    "RESERVED_IDS",
    "Reference",
    "Related",
    "Response",
    "ResponseKind",
    "Retraction",
    "Role",
    "SHARES",
    "SameAs",
    "Section",
    "Settings",
    "Shareable",
    "ClaimSort",
    "Source",
    "SourceKind",
    "SourceRef",
    "Status",
    "Story",
    "StoryRef",
    "TimelineShown",
    "Unknown",
    "Update",
    "Withdrawn",
    "as_typed",
    "fields",
    "id_hint",
    "is_logo",
    "names_a_device",
    "quoted",
    "walk",
]
