"""All those whom the asker follows: any question about entries, asked of everybody."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.calls import MOST_WORDS, Call, filters, in_weeks, seek
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.evidence import bearing
from weeklog_chat_worker.models.offline.intents.objectives import objective_state
from weeklog_chat_worker.models.offline.intents.rows import capital, entry_lines, evidence_lines
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import FollowedRows, FollowedWork

_OF_WEEKS = ("unsubmitted", "waiting", "changed", "objectives")


def plan(query: Query, known: Known) -> Sequence[Call]:
    if query.team in _OF_WEEKS:
        week = in_weeks(query.period, known).get("week") if query.team != "changed" else None
        state = objective_state(query) if query.team == "objectives" else None
        more = {"week": week, "state": state}
        return [
            Call(
                "followed_work",
                {"what": query.team} | {key: one for key, one in more.items() if one is not None},
            )
        ]
    words = [part for one in query.subject for part in one.split("|")][:MOST_WORDS]
    limits = filters(replace(query, subject=()), query.period)
    return [
        Call(
            "followed_work",
            {"what": query.team or "entries", **limits, **({"words": words} if words else {})},
        )
    ]


def own_rows(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """Where nobody else has such a row, the asker may have meant their own."""
    found: FollowedWork = results[0]
    return () if found.people or found.what != "entries" else seek(query)


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """By person, the rows cited; nobody of whom there is nothing is passed over in silence."""
    found: FollowedWork = results[0]
    limits = say.limits(query, query.period)
    facts = {"week": found.week, "limits": limits}
    left_out = [say("team left out", seen=len(found.asked), left=found.left_out)] if found.left_out else []
    if not found.people:  # what holds of those who were looked at need not hold of all
        own = bearing(query, results)
        bears = ["", say("in your own"), "", *evidence_lines(own, say)] if own else []
        return [*(left_out or [capital(say(f"team none.{found.what}", **facts))]), *bears]
    lines = [capital(say(f"team.{found.what}", **facts))]
    for one in found.people:
        part = _lines_of(one, found.what, say)
        lines += ["", *part] if len(lines) == 1 or len(part) > 1 else part
    named = {one.person for one in found.people}
    rest = [plain_text(name) for name in found.asked if name not in named]
    if found.what == "entries" and rest:
        lines += ["", say("team rest", names=", ".join(rest))]
    return [*lines, "", *left_out] if left_out else lines


def _lines_of(one: FollowedRows, what: str, say: Say) -> list[str]:
    name = plain_text(one.person)
    if one.entries.total:
        return [f"**{name}**", "", *entry_lines(one.entries, say)]
    if one.lines:
        return [f"**{name}**", "", *(f"- {plain_text(line)}" for line in one.lines)]
    if one.weeks:
        weeks = ", ".join(say("week", week=week) for week in one.weeks)
        return [f"- {name}: {weeks}"]
    return [f"- {name}: {say.many('entries', one.count)}" if what == "counts" else f"- {name}"]


OPERATIONS = (Operation(Intent.TEAM, answer, plan, own_rows, narrows=True),)
