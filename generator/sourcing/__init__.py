"""What statements rest on: linked stories go in, roots, chains, what falls with a source, and sentences about it come out.

This room never judges whether that is enough.
"""

from generator.sourcing import labels
from generator.sourcing.all_claims import ClaimSourcing, Footing, Overview, SourceUse, overview
from generator.sourcing.falling import Fall, Loss, Mentioned, StoryImpact, impact
from generator.sourcing.labels import (
    claim_badge,
    entry_text,
    figure_sources,
    language_link,
    plain_text,
    quoted,
    standing_of,
    when_md,
)
from generator.sourcing.statements import Statement, StatementSort
from generator.sourcing.support import MOST_CHAINS, Sourcing, behind, is_unnamed, sourcing_of, standing_support
from generator.sourcing.words import Teller, root_count_words, source_name

__all__ = [
    "ClaimSourcing",
    "Fall",
    "Footing",
    "Loss",
    "MOST_CHAINS",
    "Mentioned",
    "Overview",
    "StatementSort",
    "SourceUse",
    "Sourcing",
    "Statement",
    "StoryImpact",
    "Teller",
    "behind",
    "claim_badge",
    "entry_text",
    "figure_sources",
    "impact",
    "is_unnamed",
    "labels",
    "language_link",
    "overview",
    "plain_text",
    "quoted",
    "root_count_words",
    "source_name",
    "sourcing_of",
    "standing_of",
    "standing_support",
    "when_md",
]
