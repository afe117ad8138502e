from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from weeklog import access
from weeklog.absences.days import Absence, absences_by_person, is_away
from weeklog.absences.tables import list_all_absences
from weeklog.calendar import FIRST_DAY, LAST_DAY, ReviewMoment, Week, review_due_at
from weeklog.db.engine import Database
from weeklog.errors import Invalid
from weeklog.events.catalogue import Author
from weeklog.ids import PersonId
from weeklog.reviews.lateness import is_late
from weeklog.reviews.submissions import (
    SubmissionRow,
    SubmitterRow,
    count_logged,
    list_submissions,
    list_submitters,
)
from weeklog.vocabulary import SHOWN_REVIEWS
from weeklog_api.identity import Identity
from weeklog_api.submissions.schemas import MemberSubmissions, Submission, Submissions, SubmissionWeek


async def submissions(
    system: Database, identity: Identity, from_: date | None, to: date | None, now: datetime
) -> Submissions:
    """As the system sees it: that there are reviews and entries, and nothing of what they say."""
    standing = identity.standing
    access.require(standing, "see submissions")
    weeks = _weeks(identity, from_, to)
    seen = {"programme_id": identity.own_programme.id, "people": [identity.person_id, *standing.followed]}
    members = [
        row
        for row in await system.all(list_submitters, **seen)
        if access.may(standing, "read worklog", of=row.person_id)
    ]
    reviews = {(row.person_id, row.week): row for row in await system.all(list_submissions, **seen)}
    logged = {(row.person_id, row.week): row.entries for row in await system.all(count_logged, **seen)}
    away = absences_by_person(await system.all(list_all_absences, since=FIRST_DAY, until=LAST_DAY))
    return Submissions(
        weeks=[
            SubmissionWeek(number=week.number, first_day=week.first, last_day=week.last) for week in weeks
        ],
        items=[
            _member(
                member,
                weeks,
                reviews,
                logged,
                away.get((identity.own_programme.id, member.person_id), []),
                now,
            )
            for member in members
        ],
    )


def _weeks(identity: Identity, from_: date | None, to: date | None) -> list[Week]:
    if from_ is not None and to is not None and to < from_:
        raise Invalid.field("to", f"must not be before from, {from_}: exchange the two")
    return [
        week
        for week in identity.own_programme.weeks
        if (from_ is None or week.last >= from_) and (to is None or week.first <= to)
    ]


def _member(
    member: SubmitterRow,
    weeks: Sequence[Week],
    reviews: dict[tuple[PersonId, int], SubmissionRow],
    logged: dict[tuple[PersonId, int], int],
    absences: Sequence[Absence],
    now: datetime,
) -> MemberSubmissions:
    person_id = member.person_id
    moment = ReviewMoment(member.review_weekday, member.review_at, ZoneInfo(member.zone))
    joined: date = member.joined_at.astimezone(moment.zone).date()
    return MemberSubmissions(
        person=Author(id=person_id, name=member.name),
        weeks=[
            _submission(
                week,
                reviews.get((person_id, week.number)),
                logged.get((person_id, week.number), 0),
                review_due_at(week, moment),
                now,
                away=is_away(week, absences, member.days_off, member.holidays),
                joined=joined <= week.last,
            )
            for week in weeks
        ],
    )


def _submission(
    week: Week,
    review: SubmissionRow | None,
    entries: int,
    due_at: datetime,
    now: datetime,
    *,
    away: bool,
    joined: bool,
) -> Submission:
    state = "none" if review is None else review.state
    submitted_at: datetime | None = None if review is None else review.submitted_at
    return Submission(
        week=week.number,
        state=state,
        review_id=review.id if review is not None and state in SHOWN_REVIEWS else None,
        submitted_at=submitted_at,
        entries=entries,
        due_at=due_at,
        away=away,
        late=is_late(due_at, submitted_at, now, expected=(joined and not away) or entries > 0),
    )
