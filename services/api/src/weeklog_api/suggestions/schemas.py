from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from weeklog.calendar import FIRST_DAY, LAST_DAY
from weeklog.events.catalogue import Resource
from weeklog.vocabulary import Status, SuggestionSource, SuggestionState
from weeklog_api.entries.schemas import Hours, Tags, Url
from weeklog_api.schemas import Day, Input, Items, Line, LongText, Output

MOST_ITEMS = 500
MOST_WORDS = 4000  # characters of an item


class SuggestedItem(Input):
    key: Annotated[
        Line, Field(description="names the item at its source: whatever has this key is suggested once")
    ]
    text: Annotated[LongText, Field(max_length=MOST_WORDS)]
    start_on: Day
    end_on: Annotated[Day | None, Field(description="left out = the start day")] = None
    topic: Annotated[
        Line | None,
        Field(description="items of one topic and day are one suggestion; left out = it stands alone"),
    ] = None
    url: Url | None = None
    status: Status = "done"
    hours: Hours | None = None

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> "SuggestedItem":
        if self.end_on is not None and self.end_on < self.start_on:
            raise ValueError("end_on must not be before start_on: exchange the two")
        return self


class SuggestionsNew(Input):
    source: Literal["git", "calendar", "agent"]
    items: Annotated[list[SuggestedItem], Field(min_length=1, max_length=MOST_ITEMS)]


class Suggestion(Output):
    """An entry that a program suggests. Nothing is logged before it is accepted."""

    id: UUID
    source: SuggestionSource
    text: str
    start_on: date
    end_on: date
    resources: list[Resource]
    status: Status
    hours: float | None
    state: SuggestionState
    entry_id: UUID | None  # that accepting it logged
    created_at: datetime
    decided_at: datetime | None


SuggestionList = Items[Suggestion]


class SuggestionsMade(Items[Suggestion]):
    """Those that are new, or hold more than before."""

    known: int  # items that were suggested before
    outside: int  # items that lie in no week of the programme
    left_out: int  # items for which there is no room before some suggestions are decided


class SuggestionFilters(Input):
    state: SuggestionState = "open"
    from_: Annotated[Day, Field(alias="from", description="suggestions that end on this day or later")] = (
        FIRST_DAY
    )
    to: Annotated[Day, Field(description="suggestions that start on this day or earlier")] = LAST_DAY
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100


class CalendarDays(Input):
    from_: Annotated[
        Day | None, Field(alias="from", description="left out = the first day of the current week")
    ] = None
    to: Annotated[Day | None, Field(description="left out = six days after `from`")] = None


class SuggestionEdit(Input):
    """What to log instead, field by field; left out = as suggested."""

    text: LongText | None = None
    start_on: Day | None = None
    end_on: Day | None = None
    status: Status | None = None
    tags: Tags = ()
    hours: Hours | None = None
