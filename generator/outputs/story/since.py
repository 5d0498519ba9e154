"""New since your last visit: a view goes in; what a returning reader's browser must know to tell it comes out, hidden.

This module never knows who reads: `theme/assets/since.js` keeps what was seen in the reader's own browser and compares.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.language import Words
from generator.outputs.story.view import View
from generator.story import Happened, Status
from generator.text import Md, html_attribute
from generator.versions import EntryKind, substance_of

# The words of the list and the marks, by the names that the script has for them.
WORDS = (
    "since_title",
    "since_lead",
    "since_more",
    "since_new",
    "since_changed",
    "since_status",
    "since_answers",
    "since_sources",
    "since_mark_new",
    "since_mark_changed",
    "since_seen",
    "since_seen_done",
    "since_forget",
    "since_forget_done",
    "since_remember",
    "since_remember_done",
)
KINDS = {
    EntryKind.CLAIM: "since_kind_claim",
    EntryKind.DATE: "since_kind_date",
    EntryKind.QUOTE: "since_kind_quote",
    EntryKind.FIGURE: "since_kind_figure",
    EntryKind.UNKNOWN: "since_kind_unknown",
    EntryKind.UPDATE: "since_kind_update",
}


def part(view: View) -> Md:
    """The page's data for the script; nothing on drafts and on pages as of an earlier day, which are not visited again."""
    if view.linked.draft or view.linked.as_known:
        return Md("")
    lines = [entry.line for entry in substance_of(view.linked, view.sourcing)]
    data = {
        "since": " ".join(lines),
        "story": view.linked.slug,
        "aliases": " ".join(map(str, view.linked.story.aliases)),
        "lang": view.words.locale,
        **dict(_words(view.words)),
    }
    given = "".join(f' data-{name}="{html_attribute(text)}"' for name, text in data.items())
    return Md(f'<div class="ep-since-data" hidden=""{given}></div>')


def _words(words: Words) -> Iterator[tuple[str, str]]:
    """The words by the names of their attributes; one for each plural form, since the numbers are the reader's."""
    keys = {key.removeprefix("since_").replace("_", "-"): key for key in WORDS}
    keys |= {f"kind-{kind}": key for kind, key in KINDS.items()}
    keys |= {f"state-{status}": f"status_{status}" for status in Status}
    keys |= {f"state-{state}": f"timeline_{state}" for state in (Happened.PLANNED, Happened.CANCELLED)}
    for name, key in keys.items():
        entry = words.table[key]
        forms = {"": entry} if isinstance(entry, str) else {f"-{form}": text for form, text in entry.items()}
        yield from ((f"w-{name}{form}", text) for form, text in forms.items())


def anchor(kind: str, id: str) -> Md:
    """A place that an address can lead to, for an entry of a list without a heading of its own."""
    return Md(f'<span id="{kind}-{id}"></span>')
