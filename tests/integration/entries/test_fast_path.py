"""The short way answers as the framework does: the same requests, with it and without."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Gateway
from weeklog.conversations.tables import find_reply, list_ended_replies
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog_api import fast_path
from weeklog_api.app import create_app
from weeklog_api.settings import ApiSettings

JSON = {"Content-Type": "application/json"}
ENTRY, ASK = "/v1/entries", "/v1/conversations/{conversation}/messages"
ODD: list[tuple[str, dict[str, str], bytes]] = [
    (ENTRY, {}, b'{"text": "no type"}'),
    (ENTRY, {"Content-Type": "text/plain"}, b'{"text": "wrong type"}'),
    (ENTRY, {"Content-Type": "application/vnd.weeklog+json"}, b'{"text": "a type of JSON"}'),
    (ENTRY, {"Content-Type": "application/json; charset=utf-8"}, '{"text": "họp"}'.encode()),
    (ENTRY, {"Content-Type": "application/jsonish"}, b'{"text": "almost"}'),
    (ENTRY, JSON, b""),
    (ENTRY, JSON, b"{"),
    (ENTRY, JSON, b"[]"),
    (ENTRY, JSON, b"null"),
    (ENTRY, JSON, b'{"text": "x", "tittle": 1}'),
    (ENTRY, JSON, b'{"text": 7}'),
    (ENTRY, JSON, b'{"text": "x", "start_on": "6 October"}'),
    (ENTRY, JSON, b'{"text": "x", "start_on": "2020-01-01"}'),
    (ENTRY, JSON, b'{"text": "x", "start_on": NaN}'),
    (ENTRY, JSON, b'{"text": "\\ud800"}'),
    (ENTRY, JSON, b'{"text": "twice", "text": "the last counts"}'),
    (ENTRY, JSON, '{"text": "utf-16"}'.encode("utf-16")),
    (f"{ENTRY}?unasked=1", JSON, b'{"text": "a query nobody asked for"}'),
    (f"{ENTRY}/", JSON, b'{"text": "a slash too many"}'),
    (f"{ENTRY}/bulk", JSON, b'{"items": []}'),
    (f"{ENTRY}/bulk", JSON, b'{"items": [{"text": "a"}, {"text": ""}, {"quick": 3}]}'),
    (f"{ENTRY}/none", JSON, b'{"text": "x"}'),
    (ASK, JSON, b'{"text": ""}'),
    (ASK, JSON, b'{"text": "who?", "follows": "x"}'),
    ("/v1/conversations/not-an-id/messages", JSON, b'{"text": "who?"}'),
    ("/v1/conversations/00000000-0000-0000-0000-000000000000/messages", JSON, b'{"text": "who?"}'),
    ("/v1/conversations//messages", JSON, b'{"text": "who?"}'),
    ("/v1/nowhere", JSON, b"{}"),
]


@pytest.fixture
async def both(
    gateway: Gateway, settings: ApiSettings, an: PersonId, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient]]:
    """A client of a gateway whose fast routes are short, and one of a gateway that knows none."""
    with monkeypatch.context() as without:
        without.setattr(fast_path, "_fast", set())
        app = create_app(settings)
    async with (
        app.router.lifespan_context(app),
        await gateway.client_of(an) as short,
        await Gateway(app, gateway.system).client_of(an) as long,
    ):
        yield short, long


@pytest.mark.parametrize(("path", "headers", "body"), ODD)
async def test_what_is_out_of_the_ordinary_is_answered_in_the_frameworks_words(
    both: tuple[httpx.AsyncClient, httpx.AsyncClient], path: str, headers: dict[str, str], body: bytes
) -> None:
    short, _ = both
    conversation = (await short.post("/v1/conversations", json={})).json()["id"]
    at = path.format(conversation=conversation)
    first, second = [await client.post(at, content=body, headers=headers) for client in both]
    assert first.status_code == second.status_code
    assert _alike(first) == _alike(second)


async def test_a_body_that_breaks_off_or_is_too_large_is_no_error_of_ours(
    gateway: Gateway, an: PersonId, both: tuple[httpx.AsyncClient, httpx.AsyncClient]
) -> None:
    large = b'{"text": "' + b"x" * (1024 * 1024) + b'"}'
    assert [(await client.post(ENTRY, content=large, headers=JSON)).status_code for client in both] == [
        413,
        413,
    ]

    async def broken_off() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    answered: list[Any] = []

    async def send(message: Any) -> None:
        answered.append(message)

    headers = {name.encode(): value.encode() for name, value in both[0].headers.items()}
    scope = {
        "type": "http",
        "method": "POST",
        "path": ENTRY,
        "headers": list(headers.items()),
        "query_string": b"",
        "app": gateway.app,
    }
    await gateway.app(
        scope | {"raw_path": ENTRY.encode(), "root_path": "", "scheme": "http"}, broken_off, send
    )
    assert answered[0]["status"] == 400


async def test_nobody_is_let_in_by_the_fast_path(gateway: Gateway) -> None:
    async with gateway.client() as nobody:
        for path in (ENTRY, f"{ENTRY}/bulk", f"/v1/conversations/{new_id()}/messages"):
            answer = await nobody.post(path, json={"text": "x", "items": [{"text": "x"}]})
            assert answer.status_code in (401, 422)
            assert (await nobody.post(path, json=_good(path))).status_code == 401


async def test_a_row_that_is_named_by_its_id_is_found_by_its_id(app_database: Database) -> None:
    """In a new database, whose planner knows no sizes: never by way of all that its person has."""
    async with app_database.connection() as connection:
        await connection.execute("set plan_cache_mode = force_generic_plan")
        for query in (find_reply, list_ended_replies):
            await connection.execute(f"prepare asked as {query.sql}")
            plan = await connection.fetch("explain execute asked (null)")
            await connection.execute("deallocate asked")
            told = "\n".join(row[0] for row in plan)
            assert "person_id" not in "".join(line for line in told.splitlines() if "Index Cond" in line), (
                told
            )
        await connection.execute("reset plan_cache_mode")


def _good(path: str) -> dict[str, Any]:
    return {"items": [{"text": "x"}]} if path.endswith("bulk") else {"text": "x"}


def _alike(answer: httpx.Response) -> Any:
    """But for what is new each time."""
    if not answer.content:
        return answer.headers.get("location")
    told = json.loads(answer.content)
    for name in ("id", "created_at", "updated_at", "position", "message", "reply"):
        told.pop(name, None)
    return told
