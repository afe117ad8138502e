"""The life of a job as rows, on a real Postgres."""

import asyncio
from uuid import UUID

import pytest

from tests.support.people import RecordingPublisher, make_person
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.jobs.catalogue import DRAFT_REVIEW, GENERATE_REPLY, DraftReview, GenerateReply
from weeklog.jobs.queue import Claim, JobQueue
from weeklog.unit_of_work import Store

LEASE = 0.4  # seconds
CHAT, REVIEWS = GENERATE_REPLY.queue, DRAFT_REVIEW.queue


@pytest.fixture
async def person(system: Database) -> PersonId:
    return await make_person(system)


@pytest.fixture
def store(app_database: Database) -> Store:
    return Store(app_database, RecordingPublisher())


@pytest.fixture
def queue(system: Database) -> JobQueue:
    return JobQueue(system, LEASE, redispatch_seconds=0.2)


async def enqueue(store: Store, person: PersonId) -> UUID:
    async with store.begin(person) as work:
        return await work.enqueue(GENERATE_REPLY, GenerateReply(reply_id=new_id()))


async def claimed(queue: JobQueue, job: UUID, owner: str) -> Claim | None:
    return next(iter(await queue.claim([job], owner)), None)


async def state_of(system: Database, job: UUID) -> str:
    row = await system.one("select state from jobs where id = $1", job)
    assert row is not None
    return row["state"]


async def test_a_job_whose_transaction_fails_does_not_exist(
    store: Store, person: PersonId, system: Database
) -> None:
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the block is the transaction
        async with store.begin(person) as work:
            await work.enqueue(GENERATE_REPLY, GenerateReply(reply_id=new_id()))
            raise ZeroDivisionError
    assert await system.all("select 1 from jobs") == []


async def test_fifty_workers_that_hear_of_one_job_make_one_claim(
    store: Store, person: PersonId, queue: JobQueue
) -> None:
    job = await enqueue(store, person)
    claims = await asyncio.gather(*(claimed(queue, job, f"worker {number}") for number in range(50)))
    assert [claim.attempt for claim in claims if claim] == [1]


async def test_many_jobs_are_claimed_at_once_and_each_by_one_process(
    queue: JobQueue, store: Store, person: PersonId, system: Database
) -> None:
    jobs = [await enqueue(store, person) for _ in range(40)]
    assert await claimed(queue, jobs[0], "before")
    async with store.begin(person) as work:
        await work.cancel_job(jobs[1])
    orders = [jobs[at:] + jobs[:at] for at in range(0, 40, 4)]
    found = await asyncio.gather(*(queue.claim(order, f"worker {n}") for n, order in enumerate(orders)))
    made = sorted(claim.job_id for claims in found for claim in claims)
    assert made == sorted(jobs[2:])
    owners = {claim.job_id: f"worker {n}" for n, claims in enumerate(found) for claim in claims}
    rows = await system.all("select id, owner from jobs where id = any($1)", jobs[2:])
    assert {row["id"]: row["owner"] for row in rows} == owners


async def test_a_due_job_is_sent_once_and_comes_back_later_when_nobody_claims_it(
    store: Store, person: PersonId, queue: JobQueue
) -> None:
    job = await enqueue(store, person)
    assert [due.id for due in await queue.due(CHAT)] == [job]
    assert await queue.due(CHAT) == []
    await asyncio.sleep(0.25)
    assert [due.id for due in await queue.due(CHAT)] == [job]


async def test_a_question_is_not_behind_the_reviews_that_were_due_before(
    store: Store, person: PersonId, queue: JobQueue
) -> None:
    async with store.begin(person) as work:
        reviews = [await work.enqueue(DRAFT_REVIEW, DraftReview(review_id=new_id())) for _ in range(5)]
    job = await enqueue(store, person)
    assert [due.id for due in await queue.due(CHAT, limit=2)] == [job]
    assert len(await queue.due(REVIEWS, limit=2)) == 2
    assert {due.id for due in await queue.due(REVIEWS)} < set(reviews)


async def test_an_attempt_whose_lease_ran_out_is_replaced_and_can_write_nothing(
    store: Store, person: PersonId, queue: JobQueue, system: Database
) -> None:
    job = await enqueue(store, person)
    stale = await claimed(queue, job, "frozen")
    assert stale
    await asyncio.sleep(LEASE + 0.1)
    fresh = await claimed(queue, job, "alive")
    assert fresh
    assert fresh.attempt == 2
    assert await queue.heartbeat([stale]) == {}
    assert await queue.finish(stale, "done") is False
    await queue.hand_back(stale)
    assert await queue.retry(stale, "no matter") is None
    assert await state_of(system, job) == "running"
    assert await queue.finish(fresh, "done") is True
    assert await state_of(system, job) == "done"


async def test_a_heartbeat_keeps_a_job_and_tells_of_a_stop(
    store: Store, person: PersonId, queue: JobQueue, system: Database
) -> None:
    job = await enqueue(store, person)
    claim = await claimed(queue, job, "worker")
    assert claim
    for _ in range(3):
        await asyncio.sleep(LEASE / 2)
        assert await queue.heartbeat([claim]) == {job: False}
    async with store.begin(person) as work:
        await work.cancel_job(job)
    assert await queue.heartbeat([claim]) == {job: True}
    assert await state_of(system, job) == "running"  # its worker ends it, with what it has


async def test_a_waiting_job_is_cancelled_at_once(
    store: Store, person: PersonId, queue: JobQueue, system: Database
) -> None:
    job = await enqueue(store, person)
    async with store.begin(person) as work:
        await work.cancel_job(job)
    assert await state_of(system, job) == "cancelled"
    assert await claimed(queue, job, "late") is None


async def test_a_stranger_cannot_cancel_it(
    store: Store, person: PersonId, queue: JobQueue, system: Database
) -> None:
    job = await enqueue(store, person)
    async with store.begin(PersonId(new_id())) as work:
        await work.cancel_job(job)
    assert await state_of(system, job) == "queued"


async def test_a_handed_back_job_starts_again_at_once_without_spending_an_attempt(
    store: Store, person: PersonId, queue: JobQueue, system: Database
) -> None:
    job = await enqueue(store, person)
    await queue.due(CHAT)
    claim = await claimed(queue, job, "leaving")
    assert claim
    await queue.hand_back(claim)
    assert [due.id for due in await queue.due(CHAT)] == [job]
    row = await system.one("select max_attempts - attempt as left from jobs where id = $1", job)
    assert row is not None
    assert row["left"] == GENERATE_REPLY.max_attempts


async def test_a_job_that_kills_its_workers_is_failed_after_its_last_attempt(
    store: Store, person: PersonId, queue: JobQueue, system: Database
) -> None:
    job = await enqueue(store, person)
    for _ in range(GENERATE_REPLY.max_attempts):
        assert await claimed(queue, job, "doomed")
        await system.all("update jobs set lease_until = now() - interval '1 s' where id = $1", job)
    assert await claimed(queue, job, "one more") is None
    assert [(reaped.id, reaped.state) for reaped in await queue.reap()] == [(job, "failed")]
    assert await queue.reap() == []


async def test_a_job_past_its_deadline_is_failed_even_if_it_never_ran(
    store: Store, person: PersonId, queue: JobQueue, system: Database
) -> None:
    job = await enqueue(store, person)
    await system.all("update jobs set deadline_at = now() - interval '1 s' where id = $1", job)
    assert await claimed(queue, job, "late") is None
    assert [reaped.error for reaped in await queue.reap()] == ["it was not finished in time"]


@pytest.mark.parametrize("how", ["retry", "hand_back"])
async def test_a_stop_that_meets_the_end_of_an_attempt_still_cancels(
    how: str, store: Store, person: PersonId, queue: JobQueue, system: Database
) -> None:
    job = await enqueue(store, person)
    claim = await claimed(queue, job, "worker")
    assert claim
    async with store.begin(person) as work:
        await work.cancel_job(job)
    await (queue.retry(claim, "busy") if how == "retry" else queue.hand_back(claim))
    assert [(reaped.id, reaped.state) for reaped in await queue.reap()] == [(job, "cancelled")]


async def test_a_retry_waits_as_long_as_it_was_told(
    store: Store, person: PersonId, queue: JobQueue, system: Database
) -> None:
    job = await enqueue(store, person)
    claim = await claimed(queue, job, "worker")
    assert claim
    assert await queue.retry(claim, "the provider is busy", after=0.3) == "queued"
    assert await queue.due(CHAT) == []
    await asyncio.sleep(0.35)
    assert [due.id for due in await queue.due(CHAT)] == [job]


async def test_what_a_person_may_see_is_decided_by_postgres(store: Store, person: PersonId) -> None:
    job = await enqueue(store, person)
    async with store.begin(PersonId(new_id())) as work:
        assert await work.all("select id from jobs") == []
        assert await work.all("select id from people") == []
    async with store.begin(person) as work:
        assert [row["id"] for row in await work.all("select id from jobs")] == [job]
