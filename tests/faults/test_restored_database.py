"""The database is restored to an earlier moment, and Valkey, which holds streams of what came later, is emptied."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis

from tests.support import servers
from tests.support.follow import Client
from tests.support.provider import Provider
from tests.support.stack import Stack, running_stack
from tests.support.waiting import eventually

EARLIER = "earlier"


@pytest.fixture
def stack() -> Iterator[Stack]:
    with (
        Provider() as provider,
        running_stack(
            processes=("api",),
            env={
                "WEEKLOG_LLM_MODEL": "openai:fake",
                "WEEKLOG_LLM_BASE_URL": provider.base_url,
                "WEEKLOG_LLM_API_KEY": "none",
                "WEEKLOG_REDISPATCH_SECONDS": "2",
            },
        ) as stack,
    ):
        yield stack
        servers.drop_database(f"{stack.database}_{EARLIER}")


def kept(stack: Stack) -> None:
    """A copy of this moment."""
    alone(stack.database, f"create database {stack.database}_{EARLIER} template {stack.database}")


def restored(stack: Stack) -> None:
    alone(
        stack.database,
        f"drop database {stack.database}",
        f"alter database {stack.database}_{EARLIER} rename to {stack.database}",
        f"alter database {stack.database} allow_connections true",
    )


def alone(database: str, *statements: str) -> None:
    """While nobody is connected to `database`."""
    one = servers.postgres().execute
    one(f"alter database {database} allow_connections false")
    one(f"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{database}'")
    for statement in statements:
        one(statement)
    if len(statements) == 1:
        one(f"alter database {database} allow_connections true")


async def ask(client: Client, conversation: str, text: str) -> str:
    path = f"/v1/conversations/{conversation}/messages"
    asked = await client.post(path, {"text": text}, key=text.partition(" ")[0])
    return asked.raise_for_status().json()["reply"]["id"]


async def test_no_text_is_shown_that_the_database_does_not_have(stack: Stack) -> None:
    client = Client(stack.url, stack.token)
    made = (await client.post("/v1/conversations", {}, key="restored")).json()["id"]
    waiting = await ask(client, made, "waiting @tokens:30 @every:20")
    await asyncio.to_thread(kept, stack)
    await asyncio.to_thread(lambda: eventually(lambda: is_back(stack)))
    stack.start("scheduler")
    later = await ask(client, made, "later @tokens:10")
    stack.start("chat-worker")
    before = [await client.follow(reply) for reply in (waiting, later)]
    assert [seen.state for seen in before] == ["done", "done"]

    for name in ("chat-worker", "scheduler"):
        stack.processes[name].terminate()
    await asyncio.to_thread(restored, stack)
    redis: Any = Redis  # its stubs leave the arguments open
    with redis.from_url(stack.valkey.url) as valkey:
        valkey.flushall()
    await asyncio.to_thread(lambda: eventually(lambda: is_back(stack)))
    for name in ("chat-worker", "scheduler"):
        stack.start(name)
    again = await client.follow(waiting)
    stored = (await client.http.get(f"/v1/replies/{waiting}")).json()
    assert (again.state, stored["state"]) == ("done", "done")
    assert again.text == stored["text"]
    with pytest.raises(AssertionError, match="refused"):
        await client.follow(later)
    assert (await client.http.get(f"/v1/replies/{later}")).status_code == 404
    await client.close()


def is_back(stack: Stack) -> bool:
    with stack.client() as client:
        return client.get("/v1/me").status_code == 200
