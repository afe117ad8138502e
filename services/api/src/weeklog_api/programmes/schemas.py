from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from weeklog_api.schemas import Input, Output

MOST_WEEKS = 200


class ProgrammeWeek(Output):
    number: int
    first_day: date
    last_day: date


class ProgrammeState(Output):
    id: UUID
    name: str
    zone: str
    starts_on: date
    role: str  # of the person who asks
    weeks: list[ProgrammeWeek]


class WeekNew(Input):
    number: Annotated[int, Field(ge=0, le=999)]
    first_day: date
    last_day: date


class WeeksNew(Input):
    weeks: Annotated[list[WeekNew], Field(min_length=1, max_length=MOST_WEEKS)]
