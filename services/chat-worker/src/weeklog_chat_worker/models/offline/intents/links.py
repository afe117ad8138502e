"""Entries with their links."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, times
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    MOST_LINES,
    capital,
    finds,
    line_of,
    link_lines,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query


def links(query: Query, known: Known) -> Sequence[Call]:
    return finds(query, with_links=True)


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    for time, found in zip(times(query), results, strict=False):
        limits = say.limits(query, time)
        if not found.total:
            part = [say.sentence(say("no links", limits=limits))]
        else:
            part = [capital(f"{say.many('links', found.total)} {limits}:"), ""]
            for entry in found.entries[:MOST_LINES]:
                part.append(line_of(entry, say, time))
                part += link_lines(entry)
        lines += ["", *part] if lines else part
    return lines


OPERATIONS = (
    Operation(
        Intent.LINKS,
        answer,
        links,
        of_several_times=True,
        narrows=True,
        lists_rows=True,
        stands_alone=True,
        takes_its_words=True,
        compares_words=True,
        seeks_evidence=True,
    ),
)
