import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from weeklog.events.catalogue import EntryState
from weeklog_api.schemas import Input, Items, LongText, Storable

MOST_IN_BULK = 500
Status = Literal["planned", "doing", "done", "dropped"]
EntryList = Items[EntryState]


def _tag(text: str) -> str:
    tag = text.strip().lower()
    if not re.fullmatch(r"[\w-]{1,40}", tag):
        raise ValueError("must be 1 to 40 letters, digits, _ or -, without spaces")
    return tag


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    reachable = parts.netloc if parts.scheme in ("http", "https") else parts.scheme == "mailto" and parts.path
    if not reachable or re.search(r"[\s\x00-\x1f]", url):
        raise ValueError("must be an address that starts with http://, https:// or mailto:")
    return url


Tag = Annotated[str, AfterValidator(_tag)]
Tags = Annotated[
    tuple[Tag, ...], Field(max_length=20), AfterValidator(lambda tags: tuple(dict.fromkeys(tags)))
]
Url = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True), AfterValidator(_address)]
Day = Annotated[str, StringConstraints(max_length=40), Storable]


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
    text: LongText
    start_on: date | None = None  # none = today, in the person's zone
    end_on: date | None = None  # none = the start day
    day: Day = ""
    resources: Resources = ()
    status: Status = "done"
    tags: Tags = ()


class EntryPatch(Input):
    """Only what is sent is changed; a new start day in another week moves the entry there."""

    text: LongText | None = None
    start_on: date | None = None
    end_on: date | None = None
    day: Day | None = None
    resources: Resources | None = None
    status: Status | None = None
    tags: Tags | None = None

    @model_validator(mode="after")
    def no_nulls(self) -> "EntryPatch":
        if nulls := sorted(name for name in self.model_fields_set if getattr(self, name) is None):
            raise ValueError(f"{', '.join(nulls)} must not be null: leave out what should stay")
        return self


class EntriesNew(Input):
    items: Annotated[list[EntryNew], Field(min_length=1, max_length=MOST_IN_BULK)]


class EntriesMade(Items[EntryState]):
    """In the order in which they were sent."""


class EntryFilters(Input):
    from_: Annotated[
        date | None, Field(alias="from", description="entries that end on this day or later")
    ] = None
    to: Annotated[date | None, Field(description="entries that start on this day or earlier")] = None
    week: Annotated[int | None, Field(ge=0)] = None
    status: Status | None = None
    tag: Tag | None = None
    q: Annotated[str | None, StringConstraints(max_length=200), Storable] = None
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
