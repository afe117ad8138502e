"""The JSON of figures."""

from typing import TypedDict


class Competency(TypedDict):
    name: str
    tags: list[str]


class StatusCounts(TypedDict):
    planned: int
    doing: int
    blocked: int
    done: int
    dropped: int


class ObjectiveCounts(TypedDict):
    open: int
    met: int
    missed: int
    carried: int


class ReviewTimes(TypedDict):
    state: str
    hours_to_submit: float | None
    hours_to_approve: float | None


class WeekCounts(TypedDict):
    number: int
    first_day: str
    last_day: str
    entries: int
    hours: float
    statuses: StatusCounts
    objectives: ObjectiveCounts
    review: ReviewTimes | None


class DayCounts(TypedDict):
    day: str
    entries: int
    hours: float


class OpenWork(TypedDict):
    entries: int
    oldest_days: int | None
    median_days: float | None
    blocked: int
    oldest_blocked_days: int | None


class TagCounts(TypedDict):
    tag: str
    entries: int
    hours: float


class CompetencyCounts(TypedDict):
    name: str
    tags_used: list[str]
    entries: int
    hours: float


class Times(TypedDict):
    count: int
    median_hours: float | None


class Worked(TypedDict):
    days: list[DayCounts]
    open: OpenWork
    tags: list[TagCounts]
    tag_count: int
    resource_count: int
    competencies: list[CompetencyCounts]


class WeekFigures(Worked):
    person_id: str
    week: WeekCounts
    answers: Times


class PersonFigures(Worked):
    person_id: str
    weeks: list[WeekCounts]
    statuses: StatusCounts
    objectives: ObjectiveCounts
    entries: int
    hours: float
    to_submit: Times
    to_approve: Times
    answers: Times
    answers_given: Times


class Named(TypedDict):
    id: str
    name: str


class MemberFigures(TypedDict):
    person: Named
    entries: int
    hours: float
    entries_by_week: list[int]
    statuses: StatusCounts
    objectives: ObjectiveCounts
    submitted: int
    approved: int
    open: OpenWork


class ProgrammeWeek(TypedDict):
    number: int
    people: int
    entries: int
    hours: float
    submitted: int
    approved: int


class Averages(TypedDict):
    entries_a_week: float | None
    hours_a_week: float | None
    done_share: float | None
    objectives_met_share: float | None
    median_hours_to_submit: float | None
    median_hours_to_approve: float | None
    median_hours_to_answer: float | None


class ProgrammeFigures(Worked):
    people: list[MemberFigures]
    weeks: list[ProgrammeWeek]
    averages: Averages
    withheld: str | None
