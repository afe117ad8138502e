from datetime import date, datetime
from uuid import UUID

from weeklog.events.catalogue import Author
from weeklog.vocabulary import SubmissionState
from weeklog_api.schemas import Output


class SubmissionWeek(Output):
    number: int
    first_day: date
    last_day: date


class Submission(Output):
    week: int
    state: SubmissionState  # none = there is no review yet
    review_id: UUID | None  # once it can be read
    submitted_at: datetime | None
    entries: int  # how many
    due_at: datetime  # when its draft is made, in the member's zone
    away: bool  # on every working day of the week: nothing is expected
    late: bool  # not submitted a day after that, or later than that


class MemberSubmissions(Output):
    person: Author
    weeks: list[Submission]


class Submissions(Output):
    weeks: list[SubmissionWeek]
    items: list[MemberSubmissions]
