"""Everybody whom the asker follows, in one look: what they have logged, how much, and what is missing."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from weeklog.ids import PersonId
from weeklog.search.concepts import concepts_of
from weeklog.search.evidence import Scope, find_evidence
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks import followed
from weeklog_chat_worker.tools.entries import Filter
from weeklog_chat_worker.tools.evidence import LONGEST_PHRASE
from weeklog_chat_worker.tools.results import Entries, FollowedRows, FollowedWork, TeamAsks, entry_of
from weeklog_chat_worker.tools.worklog import Worklog

MOST_PEOPLE = 200
_MOST_ENTRIES = 10  # of each of them
_MOST_FOUND = 40  # rows that say the words
_MOST_LINES = 400
_OF_MEMBERS = ("unsubmitted", "silent")  # what is missing is missing of those who are expected to write
_HANDED_IN = ("submitted", "approved", "published")


class Team(Filter):
    what: Annotated[
        TeamAsks,
        Field(
            description="entries = what they logged; counts = how many entries; silent = who logged nothing; "
            "unsubmitted = whose "
            "week is not handed in; waiting = whose review waits for approval; changed = entries written since their "
            "week was "
            "approved; objectives = those of their weeks"
        ),
    ]
    words: Annotated[
        tuple[Annotated[str, Field(max_length=LONGEST_PHRASE)], ...],
        Field(
            max_length=20,
            description="words that entries should say; the best are found, not only those with all",
        ),
    ] = ()
    state: Annotated[
        str | None, Field(max_length=20, description="of objectives: open, met, missed, carried")
    ] = None


Rows = Mapping[PersonId, FollowedRows]


async def followed_work(log: Worklog, wanted: Team) -> FollowedWork:
    """Of everybody whom the asker follows: entries, counts, who logged nothing, weeks that are not submitted
    or wait for approval, objectives, and entries that were written after the asker's programme had approved
    their week."""
    week = wanted.week
    if week is None and wanted.what == "unsubmitted":
        week = _last_week(log)
    expected = [one for one in log.asker.followed if one.submits or wanted.what not in _OF_MEMBERS]
    people = expected[:MOST_PEOPLE]
    whose = {"people": [one.person_id for one in people], "programme_id": log.asker.programme_id}
    async with log.begin() as work:
        found = await _READERS[wanted.what](log, work, wanted, {**whose, "week": week})
    names = {one.person_id: one.name for one in people}
    return FollowedWork(
        what=wanted.what,
        week=week,
        asked=tuple(names.values()),
        left_out=len(expected) - len(people),
        people=tuple(
            rows.model_copy(update={"person": names[person]})
            for person, rows in found.items()
            if person in names
        ),
    )


async def _entries(log: Worklog, work: UnitOfWork, wanted: Team, whose: dict[str, Any]) -> Rows:
    if wanted.words:
        return await _saying(log, work, wanted, whose)
    rows = await work.all(followed.find_entries_of_people, **(wanted.values | whose), each=_MOST_ENTRIES)
    return _by_person(log, rows)


async def _saying(log: Worklog, work: UnitOfWork, wanted: Team, whose: dict[str, Any]) -> Rows:
    """Ranked by the words; of what was found, what fits the filters."""
    scope = Scope(whose["people"], whose["programme_id"], kinds=("entry",))
    found = await find_evidence(work, scope, concepts_of(wanted.words), _MOST_FOUND)
    ids = [one.id for one in found if one.whole or not found[0].whole]
    rows = await work.all(followed.entries_of_people_by_id, **(wanted.values | whose), ids=ids) if ids else []
    return _by_person(log, sorted(rows, key=lambda row: ids.index(row.id)))


def _by_person(log: Worklog, rows: Sequence[followed.FollowedEntryRow]) -> Rows:
    each: dict[PersonId, list[followed.FollowedEntryRow]] = {}
    for row in rows:
        each.setdefault(row.person_id, []).append(row)
    return {
        person: FollowedRows(
            entries=Entries(
                total=of_them[0].total,
                entries=tuple(entry_of(log, row) for row in of_them[:_MOST_ENTRIES]),
            )
        )
        for person, of_them in each.items()
    }


async def _counts(_log: Worklog, work: UnitOfWork, wanted: Team, whose: dict[str, Any]) -> Rows:
    """Everybody, also who has none; the most first."""
    if wanted.words:
        saying = await _saying(_log, work, wanted, whose)
        counted = {person: rows.entries.total for person, rows in saying.items()}
    else:
        rows = await work.all(followed.count_entries_of_people, **(wanted.values | whose))
        counted = {row.person_id: row.entries for row in rows}
    every = sorted(whose["people"], key=lambda person: -counted.get(person, 0))
    return {person: FollowedRows(count=counted.get(person, 0)) for person in every}


async def _silent(log: Worklog, work: UnitOfWork, wanted: Team, whose: dict[str, Any]) -> Rows:
    counted = await _counts(log, work, wanted, whose)
    return {person: rows for person, rows in counted.items() if not rows.count}


async def _unsubmitted(_log: Worklog, work: UnitOfWork, _wanted: Team, whose: dict[str, Any]) -> Rows:
    rows = await work.all(followed.find_reviews_of_people, **whose, states=list(_HANDED_IN))
    handed_in = {row.person_id for row in rows}
    return {person: FollowedRows() for person in whose["people"] if person not in handed_in}


async def _waiting(_log: Worklog, work: UnitOfWork, _wanted: Team, whose: dict[str, Any]) -> Rows:
    rows = await work.all(followed.find_reviews_of_people, **whose, states=["submitted"])
    weeks: dict[PersonId, tuple[int, ...]] = {}
    for row in rows:
        weeks[row.person_id] = (*weeks.get(row.person_id, ()), row.week)
    return {person: FollowedRows(weeks=of_them) for person, of_them in weeks.items()}


async def _changed(log: Worklog, work: UnitOfWork, _wanted: Team, whose: dict[str, Any]) -> Rows:
    named = {name: whose[name] for name in ("people", "programme_id")}
    return _by_person(log, await work.all(followed.find_changed_since_approval, **named, each=_MOST_ENTRIES))


async def _objectives(_log: Worklog, work: UnitOfWork, wanted: Team, whose: dict[str, Any]) -> Rows:
    states = ["open", "missed", "carried"] if wanted.state == "unmet" else wanted.state and [wanted.state]
    rows = await work.all(followed.find_objectives_of_people, **whose, states=states, limit=_MOST_LINES)
    lines: dict[PersonId, tuple[str, ...]] = {}
    for row in rows:
        lines[row.person_id] = (*lines.get(row.person_id, ()), row.text)
    return {person: FollowedRows(lines=of_them) for person, of_them in lines.items()}


_Reader = Callable[[Worklog, UnitOfWork, Team, dict[str, Any]], Awaitable[Rows]]
_READERS: Mapping[TeamAsks, _Reader] = {
    "entries": _entries,
    "counts": _counts,
    "silent": _silent,
    "unsubmitted": _unsubmitted,
    "waiting": _waiting,
    "changed": _changed,
    "objectives": _objectives,
}


def _last_week(log: Worklog) -> int | None:
    """The last that ended; in the first week, that one."""
    ended = [week for week in log.asker.weeks if week.last < log.asker.today]
    chosen = ended[-1:] or list(log.asker.weeks[:1])
    return chosen[0].number if chosen else None
