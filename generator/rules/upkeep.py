"""Rules on a page's upkeep: a case goes in, what wants another look comes out.

They never judge what the page says.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.dates import certainly_before, parse_when
from generator.rules.rule import Case, Finding, Rule


def page_past_review(case: Case) -> Iterator[Finding]:
    """The day by which the page wanted another look has passed."""
    review = case.story.story.review_by
    if review and certainly_before(review.date, parse_when(case.facts.today.isoformat())):
        yield Finding(
            ("review_by",),
            f"This page was to be looked at again by {review.date.text}.",
            "Look it through, then move 'review_by' and 'updated'.",
        )


RULES = (Rule("review-due", page_past_review),)
