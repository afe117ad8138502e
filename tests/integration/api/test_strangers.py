"""Nobody sees another person's rows, by any operation, and not by a connection that somebody used before."""

import asyncio
import random
from contextlib import suppress
from typing import Any
from uuid import uuid4

import asyncpg
import httpx

from tests.integration.api.conftest import Gateway
from tests.support.people import RecordingPublisher, make_person
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.unit_of_work import Store

BODIES: dict[str, Any] = {
    "PATCH /v1/entries/{entry_id}": {"text": "stolen"},
    "POST /v1/conversations/{conversation_id}/messages": {"text": "what did they do?"},
}


async def test_every_operation_on_anothers_ids_answers_as_if_they_were_not_there(
    gateway: Gateway, client: httpx.AsyncClient
) -> None:
    ids = await _things_of(client)
    binh = await make_person(gateway.system, "binh@example.com")
    openapi = gateway.app.openapi()
    asked = 0
    async with await gateway.client_of(binh) as stranger:
        for path, methods in openapi["paths"].items():
            named = {parameter for parameter in ids if f"{{{parameter}}}" in path}
            for method in methods if named else ():
                operation = f"{method.upper()} {path}"
                answers = [
                    await stranger.request(
                        method,
                        path.format(**values),
                        json=BODIES.get(operation),
                        headers={"If-Match": "*"},
                    )
                    for values in (ids, dict.fromkeys(ids, str(uuid4())))
                ]
                assert [answer.status_code for answer in answers] == [404, 404], operation
                assert answers[0].content == answers[1].content, operation
                asked += 1
        assert (await stranger.get("/v1/entries")).json()["items"] == []
        assert (await stranger.get("/v1/weeks/1")).json()["entries"] == []
        assert (await stranger.get("/v1/conversations")).json()["items"] == []
        assert (await stranger.get("/v1/reviews")).json()["items"] == []
    assert asked >= 9
    assert (await client.get(f"/v1/entries/{ids['entry_id']}")).json()["text"] == "mine"


async def test_every_operation_wants_to_know_who_asks(gateway: Gateway) -> None:
    open_to_all = {"/livez", "/readyz", "/metrics", "/v1/sessions"}
    async with gateway.client() as nobody:
        for path, methods in gateway.app.openapi()["paths"].items():
            for method in () if path in open_to_all else methods:
                answer = await nobody.request(
                    method, path.replace("{number}", "1").replace("{", "").replace("}", "")
                )
                assert answer.status_code in (401, 422), f"{method} {path}"
                assert "errors" in answer.json()


async def test_one_connection_that_serves_everybody_shows_each_their_own(
    system: Database, database_url: str, an: PersonId
) -> None:
    """An interleaving of two persons, nobody, failures and cancelled work over a pool of one."""
    binh = await make_person(system, "binh@example.com")
    database = Database(database_url, APP_ROLE, 1, "tests")
    await database.open()
    store = Store(database, RecordingPublisher())
    for person in (an, binh):
        async with store.begin(person) as work:
            programme = await work.value("select programme_id from members")
            await work.run(
                "insert into conversations (id, person_id, programme_id) values ($1, $2, $3)",
                new_id(),
                person,
                programme,
            )
    dice = random.Random(7)

    async def look() -> None:
        person, trouble = dice.choice((an, binh)), dice.random()
        with suppress(asyncio.CancelledError, asyncpg.DivisionByZeroError):
            async with store.begin(person) as work:
                rows = await work.all("select person_id from conversations")
                assert [row["person_id"] for row in rows] == [person]
                if trouble < 0.2:
                    await work.run("select 1 / 0")
                elif trouble < 0.4:
                    raise asyncio.CancelledError
        assert await database.all("select person_id from conversations") == []

    try:
        await asyncio.gather(*(look() for _ in range(400)))
    finally:
        await database.close()


async def _things_of(client: httpx.AsyncClient) -> dict[str, str]:
    entry = (await client.post("/v1/entries", json={"text": "mine"})).json()
    conversation = (await client.post("/v1/conversations", json={"title": "mine"})).json()
    asked = (await client.post(f"/v1/conversations/{conversation['id']}/messages", json={"text": "?"})).json()
    review = (await client.post("/v1/weeks/1/review")).json()
    token = (await client.post("/v1/tokens", json={"name": "mine"})).json()
    return {
        "entry_id": entry["id"],
        "conversation_id": conversation["id"],
        "reply_id": asked["reply"]["id"],
        "review_id": review["id"],
        "token_id": token["id"],
    }
