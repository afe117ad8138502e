"""Entries or hours for each week or day on average."""

from collections.abc import Sequence
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, filters
from weeklog_chat_worker.models.offline.intents.amounts import say_hours
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.groups import asked_groups, group_line
from weeklog_chat_worker.models.offline.intents.rows import capital, count, tidy
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import Counts, Hours, HoursBy

_MOST_SHOWN = 31  # weeks or days that an average of hours is of


def averaged(query: Query, known: Known) -> Sequence[Call]:
    if query.measure == "entries":
        return count(query, known)
    by = "day" if _by_day(query) else "week"
    return [Call("count_hours", filters(query, query.period, by=by))]


def _by_day(query: Query) -> bool:
    return query.has(Flag.PER_DAY) and not query.has(Flag.PER_WEEK)


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    match results[0]:
        case HoursBy() as found:
            return _of_hours(query, found, say, known)
        case found:
            return _of_entries(query, found, say)


def _of_hours(query: Query, found: HoursBy, say: Say, known: Known) -> list[str]:
    """The week that is not over would lower the average: it is told apart, unless it was asked for."""
    groups = sorted(asked_groups(query, found), key=lambda one: (len(one.key), one.key))
    under_way = [one for one in groups if _is_under_way(one, found, query, known)]
    over = [one for one in groups if one not in under_way] or groups
    if not over:
        return [say.sentence(say("no hours noted", limits=say.limits(query, query.period)))]
    counted = Period(week=int(over[0].key), to_week=int(over[-1].key)) if under_way else query.period
    hours = sum(one.hours for one in over)
    lines = [
        tidy(
            say(
                f"average hours {found.by}",
                average=say_hours(round(hours / len(over), 1), say),
                limits=f"{say.limits(query, counted)} {say.apart(query)}",
                hours=say_hours(hours, say),
                groups=say.many(f"{found.by}s", len(over)),
            )
        )
    ]
    if len(over) > 1 and len(over) <= _MOST_SHOWN:
        lines += ["", *(group_line(found.by, one, say) for one in over)]
    if under_way and over != groups:
        (last,) = under_way
        lines += ["", capital(say("under way hours", week=last.key, hours=say_hours(last.hours, say)))]
    return lines


def _is_under_way(one: Hours, found: HoursBy, query: Query, known: Known) -> bool:
    return found.by == "week" and not query.periods and one.key == str(known.week_under_way)


def _of_entries(query: Query, counts: Counts, say: Say) -> list[str]:
    limits = say.limits(query, query.period)
    if not counts.entries:
        return [say.sentence(say("nothing", limits=limits))]
    by_day = _by_day(query)
    number = counts.days if by_day else counts.weeks
    return [
        tidy(
            say(
                "average day" if by_day else "average",
                average=f"{counts.entries / number:.1f}".removesuffix(".0"),
                limits=limits,
                entries=say.many("entries", counts.entries),
                weeks=say.many("weeks", counts.weeks),
                days=say.many("days", counts.days),
            )
        )
    ]


OPERATIONS = (
    Operation(
        Intent.AVERAGE,
        answer,
        averaged,
        narrows=True,
        stands_alone=True,
        takes_its_words=True,
        compares_words=True,
    ),
)
