"""Connections to Postgres, each under one of our two roles.

Row-level security depends on the role. A connection names it when it begins, and serves nobody unless Postgres
says that it is in force, so that something between us and Postgres that drops it stops the service and opens
nothing. Behind a pooler that lends a server's connection for one transaction
(`WEEKLOG_DATABASE_POOLER=transaction`), each transaction names it instead.

A pool belongs to the event loop that opened it: a process opens its `Database` on the loop that uses it.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import TracebackType
from typing import Any, TypeAlias, TypeVar, overload

import asyncpg
import orjson
from asyncpg.pool import PoolConnectionProxy
from sqlalchemy.sql import ClauseElement

from weeklog.database_address import CONNECT_SECONDS, connect, connection_arguments
from weeklog.db.base import Query
from weeklog.db.rows import IsRow
from weeklog.errors import Unavailable
from weeklog.settings import Settings
from weeklog.spans import tracer

Record = asyncpg.Record
Row = TypeVar("Row", bound=IsRow)
Connection: TypeAlias = "asyncpg.Connection[Record] | PoolConnectionProxy[Record]"

STATEMENT_SECONDS = 30.0
# Of a connection: one that a network has forgotten would cost its next user half a minute.
IDLE_SECONDS = 10.0
STATEMENTS_KEPT = 100  # prepared ones, of a connection: asyncpg's own number
# A client that is gone without a word would keep its locks, and everybody would wait for them.
_ABANDONED = "set idle_in_transaction_session_timeout = '30s'"
MAY_BE_IDLE = (
    "set local idle_in_transaction_session_timeout = 0"  # for one that waits for files, or reads pages
)
_WHO_AM_I = """
select current_user::text as name, rolsuper or rolbypassrls as above_policies from pg_roles
  where rolname = current_user
"""
AWAY = "the database is away: try again in a moment"
LOST = (
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # it is shutting down, starting or recovering
    asyncpg.InsufficientResourcesError,  # it has no connection, disk or memory left
    OSError,
    TimeoutError,
)


class WrongRoleError(Unavailable):
    """The connection does not run as the role that row-level security is written for."""


class Database:
    """One pool. `role` is what every connection becomes at its start, and returns to whatever a session does.

    `pooled`: behind a pooler in transaction mode; `listen_url` then leads past it.
    """

    def __init__(
        self,
        url: str,
        role: str,
        size: int,
        name: str,
        *,
        pooled: bool = False,
        listen_url: str | None = None,
    ) -> None:
        self._url, self._role, self._size, self._name = url, role, size, name
        self._listen_url = listen_url or url
        self.pooled = pooled
        self.begin = f"BEGIN; SET LOCAL ROLE {role}" if pooled else "BEGIN"
        self._pool: asyncpg.Pool[Record] | None = None

    @classmethod
    def of(cls, settings: Settings, role: str, size: int, name: str) -> "Database":
        return cls(
            settings.database_url,
            role,
            size,
            name,
            pooled=settings.database_pooler == "transaction",
            listen_url=settings.database_listen_url,
        )

    async def open(self) -> None:
        """Raises WrongRoleError when connections would not run as `role`."""
        self._pool = await asyncpg.create_pool(
            **connection_arguments(self._url, **self._server_settings(pooled=self.pooled)),
            min_size=1,
            max_size=self._size,
            command_timeout=STATEMENT_SECONDS,
            max_inactive_connection_lifetime=IDLE_SECONDS,
            init=self._prepare,
            reset=_leave_no_transaction,
            # A pooler keeps no statement that was prepared for a session.
            statement_cache_size=0 if self.pooled else STATEMENTS_KEPT,
        )

    def _server_settings(self, *, pooled: bool) -> dict[str, str]:
        named = {"application_name": self._name, "timezone": "UTC"}
        return named if pooled else named | {"role": self._role}

    async def _prepare(self, connection: Connection) -> None:
        await connection.execute(self.begin)
        await self._check_role(connection)
        await connection.set_type_codec(
            "jsonb",
            schema="pg_catalog",
            format="binary",
            encoder=lambda value: (
                b"\x01" + orjson.dumps(value)
            ),  # the wire form is a version byte and the text
            decoder=lambda wire: orjson.loads(wire[1:]),
        )
        await connection.execute("COMMIT")
        if not self.pooled:  # said by a statement: a pooler refuses it at the start of a connection
            await connection.execute(_ABANDONED)
        if (kept := tracer()) is not None:
            connection.add_query_logger(lambda ran: kept.statement(ran.query, ran.elapsed, ran.exception))

    async def _check_role(self, connection: Connection) -> None:
        name, above_policies = await connection.fetchrow(_WHO_AM_I) or (None, True)
        if name != self._role or above_policies:
            raise WrongRoleError(
                f"the database's connections run as {name} and not as {self._role}, so that "
                "row-level security would"
                " not hold. A pooler may have dropped the role: set WEEKLOG_DATABASE_POOLER=transaction"
                " (docs/running.md, Behind a pooler)"
            )

    async def close(self) -> None:
        if (pool := self._pool) is not None:
            self._pool = None
            pool.terminate()

    def connection(self) -> AbstractAsyncContextManager[Connection]:
        if self._pool is None:
            raise Unavailable("the database is closed: this process is ending")
        return _Lent(self._pool)

    def statement(self) -> AbstractAsyncContextManager[Connection]:
        """A connection for one statement, which is a transaction by itself."""
        return self.transaction() if self.pooled else self.connection()

    @asynccontextmanager
    async def _alone(self) -> AsyncGenerator[Connection]:
        """`statement`, whose losses are `Unavailable`: nobody above has to know what Postgres raises."""
        try:
            async with self.statement() as connection:
                yield connection
        except LOST as error:
            raise Unavailable(AWAY) from error

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Connection]:
        async with self.connection() as connection:
            await connection.execute(self.begin)
            try:
                yield connection
            except BaseException as error:
                await roll_back(connection, error)
                raise
            await connection.execute("COMMIT")

    @overload
    async def all(self, query: Query[Row], **values: Any) -> list[Row]: ...

    @overload
    async def all(self, query: str, *arguments: Any) -> list[Record]: ...

    async def all(self, query: Query[Any] | str, *arguments: Any, **values: Any) -> list[Any]:
        """One statement in a transaction of its own, under no person's identity: for the system role's metadata.

        Raises Unavailable, as all four do, while the database is away or its connections are taken.
        """
        sql, bound = bind(query, arguments, values)
        async with self._alone() as connection:
            return rows(query, await connection.fetch(sql, *bound))

    @overload
    async def one(self, query: Query[Row], **values: Any) -> Row | None: ...

    @overload
    async def one(self, query: str, *arguments: Any) -> Record | None: ...

    async def one(self, query: Query[Any] | str, *arguments: Any, **values: Any) -> Any:
        sql, bound = bind(query, arguments, values)
        async with self._alone() as connection:
            return first(query, await connection.fetchrow(sql, *bound))

    async def value(self, query: Query[Any] | str, *arguments: Any, **values: Any) -> Any:
        """The first column of the first row; None when there is none."""
        sql, bound = bind(query, arguments, values)
        async with self._alone() as connection:
            return await connection.fetchval(sql, *bound)

    async def run(self, query: Query[Any] | str, *arguments: Any, **values: Any) -> None:
        sql, bound = bind(query, arguments, values)
        async with self._alone() as connection:
            await connection.execute(sql, *bound)

    @asynccontextmanager
    async def listening(self, channel: str, hear: Callable[[str], None]) -> AsyncGenerator[asyncio.Event]:
        """A connection of its own that calls `hear(payload)`, for as long as the block runs. The event is set when the
        connection is lost: then listen again.

        Notifications are best effort: whoever listens also polls.
        """
        connection = await connect(self._listen_url, **self._server_settings(pooled=False))
        lost = asyncio.Event()

        def pass_on(_connection: object, _pid: int, _channel: str, payload: object) -> None:
            hear(str(payload))

        connection.add_termination_listener(lambda _: lost.set())
        try:
            await self._check_role(connection)
            await connection.add_listener(channel, pass_on)
            yield lost
        finally:
            connection.terminate()


def bind(
    query: Query[Any] | ClauseElement | str, arguments: tuple[Any, ...], values: dict[str, Any]
) -> tuple[str, tuple[Any, ...] | list[Any]]:
    if isinstance(query, ClauseElement):
        query = Query(query)
    if isinstance(query, Query):
        return query.sql, query.arguments(values)
    return query, arguments


def rows(query: Query[Any] | ClauseElement | str, records: list[Record]) -> list[Any]:
    return query.rows(records) if isinstance(query, Query) else records


def first(query: Query[Any] | ClauseElement | str, record: Record | None) -> Any:
    return query.first(record) if isinstance(query, Query) else record


class _Lent:
    """A connection of the pool, for a block.

    When a statement is not answered in time, the server may be gone without a word, and with it whatever else is open
    to it: all connections are made anew, so that not each of them is waited for in its turn.
    """

    __slots__ = ("_connection", "_pool")

    def __init__(self, pool: "asyncpg.Pool[Record]") -> None:
        self._pool = pool

    async def __aenter__(self) -> Connection:
        # One that waits in the pool is had at once; a timer for that would cost as much as the rest of taking it.
        patience = None if self._pool.get_idle_size() else CONNECT_SECONDS * 2
        self._connection = await self._pool.acquire(timeout=patience)
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, TimeoutError):
            self._connection.terminate()
            await self._pool.expire_connections()
        try:
            # After a cancelled statement, for its end; nothing else is waited for.
            await self._pool.release(self._connection, timeout=CONNECT_SECONDS if error else None)
        except TimeoutError:
            await self._pool.expire_connections()


async def roll_back(connection: Connection, why: BaseException) -> None:
    """One that did not answer in time is not asked for that either: whoever lent it closes it."""
    if isinstance(why, TimeoutError) or connection.is_closed():
        return
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await connection.execute("ROLLBACK")
    except TimeoutError:
        connection.terminate()


async def _leave_no_transaction(connection: Connection) -> None:
    """Nothing but transaction-local settings is ever set, so that a round trip of RESET ALL would buy nothing."""
    if connection.is_in_transaction():
        await connection.execute("ROLLBACK")
