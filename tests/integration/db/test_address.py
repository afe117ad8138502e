"""One address of the database, read alike by the services and the migrations."""

import subprocess
import sys
from urllib.parse import urlsplit

import asyncpg
import pytest

from tests.support import servers
from weeklog.database_address import connect
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import Database

QUERIES = {
    "application_name=mine": ("application_name", "mine"),
    "options=-c%20statement_timeout%3D12345": ("statement_timeout", "12345ms"),
    "sslmode=prefer": ("application_name", "tests"),
    "sslmode=disable&application_name=mine": ("application_name", "mine"),
    "ssl=prefer": ("application_name", "tests"),
    "target_session_attrs=read-write": ("application_name", "tests"),
    "search_path=public": ("search_path", "public"),
    "lock_timeout=2222": ("lock_timeout", "2222ms"),
}


@pytest.mark.parametrize("query", QUERIES)
async def test_the_services_read_it(database_url: str, query: str) -> None:
    setting, value = QUERIES[query]
    database = Database(f"{database_url}?{query}", APP_ROLE, 1, "tests")
    await database.open()
    row = await database.one("select current_setting($1) as value, current_user::text as role", setting)
    await database.close()
    assert row is not None
    assert (row["value"], row["role"]) == (value, APP_ROLE)


@pytest.mark.parametrize("query", QUERIES)
async def test_the_migrations_read_it(database_url: str, query: str) -> None:
    name = urlsplit(database_url).path[1:]
    owner = servers.postgres().owner_url(name)
    connection = await asyncpg.connect(owner)
    await connection.execute("comment on table alembic_version is 'another'")
    await connection.close()
    done = migrate(f"{owner}?{query}", f"{database_url}?{query}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg"])
async def test_the_scheme_may_name_a_driver(database_url: str, scheme: str) -> None:
    connection = await connect(urlsplit(database_url)._replace(scheme=scheme).geturl())
    assert await connection.fetchval("select 1") == 1
    await connection.close()


async def test_what_the_server_refuses_is_told_in_one_line(database_url: str) -> None:
    done = migrate(f"{database_url}?sslmode=require", database_url)  # the embedded server has no TLS
    assert done.returncode == 1
    assert done.stderr.startswith("The database at 127.0.0.1:")
    assert done.stderr.count("\n") == 1
    assert (urlsplit(database_url).password or "?") not in done.stderr


async def test_a_login_that_is_missing_is_made_and_a_changed_password_is_taken(database_url: str) -> None:
    parts = urlsplit(database_url)
    owner = servers.postgres().owner_url(parts.path[1:])
    for password in ("first", "sec ond'\\%"):
        url = parts._replace(
            netloc=f"newcomer:{password.replace('%', '%25').replace(' ', '%20')}@{parts.hostname}:{parts.port}"
        ).geturl()
        done = migrate(owner, url)
        assert (done.returncode, done.stderr) == (0, "")
        database = Database(url, APP_ROLE, 1, "tests")
        await database.open()
        assert await database.all("select id from people") == []
        await database.close()
    connection = await asyncpg.connect(owner)
    await connection.execute("drop owned by newcomer; drop role newcomer")
    await connection.close()


async def test_a_database_that_is_missing_is_made(database_url: str) -> None:
    servers.drop_database("of_a_first_start")
    owner, url = (
        urlsplit(one)._replace(path="/of_a_first_start").geturl()
        for one in (servers.postgres().owner_url("postgres"), database_url)
    )
    done = migrate(owner, url)
    assert (done.returncode, done.stderr) == (0, "")
    servers.drop_database("of_a_first_start")


async def test_an_owner_who_may_not_make_roles_is_told_what_to_do(database_url: str) -> None:
    parts = urlsplit(database_url)
    server = servers.postgres()
    server.execute("create role modest login password 'modest'")
    server.execute("create database of_modest owner modest")
    owner = parts._replace(netloc=f"modest:modest@{parts.hostname}:{parts.port}", path="/of_modest").geturl()
    url = parts._replace(path="/of_modest").geturl()
    # The roles are there: other databases of this server have made them, and granted them to the login.
    done = migrate(owner, url)
    assert (done.returncode, done.stderr) == (0, "")
    stranger = parts._replace(
        netloc=f"nobody_knows:x@{parts.hostname}:{parts.port}", path="/of_modest"
    ).geturl()
    done = migrate(owner, stranger)
    assert done.returncode == 1
    assert "let an administrator create it" in done.stderr
    assert done.stderr.count("\n") == 1
    server.execute("drop database of_modest with (force)")
    server.execute("drop role modest")


def migrate(owner: str, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "weeklog.db.migrate"],
        check=False,
        env={"WEEKLOG_DATABASE_URL": url, "WEEKLOG_DATABASE_OWNER_URL": owner},
        capture_output=True,
        text=True,
    )
