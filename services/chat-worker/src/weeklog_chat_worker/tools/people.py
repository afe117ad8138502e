"""Those whom the asker follows: whose worklog a tool reads, and what is to be seen of all of them."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from weeklog.language.folding import folded
from weeklog.vocabulary import OPEN_STATUSES
from weeklog.weeks import reads as worklog
from weeklog_chat_worker.asker import Asker, Followed
from weeklog_chat_worker.tools.results import FollowedRows, FollowedWork, entries_of
from weeklog_chat_worker.tools.worklog import Worklog

MOST_PEOPLE = 40
_MOST_ENTRIES = 10  # of each of them
_SUBMITTED = frozenset({"submitted", "approved", "published"})


class OfPerson(BaseModel):
    person: Annotated[
        str | None,
        Field(
            max_length=200, description="the name of somebody whom the asker follows; left out = the asker"
        ),
    ] = None


class Team(BaseModel):
    what: Annotated[
        Literal["open", "blocked", "unsubmitted", "changed"],
        Field(description="changed = entries written since their week was approved"),
    ]
    week: Annotated[
        int | None, Field(ge=0, le=999, description="unsubmitted: left out = the last that ended")
    ] = None


def named(asker: Asker, name: str) -> Sequence[Followed]:
    """Those whom the asker follows and who are called so: by the whole name, else by a part of it."""
    wanted = folded(" ".join(name.split()))
    whole = [one for one in asker.followed if folded(one.name) == wanted]
    return whole or [one for one in asker.followed if wanted in folded(one.name).split()]


async def followed_work(log: Worklog, wanted: Team) -> FollowedWork:
    """Of everybody whom the asker follows: open or blocked work, weeks that are not submitted, and entries that were written
    after the asker's programme had approved their week."""
    week = wanted.week if wanted.week is not None else _last_week(log)
    people: list[FollowedRows] = []
    for one in log.asker.followed[:MOST_PEOPLE]:
        rows = await _of(log.of(one.person_id), one, wanted, week)
        if rows is not None:
            people.append(rows)
    return FollowedWork(
        what=wanted.what,
        week=week,
        asked=tuple(one.name for one in log.asker.followed[:MOST_PEOPLE]),
        people=tuple(people),
    )


async def _of(log: Worklog, one: Followed, wanted: Team, week: int | None) -> FollowedRows | None:
    async with log.begin() as work:
        if wanted.what == "unsubmitted":
            reviews = await work.all(worklog.find_reviews, **log.mine, week=week, to_week=None)
            is_in = any(row["state"] in _SUBMITTED for row in reviews)
            return None if is_in else FollowedRows(person=one.name)
        if wanted.what == "changed":
            rows = await work.all(worklog.find_changed_since_approval, **log.mine, limit=_MOST_ENTRIES)
        else:
            statuses = ["blocked"] if wanted.what == "blocked" else list(OPEN_STATUSES)
            rows = await work.all(
                worklog.find_entries, **log.mine, statuses=statuses, still_here=1, limit=_MOST_ENTRIES
            )
    return FollowedRows(person=one.name, entries=entries_of(log, rows)) if rows else None


def _last_week(log: Worklog) -> int | None:
    """The last that ended; in the first week, that one."""
    ended = [week for week in log.asker.weeks if week.last < log.asker.today]
    chosen = ended[-1:] or list(log.asker.weeks[:1])
    return chosen[0].number if chosen else None
