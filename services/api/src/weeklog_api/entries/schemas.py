import re
from datetime import date, datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, JsonValue, StringConstraints, model_validator

from weeklog.events.catalogue import EntryState, Resource
from weeklog.vocabulary import ChangeKind, Status
from weeklog_api.schemas import Input, Items, LastDay, LongText, Output, Storable, Tag, WeekNumber

MOST_IN_BULK = 500
EntryList = Items[EntryState]


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    reachable = parts.netloc if parts.scheme in ("http", "https") else parts.scheme == "mailto" and parts.path
    if not reachable or re.search(r"[\s\x00-\x1f]", url):
        raise ValueError("must be an address that starts with http://, https:// or mailto:")
    return url


Tags = Annotated[
    tuple[Tag, ...], Field(max_length=20), AfterValidator(lambda tags: tuple(dict.fromkeys(tags)))
]
Url = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True), AfterValidator(_address)]
Day = Annotated[str, StringConstraints(max_length=40), Storable]


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("must be a number of hours, like 2 or 1.5")  # noqa: TRY004 - pydantic tells no TypeError
    return value


Hours = Annotated[
    float,
    Field(gt=0, le=1000, allow_inf_nan=False, description="hours worked on it"),
    BeforeValidator(_number),
]


class ResourceNew(Input):
    title: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True), Storable] = ""
    url: Url | None = None

    @model_validator(mode="after")
    def has_something(self) -> "ResourceNew":
        if not self.title and self.url is None:
            raise ValueError("must have a title, a url, or both")
        return self

    @property
    def shown_title(self) -> str:
        """An address alone is its own title."""
        return self.title or (self.url or "")[:500]


Resources = Annotated[tuple[ResourceNew, ...], Field(max_length=30)]


class EntryNew(Input):
    """Either `text`, taken word for word, or `quick`, of which the ends are understood (`weeklog.quick_add`)."""

    text: LongText | None = None
    quick: Annotated[
        LongText | None,
        Field(
            description="`Thu fixed the build #infra https://…`: day, tags, links and status are understood"
        ),
    ] = None
    start_on: date | None = None  # none = today, in the person's zone
    end_on: date | None = None  # none = the start day
    day: Day = ""
    resources: Resources = ()
    status: Status | None = None  # none = done
    tags: Tags = ()
    hours: Hours | None = None
    blocked_since: date | None = None  # with `blocked`; none = the start day


class EntryPatch(Input):
    """Only what is sent is changed; a new start day in another week moves the entry there."""

    text: LongText | None = None
    start_on: date | None = None
    end_on: date | None = None
    day: Day | None = None
    resources: Resources | None = None
    status: Status | None = None
    tags: Tags | None = None
    hours: Annotated[Hours | None, Field(description="null = not counted")] = None
    blocked_since: Annotated[
        date | None, Field(description="of a blocked entry; left out = today, when it becomes blocked")
    ] = None

    @model_validator(mode="after")
    def no_nulls(self) -> "EntryPatch":
        needed = self.model_fields_set - {"hours"}
        if nulls := sorted(name for name in needed if getattr(self, name) is None):
            raise ValueError(f"{', '.join(nulls)} must not be null: leave out what should stay")
        return self


class EntriesNew(Input):
    items: Annotated[list[EntryNew], Field(min_length=1, max_length=MOST_IN_BULK)]


class EntriesMade(Items[EntryState]):
    """In the order in which they were sent."""


class QuickLine(Input):
    quick: LongText


class Understood(Output):
    words: str
    meaning: Literal["status", "day", "tag", "link", "hours"]
    value: str  # a status, an ISO day (two with `/` between), a tag, an address, hours


class QuickPreview(Output):
    """What `POST /v1/entries` would make of the line."""

    text: str
    start_on: date
    end_on: date
    week: int
    status: Status
    tags: list[str]
    resources: list[Resource]
    hours: float | None
    blocked_since: date | None
    understood: list[Understood]


class EntryUnderstood(EntryState):
    """An entry that was logged with `quick`, and what was understood of the line."""

    understood: tuple[Understood, ...]


class Move(Input):
    """Behind which entry of its week; none = before all others of its day."""

    after: UUID | None
    start_on: date | None = None  # on another day, perhaps of another week; it lasts as long as before


class DeletedEntry(Output):
    deleted_at: datetime
    restorable_until: datetime
    entry: EntryState  # as it was


class FieldChange(Output):
    before: JsonValue
    after: JsonValue


class EntryChange(Output):
    version: int  # that came of it
    at: datetime
    by: UUID | None
    change: ChangeKind
    fields: dict[str, FieldChange]


class EntryFilters(Input):
    id: Annotated[
        str | None,
        Field(pattern=r"^[0-9a-fA-F-]{4,36}$", description="the beginning of an id, four characters or more"),
    ] = None
    from_: Annotated[
        date | None, Field(alias="from", description="entries that end on this day or later")
    ] = None
    to: Annotated[LastDay, Field(description="entries that start on this day or earlier")] = None
    week: WeekNumber | None = None
    status: Status | None = None
    open: Annotated[
        bool | None, Field(description="true = planned, doing or blocked, and not carried on since")
    ] = None
    tag: Tag | None = None
    q: Annotated[str | None, StringConstraints(max_length=200), Storable] = None
    person: Annotated[UUID | None, Field(description="somebody you mentor or lead; left out = yourself")] = (
        None
    )
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
