"""Achievements."""

from collections.abc import Sequence
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.calls import Call, times
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    lines_in_weeks,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query


def achievements(query: Query, known: Known) -> Sequence[Call]:
    return lines_in_weeks("achievements", query, known)


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    for time, found in zip(times(query), results, strict=False):
        limits = say.limits(query, time)
        if not found.total:
            part = [say.sentence(say("no achievements", limits=limits))]
        else:
            here = time is not None and time.is_week
            part = [capital(f"{say.many('achievements', found.total)} {limits}") + ":", ""]
            part += [
                f"- {plain_text(one.text)}" + ("" if here else f" ({say('week', week=one.week)})")
                for one in found.achievements
            ]
        lines += ["", *part] if lines else part
    return lines


OPERATIONS = (
    Operation(
        Intent.ACHIEVEMENTS,
        answer,
        achievements,
        of_several_times=True,
        narrows=True,
        stands_alone=True,
        takes_its_words=True,
        compares_words=True,
        seeks_evidence=True,
        of_weeks=True,
        never=frozenset({Flag.WHICH_DAY}),
    ),
)
