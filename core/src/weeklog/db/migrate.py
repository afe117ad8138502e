"""Brings the schema up to date: `python -m weeklog.db.migrate`. Safe to repeat, and to run from several places at once.

Runs as the schema's owner (`WEEKLOG_DATABASE_OWNER_URL`, else `WEEKLOG_DATABASE_URL`), which the services never are.
`WEEKLOG_DATABASE_LOGIN` names the login role that the services use (default: the user of `WEEKLOG_DATABASE_URL`).
"""

import asyncio
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

MIGRATIONS = Path(__file__).parent / "migrations"


def newest_revision() -> str:
    """Migrations are files named by their revision: `0001_first.py`."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("0*.py")).partition("_")[0]


async def current_revision(url: str) -> str | None:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        return await connection.fetchval("select version_num from alembic_version")
    except asyncpg.UndefinedTableError:
        return None
    finally:
        await connection.close()


def migrate(owner_url: str, login: str) -> None:
    if asyncio.run(current_revision(owner_url)) == newest_revision():
        return  # a warm start does not wait for Alembic to load
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import make_url  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = make_url(owner_url).set(drivername="postgresql+asyncpg")
    config.attributes["login"] = login
    command.upgrade(config, "head")


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
