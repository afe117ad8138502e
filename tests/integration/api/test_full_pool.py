"""While every connection of a pool is taken, each operation that needs one says so, and when to ask again."""

import asyncio
from collections import defaultdict
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import httpx

from tests.integration.api.test_strangers import BODIES, IN_BODIES, IN_QUERIES, PLAIN
from tests.integration.conftest import Gateway
from tests.support.people import RecordingPublisher
from tests.support.team import make_team
from tests.support.walk import Walk
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import Database
from weeklog.unit_of_work import Store
from weeklog_api.app import SYSTEM_POOL

# Their answers have no end.
ENDLESS = {"/v1/events", "/v1/replies/{reply_id}/events"}
BY_THE_SYSTEM = {
    "GET /v1/programme/submissions",
    "GET /v1/programme/usage",
    "GET /v1/programme/overview",
    "GET /v1/me/second-factor",
    "GET /v1/verify/keys",
    "GET /v1/calendars/{secret}.ics",
    "GET /v1/invitations/{secret}",
    "POST /v1/sessions",
}
OF_OPENAI = "server_error"  # as its clients know it
READY = "GET /readyz"  # its 503 is for a balancer
APP_POOL = 3


async def test_a_full_pool_is_unavailable_and_never_an_error_of_ours(
    gateway: Gateway, system: Database, database_url: str
) -> None:
    team = await make_team(system)
    walk = Walk(gateway.app.openapi(), PLAIN, IN_BODIES, IN_QUERIES, BODIES)
    async with AsyncExitStack() as ending:
        app_database = Database(database_url, APP_ROLE, APP_POOL, "tests")
        await app_database.open()
        ending.push_async_callback(app_database.close)
        parts = gateway.app.state.parts
        parts.store = Store(app_database, RecordingPublisher())  # of a size that is known here
        lead = await ending.enter_async_context(await gateway.client_of(team.dung))
        assert (await lead.get("/v1/me")).status_code == 200  # from here on it is known who asks
        await _take_all(ending, parts.system_database, SYSTEM_POOL)
        of_the_system = await _asked(lead, walk)
        await _take_all(ending, app_database, APP_POOL)
        of_both = await _asked(lead, walk)

    for answers in (of_the_system, of_both):
        assert {name: answer.text for name, answer in answers.items() if answer.status_code == 500} == {}
        refused = [answer for name, answer in answers.items() if answer.status_code == 503 and name != READY]
        assert {_type_of(answer) for answer in refused} == {"/problems/unavailable", OF_OPENAI}
        assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
    assert {name for name in BY_THE_SYSTEM if of_the_system[name].status_code != 503} == set()
    assert of_the_system["GET /v1/weeks"].status_code == 200
    assert of_both["GET /v1/weeks"].status_code == 503


def _type_of(answer: httpx.Response) -> str:
    """Of a problem, or of an error in the shape of OpenAI's API."""
    told = answer.json()
    return told["error"]["type"] if "error" in told else told["type"]


async def _take_all(ending: AsyncExitStack, database: Database, count: int) -> None:
    for _ in range(count):
        await ending.enter_async_context(database.connection())


async def _asked(client: httpx.AsyncClient, walk: Walk) -> dict[str, httpx.Response]:
    """Every operation, all at once: each waits for a connection as long as it may."""
    ids = defaultdict[str, str](lambda: str(uuid4()))

    async def ask(name: str, asked: dict[str, Any]) -> tuple[str, httpx.Response]:
        return name, await client.request(**asked)

    requests = [
        (operation.name, next(iter(walk.requests(operation, ids))))
        for operation in walk.operations()
        if operation.path not in ENDLESS
    ]
    return dict(await asyncio.gather(*(ask(name, asked) for name, asked in requests)))
