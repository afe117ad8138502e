"""The short way to a route.

The framework tries every pattern in turn, which costs more than many an answer (0.2 ms for the last of our hundred), and
resolves one by one what a route asks for. Here a request finds its route by its shape, and an endpoint that is marked as
`directly` is handed its body, the ids of its path and who asks, with nothing between. Whatever is out of the ordinary goes
the framework's way and is refused in its words: an address that is none, another method, a body that does not fit.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from uuid import UUID

from fastapi import Request
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from pydantic import BaseModel
from starlette.convertors import StringConvertor
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from weeklog_api.dependencies import current_identity

Endpoint = Callable[..., Awaitable[Response]]

_direct: set[object] = set()


def directly(endpoint: Endpoint) -> Endpoint:
    """It takes the request, the identity, one JSON body and ids of its path, and answers a Response."""
    _direct.add(endpoint)
    return endpoint


class Routes:
    """Stands before the router, `otherwise`."""

    def __init__(self, routes: Iterable[BaseRoute], otherwise: ASGIApp) -> None:
        self.otherwise = otherwise
        self._exact: dict[tuple[str, str], _Way] = {}
        self._shaped: dict[tuple[str, ...], list[_Way]] = defaultdict(list)
        for context in iter_route_contexts(list(routes)):
            if isinstance(context.original_route, APIRoute) and _has_plain_parameters(context):
                self._add(context, _Way(context, context.original_route))

    def _add(self, context: RouteContext, way: "_Way") -> None:
        path = context.path_format or ""
        for method in context.methods or ():
            if "{" in path:
                self._shaped[_shape(method, path)].append(way)
            else:
                self._exact.setdefault((method, path), way)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope.get("root_path"):
            method, path = scope["method"], scope["path"]
            if (way := self._exact.get((method, path))) is not None:
                await way.go({}, scope, receive, send)
                return
            for way in self._shaped.get(_shape(method, path), ()):
                if (match := way.pattern.match(path)) is not None:
                    await way.go(match.groupdict(), scope, receive, send)
                    return
        await self.otherwise(scope, receive, send)


class _Way:
    def __init__(self, context: RouteContext, route: APIRoute) -> None:
        self.pattern = context.path_regex
        self._route, self._endpoint = route, context.endpoint
        by_the_book: ASGIApp = context.app
        self._app = _Direct(route, by_the_book) if route.endpoint in _direct else by_the_book

    async def go(self, ids: dict[str, str], scope: Scope, receive: Receive, send: Send) -> None:
        scope.update(path_params=ids, endpoint=self._endpoint, route=self._route)
        await self._app(scope, receive, send)


class _Direct:
    def __init__(self, route: APIRoute, by_the_book: ASGIApp) -> None:
        needs = route.dependant
        (identity,), (body,) = needs.dependencies, needs.body_params
        assert identity.call is current_identity, f"{route.path}: a direct route has no other dependencies"
        assert not needs.query_params, route.path
        self._body_model: type[BaseModel] = body.field_info.annotation  # pyright: ignore[reportAttributeAccessIssue]
        self._body, self._identity, self._request = body.name, identity.name or "", needs.request_param_name
        self._endpoint, self._by_the_book = route.endpoint, by_the_book

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            sent = await request.body()
        except ClientDisconnect:
            raise HTTPException(400, "the body broke off: send it again") from None
        try:
            values: dict[str, Any] = {name: UUID(text) for name, text in scope["path_params"].items()}
            values[self._body] = self._body_model.model_validate_json(sent)
        except ValueError:
            await self._by_the_book(scope, _once_more(sent), send)
            return
        if not _is_json(scope):
            await self._by_the_book(scope, _once_more(sent), send)
            return
        values[self._identity] = await current_identity(request)
        if self._request is not None:
            values[self._request] = request
        answer = await self._endpoint(**values)
        await answer(scope, receive, send)


def _once_more(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _is_json(scope: Scope) -> bool:
    return any(
        name == b"content-type" and value.partition(b";")[0].strip() == b"application/json"
        for name, value in scope["headers"]
    )


def _has_plain_parameters(context: RouteContext) -> bool:
    return all(isinstance(one, StringConvertor) for one in context.param_convertors.values())


def _shape(method: str, path: str) -> tuple[str, ...]:
    """How many words it has, and the first of them: enough to leave a handful of patterns."""
    words = path.split("/")
    return (method, str(len(words)), *words[:3])  # such as "", "v1", "entries"
