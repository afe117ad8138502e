"""Days away: the absences that were entered, and what entries tell of days off."""

from collections.abc import Sequence
from typing import Any

from weeklog.absences.days import reason_words
from weeklog_chat_worker.models.offline.calls import Call, filters, times
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import capital, lines_of
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import Absence, DaysAway


def plan(query: Query, known: Known) -> Sequence[Call]:
    sick = {"sick": True} if query.has(Flag.SICK) else {}
    return [Call("days_away", filters(query, time, **sick)) for time in times(query)]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    for time, found in zip(times(query), results, strict=False):
        part = _of_time(query, time, found, say)
        lines += ["", *part] if lines else part
    return lines


def _of_time(query: Query, time: Period | None, found: DaysAway, say: Say) -> list[str]:
    kind = "sick" if query.has(Flag.SICK) else "away"
    limits = say.limits(query, time)
    if not (found.total or found.entries.total):
        return [say.sentence(say(f"no {kind}", limits=limits))]
    lines: list[str] = []
    if found.total:
        head = say("absences", days=_days(found.days, say), limits=limits)
        lines += [capital(head), "", *(_line(one, say) for one in found.absences)]
    if found.entries.total:
        entries, days = say.many("entries", found.entries.total), say.many("days", found.told_days)
        head = say(f"tells {kind}", entries=entries, days=days, limits=limits)
        lines += [*([""] if lines else []), capital(head), "", *lines_of(found.entries, say, time)]
    return lines


def _days(days: float, say: Say) -> str:
    return say("days.one" if days == 1 else "days", n=f"{days:g}")


def _line(one: Absence, say: Say) -> str:
    part = "" if one.part == "day" else say(f"part.{one.part}")
    return f"- {say.days(one.first_day, one.last_day)}{part}: {reason_words(one.reason, say.code)}"


OPERATIONS = (
    Operation(
        Intent.AWAY,
        answer,
        plan,
        of_several_times=True,
        narrows=True,
        stands_alone=True,
        own_words=True,
        never=frozenset({Flag.PER_TAG, Flag.PER_STATUS}),
    ),
)
