from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field

from weeklog_api.schemas import Input, Output

MOST_IN_DAY = 2_000_000_000
MOST_IN_MONTH = 1_000_000_000_000


class Span(Input):
    from_: Annotated[date | None, Field(alias="from", description="left out: the first of this month")] = None
    to: Annotated[date | None, Field(description="left out: today")] = None


class Used(Output):
    model: str
    replies: int
    input_tokens: int
    output_tokens: int
    cost: Decimal | None  # US dollars at the provider's list price; none where no price is known


class UsedOnDay(Used):
    day: date


class UsedByPerson(Used):
    person_id: UUID
    name: str


class Limits(Input):
    """Tokens, in and out together; none = no limit."""

    tokens_per_person_day: Annotated[int | None, Field(ge=0, le=MOST_IN_DAY)] = None
    tokens_per_month: Annotated[
        int | None, Field(ge=0, le=MOST_IN_MONTH, description="of the whole programme")
    ] = None


class Usage(Output):
    items: list[UsedOnDay]
    limits: Limits


class ProgrammeUsage(Output):
    items: list[UsedByPerson]
    limits: Limits
