from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog.comments.waiting import (
    WaitingReviewRow,
    WaitingThreadRow,
    list_waiting_reviews,
    list_waiting_threads,
)
from weeklog.db.engine import Database
from weeklog.events.catalogue import Author
from weeklog.people.tables import list_names
from weeklog.substitutes.tables import list_stood_in_for
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.queue.schemas import Waiting

MOST_TEXT = 200  # characters of what was said last


async def queue(work: UnitOfWork, identity: Identity, system: Database, now: datetime) -> list[Waiting]:
    """What waits longest first."""
    programme_id, me = identity.own_programme.id, identity.person_id
    followed = list(identity.standing.followed)
    reviews = await work.all(list_waiting_reviews, programme_id=programme_id, followed=followed)
    threads = await work.all(
        list_waiting_threads, programme_id=programme_id, person_id=me, readable=[me, *followed]
    )
    stood_in = await work.all(list_stood_in_for, programme_id=programme_id) if followed else []
    stood_in_for = {row.member_id: row.mentor_id for row in stood_in}
    said = {*(row.person_id for row in (*reviews, *threads)), *(row.author_id for row in threads)}
    said |= {*stood_in_for.values()}
    names = {row.id: row.name for row in await system.all(list_names, ids=list(said - {None}))}

    def waiting(
        kind: Literal["review", "thread"],
        row: WaitingReviewRow | WaitingThreadRow,
        by: UUID | None,
        text: str,
    ) -> Waiting:
        mentor = stood_in_for.get(row.person_id)
        return Waiting(
            kind=kind,
            id=row.id,
            person=Author(id=row.person_id, name=names.get(row.person_id, "")),
            week=row.week,
            by=None if by is None else Author(id=by, name=names.get(by, "")),
            text=text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…",
            since=row.since,
            stands_in_for=None if mentor is None else Author(id=mentor, name=names.get(mentor, "")),
            age_days=_nights(row.since, now, identity.zone),
        )

    found = [waiting("review", row, row.person_id, "") for row in reviews]
    found += [waiting("thread", row, row.author_id, row.text) for row in threads]
    return sorted(found, key=lambda one: (one.since, one.id))


def _nights(since: datetime, now: datetime, zone: ZoneInfo) -> int:
    return max(0, (now.astimezone(zone).date() - since.astimezone(zone).date()).days)
