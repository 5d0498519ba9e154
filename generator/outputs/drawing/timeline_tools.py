"""What a timeline's script (theme/assets/timeline.js) needs in the page: entries' facts and words go in, HTML comes out.

Everything a reader sees is worded here, from the language's file; this module never decides how an entry stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.language import Words
from generator.story import Status
from generator.text import Md, html_attribute, html_text
from generator.writing import topic_slug

FEWEST = 4
"""A timeline of fewer entries than this has no filter: there is nothing to look for."""

OWN, PLANNED, CANCELLED, NO_STATUS, SETTLED = "own", "planned", "cancelled", "none", "settled"
"""What the standing of an entry is called in the page and in its address, beside the statuses of claims themselves."""

_STANDINGS = (*(str(status) for status in Status), NO_STATUS, OWN, PLANNED, CANCELLED)
# Words that the script fills in: {n}, {all}, {hidden} are numbers, {what} is what was chosen.
_PLACES = {"n": "{n}", "all": "{all}", "hidden": "{hidden}", "what": "{what}"}


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What a timeline is filtered by: one entry's id, standing, the ids of its actors, its topics as typed.

    `standing` is a status of its claim, or one of `OWN`, `PLANNED`, `CANCELLED`, `NO_STATUS`. `settled` is true for what
    is confirmed, or told in our own voice with sources that still stand.
    """

    id: str
    standing: str
    settled: bool
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def entry_attributes(facts: EntryFacts) -> str:
    """The attributes of an entry's element, with a blank before each.

    >>> entry_attributes(EntryFacts("shut", "reported", False, ("brandt",)))
    ' data-tl="shut" data-tl-status="reported" data-tl-actors="brandt"'
    """
    given = {
        "data-tl": facts.id,
        "data-tl-status": facts.standing,
        "data-tl-settled": "yes" if facts.settled else "",
        "data-tl-actors": " ".join(facts.actors),
        "data-tl-topics": " ".join(dict.fromkeys(map(topic_slug, facts.topics))),
    }
    return "".join(f' {name}="{html_attribute(value)}"' for name, value in given.items() if value)


def tools(list_id: str, entries: Sequence[EntryFacts], names: Mapping[str, str], words: Words) -> Md:
    """The filter of the timeline whose list has this id, as one line of HTML that stays hidden without the script.

    `names` are those of actors by id. Empty where the entries are few, or all alike.
    """
    choices = _choices(entries, names, words)
    if len(entries) < FEWEST or not choices:
        return Md("")
    only = (
        f'<label class="ep-tl-only"><input type="checkbox" name="tl-settled"/> {_say(words, "timeline_only_settled")}'
        f"<small>{_say(words, 'timeline_settled_means')}</small></label>"
        if _differ(entries)
        else ""
    )
    said = {"shown": "timeline_shown", "filtered": "timeline_filtered", "lifted": "timeline_lifted"}
    data = "".join(f' data-{name}="{html_attribute(words.text(key, **_PLACES))}"' for name, key in said.items())
    # Between two letters, since an attribute's blanks at its ends go.
    between = f"a{words.text('semicolon')}b"
    data += f' data-between="{html_attribute(between)}"'
    return Md(
        f'<div class="ep-tl-tools" data-timeline-tools="{html_attribute(list_id)}" data-search-exclude=""{data} hidden="">'
        f"<details><summary>{_say(words, 'timeline_filter')}</summary>"
        f'<form autocomplete="off"><div class="ep-tl-choices">{choices}</div>{only}'
        f'<p class="ep-tl-keys">{_say(words, "timeline_keys")}</p></form></details>'
        f'<p class="ep-tl-told"><span role="status" aria-live="polite"></span> '
        f'<button type="button" hidden="">{_say(words, "timeline_show_all")}</button></p></div>'
    )


def _differ(entries: Sequence[EntryFacts]) -> bool:
    return len({entry.settled for entry in entries}) > 1


def _choices(entries: Sequence[EntryFacts], names: Mapping[str, str], words: Words) -> str:
    """A choice for each thing in which the entries differ."""
    actors = dict.fromkeys(id for entry in entries for id in entry.actors)
    topics: dict[str, str] = {}
    for topic in (topic for entry in entries for topic in entry.topics):
        topics.setdefault(topic_slug(topic), topic)
    options = [(s, _standing(s, words)) for s in _STANDINGS if s in {entry.standing for entry in entries}]
    if _differ(entries):
        options.insert(0, (SETTLED, words.text("timeline_settled")))
    shown = [
        _choice("actor", sorted(((id, names.get(id, id)) for id in actors), key=lambda c: c[1].casefold()), words),
        _choice("topic", sorted(topics.items(), key=lambda c: c[1].casefold()), words),
        _choice("status", options if len(options) > 1 else (), words),
    ]
    return "".join(shown)


def _choice(name: str, options: Iterable[tuple[str, str]], words: Words) -> str:
    listed = "".join(f'<option value="{html_attribute(id)}">{html_text(text)}</option>' for id, text in options)
    if not listed:
        return ""
    return (
        f"<label><span>{_say(words, f'timeline_by_{name}')}</span>"
        f'<select name="tl-{name}"><option value="">{_say(words, f"timeline_any_{name}")}</option>{listed}</select></label>'
    )


def _standing(standing: str, words: Words) -> str:
    if standing in (PLANNED, CANCELLED):
        return words.text(f"timeline_{standing}")
    if standing == OWN:
        return words.text("timeline_own")
    return words.text("standing_none" if standing == NO_STATUS else f"status_{standing}")


def _say(words: Words, key: str) -> str:
    return html_text(words.text(key))
