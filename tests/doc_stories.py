"""Examples from the docs as whole newsrooms: a piece of a story gets the rest of a story around it, and is run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from generator.build import Result
from tests.newsrooms import run

STORY = "stories/gates.yaml"
HEAD = {
    "title": "title: Who closed the gates of Harrow Bay?",
    "fictional": "fictional: Made up to show how stories are written.",
    "published": "published: 2031-06-01",
}
# What an example may name without showing it, by collection and id; `needs` are ids named in turn.
STOCK: dict[str, dict[str, str]] = {
    "actors": {
        "brandt": "{name: Ada Brandt, kind: person, role: harbour master}",
        "tidewell": "{name: Tidewell Ferries, kind: company}",
        "harbour-office": "{name: Harbour Office, kind: organisation}",
    },
    "sources": {
        "courier": "{kind: article, publisher: The Made-up Courier, published: 2031-05-02, read: 2031-05-03}",
        "gazette": "{kind: article, publisher: The Invented Gazette, published: 2031-05-04, read: 2031-05-04}",
        "harbour-log": "{kind: document, title: The harbour log, read: no}",
    },
    "claims": {
        "gate-claim": "{text: Somebody had the gates shut., status: unverified, sources: courier}",
    },
    "quotes": {
        "gate-quote": "{text: The gates are shut., by: brandt, sources: courier}",
    },
}


def completed(piece: str) -> str:
    """A whole story: the piece, with the head it lacks and the entries it names and does not give."""
    given = set(re.findall(r"(?m)^([a-z_]+):", piece))
    parts = [line for field, line in HEAD.items() if field not in given]
    text, marks = piece, list[str]()
    # Quotes and claims name actors and sources in turn, so these come last.
    for collection in ("quotes", "claims", "sources", "actors"):
        if collection in given:
            continue
        named = [id for id in STOCK[collection] if re.search(rf"(?<![\w-]){id}(?![\w-])", text)]
        if collection == "sources":
            # Named once more, properly, so that a slip in the piece itself is the only one.
            marks += [f"[@{id}]" for id in named if "read: no" not in STOCK[collection][id]]
        if collection == "actors":
            marks += [f"[[{id}]]" for id in named]
        if named:
            block = "\n".join([f"{collection}:", *(f"  {id}: {STOCK[collection][id]}" for id in named)])
            parts.append(block)
            text += "\n" + block
    if marks and "key_points" not in given:
        parts.append(f'key_points: "Also: {" ".join(marks)}."')
    # A file that opens with a mark of its own has it in the first line.
    return piece if piece.startswith(("%", "#")) else "\n".join([*parts, piece])


def ran(root: Path, files: Iterable[tuple[str, str]]) -> Result:
    """Run the pipeline over a newsroom of these files; pieces of stories are completed, other files are whole."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    (root / "stories").mkdir(exist_ok=True)
    given = dict(files)
    if not any(not Path(name).name.startswith("_") for name in given):
        given[STORY] = ""
    for name, text in given.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if path.name.startswith("_") else completed(text), "utf-8")
    return run(root)


def told(result: Result) -> list[str]:
    """The problems, a line each."""
    return [str(problem) for problem in result.problems]
