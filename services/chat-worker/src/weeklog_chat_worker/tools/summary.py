"""A stretch of time summed up by what the review knows of its weeks."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from weeklog.calendar import Week
from weeklog.reviews.facts.clauses import clauses_of
from weeklog.reviews.facts.rows import Achievement, Entry, Objective, Resource, WeekRows
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.lines import Line
from weeklog.reviews.prose.quoting import plain
from weeklog.reviews.prose.write import write_lines
from weeklog.vocabulary import Language
from weeklog.weeks import reads as worklog
from weeklog_chat_worker.tools.results import Summary, SummaryLine, entry_of
from weeklog_chat_worker.tools.weeks import InWeeks
from weeklog_chat_worker.tools.worklog import Worklog

_MOST_WEEKS = 8
_MOST_ROWS = 400  # of one kind
_SAID = ("objectives", "themes", "achievements", "learnt", "feedback", "blocked", "open", "left_out")


class Span(InWeeks):
    from_day: date | None = None
    to_day: date | None = None
    language: Annotated[Language, Field(description="of the summary's own words")] = "en"


async def summarise(log: Worklog, wanted: Span) -> Summary:
    """What weeks came to: for each, the lines of its review, with the entries that they quote."""
    weeks = list(_weeks(log, wanted))[-_MOST_WEEKS:]
    if not weeks:
        return Summary(lines=())
    span = {"week": weeks[0].number, "to_week": weeks[-1].number}
    days = {"from_day": wanted.from_day, "to_day": wanted.to_day}
    async with log.begin() as work:
        rows = await work.all(worklog.find_entries, **log.mine, **span, **days, limit=_MOST_ROWS)
        aims = await work.all(worklog.find_objectives, **log.mine, **span, limit=_MOST_ROWS)
        results = await work.all(worklog.find_achievements, **log.mine, **span, limit=_MOST_ROWS)
    refs = {row.id: entry_of(log, row).ref for row in rows}
    read = [_week_rows(week, log.asker.today, rows, aims, results) for week in weeks]

    def told() -> tuple[SummaryLine, ...]:
        return tuple(line for one in read for line in _lines(one, wanted.language, refs))

    # A full week takes long to read, and whoever else is answered does not wait for it.
    return Summary(lines=await asyncio.to_thread(told))


def _lines(read: WeekRows, language: Language, refs: dict[UUID, int]) -> Iterator[SummaryLine]:
    entries = {one.id: one for one in read.entries}
    for line in write_lines(find_facts(read), language):
        if line.section in _SAID and entries:
            yield _line(line, read.number, entries, refs)


def _weeks(log: Worklog, wanted: Span) -> Iterator[Week]:
    low, high = wanted.week, wanted.to_week or wanted.week
    for week in log.asker.weeks:
        if low is not None and high is not None and not low <= week.number <= high:
            continue
        if (wanted.from_day and week.last < wanted.from_day) or (
            wanted.to_day and week.first > wanted.to_day
        ):
            continue
        if week.first <= log.asker.today:
            yield week


def _week_rows(
    week: Week,
    today: date,
    rows: Sequence[worklog.FoundEntryRow],
    aims: Sequence[worklog.FoundObjectiveRow],
    results: Sequence[worklog.FoundAchievementRow],
) -> WeekRows:
    return WeekRows(
        number=week.number,
        first_day=week.first,
        last_day=week.last,
        today=today,
        entries=tuple(_entry(row) for row in rows if row.week == week.number),
        objectives=tuple(
            Objective(row.id, row.text, row.state, row.done) for row in aims if row.week == week.number
        ),
        achievements=tuple(Achievement(row.id, row.text) for row in results if row.week == week.number),
    )


def _entry(row: worklog.FoundEntryRow) -> Entry:
    return Entry(
        id=row.id,
        text=row.text,
        start_on=row.start_on,
        end_on=row.end_on,
        status=row.status,
        tags=tuple(row.tags),
        resources=tuple(Resource(one["title"], one["url"]) for one in row.resources),
        weeks_open=row.weeks_open,
    )


def _line(line: Line, week: int, entries: dict[UUID, Entry], refs: dict[UUID, int]) -> SummaryLine:
    """It cites what it quotes: the other entries behind it are not to be read in it."""
    quoted = [one for one in line.evidence if one in entries and _quotes(line.text, entries[one])]
    return SummaryLine(
        week=week, section=line.section, text=line.text, refs=tuple(refs[one] for one in quoted)
    )


def _quotes(text: str, entry: Entry) -> bool:
    return all(plain(clause) in text for clause in clauses_of(entry.text))
