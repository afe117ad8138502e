"""A shorter way through the framework for the routes that are asked most.

What a route asks for is resolved one by one, which costs more than the insert that it is for. An endpoint that is
marked as `fast` is handed its body, the ids of its path and who asks, with nothing between. Whatever is out of the
ordinary goes the framework's way and is refused in its words, such as a body that does not fit.
"""

from collections.abc import Awaitable, Callable
from typing import Any, cast
from uuid import UUID

from fastapi import Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from weeklog_api.dependencies import current_identity

Endpoint = Callable[..., Awaitable[Response]]

_fast: set[object] = set()


def fast(endpoint: Endpoint) -> Endpoint:
    """It takes the request, the identity, at most one JSON body and ids of its path, and answers a Response."""
    _fast.add(endpoint)
    return endpoint


def shortened(route: APIRoute, by_the_book: ASGIApp) -> ASGIApp:
    return _Direct(route, by_the_book) if route.endpoint in _fast else by_the_book


class _Direct:
    def __init__(self, route: APIRoute, by_the_book: ASGIApp) -> None:
        needs = route.dependant
        (identity,) = needs.dependencies
        assert identity.call is current_identity, f"{route.path}: a direct route has no other dependencies"
        assert not needs.query_params, route.path
        self._bodies: dict[str, type[BaseModel]] = {
            body.name: cast("Any", body.field_info).annotation for body in needs.body_params
        }
        assert len(self._bodies) <= 1, route.path
        self._identity, self._request = identity.name or "", needs.request_param_name
        self._endpoint, self._by_the_book = route.endpoint, by_the_book

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            sent = await request.body()
        except ClientDisconnect:
            raise HTTPException(400, "the body broke off: send it again") from None
        values = self._read(scope, sent)
        if values is None:
            await self._by_the_book(scope, _once_more(sent), send)
            return
        values[self._identity] = await current_identity(request)
        if self._request is not None:
            values[self._request] = request
        answer = await self._endpoint(**values)
        await answer(scope, receive, send)

    def _read(self, scope: Scope, sent: bytes) -> dict[str, Any] | None:
        """The ids of the path and the body; None where they do not fit."""
        try:
            values: dict[str, Any] = {name: UUID(text) for name, text in scope["path_params"].items()}
            for name, model in self._bodies.items():
                values[name] = model.model_validate_json(sent)
        except ValueError:
            return None
        return values if not self._bodies or _is_json(scope) else None


def _once_more(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _is_json(scope: Scope) -> bool:
    return any(
        name == b"content-type" and value.partition(b";")[0].strip() == b"application/json"
        for name, value in scope["headers"]
    )
