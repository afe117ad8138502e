# ruff: noqa: ARG001 - every answer takes the same
"""Objectives, achievements, reviews and comments as lines. Pure."""

from collections.abc import Sequence
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.answers_entries import objective_line
from weeklog_chat_worker.models.offline.calls import in_weeks, times
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.plans_weeks import objective_state
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.models.offline.say import Say
from weeklog_chat_worker.tools.results import Achievements, Comments, Objective, Objectives


def objectives(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    asked: Sequence[Period | None] = times(reading)
    if (
        not reading.periods
        and len(results) == 1
        and known.current_week is not None
        and _is_this_week(reading)
    ):
        asked = (Period(week=known.current_week),)
    lines: list[str] = []
    for time, found in zip(asked, results, strict=False):
        part = _aims(reading, time, found, say)
        lines += ["", *part] if lines else part
    return lines


def _is_this_week(reading: Reading) -> bool:
    return not (
        reading.subject or objective_state(reading) or reading.has("how many", "which week", "everything")
    )


def _aims(reading: Reading, time: Period | None, found: Objectives, say: Say) -> list[str]:
    limits, state = say.limits(reading, time), objective_state(reading)
    if not found.objectives:
        if state is None:
            return [say.sentence(say("no objectives", limits=limits))]
        return [say.sentence(say("no objectives state", limits=limits, state=_state(state, say)))]
    aims = found.objectives
    head = f"{say.many('objectives', found.total)} {limits}"
    if state is not None:
        head = f"{head} ({_state(state, say)})"
    elif reading.has("met") or any(aim.state != "open" for aim in aims):
        head = f"{head} ({_states(aims, say)})"
    return [_head(head) + ":", "", *(_aim(aim, say, here=time is not None and time.is_week) for aim in aims)]


def _state(state: str, say: Say) -> str:
    if state == "unmet":
        return say("or").join(say(f"state.{one}") for one in ("open", "missed", "carried"))
    return say(f"state.{state}")


def _states(aims: Sequence[Objective], say: Say) -> str:
    counted = [
        (state, sum(aim.state == state for aim in aims)) for state in ("met", "missed", "open", "carried")
    ]
    return ", ".join(f"{number} {say(f'state.{state}')}" for state, number in counted if number)


def _aim(aim: Objective, say: Say, *, here: bool) -> str:
    said = [] if here else [say("week", week=aim.week)]
    if aim.state in ("missed", "carried") or (aim.state == "met" and aim.done is None):
        said.append(say(f"state.{aim.state}"))
    if aim.weeks_open > 1:
        said.append(say("weeks open", n=aim.weeks_open))
    return objective_line(aim.text, aim.done) + (f" ({', '.join(said)})" if said else "")


def achievements(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    for time, found in zip(times(reading), results, strict=False):
        limits = say.limits(reading, time)
        if not found.total:
            part = [say.sentence(say("no achievements", limits=limits))]
        else:
            here = time is not None and time.is_week
            part = [_head(f"{say.many('achievements', found.total)} {limits}") + ":", ""]
            part += [
                f"- {plain_text(one.text)}" + ("" if here else f" ({say('week', week=one.week)})")
                for one in found.achievements
            ]
        lines += ["", *part] if lines else part
    return lines


def lacking(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Objectives | Achievements = results[0]
    rows = found.objectives if isinstance(found, Objectives) else found.achievements
    there = {one.week for one in rows}
    asked = _weeks_of(reading.period, known)
    empty = [number for number in asked if number not in there]
    if not empty:
        return [say(f"none lacking.{reading.what}")]
    return [say(f"lacking.{reading.what}"), "", *(f"- {_head(say('week', week=number))}" for number in empty)]


def _weeks_of(period: Period | None, known: Known) -> list[int]:
    limits = in_weeks(period, known)
    low, high = limits.get("week", 0), limits.get("to_week", limits.get("week", 999))
    return [week.number for week in known.weeks if week.first <= known.today and low <= week.number <= high]


def reviews(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    for time, found in zip(times(reading), results, strict=False):
        # Where none is submitted, each tells how far it is: "there is no review" would be untrue.
        wanted = [one for one in found.reviews if _is_wanted(reading, one.state)] or found.reviews
        if not wanted:
            part = [say.sentence(say("no reviews", limits=say.period(time) if time else ""))]
        else:
            part = [
                say("review line", week=one.week, state=say(f"review.{one.state}"), version=one.version)
                for one in wanted
            ]
            counted = [f"{_head(say.many('reviews', len(wanted)))}:", ""] if reading.has("how many") else []
            part = [*counted, *(f"- {one}" for one in part)] if counted or len(part) > 1 else part
            if len(wanted) == 1 and wanted[0].sentences:
                part += [
                    "",
                    say("review says"),
                    "",
                    *(f"- {plain_text(text)}" for text in wanted[0].sentences),
                ]
        lines += ["", *part] if lines else part
    return lines


def _is_wanted(reading: Reading, state: str) -> bool:
    if reading.periods:
        return True
    if reading.has("submitted"):
        return (state in ("submitted", "approved", "published")) != reading.has("not")
    if reading.has("approved"):
        return (state in ("approved", "published")) != reading.has("not")
    return True


def comments(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Comments = results[0]
    limits = say.period(reading.period) if reading.period else ""
    if not found.total:
        return [say.sentence(say("no comments", limits=limits))]
    lines = [
        "- " + say(
            "comment line",
            day=say.day(one.on),
            about=plain_text(one.about)[:120],
            state=(say("mine") if one.mine else "") + (say("resolved") if one.resolved else ""),
            text=plain_text(one.text),
        )
        for one in found.comments
    ]  # fmt: skip
    return [_head(f"{say.many('comments', found.total)} {limits}") + ":", "", *lines]


def _head(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[:1].upper()}{text[1:]}"
