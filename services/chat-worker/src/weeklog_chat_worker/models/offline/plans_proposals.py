"""Plans that propose: an entry, an objective, a status. Pure."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, in_weeks, text_of
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.reading import Reading


def entry(reading: Reading, known: Known) -> Sequence[Call]:
    first = known.today
    last = None
    if reading.period is not None:
        span = _span_of(reading.period, known)
        first, last = span
    content = {
        "text": reading.what,
        "start_on": first.isoformat(),
        "status": "planned" if first > known.today else "done",
    }
    return [
        Call(
            "propose_entry",
            content
            | ({"end_on": last.isoformat()} if last else {})
            | ({"tags": [reading.tag]} if reading.tag else {}),
        )
    ]


def _span_of(period: Period, known: Known) -> tuple[Any, Any]:
    if period.week is not None:
        week = known.week(period.week)
        return week.first, week.last
    return period.first or known.today, period.last


def objective(reading: Reading, known: Known) -> Sequence[Call]:
    week = in_weeks(reading.period, known).get("week") if reading.period else known.current_week
    return [Call("propose_objective", {"text": reading.what, "week": week})] if week is not None else ()


_TARGETS = (
    ("dropped", ("drop", "cancel", "bỏ", "bo", "hủy", "huỷ", "huy")),
    ("planned", ("plan", "to do", "todo", "dự", "du", "kế", "ke")),
    ("blocked", ("block", "stuck", "bị", "bi", "đang vướng", "đang kẹt", "dang vuong", "dang ket")),
    ("doing", ("doing", "in progress", "start", "đang", "dang")),
)


def status(reading: Reading, known: Known) -> Sequence[Call]:
    status = next((name for name, words in _TARGETS if reading.to_status.startswith(words)), "done")
    words = text_of(tuple(word for word in reading.subject)) or reading.what
    of = (
        "objective"
        if any(word in reading.what.lower() for word in ("objective", "goal", "mục tiêu", "muc tieu"))
        else "entry"
    )
    week = in_weeks(reading.period, known).get("week") if reading.period else None
    return [
        Call(
            "propose_status", {"words": words, "status": status, "of": of} | ({"week": week} if week else {})
        )
    ]
