"""The worklog that the generated questions are about, in a real database, and the offline assistant asked
without processes."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic_ai.usage import RunUsage

from tests.acceptance.questions.sets import read_yaml
from tests.support import servers
from tests.support.people import RecordingPublisher, make_person
from weeklog.absences.tables import insert_absence
from weeklog.achievements.tables import achievements
from weeklog.calendar import Week, numbered_weeks, week_of
from weeklog.comments.tables import comments, threads
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE, Query
from weeklog.db.engine import Database
from weeklog.entries.tables import entries
from weeklog.ids import PersonId, new_id
from weeklog.objectives.tables import objectives
from weeklog.programmes.tables import find_membership
from weeklog.reviews.tables import reviews
from weeklog.unit_of_work import Store
from weeklog_chat_worker.asker import Asker, Exchange, Question
from weeklog_chat_worker.assistants import OFFLINE
from weeklog_chat_worker.checks import check, facts_of
from weeklog_chat_worker.tools import Worklog

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class EntryRow:
    text: str
    first: date
    last: date
    week: int
    status: str = "done"
    tags: tuple[str, ...] = ()
    links: tuple[dict[str, str], ...] = ()
    hours: float | None = None

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(n) for n in range((self.last - self.first).days + 1))

    @property
    def is_open(self) -> bool:
        return self.status in ("planned", "doing", "blocked")


@dataclass(frozen=True)
class LineRow:
    """An objective (with its state), an achievement, or a comment (with whether it is resolved)."""

    week: int
    text: str
    state: str = ""
    about: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Rows:
    raw: dict[str, Any]

    @cached_property
    def today(self) -> date:
        return datetime.fromisoformat(self.raw["now"]).date()

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        named = self.raw["programme"]
        return tuple(numbered_weeks(date.fromisoformat(named["starts_on"]), named["weeks"]))

    @cached_property
    def entries(self) -> tuple[EntryRow, ...]:
        return tuple(map(self._entry, self.raw["entries"]))

    @cached_property
    def objectives(self) -> tuple[LineRow, ...]:
        return tuple(
            LineRow(week, one["text"], one["state"])
            for week, lines in self.raw["objectives"].items()
            for one in lines
        )

    @cached_property
    def achievements(self) -> tuple[LineRow, ...]:
        return tuple(
            LineRow(week, text) for week, lines in self.raw["achievements"].items() for text in lines
        )

    @cached_property
    def comments(self) -> tuple[LineRow, ...]:
        return tuple(
            LineRow(
                one["week"],
                one["text"],
                "resolved" if one.get("resolved") else "open",
                one["entry"],
                date.fromisoformat(one["on"]),
            )
            for one in self.raw["comments"]
        )

    @cached_property
    def reviews(self) -> dict[int, str]:
        return self.raw["reviews"]

    def _entry(self, one: dict[str, Any]) -> EntryRow:
        first = date.fromisoformat(one["on"])
        week = week_of(self.weeks, first)
        assert week is not None
        links: tuple[dict[str, str], ...] = tuple(
            {"title": "", "url": link} if isinstance(link, str) else link
            for link in one.get("resources") or ()
        )
        return EntryRow(
            one["text"], first, date.fromisoformat(one.get("until") or one["on"]), week.number,
            one.get("status") or "done", tuple(one.get("tags") or ()), links,
            one.get("hours"),
        )  # fmt: skip


def read_rows() -> Rows:
    """Days and moments stay text."""
    return Rows(read_yaml(Path(__file__).parent / "worklog.yaml"))


@dataclass(frozen=True)
class Reply:
    text: str
    cited: frozenset[str]  # texts of entries
    marks: tuple[str, ...]  # what of it stands on nothing


@dataclass
class Asking:
    """The offline assistant over the rows, under the person's own identity."""

    asker: Asker
    store: Store
    history: list[Exchange] = field(default_factory=list[Exchange])

    async def ask(self, text: str, before: Sequence[str] = ()) -> Reply:
        log = Worklog(self.asker, partial(self.store.begin, self.asker.person_id))
        said: list[str] = []
        history = tuple(Exchange(one, "…") for one in before)
        await OFFLINE.answer(Question(text, history, 3, self.asker), log, said.append, RunUsage())
        answer = "".join(said)
        marks = check(answer, log.citations, facts_of((*before, text), self.asker, log.facts))
        return Reply(
            answer,
            frozenset(one["text"] for one in log.citations.used_in(answer)),
            tuple(answer[mark["start"] : mark["end"]] for mark in marks),
        )


@asynccontextmanager
async def asking(rows: Rows) -> AsyncGenerator[Asking]:
    name = "test_question_families"
    url = servers.clone_database(name)
    system, database = (Database(url, role, 2, "tests") for role in (SYSTEM_ROLE, APP_ROLE))
    await system.open()
    await database.open()
    try:
        person = await make_person(system, starts_on=rows.weeks[0].first, weeks=len(rows.weeks))
        store = Store(database, RecordingPublisher())
        programme = await _fill(store, person, rows)
        mentors, leads = (rows.raw["mentor"],), (rows.raw["lead"],)
        yield Asking(
            Asker(
                person, programme, "Lan Đỗ", "Field school", rows.today, rows.weeks, ZONE, (), mentors, leads
            ),
            store,
        )
    finally:
        await database.close()
        await system.close()
        servers.drop_database(name)


async def _fill(store: Store, person: PersonId, rows: Rows) -> Any:
    async with store.begin(person) as work:
        programme = (await work.all(find_membership, person_id=person))[0].id
        owner = {"person_id": person, "programme_id": programme}
        ids = {one.text: new_id() for one in rows.entries}
        for one in rows.entries:
            await work.run(Query(entries.insert().values(
                    id=ids[one.text], **owner, week=one.week, text=one.text, status=one.status, start_on=one.first,
                    end_on=one.last, tags=list(one.tags), resources=list(one.links), hours=one.hours,
                )))  # fmt: skip
        for at, aim in enumerate(rows.objectives):
            await work.run(
                Query(
                    objectives.insert().values(
                        id=new_id(), **owner, week=aim.week, position=at, text=aim.text, state=aim.state
                    )
                )
            )
        for at, line in enumerate(rows.achievements):
            await work.run(
                Query(
                    achievements.insert().values(
                        id=new_id(), **owner, week=line.week, position=at, text=line.text
                    )
                )
            )
        for week, state in rows.reviews.items():
            await work.run(
                Query(
                    reviews.insert().values(
                        id=new_id(),
                        **owner,
                        week=week,
                        state=state,
                        lines=[],
                        **_moments(state, rows.weeks[week - 1].last),
                    )
                )
            )
        for one in rows.raw["absences"]:
            await work.one(insert_absence, **_absence(owner, one))
        for line in rows.comments:
            await _comment(work, owner, line, ids)
    return programme


def _absence(owner: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    first, last = date.fromisoformat(one["on"]), date.fromisoformat(one.get("until") or one["on"])
    part = one.get("part") or "day"
    return {
        "id": new_id(), **owner, "created_by": owner["person_id"], "first_day": first, "last_day": last, "part": part,
        "reason": one["reason"],
    }  # fmt: skip


def _moments(state: str, on: date) -> dict[str, Any]:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=ZONE)
    order = ("drafted", "submitted", "approved")
    return {f"{name}_at": at for name in order[: order.index(state) + 1]}


async def _comment(work: Any, owner: dict[str, Any], line: LineRow, ids: dict[str, Any]) -> None:
    entry = next(key for text, key in ids.items() if text.startswith(line.about))
    assert line.on is not None
    at, made = datetime(line.on.year, line.on.month, line.on.day, 9, tzinfo=ZONE), new_id()
    await work.run(Query(threads.insert().values(
            id=made, **owner, week=line.week, author_id=owner["person_id"], anchor_kind="entry", anchor_id=entry,
            anchor_text=line.about, created_at=at, resolved_at=at if line.state == "resolved" else None,
        )))  # fmt: skip
    await work.run(
        Query(
            comments.insert().values(
                id=made, thread_id=made, **owner, author_id=owner["person_id"], text=line.text, created_at=at
            )
        )
    )
