"""From a request to its route: found by its shape, the asker's right judged, then handed on.

The framework tries every pattern in turn, which costs more than many an answer (0.2 ms for the last of our
hundred), reads a body before it looks who sent it, and names in `Allow` only the first route of an address. What
is no route of the API (the page, `/mcp`, an unknown address) goes to the framework's router.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from fastapi.routing import APIRoute, APIWebSocketRoute, RouteContext, iter_route_contexts
from starlette.convertors import StringConvertor
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from weeklog.errors import TooMany, WeeklogError
from weeklog_api import fast_path
from weeklog_api.authorisation import authorise
from weeklog_api.identity import Identity
from weeklog_api.minimal import MinimalSend
from weeklog_api.parts import parts_of
from weeklog_api.problems import refusal
from weeklog_api.request_rates import Limit, take, telling
from weeklog_api.rights import right_of


class Routing:
    """Stands before the framework's router, `otherwise`."""

    def __init__(self, routes: Iterable[BaseRoute], otherwise: ASGIApp) -> None:
        self.otherwise = otherwise
        self._addresses: dict[str, _Address] = {}
        self._exact: dict[str, _Address] = {}
        self._shaped: dict[tuple[str, ...], list[_Address]] = defaultdict(list)
        self._open: list[_Address] = []  # whose last part may hold slashes
        self._sockets: dict[str, ASGIApp] = {}
        for context in iter_route_contexts(list(routes)):
            if isinstance(context.original_route, APIRoute):
                self._add(context, _Way(context, context.original_route))
            elif isinstance(context.original_route, APIWebSocketRoute):
                self._sockets[context.path or ""] = context.app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                found = self._find(scope)
            case "websocket":
                found = self._sockets.get(_path(scope))
                scope["path_params"] = {}
            case _:
                found = None
        await (found or self.otherwise)(scope, receive, send)

    def _add(self, context: RouteContext, way: "_Way") -> None:
        path = context.path_format or ""
        if path not in self._addresses:
            address = self._addresses[path] = _Address(context.path_regex)
            if "{" not in path:
                self._exact[path] = address
            elif all(isinstance(one, StringConvertor) for one in context.param_convertors.values()):
                self._shaped[_shape(path)].append(address)
            else:
                self._open.append(address)
        for method in context.methods or ():
            self._addresses[path].ways.setdefault(method, way)

    def _find(self, scope: Scope) -> ASGIApp | None:
        """None where there is no such address here."""
        path, method = _path(scope), scope["method"]
        if (address := self._exact.get(path)) is not None:
            return address.take({}, method) or _not_allowed(address.methods)
        methods = set[str]()
        for address in (*self._shaped.get(_shape(path), ()), *self._open):
            if (match := address.pattern.match(path)) is not None:
                if (taken := address.take(match.groupdict(), method)) is not None:
                    return taken
                methods |= address.methods
        return _not_allowed(methods) if methods else None


class _Address:
    """One path, with a way for each method."""

    def __init__(self, pattern: Any) -> None:
        self.pattern = pattern
        self.ways: dict[str, _Way] = {}

    @property
    def methods(self) -> set[str]:
        more = {"OPTIONS", "HEAD"} if "GET" in self.ways else {"OPTIONS"}
        return more | self.ways.keys()

    def take(self, ids: dict[str, str], method: str) -> ASGIApp | None:
        if (way := self.ways.get(method)) is not None:
            return _Found(way, ids)
        if method == "HEAD" and (way := self.ways.get("GET")) is not None:
            return _HeadOnly(_Found(way, ids))
        if method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _listed(self.methods)})
        return None


class _Way:
    def __init__(self, context: RouteContext, route: APIRoute) -> None:
        self.right = right_of(route.endpoint)
        self.route, self.endpoint = route, context.endpoint
        self.app = fast_path.shortened(route, context.app)


class _Found:
    """A way and the ids that the address holds."""

    def __init__(self, way: _Way, ids: dict[str, str]) -> None:
        self._way, self._ids = way, ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        way = self._way
        scope.update(path_params=self._ids, endpoint=way.endpoint, route=way.route)
        try:
            identity = await authorise(HTTPConnection(scope), way.right)
        except WeeklogError as error:
            if way.right.refuse is None:
                raise
            await way.right.refuse(error)(scope, receive, send)
            return
        scope.setdefault("state", {})["identity"] = identity
        rates = parts_of(HTTPConnection(scope)).request_rates
        if identity is not None and rates.is_on:
            await self._limited(rates.limits_of(identity), identity, scope, receive, send)
        else:
            await self._pass_on(identity, scope, receive, send)

    async def _limited(
        self, limits: list[Limit], identity: Identity, scope: Scope, receive: Receive, send: Send
    ) -> None:
        send = telling(send, limits)
        try:
            take(limits)
        except TooMany as error:
            refuse = self._way.right.refuse or refusal
            await refuse(error)(scope, receive, send)
            return
        await self._pass_on(identity, scope, receive, send)

    async def _pass_on(self, identity: Identity | None, scope: Scope, receive: Receive, send: Send) -> None:
        way = self._way
        if identity is not None and "read" not in identity.scopes:
            send = MinimalSend(send, way.right.tells)
        await way.app(scope, receive, send)


class _HeadSent(Exception):
    pass


class _HeadOnly:
    """Answers HEAD as GET would, without a body. What would go on for ever ends here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_head(message: Message) -> None:
            if message["type"] != "http.response.start":
                raise _HeadSent
            await send(message)
            await send({"type": "http.response.body", "body": b""})

        as_get = {**scope, "method": "GET"}
        try:
            await self._app(as_get, receive, send_head)
        except* _HeadSent:
            pass
        finally:
            scope["route"] = as_get.get("route")


def _not_allowed(methods: set[str]) -> ASGIApp:
    async def refuse(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise HTTPException(405, headers={"Allow": _listed(methods)})

    return refuse


def _path(scope: Scope) -> str:
    return scope["path"].removeprefix(scope.get("root_path", ""))


def _listed(methods: set[str]) -> str:
    return ", ".join(sorted(methods))


def _shape(path: str) -> tuple[str, ...]:
    """How many words it has, and the first of them: enough to leave a handful of patterns."""
    words = path.split("/")
    return (str(len(words)), *words[:3])  # such as "", "v1", "entries"
