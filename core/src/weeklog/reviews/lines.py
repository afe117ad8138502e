"""A review is a sequence of lines. Pure.

Whoever drafts a review (`weeklog_reporting`) writes `Line`s. Their `key` is the stable identity of what a line is
about (`objective:<id>`, `blocked:<id>`, `summary`): a draft that is made again says the same thing under the same
key, so that comments, evidence and ticks stay where they belong, and what a person deleted stays deleted.
"""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

# Whether the facts bear the line out, or its owner has to confirm it.
Certainty = Literal["sure", "unsure"]

PERSON: Final = "person"
DRAFT: Final = "draft"
MENTOR: Final = "mentor"  # and `model NAME` for a language model's


class Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str  # unique within a review
    section: str
    text: str  # Markdown, one paragraph or list item
    evidence: tuple[UUID, ...] = ()  # the entries behind it; none = nothing in the week supports it
    author: str = DRAFT  # `person`, `draft`, `model NAME` or `mentor`
    certainty: Certainty = "sure"
    basis: str | None = None  # of a model's line: a digest of what it was written from


class StoredLine(Line):
    """A line of a document: it has an id that stays, and says whether a person has touched it."""

    id: UUID
    touched: bool = False  # by a person: a redraft leaves it alone
    drafted: str | None = None  # what the draft said when it was touched
    by: UUID | None = None  # who wrote it last; none = the draft
    at: datetime

    @property
    def said(self) -> tuple[str, str, tuple[UUID, ...], str]:
        """What a reader sees of it."""
        return self.section, self.text, self.evidence, self.certainty


def line_id(review_id: UUID, key: str) -> UUID:
    """The same for the same key, whoever drafts it and however often."""
    return uuid5(review_id, key)


def stored(review_id: UUID, line: Line, at: datetime) -> StoredLine:
    return StoredLine(**vars(line), id=line_id(review_id, line.key), at=at)
