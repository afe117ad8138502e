"""When somebody was away: the absences that were entered, and the entries that tell of one."""

import re
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import Field

from weeklog.absences.tables import AbsenceRow, list_absences
from weeklog.calendar import Week, days_covered, working_days
from weeklog.programmes.tables import ProgrammeRow, find_programme
from weeklog.weeks import reads as worklog
from weeklog_chat_worker.tools.entries import Filter
from weeklog_chat_worker.tools.results import MOST_ENTRIES, Absence, DaysAway, Entries, entry_of
from weeklog_chat_worker.tools.worklog import Worklog

_MOST_READ: Final = 400  # the newest entries
_TAGS: Final = frozenset(
    {
        "leave", "off", "day-off", "sick", "holiday", "vacation", "pto", "absence", "nghỉ", "nghỉ-phép", "nghỉ phép",
        "ốm",
    }
)  # fmt: skip
_SICK: Final = re.compile(
    r"\b(?:(?:off|called in|home|went|fell|was|am|i.m|being) (?:sick|ill)|sick (?:days?|leave)"
    r"|(?:had|with) (?:a )?(?:fever|flu)|(?:nghỉ|bị|mình|em|tôi) (?:ốm|bệnh|sốt)|ốm nghỉ)\b"
    r"|^\W*(?:sick|ill|ốm|bệnh)\b",
    re.IGNORECASE,
)
_AWAY: Final = re.compile(
    r"\b(?:days? off|time off|(?:morning|afternoon)s? off|half[- ](?:a )?days? off"
    r"|on (?:annual |sick |unpaid |study )?leave"
    r"|(?:annual|sick|unpaid|study|maternity|paternity) leave|on (?:holiday|vacation)|(?:bank|public) holiday"
    r"|was away|not at work|did not work|(?:morning|afternoon) only|took (?:the |a )?\w+ off)\b"
    r"|^\W*(?:leave|off|away|holiday|vacation)\b"
    r"|\b(?:nghỉ (?:phép|ốm|bệnh|buổi|sáng|chiều|cả|nửa|làm|học|lễ|tết|bù|không lương|một|1|2)|xin nghỉ|được nghỉ"
    r"|vắng mặt)\b|^\W*nghỉ\b(?! trưa| giải lao)",
    re.IGNORECASE,
)


class WhenAway(Filter):
    sick: Annotated[bool, Field(description="only for illness")] = False


async def days_away(log: Worklog, wanted: WhenAway) -> DaysAway:
    """When the person was away, off, sick or on leave: the absences that they entered, with the working days of
    each, and the entries that tell of one, oldest first."""
    since, until = _span(log, wanted)
    async with log.begin() as work:
        found = await work.all(list_absences, **log.mine, since=since, until=until)
        rows = await work.all(worklog.find_newest_entries, **log.mine, **wanted.values, limit=_MOST_READ)
        programme = await work.one(find_programme, programme_id=log.asker.programme_id)
    kept = [row for row in found if not wanted.sick or row.reason == "sick"]
    telling = [row for row in reversed(rows) if _tells(row, sick=wanted.sick)]
    shown = tuple(entry_of(log, row) for row in telling[-MOST_ENTRIES:])
    days = {(day, row.part) for row in kept for day in _days(row, since, until, programme)}
    return DaysAway(
        total=len(kept),
        days=sum(1 if part == "day" else 0.5 for _, part in days),
        absences=tuple(
            Absence(first_day=row.first_day, last_day=row.last_day, part=row.part, reason=row.reason) for row in kept
        )[:MOST_ENTRIES],
        entries=Entries(total=len(telling), entries=shown),
        told_days=days_covered((one.start_on, one.end_on) for one in telling),
    )  # fmt: skip


def _tells(row: worklog.ShownEntryRow, *, sick: bool) -> bool:
    if row.status == "dropped":
        return False
    if sick or _SICK.search(row.text):
        return _SICK.search(row.text) is not None
    return _AWAY.search(row.text) is not None or any(tag.lower() in _TAGS for tag in row.tags)


def _span(log: Worklog, wanted: WhenAway) -> tuple[date, date]:
    if wanted.week is None:
        return wanted.from_day or date.min, wanted.to_day or date.max
    weeks = [one for one in log.asker.weeks if wanted.week <= one.number <= (wanted.to_week or wanted.week)]
    return (weeks[0].first, weeks[-1].last) if weeks else (date.max, date.min)


def _days(row: AbsenceRow, since: date, until: date, programme: ProgrammeRow | None) -> list[date]:
    """The working days of an absence within the time that was asked for."""
    first, last = max(row.first_day, since), min(row.last_day, until)
    span = Week(0, first, max(first, last))
    if programme is None:
        return [span.first + timedelta(n) for n in range((span.last - span.first).days + 1)]
    return working_days(span, programme.days_off, programme.holidays)
