"""Networks, disks and servers fail while people work. Nothing accepted is lost, doubled or torn, nobody is told of an
error that is ours, and all is well again within a minute.

Silence is short by default; `WEEKLOG_SILENT_SECONDS=60` makes it long.
"""

import asyncio
import os
import secrets
import signal
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest

from tests.support import servers
from tests.support.ends import note_ends
from tests.support.full_disk import disk_of
from tests.support.hints import sent_thrice
from tests.support.load import SCRIPT, Found, Load, at_work
from tests.support.many import Many, many_of_each
from tests.support.provider import Provider
from tests.support.waiting import eventually

SILENT_SECONDS = float(os.environ.get("WEEKLOG_SILENT_SECONDS", "6"))
RECOVERED_WITHIN = 60.0  # seconds
REDISPATCH_SECONDS = 2
BACKENDS = """
select string_agg(pid::text, ' ') from pg_stat_activity
 where datname = '{database}' and backend_type = 'client backend' and pid <> pg_backend_pid()"""


@pytest.fixture(scope="module")
def many() -> Iterator[Many]:
    with Provider() as provider:
        env = {
            "WEEKLOG_LLM_MODEL": "openai:fake",
            "WEEKLOG_LLM_BASE_URL": provider.base_url,
            "WEEKLOG_LLM_API_KEY": "none",
            "WEEKLOG_LEASE_SECONDS": "4",
            "WEEKLOG_REDISPATCH_SECONDS": str(REDISPATCH_SECONDS),
            "WEEKLOG_LOG_LEVEL": "warning",
        }
        with many_of_each(env=env) as many:
            note_ends(many.stack.database)
            yield many


@asynccontextmanager
async def people_at_work(many: Many, what: str) -> AsyncGenerator[Load]:
    """Fails unless all that they did is whole in the end. Prints what was counted, and in how many seconds a question
    that is asked after the fault is answered."""
    client = many.follower()
    async with at_work(client, many.stack.database, replies=4, writes=8, sockets=4) as load:
        yield load
        began = time.monotonic()
        await load.ask()
        recovered = time.monotonic() - began
        await asyncio.sleep(0.5)
    await client.close()
    found: Found = load.found()
    print(f"\n{what}: recovered in {recovered:.1f} s; {found}")
    assert found.is_whole, found
    assert found.replies > 1
    assert found.entries > 1
    assert recovered < RECOVERED_WITHIN


async def apart(work: Callable[[], object]) -> None:
    await asyncio.to_thread(work)


async def test_every_hint_that_comes_three_times_is_one_job(many: Many) -> None:
    async with people_at_work(many, "every hint three times") as load:
        sent = await sent_thrice(many.stack, seconds=3)
    assert sent >= 10
    assert load.found().attempts == 0


async def test_answers_of_servers_are_lost_after_the_server_has_acted(many: Many) -> None:
    async with people_at_work(many, "lost answers") as load:
        for proxy, words in (
            (many.database, b"COMMIT"),
            (many.database, load.name.encode()),  # the one statement that writes an entry
            (many.database, b""),
            (many.streams, b"XADD"),
            (many.streams, b"LPUSH"),
        ) * 2:
            before = proxy.lost_answers
            proxy.lose_answer_to(words)
            await apart(lambda proxy=proxy, before=before: eventually(lambda: proxy.lost_answers > before))


async def test_a_request_whose_gateway_dies_after_its_commit_is_repeated_as_the_same_one(many: Many) -> None:
    body, key = {"text": "Written once"}, "killed-after-commit"
    first, again = many.follower(many.gateways[0]), many.follower(many.gateways[1])
    before = many.database.lost_answers
    many.database.lose_answer_to(key.encode(), silently=True)
    asked = asyncio.create_task(first.http.post("/v1/entries", json=body, headers={"Idempotency-Key": key}))
    await apart(lambda: eventually(lambda: many.database.lost_answers > before))
    many.stack.processes["api"].kill()
    with suppress(httpx.HTTPError):
        assert (await asked).status_code == 0, "it was answered: the gateway died too late"
    many.database.cut()
    answers = [await again.post("/v1/entries", body, key=key) for _ in range(2)]
    await apart(lambda: many.start("api"))
    answers.append(await first.post("/v1/entries", body, key=key))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    count = "select count(*) from entries where text = 'Written once'"
    assert servers.postgres().execute(count, database=many.stack.database) == "1"
    for client in (first, again):
        await client.close()


async def test_a_job_whose_hint_died_with_its_scheduler_is_sent_again(many: Many) -> None:
    client = many.follower()
    made = (await client.post("/v1/conversations", {}, key="hint")).json()["id"]
    many.streams.stall()
    asked = await client.post(f"/v1/conversations/{made}/messages", {"text": f"Hint? {SCRIPT}"}, key="hint-1")
    reply = asked.json()["reply"]["id"]
    told = f"select 1 from jobs j join replies r on r.job_id = j.id where r.id = '{reply}' and dispatch_count > 0"
    look = lambda: servers.postgres().execute(told, database=many.stack.database)  # noqa: E731
    await apart(lambda: eventually(look))  # committed, and not yet published
    for name in ("scheduler", "scheduler 2"):
        many.stack.processes[name].kill()
    many.streams.cut()
    many.streams.resume()
    began = time.monotonic()
    for name in ("scheduler", "scheduler 2"):
        await apart(lambda name=name: many.start(name))
    seen = await client.follow(reply)
    took = time.monotonic() - began
    print(f"\na hint lost with its scheduler: done after {took:.1f} s")
    assert seen.state == "done"
    assert took < RECOVERED_WITHIN
    await client.close()


async def all_silent(many: Many) -> None:
    for proxy in (many.database, many.streams):
        proxy.stall()
    await asyncio.sleep(SILENT_SECONDS)
    for proxy in (many.database, many.streams):
        proxy.resume()


async def connections_forgotten(many: Many) -> None:
    """As after a failover: what was open says nothing any more, and new connections are served."""
    for proxy in (many.database, many.streams):
        proxy.forget()


async def a_backend_killed(many: Many) -> None:
    pids = servers.postgres().execute(BACKENDS.format(database=many.stack.database))
    os.kill(int(pids.split()[0]), signal.SIGKILL)
    await asyncio.sleep(1)


async def postgres_killed(_many: Many) -> None:
    servers.postgres().kill()
    await asyncio.sleep(1)
    await apart(servers.postgres().start)


Fault = Callable[[Many], Awaitable[None]]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("fault", [all_silent, connections_forgotten, a_backend_killed, postgres_killed])
async def test_people_go_on_after(many: Many, fault: Fault) -> None:
    async with people_at_work(many, fault.__name__):
        await asyncio.sleep(0.5)
        await fault(many)


async def test_nothing_is_taken_that_a_full_disk_has_no_room_for(many: Many) -> None:
    with disk_of(many.stack.database, "entries") as disk:
        async with people_at_work(many, "full disk") as load:
            disk.fill()
            refused = await refused_entry(load)
            disk.empty()
    assert refused.status_code == 503, "the disk had room"
    assert "Retry-After" in refused.headers


async def refused_entry(load: Load) -> httpx.Response:
    """Logs long entries until one is not taken: pages that are not full yet take some."""
    answer = None
    for number in range(50):
        text = f"{load.name}-long-{number} {secrets.token_hex(1000)}"
        answer = await load.client.http.post("/v1/entries", json={"text": text})
        if answer.status_code != 201:
            break
        load.logged.add(text)
    assert answer is not None
    return answer
