"""Installs what is written in SQL: extensions, roles, functions, policies with their grants, triggers.

What runs in a database is what `sql/` says: everything that can be dropped is dropped first, so that what a file
no longer says is gone. Safe to repeat. One transaction of the caller's holds it, so that no request sees a half of
it.
"""

from pathlib import Path
from typing import TypeAlias

import asyncpg

from weeklog.db.base import APP_ROLE, SYSTEM_ROLE

SQL = Path(__file__).parent / "sql"
_FOLLOWED = ":followed"  # a condition that many policies share: `sql/followed.sql`

_OWN_FUNCTIONS = """
select p.oid::regprocedure::text as signature from pg_proc p
 where p.pronamespace = 'public'::regnamespace
   and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
   and not exists (select from pg_depend d where d.refobjid = p.oid and d.deptype in ('n', 'a'))
"""
_POLICIES = "select format('drop policy %I on %I', policyname, tablename) from pg_policies where schemaname = 'public'"
_TRIGGERS = """
select format('drop trigger %I on %s', tgname, tgrelid::regclass) from pg_trigger t
  join pg_class c on c.oid = t.tgrelid where not tgisinternal and c.relnamespace = 'public'::regnamespace
"""
_TABLES = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
_NOT_OURS = {"alembic_version"}

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


def statements(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text().replace(_FOLLOWED, (SQL / "followed.sql").read_text())


def names(folder: str) -> list[str]:
    return [f"{folder}/{path.stem}" for path in sorted((SQL / folder).glob("*.sql"))]


async def prepare(connection: Connection, login: str, *, anew: bool) -> None:
    """What tables need, since generated columns call functions. Bodies are checked when they run: tables come
    after them."""
    if not anew:
        await _uninstall(connection)
    await connection.execute("select set_config('weeklog.login', $1, true)", login)
    await connection.execute("set local check_function_bodies = off")
    for name in ("roles", "extensions", "text_search", *names("functions")):
        await connection.execute(statements(name))


async def complete(connection: Connection) -> None:
    """What stands on tables. Row-level security is on for every table, also for one that has no policy yet."""
    await connection.execute("select search_add_meanings()")
    for (table,) in await connection.fetch(_TABLES):
        if table not in _NOT_OURS:
            await connection.execute(
                f'alter table "{table}" enable row level security, force row level security'
            )
    for name in (*names("policies"), "triggers"):
        await connection.execute(statements(name))


async def _uninstall(connection: Connection) -> None:
    """Policies, triggers, grants, and all functions but those that a column is derived by."""
    for query in (_POLICIES, _TRIGGERS):
        for (drop,) in await connection.fetch(query):
            await connection.execute(drop)
    for role in (APP_ROLE, SYSTEM_ROLE):
        if await connection.fetchval("select exists (select from pg_roles where rolname = $1)", role):
            await connection.execute(f"revoke all on all tables in schema public from {role}")
    for (signature,) in await connection.fetch(_OWN_FUNCTIONS):
        await connection.execute(f"drop function {signature}")
