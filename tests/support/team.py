"""A programme with a lead, a mentor, and two members of whom the mentor mentors one."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, cast
from uuid import UUID

from redis.asyncio import Redis

from tests.support.people import make_person
from weeklog.db.engine import Database
from weeklog.events.redis import FIELD, person_key
from weeklog.ids import PersonId, new_id
from weeklog.people.tables import insert_person
from weeklog.programmes.tables import insert_member


@dataclass(frozen=True)
class Team:
    programme_id: UUID
    an: PersonId  # a member, mentored
    binh: PersonId  # a member whom nobody mentors
    chi: PersonId  # An's mentor
    dung: PersonId  # the lead


async def make_team(
    system: Database, *, zone: str = "Asia/Ho_Chi_Minh", starts_on: date = date(2026, 10, 5), weeks: int = 12
) -> Team:
    an = await make_person(system, "an@example.com", zone=zone, starts_on=starts_on, weeks=weeks)
    (membership,) = await system.all("select programme_id from members where person_id = $1", an)
    programme_id: UUID = membership["programme_id"]
    await system.all("update people set name = 'An Nguyen' where id = $1", an)
    await system.all("update members set joined_at = $2 where person_id = $1", an, _start(starts_on))
    team = Team(
        programme_id,
        an,
        await join(
            system, programme_id, "binh@example.com", name="Binh Tran", role="member", since=starts_on
        ),
        await join(system, programme_id, "chi@example.com", name="Chi Le", role="mentor", since=starts_on),
        await join(system, programme_id, "dung@example.com", name="Dung Pham", role="lead", since=starts_on),
    )
    await system.all(
        "insert into mentorships (programme_id, mentor_id, member_id) values ($1, $2, $3)",
        programme_id, team.chi, an,
    )  # fmt: skip
    return team


async def join(
    system: Database, programme_id: UUID, email: str, *, name: str, role: str, since: date = date(2026, 10, 5)
) -> PersonId:
    person = PersonId(new_id())
    await system.run(
        insert_person, id=person, email=email, name=name, password_hash=None, zone=None, language="en"
    )
    await system.run(insert_member, programme_id=programme_id, person_id=person, role=role)
    await system.all("update members set joined_at = $2 where person_id = $1", person, _start(since))
    return person


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


async def told(
    redis: "Redis", person: PersonId, kind: str, count: int = 1, **values: object
) -> list[dict[str, Any]]:
    """The events of that type, with those values, on somebody's stream, once there are so many."""
    async with asyncio.timeout(60):
        while True:
            rows = cast("list[tuple[bytes, dict[bytes, bytes]]]", await redis.xrange(person_key(person)))
            events: list[dict[str, Any]] = [json.loads(fields[FIELD]) for _, fields in rows]
            found = [one for one in events if {**one, **values, "type": kind} == one]
            if len(found) >= count:
                return found
            await asyncio.sleep(0.01)
