"""What bears on a question: found by a ranked search, before anything is called absent. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog.vocabulary import OPEN_STATUSES
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    entry_lines,
    evidence_lines,
)
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Query
from weeklog_chat_worker.tools.results import (
    Entries,
    EntryRow,
    Evidence,
)

_FEW = 2  # rows


def bearing(query: Query, results: Sequence[Any]) -> Evidence | None:
    """What was found by its words and fits what else is asked for; none when nothing does."""
    fitting = [kept for one in results if isinstance(one, Evidence) and (kept := _fitting(query, one))]
    if len(query.periods) <= 1 or not fitting:  # of several times, each has its own search
        return next(iter(fitting), None)
    return Evidence(
        whole=all(one.whole for one in fitting),
        entries=tuple({row.ref: row for one in fitting for row in one.entries}.values()),
        others=tuple(told for one in fitting for told in one.others),
    )


def _fitting(query: Query, found: Evidence) -> Evidence | None:
    is_narrow = _is_narrow(query)
    kept = found.model_copy(
        update={
            "entries": tuple(one for one in found.entries if fits(query, one)),
            "others": () if is_narrow else found.others,
            "close": tuple(one for one in found.close if fits(query, one)),
        }
    )
    return kept if kept.entries or kept.others else None


def _is_narrow(query: Query) -> bool:
    return bool(query.status or query.tag or query.without or query.without_status)


def widened(query: Query) -> Query:
    return replace(query, status=None, tag=None, without=(), without_status=None)


def about(query: Query, sought: Sequence[Any], say: Say) -> list[str]:
    """Nothing fits all that was asked for: what there is about its words."""
    found = bearing(widened(query), sought) if _is_narrow(query) and query.subject else None
    if found is None:
        return []
    head = (
        say("says about", subject=say.subject(query))
        if found.whole
        else say("bears partly", words=say.subject(query))
    )
    return ["", head, "", *evidence_lines(found, say)]


def fits(query: Query, row: EntryRow) -> bool:
    wanted = OPEN_STATUSES if query.status == "open" else (query.status,)
    barred = OPEN_STATUSES if query.without_status == "open" else (query.without_status,)
    weekdays = query.period.weekdays if query.period else ()
    return (
        (query.status is None or row.status in wanted)
        and (query.without_status is None or row.status not in barred)
        and (query.tag is None or query.tag.lower() in map(str.lower, row.tags))
        and not (query.without and any(word.lower() in row.text.lower() for word in query.without))
        and (not weekdays or row.start_on.isoweekday() in weekdays)
    )


def instead(query: Query, found: Evidence, say: Say) -> list[str]:
    """An exact search found nothing: what says the same in other words, or comes closest."""
    if query.has(Flag.FIRST) != query.has(Flag.LAST):
        newest = query.has(Flag.LAST)
        rows = sorted(found.entries, key=lambda row: row.start_on, reverse=newest)
        found = found.model_copy(update={"entries": tuple(rows)})
    count = len(found.entries) + len(found.others)
    key = "bears whole" if found.whole else "bears partly"
    head = say(
        key,
        rows=say.many("rows", count),
        limits=say.limits(query, query.period),
        words=say.subject(query),
    )
    return [capital(head), "", *evidence_lines(found, say), *close_lines(found, say)]


def close_lines(found: Evidence, say: Say) -> list[str]:
    """Beside the rows that say all of the words, where they are few: what says nearly as much."""
    if not found.close or len(found.entries) + len(found.others) > _FEW:
        return []
    rows = Entries(total=len(found.close), entries=found.close)
    return ["", say("close"), "", *entry_lines(rows, say)]
