from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from weeklog_api.schemas import Input, LongText, Output, WeekNumber

State = Literal["open", "accepted", "dismissed"]


class Proposal(Output):
    """A change that the assistant proposes. Nothing is written before it is accepted."""

    id: UUID
    reply_id: UUID
    kind: Literal["entry", "status", "objective", "objective_state"]
    content: dict[str, Any]
    state: State
    result_id: UUID | None  # the entry or objective that accepting it made or changed
    created_at: datetime
    decided_at: datetime | None


class ProposalFilters(Input):
    state: State = "open"


class ProposalEdit(Input):
    """What to write instead, field by field; left out = as proposed."""

    text: LongText | None = None
    start_on: date | None = None
    end_on: date | None = None
    status: Literal["planned", "doing", "done", "dropped"] | None = None
    tags: list[str] | None = None
    week: WeekNumber | None = None
    state: Literal["open", "met", "missed"] | None = None
