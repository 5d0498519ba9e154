"""Rules on sources: a case goes in; sources of which readers are told too little come out.

They never judge what a source says.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.rules.rule import Case, Finding, Rule


def unnamed_unexplained(case: Case) -> Iterator[Finding]:
    """Somebody is not named, and readers are not told how they know, or why they are not named."""
    for id, source in case.story.story.sources.items():
        whole = case.story.sources.get(id, source).anonymous
        lacking = [field for field in ("knows_how", "why_unnamed") if whole and not getattr(whole, field)]
        if lacking:
            yield Finding(
                ("sources", id),
                f"The source '{id}' is not named, and it does not say {_SAYS[lacking[0]]}.",
                f"Add {' and '.join(repr(field) for field in lacking)} below 'anonymous'; type not-stated where the source does not say.",
                at_key=True,
            )


_SAYS = {"knows_how": "how they know", "why_unnamed": "why"}


def address_unread(case: Case) -> Iterator[Finding]:
    """A source with an address that nobody says to have read, and that is not archived: it may be gone tomorrow."""
    for id, typed in case.story.story.sources.items():
        source = case.story.sources.get(id, typed)
        if source.url and not source.read and not source.archived:
            yield Finding(
                ("sources", id),
                f"The source '{id}' has an address, but neither a day on which it was read nor an archived copy.",
                "Add 'read:' with the day (or 'no'), or 'archived:' with the address of a copy.",
                at_key=True,
            )


RULES = (Rule("unnamed-unexplained", unnamed_unexplained), Rule("address-unread", address_unread))
