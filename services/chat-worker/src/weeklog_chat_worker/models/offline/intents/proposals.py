"""What is proposed: an entry, an objective, a status."""

from collections.abc import Sequence
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.calls import Call, in_weeks, text_of
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    entry_lines,
    objective_line,
)
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import (
    Choices,
    NoSuchWeek,
    Proposal,
)


def entry(query: Query, known: Known) -> Sequence[Call]:
    first = known.today
    last = None
    if query.period is not None:
        span = _span_of(query.period, known)
        first, last = span
    content = {
        "text": query.what,
        "start_on": first.isoformat(),
        "status": "planned" if first > known.today else "done",
    }
    return [
        Call(
            "propose_entry",
            content
            | ({"end_on": last.isoformat()} if last else {})
            | ({"tags": [query.tag]} if query.tag else {}),
        )
    ]


def _span_of(period: Period, known: Known) -> tuple[Any, Any]:
    if period.week is not None:
        week = known.week(period.week)
        return week.first, week.last
    return period.first or known.today, period.last


def objective(query: Query, known: Known) -> Sequence[Call]:
    week = in_weeks(query.period, known).get("week") if query.period else known.current_week
    return [Call("propose_objective", {"text": query.what, "week": week})] if week is not None else ()


_TARGETS = (
    ("dropped", ("drop", "cancel", "bỏ", "bo", "hủy", "huỷ", "huy")),
    ("planned", ("plan", "to do", "todo", "dự", "du", "kế", "ke")),
    ("blocked", ("block", "stuck", "bị", "bi", "đang vướng", "đang kẹt", "dang vuong", "dang ket")),
    ("doing", ("doing", "in progress", "start", "đang", "dang")),
)


def status(query: Query, known: Known) -> Sequence[Call]:
    status = next((name for name, words in _TARGETS if query.to_status.startswith(words)), "done")
    words = text_of(tuple(word for word in query.subject)) or query.what
    of = (
        "objective"
        if any(word in query.what.lower() for word in ("objective", "goal", "mục tiêu", "muc tieu"))
        else "entry"
    )
    week = in_weeks(query.period, known).get("week") if query.period else None
    return [
        Call(
            "propose_status", {"words": words, "status": status, "of": of} | ({"week": week} if week else {})
        )
    ]


def proposed(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:  # noqa: PLR0911 - a table
    match list(results):
        case [Proposal(kind="entry") as made] if made.day and made.last_day:
            head = say(
                "proposed.entry",
                days=say.days(made.day, made.last_day, year=True),
                status=say(f"status.{made.status}"),
            )
            return [head, "", f"- {plain_text(made.text)}"]
        case [Proposal(kind="objective") as made]:
            return [say("proposed.objective", week=made.week), "", f"- {plain_text(made.text)}"]
        case [Proposal(kind="status") as made]:
            return [
                say("proposed.status", status=say(f"status.{made.status}")),
                "",
                f"- {plain_text(made.text)} [{made.ref}]",
            ]
        case [Proposal(kind="objective_state") as made]:
            return [
                say("proposed.objective_state", week=made.week, status=say(f"state.{made.status}")),
                "",
                f"- {plain_text(made.text)}",
            ]
        case [Choices() as choices]:
            return _choices(query, choices, say)
        case [NoSuchWeek() as missing]:
            return [say.no_week(missing.asked, missing.first, missing.last)]
        case _:
            return [say("no week to propose")]


def _choices(query: Query, found: Choices, say: Say) -> list[str]:
    if found.objectives:
        lines = [objective_line(one.text, one.done) for one in found.objectives]
        return [say("objective choices", n=len(lines)), "", *lines]
    if not found.choices.total:
        return [say("no choice", what=query.what)]
    return [
        say("choices", entries=say.many("entries", len(found.choices.entries))),
        "",
        *entry_lines(found.choices, say),
    ]


OPERATIONS = (
    Operation(Intent.PROPOSE_ENTRY, proposed, entry, is_whole=True),
    Operation(Intent.PROPOSE_OBJECTIVE, proposed, objective, is_whole=True),
    Operation(Intent.PROPOSE_STATUS, proposed, status, is_whole=True),
)
