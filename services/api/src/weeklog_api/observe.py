"""The outermost layer of every HTTP request: one line, two metrics, the security headers, and the last net for errors.

The line holds the method, the route's template, the status and the time; never an address as it was sent, a query, a
body or an exception's text, since those may hold what people wrote.
"""

import time
import traceback
from collections.abc import MutableMapping
from functools import cache
from typing import Any

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from weeklog.logs import logger
from weeklog_api.problems import unexpected
from weeklog_api.request_lines import RequestLines

log = logger("weeklog_api.requests")

requests_answered = Counter("weeklog_http_requests", "Requests answered", ["method", "route", "status"])
request_seconds = Histogram("weeklog_http_request_seconds", "Time to answer", ["method", "route"])

QUIET = frozenset({"/livez", "/readyz", "/metrics"})  # asked every few seconds by machines
METHODS = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"})

COMMON_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
# A year; only ever sent over TLS, where it means anything.
HSTS = (b"strict-transport-security", b"max-age=31536000")
DATA_HEADERS = [
    *COMMON_HEADERS,
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
# The component library styles elements in place; nothing else is inline.
PAGE_POLICY = (
    b"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    b"connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PAGE_HEADERS = [
    *COMMON_HEADERS,
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"content-security-policy", PAGE_POLICY),
]


class Observe:
    def __init__(self, app: ASGIApp, lines: RequestLines) -> None:
        self._app, self._lines = app, lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        headers = DATA_HEADERS if scope["path"].startswith("/v1/") else PAGE_HEADERS
        if scope["scheme"] == "https":
            headers = [*headers, HSTS]
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add(message, headers)
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except Exception as error:  # noqa: BLE001 - the one net of this process, at its edge
            log.error("unexpected", **_where(error))
            if status == 0:
                await unexpected()(scope, receive, send_on)
        finally:
            self._note(scope, status, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        answered, took = _counters(method, route, status)
        answered.inc()
        took.observe(seconds)
        if route not in QUIET:
            self._lines.write(method, route, status, seconds * 1000)


def _add(message: Message, headers: list[tuple[bytes, bytes]]) -> None:
    given: list[tuple[bytes, bytes]] = message["headers"]
    names = {name for name, _ in given}
    given.extend(header for header in headers if header[0] not in names)


@cache  # of routes, methods and statuses: a few hundred at most
def _counters(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return requests_answered.labels(method, route, status), request_seconds.labels(method, route)


def _where(error: BaseException) -> MutableMapping[str, Any]:
    """Its kind and where it came from, without its text."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {
        "error": type(error).__name__,
        "where": [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames],
    }
