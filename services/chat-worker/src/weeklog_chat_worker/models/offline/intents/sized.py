"""Weeks, days, tags with so many entries."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, filters
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.groups import MOST_GROUPS, group_line, in_order
from weeklog_chat_worker.models.offline.intents.groups import answer as grouped
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import (
    Groups,
)


def sized(query: Query, known: Known) -> Sequence[Call]:
    by = query.size.by if query.size else "week"
    return [Call("count_by", filters(query, query.period, by=by))]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Groups = results[0]
    if query.size is None:
        return grouped(query, results, say, known)
    how = say(f"size.{query.size.how}", n=query.size.number)
    fitting = sorted((one for one in found.groups if query.size.fits(one.entries)), key=in_order)
    key = "sized" if fitting else "sized none"
    head = capital(say(key, unit=say(f"unit.{found.by}"), how=how, limits=say.limits(query, query.period)))
    return [
        head,
        *([""] if fitting else []),
        *(group_line(found.by, one, say) for one in fitting[: MOST_GROUPS * 3]),
    ]


OPERATIONS = (Operation(Intent.SIZED, answer, sized, stands_alone=True),)
