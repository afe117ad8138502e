"""The scheduler as it runs: two of them, at four on a Friday."""

import asyncio
from datetime import date
from uuid import UUID

from tests.support.stack import running_stack
from tests.support.team import told
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import Database
from weeklog.entries.tables import entries
from weeklog.events.person_stream import PersonStreams
from weeklog.events.redis import connect
from weeklog.ids import PersonId, new_id
from weeklog.unit_of_work import Store

FRIDAY = "2026-10-09T16:30:00+07:00"
OFTEN = {"WEEKLOG_REMIND_EVERY_SECONDS": "0.5"}


async def test_two_schedulers_tell_somebody_once_what_the_week_lacks() -> None:
    with running_stack(now=FRIDAY, processes=(), env=OFTEN) as stack:
        person = PersonId(UUID(stack.person_id))
        database = Database(stack.database_url, APP_ROLE, 2, "tests")
        await database.open()
        redis = connect(stack.valkey.url)
        store = Store(database, PersonStreams(redis))
        async with store.begin(person) as work:
            await work.run(
                entries.insert().values(
                    id=new_id(), person_id=person, programme_id=UUID(stack.programme_id), week=1,
                    text="secret", start_on=date(2026, 10, 5), end_on=date(2026, 10, 8),
                )
            )  # fmt: skip
        stack.start("scheduler")
        stack.start("scheduler 2", "weeklog_scheduler")
        (event,) = await told(redis, person, "notice.raised")
        assert event["notice"]["kind"] == "incomplete_week"
        await asyncio.sleep(1.5)  # two more looks of each
        assert len(await told(redis, person, "notice.raised")) == 1
        async with store.begin(person) as work:
            (kept,) = await work.all("select text, missing from notices")
        assert kept["text"] == event["notice"]["text"]
        assert {"objectives", "achievements"} <= kept["missing"].keys()
        await redis.aclose()
        await database.close()
