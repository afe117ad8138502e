"""Whether weeks make a calendar, and whether what is logged still has a place in it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from weeklog.errors import Fault
from weeklog_api.programmes.schemas import WeekNew

LONGEST_WEEK = 31  # days: more is a slip of the month
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class Held:
    """What a week holds, of all members together."""

    rows: int  # entries, pages, objectives, achievements and reviews
    days: Sequence[
        date
    ] = ()  # of entries that were logged by their day; those of a page stay with their page


def shape_faults(weeks: Sequence[WeekNew], field_of_weeks: str = "weeks") -> Iterator[Fault]:
    for index, week in enumerate(weeks):
        field = f"{field_of_weeks}.{index}"
        if week.last_day < week.first_day:
            yield Fault(
                f"{field}.last_day", f"is before {week.first_day}, the week's first day: exchange them"
            )
        elif (week.last_day - week.first_day).days >= LONGEST_WEEK:
            yield Fault(
                f"{field}.last_day", f"makes a week of more than {LONGEST_WEEK} days: check the month"
            )
        if not EARLIEST <= week.first_day <= LATEST:
            yield Fault(f"{field}.first_day", f"must be from {EARLIEST} to {LATEST}: check the year")
    for index, (before, week) in enumerate(pairwise(weeks), start=1):
        if week.number <= before.number:
            message = f"comes after week {before.number}: send every week once, in the order of their numbers"
            yield Fault(f"{field_of_weeks}.{index}.number", message)
        elif week.first_day <= before.last_day:
            message = f"must be after {before.last_day}, the last day of week {before.number}: weeks may not overlap"
            yield Fault(f"{field_of_weeks}.{index}.first_day", message)


def orphan_faults(
    weeks: Sequence[WeekNew], now: Mapping[int, tuple[date, date]], held: Mapping[int, Held]
) -> Iterator[Fault]:
    """`now` is the calendar as it stands, `held` what its weeks hold."""
    numbers = {week.number for week in weeks}
    for number in sorted(held.keys() - numbers):
        yield Fault("weeks", f"week {number} holds what people wrote: keep it in the list")
    for index, week in enumerate(weeks):
        if week.number not in held or week.number not in now:
            continue
        first, last = now[week.number]
        days = [day for day in held[week.number].days if first <= day <= last]
        outside = [day for day in days if not week.first_day <= day <= week.last_day]
        if outside:
            yield Fault(
                f"weeks.{index}",
                f"{len(outside)} entries of week {week.number} would fall outside it, between {min(outside)} and "
                f"{max(outside)}: let the week cover those days, or have the entries moved first",
            )
