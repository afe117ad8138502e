"""Open work of which a later entry speaks as finished: whoever wrote both forgot to mark the first one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from weeklog.language.stems import telling
from weeklog.reviews.facts.open_work import same_work, says_done
from weeklog.reviews.facts.rows import Entry
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks import reads as worklog
from weeklog.weeks.reads import FoundEntryRow
from weeklog_chat_worker.tools.worklog import Worklog

_MOST_OPEN: Final = 20  # entries that are looked at
_MOST_LATER: Final = 300
_IN_COMMON: Final = 2  # telling words, before two entries are compared in full


async def finished_later(
    log: Worklog, work: UnitOfWork, rows: Sequence[FoundEntryRow], values: Mapping[str, Any]
) -> dict[UUID, FoundEntryRow]:
    """For each open entry that is finished, by its id: the entry that says so."""
    unfinished = [row for row in rows if row.status in ("planned", "doing", "blocked")][:_MOST_OPEN]
    if not unfinished:
        return {}
    asked = dict.fromkeys(values) | {
        "statuses": ["done"],
        "from_day": min(row.start_on for row in unfinished),
        "limit": _MOST_LATER,
    }
    later = await work.all(worklog.find_newest_entries, **log.mine, **asked)
    words = {row.id: telling(row.text) for row in (*unfinished, *later)}
    return {
        row.id: found
        for row in unfinished
        if (found := next((one for one in later if _finishes(one, row, words)), None))
    }


def _finishes(later: FoundEntryRow, row: FoundEntryRow, words: Mapping[UUID, frozenset[str]]) -> bool:
    if later.start_on <= row.start_on or len(words[later.id] & words[row.id]) < _IN_COMMON:
        return False
    one, other = _entry(later), _entry(row)
    return says_done(one) and same_work(one, other)


def _entry(row: FoundEntryRow) -> Entry:
    return Entry(row.id, row.text, row.start_on, row.end_on, row.status)
