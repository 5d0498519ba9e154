"""The reference of every field a writer can type: the schema's models go in, one Markdown page comes out.

Descriptions and examples are the models' own, so that the page cannot say anything else than the check; this module never
prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic.fields import FieldInfo

from generator.desk.reference.field_words import kind_of
from generator.story import (
    Actor,
    Anonymous,
    Citation,
    Claim,
    Correction,
    Credit,
    Dated,
    DateEntry,
    Entry,
    Figure,
    HistoryLine,
    HowWeKnow,
    Image,
    Original,
    Point,
    Policies,
    Question,
    Quote,
    Related,
    Response,
    Retraction,
    Role,
    SameAs,
    Section,
    Settings,
    Source,
    Story,
    TimelineShown,
    Unknown,
    Update,
    Withdrawn,
)

EXAMPLES = Path(__file__).parent / "field_examples.yaml"


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the page: the model, its address on the page, what it is called, and what the models cannot say."""

    model: type[Entry]
    name: str
    title: str
    also: str = ""


# In the order of a story, what belongs to an entry right behind it.
PARTS = (
    Part(Story, "story", "The story"),
    Part(
        Actor,
        "actor",
        "Actors",
        "An actor needs a `name` and a `kind`, here or in the [shared file](#shared-files).",
    ),
    Part(Role, "role", "A role with its date"),
    Part(Anonymous, "anonymous", "Somebody who is not named"),
    Part(
        Source,
        "source",
        "Sources",
        "A source needs a `kind`, and something by which readers can tell it: a title, a publisher, an author or an "
        "address. A person needs a `name`, or `anonymous`. How to cite it: [Sources and claims](sourcing.md).",
    ),
    Part(Retraction, "retraction", "A source taken back"),
    Part(Citation, "citation", "Citing a source"),
    Part(
        Claim,
        "claim",
        "Claims",
        "A claim needs a `status` or a `history`, never both; an assessment or a forecast may go without. "
        "What each status means: [Sources and claims](sourcing.md#status).",
    ),
    Part(HistoryLine, "history", "A line of a claim's history"),
    Part(Response, "response", "Responses"),
    Part(Quote, "quote", "Quotes"),
    Part(Original, "original", "The words in their own language"),
    Part(DateEntry, "date", "Dates of the timeline"),
    Part(TimelineShown, "timeline", "How the timeline is shown"),
    Part(Dated, "stated-date", "A date with how it was stated"),
    Part(Section, "section", "Sections"),
    Part(Question, "question", "Questions"),
    Part(Unknown, "unknown", "What is not known"),
    Part(
        Figure,
        "figure",
        "Figures",
        "A figure needs a number: a `value`, the ends of an estimate (`low`, `high`), or a series of `points`. "
        "How numbers are typed, shown and drawn: [Numbers](figures.md).",
    ),
    Part(
        Point,
        "point",
        "A point of a series",
        "Every point of a series has a `when`, or none has one: then each needs a `label`.",
    ),
    Part(SameAs, "same-as", "A figure of another story"),
    Part(HowWeKnow, "how-we-know", "How we know"),
    Part(Credit, "credit", "Credits"),
    Part(Correction, "correction", "Corrections"),
    Part(Update, "update", "Updates"),
    Part(
        Related,
        "related",
        "Related pages",
        "Type either `story`, or `url` with a `title`.",
    ),
    Part(Withdrawn, "withdrawn", "A story taken back"),
    Part(
        Image,
        "image",
        "Pictures",
        "The file lies under `stories/`; [what becomes of it](pictures.md), and what cannot be shown.",
    ),
    Part(Settings, "newsroom", "The newsroom's settings"),
    Part(Policies, "policies", "The newsroom's rules"),
)


@cache
def examples() -> Mapping[str, Mapping[str, str]]:
    """For each part of the page by name: `file`, where it is none of a story, and `typed`, one small example."""
    import yaml

    found: Mapping[str, Mapping[str, str]] = yaml.load(EXAMPLES.read_text("utf-8"), yaml.CBaseLoader)
    return found


_OPENING = """---
title: Every field of a story
description: All fields that a story and the newsroom's shared files can have, with what each one takes and an example.
---

<!-- Made by `make generated` from the schema. -->

# Every field of a story

A story is a text file: a field on each line, a colon and a space behind its name. Only the title is needed for a page;
everything else is there for when you need it. **Fields in bold must be given.**

What the middle column says:

- **plain text** appears as you type it. No marks have a meaning in it.
- **inline prose** is one paragraph that may hold [marks](prose.md): emphasis, links, citations and mentions.
- **block prose** may have several paragraphs, lists and quotations as well.
- **a list** may also be typed as a single item, without a dash.
- **for each id** means: type an id of your own and a colon, and the fields below it, indented. An id has small letters,
  digits and hyphens.
- Words `like this`, with bars between them, are the words to choose from.

"""

_SHARED = """## The shared files {#shared-files}

Three files in `stories/` begin with an underscore. They are no stories.

- `_actors.yaml` holds actors that several stories name. Each entry has an id and the fields of [actors](#actor).
  `name` and `kind` must be given here.
- `_sources.yaml` holds sources that several stories cite. Each entry has an id and the fields of [sources](#source).
- `_newsroom.yaml` holds the settings below.

A story takes a shared entry by its id. It may give single fields anew, and these count for this story alone. To take
an entry as it is, you need not list it at all; `brandt: {}` lists it without a change.

In `stories/_actors.yaml`:

```yaml
brandt:
  name: Ada Brandt
  kind: person
  role: harbour master
```

In `stories/_sources.yaml`:

```yaml
courier:
  kind: article
  publisher: The Made-up Courier
  published: 2031-05-02
  read: 2031-05-03
```

"""


def page() -> str:
    """The whole reference, as Markdown."""
    out = [_OPENING]
    for part in PARTS:
        if part.model is Settings:
            out.append(_SHARED)
        out.append(_part(part))
    return "\n".join(piece.rstrip("\n") + "\n" for piece in out)


def _part(part: Part) -> str:
    about = (part.model.__doc__ or "").split("\n\n")[0]
    if part.model is Dated:
        # Braces outside backticks could be taken for attributes.
        about = about.replace("`{", "{").replace("}`", "}").replace("{", "`{").replace("}", "}`")
    lines = [f"## {part.title} {{#{part.name}}}", "", " ".join(about.split()), ""]
    lines += [part.also, ""] if part.also else []
    lines += ["| field | what it takes | what it is for |", "|---|---|---|"]
    lines += [_row(part.model, name, info) for name, info in part.model.model_fields.items()]
    lines += ["", *_example(part.name)]
    return "\n".join(lines)


def _row(model: type[Entry], name: str, info: FieldInfo) -> str:
    shown = f"**`{name}`**" if info.is_required() else f"`{name}`"
    takes = kind_of(model, name, {part.model: part.name for part in PARTS})
    said = " ".join([info.description or "", *_examples_of(info, takes), *_default(info)]).strip()
    return f"| {shown} | {takes} | {said} |"


def _examples_of(info: FieldInfo, takes: str) -> Iterator[str]:
    """The models' own examples where they are plain words and not among those to choose from."""
    plain = [example for example in info.examples or () if isinstance(example, str) and f"`{example}`" not in takes]
    if plain:
        shown = " or ".join(f"`{example}`" for example in plain)
        yield f"For example {shown}" if plain[-1].endswith((".", "?")) else f"For example {shown}."


def _default(info: FieldInfo) -> Iterator[str]:
    if isinstance(info.default, StrEnum):
        yield f"If it is left out: `{info.default}`."


def _example(name: str) -> Iterator[str]:
    example = examples()[name]
    yield from (f"In `{example['file']}`:", "") if "file" in example else ()
    yield from ("```yaml", example["typed"].rstrip(), "```", "")
