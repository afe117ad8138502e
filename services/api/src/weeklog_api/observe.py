"""The outermost layer of every HTTP request: one id, one line, two metrics, the security headers, and the
last net for errors.

The line holds the method, the route's template, the status and the time; never an address as it was sent, a query, a
body or an exception's text, since those may hold what people wrote.
"""

import time
from contextlib import AbstractContextManager
from functools import cache
from http import HTTPStatus

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from weeklog.logs import logger, where
from weeklog.origin import coming_from, new_request_id
from weeklog.spans import UNTRACED, Span, begin
from weeklog_api.problems import unexpected
from weeklog_api.request_lines import RequestLines

log = logger("weeklog_api.requests")

requests_answered = Counter("weeklog_http_requests", "Requests answered", ["method", "route", "status"])
request_seconds = Histogram("weeklog_http_request_seconds", "Time to answer", ["method", "route"])

QUIET = frozenset({"/livez", "/readyz", "/metrics"})  # asked every few seconds by machines
REQUEST_ID = b"x-request-id"
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
        begun, request_id = time.perf_counter(), new_request_id()
        headers = DATA_HEADERS if scope["path"].startswith("/v1/") else PAGE_HEADERS
        headers = [*headers, (REQUEST_ID, request_id.encode())]
        if scope["scheme"] == "https":
            headers.append(HSTS)
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add(message, headers)
            await send(message)

        with coming_from(request_id), _traced(scope, request_id) as traced:
            try:
                await self._app(scope, receive, send_on)
            except Exception as error:  # noqa: BLE001 - the one net of this process, at its edge
                log.error("unexpected", **where(error))
                if status == 0:
                    await unexpected()(scope, receive, send_on)
            finally:
                _describe(traced, scope, status)
                self._note(scope, status, time.perf_counter() - begun, request_id)

    def _note(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        method, route = _named(scope)
        answered, took = _counters(method, route, status)
        answered.inc()
        took.observe(seconds)
        if route not in QUIET:
            self._lines.write(method, route, status, seconds * 1000, request_id)


def _named(scope: Scope) -> tuple[str, str]:
    """Its method and its route's template."""
    method = scope["method"] if scope["method"] in METHODS else "OTHER"
    return method, getattr(scope.get("route"), "path", "none")


def _traced(scope: Scope, request_id: str) -> AbstractContextManager[Span]:
    if scope["path"] in QUIET:
        return UNTRACED
    return begin("request", "server", request_id, is_first=True)


def _describe(span: Span, scope: Scope, status: int) -> None:
    method, route = _named(scope)
    span.rename(f"{method} {route}")
    span.note(method=method, route=route, status=status)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        span.fail(str(status))


def _add(message: Message, headers: list[tuple[bytes, bytes]]) -> None:
    given: list[tuple[bytes, bytes]] = message["headers"]
    names = {name for name, _ in given}
    given.extend(header for header in headers if header[0] not in names)


@cache  # of routes, methods and statuses: a few hundred at most
def _counters(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return requests_answered.labels(method, route, status), request_seconds.labels(method, route)
