"""A review that does not go on is told to one after another: each once, on their own clocks."""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.support.people import RecordingPublisher
from tests.support.team import Team, join, make_team
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.unit_of_work import Store
from weeklog_scheduler.escalate import Escalations
from weeklog_scheduler.mailings import Mailings

FRIDAY = datetime(2026, 10, 9, 10, tzinfo=UTC)  # five in the afternoon in Hanoi, when the draft is due


@dataclass
class Scene:
    team: Team
    em: PersonId  # stands in for Chi
    system: Database
    store: Store
    publisher: RecordingPublisher = field(default_factory=RecordingPublisher)

    async def review(self, of: PersonId, state: str, week: int = 1) -> UUID:
        review_id, submitted = new_id(), FRIDAY if state == "submitted" else None
        async with self.store.begin(of) as work:
            await work.run(
                "insert into reviews (id, person_id, programme_id, week, state, due_at, drafted_at, submitted_at) "
                "values ($1, $2, $3, $4, $5, $6, $6, $7)",
                review_id, of, self.team.programme_id, week, state, FRIDAY, submitted,
            )  # fmt: skip
        return review_id

    async def away(self, who: PersonId, first: str, last: str) -> None:
        async with self.store.begin(who) as work:
            await work.run(
                "insert into absences (id, person_id, programme_id, first_day, last_day, reason, created_by) "
                "values (gen_random_uuid(), $1, $2, $3::text::date, $4::text::date, 'leave', $1)",
                who, self.team.programme_id, first, last,
            )  # fmt: skip

    def at(self, now: datetime) -> Escalations:
        return Escalations(self.system, self.publisher, lambda: now)

    async def live(self, days: int = 21, hours: float = 3) -> None:
        for step in range(int(days * 24 / hours)):
            await self.at(FRIDAY + timedelta(hours=hours * step, minutes=30)).look()

    async def told(self) -> list[tuple[str, str, str]]:
        """Who, what of, and on which day of theirs, in the order in which they were told."""
        rows = await self.system.all(
            "select p.name, n.missing ->> 'step' as step, n.created_at, coalesce(p.zone, g.zone) as zone "
            "from notices n join people p on p.id = n.person_id join programmes g on g.id = n.programme_id "
            "where n.kind = 'escalation' order by n.created_at, p.name"
        )
        return [(row["name"].split()[0], row["step"], f"{_local(row):%a %d}") for row in rows]


def _local(row: Any) -> datetime:
    return row["created_at"].astimezone(ZoneInfo(row["zone"]))


@pytest.fixture
async def scene(system: Database, app_database: Database) -> Scene:
    team = await make_team(system)
    em = await join(system, team.programme_id, "em@example.com", name="Em Vo", role="mentor")
    await system.all("update programmes set escalate_after_days = 2")
    store = Store(app_database, RecordingPublisher())
    async with store.begin(team.chi) as work:
        await work.run(
            "insert into substitutes (id, programme_id, mentor_id, substitute_id, first_day, last_day, created_by) "
            "values (gen_random_uuid(), $1, $2, $3, '2026-10-01', '2026-12-01', $2)",
            team.programme_id, team.chi, em,
        )  # fmt: skip
    return Scene(team, em, system, store)


async def test_person_then_mentor_then_substitute_then_lead(scene: Scene) -> None:
    await scene.review(scene.team.an, "drafted")
    await scene.live()
    assert await scene.told() == [
        ("Chi", "submit", "Tue 13"),
        ("Em", "submit", "Thu 15"),
        ("Dung", "submit", "Mon 19"),
    ]
    texts = [event.model_dump()["notice"]["text"] for _, event in scene.publisher.published]
    assert set(texts) == {
        "An Nguyen has not submitted the review of week 1, which was drafted on Friday 9 October."
    }


async def test_what_waits_for_an_answer_goes_to_the_lead_and_what_nobody_mentors_is_theirs(
    scene: Scene,
) -> None:
    await scene.review(scene.team.an, "submitted")
    await scene.review(scene.team.binh, "submitted")
    await scene.review(scene.team.dung, "drafted")  # a lead's own is waited for by nobody
    await scene.live()
    assert await scene.told() == [("Dung", "answer", "Fri 16")]


async def test_who_is_away_is_passed_over_and_nobody_is_chased_on_leave(scene: Scene) -> None:
    await scene.review(scene.team.an, "drafted")
    await scene.review(scene.team.binh, "drafted")
    await scene.away(scene.team.chi, "2026-10-12", "2026-10-30")
    await scene.away(scene.team.binh, "2026-10-12", "2026-10-30")
    await scene.live()
    assert await scene.told() == [("Em", "submit", "Tue 13"), ("Dung", "submit", "Thu 15")]


async def test_a_programme_sets_the_days_or_wants_none_of_it(scene: Scene) -> None:
    await scene.review(scene.team.an, "drafted")
    await scene.system.all("update programmes set escalate_after_days = 0")
    await scene.live()
    assert await scene.told() == []
    await scene.system.all("update programmes set escalate_after_days = 5")
    await scene.live()
    assert (await scene.told())[0] == ("Chi", "submit", "Fri 16")


async def test_what_goes_on_is_told_to_nobody_more_and_an_archive_is_left_alone(scene: Scene) -> None:
    await scene.review(scene.team.an, "drafted")
    await scene.live(days=5)
    async with scene.store.begin(scene.team.an) as work:
        await work.run(
            "update reviews set state = 'submitted', submitted_at = $1", FRIDAY + timedelta(days=5)
        )
    await scene.system.all("update programmes set archived_at = now()")
    await scene.live(days=21)
    assert await scene.told() == [("Chi", "submit", "Tue 13")]


async def test_each_is_told_and_mailed_once_by_schedulers_that_are_doubled_killed_and_off(
    scene: Scene,
) -> None:
    """On every clock, by day, on a working day, and the mail with the notice."""
    chance, team = random.Random(11), scene.team
    for person, zone in (
        (team.chi, "Australia/Lord_Howe"), (scene.em, "America/St_Johns"), (team.dung, "Pacific/Kiritimati")
    ):  # fmt: skip
        await scene.system.all("update people set zone = $2 where id = $1", person, zone)
    for week in range(1, 7):
        await scene.review(team.an, chance.choice(["drafted", "submitted"]), week)
        await scene.review(team.binh, "drafted", week)
    now = FRIDAY
    while now < FRIDAY + timedelta(days=24):
        looks = [scene.at(now).look(), Mailings(scene.system, lambda now=now: now).look()]
        if chance.random() < 0.3:
            looks += [scene.at(now).look(), Mailings(scene.system, lambda now=now: now).look()]
        tasks = [asyncio.create_task(one) for one in looks]
        if chance.random() < 0.3:
            await asyncio.sleep(chance.uniform(0, 0.03))
            tasks[0].cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        now += timedelta(hours=chance.choice([1, 2, 5, 5, 60]))
    rows = await scene.system.all(
        "select n.id, n.person_id, n.occasion, n.created_at, coalesce(p.zone, g.zone) as zone, "
        "(select count(*) from deliveries d where d.key = 'reminder:' || n.id || ':' || n.person_id) as mails "
        "from notices n join people p on p.id = n.person_id join programmes g on g.id = n.programme_id "
        "where n.kind = 'escalation'"
    )
    drafted = await scene.system.value(
        "select count(*) from reviews where person_id = $1 and state = 'drafted'", team.an
    )
    assert (
        len(rows)
        == len({(row["person_id"], row["occasion"]) for row in rows})
        == 3 * drafted + (6 - drafted) + 6
    )
    for row in rows:
        assert row["mails"] == 1
        assert time(8) <= _local(row).time() < time(20)
        assert _local(row).weekday() < 5
