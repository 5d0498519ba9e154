"""The preview's HTTP on this computer alone: a request comes in, the desk's answer goes out; a live channel tells open pages of changes.

It listens on the loopback address only, answers no other name than its own, and sends nothing but what the site holds.
"""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from generator.desk.preview.answers import Answer
from generator.desk.preview.pages import FILES, LIVE, own_file, still_reading, with_preview
from generator.desk.preview.workbench import Desk

HOST = "127.0.0.1"
# How long a closed tab may go unnoticed.
BEAT = 10.0
IDLE = 60.0
# How long a page waits for the stories to be read before it says so.
PATIENCE = 1.5
# RFC 6455, section 1.3: what a server adds to the key to show that it speaks the protocol.
_ACCEPT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_LARGEST_PATH = 4000


class PreviewServer(ThreadingHTTPServer):
    """Listens on 127.0.0.1. Raises OSError where the port is taken."""

    daemon_threads = True
    request_queue_size = 64
    # Only one preview on a port: another system's idea of sharing ports would answer with either.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.desk: Desk | None = None
        # The desk is there; while it still reads stories it answers some paths.
        self.ready = threading.Event()
        self.ending = False
        # A fixed handful of types, since Windows keeps its own idea of them in the registry.
        self.kinds = mimetypes.MimeTypes()
        for ending, kind in (
            (".js", "text/javascript"),
            (".css", "text/css"),
            (".svg", "image/svg+xml"),
            (".json", "application/json"),
            (".xml", "application/xml"),
            (".woff2", "font/woff2"),
            (".webp", "image/webp"),
            (".avif", "image/avif"),
        ):
            self.kinds.add_type(kind, ending)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """Where it is, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def names(self) -> frozenset[str]:
        """What a browser may call it; any other name is a foreign site that was made to lead here (DNS rebinding)."""
        return frozenset((f"{HOST}:{self.port}", f"localhost:{self.port}"))

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that goes away in the middle of an answer is no news."""

    def end(self) -> None:
        """Stop answering, and let go of everybody who waits."""
        self.ending = True
        self.ready.set()
        if self.desk is not None:
            self.desk.loaded.set()
            self.desk.wake()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "explainer-preview"
    sys_version = ""
    timeout = IDLE
    server: PreviewServer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for saves."""

    def do_GET(self) -> None:
        """Answer one request."""
        if self.headers.get("Host", "").lower() not in self.server.names():
            self._send(Answer(403, b"This preview answers only at its own address.\n", "text/plain; charset=utf-8"))
            return
        target = urlsplit(self.path).path if len(self.path) < _LARGEST_PATH else "/"
        path = unquote(target, errors="replace")
        if path == LIVE:
            self._live()
        elif path in FILES:
            name, kind = FILES[path]
            self._send(Answer(body=own_file(name), kind=kind))
        else:
            self._page(path)

    do_HEAD = do_GET  # noqa: N815  the name that http.server looks for

    def _page(self, path: str) -> None:
        ready = self.server.ready.wait(PATIENCE)
        desk = self.server.desk
        if desk is not None and not desk.loaded.is_set() and not desk.is_at_hand(path):
            # A search box asks once, and is better late than without an answer.
            ready = desk.loaded.wait(None if path.endswith("/search_index.json") else PATIENCE)
        if self.server.ending:
            self.close_connection = True
            return
        if not ready or desk is None:
            self._send(Answer(503, with_preview(still_reading(), version="", look="", below="").encode()))
            return
        known = self.headers.get("If-None-Match", "").strip().removeprefix("W/").strip('"')
        try:
            answer = desk.answer(path, known)
        except Exception as error:  # noqa: BLE001  one page that cannot be made must not leave a browser waiting
            message = f"This page could not be made ({type(error).__name__}). This is a fault of the program: please report it.\n"
            answer = Answer(500, message.encode(), "text/plain; charset=utf-8")
        if answer.asset is None:
            self._send(answer)
        elif answer.asset.path is None:
            self._send(Answer(body=answer.asset.content or b"", kind=self._kind(path)))
        else:
            self._file(answer.asset.path, known)

    def _file(self, path: os.PathLike[str], known: str) -> None:
        try:
            facts = os.stat(path)
            version = f"{facts.st_mtime_ns:x}-{facts.st_size:x}"
            if known == version:
                self._send(Answer(304, version=version))
                return
            with open(path, "rb") as opened:
                body = opened.read()
        except OSError:
            self._send(Answer(404, b"This file cannot be read.\n", "text/plain; charset=utf-8"))
            return
        self._send(Answer(body=body, kind=self._kind(str(path)), version=version))

    def _kind(self, path: str) -> str:
        kind = self.server.kinds.guess_type(path)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.version:
            self.send_header("ETag", f'"{answer.version}"')
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.status != 304:
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
        # The browser asks each time whether its copy is still right.
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD" and answer.status != 304:
            self.wfile.write(answer.body)

    # -- the live channel: a WebSocket (RFC 6455), since a browser opens only six plain connections to one server --

    def _live(self) -> None:
        key = self.headers.get("Sec-WebSocket-Key", "")
        origin = urlsplit(self.headers.get("Origin", "")).netloc.lower()
        if self.headers.get("Upgrade", "").lower() != "websocket" or not key or origin not in self.server.names():
            self._send(Answer(400, b"Open pages listen here.\n", "text/plain; charset=utf-8"))
            return
        accept = base64.b64encode(hashlib.sha1(key.encode("latin-1") + _ACCEPT, usedforsecurity=False).digest())
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", accept.decode())
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True
        self.server.ready.wait()
        try:
            self._tell()
        except OSError:
            return

    def _tell(self) -> None:
        """Send the number of the last change, and again after each one, until the page is closed."""
        desk, known = self.server.desk, -1
        if desk is None:
            return
        self.connection.settimeout(BEAT)
        while not self.server.ending:
            number = desk.wait(known, BEAT)
            if self.server.ending or self._closed():
                return
            if number != known:
                known = number
                text = str(number).encode()
                self.connection.sendall(bytes((0x81, len(text))) + text)
            else:
                self.connection.sendall(b"\x89\x00")  # a ping: does anybody still listen?

    def _closed(self) -> bool:
        """Whether the page has said goodbye or gone; whatever else it sends is read and forgotten."""
        self.connection.setblocking(False)
        try:
            while True:
                got = self.connection.recv(4096)
                if not got or got[0] & 0x0F == 0x08:
                    return True
        except (BlockingIOError, InterruptedError):
            return False
        except OSError:
            return True
        finally:
            self.connection.settimeout(BEAT)
