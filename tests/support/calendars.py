"""iCalendar files, and a server of one on loopback that behaves as a test tells it, one word a request; the last word
stays.

`ok` answers the file (304 where the request names its etag), a number answers that status, `redirect` and `loop` lead
back to it, `metadata` and `file` to where nobody may read, `text` answers no calendar, `large` one of 3 MiB, `hang`
says nothing for a while, `drop` closes the connection instead of answering.
"""

import time
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, cast

from tests.support.behaving import BehavingServer, serving

HANG_SECONDS = 2.5
_LEADS_TO: Final = {"metadata": "http://169.254.169.254/latest", "file": "file:///etc/passwd"}


def event(uid: str, *lines: str, summary: str = "Planning") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{summary}", *lines, "END:VEVENT"))


def calendar(*events: str) -> bytes:
    parts = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test", *events, "END:VCALENDAR", "")
    return "\r\n".join(parts).encode()


class CalendarServer(BehavingServer, ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(_Conversation)
        self.file = calendar()
        self.etag = ""
        self.answered: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/private-token/basic.ics"


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = cast(CalendarServer, self.server)
        behaviour = server.next_behaviour()
        self.close_connection = True
        if behaviour == "hang":
            time.sleep(HANG_SECONDS)
        elif behaviour in ("redirect", "loop", *_LEADS_TO):
            self._say(302, b"", Location=_LEADS_TO.get(behaviour, server.url))
        elif behaviour != "drop":
            self._answer(server, behaviour)

    def _answer(self, server: CalendarServer, behaviour: str) -> None:
        if behaviour.isdigit():
            self._say(int(behaviour), b"no")
        elif server.etag and self.headers.get("If-None-Match") == server.etag:
            self._say(304, b"")
        else:
            said = {"text": b"<html>Sign in</html>", "large": b" " * 3 * 1024 * 1024}
            self._say(200, said.get(behaviour, server.file), ETag=server.etag)

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        cast(CalendarServer, self.server).answered.append(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server gives it
        pass


@contextmanager
def calendar_server() -> Generator[CalendarServer]:
    with serving(CalendarServer()) as server:
        yield server
