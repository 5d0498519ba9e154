"""A page speaks one language, from its frame to its source notes; a story's versions are one story, told in several languages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from generator.desk import commands
from generator.language.dates import words_of
from generator.language.locale_data import FOLDER
from generator.language.sentences import vocabulary
from generator.language.tag import locale_tag, spoken, tags
from generator.language.words import words_for
from generator.outputs.neighbours import neighbours_of
from tests.newsrooms import run, write
from tests.sites import GALLERY, ROOT, published

# What a language that bends its words may say of dates beside what English says.
PLAIN = ("year", "spring", "summer", "autumn", "winter", "decade", "first-decade", "century")
PLAIN += ("month", "day", "about", "possibly", "possibly-about")
SPANS = {"from-to-years", "from-to-months", "from-to-days"}
BENT = (
    {"year", "qualified", "short-year", "full-year", "first-of-month"}
    | SPANS
    | {f"{place}-{key}" for place in ("inside", "ending") for key in PLAIN}
    - {
        "inside-decade",
        "inside-century",
    }
)
OTHERS = [tag for tag in tags() if tag != "en"]


# -- the files --


def table(kind: str, tag: str) -> dict[str, object]:
    loaded = yaml.load((FOLDER / tag / f"{kind}.yaml").read_text("utf-8"), yaml.CBaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z]+)\}", text))


@pytest.mark.parametrize("kind", ["page", "sourcing", "dates"])
@pytest.mark.parametrize("tag", OTHERS)
def test_every_language_says_all_that_english_says_with_the_same_gaps(tag: str, kind: str) -> None:
    def said(entry: object) -> set[str]:
        return gaps(str(entry["other"] if isinstance(entry, dict) else entry))

    bent = {key for key in table(kind, tag) if kind == "dates" and key in BENT}
    assert {key: said(entry) for key, entry in table(kind, tag).items() if key != "number" and key not in bent} == {
        key: said(entry) for key, entry in table(kind, "en").items() if key != "number"
    }


@pytest.mark.parametrize("tag", OTHERS)
def test_forms_of_a_date_that_only_some_languages_have_hold_what_the_plain_form_holds(tag: str) -> None:
    dates = table("dates", tag)
    own = {key: gaps(str(dates[key])) for key in dates if key in BENT and key not in table("dates", "en")}
    plain = {
        "year": "{year}",
        "month": "{date}",
        "day": "{date}",
        "first-of-month": "",
        "qualified": "",
        "short-year": "",
        "full-year": "",
    }
    plain |= dict.fromkeys(SPANS, "{start} {end}") | {
        key: str(entry) for key, entry in dates.items() if key not in BENT
    }
    assert own == {key: gaps(plain[re.sub("^(inside|ending)-", "", key)]) for key in own}


@pytest.mark.parametrize("kind", ["page", "sourcing"])
@pytest.mark.parametrize("tag", OTHERS)
def test_words_with_a_number_have_every_form_that_the_language_has(tag: str, kind: str) -> None:
    from babel import Locale

    locale = Locale.parse(tag, sep="-")
    forms = {str(locale.plural_form(number)) for number in range(1_001)} | {"other"}
    entries = {key: entry for key, entry in table(kind, tag).items() if isinstance(entry, dict) and key != "one_alone"}
    assert {key: set(entry) for key, entry in entries.items() if not forms <= set(entry)} == {}
    # A form for one or two may say the number in words; no form has gaps of its own.
    astray = {
        (key, form)
        for key, entry in entries.items()
        for form, text in entry.items()
        if not gaps(entry["other"]) - {"n"} <= gaps(text) <= gaps(entry["other"])
    }
    assert astray == set()


@pytest.mark.parametrize("tag", OTHERS)
def test_a_language_has_words_of_its_own(tag: str) -> None:
    """A sentence that is left in English is a sentence that was forgotten."""
    own, english = table("page", tag), table("page", "en")
    same = {key for key, entry in own.items() if entry == english[key] and re.search(r"[a-z]{3} [a-z]{2}", str(entry))}
    assert same == set()


def test_the_docs_name_every_language() -> None:
    named = (
        (ROOT / "docs/writing/languages.md").read_text("utf-8").partition("There are words for")[2].partition(".")[0]
    )
    assert tuple(sorted(re.findall(r"`([^`]+)`", named))) == tags()


# -- which language --


@pytest.mark.parametrize(
    ("lang", "words", "numbers"),
    [
        ("en", "en", "en"),
        ("en-GB", "en", "en-GB"),
        ("zh-Hant", "zh-Hant", "zh-Hant"),
        ("zh-TW", "zh-Hant", "zh-TW"),
        ("zh-Hant-HK", "zh-Hant", "zh-Hant-HK"),
        ("zh", "en", "en"),
        ("zh-Hans", "en", "en"),
        ("zh-yue", "en", "en"),
        ("de-AT", "de", "de-AT"),
        ("de-1996", "de", "de-1996"),
        ("de-Latn", "de", "de-Latn"),
        ("ru-Latn", "en", "en"),
        ("ar-EG", "ar", "ar-EG"),
        ("tlh", "en", "en"),
        ("x-private", "en", "en"),
    ],
)
def test_a_tag_leads_to_one_whole_set_of_words(lang: str, words: str, numbers: str) -> None:
    assert (spoken(lang), locale_tag(lang)) == (words, numbers)
    own = words_for(lang).table, vocabulary(lang).table, dict(words_of(lang))
    assert own == (words_for(words).table, vocabulary(words).table, dict(words_of(words)))
    assert words_for(lang).text("minutes", n="2")


# -- a page in one language --


def visible(page: str) -> Iterator[str]:
    """The texts of a page's HTML that are in the page's own language: what readers see, and what assistive technology says."""
    body = re.sub(r"(?s)<(script|style|pre)\b.*?</\1>|<head>.*?</head>", " ", page)
    said = r'\b(?:aria-label|title|placeholder|alt|data-(?:more|failed|shown|copied|copy))="([^"]*)"'
    yield from (html.unescape(words) for words in re.findall(said, body))
    # Names and quotes in another language carry it.
    for _ in range(3):
        body = re.sub(
            r'(?s)<(span|q|blockquote|bdi|a|text|tspan)\b[^>]*\slang="[^"]*"[^>]*>(?:(?!<\1\b).)*?</\1>', " ", body
        )
    yield from (html.unescape(words) for words in re.split(r"<[^>]*>", body))


def latin(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-zÀ-ɏ]{2,}", re.sub(r"\{[a-z]+\}", " ", text)))


@pytest.fixture(scope="module", params=[tag for tag in ("zh-Hant", "ar", "ru") if tag in tags()])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A built site of a newsroom in one language, with a story that has every part."""
    tag = str(request.param)
    root = tmp_path_factory.mktemp("room")
    typed = (GALLERY / "everything.yaml").read_text("utf-8")
    assert "\nlang: en\n" not in typed
    write(root, {"stories/_newsroom.yaml": f"name: 白浪\nlanguages: [{tag}]\n"})
    typed = typed.replace("story: starlink-taiwan-request", "story: second")
    (root / "stories/everything.yaml").write_text(f"lang: {tag}\n{typed}", "utf-8")
    second = typed.replace("story: second", "story: everything")
    (root / "stories/second.yaml").write_text(f"lang: {tag}\n{second}", "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("language: en", f"language: {tag}")
    settings = re.sub(r"(?s)\nnav:\n.*?\n(?=\S)", "\n", settings)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    for part in ("theme", "hook.py"):
        (root / "generator").mkdir(exist_ok=True)
        (root / "generator" / part).symlink_to(ROOT / "generator" / part)
    assert commands.build(root, "2031-12-01", drafts=True) == 0
    return tag, root


def test_a_page_is_in_one_language_but_for_names_and_quotes(whole: tuple[str, Path]) -> None:
    tag, root = whole
    typed = latin((root / "stories/everything.yaml").read_text("utf-8")) | latin(
        (root / "mkdocs.yml").read_text("utf-8")
    )
    # Names that are the same in every language.
    names = {"BibTeX", "CSL", "JSON", "Material", "MkDocs"}
    foreign = {
        path.relative_to(root / "site").as_posix(): sorted(
            set().union(*map(latin, visible(path.read_text("utf-8")))) - typed - names
        )
        for path in sorted((root / "site").rglob("*.html"))
    }
    assert {path: words for path, words in foreign.items() if words} == {}


# -- several languages --

GATES = """
title: Who closed the gates?
published: 2031-06-01
fictional: Invented to test the tool.
topics: [Harbour]
actors: {brandt: {}}
claims:
  closed: {text: Ada Brandt had the gates closed., by: courier, about: brandt, status: reported, sources: [courier]}
"""
SHORT = """
lang: zh-Hant
title: 誰關了閘門？
published: 2031-06-02
fictional: 為測試本工具而虛構。
topics: [白浪港]
actors: {brandt: {role: 港務長}}
sources: {courier: {title: 閘門}}
translations: {en: gates}
claims:
  closed: {text: 閘門由她下令關閉。, by: courier, about: brandt, status: reported, sources: [courier]}
"""
SHARED = {
    "stories/_newsroom.yaml": "name: The Made-up Desk\nlanguages: [en, zh-Hant]\n",
    "stories/_actors.yaml": "brandt: {name: Ada Brandt, kind: person, role: harbour master}\n",
    "stories/_sources.yaml": "courier: {kind: article, publisher: The Courier, title: Gates, read: 2031-05-03}\n",
}


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Two stories in two languages, one in Chinese alone, and a translation into a language without lists."""
    alone = re.sub(r"translations: .*\n", "", SHORT).replace("誰關了閘門？", "渡輪去了哪裡？")
    german = (
        GATES.replace("title: Who closed the gates?", "lang: de\ntitle: Wer schloss die Tore?")
        + "translations: {zh-TW: gates-zh}\n"
    )
    return write(
        tmp_path,
        {
            **SHARED,
            "stories/gates.yaml": GATES,
            "stories/ferry.yaml": GATES.replace("Who closed the gates?", "Who paid for the ferry?"),
            "stories/gates-zh.yaml": SHORT,
            "stories/ferries-zh.yaml": alone,
            "stories/gates-de.yaml": german,
        },
    )


def pages(root: Path) -> dict[str, str]:
    return {page.path: page.text for page in run(root).pages}


def led_to(page: str) -> list[str]:
    """The stories that a list leads to, once each, in order."""
    return list(dict.fromkeys(re.findall(r"/stories/([a-z-]+)\.md", page)))


def test_of_a_storys_versions_one_stands_in_each_list(room: Path) -> None:
    made = pages(room)
    assert {
        path: sorted(led_to(text))
        for path, text in made.items()
        if path.endswith(("claims/index.md", "sources/index.md"))
    } == {
        "claims/index.md": ["ferries-zh", "ferry", "gates"],
        "sources/index.md": ["ferries-zh", "ferry", "gates"],
        "zh-Hant/claims/index.md": ["ferries-zh", "gates-zh"],
        "zh-Hant/sources/index.md": ["ferries-zh", "gates-zh"],
    }


def test_each_language_has_the_same_lists_and_they_lead_to_each_other(room: Path) -> None:
    made = pages(room)
    lists = {
        path.removeprefix("zh-Hant/") for path in made if path.startswith("zh-Hant/") and path.endswith("index.md")
    }
    assert lists == {path for path in made if path.endswith("index.md") and not path.startswith("zh-Hant/")}
    assert "(../../zh-Hant/claims/index.md)" not in made["claims/index.md"]
    assert "(../zh-Hant/claims/index.md)" in made["claims/index.md"]
    assert "(../../claims/index.md)" in made["zh-Hant/claims/index.md"]
    assert (
        "versions:\n- lang: zh-Hant\n  path: zh-Hant/claims/\n- lang: en\n  path: claims/\n"
        in made["zh-Hant/claims/index.md"]
    )


def test_a_list_in_another_language_shows_people_and_sources_in_the_words_of_its_stories(room: Path) -> None:
    made = pages(room)
    assert "harbour master" in made["actors/brandt.md"]
    # Beside the story that tells it so, and marked as Chinese.
    assert re.findall(r"<span [^>]*>港務長", made["actors/brandt.md"]) == [
        '<span lang="zh-Hant" dir="auto" markdown="span">港務長'
    ]
    assert made["actors/brandt.md"].count("港務長") == 1
    assert "港務長" in made["zh-Hant/actors/brandt.md"]
    assert "harbour master" not in made["zh-Hant/actors/brandt.md"]


def test_a_storys_page_leads_to_its_versions_and_to_the_lists_in_its_own_language(room: Path) -> None:
    made = pages(room)
    others = {
        slug: re.findall(r'\[<span lang="([^"]+)" dir="auto">([^<]+)</span>\]\(([^)]+)\)', made[f"stories/{slug}.md"])
        for slug in ("gates", "gates-zh", "gates-de", "ferry")
    }
    english, chinese, german = (
        ("en", "English", "gates.md"),
        ("zh-Hant", "繁體中文", "gates-zh.md"),
        ("de", "Deutsch", "gates-de.md"),
    )
    assert others == {
        "gates": [chinese, german],
        "gates-zh": [english, german],
        "gates-de": [english, chinese],
        "ferry": [],
    }
    crumbs = {slug: re.search(r"\[[^]]+\]\(([^)]+)\)", made[f"stories/{slug}.md"]) for slug in others}
    assert {slug: found[1] for slug, found in crumbs.items() if found} == {
        "gates": "../index.md",
        "gates-zh": "../zh-Hant/index.md",
        "gates-de": "../index.md",
        "ferry": "../index.md",
    }
    assert "(../zh-Hant/topics/topic-" in made["stories/gates-zh.md"]


def test_a_version_that_was_taken_back_gives_its_place_to_the_next(room: Path) -> None:
    gone = GATES + "withdrawn: {date: 2031-07-01, reason: It was wrong.}\n"
    write(room, {"stories/gates.yaml": gone})
    made = pages(room)
    assert sorted(led_to(made["claims/index.md"])) == ["ferries-zh", "ferry", "gates-zh"]
    # That it was taken back is told all the same.
    assert "gates" in led_to(made["stories/index.md"])


def test_one_language_makes_no_second_lists(tmp_path: Path) -> None:
    root = write(tmp_path, {**SHARED, "stories/gates.yaml": GATES})
    assert [path for path in pages(root) if path.startswith("zh")] == []


def test_what_lies_around_a_story_is_that_of_its_language(room: Path) -> None:
    around = neighbours_of(run(room).archive)
    topics = {lang: sorted(one.topics) for lang, one in around.editions.items()}
    assert topics == {"": ["harbour", "topic-3020bf1a"], "zh-Hant": ["topic-3020bf1a"]}
    assert {slug: [one.slug for one in group] for slug, group in around.versions.items()} == dict.fromkeys(
        ("gates", "gates-zh", "gates-de"), ["gates", "gates-zh", "gates-de"]
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same stories as a built site with the project's menu, beside the project's own."""
    root = tmp_path_factory.mktemp("site")
    own = "actors: {brandt: {name: Ada Brandt, kind: person}}\nsources: {courier: {kind: article, publisher: The Courier, read: 2031-05-03}}\n"
    gates = GATES.replace("actors: {brandt: {}}\n", own)
    chinese = re.sub(r"actors: .*\nsources: .*\n", own.replace("\\", ""), SHORT)
    with published(root, {"gates.yaml": gates, "gates-zh.yaml": chinese}, manual=True):
        pass
    return root / "site"


def read(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text("utf-8")


def alternates(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<link rel=" alternate" hreflang="([^"]+)" href="([^"]+)">', page)


def test_a_page_says_its_language_and_where_its_versions_are(site: Path) -> None:
    said = {
        path: (re.search(r'<html lang="([^"]+)"', read(site, path)), alternates(read(site, path)))
        for path in ("stories/gates", "stories/gates-zh", "claims", "zh-Hant/claims", "about")
    }
    assert {path: (lang[1] if lang else "", versions) for path, (lang, versions) in said.items()} == {
        "stories/gates": ("en", [("en", "./"), ("zh-Hant", "../gates-zh/")]),
        "stories/gates-zh": ("zh-Hant", [("en", "../gates/"), ("zh-Hant", "./")]),
        "claims": ("en", [("en", "./"), ("zh-Hant", "../zh-Hant/claims/")]),
        "zh-Hant/claims": ("zh-Hant", [("zh-Hant", "./"), ("en", "../../claims/")]),
        "about": ("en", []),
    }


def tabs(page: str) -> list[tuple[str, str]]:
    return [
        (where, " ".join(name.split()))
        for where, name in re.findall(r'(?s)<a href="([^"]*)" class="md-tabs__link">(.*?)</a>', page)
    ]


def test_the_menu_of_a_page_is_in_its_language_and_leads_to_the_lists_in_it(site: Path) -> None:
    words = words_for("zh-Hant")
    assert tabs(read(site, "stories/gates-zh")) == [
        ("../../zh-Hant/", words.text("crumb_home")),
        ("../../zh-Hant/stories/", "專題"),
        ("../../zh-Hant/actors/", words.text("site_actors")),
        ("../../zh-Hant/claims/", "說法"),
        ("../../zh-Hant/sources/", words.text("site_sources")),
        ("../../about/", "關於"),
        ("../../writing/", "撰稿者說明（英文）"),
    ]
    assert [name for _, name in tabs(read(site, "stories/gates"))] == [
        "Home", "Stories", "Who is who", "Claims", "Sources", "About", "For writers"
    ]  # fmt: skip
    home = read(site, "zh-Hant")
    assert tabs(home)[0] == ("./", words.text("crumb_home"))
    assert words.text("site_stories_described") in home and "who says what" not in home
    active = re.findall(r'(?s)md-tabs__item--active">\s*<a href="([^"]*)"', read(site, "zh-Hant/timeline"))
    assert active == ["../stories/"]


# -- rules --


def warned(root: Path) -> list[str]:
    return [
        str(problem) for problem in run(root).problems if problem.code in ("translation-language", "versions-differ")
    ]


def test_versions_that_say_the_same_are_not_warned_of(room: Path) -> None:
    assert warned(room) == []


def test_a_version_left_behind_is_named_where_its_status_is_typed(room: Path) -> None:
    write(room, {"stories/gates.yaml": GATES.replace("status: reported", "status: unverified")})
    assert warned(room) == [
        "stories/gates-de.yaml:8:88: warning: The claim 'closed' is 'reported' here, and 'unverified' in 'gates', the same "
        "story in another language. Bring the one that is behind up to date. [versions-differ]",
        "stories/gates-zh.yaml:10:65: warning: The claim 'closed' is 'reported' here, and 'unverified' in 'gates', the same "
        "story in another language. Bring the one that is behind up to date. [versions-differ]",
    ]


def test_claims_that_one_version_lacks_are_named(room: Path) -> None:
    write(room, {"stories/gates-zh.yaml": SHORT.replace("  closed:", "  shut:")})
    assert warned(room) == [
        "stories/gates-zh.yaml:8:1: warning: This story does not have claims that 'gates' has, the same story in another "
        "language: 'closed'. Give a claim the same id in every language; bring the version that is behind up to date. "
        "[versions-differ]",
        "stories/gates-zh.yaml:8:1: warning: This story has claims that 'gates' does not have, the same story in another "
        "language: 'shut'. Give a claim the same id in every language; bring the version that is behind up to date. "
        "[versions-differ]",
    ]


def test_a_translation_is_in_the_language_that_is_said(room: Path) -> None:
    write(room, {"stories/gates.yaml": GATES + "translations: {fr: gates-de, zh-TW: gates-zh, en: gates}\n"})
    assert warned(room) == [
        "stories/gates.yaml:8:20: warning: The story 'gates-de' is in 'de', not in 'fr'. Type 'de: gates-de', or name the "
        "story that is in 'fr'. [translation-language]",
        "stories/gates.yaml:8:51: warning: This is the story itself. Name the story that tells it in another language, or take "
        "the line out. [translation-language]",
    ]


def test_two_stories_in_one_language_stay_two_and_are_told_that_they_cannot_be_versions(room: Path) -> None:
    ferry = GATES.replace("Who closed the gates?", "Who paid for the ferry?") + "translations: {zh-Hant: gates-zh}\n"
    write(room, {"stories/ferry.yaml": ferry})
    assert sorted(led_to(pages(room)["claims/index.md"])) == ["ferries-zh", "ferry", "gates"]
    assert warned(room) == [
        "stories/gates.yaml:1:1: warning: By the 'translations' of the stories, this story and 'ferry' are one story told in "
        "several languages, and both are in 'en'. Under 'translations' name only the same story in another language; another "
        "story belongs under 'related'. [translation-language]"
    ]
