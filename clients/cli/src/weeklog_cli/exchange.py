"""Requests and answers: who asks, what is repeated, and what a refusal becomes."""

import ssl
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast
from uuid import uuid4

import httpx2 as httpx

from weeklog_cli import __version__
from weeklog_cli.connection import Connection
from weeklog_cli.errors import CommandError, Refused, Unreachable
from weeklog_cli.wire import Problem

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
TIMEOUT = httpx.Timeout(30, connect=5)  # seconds
STREAM_SILENCE = httpx.Timeout(60, connect=5)
RETRY_AFTER = 0.3  # seconds before the one repetition
LOST = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.ReadError,
    httpx.WriteError,
    httpx.RemoteProtocolError,
)
# Reading the system's authorities takes a tenth of a second, and without TLS nobody asks them. It trusts nobody.
_NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Exchange:
    """Every creating request carries an Idempotency-Key and is repeated once when the connection breaks, so that a
    lost answer neither loses nor doubles anything."""

    def __init__(self, connection: Connection) -> None:
        self._url = connection.url.rstrip("/")
        try:
            base = httpx.URL(self._url)
        except httpx.InvalidURL:
            base = httpx.URL()
        if base.scheme not in ("http", "https") or not base.host:
            raise Unreachable(f"{self._url!r} is not an address: write one like http://127.0.0.1:8000")
        # A session needs its own page's origin, which a program may name; a token needs none.
        proof = (
            {"Authorization": f"Bearer {connection.token}"} if connection.token else {"Origin": _origin(base)}
        )
        self._http = httpx.Client(
            base_url=base,
            headers={"User-Agent": f"weeklog/{__version__}", **proof},
            timeout=TIMEOUT,
            verify=True if base.scheme == "https" else _NO_AUTHORITIES,
            trust_env=base.host not in LOOPBACK,  # no proxy stands between a machine and itself
        )

    def close(self) -> None:
        self._http.close()

    def get(self, path: str, params: dict[str, Any] | None = None) -> Any:
        return _body(self.send("GET", path, params=params))

    def listed(self, path: str, filters: dict[str, Any], most: int = 1_000_000) -> Iterator[Any]:
        """The items of a list, page after page, until it ends or there are so many."""
        cursor: str | None = None
        while most > 0:
            query = {**filters, "limit": min(most, 100), **({"cursor": cursor} if cursor else {})}
            page = self.get(path, query)
            yield from page["items"]
            most -= len(page["items"])
            cursor = page["next_cursor"]
            if not cursor:
                return

    def create(self, path: str, fields: dict[str, Any] | None = None, **content: Any) -> Any:
        headers = {"Idempotency-Key": str(uuid4())}
        return _body(self.send("POST", path, json=fields, headers=headers, **content))

    def send(self, method: str, path: str, **content: Any) -> httpx.Response:
        try:
            response = self._http.request(method, path, **content)
        except LOST:
            time.sleep(RETRY_AFTER)
            response = self._once_more(method, path, **content)
        except httpx.TransportError as error:
            raise self._unreachable(error) from error
        if response.is_error:
            raise Refused(_problem(response))
        return response

    def download(self, path: str, params: dict[str, Any], to: BinaryIO) -> None:
        """Piece by piece. What breaks off is an error, never a short file taken for the whole."""
        try:
            with self._http.stream("GET", path, params=params) as response:
                if response.is_error:
                    response.read()
                    raise Refused(_problem(response))
                to.writelines(response.iter_bytes())
        except httpx.TransportError as error:
            raise self._unreachable(error) from error

    @contextmanager
    def listen(self, path: str, headers: dict[str, str]) -> Generator[httpx.Response]:
        """An answer that goes on. Connection errors are the caller's: it knows where to resume."""
        accept = {"Accept": "text/event-stream", **headers}
        with self._http.stream("GET", path, headers=accept, timeout=STREAM_SILENCE) as response:
            if response.is_error:
                response.read()
                raise Refused(_problem(response))
            yield response

    def _once_more(self, method: str, path: str, **content: Any) -> httpx.Response:
        try:
            return self._http.request(method, path, **content)
        except httpx.TransportError as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: httpx.TransportError) -> Unreachable:
        if isinstance(error, httpx.ConnectError):
            return Unreachable(f"nobody answers at {self._url}: start it with `make run`, or set WEEKLOG_URL")
        return Unreachable(f"{self._url} did not answer ({type(error).__name__}): try again in a moment")


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _body(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError as error:
        raise CommandError(f"{response.url} does not speak weeklog's API: check WEEKLOG_URL") from error


def _problem(response: httpx.Response) -> Problem:
    try:
        body: Any = response.json()
    except ValueError:
        body = None
    said = (
        cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    )  # JSON objects have strings for keys
    return {
        "title": said.get("title") or f"{response.status_code} {response.reason_phrase}",
        "status": response.status_code,
        "detail": said.get("detail") or "",
        "errors": said.get("errors") or [],
    }
