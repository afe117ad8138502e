"""What a process tells machines that look after it, on `WEEKLOG_METRICS_PORT`: `/metrics`, and `/health`, which
answers 503 while the work is not done.

It has threads of its own, so that it also answers while the event loop does not.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from weeklog.settings import Settings

Healthy = Callable[[], bool]


@contextmanager
def listening(settings: Settings, healthy: Healthy) -> Generator[None]:
    """`healthy` is called in a thread. Where no port is set, nothing listens."""
    if not settings.metrics_port:
        yield
        return
    with ThreadingHTTPServer((settings.metrics_host, settings.metrics_port), _handler(healthy)) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, name="metrics and health", daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


def _handler(healthy: Healthy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10  # seconds for one who says nothing

        def do_GET(self) -> None:
            match self.path.partition("?")[0]:
                case "/metrics":
                    self._answer(200, generate_latest(), CONTENT_TYPE_LATEST)
                case "/health" if healthy():
                    self._answer(200, b"healthy\n")
                case "/health":
                    self._answer(503, b"unhealthy\n")
                case _:
                    self._answer(404, b"/metrics and /health\n")

        def _answer(self, status: int, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its base names it
            pass

    return Handler
