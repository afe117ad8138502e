"""What all features' wire models share."""

from collections.abc import Mapping, Sized
from datetime import date, time
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, TypeVar, cast
from zoneinfo import ZoneInfo, available_timezones

from annotated_types import MaxLen
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo

from weeklog.calendar import FIRST_DAY, LAST_DAY
from weeklog.language.characters import composed, is_blank, is_tag, tag_key, unstorable

T = TypeVar("T")
MOST_TEXT = 16_384  # characters
MOST_QUESTION = 4000  # characters
MOST_EVENTS = (
    20  # of one request: beyond it one "fetch the week again" is cheaper for everybody than an event a row
)
MOST_VALUES = 1000  # of a list whose field says no other number
MOST_UNKNOWN = 20  # fields beyond the known ones, each of which is told by its name
LAST_WEEK = 999  # the greatest number that a week may have


class Typed(BaseModel):
    """Text that comes in, in every field and at once: composed (NFC), and nothing that cannot be stored. Only what is
    compared byte by byte, a password, comes as it was sent: such fields are named in `as_sent`.

    A list that is too long is refused before anything in it is read: 80,000 faults take a second to be told."""

    as_sent: ClassVar[frozenset[str]] = frozenset()
    _most: ClassVar[Mapping[str, int]] = {}  # values of a field

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls._most = {name: most for name, field in cls.model_fields.items() if (most := _most_of(field))}

    @field_validator("*", mode="before")
    @classmethod
    def compose_text(cls, sent: object, info: ValidationInfo) -> object:
        most = cls._most.get(info.field_name or "", MOST_VALUES)
        if (size := _size(sent)) > most:
            raise ValueError(f"holds {size} values: send at most {most} at once")
        return sent if info.field_name in cls.as_sent else _composed(sent)


class Input(Typed):
    """What a caller sends: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def has_few_fields(cls, sent: object) -> object:
        if (size := _size(sent)) > len(cls.model_fields) + MOST_UNKNOWN:
            raise ValueError(f"holds {size} fields, most of them not known here: leave those out")
        return sent


def _most_of(field: FieldInfo) -> int | None:
    return next((one.max_length for one in field.metadata if isinstance(one, MaxLen)), None)


def _size(sent: object) -> int:
    """How many values a list or an object holds; 0 of anything else."""
    return len(cast("Sized", sent)) if isinstance(sent, list | dict) else 0


def _not_before_from(to: date | None, info: ValidationInfo) -> date | None:
    """Of a span that ends before it begins the answer would be empty, and nobody would see why."""
    if (since := info.data.get("from_")) and to and to < since:
        raise ValueError(f"must not be before from, {since}: exchange the two")
    return to


LastDay = Annotated[date | None, AfterValidator(_not_before_from)]
"""The `to` of a span whose `from_` stands before it."""


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


def _composed(sent: object) -> object:
    if isinstance(sent, str):
        return composed(_storable(sent))
    return [_composed(one) for one in cast("list[object]", sent)] if isinstance(sent, list) else sent


def _storable(text: str) -> str:
    if fault := unstorable(text):
        raise ValueError(fault)
    return text


def _not_blank(text: str) -> str:
    if is_blank(text):
        raise ValueError("must not be empty: write at least one character")
    return text


def _is_question(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty: ask something")
    return text


def _tag(text: str) -> str:
    tag = tag_key(text)
    if not is_tag(tag):
        raise ValueError("must be 1 to 40 letters, digits, _ or -, without spaces")
    return tag


def _on_the_clock(at: time) -> time:
    if at.tzinfo is not None:
        raise ValueError("is a time on everybody's own clock: leave out the offset, as in 17:00")
    return at.replace(second=0, microsecond=0)


# As on a clock on the wall: what is called `time` in a description has an offset.
_OnTheWall = WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"})
WallTime = Annotated[time, _OnTheWall]
ClockTime = Annotated[time, AfterValidator(_on_the_clock), _OnTheWall]
Weekday = Annotated[int, Field(ge=0, le=6, description="0 = Monday … 6 = Sunday")]
Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), AfterValidator(_not_blank)]
LongText = Annotated[str, StringConstraints(max_length=MOST_TEXT), AfterValidator(_not_blank)]
Storable = AfterValidator(_storable)
QuestionText = Annotated[
    str, StringConstraints(max_length=MOST_QUESTION), Storable, AfterValidator(_is_question)
]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
WeekNumber = Annotated[int, Field(ge=0, le=LAST_WEEK)]
Zone = Annotated[str, AfterValidator(_zone)]
Tag = Annotated[str, AfterValidator(_tag)]
