"""Objectives and their states."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, times
from weeklog_chat_worker.models.offline.intents.contract import Operation, found_nothing
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    lines_in_weeks,
    objective_line,
)
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Objective,
    Objectives,
)


def objective_state(query: Query) -> str | None:
    if query.has(Flag.SHARE) or (query.has(Flag.HOW_MANY) and query.has(Flag.MET) and query.has(Flag.MISSED)):
        return None  # all of them, counted by their states
    if query.has(Flag.MISSED, Flag.OPEN_OBJECTIVE):
        return "unmet"
    if query.has(Flag.CARRIED):
        return "carried"
    if query.has(Flag.MET) and not query.has(Flag.YES_OR_NO):
        return "met"
    return None


def objectives(query: Query, known: Known) -> Sequence[Call]:
    state = objective_state(query)
    if (
        not (
            query.periods
            or query.subject
            or state
            or query.has(Flag.HOW_MANY, Flag.WHICH_WEEK, Flag.EVERYTHING)
        )
        and known.current_week is not None
    ):
        query = replace(query, periods=(Period(week=known.current_week),))
    if state == "unmet" and not (query.has(Flag.OPEN_OBJECTIVE) or query.periods):
        state = "over"  # "which objectives did I miss": none that may still be met
    return lines_in_weeks("objectives", query, known, **({"state": state} if state else {}))


def further(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """None is met, or none is left: then all of the week, with their states."""
    none_so = objective_state(query) is not None and found_nothing(results)
    weeks = query.periods if none_so and not query.subject else ()
    return [Call("objectives", {"week": one.week}) for one in weeks if one.is_week]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    asked: Sequence[Period | None] = times(query)
    if not query.periods and len(results) == 1 and known.current_week is not None and _is_this_week(query):
        asked = (Period(week=known.current_week),)
    lines: list[str] = []
    for time, found in zip(asked, results, strict=False):
        part = _aims(query, time, found, say)
        lines += ["", *part] if lines else part
    for time, found in zip(query.periods, results[len(asked) :], strict=False):
        if isinstance(found, Objectives) and found.objectives:
            plain = replace(query, flags=frozenset({Flag.MET}) | {Flag.YES_OR_NO})  # all, each with its state
            lines += ["", *_aims(plain, time, found, say)]
    return lines


def _is_this_week(query: Query) -> bool:
    return not (
        query.subject or objective_state(query) or query.has(Flag.HOW_MANY, Flag.WHICH_WEEK, Flag.EVERYTHING)
    )


def _aims(query: Query, time: Period | None, found: Objectives, say: Say) -> list[str]:
    limits, state = say.limits(query, time), objective_state(query)
    if not found.objectives:
        if state is None:
            return [say.sentence(say("no objectives", limits=limits))]
        return [say.sentence(say("no objectives state", limits=limits, state=_state(state, say)))]
    aims = found.objectives
    head = f"{say.many('objectives', found.total)} {limits}"
    if state is not None:
        head = f"{head} ({_state(state, say)})"
    elif query.has(Flag.MET) or any(aim.state != "open" for aim in aims):
        head = f"{head} ({_states(aims, say)})"
    return [
        capital(head) + ":",
        "",
        *(_aim(query, aim, say, here=time is not None and time.is_week) for aim in aims),
    ]


def _state(state: str, say: Say) -> str:
    if state == "unmet":
        return say("or").join(say(f"state.{one}") for one in ("open", "missed", "carried"))
    return say(f"state.{state}")


def _states(aims: Sequence[Objective], say: Say) -> str:
    counted = [
        (state, sum(aim.state == state for aim in aims)) for state in ("met", "missed", "open", "carried")
    ]
    return ", ".join(f"{number} {say(f'state.{state}')}" for state, number in counted if number)


def _aim(query: Query, aim: Objective, say: Say, *, here: bool) -> str:
    said = [] if here else [say("week", week=aim.week)]
    asks_state = query.has(Flag.MET)  # in words, where it was asked for
    if aim.state in ("missed", "carried") or asks_state or (aim.state == "met" and aim.done is None):
        said.append(say("open, not met" if aim.state == "open" else f"state.{aim.state}"))
    if aim.weeks_open > 1:
        said.append(say("weeks open", n=aim.weeks_open))
    return objective_line(aim.text, aim.done) + (f" ({', '.join(said)})" if said else "")


OPERATIONS = (
    Operation(
        Intent.OBJECTIVES,
        answer,
        objectives,
        further,
        of_several_times=True,
        narrows=True,
        stands_alone=True,
        takes_its_words=True,
        compares_words=True,
        seeks_evidence=True,
        of_weeks=True,
    ),
)
