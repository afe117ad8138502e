"""`python -m tests.acceptance.fridays [SEED]`: 60 weeks of 50 people in 8 zones, with schedulers that are
doubled, killed and off.

A set clock goes on in uneven steps. What came of it is compared with a calendar of this file's own: one
review for each person and due week, none early, and a reason for every week without one. Prints its counts;
exits with 1 when one is wrong.
"""

import asyncio
import random
import secrets
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.support import servers
from tests.support.people import RecordingPublisher, make_person
from weeklog.absences.tables import insert_absence
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.entries.tables import entries
from weeklog.ids import PersonId, new_id
from weeklog.logs import configure_logs
from weeklog.people.tables import insert_person
from weeklog.programmes.tables import insert_member
from weeklog.unit_of_work import Store
from weeklog_scheduler.due import DueReviews

PEOPLE, WEEKS = 50, 60
MONDAY = date(2026, 1, 5)
CATCH_UP = timedelta(days=28)
HOLIDAYS = {MONDAY + timedelta(days=7 * 16 + day) for day in range(5)}  # a whole week of them
ZONES = (
    "Asia/Ho_Chi_Minh", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo",
    "Pacific/Kiritimati", "Europe/Berlin", "America/St_Johns",
)  # fmt: skip
# Nobody looks: for days, for weeks, and for longer than a Friday is made up for.
OFF = (
    (timedelta(weeks=9), timedelta(days=4)),
    (timedelta(weeks=21), timedelta(days=15)),
    (timedelta(weeks=35), timedelta(days=50)),
)


@dataclass
class Member:
    id: PersonId
    zone: ZoneInfo
    joined: datetime
    away: set[int] = field(default_factory=set[int])  # weeks, by their number
    wrote: set[int] = field(default_factory=set[int])  # though away


def first_day(week: int) -> date:
    return MONDAY + timedelta(days=7 * (week - 1))


def due(member: Member, week: int) -> datetime:
    """Friday at five on their own clock: no zone changes its clock at that hour."""
    friday = first_day(week) + timedelta(days=4)
    return datetime.combine(friday, time(17), member.zone).astimezone(UTC)


async def people(system: Database, chance: random.Random) -> tuple[UUID, list[Member]]:
    """Most are there from the first day; the others have an account, and join later."""
    first = await make_person(system, "0@example.com", starts_on=MONDAY, zone=ZONES[0], weeks=WEEKS)
    programme: UUID = await system.value("select programme_id from members where person_id = $1", first)
    await system.all("delete from members")
    await system.all("update programmes set holidays = $1", sorted(HOLIDAYS))
    found: list[Member] = []
    for number in range(PEOPLE):
        person = first if number == 0 else PersonId(new_id())
        zone = ZONES[number % len(ZONES)]
        if number:
            await system.run(
                insert_person, id=person, email=f"{number}@example.com", name=str(number), password_hash=None,
                zone=zone, language="en",
            )  # fmt: skip
        joined = datetime.combine(MONDAY + timedelta(weeks=chance.choice([0, 0, 0, 3, 11])), time(), UTC)
        found.append(Member(person, ZoneInfo(zone), joined))
    return programme, found


async def join(
    system: Database, store: Store, programme: UUID, member: Member, chance: random.Random
) -> None:
    await system.run(insert_member, programme_id=programme, person_id=member.id, role="member")
    await system.all("update members set joined_at = $2 where person_id = $1", member.id, member.joined)
    await absences(store, programme, member, chance)


async def absences(store: Store, programme: UUID, member: Member, chance: random.Random) -> None:
    async with store.begin(member.id) as work:
        for week in chance.sample(range(1, WEEKS + 1), 6):
            kind = chance.choice(["week", "week", "mornings", "wrote"])
            row: dict[str, Any] = {
                "person_id": member.id, "programme_id": programme, "first_day": first_day(week), "reason": "leave",
                "last_day": first_day(week) + timedelta(days=4), "created_by": member.id, "id": new_id(),
            }  # fmt: skip
            await work.run(insert_absence, **row, part="morning" if kind == "mornings" else "day")
            if kind != "mornings":
                member.away.add(week)
            if kind == "wrote":
                member.wrote.add(week)
                day = first_day(week)
                await work.run(
                    entries.insert().values(
                        id=new_id(), person_id=member.id, programme_id=programme, week=week, text="x", start_on=day,
                        end_on=day,
                    )
                )  # fmt: skip


def moments(chance: random.Random) -> Iterator[datetime]:
    now = datetime.combine(MONDAY, time(), UTC)
    end = now + timedelta(weeks=WEEKS + 1)
    off = [(now + after, now + after + length) for after, length in OFF]
    while now < end:
        if not any(begins <= now < ends for begins, ends in off):
            yield now
        now += timedelta(minutes=chance.randint(60, 900))


async def live(
    system: Database, store: Store, programme: UUID, members: list[Member], chance: random.Random
) -> Counter[str]:
    done: Counter[str] = Counter()
    waiting = sorted(members, key=lambda one: one.joined, reverse=True)
    for now in moments(chance):
        while waiting and waiting[-1].joined <= now:
            await join(system, store, programme, waiting.pop(), chance)
        how = chance.choice(["one", "one", "one", "two", "killed"])
        done[how] += 1

        async def look(now: datetime = now) -> int:
            return await DueReviews(system, lambda: now, CATCH_UP, 0).look()

        if how == "two":
            await asyncio.gather(look(), look())
            continue
        task = asyncio.create_task(look())
        if how == "killed":
            await asyncio.sleep(chance.uniform(0, 0.05))
            task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    return done


async def faults(system: Database, members: list[Member]) -> list[str]:
    rows = await system.all(
        "select person_id, week, outcome, reason, due_at, at from review_runs order by at"
    )
    runs: dict[tuple[UUID, int], list[Any]] = {}
    for row in rows:
        runs.setdefault((row["person_id"], row["week"]), []).append(row)
    counted = await system.all("select person_id, week, count(*) as n from reviews group by 1, 2")
    reviews = {(row["person_id"], row["week"]): row["n"] for row in counted}
    wrong: list[str] = []
    for member in members:
        for week in range(1, WEEKS + 1):
            told, made = runs.get((member.id, week), []), reviews.get((member.id, week), 0)
            wrong += [f"week {week} of {member.zone}: {one}" for one in _faults(member, week, told, made)]
    jobs = await system.value("select count(*) from jobs where kind = 'reviews.draft_review'")
    if jobs != sum(reviews.values()):
        wrong.append(f"{jobs} jobs for {sum(reviews.values())} reviews")
    return wrong


def _faults(member: Member, week: int, told: list[Any], made: int) -> Iterator[str]:
    last = first_day(week) + timedelta(days=6)
    before = last < member.joined.astimezone(member.zone).date()
    holidays = first_day(week) in HOLIDAYS
    expected = week in member.wrote or not (before or holidays or week in member.away)
    reasons = [row["reason"] for row in told]
    if made > 1:
        yield f"{made} reviews"
    if not told and not before:
        yield "nothing is told of it"
    if any(row["due_at"] != due(member, week) for row in told):
        yield f"due at {told[0]['due_at']}, not {due(member, week)}"
    if any(row["at"] < due(member, week) for row in told):
        yield "looked at before it was due"
    if expected and not made and reasons != ["too_late"]:
        yield f"no review: {reasons}"
    if not expected and made:
        yield f"a review of a week without one: {reasons}"
    if made and sum(row["outcome"] != "skipped" for row in told) != 1:
        yield f"drafted or made up for other than once: {reasons}"


async def main(seed: int) -> int:
    configure_logs("fridays", "error", "text")
    chance = random.Random(seed)
    name = f"fridays_{secrets.token_hex(4)}"
    url = servers.clone_database(name)
    system, app = Database(url, SYSTEM_ROLE, 4, "fridays"), Database(url, APP_ROLE, 2, "fridays")
    try:
        await system.open()
        await app.open()
        programme, members = await people(system, chance)
        looks = await live(system, Store(app, RecordingPublisher()), programme, members, chance)
        outcomes = await system.all(
            "select outcome, reason, count(*) as n from review_runs group by 1, 2 order by 1, 2"
        )
        wrong = await faults(system, members)
    finally:
        await system.close()
        await app.close()
        servers.drop_database(name)
    print(f"seed {seed}: {dict(looks)} looks")
    print("\n".join(f"{row['outcome']:<10} {row['reason']:<16} {row['n']}" for row in outcomes))
    print("\n".join(wrong[:40]) or f"every one of {PEOPLE * WEEKS} weeks is as it should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)))
