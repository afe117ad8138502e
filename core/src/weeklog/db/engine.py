"""Connections to Postgres, each under one of our two roles.

A pool belongs to the event loop that opened it: a process opens its `Database` on the loop that uses it.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeAlias

import asyncpg
import orjson
from asyncpg.pool import PoolConnectionProxy

from weeklog.db.base import Query
from weeklog.errors import Unavailable

Record = asyncpg.Record
Connection: TypeAlias = "asyncpg.Connection[Record] | PoolConnectionProxy[Record]"

CONNECT_SECONDS = 5.0
STATEMENT_SECONDS = 30.0
LOST = (
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # it is shutting down, starting or recovering
    asyncpg.InsufficientResourcesError,  # it has no connection, disk or memory left
    OSError,
    TimeoutError,
)


class Database:
    """One pool. `role` is what every connection becomes at its start, and returns to whatever a session does."""

    def __init__(self, url: str, role: str, size: int, name: str) -> None:
        self._url, self._role, self._size, self._name = url, role, size, name
        self._pool: asyncpg.Pool[Record] | None = None

    async def open(self) -> None:
        self._pool = await asyncpg.create_pool(
            self._url,
            min_size=1,
            max_size=self._size,
            timeout=CONNECT_SECONDS,
            command_timeout=STATEMENT_SECONDS,
            max_inactive_connection_lifetime=0,
            init=_prepare,
            reset=_leave_no_transaction,
            server_settings=self._server_settings(),
        )

    def _server_settings(self) -> dict[str, str]:
        return {"role": self._role, "application_name": self._name, "timezone": "UTC"}

    async def close(self) -> None:
        if (pool := self._pool) is not None:
            self._pool = None
            pool.terminate()

    def connection(self) -> AbstractAsyncContextManager[Connection]:
        if self._pool is None:
            raise Unavailable("the database is closed: this process is ending")
        # One that waits in the pool is had at once; a timer for that would cost as much as the rest of taking it.
        patience = None if self._pool.get_idle_size() else CONNECT_SECONDS * 2
        return self._pool.acquire(timeout=patience)

    async def all(self, query: Query | str, *arguments: Any, **values: Any) -> list[Record]:
        """One statement in a transaction of its own, under no person's identity: for the system role's metadata."""
        sql, bound = bind(query, arguments, values)
        async with self.connection() as connection:
            return await connection.fetch(sql, *bound)

    async def one(self, query: Query | str, *arguments: Any, **values: Any) -> Record | None:
        sql, bound = bind(query, arguments, values)
        async with self.connection() as connection:
            return await connection.fetchrow(sql, *bound)

    @asynccontextmanager
    async def listening(self, channel: str, hear: Callable[[str], None]) -> AsyncGenerator[asyncio.Event]:
        """A connection of its own that calls `hear(payload)`, for as long as the block runs. The event is set when the
        connection is lost: then listen again.

        Notifications are best effort: whoever listens also polls.
        """
        connection = await asyncpg.connect(
            self._url, timeout=CONNECT_SECONDS, server_settings=self._server_settings()
        )
        lost = asyncio.Event()

        def pass_on(_connection: object, _pid: int, _channel: str, payload: object) -> None:
            hear(str(payload))

        connection.add_termination_listener(lambda _: lost.set())
        try:
            await connection.add_listener(channel, pass_on)
            yield lost
        finally:
            connection.terminate()


def bind(
    query: Query | str, arguments: tuple[Any, ...], values: dict[str, Any]
) -> tuple[str, tuple[Any, ...] | list[Any]]:
    if isinstance(query, Query):
        return query.sql, query.arguments(values)
    return query, arguments


async def _prepare(connection: Connection) -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: b"\x01" + orjson.dumps(value),  # the wire form is a version byte and the text
        decoder=lambda wire: orjson.loads(wire[1:]),
    )


async def _leave_no_transaction(connection: Connection) -> None:
    """Nothing but transaction-local settings is ever set, so that a round trip of RESET ALL would buy nothing."""
    if connection.is_in_transaction():
        await connection.execute("ROLLBACK")
