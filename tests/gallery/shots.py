"""`python -m tests.gallery.shots`: the built gallery goes in; pictures of its pages, or what differs from the kept ones, come out.

Pictures are kept on the machine that made them and nowhere else: letters are drawn differently on each, so no build compares them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.gallery.build import PAGES, ROOT

FOLDER = ROOT / ".gallery"
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
# So much of a picture may differ, and so much each colour: the edges of letters are never drawn twice alike.
TOLERANCE, SHADE = 0.002, 24


def take(site: Path, folder: Path) -> Iterator[Path]:
    """Photograph every kind of page from top to bottom at three widths in both schemes; gives each file as it is written."""
    from tests.browser import launched, opened, served

    folder.mkdir(parents=True, exist_ok=True)
    with served(site) as address, launched() as browser, opened(browser) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        for name, path in PAGES.items():
            page.goto(address + path)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    page.evaluate("document.fonts.ready")
                    file = folder / f"{name.lower().replace(' ', '-').replace(',', '')}-{width}-{scheme}.png"
                    page.screenshot(path=file, full_page=True, animations="disabled")
                    yield file


def differ(kept: Path, new: Path) -> float:
    """The share of the picture that differs, from 0 for the same to 1; where one is larger, the rest of it differs."""
    from PIL import Image, ImageChops

    with Image.open(kept) as one, Image.open(new) as other:
        width, height = max(one.width, other.width), max(one.height, other.height)
        shared = (0, 0, min(one.width, other.width), min(one.height, other.height))
        difference = ImageChops.difference(one.convert("RGB").crop(shared), other.convert("RGB").crop(shared))
    bands = [band.point(lambda shade: 255 if shade > SHADE else 0) for band in difference.split()]
    mask = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    same = mask.histogram()[0]
    return 1 - same / (width * height)


def main(arguments: list[str]) -> int:
    """Take the pictures; with `--keep` they become the kept ones, with `--compare` they are held against those."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery.shots", description=main.__doc__)
    parser.add_argument("--keep", action="store_true", help="keep these pictures, to compare with later")
    parser.add_argument("--compare", action="store_true", help="tell which pages look different from the kept pictures")
    asked = parser.parse_args(arguments)
    site, kept, now = FOLDER / "newsroom" / "site", FOLDER / "kept", FOLDER / "now"
    if not site.is_dir():
        print("There is no gallery yet. Build it with: python -m tests.gallery")
        return 2
    if asked.compare and not kept.is_dir():
        print("No pictures are kept yet. Take them with: python -m tests.gallery.shots --keep")
        return 2
    shutil.rmtree(now, ignore_errors=True)
    changed = 0
    for file in take(site, now):
        before = kept / file.name
        if asked.compare and before.is_file() and (share := differ(before, file)) > TOLERANCE:
            changed += 1
            print(f"{file.name}: {share:.1%} looks different from the kept picture")
        elif asked.compare and not before.is_file():
            changed += 1
            print(f"{file.name}: no picture of it is kept")
    print(f"The pictures are in {now.relative_to(ROOT)}/.")
    if asked.keep:
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(now, kept)
        print(f"They are kept in {kept.relative_to(ROOT)}/.")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
