"""Addresses on the web: what may be led to, and what only seems to lead there, alike in fields, in prose and in an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.desk.timelinejs.sources import web_address
from generator.story.newsroom import Policies
from generator.text.prose import parse_inline
from generator.text.web_address import web_address_fault
from tests.newsrooms import problems, story

GOOD = (
    "https://courier.example",
    "HTTPS://Courier.Example/a?b=c#d",
    "http://courier.example:8080/",
    "https://courier.example./",
    "https://under_score.example/",
    "https://münchen.example/straße",
    "https://例え.example/記事",
    "https://نامه‌ای.example/می‌خواهم",
    "https://192.0.2.7/",
    "https://[2001:db8::1]:443/",
    "https://web.archive.org/web/2031/https://ada@courier.example/",
    "https://social.example/@ada",
    "https://maps.example/?at=a@b",
    "http://localhost:8000/",
    "https://9to5.example",
)
BAD = (
    "",
    "courier.example",
    "//courier.example",
    "ftp://courier.example",
    "javascript:alert(1)",
    "https://",
    "https:///a",
    "https://a b.example",
    "https://courier.example/a b",
    'https://courier.example/"x',
    "https://reuters.com@evil.example",
    "https://reuters.com:443@evil.example/",
    "https://@evil.example",
    "https://reuters.com\\@evil.example",
    "https://a@b@evil.example",
    "https://:80",
    "https://.",
    "https://courier..example",
    "https://.courier.example",
    "https://-courier.example",
    "https://courier-.example",
    "https://courier.example:99999",
    "https://courier.example:80a",
    "https://courier.example:80:80",
    "https://courier%2eexample",
    "https://evil。example",
    "https://256.1.1.1",
    "https://1.2.3.4.5",
    "https://[::zz]",
    "https://[2001:db8::1",
    "https://cou\u200brier.example",
    "https://courier.example/\u202egnp",
    f"https://{'a' * 64}.example",
    f"https://{'a.' * 200}example",
)


@pytest.mark.parametrize("typed", GOOD)
def test_an_address_that_leads_where_it_says_is_taken_everywhere(typed: str) -> None:
    assert web_address_fault(typed) is None
    assert parse_inline(f"[x](<{typed}>)")[1] == ()
    assert web_address(typed) == typed
    assert list(Policies(ethics=typed).faults()) == []


@pytest.mark.parametrize("typed", BAD)
def test_an_address_that_does_not_is_refused_everywhere(typed: str) -> None:
    fault = web_address_fault(typed)
    assert fault is not None
    assert fault.hint.endswith(".")
    assert not (fault.said + fault.hint).count("\u202e")
    linked, mistakes = parse_inline(f"[x](<{typed}>)")
    # A backslash in prose escapes the sign behind it.
    assert mistakes or "\\" in typed, linked
    if typed:
        assert [fault.code for fault in Policies(ethics=typed).faults()] == ["bad-policy"]


def test_a_field_and_a_text_say_the_same_of_an_address(tmp_path: Path) -> None:
    story(
        tmp_path,
        """
        short_answer: The [log](https://reuters.com@evil.example) says so.
        related: [{url: "https://reuters.com@evil.example", title: The log}]
        """,
    )
    said = (
        "'https://reuters.com@evil.example' leads to 'evil.example': what stands before the '@' is a name to sign in with. "
        "If 'evil.example' is meant, leave out 'reuters.com@'; otherwise type the address anew."
    )
    assert [line for line in problems(tmp_path) if "evil" in line] == [
        f"stories/gates.yaml:16:25: error: The address {said} [link-target]",
        f"stories/gates.yaml:17:17: error: {said} [bad-url]",
    ]
