"""Five hundred generated programmes: every figure is what plain SQL counts, one short statement for each figure."""

import json
import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from tests.support import servers
from tests.support.people import RecordingPublisher
from weeklog.calendar import Week, numbered_weeks
from weeklog.db.engine import Database
from weeklog.events.catalogue import Author
from weeklog.figures.build import person_figures
from weeklog.figures.programme import programme_figures
from weeklog.figures.tables import FiguresRow, read_figures
from weeklog.ids import PersonId, new_id
from weeklog.unit_of_work import Store

PROGRAMMES = 500
STARTS = date(2026, 10, 5)
TODAY = date(2026, 11, 20)
STATUSES = ("planned", "doing", "blocked", "done", "dropped")
STATES = ("open", "met", "missed", "carried")
TAGS = ("aws", "net", "việt", "ml", "docs", "talk")


class Programme:
    """Rows of one made programme."""

    def __init__(self, chance: random.Random) -> None:
        self.id, self.lead = new_id(), PersonId(new_id())
        self.people = [PersonId(new_id()) for _ in range(chance.randint(0, 8))]
        self.weeks = numbered_weeks(STARTS, chance.randint(1, 8))
        self.entries = [
            row for person in self.people for week in self.weeks for row in self._week(chance, person, week)
        ]
        self.objectives = [
            (new_id(), person, self.id, week.number, at, "Aim", chance.choice(STATES))
            for person in self.people
            for week in self.weeks
            for at in range(chance.randint(0, 3))
        ]
        self.reviews: list[tuple[Any, ...]] = []
        self.moves: list[tuple[Any, ...]] = []
        for person in self.people:
            for week in self.weeks:
                if chance.random() < 0.5:
                    self._review(chance, person, week)
        self.competencies = [
            (self.id, name, at, chance.sample(TAGS, chance.randint(1, 3)))
            for at, name in enumerate(chance.sample(("A", "B", "C", "D"), chance.randint(0, 4)))
        ]

    def _week(self, chance: random.Random, person: UUID, week: Week) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        for at in range(chance.choice((0, 0, 1, 3, 6))):
            status = chance.choice(STATUSES)
            start = week.first + timedelta(days=chance.randint(-1, 7))
            end = start + timedelta(days=chance.choice((0, 0, 0, 1, 3, 9)))
            resources = [
                {"title": chance.choice(("Guide", "Book")), "url": chance.choice((None, "https://x.org/a"))}
                for _ in range(chance.choice((0, 0, 1, 2)))
            ]
            rows.append(
                (
                    new_id(), person, self.id, week.number, at, "Work", start, end, resources, status,
                    chance.sample(TAGS, chance.randint(0, 3)), chance.choice((None, 0.1, 0.5, 2.0, 7.25)),
                    start if status == "blocked" else None,
                )
            )  # fmt: skip
        return rows

    def _review(self, chance: random.Random, person: UUID, week: Week) -> None:
        at = datetime.combine(week.last, datetime.min.time(), UTC)
        review, moves = new_id(), list[tuple[str, datetime]]()
        drafted = at
        for move in chance.choice(
            (
                (),
                ("submit",),
                ("submit", "take-back"),
                ("submit", "send-back", "submit", "approve"),
                ("submit", "approve", "publish"),
                ("submit", "approve", "reopen", "submit", "approve"),
            )
        ):
            at += timedelta(minutes=chance.randint(1, 5000))
            moves.append((move, at))
        last = dict(moves)
        state = {
            "submit": "submitted",
            "send-back": "sent_back",
            "approve": "approved",
            "publish": "published",
        }.get(moves[-1][0] if moves else "", "drafted")
        submitted = last.get("submit") if state != "drafted" else None
        approved = last.get("approve") if state in ("approved", "published") else None
        self.reviews.append((review, person, self.id, week.number, state, drafted, submitted, approved))
        for move, moment in moves:
            by = self.lead if move in ("send-back", "approve") else person
            self.moves.append((new_id(), review, person, self.id, move, by, 1, moment))


@pytest.fixture(scope="module")
def programmes() -> list[Programme]:
    chance = random.Random(14)
    return [Programme(chance) for _ in range(PROGRAMMES)]


async def store_all(url: str, programmes: list[Programme]) -> asyncpg.Connection:
    owner = await asyncpg.connect(url)
    await owner.set_type_codec("jsonb", schema="pg_catalog", encoder=json.dumps, decoder=json.loads)
    await owner.execute("set session_replication_role = replica")  # no triggers: rows only
    everybody = [person for one in programmes for person in (one.lead, *one.people)]

    async def copy(table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
        names = columns.split()
        values = ", ".join(f"${at}" for at in range(1, len(names) + 1))
        await owner.executemany(f"insert into {table} ({', '.join(names)}) values ({values})", rows)

    await copy(
        "people", "id email name", [(one, f"{one}@example.com", f"P{one.hex[-4:]}") for one in everybody]
    )
    await copy(
        "programmes", "id name zone starts_on", [(one.id, "Made", "UTC", STARTS) for one in programmes]
    )
    await copy(
        "weeks", "programme_id number first_day last_day",
        [(one.id, week.number, week.first, week.last) for one in programmes for week in one.weeks],
    )  # fmt: skip
    await copy(
        "members", "programme_id person_id role",
        [(one.id, person, "lead" if person == one.lead else "member") for one in programmes for person in (one.lead,
            *one.people)],
    )  # fmt: skip
    await copy(
        "entries", "id person_id programme_id week position text start_on end_on resources status tags hours "
                   "blocked_since",
        [row for one in programmes for row in one.entries],
    )  # fmt: skip
    await copy(
        "objectives", "id person_id programme_id week position text state",
        [row for one in programmes for row in one.objectives],
    )  # fmt: skip
    await copy(
        "reviews", "id person_id programme_id week state drafted_at submitted_at approved_at",
        [row for one in programmes for row in one.reviews],
    )  # fmt: skip
    await copy(
        "review_moves", "id review_id person_id programme_id move by version at",
        [row for one in programmes for row in one.moves],
    )  # fmt: skip
    await copy(
        "competencies",
        "programme_id name position tags",
        [row for one in programmes for row in one.competencies],
    )
    return owner


# One figure each; `key` is the programme, or the person with the programme.
PLAIN = {
    "entries": "select programme_id, count(*) from entries group by 1",
    "hours": "select programme_id, sum(hours::numeric) from entries group by 1",
    "done": "select programme_id, count(*) from entries where status = 'done' group by 1",
    "met": "select programme_id, count(*) from objectives where state = 'met' group by 1",
    "submitted": "select programme_id, count(*) from reviews where submitted_at is not null and state in "
                 "('submitted', 'sent_back', 'approved', 'published') group by 1",
    "approved": "select programme_id, count(*) from reviews where approved_at is not null group by 1",
    "open": "select programme_id, count(*) from entries where status in ('planned', 'doing', 'blocked') group by 1",
    "oldest": "select programme_id, max(greatest(date '2026-11-20' - start_on, 0)) from entries where status in "
              "('planned', 'doing', 'blocked') group by 1",
    "blocked": "select programme_id, count(*) from entries where status = 'blocked' group by 1",
    "tags": "select programme_id, count(distinct tag) from entries, unnest(tags) tag group by 1",
    "aws": "select programme_id, count(*) from entries where 'aws' = any(tags) group by 1",
    "aws people": "select programme_id, count(distinct person_id) from entries where 'aws' = any(tags) group by 1",
    "resources": "select programme_id, count(distinct coalesce(r ->> 'url', 'title ' || (r ->> 'title'))) from "
                 "entries, jsonb_array_elements(resources) r group by 1",
    "day hours": """
        select programme_id, sum(hours::numeric) from entries e join weeks w using (programme_id)
         where w.number = e.week and e.start_on <= w.last_day and e.end_on >= w.first_day group by 1""",
    "day entries": """
        select e.programme_id, count(*) from entries e join weeks w on w.programme_id = e.programme_id
          and w.number = e.week
          join generate_series(date '2026-09-01', date '2027-02-01', interval '1 day') d
            on d::date between e.start_on and e.end_on and d::date between w.first_day and w.last_day group by 1""",
    "competency entries": """
        select programme_id, sum(n) from (select c.programme_id, c.name, count(e.id) n from competencies c
          join entries e on e.programme_id = c.programme_id and e.tags && c.tags group by 1, 2) one group by 1""",
}  # fmt: skip
ANSWERED = """
    select m.programme_id, array_agg(extract(epoch from m.at - (select max(s.at) from review_moves s
             where s.review_id = m.review_id and s.move = 'submit' and s.at < m.at))::float8 / 3600)
      from review_moves m join reviews r on r.id = m.review_id
     where m.move in ('send-back', 'approve') and r.state in ('submitted', 'sent_back', 'approved',
       'published') group by 1"""
BY_PERSON = (
    "select person_id, week, count(*), coalesce(sum(hours::numeric), 0), count(*) filter (where status = "
    "'done') from entries group by 1, 2"
)


async def test_figures_are_what_plain_sql_counts(
    database_url: str, app_database: Database, programmes: list[Programme]
) -> None:
    owner = await store_all(servers.postgres().owner_url(database_url.rsplit("/", 1)[-1]), programmes)
    plain = {
        name: {row[0]: float(row[1]) for row in await owner.fetch(sql) if row[1] is not None}
        for name, sql in PLAIN.items()
    }
    answered = {row[0]: sorted(row[1]) for row in await owner.fetch(ANSWERED)}
    people: defaultdict[UUID, dict[int, Any]] = defaultdict(dict)
    for person, week, *counted in await owner.fetch(BY_PERSON):
        people[person][week] = tuple(map(float, counted))
    await owner.close()

    store, wrong = Store(app_database, RecordingPublisher()), list[str]()
    for one in programmes:
        row = await read(store, one, one.people)
        told = _told(one, row)
        wrong += [
            f"{one.id} {name}: {told[name]}, not {plain[name].get(one.id, 0)}"
            for name in PLAIN
            if told[name] != pytest.approx(plain[name].get(one.id, 0))
        ]
        assert [cell["hours"] for cell in row.answers] == pytest.approx(answered.get(one.id, []))
        for person in one.people[:1]:
            own = person_figures(person, one.weeks, await read(store, one, [person]))
            assert {
                week.number: (week.entries, week.hours, week.statuses.done)
                for week in own.weeks
                if week.entries
            } == people[person]
    assert wrong == []


async def read(store: Store, one: Programme, people: list[PersonId]) -> FiguresRow:
    async with store.begin(one.lead) as work:
        row = await work.one(
            read_figures, programme_id=one.id, people=people, giver=None, week=None, today=TODAY
        )
    assert row is not None
    return row


def _told(one: Programme, row: FiguresRow) -> dict[str, float]:
    found = programme_figures([Author(id=person, name="P") for person in one.people], one.weeks, row)
    aws = next((tag for tag in found.tags if tag.tag == "aws"), None)
    averages = found.averages.model_dump()
    assert len({cell["person_id"] for cell in row.entries}) >= 5 or averages["entries_a_week"] is None
    assert sum(week.entries for week in found.weeks) == sum(person.entries for person in found.people)
    return {
        "entries": sum(person.entries for person in found.people),
        "hours": sum(week.hours for week in found.weeks),
        "done": sum(week.statuses.done for week in found.weeks),
        "met": sum(person.objectives.met for person in found.people),
        "submitted": sum(week.submitted for week in found.weeks),
        "approved": sum(person.approved for person in found.people),
        "open": found.open.entries,
        "oldest": found.open.oldest_days or 0,
        "blocked": found.open.blocked,
        "tags": found.tag_count,
        "aws": aws.entries if aws else 0,
        "aws people": aws.people if aws else 0,
        "resources": found.resource_count,
        "day hours": sum(day.hours for day in found.days),
        "day entries": sum(day.entries for day in found.days),
        "competency entries": sum(one.entries for one in found.competencies),
    }
