"""What is due is sent, on a real Postgres and a real Valkey: nobody reads the hints here."""

import asyncio
from typing import Any

import pytest

from tests.support.people import RecordingPublisher, make_person
from weeklog.db.engine import Database
from weeklog.events.redis import connect
from weeklog.ids import new_id
from weeklog.jobs.catalogue import (
    DRAFT_REVIEW,
    GENERATE_REPLY,
    WORD_REVIEW,
    DraftReview,
    GenerateReply,
    WordReview,
)
from weeklog.jobs.contract import JobKind
from weeklog.jobs.queue import JobQueue
from weeklog.unit_of_work import Store
from weeklog.workers.celery import celery_app
from weeklog_scheduler.dispatch import Dispatcher

REVIEWS = 3_000
OF_REVIEWS = ((DRAFT_REVIEW, DraftReview), (WORD_REVIEW, WordReview))
_SENT_BEFORE = """
select count(*) from jobs
 where kind like 'reviews.%' and dispatch_count > 0
   and next_dispatch_at <= (select next_dispatch_at from jobs where kind = 'chat.generate_reply')
"""


@pytest.mark.parametrize(("kind", "payload"), OF_REVIEWS, ids=("drafted", "worded"))
async def test_a_question_is_sent_before_thousands_of_reviews_that_were_due_earlier(
    app_database: Database, system: Database, redis_url: str, kind: JobKind[Any], payload: type[Any]
) -> None:
    async with connect(redis_url) as redis:
        await redis.delete("wl:chat", f"wl:{kind.queue}")
    store, person = Store(app_database, RecordingPublisher()), await make_person(system)
    async with store.begin(person) as work:
        for _ in range(REVIEWS):
            await work.enqueue(kind, payload(review_id=new_id()))
    async with store.begin(person) as work:
        await work.enqueue(GENERATE_REPLY, GenerateReply(reply_id=new_id()))
    dispatcher = Dispatcher(
        JobQueue(system, 20), system, celery_app("dispatch", redis_url), poll_seconds=0.05
    )
    running = asyncio.create_task(dispatcher.run())
    try:
        async with asyncio.timeout(30):
            while await system.value("select count(*) from jobs where dispatch_count = 0"):
                await asyncio.sleep(0.05)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert await system.value(_SENT_BEFORE) < REVIEWS / 2
    # Nor is its hint behind theirs: a worker takes from its lists in turn.
    async with connect(redis_url) as redis:
        assert await redis.llen("wl:chat") == 1
        assert await redis.llen(f"wl:{kind.queue}") > 1
