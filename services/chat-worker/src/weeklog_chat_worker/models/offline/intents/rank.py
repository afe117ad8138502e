"""The busiest week, the most used tag."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, filters
from weeklog_chat_worker.models.offline.intents.amounts import (
    most_hours,
    most_hours_lines,
    said_amount,
    unit_of_hours,
)
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.groups import (
    MOST_GROUPS,
    asked_groups,
    best_groups,
    empty_weeks,
    group_line,
    group_of,
    name_of,
)
from weeklog_chat_worker.models.offline.intents.longest import spans
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    entry_lines,
    finds,
    tidy,
)
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Entries,
    Groups,
    HoursBy,
)

_FEW = 15  # entries of one that won: they are shown


def ranked(query: Query, known: Known) -> Sequence[Call]:
    asked = query
    if query.has(Flag.LEAST, Flag.BOTH_ENDS) and not query.periods:
        asked = replace(query, periods=(Period(last=_last_day(query, known)),))
    if query.measure == "hours":
        unit = "single day" if query.has(Flag.PER_DAY) else unit_of_hours(query)
        return [Call("count_hours", filters(asked, asked.period, by=unit)) if unit else most_hours(query)]
    by = (
        group_of(query)
        if query.has(
            Flag.PER_WEEKDAY, Flag.PER_MONTH, Flag.PER_STATUS, Flag.PER_TAG, Flag.PER_WEEK, Flag.PER_DAY
        )
        else "tag"
    )
    return [Call("count_by", filters(asked, asked.period, by=by))]


def _last_day(query: Query, known: Known) -> date:
    """A week that is not over has fewer hours than others, and says nothing by that."""
    of_hours = query.measure == "hours" and _by_week(query)
    under_way = known.week_under_way if of_hours else None
    return known.week(under_way).first - timedelta(days=1) if under_way is not None else known.today


def _by_week(query: Query) -> bool:
    return query.has(Flag.PER_WEEK) and not query.has(
        Flag.PER_WEEKDAY, Flag.PER_DAY, Flag.PER_MONTH, Flag.PER_TAG
    )


def further(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """The entries of the one that won, when they are few; where no hours are noted, what went over the most days,
    unless the fewest hours are asked for."""
    match results[0] if results else None:
        case HoursBy(groups=()) if query.has(Flag.LEAST):
            return ()
        case Entries(total=0) | HoursBy(groups=()):
            return finds(query, order="longest", several_days=True)
        case Groups() | HoursBy() as found if not query.has(Flag.BOTH_ENDS):
            return _of_the_winner(query, found)
        case _:
            return ()


def _of_the_winner(query: Query, found: Groups | HoursBy) -> Sequence[Call]:
    winners = best_groups(query, found, least=query.has(Flag.LEAST))
    if len(winners) != 1 or winners[0].entries > _FEW or found.by not in ("week", "day", "tag"):
        return ()
    key = winners[0].key
    limits: dict[str, Any] = {"week": {"week": int(key) if key.isdigit() else None},
        "day": {"from_day": key, "to_day": key}, "tag": {"tag": key}}[found.by]  # fmt: skip
    return [Call("find_entries", filters(query, query.period) | limits)]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Groups | HoursBy | Entries = results[0]
    rows = [one for one in results[1:] if isinstance(one, Entries)]
    limits = say.limits(query, query.period)
    lines = _winners(query, found, say)
    if lines:
        shown = ["", *entry_lines(rows[0], say)] if rows else []
        return [*lines, *shown, *_empty(query, found, say), *_not_over(query, say, known)]
    if query.measure == "hours":
        none = say.sentence(say("no hours noted", limits=limits))
        return [none, "", *spans(query, rows, say, known)] if rows else [none]
    tags = isinstance(found, Groups) and found.by == "tag"
    return [say.sentence(say("no tags" if tags else "nothing", limits=limits))]


def _not_over(query: Query, say: Say, known: Known) -> list[str]:
    week = known.week_under_way
    is_left_out = week is not None and _last_day(query, known) < known.today
    if query.periods or not (query.has(Flag.LEAST, Flag.BOTH_ENDS) and is_left_out):
        return []
    return ["", capital(say("under way", week=week))]


def _winners(query: Query, found: Groups | HoursBy | Entries, say: Say) -> list[str]:
    return most_hours_lines(query, found, say) if isinstance(found, Entries) else _groups(query, found, say)


def _groups(query: Query, found: Groups | HoursBy, say: Say) -> list[str]:
    if query.top > 1:
        winners = best_groups(query, found, least=query.has(Flag.LEAST))
        return [group_line(found.by, one, say) for one in winners]
    ends = (False, True) if query.has(Flag.BOTH_ENDS) else (query.has(Flag.LEAST),)
    return [_end(query, found, say, least=least) for least in ends if asked_groups(query, found)]


def _end(query: Query, found: Groups | HoursBy, say: Say, *, least: bool) -> str:
    limits = f"{say.limits(query, query.period)} {say.apart(query)}"
    winners = best_groups(query, found, least=least)
    amount = said_amount(winners[0], say)
    names = [capital(name_of(found.by, one.key, say)) for one in winners]
    if len(names) == 1:
        key = "rank least" if least else "rank most"
        return tidy(say(key, winner=names[0], entries=amount, limits=limits))
    kind = say("kind.least" if least else "kind.most")
    shown = ", ".join(names[:MOST_GROUPS])
    return tidy(say("rank tie", winners=shown, kind=kind, entries=amount, limits=limits))


def _empty(query: Query, found: Groups | HoursBy | Entries, say: Say) -> list[str]:
    """Weeks with nothing in them have the least."""
    is_whole = query.has(Flag.LEAST) and not (query.subject or query.tag or query.status)
    return empty_weeks(found, say) if is_whole and isinstance(found, Groups) else []


OPERATIONS = (
    Operation(
        Intent.RANK,
        answer,
        ranked,
        further,
        narrows=True,
        lists_rows=True,
        stands_alone=True,
        compares_words=True,
    ),
)
