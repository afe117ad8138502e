"""A database is what the tables and the files of SQL say, whatever it was before."""

import asyncio
import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from tests.support import preloaded, servers
from tests.support.catalogue import catalogue
from weeklog.db import install
from weeklog.db.drift import drift
from weeklog.db.migrate import newest_revision
from weeklog.db.schema import metadata


@pytest.fixture
def fresh() -> Iterator[str]:
    name = f"fresh_{secrets.token_hex(4)}"
    servers.clone_database(name)
    yield name
    servers.drop_database(name)


@pytest.fixture
def old() -> Iterator[str]:
    """A database to be brought over."""
    name = f"old_{secrets.token_hex(4)}"
    servers.clone_database(name)
    yield name
    servers.drop_database(name)


async def run(database: str, *statements: str) -> None:
    connection = await asyncpg.connect(servers.postgres().owner_url(database))
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def bring_up(database: str) -> subprocess.CompletedProcess[str]:
    urls = {
        "WEEKLOG_DATABASE_URL": servers.postgres().url(database),
        "WEEKLOG_DATABASE_OWNER_URL": servers.postgres().owner_url(database),
    }
    return preloaded.run_text("weeklog.db.migrate", [], env={**os.environ, **urls})


async def test_a_migrated_database_has_no_drift_from_the_tables(fresh: str) -> None:
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: asyncpg.connect(servers.postgres().owner_url(fresh)),
        poolclass=NullPool,
    )

    def read(connection: Connection) -> list[object]:
        return [operation.to_diff_tuple() for operation in drift(connection)]

    async with engine.connect() as connection:
        assert await connection.run_sync(read) == []
    await engine.dispose()


async def test_every_function_has_one_file_of_its_name(fresh: str) -> None:
    connection = await asyncpg.connect(servers.postgres().owner_url(fresh))
    made = await connection.fetch("""
        select proname from pg_proc p where pronamespace = 'public'::regnamespace
           and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')""")
    await connection.close()
    assert sorted(name for (name,) in made) == [Path(name).name for name in install.names("functions")]


async def test_row_level_security_is_forced_on_every_table(fresh: str) -> None:
    facts = await catalogue(fresh)
    unsafe = {fact for fact in facts if " row-level security " in fact and not fact.endswith(" t t")}
    assert {fact.split()[1] for fact in unsafe} <= {"alembic_version"}


async def test_every_table_has_a_policy(fresh: str) -> None:
    guarded = {fact.split()[1] for fact in await catalogue(fresh) if fact.startswith("policy ")}
    assert set(metadata.tables) - guarded == set()


async def test_a_development_database_of_the_numbered_migrations_is_brought_over(
    fresh: str, old: str
) -> None:
    await run(
        old,
        "update alembic_version set version_num = '0016'",
        "comment on table alembic_version is null",
        "drop function finish_reply",
        "create function left_over() returns integer language sql return 1",
        "create or replace function tell_identities_changed() returns trigger language plpgsql as 'begin return "
        "old; end'",
        "drop policy own on reviews",
        "create policy everything on entries to weeklog_app using (true)",
        "grant select on people to public",
        "revoke select on entries from weeklog_app",
        "drop trigger keep_deleted on entries",
        "alter table reviews disable row level security",
    )
    assert bring_up(old).returncode == 0
    await run(old, "revoke select on people from public")  # what others were given is theirs
    assert await catalogue(old) == await catalogue(fresh)


async def test_what_a_table_gained_is_added_and_rows_are_kept(fresh: str, old: str) -> None:
    await run(
        old,
        "insert into people (id, email, name) values (gen_random_uuid(), 'a@example.com', 'A')",
        "alter table people drop column language",
        "alter table people add column nickname text not null default 'none'",
        "alter table people alter column nickname drop default",
        "drop table proposals",
        "drop index ix_entries_person_id_week",
        "alter table entries drop constraint ck_entries_status, add constraint ck_entries_status check (status = "
        "'done')",
        "alter table reviews alter column state drop default",
        "comment on table alembic_version is 'another'",
    )
    assert bring_up(old).returncode == 0
    await run(old, "insert into people (id, email, name) values (gen_random_uuid(), 'b@example.com', 'B')")
    await run(old, "alter table people drop column nickname")
    assert await catalogue(old) == await catalogue(fresh)


async def test_what_cannot_be_brought_over_is_told_in_one_line_and_nothing_is_changed(old: str) -> None:
    await run(
        old,
        "insert into people (id, email, name) values (gen_random_uuid(), 'a@example.com', 'A')",
        "alter table people drop column name",
        "comment on table alembic_version is 'another'",
    )
    before = await catalogue(old)
    done = bring_up(old)
    assert done.returncode == 1
    assert 'column "name" of relation "people" contains null values. Nothing was changed.' in done.stderr
    assert done.stderr.count("\n") == 1
    assert await catalogue(old) == before


async def test_a_newer_schema_is_tolerated_and_told(old: str) -> None:
    await run(old, "update alembic_version set version_num = '0999_of_tomorrow'")
    before = await catalogue(old)
    done = bring_up(old)
    assert done.returncode == 0
    assert (
        done.stderr == f"The schema (0999_of_tomorrow) is newer than this program ({newest_revision()}):"
        " it is left as it is.\n"
    )
    assert await catalogue(old) == before


async def test_a_table_in_use_ends_the_migration_in_one_line(old: str) -> None:
    await run(old, "comment on table alembic_version is 'another'")
    connection = await asyncpg.connect(servers.postgres().owner_url(old))
    async with connection.transaction():
        await connection.execute("lock table entries in access share mode")
        done = await asyncio.to_thread(bring_up, old)
    await connection.close()
    assert done.returncode == 1
    assert done.stderr.startswith("A table was in use for longer than 10s: nothing was changed.")
