"""Reminders as two schedulers raise them, from rows that people wrote."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.people import RecordingPublisher
from tests.support.team import Team, make_team
from weeklog.absences.tables import insert_absence
from weeklog.db.engine import Database
from weeklog.entries.tables import entries
from weeklog.ids import PersonId, new_id
from weeklog.unit_of_work import Store
from weeklog_scheduler.remind import Reminders

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass
class Scene:
    team: Team
    system: Database
    store: Store
    publisher: RecordingPublisher

    async def look(self, now: str, zone: ZoneInfo = BERLIN) -> int:
        moment = datetime.fromisoformat(now).replace(tzinfo=zone).astimezone(UTC)
        return await Reminders(self.system, self.publisher, lambda: moment).look()

    async def log(self, of: PersonId, first: date, last: date, week: int) -> None:
        async with self.store.begin(of) as work:
            await work.run(
                entries.insert().values(
                    id=new_id(), person_id=of, programme_id=self.team.programme_id, week=week,
                    text="secret", start_on=first, end_on=last,
                )
            )  # fmt: skip

    async def away(self, of: PersonId, first: date, last: date) -> None:
        async with self.store.begin(of) as work:
            await work.run(
                insert_absence, id=new_id(), person_id=of, programme_id=self.team.programme_id,
                first_day=first, last_day=last, part="day", reason="sick", created_by=of,
            )  # fmt: skip

    async def line(self, table: str, of: PersonId, week: int) -> None:
        async with self.store.begin(of) as work:
            await work.run(
                f"insert into {table} (id, person_id, programme_id, week, position, text) "
                "values ($1, $2, $3, $4, 0, 'secret')",
                new_id(), of, self.team.programme_id, week,
            )  # fmt: skip

    async def whole_week(self, of: PersonId, week: int, first: date, last: date) -> None:
        await self.log(of, first, last, week)
        await self.line("objectives", of, week)
        await self.line("achievements", of, week)

    async def review(self, of: PersonId, week: int, drafted: str, submitted: str | None = None) -> None:
        moments = [
            None if one is None else datetime.fromisoformat(one).replace(tzinfo=BERLIN)
            for one in (drafted, submitted)
        ]
        async with self.store.begin(of) as work:
            await work.run(
                "insert into reviews (id, person_id, programme_id, week, state, drafted_at, submitted_at) "
                "values ($1, $2, $3, $4, case when $6::timestamptz is null then 'drafted' else 'submitted' end, "
                "$5, $6)",
                new_id(), of, self.team.programme_id, week, *moments,
            )  # fmt: skip

    def told(self) -> list[tuple[PersonId, dict[str, Any]]]:
        return [
            (
                person,
                event.model_dump(mode="json", include={"notice": {"kind", "week", "text", "missing"}})[
                    "notice"
                ],
            )
            for person, event in self.publisher.published
        ]

    async def kept(self, of: PersonId) -> list[tuple[str, int]]:
        async with self.store.begin(of) as work:
            rows = await work.all("select kind, week from notices order by created_at, kind")
        return [(row["kind"], row["week"]) for row in rows]


@pytest.fixture
async def scene(system: Database, app_database: Database) -> Scene:
    """Berlin, where the clocks go back on Sunday 25 October, at the end of week 3."""
    publisher = RecordingPublisher()
    team = await make_team(system, zone="Europe/Berlin")
    return Scene(team, system, Store(app_database, publisher), publisher)


async def test_a_week_that_lacks_something_is_told_once_on_its_last_working_day(scene: Scene) -> None:
    await scene.whole_week(scene.team.binh, 1, date(2026, 10, 5), date(2026, 10, 9))
    await scene.log(scene.team.an, date(2026, 10, 5), date(2026, 10, 7), 1)
    assert await scene.look("2026-10-09T15:59") == 0
    assert await scene.look("2026-10-09T16:00") == 1
    assert scene.told() == [
        (
            scene.team.an,
            {
                "kind": "incomplete_week",
                "week": 1,
                "text": "Week 1 has no entry for Thursday 8 October and Friday 9 October, no objectives and "
                "no achievements yet.",
                "missing": {"days": ["2026-10-08", "2026-10-09"], "objectives": True, "achievements": True},
            },
        )
    ]
    assert await scene.look("2026-10-09T16:01") == 0
    assert await scene.kept(scene.team.an) == [("incomplete_week", 1)]
    assert await scene.kept(scene.team.binh) == []


async def test_two_schedulers_tell_it_once(scene: Scene) -> None:
    raised = await asyncio.gather(*(scene.look("2026-10-09T17:00") for _ in range(4)))
    assert sum(raised) == 2  # An and Binh
    assert len(scene.told()) == 2


async def test_nobody_is_told_at_night_on_a_day_off_on_a_holiday_or_when_it_is_over(scene: Scene) -> None:
    for moment in ("2026-10-09T20:00", "2026-10-10T07:00", "2026-10-10T12:00", "2026-10-12T09:00"):
        assert await scene.look(moment) == 0, moment
    await scene.system.all("update programmes set holidays = array[date '2026-10-16']")
    assert await scene.look("2026-10-16T16:30") == 0
    assert await scene.look("2026-10-15T16:30") == 2  # Thursday is the last working day of that week


async def test_everybody_is_told_on_their_own_clocks(scene: Scene) -> None:
    await scene.system.all("update people set zone = 'America/New_York' where id = $1", scene.team.an)
    assert await scene.look("2026-10-09T16:00") == 1
    assert [person for person, _ in scene.told()] == [scene.team.binh]
    assert await scene.look("2026-10-09T16:00", ZoneInfo("America/New_York")) == 1
    assert [person for person, _ in scene.told()] == [scene.team.binh, scene.team.an]


async def test_the_week_after_the_clocks_went_back_ends_at_four_on_the_new_ones(scene: Scene) -> None:
    await scene.whole_week(scene.team.binh, 4, date(2026, 10, 26), date(2026, 10, 30))
    summer, winter = "2026-10-30T14:30", "2026-10-30T15:00"  # 16:30 had the clocks stayed; 16:00 as they show
    assert await scene.look(summer, ZoneInfo("UTC")) == 0
    assert await scene.look(winter, ZoneInfo("UTC")) == 1


async def test_somebody_who_has_left_an_archive_and_a_lead_without_a_log_are_left_alone(scene: Scene) -> None:
    await scene.system.all("update members set left_at = now() where person_id = $1", scene.team.binh)
    assert await scene.look("2026-10-09T16:00") == 1
    await scene.log(scene.team.dung, date(2026, 10, 12), date(2026, 10, 12), 2)
    assert await scene.look("2026-10-16T16:00") == 2  # who leads and keeps a log is reminded like others
    await scene.system.all("update programmes set archived_at = now()")
    assert await scene.look("2026-10-23T16:00") == 0


async def test_a_draft_that_is_not_submitted_is_told_a_day_after_it_was_due(scene: Scene) -> None:
    for person in (scene.team.an, scene.team.binh):
        await scene.whole_week(person, 1, date(2026, 10, 5), date(2026, 10, 9))
    await scene.review(scene.team.an, 1, "2026-10-09T17:01")
    await scene.review(scene.team.binh, 1, "2026-10-09T17:01", submitted="2026-10-09T18:00")
    await scene.review(scene.team.dung, 1, "2026-10-09T17:01")  # an empty one
    for moment in ("2026-10-09T19:00", "2026-10-10T17:02", "2026-10-12T07:59"):
        assert await scene.look(moment) == 0, moment
    assert await scene.look("2026-10-12T08:00") == 1
    ((person, notice),) = scene.told()
    assert (person, notice["kind"], notice["week"]) == (scene.team.an, "unsubmitted_review", 1)
    assert notice["text"] == "The review of week 1 was drafted on Friday 9 October and is not submitted yet."
    assert await scene.look("2026-10-13T08:00") == 0


async def test_what_a_mentor_leaves_waiting_for_more_than_three_working_days_is_told_once_a_week(
    scene: Scene,
) -> None:
    await scene.review(scene.team.an, 1, "2026-10-09T17:01", submitted="2026-10-09T18:00")
    await scene.review(scene.team.an, 2, "2026-10-12T09:00", submitted="2026-10-12T10:00")
    assert await scene.look("2026-10-14T18:00") == 0
    assert await scene.look("2026-10-14T18:01") == 1
    assert scene.told() == [
        (
            scene.team.chi,
            {
                "kind": "waiting",
                "week": 2,
                "text": "1 thing has waited for you for more than three working days; it is An Nguyen's, of week 1, "
                "since Friday 9 October.",
                "missing": {
                    "waiting": 1,
                    "oldest": {
                        "person_id": str(scene.team.an), "week": 1, "since": "2026-10-09T16:00:00+00:00",
                    },
                },
            },
        )
    ]  # fmt: skip
    assert await scene.look("2026-10-15T12:00") == 0
    assert await scene.look("2026-10-19T08:00") == 1
    assert scene.told()[-1][1]["missing"]["waiting"] == 2


async def test_a_lead_is_told_of_those_whom_nobody_mentors(scene: Scene) -> None:
    await scene.review(scene.team.binh, 1, "2026-10-09T17:01", submitted="2026-10-09T18:00")
    assert await scene.look("2026-10-14T18:01") == 1
    assert [person for person, _ in scene.told()] == [scene.team.dung]


async def test_a_thread_that_is_answered_or_resolved_waits_for_nobody(scene: Scene) -> None:
    thread, said = new_id(), datetime(2026, 10, 5, 10, tzinfo=UTC)
    async with scene.store.begin(scene.team.an) as work:
        await work.run(
            "insert into threads (id, person_id, programme_id, week, author_id, anchor_kind, anchor_id, "
            "anchor_text, created_at) "
            "values ($1, $2, $3, 1, $2, 'entry', $1, 'secret', $4)",
            thread, scene.team.an, scene.team.programme_id, said,
        )  # fmt: skip
        await work.run(
            "insert into comments (id, thread_id, person_id, programme_id, author_id, text, created_at) "
            "values ($1, $1, $2, $3, $2, 'secret', $4)",
            thread, scene.team.an, scene.team.programme_id, said,
        )  # fmt: skip
    assert await scene.look("2026-10-08T12:01") == 1
    async with scene.store.begin(scene.team.an) as work:
        await work.run("update threads set resolved_at = now()")
    assert await scene.look("2026-10-12T12:00") == 0


async def test_a_kind_that_is_switched_off_is_not_raised(scene: Scene) -> None:
    async with scene.store.begin(scene.team.an) as work:
        await work.run("insert into muted_reminders values ($1, 'incomplete_week')", scene.team.an)
    assert await scene.look("2026-10-09T16:00") == 1
    assert [person for person, _ in scene.told()] == [scene.team.binh]


async def test_one_zone_that_is_none_does_not_stop_the_others(scene: Scene) -> None:
    await scene.system.all("update people set zone = 'Mars/Olympus' where id = $1", scene.team.an)
    assert await scene.look("2026-10-09T16:00") == 1


async def test_nobody_is_reminded_while_they_are_away_nor_of_days_away(scene: Scene) -> None:
    await scene.whole_week(scene.team.binh, 1, date(2026, 10, 5), date(2026, 10, 9))
    await scene.away(scene.team.an, date(2026, 10, 7), date(2026, 10, 9))
    assert await scene.look("2026-10-06T15:59") == 0
    assert await scene.look("2026-10-06T16:00") == 1  # An's last working day of the week
    ((_, told),) = scene.told()
    assert told["missing"]["days"] == ["2026-10-05", "2026-10-06"]
    await scene.away(scene.team.binh, date(2026, 10, 12), date(2026, 10, 16))
    await scene.whole_week(scene.team.an, 2, date(2026, 10, 12), date(2026, 10, 16))
    assert await scene.look("2026-10-16T17:00") == 0
