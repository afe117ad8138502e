"""What there is to do next: no advice, but all that is waiting."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    entry_lines,
    objective_line,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import (
    Entries,
    Objectives,
)


def ahead(query: Query, known: Known) -> Sequence[Call]:
    """What is open, and this week's objectives: what there is to do."""
    week = {"week": known.current_week} if known.current_week is not None else {}
    return [
        Call("find_entries", {"status": "open"}),
        Call("objectives", {"state": "open", **week}),
    ]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """No advice, but all that is waiting, the oldest first: what is blocked, then the rest."""
    found: Entries = results[0]
    aims: Objectives = results[1]
    if not (found.total or aims.total):
        return [say("nothing ahead")]
    lines = [say("no advice")]
    stuck = tuple(row for row in found.entries if row.status == "blocked")
    free = tuple(row for row in found.entries if row.status != "blocked")
    for key, rows in (("ahead blocked", stuck), ("ahead", free)):
        if rows:
            lines += ["", say(key), "", *entry_lines(Entries(total=len(rows), entries=rows), say)]
    if aims.total:
        lines += [
            "",
            say("ahead objectives"),
            "",
            *(objective_line(one.text, one.done) for one in aims.objectives),
        ]
    return lines


OPERATIONS = (Operation(Intent.PLAN, answer, ahead, own_words=True, stands_alone=True),)
