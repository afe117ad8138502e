from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from weeklog.events.catalogue import EntryState
from weeklog.vocabulary import ChosenObjectiveState, Language, ObjectiveState
from weeklog_api.schemas import Input, LongText, Output, WeekNumber

MOST_LINES = 100
MOST_CARRIED = 200
Evidence = Annotated[tuple[UUID, ...], Field(max_length=100)]


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
    state: ObjectiveState
    done: bool | None  # its ticked box: true = met; none = its author uses no boxes
    evidence: list[UUID]  # the entries that show it
    carried_from: UUID | None  # the objective of an earlier week that it goes on with
    weeks_open: int  # 3 = it stands in its third week


class Achievement(Output):
    id: UUID
    text: str
    evidence: list[UUID]  # the entries that prove it


class PageOfWeek(Output):
    path: str
    language: Language
    updated_at: datetime


class WeekState(Output):
    number: int
    first_day: date
    last_day: date
    objectives: list[Objective]
    objectives_version: str  # for If-Match of a change of the list, or of one of its objectives
    entries: list[EntryState]
    achievements: list[Achievement]
    achievements_version: str
    review: ReviewOfWeek | None
    pages: list[PageOfWeek]


class ObjectiveNew(Input):
    """What is left out stays as it is, when it is one that the week has: by its `id`, else by its words."""

    id: UUID | None = None
    text: LongText
    state: ObjectiveState | None = None
    done: bool | None = None
    evidence: Evidence | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> "ObjectiveNew":
        if self.state is not None and self.done is not None and self.done != (self.state == "met"):
            raise ValueError(f"says state {self.state!r} and done {self.done}: send one of the two")
        return self


class ObjectivePatch(Input):
    """Only what is sent is changed."""

    text: LongText | None = None
    state: ChosenObjectiveState | None = None
    evidence: Evidence | None = None


class AchievementNew(Input):
    """`evidence` left out stays as it is, when it is one that the week has: by its `id`, else by its words."""

    id: UUID | None = None
    text: LongText
    evidence: Evidence | None = None


class ObjectivesNew(Input):
    items: Annotated[list[ObjectiveNew], Field(max_length=MOST_LINES)]


class AchievementsNew(Input):
    items: Annotated[list[AchievementNew], Field(max_length=MOST_LINES)]


class CarryOver(Input):
    """Left empty: all that is open in the last week before this one in which something was logged; with `to_day`
    all that was open on the last day before it on which something was. Else what is named: `entries`, a week, or
    all weeks before."""

    entries: Annotated[list[UUID] | None, Field(min_length=1, max_length=MOST_CARRIED)] = None
    to_day: date | None = None  # a day of this week
    from_week: Annotated[WeekNumber | None, Field(description="all that is open in this week before")] = None
    all: Annotated[bool, Field(description="all that is open in any week before")] = False
    dry_run: bool = False

    @model_validator(mode="after")
    def names_one_thing(self) -> "CarryOver":
        if (self.entries is not None) + (self.from_week is not None) + self.all > 1:
            raise ValueError("names what to carry more than once: send one of entries, from_week and all")
        if self.to_day is not None and (self.from_week is not None or self.all):
            raise ValueError("to_day goes on within the week: send it without from_week and all")
        return self


class CarriedEntry(Output):
    source: EntryState
    entry: EntryState  # that goes on with it


class OpenOfWeek(Output):
    week: int
    entries: int  # how many


class CarriedOver(Output):
    dry_run: bool
    week: int
    from_week: int | None  # none = nothing was logged before, or entries were named, or all
    from_day: date | None
    day: date  # on which they go on
    items: list[CarriedEntry]
    still_open: list[OpenOfWeek]  # what is unfinished before and was not carried by this


class CopyOfWeek(Input):
    from_: Annotated[WeekNumber, Field(alias="from", description="the week to copy")]
    dry_run: bool = False


class WeekCopied(Output):
    dry_run: bool
    week: int
    from_week: int
    items: list[EntryState]
    skipped: int  # that stood in the week already, with the same words on the same day


class CarryObjectives(Input):
    """Without `objectives`: all that were not met in the last week before this one that had objectives."""

    objectives: Annotated[list[UUID] | None, Field(min_length=1, max_length=MOST_LINES)] = None
    dry_run: bool = False


class ObjectivesCarried(Output):
    dry_run: bool
    week: int
    from_week: int | None
    items: list[Objective]
