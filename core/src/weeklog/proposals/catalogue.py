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


class ReviewLineProposed(_Proposed):
    """One line of a review: as it stands, and as it would."""

    change: Literal["add", "change", "move", "remove"]
    id: UUID | None = None  # none = a new line
    section: str  # in which it would stand; of a removal, in which it stands
    was: str = ""  # of a line that is there
    text: str = ""  # as it would read; of a removal, nothing
    after: UUID | None = None  # the line behind which it would stand
    evidence: tuple[UUID, ...] = ()  # of a new line


class ReviewProposed(_Proposed):
    kind: Literal["review"] = "review"
    review_id: UUID
    week: int
    version: int  # of the lines that were read: an edit of any other is refused
    lines: tuple[ReviewLineProposed, ...]


_Any = EntryProposed | StatusProposed | ObjectiveProposed | ObjectiveStateProposed | ReviewProposed
Proposed = Annotated[_Any, Field(discriminator="kind")]
_any: TypeAdapter[_Any] = TypeAdapter(Proposed)


def read_proposed(kind: str, content: dict[str, Any]) -> Proposed:
    return _any.validate_python({"kind": kind, **content})
