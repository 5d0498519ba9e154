"""A timeline that was read goes in; the plain data of a story come out: title, summary, sources, dates, and sections.

Every slide is somewhere in the story: one without a date that can be written is a section. This module makes up no fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.desk.timelinejs.dates import as_shown, date_of, span_of
from generator.desk.timelinejs.html import blocks_of, words_of
from generator.desk.timelinejs.ids import Ids, slug_of
from generator.desk.timelinejs.list import NotCarried, as_typed
from generator.desk.timelinejs.prose import prose_text
from generator.desk.timelinejs.read import Slide, Timeline
from generator.desk.timelinejs.sources import FoundSources, Media, media_of
from generator.desk.timelinejs.yaml_text import Data
from generator.story import ID_PATTERN
from generator.text import Blocks, Emphasis, Paragraph, Text, plain_blocks

Say = Callable[[str], None]

_KNOWN = frozenset(
    ("start_date", "end_date", "text", "media", "group", "display_date", "background", "autolink", "unique_id")
)
_MEDIA = ("url", "caption", "credit", "thumbnail", "alt", "title", "link", "link_target")
# Words of a title that is made from a text.
_TITLE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Made:
    """The story's data in the order in which they are written, and how many entries it has of each kind."""

    data: dict[str, Data]
    dates: int
    sources: int
    topics: int
    sections: int


@dataclass
class _Parts:
    """What a slide comes to, before it is an entry."""

    title: str
    blocks: Blocks
    date: str
    source: str
    topic: str
    shown: str


@dataclass
class _StoryMaker:
    ids: Ids
    shelf: FoundSources
    listed: NotCarried
    names: dict[int, str] = field(default_factory=dict)
    dates: list[Data] = field(default_factory=list)
    sections: list[Data] = field(default_factory=list)
    topics: dict[str, None] = field(default_factory=dict)


def story_of(timeline: Timeline, name: str, listed: NotCarried, taken: Iterable[str] = ()) -> Made:
    """Make the story's data; `name` is what to call it where the timeline has no title.

    `taken` are ids that the newsroom shares; `listed` takes what could not be carried over.
    """
    ids = Ids(taken)
    story = _StoryMaker(ids, FoundSources(ids), listed)
    slides = (*timeline.events, *timeline.eras)
    _name_all(story, slides)
    data: dict[str, Data] = {"title": name}
    if timeline.title is not None:
        _title_slide(story, timeline.title, data, name)
    else:
        listed.at("the timeline")(f"it has no title slide; the story is called after its file, '{name}'")
    for slide in slides:
        _entry(story, slide)
    if story.topics:
        data["topics"] = list(story.topics)
    if story.shelf.sources:
        data["sources"] = story.shelf.sources
    if story.dates:
        data["dates"] = story.dates
    if story.sections:
        data["sections"] = story.sections
    return Made(data, len(story.dates), len(story.shelf.sources), len(story.topics), len(story.sections))


def _name_all(story: _StoryMaker, slides: tuple[Slide, ...]) -> None:
    """Give every slide its id: its own first, then what its headline makes."""
    for slide in slides:
        own = _plain(slide.fields.get("unique_id"))
        if own and story.ids.fits(own):
            story.names[id(slide)] = story.ids.take(own, "")
    for slide in slides:
        if id(slide) in story.names:
            continue
        own = _plain(slide.fields.get("unique_id"))
        text = slide.fields.get("text")
        headline = _plain(text.get("headline")) if isinstance(text, Mapping) else ""
        wanted = slug_of(own) or slug_of(words_of(headline, _unheard))
        story.names[id(slide)] = name = story.ids.take(wanted, slug_of(slide.place.partition(" (")[0]))
        if own:
            why = "stands twice or is taken" if ID_PATTERN.fullmatch(own) else "cannot be an id here"
            story.listed.at(slide.place)(f"its unique_id ({own}), which {why}; it is '{name}' now")


def _unheard(words: str) -> None:
    """What is said of a headline is said when the entry is made."""


def _title_slide(story: _StoryMaker, slide: Slide, data: dict[str, Data], name: str) -> None:
    say = story.listed.at(slide.place)
    parts = _parts(story, slide, say, cited=False)
    if parts.title:
        data["title"] = parts.title
    else:
        say(f"it has no headline; the story is called after its file, '{name}'")
    if parts.date:
        say(f"its date ({parts.date}); a story has none of its own")
    if parts.shown:
        say(f"the words shown for its date ({parts.shown})")
    if parts.topic:
        say(f"its group ({parts.topic}); the title belongs to all")
    own = _plain(slide.fields.get("unique_id"))
    if own:
        say(f"its unique_id ({own})")
    if not parts.blocks:
        return
    source = _source(story, slide, say)
    text, kept = prose_text(parts.blocks)
    _tell_marks(kept, say)
    data["summary"] = _cited(text, parts.blocks, source) if source else text


def _entry(story: _StoryMaker, slide: Slide) -> None:
    say = story.listed.at(slide.place)
    parts = _parts(story, slide, say, cited=True)
    name = story.names[id(slide)]
    title = parts.title or _made_title(parts, slide, say)
    blocks = parts.blocks
    if parts.shown:
        say(f"the words shown for its date ({parts.shown}); they stand above its text now")
        blocks = (Paragraph((Emphasis((Text(parts.shown),)),)), *blocks)
    if parts.topic:
        story.topics[parts.topic] = None
    text, kept = prose_text(blocks)
    _tell_marks(kept, say)
    if not parts.date:
        _section(story, name, title, text, blocks, parts, say)
        return
    entry: dict[str, Data] = {"id": name, "date": parts.date, "title": title}
    if text:
        entry["text"] = text
    if parts.topic:
        entry["topics"] = [parts.topic]
    if parts.source:
        entry["sources"] = [parts.source]
    story.dates.append(entry)


def _section(story: _StoryMaker, name: str, title: str, text: str, blocks: Blocks, parts: _Parts, say: Say) -> None:
    say("it has no date that can be written, so it is a section now; give it one under 'dates' where one is known")
    if not text:
        blocks = (Paragraph((Text(title),)),)
        text, _ = prose_text(blocks)
    if parts.source:
        text = _cited(text, blocks, parts.source)
    if parts.topic:
        say(f"its group ({parts.topic}), which sections do not have")
    story.sections.append({"id": name, "heading": title, "text": text})


def _parts(story: _StoryMaker, slide: Slide, say: Say, *, cited: bool) -> _Parts:
    fields = slide.fields
    for key, value in fields.items():
        if key not in _KNOWN and not _empty(value):
            say(f"'{key}': {as_typed(value)}")
    text = _texts(fields.get("text"), "text", ("headline", "text"), "text", say)
    title = words_of(text.get("headline", ""), lambda words: say(f"from the headline: {words}"))
    autolink = str(fields.get("autolink", "true")).strip().lower() not in ("false", "no", "0")
    blocks = blocks_of(text.get("text", ""), say, link_addresses=autolink)
    if not _empty(fields.get("background")):
        say(f"the background of its slide: {as_typed(fields['background'])}")
    date, shown = _date(fields, say)
    group = words_of(_plain(fields.get("group")), lambda words: say(f"from the group: {words}"))
    media = _media(slide, say, told=True)
    source = story.shelf.put(media.url, media.caption, media.credit, say) if media.url and cited else ""
    if media.url and not cited and not blocks:
        words = "; ".join(filter(None, (media.url, media.caption, media.credit)))
        say(f"its media ({words}), which would need a text to stand beside")
    return _Parts(title, (*blocks, *media.quotation), date, source, group, shown)


def _source(story: _StoryMaker, slide: Slide, say: Say) -> str:
    media = _media(slide, say, told=False)
    return story.shelf.put(media.url, media.caption, media.credit, say) if media.url else ""


def _media(slide: Slide, say: Say, *, told: bool) -> Media:
    heard = say if told else _unheard
    fields = _texts(slide.fields.get("media"), "media", _MEDIA, "url", heard)
    return media_of(fields, heard)


def _date(fields: Mapping[str, Any], say: Say) -> tuple[str, str]:
    """The date, and those words shown for it that say something else."""
    ends: list[str] = []
    unsaid: list[str] = []
    for key, which in (("start_date", "start date"), ("end_date", "end date")):
        raw = fields.get(key)
        date = date_of(raw, which, say)
        shown = _plain(raw.get("display_date")) if isinstance(raw, Mapping) else ""
        date, told = _shown(date, shown, say)
        unsaid += [] if told else [shown]
        ends.append(date)
    start, end = ends
    if end and not start:
        say(f"the end date ({end}), which has no start before it")
        return "", "; ".join(filter(None, (*unsaid, _plain(fields.get("display_date")))))
    date = span_of(start, end, say)
    shown = _plain(fields.get("display_date"))
    date, told = _shown(date, shown, say)
    if not told:
        unsaid.insert(0, shown)
    return date, "; ".join(dict.fromkeys(unsaid))


def _shown(date: str, shown: str, say: Say) -> tuple[str, bool]:
    words = words_of(shown, lambda told: say(f"from the words shown for the date: {told}"))
    if not words:
        return date, True
    if not date:
        return date, False
    return as_shown(date, words, say)


def _made_title(parts: _Parts, slide: Slide, say: Say) -> str:
    """A title for a slide without headline: the first words of its text, or else what to call it."""
    words = plain_blocks(parts.blocks).split()
    if words:
        title = " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")
    else:
        title = parts.shown or slide.place[:1].upper() + slide.place[1:]
    say(f"it has no headline; its title is made from what it has: '{title}'")
    return title


def _cited(text: str, blocks: Blocks, source: str) -> str:
    """The text with a citation at its end, before the full stop."""
    if not isinstance(blocks[-1], Paragraph):
        return f"{text}\n[@{source}]\n"
    words = text.removesuffix("\n")
    if re.search(r"[^\s\\.]\.$", words):
        return f"{words[:-1]} [@{source}].\n"
    return f"{words} [@{source}]\n"


def _tell_marks(kept: bool, say: Say) -> None:
    if not kept:
        say("some bold or italic words in its text are plain now: our marks cannot stand there")


def _texts(raw: Any, name: str, known: tuple[str, ...], alone: str, say: Say) -> dict[str, str]:
    """A group of texts; a text alone stands for the field `alone`, and what is not known is told."""
    if _empty(raw):
        return {}
    if not isinstance(raw, Mapping):
        return {alone: as_typed(raw)}
    out: dict[str, str] = {}
    for key, value in raw.items():
        if _empty(value):
            continue
        if key not in known or (key == "link_target"):
            say(f"'{key}' of its {name}: {as_typed(value)}")
        else:
            out[key] = as_typed(value)
    return out


def _plain(value: Any) -> str:
    return "" if _empty(value) else as_typed(value).strip()


def _empty(value: Any) -> bool:
    return value in ("", None, [], {}) or (isinstance(value, str) and not value.strip())
