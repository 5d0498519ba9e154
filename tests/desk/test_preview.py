"""`explainer serve` without a browser: what it reads, what it answers, what it says on the terminal, and what it never does."""

from __future__ import annotations

import datetime
import gc
import importlib
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import tracemalloc
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.desk.preview.run import follow
from generator.desk.preview.watch import Watched, changed, look
from generator.desk.preview.workbench import Desk
from tests.doors import explainer, tree
from tests.previews import Preview, newsroom, previewing, story

GATES = "/stories/gates/"
DAY = datetime.date(2032, 1, 15)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Preview]]:
    root = newsroom(tmp_path_factory.mktemp("preview") / "newsroom")
    with previewing(root) as preview:
        yield root, preview


@pytest.fixture
def preview(running: tuple[Path, Preview]) -> Preview:
    return running[1]


def begun(root: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A preview without a server that has read nothing yet."""
    monkeypatch.setenv("EXPLAINER_RENDERED", "1")
    return Desk(root, "http://127.0.0.1:1", root.parent / "scratch", lambda zone: DAY, start="test")


def desk(root: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A preview without a server, read and ready."""
    made = begun(root, monkeypatch)
    made.begin()
    made.load()
    return made


def words(html: str) -> str:
    """The text of a page without its marks."""
    return unescape(" ".join(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", html, flags=re.S).split()))


def errors(html: str) -> str:
    """The text of the box of errors, empty where there is none."""
    found = re.search(r'<section class="ep-preview-errors".*?</section>', html, flags=re.S)
    return words(found[0]) if found else ""


# -- the server --


def test_it_listens_on_this_computer_alone(preview: Preview) -> None:
    assert preview.address.startswith("http://127.0.0.1:")
    port = int(preview.address.rstrip("/").rsplit(":", 1)[1])
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for other in others:
        with socket.socket() as tried:
            tried.settimeout(2)
            assert tried.connect_ex((str(other), port)) != 0


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""]
)
def test_a_foreign_name_that_leads_here_is_refused(preview: Preview, host: str) -> None:
    port = preview.address.rstrip("/").rsplit(":", 1)[1]
    status, _, text = preview.get(GATES, Host=host.format(port=port))
    assert (status, text) == (403, "This preview answers only at its own address.\n")
    assert preview.get(GATES, Host=f"localhost:{port}")[0] == 200


def test_a_foreign_page_cannot_listen(preview: Preview) -> None:
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    assert preview.get("/_preview/live", Origin="http://evil.example", **asked)[0] == 400
    assert preview.get("/_preview/live", **asked)[0] == 400


@pytest.mark.parametrize(
    "path",
    [
        "/../mkdocs.yml",
        "/..%2f..%2fmkdocs.yml",
        "/%2e%2e/mkdocs.yml",
        "/assets/../../mkdocs.yml",
        "/stories/gates.yaml",
        "//etc/passwd",
        "/etc/passwd",
        "/_preview/../mkdocs.yml",
        "/_preview/preview_pages.py",
        "/mkdocs.yml",
        "/assets/%00theme.css",
        "/secret.txt",
        "/outside/secret.txt",
    ],
)
def test_nothing_but_the_site_is_served(running: tuple[Path, Preview], path: str) -> None:
    root, preview = running
    secret = root.parent / "secret"
    secret.mkdir(exist_ok=True)
    (secret / "secret.txt").write_text("the secret", "utf-8")
    if not (root / "docs" / "secret.txt").is_symlink():
        (root / "docs" / "secret.txt").symlink_to(secret / "secret.txt")
        (root / "docs" / "outside").symlink_to(secret)
        (root / "docs" / "marker.txt").write_text("here", "utf-8")
        preview.until("/marker.txt", "here")
    status, _, text = preview.get(path)
    assert status == 404
    assert "site_name" not in text and "root:" not in text and "the secret" not in text and "title:" not in text


def test_a_link_in_docs_that_leads_out_of_the_newsroom_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(tmp_path / "newsroom")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "secret.txt").write_text("the secret", "utf-8")
    (root / "docs" / "secret.txt").symlink_to(tmp_path / "secret" / "secret.txt")
    (root / "docs" / "outside").symlink_to(tmp_path / "secret")
    (root / "docs" / "inside.txt").symlink_to(root / "docs" / "index.md")
    made = desk(root, monkeypatch)
    found = {path: made.answer(path).status for path in ("/secret.txt", "/outside/secret.txt", "/inside.txt")}
    assert found == {"/secret.txt": 404, "/outside/secret.txt": 404, "/inside.txt": 200}


def test_every_kind_of_page_and_file_is_served(running: tuple[Path, Preview]) -> None:
    _, preview = running
    expected = {
        "/": (200, "text/html; charset=utf-8"),
        GATES: (200, "text/html; charset=utf-8"),
        "/stories/gates/index.html": (200, "text/html; charset=utf-8"),
        "/stories/gates": (302, "text/html; charset=utf-8"),
        "/_preview/": (200, "text/html; charset=utf-8"),
        "/_preview/preview.js": (200, "text/javascript; charset=utf-8"),
        "/_preview/preview.css": (200, "text/css; charset=utf-8"),
        "/assets/theme.css": (200, "text/css; charset=utf-8"),
        "/assets/images/favicon.png": (200, "image/png"),
        "/search/search_index.json": (200, "application/json"),
        "/nowhere/": (404, "text/html; charset=utf-8"),
    }
    got = {}
    for path in expected:
        status, headers, _ = preview.get(path)
        got[path] = (status, headers["Content-Type"])
    assert got == expected


def test_a_page_of_any_name_is_led_to_with_its_slash_and_a_name_adds_no_header(running: tuple[Path, Preview]) -> None:
    root, preview = running
    names = ("白浪港", "порт", "a\r\nX-Injected: yes", "50% & more")
    for name in names:
        (root / "docs" / f"{name}.md").write_text(f"# The page\n\nWords of {quote(name)}.\n", "utf-8")
    for name in names:
        preview.until(f"/{quote(name)}/", f"Words of {quote(name)}")
        status, headers, _ = preview.get(f"/{quote(name)}")
        assert (status, headers["Location"], headers.get("X-Injected")) == (302, f"/{quote(name)}/", None)
        (root / "docs" / f"{name}.md").unlink()


def test_a_browser_that_has_the_page_is_told_so(tmp_path: Path) -> None:
    # A newsroom of its own: what other tests lay into theirs may be taken in between two questions.
    with previewing(newsroom(tmp_path / "newsroom")) as preview:
        for path in (GATES, "/assets/theme.css", "/"):
            _, headers, _ = preview.get(path)
            status, again, text = preview.get(path, If_None_Match=headers["ETag"])
            assert (status, again["ETag"], text) == (304, headers["ETag"], "")


def test_a_browser_that_goes_away_leaves_no_trace_on_the_terminal(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "newsroom")
    with previewing(root) as preview:
        port = int(preview.address.rstrip("/").rsplit(":", 1)[1])
        for request in (
            b"GET /stories/gates/ HT",
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % port,
            b"\x16\x03\x01\x00",
            b"",
        ):
            for _ in range(5):
                with socket.create_connection(("127.0.0.1", port)) as gone:
                    gone.sendall(request)
                    gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        assert "The harbour master did." in preview.text(GATES)
        status, said = preview.end()
    assert (status, said) == (0, f"Preview: {preview.address}  (Ctrl-C ends it)\n\nPreview ended.")


def test_ctrl_c_while_a_page_listens_ends_it(tmp_path: Path) -> None:
    with previewing(newsroom(tmp_path / "newsroom")) as preview:
        port = int(preview.address.rstrip("/").rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as listening:
            listening.sendall(
                b"GET /_preview/live HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" % (port, port)
            )
            # The example of RFC 6455, section 1.3, and then the number of the last change: a text of one letter.
            head = b""
            while not re.search(rb"\x81\x01\d$", head):
                got = listening.recv(4096)
                assert got, head
                head += got
            assert head.startswith(b"HTTP/1.1 101") and b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in head
            assert preview.end()[0] == 0


def test_a_port_in_use_is_answered_with_a_sentence(running: tuple[Path, Preview]) -> None:
    root, preview = running
    port = int(preview.address.rstrip("/").rsplit(":", 1)[1])
    assert explainer(root, "serve", "--port", str(port)) == (
        1,
        "",
        f"Port {port} is in use, perhaps by another preview. Stop that one, or take another port: "
        f"explainer serve --port {port + 1}\n",
    )


def test_what_is_no_port_and_what_is_no_day_is_refused(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "newsroom")
    assert explainer(root, "serve", "--port", "99999")[0] == 2
    status, _, said = explainer(root, "serve", "--today", "2032-02-31")
    assert (status, "'2032-02-31' is not a day" in said) == (2, True)


# -- stories --


def test_problems_of_shared_files_show_on_every_story_until_they_are_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "brandt: {name: Ada Brandt, kind: person, role: harbour master}"
    root = newsroom(
        tmp_path / "newsroom", {"gates": story().replace(typed, "brandt: {}"), "other": story(title="Another")}
    )
    shared = root / "stories" / "_actors.yaml"
    shared.write_text("brandt: {name: Ada Brandt, kind: person}\n", "utf-8")
    made = desk(root, monkeypatch)

    def page(path: str) -> str:
        return made.answer(path).body.decode()

    shared.write_text("brandt: {name: Ada Brandt, kind: person, roel: clerk}\n", "utf-8")
    assert made.take([str(shared)], sure=False) == ([], frozenset({str(shared)}))
    assert errors(page(GATES)) == ""
    assert made.take([str(shared)], sure=True) == (["stories/_actors.yaml: 1 error"], frozenset())
    for path in (GATES, "/stories/other/"):
        assert errors(page(path)).startswith("1 error in stories/_actors.yaml")
        assert "The harbour master did." in page(path)
    # The story itself goes on: what is saved in it shows, made with the actors as they last were.
    gates = root / "stories" / "gates.yaml"
    gates.write_text(story(answer="Newer words of [[brandt]].").replace(typed, "brandt: {}"), "utf-8")
    assert made.take([str(gates)], sure=False)[0] == ["stories/gates.yaml: updated"]
    assert "Newer words of Ada Brandt" in words(page(GATES)) and "1 error" in errors(page(GATES))
    shared.write_text("brandt: {name: Ada Brandt, kind: person}\n", "utf-8")
    assert made.take([str(shared)], sure=False) == (["stories/_actors.yaml: updated"], frozenset())
    assert errors(page(GATES)) == errors(page("/stories/other/")) == ""


def test_a_shared_actor_that_changes_changes_the_pages_that_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = story().replace("brandt: {name: Ada Brandt, kind: person, role: harbour master}", "brandt: {}")
    root = newsroom(tmp_path / "newsroom", {"gates": text})
    shared = root / "stories" / "_actors.yaml"
    shared.write_text("brandt: {name: Ada Brandt, kind: person}\n", "utf-8")
    made = desk(root, monkeypatch)
    before = made.answer(GATES)
    assert "Ada B. Brandt" not in before.body.decode()
    shared.write_text("brandt: {name: Ada B. Brandt, kind: person}\n", "utf-8")
    made.take([str(shared)], sure=False)
    after = made.answer(GATES, before.version)
    assert after.status == 200 and "Ada B. Brandt" in after.body.decode()
    shared.unlink()
    made.take([str(shared)], sure=True)
    assert "There is no shared actor" in errors(made.answer(GATES).body.decode())


def test_broken_settings_at_the_start_are_told_on_every_page_and_mending_them_brings_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(tmp_path / "newsroom")
    settings = root / "mkdocs.yml"
    good = settings.read_text("utf-8")
    for bad, told in (
        ("site_name: 'Courier\n" + good, "mkdocs.yml"),
        (good.replace("name: material", "name: no-such-theme"), "no-such-theme"),
        (good.replace("docs_dir: docs", "docs_dir: nowhere"), "nowhere"),
        ("", "There is nothing in this file."),
    ):
        settings.write_text(bad, "utf-8")
        made = desk(root, monkeypatch)
        for path in ("/", GATES, "/_preview/"):
            assert told in errors(made.answer(path).body.decode()), (path, bad[:40])
        settings.write_text(good, "utf-8")
        made.take([str(settings)], sure=False)
        page = made.answer(GATES).body.decode()
        assert errors(page) == "" and "The harbour master did." in page


def test_a_template_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = newsroom(tmp_path / "newsroom")
    template = root / "generator" / "theme" / "main.html"
    good = template.read_text("utf-8")
    made = desk(root, monkeypatch)
    template.write_text("{% extends 'base.html' %}\n{% block content %}{% if %}{% endblock %}\n", "utf-8")
    made.take([str(template)], sure=False)
    told = errors(made.answer(GATES).body.decode())
    assert "Line 2, column 1 of generator/theme/main.html" in told
    template.write_text(good, "utf-8")
    made.take([str(template)], sure=False)
    assert "The harbour master did." in made.answer(GATES).body.decode()


def test_everything_typed_is_escaped_in_the_box_of_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attack = "<img src=x onerror=alert(1)>"
    root = newsroom(
        tmp_path / "newsroom", {"gates": f'title: "{attack}"\n"{attack}": "</pre><script>alert(1)</script>"\n'}
    )
    (root / "stories" / "_actors.yaml").write_text(f'"{attack}": {{name: "{attack}", kind: "{attack}"}}\n', "utf-8")
    made = desk(root, monkeypatch)
    for path in (GATES, "/_preview/", f"/stories/{attack}/", f"/{attack}"):
        html = made.answer(path).body.decode()
        assert attack not in html and "<script>alert" not in html
    assert attack in errors(made.answer(GATES).body.decode())


def test_the_page_is_the_one_that_a_build_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = newsroom(tmp_path / "newsroom")
    made = desk(root, monkeypatch)
    monkeypatch.delenv("EXPLAINER_RENDERED")
    assert explainer(root, "build", "--today", DAY.isoformat())[0] == 0

    def plain(html: str) -> str:
        html = re.sub(r'<link rel="stylesheet" href="/_preview/preview.css">', "", html)
        html = re.sub(r'<aside class="ep-preview-bar".*?</script>', "", html, flags=re.S)
        # The search box of a preview is answered from memory; that of a site by an index in parts.
        html = re.sub(r'<div class="md-search[ "].*?</header>', "</header>", html, flags=re.DOTALL)
        return html

    for path in ("index.html", "stories/gates/index.html"):
        assert plain(made.answer(f"/{path}").body.decode()) == plain((root / "site" / path).read_text("utf-8"))


def test_nothing_is_written_into_the_newsroom(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "newsroom")
    with previewing(root) as preview:
        before = tree(root)
        for path in ("/", GATES, "/_preview/", "/nowhere/"):
            preview.text(path)
        (root / "stories" / "gates.yaml").write_text(story(answer="Changed."), "utf-8")
        preview.until(GATES, "Changed.")
    after = tree(root)
    changed_files = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed_files == {str(root / "stories" / "gates.yaml")}


def test_a_newsroom_without_a_home_page_of_its_own_begins_with_the_newest_stories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(
        tmp_path / "newsroom", {"gates": story(), "later": story(title="Later").replace("published: 2031-06-01\n", "")}
    )
    (root / "docs" / "index.md").unlink()
    made = desk(root, monkeypatch)
    answer = made.answer("/")
    assert (answer.status, answer.location) == (200, "")
    text = words(answer.body.decode())
    assert text.index("Later made up draft") < text.index("Who closed the gates of Harrow Bay?")


def test_the_list_names_files_that_cannot_be_stories_and_an_empty_newsroom_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(tmp_path / "newsroom", {"Bad Name": story()})
    text = words(desk(root, monkeypatch).answer("/_preview/").body.decode())
    assert "1 error in stories/Bad Name.yaml" in text and "Make one: explainer new my-story" in text


def test_a_site_published_below_a_folder_is_previewed_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = newsroom(tmp_path / "newsroom")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "site_url: https://courier.example/news/\n", "utf-8")
    made = desk(root, monkeypatch)
    assert (made.answer("/").status, made.answer("/").location) == (302, "/news/")
    assert "The harbour master did." in made.answer("/news/stories/gates/").body.decode()
    assert made.answer(GATES).status == 404


def test_an_old_address_leads_to_the_story_also_when_it_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = newsroom(tmp_path / "newsroom", {"gates": story(more="aliases: [old/gates]\n")})
    made = desk(root, monkeypatch)
    page = made.answer("/stories/old/gates/")
    assert page.status == 200 and 'content="0; url=../../gates/"' in page.body.decode()
    assert made.answer("/stories/older/").status == 404
    path = root / "stories" / "gates.yaml"
    path.write_text(story(more="aliases: [older]\n"), "utf-8")
    made.take([str(path)], sure=False)
    assert 'content="0; url=../gates/"' in made.answer("/stories/older/").body.decode()
    assert made.answer("/stories/old/gates/").status == 404


def test_a_hand_written_page_in_the_place_of_a_story_is_told_before_a_build_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(tmp_path / "newsroom")
    made = desk(root, monkeypatch)
    assert errors(made.answer(GATES).body.decode()) == ""
    hand = root / "docs" / "stories" / "gates.md"
    hand.parent.mkdir()
    hand.write_text("# By hand\n", "utf-8")
    made.take([str(hand)], sure=False)
    page = made.answer(GATES).body.decode()
    assert "'docs/stories/gates.md' was written by hand" in errors(page) and "The harbour master did." in page
    hand.unlink()
    made.take([str(hand)], sure=False)
    assert errors(made.answer(GATES).body.decode()) == ""


def test_files_that_cannot_be_read_are_told_and_never_waited_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(tmp_path / "newsroom", {"gates": story(), "binary": "", "huge": "title: " + "x" * 2_100_000})
    (root / "stories" / "binary.yaml").write_bytes(bytes(range(256)))
    os.mkfifo(root / "stories" / "pipe.yaml")
    os.mkfifo(root / "docs" / "pipe.md")
    (root / "stories" / "folder.yaml").mkdir()
    made = desk(root, monkeypatch)
    told = {
        slug: errors(made.answer(f"/stories/{slug}/").body.decode()) for slug in ("gates", "binary", "huge", "pipe")
    }
    assert told["gates"] == ""
    assert "is not written in UTF-8" in told["binary"]
    assert "2 MB" in told["huge"]
    assert "This is not an ordinary file, and is not opened." in told["pipe"]
    made.take([str(root / "stories" / "pipe.yaml"), str(root / "docs" / "pipe.md")], sure=True)
    assert made.answer("/pipe/").status == 404


def test_a_rule_made_an_error_shows_above_the_page_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = newsroom(tmp_path / "newsroom", {"gates": story(more="review_by: 2031-12-01\n")})
    (root / "stories" / "_newsroom.yaml").write_text("rules: {review-due: error}\n", "utf-8")
    page = desk(root, monkeypatch).answer(GATES).body.decode()
    assert "review-due" in errors(page)
    assert "Below is the page as it is now." in page


# -- the start --


def test_a_story_saved_while_the_stories_are_read_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = {slug: story(title=slug) for slug in ("asked", "unasked", "gone")}
    root = newsroom(tmp_path / "newsroom", stories)
    made, said = begun(root, monkeypatch), list[str]()
    seen = made.begin()
    assert "The harbour master did." in made.answer("/stories/asked/").body.decode()
    for slug in ("asked", "unasked", "new"):
        (root / "stories" / f"{slug}.yaml").write_text(story(answer="Saved early.", title=slug), "utf-8")
    (root / "stories" / "gone.yaml").unlink()
    made.load()
    end = time.monotonic() + 20
    follow(made, seen, said.append, lambda: len(said) == 3 or time.monotonic() > end)
    got = {slug: made.answer(f"/stories/{slug}/") for slug in ("asked", "unasked", "new", "gone")}
    assert {slug: answer.status for slug, answer in got.items()} == {
        "asked": 200,
        "unasked": 200,
        "new": 200,
        "gone": 404,
    }
    assert all("Saved early." in got[slug].body.decode() for slug in ("asked", "unasked", "new"))
    # The one that nobody had read yet was read as it is now.
    assert said == ["stories/asked.yaml: updated", "stories/new.yaml: updated", "stories/gone.yaml: removed"]


def test_settings_saved_while_the_stories_are_read_are_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(tmp_path / "newsroom")
    made, said = begun(root, monkeypatch), list[str]()
    seen = made.begin()
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("site_name: Explainer pages", "site_name: The Courier"), "utf-8"
    )
    made.load()
    end = time.monotonic() + 20
    follow(made, seen, said.append, lambda: bool(said) or time.monotonic() > end)
    assert (said, "The Courier" in made.answer(GATES).body.decode()) == (["mkdocs.yml: updated"], True)


def test_the_page_of_a_story_is_made_from_its_own_file_before_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = story(answer="As in [[story:other]].")
    root = newsroom(tmp_path / "newsroom", {"gates": lead, "other": story(title="Another")})
    made = begun(root, monkeypatch)
    made.begin()
    paths = (GATES, "/stories/gates", "/assets/theme.css", "/", "/stories/", "/nowhere/", "/_preview/")
    assert {path: made.is_at_hand(path) for path in paths} == {
        GATES: True,
        "/stories/gates": True,
        "/assets/theme.css": True,
        "/": False,
        "/stories/": False,
        "/nowhere/": False,
        "/_preview/": False,
    }
    early = made.answer(GATES)
    assert (early.status, errors(early.body.decode())) == (200, "")
    assert "As in other" in words(early.body.decode())
    made.load()
    # Once the others are read, the page says what they are called: whoever has it open is told.
    assert made.loaded.is_set()
    assert "As in Another" in words(made.answer(GATES, early.version).body.decode())


WAITING = """
import threading

from markdown import Extension
from markdown.preprocessors import Preprocessor

reached, go_on, waited = threading.Event(), threading.Event(), []


class Wait(Preprocessor):
    def run(self, lines):
        if any("A page that takes long." in line for line in lines):
            reached.set()
            waited.append(go_on.wait(30))
        return lines


class Waiting(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Wait(md), "wait", 100)


def makeExtension(**settings):
    return Waiting(**settings)
"""


def test_other_pages_are_answered_and_saves_taken_in_while_a_page_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = {"gates": story(answer="A page that takes long."), "other": story(title="Another")}
    root = newsroom(tmp_path / "newsroom", stories)
    (tmp_path / "waiting_for_go.py").write_text(WAITING, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("  - attr_list\n", "  - attr_list\n  - waiting_for_go\n")
    settings.write_text(text, "utf-8")
    made, slow = desk(root, monkeypatch), list[str]()
    threads = [threading.Thread(target=lambda: slow.append(made.answer(GATES).body.decode())) for _ in range(2)]
    for thread in threads:
        thread.start()
    extension = importlib.import_module("waiting_for_go")
    assert extension.reached.wait(30)
    assert "The harbour master did." in words(made.answer("/stories/other/").body.decode())
    path = root / "stories" / "other.yaml"
    path.write_text(story(answer="Saved meanwhile.", title="Another"), "utf-8")
    assert made.take([str(path)], sure=True)[0] == ["stories/other.yaml: updated"]
    assert "Saved meanwhile." in words(made.answer("/stories/other/").body.decode())
    extension.go_on.set()
    for thread in threads:
        thread.join()
    # The page was made once for the two who asked, and nobody gave up waiting.
    assert (extension.waited, len(set(slow))) == ([True], 1)
    assert "A page that takes long." in words(slow[0]) and "Another" not in errors(slow[0])


# -- changes --


def test_a_branch_switch_of_hundreds_of_files_is_taken_in_and_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = "title: Story {n} of branch {b}\npublished: 2031-06-01\nshort_answer: It is branch {b}.\n"
    root = newsroom(tmp_path / "newsroom", {f"s{n}": short.format(n=n, b="one") for n in range(300)})
    made, said = desk(root, monkeypatch), list[str]()
    seen = look(made.places)
    for n in range(250):
        (root / "stories" / f"s{n}.yaml").write_text(short.format(n=n, b="two"), "utf-8")
    (root / "stories" / "s0.yaml").write_text("titel: x\n", "utf-8")
    for n in range(250, 300):
        (root / "stories" / f"s{n}.yaml").unlink()
    (root / "stories" / "new.yaml").write_text(short.format(n="new", b="two"), "utf-8")
    (root / "docs" / "extra.md").write_text("# Extra\n", "utf-8")
    end = time.monotonic() + 3
    follow(made, seen, said.append, lambda: time.monotonic() > end)
    assert "It is branch two." in made.answer("/stories/s7/").body.decode()
    assert "It is branch two." in made.answer("/stories/new/").body.decode()
    assert "no field 'titel'" in errors(made.answer("/stories/s0/").body.decode())
    assert made.answer("/stories/s299/").status == 404
    assert "Extra" in made.answer("/extra/").body.decode()
    # What has errors or is gone is told a moment later, when it is sure.
    assert sorted(said) == [
        "docs/extra.md: updated",
        "stories/: 1 updated, 1 with errors, 50 removed",
        "stories/: 250 updated",
    ]


def test_a_file_that_says_what_it_said_is_no_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = newsroom(tmp_path / "newsroom")
    made = desk(root, monkeypatch)
    version = made.answer(GATES).version
    path = root / "stories" / "gates.yaml"
    os.utime(path, (1, 1))
    assert made.take([str(path)], sure=False) == ([], frozenset())
    assert made.answer(GATES, version).status == 304


def test_a_save_reads_one_story_and_leaves_the_others_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(tmp_path / "newsroom", {"gates": story(), "other": story(title="Another")})
    made = desk(root, monkeypatch)
    other = made.answer("/stories/other/").version
    path = root / "stories" / "gates.yaml"
    path.write_text(story(answer="New."), "utf-8")
    assert made.take([str(path)], sure=False) == (["stories/gates.yaml: updated"], frozenset())
    assert made.answer("/stories/other/", other).status == 304
    # A title is shown by the pages that mention the story.
    path.write_text(story(title="A new title"), "utf-8")
    made.take([str(path)], sure=False)
    assert made.answer("/stories/other/", other).status == 200


def test_hundreds_of_saves_leave_no_more_in_memory_than_a_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = newsroom(tmp_path / "newsroom", {"gates": story(), "other": story(title="Another")})
    made = desk(root, monkeypatch)
    gates, home = root / "stories" / "gates.yaml", root / "docs" / "index.md"

    def use(times: int) -> tuple[int, int]:
        for n in range(times):
            gates.write_text(story(answer="V: x: y" if n % 5 == 0 else f"Version {n}."), "utf-8")
            made.take([str(gates)], sure=True)
            extra = root / "stories" / f"extra-{n % 7}.yaml"
            if n % 3 == 0:
                extra.write_text(story(title=f"Extra {n}"), "utf-8")
            else:
                extra.unlink(missing_ok=True)
            made.take([str(extra)], sure=True)
            if n % 10 == 0:
                home.write_text(f"# Home {n}\n", "utf-8")
                made.take([str(home)], sure=True)
            for path in (GATES, "/", "/_preview/", f"/stories/extra-{n % 7}/", f"/nowhere/{n}/"):
                made.answer(path)
        for extra in (root / "stories").glob("extra-*.yaml"):
            extra.unlink()
            made.take([str(extra)], sure=True)
        gates.write_text(story(), "utf-8")
        made.take([str(gates)], sure=True)
        for path in (GATES, "/", "/_preview/"):
            made.answer(path)
        gc.collect()
        return len(gc.get_objects()), tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        rounds = [use(35) for _ in range(4)]
    finally:
        tracemalloc.stop()
    objects, sizes = zip(*rounds, strict=True)
    # What grows without end grows in every round; a cache of a fixed size that is given more room does so in one.
    assert objects[-1] < objects[0] * 1.02
    assert min(later - earlier for earlier, later in zip(sizes, sizes[1:], strict=False)) < 50_000


def test_looking_tells_what_came_went_and_changed(tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.yaml", "deep/b.yml", ".hidden.yaml", "c.yaml~", "d.txt"):
        (folder / name).write_text("x", "utf-8")
    places = (Watched(folder, (".yaml", ".yml")), Watched(tmp_path / "one.txt"), Watched(tmp_path / "missing"))
    before = look(places)
    assert set(before) == {str(folder / "a.yaml"), str(folder / "deep" / "b.yml")}
    (folder / "a.yaml").write_text("xy", "utf-8")
    (folder / "deep" / "b.yml").unlink()
    (tmp_path / "one.txt").write_text("new", "utf-8")
    assert changed(before, look(places)) == {
        str(folder / "a.yaml"),
        str(folder / "deep" / "b.yml"),
        str(tmp_path / "one.txt"),
    }
    shutil.rmtree(folder)
    assert look(places[:1]) == {}


def test_a_real_branch_switch_of_git_is_followed(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "newsroom")

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
            cwd=root,
            check=True,
            capture_output=True,
        )

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "one")
    git("switch", "-qc", "other")
    for n in range(120):
        (root / "stories" / f"more-{n}.yaml").write_text(
            f"title: More {n}\npublished: 2031-06-01\nshort_answer: Yes.\n", "utf-8"
        )
    (root / "stories" / "gates.yaml").write_text(story(answer="The other branch."), "utf-8")
    git("add", ".")
    git("commit", "-qm", "two")
    git("switch", "-q", "main")
    with previewing(root) as preview:
        assert "The harbour master did." in preview.text(GATES)
        git("switch", "-q", "other")
        preview.until(GATES, "The other branch.")
        preview.until("/stories/more-119/", "More 119")
        git("switch", "-q", "main")
        preview.until(GATES, "The harbour master did.")
        preview.until("/stories/more-119/", "was renamed or removed")


def test_a_save_that_changes_who_shares_a_source_shows_on_the_other_stories_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = story(title="The tower").splitlines(keepends=True)
    alone = "".join(line for line in lines if not line.startswith("  courier:"))
    root = newsroom(tmp_path / "newsroom", {"gates": alone.replace("The tower", "The gates"), "tower": alone})
    (root / "stories/_sources.yaml").write_text(
        "courier: {kind: article, publisher: The Made-up Courier, read: 2031-05-03}\n", "utf-8"
    )
    made = desk(root, monkeypatch)

    def gates() -> str:
        return words(made.answer("/stories/gates/").body.decode())

    assert "Also relied on in: The tower" in gates()
    changed = root / "stories/tower.yaml"
    changed.write_text(changed.read_text("utf-8").replace("The tower", "The keep"), "utf-8")
    made.take([str(changed)], sure=True)
    deadline = time.monotonic() + 20
    while "Also relied on in: The keep" not in gates() and time.monotonic() < deadline:
        made.tidy()
        time.sleep(0.05)
    assert "Also relied on in: The keep" in gates()
