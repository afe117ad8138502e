"""What changes in mid-week, or in the minute that a review falls due, makes none twice and loses none."""

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.people import RecordingPublisher
from tests.support.team import Team, make_team
from weeklog.db.engine import Database
from weeklog_scheduler.due import DueReviews
from weeklog_scheduler.remind import Reminders


@pytest.fixture
async def team(system: Database) -> Team:
    """In Hanoi: five in the afternoon is 10:00 UTC."""
    team = await make_team(system)
    await system.all("update members set left_at = now() where person_id <> $1", team.an)
    return team


async def look(system: Database, now: str) -> int:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    return await DueReviews(system, lambda: moment, timedelta(days=28), 0).look()


async def weeks(system: Database) -> list[int]:
    rows = await system.all("select week from reviews order by week")
    return [row["week"] for row in rows]


@contextmanager
def server_zone(name: str) -> Generator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


@pytest.mark.parametrize(("weekday", "due"), [(0, "2026-10-12"), (3, "2026-10-15"), (5, "2026-10-10")])
async def test_the_due_day_is_changed_in_mid_week(
    system: Database, team: Team, weekday: int, due: str
) -> None:
    """Before the week was reviewed: by the new day. After it: not a second time."""
    assert await look(system, "2026-10-07T12:00") == 0
    await system.all("update programmes set review_weekday = $1", weekday)
    assert await look(system, "2026-10-09T10:01") == 0
    assert await look(system, f"{due}T09:59") == 0
    assert await look(system, f"{due}T10:01") == 1
    await system.all("update programmes set review_weekday = 4")
    assert await look(system, "2026-10-16T10:01") == 1
    await system.all("update programmes set review_weekday = 6")
    assert await look(system, "2026-10-18T10:01") == 0
    assert await weeks(system) == [1, 2]


async def test_a_programme_that_is_archived_on_its_friday_is_left_alone(system: Database, team: Team) -> None:
    assert await look(system, "2026-10-09T09:59") == 0
    await system.all("update programmes set archived_at = now()")
    assert await look(system, "2026-10-09T10:01") == 0
    moment = datetime(2026, 10, 9, 9, 30, tzinfo=UTC)
    assert await Reminders(system, RecordingPublisher(), lambda: moment).look() == 0
    await system.all("update programmes set archived_at = null")
    assert await look(system, "2026-10-10T10:01") == 1
    assert await system.value("select outcome from review_runs") == "caught_up"


async def test_a_zone_that_somebody_changes_counts_from_the_next_look_on(
    system: Database, team: Team
) -> None:
    same = DueReviews(system, lambda: moment, timedelta(days=28), 0)  # a scheduler that goes on running
    moment = datetime(2026, 10, 9, 9, 0, tzinfo=UTC)
    assert await same.look() == 0
    await system.all("update people set zone = 'America/New_York' where id = $1", team.an)
    moment = datetime(2026, 10, 9, 20, 59, tzinfo=UTC)
    assert await same.look() == 0
    await system.all("update people set zone = 'Pacific/Kiritimati' where id = $1", team.an)
    assert await same.look() == 1
    await system.all("update people set zone = 'Pacific/Honolulu' where id = $1", team.an)
    moment = datetime(2026, 10, 10, 3, 1, tzinfo=UTC)
    assert await same.look() == 0
    assert await weeks(system) == [1]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu", "America/St_Johns"])
async def test_the_zone_of_the_server_is_nobody_s(system: Database, team: Team, zone: str) -> None:
    """Neither of the moment that it is due, nor of the days that are looked back at."""
    with server_zone(zone):
        assert await look(system, "2026-10-09T09:59") == 0
        assert await look(system, "2026-10-09T10:01") == 1
        moment = datetime(2026, 10, 16, 9, 5, tzinfo=UTC)  # five past four on Friday in Hanoi
        told = RecordingPublisher()
        await Reminders(system, told, lambda: moment).look()
    (notice,) = [event.model_dump()["notice"] for _, event in told.published if event.type == "notice.raised"]
    assert notice["missing"]["days"] == [f"2026-10-{day}" for day in range(12, 17)]
