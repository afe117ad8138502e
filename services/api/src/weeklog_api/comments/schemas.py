from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from weeklog.events.catalogue import CommentState
from weeklog.vocabulary import AnchorKind
from weeklog_api.schemas import Input, Items, LongText, WeekNumber

MOST_MENTIONS = 50
CommentList = Items[CommentState]
Mentions = Annotated[tuple[UUID, ...], Field(max_length=MOST_MENTIONS)]


class AnchorNew(Input):
    kind: AnchorKind
    id: UUID
    line: Annotated[
        int | None, Field(ge=0, le=10_000, description="of a review: which line it is now, counted from 0")
    ] = None
    line_id: Annotated[UUID | None, Field(description="of a review: its line, wherever it stands")] = None
    revision: Annotated[int | None, Field(ge=1, le=1_000_000, description="of an artifact")] = None


class CommentNew(Input):
    """Either begins a thread (`anchor`) or goes on with one (`in_reply_to`, any comment of it)."""

    text: LongText
    anchor: AnchorNew | None = None
    in_reply_to: UUID | None = None
    mentions: Mentions = ()  # besides those whom the text names with @

    @model_validator(mode="after")
    def stands_somewhere(self) -> "CommentNew":
        if (self.anchor is None) == (self.in_reply_to is None):
            raise ValueError("must have an anchor or in_reply_to, not both: say what it is about")
        return self


class CommentPatch(Input):
    text: LongText
    mentions: Mentions = ()


class CommentFilters(Input):
    person: Annotated[
        UUID | None, Field(description="somebody you mentor or lead; left out = in your own worklog")
    ] = None
    anchor_kind: AnchorKind | None = None
    anchor_id: UUID | None = None
    week: WeekNumber | None = None
    resolved: bool | None = None
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
