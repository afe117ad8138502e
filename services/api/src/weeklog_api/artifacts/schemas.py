from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from weeklog_api.artifacts.names import file_name
from weeklog_api.schemas import Input, Output, Storable, WeekNumber

MOST_REVISIONS = 200


FileName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, strip_whitespace=True),
    AfterValidator(file_name),
]
Title = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), Storable]
Note = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True), Storable]
RevisionNumber = Annotated[int, Field(ge=1, le=1_000_000)]


class ArtifactNew(Input):
    name: Annotated[FileName, Field(description="of the file; its ending tells what it is")]
    title: Annotated[Title, Field(description="what it shows; left out = its name")] = ""
    week: Annotated[WeekNumber | None, Field(description="left out = of the programme as a whole")] = None
    note: Annotated[Note, Field(description="what is new in this revision")] = ""


class RevisionNew(Input):
    name: Annotated[FileName | None, Field(description="of the file; left out = as before")] = None
    note: Annotated[Note, Field(description="what is new in this revision")] = ""


class ArtifactPatch(Input):
    """Only what is sent is changed."""

    title: Title | None = None
    week: WeekNumber | None = None  # null = of the programme as a whole


class ArtifactFilters(Input):
    week: WeekNumber | None = None
    person: Annotated[UUID | None, Field(description="somebody you mentor or lead; left out = yourself")] = (
        None
    )
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class ArtifactState(Output):
    id: UUID
    person_id: UUID
    week: int | None
    name: str
    title: str
    revision: int  # the current one
    kind: str
    media_type: str
    size: int
    sha256: str
    version: int
    created_at: datetime
    updated_at: datetime


class Revision(Output):
    id: UUID
    number: int
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    note: str
    created_at: datetime


class ArtifactWithRevisions(ArtifactState):
    revisions: list[Revision]  # the first one first


class DiffLine(Output):
    change: Literal["same", "removed", "added"]
    left: int | None  # line numbers
    right: int | None
    text: str


class Comparison(Output):
    left: Revision
    right: Revision
    same: bool  # to the last byte
    lines: list[DiffLine] | None  # of texts that are not too long; none = look at them side by side
