"""Pictures from a story's file to the site: found and refused where they are typed, written once, kept, and taken away again."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.media.file import PictureFile, find_picture
from generator.story.newsroom import Newsroom
from generator.writing.record import Record, read_record
from tests import previews
from tests.doors import DAY, explainer, tree
from tests.newsrooms import TODAY, page, problems, run, story, write
from tests.photographs import NOTED, bomb, drawn, photograph, put, saved

IMAGE = "image: {file: pictures/quay.jpg, alt: The quay at low tide}\n"
PLACE = "stories/gates.yaml:16:15: error: "
PUT = "Put it into stories/, for example into stories/pictures/, and type its path from there: 'pictures/harbour.jpg'."
SAVE = "Save it as JPEG, PNG, WebP or AVIF, and type the path of that file."
SMALLER = (
    "A picture may have at most 40 MB, 12,000 pixels a side and 65 million pixels in all, 30 million as WebP or AVIF: "
    "save a copy that is smaller, 3,200 pixels wide for example."
)


def pictures(root: Path) -> list[str]:
    """The pictures in `docs/`, without the hashes in their names."""
    return sorted(re.sub(r"-[0-9a-f]{16}\.", ".", path.name) for path in (root / "docs" / "pictures").glob("*"))


def newsroom(root: Path, more: str = IMAGE) -> Path:
    story(root, more)
    put(root, "pictures/quay.jpg")
    return root


def said_of(root: Path, typed: str) -> list[str]:
    story(root, f'image: {{file: "{typed}", alt: The quay}}\n')
    return [problem.removeprefix(PLACE) for problem in problems(root) if problem.startswith(PLACE)]


def test_a_path_that_leads_to_no_picture_is_refused_where_it_is_typed(tmp_path: Path) -> None:
    root = tmp_path / "newsroom"
    put(root, "pictures/quay.jpg")
    put(root, ".hidden/quay.jpg")
    put(tmp_path, "outside.jpg")
    os.symlink(tmp_path / "stories" / "outside.jpg", root / "stories" / "out.jpg")
    os.symlink(tmp_path / "stories", root / "stories" / "away")
    os.symlink(root / "stories" / "pictures" / "quay.jpg", root / "stories" / "inside.jpg")
    os.mkfifo(root / "stories" / "pipe.jpg")
    assert said_of(root, "inside.jpg") == said_of(root, "pictures/quay.jpg") == []
    assert {typed: said_of(root, typed) for typed in ("quay.jpg", "pictures/qay.jpg", "pictures/quay.JPG")} == {
        "quay.jpg": [
            "There is no picture 'quay.jpg' in stories/. In 'stories/' there are: away, gates.yaml, inside.jpg, out.jpg, "
            "pictures, pipe.jpg. [picture-missing]"
        ],
        "pictures/qay.jpg": [
            "There is no picture 'pictures/qay.jpg' in stories/. Did you mean 'quay.jpg'? [picture-missing]"
        ],
        "pictures/quay.JPG": [
            "There is no picture 'pictures/quay.JPG' in stories/. Did you mean 'quay.jpg'? [picture-missing]"
        ],
    }
    assert said_of(root, "stories/pictures/quay.jpg") == [
        "There is no picture 'stories/pictures/quay.jpg' in stories/. Type 'pictures/quay.jpg': the path begins inside "
        "stories/. [picture-missing]"
    ]
    assert said_of(root, "https://courier.example/quay.jpg") == [
        f"'https://courier.example/quay.jpg' is a web address, and pages show only pictures of their own. {PUT} [picture-place]"
    ]
    for typed in ("../outside.jpg", "/etc/passwd", "pictures/../../outside.jpg", "C:quay.jpg"):
        assert said_of(root, typed) == [f"'{typed}' is not the path of a file in stories/. {PUT} [picture-place]"]
    for typed in ("out.jpg", "away/outside.jpg"):
        assert said_of(root, typed) == [
            f"'{typed}' is a link that leads out of stories/. Copy the file itself there. [picture-place]"
        ]
    assert said_of(root, ".hidden/quay.jpg") == [
        "'.hidden/quay.jpg' is hidden: a part of its path begins with a dot. Rename it. [picture-place]"
    ]
    for typed in ("pipe.jpg", "pictures"):
        assert said_of(root, typed) == [f"'{typed}' is no file. Type the path of the picture itself. [picture-kind]"]


def test_a_file_that_is_no_picture_or_too_large_is_refused_where_it_is_typed(tmp_path: Path) -> None:
    whole = photograph(300, 200)
    frames = [drawn(9, 9), drawn(9, 8).resize((9, 9))]
    for name, content in {
        "svg.jpg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "page.svg": b"<!doctype html><script>alert(1)</script>",
        "cut.jpg": whole[: len(whole) // 2],
        "bomb.png": bomb(),
        "moving.gif": saved(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "phone.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    }.items():
        put(tmp_path, name, content)
    with (tmp_path / "stories" / "heavy.jpg").open("wb") as file:
        file.truncate(40_000_001)
    names = sorted(path.name for path in (tmp_path / "stories").iterdir())
    assert {name: said_of(tmp_path, name) for name in names} == {
        "bomb.png": [f"The picture 'bomb.png' is too large to be shown. {SMALLER} [picture-size]"],
        "heavy.jpg": [f"The file 'heavy.jpg' is too large to be shown. {SMALLER} [picture-size]"],
        "cut.jpg": [
            "'cut.jpg' is damaged: it begins as a picture and cannot be read. Copy it again from where it came from, or save "
            "it anew. [picture-broken]"
        ],
        "moving.gif": [f"'moving.gif' moves, or holds several pictures; pages show still ones. {SAVE} [picture-kind]"],
        "page.svg": [f"'page.svg' is not a picture of a kind that is shown. {SAVE} [picture-kind]"],
        "phone.heic": [f"'phone.heic' is a HEIC picture, which most browsers do not show. {SAVE} [picture-kind]"],
        "svg.jpg": [f"'svg.jpg' is an SVG drawing, which can carry scripts, and is not shown. {SAVE} [picture-kind]"],
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_picture_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    put(tmp_path, "quay.jpg").chmod(0)
    assert said_of(tmp_path, "quay.jpg") == [
        "'quay.jpg' cannot be read: Permission denied. See who may read it. [picture-unreadable]"
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text("./\\~:a", max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_path_that_anybody_types_leads_out_of_the_stories(
    tmp_path_factory: pytest.TempPathFactory, typed: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "paths"
    (root / "stories" / "a").mkdir(parents=True, exist_ok=True)
    (root / "stories" / "a" / "a").write_bytes(b"x")
    found = find_picture(Newsroom(root, TODAY), typed)
    if isinstance(found, PictureFile):
        assert found.path.resolve().is_relative_to((root / "stories").resolve()) and found.read() == b"x"


def test_a_page_shows_its_pictures_with_sizes_known_and_all_words_as_typed(tmp_path: Path) -> None:
    more = """\
        image:
          file: pictures/quay.jpg
          alt: 'Two "boats" & <b>*a*</b> quay'
          caption: Low *tide*, [here](x) & </figcaption><script>
          credit: Lin [^1] Aster
          licence: CC BY 4.0
        dates: [{id: shut, date: 2031-05-02, title: Shut, sources: courier, image: {file: pictures/quay.jpg, alt: Shut}}]
        """
    text = page(newsroom(tmp_path, more.replace("        ", "")))
    lead, entry = re.findall(r"<figure class=\"ep-photo .*?</figure>", text)
    assert re.sub(r"-[0-9a-f]{16}", "", lead) == (
        '<figure class="ep-photo ep-photo-lead"><picture><source type="image/avif" srcset="../../pictures/gates-480.avif 480w, '
        '../../pictures/gates-600.avif 600w" sizes="(min-width: 2000px) 744px, (min-width: 1600px) 682px, (min-width: 660px) '
        '620px, 96vw"><img src="../../pictures/gates-600.jpg" srcset="../../pictures/gates-480.jpg 480w, '
        '../../pictures/gates-600.jpg 600w" sizes="(min-width: 2000px) 744px, (min-width: 1600px) 682px, (min-width: 660px) '
        '620px, 96vw" width="600" height="400" alt="Two &quot;boats&quot; & &lt;b&gt;&#42;a&#42;&lt;/b&gt; quay" '
        'fetchpriority="high" decoding="async"></picture><figcaption>Low &#42;tide&#42;, &#91;here&#93;(x) & '
        '&lt;/figcaption&gt;&lt;script&gt; <span class="ep-photo-credit">Picture: Lin &#91;&#94;1&#93; Aster · Licence: CC BY '
        "4.0</span></figcaption></figure>"
    )
    assert 'alt="Shut" loading="lazy" decoding="async">' in entry and "figcaption" not in entry
    assert text.index("Published") < text.index(lead) < text.index("## Timeline") < text.index(entry)


SHARED = "quay: {name: The Quay, kind: place, image: {file: pictures/quay.jpg, alt: The quay}}\n"
NAMES_IT = "key_points: '[[quay]] is closed [@courier].'\n"


def test_a_shared_picture_is_written_once_and_a_fault_in_it_is_told_once_where_it_is_typed(tmp_path: Path) -> None:
    newsroom(tmp_path, NAMES_IT)
    text = (tmp_path / "stories" / "gates.yaml").read_text("utf-8")
    write(tmp_path, {"stories/_actors.yaml": SHARED, "stories/deep/ferries.yaml": text})
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    assert pictures(tmp_path) == ["quay-480.avif", "quay-480.jpg", "quay-600.avif", "quay-600.jpg"]
    assert '<img src="../../../pictures/quay-600' in (tmp_path / "docs/stories/deep/ferries.md").read_text("utf-8")
    # The actor's own page shows it as well.
    own_page = (tmp_path / "docs/actors/quay.md").read_text("utf-8")
    assert own_page.count("<figure") == 1 and '<img src="../../pictures/quay-600' in own_page
    (tmp_path / "stories" / "pictures" / "quay.jpg").unlink()
    assert [problem for problem in problems(tmp_path) if "error" in problem] == [
        f"stories/_actors.yaml:1:51: error: There is no picture 'pictures/quay.jpg' in stories/. {PUT} [picture-missing]"
    ]
    # A story's own picture of a shared actor takes its place.
    put(tmp_path, "other.jpg")
    for name in ("gates", "deep/ferries"):
        own = f"{text}".replace("actors:\n", "actors:\n  quay: {image: {file: other.jpg, alt: Another}}\n")
        write(tmp_path, {f"stories/{name}.yaml": own})
    assert not [problem for problem in problems(tmp_path) if "error" in problem]
    made = {one.path: one.text for one in run(tmp_path).pages}
    assert "<figure" not in str(made["actors/quay.md"])


def test_pictures_are_written_kept_and_taken_away_with_what_shows_them(tmp_path: Path) -> None:
    newsroom(tmp_path)
    four = ["gates-480.avif", "gates-480.jpg", "gates-600.avif", "gates-600.jpg"]
    status, said, _ = explainer(tmp_path, "render", *DAY)
    assert (status, pictures(tmp_path)) == (0, four)
    before = tree(tmp_path)
    status, said, _ = explainer(tmp_path, "render", *DAY)
    assert (status, said.splitlines()[-1].startswith("0 pages written")) == (0, True)
    assert tree(tmp_path) == before
    # Another picture under the same name: other bytes, other addresses.
    names = set((tmp_path / "docs" / "pictures").iterdir())
    put(tmp_path, "pictures/quay.jpg", photograph(600, 402))
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    assert pictures(tmp_path) == four and not names & set((tmp_path / "docs" / "pictures").iterdir())
    story(tmp_path, "")
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    assert not (tmp_path / "docs" / "pictures").exists()


def test_a_lost_record_and_a_lost_shelf_change_nothing_and_old_pictures_go_all_the_same(tmp_path: Path) -> None:
    newsroom(tmp_path)
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    before = tree(tmp_path)
    subprocess.run(["rm", "-r", str(tmp_path / ".explainer")], check=True)
    assert explainer(tmp_path, "render", *DAY)[1].splitlines()[-1].startswith("0 pages written")
    assert tree(tmp_path) == before
    subprocess.run(["rm", "-r", str(tmp_path / ".explainer")], check=True)
    story(tmp_path, "")
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    assert not (tmp_path / "docs" / "pictures").exists()


def test_a_file_put_there_by_hand_is_never_overwritten_nor_removed(tmp_path: Path) -> None:
    newsroom(tmp_path)
    mine = tmp_path / "docs" / "pictures" / "mine.jpg"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(photograph(20, 10))
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    theirs = next(path for path in mine.parent.iterdir() if path.name.startswith("gates-480") and path.suffix == ".jpg")
    subprocess.run(["rm", "-r", str(tmp_path / ".explainer")], check=True)
    theirs.write_bytes(b"by hand")
    status, _, errors = explainer(tmp_path, "render", *DAY)
    shown = f"docs/pictures/{theirs.name}"
    assert status == 1 and f"{shown}:1:1: error: '{shown}' was written by hand" in errors
    story(tmp_path, "")
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    assert sorted((theirs, mine)) == sorted(mine.parent.iterdir()) and theirs.read_bytes() == b"by hand"


def test_drafts_and_stories_taken_back_show_no_pictures(tmp_path: Path) -> None:
    newsroom(tmp_path)
    path = tmp_path / "stories" / "gates.yaml"
    path.write_text(path.read_text("utf-8").replace("published: 2031-06-01\n", ""), "utf-8")
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    assert pictures(tmp_path) == []
    assert explainer(tmp_path, "render", "--drafts", *DAY)[0] == 0
    assert len(pictures(tmp_path)) == 4
    newsroom(tmp_path, f"{IMAGE}withdrawn: {{date: 2031-12-01, reason: It was wrong.}}\n")
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    assert pictures(tmp_path) == []
    assert "<img" not in (tmp_path / "docs/stories/gates.md").read_text("utf-8")


def test_a_broken_picture_stops_the_run_or_keeps_the_last_good_page_with_its_pictures(tmp_path: Path) -> None:
    newsroom(tmp_path)
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    before = tree(tmp_path / "docs")
    put(tmp_path, "pictures/quay.jpg", b"no picture")
    other = (tmp_path / "stories" / "gates.yaml").read_text("utf-8").replace(IMAGE, "")
    write(tmp_path, {"stories/other.yaml": other})
    assert explainer(tmp_path, "render", *DAY)[0] == 1
    assert tree(tmp_path / "docs") == before
    assert explainer(tmp_path, "render", "--keep-going", *DAY)[0] == 1
    after = tree(tmp_path / "docs")
    assert {path: after.get(path) for path in before} == before
    assert len(after) == len(before) + 1


def test_pages_as_of_an_earlier_day_show_no_pictures(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "newsroom")
    status, _, errors = explainer(root, "render", "--as-of", "2031-12-01", "--out", tmp_path / "out", *DAY)
    assert (status, errors) == (0, "")
    texts = tree(tmp_path / "out")
    assert [path for path in texts if path.endswith(".md")] and not [t for t in texts.values() if b"<img" in t]


def test_a_check_makes_each_picture_once_and_never_again(tmp_path: Path) -> None:
    newsroom(tmp_path)
    assert explainer(tmp_path, "check", *DAY)[0] == 0
    shelf = tmp_path / ".explainer" / "pictures"
    (kept,) = shelf.iterdir()
    stamp = kept.stat().st_mtime_ns
    # What is made is put on the shelf: where nothing was put, nothing was made.
    made = run(tmp_path)
    assert not made.blocked and kept.stat().st_mtime_ns == stamp
    assert list(shelf.iterdir()) == [kept]
    record, _ = read_record(tmp_path / ".explainer" / "written.json")
    assert record == Record(found=False)


def test_without_pictures_pillow_never_starts(tmp_path: Path) -> None:
    story(tmp_path, "")
    code = (
        "import sys, datetime, pathlib; from generator.build import gather; "
        "gather(pathlib.Path(sys.argv[1]), today=datetime.date(2032, 1, 15)); print('PIL' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("False\n", "")
    assert not (tmp_path / ".explainer").exists()


def test_nothing_that_a_camera_noted_and_no_name_of_a_file_gets_out(tmp_path: Path) -> None:
    newsroom(tmp_path, "image: {file: pictures/from-our-informant.jpg, alt: The quay}\n")
    put(tmp_path, "pictures/from-our-informant.jpg", photograph(500, 400, turned=6))
    assert explainer(tmp_path, "render", *DAY)[0] == 0
    assert len(pictures(tmp_path)) == 2 * len({"400"})
    for path, content in tree(tmp_path / "docs").items():
        assert not [noted for noted in (*NOTED, b"informant") if noted in content], path
        assert "informant" not in path


def shown(text: str) -> str:
    """The address of the picture on a page, from the site's root."""
    found = re.search(r'<img src="\.\./\.\./(pictures/[^"]+)"', text)
    assert found, "no picture on the page"
    return found[1]


def test_a_preview_shows_a_picture_that_was_saved_and_says_on_the_page_what_is_wrong_with_one(tmp_path: Path) -> None:
    root = previews.newsroom(tmp_path / "newsroom", {"gates": previews.story(more=IMAGE)})
    put(root, "pictures/quay.jpg")
    with previews.previewing(root) as preview:
        first = shown(preview.text("/stories/gates/"))
        status, headers, _ = preview.get(f"/{first}")
        assert (status, headers["Content-Type"]) == (200, "image/jpeg")
        assert preview.get("/pictures/gates-600-0000000000000000.jpg")[0] == 404
        put(root, "pictures/quay.jpg", photograph(600, 402))
        preview.line("stories/gates.yaml: updated")
        second = shown(preview.text("/stories/gates/"))
        assert second != first and preview.get(f"/{second}")[0] == 200
        put(root, "pictures/quay.jpg", b"no picture")
        preview.line("stories/gates.yaml: 1 error")
        text = preview.text("/stories/gates/")
        assert "is not a picture of a kind that is shown." in text and shown(text) == second
        assert preview.get(f"/{second}")[0] == 200
        (root / "stories" / "pictures" / "quay.jpg").unlink()
        preview.until("/stories/gates/", "There is no picture")
        put(root, "pictures/quay.jpg")
        preview.line("stories/gates.yaml: updated")
        assert shown(preview.text("/stories/gates/")) == first
    assert not (root / "docs" / "pictures").exists()


def test_mkdocs_alone_builds_a_site_with_pictures(tmp_path: Path) -> None:
    root = previews.newsroom(tmp_path / "newsroom", {"gates": previews.story(more=IMAGE)})
    put(root, "pictures/quay.jpg")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(
        command,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(previews.ROOT), "SOURCE_DATE_EPOCH": "1957000000"},
    )
    assert done.returncode == 0, done.stderr
    text = (root / "site" / "stories" / "gates" / "index.html").read_text("utf-8")
    assert (root / "site" / shown(text)).is_file() and len(pictures(root)) == 4
