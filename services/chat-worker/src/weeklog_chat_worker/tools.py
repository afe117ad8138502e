"""What the assistant may look up. Every tool reads, under the asker's own identity, in a short unit of work; none writes.

What the tools return is data that people wrote. An entry that reads like an instruction is still only an entry.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field
from pydantic_ai.tools import ToolDefinition

from weeklog.db import worklog
from weeklog.db.engine import Record
from weeklog.db.weeks import list_achievements, list_objectives
from weeklog.proposals import Proposed
from weeklog.unit_of_work import UnitOfWork
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.citations import Citations, Cited

Status = Literal["planned", "doing", "done", "dropped"]
StatusFilter = Literal["planned", "doing", "done", "dropped", "open"]  # open = planned or doing
OPEN = ["planned", "doing"]
MOST_ENTRIES = 40  # of one tool result; the total is always told
LONGEST_TEXT = 1200  # characters of one entry


@dataclass
class Worklog:
    """One asker's weeks, as the tools of one reply see them."""

    asker: Asker
    begin: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    citations: Citations = field(default_factory=Citations)
    proposals: list[Proposed] = field(default_factory=list[Proposed])  # what the reply proposes, in order

    @property
    def mine(self) -> dict[str, Any]:
        return {"person_id": self.asker.person_id, "programme_id": self.asker.programme_id}


class EntryRow(BaseModel):
    ref: int  # cite the entry as [ref]
    week: int
    start_on: date
    end_on: date
    status: Status
    text: str
    tags: tuple[str, ...]


class Entries(BaseModel):
    total: int  # how many there are; fewer may be shown
    entries: tuple[EntryRow, ...]


class Counts(BaseModel):
    entries: int
    days: int  # days on which at least one of them falls
    planned: int
    doing: int
    done: int
    dropped: int


class Objective(BaseModel):
    text: str
    done: bool | None


class WeekRow(BaseModel):
    number: int
    first_day: date
    last_day: date
    objectives: tuple[Objective, ...]
    achievements: tuple[str, ...]
    entries: Entries


class Objectives(BaseModel):
    objectives: tuple[Objective, ...]


class NoSuchWeek(BaseModel):
    asked: int
    first: int | None
    last: int | None


class Filter(BaseModel):
    """What entries have to be; all of it must hold."""

    from_day: date | None = None
    to_day: date | None = None
    weekday: Annotated[int | None, Field(ge=1, le=7, description="1 = Monday, 7 = Sunday")] = None
    week: Annotated[int | None, Field(description="a numbered week of the programme")] = None
    text: Annotated[str | None, Field(description="words, all of which the entry contains")] = None
    status: Annotated[StatusFilter | None, Field(description="open = planned or doing")] = None
    tag: str | None = None

    @property
    def values(self) -> dict[str, Any]:
        return {
            "from_day": self.from_day,
            "to_day": self.to_day,
            "weekday": self.weekday,
            "week": self.week,
            "patterns": worklog.patterns(self.text or ""),
            "statuses": OPEN if self.status == "open" else self.status and [self.status],
            "tag": self.tag,
        }


class Words(BaseModel):
    words: str


class WeekNumber(BaseModel):
    week: int


class Nothing(BaseModel):
    pass


async def find_entries(log: Worklog, wanted: Filter) -> Entries:
    """Find entries of the worklog, oldest first."""
    async with log.begin() as work:
        rows = await work.all(worklog.find_entries, **log.mine, **wanted.values, limit=MOST_ENTRIES)
    return _entries(log, rows)


async def best_entries(log: Worklog, wanted: Words) -> Entries:
    """The few entries in which most of the words occur, best first: for when an exact search finds nothing."""
    async with log.begin() as work:
        rows = await work.all(
            worklog.best_entries, **log.mine, patterns=worklog.patterns(wanted.words) or [], limit=5
        )
    return _entries(log, rows)


async def open_work(log: Worklog, _: Nothing) -> Entries:
    """Entries that are planned or being done: what is still open, oldest first."""
    return await find_entries(log, Filter(status="open"))


async def count_entries(log: Worklog, wanted: Filter) -> Counts:
    """Count entries, and the days they fall on. Exact: never count the entries of another tool's result yourself."""
    async with log.begin() as work:
        row = await work.one(worklog.count_entries, **log.mine, **wanted.values)
    return Counts.model_validate(dict(row or {}))


async def show_week(log: Worklog, wanted: WeekNumber) -> WeekRow | NoSuchWeek:
    """One numbered week of the programme: its days, objectives, entries and achievements."""
    number = wanted.week
    week = next((week for week in log.asker.weeks if week.number == number), None)
    if week is None:
        return _no_such_week(log.asker, number)
    async with log.begin() as work:
        objectives = await work.all(list_objectives, **log.mine, week=number)
        achievements = await work.all(list_achievements, **log.mine, week=number)
        rows = await work.all(worklog.find_entries, **log.mine, week=number, limit=MOST_ENTRIES)
    return WeekRow(
        number=number,
        first_day=week.first,
        last_day=week.last,
        objectives=_objectives(objectives),
        achievements=tuple(row["text"] for row in achievements),
        entries=_entries(log, rows),
    )


async def objectives(log: Worklog, wanted: WeekNumber) -> Objectives:
    """What a week is for."""
    async with log.begin() as work:
        rows = await work.all(list_objectives, **log.mine, week=wanted.week)
    return Objectives(objectives=_objectives(rows))


A = TypeVar("A", bound=BaseModel)
Result = Entries | Counts | WeekRow | NoSuchWeek | Objectives


class Tool(Generic[A]):
    """A function that the model may call: its docstring is what the model is told, its argument what it may say."""

    def __init__(self, function: Callable[[Worklog, A], Awaitable[Result]], arguments: type[A]) -> None:
        self.definition = ToolDefinition(
            name=function.__name__,
            description=function.__doc__,
            parameters_json_schema=arguments.model_json_schema(),
        )
        self._function, self._arguments = function, arguments

    async def use(self, log: Worklog, arguments: str) -> Result:
        """Raises pydantic's ValidationError when the arguments are wrong."""
        return await self._function(log, self._arguments.model_validate_json(arguments or "{}"))


TOOLS: dict[str, Tool[Any]] = {
    tool.definition.name: tool
    for tool in (
        Tool(find_entries, Filter),
        Tool(best_entries, Words),
        Tool(open_work, Nothing),
        Tool(count_entries, Filter),
        Tool(show_week, WeekNumber),
        Tool(objectives, WeekNumber),
    )
}


def _entries(log: Worklog, rows: Sequence[Record]) -> Entries:
    return Entries(total=rows[0]["total"] if rows else 0, entries=tuple(_entry(log, row) for row in rows))


def _entry(log: Worklog, row: Record) -> EntryRow:
    cited = Cited(row["id"], row["week"], row["start_on"], row["text"])
    return EntryRow(
        ref=log.citations.number(cited),
        week=row["week"],
        start_on=row["start_on"],
        end_on=row["end_on"],
        status=row["status"],
        text=_shorten(row["text"]),
        tags=tuple(row["tags"]),
    )


def _objectives(rows: Sequence[Record]) -> tuple[Objective, ...]:
    return tuple(Objective(text=_shorten(row["text"]), done=row["done"]) for row in rows)


def _no_such_week(asker: Asker, number: int) -> NoSuchWeek:
    numbers = [week.number for week in asker.weeks]
    return NoSuchWeek(asked=number, first=min(numbers, default=None), last=max(numbers, default=None))


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}… (shortened)"
