"""Entries for each week or day on average."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    count,
    tidy,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Counts,
)


def averaged(query: Query, known: Known) -> Sequence[Call]:
    return count(query, known)


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    counts: Counts = results[0]
    limits = say.limits(query, query.period)
    if not counts.entries:
        return [say.sentence(say("nothing", limits=limits))]
    by_day = query.has(Flag.PER_DAY) and not query.has(Flag.PER_WEEK)
    number = counts.days if by_day else counts.weeks
    average = f"{counts.entries / number:.1f}".removesuffix(".0")
    return [
        tidy(
            say(
                "average day" if by_day else "average",
                average=average,
                limits=limits,
                entries=say.many("entries", counts.entries),
                weeks=say.many("weeks", counts.weeks),
                days=say.many("days", counts.days),
            )
        )
    ]


OPERATIONS = (
    Operation(
        Intent.AVERAGE,
        answer,
        averaged,
        narrows=True,
        stands_alone=True,
        takes_its_words=True,
        compares_words=True,
    ),
)
