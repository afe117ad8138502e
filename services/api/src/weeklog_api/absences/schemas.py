from datetime import date, datetime
from uuid import UUID

from pydantic import model_validator

from weeklog.vocabulary import AbsenceReason, DayPart
from weeklog_api.schemas import Day, Input, Output


class AbsenceNew(Input):
    first_day: Day
    last_day: Day | None = None  # left out = that one day
    part: DayPart = "day"  # of each of the days
    reason: AbsenceReason
    person_id: UUID | None = None  # for the lead; left out = yourself
    substitute_id: UUID | None = None  # of a mentor: who stands in for them on these days

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> "AbsenceNew":
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("last_day must not be before first_day: exchange the two")
        return self


class Absence(Output):
    id: UUID
    person_id: UUID
    first_day: date
    last_day: date
    part: DayPart
    reason: AbsenceReason
    created_by: UUID
    created_at: datetime
