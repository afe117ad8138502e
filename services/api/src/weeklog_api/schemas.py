"""What all features' wire models share."""

from datetime import date
from functools import cache
from typing import Annotated, Generic, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from weeklog.calendar import FIRST_DAY, LAST_DAY

T = TypeVar("T")
MOST_TEXT = 16_384  # characters
MOST_EVENTS = (
    20  # of one request: beyond it one "fetch the week again" is cheaper for everybody than an event a row
)
LAST_WEEK = 999  # the greatest number that a week may have


class Input(BaseModel):
    """What a caller sends: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Output(BaseModel):
    model_config = ConfigDict(frozen=True)


class Items(Output, Generic[T]):
    items: list[T]
    next_cursor: str | None = None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("must be an IANA time zone such as Asia/Ho_Chi_Minh or Europe/Berlin")
    return ZoneInfo(name).key


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("holds a NUL character, which cannot be stored: remove it")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty: write at least one character")
    return _storable(text)


Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), AfterValidator(_not_blank)]
LongText = Annotated[str, StringConstraints(max_length=MOST_TEXT), AfterValidator(_not_blank)]
Storable = AfterValidator(_storable)
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
WeekNumber = Annotated[int, Field(ge=0, le=LAST_WEEK)]
Zone = Annotated[str, AfterValidator(_zone)]
