"""The programme and its calendar."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog.calendar import week_of
from weeklog_chat_worker.models.offline.calls import (
    Call,
)
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    count,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Programme,
)


def programme(query: Query, known: Known) -> Sequence[Call]:
    return [Call("programme", {})]


def of_day(query: Query, known: Known) -> Sequence[Call]:
    """Of the day whose weekday is asked for, so that the answer's day is one that was told."""
    return count(replace(query, periods=query.periods[:1], subject=()), known)


def today(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    return [
        say("today", day=say.day(known.today, year=True)),
        *which_week(Query(Intent.WHICH_WEEK), results, say, known),
    ]


def weekday(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """ "Is 12 October a Monday?": the second day is the asked weekday's latest; the same day is said once."""
    day = query.periods[0].first or known.today
    if day == known.today and not query.has(Flag.YES_OR_NO):
        return today(query, results, say, known)
    wanted = query.periods[-1].first or day
    lead = (
        say("yes" if wanted.isoweekday() == day.isoweekday() else "no") if query.has(Flag.YES_OR_NO) else ""
    )
    return [capital(f"{lead}{say('weekday', day=say.day(day, year=True))}")]


def which_week(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    period = query.period
    day = period.first if period and period.first and period.is_day else known.today
    week = week_of(known.weeks, day)
    said = say.day(day, year=True)
    if week is None and day == known.today:
        return [say("no this week", day=said, **dict(known.span()))]
    if week is None:
        return [capital(say("no week of day", day=said))]
    key = "this week" if day == known.today else "week of day"
    return [capital(say(key, day=said, week=week.number, days=say.days(week.first, week.last, year=True)))]


def week_days(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Programme = results[0]
    numbers = [period.week for period in query.periods if period.week is not None]
    if not numbers:
        return span_of_programme(query, results, say, known)
    return [
        say("week days", week=week.number, first=say.day(week.first_day, year=True),
            last=say.day(week.last_day, year=True))
        for week in found.weeks
        if week.number in numbers
    ]  # fmt: skip


def weeks_left(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Programme = results[0]
    if not found.weeks:
        return [capital(say("no weeks yet"))]
    last = say.day(found.weeks[-1].last_day, year=True)
    if not found.weeks_left:
        return [say("left none", last=last)]
    key = "left.one" if found.weeks_left == 1 and "left.one" in say.phrases else "left"
    return [
        say(key, weeks=say.many("weeks", found.weeks_left), last=last, days=say.many("days", found.days_left))
    ]


def span_of_programme(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Programme = results[0]
    if not found.weeks:
        return [capital(say("no weeks yet"))]
    first, last = (say.day(day, year=True) for day in (found.weeks[0].first_day, found.weeks[-1].last_day))
    return [
        say("programme", name=found.name, weeks=say.many("weeks", len(found.weeks)), first=first, last=last)
    ]


OPERATIONS = (
    Operation(Intent.TODAY, today, programme),
    Operation(Intent.WEEKDAY, weekday, of_day),
    Operation(Intent.WHICH_WEEK, which_week, programme, stands_alone=True),
    Operation(Intent.WEEK_DAYS, week_days, programme, stands_alone=True),
    Operation(Intent.WEEKS_LEFT, weeks_left, programme, stands_alone=True),
    Operation(Intent.PROGRAMME, span_of_programme, programme, stands_alone=True),
)
