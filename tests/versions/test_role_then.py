"""Which role somebody held at a time: held against every day that a role and a date can mean."""

from __future__ import annotations

import datetime
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from generator.dates.forms import parse_when
from generator.story.actor import Actor, Role
from generator.story.stated_date import StatedDate
from generator.versions.roles import role_then

DATES = st.sampled_from(["2031-01-05", "2031-01", "2031-02", "2031", "2031-01-05/2031-02-10", "2031-02-03"])
ROLES = st.sampled_from(
    ["2031-01", "2031-01-03/2031-03-01", "2031-02/..", "../2031-02-03", "2031-01-05", "2031/2032", "2031-02"]
)


def days(text: str) -> tuple[datetime.date, datetime.date]:
    when = parse_when(text)
    assert when.earliest and when.latest
    return datetime.date(*when.earliest[:3]), datetime.date(*when.latest[:3])


def certainly(role: str, day: datetime.date) -> bool:
    """Whether the role was held on the day whatever its ends mean; a role known in a month counts for the month."""
    if "/" not in role:
        first, last = days(role)
        return first <= day <= last
    start, end = role.split("/")
    begun = start == ".." or days(start)[1] <= day
    over = end == ".." or day <= days(end)[0]
    return begun and over


def actor(*roles: str) -> Actor:
    return Actor(
        name="Ada Brandt", roles=tuple(Role(role=text, when=StatedDate(date=parse_when(text))) for text in roles)
    )


@given(st.lists(ROLES, max_size=3, unique=True), DATES)
def test_a_role_is_told_where_it_alone_holds_every_day_of_the_date(roles: list[str], when: str) -> None:
    first, last = days(when)
    span = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    holding = [role for role in roles if all(certainly(role, day) for day in span)]
    found = role_then(actor(*roles), parse_when(when))
    assert (found.role if found else None) == (holding[0] if len(holding) == 1 else None)


def test_what_is_uncertain_tells_no_role() -> None:
    for when, role in product(("2031-01-05?", "2031-01~", "2031-01-05/.."), ("2030/2032", "2031-01")):
        assert role_then(actor(role), parse_when(when)) is None
    for role in ("2030?/2032", "2031-01~", "2031-01-01~/2032"):
        assert role_then(actor(role), parse_when("2031-01-05")) is None
    assert role_then(actor("2031"), None) is None
    assert role_then(actor("2030-12-31/2032"), parse_when("2031-01-05")) is not None
