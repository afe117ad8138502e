"""Times that only the worklog tells: "that day", "the day before the demo", "in the busiest week". Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from weeklog.calendar import week_of
from weeklog.language.folding import folded
from weeklog_chat_worker.models.offline.intents.groups import best_groups
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import Entries, EntryRow, Groups, HoursBy


def with_time(query: Query, base: Query, result: object, known: Known) -> Query | None:
    """The query with its days; none when the worklog does not settle which ones are meant."""
    row = _meant(base, result.entries) if isinstance(result, Entries) and result.entries else None
    span = (row.start_on, row.end_on) if row else _span(base, result, known)
    if span is None:
        return None
    periods = tuple(_period(one, span, known) if one.found else one for one in query.periods)
    is_beside = any(one.step or one.side or one.found == "week" for one in query.periods)
    return replace(
        query,
        base=None,
        periods=tuple(one for one in periods if one is not None),
        counted_from=row if is_beside else None,
    )


def _span(base: Query, result: object, known: Known) -> tuple[date, date] | None:
    match result:
        case Groups() | HoursBy() as groups:
            winners = best_groups(base, groups, least=base.has(Flag.LEAST))
            if len(winners) != 1:
                return None
            if groups.by == "week":
                week = known.week(int(winners[0].key))
                return week.first, week.last
            day = date.fromisoformat(winners[0].key) if groups.by == "day" else None
            return (day, day) if day else None
        case _:
            return None


def _meant(base: Query, rows: Sequence[EntryRow]) -> EntryRow | None:
    """The one that is meant: of several, the one that says the words itself, not only its tags."""
    if base.has(Flag.FIRST, Flag.LAST) or base.intent == Intent.LONGEST:
        return rows[0]
    words = [folded(word) for one in base.subject for word in one.split()]
    saying = [row for row in rows if all(word in folded(row.text) for word in words)] or rows
    return saying[0] if len({row.start_on for row in saying}) == 1 else None


def _period(asked: Period, span: tuple[date, date], known: Known) -> Period | None:
    first, last = span
    one = timedelta(days=1)
    match asked.side:
        case "since":
            return Period(first=first)
        case "after":
            return Period(first=last + one, beside=True)
        case "before":
            return Period(last=first - one, beside=True)
        case "until":
            return Period(last=last)
        case _ if asked.found == "week":
            week = week_of(known.weeks, first)
            return Period(week=known.week(week.number + asked.step).number) if week else None
        case _:
            day = (last if asked.step > 0 else first) + asked.step * one
            return Period(day, day) if asked.step or first == last else Period(first, last)
