"""A receiver of webhooks on loopback that behaves as a test tells it, one word a request; the last word stays.

`ok` answers 200, a number answers that status (`503` asks for a pause of a minute), `redirect` leads back to
itself, `hang` says nothing for a while, `drop` closes the connection instead of answering, `message` answers
as Discord does.
"""

import json
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from tests.support.behaving import BehavingServer, serving

HANG_SECONDS = 1.5


@dataclass(frozen=True)
class Received:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Receiver(BehavingServer, ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(_Conversation)
        self.received: list[Received] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook?key=1"


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _take(self) -> None:
        server = cast(Receiver, self.server)
        behaviour = server.next_behaviour()
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        server.received.append(Received(self.command, self.path, headers, body))
        self.close_connection = True
        if behaviour == "hang":
            time.sleep(HANG_SECONDS)
        elif behaviour != "drop":
            self._answer(server, behaviour)

    do_POST = do_PATCH = do_GET = _take  # noqa: N815 - the names that http.server calls

    def _answer(self, server: Receiver, behaviour: str) -> None:
        self.send_response({"redirect": 307}.get(behaviour, int(behaviour) if behaviour.isdigit() else 200))
        if behaviour == "redirect":
            self.send_header("Location", server.url)
        if behaviour == "503":
            self.send_header("Retry-After", "60")
        said = b'{"id": "1234567890"}' if behaviour == "message" else b""
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server gives it
        pass


@contextmanager
def receiver() -> Generator[Receiver]:
    with serving(Receiver()) as server:
        yield server
