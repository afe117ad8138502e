"""The entries of a time, of a status, about a topic."""

import re
from collections.abc import Sequence
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.calls import (
    MOST_PERIODS,
    Call,
    times,
)
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    asks_for_one,
    capital,
    find_newest,
    first_or_last,
    lines_of,
    no_lead,
    objective_line,
    relaxed_to,
    said_otherwise,
    yes_lead,
)
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Entries,
    NoSuchWeek,
    WeekRow,
)

_NUMBER = re.compile(r"(?<!\w)\d")


_MONEY = re.compile(r"[$€£₫]|\b(?:usd|eur|vnd|dollars?|euros?|cents?|đồng|nghìn|triệu)\b", re.IGNORECASE)


def listed(query: Query, known: Known) -> Sequence[Call]:
    if _whole_weeks(query):
        return [Call("show_week", {"week": time.week}) for time in query.periods[:MOST_PERIODS]]
    return find_newest(query)


def _whole_weeks(query: Query) -> bool:
    return bool(
        query.periods
        and all(time.is_week for time in query.periods)
        and not (query.subject or query.without or query.without_status or query.tag or query.status)
        and query.with_links is None
        and query.with_tags is None
        and not query.has(Flag.FIRST, Flag.LAST, Flag.WHICH_DAY, Flag.YES_OR_NO)
    )


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    asked = times(query)
    if relaxed := relaxed_to(query, results):
        return said_otherwise(query, relaxed, say)
    for time, result in zip(asked, results, strict=False):
        lines += ["", *_one(query, time, result, say)] if lines else _one(query, time, result, say)
    return lines


def _one(query: Query, time: Period | None, result: object, say: Say) -> list[str]:
    match result:
        case NoSuchWeek() as missing:
            return [say.no_week(missing.asked, missing.first, missing.last)]
        case WeekRow() as week:
            return week_lines(week, say)
        case Entries() as found:
            return _found(query, time, found, say)
        case _:
            return []


def _found(query: Query, time: Period | None, found: Entries, say: Say) -> list[str]:
    limits = say.limits(query, time)
    if not found.total:
        return [no_lead(query, say) + say.sentence(say("nothing", limits=limits))]
    counted = say.many("entries", found.total)
    if asks_for_one(query, found.total):
        return first_or_last(query, time, found, say)
    sought = _MONEY if query.has(Flag.MONEY) else _NUMBER
    unsaid = query.has(Flag.VALUE) and not any(sought.search(entry.text) for entry in found.entries)
    lead = [say("no value"), ""] if unsaid else []
    if query.has(Flag.AGAIN) and query.subject:
        lead = [say("again" if found.total > 1 else "once"), ""]
    return [
        *lead,
        _lead(query, found, say) + capital(f"{counted} {limits}:"),
        "",
        *lines_of(found, say, time, links=query.with_links is True),
    ]


def _lead(query: Query, found: Entries, say: Say) -> str:
    """What is only planned or was given up is no yes."""
    is_so = query.status is not None or any(row.status in ("done", "doing") for row in found.entries)
    return yes_lead(query, say) if is_so else ""


def week_lines(week: WeekRow, say: Say) -> list[str]:
    total = say.many("entries", week.entries.total)
    if not (week.entries.total or week.objectives or week.achievements):
        return [say.sentence(say("nothing", limits=say.period(Period(week=week.number))))]
    lines = [say("week head", week=week.number, days=say.days(week.first_day, week.last_day), entries=total)]
    if week.objectives:
        lines += [
            "",
            say("objectives head"),
            "",
            *(objective_line(one.text, one.done) for one in week.objectives),
        ]
    if week.entries.total:
        here = Period(week=week.number)
        lines += ["", say("entries head"), "", *lines_of(week.entries, say, here)]
    if week.achievements:
        lines += ["", say("achievements head"), "", *(f"- {plain_text(text)}" for text in week.achievements)]
    return lines


OPERATIONS = (
    Operation(
        Intent.LIST,
        answer,
        listed,
        of_several_times=True,
        narrows=True,
        lists_rows=True,
        compares_words=True,
        seeks_evidence=True,
    ),
)
