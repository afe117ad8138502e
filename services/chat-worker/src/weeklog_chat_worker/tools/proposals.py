"""What the assistant proposes. Nothing is written here: a proposal waits with its reply until its person accepts
it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from weeklog.calendar import week_of
from weeklog.proposals.catalogue import (
    EntryProposed,
    ObjectiveProposed,
    ObjectiveStateProposed,
    StatusProposed,
)
from weeklog.vocabulary import OPEN_STATUSES, Status
from weeklog.weeks import reads as worklog
from weeklog.weeks.patterns import patterns
from weeklog_chat_worker.tools.results import Choices, NoSuchWeek, Proposal, entries_of
from weeklog_chat_worker.tools.weeks import no_such_week, objective_of
from weeklog_chat_worker.tools.worklog import Worklog

_MOST_TEXT = 4000
_MOST_CHOICES = 10
_STATES: dict[Status, Literal["met", "missed", "open"]] = {
    "done": "met",
    "dropped": "missed",
    "planned": "open",
    "doing": "open",
    "blocked": "open",
}


class NewEntry(BaseModel):
    text: Annotated[str, Field(min_length=1, max_length=_MOST_TEXT)]
    start_on: date
    end_on: date | None = None
    status: Status = "done"
    tags: tuple[Annotated[str, Field(max_length=60)], ...] = ()


class NewObjective(BaseModel):
    text: Annotated[str, Field(min_length=1, max_length=_MOST_TEXT)]
    week: Annotated[int, Field(ge=0, le=999)]


class NewStatus(BaseModel):
    words: Annotated[
        str, Field(min_length=1, max_length=300, description="words of the entry or objective that is meant")
    ]
    status: Status
    week: Annotated[int | None, Field(ge=0, le=999)] = None
    of: Annotated[Literal["entry", "objective"], Field(description="what is meant")] = "entry"


async def propose_entry(log: Worklog, wanted: NewEntry) -> Proposal | NoSuchWeek:
    """Propose a new entry for the asker to accept. Nothing is saved by this."""
    end_on = max(wanted.end_on or wanted.start_on, wanted.start_on)
    week = week_of(log.asker.weeks, wanted.start_on)
    log.proposals.append(
        EntryProposed(
            text=wanted.text, start_on=wanted.start_on, end_on=end_on, status=wanted.status, tags=wanted.tags
        )
    )
    return Proposal(
        kind="entry",
        text=wanted.text,
        day=wanted.start_on,
        last_day=end_on,
        status=wanted.status,
        week=week.number if week else None,
    )


async def propose_objective(log: Worklog, wanted: NewObjective) -> Proposal | NoSuchWeek:
    """Propose a new objective of a week for the asker to accept. Nothing is saved by this."""
    if all(week.number != wanted.week for week in log.asker.weeks):
        return no_such_week(log.asker, wanted.week)
    log.proposals.append(ObjectiveProposed(week=wanted.week, text=wanted.text))
    return Proposal(kind="objective", text=wanted.text, week=wanted.week)


async def propose_status(log: Worklog, wanted: NewStatus) -> Proposal | Choices:
    """Propose that an entry or objective is done, doing, planned, blocked or dropped, for the asker to accept.
    Nothing is saved by this; when more than one fits the words, they are returned and nothing is proposed."""
    if wanted.of == "objective":
        return await _propose_state(log, wanted)
    values = {"patterns": patterns(wanted.words), "week": wanted.week}
    # What was carried on is one piece of work with several rows: the last of them is meant.
    latest = {"still_here": 1} if wanted.week is None else {}
    async with log.begin() as work:
        rows = await work.all(worklog.find_entries, **log.mine, **values, **latest, limit=_MOST_CHOICES)
    others = [row for row in rows if row.status != wanted.status]
    meant = [row for row in others if row.status in OPEN_STATUSES] or others
    if len(meant) != 1:
        return Choices(choices=entries_of(log, meant))
    entry = meant[0]
    log.proposals.append(StatusProposed(entry_id=entry.id, text=entry.text, status=wanted.status))
    ref = entries_of(log, [entry]).entries[0].ref
    return Proposal(
        kind="status", text=entry.text, status=wanted.status, ref=ref, day=entry.start_on,
        last_day=entry.end_on, week=entry.week,
    )  # fmt: skip


async def _propose_state(log: Worklog, wanted: NewStatus) -> Proposal | Choices:
    values = {"patterns": patterns(wanted.words), "week": wanted.week}
    async with log.begin() as work:
        rows = await work.all(worklog.find_objectives, **log.mine, **values, limit=_MOST_CHOICES)
    if len(rows) != 1:
        return Choices(choices=entries_of(log, []), objectives=tuple(map(objective_of, rows)))
    aim, state = rows[0], _STATES[wanted.status]
    log.proposals.append(ObjectiveStateProposed(objective_id=aim.id, text=aim.text, state=state))
    return Proposal(kind="objective_state", text=aim.text, status=state, week=aim.week)
