from datetime import date, datetime
from uuid import UUID

from pydantic import model_validator

from weeklog_api.schemas import Day, Input, Output


class SubstituteNew(Input):
    substitute_id: UUID  # a mentor or lead of the programme
    first_day: Day  # on the mentor's clock
    last_day: Day | None = None  # left out = that one day
    mentor_id: UUID | None = None  # for the lead: whom they stand in for; left out = yourself

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> "SubstituteNew":
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("last_day must not be before first_day: exchange the two")
        return self


class Substitute(Output):
    """Who stands in for a mentor, on which days."""

    id: UUID
    mentor_id: UUID
    substitute_id: UUID
    first_day: date
    last_day: date
    absence_id: UUID | None  # of the mentor, that they were named with: it ends with it
    created_by: UUID
    created_at: datetime
