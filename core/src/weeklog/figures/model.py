"""Figures as the API answers them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from weeklog.events.catalogue import Author
from weeklog.vocabulary import ReviewState


class Figure(BaseModel):
    model_config = ConfigDict(frozen=True)


class StatusCounts(Figure):
    """Entries by status. What was meant to be done is all of them but the dropped ones."""

    planned: int = 0
    doing: int = 0
    blocked: int = 0
    done: int = 0
    dropped: int = 0


class ObjectiveCounts(Figure):
    open: int = 0
    met: int = 0
    missed: int = 0
    carried: int = 0


class ReviewTimes(Figure):
    state: ReviewState
    drafted_at: datetime | None
    submitted_at: datetime | None
    approved_at: datetime | None
    hours_to_submit: float | None  # from the draft on
    hours_to_approve: float | None  # from the submission on


class WeekCounts(Figure):
    number: int
    first_day: date
    last_day: date
    entries: int
    hours: float  # that were noted with entries
    statuses: StatusCounts
    objectives: ObjectiveCounts
    review: ReviewTimes | None  # none: there is none, or its owner has not submitted it


class DayCounts(Figure):
    """An entry of several days counts on each of them; its hours are spread evenly."""

    day: date
    entries: int
    hours: float


class OpenWork(Figure):
    """Unfinished entries that were not carried on, and for how many days they are open."""

    entries: int = 0
    oldest_days: int | None = None  # since the first entry that it goes on with began
    median_days: float | None = None
    blocked: int = 0
    oldest_blocked_days: int | None = None


class TagCounts(Figure):
    tag: str
    entries: int
    hours: float
    people: int


class ResourceCounts(Figure):
    title: str
    url: str | None
    entries: int
    people: int


class CompetencyCounts(Figure):
    """A competency is shown by the entries that have one of its tags."""

    name: str
    tags: list[str]
    tags_used: list[str]
    entries: int
    hours: float
    people: int


class Times(Figure):
    """Of several reviews."""

    count: int = 0
    median_hours: float | None = None


class Worked(Figure):
    """What all figures tell of the work they are about."""

    days: list[DayCounts]
    open: OpenWork
    tags: list[TagCounts]  # those of the most entries, at most 200
    tag_count: int
    resources: list[ResourceCounts]
    resource_count: int
    competencies: list[CompetencyCounts]


class WeekFigures(Worked):
    person_id: UUID
    week: WeekCounts
    answers: Times  # to the person's review: approved or sent back


class PersonFigures(Worked):
    person_id: UUID
    weeks: list[WeekCounts]
    statuses: StatusCounts
    objectives: ObjectiveCounts
    entries: int
    hours: float
    to_submit: Times  # from draft to submission
    to_approve: Times  # from submission to approval
    answers: Times  # to the person's reviews: approved or sent back
    answers_given: Times  # to reviews of others


class MemberFigures(Figure):
    person: Author
    entries: int
    hours: float
    entries_by_week: list[int]
    statuses: StatusCounts
    objectives: ObjectiveCounts
    submitted: int  # reviews
    approved: int
    open: OpenWork


class ProgrammeWeekCounts(Figure):
    number: int
    first_day: date
    last_day: date
    people: int  # who logged something
    entries: int
    hours: float
    statuses: StatusCounts
    objectives: ObjectiveCounts
    submitted: int
    approved: int


class Averages(Figure):
    """Each is none when fewer than five people have part in it."""

    entries_a_week: float | None  # of a person, in weeks in which they logged something
    hours_a_week: float | None
    done_share: float | None  # of what was meant to be done, 0 to 1
    objectives_met_share: float | None  # of those met or missed
    median_hours_to_submit: float | None
    median_hours_to_approve: float | None
    median_hours_to_answer: float | None


class ProgrammeFigures(Worked):
    people: list[MemberFigures]  # by name: figures order nobody
    weeks: list[ProgrammeWeekCounts]
    averages: Averages
    withheld: str | None  # why an average is none
