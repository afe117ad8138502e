"""Whether some work is done."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    find,
    lines_of,
    relaxed_to,
    said_otherwise,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Entries,
)


def status(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if relaxed := relaxed_to(query, results):
        return said_otherwise(query, relaxed, say)
    found: Entries = results[0]
    if not found.total:
        return [say.sentence(say("nothing", limits=say.limits(query, query.period)))]
    finished = all(entry.status == "done" for entry in found.entries)
    key = (
        ("all done" if finished else "not done")
        if found.total > 1
        else ("done.one" if finished else "not done.one")
    )
    limits = say.limits(query, query.period)
    said = say(key, entries=say.many("entries", found.total), limits=limits)
    lead = say("yes" if finished else "no") if query.has(Flag.YES_OR_NO) else ""
    return [
        lead + capital(f"{said}:", first=not lead),
        "",
        *lines_of(found, say, query.period, states=True),
    ]


OPERATIONS = (
    Operation(
        Intent.STATUS,
        status,
        find,
        narrows=True,
        lists_rows=True,
        stands_alone=True,
        own_words=True,
        compares_words=True,
        seeks_evidence=True,
    ),
)
