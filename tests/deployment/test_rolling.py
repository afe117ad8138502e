"""Every part is replaced while people work: nothing accepted is lost or done twice, nobody sees an error of ours, and
sockets are back soon.

Short by default; `WEEKLOG_ROLL_REPLIES=100 WEEKLOG_ROLL_WRITES=50 WEEKLOG_ROLL_SOCKETS=1000` in full.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator

import pytest

from tests.support import servers
from tests.support.ends import note_ends
from tests.support.load import Found, at_work
from tests.support.many import NAMES, Many, many_of_each
from tests.support.provider import Provider
from weeklog_local import Postgres, Valkey

REPLIES = int(os.environ.get("WEEKLOG_ROLL_REPLIES", "8"))  # in flight
WRITES = int(os.environ.get("WEEKLOG_ROLL_WRITES", "10"))  # a second
SOCKETS = int(os.environ.get("WEEKLOG_ROLL_SOCKETS", "20"))
BACK_WITHIN = 10.0  # seconds, of a socket
ANOTHER_VERSION = "comment on table alembic_version is 'of another version'"


@pytest.fixture(scope="module")
def many() -> Iterator[Many]:
    with Provider() as provider:
        env = {
            "WEEKLOG_LLM_MODEL": "openai:fake",
            "WEEKLOG_LLM_BASE_URL": provider.base_url,
            "WEEKLOG_LLM_API_KEY": "none",
            "WEEKLOG_LEASE_SECONDS": "4",
            "WEEKLOG_REDISPATCH_SECONDS": "2",
            "WEEKLOG_LEAVE_SECONDS": "0.5",
            "WEEKLOG_LOG_LEVEL": "warning",
        }
        with many_of_each(env=env) as many:
            note_ends(many.stack.database)
            yield many


Meanwhile = Callable[[Many], Awaitable[None]]


async def replaced_one_by_one(many: Many) -> None:
    """As an operator rolls a new version in: the schema first, then each process, one at a time."""
    servers.postgres().execute(ANOTHER_VERSION, database=many.stack.database)
    await asyncio.to_thread(servers.migrate, many.stack.database)
    for name in NAMES:
        await asyncio.to_thread(many.restart, name)


async def servers_restarted(many: Many) -> None:
    for server in (many.stack.valkey, servers.postgres()):
        await asyncio.to_thread(restart, server)
        await asyncio.to_thread(many.let_in)
        await asyncio.sleep(1)


def restart(server: Valkey | Postgres) -> None:
    server.stop()
    time.sleep(0.5)
    server.start()


async def found(many: Many, meanwhile: Meanwhile) -> Found:
    client = many.follower()
    async with at_work(client, many.stack.database, replies=REPLIES, writes=WRITES, sockets=SOCKETS) as load:
        await asyncio.sleep(1)
        began = time.monotonic()
        await meanwhile(many)
        took = time.monotonic() - began
        await asyncio.sleep(1)
    await client.close()
    whole = load.found()
    print(f"\n{meanwhile.__name__}: {took:.0f} s; {whole}")
    return whole


@pytest.mark.timeout(600)
async def test_a_new_version_is_rolled_in_without_an_outage(many: Many) -> None:
    seen = await found(many, replaced_one_by_one)
    assert seen.is_whole, seen
    assert seen.replies > REPLIES
    assert seen.entries > WRITES
    assert seen.unavailable == 0
    assert seen.slowest_socket < BACK_WITHIN


@pytest.mark.timeout(600)
async def test_servers_are_restarted_and_nothing_accepted_is_lost(many: Many) -> None:
    seen = await found(many, servers_restarted)
    assert seen.is_whole, seen
    assert seen.slowest_socket < BACK_WITHIN
