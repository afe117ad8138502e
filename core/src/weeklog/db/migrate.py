"""Brings the schema up to date: `python -m weeklog.db.migrate`. Safe to repeat, and to run from several places at once.

Runs as the schema's owner (`WEEKLOG_DATABASE_OWNER_URL`, else `WEEKLOG_DATABASE_URL`), which the services never are.
`WEEKLOG_DATABASE_LOGIN` names the login role that the services use (default: the user of `WEEKLOG_DATABASE_URL`).
"""

import asyncio
import os
import sys
from hashlib import blake2s
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

_CORE = Path(__file__).parents[1]
MIGRATIONS = Path(__file__).parent / "migrations"
_STATE = """
select version_num, obj_description('alembic_version'::regclass, 'pg_class') as fingerprint from alembic_version
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


async def current_state(url: str) -> tuple[str, str | None] | None:
    """The revision of the database and the fingerprint it was made with; none before the first migration."""
    connection = await asyncpg.connect(url, timeout=10)
    try:
        row = await connection.fetchrow(_STATE)
        return None if row is None else (row["version_num"], row["fingerprint"])
    except asyncpg.UndefinedTableError:
        return None
    finally:
        await connection.close()


def migrate(owner_url: str, login: str) -> None:
    newest, wanted = newest_revision(), fingerprint()
    if asyncio.run(current_state(owner_url)) == (newest, wanted):
        return  # a warm start does not wait for Alembic to load
    from weeklog.db.upgrade import CannotUpgradeError, NewerSchemaError, upgrade  # noqa: PLC0415

    try:
        asyncio.run(upgrade(owner_url, login, MIGRATIONS, newest, wanted))
    except NewerSchemaError as told:
        sys.stderr.write(f"{told}\n")
    except CannotUpgradeError as error:
        sys.exit(str(error))


def main() -> None:
    url = os.environ.get("WEEKLOG_DATABASE_URL", "")
    owner_url = os.environ.get("WEEKLOG_DATABASE_OWNER_URL", url)
    if not owner_url:
        sys.exit(
            "set WEEKLOG_DATABASE_OWNER_URL (or WEEKLOG_DATABASE_URL): postgresql://user:password@host:port/database"
        )
    login = os.environ.get("WEEKLOG_DATABASE_LOGIN") or urlsplit(url or owner_url).username or "weeklog"
    migrate(owner_url, login)


if __name__ == "__main__":
    main()
