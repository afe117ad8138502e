"""A stretch of time summed up in the review's own words."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from weeklog.reviews.sections import HEADINGS
from weeklog_chat_worker.models.offline.calls import Call, in_weeks
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import (
    Summary,
    SummaryLine,
)

_TELLING = ("objectives", "themes", "achievements", "blocked", "open")  # first where little may be said


_OF_MANY_WEEKS = ("themes", "achievements", "open")


def summary(query: Query, known: Known) -> Sequence[Call]:
    here = Period(week=known.current_week) if known.current_week is not None else None
    time = query.period or here
    days = (
        {name: day.isoformat() for name, day in (("from_day", time.first), ("to_day", time.last)) if day}
        if time
        else {}
    )
    return [Call("summarise", {**in_weeks(time, known), **days, "language": query.code})]


def summed_up(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Summary = results[0]
    time = query.period or Period(week=known.current_week)
    if not found.lines:
        return [say.sentence(say("nothing", limits=say.period(time)))]
    if query.form:
        chosen = _chosen(found.lines, query.form.number)
        if query.form.unit == "sentences":
            return [" ".join(map(_text, chosen))]
        return [f"- {_text(line)}" for line in chosen]
    weeks = list(dict.fromkeys(line.week for line in found.lines))
    return _sections(found.lines, say) if len(weeks) == 1 else _by_week(found.lines, weeks, say)


def _chosen(lines: Sequence[SummaryLine], number: int) -> Sequence[SummaryLine]:
    """One of each section in turn, the telling ones first, and of weeks that nothing is told of yet; in the
    order of the review."""
    is_long = len({line.week for line in lines}) > 1
    telling = (*_OF_MANY_WEEKS, *_TELLING) if is_long else _TELLING
    order = dict.fromkeys((*telling, *(line.section for line in lines)))
    columns = [[line for line in lines if line.section == name] for name in order]
    chosen, weeks = list[SummaryLine](), Counter[int]()
    while len(chosen) < number and any(columns):
        for column in filter(None, columns):
            line = min(column, key=lambda one: weeks[one.week])
            column.remove(line)
            chosen.append(line)
            weeks[line.week] += 1
    return [line for line in lines if line in chosen[:number]]


def _sections(lines: Sequence[SummaryLine], say: Say) -> list[str]:
    said: list[str] = []
    for name in dict.fromkeys(line.section for line in lines):
        of_it = [f"- {_text(line)}" for line in lines if line.section == name]
        said += [*([""] if said else []), f"**{HEADINGS[say.code][name]}**", "", *of_it]
    return said


def _by_week(lines: Sequence[SummaryLine], weeks: Sequence[int], say: Say) -> list[str]:
    said: list[str] = []
    for number in weeks:
        here = [line for line in lines if line.week == number]
        of_it = [line for line in here if line.section in _OF_MANY_WEEKS] or here
        head = say("week", week=number)
        said += [
            *([""] if said else []),
            f"**{head[:1].upper()}{head[1:]}**",
            "",
            *(f"- {_text(one)}" for one in of_it),
        ]
    return said


def _text(line: SummaryLine) -> str:
    return line.text + "".join(f" [{ref}]" for ref in line.refs)


OPERATIONS = (Operation(Intent.SUMMARY, summed_up, summary, stands_alone=True),)
