"""A crowd of people whose week ends in one moment, 25 entries each."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from tests.support import servers
from tests.support.people import make_person
from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id

ENTRIES = 25
MONDAY = date(2026, 10, 5)
FRIDAY = datetime(2026, 10, 9, 10, 1, tzinfo=UTC)  # a minute after five in Hanoi
EVERYDAY = """
deployed reviewed fixed wrote configured measured kubernetes terraform pipeline bucket subnet routes thumbnail staging
dashboard query index cluster certificate backup login the with for tests cấu hình triển khai máy chủ kiểm thử dữ liệu
"""
WORK = EVERYDAY.split()
STATES = ("done", "done", "done", "done", "doing", "planned", "blocked")


async def furnish(system: Database, name: str, people: int) -> None:
    """Into the database of this name: a programme of their own, and its first week."""
    first = await make_person(
        system, "first@example.com", starts_on=MONDAY, zone="Asia/Ho_Chi_Minh", weeks=12
    )
    programme: UUID = await system.value("select programme_id from members where person_id = $1", first)
    await system.all("delete from members where programme_id = $1", programme)
    ids = [PersonId(new_id()) for _ in range(people)]
    connection = await asyncpg.connect(servers.postgres().owner_url(name))
    try:
        async with connection.transaction():  # else the week is due before its entries are there
            await connection.copy_records_to_table(
                "people", records=[(one, f"{one}@example.com", "Somebody", "en") for one in ids],
                columns=("id", "email", "name", "language"),
            )  # fmt: skip
            joined = datetime(2026, 10, 5, tzinfo=UTC)
            await connection.copy_records_to_table(
                "members", records=[(programme, one, "member", joined) for one in ids],
                columns=("programme_id", "person_id", "role", "joined_at"),
            )  # fmt: skip
            columns = (
                "id",
                "person_id",
                "programme_id",
                "week",
                "position",
                "text",
                "status",
                "start_on",
                "end_on",
            )
            await connection.copy_records_to_table(
                "entries", records=_entries(programme, ids), columns=columns
            )
        await connection.execute("analyze")
    finally:
        await connection.close()


def _entries(programme: UUID, people: list[PersonId]) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(programme.int)  # other texts each time: none is known from the run before
    for person in people:
        for place in range(ENTRIES):
            day = MONDAY + timedelta(days=place % 5)
            text = " ".join(chance.choices(WORK, k=chance.randint(4, 14))).capitalize()
            yield (new_id(), person, programme, 1, place, text, chance.choice(STATES), day, day)
