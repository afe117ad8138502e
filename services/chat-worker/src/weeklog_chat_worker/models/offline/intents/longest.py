"""The entry that covers the most days."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, times
from weeklog_chat_worker.models.offline.intents.amounts import most_hours, most_hours_lines
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    MOST_LINES,
    capital,
    entry_lines,
    finds,
    line_of,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Entries,
)


def longest(query: Query, known: Known) -> Sequence[Call]:
    by_days = finds(query, order="longest", several_days=True)
    return by_days if query.has(Flag.SEVERAL_DAYS) else [*by_days, most_hours(query)]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """By days, and by the hours that are noted."""
    by_days, timed = results[: len(times(query))], results[len(times(query)) :]
    lines = most_hours_lines(query, timed[0], say) if timed else []
    if lines and not by_days[0].total:
        return lines
    return [*spans(query, by_days, say, known), *(["", *lines] if lines else [])]


def spans(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Entries = results[0]
    limits = say.limits(query, query.period)
    if not found.total:
        return [say.sentence(say("no longer", limits=limits))]
    if query.has(Flag.SEVERAL_DAYS):
        head = say("over several days", entries=say.many("entries", found.total), limits=limits)
        return [capital(head), "", *entry_lines(found, say)]
    spans = [(entry.end_on - entry.start_on).days + 1 for entry in found.entries]
    best = [entry for entry, days in zip(found.entries, spans, strict=True) if days == spans[0]]
    head = " ".join(say("longest", limits=limits).split()).replace(" :", ":")
    return [
        head,
        "",
        *(f"{line_of(entry, say, None)} ({say('on days', n=spans[0])})" for entry in best[:MOST_LINES]),
    ]


OPERATIONS = (
    Operation(
        Intent.LONGEST,
        answer,
        longest,
        narrows=True,
        lists_rows=True,
        stands_alone=True,
        own_words=True,
        compares_words=True,
        seeks_evidence=True,
    ),
)
