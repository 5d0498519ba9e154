"""A newsroom's own rules: which links are taken, what is said of a page that is not there, and that every page leads to them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.policies import MADE
from generator.story.newsroom import Policies, Settings
from generator.story.status import Status
from tests.doors import DAY, explainer
from tests.newsrooms import page, problems, run, story, write

ROOT = Path(__file__).resolve().parents[2]


def settings(root: Path, text: str, **pages: str) -> Path:
    """A newsroom with a story, these settings, and these pages in `docs/`, by name without the ending."""
    files = {"stories/_newsroom.yaml": text} | {f"docs/{name}.md": text for name, text in pages.items()}
    return write(story(root, ""), files)


def section(text: str, id: str) -> str:
    """A part of a page, from the line below its heading to the next heading."""
    return re.split(r"(?m)^#{1,6} ", text.partition(f"{{#{id}}}\n")[2])[0].strip()


# What may be typed.


@pytest.mark.parametrize(
    "typed",
    ["about.md", "rules/about.md", "about.md#people", "https://courier.example/a#b", "mailto:desk@courier.example"],
)
def test_a_page_a_part_of_a_page_and_an_address_are_taken(typed: str) -> None:
    assert list(Policies(ethics=typed).faults()) == []


@pytest.mark.parametrize(
    "typed",
    ["about", "about.html", "/about.md", "../about.md", "a/../about.md", "about.md#", "about.md#the people", "#people"]
    + ["javascript:alert(1).md", "data:text/html,x.md", 'about.md#"x', "about.md#a#b", "ask the editor"],
)
def test_anything_else_is_answered_with_what_to_type(tmp_path: Path, typed: str) -> None:
    root = settings(tmp_path, f"policies:\n  ethics: '{typed}'\n")
    assert problems(root) == [
        f"stories/_newsroom.yaml:2:3: error: '{typed}' is neither a web address nor a page in docs/. "
        "Type https://... or a path such as 'corrections-policy.md'. [bad-policy]"
    ]


@given(st.text())
def test_whatever_is_typed_is_refused_or_stays_inside_docs(typed: str) -> None:
    policies = Policies.model_construct(ethics=typed)
    inside = policies.pages.get("ethics")
    if inside is not None:
        assert list(policies.faults()) == []
        there = os.path.normpath(os.path.join("/newsroom/docs", inside))
        assert there.startswith("/newsroom/docs/") and there.endswith(".md")


# Pages that are not there.


def test_a_page_that_is_not_there_is_reported_with_the_name_that_was_meant(tmp_path: Path) -> None:
    text = """
    policies:
      corrections: corections/index.md
      methodology: methodolgy.md
      ethics: quite-another-page.md
      about: about.md#people
    """
    root = settings(tmp_path, text, methodology="# How\n", about="# About\n")
    said = "so no page of the site links to it."
    assert problems(root) == [
        f"stories/_newsroom.yaml:2:16: warning: There is no page 'corections/index.md' in docs/, {said} "
        "Write it as docs/corections/index.md, or name another page. Did you mean 'corrections/index.md'? [no-policy-page]",
        f"stories/_newsroom.yaml:3:16: warning: There is no page 'methodolgy.md' in docs/, {said} "
        "Write it as docs/methodolgy.md, or name another page. Did you mean 'methodology.md'? [no-policy-page]",
        f"stories/_newsroom.yaml:4:11: warning: There is no page 'quite-another-page.md' in docs/, {said} "
        "Write it as docs/quite-another-page.md, or name another page. [no-policy-page]",
    ]


def test_a_newsroom_can_turn_the_warning_off_or_make_it_an_error_and_pages_are_made_all_the_same(
    tmp_path: Path,
) -> None:
    text = "policies: {ethics: ethics.md}\nrules: {no-policy-page: LEVEL}\n"
    off, error = (settings(tmp_path / level, text.replace("LEVEL", level)) for level in ("off", "error"))
    assert problems(off) == []
    assert [problem.partition(":1:")[2].partition(" ")[2][:6] for problem in problems(error)] == ["error:"]
    assert explainer(error, "check", *DAY)[0] == 1
    assert page(error) == page(off)


def test_a_link_to_a_page_that_is_not_there_is_left_out_everywhere(tmp_path: Path) -> None:
    root = settings(
        tmp_path, "policies: {contact: desk.md, methodology: how.md, ethics: 'https://courier.example/e'}\n"
    )
    result = run(root)
    assert section(page(root), "policies") == "- [Code of ethics](https://courier.example/e)"
    assert [
        page.path for page in result.pages if b"desk.md" in as_bytes(page.text) or b"how.md" in as_bytes(page.text)
    ] == []
    kept = write(root, {"docs/desk.md": "# Desk\n", "docs/how.md": "# How\n"})
    assert section(page(kept), "policies") == "\n".join(
        ("- [How we check](../how.md)", "- [Code of ethics](https://courier.example/e)", "- [Contact](../desk.md)")
    )


def as_bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def test_pages_that_a_build_makes_are_there_although_nobody_wrote_them(tmp_path: Path) -> None:
    # One policy after the other names each of them, and a story.
    names = iter(Policies.model_fields)
    lines = "".join(f"  {next(names)}: {path}\n" for path in (*MADE, "stories/gates.md"))
    root = settings(tmp_path, f"policies:\n{lines}")
    result = run(root)
    assert result.problems == ()
    indexes = {page.path for page in result.pages if re.fullmatch(r"(\w+/)?index\.md", page.path)}
    assert set(MADE) == indexes


def test_a_folder_and_a_story_that_is_not_there_are_no_pages(tmp_path: Path) -> None:
    root = settings(tmp_path, "policies: {ethics: folder.md, mission: stories/nobody.md}\n")
    (root / "docs" / "folder.md").mkdir()
    assert [problem.rpartition("[")[2] for problem in problems(root)] == ["no-policy-page]", "no-policy-page]"]


def test_all_that_makes_a_page_impossible_to_look_at_is_no_crash(tmp_path: Path) -> None:
    root = settings(tmp_path, f"policies: {{ethics: {'a' * 300}.md, methodology: how.md}}\n")
    (root / "docs" / "how.md").write_bytes(b"\xff\xfe\x00# How {#status}\n")
    assert len(problems(root)) == 1
    assert "(../how.md)" in section(page(root), "standing")


# Links on a story's page.


def test_a_story_leads_to_every_policy_in_their_order_from_any_depth(tmp_path: Path) -> None:
    text = "policies:\n" + "".join(f"  {name}: rules.md#{name}\n" for name in reversed(Policies.model_fields))
    root = write(settings(tmp_path, text, rules="# Rules\n"), {})
    (root / "stories" / "a").mkdir()
    (root / "stories" / "gates.yaml").rename(root / "stories" / "a" / "gates.yaml")
    labels = (
        *("About this site", "How we check", "Corrections", "Unnamed sources", "Code of ethics", "What we report on"),
        *("Who owns the newsroom", "Who pays for this", "Who edits and writes", "Whose views are heard"),
        *("Questions and complaints", "Contact"),
    )
    expected = [
        f"- [{words}](../../rules.md#{name})" for words, name in zip(labels, Policies.model_fields, strict=True)
    ]
    assert section(page(root, "a/gates"), "policies").splitlines() == expected


@pytest.mark.parametrize(
    ("methodology", "text", "status", "accounts"),
    [
        (
            "how.md",
            "# How\n\n## Words {#status}\n\n### Counting {: .x #accounts }\n",
            "../how.md#status",
            "../how.md#accounts",
        ),
        ("how.md", "# How\n\nNot a heading {#status}\n", "../how.md", "../how.md"),
        ("how.md#top", "# How\n\n## Words {#status}\n", "../how.md#top", "../how.md#top"),
        ("https://courier.example/how", "", "https://courier.example/how", "https://courier.example/how"),
    ],
)
def test_below_its_standing_and_its_sourcing_a_story_leads_to_what_the_words_mean(
    tmp_path: Path, methodology: str, text: str, status: str, accounts: str
) -> None:
    made = page(settings(tmp_path, f"policies: {{methodology: '{methodology}'}}\n", how=text))
    lines = re.findall(r"(?m)^\[(.+)\]\((.+)\)\n\{: \.ep-explained \}$", made)
    assert lines == [("What these words mean", status), ("How accounts are counted", accounts)]
    assert section(made, "standing").endswith(f"[What these words mean]({status})\n{{: .ep-explained }}")
    assert section(made, "sourcing").endswith(f"[How accounts are counted]({accounts})\n{{: .ep-explained }}")


def test_without_a_methodology_no_line_leads_anywhere(tmp_path: Path) -> None:
    # A page of that name alone is not enough: the newsroom says which page readers are led to.
    made = page(settings(tmp_path, "name: The Made-up Courier\n", methodology="# How\n\n## Words {#status}\n"))
    assert ("ep-explained" in made, "methodology" in made) == (False, False)


def test_what_an_earlier_build_made_does_not_change_a_page(tmp_path: Path) -> None:
    root = settings(tmp_path, "policies: {methodology: claims/index.md}\n")
    before = page(root)
    write(root, {"docs/claims/index.md": "# Claims\n\n## Words {#status}\n"})
    assert page(root) == before


# The pages of this site.


def test_the_page_on_method_has_a_heading_for_every_status_and_the_parts_that_pages_lead_to() -> None:
    text = (ROOT / "docs" / "methodology.md").read_text("utf-8")
    ids = re.findall(r"(?m)^#{2,3} .* \{#([a-z-]+)\}$", text)
    assert ids[: len(Status) + 1] == ["status", *map(str, Status)]
    assert {"accounts", "roots", "unnamed-sources", "answers", "corrections"} <= set(ids)


def test_the_policies_of_this_site_are_pages_of_the_menu_and_at_every_foot() -> None:
    given = Settings.model_validate(yaml.safe_load((ROOT / "stories" / "_newsroom.yaml").read_text("utf-8"))).policies
    menu = _site_settings()["nav"]
    (about,) = (entry["About"] for entry in menu if "About" in entry)
    assert set(given.pages.values()) <= {path for entry in about for path in entry.values()}
    assert {f"{path.removesuffix('.md')}/" for path in given.pages.values()} <= {path for _, path in _foot()}
    assert set(given.pages) >= {"about", "methodology", "corrections", "unnamed_sources"}


def _site_settings() -> dict[str, Any]:
    settings: dict[str, Any] = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)
    return settings


def _foot() -> list[tuple[str, str]]:
    return [(one["title"], one["path"]) for one in _site_settings()["extra"]["footer_links"]]


class _Links(HTMLParser):
    """The links of a page, those of its foot apart, and every id on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.foot: list[tuple[str, str]] = []
        self.explained: list[str] = []
        self.ids: set[str] = set()
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given["id"]} if "id" in given else set()
        classes = given.get("class", "").split()
        if tag == "div" and "ep-foot" in classes:
            self._inside = "foot"
        elif tag == "p" and "ep-explained" in classes:
            self._inside = "explained"
        elif tag == "footer":
            self._inside = ""
        elif tag == "a" and self._inside == "foot":
            self.foot.append((given["href"], ""))
        elif tag == "a" and self._inside == "explained":
            self.explained.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "p" and self._inside == "explained":
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "foot" and self.foot and data.strip():
            href, words = self.foot[-1]
            self.foot[-1] = (href, words + data.strip())


def built(root: Path) -> dict[str, _Links]:
    """Every page of the site that MkDocs builds, by its address."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1958000000"},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    site = root / "site"
    return {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html"): _Links(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def arrives(pages: dict[str, _Links], here: str, href: str) -> bool:
    there = urlsplit(urljoin(here, href))
    target = pages.get(unquote(there.path))
    return target is not None and (not there.fragment or unquote(there.fragment) in target.ids)


def test_every_page_of_the_site_leads_to_its_rules_and_each_way_arrives(newsroom: Path) -> None:
    for path in (ROOT / "stories").glob("*.yaml"):
        (newsroom / "stories" / path.name).write_bytes(path.read_bytes())
    pages = built(newsroom)
    words = ["How to read a page", "Corrections", "About", "Contact"]
    labels = _site_settings()["extra"]["labels"]["zh-Hant"]
    chinese = {here for here in pages if here.startswith("/zh-Hant/") or here == "/stories/starlink-taiwan-request-zh/"}
    assert {here: [shown for _, shown in links.foot] for here, links in pages.items()} == {
        here: [labels[word] for word in words] if here in chinese else words for here in pages
    }
    ways = [(here, href) for here, links in pages.items() for href in (*(to for to, _ in links.foot), *links.explained)]
    assert [way for way in ways if not arrives(pages, *way)] == []
    stories = {here: links for here, links in pages.items() if re.fullmatch(r"/stories/[a-z-]+/", here)}
    assert {tuple(links.explained) for links in stories.values()} == {
        ("../../methodology/#status", "../../methodology/#accounts")
    }
    assert {tuple(to for to, _ in links.foot) for links in stories.values()} == {
        ("../../methodology/", "../../corrections-policy/", "../../about/", "../../about/#contact")
    }
    assert (len(stories), "/404.html" in pages, len(pages) > 20) == (4, True, True)


OWN_LINKS = """
  footer_links:
    - {title: Our <rules> & "ways", path: rules/}
    - {title: Part, path: "rules/#part"}
    - {title: Contact, path: "mailto:desk@courier.example?a=b&c=d"}
    - {title: Elsewhere, path: "https://courier.example/ethics"}
    - {title: Without a path}
"""
OWN_FOOT = {
    "/": ["rules/", "rules/#part"],
    "/rules/": ["./", "#part"],
    "/404.html": ["/rules/", "/rules/#part"],
}


@pytest.mark.parametrize(("links", "given"), [(OWN_LINKS, True), ("  footer_links: []\n", False), ("  a: b\n", False)])
def test_a_site_chooses_what_stands_at_the_foot(newsroom: Path, links: str, given: bool) -> None:
    for path in (newsroom / "docs").rglob("*.md"):
        path.unlink()
    write(newsroom, {"docs/index.md": "# Home\n", "docs/rules.md": "# Rules\n\n## Part {#part}\n"})
    text = (newsroom / "mkdocs.yml").read_text("utf-8")
    text = re.sub(r"(?m)^(nav|hooks|validation|extra):\n(  .*\n)+", "", text)
    (newsroom / "mkdocs.yml").write_text(f"{text}extra:\n{links.lstrip(chr(10))}", "utf-8")
    pages = built(newsroom)
    words = ['Our <rules> & "ways"', "Part", "Contact", "Elsewhere"]
    outside = ["mailto:desk@courier.example?a=b&c=d", "https://courier.example/ethics"]
    assert {here: one.foot for here, one in pages.items()} == {
        here: list(zip([*inside, *outside], words, strict=True)) if given else [] for here, inside in OWN_FOOT.items()
    }
    inside = [(here, href) for here, one in pages.items() for href, _ in one.foot[:2]]
    assert [way for way in inside if not arrives(pages, *way)] == []
