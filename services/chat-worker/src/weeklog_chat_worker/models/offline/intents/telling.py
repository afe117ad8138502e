"""Problems and lessons: what entries tell of."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, filters, times
from weeklog_chat_worker.models.offline.intents.contract import Operation, found_nothing
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    entry_lines,
    finds,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import Entries


def telling(query: Query, known: Known) -> Sequence[Call]:
    asked = replace(query, status=None)
    return [Call("telling", filters(asked, time, what=query.intent)) for time in times(asked)]


def what_is_open(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """Where nothing tells of trouble, what is not finished may be where it is."""
    if query.intent != Intent.PROBLEMS or query.subject or not found_nothing(results):
        return ()
    return finds(replace(query, status="open"))


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    for time, found in zip(times(query), results, strict=False):
        limits = say.limits(replace(query, status=None), time)
        if found.total:
            head = capital(
                say(f"tells.{query.intent}", entries=say.many("entries", found.total), limits=limits)
            )
            part = [head, "", *entry_lines(found, say, time)]
        else:
            part = [say.sentence(say(f"tells no.{query.intent}", limits=limits))]
        lines += ["", *part] if lines else part
    for found in results[len(times(query)) :]:
        if isinstance(found, Entries) and found.total:
            lines += ["", say("still open"), "", *entry_lines(found, say)]
    return lines


OPERATIONS = (
    Operation(
        Intent.PROBLEMS, answer, telling, what_is_open, own_words=True, seeks_evidence=True, stands_alone=True
    ),
    Operation(Intent.LEARNT, answer, telling, own_words=True, seeks_evidence=True, stands_alone=True),
)
