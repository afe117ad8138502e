"""Makes or changes the schema, in one transaction: what is written in SQL is taken out, the tables are brought up,
and what is written in SQL is installed again."""

import time
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import await_only

from weeklog.database_address import connect
from weeklog.db import install
from weeklog.db.drift import follow_tables

_LOCK = 7_763_325_101  # any fixed number: two migrations at once wait for each other
_LOCK_SECONDS = 10.0  # in which all tables have to be had
_PATIENCE = (
    "200ms"  # for one table; less than Postgres takes to call two who wait for each other a deadlock (1 s)
)
_PAUSE_SECONDS = 0.3
_TABLES = """
select string_agg(format('%I', relname), ', ' order by relname) from pg_class
 where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')"""
_LAST_SQUASHED = "0016"  # the last of the numbered migrations that `0001_initial` replaced


class CannotUpgradeError(Exception):
    """One sentence for the operator: why, and what to do."""


class NewerSchemaError(Exception):
    """The database was brought up by a newer version of this program."""


async def upgrade(url: str, login: str, migrations: Path, newest: str, fingerprint: str) -> None:
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: connect(url), poolclass=NullPool
    )
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, login, migrations, newest, fingerprint)
    except (asyncpg.PostgresError, DBAPIError) as error:
        raise CannotUpgradeError(_reason(error)) from error
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, login: str, migrations: Path, newest: str, fingerprint: str) -> None:
    connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    before = MigrationContext.configure(connection).get_current_revision()
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.attributes["connection"] = connection
    if before == _LAST_SQUASHED:
        command.stamp(config, newest, purge=True)
    elif before is not None and not (migrations / "versions" / f"{before}.py").exists():
        raise _unknown(before, newest)
    if before is not None:
        _lock_tables(connection)
    raw = connection.connection.driver_connection
    assert raw is not None
    await_only(install.prepare(raw, login, anew=before is None))
    command.upgrade(config, "head")
    if before is not None:
        follow_tables(connection)
    await_only(install.complete(raw))
    connection.execute(text(f"comment on table alembic_version is '{fingerprint}'"))


def _lock_tables(connection: Connection) -> None:
    """All of them or none, so that people go on while one is not to be had. One after another, as the statements of an
    upgrade come to them, ended in deadlocks with transactions that had read one table and waited for the next."""
    tables = connection.execute(text(_TABLES)).scalar_one()
    until = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            with connection.begin_nested():
                connection.execute(text(f"set local lock_timeout = '{_PATIENCE}'"))
                connection.execute(text(f"lock table {tables} in access exclusive mode"))
        except DBAPIError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _unknown(before: str, newest: str) -> Exception:
    if before < newest:
        return CannotUpgradeError(
            f"This database was made by an early development version ({before}). Bring it up with a version that "
            "still has the"
            f" migrations up to {_LAST_SQUASHED}, or begin with an empty database."
        )
    return NewerSchemaError(
        f"The schema ({before}) is newer than this program ({newest}): it is left as it is."
    )


def _reason(error: asyncpg.PostgresError | DBAPIError) -> str:
    said = str(error.orig if isinstance(error, DBAPIError) else error).partition("\n")[0]
    said = said.rpartition("Error'>: ")[2]  # SQLAlchemy puts asyncpg's class before what it says
    if "lock timeout" in said:
        return (
            f"A table was in use for longer than {_LOCK_SECONDS:.0f}s: nothing was changed. Try again, or stop the "
            f"services first."
        )
    return f"{said}. Nothing was changed."
