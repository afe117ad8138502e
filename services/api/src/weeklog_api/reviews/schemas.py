from datetime import datetime
from typing import Any
from uuid import UUID

from weeklog_api.schemas import Output


class Sentence(Output):
    section: str  # one of `ReviewSection`
    text: str
    evidence: list[UUID]  # the entries behind it


class Review(Output):
    id: UUID
    person_id: UUID  # whose it is
    week: int
    state: str  # pending, drafted, submitted, approved, published
    version: int
    sentences: list[Sentence]
    facts: dict[str, Any] | None  # what the draft was made from
    markdown: str | None  # none until it is drafted
    due_at: datetime | None  # the Friday it was made for; none = asked for by hand
    drafted_at: datetime | None
    submitted_at: datetime | None
