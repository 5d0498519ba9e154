"""Rules on a page's upkeep: a case goes in, what wants another look comes out.

They never judge what the page says.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.entry import KeyPath
from generator.rules.rule import Case, Finding, Rule
from generator.when import certainly_before, parse_when


def page_past_review(case: Case) -> Iterator[Finding]:
    """The day by which the page wanted another look has passed."""
    review = case.story.story.review_by
    if review and certainly_before(review.date, parse_when(case.facts.today.isoformat())):
        yield Finding(
            ("review_by",),
            f"This page was to be looked at again by {review.date.text}.",
            "Look it through, then move 'review_by' and 'updated'.",
        )


def picture_not_shown(case: Case) -> Iterator[Finding]:
    """Pictures can be written down, but no page shows them yet."""
    typed = case.story.story
    places: list[KeyPath] = [("image",)] if typed.image else []
    places += [("actors", id, "image") for id, actor in typed.actors.items() if actor.image]
    places += [("dates", number, "image") for number, entry in enumerate(typed.dates) if entry.image]
    for path in places:
        yield Finding(
            path,
            "Pictures are not shown on pages yet.",
            "Leave it for later, or turn this rule off in stories/_newsroom.yaml.",
            at_key=True,
        )


RULES = (Rule("review-due", page_past_review), Rule("image-not-shown", picture_not_shown))
