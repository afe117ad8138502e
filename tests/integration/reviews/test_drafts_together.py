"""Reviews that fall due in one moment share their statements and their commit, and nothing else."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.support.people import RecordingPublisher, make_person
from weeklog.db.engine import Database, Record
from weeklog.entries.tables import entries
from weeklog.ids import PersonId, new_id
from weeklog.jobs.queue import JobQueue
from weeklog.reviews.tables import lock_review
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog.workers.together import Together
from weeklog.workers.worker import Job, JobRunner
from weeklog_reporting.review import Reviews
from weeklog_scheduler.due import DueReviews

FRIDAY = datetime(2026, 10, 9, 10, 1, tzinfo=UTC)  # a minute after five in Hanoi
MONDAY = date(2026, 10, 5)
PEOPLE = 12
ENOUGH = 30  # seconds


@dataclass
class Crowd:
    system: Database
    store: Store
    people: list[PersonId]
    together: list[int] = field(default_factory=list[int])  # reviews that each shared call has drafted
    alone: list[UUID] = field(default_factory=list[UUID])  # jobs

    async def jobs(self) -> list[Record]:
        return await self.system.all(
            "select id, state, attempt, person_id, (payload ->> 'review_id')::uuid as review_id from jobs"
            " where kind = 'reviews.draft_review' order by person_id"
        )

    async def texts(self, person: PersonId) -> list[str]:
        async with self.store.begin(person) as work:
            return await work.value(
                "select array_agg(l ->> 'text') from reviews r, jsonb_array_elements(r.lines) l"
            )

    async def versions(self, person: PersonId) -> int:
        async with self.store.begin(person) as work:
            return await work.value("select count(*) from review_versions")

    def handler(self) -> Together:
        reviews = Reviews(lambda: FRIDAY)

        async def together(jobs: Sequence[Job]) -> set[Job]:
            done = await reviews.draft_together(jobs)
            self.together.append(len(done))
            return done

        async def alone(job: Job) -> None:
            self.alone.append(job.claim.job_id)
            await reviews.draft(job)

        return Together(together, alone, PEOPLE)

    async def run(self, handler: Together | None = None) -> None:
        """Takes all jobs as one hint."""
        queue = JobQueue(self.system, 60.0)
        runner = JobRunner(
            queue, self.store, {"reviews.draft_review": handler or self.handler()}, "test", PEOPLE
        )
        await runner.take([job["id"] for job in await self.jobs()])
        await runner.drain(ENOUGH)


@pytest.fixture
async def crowd(system: Database, app_database: Database) -> Crowd:
    store = Store(app_database, RecordingPublisher())
    people = sorted(
        [await make_person(system, f"{n}@example.com", starts_on=MONDAY, weeks=2) for n in range(PEOPLE)]
    )
    crowd = Crowd(system, store, people)
    for number, person in enumerate(people):
        await log(crowd, person, f"Build image {number}")
    assert await DueReviews(system, lambda: FRIDAY, timedelta(days=28), 0).look() == PEOPLE
    return crowd


async def log(crowd: Crowd, person: PersonId, text: str) -> None:
    async with crowd.store.begin(person) as work:
        programme: UUID = await work.value("select programme_id from members where person_id = $1", person)
        await work.run(
            entries.insert().values(
                id=new_id(), person_id=person, programme_id=programme, week=1, text=text, start_on=MONDAY,
                end_on=MONDAY,
            )
        )  # fmt: skip


@asynccontextmanager
async def holding(crowd: Crowd, person: PersonId, review: UUID) -> AsyncGenerator[UnitOfWork]:
    async with crowd.store.begin(person) as work:
        await work.one(lock_review, id=review)
        yield work


async def test_each_gets_a_draft_of_their_own_week_once(crowd: Crowd) -> None:
    await crowd.run()
    assert (crowd.together, crowd.alone) == ([PEOPLE], [])
    for number, person in enumerate(crowd.people):
        texts = await crowd.texts(person)
        assert any(f"“Build image {number}”" in text for text in texts)
        assert await crowd.versions(person) == 1
    assert {(job["state"], job["attempt"]) for job in await crowd.jobs()} == {("done", 1)}
    await crowd.run()  # sent twice
    assert crowd.together == [PEOPLE]


async def test_one_that_somebody_holds_keeps_nobody_waiting(crowd: Crowd) -> None:
    held, *others = await crowd.jobs()

    async def others_are_done() -> bool:
        return [job["state"] for job in await crowd.jobs()] == ["running", *("done" for _ in others)]

    async with holding(crowd, held["person_id"], held["review_id"]):
        running = asyncio.create_task(crowd.run())
        async with asyncio.timeout(ENOUGH):
            while not await others_are_done():
                await asyncio.sleep(0.02)
    await running
    assert (crowd.together, crowd.alone) == ([PEOPLE - 1], [held["id"]])
    assert {job["state"] for job in await crowd.jobs()} == {"done"}


async def test_one_that_fails_is_tried_again_and_the_others_are_done(crowd: Crowd) -> None:
    broken, *others = await crowd.jobs()
    await crowd.system.all("update people set zone = 'No/Where' where id = $1", broken["person_id"])
    await crowd.run()
    assert (crowd.together, crowd.alone) == ([PEOPLE - 1], [broken["id"]])
    states = [(job["state"], job["attempt"]) for job in await crowd.jobs()]
    assert states == [("queued", 1), *(("done", 1) for _ in others)]


async def test_when_the_call_fails_each_is_done_alone(crowd: Crowd) -> None:
    reviews = Reviews(lambda: FRIDAY)

    async def fails_at_its_end(jobs: Sequence[Job]) -> set[Job]:
        await reviews.draft_together(jobs)
        raise RuntimeError

    async def not_at_all(_jobs: Sequence[Job]) -> set[Job]:
        raise RuntimeError

    await crowd.run(Together(not_at_all, reviews.draft, PEOPLE))
    assert {(job["state"], job["attempt"]) for job in await crowd.jobs()} == {("done", 1)}
    assert {await crowd.versions(person) for person in crowd.people} == {1}
    await crowd.system.all("update jobs set state = 'queued', finished_at = null")
    await crowd.run(
        Together(fails_at_its_end, reviews.draft, PEOPLE)
    )  # after its commit: nothing is done twice
    assert {job["state"] for job in await crowd.jobs()} == {"done"}
    assert {await crowd.versions(person) for person in crowd.people} == {1}


async def test_an_attempt_that_was_replaced_saves_nothing(crowd: Crowd) -> None:
    replaced, *others = await crowd.jobs()
    reviews = Reviews(lambda: FRIDAY)

    async def late(jobs: Sequence[Job]) -> set[Job]:
        await crowd.system.all("update jobs set attempt = attempt + 1 where id = $1", replaced["id"])
        return await reviews.draft_together(jobs)

    await crowd.run(Together(late, reviews.draft, PEOPLE))
    states = [(job["state"], job["attempt"]) for job in await crowd.jobs()]
    assert states == [("running", 2), *(("done", 1) for _ in others)]
    assert await crowd.versions(replaced["person_id"]) == 0


async def test_what_is_written_while_a_draft_is_made_marks_it_as_stale(crowd: Crowd) -> None:
    """The write waits until the draft is there: no draft misses an entry and passes for fresh."""
    person = crowd.people[0]
    reviews = Reviews(lambda: FRIDAY)
    [job, *_] = await crowd.jobs()
    async with holding(crowd, person, job["review_id"]) as work:
        writing = asyncio.create_task(log(crowd, person, "Written meanwhile"))
        async with asyncio.timeout(ENOUGH):
            while not await crowd.system.value("select exists (select from pg_locks where not granted)"):
                await asyncio.sleep(0.02)
        await work.run("update reviews set state = 'drafted', drafted_at = now(), stale_at = null")
    await writing
    async with crowd.store.begin(person) as work:
        assert await work.value("select stale_at is not null from reviews")
    await crowd.run(Together(reviews.draft_together, reviews.draft, PEOPLE))
    assert any("Written meanwhile" in text for text in await crowd.texts(person))
