"""Row-level security rests on the role. Whatever loses the role must stop the service, not open the rows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import pytest

from tests.support import servers
from tests.support.pooler import pooler
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database, WrongRoleError
from weeklog.ids import PersonId, new_id
from weeklog.people.tables import insert_person
from weeklog.unit_of_work import Store

PEOPLE = 4


class Silent:
    def publish(self, *_: object) -> None: ...


@pytest.fixture
async def people(system: Database) -> list[PersonId]:
    made = [PersonId(new_id()) for _ in range(PEOPLE)]
    for number, person in enumerate(made):
        await system.run(
            insert_person, id=person, email=f"{number}@example.com", name=str(number), password_hash=None,
            zone=None, language="en",
        )  # fmt: skip
    return made


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Database]:
    await database.open()
    try:
        yield database
    finally:
        await database.close()


@pytest.mark.parametrize("table", ["entries", "people", "jobs", "messages"])
async def test_the_login_alone_may_read_nothing(database_url: str, table: str) -> None:
    connection = await asyncpg.connect(database_url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.fetch(f"select * from {table}")
    await connection.close()


async def test_a_login_that_inherits_from_before_loses_it(database_url: str) -> None:
    name = urlsplit(database_url).path[1:]
    servers.postgres().execute(f"grant {APP_ROLE} to weeklog with inherit true")
    owner = await asyncpg.connect(servers.postgres().owner_url(name))
    await owner.execute("comment on table alembic_version is 'another'")
    await owner.close()
    servers.migrate(name)
    await test_the_login_alone_may_read_nothing(database_url, "entries")


@pytest.mark.parametrize("mode", ["session", "transaction"])
@pytest.mark.parametrize("role", [APP_ROLE, SYSTEM_ROLE])
async def test_behind_a_pooler_that_drops_the_role_nothing_is_served(
    database_url: str, mode: str, role: str
) -> None:
    with pooler(urlsplit(database_url).path[1:], mode) as url:
        database = Database(url, role, 2, "tests")
        with pytest.raises(WrongRoleError, match="WEEKLOG_DATABASE_POOLER=transaction"):
            await database.open()


async def test_a_role_above_the_policies_is_refused(database_url: str) -> None:
    name = urlsplit(database_url).path[1:]
    with pytest.raises(WrongRoleError):
        await Database(servers.postgres().owner_url(name), "postgres", 1, "tests").open()


async def test_behind_a_pooler_each_transaction_sees_its_own_person(
    database_url: str, people: list[PersonId]
) -> None:
    """More connections than the pooler has, so that they change hands between transactions."""
    with pooler(urlsplit(database_url).path[1:], "transaction") as url:
        async with opened(Database(url, APP_ROLE, PEOPLE * 2, "tests", pooled=True)) as database:
            store = Store(database, Silent())

            async def read(person: PersonId) -> None:
                for turn in range(10):
                    async with store.begin(person) as work:
                        assert [row["id"] for row in await work.all("select id from people")] == [person]
                        if turn % 3 == 0:
                            await asyncio.sleep(0.01)
                    found = await store.one_alone(
                        "with bound as materialized (select set_config('app.person_id', $1, true))"
                        " select current_user::text as role, (select count(*) from bound) as bound",
                        str(person),
                    )
                    assert found is not None
                    assert found["role"] == APP_ROLE
                    assert await database.all("select id from people") == []

            await asyncio.gather(*(read(person) for person in people * 2))


async def test_behind_a_pooler_a_failed_transaction_leaves_nothing_behind(
    database_url: str, people: list[PersonId]
) -> None:
    with pooler(urlsplit(database_url).path[1:], "transaction") as url:
        async with opened(Database(url, APP_ROLE, 2, "tests", pooled=True)) as database:
            store = Store(database, Silent())
            for person in people * 3:
                with pytest.raises(asyncpg.PostgresError):
                    async with store.begin(person) as work:
                        await work.run("select 1/0")
                with pytest.raises(ZeroDivisionError):
                    await fail(store, person)
                assert await database.all("select id from people") == []
        login = await asyncpg.connect(url, statement_cache_size=0)
        for _ in range(4):
            assert (
                await login.fetchval("select current_user::text || current_setting('app.person_id', true)")
                == "weeklog"
            )
        await login.close()


async def fail(store: Store, person: PersonId) -> None:
    async with store.begin(person) as work:
        await work.all("select id from people")
        raise ZeroDivisionError


async def test_notices_are_heard_past_the_pooler(database_url: str) -> None:
    heard: list[str] = []
    with pooler(urlsplit(database_url).path[1:], "transaction") as url:
        database = Database(url, SYSTEM_ROLE, 2, "tests", pooled=True, listen_url=database_url)
        async with opened(database), database.listening("tests", heard.append):
            await database.all("select pg_notify('tests', 'said')")
            async with asyncio.timeout(5):
                while not heard:
                    await asyncio.sleep(0.01)
    assert heard == ["said"]


async def test_json_and_ids_pass_a_pooler(database_url: str, people: list[PersonId]) -> None:
    with pooler(urlsplit(database_url).path[1:], "transaction") as url:
        async with opened(Database(url, SYSTEM_ROLE, 1, "tests", pooled=True)) as database:
            row = await database.one("select $1::jsonb as given, $2::uuid as id", {"a": [1, "ö"]}, people[0])
            assert row is not None
            assert (row["given"], UUID(str(row["id"]))) == ({"a": [1, "ö"]}, people[0])
