"""Hours that were noted with entries, added. Where none are noted, what the entries say of it."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, filters, seek, times
from weeklog_chat_worker.models.offline.intents.amounts import said_more, say_hours, unit_of_hours
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.evidence import bearing
from weeklog_chat_worker.models.offline.intents.groups import name_of
from weeklog_chat_worker.models.offline.intents.rows import capital, entry_lines, evidence_lines
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import Entries, HoursBy

_BOTH = 2  # times


def plan(query: Query, known: Known) -> Sequence[Call]:
    return [Call("count_hours", filters(query, time, by=unit_of_hours(query))) for time in times(query)]


def further(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """The text may say what nobody counted: "the outage lasted 3 hours"."""
    is_noted = any(isinstance(one, HoursBy) and one.total.timed for one in results)
    return () if is_noted else seek(query)


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    for time, found in zip(times(query), results, strict=False):
        part = _of_time(query, time, found, say)
        lines += ["", *part] if lines else part
    if len(results) == _BOTH == len(query.periods) and all(isinstance(one, HoursBy) for one in results):
        lines += ["", said_more(query.periods, results, say)]
    shown = any(found.total.timed or found.shown for found in results if isinstance(found, HoursBy))
    if not shown and (bears := bearing(query, results)):
        lines += ["", say("bears"), "", *evidence_lines(bears, say)]
    return lines


def _of_time(query: Query, time: Period | None, found: HoursBy, say: Say) -> list[str]:
    limits = say.limits(query, time)
    if not found.total.timed:
        entries = say.many("entries", found.total.entries)
        lines = [capital(say("no hours", entries=entries, limits=limits))]
    else:
        lines = [
            capital(
                say(
                    "hours",
                    hours=say_hours(found.total.hours, say),
                    timed=say.many("entries", found.total.timed),
                    limits=limits,
                )
            )
        ]
    if found.groups:
        lines += [
            "",
            *(
                f"- {capital(name_of(found.by, one.key, say))}: {say_hours(one.hours, say)}"
                for one in found.groups
            ),
        ]
    if found.shown:
        lines += ["", *entry_lines(Entries(total=len(found.shown), entries=found.shown), say, time)]
    return lines


OPERATIONS = (
    Operation(
        Intent.HOURS,
        answer,
        plan,
        further,
        of_several_times=True,
        narrows=True,
        stands_alone=True,
        takes_its_words=True,
        compares_words=True,
    ),
)
