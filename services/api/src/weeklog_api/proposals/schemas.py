from datetime import date, datetime
from typing import Any
from uuid import UUID

from weeklog.vocabulary import ChosenObjectiveState, ProposalKind, ProposalState, Status
from weeklog_api.schemas import Input, LongText, Output, WeekNumber


class Proposal(Output):
    """A change that the assistant proposes. Nothing is written before it is accepted."""

    id: UUID
    reply_id: UUID
    kind: ProposalKind
    content: dict[str, Any]
    state: ProposalState
    result_id: UUID | None  # the entry, objective or review that accepting it made or changed
    created_at: datetime
    decided_at: datetime | None


class ProposalFilters(Input):
    state: ProposalState = "open"


class ProposalEdit(Input):
    """What to write instead, field by field; left out = as proposed."""

    text: LongText | None = None
    start_on: date | None = None
    end_on: date | None = None
    status: Status | None = None
    tags: list[str] | None = None
    week: WeekNumber | None = None
    state: ChosenObjectiveState | None = None
