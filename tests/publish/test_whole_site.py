"""A site of which a file is missing, empty or cut short is found out before it takes the place of the last good one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.publish.whole_site import cut_short
from tests.conftest import Site


@pytest.fixture
def site(gallery: Site, tmp_path: Path) -> Path:
    """A copy of a finished site that may be broken."""
    return Path(shutil.copytree(gallery.root / "site", tmp_path / "site"))


def test_a_finished_site_is_whole(gallery: Site, site: Path) -> None:
    assert cut_short(site, (gallery.root / "docs", gallery.root / "generator" / "theme")) == ()


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("index.html", 0),
        ("index.html", 500),
        ("404.html", 900),
        ("sitemap.xml", 60),
        ("sitemap.xml.gz", 20),
        ("assets/theme.css", 0),
        ("assets/search.js", 100),
        ("pagefind/pagefind.js", 0),
        ("pagefind/pagefind-entry.json", 0),
        ("pagefind/pagefind-entry.json", 40),
        ("pagefind/*.pf_meta", 30),
        ("pagefind/index/*.pf_index", 0),
        ("pagefind/index/*.pf_index", 400),
        ("pagefind/fragment/*.pf_fragment", 50),
        ("pagefind/wasm.*.pagefind", 5000),
    ],
)
def test_a_file_that_is_cut_short_is_named(gallery: Site, site: Path, pattern: str, left: int) -> None:
    file = sorted(site.glob(pattern))[0]
    file.write_bytes(file.read_bytes()[:left])
    found = cut_short(site, (gallery.root / "docs", gallery.root / "generator" / "theme"))
    assert found == (file.relative_to(site).as_posix(),)


@pytest.mark.parametrize("pattern", ["pagefind/*.pf_meta", "pagefind/pagefind.js", "pagefind/pagefind-entry.json"])
def test_a_file_of_the_search_that_is_missing_is_named(gallery: Site, site: Path, pattern: str) -> None:
    file = sorted(site.glob(pattern))[0]
    file.unlink()
    assert file.relative_to(site).as_posix() in cut_short(site, ())


def test_a_part_of_the_search_that_is_missing_is_noticed_by_number(site: Path) -> None:
    sorted(site.glob("pagefind/fragment/*.pf_fragment"))[0].unlink()
    assert cut_short(site, ()) == ("pagefind/fragment",)
