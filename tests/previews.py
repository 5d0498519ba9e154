"""`explainer serve` as a writer runs it: a newsroom's folder goes in, a running preview comes out, and is ended by Ctrl-C."""

from __future__ import annotations

import contextlib
import http.client
import os
import queue
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

from tests.doors import CLEAN, DAY, EXPLAINER
from tests.newsrooms import BASE

ROOT = Path(__file__).resolve().parents[1]


def newsroom(root: Path, stories: dict[str, str] | None = None) -> Path:
    """A newsroom with this project's own site settings and theme, a short hand-written home page, and the stories given."""
    (root / "stories").mkdir(parents=True)
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# The Made-up Courier\n\nRead [the gates](stories/gates.md).\n", "utf-8")
    shutil.copytree(ROOT / "generator" / "theme", root / "generator" / "theme")
    shutil.copy(ROOT / "generator" / "hook.py", root / "generator" / "hook.py")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    start, end = settings.index("\nnav:"), settings.index("\nnot_in_nav:")
    (root / "mkdocs.yml").write_text(f"{settings[:start]}\nnav:\n  - Home: index.md{settings[end:]}", "utf-8")
    for slug, text in (stories or {"gates": story()}).items():
        path = root / "stories" / f"{slug}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def story(
    answer: str = "The harbour master did.", title: str = "Who closed the gates of Harrow Bay?", more: str = ""
) -> str:
    """A published story about made-up people, with sections enough to scroll through."""
    text = dedent(BASE).lstrip("\n").replace("Who closed the gates of Harrow Bay?", title)
    sections = "".join(
        f"  - id: part-{n}\n    heading: Part {n}\n    text: |\n      {'The tide came and went at Harrow Bay. ' * 30}\n"
        for n in range(8)
    )
    return f"{text}short_answer: {answer}\nsections:\n{sections}{more}"


@dataclass
class Preview:
    """A running preview: where it is, what it has said so far, and the process."""

    address: str
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    _lines: queue.Queue[str] = field(default_factory=queue.Queue)

    def line(self, containing: str, seconds: float = 60) -> str:
        """Wait for a line on the terminal."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(queue.Empty):
                line = self._lines.get(timeout=0.2)
                self.said.append(line)
                if containing in line:
                    return line
        raise AssertionError(f"no line with {containing!r} in {self.said}")

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask for exactly this path: status, headers, text."""
        host, _, port = self.address.removeprefix("http://").strip("/").partition(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=30)
        try:
            connection.putrequest("GET", path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """The page at this path."""
        return self.get(path)[2]

    def until(self, path: str, words: str, seconds: float = 60) -> str:
        """Ask again until these words stand on the page."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text = self.text(path)
            if words in text:
                return text
            time.sleep(0.05)
        raise AssertionError(f"{words!r} never appeared at {path}")

    def end(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit status and everything that was said."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=20)
        time.sleep(0.1)
        while not self._lines.empty():
            self.said.append(self._lines.get())
        return status, "\n".join(self.said)


@contextlib.contextmanager
def previewing(root: Path, *arguments: str, port: int = 0) -> Iterator[Preview]:
    """Run `explainer serve` in a newsroom's folder on a free port; a traceback on the terminal fails the test."""
    process = subprocess.Popen(
        [*EXPLAINER, "serve", "--port", str(port), *DAY, *arguments],
        cwd=root,
        env={**CLEAN, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=os.name != "nt",
    )
    preview = Preview("", process)

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            preview._lines.put(line.rstrip("\n"))

    threading.Thread(target=read, daemon=True).start()
    try:
        preview.address = preview.line("Preview: ").split()[1]
        while preview.get("/_preview/")[0] == 503:  # the stories are still being read
            time.sleep(0.05)
        yield preview
    finally:
        if process.poll() is None:
            preview.end()
        assert "Traceback" not in "\n".join(preview.said), "\n".join(preview.said)
