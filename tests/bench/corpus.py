"""A number and a folder go in; a newsroom of that many openly fictional stories of about 20 KB each comes out.

The same number always gives the same bytes; nothing here is about real people or places.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

PLACES = ("Harrow Bay", "Tidewell", "Quillmouth", "Ostermere", "Fennick", "Brackenholt", "Saltgate", "Lower Mirren")
NAMES = (
    "Ada Brandt",
    "Jonas Wick",
    "Mira Oday",
    "Pell Harrow",
    "Sunniva Kerr",
    "Tobin Vale",
    "Ines Marl",
    "Rook Ferris",
)
VERBS = ("asked for", "opposed", "delayed", "paid for", "announced", "cancelled", "inspected", "sold")
THINGS = ("the harbour gates", "the ferry line", "the tidal mill", "the north quay", "the lamp tax", "the fish market")


def sentence(seed: int) -> str:
    """A made-up sentence that differs from seed to seed."""
    name, verb, thing, place = (
        words[(seed * step + seed // 7) % len(words)]
        for words, step in ((NAMES, 3), (VERBS, 5), (THINGS, 7), (PLACES, 11))
    )
    return f"{name} {verb} {thing} at {place}, according to entry {seed} of the made-up harbour log."


def story(number: int) -> dict[str, object]:
    """One fictional story as plain data."""
    base = number * 1000
    actors = {
        f"person-{i}": {"name": f"{NAMES[i % 8]} {i}", "kind": "person", "role": f"role {i} at {PLACES[i % 8]}"}
        for i in range(8)
    }
    sources: dict[str, object] = {
        f"paper-{i}": {
            "kind": "article",
            "publisher": f"The {PLACES[i % 8]} Courier",
            "title": sentence(base + i),
            "published": f"2031-0{i % 9 + 1}-1{i % 9}",
            "read": "2031-12-01",
        }
        for i in range(10)
    }
    sources["clerk"] = {
        "kind": "person",
        "read": "no",
        "anonymous": {"described_as": "a clerk of the harbour office", "knows_how": "saw the log"},
    }
    claims = {
        f"claim-{i}": {
            "text": sentence(base + 20 + i),
            "by": [f"paper-{i % 10}"],
            "about": [f"person-{i % 8}"],
            "sources": [
                {"source": f"paper-{i % 10}", "citing": "clerk", "where": f"para. {i}"},
                f"paper-{(i + 3) % 10}",
            ],
            "status": ("reported", "disputed", "unverified", "confirmed")[i % 4],
            "because": f"{sentence(base + 40 + i)} [@paper-{i % 10}, para. {i}]",
            "would_settle_it": sentence(base + 60 + i),
        }
        for i in range(8)
    }
    return {
        "title": f"Made-up story {number}: {sentence(base)}",
        "main_claim": "claim-0",
        "short_answer": f"{sentence(base + 1)} [@paper-0]",
        "summary": " ".join(sentence(base + 100 + i) for i in range(5)) + " [@paper-1]",
        "key_points": [f"{sentence(base + 120 + i)} [@paper-{i}]" for i in range(4)],
        "published": f"2031-12-{number % 28 + 1:02}",
        "updated": "2031-12-30",
        "as_of": "2031-12",
        "topics": [PLACES[number % 8], THINGS[number % 6]],
        "fictional": "It was generated to measure speed.",
        "actors": actors,
        "sources": sources,
        "claims": claims,
        "responses": [
            {
                "by": f"person-{i % 8}",
                "response": ("denies", "no-response", "confirms")[i % 3],
                "to": [f"claim-{i}"],
                "sources": [f"paper-{i}"],
            }
            for i in range(6)
        ],
        "quotes": {
            f"quote-{i}": {
                "text": sentence(base + 140 + i),
                "by": f"person-{i % 8}",
                "date": f"2031-05-{i + 10}",
                "sources": [f"paper-{i}"],
            }
            for i in range(6)
        },
        "dates": [
            {
                "id": f"date-{i}",
                "date": f"20{10 + i}-0{i % 9 + 1}",
                "title": f"Entry {i} of story {number}",
                "text": f"{sentence(base + 160 + i)}",
                "sources": [f"paper-{i % 10}"],
                "actors": [f"person-{i % 8}"],
            }
            for i in range(12)
        ]
        + [
            {"id": f"claimed-{i}", "date": f"20{10 + i}", "title": f"What is claimed {i}", "claim": f"claim-{i}"}
            for i in range(4)
        ],
        "sections": [
            {
                "id": f"part-{i}",
                "heading": f"Part {i}: {PLACES[i]}",
                "text": "\n\n".join(
                    " ".join(sentence(base + 200 + i * 50 + p * 10 + s) for s in range(5))
                    + f" [[person-{p}]] spoke [@paper-{p} citing @clerk, para. {p}]."
                    for p in range(4)
                )
                + f"\n\n![[quote-{i}]]\n",
            }
            for i in range(4)
        ],
        "questions": [
            {"question": f"Why was {THINGS[i]} part of it?", "answer": f"{sentence(base + 500 + i)} [@paper-{i}]"}
            for i in range(3)
        ],
        "unknowns": [{"text": sentence(base + 520 + i), "about": f"claim-{i}"} for i in range(3)],
    }


def write_newsroom(folder: Path, stories: int) -> None:
    """Write a newsroom with this many fictional stories into a folder."""
    (folder / "stories").mkdir(parents=True, exist_ok=True)
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "stories" / "_newsroom.yaml").write_text("name: The Made-up Courier\n", "utf-8")
    for number in range(stories):
        text = yaml.dump(story(number), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
        (folder / "stories" / f"story-{number:05}.yaml").write_text(text, "utf-8")


def write_sharing_newsroom(root: Path, stories: int, *, actors: int = 300, sources: int = 2000) -> None:
    """The same stories with actors and sources that they share, in `_actors.yaml` and `_sources.yaml`."""
    folder = root / "stories"
    folder.mkdir(parents=True)
    people = {
        f"person-{i}": {"name": f"{NAMES[i % 8]} {i}", "kind": "person", "role": f"role {i} at {PLACES[i % 8]}"}
        for i in range(actors)
    }
    papers: dict[str, object] = {
        f"paper-{i}": {
            "kind": "article",
            "publisher": f"The {PLACES[i % 8]} Courier {i % 200}",
            "title": sentence(i),
            "published": f"2031-0{i % 9 + 1}-1{i % 9}",
            "read": "2031-12-01",
        }
        for i in range(sources)
    }
    first = story(0)["sources"]
    assert isinstance(first, dict)
    papers["clerk"] = first["clerk"]
    (folder / "_actors.yaml").write_text(yaml.safe_dump(people, sort_keys=False), "utf-8")
    (folder / "_sources.yaml").write_text(yaml.safe_dump(papers, sort_keys=False), "utf-8")
    for number in range(stories):
        data = {key: value for key, value in story(number).items() if key not in ("actors", "sources")}
        text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
        step = number * 7
        text = re.sub(r"\bperson-(\d)\b", lambda one: f"person-{(step + int(one[1]) * 37) % actors}", text)  # noqa: B023
        text = re.sub(r"\bpaper-(\d)\b", lambda one: f"paper-{(step * 3 + int(one[1]) * 53) % sources}", text)  # noqa: B023
        (folder / f"story-{number:05}.yaml").write_text(text, "utf-8")
