"""What the assistant may propose. It writes nothing: a proposal is written when its person accepts it."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from weeklog.vocabulary import ChosenObjectiveState, Status


class _Proposed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EntryProposed(_Proposed):
    kind: Literal["entry"] = "entry"
    text: str
    start_on: date
    end_on: date
    status: Status = "done"
    tags: tuple[str, ...] = ()


class StatusProposed(_Proposed):
    kind: Literal["status"] = "status"
    entry_id: UUID
    text: str  # of the entry, to show what is meant
    status: Status


class ObjectiveProposed(_Proposed):
    kind: Literal["objective"] = "objective"
    week: int
    text: str


class ObjectiveStateProposed(_Proposed):
    kind: Literal["objective_state"] = "objective_state"
    objective_id: UUID
    text: str  # of the objective, to show what is meant
    state: ChosenObjectiveState


Proposed = Annotated[
    EntryProposed | StatusProposed | ObjectiveProposed | ObjectiveStateProposed, Field(discriminator="kind")
]
_any: TypeAdapter[EntryProposed | StatusProposed | ObjectiveProposed | ObjectiveStateProposed] = TypeAdapter(
    Proposed
)


def read_proposed(kind: str, content: dict[str, Any]) -> Proposed:
    return _any.validate_python({"kind": kind, **content})
