# ruff: noqa: ARG001 - every plan takes the same
"""Plans that ask for entries, and for counts of them. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import MOST_PERIODS, Call, filters, seek, times
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.tools.results import Groups


def finds(reading: Reading, **more: Any) -> Sequence[Call]:
    return [Call("find_entries", filters(reading, time, **more)) for time in times(reading)]


def listed(reading: Reading, known: Known) -> Sequence[Call]:
    if _whole_weeks(reading):
        return [Call("show_week", {"week": time.week}) for time in reading.periods[:MOST_PERIODS]]
    if reading.has("last") and not reading.has("first"):
        return finds(reading, order="newest")
    return finds(reading)


def _whole_weeks(reading: Reading) -> bool:
    return bool(
        reading.periods
        and all(time.is_week for time in reading.periods)
        and not (
            reading.subject or reading.without or reading.without_status or reading.tag or reading.status
        )
        and reading.with_links is None
        and reading.with_tags is None
        and not reading.has("first", "last", "which day", "yes or no")
    )


def counted(reading: Reading, known: Known) -> Sequence[Call]:
    return [Call("count_entries", filters(reading, time)) for time in times(reading)]


def of_day(reading: Reading, known: Known) -> Sequence[Call]:
    """Of the day whose weekday is asked for, so that the answer's day is one that was told."""
    return counted(replace(reading, periods=reading.periods[:1], subject=()), known)


def still_open(reading: Reading, known: Known) -> Sequence[Call]:
    asked = reading if reading.status else replace(reading, status="open")
    return (counted if reading.has("how many", "days") else list_of)(asked, known)


def list_of(reading: Reading, known: Known) -> Sequence[Call]:
    is_newest = reading.has("last") and not reading.has("first")
    return finds(reading, order="newest") if is_newest else finds(reading)


def carried(reading: Reading, known: Known) -> Sequence[Call]:
    if reading.weeks_open is not None:
        return finds(replace(reading, status=reading.status or "open"), weeks_open=reading.weeks_open)
    return finds(reading, carried="in")


def links(reading: Reading, known: Known) -> Sequence[Call]:
    return finds(reading, with_links=True)


def compared(reading: Reading, known: Known) -> Sequence[Call]:
    asked = reading
    only = reading.periods[0] if len(reading.periods) == 1 else None
    if only is not None and only.is_week and only.week is not None:
        asked = replace(reading, periods=(only, Period(week=only.week - 1)))
    return counted(asked, known)


def group_of(reading: Reading) -> str:
    named = ("per weekday", "per month", "per status", "per tag", "per week", "per day")
    found = next((name for name in named if name in reading.flags), "per week")
    return found.removeprefix("per ")


def grouped(reading: Reading, known: Known) -> Sequence[Call]:
    return [Call("count_by", filters(reading, reading.period, by=group_of(reading)))]


def ranked(reading: Reading, known: Known) -> Sequence[Call]:
    by = (
        group_of(reading)
        if reading.has("per weekday", "per month", "per status", "per tag", "per week", "per day")
        else "tag"
    )
    asked = reading
    if reading.has("least") and not reading.periods:
        asked = replace(reading, periods=(Period(last=known.today),))
    return [Call("count_by", filters(asked, asked.period, by=by))]


def sized(reading: Reading, known: Known) -> Sequence[Call]:
    by = reading.size.by if reading.size else "week"
    return [Call("count_by", filters(reading, reading.period, by=by))]


def winners(reading: Reading, found: Groups) -> Sequence[Call]:
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
    if reading.top > 1:
        ordered = sorted(found.groups, key=lambda group: group.entries, reverse=not reading.has("least"))
        return ordered[: reading.top]
    wanted = min(counts) if reading.has("least") else max(counts)
    return [group for group in found.groups if group.entries == wanted]


def longest(reading: Reading, known: Known) -> Sequence[Call]:
    return finds(reading, order="longest", several_days=True)


def averaged(reading: Reading, known: Known) -> Sequence[Call]:
    return counted(reading, known)


def missing(reading: Reading, known: Known) -> Sequence[Call]:
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


def telling(reading: Reading, known: Known) -> Sequence[Call]:
    asked = replace(reading, status=None)
    return [Call("telling", filters(asked, time, what=reading.intent)) for time in times(asked)]


ANY = 0.15  # of a question's words, where a reason or a person is asked for: a row that says one may hold the answer
SURE = 0.6  # of a question's words, where it asks for something else than rows


def unknown(reading: Reading, known: Known) -> Sequence[Call]:
    return seek(reading)


def any_of_it(reading: Reading, known: Known) -> Sequence[Call]:
    return seek(reading, least=ANY)


def surely(reading: Reading, known: Known) -> Sequence[Call]:
    """What is asked for is no row, but rows may bear on it."""
    return seek(reading, least=SURE)
