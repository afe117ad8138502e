"""Requests and answers: who asks, what is repeated, and what a refusal becomes."""

import json
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast
from uuid import uuid4

from weeklog_cli import __version__
from weeklog_cli.connection import Connection
from weeklog_cli.errors import CommandError, Refused, Unreachable
from weeklog_cli.multipart import Form
from weeklog_cli.transport import (
    SECONDS,
    Address,
    Body,
    ConnectError,
    ConnectTimeout,
    ReadError,
    Response,
    Transport,
    TransportError,
    UnusableProxy,
)
from weeklog_cli.wire import Problem

STREAM_SILENCE = 60.0  # seconds
RETRY_AFTER = 0.3  # seconds before the one repetition
LOST = (ConnectError, ConnectTimeout, ReadError)


class Exchange:
    """Every creating request carries an Idempotency-Key and is repeated once when the connection breaks, so that a
    lost answer neither loses nor doubles anything."""

    def __init__(self, connection: Connection) -> None:
        self._url = connection.url.rstrip("/")
        try:
            address = Address.read(self._url)
        except ValueError:
            raise Unreachable(
                f"{self._url!r} is not an address: write one like http://127.0.0.1:8000"
            ) from None
        # A session needs its own page's origin, which a program may name; a token needs none.
        proof = (
            {"Authorization": f"Bearer {connection.token}"}
            if connection.token
            else {"Origin": address.origin}
        )
        try:
            self._http = Transport(address, {"User-Agent": f"weeklog/{__version__}", **proof})
        except UnusableProxy as error:
            raise Unreachable(str(error)) from error

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

    def create(self, path: str, fields: dict[str, Any] | None = None) -> Any:
        return _body(self.send("POST", path, json=fields, headers=_new_key()))

    def upload(self, path: str, form: Form) -> Any:
        headers = _new_key() | {"Content-Type": form.content_type}
        return _body(self.send("POST", path, headers=headers, body=form.body))

    def send(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, Any] | None = None,
        json: object = None,
        headers: dict[str, str] | None = None,
        body: Body | None = None,
        seconds: float = SECONDS,
    ) -> Response:
        headers = headers or {}
        if json is not None:
            body, headers = _written(json), headers | {"Content-Type": "application/json"}

        def ask() -> Response:
            return self._http.request(
                method, path, params=params, headers=headers, body=body, seconds=seconds
            )

        response = self._answered(ask)
        if response.is_error:
            raise _refused(response)
        return response

    def _answered(self, ask: Callable[[], Response]) -> Response:
        try:
            return ask()
        except LOST:
            time.sleep(RETRY_AFTER)
        except TransportError as error:
            raise self._unreachable(error) from error
        try:
            return ask()
        except TransportError as error:
            raise self._unreachable(error) from error

    def download(self, path: str, params: dict[str, Any], to: BinaryIO) -> None:
        """Piece by piece. What breaks off is an error, never a short file taken for the whole."""
        try:
            with self._http.stream(path, params=params) as response:
                if response.is_error:
                    raise _refused(response)
                to.writelines(response.pieces())
        except TransportError as error:
            raise self._unreachable(error) from error

    @contextmanager
    def listen(self, path: str, headers: dict[str, str]) -> Generator[Response]:
        """An answer that goes on. Connection errors are the caller's: it knows where to resume."""
        accept = {"Accept": "text/event-stream", **headers}
        with self._http.stream(path, headers=accept, seconds=STREAM_SILENCE) as response:
            if response.is_error:
                raise _refused(response)
            yield response

    def _unreachable(self, error: TransportError) -> Unreachable:
        if isinstance(error, ConnectError):
            return Unreachable(f"nobody answers at {self._url}: start it with `make run`, or set WEEKLOG_URL")
        return Unreachable(f"{self._url} did not answer ({type(error).__name__}): try again in a moment")


def _new_key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def _written(fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def _body(response: Response) -> Any:
    try:
        return response.json()
    except ValueError as error:
        raise CommandError(f"{response.url} does not speak weeklog's API: check WEEKLOG_URL") from error


def _refused(response: Response) -> Refused:
    try:
        body: Any = response.json()
    except ValueError:
        body = None
    said = (
        cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    )  # JSON objects have strings for keys
    problem: Problem = {
        "title": said.get("title") or f"{response.status_code} {response.reason_phrase}",
        "status": response.status_code,
        "detail": said.get("detail") or "",
        "errors": said.get("errors") or [],
    }
    return Refused(problem, str(said.get("type") or "").rpartition("/")[2])
