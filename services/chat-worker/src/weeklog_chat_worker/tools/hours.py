"""Hours that were noted with entries."""

from typing import Annotated

from pydantic import Field

from weeklog.weeks import counts
from weeklog.weeks import reads as worklog
from weeklog_chat_worker.tools.entries import FEW, Filter
from weeklog_chat_worker.tools.results import Hours, HoursBy, entry_of
from weeklog_chat_worker.tools.worklog import Worklog

_MOST_GROUPS = 100


class HowManyHours(Filter):
    by: Annotated[counts.HoursBy | None, Field(description="also for each of them")] = None


async def count_hours(log: Worklog, wanted: HowManyHours) -> HoursBy:
    """Add the hours that were noted with entries. Exact; entries without hours count nothing."""
    async with log.begin() as work:
        total = await work.one(counts.sum_hours, **log.mine, **wanted.values)
        groups = (
            await work.all(counts.group_hours[wanted.by], **log.mine, **wanted.values, limit=_MOST_GROUPS)
            if wanted.by
            else []
        )
        assert total is not None  # a sum answers one row
        few = total.entries <= FEW
        rows = await work.all(worklog.find_entries, **log.mine, **wanted.values, limit=FEW) if few else []
    return HoursBy(
        total=_hours(total),
        by=(wanted.by or "").removeprefix("single "),
        groups=tuple(_hours(row, row.key) for row in groups),
        shown=tuple(entry_of(log, row) for row in rows),
    )


def _hours(row: counts.HoursRow, key: str = "") -> Hours:
    return Hours(hours=round(row.hours, 2), timed=row.timed, entries=row.entries, key=key)
