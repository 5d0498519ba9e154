"""The gallery: a folder goes in, a newsroom with every component in every state and its built site come out.

The stories of this folder are openly invented; the shipped ones stand beside them. Nothing is written outside the folder given.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.desk import commands
from tests.conftest import lay_out_site

ROOT = Path(__file__).resolve().parents[2]
GALLERY = ROOT / "tests" / "gallery"
# After everything in the invented stories but what is planned.
TODAY = "2031-12-01"
AS_OF = "2031-01-31"
TAKEN_BACK = 'withdrawn: {date: 2031-11-02, reason: "The main source [@courier] took its article back."}\n'

# Every kind of page, by what it is; the addresses of pages that others are measured and photographed by.
PAGES = {
    "Story with everything": "stories/everything/",
    "Story with much sourcing": "stories/sourcing/",
    "Story with every date, number and chart": "stories/lamps/",
    "Story from right to left": "stories/arabic/",
    "Story that is real": "stories/starlink-taiwan-request/",
    "Draft": "stories/a-draft/",
    "Story taken back": "stories/taken-back/",
    "Story as known on an earlier day": "as-of/lamps/",
    "Old address of a story": "stories/old-lamps/",
    "Home": "",
    "All stories": "stories/",
    "Who is who": "actors/",
    "One actor": "actors/putin/",
    "Topics": "topics/",
    "One topic": "topics/lamps/",
    "Claims": "claims/",
    "One timeline": "timeline/",
    "Sources": "sources/",
    "Corrections": "corrections/",
    "What is not known": "unknowns/",
    "How to read a page": "methodology/",
    "Page for writers": "writing/dates/",
    "Page that is not there": "404.html",
}


def newsroom(root: Path) -> None:
    """Lay out the newsroom's files: this project's pages, theme and settings, the shipped stories and the invented ones."""
    lay_out_site(root, manual=True)
    (root / "docs" / "index.md").unlink(missing_ok=True)
    shutil.copytree(ROOT / "stories", root / "stories")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("not_in_nav: |\n", "not_in_nav: |\n  /gallery.md\n  /as-of/**\n")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    for path in GALLERY.glob("*.yaml"):
        shutil.copy(path, root / "stories" / path.name)
    everything = (GALLERY / "everything.yaml").read_text("utf-8")
    (root / "stories" / "taken-back.yaml").write_text(everything + TAKEN_BACK, "utf-8")
    (root / "docs" / "gallery.md").write_text(index(), "utf-8")


def index() -> str:
    """The page that leads to every kind of page."""
    links = "\n".join(f"- <a href='../{address}'>{name}</a>" for name, address in PAGES.items())
    return f"---\ntitle: Gallery\n---\n\n# Gallery\n\nEvery kind of page, with every component in every state.\n\n{links}\n"


def build_gallery(root: Path) -> Path:
    """Build the gallery below `root`, which is not there yet; gives the folder of the site."""
    root.mkdir(parents=True)
    newsroom(root)
    _as_of(root)
    assert commands.build(root, TODAY, drafts=True) == 0
    return root / "site"


def _as_of(root: Path) -> None:
    from generator.desk.as_of import render_as_of

    out = root.parent / f"{root.name}-as-of"
    assert render_as_of(root, TODAY, AS_OF, out, drafts=False, keep_going=False) == 0
    (root / "docs" / "as-of").mkdir()
    shutil.copy(out / "stories" / "lamps.md", root / "docs" / "as-of" / "lamps.md")
    shutil.rmtree(out)
