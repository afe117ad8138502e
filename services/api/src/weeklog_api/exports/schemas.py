from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from weeklog_api.exports.columns import COLUMNS, USUAL
from weeklog_api.schemas import Input, LastDay

Format = Literal["csv", "xlsx", "json", "md"]


def _known(text: str) -> str:
    named = [name.strip() for name in text.split(",")]
    if unknown := [name for name in named if name not in COLUMNS]:
        raise ValueError(f"has no column {unknown[0][:40]!r}: choose of {', '.join(COLUMNS)}")
    if len(set(named)) < len(named):
        raise ValueError("names a column twice: name each once, in the order that you want")
    return ",".join(named)


class ExportWanted(Input):
    from_: Annotated[
        date | None, Field(alias="from", description="entries that end on this day or later")
    ] = None
    to: Annotated[LastDay, Field(description="entries that start on this day or earlier")] = None
    week: Annotated[int | None, Field(ge=0, le=999)] = None
    format: Format = "csv"
    columns: Annotated[
        str | None,
        StringConstraints(max_length=400),
        Field(description=f"comma-separated, in the order wanted: any of {', '.join(COLUMNS)}"),
        AfterValidator(lambda text: text and _known(text)),
    ] = None
    person: Annotated[UUID | None, Field(description="somebody you mentor or lead; left out = yourself")] = (
        None
    )
    everyone: Annotated[bool, Field(description="of everybody in the programme: for its lead")] = False

    @model_validator(mode="after")
    def for_one_or_for_everyone(self) -> "ExportWanted":
        if self.everyone and self.person:
            raise ValueError("`everyone` and `person` exclude each other: send one of them")
        return self

    @property
    def wanted_columns(self) -> tuple[str, ...]:
        if self.columns:
            return tuple(self.columns.split(","))
        return ("person", *USUAL) if self.everyone or self.person else USUAL
