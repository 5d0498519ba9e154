"""Which role somebody held at a time: an actor and a date go in, the one role that was theirs then comes out, or none; and their order.

This module never guesses: with two roles that fit, an uncertain date, or a date that a role covers only in part, there is no answer.
"""

from __future__ import annotations

from generator.dates import Qualifier, When, WhenKind, within
from generator.story import Actor, Role


def in_time_order(actor: Actor) -> tuple[Role, ...]:
    """An actor's roles by their dates; those without a date last, as typed."""
    dated = sorted(
        (role for role in actor.roles if role.when), key=lambda role: role.when.date.sort_key if role.when else ()
    )
    return (*dated, *(role for role in actor.roles if not role.when))


def role_then(actor: Actor, when: When | None) -> Role | None:
    """The role held, or known to be held, all through `when`; None where none or more than one is.

    A span counts from the last moment at which it can have begun to the first at which it can have ended: 'since 2022' holds
    May 2023 and not May 2022. A role known at one date ('2024-02') holds what is dated inside it; a page says that date
    beside the role.
    """
    if when is None or when.earliest is None or when.latest is None or when.qualifier is not Qualifier.NONE:
        return None
    fitting = [role for role in actor.roles if role.when and holds(role.when.date, when)]
    return fitting[0] if len(fitting) == 1 else None


def holds(role: When, when: When) -> bool:
    """Whether a role with this date was certainly held, or known to be held, all through `when`, which has both its ends."""
    assert when.earliest and when.latest
    if role.qualifier is not Qualifier.NONE or role.kind is WhenKind.WITHIN:
        return False
    if role.kind is WhenKind.MOMENT:
        return within(when, role)
    # By whole days: a role held until a day was held on that day.
    begun = role.start.latest[:3] if role.start and role.start.latest else None
    over = role.end.earliest[:3] if role.end and role.end.earliest else None
    return (begun is None or begun <= when.earliest[:3]) and (over is None or when.latest[:3] <= over)
