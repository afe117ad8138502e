# ruff: noqa: ARG001 - every plan takes the same
"""Which tools a reading needs: the first calls, and what to look up when these found nothing or something that begs more. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from weeklog.calendar import week_of
from weeklog_chat_worker.models.offline.folding import folded
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.models.offline.words_vi import ALSO, ALSO_IN_VIETNAMESE
from weeklog_chat_worker.tools.results import Achievements, Choices, Counts, Entries, Groups, Objectives

MOST_PERIODS = 6


@dataclass(frozen=True)
class Call:
    tool: str
    arguments: dict[str, Any]


Plan = Callable[[Reading, Known], Sequence[Call]]


def first_calls(reading: Reading, known: Known) -> Sequence[Call]:
    plan = PLANS.get(reading.intent)
    return plan(reading, known) if plan else ()


def further_calls(reading: Reading, results: Sequence[Any]) -> Sequence[Call]:
    """After the first calls' results."""
    if reading.intent == "rank" and results and isinstance(results[0], Groups):
        return _winners(reading, results[0])
    if reading.intent == "mentor":
        return (Call("find_entries", {"text": "mentor", "limit": 5}),) if not results[0].mentors else ()
    if reading.intent == "carried" and not reading.weeks_open and all(map(_is_empty, results)):
        return _said_carried(reading)
    is_mended = bool(reading.left_out)
    if reading.subject and not is_mended and found_nothing(results) and reading.intent in _RELAXED:
        return _relaxed(reading)
    return ()


def found_nothing(results: Sequence[Any]) -> bool:
    return all(map(_is_empty, results))


def _said_carried(reading: Reading) -> Sequence[Call]:
    """Pages that were written by hand say it in words."""
    week = reading.period.week if reading.period else None
    weeks = {"week": week, "to_week": week + 1} if week is not None else {}
    words = f'{text_of(reading.subject)} "carried over"|"chuyển sang"|"chuyển tiếp"'.strip()
    return (Call("find_entries", {"text": words} | weeks),)


_RELAXED = {"list", "status", "open", "count", "links", "longest"}


def _is_empty(result: object) -> bool:
    match result:
        case (
            Entries(total=0)
            | Counts(entries=0)
            | Objectives(total=0)
            | Achievements(total=0)
            | Groups(groups=())
        ):
            return True
        case _:
            return False


def _relaxed(reading: Reading) -> Sequence[Call]:
    """Without the words that may only say that something was done; then the entries with most of the words."""
    rest = tuple(word for word in reading.subject if word not in reading.verbs)
    if len(rest) < len(reading.subject) and (rest or reading.periods):
        return _finds(replace(reading, subject=rest))
    words = " ".join(reading.subject)
    return (Call("best_entries", {"words": words}),) if " " in words else ()


def text_of(subject: Sequence[str]) -> str:
    """As the tools take it: phrases quoted; a Vietnamese topic also in English."""
    return " ".join(_either(one) for one in subject)


def _either(one: str) -> str:
    said = [word for part in one.split("|") for word in (part, *also_said(part))]
    return "|".join(f'"{word}"' if " " in word else word for word in dict.fromkeys(said))


def also_said(word: str) -> Sequence[str]:
    """The same in the other language."""
    also = ALSO_FOLDED.get(folded(word)) or ALSO_FOLDED.get(folded(word).removesuffix("s"), "")
    return [one for one in also.split("|") if one]


ALSO_FOLDED = {folded(word): also for word, also in (ALSO | ALSO_IN_VIETNAMESE).items()}


def filters(reading: Reading, period: Period | None, **more: Any) -> dict[str, Any]:
    time = period or Period()
    values = {
        "from_day": time.first and time.first.isoformat(),
        "to_day": time.last and time.last.isoformat(),
        "weekdays": list(time.weekdays) or None,
        "week": time.week,
        "to_week": time.to_week,
        "text": text_of(reading.subject) or None,
        "status": reading.status,
        "tag": reading.tag,
        **more,
    }
    return {name: value for name, value in values.items() if value is not None}


def times(reading: Reading) -> Sequence[Period | None]:
    return reading.periods[:MOST_PERIODS] or (None,)


def _finds(reading: Reading, **more: Any) -> Sequence[Call]:
    return [Call("find_entries", filters(reading, time, **more)) for time in times(reading)]


def _list(reading: Reading, known: Known) -> Sequence[Call]:
    if _whole_weeks(reading):
        return [Call("show_week", {"week": time.week}) for time in reading.periods[:MOST_PERIODS]]
    if reading.has("last") and not reading.has("first"):
        return _finds(reading, order="newest")
    return _finds(reading)


def _whole_weeks(reading: Reading) -> bool:
    return bool(
        reading.periods
        and all(time.is_week for time in reading.periods)
        and not (reading.subject or reading.tag or reading.status)
        and not reading.has("first", "last", "which day", "yes or no")
    )


def _count(reading: Reading, known: Known) -> Sequence[Call]:
    return [Call("count_entries", filters(reading, time)) for time in times(reading)]


def _open(reading: Reading, known: Known) -> Sequence[Call]:
    asked = reading if reading.status else replace(reading, status="open")
    return (_count if reading.has("how many", "days") else _list_of)(asked, known)


def _list_of(reading: Reading, known: Known) -> Sequence[Call]:
    return _finds(reading)


def _carried(reading: Reading, known: Known) -> Sequence[Call]:
    if reading.weeks_open is not None:
        return _finds(replace(reading, status=reading.status or "open"), weeks_open=reading.weeks_open)
    return _finds(reading, carried="in")


def _links(reading: Reading, known: Known) -> Sequence[Call]:
    return _finds(reading, with_links=True)


def _compare(reading: Reading, known: Known) -> Sequence[Call]:
    asked = reading
    only = reading.periods[0] if len(reading.periods) == 1 else None
    if only is not None and only.is_week and only.week is not None:
        asked = replace(reading, periods=(only, Period(week=only.week - 1)))
    return _count(asked, known)


def group_of(reading: Reading) -> str:
    named = ("per weekday", "per month", "per status", "per tag", "per week", "per day")
    found = next((name for name in named if name in reading.flags), "per week")
    return found.removeprefix("per ")


def _groups(reading: Reading, known: Known) -> Sequence[Call]:
    return [Call("count_by", filters(reading, reading.period, by=group_of(reading)))]


def _rank(reading: Reading, known: Known) -> Sequence[Call]:
    by = (
        group_of(reading)
        if reading.has("per weekday", "per month", "per status", "per tag", "per week", "per day")
        else "tag"
    )
    asked = reading
    if reading.has("least") and not reading.periods:
        asked = replace(reading, periods=(Period(last=known.today),))
    return [Call("count_by", filters(asked, asked.period, by=by))]


def _winners(reading: Reading, found: Groups) -> Sequence[Call]:
    winners = best_groups(reading, found)
    if len(winners) != 1 or winners[0].entries > 15 or found.by not in ("week", "day", "tag"):  # noqa: PLR2004
        return ()
    key = winners[0].key
    limits: dict[str, Any] = {"week": {"week": int(key) if key.isdigit() else None}, "day": {"from_day": key, "to_day": key}, "tag": {"tag": key}}[found.by]  # fmt: skip
    return [Call("find_entries", filters(reading, reading.period) | limits)]


def best_groups(reading: Reading, found: Groups) -> Sequence[Any]:
    if not found.groups:
        return ()
    counts = [group.entries for group in found.groups]
    wanted = min(counts) if reading.has("least") else max(counts)
    return [group for group in found.groups if group.entries == wanted]


def _longest(reading: Reading, known: Known) -> Sequence[Call]:
    return _finds(reading, order="longest", several_days=True)


def _average(reading: Reading, known: Known) -> Sequence[Call]:
    return _count(reading, known)


def _missing(reading: Reading, known: Known) -> Sequence[Call]:
    if (
        reading.has("per day", "which day", "days", "days off") and not reading.has("which week", "per week")
    ) or _is_narrow(reading):
        first, last = _span(reading, known)
        return [Call("empty_days", {"from_day": first, "to_day": last})]
    return [Call("count_by", filters(replace(reading, subject=()), reading.period, by="week"))]


def _is_narrow(reading: Reading) -> bool:
    return bool(reading.period and (reading.period.is_week or reading.period.is_day))


def _span(reading: Reading, known: Known) -> tuple[str, str]:
    period = reading.period or Period()
    first, last = period.first, period.last
    if period.week is not None:
        first, last = known.week(period.week).first, known.week(period.to_week or period.week).last
    first = first or min((week.first for week in known.weeks), default=known.today)
    last = min(last or known.today, known.today)
    return first.isoformat(), max(first, last).isoformat()


def in_weeks(period: Period | None, known: Known) -> dict[str, Any]:
    """Objectives, achievements and reviews belong to weeks: a day's is its week."""
    if period is None:
        return {}
    if period.week is not None:
        return {"week": period.week} | ({"to_week": period.to_week} if period.to_week else {})
    inside = [
        week.number
        for week in known.weeks
        if (period.last is None or week.first <= period.last) and (period.first is None or week.last >= period.first)
    ]  # fmt: skip
    if not inside:
        found = week_of(known.weeks, period.first) if period.first else None
        return {"week": found.number if found else 0}
    return {"week": inside[0], "to_week": inside[-1]}


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


def _objectives(reading: Reading, known: Known) -> Sequence[Call]:
    state = objective_state(reading)
    if (
        not (
            reading.periods or reading.subject or state or reading.has("how many", "which week", "everything")
        )
        and known.current_week is not None
    ):
        reading = replace(reading, periods=(Period(week=known.current_week),))
    return _lines("objectives", reading, known, **({"state": state} if state else {}))


def _achievements(reading: Reading, known: Known) -> Sequence[Call]:
    return _lines("achievements", reading, known)


def _reviews(reading: Reading, known: Known) -> Sequence[Call]:
    return [Call("reviews", in_weeks(time, known)) for time in times(reading)]


def _comments(reading: Reading, known: Known) -> Sequence[Call]:
    week = in_weeks(reading.period, known).get("week")
    waiting = reading.has("open objective", "not")
    return [Call("comments", ({"week": week} if week is not None else {}) | {"open_only": waiting})]


def _programme(reading: Reading, known: Known) -> Sequence[Call]:
    return [Call("programme", {})]


def _propose_entry(reading: Reading, known: Known) -> Sequence[Call]:
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


def _propose_objective(reading: Reading, known: Known) -> Sequence[Call]:
    week = in_weeks(reading.period, known).get("week") if reading.period else known.current_week
    return [Call("propose_objective", {"text": reading.what, "week": week})] if week is not None else ()


_TARGETS = (
    ("dropped", ("drop", "cancel", "bỏ", "bo", "hủy", "huỷ", "huy")),
    ("planned", ("plan", "to do", "todo", "dự", "du", "kế", "ke")),
    ("doing", ("doing", "in progress", "start", "đang", "dang")),
)


def _propose_status(reading: Reading, known: Known) -> Sequence[Call]:
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


def _unknown(reading: Reading, known: Known) -> Sequence[Call]:
    words = " ".join(reading.subject)
    return [Call("best_entries", {"words": words})] if words else ()


# Every intent that asks something of the tools. To add one: its words in `words_en.py` and `words_vi.py`, a line here, a line in
# `answers.py`.
PLANS: dict[str, Plan] = {
    "list": _list,
    "count": _count,
    "open": _open,
    "status": _list_of,
    "carried": _carried,
    "links": _links,
    "compare": _compare,
    "groups": _groups,
    "tags": lambda reading, _known: [
        Call("count_by", filters(replace(reading, subject=()), reading.period, by="tag"))
    ],
    "rank": _rank,
    "longest": _longest,
    "average": _average,
    "missing": _missing,
    "objectives": _objectives,
    "achievements": _achievements,
    "review": _reviews,
    "comments": _comments,
    "mentor": _programme,
    "lead": _programme,
    "me": _programme,
    "today": _programme,
    "which week": _programme,
    "week days": _programme,
    "weeks left": _programme,
    "programme": _programme,
    "propose entry": _propose_entry,
    "propose objective": _propose_objective,
    "propose status": _propose_status,
    "none": _unknown,
}

__all__ = [
    "PLANS",
    "Call",
    "Choices",
    "best_groups",
    "filters",
    "first_calls",
    "further_calls",
    "group_of",
    "times",
]
