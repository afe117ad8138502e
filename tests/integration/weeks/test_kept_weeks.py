"""Weeks that are kept in Valkey: read without a statement, and never older than one's own write."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.conftest import Gateway, api_settings
from tests.support.feedback import line
from tests.support.team import Team, make_team
from weeklog.db.engine import Database
from weeklog.ids import new_id
from weeklog_api.app import create_app
from weeklog_local.ports import free_port
from weeklog_local.valkey import Valkey


@pytest.fixture
def valkey(tmp_path: Path) -> Any:
    tmp_path.chmod(0o755)
    with Valkey(tmp_path / "valkey") as server:
        yield server


class Three:
    """Two gateways that keep weeks, and one that does not: it tells what is true."""

    def __init__(self, keeping: list[Gateway], plain: Gateway, team: Team, ending: AsyncExitStack) -> None:
        self.keeping, self.plain, self.team, self._ending = keeping, plain, team, ending

    async def client(self, gateway: Gateway, person: Any) -> httpx.AsyncClient:
        return await self._ending.enter_async_context(await gateway.client_of(person))


@pytest.fixture
async def three(database_url: str, system: Database, valkey: Valkey, tmp_path: Path) -> AsyncIterator[Three]:
    async with AsyncExitStack() as ending:

        async def gateway(seconds: int) -> Gateway:
            settings = api_settings(database_url, valkey.url, artifacts_dir=tmp_path, cache_seconds=seconds)
            return await opened(settings, system, ending)

        keeping = [await gateway(600), await gateway(600)]
        for one in keeping:
            await permitted(one)
        yield Three(keeping, await gateway(0), await make_team(system), ending)


async def opened(settings: Any, system: Database, ending: AsyncExitStack) -> Gateway:
    app = create_app(settings)
    await ending.enter_async_context(app.router.lifespan_context(app))
    return Gateway(app, system)


async def permitted(gateway: Gateway) -> None:
    async with asyncio.timeout(30):
        while not gateway.app.state.parts.versions.permission.is_good:
            await asyncio.sleep(0.02)


async def read(client: httpx.AsyncClient, path: str = "/v1/weeks/1", **params: str) -> Any:
    answer = await client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def statements_of(gateway: Gateway, ask: Any) -> list[str]:
    """Every statement that the gateway runs meanwhile, but for its asking whether it may answer out of Valkey."""
    parts, seen = gateway.app.state.parts, list[str]()

    def note(record: Any) -> None:
        seen.append(record.query)

    async with AsyncExitStack() as held:
        connections = [await held.enter_async_context(parts.system_database.connection()) for _ in range(4)]
        database = parts.store._database  # the pool of people's requests, which nothing else shows
        connections += [
            await held.enter_async_context(database.connection()) for _ in range(parts.settings.database_pool)
        ]
        for one in connections:
            one.add_query_logger(note)
    await ask()
    return [sql for sql in seen if "answer_pauses" not in sql]


async def costs_none(gateway: Gateway, ask: Any) -> None:
    """Some time: while a busy machine stands still, permissions and patience run out, and reads are computed."""
    async with asyncio.timeout(60):
        while await statements_of(gateway, ask):
            await permitted(gateway)


async def test_a_hot_week_costs_no_statement(three: Three) -> None:
    an = await three.client(three.keeping[0], three.team.an)
    paths = ("/v1/weeks/1", "/v1/weeks")
    first = {path: await read(an, path) for path in paths}

    async def ask() -> None:
        for path in paths * 5:
            assert await read(an, path) == first[path]

    await costs_none(three.keeping[0], ask)

    async def write() -> None:
        assert (await an.post("/v1/entries", json={"text": "Work"})).status_code == 201

    assert len(await statements_of(three.keeping[0], write)) >= 1


async def test_every_change_is_seen_at_once_at_the_other_gateway(three: Three) -> None:
    """And says what a gateway says that keeps nothing."""
    here, there = [await three.client(one, three.team.an) for one in three.keeping]
    chi = await three.client(three.keeping[0], three.team.chi)
    plain = await three.client(three.plain, three.team.an)
    paths, review = ("/v1/weeks/1", "/v1/weeks/2", "/v1/weeks"), new_id()
    async with three.plain.app.state.parts.store.begin(three.team.an) as work:
        await work.run(
            "insert into reviews (id, person_id, programme_id, week, state, lines, drafted_at) "
            "values ($1, $2, $3, 1, 'drafted', $4, now())",
            review, three.team.an, three.team.programme_id, [line("Built it")],
        )  # fmt: skip
    entry = (await here.post("/v1/entries", json={"text": "VPC"})).json()["id"]
    aim = {"items": [{"text": "Aim"}]}
    changes: list[tuple[httpx.AsyncClient, str, str, Any]] = [
        (here, "POST", "/v1/entries", {"text": "Peering", "status": "planned"}),
        (here, "PATCH", f"/v1/entries/{entry}", {"hours": 2}),
        (here, "PUT", "/v1/weeks/1/objectives", aim),
        (here, "PUT", "/v1/weeks/1/achievements", {"items": [{"text": "Did it"}]}),
        (here, "POST", "/v1/weeks/2/carry-over", {}),
        (here, "POST", "/v1/weeks/2/objectives/carry", {}),
        (here, "POST", "/v1/weeks/2/copy", {"from": 1}),
        (here, "POST", f"/v1/reviews/{review}/submit", None),
        (chi, "POST", f"/v1/reviews/{review}/send-back", {"reason": "Which region?"}),
        (here, "DELETE", f"/v1/entries/{entry}", None),
    ]
    before = {path: await read(there, path) for path in paths}
    for client, method, path, body in changes:
        answer = await client.request(
            method, path, json=body, headers={"If-Match": "*"} if method in ("PATCH", "DELETE") else {}
        )
        assert answer.is_success, f"{method} {path}: {answer.text}"
        now = {path: await read(there, path) for path in paths}
        assert now != before, f"{method} {path}"
        assert now == {path: await read(plain, path) for path in paths}, f"{method} {path}"
        before = now


async def test_each_is_told_what_they_may_read(three: Three) -> None:
    an, chi, binh = [
        await three.client(three.keeping[0], person)
        for person in (three.team.an, three.team.chi, three.team.binh)
    ]
    async with three.keeping[0].app.state.parts.store.begin(three.team.an) as work:
        await work.run(
            "insert into reviews (id, person_id, programme_id, week, state) values ($1, $2, $3, 1, 'drafted')",
            new_id(), three.team.an, three.team.programme_id,
        )  # fmt: skip
    theirs = {"person": str(three.team.an)}
    for _ in range(2):
        assert (await read(an))["review"] is not None
        assert (await read(chi, **theirs))["review"] is None
        assert (await read(binh))["review"] is None
        assert (await binh.get("/v1/weeks/1", params=theirs)).status_code == 404
        assert (await an.get("/v1/weeks/99")).status_code == 404


async def test_what_was_written_while_valkey_was_away_is_read(three: Three, valkey: Valkey) -> None:
    """It comes back with what it held before."""
    here, there = [await three.client(one, three.team.an) for one in three.keeping]
    written = 0
    for _ in range(2):
        for client in (here, there):
            assert len((await read(client))["entries"]) == written
        valkey.kill()
        for client in (here, there):
            assert (await client.post("/v1/entries", json={"text": "Work"})).status_code == 201
            written += 1
            assert len((await read(client))["entries"]) == written
        await asyncio.to_thread(valkey.start)
        for client in (here, there):
            assert len((await read(client))["entries"]) == written
            assert (await client.post("/v1/entries", json={"text": "Work"})).status_code == 201
            written += 1
    for client in (here, there):
        assert len((await read(client))["entries"]) == written


async def test_a_writer_that_alone_cannot_reach_valkey_is_read_at_once(
    three: Three, database_url: str, system: Database, tmp_path: Path
) -> None:
    """The other gateway could answer out of Valkey, which knows nothing of the write."""
    there = await three.client(three.keeping[1], three.team.an)
    async with AsyncExitStack() as ending:
        lost = f"redis://127.0.0.1:{free_port()}/0"
        settings = api_settings(database_url, lost, artifacts_dir=tmp_path, cache_seconds=600)
        cut_off = await three.client(await opened(settings, system, ending), three.team.an)
        for written in range(1, 6):
            await read(there)
            assert (await cut_off.post("/v1/entries", json={"text": "Work"})).status_code == 201
            assert len((await read(there))["entries"]) == written


async def test_answers_are_kept_again_when_valkey_is_back(three: Three, valkey: Valkey) -> None:
    an = await three.client(three.keeping[0], three.team.an)
    valkey.kill()
    assert (await an.post("/v1/entries", json={"text": "Work"})).status_code == 201
    await asyncio.to_thread(valkey.start)
    assert (await an.post("/v1/entries", json={"text": "Work"})).status_code == 201
    await permitted(three.keeping[0])
    await read(an)

    async def ask() -> None:
        assert len((await read(an))["entries"]) == 2

    await costs_none(three.keeping[0], ask)
