"""A real YAML language server for tests, spoken to as an editor does: a workspace folder goes in, answers come out.

The messages follow https://microsoft.github.io/language-server-protocol/ over standard input and output. Where there is no
Node.js or no npm the tests are skipped and say so; where the variable CI is set they fail instead.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SECONDS = 60


def installed() -> Path:
    """The server's program, of the version that package.json names; installed first where it is not there yet."""
    tools = [shutil.which(name) for name in ("node", "npm")]
    if None in tools:
        _did_not_run("No Node.js with npm was found: install nodejs and npm.")
    lock = HERE / "package-lock.json"
    done = HERE / "node_modules" / ".installed"
    # Several test processes may want it at once.
    with (HERE / ".installing").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not done.exists() or done.read_bytes() != lock.read_bytes():
            made = subprocess.run([tools[1], "ci"], cwd=HERE, capture_output=True, text=True, timeout=300)
            if made.returncode:
                _did_not_run(f"npm could not install the language server:\n{made.stderr[-2000:]}")
            done.write_bytes(lock.read_bytes())
    return SERVER


def _did_not_run(why: str) -> None:
    message = f"{why} Tests with the language server did not run."
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


class Editor:
    """An editor with one workspace folder open: it opens files and asks the server about them.

    Lines and columns count from 1, as people count; the protocol counts from 0.
    """

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, settings: dict[str, Any]) -> None:
        self.folder, self.settings = folder, settings
        self.asked_for_settings = threading.Event()
        self.other_requests: list[str] = []
        self._process = process
        self._answers: dict[int, queue.Queue[Any]] = {}
        self._diagnostics: dict[str, queue.Queue[Any]] = {}
        self._versions: dict[str, int] = {}
        self._read: dict[str, int] = {}
        self._number = 0
        self._writing = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()

    def start(self) -> None:
        """Shake hands, and hand over the workspace's settings."""
        root = self.folder.as_uri()
        text = {
            "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
            "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {},
        }
        self._ask(
            "initialize",
            processId=os.getpid(),
            rootUri=root,
            workspaceFolders=[{"uri": root, "name": "newsroom"}],
            capabilities={"workspace": {"configuration": True, "workspaceFolders": True}, "textDocument": text},
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings={})
        assert self.asked_for_settings.wait(SECONDS), "the server never asked for the settings"

    def open(self, file: str, text: str | None = None) -> str:
        """Open a file of the workspace, or a text as if it stood there; gives the name under which the server knows it."""
        uri = (self.folder / file).as_uri()
        text = (self.folder / file).read_text("utf-8") if text is None else text
        version = self._versions[uri] = self._versions.get(uri, 0) + 1
        if version == 1:
            self._diagnostics[uri] = queue.Queue()
            document = {"uri": uri, "languageId": "yaml", "version": version, "text": text}
            self._tell("textDocument/didOpen", textDocument=document)
        else:
            # The server answers each version once: what it said of the last one must not be taken for this one's.
            while self._read.get(uri, 0) < version - 1:
                self._next(uri)
            document = {"uri": uri, "version": version}
            self._tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        return uri

    def problems(self, file: str, text: str | None = None) -> list[tuple[int, str]]:
        """What the server marks in a file: the line and the message of each, in order."""
        found = self._next(self.open(file, text))
        return sorted((one["range"]["start"]["line"] + 1, one["message"]) for one in found)

    def _next(self, uri: str) -> Any:
        self._read[uri] = self._read.get(uri, 0) + 1
        return self._diagnostics[uri].get(timeout=SECONDS)

    def hover(self, uri: str, line: int, column: int) -> str:
        """What the server shows when the pointer rests on a place."""
        answer = self._ask("textDocument/hover", **_at(uri, line, column))
        return str(answer["contents"]["value"]) if answer else ""

    def offers(self, file: str, text: str) -> dict[str, str]:
        """What the server offers where `|` stands in the text: each label, with what it would type."""
        before, _, after = text.partition("|")
        uri = self.open(file, before + after)
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
        answer = self._ask("textDocument/completion", **_at(uri, line, column))
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: item.get("textEdit", {}).get("newText", item.get("insertText")) for item in items}

    def stop(self) -> None:
        """Say goodbye, and wait until the server is gone."""
        self._ask("shutdown")
        self._tell("exit")
        self._process.wait(timeout=SECONDS)

    def _ask(self, method: str, **params: Any) -> Any:
        self._number += 1
        number, answer = self._number, queue.Queue[Any]()
        self._answers[number] = answer
        self._send({"id": number, "method": method, "params": params or None})
        message = answer.get(timeout=SECONDS)
        assert "error" not in message, message
        return message["result"]

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        with self._writing:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.partition(b":")[2])
                while stream.readline().strip():
                    pass
                self._receive(json.loads(stream.read(length)))

    def _receive(self, message: dict[str, Any]) -> None:
        method, number = message.get("method"), message.get("id")
        if method is None:
            self._answers.pop(int(message["id"])).put(message)
        elif method == "textDocument/publishDiagnostics":
            found = message["params"]
            self._diagnostics.setdefault(found["uri"], queue.Queue()).put(found["diagnostics"])
        elif method == "workspace/configuration":
            wanted = [item.get("section", "") for item in message["params"]["items"]]
            self._send({"id": number, "result": [_section(self.settings, name) for name in wanted]})
            self.asked_for_settings.set()
        elif number is not None:
            self.other_requests.append(method)
            self._send({"id": number, "result": None})


def _at(uri: str, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": line - 1, "character": column - 1}}


def _section(settings: dict[str, Any], name: str) -> Any:
    """A section of the settings as an editor hands it over: names with dots become groups within groups."""
    if name in settings:
        return settings[name]
    found: dict[str, Any] = {}
    for key, value in settings.items():
        if key.startswith(f"{name}."):
            *groups, last = key.removeprefix(f"{name}.").split(".")
            here = found
            for group in groups:
                here = here.setdefault(group, {})
            here[last] = value
    return found


@contextlib.contextmanager
def editing(folder: Path) -> Iterator[Editor]:
    """Open a folder as an editor does, with the settings in its `.vscode/settings.json`; one server for it all."""
    program = installed()
    settings = json.loads((folder / ".vscode" / "settings.json").read_text("utf-8"))
    # The server gets no way out: what it cannot find here it must not look for elsewhere.
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    process = subprocess.Popen(
        ["node", str(program), "--stdio"],
        cwd=folder,
        env={**os.environ, **nowhere},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    editor = Editor(process, folder, settings)
    try:
        editor.start()
        yield editor
        editor.stop()
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            stream.close()
