"""Entries counted for each week, day, tag."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, filters
from weeklog_chat_worker.models.offline.intents.amounts import amount_of, said_amount
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import (
    Group,
    Groups,
    Hours,
    HoursBy,
)

MOST_GROUPS = 20


def group_of(query: Query) -> str:
    named = ("per weekday", "per month", "per status", "per tag", "per week", "per day")
    found = next((name for name in named if name in query.flags), "per week")
    return found.removeprefix("per ")


def grouped(query: Query, known: Known) -> Sequence[Call]:
    return [Call("count_by", filters(query, query.period, by=group_of(query)))]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Groups = results[0]
    limits = say.limits(replace(query, subject=()) if query.intent == Intent.TAGS else query, query.period)
    if not found.groups:
        return [say.sentence(say("no tags" if found.by == "tag" else "nothing", limits=limits))]
    groups = found.groups if found.by in ("tag", "status") else sorted(found.groups, key=in_order)
    head = say.many("tags", len(groups)) if found.by == "tag" else ""
    lines = [group_line(found.by, one, say) for one in groups[: MOST_GROUPS * 3]]
    return [*([capital(f"{head} {limits}:"), ""] if head or limits else []), *lines, *empty_weeks(found, say)]


def best_groups(query: Query, found: Groups | HoursBy, *, least: bool) -> Sequence[Any]:
    groups = asked_groups(query, found)
    if not groups:
        return ()
    amounts = [amount_of(group) for group in groups]
    if query.top > 1:
        return sorted(groups, key=amount_of, reverse=not least)[: query.top]
    wanted = min(amounts) if least else max(amounts)
    return [group for group in groups if amount_of(group) == wanted]


def asked_groups(query: Query, found: Groups | HoursBy) -> Sequence[Any]:
    """Without the weeks that the question leaves out."""
    weeks = [(time.week, time.to_week or time.week) for time in query.apart if time.week is not None]
    if found.by != "week" or not weeks:
        return found.groups
    return [one for one in found.groups if not any(first <= int(one.key) <= last for first, last in weeks)]


def group_line(by: str, one: Group | Hours, say: Say) -> str:
    return f"- {say('group', what=name_of(by, one.key, say), entries=said_amount(one, say))}"


def empty_weeks(found: Groups, say: Say) -> list[str]:
    return ["", empty_sentence(found, say)] if found.empty else []


def empty_sentence(found: Groups, say: Say) -> str:
    key = "empty.one" if len(found.empty) == 1 and "empty.one" in say.phrases else "empty"
    return say(key, list=", ".join(map(str, found.empty)))


def name_of(by: str, key: str, say: Say) -> str:
    match by:
        case "week":
            return say("week", week=key)
        case "day":
            return say.day(date.fromisoformat(key), year=True)
        case "weekday":
            return say.weekdays[int(key) - 1]
        case "month":
            year, month = key.split("-")
            return f"{say.months[int(month) - 1]}{say('year', year=year)}"
        case "status":
            return say(f"status.{key}")
        case _:
            return f"#{key}"


def in_order(group: Group) -> tuple[int, str]:
    return (int(group.key), "") if group.key.isdigit() else (0, group.key)


def tags(query: Query, _known: Known) -> Sequence[Call]:
    return [Call("count_by", filters(replace(query, subject=()), query.period, by="tag"))]


OPERATIONS = (
    Operation(
        Intent.GROUPS, answer, grouped, narrows=True, stands_alone=True, own_words=True, compares_words=True
    ),
    Operation(Intent.TAGS, answer, tags, narrows=True, stands_alone=True, takes_its_words=True),
)
