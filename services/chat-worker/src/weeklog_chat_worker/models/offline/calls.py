"""Calls of the tools, and what a reading limits them to. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from weeklog.calendar import week_of
from weeklog_chat_worker.models.offline.folding import folded
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.models.offline.words_vi import ALSO, ALSO_IN_VIETNAMESE

MOST_PERIODS = 6


@dataclass(frozen=True)
class Call:
    tool: str
    arguments: dict[str, Any]


Plan = Callable[[Reading, Known], Sequence[Call]]


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
        "without": _either("|".join(reading.without)) if reading.without else None,
        "without_status": reading.without_status,
        "status": reading.status,
        "tag": reading.tag,
        **more,
    }
    return {name: value for name, value in values.items() if value is not None}


def times(reading: Reading) -> Sequence[Period | None]:
    return reading.periods[:MOST_PERIODS] or (None,)


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
