"""How a claim's standing changed: both versions of a claim and of its history go in, one sentence for the change comes out.

A status without a history counts as a history of one line without a date. This module never compares anything else of a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.story import Claim, HistoryLine
from generator.versions.diff.change import Change, ChangeKind, plain
from generator.versions.diff.words import ChangeWords


def lines_of(claim: Claim) -> tuple[HistoryLine, ...]:
    """The claim's history; where it has a status alone, that as its only line.

    >>> lines_of(Claim(text="The gates were shut.", status="reported"))[0].status
    <Status.REPORTED: 'reported'>
    """
    if claim.history or not (claim.status or claim.because):
        return claim.history
    # Not checked, since a status without a history has no date.
    fields: dict[str, Any] = {"date": None, "status": claim.status, "because": claim.because, "sources": ()}
    return (HistoryLine.model_construct(**fields),)


def standing_said(old: Claim, new: Claim, changes: Sequence[Change], words: ChangeWords) -> tuple[str, list[Change]]:
    """The change of standing in words, and the changes of the history without those that these words say."""
    before, after = lines_of(old), lines_of(new)
    came = _last(changes, ChangeKind.ADDED, "history", None, plain(after[-1]) if after else None)
    gone = _last(changes, ChangeKind.REMOVED, "history", plain(before[-1]) if before else None, None)
    turned = _last(changes, ChangeKind.CHANGED, "history.status", plain(old.standing), plain(new.standing))
    said = f"{old.standing or 'no status'} -> {new.standing or 'no status'}"
    now = words.reason(after[-1]) if after else ""
    then = words.status_line(before[-1]) if gone and (before[-1].date or before[-1].because) else ""
    notes = "; ".join(part for part in (now, f"before: {then}" if then else "") if part)
    told = [one for one in (came, gone) if one] or [one for one in (turned,) if one]
    return (f"{said} ({notes})" if notes else said), [change for change in changes if not _is_one_of(change, told)]


def _last(changes: Sequence[Change], kind: ChangeKind, what: str, old: object, new: object) -> Change | None:
    fitting = [c for c in changes if (c.kind, c.what) == (kind, what) and (c.old, c.new) == (old, new)]
    return fitting[-1] if fitting else None


def _is_one_of(change: Change, told: Sequence[Change]) -> bool:
    """Whether it is one of these very changes: another line of the history may have changed alike."""
    return any(change is one for one in told)
