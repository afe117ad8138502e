# ruff: noqa: ARG001 - every plan takes the same
"""Plans that ask for what belongs to weeks and to the programme. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, in_weeks, text_of, times
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.reading import Reading


def _lines(tool: str, reading: Reading, known: Known, **more: Any) -> Sequence[Call]:
    text = {"text": text_of(reading.subject)} if reading.subject else {}
    return [Call(tool, in_weeks(time, known) | text | more) for time in times(reading)]


def objective_state(reading: Reading) -> str | None:
    if reading.has("missed") or (reading.has("open objective") and reading.has("not")):
        return "unmet"
    if reading.has("open objective"):
        return "unmet"
    if reading.has("carried"):
        return "carried"
    if reading.has("met") and not reading.has("yes or no"):
        return "met"
    return None


def objectives(reading: Reading, known: Known) -> Sequence[Call]:
    state = objective_state(reading)
    if (
        not (
            reading.periods or reading.subject or state or reading.has("how many", "which week", "everything")
        )
        and known.current_week is not None
    ):
        reading = replace(reading, periods=(Period(week=known.current_week),))
    return _lines("objectives", reading, known, **({"state": state} if state else {}))


def achievements(reading: Reading, known: Known) -> Sequence[Call]:
    return _lines("achievements", reading, known)


def summary(reading: Reading, known: Known) -> Sequence[Call]:
    here = Period(week=known.current_week) if known.current_week is not None else None
    time = reading.period or here
    days = (
        {name: day.isoformat() for name, day in (("from_day", time.first), ("to_day", time.last)) if day}
        if time
        else {}
    )
    return [Call("summarise", {**in_weeks(time, known), **days, "language": reading.code})]


def ahead(reading: Reading, known: Known) -> Sequence[Call]:
    """What is open, and this week's objectives: what there is to do."""
    week = {"week": known.current_week} if known.current_week is not None else {}
    return [
        Call("find_entries", {"status": "open", "order": "newest"}),
        Call("objectives", {"state": "open", **week}),
    ]


def lacking(reading: Reading, known: Known) -> Sequence[Call]:
    return [Call(reading.what, {})]


def reviews(reading: Reading, known: Known) -> Sequence[Call]:
    return [Call("reviews", in_weeks(time, known)) for time in times(reading)]


def comments(reading: Reading, known: Known) -> Sequence[Call]:
    week = in_weeks(reading.period, known).get("week")
    waiting = reading.has("open objective", "not")
    return [Call("comments", ({"week": week} if week is not None else {}) | {"open_only": waiting})]


def team(reading: Reading, known: Known) -> Sequence[Call]:
    """Of all whom the asker follows."""
    week = in_weeks(reading.period, known).get("week") if reading.what == "unsubmitted" else None
    return [Call("followed_work", {"what": reading.what, **({"week": week} if week is not None else {})})]


def programme(reading: Reading, known: Known) -> Sequence[Call]:
    return [Call("programme", {})]
