from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

P = TypeVar("P", bound=BaseModel)


class Payload(BaseModel):
    """What a job carries: ids, never rows. A golden example of each one ever sent must still decode."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class JobKind(Generic[P]):
    name: str  # feature.verb_noun
    queue: str
    payload: type[P]
    deadline: timedelta  # from its creation; past it the job is failed
    max_attempts: int = 5
    quiet: bool = False  # an attempt that ends well is no line in the log

    def read(self, payload: object) -> P:
        return self.payload.model_validate(payload)

    def write(self, payload: P) -> dict[str, object]:  # takes the payload, which makes P invariant
        return payload.model_dump(mode="json")
