"""Who has answered what: a view goes in, a table comes out in which each claim is followed by what every actor said to it.

This module words nothing but `denies` and `partly-denies` as denying, and tells through whom each response reached us.
"""

from __future__ import annotations

from generator.outputs.story import retraction_notices
from generator.outputs.story.view import View
from generator.sourcing import behind
from generator.story import Response, ResponseKind
from generator.text import Md

# Nobody passes a silence on; it is told, or nothing is.
_SILENT = (ResponseKind.NO_RESPONSE, ResponseKind.NOT_ASKED)


def ledger(view: View) -> Md:
    """The responses as a table, grouped by claim in the order of the story; empty where there are none."""
    groups = "".join(_group(view, id) for id in view.linked.story.claims)
    if not groups:
        return Md("")
    head = "".join(
        f'<th scope="col">{view.words.say(key)}</th>' for key in ("table_actor", "table_response", "table_source")
    )
    return Md(f'<table class="ep-ledger" markdown="1">\n<thead><tr>{head}</tr></thead>\n{groups}</table>')


def _group(view: View, id: str) -> str:
    answers = [answer for answer in view.linked.story.responses if id in answer.to]
    rows = "".join(_row(view, answer, by) for answer in answers for by in map(str, answer.by))
    if not rows:
        return ""
    title = f'<th colspan="3" scope="rowgroup" markdown="span">{view.claim_link(id)}</th>'
    return f'<tbody markdown="1">\n<tr markdown="1">{title}</tr>\n{rows}</tbody>\n'


def _row(view: View, answer: Response, by: str) -> str:
    cells = (
        view.name(by),
        Md(f"{view.words.say(f'word_{answer.response}')}{retraction_notices.badge(view, answer)}"),
        Md(f"{through(view, answer)}{view.cites(answer.sources)}"),
    )
    shown = "".join(f'<td markdown="span">{cell}</td>' for cell in cells)
    return f'<tr markdown="1">{shown}</tr>\n'


def through(view: View, answer: Response) -> Md:
    """Through whom a response reached us: passed on by a source, told by one, or in the responder's own words; '' without a source."""
    heads = list(dict.fromkeys(str(citation.source) for citation in answer.sources))
    if not heads:
        return Md("")
    people = set(map(str, answer.by))
    if answer.response is ResponseKind.NONE_REPORTED:
        key = "response_none_in"
    elif answer.response in _SILENT:
        key = "response_told_by"
    elif all(people & behind(view.linked, id) for id in heads):
        key = "response_own"
    else:
        key = "response_passed_on"
    return view.words.say(key, names=view.names(heads))
