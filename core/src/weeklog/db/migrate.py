"""Brings the schema up to date: `python -m weeklog.db.migrate`. Safe to repeat, and to run from several places at
once.

Runs as the schema's owner (`WEEKLOG_DATABASE_OWNER_URL`, else `WEEKLOG_DATABASE_URL`), which the services never are.
`WEEKLOG_DATABASE_LOGIN` names the login role that the services use (default: the user of `WEEKLOG_DATABASE_URL`).
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path
from urllib.parse import unquote, urlsplit

import asyncpg

from weeklog.database_address import connect, without_password
from weeklog.db.login import LoginError, ensure_database, ensure_login

_CORE = Path(__file__).parents[1]
MIGRATIONS = Path(__file__).parent / "migrations"
_STATE = """
select version_num, obj_description('alembic_version'::regclass, 'pg_class') as fingerprint from alembic_version
"""
_GRANTED = """
select count(*) = 2 from pg_roles where rolname in ('weeklog_app', 'weeklog_system') and pg_has_role($1, oid, 'member')
"""


def newest_revision() -> str:
    """Migrations are files named by their revision: `0001_initial.py`."""
    return max(path.stem for path in (MIGRATIONS / "versions").glob("0*.py"))


def fingerprint() -> str:
    """Of all that the schema is made from: the modules that declare tables, and what is written in SQL."""
    digest = blake2s(digest_size=16)
    for path in sorted((*_CORE.rglob("*.py"), *_CORE.rglob("*.sql"))):
        source = path.read_bytes()
        if path.suffix == ".sql" or b"Table(\n" in source:
            digest.update(str(path.relative_to(_CORE)).encode() + b"\0" + source)
    return digest.hexdigest()


async def current_state(url: str, login: str) -> tuple[str, str | None] | None:
    """The revision of the database and the fingerprint it was made with; none before the first migration, and when
    the login has not been granted its roles."""
    connection = await connect(url)
    try:
        revision, fingerprint = await connection.fetchrow(_STATE) or (None, None)
        granted = await connection.fetchval(_GRANTED, login)
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedObjectError):
        return None
    else:
        return (revision, fingerprint) if revision and granted else None
    finally:
        await connection.close()


async def prepare(owner_url: str, url: str, login: str) -> tuple[str, str | None] | None:
    """Sees to it that there are a database and a login; answers the state of the schema."""
    await ensure_database(owner_url)
    if url and url != owner_url:
        await ensure_login(owner_url, url, login)
    return await current_state(owner_url, login)


def migrate(owner_url: str, url: str, login: str) -> None:
    """Exits with one sentence when it cannot."""
    newest, wanted = newest_revision(), fingerprint()
    try:
        state = asyncio.run(prepare(owner_url, url, login))
    except LoginError as error:
        sys.exit(str(error))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        sys.exit(
            f"The database at {without_password(owner_url)} cannot be used: {error or type(error).__name__}"
        )
    if state == (newest, wanted):
        return  # a warm start does not wait for Alembic to load
    from weeklog.db.upgrade import CannotUpgradeError, NewerSchemaError, upgrade  # noqa: PLC0415 - see above

    try:
        asyncio.run(upgrade(owner_url, login, MIGRATIONS, newest, wanted))
    except NewerSchemaError as told:
        sys.stderr.write(f"{told}\n")
    except CannotUpgradeError as error:
        sys.exit(str(error))


@dataclass(frozen=True)
class Addresses:
    owner_url: str  # of the schema's owner
    url: str  # of the services; empty when it was not given
    login: str  # the role that the services sign in as


def addresses(environment: Mapping[str, str] = os.environ) -> Addresses:
    """Exits with one sentence when there are none."""
    url = environment.get("WEEKLOG_DATABASE_URL", "")
    owner_url = environment.get("WEEKLOG_DATABASE_OWNER_URL") or url
    if not owner_url:
        sys.exit(
            "set WEEKLOG_DATABASE_OWNER_URL (or WEEKLOG_DATABASE_URL): postgresql://user:password@host:port/database"
        )
    login = environment.get("WEEKLOG_DATABASE_LOGIN") or unquote(
        urlsplit(url or owner_url).username or "weeklog"
    )
    return Addresses(owner_url, url, login)


def main() -> None:
    given = addresses()
    migrate(given.owner_url, given.url, given.login)


if __name__ == "__main__":
    main()
