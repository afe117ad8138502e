from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from weeklog.events.catalogue import EntryState
from weeklog_api.schemas import Input, LongText, Output

MOST_LINES = 100


class ReviewOfWeek(Output):
    id: UUID
    state: str
    version: int


class WeekSummary(Output):
    number: int
    first_day: date
    last_day: date
    entries: int  # how many
    objectives: int
    review: ReviewOfWeek | None
    current: bool


class Objective(Output):
    id: UUID
    text: str
    done: bool | None


class Achievement(Output):
    id: UUID
    text: str
    evidence: list[UUID]  # the entries that prove it


class PageOfWeek(Output):
    path: str
    language: str
    updated_at: datetime


class WeekState(Output):
    number: int
    first_day: date
    last_day: date
    objectives: list[Objective]
    entries: list[EntryState]
    achievements: list[Achievement]
    review: ReviewOfWeek | None
    pages: list[PageOfWeek]


class ObjectiveNew(Input):
    text: LongText
    done: bool | None = None


class AchievementNew(Input):
    text: LongText
    evidence: Annotated[tuple[UUID, ...], Field(max_length=100)] = ()


class ObjectivesNew(Input):
    items: Annotated[list[ObjectiveNew], Field(max_length=MOST_LINES)]


class AchievementsNew(Input):
    items: Annotated[list[AchievementNew], Field(max_length=MOST_LINES)]
