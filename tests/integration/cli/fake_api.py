"""An API that keeps the wire contract and nothing else: one person, one programme, all of it in memory.

Script it before a request: `api.answer` is what the assistant says, piece by piece; `api.cut_after` ends every stream
of events after so many of them; `api.refuse` answers the next request to a path with a problem; `api.drop` closes that
many connections after the request was carried out, before its answer is sent. `api.says` answers what is
not kept here. `api.asked` holds every request.
"""

import asyncio
import hashlib
import json
import threading
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.integration.cli.fake_pages import PAGE_ENDPOINTS, FakeSite
from weeklog.calendar import numbered_weeks
from weeklog.quick_add import read_quick

TOKEN = "wl_pat_abcdefghijkl_0123456789abcdef0123456789abcdef"
PASSWORD = "a long first password"
SECRET = "a-secret-of-a-link"
STARTS_ON, TODAY = date(2026, 10, 5), date(2026, 10, 8)

Json = dict[str, Any]
Placed = tuple[str | None, Json]  # an event and its position, or none


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    query: str = ""


@dataclass
class FakeApi:
    url: str = ""
    entries: dict[str, Json] = field(default_factory=dict[str, Json])
    replies: dict[str, Json] = field(default_factory=dict[str, Json])
    reviews: dict[int, Json] = field(default_factory=dict[int, Json])
    tokens: list[Json] = field(default_factory=list[Json])
    code: str | None = None  # of a second factor
    sessions: list[Json] = field(default_factory=list[Json])
    site: FakeSite = field(default_factory=FakeSite)
    asked: list[Asked] = field(default_factory=list[Asked])
    answer: list[str] = field(default_factory=lambda: ["You built ", "a VPC", " [1]."])
    events: list[Placed] | None = None  # instead of those that `answer` makes
    proposals: list[Json] = field(default_factory=list[Json])  # of every reply
    pause: float = 0.0  # seconds between two deltas
    cut_after: int | None = None
    refuse: dict[str, Json] = field(default_factory=dict[str, Json])
    drop: int = 0
    person: Json = field(
        default_factory=lambda: {
            "id": str(uuid4()), "email": "lan@example.org", "name": "Lan", "own_zone": None, "language": "en",
        }
    )  # fmt: skip
    remembered: dict[str, Json] = field(default_factory=dict[str, Json])
    says: dict[str, Json] = field(default_factory=dict[str, Json])  # by `METHOD /path`: the answer, as it is

    def paths(self) -> list[str]:
        return [f"{asked.method} {asked.path}" for asked in self.asked]

    def last(self, method: str, path: str) -> Asked:
        return next(asked for asked in reversed(self.asked) if (asked.method, asked.path) == (method, path))


@contextmanager
def running_fake() -> Generator[FakeApi]:
    api = FakeApi()
    config = uvicorn.Config(
        _Guard(api), port=0, log_level="critical", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        threading.Event().wait(0.01)
    api.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield api
    finally:
        server.should_exit = True
        thread.join(10)


class _Guard:
    """Records every request, asks for the token, and fails when told to."""

    def __init__(self, api: FakeApi) -> None:
        self._api = api
        self._app = Starlette(routes=_routes(api))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        path = request.url.path
        self._api.asked.append(Asked(request.method, path, dict(request.headers), body, request.url.query))

        unread = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Any:
            return unread.pop() if unread else await receive()

        if problem := self._api.refuse.pop(path, None):
            await _problem(**problem)(scope, receive, send)
        elif path not in ("/v1/sessions", f"/v1/password-links/{SECRET}") and not _known(request):
            await _problem(401, "Not signed in", "the token is not good")(scope, receive, send)
        elif (said := self._api.says.get(f"{request.method} {path}")) is not None:
            await JSONResponse(said)(scope, again, send)
        elif self._api.drop:
            self._api.drop -= 1
            await self._app(scope, again, _swallow)
            headers = [(b"content-length", b"99")]
            await send({"type": "http.response.start", "status": 201, "headers": headers})
            await send(
                {"type": "http.response.body", "body": b"{", "more_body": True}
            )  # the server closes here
        else:
            await self._app(scope, again, send)


async def _swallow(_: Any) -> None: ...


def _known(request: Request) -> bool:
    if (
        "weeklog_session" in request.cookies
    ):  # good only with the page's own origin, as it comes from browsers
        return request.headers.get("origin", "").endswith("//" + request.headers["host"])
    return request.headers.get("authorization") == f"Bearer {TOKEN}"


def _problem(status: int, title: str, detail: str = "", errors: tuple[Json, ...] = ()) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": list(errors)}
    return JSONResponse(body, status, media_type="application/problem+json")


def week_number(day: date) -> int:
    return (day - STARTS_ON).days // 7 + 1


def _routes(api: FakeApi) -> list[Route]:
    def route(path: str, method: str, endpoint: Any) -> Route:
        async def call(request: Request) -> Response:
            return await endpoint(api, request)

        return Route(path, call, methods=[method])

    def page_route(path: str, method: str, endpoint: Any) -> Route:
        async def call(request: Request) -> Response:
            return await endpoint(api.site, request)

        return Route(path, call, methods=[method])

    return [route(path, method, endpoint) for method, path, endpoint in _ENDPOINTS] + [
        page_route(path, method, endpoint) for method, path, endpoint in PAGE_ENDPOINTS
    ]


async def sign_in(api: FakeApi, request: Request) -> Response:
    if (await request.json())["password"] != PASSWORD:
        return _problem(401, "Not signed in", "the e-mail address or the password is wrong")
    if api.code is not None and (await request.json()).get("code") != api.code:
        body = {"type": "/problems/second-factor-needed", "title": "A code is wanted too", "errors": []}
        return JSONResponse(body, 401)
    answer = JSONResponse({}, 201)
    answer.set_cookie("weeklog_session", "s", httponly=True, samesite="strict")
    return answer


async def sign_out(api: FakeApi, request: Request) -> Response:
    return Response(status_code=204)


async def me(api: FakeApi, request: Request) -> Response:
    return JSONResponse(_me(api))


async def change_me(api: FakeApi, request: Request) -> Response:
    api.person |= {
        "own_zone" if name == "zone" else name: value for name, value in (await request.json()).items()
    }
    return JSONResponse(_me(api))


def _me(api: FakeApi) -> Json:
    person = api.person | {"zone": api.person["own_zone"] or "Europe/Berlin"}
    return {"person": person, "programme": None, "today": TODAY.isoformat(), "week": week_number(TODAY)}


async def change_password(api: FakeApi, request: Request) -> Response:
    if (await request.json())["old"] != PASSWORD:
        return _problem(422, "Unprocessable", errors=({"field": "old", "message": "is not your password"},))
    return Response(status_code=204)


async def choose_password(api: FakeApi, request: Request) -> Response:
    answer = JSONResponse(_me(api), 201)
    answer.set_cookie("weeklog_session", "s", httponly=True, samesite="strict")
    return answer


async def log_entry(api: FakeApi, request: Request) -> Response:
    if known := api.remembered.get(key := request.headers["idempotency-key"]):
        return JSONResponse(known, 201)
    given = await request.json()
    if (line := given.pop("quick", None)) is not None:
        read = read_quick(line, TODAY, numbered_weeks(STARTS_ON, 12), dated="start_on" in given)
        told = [{"words": one.words, "meaning": one.meaning, "value": one.value} for one in read.understood]
        known_days = {"start_on": str(read.first), "end_on": str(read.last)} if read.first else {}
        given = known_days | {"tags": list(read.tags), "understood": told, "text": read.text} | given
    start = date.fromisoformat(given.get("start_on") or TODAY.isoformat())
    fresh: Json = {
        "id": f"{len(api.entries) + 1:08x}-0000-4000-8000-000000000000",
        "week": week_number(start),
        "position": len(api.entries) + 1,
        "day": "",
        "text": given["text"],
        "start_on": start.isoformat(),
        "end_on": given.get("end_on") or start.isoformat(),
        "resources": given.get("resources", []),
        "status": given.get("status", "done"),
        "tags": given.get("tags", []),
        "version": 1,
        "understood": given.get("understood", []),
    }
    api.entries[fresh["id"]] = api.remembered[key] = fresh
    return JSONResponse(fresh, 201)


async def read_entry(api: FakeApi, request: Request) -> Response:
    return JSONResponse(api.entries[request.path_params["entry_id"]])


async def change_entry(api: FakeApi, request: Request) -> Response:
    entry = api.entries[request.path_params["entry_id"]]
    assert request.headers["if-match"] == f'"{entry["version"]}"'
    entry |= await request.json() | {"version": entry["version"] + 1}
    return JSONResponse(entry)


async def list_entries(api: FakeApi, request: Request) -> Response:
    words = request.query_params.get("q", "").lower()
    begins = request.query_params.get("id", "")
    found = [
        entry
        for entry in api.entries.values()
        if words in entry["text"].lower() and entry["id"].startswith(begins)
    ]
    start = int(request.query_params.get("cursor", 0))
    page = found[
        start : start + min(2, int(request.query_params["limit"]))
    ]  # small, so that cursors are followed
    following = start + len(page)
    return JSONResponse({"items": page, "next_cursor": str(following) if following < len(found) else None})


async def search(api: FakeApi, request: Request) -> Response:
    answer = json.loads(bytes((await list_entries(api, request)).body))
    for hit in answer["items"]:
        hit |= {"kind": "entry", "person_id": "an", "highlights": [[0, 3]], "score": 0.9, "why": "words"}
    return JSONResponse(answer)


async def weeks(api: FakeApi, request: Request) -> Response:
    return JSONResponse({"items": [_summary(api, number) for number in range(1, 13)], "next_cursor": None})


async def week(api: FakeApi, request: Request) -> Response:
    if not 1 <= (number := request.path_params["number"]) <= 12:
        return _problem(404, "Not found", "there is no such week, or it is not yours")
    found: Json = {
        **_summary(api, number),
        "objectives": [{"id": str(uuid4()), "text": "Learn **IAM**", "done": None}],
        "entries": [entry for entry in api.entries.values() if entry["week"] == number],
        "achievements": [{"id": str(uuid4()), "text": "Can explain roles", "evidence": []}],
        "pages": [
            {"path": path, "language": "vi" if ".vi." in path else "en", "updated_at": "2026-10-09T17:00:00Z"}
            for path in api.site.pages
            if f"Week{number}/" in path
        ],
    }
    return JSONResponse(found)


def _summary(api: FakeApi, number: int) -> Json:
    first = STARTS_ON + timedelta(days=7 * (number - 1))
    return {
        "number": number,
        "first_day": first.isoformat(),
        "last_day": (first + timedelta(days=6)).isoformat(),
        "entries": sum(entry["week"] == number for entry in api.entries.values()),
        "objectives": 1,
        "review": api.reviews.get(number),
        "current": number == week_number(TODAY),
    }


async def page(api: FakeApi, request: Request) -> Response:
    number, language = request.path_params["number"], request.query_params.get("lang", "en")
    suffix = ".vi" if language == "vi" else ""
    stored = api.site.pages.get(f"content/1-Worklog/1.{number}-Week{number}/_index{suffix}.md")
    return Response(
        stored or f"---\ntitle: Week {number} {language}\n---\n".encode(), media_type="text/markdown"
    )


async def conversation(api: FakeApi, request: Request) -> Response:
    return JSONResponse({"id": str(uuid4()), "title": ""}, 201)


async def message(api: FakeApi, request: Request) -> Response:
    reply = {"id": str(uuid4()), "conversation_id": request.path_params["id"], "state": "queued", "text": ""}
    api.replies[reply["id"]] = {**reply, "citations": [], "error": None, "proposals": api.proposals}
    return JSONResponse({"message": {}, "reply": api.replies[reply["id"]]}, 202)


async def reply(api: FakeApi, request: Request) -> Response:
    return JSONResponse(_finish(api, request.path_params["id"]))


def _finish(api: FakeApi, reply_id: str) -> Json:
    found = api.replies[reply_id]
    if found["state"] == "queued":
        cited = {
            "entry_id": "e1",
            "label": "1",
            "week": 1,
            "start_on": "2026-10-08",
            "text": "- Build a VPC\n- More",
        }
        found |= {"state": "done", "text": "".join(api.answer), "citations": [cited]}
    return found


async def reply_events(api: FakeApi, request: Request) -> Response:
    after = request.headers.get("last-event-id", "0-0")
    events = [
        one
        for one in _events(api, request.path_params["id"])
        if one[0] is None or _order(one[0]) > _order(after)
    ]
    stream = _stream(api, events[: api.cut_after])
    return StreamingResponse(stream, media_type="text/event-stream")


async def _stream(api: FakeApi, events: list[Placed]) -> AsyncIterator[bytes]:
    for position, event in events:
        place = "" if position is None else f"id: {position}\n"
        yield f"{place}event: {event['type']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
        await asyncio.sleep(api.pause)


def _order(position: str) -> tuple[int, ...]:
    return tuple(map(int, position.split("-")))


def _events(api: FakeApi, reply_id: str) -> list[Placed]:
    if api.events is not None:
        return api.events
    deltas = [{"type": "reply.delta", "text": piece} for piece in api.answer]
    end = ended("".join(api.answer), _finish(api, reply_id)["citations"])
    return [(f"1-{n}", one) for n, one in enumerate([{"type": "reply.started"}, *deltas, end], 1)]


def ended(
    text: str, citations: list[Json] | None = None, state: str = "done", error: str | None = None
) -> Json:
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    end = {"type": "reply.ended", "state": state, "length": len(text), "digest": digest}
    return {**end, "citations": citations or [], "error": error}


async def stop(api: FakeApi, request: Request) -> Response:
    api.replies[request.path_params["id"]]["state"] = "cancelled"
    return JSONResponse({}, 202)


async def draft(api: FakeApi, request: Request) -> Response:
    number = request.path_params["number"]
    made = {
        "id": str(uuid4()),
        "week": number,
        "state": "pending",
        "version": 1,
        "lines": None,
        "markdown": None,
    }
    api.reviews[number] = made
    return JSONResponse(made, 202)


async def review(api: FakeApi, request: Request) -> Response:
    found = next(one for one in api.reviews.values() if one["id"] == request.path_params["id"])
    answer = dict(found)
    found |= {
        "state": "drafted",
        "markdown": "## Done\n\n- Built a VPC\n",
    }  # by the next time it is asked for
    return JSONResponse(answer)


async def make_token(api: FakeApi, request: Request) -> Response:
    given = await request.json()
    fresh: Json = {"id": "abcdefghijkl", "name": given["name"], "scopes": given["scopes"], "expires_at": None}
    api.tokens.append({**fresh, "last_used_at": None})
    return JSONResponse({**fresh, "last_used_at": None, "token": TOKEN}, 201)


async def list_sessions(api: FakeApi, request: Request) -> Response:
    return JSONResponse({"items": api.sessions, "next_cursor": None})


async def end_session(api: FakeApi, request: Request) -> Response:
    left = [one for one in api.sessions if one["id"] != request.path_params["id"]]
    if len(left) == len(api.sessions):
        return _problem(404, "Not Found", "there is no such session, or it is not yours")
    api.sessions = left
    return Response(status_code=204)


async def list_tokens(api: FakeApi, request: Request) -> Response:
    return JSONResponse({"items": api.tokens, "next_cursor": None})


async def drop_token(api: FakeApi, request: Request) -> Response:
    api.tokens = [one for one in api.tokens if one["id"] != request.path_params["id"]]
    return Response(status_code=204)


async def add_person(api: FakeApi, request: Request) -> Response:
    return JSONResponse({"id": str(uuid4()), **await request.json(), "password": "first-password"}, 201)


_ENDPOINTS = (
    ("POST", "/v1/sessions", sign_in),
    ("DELETE", "/v1/sessions/current", sign_out),
    ("GET", "/v1/me", me),
    ("PATCH", "/v1/me", change_me),
    ("POST", "/v1/me/password", change_password),
    ("POST", f"/v1/password-links/{SECRET}", choose_password),
    ("POST", "/v1/entries", log_entry),
    ("GET", "/v1/entries", list_entries),
    ("PATCH", "/v1/entries/{entry_id}", change_entry),
    ("GET", "/v1/entries/{entry_id}", read_entry),
    ("GET", "/v1/search", search),
    ("GET", "/v1/weeks", weeks),
    ("GET", "/v1/weeks/{number:int}", week),
    ("GET", "/v1/weeks/{number:int}/page", page),
    ("POST", "/v1/weeks/{number:int}/review", draft),
    ("GET", "/v1/reviews/{id}", review),
    ("POST", "/v1/conversations", conversation),
    ("POST", "/v1/conversations/{id}/messages", message),
    ("GET", "/v1/replies/{id}", reply),
    ("GET", "/v1/replies/{id}/events", reply_events),
    ("POST", "/v1/replies/{id}/stop", stop),
    ("GET", "/v1/sessions", list_sessions),
    ("DELETE", "/v1/sessions/{id}", end_session),
    ("POST", "/v1/tokens", make_token),
    ("GET", "/v1/tokens", list_tokens),
    ("DELETE", "/v1/tokens/{id}", drop_token),
    ("POST", "/v1/people", add_person),
)
