"""A week as its mentors and lead look at it. It says where reviews stand and what waits; it counts nobody's work."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog import access
from weeklog.absences.days import Absence, Whom, absences_by_person, is_away
from weeklog.absences.tables import list_all_absences
from weeklog.calendar import ReviewMoment, Week, local_instant, review_due_at
from weeklog.db.engine import Database
from weeklog.errors import Conflict
from weeklog.events.catalogue import Author
from weeklog.overviews.blockers import group_blockers
from weeklog.overviews.tables import count_answers, list_blocked
from weeklog.people.tables import list_names
from weeklog.reviews.lateness import is_late
from weeklog.reviews.submissions import (
    SubmissionRow,
    SubmitterRow,
    count_logged,
    list_submissions,
    list_submitters,
)
from weeklog.substitutes.tables import AnsweringRow, list_answering
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import SHOWN_REVIEWS
from weeklog_api.identity import Identity
from weeklog_api.overviews.schemas import Blocker, MentorLoad, Overview, OverviewMember

MOST_BLOCKED = 500  # entries that are compared
_ORDER: Final = ("none", "pending", "drafted", "sent_back", "submitted", "approved", "published")

Names = Mapping[UUID, str]


@dataclass(frozen=True)
class _Programme:
    """What is read of it, once."""

    programme_id: UUID
    week: Week
    members: Sequence[SubmitterRow]
    reviews: Mapping[tuple[UUID, int], SubmissionRow]
    logged: Mapping[tuple[UUID, int], int]
    away: Mapping[Whom, Sequence[Absence]]
    answering: Sequence[AnsweringRow]  # mentors of the members, and who stands in for them now
    names: Names
    now: datetime
    zone: ZoneInfo  # of who asks


async def overview(
    work: UnitOfWork, system: Database, identity: Identity, number: int | None, now: datetime
) -> Overview:
    access.require(identity.standing, "see submissions")
    week = _week(identity, number, now)
    programme = await _read(system, identity, week, now)
    blockers = await _blockers(work, identity, programme)
    return Overview(
        week=week.number,
        first_day=week.first,
        last_day=week.last,
        members=sorted((_member(one, programme) for one in programme.members), key=_place),
        blockers=blockers,
        mentors=await _mentors(system, identity, programme),
    )


def _week(identity: Identity, number: int | None, now: datetime) -> Week:
    """Left out: the one of today, else the last that has begun."""
    if number is not None:
        return identity.week(number)
    today = now.astimezone(identity.zone).date()
    begun = [week for week in identity.own_programme.weeks if week.first <= today]
    if not begun:
        raise Conflict("no week of the programme has begun yet: name one with `week`")
    return identity.week_of(today) or begun[-1]


async def _read(system: Database, identity: Identity, week: Week, now: datetime) -> _Programme:
    standing, programme_id = identity.standing, identity.own_programme.id
    seen: dict[str, Any] = {
        "programme_id": programme_id,
        "people": [identity.person_id, *standing.followed],
    }
    members = [
        row
        for row in await system.all(list_submitters, **seen)
        if row.role == "member" and access.may(standing, "read worklog", of=row.person_id)
    ]
    mine = {row.person_id for row in members}
    answering = [
        pair for pair in await system.all(list_answering, programme_id=programme_id) if pair.member_id in mine
    ]
    everybody = mine | {pair.mentor_id for pair in answering}
    span = {"since": week.first, "until": week.last}
    return _Programme(
        programme_id=programme_id,
        week=week,
        members=members,
        reviews={(row.person_id, row.week): row for row in await system.all(list_submissions, **seen)},
        logged={(row.person_id, row.week): row.entries for row in await system.all(count_logged, **seen)},
        away=absences_by_person(await system.all(list_all_absences, **span)),
        answering=answering,
        names={row.id: row.name for row in await system.all(list_names, ids=list(everybody))},
        now=now,
        zone=identity.zone,
    )


def _member(row: SubmitterRow, of: _Programme) -> OverviewMember:
    person_id = row.person_id
    review = of.reviews.get((person_id, of.week.number))
    moment = ReviewMoment(row.review_weekday, row.review_at, ZoneInfo(row.zone))
    due_at = review_due_at(of.week, moment)
    absences = of.away.get((of.programme_id, person_id), ())
    away = is_away(of.week, absences, row.days_off, row.holidays)
    joined = row.joined_at.astimezone(moment.zone).date() <= of.week.last
    expected = (joined and not away) or of.logged.get((person_id, of.week.number), 0) > 0
    submitted_at = None if review is None else review.submitted_at
    waits = review is not None and review.state == "submitted"
    return OverviewMember(
        person=Author(id=person_id, name=row.name),
        state="none" if review is None else review.state,
        away=away,
        late=is_late(due_at, submitted_at, of.now, expected=expected),
        due_at=due_at,
        review_id=review.id if review is not None and review.state in SHOWN_REVIEWS else None,
        submitted_at=submitted_at,
        waiting_days=_days(submitted_at, of) if waits else None,
        mentors=[
            _author(one.mentor_id, of.names)
            for one in of.answering
            if one.member_id == person_id and one.stands_in_for is None
        ],
        substitutes=[
            _author(one.mentor_id, of.names)
            for one in of.answering
            if one.member_id == person_id and one.stands_in_for is not None
        ],
    )


def _place(one: OverviewMember) -> tuple[bool, bool, int, str, str]:
    """What asks for something first; who is away, and has no review, last."""
    return (
        one.away and one.state == "none",
        not one.late,
        _ORDER.index(one.state),
        one.person.name,
        str(one.person.id),
    )


async def _blockers(work: UnitOfWork, identity: Identity, of: _Programme) -> list[Blocker]:
    rows = await work.all(
        list_blocked,
        programme_id=identity.own_programme.id,
        people=[row.person_id for row in of.members],
        week=of.week.number,
        limit=MOST_BLOCKED,
    )
    groups = await asyncio.to_thread(group_blockers, rows)
    return [
        Blocker(
            text=one.text,
            people=[_author(person, of.names) for person in one.people],
            weeks=list(one.weeks),
            since=one.since,
            entries=list(one.entries),
        )
        for one in groups
    ]


async def _mentors(system: Database, identity: Identity, of: _Programme) -> list[MentorLoad]:
    """Of a mentor their own, and those they stand in for; of a lead everybody's."""
    zone = ZoneInfo(identity.own_programme.zone)
    answered = await system.all(
        count_answers,
        programme_id=identity.own_programme.id,
        people=[row.person_id for row in of.members],
        since=_start(of.week.first, zone),
        until=_start(of.week.last + timedelta(days=1), zone),
    )
    answers = {row.by: row.answers for row in answered}
    mentored: defaultdict[UUID, list[UUID]] = defaultdict(list)
    stand_ins: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for pair in of.answering:
        if pair.stands_in_for is None:
            mentored[pair.mentor_id].append(pair.member_id)
        else:
            stand_ins[pair.stands_in_for].add(pair.mentor_id)
    loads = [
        _load(mentor, members, stand_ins[mentor], answers.get(mentor, 0), of)
        for mentor, members in mentored.items()
        if identity.standing.role == "lead" or identity.person_id in {mentor, *stand_ins[mentor]}
    ]
    return sorted(loads, key=lambda one: (-one.waiting, one.mentor.name, str(one.mentor.id)))


def _load(
    mentor: UUID, members: Sequence[UUID], stand_ins: Collection[UUID], answered: int, of: _Programme
) -> MentorLoad:
    waiting = [
        row.submitted_at
        for (person, _), row in of.reviews.items()
        if person in members and row.state == "submitted"
    ]
    oldest = min((one for one in waiting if one is not None), default=None)
    return MentorLoad(
        mentor=_author(mentor, of.names),
        members=len(members),
        substitutes=[_author(one, of.names) for one in sorted(stand_ins, key=of.names.__getitem__)],
        waiting=len(waiting),
        oldest_days=_days(oldest, of),
        answered=answered,
    )


def _days(since: datetime | None, of: _Programme) -> int | None:
    """Nights, on the clock of who asks."""
    if since is None:
        return None
    return max(0, (of.now.astimezone(of.zone).date() - since.astimezone(of.zone).date()).days)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return local_instant(day, time(), zone).astimezone(UTC)


def _author(person_id: UUID, names: Names) -> Author:
    return Author(id=person_id, name=names.get(person_id, ""))
