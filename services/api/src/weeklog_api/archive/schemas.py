from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from weeklog_api.programmes.schemas import ProgrammeNew, WeekNew
from weeklog_api.schemas import Input, Output


class PersonOfArchive(Input):
    id: UUID
    name: Annotated[str, Field(max_length=200)]
    email: Annotated[str, Field(max_length=320)]


class ProgrammeOfArchive(ProgrammeNew):
    id: UUID

    @property
    def spans(self) -> list[WeekNew]:
        return list(self.calendar or ())


class Manifest(BaseModel):
    """The first member. A later format may say more: of an unknown one, only its number is read."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: int
    exported_at: datetime
    person: PersonOfArchive
    programme: ProgrammeOfArchive


class Brought(Output):
    added: int
    kept: int  # it was here already, and stays as it is
    left_out: int = 0  # it names something that the archive does not hold


class ProgrammeReached(Output):
    id: UUID
    name: str
    made: bool  # for this archive, with you as its lead


class AccountReport(Output):
    programme: ProgrammeReached
    renamed: bool  # somebody else here has these ids: your copies have ids of their own
    kinds: dict[str, Brought]
