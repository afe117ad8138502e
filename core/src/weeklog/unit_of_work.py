"""One request or one job = one unit of work = one transaction. Nobody else commits.

Rows and jobs are written in the transaction; events leave only after it has committed. The person on whose behalf it
runs is bound for this transaction alone, and Postgres shows it no other person's rows.
"""

from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, Protocol, TypeVar, overload
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.sql import ClauseElement

from weeklog.db.base import Query
from weeklog.db.engine import LOST, Connection, Database, Record, bind, first, roll_back, rows
from weeklog.db.rows import IsRow
from weeklog.errors import Unavailable
from weeklog.events.catalogue import PersonEvent
from weeklog.ids import PersonId
from weeklog.jobs.contract import JobKind
from weeklog.jobs.queue import Claim, cancel, enqueue, finish, finish_all
from weeklog.vocabulary import JobEnd

Statement = Query[Any] | ClauseElement | str
P = TypeVar("P", bound=BaseModel)
E = TypeVar("E", bound=PersonEvent)
Row = TypeVar("Row", bound=IsRow)


_AWAY = {
    False: "the database is away and nothing was saved: try again in a moment",
    True: "the database went away while saving: repeat the request, with the same Idempotency-Key if it had one",
}


class Publisher(Protocol):
    """Carries events to people's open sockets. Best effort by design: what it loses, a refetch brings back."""

    def publish(self, person_id: PersonId, events: Sequence[PersonEvent]) -> None: ...


class Versions(Protocol):
    """Move when something of a person's worklog changes: what was kept before is not found under the new one."""

    def moving(self, people: Iterable[PersonId]) -> AbstractAsyncContextManager[None]:
        """Around a commit. When it is left, nobody is told any more what was before."""
        ...


class UnitOfWork:
    def __init__(self, connection: Connection, person_id: PersonId) -> None:
        self.person_id = person_id
        self._connection = connection
        self.events: list[tuple[PersonId, PersonEvent]] = []  # and whom each is for

    @overload
    async def all(self, statement: Query[Row], **values: Any) -> list[Row]: ...

    @overload
    async def all(self, statement: str, *arguments: Any) -> list[Record]: ...

    async def all(self, statement: Statement, *arguments: Any, **values: Any) -> list[Any]:
        sql, bound = bind(statement, arguments, values)
        return rows(statement, await self._connection.fetch(sql, *bound))

    @overload
    async def one(self, statement: Query[Row], **values: Any) -> Row | None: ...

    @overload
    async def one(self, statement: str, *arguments: Any) -> Record | None: ...

    async def one(self, statement: Statement, *arguments: Any, **values: Any) -> Any:
        sql, bound = bind(statement, arguments, values)
        return first(statement, await self._connection.fetchrow(sql, *bound))

    async def value(self, statement: Statement, *arguments: Any, **values: Any) -> Any:
        sql, bound = bind(statement, arguments, values)
        return await self._connection.fetchval(sql, *bound)

    async def run(self, statement: Statement, *arguments: Any, **values: Any) -> int:
        """The number of rows it wrote."""
        sql, bound = bind(statement, arguments, values)
        done = await self._connection.execute(sql, *bound)
        return int(done.rsplit(" ", 1)[-1]) if done[-1].isdigit() else 0

    async def run_many(self, query: Query[Any], rows: Sequence[dict[str, Any]]) -> None:
        await self._connection.executemany(query.sql, [query.arguments(row) for row in rows])

    async def enqueue(self, kind: JobKind[P], payload: P) -> UUID:
        """The job's id. It is a row of this transaction: it runs if, and only if, this commits."""
        return await enqueue(self._connection, kind, payload, self.person_id)

    async def cancel_job(self, job_id: UUID) -> None:
        await cancel(self._connection, job_id)

    async def finish_job(self, claim: Claim, state: JobEnd, error: str | None) -> bool:
        return await finish(self._connection, claim, state, error)

    async def finish_jobs(self, claims: Sequence[Claim]) -> set[UUID]:
        """The jobs, of whichever people, that their attempts still owned: they are done when this commits."""
        return await finish_all(self._connection, claims)

    def publish(self, event: PersonEvent, to: Iterable[PersonId] | None = None) -> None:
        """Sends the event after the commit: to this unit's person, or to the people in `to` instead.

        The caller has checked that those people may read what the event says.
        """
        self.events += [(person_id, event) for person_id in ((self.person_id,) if to is None else to)]


class Store:
    """Where units of work come from. `versions`: of those to whom events are told; none where nothing is kept."""

    def __init__(self, database: Database, publisher: Publisher, versions: Versions | None = None) -> None:
        self._database = database
        self._publisher = publisher
        self._versions = versions

    @asynccontextmanager
    async def begin(self, person_id: PersonId) -> AsyncGenerator[UnitOfWork]:
        committing = False
        try:
            async with self._database.connection() as connection:
                work = UnitOfWork(connection, person_id)
                # One round trip; a UUID needs no quoting.
                await connection.execute(
                    f"{self._database.begin}; SET LOCAL app.person_id = '{UUID(str(person_id))}'"
                )
                try:
                    yield work
                except BaseException as error:
                    await roll_back(connection, error)
                    raise
                committing = True
                async with self._moving(person_id for person_id, _ in work.events):
                    await connection.execute("COMMIT")
        except LOST as error:
            raise Unavailable(_AWAY[committing]) from error
        for told in dict.fromkeys(person_id for person_id, _ in work.events):
            self._publisher.publish(told, [event for person_id, event in work.events if person_id == told])

    @overload
    async def one_alone(self, statement: Query[Row], **values: Any) -> Row | None: ...

    @overload
    async def one_alone(self, statement: str, *arguments: Any) -> Record | None: ...

    async def one_alone(self, statement: Query[Any] | str, *arguments: Any, **values: Any) -> Any:
        """A unit of work of one statement, in one round trip instead of three.

        The statement binds the person itself (`weeklog.db.base.binding`, or a function that does it first), and
        Postgres commits it before it answers.
        """
        sql, bound = bind(statement, arguments, values)
        try:
            async with self._database.statement() as connection:
                return first(statement, await connection.fetchrow(sql, *bound))
        except LOST as error:
            raise Unavailable(_AWAY[True]) from error

    async def value_alone(self, query: Query[Any], **values: Any) -> Any:
        """The same for a statement that answers one value."""
        sql, bound = bind(query, (), values)
        try:
            async with self._database.statement() as connection:
                return await connection.fetchval(sql, *bound)
        except LOST as error:
            raise Unavailable(_AWAY[True]) from error

    def publish(self, person_id: PersonId, event: PersonEvent) -> None:
        """Tells what a statement that was run alone has done."""
        self._publisher.publish(person_id, [event])

    async def run_alone(
        self, query: Query[Row], event: Callable[[Row], E], *, person_id: PersonId, **values: Any
    ) -> E:
        """The same for a statement that writes one row; it tells what happened, and answers it."""
        async with self._moving((person_id,)):
            row = await self.one_alone(query, person_id=person_id, **values)
        assert row is not None  # an INSERT that returns nothing has raised
        happened = event(row)
        self.publish(person_id, happened)
        return happened

    def _moving(self, people: Iterable[PersonId]) -> AbstractAsyncContextManager[None]:
        if self._versions is None or not (moved := set(people)):
            return nullcontext()
        return self._versions.moving(moved)
