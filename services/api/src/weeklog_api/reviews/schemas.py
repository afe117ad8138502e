from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from weeklog.reviews.document import Offer
from weeklog.reviews.freshness import WeekChange
from weeklog.reviews.lines import StoredLine
from weeklog.reviews.round import Move
from weeklog.vocabulary import ReviewState, RunOutcome, RunReason, SupervisorRemarkKind
from weeklog_api.schemas import Input, Output, Storable

MOST_EDITS = 500
MOST_EVIDENCE = 200
MOST_AT_ONCE = 100

LineText = Annotated[str, StringConstraints(max_length=20_000), Storable]
Section = Annotated[str, StringConstraints(pattern=r"^[\w -]{1,60}$")]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True), Storable]


class ReviewMove(Output):
    """A step of the round."""

    move: Move
    by: UUID
    version: int  # of the review, at that moment
    reason: str
    at: datetime


class Check(Output):
    """What somebody may want to see to before submitting. Nothing of it keeps a review from being submitted."""

    kind: Literal["entry_unused", "no_evidence", "unsure", "offer"]
    message: str
    id: UUID | None = None  # of the entry or the line


class Review(Output):
    id: UUID
    person_id: UUID  # whose it is
    week: int
    state: ReviewState
    version: int  # of its lines
    lines: list[StoredLine]
    offers: list[Offer]  # what a new draft would say otherwise; of your own
    facts: dict[str, Any] | None  # what the draft was made from
    markdown: str | None  # none until it is drafted
    due_at: datetime | None  # the Friday it was made for; none = asked for by hand
    drafted_at: datetime | None
    touched_at: datetime | None  # since then a new draft changes untouched lines only
    submitted_at: datetime | None
    sent_back_at: datetime | None
    approved_at: datetime | None
    approved_by: UUID | None
    published_at: datetime | None


class Signature(Output):
    """Of the last approval; `GET /v1/reviews/{id}/snapshot` is the signed file."""

    version: int  # of the lines that were approved
    approved_by: UUID
    at: datetime
    key_id: str
    sha256: str  # of what was signed
    current: bool  # the review is still approved, and its week has not changed since


class SupervisorRemark(Output):
    """Of somebody from outside, without an account. Their approval is a remark: it moves nothing."""

    id: UUID
    name: str
    kind: SupervisorRemarkKind
    version: int  # of the review that they saw
    text: str
    at: datetime


class ReviewRead(Review):
    """One review, with what stands around it."""

    changes: list[WeekChange]  # of the week, since the review was made or approved; empty = it is fresh
    moves: list[ReviewMove]  # the round so far, the oldest first
    signature: Signature | None  # none = it was never approved
    remarks: list[SupervisorRemark]  # of supervisors from outside, the oldest first
    may: list[Move]  # what you may do with it now
    checks: list[Check]  # of your own, before you submit it


class LineChange(Input):
    """A line that is changed, moved or deleted (`id`), or a new one (no `id`)."""

    id: UUID | None = None
    text: LineText | None = None
    section: Section | None = None
    evidence: Annotated[tuple[UUID, ...], Field(max_length=MOST_EVIDENCE)] | None = None
    after: Annotated[UUID | None, Field(description="the line behind which it stands")] = None
    first: Annotated[bool, Field(description="it stands before all lines")] = False
    delete: bool = False


class ReviewPatch(Input):
    lines: Annotated[tuple[LineChange, ...], Field(max_length=MOST_EDITS)] = ()
    accept: Annotated[tuple[UUID, ...], Field(max_length=MOST_EDITS, description="offers to take in")] = ()
    decline: Annotated[
        tuple[UUID, ...], Field(max_length=MOST_EDITS, description="offers to refuse for good")
    ] = ()

    @model_validator(mode="after")
    def says_something(self) -> "ReviewPatch":
        if not (self.lines or self.accept or self.decline):
            raise ValueError("must have lines to change, or offers to accept or decline")
        return self


class Submit(Input):
    although_changed: Annotated[
        bool, Field(description="submit it as it is, although the week has changed since")
    ] = False


class WithReason(Input):
    reason: Reason


class Together(Input):
    ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_AT_ONCE)]


class Refusal(Output):
    id: UUID
    why: str


class Approved(Output):
    approved: list[UUID]
    refused: list[Refusal]


class Version(Output):
    version: int
    why: Literal["drafted", "redrafted", "edited"]
    by: UUID | None  # none = the draft
    at: datetime


class VersionRead(Output):
    version: int
    lines: list[StoredLine]


class LineDifference(Output):
    kind: Literal["added", "changed", "removed", "moved"]
    id: UUID
    before: StoredLine | None
    after: StoredLine | None


class ReviewRun(Output):
    """What the scheduler did about a week when its review was due."""

    week: int
    outcome: RunOutcome
    reason: RunReason
    text: str  # the reason in the reader's language
    due_at: datetime
    at: datetime


class Difference(Output):
    from_version: int
    to_version: int
    lines: list[LineDifference]
