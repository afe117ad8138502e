from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from weeklog.vocabulary import ReviewPlacement, Role
from weeklog_api.schemas import (
    ClockTime,
    Day,
    Input,
    Items,
    Line,
    Output,
    WallTime,
    Weekday,
    WeekNumber,
    Zone,
)

MOST_WEEKS = 200
MOST_HOLIDAYS = 400
FRIDAY = 4


def _in_order(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


def _weekdays(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(days)))


Holidays = Annotated[tuple[Day, ...], Field(max_length=MOST_HOLIDAYS), AfterValidator(_in_order)]
DaysOff = Annotated[
    tuple[Weekday, ...],
    Field(max_length=7, description="weekdays without work"),
    AfterValidator(_weekdays),
]

EscalateAfter = Annotated[
    int,
    Field(
        ge=0,
        le=30,
        description="working days until mentors, then substitutes, then leads hear of it; 0 = never",
    ),
]


class ProgrammeWeek(Output):
    number: int
    first_day: date
    last_day: date


class ProgrammeState(Output):
    id: UUID
    name: str
    zone: str
    starts_on: date
    role: Role  # of the person who asks
    weeks: list[ProgrammeWeek]
    holidays: list[date]
    days_off: list[int]
    review_weekday: int
    review_at: WallTime  # on the clocks of each person's own zone
    quiet_from: WallTime  # no reminders from here, on the same clocks
    quiet_until: WallTime
    escalate_after_days: (
        int  # working days until the next one hears of a review that does not go on; 0 = never
    )
    review_placement: ReviewPlacement  # of approved reviews among exported pages
    drafts_by_model: bool  # a language model words lines of reviews, where their owner lets it
    archived_at: datetime | None


class ProgrammeOfMine(Output):
    id: UUID
    name: str
    zone: str
    starts_on: date
    role: Role
    joined_at: datetime
    left_at: datetime | None  # since then you read what you wrote there, and no more
    archived_at: datetime | None
    active: bool  # the one you work in now


ProgrammesOfMine = Items[ProgrammeOfMine]


class WeekNew(Input):
    number: WeekNumber
    first_day: Day
    last_day: Day


class WeeksNew(Input):
    weeks: Annotated[list[WeekNew], Field(min_length=1, max_length=MOST_WEEKS)]


class ProgrammeNew(Input):
    """`weeks` are generated, seven days each from `starts_on`, whatever weekday that is; or `calendar` gives them
    one by one."""

    name: Line
    zone: Zone
    starts_on: Day | None = None
    weeks: Annotated[int, Field(ge=1, le=MOST_WEEKS)] | None = None
    calendar: Annotated[tuple[WeekNew, ...], Field(min_length=1, max_length=MOST_WEEKS)] | None = None
    review_weekday: Weekday = FRIDAY
    review_at: ClockTime = time(17)
    holidays: Holidays = ()
    days_off: DaysOff = (5, 6)
    quiet_from: ClockTime = time(20)
    quiet_until: ClockTime = time(8)
    escalate_after_days: EscalateAfter = 2
    drafts_by_model: bool = False
    review_placement: ReviewPlacement = "file"

    @model_validator(mode="after")
    def says_its_weeks_once(self) -> "ProgrammeNew":
        if (self.weeks is None) == (self.calendar is None):
            raise ValueError("send either weeks, a number, with starts_on, or calendar, a list of weeks")
        if self.weeks is not None and self.starts_on is None:
            raise ValueError("send starts_on too: the first day of the first week")
        return self


class ProgrammePatch(Input):
    """Only what is sent is changed. Weeks are changed with PUT /v1/programme/weeks."""

    name: Line | None = None
    zone: Zone | None = None
    review_weekday: Weekday | None = None
    review_at: ClockTime | None = None
    holidays: Holidays | None = None
    days_off: DaysOff | None = None
    quiet_from: ClockTime | None = None
    quiet_until: ClockTime | None = None
    escalate_after_days: EscalateAfter | None = None
    drafts_by_model: bool | None = None
    review_placement: ReviewPlacement | None = None

    @model_validator(mode="after")
    def no_nulls(self) -> "ProgrammePatch":
        if nulls := sorted(name for name in self.model_fields_set if getattr(self, name) is None):
            raise ValueError(f"{', '.join(nulls)} must not be null: leave out what should stay")
        return self


class ProgrammeNamed(Input):
    id: UUID
