"""A site as readers get it, for tests in the browser: stories go in as text, a built site on a loopback port comes out."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.desk import commands
from tests.browser import served
from tests.conftest import lay_out_site

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2031-12-01"  # the day of the invented stories in tests/gallery
GALLERY = ROOT / "tests" / "gallery"


@contextlib.contextmanager
def published(
    root: Path,
    stories: Mapping[str, str],
    *,
    shipped: bool = False,
    manual: bool = False,
    pictures: Mapping[str, bytes] | None = None,
) -> Iterator[str]:
    """Build a newsroom with these stories and pictures, by file name, and this project's settings and theme, its
    manual only where wanted; gives the site's address."""
    (root / "stories").mkdir(parents=True)
    lay_out_site(root, manual=manual)
    for path in (ROOT / "stories").glob("*.yaml" if shipped else "_*.yaml"):
        shutil.copy(path, root / "stories" / path.name)
    for name, text in stories.items():
        (root / "stories" / name).write_text(text, "utf-8")
    for name, content in (pictures or {}).items():
        (root / "stories" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "stories" / name).write_bytes(content)
    assert commands.build(root, TODAY, drafts=True) == 0
    with served(root / "site") as address:
        yield address
