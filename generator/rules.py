"""Editorial rules: the linked stories go in, warnings for the editor come out. One rule, one small function with a code.

A rule never reads files and never stops a page from being written; a newsroom can turn it off or make it an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.archive import Archive, LinkedStory
from generator.entry import KeyPath
from generator.problem import Place, Problem, Severity

Rule = Callable[[Archive, LinkedStory], Iterator[Problem]]


def page_past_review(archive: Archive, story: LinkedStory) -> Iterator[Problem]:
    """`review-due`: the day by which the page wanted another look has passed."""
    from generator.when import certainly_before, parse_when

    review = story.story.review_by
    if review and certainly_before(review.date, parse_when(archive.newsroom.today.isoformat())):
        yield Problem(
            story.checked.place(("review_by",)),
            "review-due",
            f"This page was to be looked at again by {review.date.text}.",
            "Look it through, then move 'review_by' and 'updated'.",
            Severity.WARNING,
        )


def picture_not_shown(archive: Archive, story: LinkedStory) -> Iterator[Problem]:
    """`image-not-shown`: pictures can be written down, but no page shows them yet."""
    typed = story.story
    places: list[KeyPath] = [("image",)] if typed.image else []
    places += [("actors", id, "image") for id, actor in typed.actors.items() if actor.image]
    places += [("dates", number, "image") for number, entry in enumerate(typed.dates) if entry.image]
    for path in places:
        yield Problem(
            story.checked.key_place(path),
            "image-not-shown",
            "Pictures are not shown on pages yet.",
            "Leave it for later, or turn this rule off in stories/_newsroom.yaml.",
            Severity.WARNING,
        )


RULES: tuple[Rule, ...] = (page_past_review, picture_not_shown)


def judge(archive: Archive) -> tuple[Problem, ...]:
    """Run every rule over every story; a rule that crashes becomes a problem that names it."""
    return tuple(problem for story in archive.stories for rule in RULES for problem in _run(rule, archive, story))


def _run(rule: Rule, archive: Archive, story: LinkedStory) -> tuple[Problem, ...]:
    try:
        return tuple(rule(archive, story))
    except Exception as error:  # noqa: BLE001  one broken rule must not hide what the others found
        name = rule.__name__.replace("_", "-")
        message = f"The rule '{name}' failed on this story ({type(error).__name__}); this is a fault of the program, not of the story."
        return (Problem(Place(story.file), "rule-failed", message, "Please report it.", Severity.WARNING),)
