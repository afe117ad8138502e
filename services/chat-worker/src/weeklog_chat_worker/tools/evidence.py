from datetime import date
from typing import Annotated

from pydantic import Field

from weeklog.search.concepts import concepts_of
from weeklog.search.evidence import LEAST_SHARE, Found, Scope, find_evidence
from weeklog.weeks import reads as worklog
from weeklog_chat_worker.tools.people import OfPerson
from weeklog_chat_worker.tools.results import Evidence, Told, entry_of, shorten
from weeklog_chat_worker.tools.worklog import Worklog

_MOST = 8  # rows
_MOST_CLOSE = 3  # rows that do not say all of it, beside those that do
CLOSE = 0.5  # of what was asked for, what such a row says
LONGEST_PHRASE = 300  # characters


class Seek(OfPerson):
    words: Annotated[
        tuple[Annotated[str, Field(max_length=LONGEST_PHRASE)], ...],
        Field(max_length=20, description="words and phrases of the question; in English or Vietnamese"),
    ]
    also: Annotated[
        tuple[Annotated[str, Field(max_length=LONGEST_PHRASE)], ...],
        Field(max_length=20, description="words that a row need not say, but is better with"),
    ] = ()
    question: Annotated[str, Field(max_length=2000, description="whole; decides between equal rows")] = ""
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
    concepts = concepts_of(wanted.words, wanted.also)
    async with log.begin() as work:
        found = await find_evidence(work, scope, concepts, _MOST, wanted.least, wanted.question)
        ids = [one.id for one in found if one.kind == "entry"]
        rows = await work.all(worklog.entries_by_id, **log.mine, ids=ids) if ids else []
    by_id = {row.id: entry_of(log, row) for row in sorted(rows, key=lambda row: ids.index(row.id))}
    is_whole = bool(found) and found[0].whole
    shown = [one for one in found if one.whole] if is_whole else found
    rest = [one for one in found if one not in shown and one.share >= CLOSE]
    return Evidence(
        whole=is_whole,
        entries=tuple(by_id[one.id] for one in shown if one.id in by_id),
        others=tuple(_told(one) for one in shown if one.kind != "entry"),
        close=tuple(by_id[one.id] for one in rest if one.id in by_id)[:_MOST_CLOSE],
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
