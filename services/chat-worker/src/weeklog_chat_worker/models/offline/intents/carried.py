"""What was carried over from week to week."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, text_of
from weeklog_chat_worker.models.offline.intents.contract import Operation, found_nothing
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    finds,
    lines_of,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import (
    Entries,
)


def carried(query: Query, known: Known) -> Sequence[Call]:
    if query.weeks_open is not None:
        return finds(replace(query, status=query.status or "open"), weeks_open=query.weeks_open)
    return finds(query, carried="in")


def _said_carried(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """Pages that were written by hand say it in words."""
    if query.weeks_open or not found_nothing(results):
        return ()
    week = query.period.week if query.period else None
    weeks = {"week": week, "to_week": week + 1} if week is not None else {}
    words = f'{text_of(query.subject)} "carried over"|"chuyển sang"|"chuyển tiếp"'.strip()
    return (Call("find_entries", {"text": words} | weeks),)


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Entries = results[0]
    limits = say.limits(query, query.period, with_status=False)
    if not found.total:
        nothing = say.sentence(say("nothing carried", limits=limits))
        said = next((one for one in results[1:] if isinstance(one, Entries) and one.total), None)
        return [nothing, *(["", say("says carried"), "", *lines_of(said, say, None)] if said else [])]
    said = say("was carried", entries=say.many("entries", found.total))
    return [capital(f"{said} {limits}:"), "", *lines_of(found, say, None, states=True)]


OPERATIONS = (
    Operation(
        Intent.CARRIED, answer, carried, _said_carried, narrows=True, stands_alone=True, takes_its_words=True
    ),
)
