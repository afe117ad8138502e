from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from weeklog.vocabulary import AuditAction
from weeklog_api.schemas import Input, Output


class AuditFilters(Input):
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class AuditPerson(Output):
    id: UUID
    name: str


class AuditLine(Output):
    id: UUID
    at: datetime
    action: AuditAction
    actor: AuditPerson | None  # none: an operator, or somebody whose account is deleted
    about: AuditPerson | None
    details: dict[str, Any]  # by action, such as `from` and `to` of a role
    text: str  # the same as one sentence, in English
