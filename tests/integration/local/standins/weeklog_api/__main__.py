"""In place of the API: serves health, the import of pages and the members of the demo, ends when asked, or hangs
when told to."""

import json
import os
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType
from typing import Any

MEMBERS = json.dumps(
    {"items": [{"email": f"{name}@example.com", "person_id": name} for name in ("demo", "mentor", "intern")]}
).encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer(MEMBERS if self.path == "/v1/programme/members" else b"ok")

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(b"{}")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        print(
            f"imported {body.count(b'filename=')} files with {self.headers['Authorization'][:12]}", flush=True
        )
        self._answer(b"{}")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        del format, args

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def end(number: int, _frame: FrameType | None) -> None:
    if "STUBBORN" in os.environ:
        print("not now", flush=True)
        time.sleep(60)
    sys.exit(f"drained after signal {number}")


signal.signal(signal.SIGTERM, end)
print(f"database {os.environ['WEEKLOG_DATABASE_URL']}", flush=True)
print(f"owner known: {'WEEKLOG_DATABASE_OWNER_URL' in os.environ}", flush=True)
ThreadingHTTPServer(("127.0.0.1", int(os.environ["WEEKLOG_PORT"])), Handler).serve_forever()
