"""Weeks without an objective or an achievement."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, in_weeks
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
)
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import (
    Achievements,
    Objectives,
)


def lacking(query: Query, known: Known) -> Sequence[Call]:
    return [Call(query.what, {})]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Objectives | Achievements = results[0]
    rows = found.objectives if isinstance(found, Objectives) else found.achievements
    there = {one.week for one in rows}
    asked = _weeks_of(query.period, known)
    empty = [number for number in asked if number not in there]
    if not empty:
        return [say(f"none lacking.{query.what}")]
    return [say(f"lacking.{query.what}"), "", *(f"- {capital(say('week', week=number))}" for number in empty)]


def _weeks_of(period: Period | None, known: Known) -> list[int]:
    limits = in_weeks(period, known)
    low, high = limits.get("week", 0), limits.get("to_week", limits.get("week", 999))
    return [week.number for week in known.weeks if week.first <= known.today and low <= week.number <= high]


OPERATIONS = (Operation(Intent.LACKING, answer, lacking, stands_alone=True),)
