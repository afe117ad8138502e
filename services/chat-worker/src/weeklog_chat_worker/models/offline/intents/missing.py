"""Days and weeks without an entry."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, filters
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.groups import MOST_GROUPS, empty_sentence
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
)
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    EmptyDays,
    Groups,
)


def missing(query: Query, known: Known) -> Sequence[Call]:
    if (
        query.has(Flag.PER_DAY, Flag.WHICH_DAY, Flag.DAYS, Flag.DAYS_OFF)
        and not query.has(Flag.WHICH_WEEK, Flag.PER_WEEK)
    ) or _is_narrow(query):
        first, last = _span(query, known)
        return [Call("empty_days", {"from_day": first, "to_day": last})]
    return [Call("count_by", filters(replace(query, subject=()), query.period, by="week"))]


def _is_narrow(query: Query) -> bool:
    return bool(query.period and (query.period.is_week or query.period.is_day))


def _span(query: Query, known: Known) -> tuple[str, str]:
    period = query.period or Period()
    first, last = period.first, period.last
    if period.week is not None:
        first, last = known.week(period.week).first, known.week(period.to_week or period.week).last
    first = first or min((week.first for week in known.weeks), default=known.today)
    last = min(last or known.today, known.today)
    return first.isoformat(), max(first, last).isoformat()


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    limits = say.period(query.period) if query.period else ""
    match results[0]:
        case EmptyDays(total=0):
            return [say.sentence(say("no empty days", limits=limits))]
        case EmptyDays(total=total, days=days):
            lines = [f"- {say.day(day, year=True)}" for day in days[: MOST_GROUPS * 2]]
            more = [say("more", n=total - len(lines))] if total > len(lines) else []
            return [
                capital(say("empty days", days=say.many("days", total), limits=limits)),
                "",
                *lines,
                *more,
            ]
        case Groups() as found if found.empty:
            return [empty_sentence(found, say)]
        case _:
            return [say.sentence(say("none empty", limits=limits))]


OPERATIONS = (Operation(Intent.MISSING, answer, missing, stands_alone=True),)
