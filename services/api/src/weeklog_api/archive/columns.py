"""What the columns of an archive's rows may hold, by the type that their table declares. Pure.

Postgres takes days and numbers that nothing else can read: a day before our era, a moment of the year 290000, a
number from which none can be counted on. What is refused here is what the API could not answer.
"""

from datetime import UTC, datetime, time
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
)
from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, LargeBinary, Text, Time, Uuid
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from weeklog.archive.tables import KINDS, Kind
from weeklog.calendar import FIRST_DAY, LAST_DAY
from weeklog_api.schemas import LAST_WEEK, Day, Storable

GREATEST: Final = (
    1_000_000_000  # far from the end of what a column can hold: numbers are counted on from here
)


def _moment(moment: datetime) -> datetime:
    if not FIRST_DAY <= moment.astimezone(UTC).date() <= LAST_DAY:
        raise ValueError(f"must be between {FIRST_DAY} and {LAST_DAY}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_moment)]
Number = Annotated[int, Field(ge=0, le=GREATEST)]
Words = Annotated[str, Storable]
_Bytes = Annotated[str, StringConstraints(pattern=r"^\\x[0-9a-f]*$")]

# The narrower bounds of some columns, wherever they stand.
_BY_NAME: Final[dict[str, Any]] = {
    "position": Annotated[int, Field(ge=-GREATEST, le=GREATEST)],
    "hours": Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)],
    "version": Annotated[int, Field(ge=1, le=GREATEST)],
    "weeks_open": Annotated[int, Field(ge=1, le=LAST_WEEK)],
}
_BY_TYPE: Final[tuple[tuple[type[Any], Any], ...]] = (
    (Uuid, UUID),
    (Float, Annotated[float, Field(ge=0, le=GREATEST, allow_inf_nan=False)]),
    (JSONB, Any),
    (TIMESTAMP, Moment),
    (Date, Day),
    (Time, time),
    (Boolean, bool),
    (BigInteger, Number),
    (Integer, Number),
    (LargeBinary, _Bytes),
    (Text, Words),
)


def _columns_of(kind: Kind) -> type[BaseModel]:
    fields: dict[str, Any] = {name: (_held(kind.table.c[name]), ...) for name in kind.columns}
    return create_model(
        f"{kind.name.title()}Row",
        __config__=ConfigDict(extra="forbid", strict=True, protected_namespaces=()),
        **fields,
    )


def _held(column: Column[Any]) -> Any:
    held = _BY_NAME.get(column.name) or _of_type(column.type)
    return held | None if column.nullable else held


def _of_type(type_: Any) -> Any:
    if (item := getattr(type_, "item_type", None)) is not None:  # of an array
        return list[_of_type(item)]
    return next(held for kind, held in _BY_TYPE if isinstance(type_, kind))


COLUMNS: Final = {kind.name: _columns_of(kind) for kind in KINDS}
