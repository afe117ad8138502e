from typing import Annotated, Any, Literal

from pydantic import Field

from weeklog.objectives.tables import ObjectiveRow
from weeklog.weeks import reads as worklog
from weeklog.weeks.patterns import patterns
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.tools.entries import LONGEST_WORDS
from weeklog_chat_worker.tools.people import OfPerson
from weeklog_chat_worker.tools.results import (
    MOST_ENTRIES,
    Achievement,
    Achievements,
    NoSuchWeek,
    Objective,
    Objectives,
    ReviewRow,
    Reviews,
    WeekRow,
    entries_of,
    shorten,
)
from weeklog_chat_worker.tools.worklog import Worklog

MOST_LINES = 100


class WeekNumber(OfPerson):
    week: Annotated[int, Field(ge=0, le=999)]


class InWeeks(OfPerson):
    week: Annotated[int | None, Field(ge=0, le=999, description="left out: all weeks")] = None
    to_week: Annotated[int | None, Field(ge=0, le=999, description="with `week`: up to this one")] = None


class LinesOfWeeks(InWeeks):
    text: Annotated[str | None, Field(max_length=LONGEST_WORDS, description="words that they contain")] = None


class ObjectivesOfWeeks(LinesOfWeeks):
    state: Annotated[
        Literal["open", "met", "missed", "carried", "unmet", "over"] | None,
        Field(description="unmet = not met; over = not met by the end of its week"),
    ] = None


_UNMET = ["open", "missed", "carried"]


async def show_week(log: Worklog, wanted: WeekNumber) -> WeekRow | NoSuchWeek:
    """One numbered week of the programme: its days, objectives, entries and achievements."""
    number = wanted.week
    week = next((week for week in log.asker.weeks if week.number == number), None)
    if week is None:
        return no_such_week(log.asker, number)
    async with log.begin() as work:
        aims = await work.all(worklog.find_objectives, **log.mine, week=number, limit=MOST_LINES)
        results = await work.all(worklog.find_achievements, **log.mine, week=number, limit=MOST_LINES)
        rows = await work.all(worklog.find_entries, **log.mine, week=number, limit=MOST_ENTRIES)
    return WeekRow(
        number=number,
        first_day=week.first,
        last_day=week.last,
        objectives=tuple(map(objective_of, aims)),
        achievements=tuple(shorten(row.text) for row in results),
        entries=entries_of(log, rows),
    )


async def objectives(log: Worklog, wanted: ObjectivesOfWeeks) -> Objectives:
    """What weeks are for, and what became of it: open, met, missed, or carried on into a later week."""
    states = _UNMET if wanted.state in ("unmet", "over") else wanted.state and [wanted.state]
    async with log.begin() as work:
        rows = await work.all(worklog.find_objectives, **_lines(log, wanted), states=states, limit=MOST_LINES)
    kept = [row for row in rows if wanted.state != "over" or row.state != "open" or _is_over(log, row.week)]
    total = rows[0].total - len(rows) + len(kept) if rows else 0
    return Objectives(objectives=tuple(map(objective_of, kept)), total=total)


def _is_over(log: Worklog, number: int) -> bool:
    return any(week.number == number and week.last < log.asker.today for week in log.asker.weeks)


async def achievements(log: Worklog, wanted: LinesOfWeeks) -> Achievements:
    """What came of weeks."""
    async with log.begin() as work:
        rows = await work.all(worklog.find_achievements, **_lines(log, wanted), limit=MOST_LINES)
    found = tuple(Achievement(week=row.week, text=shorten(row.text)) for row in rows)
    return Achievements(total=rows[0].total if rows else 0, achievements=found)


async def reviews(log: Worklog, wanted: InWeeks) -> Reviews:
    """The reviews of weeks: whether they are pending, drafted, submitted, approved or published, and what they say."""
    async with log.begin() as work:
        rows = await work.all(worklog.find_reviews, **log.mine, week=wanted.week, to_week=wanted.to_week)
    return Reviews(
        reviews=tuple(
            ReviewRow(
                week=row.week,
                state=row.state,
                version=row.version,
                sentences=tuple(shorten(one["text"]) for one in row.lines or ()),
            )
            for row in rows
        )
    )


def _lines(log: Worklog, wanted: LinesOfWeeks) -> dict[str, Any]:
    return {
        **log.mine,
        "week": wanted.week,
        "to_week": wanted.to_week,
        "patterns": patterns(wanted.text or ""),
    }


def objective_of(row: ObjectiveRow) -> Objective:
    return Objective(
        text=shorten(row.text),
        done=row.done,
        week=row.week,
        state=row.state,
        weeks_open=row.weeks_open,
    )


def no_such_week(asker: Asker, number: int) -> NoSuchWeek:
    numbers = [week.number for week in asker.weeks]
    return NoSuchWeek(asked=number, first=min(numbers, default=None), last=max(numbers, default=None))
