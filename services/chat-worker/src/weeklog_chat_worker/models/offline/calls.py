"""Calls of the tools, and what a query limits them to. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from weeklog.calendar import week_of
from weeklog.language.translations import also_said
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Query
from weeklog_chat_worker.tools.entries import LONGEST_WORDS

MOST_PERIODS = 6
MOST_WORDS = 20  # that are sought at once
LONGEST_QUESTION = 2000  # characters


@dataclass(frozen=True)
class Call:
    tool: str
    arguments: dict[str, Any]


Plan = Callable[[Query, Known], Sequence[Call]]


def text_of(subject: Sequence[str]) -> str:
    """As the tools take it: phrases quoted; a topic also in the other language, where there is room for it."""
    said = " ".join(_either(one) for one in subject)
    return said if len(said) <= LONGEST_WORDS else " ".join(_quoted(one) for one in subject)[:LONGEST_WORDS]


def _either(one: str) -> str:
    said = [word for part in one.split("|") for word in (part, *also_said(part))]
    return "|".join(_quoted(word) for word in dict.fromkeys(said))


def _quoted(words: str) -> str:
    return f'"{words}"' if " " in words else words


def filters(query: Query, period: Period | None, **more: Any) -> dict[str, Any]:
    time = period or Period()
    values = {
        "from_day": time.first and time.first.isoformat(),
        "to_day": time.last and time.last.isoformat(),
        "weekdays": list(time.weekdays) or None,
        "week": time.week,
        "to_week": time.to_week,
        "text": text_of(query.subject) or None,
        "without": text_of(("|".join(query.without),)) if query.without else None,
        "without_status": query.without_status,
        "status": query.status,
        "tag": query.tag and query.tag[:LONGEST_WORDS],
        "with_links": query.with_links,
        "with_tags": query.with_tags,
        **more,
    }
    return {name: value for name, value in values.items() if value is not None}


ANY = 0.15  # of what a question's words are worth: a row that says one of several may be what was meant


def seek(query: Query, *, least: float = ANY) -> Sequence[Call]:
    """What bears on the words of a question, within its time."""
    words = [part for one in (*query.subject, query.tag or "") for part in one.split("|") if part]
    words = words or list(query.soft)
    if not words:
        return ()
    more = {"also": query.soft[:MOST_WORDS]} if query.soft else {}
    return [
        Call(
            "evidence",
            {
                "words": words[:MOST_WORDS],
                "question": query.said[:LONGEST_QUESTION],
                **more,
                **_span(query, time),
                "least": least,
            },
        )
        for time in times(query)
    ]


def _span(query: Query, time: Period | None) -> dict[str, Any]:
    limits = filters(replace(query, subject=()), time)
    return {name: limits[name] for name in ("from_day", "to_day", "week", "to_week") if name in limits}


def times(query: Query) -> Sequence[Period | None]:
    return query.periods[:MOST_PERIODS] or (None,)


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
