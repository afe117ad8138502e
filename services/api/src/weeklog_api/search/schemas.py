from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from weeklog.search import KINDS, FoundKind, Why
from weeklog_api.schemas import Input, Items, LastDay, Output, Storable

MOST_HITS = 100


class SearchAsked(Input):
    q: Annotated[
        str,
        StringConstraints(min_length=1, max_length=200, strip_whitespace=True),
        Storable,
        Field(description="words, with or without accents, in any form; misspelt ones are understood"),
    ]
    person: Annotated[UUID | None, Field(description="somebody you mentor or lead; left out = yourself")] = (
        None
    )
    everyone: Annotated[
        bool, Field(description="for mentors and leads: all whom they follow, and themselves")
    ] = False
    kinds: Annotated[
        tuple[FoundKind, ...],
        Field(min_length=1, max_length=len(KINDS), description="only these; may be repeated"),
    ] = KINDS
    from_: Annotated[date | None, Field(alias="from", description="of this day or later")] = None
    to: Annotated[LastDay, Field(description="of this day or earlier")] = None
    limit: Annotated[int, Field(ge=1, le=MOST_HITS)] = 20
    cursor: Annotated[str | None, StringConstraints(max_length=50)] = None


class Hit(Output):
    kind: FoundKind
    id: UUID
    week: int | None
    start_on: date
    person_id: UUID
    text: str
    highlights: list[tuple[int, int]] = Field(
        description="where its words stand in `text`: the first character and the one behind the last, counted in "
        "code points"
    )
    score: float = Field(description="0 to 1; comparable within one answer only")
    why: Why = Field(
        description="`words`: it says them; `typo`: it says words that were probably meant; `meaning`: it says "
        "something alike"
    )


Hits = Items[Hit]
