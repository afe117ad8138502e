"""How much there is of what is counted, entries or hours, and how it is said. Pure."""

from collections.abc import Sequence

from weeklog_chat_worker.models.offline.calls import Call, filters
from weeklog_chat_worker.models.offline.intents.rows import capital, entry_lines
from weeklog_chat_worker.models.offline.periods import Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Query
from weeklog_chat_worker.tools.results import Counts, Entries, Group, Hours, HoursBy

_BY = ((Flag.PER_WEEK, "week"), (Flag.PER_DAY, "day"), (Flag.PER_MONTH, "month"), (Flag.PER_TAG, "tag"))
_MOST_ENTRIES = 5  # of which those with the most hours are shown


def amount_of(one: Counts | Group | Hours) -> float:
    return one.hours if isinstance(one, Hours) else one.entries


def said_amount(one: Counts | Group | Hours, say: Say) -> str:
    return say_hours(one.hours, say) if isinstance(one, Hours) else say.many("entries", one.entries)


def say_hours(hours: float, say: Say) -> str:
    """With the half hours that there are: "30.5 hours"."""
    return say("hours of.one" if hours == 1 else "hours of", hours=f"{hours:g}")


def said_difference(more: float, less: float, query: Query, say: Say) -> str:
    return say_hours(more - less, say) if query.measure == "hours" else f"{more - less:g}"


def said_more(times: Sequence[Period], found: Sequence[HoursBy], say: Say) -> str:
    """Which of two times has more hours, and how many more."""
    pairs = zip(times, found, strict=False)
    (more, most), (less, least) = sorted(pairs, key=lambda pair: -pair[1].total.hours)
    difference = most.total.hours - least.total.hours
    if not difference:
        return say("compare same")
    hours = say_hours(difference, say)
    return say("compare most hours", more=capital(say.period(more)), less=say.period(less), n=hours)


def unit_of_hours(query: Query) -> str | None:
    """What hours are added for; none = each entry has its own."""
    return next((name for flag, name in _BY if query.has(flag)), None)


def most_hours(query: Query) -> Call:
    """The entries with the most hours, or with the fewest."""
    order = "fewest hours" if query.has(Flag.LEAST) else "most hours"
    return Call("find_entries", filters(query, query.period, order=order, limit=_MOST_ENTRIES))


def most_hours_lines(query: Query, found: Entries, say: Say) -> list[str]:
    """Of the entries that `most_hours` calls for, those that nothing goes beyond; none where no hours are noted."""
    best = tuple(row for row in found.entries if row.hours == found.entries[0].hours)
    if not best:
        return []
    key = "fewest hours" if query.has(Flag.LEAST) else "most hours"
    amount = say_hours(best[0].hours or 0, say)
    head = capital(say(key, hours=amount, limits=say.limits(query, query.period)))
    return [head, "", *entry_lines(Entries(total=len(best), entries=best), say)]
