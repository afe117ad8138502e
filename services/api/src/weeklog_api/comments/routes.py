from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from weeklog.events.catalogue import CommentState
from weeklog_api.comments import service
from weeklog_api.comments.schemas import CommentFilters, CommentList, CommentNew, CommentPatch
from weeklog_api.comments.service import Asking
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemDatabase, Work, owner
from weeklog_api.idempotency import idempotent
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/comments", tags=["comments"])


async def _asking(
    identity: CurrentIdentity, work: Work, system: SystemDatabase, settings: CurrentSettings
) -> Asking:
    return Asking(work, identity, system, settings.clock())


CurrentAsking = Annotated[Asking, Depends(_asking)]


@router.post("", status_code=201, response_model=CommentState)
@needs("write")
@idempotent()
async def add_comment(new: CommentNew, asking: CurrentAsking) -> Response:
    """Begins a thread at an entry, an objective, a review (or one sentence of it) or an artifact (or one revision), or
    replies in one.

    In your own worklog and in those of whom you mentor or lead. A review is remarked on by others once it is
    submitted. `@name` mentions people who read that worklog; whoever is no reader of it stays text. The anchor
    keeps what it said.
    """
    added = await service.add_comment(asking, new)
    where = {"Location": f"/v1/comments/{added.id}"}
    return Response(added.model_dump_json(), 201, where, media_type="application/json")


@router.get("")
@needs("read")
async def list_comments(filters: Annotated[CommentFilters, Query()], asking: CurrentAsking) -> CommentList:
    """In one worklog, the oldest first, resolved and unresolved. A thread of which every comment was deleted is
    gone."""
    person_id = await owner(asking.identity, filters.person)
    return await service.list_comments(asking, person_id, filters)


@router.get("/{comment_id}")
@needs("read")
async def read_comment(comment_id: UUID, asking: CurrentAsking) -> CommentState:
    return await service.read_comment(asking, comment_id)


@router.patch("/{comment_id}")
@needs("write")
async def edit_comment(comment_id: UUID, patch: CommentPatch, asking: CurrentAsking) -> CommentState:
    """For its author. Mentions are read from the new text again."""
    return await service.edit_comment(asking, comment_id, patch)


@router.delete("/{comment_id}", status_code=204)
@needs("write")
async def delete_comment(comment_id: UUID, asking: CurrentAsking) -> None:
    """For its author. In its thread stays that a comment was deleted, without its text."""
    await service.delete_comment(asking, comment_id)


@router.post("/{thread_id}/resolve")
@needs("write")
async def resolve_thread(thread_id: UUID, asking: CurrentAsking) -> CommentState:
    """For who began the thread and for the owner of what it is about; answers the comment that began it."""
    return await service.resolve(asking, thread_id, resolved=True)


@router.post("/{thread_id}/reopen")
@needs("write")
async def reopen_thread(thread_id: UUID, asking: CurrentAsking) -> CommentState:
    """For the same people as resolving it."""
    return await service.resolve(asking, thread_id, resolved=False)
