"""What is still open."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, times
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    asks_for_one,
    capital,
    count,
    find,
    first_or_last,
    lines_of,
    relaxed_to,
    said_otherwise,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Counts,
    Entries,
)


def still_open(query: Query, known: Known) -> Sequence[Call]:
    asked = query if query.status else replace(query, status="open")
    return (count if query.has(Flag.HOW_MANY, Flag.DAYS) else find)(asked, known)


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if relaxed := relaxed_to(query, results):
        return said_otherwise(query, relaxed, say)
    lines: list[str] = []
    plain = replace(query, status=None if query.status == "open" else query.status)
    for time, result in zip(times(query), results, strict=False):
        limits = say.limits(plain, time)
        total = result.entries if isinstance(result, Counts) else result.total
        shown = Entries(total=total, entries=result.shown) if isinstance(result, Counts) else result
        if not total:
            part = [say.sentence(say("nothing open", limits=limits))]
        else:
            state = say("is open" if total == 1 else "are open")
            part = [capital(f"{say.many('entries', total)} {limits} {state}{':' if shown.entries else '.'}")]
            if asks_for_one(query, total) and shown.entries:
                part = first_or_last(query, time, shown, say)
            elif shown.entries:
                part += ["", *lines_of(shown, say, time)]
        lines += ["", *part] if lines else part
    return lines


OPERATIONS = (
    Operation(
        Intent.OPEN,
        answer,
        still_open,
        of_several_times=True,
        narrows=True,
        lists_rows=True,
        stands_alone=True,
        takes_its_words=True,
        own_words=True,
        compares_words=True,
        seeks_evidence=True,
    ),
)
