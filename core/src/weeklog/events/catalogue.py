"""Every event, declared once. Unknown fields are refused, so that two versions that disagree say so.

Two kinds of streams carry them. A *reply's* stream (`wl:reply:<id>`) has positions `attempt-sequence`: a greater
attempt replaces all text before it. A *person's* stream (`wl:person:<id>`) tells what changed in their worklog;
its events are complete, so that what was fetched before plus the events is what would be fetched now.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from weeklog.vocabulary import AnchorKind, FinishReason, JobEnd, NoticeKind, ReviewState, Status


class Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Resource(Event):
    title: str
    url: str | None = None


class EntryState(Event):
    """An entry as it is now: the very fields that the API answers."""

    id: UUID
    week: int
    position: int
    day: str
    text: str
    start_on: date
    end_on: date
    resources: tuple[Resource, ...]
    status: Status
    tags: tuple[str, ...]
    hours: float | None = None  # worked on it; none = nobody counted
    blocked_since: date | None = None  # of a blocked one
    carried_from: UUID | None = None  # the unfinished entry that it goes on with
    carried_to: UUID | None = None  # the entry that goes on with it: then it is no longer open itself
    weeks_open: int = 1  # 3 = it stands in its third week
    version: int
    created_at: datetime
    updated_at: datetime


class EntryLogged(Event):
    type: Literal["entry.logged"] = "entry.logged"
    entry: EntryState


class EntryChanged(Event):
    type: Literal["entry.changed"] = "entry.changed"
    entry: EntryState


class EntryDeleted(Event):
    type: Literal["entry.deleted"] = "entry.deleted"
    entry_id: UUID
    week: int


class WeekChanged(Event):
    """More changed than one entry (a page was imported, objectives were put): fetch the week again."""

    type: Literal["week.changed"] = "week.changed"
    week: int


class SuggestionsChanged(Event):
    """What is suggested for a week changed: fetch the suggestions of its days again."""

    type: Literal["suggestions.changed"] = "suggestions.changed"
    week: int


class ReviewDrafted(Event):
    type: Literal["review.drafted"] = "review.drafted"
    review_id: UUID
    week: int
    version: int


class ReviewChanged(Event):
    """Its lines were edited, or it was moved on in its round: fetch it again."""

    type: Literal["review.changed"] = "review.changed"
    review_id: UUID
    week: int
    version: int
    state: ReviewState
    of: UUID  # whose it is


class Anchor(Event):
    """What a comment is about, and what that said when it was commented on: it may be edited or deleted since."""

    kind: AnchorKind
    id: UUID
    line: int | None = None  # of a review: which of its lines it was, from 0
    line_id: UUID | None = None  # and which line it is, wherever it stands now
    revision: int | None = None  # of an artifact or a review: its revision
    week: int | None = None
    text: str = ""


class Author(Event):
    id: UUID
    name: str


class CommentState(Event):
    """A comment as it is now: the very fields that the API answers. `resolved_*` are of its thread."""

    id: UUID
    thread_id: UUID  # the id of the comment that began it
    anchor: Anchor
    of: UUID  # in whose worklog it stands
    author: Author | None  # none = somebody whose account is gone
    text: str  # Markdown; empty when it was deleted
    mentions: tuple[UUID, ...]
    deleted: bool
    resolved_at: datetime | None
    resolved_by: UUID | None
    created_at: datetime
    edited_at: datetime | None


class CommentAdded(Event):
    type: Literal["comment.added"] = "comment.added"
    comment: CommentState


class CommentChanged(Event):
    """Edited, deleted, or its thread resolved or reopened."""

    type: Literal["comment.changed"] = "comment.changed"
    comment: CommentState


class NoticeState(Event):
    """What a person was reminded of: the very fields that the API answers."""

    id: UUID
    kind: NoticeKind
    week: int  # of a notice about an account, the week that it was then
    text: str  # in the person's language
    missing: dict[str, Any]  # the same for programs
    created_at: datetime
    read_at: datetime | None


class NoticeRaised(Event):
    type: Literal["notice.raised"] = "notice.raised"
    notice: NoticeState


class QuestionAsked(Event):
    """Wherever it was asked: the answer to come has a stream of its own, which any device may follow."""

    type: Literal["question.asked"] = "question.asked"
    reply_id: UUID
    conversation_id: UUID


class ReplyReady(Event):
    """An answer of the assistant has ended, wherever it was asked: the reply's own stream tells only whoever
    follows it."""

    type: Literal["reply.ready"] = "reply.ready"
    reply_id: UUID
    conversation_id: UUID
    state: JobEnd


class ImportProgress(Event):
    """Of an import that runs in the background: so many of its files are done."""

    type: Literal["import.progress"] = "import.progress"
    import_id: UUID
    done: int
    total: int


class ImportFinished(Event):
    """Its report is there: fetch it."""

    type: Literal["import.finished"] = "import.finished"
    import_id: UUID


class ReplyWaiting(Event):
    """Written by the gateway alone: nobody has begun the answer, and so many questions are before this one."""

    type: Literal["reply.waiting"] = "reply.waiting"
    before: int


class ReplyStarted(Event):
    type: Literal["reply.started"] = "reply.started"


class ReplyDelta(Event):
    type: Literal["reply.delta"] = "reply.delta"
    text: str


class ReplySnapshot(Event):
    """The whole text so far: follows a loss, and replaces what was shown."""

    type: Literal["reply.snapshot"] = "reply.snapshot"
    text: str


class ReplyEnded(Event):
    """The last event of a reply. `length` (characters) and `digest` describe the stored text: where they differ from
    what was received, fetch the reply."""

    type: Literal["reply.ended"] = "reply.ended"
    state: JobEnd
    length: int
    digest: str  # the first 16 hex digits of the SHA-256 of the text in UTF-8
    citations: tuple[dict[str, Any], ...] = ()
    finish_reason: FinishReason = "stop"  # anything else: the text was cut
    error: str | None = None


class StreamReset(Event):
    """Written by the gateway alone: the position asked for cannot be served. Fetch over HTTP and start again."""

    type: Literal["stream.reset"] = "stream.reset"


PersonEvent = (
    EntryLogged
    | EntryChanged
    | EntryDeleted
    | WeekChanged
    | SuggestionsChanged
    | ReviewDrafted
    | ReviewChanged
    | CommentAdded
    | CommentChanged
    | NoticeRaised
    | QuestionAsked
    | ReplyReady
    | ImportProgress
    | ImportFinished
)
ReplyEvent = ReplyStarted | ReplyDelta | ReplySnapshot | ReplyEnded
GatewayEvent = ReplyWaiting | StreamReset  # never stored: they have no position
AnyEvent = Annotated[PersonEvent | ReplyEvent | GatewayEvent, Field(discriminator="type")]

any_event: TypeAdapter[PersonEvent | ReplyEvent | GatewayEvent] = TypeAdapter(AnyEvent)
