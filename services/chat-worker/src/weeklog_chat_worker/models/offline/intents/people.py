"""The asker, their mentor, the lead."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.intents.calendar import programme
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    entry_lines,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import (
    Entries,
)


def me(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    return [say("me", name=results[0].member, programme=results[0].name)]


def mentor(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if results[0].mentors:
        return [say("mentor", names=say("and").join(results[0].mentors))]
    near = next((one for one in results[1:] if isinstance(one, Entries) and one.total), None)
    return [
        say("no mentor"),
        *(["", say("says about", subject="mentor"), "", *entry_lines(near, say)] if near else []),
    ]


def lead(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    leads = results[0].leads
    return [say("lead", names=say("and").join(leads)) if leads else say("no lead")]


def _entries_about_mentor(_query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """Where none is known, an entry may name one."""
    return (Call("find_entries", {"text": "mentor", "limit": 5}),) if not results[0].mentors else ()


OPERATIONS = (
    Operation(Intent.ME, me, programme, stands_alone=True),
    Operation(Intent.MENTOR, mentor, programme, _entries_about_mentor, stands_alone=True),
    Operation(Intent.LEAD, lead, programme, stands_alone=True),
)
