"""What is told of a change to somebody who may write and not read: what names it, and nothing that it holds."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

import orjson
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

NAMES = frozenset({"id", "version"})
_TOLD_HEADERS = ("content-length", "content-type", "location", "set-cookie", "idempotency-replayed")


def minimal(told: Mapping[str, Any], also: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Ids and versions wherever they stand; of the outermost fields `also` those."""
    kept = {name: told[name] for name in told.keys() & also}
    return cast(dict[str, Any], _names_in(told)) | kept


class MinimalSend:
    """Sends on a successful answer as its minimum; a refusal as it is."""

    def __init__(self, send: Send, also: frozenset[str]) -> None:
        self._send, self._also = send, also
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] < HTTPStatus.BAD_REQUEST:
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        if headers.get("content-type") == "application/json" and self._body:
            body = orjson.dumps(minimal(orjson.loads(self._body), self._also))
        else:
            body = b""
        for name in list(headers):
            if name not in _TOLD_HEADERS and not _is_version(name, headers[name]):
                del headers[name]
        if body or "content-length" in headers:
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_version(name: str, value: str) -> bool:
    """A fingerprint of what a list holds is none: who guesses the list could prove it."""
    return name == "etag" and value.strip('"').isdigit()


def _names_in(told: Any) -> Any:
    """None where nothing inside is named."""
    if isinstance(told, Mapping):
        fields = cast(Mapping[str, Any], told)
        inside = {
            name: _names_in(value) for name, value in fields.items() if isinstance(value, Mapping | list)
        }
        named = {name: fields[name] for name in fields.keys() & NAMES}
        return named | {name: value for name, value in inside.items() if value}
    if isinstance(told, list):
        return [named for one in cast(list[Any], told) if (named := _names_in(one))]
    return None
