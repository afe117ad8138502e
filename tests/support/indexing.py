"""Lets search read what somebody wrote, as the scheduler and the reporting worker do."""

import asyncio
from uuid import UUID

from tests.support.people import RecordingPublisher
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.jobs.catalogue import INDEX_SEARCH, IndexSearch
from weeklog.jobs.queue import JobQueue, enqueue
from weeklog.unit_of_work import Store
from weeklog.workers.worker import JobRunner
from weeklog_reporting.search_index import SearchIndex


async def index(
    system: Database, app_database: Database, person: PersonId, programme_id: UUID, *, semantic: bool
) -> None:
    async with system.connection() as connection:
        job_id = await enqueue(connection, INDEX_SEARCH, IndexSearch(programme_id=programme_id), person)
    handlers = {INDEX_SEARCH.name: SearchIndex(semantic=semantic).run}
    runner = JobRunner(JobQueue(system, 20), Store(app_database, RecordingPublisher()), handlers, "tests", 1)
    assert await runner.take([job_id]) == 1
    await runner.drain(seconds=120)
    state = await system.one("select state, error from jobs where id = $1", job_id)
    assert state is not None
    assert state["state"] == "done", state["error"]
    await asyncio.sleep(0)
