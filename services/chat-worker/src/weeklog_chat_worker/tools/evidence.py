from datetime import date
from typing import Annotated

from pydantic import Field

from weeklog.search.evidence import LEAST_SHARE, Found, Scope, concepts_of, find_evidence
from weeklog.weeks import reads as worklog
from weeklog_chat_worker.tools.people import OfPerson
from weeklog_chat_worker.tools.results import Evidence, Told, entry_of, shorten
from weeklog_chat_worker.tools.worklog import Worklog

_MOST = 8  # rows
LONGEST_PHRASE = 300  # characters


class Seek(OfPerson):
    words: Annotated[
        tuple[Annotated[str, Field(max_length=LONGEST_PHRASE)], ...],
        Field(max_length=20, description="words and phrases of the question; in English or Vietnamese"),
    ]
    from_day: date | None = None
    to_day: date | None = None
    week: Annotated[int | None, Field(ge=0, le=999)] = None
    to_week: Annotated[int | None, Field(ge=0, le=999, description="with `week`: up to this one")] = None
    least: Annotated[
        float, Field(ge=0, le=1, description="of the words' worth, what a row must say: 1 = every word")
    ] = LEAST_SHARE


async def evidence(log: Worklog, wanted: Seek) -> Evidence:
    """The entries, objectives, achievements and comments that bear on some words, best first: for why, who and
    how, and before anything is called absent."""
    first, last = span_of(log, wanted)
    scope = Scope([log.whose], log.asker.programme_id, since=first, until=last)
    concepts = concepts_of(wanted.words)
    async with log.begin() as work:
        found = await find_evidence(work, scope, concepts, _MOST, wanted.least)
        ids = [one.id for one in found if one.kind == "entry"]
        rows = await work.all(worklog.entries_by_id, **log.mine, ids=ids) if ids else []
    by_id = {row.id: entry_of(log, row) for row in sorted(rows, key=lambda row: ids.index(row.id))}
    return Evidence(
        whole=bool(found) and found[0].whole,
        entries=tuple(by_id.values()),
        others=tuple(_told(one) for one in found if one.kind != "entry"),
    )


def _told(one: Found) -> Told:
    return Told(kind=one.kind, week=one.week, text=shorten(one.text))


def span_of(log: Worklog, wanted: Seek) -> tuple[date | None, date | None]:
    """Weeks as days: what is found belongs to days or to weeks."""
    if wanted.week is None:
        return wanted.from_day, wanted.to_day
    low, high = wanted.week, wanted.to_week or wanted.week
    weeks = [week for week in log.asker.weeks if low <= week.number <= high]
    if not weeks:
        return date.max, date.min
    return weeks[0].first, weeks[-1].last
