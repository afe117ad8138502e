"""Kept answers: nobody is told what was before their own write, on any gateway, whatever happens to Valkey."""

import asyncio
import os
import random
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client import REGISTRY

from tests.integration.conftest import Gateway, api_settings
from tests.support.feedback import line
from tests.support.team import Team, join, make_team
from weeklog.db.engine import Database
from weeklog.events.redis import connect
from weeklog.ids import PersonId, new_id
from weeklog_api.answer_cache import AnswerCache
from weeklog_api.app import create_app
from weeklog_local.valkey import Valkey

# WEEKLOG_TEST_LOAD=50,200,60 is the long way.
WRITERS, READERS, SECONDS = map(int, os.environ.get("WEEKLOG_TEST_LOAD", "8,12,4").split(","))


@pytest.fixture
def valkey() -> Any:
    with tempfile.TemporaryDirectory(prefix="wl-k-") as home:
        Path(home).chmod(0o755)
        with Valkey(Path(home)) as server:
            yield server


@dataclass
class Two:
    """Two gateways of one database and one Valkey."""

    gateways: list[Gateway]
    team: Team
    valkey: Valkey
    ending: AsyncExitStack

    async def clients(self, person: PersonId) -> list[httpx.AsyncClient]:
        """The same person at each of them."""
        clients = [await one.client_of(person) for one in self.gateways]
        return [await self.ending.enter_async_context(client) for client in clients]


@pytest.fixture
async def two(database_url: str, system: Database, valkey: Valkey, tmp_path: Path) -> AsyncIterator[Two]:
    settings = api_settings(database_url, valkey.url, artifacts_dir=tmp_path, cache_seconds=600)
    async with AsyncExitStack() as ending:
        gateways: list[Gateway] = []
        for _ in range(2):
            app = create_app(settings)
            await ending.enter_async_context(app.router.lifespan_context(app))
            gateways.append(Gateway(app, system))
        yield Two(gateways, await make_team(system), valkey, ending)


def reads(result: str) -> float:
    return sum(
        REGISTRY.get_sample_value("weeklog_cache_reads_total", {"answer": kind, "result": result}) or 0
        for kind in ("week", "figures_person", "figures_programme", "test")
    )


async def figures(client: httpx.AsyncClient, path: str, **params: str) -> dict[str, Any]:
    answer = await client.get(f"/v1/figures/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def figures_or_busy(client: httpx.AsyncClient, path: str) -> dict[str, Any] | None:
    """None where the pool of a machine that is busy had no connection in time: then nothing was told."""
    answer = await client.get(f"/v1/figures/{path}")
    assert answer.status_code in (200, 503), answer.text
    return answer.json() if answer.status_code == 200 else None


async def test_the_second_read_is_a_hit_at_the_other_gateway_too(two: Two) -> None:
    here, there = await two.clients(two.team.an)
    before = reads("hit")
    assert await figures(here, "person") == await figures(there, "person")
    assert reads("hit") == before + 1


async def test_every_change_is_seen_at_once_at_the_other_gateway(two: Two) -> None:
    here, there = await two.clients(two.team.an)
    lead, lead_there = await two.clients(two.team.dung)
    chi, _ = await two.clients(two.team.chi)
    path, store = "/v1/weeks/1/objectives", two.gateways[0].app.state.parts.store
    seen = await figures(there, "person")

    async def changed() -> dict[str, Any]:
        nonlocal seen
        now = await figures(there, "person")
        assert now != seen
        seen = now
        return now

    entry = (await here.post("/v1/entries", json={"text": "VPC", "hours": 1})).json()
    assert (await changed())["entries"] == 1
    await here.patch(f"/v1/entries/{entry['id']}", json={"hours": 2}, headers={"If-Match": "*"})
    assert (await changed())["hours"] == 2.0
    await here.put(path, json={"items": [{"text": "Aim", "done": True}]})
    assert (await changed())["objectives"]["met"] == 1
    await here.put(path, json={"items": []})
    assert (await changed())["objectives"]["met"] == 0
    await lead.put("/v1/programme/competencies", json={"items": [{"name": "Networks", "tags": ["net"]}]})
    assert len((await changed())["competencies"]) == 1
    review = new_id()
    async with store.begin(two.team.an) as work:
        await work.run(
            "insert into reviews (id, person_id, programme_id, week, state, lines, drafted_at) "
            "values ($1, $2, $3, 1, 'drafted', $4, now())",
            review, two.team.an, two.team.programme_id, [line("Built it")],
        )  # fmt: skip
    assert (await changed())["weeks"][0]["review"]["state"] == "drafted"
    assert (await here.post(f"/v1/reviews/{review}/submit")).status_code == 200
    assert (await changed())["weeks"][0]["review"]["state"] == "submitted"
    sent = await chi.post(f"/v1/reviews/{review}/send-back", json={"reason": "Which region?"})
    assert sent.status_code == 200, sent.text
    assert (await changed())["answers"]["count"] == 1
    await here.delete(f"/v1/entries/{entry['id']}", headers={"If-Match": "*"})
    assert (await changed())["entries"] == 0
    everybody = await figures(lead_there, "programme")
    await here.patch("/v1/me", json={"name": "An Renamed"})
    assert (await figures(lead_there, "programme"))["people"] != everybody["people"]


async def test_each_is_told_what_they_may_read(two: Two) -> None:
    """The owner's draft is not in what is kept for their mentor."""
    an, _ = await two.clients(two.team.an)
    chi, _ = await two.clients(two.team.chi)
    binh, _ = await two.clients(two.team.binh)
    async with two.gateways[0].app.state.parts.store.begin(two.team.an) as work:
        await work.run(
            "insert into reviews (id, person_id, programme_id, week, state) values ($1, $2, $3, 1, 'drafted')",
            new_id(), two.team.an, two.team.programme_id,
        )  # fmt: skip
    theirs = {"person": str(two.team.an)}
    for _ in range(2):
        assert (await figures(an, "person"))["weeks"][0]["review"] is not None
        assert (await figures(chi, "person", **theirs))["weeks"][0]["review"] is None
        assert (await binh.get("/v1/figures/person", params=theirs)).status_code == 404


async def test_of_many_who_ask_at_once_one_computes(valkey: Valkey) -> None:
    computed = 0

    async def compute() -> bytes:
        nonlocal computed
        computed += 1
        await asyncio.sleep(0.1)
        return b"{}"

    clients = [connect(valkey.url) for _ in range(2)]
    caches = [AnswerCache(client, 60) for client in clients]
    asked = [caches[at % 2].answer("test", ("same",), compute) for at in range(40)]
    assert set(await asyncio.gather(*asked)) == {b"{}"}
    assert computed == 1
    valkey.kill()
    assert await caches[0].answer("test", ("same",), compute) == b"{}"
    assert computed == 2
    for client in clients:
        await client.aclose()


async def test_who_waits_for_one_that_fails_computes_for_themselves(valkey: Valkey) -> None:
    tries = 0

    async def compute() -> bytes:
        nonlocal tries
        tries += 1
        await asyncio.sleep(0.05)
        if tries == 1:
            raise ValueError
        return b"{}"

    client = connect(valkey.url)
    cache = AnswerCache(client, 60)
    asked = [cache.answer("test", ("failing",), compute) for _ in range(5)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in answers].count(ValueError) == 1
    assert answers.count(b"{}") == 4
    await client.aclose()


@dataclass
class Tally:
    begun: dict[PersonId, int] = field(default_factory=dict[PersonId, int])
    acknowledged: dict[PersonId, int] = field(default_factory=dict[PersonId, int])
    reads: int = 0
    wrong: list[str] = field(default_factory=list[str])

    def judge(self, told: int, least: int, most: int) -> None:
        self.reads += 1
        if not least <= told <= most:
            self.wrong.append(f"{told} entries, not {least} to {most}")


async def kill_twice(valkey: Valkey) -> None:
    for _ in range(2):
        await asyncio.sleep(SECONDS / 4)
        valkey.kill()
        await asyncio.sleep(SECONDS / 20)
        await asyncio.to_thread(valkey.start)


async def test_under_load_nobody_reads_older_than_their_own_write(two: Two, system: Database) -> None:
    tally, until = Tally(), asyncio.get_running_loop().time() + SECONDS
    people = [
        await join(system, two.team.programme_id, f"w{at}@example.com", name=f"W{at}", role="member")
        for at in range(WRITERS)
    ]
    leads = await two.clients(two.team.dung)
    clients = {person: await two.clients(person) for person in people}

    now = asyncio.get_running_loop().time

    async def write(person: PersonId) -> None:
        tally.begun[person] = tally.acknowledged[person] = 0
        while now() < until:
            here, there = random.sample(clients[person], 2)
            tally.begun[person] += 1
            if (await here.post("/v1/entries", json={"text": "Work", "hours": 1})).status_code == 201:
                tally.acknowledged[person] += 1
            if (found := await figures_or_busy(there, "person")) is not None:
                tally.judge(found["entries"], tally.acknowledged[person], tally.begun[person])
            least = tally.acknowledged[person]
            if (answer := await random.choice(clients[person]).get("/v1/weeks/1")).status_code == 200:
                tally.judge(len(answer.json()["entries"]), least, tally.begun[person])
            await asyncio.sleep(random.random() / 10)

    async def read() -> None:
        while now() < until:
            least = sum(tally.acknowledged.values())
            if (found := await figures_or_busy(random.choice(leads), "programme")) is not None:
                entries = sum(one["entries"] for one in found["people"])
                tally.judge(entries, least, sum(tally.begun.values()))
            await asyncio.sleep(random.random() / 5)

    await asyncio.gather(kill_twice(two.valkey), *map(write, people), *(read() for _ in range(READERS)))
    assert tally.wrong == []
    assert tally.reads > WRITERS
    print(
        f"{tally.reads} reads, hits {reads('hit')}, waited {reads('waited')}, missed {reads('miss')}, away "
        f"{reads('away')}"
    )
