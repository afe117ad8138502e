"""Finds whose rows search has not read yet, and gives each of them one job. Run as many as you like: one job per
person waits at a time, and a second one finds nothing left to do."""

from weeklog.db.engine import Database
from weeklog.db.rows import values_of
from weeklog.jobs.catalogue import INDEX_SEARCH, IndexSearch
from weeklog.jobs.queue import enqueue
from weeklog.search import embeddings
from weeklog.search.tables import (
    UnindexedRow,
    looked,
    mark_changed,
    people_without_meanings,
    unindexed_people,
)

MOST_AT_ONCE = 200


class UnindexedRows:
    def __init__(self, database: Database, *, semantic: bool) -> None:
        self._database, self._semantic = database, semantic

    async def look(self) -> int:
        """How many people were given a job."""
        people = await self._database.all(unindexed_people, most=MOST_AT_ONCE)
        if not people and self._semantic:
            people = await self._database.all(
                people_without_meanings, model=embeddings.MODEL, most=MOST_AT_ONCE
            )
        begun = sum([await self._begin(row) for row in people])
        if len(people) < MOST_AT_ONCE:
            await self._database.run(looked)
        return begun

    async def _begin(self, row: UnindexedRow) -> bool:
        """The mark outlives the job: what it names is looked for until it is read."""
        async with self._database.transaction() as connection:
            arguments = mark_changed.arguments(values_of(row) | {"kind": INDEX_SEARCH.name})
            if await connection.fetchval(mark_changed.sql, *arguments) is None:
                return False
            await enqueue(connection, INDEX_SEARCH, IndexSearch(programme_id=row.programme_id), row.person_id)
            return True
