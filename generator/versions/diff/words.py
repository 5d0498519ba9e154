"""What changed in a story in a newsroom's words: entries and fields go in, sentences and the names of things come out.

This module never finds changes; it only says them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.dates import When
from generator.story import (
    ID_PATTERN,
    Actor,
    Citation,
    Claim,
    Correction,
    Credit,
    Dated,
    DateEntry,
    Entry,
    Figure,
    HistoryLine,
    Image,
    Point,
    Prose,
    Question,
    Quote,
    Reference,
    Related,
    Response,
    ResponseKind,
    Retraction,
    Role,
    Section,
    Source,
    StoryRef,
    Unknown,
    Update,
    Withdrawn,
    as_typed,
    quoted,
)
from generator.versions.diff.change import plain

# One entry of a field that holds several; a field that is not here loses its last s.
ONE_OF: Mapping[str, str] = {
    "related": "related page",
    "by": "by",
    "edited_by": "editor",
    "fact_checked_by": "fact-checker",
    "aliases": "old address",
    "history": "history line",
    "about": "about",
    "to": "claim",
    "relies_on": "relies_on",
    "citing": "citing",
    "names": "name",
    "key_points": "key point",
}

# Fields that newsrooms call by another word than the file does.
FIELD_WORDS: Mapping[tuple[str, str], str] = {("quotes", "by"): "speaker", ("responses", "to"): "claims"}

RESPONDS: Mapping[ResponseKind, str] = {
    ResponseKind.CONFIRMS: "confirms",
    ResponseKind.DENIES: "denies",
    ResponseKind.PARTLY_DENIES: "partly denies",
    ResponseKind.DECLINED: "declined to comment",
    ResponseKind.NO_RESPONSE: "did not respond",
    ResponseKind.NOT_ASKED: "was not asked",
    ResponseKind.NONE_REPORTED: "is not reported to have responded",
}


@dataclass(frozen=True)
class ChangedPlace:
    """Where in a story something stands: the part, the entry, the way to the field, and how people call the entry."""

    where: str = "story"
    id: str = ""
    owner: str = ""
    steps: tuple[str, ...] = ()
    since_owner: tuple[str, ...] = field(default=())

    @property
    def what(self) -> str:
        """The field inside the entry, with dots between steps."""
        return ".".join(self.steps)

    def at(self, name: str) -> ChangedPlace:
        """One field further in."""
        return replace(self, steps=(*self.steps, name), since_owner=(*self.since_owner, name))

    def inside(self, label: str) -> ChangedPlace:
        """Inside one item of a list: `label` says which."""
        owner = " of ".join(part for part in (label, self.owner) if part)
        return replace(self, owner=owner, since_owner=())

    def __str__(self) -> str:
        name = ".".join(self.since_owner)
        name = FIELD_WORDS.get((self.where, name), "reason" if name == "because" else name)
        if not name:
            return self.owner
        owner = self.owner.removeprefix("date ") if (self.where, self.steps) == ("dates", ("date",)) else self.owner
        return f"{name} of {owner}" if owner else name


def one_of(name: str) -> str:
    """What one entry of a field is called.

    >>> one_of("claims"), one_of("related")
    ('claim', 'related page')
    """
    return ONE_OF.get(name, name.removesuffix("s"))


@dataclass(frozen=True)
class ChangeWords:
    """The words for entries; `names` holds the name of each actor and source by id, as far as anybody knows it."""

    names: Mapping[str, str]

    def value(self, value: object) -> str:
        """A value as it stands inside a sentence."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, StoryRef):
            return f"`{value}`"
        if isinstance(value, Reference):
            return self.names.get(value, f"`{value}`")
        if isinstance(value, Prose):
            return f"“{_short(value.text, 200)}”"
        if isinstance(value, Entry):
            return self.gist(value)
        if isinstance(value, tuple):
            return ", ".join(self.value(item) for item in value)
        if isinstance(value, When) or ID_PATTERN.fullmatch(str(value)):
            return str(value)
        held = plain(value)
        return f"“{_short(held, 200)}”" if isinstance(held, str) and " " in held else str(held)

    def label(self, name: str, item: object) -> str:
        """How people call one item of the list `name`.

        >>> ChangeWords({}).label("sections", Section(heading="What happened", text="Nothing."))
        'section “What happened”'
        """
        if isinstance(item, HistoryLine) and not item.date:
            # A status without a history is the claim's own.
            return ""
        return f"{one_of(name)} {self.handle(item)}".strip()

    def handle(self, item: object) -> str:
        """What an item goes by: its id, or its first words."""
        id = getattr(item, "id", None)
        if isinstance(item, Entry) and isinstance(id, str):
            return f"`{id}`"
        match item:
            case Response():
                return f"of {self.value(item.by)} to {_ids(item.to)}"
            case HistoryLine():
                return item.date.date.text if item.date else ""
            case Citation():
                return f"`{item.source}`"
            case Correction() | Update():
                return f"of {item.date.date.text}"
            case Related():
                return f"`{item.story}`" if item.story else str(item.url)
            case Point():
                return f"of {item.when or _short(item.label or '', 60)}"
        words = self._first_words(item)
        return f"“{_short(words, 60)}”" if words else ""

    def _first_words(self, item: object) -> str:
        if isinstance(item, Entry):
            for name in ("title", "heading", "question", "name", "role", "text", "label"):
                value = getattr(item, name, None)
                if value:
                    return str(value.text if isinstance(value, Prose) else value)
            return next((self.value(getattr(item, name)) for name in type(item).model_fields), "")
        return item.text if isinstance(item, Prose) else str(item)

    def gist(self, entry: Entry) -> str:
        """What an entry says, in one line: enough to know what came or went."""
        match entry:
            case Dated():
                return entry.date.text
            case Actor():
                return _listed(entry.name, entry.role)
            case Source():
                unnamed = entry.anonymous.described_as if entry.anonymous else None
                when = entry.published.date.text if entry.published else None
                return _listed(entry.name, unnamed, entry.publisher, entry.title, when)
            case Claim():
                standing = str(entry.standing or "no status")
                return f"{standing}: {_short(entry.text.text, 200)}"
            case HistoryLine():
                return self.status_line(entry)
            case Response():
                return f"{self.value(entry.by)} {RESPONDS[entry.response]} ({_claims(entry.to)})"
            case Quote():
                by = f", {self.value(entry.by)}" if entry.by else ""
                return f"“{_short(entry.text, 200)}”{by}"
            case DateEntry():
                return f"{entry.date.date.text}, {entry.title}"
            case Citation():
                citing = f" citing {', '.join(f'`{id}`' for id in entry.citing)}" if entry.citing else ""
                where = f", {entry.where}" if entry.where else ""
                return f"`{entry.source}`{citing}{where}"
            case Correction() | Update():
                return f"{entry.date.date.text}: {_short(entry.text.text, 200)}"
            case Retraction():
                return _listed(entry.date.date.text, entry.note)
            case Withdrawn():
                return f"{entry.date.date.text}: {_short(entry.reason.text, 200)}"
            case Related():
                return f"`{entry.story}`" if entry.story else f"{quoted(entry.title or '')} ({entry.url})"
            case Figure():
                series = f"{len(entry.points)} points" if entry.points else None
                return _listed(
                    *(str(plain(one)) for one in (entry.value, entry.label, entry.unit, series) if one is not None)
                )
            case Point():
                value = "no value" if entry.value is None else as_typed(entry.value)
                return f"{entry.when or entry.label}: {value}"
            case Credit() | Role() | Image():
                held = (getattr(entry, name) for name in type(entry).model_fields)
                return _listed(*(self.value(one).strip("“”") for one in held if one))
            case Section():
                return f"“{entry.heading}”"
            case Question():
                return f"“{_short(entry.question.text, 200)}”"
            case Unknown():
                return f"“{_short(entry.text.text, 200)}”"
        held = (getattr(entry, name) for name in type(entry).model_fields)
        return _listed(*(self.value(one) for one in held if one not in (None, (), {}, False)))

    def status_line(self, line: HistoryLine) -> str:
        """A line of a history: since when, what, why, on what."""
        date = f"{line.date.date.text}, " if line.date else ""
        because = f": {_short(line.because.text, 300)}" if line.because else ""
        return f"{date}{line.status or 'no status'}{because}{_on(line)}"

    def reason(self, line: HistoryLine) -> str:
        """Since when and why a line of a history has its status, and on what sources."""
        parts = (line.date.date.text if line.date else "", _short(line.because.text, 300) if line.because else "")
        return f"{': '.join(part for part in parts if part)}{_on(line)}".strip()


def _on(line: HistoryLine) -> str:
    sources = getattr(line, "sources", ())
    return f" [{', '.join(f'`{cited.source}`' for cited in sources)}]" if sources else ""


def _claims(ids: tuple[str, ...]) -> str:
    return f"{'claim' if len(ids) == 1 else 'claims'} {_ids(ids)}"


def _ids(ids: tuple[str, ...]) -> str:
    return ", ".join(f"`{id}`" for id in ids)


def _listed(*parts: str | None) -> str:
    return ", ".join(_short(part, 200) for part in parts if part)


def _short(text: str, limit: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"
