from datetime import date, datetime
from uuid import UUID

from weeklog.events.catalogue import Author
from weeklog.vocabulary import SubmissionState
from weeklog_api.schemas import Output


class OverviewMember(Output):
    person: Author
    state: SubmissionState  # none = there is no review yet
    away: bool  # on every working day of the week: nothing is expected
    late: bool  # not submitted a day after its draft was due, or later than that
    due_at: datetime
    review_id: UUID | None  # once it can be read
    submitted_at: datetime | None
    waiting_days: int | None  # for how long it has been waiting for an answer
    mentors: list[Author]
    substitutes: list[Author]  # who stand in for one of these now


class Blocker(Output):
    """The same blocker, in however many weeks and entries."""

    text: str  # as it was said last; Markdown
    people: list[Author]
    weeks: list[int]
    since: date | None
    entries: list[UUID]


class MentorLoad(Output):
    mentor: Author
    members: int  # whom they mentor
    substitutes: list[Author]  # who stand in for them now
    waiting: int  # reviews of these, of any week, that wait for an answer
    oldest_days: int | None  # how long the oldest of them has been waiting
    answered: int  # reviews that they have approved or sent back in this week


class Overview(Output):
    """Where the reviews of a week stand, what asks for something first. Nobody is ranked."""

    week: int
    first_day: date
    last_day: date
    members: list[OverviewMember]
    blockers: list[Blocker]
    mentors: list[MentorLoad]
