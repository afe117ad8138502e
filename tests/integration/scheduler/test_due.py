"""Whose weeks are reviewed on a Friday."""

from datetime import UTC, datetime, timedelta

from tests.support.team import make_team
from weeklog.db.engine import Database
from weeklog_scheduler.due import DueReviews


async def test_members_are_reviewed_once_and_neither_who_has_left_nor_an_archive(system: Database) -> None:
    team = await make_team(system)
    now = datetime(2026, 10, 9, 10, 1, tzinfo=UTC)  # a minute past five in Hanoi

    async def look() -> int:
        return await DueReviews(system, lambda: now, 30, timedelta(days=7), 0).look()

    await system.all("update members set left_at = now() where person_id = $1", team.binh)
    assert await look() == 2  # An, and the lead
    assert await look() == 0
    now += timedelta(days=7)
    await system.all("update programmes set archived_at = now()")
    assert await look() == 0
    await system.all("update programmes set archived_at = null")
    assert await look() == 2
