"""Whose weeks are reviewed on a Friday."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.support.people import RecordingPublisher
from tests.support.team import Team, make_team
from weeklog.absences.tables import insert_absence
from weeklog.db.engine import Database
from weeklog.entries.tables import entries
from weeklog.ids import new_id
from weeklog.reviews.runs import list_runs
from weeklog.unit_of_work import Store
from weeklog_scheduler.due import DueReviews


async def test_members_are_reviewed_once_and_neither_who_has_left_nor_an_archive(system: Database) -> None:
    team = await make_team(system)
    now = datetime(2026, 10, 9, 10, 1, tzinfo=UTC)  # a minute past five in Hanoi

    async def look() -> int:
        return await DueReviews(system, lambda: now, timedelta(days=7), 0).look()

    await system.all("update members set left_at = now() where person_id = $1", team.binh)
    assert await look() == 2  # An, and the lead
    assert await look() == 0
    now += timedelta(days=7)
    await system.all("update programmes set archived_at = now()")
    assert await look() == 0
    await system.all("update programmes set archived_at = null")
    assert await look() == 2


@dataclass
class Fridays:
    system: Database
    store: Store
    team: Team

    async def look(self, now: str, catch_up: int = 7) -> int:
        moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
        return await DueReviews(self.system, lambda: moment, timedelta(days=catch_up), 0).look()

    async def away(self, first: date, last: date, part: str = "day") -> None:
        async with self.store.begin(self.team.an) as work:
            await work.run(
                insert_absence, id=new_id(), person_id=self.team.an, programme_id=self.team.programme_id,
                first_day=first, last_day=last, part=part, reason="leave", created_by=self.team.an,
            )  # fmt: skip

    async def log(self, day: date, week: int) -> None:
        async with self.store.begin(self.team.an) as work:
            await work.run(
                entries.insert().values(
                    id=new_id(), person_id=self.team.an, programme_id=self.team.programme_id, week=week,
                    text="secret", start_on=day, end_on=day,
                )
            )  # fmt: skip

    async def told(self) -> list[tuple[int, str, str]]:
        """Of An, the oldest first."""
        async with self.store.begin(self.team.an) as work:
            rows = await work.all(list_runs, person_id=self.team.an, programme_id=self.team.programme_id)
        return [(row.week, row.outcome, row.reason) for row in reversed(rows)]


@pytest.fixture
async def fridays(system: Database, app_database: Database) -> Fridays:
    team = await make_team(system)
    await system.all("update members set left_at = now() where person_id <> $1", team.an)
    return Fridays(system, Store(app_database, RecordingPublisher()), team)


async def test_a_week_away_is_skipped_and_made_up_for_when_somebody_was_there_after_all(
    fridays: Fridays,
) -> None:
    await fridays.away(date(2026, 10, 5), date(2026, 10, 9))
    assert await fridays.look("2026-10-09T10:01") == 0
    assert await fridays.look("2026-10-09T10:02") == 0
    assert await fridays.told() == [(1, "skipped", "away")]
    await fridays.log(date(2026, 10, 6), 1)
    assert await fridays.look("2026-10-10T10:00") == 1
    assert await fridays.look("2026-10-16T10:01") == 1
    assert await fridays.told() == [
        (1, "skipped", "away"),
        (1, "caught_up", "changed"),
        (2, "drafted", "due"),
    ]


async def test_half_days_are_worked_on_and_two_halves_are_a_day(fridays: Fridays) -> None:
    await fridays.away(date(2026, 10, 5), date(2026, 10, 16), "morning")
    assert await fridays.look("2026-10-09T10:01") == 1
    await fridays.away(date(2026, 10, 12), date(2026, 10, 16), "afternoon")
    assert await fridays.look("2026-10-16T10:01") == 0
    assert await fridays.told() == [(1, "drafted", "due"), (2, "skipped", "away")]


async def test_holidays_and_days_off_of_the_programme_make_no_review(fridays: Fridays) -> None:
    await fridays.system.all(
        "update programmes set days_off = '{0,5,6}', holidays = "
        "(select array_agg(day::date) from generate_series('2026-10-05'::date, '2026-10-09', '1 day') day)"
    )
    assert await fridays.look("2026-10-09T10:01") == 0
    assert await fridays.look("2026-10-16T10:01") == 1
    assert await fridays.told() == [(1, "skipped", "holidays"), (2, "drafted", "due")]


async def test_weeks_before_somebody_joined_are_reviewed_only_when_they_hold_entries(
    fridays: Fridays,
) -> None:
    await fridays.system.all("update members set joined_at = '2026-10-21T01:00Z'")
    await fridays.log(date(2026, 10, 13), 2)
    assert await fridays.look("2026-10-21T02:00", catch_up=14) == 1
    assert await fridays.look("2026-10-23T10:00") == 1
    assert sorted(await fridays.told()) == [
        (1, "skipped", "before_joining"),
        (2, "caught_up", "joined_later"),
        (3, "drafted", "due"),
    ]


async def test_a_scheduler_that_was_off_makes_up_for_what_is_recent_and_says_what_it_left(
    fridays: Fridays,
) -> None:
    assert await fridays.look("2026-10-30T12:00") == 1
    assert await fridays.look("2026-10-30T12:01") == 0
    assert sorted(await fridays.told()) == [
        (1, "skipped", "too_late"),
        (2, "skipped", "too_late"),
        (3, "skipped", "too_late"),
        (4, "caught_up", "late"),
    ]


async def test_two_schedulers_write_each_line_once(fridays: Fridays) -> None:
    await fridays.away(date(2026, 10, 5), date(2026, 10, 9))
    await asyncio.gather(*(fridays.look("2026-10-09T10:01") for _ in range(4)))
    made = await asyncio.gather(*(fridays.look("2026-10-16T10:01") for _ in range(4)))
    assert sum(made) == 1
    assert await fridays.told() == [(1, "skipped", "away"), (2, "drafted", "due")]
