from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from weeklog.vocabulary import JobState, QuestionOutcome
from weeklog_api.schemas import ClockTime, Input, Output, QuestionText, WallTime, Weekday

MOST_QUESTIONS = 20  # of a person


def _in_order(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(days)))


Weekdays = Annotated[
    tuple[Weekday, ...],
    Field(min_length=1, max_length=7, description="on which it is asked"),
    AfterValidator(_in_order),
]
Text = Annotated[QuestionText, Field(description="as you would ask the assistant")]


class ScheduledQuestionNew(Input):
    text: Text
    weekdays: Weekdays
    at: ClockTime  # on your own clock
    by_mail: bool = False


class ScheduledQuestionPatch(Input):
    text: Text | None = None
    weekdays: Weekdays | None = None
    at: ClockTime | None = None
    by_mail: bool | None = None
    paused: bool | None = None


class ScheduledQuestion(Output):
    id: UUID
    text: str
    weekdays: list[int]  # 0 = Monday … 6 = Sunday
    at: WallTime  # on your own clock
    by_mail: bool
    paused: bool
    conversation_id: (
        UUID | None
    )  # into which it is answered; none = it was not asked yet, or the conversation was deleted
    next_at: datetime | None  # none while it is paused
    created_at: datetime


class QuestionRun(Output):
    """What became of one time. `state` and `error` are the reply's."""

    id: UUID
    day: date  # on your own clock
    outcome: QuestionOutcome
    due_at: datetime
    at: datetime
    reply_id: UUID | None
    conversation_id: UUID | None
    state: JobState | None
    error: str | None


class RunFilters(Input):
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
